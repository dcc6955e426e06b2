/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do on the Review page. A key that is held decides once.
 * It must not know what a decision does. */
#include "config.h"

#include "common/gls-keys.h"
#include "gls-review-page-private.h"

/* The row of digits stands at the same place whatever the layout types with it, with Shift or without. */
static int
get_digit (guint keyval, guint keycode)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return keyval - GDK_KEY_KP_0;
  if (keycode >= 10 && keycode <= 18)
    return keycode - 9;
  return keycode == 19 ? 0 : -1;
}

static gboolean
is_typing (GlsReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_EDITABLE (focus) || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))));
}

/* Of a popover's list, of a drop-down: the arrows and Return are theirs. */
static gboolean
is_in_popover (GlsReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
press_digit (GlsReviewPage *self, int digit, GdkModifierType state)
{
  GlsTakeWay way = state & GDK_SHIFT_MASK ? GLS_TAKE_ALIKE : state & GDK_ALT_MASK ? GLS_TAKE_WHOLE : GLS_TAKE_THIS;
  int version = digit > 0 ? gls_case_view_get_version (self->view, digit) : -1;

  if ((state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == (GDK_SHIFT_MASK | GDK_ALT_MASK))
    return FALSE;
  if (digit > 0 && version < 0)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    gls_review_page_take (self, version, way);
  return TRUE;
}

static gboolean
press_letter (GlsReviewPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  switch (gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode))
    {
    case 'r':
      gls_case_view_next_reason (self->view, (state & GDK_SHIFT_MASK) != 0);
      return TRUE;
    case 'c':
      gls_case_view_focus_comment (self->view);
      return TRUE;
    case 'g':
      gls_case_view_toggle_guide (self->view);
      return TRUE;
    case 'o':
      gls_review_page_reopen (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* A key that is held repeats at once; one that has been quiet was released where it was not told, in a dialog. */
#define HELD_MS 1000

static gboolean
is_held (GlsReviewPage *self, guint keycode, guint32 now)
{
  gboolean held = self->held == keycode && now - self->held_time < HELD_MS;

  if (held)
    self->held_time = now;
  return held;
}

static void
hold (GlsReviewPage *self, guint keycode, guint32 now)
{
  self->held = keycode;
  self->held_time = now;
}

/* What concerns all of them, whether a disagreement is in front or nothing is left. */
static gboolean
press_bar (GlsReviewPage *self, guint keyval, guint keycode, GdkModifierType state, guint32 now)
{
  if ((state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (is_held (self, keycode, now))
    return TRUE;
  switch (gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode))
    {
    case 'n':
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->anonymous),
                                    !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->anonymous)));
      hold (self, keycode, now);
      return TRUE;
    case 's':
      gls_case_list_show_settled (self->list, !gls_case_list_shows_settled (self->list));
      hold (self, keycode, now);
      return TRUE;
    case 'm':
      /* It is released in the dialog, which does not tell. */
      if (gtk_widget_get_sensitive (self->automatic))
        g_signal_emit_by_name (self->automatic, "clicked");
      return TRUE;
    default:
      return FALSE;
    }
}

/* Keys that decide; a repeated press is taken and does nothing. */
static gboolean
press_decision (GlsReviewPage *self, guint keyval, guint keycode, GdkModifierType state, guint32 now)
{
  int digit = get_digit (keyval, keycode), majority = gls_case_view_get_majority (self->view);
  gboolean space = keyval == GDK_KEY_space && (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0;
  gboolean no = keyval == GDK_KEY_Delete && (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0;

  if (digit < 0 && !space && !no)
    return FALSE;
  if (is_held (self, keycode, now))
    return TRUE;
  hold (self, keycode, now);
  if (digit >= 0)
    return press_digit (self, digit, state);
  if (space && majority < 0)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    gls_review_page_take (self, space ? majority : -1, GLS_TAKE_THIS);
  return TRUE;
}

static gboolean
press_walk (GlsReviewPage *self, guint keyval, GdkModifierType state)
{
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (keyval == GDK_KEY_Tab && !alt)
    gls_review_page_walk (self, 1);
  else if (keyval == GDK_KEY_ISO_Left_Tab)
    gls_review_page_walk (self, -1);
  else if (alt && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    gls_review_page_walk (self, 1);
  else if (alt && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    gls_review_page_walk (self, -1);
  else if (keyval == GDK_KEY_F2)
    gls_review_page_edit (self);
  else
    return FALSE;
  return TRUE;
}

/* Filter, list, versions. */
static void
next_pane (GlsReviewPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    gls_case_list_focus_filter (self->list);
  else if (focus != NULL && GTK_IS_EDITABLE (focus))
    gls_case_list_focus (self->list);
  else
    gls_case_view_focus_article (self->view);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsReviewPage *self)
{
  guint32 now = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  gboolean in_case = self->current != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "case") == 0;

  if (keyval == GDK_KEY_F6)
    {
      next_pane (self);
      return TRUE;
    }
  if ((state & GDK_CONTROL_MASK) != 0 && gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode) == 'f'
      && (state & GDK_SHIFT_MASK) == 0)
    {
      gls_case_list_focus_filter (self->list);
      return TRUE;
    }
  if (is_typing (self))
    {
      if (keyval != GDK_KEY_Escape)
        return FALSE;
      gls_case_view_cancel_edit (self->view);
      gls_review_page_focus (self);
      return TRUE;
    }
  if (is_in_popover (self) || (state & (GDK_CONTROL_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (!in_case)
    return press_bar (self, keyval, keycode, state, now);
  if (gls_case_view_is_editing (self->view))
    {
      if (keyval == GDK_KEY_Escape)
        gls_case_view_cancel_edit (self->view);
      return keyval == GDK_KEY_Escape
             || ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && gls_case_view_end_edit (self->view));
    }
  return press_walk (self, keyval, state) || press_decision (self, keyval, keycode, state, now)
         || press_bar (self, keyval, keycode, state, now)
         || ((state & GDK_ALT_MASK) == 0 && press_letter (self, keyval, keycode, state));
}

static void
key_released (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsReviewPage *self)
{
  if (self->held == keycode)
    self->held = 0;
}

void
gls_review_page_add_keys (GlsReviewPage *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released), self, 0);
  gtk_widget_add_controller (widget, keys);
}

/* Out of what did not want it: to the next sub-page, and what the bar offers. */
static gboolean
page_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsReviewPage *self)
{
  guint32 now = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  gboolean alt = (state & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == GDK_ALT_MASK;

  if (alt && (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right))
    {
      gls_review_page_turn (self, keyval == GDK_KEY_Right ? 1 : -1);
      return TRUE;
    }
  if (is_typing (self) || is_in_popover (self) || (state & (GDK_CONTROL_MASK | GDK_SUPER_MASK)) != 0
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->subpages), "side") != 0)
    return FALSE;
  return press_bar (self, keyval, keycode, state, now);
}

void
gls_review_page_add_page_keys (GlsReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (page_key_pressed), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
