/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the annotations of the paragraphs on screen: tint, bars in lanes, labels; and says what is at a place.
 * It reads the buffer and never changes it, nor its tags: it runs inside a snapshot. */
#include "config.h"

#include <math.h>

#include "gls-article-geometry.h"

/* For one screen; paragraphs whose height is not known yet have none. */
#define SCREEN_PARAGRAPHS 300
/* Drawings kept; beyond it all are dropped and made again as they come on screen. */
#define DRAWINGS_MAX 2000
/* More in one paragraph are all in its last lane, over each other: the list has them, the picture has the first of them. */
#define RUNS_MAX 5000
/* How many runs to each side are looked at for a label's room. */
#define NEIGHBOURS 40
#define TINTED_LANES 4
#define DASH 5
#define DASH_GAP 3

void
gls_drawing_free (GlsDrawing *drawing)
{
  g_clear_pointer (&drawing->below, gsk_render_node_unref);
  g_clear_pointer (&drawing->above, gsk_render_node_unref);
  g_clear_pointer (&drawing->hits, gsk_render_node_unref);
  g_clear_pointer (&drawing->flaws, gsk_render_node_unref);
  g_clear_pointer (&drawing->lines, g_array_unref);
  g_array_unref (drawing->boxes);
  g_free (drawing);
}

static int
lane_y (const GlsArticleStyle *style, const GlsDisplayLine *line, guint lane)
{
  return line->y + line->height + style->pad + (int) lane * style->pitch;
}

static void
add_rectangle (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* Solid: a person's. Dashed: a suggestion. */
static void
draw_bar (GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, const GlsRun *run, int y, gboolean dashed)
{
  int x = run->x, end = run->x + run->width;

  /* A hair between two that touch. */
  if (run->width > 4)
    end--;
  if (!dashed)
    {
      add_rectangle (snapshot, color, x, y, end - x, style->bar);
      return;
    }
  for (; x < end; x += DASH + DASH_GAP)
    add_rectangle (snapshot, color, x, y, MIN (DASH, end - x), style->bar);
}

/* A suggestion is not filled, but framed: nothing is decided. */
static void
draw_frame (GtkSnapshot *snapshot, const GdkRGBA *color, const GlsRun *run, const GlsDisplayLine *line)
{
  GdkRGBA thin = *color;
  GskRoundedRect frame;

  thin.alpha = 0.6;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (run->x, line->y, run->width, line->height), 2);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { thin, thin, thin, thin });
}

static void
draw_joint (GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, int from, int to, int y)
{
  int dot = MAX (style->bar / 2, 1);

  /* One or two dots would be dirt. */
  if (to - from < dot * 12)
    return;
  for (int x = from + 2; x < to - 2; x += dot * 3)
    add_rectangle (snapshot, color, x, y + (style->bar - dot) / 2, dot, dot);
}

/* The fragments of one span are joined, over the lines between them too; and what bidirectional text tears apart on one line. */
static void
draw_joints (GlsPlan *plan, GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, guint at, int left, int right)
{
  const GlsRun *run = &g_array_index (plan->runs, GlsRun, at);
  const GlsRun *next = at + 1 < plan->runs->len ? &g_array_index (plan->runs, GlsRun, at + 1) : NULL;

  if (!next || next->span != run->span)
    return;
  if (next->line == run->line)
    {
      int y = lane_y (style, &g_array_index (plan->lines, GlsDisplayLine, run->line), run->lane);

      draw_joint (snapshot, style, color, MIN (run->x + run->width, next->x + next->width), MAX (run->x, next->x), y);
      return;
    }
  if (next->fragment == run->fragment)
    return;
  for (guint i = run->line; i <= next->line; i++)
    {
      int y = lane_y (style, &g_array_index (plan->lines, GlsDisplayLine, i), run->lane);
      int from = left, to = right;

      if (i == run->line)
        plan->rtl ? (to = run->x) : (from = run->x + run->width);
      if (i == next->line)
        plan->rtl ? (from = next->x + next->width) : (to = next->x);
      draw_joint (snapshot, style, color, from, to, y);
    }
}

/* How far a label that begins at a run may reach: to the next bar in its lane, or the edge of the view. */
static int
label_room (GlsPlan *plan, const GlsArticleStyle *style, guint at)
{
  const GlsRun *run = &g_array_index (plan->runs, GlsRun, at);
  int gap = style->char_width / 2;
  int edge = plan->rtl ? gap : gtk_widget_get_width (GTK_WIDGET (plan->self)) - gap;

  for (guint i = at > NEIGHBOURS ? at - NEIGHBOURS : 0; i < plan->runs->len && i <= at + NEIGHBOURS; i++)
    {
      const GlsRun *other = &g_array_index (plan->runs, GlsRun, i);

      if (other->line != run->line || other->lane != run->lane || other->span == run->span)
        continue;
      if (!plan->rtl && other->x >= run->x + run->width)
        edge = MIN (edge, other->x - gap);
      else if (plan->rtl && other->x + other->width <= run->x)
        edge = MAX (edge, other->x + other->width + gap);
    }
  return plan->rtl ? run->x + run->width - edge : edge - run->x;
}

/* TRUE: it is drawn. */
static gboolean
draw_label (GlsPlan *plan, GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, guint at, gboolean may_cut,
            GdkRectangle *area)
{
  const GlsRun *run = &g_array_index (plan->runs, GlsRun, at);
  const GlsDisplayLine *line = &g_array_index (plan->lines, GlsDisplayLine, run->line);
  const GlsSpan *span = gls_span_index_get_span (plan->self->index, run->span);
  g_autoptr (PangoLayout) layout = g_object_ref (gls_article_view_get_label (plan->self, span));
  int y = lane_y (style, line, run->lane) + style->bar + 1;
  int room = label_room (plan, style, at), width, x;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > room)
    {
      PangoLayout *cut;

      if (!may_cut || room < style->label_height * 2)
        return FALSE;
      cut = pango_layout_copy (layout);
      pango_layout_set_width (cut, room * PANGO_SCALE);
      pango_layout_set_ellipsize (cut, PANGO_ELLIPSIZE_END);
      g_object_unref (layout);
      layout = cut;
      pango_layout_get_pixel_size (layout, &width, NULL);
    }
  x = plan->rtl ? run->x + run->width - width : run->x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y + style->label_baseline -
                                                          PANGO_PIXELS (pango_layout_get_baseline (layout))));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  *area = (GdkRectangle) { x, y, width, style->label_height };
  return TRUE;
}

static void
add_box (GlsDrawing *drawing, GlsBoxKind kind, guint32 span, int x, int y, int width, int height)
{
  GlsBox box = { { x, y, width, height }, span, kind };

  g_array_append_val (drawing->boxes, box);
}

/* @colors: the style's bars or letters. */
static const GdkRGBA *
color_of (const GArray *colors, const GlsSpan *span)
{
  static const GdkRGBA grey = { 0.5, 0.5, 0.5, 1 };

  return span->type < colors->len ? &g_array_index (colors, GdkRGBA, span->type) : &grey;
}

static void
draw_runs (GlsPlan *plan, GlsDrawing *drawing)
{
  GlsArticleView *self = plan->self;
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int left = gtk_text_view_get_left_margin (view);
  int right = gtk_widget_get_width (GTK_WIDGET (self)) - gtk_text_view_get_right_margin (view);

  for (guint i = 0; i < plan->runs->len; i++)
    {
      const GlsRun *run = &g_array_index (plan->runs, GlsRun, i);
      const GlsDisplayLine *line = &g_array_index (plan->lines, GlsDisplayLine, run->line);
      const GlsSpan *span = gls_span_index_get_span (self->index, run->span);
      const GdkRGBA *color = color_of (style->types, span);
      int y = lane_y (style, line, run->lane);
      gboolean suggestion = span->flags & GLS_SPAN_SUGGESTION;
      GdkRGBA tint = *color;

      /* Fainter the deeper, so that words under many marks can be read. */
      tint.alpha = run->zero_width ? 1 : style->tint_alpha / (1 + 0.5 * run->lane);
      if (suggestion && !run->zero_width)
        draw_frame (snapshot, color, run, line);
      else if (run->lane < TINTED_LANES || run->zero_width)
        add_rectangle (snapshot, &tint, run->x + run->zero_width, line->y, run->width - 2 * run->zero_width, line->height);
      draw_bar (snapshot, style, color, run, y, suggestion);
      draw_joints (plan, snapshot, style, color, i, left, right);
      add_box (drawing, GLS_BOX_WORDS, run->span, run->x, line->y, run->width, line->height);
      add_box (drawing, GLS_BOX_BAR, run->span, run->x, y - 1, run->width, style->bar + 3);
    }
  drawing->below = gtk_snapshot_free_to_node (snapshot);
}

/* One a span, under the first of its runs that has room for it; a cut one where none has. */
static void
draw_labels (GlsPlan *plan, GlsDrawing *drawing)
{
  GlsArticleView *self = plan->self;
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GHashTable) labelled = g_hash_table_new (NULL, NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < plan->runs->len; i++)
      {
        const GlsRun *run = &g_array_index (plan->runs, GlsRun, i);
        const GlsSpan *span = gls_span_index_get_span (self->index, run->span);
        GdkRectangle area;

        if (g_hash_table_contains (labelled, GUINT_TO_POINTER (run->span)) ||
            !draw_label (plan, snapshot, style, color_of (style->inks, span), i, pass == 1, &area))
          continue;
        g_hash_table_add (labelled, GUINT_TO_POINTER (run->span));
        add_box (drawing, GLS_BOX_BAR, run->span, area.x, area.y, area.width, area.height);
      }
  drawing->above = gtk_snapshot_free_to_node (snapshot);
}

static GlsDrawing *
make_drawing (GlsArticleView *self, guint paragraph, int y, int height)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  GlsDrawing *drawing = g_new0 (GlsDrawing, 1);
  guint32 start = g_array_index (self->map->paragraphs, GlsParagraph, paragraph).start;
  guint32 end = gls_display_map_paragraph_end (self->map, paragraph);
  GlsPlan plan;

  drawing->height = height;
  drawing->boxes = g_array_new (FALSE, FALSE, sizeof (GlsBox));
  /* A mark of no width may stand behind the last character. */
  if (paragraph + 1 == self->map->paragraphs->len)
    end++;
  if (gls_span_index_assign_lanes (self->index, start, end, marks) == 0)
    return drawing;

  gls_plan_init (&plan, self, paragraph, y, NULL);
  drawing->lines = plan.lines;
  for (guint i = 0; i < marks->len && plan.runs->len < RUNS_MAX; i++)
    gls_plan_add_runs (&plan, &g_array_index (marks, GlsLaneMark, i));
  draw_runs (&plan, drawing);
  draw_labels (&plan, drawing);
  gls_plan_clear (&plan);
  return drawing;
}

/* @y and @height as gtk_text_view_get_line_yrange() gives them. */
GlsDrawing *
gls_article_view_get_drawing (GlsArticleView *self, guint paragraph, const GtkTextIter *start, int y, int height)
{
  GlsDrawing *drawing = g_hash_table_lookup (self->drawings, GUINT_TO_POINTER (paragraph));

  if (drawing && drawing->height == height)
    return drawing;
  if (g_hash_table_size (self->drawings) > DRAWINGS_MAX)
    g_hash_table_remove_all (self->drawings);
  drawing = make_drawing (self, paragraph, y, height);
  g_hash_table_replace (self->drawings, GUINT_TO_POINTER (paragraph), drawing);
  return drawing;
}

void
gls_article_view_drop_paragraphs (GlsArticleView *self, guint first, guint last)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->drawings);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_UINT (key) >= first && GPOINTER_TO_UINT (key) <= last)
      g_hash_table_iter_remove (&iter);
}

void
gls_article_view_renumber (GlsArticleView *self, guint32 after, gint32 by)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->drawings);
  while (by != 0 && g_hash_table_iter_next (&iter, NULL, &value))
    {
      GlsDrawing *drawing = value;

      for (guint i = 0; i < drawing->boxes->len; i++)
        if (g_array_index (drawing->boxes, GlsBox, i).span >= after)
          g_array_index (drawing->boxes, GlsBox, i).span += (guint32) by;
    }
}

static void
draw_outline (GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRectangle *area)
{
  float width = style->high_contrast ? 3 : 2;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (area->x - width, area->y - width,
                                                                  area->width + 2 * width, area->height + 2 * width), 4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { style->accent, style->accent, style->accent, style->accent });
}

static void
paint_paragraph (GlsArticleView *self, GtkSnapshot *snapshot, GtkTextViewLayer layer, const GlsDrawing *drawing, int y)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GskRenderNode *node = layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT ? drawing->below : drawing->above;
  gboolean outline = layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && self->has_selected && drawing->boxes->len > 0;

  if (!node && !outline)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  if (node)
    gtk_snapshot_append_node (snapshot, node);
  for (guint i = 0; outline && i < drawing->boxes->len; i++)
    {
      const GlsBox *box = &g_array_index (drawing->boxes, GlsBox, i);

      if (box->kind == GLS_BOX_WORDS &&
          gls_id_equal (&gls_span_index_get_span (self->index, box->span)->id, &self->selected))
        draw_outline (snapshot, style, &box->area);
    }
  gtk_snapshot_restore (snapshot);
}

/* GTK's own would fill the room of the lanes; this one is as high as the words. */
static void
paint_selection (GlsArticleView *self, GtkSnapshot *snapshot, GlsDrawing *drawing, guint paragraph, int y, const GlsMark *selected)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GlsLaneMark mark = { *selected, 0 };
  GlsPlan plan;

  gls_plan_init (&plan, self, paragraph, y, drawing->lines);
  drawing->lines = plan.lines;
  gls_plan_add_runs (&plan, &mark);
  for (guint i = 0; i < plan.runs->len; i++)
    {
      const GlsRun *run = &g_array_index (plan.runs, GlsRun, i);
      const GlsDisplayLine *line = &g_array_index (plan.lines, GlsDisplayLine, run->line);

      add_rectangle (snapshot, &style->selection, run->x, y + line->y - 1, run->width, line->height + 2);
    }
  gls_plan_clear (&plan);
}

static gboolean
get_selected_mark (GlsArticleView *self, GlsMark *mark)
{
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, &end))
    return FALSE;
  *mark = (GlsMark) { gtk_text_iter_get_offset (&start), gtk_text_iter_get_offset (&end), 0 };
  return TRUE;
}

void
gls_article_view_paint (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;
  GlsMark selected;
  gboolean below = layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT, any = below && get_selected_mark (self, &selected);

  if ((self->index->marks->len == 0 && !any && self->hits == NULL && self->flaws == NULL) || !gls_article_view_first_visible (self, &iter, &visible))
    return;
  for (guint n = 0; n < SCREEN_PARAGRAPHS; n++)
    {
      guint line = gtk_text_iter_get_line (&iter);
      int y, height;

      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height || line >= self->map->paragraphs->len)
        break;
      if (height > 0)
        {
          GlsDrawing *drawing = gls_article_view_get_drawing (self, line, &iter, y, height);

          if (below)
            gls_article_view_paint_hits (self, snapshot, drawing, line, y);
          paint_paragraph (self, snapshot, layer, drawing, y);
          if (below)
            gls_article_view_paint_flaws (self, snapshot, drawing, line, y);
          if (any && selected.start < gls_display_map_paragraph_end (self->map, line) &&
              selected.end > (guint32) gtk_text_iter_get_offset (&iter))
            paint_selection (self, snapshot, drawing, line, y, &selected);
        }
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
}

static gboolean
contains (const GdkRectangle *area, int x, int y)
{
  return x >= area->x && x < area->x + area->width && y >= area->y && y < area->y + area->height;
}

GArray *
gls_article_view_hit (GlsArticleView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  const GlsDrawing *drawing;
  GtkTextIter iter;
  int bx, by, top, height;
  guint line;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  gtk_text_view_get_line_at_y (view, &iter, by, &top);
  gtk_text_view_get_line_yrange (view, &iter, &top, &height);
  line = gtk_text_iter_get_line (&iter);
  if (by < top || by >= top + height || line >= self->map->paragraphs->len || self->index->marks->len == 0)
    return found;

  drawing = gls_article_view_get_drawing (self, line, &iter, top, height);
  for (guint i = 0; i < drawing->boxes->len; i++)
    {
      const GlsBox *box = &g_array_index (drawing->boxes, GlsBox, i);
      GtkTextIter at;

      if (!contains (&box->area, bx, by - top))
        continue;
      g_array_set_size (found, 0);
      g_array_append_val (found, box->span);
      /* A bar or a label names exactly one; words all that cover them. */
      if (box->kind == GLS_BOX_WORDS && gtk_text_view_get_iter_at_position (view, &at, NULL, bx, by))
        {
          GArray *all = gls_article_view_spans_at (self, gtk_text_iter_get_offset (&at));

          if (all->len > 0)
            {
              g_array_unref (found);
              return all;
            }
          g_array_unref (all);
        }
      return found;
    }
  return found;
}
