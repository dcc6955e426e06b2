/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of the annotation that the pointer rests on, and the pointer's shape. The card is drawn, not a window: so it can take
 * neither the focus nor a press. What stands on it is asked of others. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-article-view-private.h"
#include "gls-one-line.h"
#include "gls-type-label.h"

#define DELAY_MS 400
#define CARD_WIDTH 340
#define PADDING 10
#define WORDS_MAX 160
/* Names of annotations around it. */
#define AROUND_MAX 3

void
gls_article_view_hide_card (GlsArticleView *self)
{
  g_clear_handle_id (&self->card.source, g_source_remove);
  g_clear_object (&self->card.layout);
  gls_article_view_set_card_buttons (self, NULL);
  if (self->card.shown)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->card.shown = FALSE;
}

void
gls_article_view_set_card_more (GlsArticleView *self, GlsArticleCardMoreFunc func, gpointer data)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  self->card.more = func;
  self->card.more_data = data;
}

void
gls_article_view_set_card_func (GlsArticleView *self, GlsArticleCardFunc func, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  gls_article_view_hide_card (self);
  if (self->card.destroy)
    self->card.destroy (self->card.data);
  self->card.func = func;
  self->card.data = data;
  self->card.destroy = destroy;
}

static const char *
label_of (GlsArticleView *self, const GlsSpan *span)
{
  return span->type < self->spans->types->len ? gls_type_get_label (g_ptr_array_index (self->spans->types, span->type)) : "";
}

static char *
dup_words (GlsArticleView *self, const GlsSpan *span)
{
  guint32 length = gls_text_get_length (self->text), start = MIN (span->start, length), end = MIN (span->end, length);
  g_autofree char *words = gls_text_slice (self->text, start, MIN (end, start + WORDS_MAX));

  gls_one_line (words);
  return end > start + WORDS_MAX ? g_strconcat (words, "…", NULL) : g_steal_pointer (&words);
}

/* Type, signs and words. */
static char *
dup_own_markup (GlsArticleView *self, const GlsSpan *span)
{
  g_autofree char *words = dup_words (self, span);

  return g_markup_printf_escaped ("<b>%s</b>%s%s%s\n%s", label_of (self, span),
                                  span->flags & GLS_SPAN_SUGGESTION ? _ (" · ✦ suggestion") : "",
                                  span->flags & GLS_SPAN_UNSURE ? _ (" · ? unsure") : "",
                                  span->flags & GLS_SPAN_NOTE ? _ (" · ✎ note") : "", words);
}

static char *
dup_markup (GlsArticleView *self, GArray *spans)
{
  const GlsSpan *span = gls_span_index_get_span (self->index, g_array_index (spans, guint32, 0));
  GlsId id = span->id;
  g_autofree char *markup = self->card.func ? self->card.func (self, &id, self->card.data) : NULL;
  g_autoptr (GString) around = g_string_new (NULL);
  g_autofree char *line = NULL;

  if (!markup || !pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL))
    {
      g_free (markup);
      markup = dup_own_markup (self, span);
    }
  for (guint i = 1; i < spans->len && i <= AROUND_MAX; i++)
    g_string_append_printf (around, "%s%s", i > 1 ? ", " : "",
                            label_of (self, gls_span_index_get_span (self->index, g_array_index (spans, guint32, i))));
  if (spans->len == 1)
    return g_steal_pointer (&markup);
  /* Translators: types of annotations that the one under the pointer overlaps. */
  line = g_markup_printf_escaped (_ ("also here: %s"), around->str);
  return g_strdup_printf ("%s\n<small>%s%s</small>", markup, line, spans->len > AROUND_MAX + 1 ? ", …" : "");
}

/* FALSE: the pointer is beside the words. */
static gboolean
offset_at (GlsArticleView *self, double x, double y, guint32 *offset)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!self->text || !gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, buffer_x, buffer_y))
    return FALSE;
  *offset = gls_article_view_offset_of_iter (self, &iter);
  return TRUE;
}

/* What it says; NULL: nothing. Sets what it is about and its buttons. */
static char *
fill_card (GlsArticleView *self, GArray *spans)
{
  g_autofree char *own = spans->len > 0 ? dup_markup (self, spans) : g_strdup ("");
  g_autoptr (GString) markup = g_string_new (own);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new_with_free_func (g_free);

  self->card.has_id = spans->len > 0;
  self->card.offset = 0;
  if (self->card.has_id)
    {
      self->card.span = g_array_index (spans, guint32, 0);
      self->card.id = gls_span_index_get_span (self->index, self->card.span)->id;
    }
  if (self->card.more && (offset_at (self, self->card.x, self->card.y, &self->card.offset) || self->card.has_id))
    self->card.more (self, self->card.has_id ? &self->card.id : NULL, self->card.offset, markup, buttons, self->card.more_data);
  gls_article_view_set_card_buttons (self, buttons);
  return markup->len > 0 && pango_parse_markup (markup->str, -1, 0, NULL, NULL, NULL, NULL)
         ? g_string_free (g_steal_pointer (&markup), FALSE) : NULL;
}

/* Below the pointer and what the card is about, else above. */
static void
place_card (GlsArticleView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self)), w, h, x, y;
  int below = 2 * gls_article_view_get_style (self)->pitch, above = (int) self->card.y;

  pango_layout_get_pixel_size (self->card.layout, &w, &h);
  gls_article_view_place_card_buttons (self, &w, &h);
  w += 2 * PADDING;
  h += 2 * PADDING;
  x = CLAMP ((int) self->card.x - 20, 4, MAX (4, width - w - 4));
  y = above + below + h <= height ? above + below : MAX (4, above - below - h);
  self->card.area = (GdkRectangle){ x, y, w, h };
  self->card.inside = (GdkRectangle){ x + PADDING, y + PADDING, w - 2 * PADDING, h - 2 * PADDING };
  self->card.at_x = self->card.x;
  self->card.at_y = self->card.y;
}

static gboolean
show_cb (gpointer data)
{
  GlsArticleView *self = data;
  g_autoptr (GArray) spans = gls_article_view_hit (self, self->card.x, self->card.y);
  g_autofree char *markup = NULL;

  self->card.source = 0;
  /* Of the selected one everything is shown beside the text already. */
  if (self->drag.active
      || (spans->len > 0 && self->has_selected
          && gls_id_equal (&gls_span_index_get_span (self->index, g_array_index (spans, guint32, 0))->id, &self->selected)))
    return G_SOURCE_REMOVE;
  gls_article_view_hide_card (self);
  markup = fill_card (self, spans);
  if (markup == NULL)
    return G_SOURCE_REMOVE;
  self->card.layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_width (self->card.layout, CARD_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (self->card.layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_font_description (self->card.layout, gls_article_view_get_style (self)->card_font);
  pango_layout_set_markup (self->card.layout, markup, -1);
  place_card (self);
  self->card.shown = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
gls_article_view_refresh_card (GlsArticleView *self)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  /* On the card itself nothing of the text is pointed at. */
  if (!self->card.shown || gdk_rectangle_contains_point (&self->card.area, (int) self->card.x, (int) self->card.y))
    return;
  gls_article_view_hide_card (self);
  show_cb (self);
}

static void
show_pointer (GlsArticleView *self, const char *name)
{
  if (self->pointer == name)
    return;
  self->pointer = name;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
set_pointer (GlsArticleView *self, double x, double y)
{
  guint edge;
  const char *name = "text";

  switch (self->drag.active ? self->drag.mode : gls_article_view_mode_at (self, x, y, &edge))
    {
    case GLS_DRAG_END:
      name = "ew-resize";
      break;
    case GLS_DRAG_LINK:
      name = "crosshair";
      break;
    case GLS_DRAG_SELECT:
    case GLS_DRAG_FRAGMENT:
      break;
    }
  show_pointer (self, name);
}

/* Between what the card is about and its buttons the pointer is on its way. */
static gboolean
is_on_way (GlsArticleView *self, double x, double y)
{
  const GdkRectangle *area = &self->card.area;
  double top = MIN (self->card.at_y, area->y), bottom = MAX (self->card.at_y, area->y + area->height);

  return self->card.shown && self->card.buttons != NULL && x >= area->x && x <= area->x + area->width && y >= top && y <= bottom;
}

/* TRUE: the card stays. */
static gboolean
point_at_card (GlsArticleView *self, double x, double y)
{
  int pointed;

  if (!is_on_way (self, x, y))
    return FALSE;
  gls_article_view_card_button_at (self, x, y, &pointed);
  if (pointed != self->card.pointed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->card.pointed = pointed;
  g_clear_handle_id (&self->card.source, g_source_remove);
  /* Who rests on the way looks at the words there. */
  if (!gdk_rectangle_contains_point (&self->card.area, (int) x, (int) y))
    self->card.source = g_timeout_add (DELAY_MS, show_cb, self);
  return TRUE;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, GlsArticleView *self)
{
  /* Also comes when the window moves under a pointer that rests. */
  if (x == self->card.x && y == self->card.y)
    return;
  self->card.x = x;
  self->card.y = y;
  if (!self->drag.active && point_at_card (self, x, y))
    {
      show_pointer (self, self->card.pointed >= 0 ? "pointer" : "text");
      return;
    }
  set_pointer (self, x, y);
  if (self->card.shown && self->card.has_id)
    {
      g_autoptr (GArray) spans = gls_article_view_hit (self, x, y);

      if (spans->len > 0 && g_array_index (spans, guint32, 0) == self->card.span)
        return;
    }
  gls_article_view_hide_card (self);
  if (!self->drag.active)
    self->card.source = g_timeout_add (DELAY_MS, show_cb, self);
}

static gboolean
query_tooltip_cb (GlsArticleView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  guint edge;

  switch (keyboard || self->drag.active ? GLS_DRAG_SELECT : gls_article_view_mode_at (self, x, y, &edge))
    {
    case GLS_DRAG_END:
      gtk_tooltip_set_text (tooltip, _("Drag to move this end; Shift: by characters"));
      return TRUE;
    case GLS_DRAG_LINK:
      gtk_tooltip_set_text (tooltip, _("Drag to another annotation to tie the two"));
      return TRUE;
    case GLS_DRAG_SELECT:
    case GLS_DRAG_FRAGMENT:
      break;
    }
  return FALSE;
}

static void
leave_cb (GtkEventControllerMotion *controller, GlsArticleView *self)
{
  self->card.x = self->card.y = -1;
  gls_article_view_hide_card (self);
}

void
gls_article_view_init_card (GlsArticleView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->card.x = self->card.y = -1;
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

void
gls_article_view_paint_card (GlsArticleView *self, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  const GdkRectangle *area = &self->card.area;
  GdkRGBA edge = style->foreground, shade = { 0, 0, 0, 0.35 }, paper = style->background;
  GskRoundedRect frame;
  int x, y;

  if (!self->card.shown)
    return;
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, area->x, area->y, &x, &y);
  edge.alpha = style->high_contrast ? 1 : 0.3;
  paper.alpha = 1;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (x, y, area->width, area->height), 8);
  gtk_snapshot_append_outset_shadow (snapshot, &frame, &shade, 0, 2, 0, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &paper, &frame.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + PADDING, y + PADDING));
  gtk_snapshot_append_layout (snapshot, self->card.layout, &style->foreground);
  gls_article_view_paint_card_buttons (self, snapshot);
  gtk_snapshot_restore (snapshot);
}
