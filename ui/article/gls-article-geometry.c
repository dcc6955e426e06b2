/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the text view where characters are, line by line and piece by piece of bidirectional text; only ever for paragraphs on
 * screen. It reads the buffer and never changes it, and draws nothing. */
#include "config.h"

#include "gls-article-geometry.h"

static void
get_char_box (GlsPlan *plan, guint32 offset, GdkRectangle *box)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (plan->buffer, &iter, offset);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (plan->self), &iter, box);
  if (box->width < 0)
    {
      box->x += box->width;
      box->width = -box->width;
    }
}

static gboolean
is_space (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || g_unichar_isspace (c);
}

/* Spaces may stand lower than what they are between. */
static void
measure_line (GlsPlan *plan, GlsDisplayLine *line)
{
  GtkTextIter iter;
  GdkRectangle box;

  gtk_text_buffer_get_iter_at_offset (plan->buffer, &iter, line->start);
  while ((guint32) gtk_text_iter_get_offset (&iter) + 1 < line->end && is_space (gtk_text_iter_get_char (&iter)))
    gtk_text_iter_forward_char (&iter);
  gls_article_view_locate (plan->self, &iter, &box);
  line->y = box.y - plan->y;
  line->height = box.height;
}

static void
find_display_lines (GlsPlan *plan)
{
  GtkTextView *view = GTK_TEXT_VIEW (plan->self);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (plan->buffer, &iter, plan->start);
  for (;;)
    {
      GlsDisplayLine line = { gtk_text_iter_get_offset (&iter), plan->end, 0, 0, 0, 0 };
      gboolean more = gtk_text_view_forward_display_line (view, &iter);
      GtkTextIter last;

      if (more && (guint32) gtk_text_iter_get_offset (&iter) > line.start)
        line.end = MIN (plan->end, (guint32) gtk_text_iter_get_offset (&iter));
      /* Spaces that a line was wrapped at stand outside the column. */
      gtk_text_buffer_get_iter_at_offset (plan->buffer, &last, line.end);
      while (line.end > line.start && gtk_text_iter_backward_char (&last) && is_space (gtk_text_iter_get_char (&last)))
        line.end--;
      measure_line (plan, &line);
      g_array_append_val (plan->lines, line);
      if (!more || (guint32) gtk_text_iter_get_offset (&iter) >= plan->end ||
          (guint32) gtk_text_iter_get_offset (&iter) <= line.start)
        break;
    }
}

static int
compare_left_edges (gconstpointer a, gconstpointer b)
{
  const GlsRun *x = a, *y = b;

  return x->x < y->x ? -1 : x->x > y->x;
}

/* Every character by itself, what touches joined: what is together in the text need not be together on the line. */
static void
add_bidi_runs (GlsPlan *plan, guint line, const GlsLaneMark *mark, guint32 start, guint32 end)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (GlsRun));
  GlsDisplayLine *whole = &g_array_index (plan->lines, GlsDisplayLine, line);
  gboolean all = start == whole->start && end == whole->end;
  guint n = 0;

  if (all && whole->width > 0)
    {
      GlsRun run = { whole->x, whole->width, line, mark->mark.span, mark->lane, mark->mark.start, FALSE };

      g_array_append_val (plan->runs, run);
      return;
    }
  for (guint32 offset = start; offset < end; offset++)
    {
      GlsRun run = { 0, 0, line, mark->mark.span, mark->lane, mark->mark.start, FALSE };
      GdkRectangle box;

      get_char_box (plan, offset, &box);
      run.x = box.x;
      run.width = box.width;
      if (box.width > 0)
        g_array_append_val (runs, run);
    }
  g_array_sort (runs, compare_left_edges);
  for (guint i = 0; i < runs->len; i++)
    {
      GlsRun *run = &g_array_index (runs, GlsRun, i);
      GlsRun *last = n > 0 ? &g_array_index (runs, GlsRun, n - 1) : NULL;

      if (last && run->x <= last->x + last->width + 1)
        last->width = MAX (last->width, run->x + run->width - last->x);
      else
        g_array_index (runs, GlsRun, n++) = *run;
    }
  if (all && n == 1)
    {
      whole->x = g_array_index (runs, GlsRun, 0).x;
      whole->width = g_array_index (runs, GlsRun, 0).width;
    }
  /* From where reading begins. */
  for (guint i = 0; i < n; i++)
    g_array_append_val (plan->runs, g_array_index (runs, GlsRun, plan->rtl ? n - 1 - i : i));
}

void
gls_plan_add_runs (GlsPlan *plan, const GlsLaneMark *mark)
{
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const GlsDisplayLine *line = &g_array_index (plan->lines, GlsDisplayLine, i);
      guint32 start = MAX (mark->mark.start, line->start), end = MIN (mark->mark.end, line->end);
      GlsRun run = { 0, 0, i, mark->mark.span, mark->lane, mark->mark.start, FALSE };
      GdkRectangle first, last;

      if (line->start > mark->mark.end)
        break;
      if (mark->mark.start == mark->mark.end)
        {
          gboolean here = i + 1 == plan->lines->len ||
                          mark->mark.start < g_array_index (plan->lines, GlsDisplayLine, i + 1).start;

          if (!here || mark->mark.start < line->start)
            continue;
          get_char_box (plan, mark->mark.start, &first);
          run.x = first.x - 1;
          run.width = 3;
          run.zero_width = TRUE;
          g_array_append_val (plan->runs, run);
          break;
        }
      if (start >= end)
        continue;
      if (plan->bidi)
        {
          add_bidi_runs (plan, i, mark, start, end);
          continue;
        }
      get_char_box (plan, start, &first);
      get_char_box (plan, end - 1, &last);
      run.x = first.x;
      run.width = last.x + last.width - first.x;
      if (run.width > 0)
        g_array_append_val (plan->runs, run);
    }
}

void
gls_plan_add_marks (GlsPlan *plan, const GArray *marks, guint32 paragraph_end, guint most)
{
  for (guint i = gls_marks_find_first (marks, plan->start), n = 0; i < marks->len && n < most; i++, n++)
    {
      GlsLaneMark mark = { g_array_index (marks, GlsMark, i), 0 };

      if (mark.mark.start >= paragraph_end)
        break;
      gls_plan_add_runs (plan, &mark);
    }
}

void
gls_append_node_at (GtkSnapshot *snapshot, GskRenderNode *node, int y)
{
  if (node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

void
gls_plan_init (GlsPlan *plan, GlsArticleView *self, guint paragraph, int y, GArray *lines)
{
  const GlsParagraph *info = &g_array_index (self->map->paragraphs, GlsParagraph, paragraph);

  *plan = (GlsPlan) { .self = self,
                      .buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)),
                      .start = info->start,
                      .end = gls_display_map_paragraph_end (self->map, paragraph),
                      .y = y,
                      .bidi = (info->flags & GLS_PARAGRAPH_BIDI) != 0,
                      .rtl = (info->flags & GLS_PARAGRAPH_RTL) != 0,
                      .lines = lines };
  plan->runs = g_array_new (FALSE, FALSE, sizeof (GlsRun));
  if (!lines)
    {
      plan->lines = g_array_new (FALSE, FALSE, sizeof (GlsDisplayLine));
      find_display_lines (plan);
    }
}

void
gls_plan_clear (GlsPlan *plan)
{
  g_clear_pointer (&plan->runs, g_array_unref);
}
