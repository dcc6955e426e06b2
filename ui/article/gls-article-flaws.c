/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a line under words that something is wrong with: errors a high wave, warnings a flat one, notes dots, so that they are told apart
 * without their colours.
 * It must not know what is wrong. */
#include "config.h"

#include "gls-article-geometry.h"

/* A line is a line whatever it holds. */
#define FLAWS_A_PARAGRAPH 500
#define STEP 3

static void
forget_drawn (gpointer key, gpointer value, gpointer data)
{
  GlsDrawing *drawing = value;

  g_clear_pointer (&drawing->flaws, gsk_render_node_unref);
  drawing->has_flaws = FALSE;
}

static int
compare_flaws (gconstpointer a, gconstpointer b)
{
  const GlsFlaw *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (int) x->severity - (int) y->severity;
}

/* The worst of those that share words is drawn there: a later one begins where the earlier ends. */
static void
take_flaw (GlsArticleView *self, const GlsFlaw *flaw)
{
  GlsMark mark = { gls_display_map_to_display (self->map, flaw->start, FALSE), gls_display_map_to_display (self->map, flaw->end, TRUE),
                   flaw->severity };
  GlsMark *last = self->flaws->len > 0 ? &g_array_index (self->flaws, GlsMark, self->flaws->len - 1) : NULL;

  if (last != NULL && mark.start < last->end)
    {
      if (mark.span < last->span)
        {
          if (mark.start > last->start)
            last->end = mark.start;
          else
            g_array_set_size (self->flaws, self->flaws->len - 1);
        }
      else
        mark.start = last->end;
    }
  if (mark.start < mark.end)
    g_array_append_val (self->flaws, mark);
}

void
gls_article_view_set_flaws (GlsArticleView *self, const GlsFlaw *flaws, guint n)
{
  g_autoptr (GArray) sorted = NULL;

  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));
  if (n == 0 && self->flaws == NULL)
    return;
  g_clear_pointer (&self->flaws, g_array_unref);
  if (n > 0)
    {
      sorted = g_array_sized_new (FALSE, FALSE, sizeof *flaws, n);
      g_array_append_vals (sorted, flaws, n);
      g_array_sort (sorted, compare_flaws);
      self->flaws = g_array_new (FALSE, FALSE, sizeof (GlsMark));
      for (guint i = 0; i < n; i++)
        take_flaw (self, &g_array_index (sorted, GlsFlaw, i));
    }
  g_hash_table_foreach (self->drawings, forget_drawn, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
gls_article_view_count_flaws (GlsArticleView *self)
{
  return self->flaws != NULL ? self->flaws->len : 0;
}

static void
draw_run (cairo_t *cr, double x, double y, double width, guint severity, double line_width)
{
  double high = severity <= 1 ? 3 : 1.5;

  cairo_set_line_width (cr, line_width);
  if (severity >= 3)
    {
      cairo_set_dash (cr, (double[2]){ line_width, STEP }, 2, 0);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + width, y);
    }
  else
    {
      cairo_set_dash (cr, NULL, 0, 0);
      cairo_move_to (cr, x, y);
      for (int i = 1; i * STEP <= width; i++)
        cairo_line_to (cr, x + i * STEP, y - (i % 2 == 1 ? high : 0));
    }
  cairo_stroke (cr);
}

static void
make_drawn (GlsArticleView *self, GlsDrawing *drawing, guint paragraph, int y)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  const GdkRGBA colors[2][4] = {
    { { 0, 0, 0, 1 }, { 0.78, 0.06, 0.12, 1 }, { 0.65, 0.4, 0, 1 }, { 0.1, 0.37, 0.71, 1 } },
    { { 1, 1, 1, 1 }, { 1, 0.45, 0.45, 1 }, { 0.97, 0.76, 0.25, 1 }, { 0.55, 0.76, 1, 1 } },
  };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GlsPlan plan;

  gls_plan_init (&plan, self, paragraph, y, drawing->lines);
  drawing->lines = plan.lines;
  gls_plan_add_marks (&plan, self->flaws, gls_display_map_paragraph_end (self->map, paragraph), FLAWS_A_PARAGRAPH);
  for (guint i = 0; i < plan.runs->len; i++)
    {
      const GlsRun *run = &g_array_index (plan.runs, GlsRun, i);
      const GlsDisplayLine *line = &g_array_index (plan.lines, GlsDisplayLine, run->line);
      guint severity = MIN (run->span, 3);
      graphene_rect_t area = GRAPHENE_RECT_INIT (run->x, line->y + line->height - 4, MAX (run->width, 2 * STEP), 6);
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);

      gdk_cairo_set_source_rgba (cr, &colors[style->dark ? 1 : 0][severity]);
      draw_run (cr, run->x, line->y + line->height + 0.5, MAX (run->width, 2 * STEP), severity, style->high_contrast ? 2 : 1.2);
      cairo_destroy (cr);
    }
  gls_plan_clear (&plan);
  drawing->flaws = gtk_snapshot_free_to_node (snapshot);
  drawing->has_flaws = TRUE;
}

void
gls_article_view_paint_flaws (GlsArticleView *self, GtkSnapshot *snapshot, GlsDrawing *drawing, guint paragraph, int y)
{
  if (self->flaws == NULL)
    return;
  if (!drawing->has_flaws)
    make_drawn (self, drawing, paragraph, y);
  gls_append_node_at (snapshot, drawing->flaws, y);
}
