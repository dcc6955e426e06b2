/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what is over the annotations and moves with the user: the caret, the ends of the selected annotation, what is dragged.
 * It reads the buffer and never changes it: it runs inside a snapshot. */
#include "config.h"

#include <math.h>

#include "gls-article-geometry.h"
#include "gls-fragments.h"

#define SCREEN_PARAGRAPHS 300
#define CARET_WIDTH 2
#define KNOB 6
#define HANDLE 6

/* GTK's own would stand as low as a space that carries the room of lanes. */
static void
paint_caret (GlsArticleView *self, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GdkRectangle visible, strong, place;
  GtkTextIter iter, top;
  int y, height;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || !gls_article_view_first_visible (self, &top, &visible))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, &height);
  if (height == 0 || y + height < visible.y || y > visible.y + visible.height)
    return;
  gtk_text_view_get_cursor_locations (GTK_TEXT_VIEW (self), &iter, &strong, NULL);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  y = place.y;
  gls_article_view_locate (self, &iter, &place);
  gtk_snapshot_append_color (snapshot, &style->foreground,
                             &GRAPHENE_RECT_INIT (strong.x - CARET_WIDTH / 2, strong.y + place.y - y, CARET_WIDTH,
                                                  strong.height));
}

/* A knob above a beginning, below an end; the one that keys move is filled. */
static void
paint_knob (GlsArticleView *self, GtkSnapshot *snapshot, guint edge, const GdkRectangle *place, gboolean chosen)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  int size = chosen ? KNOB + 4 : KNOB, y = edge % 2 ? place->y + place->height + 1 : place->y - 1;
  GskRoundedRect knob;

  gtk_snapshot_append_color (snapshot, &style->accent, &GRAPHENE_RECT_INIT (place->x - 1, place->y, 2, place->height));
  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT (place->x - size / 2.0f, y - size / 2.0f, size, size), size / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, chosen ? &style->accent : &style->background, &knob.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &knob, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { style->accent, style->accent, style->accent, style->accent });
}

static gboolean
is_touched (GArray *fragments, guint32 start, guint32 end)
{
  for (guint i = 0; i < fragments->len; i++)
    if (g_array_index (fragments, GlsFragment, i).start < end && g_array_index (fragments, GlsFragment, i).end > start)
      return TRUE;
  return FALSE;
}

static void
paint_paragraph_preview (GlsArticleView *self, GtkSnapshot *snapshot, guint paragraph, int y)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GlsPlan plan;

  gls_plan_init (&plan, self, paragraph, y, NULL);
  for (guint i = 0; i < self->drag.fragments->len; i++)
    {
      const GlsFragment *fragment = &g_array_index (self->drag.fragments, GlsFragment, i);
      GlsLaneMark mark = { { gls_display_map_to_display (self->map, fragment->start, FALSE),
                             gls_display_map_to_display (self->map, fragment->end, TRUE), 0 }, 0 };

      if (mark.mark.start < plan.end && mark.mark.end > plan.start)
        gls_plan_add_runs (&plan, &mark);
    }
  for (guint i = 0; i < plan.runs->len; i++)
    {
      const GlsRun *run = &g_array_index (plan.runs, GlsRun, i);
      const GlsDisplayLine *at = &g_array_index (plan.lines, GlsDisplayLine, run->line);

      gtk_snapshot_append_color (snapshot, &style->selection, &GRAPHENE_RECT_INIT (run->x, y + at->y - 1, run->width, at->height + 2));
    }
  g_array_unref (plan.lines);
  gls_plan_clear (&plan);
}

/* Where the annotation would be if the end were let go now. */
static void
paint_preview (GlsArticleView *self, GtkSnapshot *snapshot)
{
  GdkRectangle visible;
  GtkTextIter iter;

  if (!gls_article_view_first_visible (self, &iter, &visible))
    return;
  for (guint n = 0; n < SCREEN_PARAGRAPHS; n++)
    {
      guint line = gtk_text_iter_get_line (&iter);
      guint32 start = gls_article_view_offset_of_iter (self, &iter);
      int y, height;

      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, &height);
      if (y > visible.y + visible.height || line >= self->map->paragraphs->len)
        break;
      if (height > 0 && is_touched (self->drag.fragments, start, start + (guint32) gtk_text_iter_get_chars_in_line (&iter)))
        paint_paragraph_preview (self, snapshot, line, y);
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
}

static void
paint_ends (GlsArticleView *self, GtkSnapshot *snapshot)
{
  g_autoptr (GArray) fragments = NULL;
  const GlsSpan *span = gls_article_view_get_selected_span (self, NULL);

  if (!span || span->flags & GLS_SPAN_SUGGESTION)
    return;
  fragments = self->drag.fragments ? g_array_ref (self->drag.fragments) : gls_article_view_dup_fragments (self);
  for (guint edge = 0; fragments && edge < 2 * fragments->len; edge++)
    {
      GdkRectangle place;

      /* While a drag fills a role, nothing looks as if it could be taken; keys can still move an end that they chose. */
      if (self->fixed && !(self->has_edge && edge == self->edge))
        continue;
      if (gls_article_view_place_end (self, gls_fragments_get_edge (fragments, edge), edge % 2, &place))
        paint_knob (self, snapshot, edge, &place, self->has_edge && edge == self->edge);
    }
}

/* The handle of the selected annotation, and what is drawn from it to the pointer. */
static void
paint_handle (GlsArticleView *self, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GskRoundedRect disc;
  int x, y, bx, by;

  if (!gls_article_view_place_handle (self, &x, &y))
    return;
  if (self->drag.active && self->drag.mode == GLS_DRAG_LINK && self->drag.moved)
    {
      double length, step;

      gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) self->drag.x, (int) self->drag.y, &bx, &by);
      length = hypot (bx - x, by - y);
      for (step = 0; step < length; step += 6)
        gtk_snapshot_append_color (snapshot, &style->accent, &GRAPHENE_RECT_INIT (x + (bx - x) * step / length - 1.5,
                                                                                  y + (by - y) * step / length - 1.5, 3, 3));
    }
  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (x - HANDLE, y - HANDLE, 2 * HANDLE, 2 * HANDLE), HANDLE);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &style->accent, &disc.bounds);
  gtk_snapshot_pop (snapshot);
  /* A plus. */
  gtk_snapshot_append_color (snapshot, &style->background, &GRAPHENE_RECT_INIT (x - 3, y - 1, 6, 2));
  gtk_snapshot_append_color (snapshot, &style->background, &GRAPHENE_RECT_INIT (x - 1, y - 3, 2, 6));
}

void
gls_article_view_adorn (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  gls_article_view_paint_links (self, layer, snapshot);
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    {
      if (self->drag.active && self->drag.fragments)
        paint_preview (self, snapshot);
      return;
    }
  paint_caret (self, snapshot);
  paint_ends (self, snapshot);
  paint_handle (self, snapshot);
  gls_article_view_paint_card (self, snapshot);
}
