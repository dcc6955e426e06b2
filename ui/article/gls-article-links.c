/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws links between annotations: connectors that run between the lines and beside the column, never through words.
 * It knows where annotations are drawn, and of a link nothing but its ends and its name. */
#include "config.h"

#include "gls-article-view-private.h"

#define SCREEN_PARAGRAPHS 300
#define STROKE 2
#define ARROW 4
/* Between connectors that run beside each other, and how many do. */
#define APART 3
#define SLOTS 5
#define DASH 4
#define LABEL_STEP 12
#define FINE_STEP 4

typedef struct {
  GlsId    from, to;
  char    *label;
  gboolean is_relation;
  gint64   from_span, to_span;   /* indices; -1: not among the spans */
} Link;

/* One end: the middle of the upper edge of an annotation's first words, or where it went out of sight. */
typedef struct {
  gboolean in_sight;
  int      x, y;
  int      edge;       /* when out of sight: the upper or the lower edge */
} End;

typedef struct {
  GlsArticleView *self;
  GtkSnapshot    *snapshot;
  GdkRectangle    visible;
  guint32         first;       /* first character of the first paragraph on screen, stored */
  GHashTable     *ends;        /* span to GdkRectangle */
  GArray         *obstacles;   /* GdkRectangle: bars, their labels, names of links */
  GHashTable     *slots;       /* y of a line to connectors above it */
  guint           n_beside;
  GdkRGBA         color, ink;
  gboolean        dashed;
} Painter;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->label);
  g_free (link);
}

void
gls_article_view_set_links (GlsArticleView *self, GArray *links)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  g_clear_pointer (&self->links, g_ptr_array_unref);
  self->links_resolved = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!links || links->len == 0)
    return;
  self->links = g_ptr_array_new_with_free_func (link_free);
  for (guint i = 0; i < links->len; i++)
    {
      const GlsArticleLink *given = &g_array_index (links, GlsArticleLink, i);
      Link *link = g_new0 (Link, 1);

      *link = (Link) { given->from, given->to, g_strdup (given->label ? given->label : ""), given->is_relation, -1, -1 };
      g_ptr_array_add (self->links, link);
    }
}

/* Finds all ends in one pass over the spans. */
static void
resolve (GlsArticleView *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (gls_id_hash, gls_id_equal);

  if (self->links_resolved)
    return;
  self->links_resolved = TRUE;
  for (guint i = 0; i < self->links->len; i++)
    {
      Link *link = g_ptr_array_index (self->links, i);

      g_hash_table_insert (wanted, &link->from, NULL);
      g_hash_table_insert (wanted, &link->to, NULL);
    }
  for (guint i = 0; self->spans && i < self->spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (self->spans->spans, GlsSpan, i);
      gpointer key;

      if (g_hash_table_lookup_extended (wanted, &span->id, &key, NULL))
        g_hash_table_insert (wanted, key, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      Link *link = g_ptr_array_index (self->links, i);

      link->from_span = (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (wanted, &link->from)) - 1;
      link->to_span = (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (wanted, &link->to)) - 1;
    }
}

/* Where the annotations of the paragraphs on screen are. */
static gboolean
collect (Painter *painter)
{
  GlsArticleView *self = painter->self;
  GtkTextIter iter;

  if (!gls_article_view_first_visible (self, &iter, &painter->visible))
    return FALSE;
  painter->first = gls_article_view_offset_of_iter (self, &iter);
  for (guint n = 0; n < SCREEN_PARAGRAPHS; n++)
    {
      guint line = gtk_text_iter_get_line (&iter);
      const GlsDrawing *drawing;
      int y, height;

      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, &height);
      if (y > painter->visible.y + painter->visible.height || line >= self->map->paragraphs->len)
        break;
      drawing = height > 0 ? gls_article_view_get_drawing (self, line, &iter, y, height) : NULL;
      for (guint i = 0; drawing && i < drawing->boxes->len; i++)
        {
          const GlsBox *box = &g_array_index (drawing->boxes, GlsBox, i);
          GdkRectangle area = box->area;

          area.y += y;
          if (box->kind == GLS_BOX_BAR)
            g_array_append_val (painter->obstacles, area);
          else if (!g_hash_table_contains (painter->ends, GUINT_TO_POINTER (box->span)))
            g_hash_table_insert (painter->ends, GUINT_TO_POINTER (box->span), g_memdup2 (&area, sizeof area));
        }
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
  return TRUE;
}

static End
find_end (Painter *painter, gint64 span)
{
  const GdkRectangle *box = g_hash_table_lookup (painter->ends, GUINT_TO_POINTER ((guint) span));
  const GdkRectangle *visible = &painter->visible;
  End end = { 0 };

  if (box)
    {
      end.x = box->x + box->width / 2;
      end.y = box->y;
      end.in_sight = box->y >= visible->y && box->y + box->height <= visible->y + visible->height;
      end.edge = box->y < visible->y ? visible->y : visible->y + visible->height;
    }
  else
    end.edge = gls_span_index_get_span (painter->self->index, (guint32) span)->start < painter->first
               ? visible->y : visible->y + visible->height;
  return end;
}

/* --- Strokes ----------------------------------------------------------------------------------------------------- */

static void
fill (Painter *painter, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (painter->snapshot, &painter->color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* A role's connector is solid, a relation's dashed. */
static void
stroke (Painter *painter, int x1, int y1, int x2, int y2)
{
  int x = MIN (x1, x2), y = MIN (y1, y2), length = MAX (ABS (x2 - x1), ABS (y2 - y1));
  gboolean flat = y1 == y2;

  if (!painter->dashed)
    {
      fill (painter, x - STROKE / 2, y - STROKE / 2, (flat ? length : 0) + STROKE, (flat ? 0 : length) + STROKE);
      return;
    }
  for (int at = 0; at < length; at += 2 * DASH)
    fill (painter, x + (flat ? at : -STROKE / 2), y + (flat ? -STROKE / 2 : at), flat ? MIN (DASH, length - at) : STROKE,
          flat ? STROKE : MIN (DASH, length - at));
}

/* Its point at (x, y). */
static void
arrow (Painter *painter, int x, int y, gboolean down)
{
  for (int i = 0; i <= ARROW; i++)
    fill (painter, x - i - 0.5, down ? y - i - 1 : y + i, 2 * i + 1, 1);
}

static gboolean
is_free (Painter *painter, const GdkRectangle *area)
{
  for (guint i = 0; i < painter->obstacles->len; i++)
    if (gdk_rectangle_intersect (area, &g_array_index (painter->obstacles, GdkRectangle, i), NULL))
      return FALSE;
  return TRUE;
}

/* A place for a name at this height that covers neither a bar nor another name: on the piece of the connector, beginning at @area
 * and going by @step, else the nearest one before or behind it. Left as it is where there is none. */
static void
find_room (Painter *painter, GdkRectangle *area, int room, int step)
{
  int first = painter->visible.x + 2, last = painter->visible.x + painter->visible.width - area->width - 2;
  GdkRectangle place = *area;

  for (int moved = 0; moved + area->width < room; moved += LABEL_STEP, place.x += step)
    if (is_free (painter, &place))
      {
        *area = place;
        return;
      }
  for (int away = 0; away <= painter->visible.width; away += FINE_STEP)
    for (int side = -1; side <= 1; side += 2)
      {
        place.x = area->x + side * away;
        if (place.x >= first && place.x <= last && is_free (painter, &place))
          {
            *area = place;
            return;
          }
      }
}

/* On a level piece of a connector, from @x towards @other. */
static void
draw_name (Painter *painter, const char *name, int x, int other, int y)
{
  const GlsArticleStyle *style = gls_article_view_get_style (painter->self);
  g_autoptr (PangoLayout) layout = NULL;
  GdkRectangle area = { 0 };
  GdkRGBA paper = style->background;
  int width, room = ABS (other - x), step = other < x ? -LABEL_STEP : LABEL_STEP;

  if (*name == '\0')
    return;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (painter->self), name);
  pango_layout_set_font_description (layout, style->label_font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  area = (GdkRectangle) { 0, y - style->label_height / 2 - 1, width + 6, style->label_height + 1 };
  area.x = other < x ? x - area.width - ARROW : x + ARROW;
  if (room < area.width + 2 * ARROW)
    area.x = (x + other) / 2 - area.width / 2;
  area.x = CLAMP (area.x, painter->visible.x + 2, MAX (painter->visible.x + 2, painter->visible.x + painter->visible.width - area.width - 2));
  find_room (painter, &area, room, step);
  g_array_append_val (painter->obstacles, area);
  paper.alpha = 1;
  gtk_snapshot_append_color (painter->snapshot, &paper, &GRAPHENE_RECT_INIT (area.x, area.y, area.width, area.height));
  gtk_snapshot_save (painter->snapshot);
  gtk_snapshot_translate (painter->snapshot, &GRAPHENE_POINT_INIT (area.x + 3, area.y + style->label_baseline -
                                                                   PANGO_PIXELS (pango_layout_get_baseline (layout))));
  gtk_snapshot_append_layout (painter->snapshot, layout, &painter->ink);
  gtk_snapshot_restore (painter->snapshot);
}

/* --- Connectors -------------------------------------------------------------------------------------------------- */

/* How far above the words of its line a connector runs; another one each time. */
static int
next_level (Painter *painter, int y)
{
  guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (painter->slots, GINT_TO_POINTER (y)));

  g_hash_table_insert (painter->slots, GINT_TO_POINTER (y), GUINT_TO_POINTER (slot + 1));
  return y - APART - 1 - APART * (int) (slot % SLOTS);
}

/* Beside the column, on the side that is nearer. */
static int
find_side (Painter *painter, const End *a, const End *b)
{
  GtkTextView *view = GTK_TEXT_VIEW (painter->self);
  int left = gtk_text_view_get_left_margin (view);
  int right = gtk_widget_get_width (GTK_WIDGET (painter->self)) - gtk_text_view_get_right_margin (view);
  int off = 2 * APART + (APART + 1) * (int) (painter->n_beside++ % SLOTS), to_left = 0, to_right = 0;

  if (a->in_sight)
    to_left += a->x - left, to_right += right - a->x;
  if (b->in_sight)
    to_left += b->x - left, to_right += right - b->x;
  return to_left <= to_right ? left - off : right + off;
}

/* @lines: the strokes; else the name, which stands on them. */
static void
draw_connector (Painter *painter, const Link *link, gboolean lines)
{
  End from = find_end (painter, link->from_span), to = find_end (painter, link->to_span);
  int from_level, to_level, side;

  if (!from.in_sight && !to.in_sight)
    return;
  from_level = from.in_sight ? next_level (painter, from.y) : from.edge;
  to_level = !to.in_sight ? to.edge : from.in_sight && from.y == to.y ? from_level : next_level (painter, to.y);
  if (from.in_sight && to.in_sight && from.y == to.y)
    side = to.x;
  else
    side = find_side (painter, &from, &to);
  if (!lines)
    {
      if (to.in_sight)
        draw_name (painter, link->label, to.x, from.in_sight && from.y == to.y ? from.x : side, to_level);
      else
        draw_name (painter, link->label, from.x, side, from_level);
      return;
    }
  if (from.in_sight)
    {
      stroke (painter, from.x, from_level, from.x, from.y);
      stroke (painter, from.x, from_level, side, from_level);
    }
  if (side != to.x || !to.in_sight)
    stroke (painter, side, from_level, side, to_level);
  if (to.in_sight)
    {
      stroke (painter, side, to_level, to.x, to_level);
      stroke (painter, to.x, to_level, to.x, to.y);
      arrow (painter, to.x, to.y, TRUE);
    }
  if (!to.in_sight || !from.in_sight)
    {
      int edge = to.in_sight ? from.edge : to.edge;

      arrow (painter, side, edge, edge > painter->visible.y);
    }
}

static gboolean
is_shown (GlsArticleView *self, const Link *link)
{
  if (link->from_span < 0 || link->to_span < 0 || link->from_span == link->to_span)
    return FALSE;
  return self->show_all_links ||
         (self->has_selected && (gls_id_equal (&link->from, &self->selected) || gls_id_equal (&link->to, &self->selected)));
}

/* Strokes go under the words, names over the lanes. */
void
gls_article_view_paint_links (GlsArticleView *self, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  Painter painter = { .self = self, .snapshot = snapshot };

  if (!self->links || !(self->show_all_links || self->has_selected))
    return;
  resolve (self);
  painter.ends = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  painter.obstacles = g_array_new (FALSE, FALSE, sizeof (GdkRectangle));
  painter.slots = g_hash_table_new (NULL, NULL);
  for (guint i = 0, n = collect (&painter) ? self->links->len : 0; i < n; i++)
    {
      const Link *link = g_ptr_array_index (self->links, i);
      const GlsSpan *to;

      if (!is_shown (self, link))
        continue;
      to = gls_span_index_get_span (self->index, (guint32) link->to_span);
      painter.color = !link->is_relation && to->type < style->types->len ? g_array_index (style->types, GdkRGBA, to->type)
                                                                         : style->foreground;
      painter.ink = !link->is_relation && to->type < style->inks->len ? g_array_index (style->inks, GdkRGBA, to->type)
                                                                      : style->foreground;
      painter.dashed = link->is_relation;
      draw_connector (&painter, link, layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT);
    }
  g_hash_table_unref (painter.ends);
  g_hash_table_unref (painter.slots);
  g_array_unref (painter.obstacles);
}

void
gls_article_view_set_show_all_links (GlsArticleView *self, gboolean show)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  show = show != FALSE;
  if (self->show_all_links == show)
    return;
  self->show_all_links = show;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "show-all-links");
}

gboolean
gls_article_view_get_show_all_links (GlsArticleView *self)
{
  return self->show_all_links;
}
