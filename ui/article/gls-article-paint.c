/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the annotations of the paragraphs on screen: tint, bars in lanes, labels; and says what is at a place.
 * It reads the buffer and never changes it, nor its tags: it runs inside a snapshot. */
#include "config.h"

#include <math.h>

#include "gls-article-view-private.h"

/* For one screen; paragraphs whose height is not known yet have none. */
#define SCREEN_PARAGRAPHS 300
/* Drawings kept; beyond it all are dropped and made again as they come on screen. */
#define DRAWINGS_MAX 2000
/* More in one paragraph are all in its last lane, over each other: the list has them, the picture has the first of them. */
#define RUNS_MAX 5000
/* How many runs to each side are looked at for a label's room. */
#define NEIGHBOURS 40
#define DASH 5
#define DASH_GAP 3

/* One line on screen; display offsets, without the spaces it was wrapped at. */
typedef struct {
  guint32 start, end;
  int     y, height;   /* from the top of the paragraph */
} DisplayLine;

/* A stretch of one mark that is in one piece on one line. */
typedef struct {
  int      x, width;
  guint    line;
  guint32  span, lane;
  guint32  fragment;   /* where the whole mark begins */
  gboolean zero_width;
} Run;

typedef struct {
  GlsArticleView *self;
  GtkTextBuffer  *buffer;
  guint32         start, end;    /* display offsets of the paragraph */
  int             y;
  gboolean        bidi, rtl;
  GArray         *lines;         /* DisplayLine */
  GArray         *runs;          /* Run, by lane and place in the text */
} Plan;

void
gls_drawing_free (GlsDrawing *drawing)
{
  g_clear_pointer (&drawing->below, gsk_render_node_unref);
  g_clear_pointer (&drawing->above, gsk_render_node_unref);
  g_array_unref (drawing->boxes);
  g_free (drawing);
}

static void
get_char_box (Plan *plan, guint32 offset, GdkRectangle *box)
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

static void
find_display_lines (Plan *plan)
{
  GtkTextView *view = GTK_TEXT_VIEW (plan->self);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (plan->buffer, &iter, plan->start);
  for (;;)
    {
      DisplayLine line = { gtk_text_iter_get_offset (&iter), plan->end, 0, 0 };
      GtkTextIter last;
      GdkRectangle box;
      gboolean more;

      gtk_text_view_get_iter_location (view, &iter, &box);
      line.y = box.y - plan->y;
      line.height = box.height;
      more = gtk_text_view_forward_display_line (view, &iter);
      if (more && (guint32) gtk_text_iter_get_offset (&iter) > line.start)
        line.end = MIN (plan->end, (guint32) gtk_text_iter_get_offset (&iter));
      /* Spaces that a line was wrapped at stand outside the column. */
      gtk_text_buffer_get_iter_at_offset (plan->buffer, &last, line.end);
      while (line.end > line.start && gtk_text_iter_backward_char (&last) && is_space (gtk_text_iter_get_char (&last)))
        line.end--;
      g_array_append_val (plan->lines, line);
      if (!more || (guint32) gtk_text_iter_get_offset (&iter) >= plan->end ||
          (guint32) gtk_text_iter_get_offset (&iter) <= line.start)
        break;
    }
}

static int
compare_left_edges (gconstpointer a, gconstpointer b)
{
  const Run *x = a, *y = b;

  return x->x < y->x ? -1 : x->x > y->x;
}

/* Every character by itself, what touches joined: what is together in the text need not be together on the line. */
static void
add_bidi_runs (Plan *plan, guint line, const GlsLaneMark *mark, guint32 start, guint32 end)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  guint n = 0;

  for (guint32 offset = start; offset < end; offset++)
    {
      Run run = { 0, 0, line, mark->mark.span, mark->lane, mark->mark.start, FALSE };
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
      Run *run = &g_array_index (runs, Run, i);
      Run *last = n > 0 ? &g_array_index (runs, Run, n - 1) : NULL;

      if (last && run->x <= last->x + last->width + 1)
        last->width = MAX (last->width, run->x + run->width - last->x);
      else
        g_array_index (runs, Run, n++) = *run;
    }
  /* From where reading begins. */
  for (guint i = 0; i < n; i++)
    g_array_append_val (plan->runs, g_array_index (runs, Run, plan->rtl ? n - 1 - i : i));
}

static void
add_runs (Plan *plan, const GlsLaneMark *mark)
{
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const DisplayLine *line = &g_array_index (plan->lines, DisplayLine, i);
      guint32 start = MAX (mark->mark.start, line->start), end = MIN (mark->mark.end, line->end);
      Run run = { 0, 0, i, mark->mark.span, mark->lane, mark->mark.start, FALSE };
      GdkRectangle first, last;

      if (line->start > mark->mark.end)
        break;
      if (mark->mark.start == mark->mark.end)
        {
          gboolean here = i + 1 == plan->lines->len ||
                          mark->mark.start < g_array_index (plan->lines, DisplayLine, i + 1).start;

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

static int
lane_y (const GlsArticleStyle *style, const DisplayLine *line, guint lane)
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
draw_bar (GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, const Run *run, int y, gboolean dashed)
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
draw_joints (Plan *plan, GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, guint at, int left, int right)
{
  const Run *run = &g_array_index (plan->runs, Run, at);
  const Run *next = at + 1 < plan->runs->len ? &g_array_index (plan->runs, Run, at + 1) : NULL;

  if (!next || next->span != run->span)
    return;
  if (next->line == run->line)
    {
      int y = lane_y (style, &g_array_index (plan->lines, DisplayLine, run->line), run->lane);

      draw_joint (snapshot, style, color, MIN (run->x + run->width, next->x + next->width), MAX (run->x, next->x), y);
      return;
    }
  if (next->fragment == run->fragment)
    return;
  for (guint i = run->line; i <= next->line; i++)
    {
      int y = lane_y (style, &g_array_index (plan->lines, DisplayLine, i), run->lane);
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
label_room (Plan *plan, const GlsArticleStyle *style, guint at)
{
  const Run *run = &g_array_index (plan->runs, Run, at);
  int gap = style->char_width / 2;
  int edge = plan->rtl ? gap : gtk_widget_get_width (GTK_WIDGET (plan->self)) - gap;

  for (guint i = at > NEIGHBOURS ? at - NEIGHBOURS : 0; i < plan->runs->len && i <= at + NEIGHBOURS; i++)
    {
      const Run *other = &g_array_index (plan->runs, Run, i);

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
draw_label (Plan *plan, GtkSnapshot *snapshot, const GlsArticleStyle *style, const GdkRGBA *color, guint at, gboolean may_cut,
            GdkRectangle *area)
{
  const Run *run = &g_array_index (plan->runs, Run, at);
  const DisplayLine *line = &g_array_index (plan->lines, DisplayLine, run->line);
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

static const GdkRGBA *
color_of (const GlsArticleStyle *style, const GlsSpan *span)
{
  static const GdkRGBA grey = { 0.5, 0.5, 0.5, 1 };

  return span->type < style->types->len ? &g_array_index (style->types, GdkRGBA, span->type) : &grey;
}

static void
draw_runs (Plan *plan, GlsDrawing *drawing)
{
  GlsArticleView *self = plan->self;
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int left = gtk_text_view_get_left_margin (view);
  int right = gtk_widget_get_width (GTK_WIDGET (self)) - gtk_text_view_get_right_margin (view);

  for (guint i = 0; i < plan->runs->len; i++)
    {
      const Run *run = &g_array_index (plan->runs, Run, i);
      const DisplayLine *line = &g_array_index (plan->lines, DisplayLine, run->line);
      const GlsSpan *span = gls_span_index_get_span (self->index, run->span);
      const GdkRGBA *color = color_of (style, span);
      int y = lane_y (style, line, run->lane);
      gboolean suggestion = span->flags & GLS_SPAN_SUGGESTION;
      GdkRGBA tint = *color;

      tint.alpha = run->zero_width ? 1 : style->tint_alpha * (suggestion ? 0.5 : 1);
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
draw_labels (Plan *plan, GlsDrawing *drawing)
{
  GlsArticleView *self = plan->self;
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GHashTable) labelled = g_hash_table_new (NULL, NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < plan->runs->len; i++)
      {
        const Run *run = &g_array_index (plan->runs, Run, i);
        const GlsSpan *span = gls_span_index_get_span (self->index, run->span);
        GdkRectangle area;

        if (g_hash_table_contains (labelled, GUINT_TO_POINTER (run->span)) ||
            !draw_label (plan, snapshot, style, color_of (style, span), i, pass == 1, &area))
          continue;
        g_hash_table_add (labelled, GUINT_TO_POINTER (run->span));
        add_box (drawing, GLS_BOX_BAR, run->span, area.x, area.y, area.width, area.height);
      }
  drawing->above = gtk_snapshot_free_to_node (snapshot);
}

static GlsDrawing *
make_drawing (GlsArticleView *self, guint paragraph, int y, int height)
{
  const GlsParagraph *info = &g_array_index (self->map->paragraphs, GlsParagraph, paragraph);
  Plan plan = { self, gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), info->start,
                gls_display_map_paragraph_end (self->map, paragraph), y,
                (info->flags & GLS_PARAGRAPH_BIDI) != 0, (info->flags & GLS_PARAGRAPH_RTL) != 0, NULL, NULL };
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  GlsDrawing *drawing = g_new0 (GlsDrawing, 1);
  gboolean last;

  drawing->height = height;
  drawing->boxes = g_array_new (FALSE, FALSE, sizeof (GlsBox));
  /* A mark of no width may stand behind the last character. */
  last = paragraph + 1 == self->map->paragraphs->len;
  if (gls_span_index_assign_lanes (self->index, plan.start, plan.end + last, marks) == 0)
    return drawing;

  plan.lines = g_array_new (FALSE, FALSE, sizeof (DisplayLine));
  plan.runs = g_array_new (FALSE, FALSE, sizeof (Run));
  find_display_lines (&plan);
  for (guint i = 0; i < marks->len && plan.runs->len < RUNS_MAX; i++)
    add_runs (&plan, &g_array_index (marks, GlsLaneMark, i));
  draw_runs (&plan, drawing);
  draw_labels (&plan, drawing);
  g_array_unref (plan.lines);
  g_array_unref (plan.runs);
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

void
gls_article_view_paint (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;

  if (self->index->marks->len == 0 || !gls_article_view_first_visible (self, &iter, &visible))
    return;
  for (guint n = 0; n < SCREEN_PARAGRAPHS; n++)
    {
      guint line = gtk_text_iter_get_line (&iter);
      int y, height;

      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height || line >= self->map->paragraphs->len)
        break;
      if (height > 0)
        paint_paragraph (self, snapshot, layer, gls_article_view_get_drawing (self, line, &iter, y, height), y);
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
