/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected annotation in the hand: its ends are moved by mouse and by keys, a handle begins a relation, and there are ways to
 * the outer and the inner of overlapping ones. It changes no annotation: signals say what is wished. */
#include "config.h"

#include <gls-segment.h>

#include "gls-article-view-private.h"
#include "gls-fragments.h"

/* Pixels on either side of an end that count as the end: the word beside the annotation begins where a space ends. */
#define REACH_INSIDE 5
#define REACH_OUTSIDE 2
#define HANDLE_RADIUS 6
/* Segments looked at for the next word. */
#define SEGMENTS_MAX 1000

/* --- What is selected -------------------------------------------------------------------------------------------- */

const GlsSpan *
gls_article_view_get_selected_span (GlsArticleView *self, guint *index)
{
  if (!self->has_selected || !self->spans)
    return NULL;
  if (!self->selected_found)
    {
      self->selected_found = TRUE;
      self->selected_at = G_MAXUINT;
      for (guint i = 0; i < self->spans->spans->len && self->selected_at == G_MAXUINT; i++)
        if (gls_id_equal (&g_array_index (self->spans->spans, GlsSpan, i).id, &self->selected))
          self->selected_at = i;
    }
  if (self->selected_at == G_MAXUINT)
    return NULL;
  if (index)
    *index = self->selected_at;
  return &g_array_index (self->spans->spans, GlsSpan, self->selected_at);
}

/* Those of the selected annotation, as they would be while an end is dragged; NULL: nothing that has ends to move. */
GArray *
gls_article_view_dup_fragments (GlsArticleView *self)
{
  const GlsSpan *span = gls_article_view_get_selected_span (self, NULL);
  GArray *fragments;

  if (!span || !self->text || span->start >= span->end || span->end > gls_text_get_length (self->text))
    return NULL;
  fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  if (span->n_fragments > 1 && span->first_fragment + span->n_fragments <= self->spans->fragments->len)
    g_array_append_vals (fragments, &g_array_index (self->spans->fragments, GlsFragment, span->first_fragment), span->n_fragments);
  else
    {
      GlsFragment whole = { span->start, span->end };

      g_array_append_val (fragments, whole);
    }
  return fragments;
}

/* Where an end is, in buffer coordinates: x of the end itself, y and height of its words. FALSE when it is not in sight. */
gboolean
gls_article_view_place_end (GlsArticleView *self, guint32 offset, gboolean is_end, GdkRectangle *place)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible, box;
  GtkTextIter iter, top;
  int y, height;

  if (!gls_article_view_first_visible (self, &top, &visible) || (is_end && offset == 0))
    return FALSE;
  gls_article_view_get_iter (self, &iter, offset, is_end);
  if (is_end)
    gtk_text_iter_backward_char (&iter);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  if (height == 0 || y + height <= visible.y || y >= visible.y + visible.height)
    return FALSE;
  gls_article_view_locate (self, &iter, &box);
  *place = box;
  place->x = is_end ? box.x + box.width : box.x;
  place->width = 0;
  return TRUE;
}

void
gls_article_view_set_fixed (GlsArticleView *self, gboolean fixed)
{
  self->fixed = fixed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
may_change (GlsArticleView *self)
{
  const GlsSpan *span = gls_article_view_get_selected_span (self, NULL);

  return span && !self->fixed && !(span->flags & GLS_SPAN_SUGGESTION);
}

/* The middle of the handle that a relation is drawn from: behind the selected annotation, above its words. */
gboolean
gls_article_view_place_handle (GlsArticleView *self, int *x, int *y)
{
  g_autoptr (GArray) fragments = (self->drag.active && self->drag.mode == GLS_DRAG_END) || !may_change (self) ? NULL : gls_article_view_dup_fragments (self);
  GdkRectangle first, last;
  gboolean rtl;

  if (!fragments || !gls_article_view_place_end (self, g_array_index (fragments, GlsFragment, fragments->len - 1).end, TRUE, &last))
    return FALSE;
  rtl = gls_article_view_place_end (self, g_array_index (fragments, GlsFragment, 0).start, FALSE, &first) && first.y == last.y &&
        first.x > last.x;
  *x = last.x + (rtl ? -1 : 1) * (HANDLE_RADIUS + 2);
  *y = last.y - 1;
  return TRUE;
}

/* --- With the mouse ---------------------------------------------------------------------------------------------- */

static gboolean
goes_left (GlsArticleView *self, guint32 offset)
{
  guint paragraph = gls_display_map_paragraph_at (self->map, gls_display_map_to_display (self->map, offset, FALSE));

  return (g_array_index (self->map->paragraphs, GlsParagraph, paragraph).flags & GLS_PARAGRAPH_RTL) != 0;
}

/* The edge at a place of the widget, or -1. */
static int
edge_at (GlsArticleView *self, double x, double y)
{
  g_autoptr (GArray) fragments = may_change (self) ? gls_article_view_dup_fragments (self) : NULL;
  int bx, by, found = -1, nearest = REACH_INSIDE + 1;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  for (guint edge = 0; fragments && edge < 2 * fragments->len; edge++)
    {
      guint32 offset = gls_fragments_get_edge (fragments, edge);
      gboolean is_end = edge % 2;
      GdkRectangle place;
      int beside;

      if (!gls_article_view_place_end (self, offset, is_end, &place) || by < place.y - 2 || by > place.y + place.height + 2)
        continue;
      /* How far outside, by the direction of writing. */
      beside = is_end != goes_left (self, offset) ? bx - place.x : place.x - bx;
      if (beside <= REACH_OUTSIDE && ABS (beside) < nearest)
        {
          nearest = ABS (beside);
          found = (int) edge;
        }
    }
  return found;
}

static gboolean
on_handle (GlsArticleView *self, double x, double y)
{
  int bx, by, hx, hy;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  return gls_article_view_place_handle (self, &hx, &hy) && ABS (bx - hx) <= HANDLE_RADIUS && ABS (by - hy) <= HANDLE_RADIUS;
}

/* What a press at a place would begin. */
GlsDragMode
gls_article_view_mode_at (GlsArticleView *self, double x, double y, guint *edge)
{
  int found;

  if (!self->has_selected)
    return GLS_DRAG_SELECT;
  if (on_handle (self, x, y))
    return GLS_DRAG_LINK;
  found = edge_at (self, x, y);
  if (found < 0)
    return GLS_DRAG_SELECT;
  *edge = (guint) found;
  return GLS_DRAG_END;
}

void
gls_article_view_drag_end_to (GlsArticleView *self, guint32 to)
{
  g_clear_pointer (&self->drag.fragments, g_array_unref);
  self->drag.fragments = gls_article_view_dup_fragments (self);
  if (self->drag.fragments)
    gls_fragments_move_edge (self->drag.fragments, self->drag.edge, to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The innermost annotation under the pointer that is not the selected one. */
gboolean
gls_article_view_find_target (GlsArticleView *self, double x, double y, GlsId *target)
{
  g_autoptr (GArray) spans = gls_article_view_hit (self, x, y);

  for (guint i = 0; i < spans->len; i++)
    {
      *target = gls_span_index_get_span (self->index, g_array_index (spans, guint32, i))->id;
      if (!self->has_selected || !gls_id_equal (target, &self->selected))
        return TRUE;
    }
  return FALSE;
}

static gboolean
same_fragments (GArray *a, GArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (GlsFragment)) == 0;
}

void
gls_article_view_drop_end (GlsArticleView *self, GArray *fragments)
{
  g_autoptr (GArray) before = gls_article_view_dup_fragments (self);

  if (before && fragments && !same_fragments (before, fragments))
    gls_article_view_emit_fragments (self, fragments);
}

/* --- With keys --------------------------------------------------------------------------------------------------- */

void
gls_article_view_choose_end (GlsArticleView *self, gboolean next)
{
  g_autoptr (GArray) fragments = gls_article_view_dup_fragments (self);
  guint n = fragments ? 2 * fragments->len : 0;
  guint32 at;

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (n == 0)
    return;
  if (!self->has_edge || self->edge >= n)
    self->edge = next ? n - 1 : 0;
  else if (next)
    self->edge = MIN (self->edge + 1, n - 1);
  else
    self->edge = self->edge > 0 ? self->edge - 1 : 0;
  self->has_edge = TRUE;
  at = gls_fragments_get_edge (fragments, self->edge);
  gls_article_view_select_range (self, at, at);
  gls_article_view_scroll_to (self, at);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_word (GlsText *text, guint32 offset)
{
  gunichar c = gls_text_get_char (text, offset);

  return g_unichar_isalnum (c) || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL || c == '%';
}

/* The next end of a word for an edge that ends something, the next beginning for one that begins. */
static guint32
step_word (GlsText *text, guint32 at, gboolean is_end, gboolean forward)
{
  guint32 length = gls_text_get_length (text), from = at, start, end;

  for (guint n = 0; n < SEGMENTS_MAX && (forward ? at < length : at > 0); n++)
    {
      guint32 edge;

      gls_segment_word_at (text, forward ? at : at - 1, &start, &end);
      if (forward ? end <= at : start >= at)
        break;
      at = forward ? end : start;
      edge = is_end ? end : start;
      if (is_word (text, start) && (forward ? edge > from : edge < from))
        return edge;
    }
  return from;
}

static guint32
step_character (GlsArticleView *self, guint32 at, gboolean forward)
{
  GtkTextIter iter;
  guint32 to;

  gls_article_view_get_iter (self, &iter, at, FALSE);
  if (forward)
    gtk_text_iter_forward_cursor_position (&iter);
  else
    gtk_text_iter_backward_cursor_position (&iter);
  to = gls_article_view_offset_of_iter (self, &iter);
  /* Over a break that is shown only. */
  if (to == at && (forward ? gtk_text_iter_forward_cursor_position (&iter) : gtk_text_iter_backward_cursor_position (&iter)))
    to = gls_article_view_offset_of_iter (self, &iter);
  return to;
}

void
gls_article_view_move_end (GlsArticleView *self, gboolean to_right)
{
  g_autoptr (GArray) fragments = gls_article_view_dup_fragments (self);
  guint n = fragments ? 2 * fragments->len : 0;
  gboolean forward;
  guint32 at;

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (n == 0)
    return;
  if (!self->has_edge || self->edge >= n)
    self->edge = n - 1;
  self->has_edge = TRUE;
  at = gls_fragments_get_edge (fragments, self->edge);
  forward = to_right != goes_left (self, at);
  at = self->by_characters ? step_character (self, at, forward) : step_word (self->text, at, self->edge % 2, forward);
  self->edge = gls_fragments_move_edge (fragments, self->edge, at);
  at = gls_fragments_get_edge (fragments, self->edge);
  gls_article_view_drop_end (self, fragments);
  gls_article_view_select_range (self, at, at);
  gls_article_view_scroll_to (self, at);
}

/* --- Overlapping ones -------------------------------------------------------------------------------------------- */

void
gls_article_view_select_overlapping (GlsArticleView *self, gboolean outer)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  guint at = 0, best = G_MAXUINT;
  const GlsSpan *selected = gls_article_view_get_selected_span (self, &at);

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (!selected)
    {
      g_autoptr (GArray) spans = gls_article_view_spans_at (self, gls_display_map_to_display (self->map, gls_article_view_get_caret (self), FALSE));

      if (spans->len > 0)
        best = g_array_index (spans, guint32, 0);
    }
  else
    gls_span_index_query (self->index, gls_display_map_to_display (self->map, selected->start, FALSE),
                          MAX (gls_display_map_to_display (self->map, selected->end, TRUE),
                               gls_display_map_to_display (self->map, selected->start, FALSE) + 1), marks);
  for (guint i = 0; i < marks->len; i++)
    {
      guint32 span = g_array_index (marks, GlsMark, i).span;
      /* Outer: the least of those that are larger; inner: the largest of those that are smaller. */
      int beside = gls_article_view_compare_inner (self, span, at);

      if (span == at || (outer ? beside < 0 : beside > 0))
        continue;
      if (best == G_MAXUINT || (outer ? gls_article_view_compare_inner (self, span, best) < 0
                                      : gls_article_view_compare_inner (self, span, best) > 0))
        best = span;
    }
  if (best == G_MAXUINT)
    return;
  gls_article_view_emit_activated (self, &gls_span_index_get_span (self->index, best)->id);
  selected = gls_article_view_get_selected_span (self, NULL);
  if (selected)
    gls_article_view_scroll_to (self, selected->start);
}
