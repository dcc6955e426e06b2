/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws faintly what a search has found, behind the words and the annotations.
 * It must not know what was searched for. */
#include "config.h"

#include "gls-article-geometry.h"

/* A line is a line whatever it holds: single letters, found everywhere, are not all drawn. */
#define HITS_A_PARAGRAPH 2000

static void
forget_drawn (gpointer key, gpointer value, gpointer data)
{
  GlsDrawing *drawing = value;

  g_clear_pointer (&drawing->hits, gsk_render_node_unref);
  drawing->has_hits = FALSE;
}

void
gls_article_view_set_hits (GlsArticleView *self, const GlsHit *hits, guint n)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (n == 0 && self->hits == NULL)
    return;
  g_clear_pointer (&self->hits, g_array_unref);
  if (n > 0)
    self->hits = g_array_sized_new (FALSE, FALSE, sizeof (GlsMark), n);
  for (guint i = 0; i < n; i++)
    {
      GlsMark mark = { gls_display_map_to_display (self->map, hits[i].start, FALSE),
                       gls_display_map_to_display (self->map, hits[i].end, TRUE), 0 };

      g_array_append_val (self->hits, mark);
    }
  g_hash_table_foreach (self->drawings, forget_drawn, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
make_drawn (GlsArticleView *self, GlsDrawing *drawing, guint paragraph, int y)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GdkRGBA fill = { 0.97, 0.8, 0.1, style->dark ? 0.3 : 0.42 }, edge = { 0.75, 0.55, 0, 0.9 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  float width = style->high_contrast ? 2 : 1;
  GlsPlan plan;

  gls_plan_init (&plan, self, paragraph, y, drawing->lines);
  drawing->lines = plan.lines;
  gls_plan_add_marks (&plan, self->hits, gls_display_map_paragraph_end (self->map, paragraph), HITS_A_PARAGRAPH);
  for (guint i = 0; i < plan.runs->len; i++)
    {
      const GlsRun *run = &g_array_index (plan.runs, GlsRun, i);
      const GlsDisplayLine *line = &g_array_index (plan.lines, GlsDisplayLine, run->line);
      graphene_rect_t area = GRAPHENE_RECT_INIT (run->x - 1, line->y - 1, run->width + 2, line->height + 2);
      GskRoundedRect outline;

      /* A frame, too: it must be told from a label's tint without its colour. */
      gsk_rounded_rect_init_from_rect (&outline, &area, 0);
      gtk_snapshot_append_color (snapshot, &fill, &area);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                                  (GdkRGBA[4]) { edge, edge, edge, edge });
    }
  gls_plan_clear (&plan);
  drawing->hits = gtk_snapshot_free_to_node (snapshot);
  drawing->has_hits = TRUE;
}

void
gls_article_view_paint_hits (GlsArticleView *self, GtkSnapshot *snapshot, GlsDrawing *drawing, guint paragraph, int y)
{
  if (self->hits == NULL)
    return;
  if (!drawing->has_hits)
    make_drawn (self, drawing, paragraph, y);
  gls_append_node_at (snapshot, drawing->hits, y);
}
