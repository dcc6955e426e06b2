/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mouse and keys of the article: selecting by words, sentences and paragraphs, clicks on annotations, and what of GTK's own
 * handling is taken off. It draws nothing and makes no annotations. */
#include "config.h"

#include <gls-segment.h>

#include "gls-article-view-private.h"

/* Pixels from the edge per frame while a drag is held outside. */
#define AUTOSCROLL 0.15

static void
select_stored (GlsArticleView *self, guint32 bound, guint32 insert)
{
  GtkTextIter at_insert, at_bound;

  gls_article_view_get_iter (self, &at_insert, insert, insert > bound);
  gls_article_view_get_iter (self, &at_bound, bound, bound > insert);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &at_insert, &at_bound);
}

/* The gap next to a place, and the character under it; stored offsets. */
static guint32
gap_at (GlsArticleView *self, double x, double y)
{
  GtkTextIter iter;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, bx, by);
  return gls_article_view_offset_of_iter (self, &iter);
}

static guint32
character_at (GlsArticleView *self, double x, double y)
{
  GtkTextIter iter;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  gtk_text_view_get_iter_at_position (GTK_TEXT_VIEW (self), &iter, NULL, bx, by);
  return gls_article_view_offset_of_iter (self, &iter);
}

static void
unit_at (GlsArticleView *self, GlsUnit unit, guint32 offset, guint32 *start, guint32 *end)
{
  guint32 length = gls_text_get_length (self->text);

  *start = *end = offset;
  if (length == 0)
    return;
  offset = MIN (offset, length - 1);
  switch (unit)
    {
    case GLS_UNIT_WORD:
      gls_segment_word_at (self->text, offset, start, end);
      break;
    case GLS_UNIT_SENTENCE:
      gls_segment_whole_sentence_at (self->text, offset, start, end);
      break;
    case GLS_UNIT_PARAGRAPH:
      gls_segment_whole_paragraph_at (self->text, offset, start, end);
      break;
    case GLS_UNIT_CHARACTER:
      break;
    }
}

int
gls_article_view_compare_inner (GlsArticleView *self, guint32 i, guint32 j)
{
  const GlsSpan *x = gls_span_index_get_span (self->index, i), *y = gls_span_index_get_span (self->index, j);

  if (x->end - x->start != y->end - y->start)
    return x->end - x->start < y->end - y->start ? -1 : 1;
  /* Of two on the same words the later one is drawn lower. */
  return i > j ? -1 : i < j;
}

static int
compare_inner_first (gconstpointer a, gconstpointer b, gpointer data)
{
  return gls_article_view_compare_inner (data, *(const guint32 *) a, *(const guint32 *) b);
}

GArray *
gls_article_view_spans_at (GlsArticleView *self, guint32 display)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (guint32));

  gls_span_index_query (self->index, display, display + 1, marks);
  for (guint i = 0; i < marks->len; i++)
    g_array_append_val (spans, g_array_index (marks, GlsMark, i).span);
  g_array_sort_with_data (spans, compare_inner_first, self);
  return spans;
}

static void
click (GlsArticleView *self, double x, double y)
{
  g_autoptr (GArray) spans = gls_article_view_hit (self, x, y);
  guint32 place = character_at (self, x, y);
  guint next = 0;

  if (spans->len == 0)
    {
      self->has_last_click = FALSE;
      gls_article_view_set_selected (self, NULL);
      gls_article_view_emit_cleared (self);
      return;
    }
  /* Again at the same place: the one around it. */
  if (self->has_last_click && self->last_click == place && self->has_selected)
    for (guint i = 0; i < spans->len; i++)
      if (gls_id_equal (&gls_span_index_get_span (self->index, g_array_index (spans, guint32, i))->id, &self->selected))
        next = (i + 1) % spans->len;
  self->has_last_click = TRUE;
  self->last_click = place;
  self->had_selection = FALSE;
  gls_article_view_emit_activated (self, &gls_span_index_get_span (self->index, g_array_index (spans, guint32, next))->id);
}

/* Extends the selection to where the pointer is, or takes along what is dragged. */
static void
drag_to (GlsArticleView *self, double x, double y)
{
  GlsDrag *drag = &self->drag;
  guint32 start, end;

  if (drag->mode == GLS_DRAG_LINK)
    {
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  if (drag->mode == GLS_DRAG_END)
    {
      if (self->by_characters || drag->extend)
        start = end = gap_at (self, x, y);
      else
        unit_at (self, GLS_UNIT_WORD, character_at (self, x, y), &start, &end);
      gls_article_view_drag_end_to (self, drag->edge % 2 ? end : start);
      return;
    }
  if (drag->unit == GLS_UNIT_CHARACTER)
    {
      guint32 at = gap_at (self, x, y);

      select_stored (self, drag->anchor_start, at);
      return;
    }
  unit_at (self, drag->unit, character_at (self, x, y), &start, &end);
  if (start < drag->anchor_start)
    select_stored (self, drag->anchor_end, start);
  else
    select_stored (self, drag->anchor_start, MAX (end, drag->anchor_end));
}

static gboolean
autoscroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GlsArticleView *self = GLS_ARTICLE_VIEW (widget);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  double height = gtk_widget_get_height (widget), outside = 0;

  if (self->drag.y < 0)
    outside = self->drag.y;
  else if (self->drag.y > height)
    outside = self->drag.y - height;
  if (outside != 0 && self->drag.moved && adjustment)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + outside * AUTOSCROLL);
      drag_to (self, self->drag.x, CLAMP (self->drag.y, 0, height - 1));
    }
  return G_SOURCE_CONTINUE;
}

void
gls_article_view_stop_drag (GlsArticleView *self)
{
  self->drag.active = FALSE;
  g_clear_pointer (&self->drag.fragments, g_array_unref);
  if (self->drag.tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag.tick);
  self->drag.tick = 0;
}

/* GTK 4.8 takes both presses of a double-click for single ones when it comes soon after another one elsewhere. */
static int
count_presses (GlsArticleView *self, int n_press, guint32 time, double x, double y)
{
  int most_time, most_distance;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &most_time,
                "gtk-double-click-distance", &most_distance, NULL);
  if (self->presses.n > 0 && time - self->presses.time < (guint32) most_time && ABS (x - self->presses.x) < most_distance
      && ABS (y - self->presses.y) < most_distance)
    self->presses.n++;
  else
    {
      self->presses.n = 1;
      self->presses.x = x;
      self->presses.y = y;
    }
  self->presses.time = time;
  return MAX (n_press, self->presses.n);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GlsArticleView *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GlsDrag *drag = &self->drag;

  /* Fingers scroll, as GTK has it. */
  if (event && gdk_event_get_event_type (event) == GDK_TOUCH_BEGIN)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY || !self->text)
    return;

  if (gls_article_view_press_card (self, x, y))
    return;
  n_press = count_presses (self, n_press, event ? gdk_event_get_time (event) : 0, x, y);
  gls_article_view_stop_drag (self);
  gls_article_view_stop_scrolling (self);
  gls_article_view_hide_card (self);
  *drag = (GlsDrag) { .active = TRUE, .press_x = x, .press_y = y, .x = x, .y = y };
  drag->unit = (GlsUnit) (MIN (n_press, 4) - 1);
  drag->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll, NULL, NULL);
  if (drag->unit != GLS_UNIT_CHARACTER)
    {
      unit_at (self, drag->unit, character_at (self, x, y), &drag->anchor_start, &drag->anchor_end);
      select_stored (self, drag->anchor_start, drag->anchor_end);
      return;
    }
  if (state & GDK_CONTROL_MASK)
    drag->mode = GLS_DRAG_FRAGMENT;
  else if (!(state & GDK_SHIFT_MASK))
    drag->mode = gls_article_view_mode_at (self, x, y, &drag->edge);
  if (drag->mode > GLS_DRAG_FRAGMENT)
    return;
  if (drag->mode == GLS_DRAG_SELECT && state & GDK_SHIFT_MASK)
    {
      GtkTextIter bound;

      gtk_text_buffer_get_iter_at_mark (buffer, &bound, gtk_text_buffer_get_selection_bound (buffer));
      drag->anchor_start = drag->anchor_end = gls_article_view_offset_of_iter (self, &bound);
      drag->extend = TRUE;
      drag_to (self, x, y);
      return;
    }
  drag->anchor_start = drag->anchor_end = gap_at (self, x, y);
  select_stored (self, drag->anchor_start, drag->anchor_start);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GlsArticleView *self)
{
  GlsDrag *drag = &self->drag;

  if (!drag->active)
    return;
  drag->x = drag->press_x + dx;
  drag->y = drag->press_y + dy;
  if (!drag->moved && !gtk_drag_check_threshold (GTK_WIDGET (self), (int) drag->press_x, (int) drag->press_y,
                                                 (int) drag->x, (int) drag->y))
    return;
  drag->moved = TRUE;
  /* An end snaps to words as a selection does, and Shift lets it stand between any two characters. */
  if (drag->mode == GLS_DRAG_END)
    drag->extend = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK;
  drag_to (self, drag->x, drag->y);
}

/* Whole words, unless Shift is held when the button goes up. FALSE: nothing but spaces and marks was selected. */
static gboolean
finish_selection (GlsArticleView *self, gboolean snap)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter from, to, insert;
  guint32 start, end;
  gboolean backwards, any = TRUE;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &from, &to))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &insert, gtk_text_buffer_get_insert (buffer));
  backwards = gtk_text_iter_equal (&insert, &from);
  start = gls_article_view_offset_of_iter (self, &from);
  end = gls_article_view_offset_of_iter (self, &to);
  if (snap && self->keep_edges)
    {
      guint32 unused;

      unit_at (self, GLS_UNIT_WORD, start, &start, &unused);
      unit_at (self, GLS_UNIT_WORD, end - 1, &unused, &end);
    }
  else if (snap)
    any = gls_segment_snap (self->text, &start, &end);
  if (!any || start >= end)
    {
      select_stored (self, start, start);
      return FALSE;
    }
  if (backwards)
    select_stored (self, end, start);
  else
    select_stored (self, start, end);
  return TRUE;
}

/* An end, or the end of a relation, was let go. */
static void
finish_handle (GlsArticleView *self, GlsDrag *drag)
{
  g_autoptr (GArray) fragments = drag->fragments;
  GlsId target;

  if (drag->mode == GLS_DRAG_END)
    gls_article_view_drop_end (self, fragments);
  else if (gls_article_view_find_target (self, drag->x, drag->y, &target))
    gls_article_view_emit_link (self, &target);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, GlsArticleView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GlsDrag drag = self->drag;

  if (!drag.active)
    return;
  drag_update_cb (gesture, dx, dy, self);
  drag = self->drag;
  self->drag.fragments = NULL;
  gls_article_view_stop_drag (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (drag.moved && drag.mode > GLS_DRAG_FRAGMENT)
    {
      finish_handle (self, &drag);
      return;
    }

  if (!drag.moved && drag.unit == GLS_UNIT_CHARACTER && !drag.extend)
    click (self, drag.x, drag.y);
  else if (!finish_selection (self, !(state & GDK_SHIFT_MASK) && !self->by_characters))
    gls_article_view_emit_cleared (self);
  else if (drag.mode == GLS_DRAG_FRAGMENT)
    gls_article_view_emit_fragment (self);
  else
    gls_article_view_emit_range (self, &(GdkRectangle) { (int) drag.x, (int) drag.y, 1, 1 });
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, GlsArticleView *self)
{
  gls_article_view_stop_drag (self);
}

static void
get_marks (GlsArticleView *self, GlsMarks *marks)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  marks->insert = gtk_text_iter_get_offset (&iter);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_selection_bound (buffer));
  marks->bound = gtk_text_iter_get_offset (&iter);
}

/* Word by word snaps as a drag does, letter by letter as one with Shift. What the keys had reached is kept: a blank line at the
 * end is not selected, but the next key goes on from it. */
static void
finish_keys (GlsArticleView *self)
{
  get_marks (self, &self->keys.reached);
  finish_selection (self, TRUE);
  get_marks (self, &self->keys.snapped);
  self->keys.any = TRUE;
}

/* A selection by keys has ended when a key goes up and Shift is not held any more. */
static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, GlsArticleView *self)
{
  gboolean shift_up = keyval == GDK_KEY_Shift_L || keyval == GDK_KEY_Shift_R;
  guint32 start, end, caret;
  GdkRectangle where = { 0 };

  if ((state & GDK_SHIFT_MASK) && !shift_up)
    return;
  if (gls_article_view_get_selection_range (self, &start, &end))
    {
      if (self->had_selection && start == self->told_start && end == self->told_end)
        return;
      if (self->keys.by_words && !self->by_characters)
        finish_keys (self);
      if (!gls_article_view_get_selection_range (self, &start, &end))
        return;
      /* At the end that moved. */
      caret = gls_article_view_get_caret (self);
      gls_article_view_get_rectangle (self, caret > start ? end - 1 : start, caret > start ? end : start + 1, &where);
      gls_article_view_emit_range (self, &where);
    }
  else if (self->had_selection)
    gls_article_view_emit_cleared (self);
}

void
gls_article_view_note_move (GlsArticleView *self, GtkMovementStep step, gboolean extend)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gboolean by_words = step != GTK_MOVEMENT_LOGICAL_POSITIONS && step != GTK_MOVEMENT_VISUAL_POSITIONS;
  GtkTextIter insert, bound;
  GlsMarks now;

  get_marks (self, &now);
  if (extend && by_words && self->keys.any && now.insert == self->keys.snapped.insert && now.bound == self->keys.snapped.bound)
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &insert, self->keys.reached.insert);
      gtk_text_buffer_get_iter_at_offset (buffer, &bound, self->keys.reached.bound);
      gtk_text_buffer_select_range (buffer, &insert, &bound);
    }
  self->keys.any = FALSE;
  self->keys.by_words = by_words;
}

/* Escape lets go of what is being dragged, and of nothing else. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, GlsArticleView *self)
{
  /* Who goes on by keys does not look at what the pointer happens to lie on. */
  gls_article_view_hide_card (self);
  if (keyval != GDK_KEY_Escape || !self->drag.active)
    return GDK_EVENT_PROPAGATE;
  gls_article_view_stop_drag (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

/* Moving, selecting and copying stay; what types, deletes, pastes, scrolls by Alt or opens menus goes, and so does what the
 * window has other uses for. */
static gboolean
keeps_shortcut (GtkShortcut *shortcut)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  static const char * const kept[] = { "move-cursor", "copy-clipboard", "select-all", NULL };

  if (!GTK_IS_SIGNAL_ACTION (action) ||
      !g_strv_contains (kept, gtk_signal_action_get_signal_name (GTK_SIGNAL_ACTION (action))))
    return FALSE;
  return !GTK_IS_KEYVAL_TRIGGER (trigger) ||
         !(gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) & GDK_ALT_MASK);
}

/* The class's own controller cannot be changed: it is replaced by one with what is left. */
static void
replace_shortcuts (GlsArticleView *self, GtkEventController *old)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GListModel *model = G_LIST_MODEL (old);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (model, i);

      if (keeps_shortcut (shortcut))
        gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), g_steal_pointer (&shortcut));
    }
  gtk_event_controller_set_name (controller, "gls-article-shortcuts");
  gtk_widget_remove_controller (GTK_WIDGET (self), old);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* No input method: it would take letters that are labels. No drop: files go to the window. */
static void
take_off_own_handling (GlsArticleView *self)
{
  g_autoptr (GListModel) model = gtk_widget_observe_controllers (GTK_WIDGET (self));
  g_autoptr (GPtrArray) controllers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (controllers, g_list_model_get_item (model, i));
  for (guint i = 0; i < controllers->len; i++)
    {
      GtkEventController *controller = g_ptr_array_index (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        gtk_event_controller_key_set_im_context (GTK_EVENT_CONTROLLER_KEY (controller), NULL);
      else if (GTK_IS_DROP_TARGET_ASYNC (controller))
        gtk_widget_remove_controller (GTK_WIDGET (self), controller);
      else if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        replace_shortcuts (self, controller);
    }
}

void
gls_article_view_init_input (GlsArticleView *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  take_off_own_handling (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));

  self->drag_gesture = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drag_gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (self->drag_gesture, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->drag_gesture, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (self->drag_gesture, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->drag_gesture));
  gtk_gesture_group (self->drag_gesture, press);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
