/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few tags of the article, all shared: zones, room for lanes, and "annotated" for assistive technology.
 * Paragraphs on screen are tagged at once, the others when idle; it draws nothing and is never called from a snapshot. */
#include "config.h"

#include <string.h>

#include "gls-article-view-private.h"
#include "gls-lane-room.h"

/* One slice of idle work; before GTK lays out what is off screen, so that it does so once. */
#define SLICE_US 3000
#define IDLE_PRIORITY (GDK_PRIORITY_REDRAW + 4)
/* After a key, until assistive technology is told of other runs: some frames. */
#define SOON_MS 100
/* Paragraphs whose height is not known yet have none: never walk further than this for one screen. */
#define SCREEN_PARAGRAPHS 300

static GtkTextTag *
add_tag (GlsArticleView *self, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_new (name);

  gtk_text_tag_table_add (self->tags, tag);
  g_object_unref (tag);
  return tag;
}

/* Later tags win over earlier ones. */
void
gls_article_view_init_tags (GlsArticleView *self)
{
  static const char * const zone_names[] = { NULL, "headline", "caption", "byline", "boilerplate", "repeat" };

  G_STATIC_ASSERT (G_N_ELEMENTS (zone_names) == GLS_ZONE_REPEAT + 1);
  self->tags = gtk_text_tag_table_new ();
  self->scale_tag = add_tag (self, "scale");
  /* A hyphen where a long word is wrapped would be taken for the article's. */
  g_object_set (self->scale_tag, "insert-hyphens", FALSE, NULL);
  self->ltr_tag = add_tag (self, "ltr");
  g_object_set (self->ltr_tag, "direction", GTK_TEXT_DIR_LTR, NULL);
  self->rtl_tag = add_tag (self, "rtl");
  g_object_set (self->rtl_tag, "direction", GTK_TEXT_DIR_RTL, NULL);
  for (guint i = 1; i < G_N_ELEMENTS (zone_names); i++)
    self->zone_tags[i] = add_tag (self, zone_names[i]);
  self->blank_tag = add_tag (self, "blank");
  for (guint i = 1; i <= GLS_LANES_MAX; i++)
    {
      g_autofree char *below = g_strdup_printf ("below-%u", i), *inside = g_strdup_printf ("inside-%u", i);
      g_autofree char *room = g_strdup_printf ("room-%u", i);

      self->below_tags[i] = add_tag (self, below);
      self->inside_tags[i] = add_tag (self, inside);
      self->room_tags[i] = add_tag (self, room);
    }
  /* Assistive technology sees runs by what their tags set: this one sets a background's height, and there is no background. */
  self->annotated_tag = add_tag (self, "annotated");
  g_object_set (self->annotated_tag, "background-full-height", TRUE, NULL);
  /* They set nothing: see tag_paragraph(). */
  self->turn_tags[0] = add_tag (self, "even");
  self->turn_tags[1] = add_tag (self, "odd");
}

/* Gives the tags the measures of the present style. */
void
gls_article_view_style_tags (GlsArticleView *self)
{
  const GlsArticleStyle *style = gls_article_view_get_style (self);
  GdkRGBA dim = style->foreground, soft = style->foreground;
  int tight = style->pad * 3;
  int room = gls_article_view_lane_space (self, 1);
  GlsTagMeasures measures;

  /* Changing a tag lays out all that has it: not for a window that comes to the front. */
  memset (&measures, 0, sizeof measures);
  measures.scale = self->text_scale;
  measures.pad = style->pad;
  measures.pitch = style->pitch;
  measures.high_contrast = style->high_contrast;
  measures.foreground = style->foreground;
  if (memcmp (&measures, &self->tag_measures, sizeof measures) == 0)
    return;
  self->tag_measures = measures;

  dim.alpha *= style->high_contrast ? 0.75 : 0.55;
  soft.alpha *= style->high_contrast ? 0.9 : 0.7;

  g_object_set (self->scale_tag, "scale", self->text_scale, NULL);
  g_object_set (self->zone_tags[GLS_ZONE_HEADLINE], "weight", PANGO_WEIGHT_BOLD, "scale", 1.4, NULL);
  g_object_set (self->zone_tags[GLS_ZONE_CAPTION], "style", PANGO_STYLE_ITALIC, "scale", 0.92, NULL);
  g_object_set (self->zone_tags[GLS_ZONE_BYLINE], "scale", 0.88, "foreground-rgba", &soft, NULL);
  for (int i = GLS_ZONE_BOILERPLATE; i <= GLS_ZONE_REPEAT; i++)
    g_object_set (self->zone_tags[i], "scale", 0.88, "foreground-rgba", &dim,
                  "pixels-below-lines", tight, "pixels-inside-wrap", tight, NULL);
  g_object_set (self->blank_tag, "scale", 0.4, "pixels-above-lines", 0, "pixels-below-lines", 0, NULL);
  for (guint i = 1; i <= GLS_LANES_MAX; i++)
    {
      int space = gls_article_view_lane_space (self, i);

      g_object_set (self->below_tags[i], "pixels-below-lines", space, NULL);
      g_object_set (self->inside_tags[i], "pixels-inside-wrap", space, NULL);
      g_object_set (self->room_tags[i], "rise", -(int) i * style->pitch * PANGO_SCALE, NULL);
    }
  gtk_text_view_set_pixels_above_lines (GTK_TEXT_VIEW (self), style->pitch / 3);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (self), room);
  gtk_text_view_set_pixels_inside_wrap (GTK_TEXT_VIEW (self), room);
}

/* Zones, zoom and the direction of pieces: once a document. */
void
gls_article_view_tag_document (GlsArticleView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->scale_tag, &start, &end);

  g_free (self->tagged);
  self->tagged = g_malloc0_n (self->map->paragraphs->len, sizeof *self->tagged);
  for (guint i = 0; self->zones && i < self->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (self->zones, GlsZone, i);

      if (zone->kind <= GLS_ZONE_BODY || zone->kind > GLS_ZONE_REPEAT || zone->start >= zone->end)
        continue;
      gls_article_view_get_iter (self, &start, zone->start, FALSE);
      gls_article_view_get_iter (self, &end, zone->end, TRUE);
      gtk_text_buffer_apply_tag (buffer, self->zone_tags[zone->kind], &start, &end);
      if (zone->kind >= GLS_ZONE_BOILERPLATE)
        for (int line = gtk_text_iter_get_line (&start); line <= gtk_text_iter_get_line (&end); line++)
          self->tagged[line].tight = TRUE;
    }

  /* GTK takes the direction of a piece from its own first letter; it is that of the whole paragraph. */
  for (guint i = 0; i < self->map->paragraphs->len && self->map->breaks->len > 0; i++)
    {
      const GlsParagraph *paragraph = &g_array_index (self->map->paragraphs, GlsParagraph, i);
      gboolean piece = (paragraph->flags & GLS_PARAGRAPH_PIECE) ||
                       (i > 0 && (g_array_index (self->map->paragraphs, GlsParagraph, i - 1).flags & GLS_PARAGRAPH_PIECE));

      if (!piece)
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, paragraph->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, gls_display_map_paragraph_end (self->map, i));
      gtk_text_buffer_apply_tag (buffer, paragraph->flags & GLS_PARAGRAPH_RTL ? self->rtl_tag : self->ltr_tag, &start, &end);
    }
}

/* Joins the marks of a paragraph; *@hash tells one union from another. */
static void
unite_marks (GArray *marks, GArray *covered, guint32 *hash)
{
  guint32 h = 2166136261u;

  g_array_set_size (covered, 0);
  for (guint i = 0; i < marks->len; i++)
    {
      const GlsMark *mark = &g_array_index (marks, GlsMark, i);
      GlsFragment *last = covered->len > 0 ? &g_array_index (covered, GlsFragment, covered->len - 1) : NULL;

      if (mark->start >= mark->end)
        continue;
      if (last && mark->start <= last->end)
        last->end = MAX (last->end, mark->end);
      else
        {
          GlsFragment piece = { mark->start, mark->end };

          g_array_append_val (covered, piece);
        }
    }
  for (guint i = 0; i < covered->len; i++)
    {
      const GlsFragment *piece = &g_array_index (covered, GlsFragment, i);

      h = (h ^ piece->start) * 16777619u;
      h = (h ^ piece->end) * 16777619u;
    }
  *hash = covered->len > 0 ? MAX (h, 1) : 0;
}

static void
tag_cover (GlsArticleView *self, GtkTextBuffer *buffer, GArray *covered, guint32 from, guint32 to, gboolean remove)
{
  GtkTextIter start, end;

  if (remove)
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
      gtk_text_buffer_remove_tag (buffer, self->annotated_tag, &start, &end);
    }
  for (guint i = 0; i < covered->len; i++)
    {
      const GlsFragment *piece = &g_array_index (covered, GlsFragment, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, MAX (piece->start, from));
      gtk_text_buffer_get_iter_at_offset (buffer, &end, MIN (piece->end, to));
      gtk_text_buffer_apply_tag (buffer, self->annotated_tag, &start, &end);
    }
}

typedef struct {
  GArray     *lane_marks, *marks, *covered;
  GlsLaneRoom room;
} Scratch;

static void
scratch_init (Scratch *scratch)
{
  scratch->lane_marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  scratch->marks = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  scratch->covered = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  gls_lane_room_init (&scratch->room);
}

static void
scratch_clear (Scratch *scratch)
{
  g_array_unref (scratch->lane_marks);
  g_array_unref (scratch->marks);
  g_array_unref (scratch->covered);
  gls_lane_room_clear (&scratch->room);
}

/* Puts @now in the place of @before on all of a paragraph; either may be NULL. */
static void
exchange_tags (GtkTextBuffer *buffer, guint32 from, guint32 to, GtkTextTag *before, GtkTextTag *now)
{
  GtkTextIter start, end;

  if (before == now || from >= to)
    return;
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  if (before)
    gtk_text_buffer_remove_tag (buffer, before, &start, &end);
  if (now)
    gtk_text_buffer_apply_tag (buffer, now, &start, &end);
}

/* The spaces that carry the room of lanes. */
static void
tag_spaces (GlsArticleView *self, GtkTextBuffer *buffer, guint i, guint32 from, guint32 to, const GlsLaneRoom *room)
{
  if (room->hash == self->tagged[i].room)
    return;
  for (guint lanes = 1; lanes <= GLS_LANES_MAX; lanes++)
    if (self->tagged[i].room_lanes & 1 << lanes)
      exchange_tags (buffer, from, to, self->room_tags[lanes], NULL);
  self->tagged[i].room_lanes = 0;
  for (guint j = 0; j < room->spots->len; j++)
    {
      const GlsRoomSpot *spot = &g_array_index (room->spots, GlsRoomSpot, j);

      exchange_tags (buffer, from + spot->at, from + spot->at + 1, NULL, self->room_tags[spot->lanes]);
      self->tagged[i].room_lanes |= 1 << spot->lanes;
    }
  self->tagged[i].room = room->hash;
}

static GtkTextTag *
lane_tag (GtkTextTag **tags, guint lanes)
{
  return lanes > 0 ? tags[MIN (lanes, GLS_LANES_MAX)] : NULL;
}

static void
find_room (GlsArticleView *self, Scratch *scratch, guint32 from, guint32 to, guint base)
{
  guint32 stored = gls_display_map_to_stored (self->map, from), length = self->text ? gls_text_get_length (self->text) : 0;
  const char *data = self->text ? gls_text_get_data (self->text, NULL) : "";
  guint lanes = gls_span_index_assign_lanes (self->index, from, to, scratch->lane_marks);

  g_array_set_size (scratch->room.spots, 0);
  scratch->room.last = scratch->room.everywhere = 0;
  scratch->room.hash = 0;
  if (lanes > base)
    gls_lane_room_find (&scratch->room, scratch->lane_marks, from, data + (length > 0 ? gls_text_byte_of_char (self->text, stored) : 0),
                        MIN (to - from, length - stored), base);
}

/* @soon: only what moves lines. Assistive technology hears of other runs a moment later: telling it has all of the paragraph shaped
 * anew, and a label must be seen within a frame. */
static void
tag_paragraph (GlsArticleView *self, guint i, Scratch *scratch, gboolean soon)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  const GlsParagraph *paragraph = &g_array_index (self->map->paragraphs, GlsParagraph, i);
  guint32 from = paragraph->start, to = gls_display_map_paragraph_end (self->map, i);
  gboolean blank = paragraph->flags & GLS_PARAGRAPH_BLANK;
  /* One lane is what every line has room for, but not in what is set tightly. */
  guint base = self->tagged[i].tight || blank ? 0 : 1, below, inside;
  guint32 cover;

  g_array_set_size (scratch->marks, 0);
  gls_span_index_query (self->index, from, to, scratch->marks);
  find_room (self, scratch, from, to, base);
  unite_marks (scratch->marks, scratch->covered, &cover);

  inside = scratch->room.everywhere;
  below = MAX (inside, scratch->room.last);
  inside += inside > 0 ? base : 0;
  below += below > 0 ? base : 0;
  /* GTK 4.8 goes on with the style of the line it laid out last, a blank one's tiny letters, say, until a tag begins or ends. So one
   * does at the beginning of each paragraph. */
  if (self->tagged[i].revision == 0)
    exchange_tags (buffer, from, to, NULL, self->turn_tags[i % 2]);
  exchange_tags (buffer, from, to, lane_tag (self->inside_tags, self->tagged[i].inside), lane_tag (self->inside_tags, inside));
  exchange_tags (buffer, from, to, lane_tag (self->below_tags, self->tagged[i].below), lane_tag (self->below_tags, below));
  if (blank)
    exchange_tags (buffer, from, to, self->tagged[i].revision == 0 || self->tagged[i].below > 0 ? NULL : self->blank_tag,
                   below > 0 ? NULL : self->blank_tag);
  tag_spaces (self, buffer, i, from, to, &scratch->room);
  if (cover != self->tagged[i].cover && !soon)
    {
      tag_cover (self, buffer, scratch->covered, from, to, self->tagged[i].cover != 0);
      self->tagged[i].cover = cover;
    }

  self->tagged[i].inside = inside;
  self->tagged[i].below = below;
  if (cover == self->tagged[i].cover)
    self->tagged[i].revision = self->revision;
}

static gboolean
tag_more (gpointer data)
{
  GlsArticleView *self = data;
  gint64 until = g_get_monotonic_time () + SLICE_US;
  guint n = self->map->paragraphs->len;
  Scratch scratch;

  scratch_init (&scratch);
  while (self->next_untagged < n)
    {
      if (self->tagged[self->next_untagged].revision != self->revision)
        tag_paragraph (self, self->next_untagged, &scratch, FALSE);
      self->next_untagged++;
      if (self->next_untagged % 8 == 0 && g_get_monotonic_time () > until)
        break;
    }
  scratch_clear (&scratch);

  if (self->next_untagged < n)
    return G_SOURCE_CONTINUE;
  self->tag_idle = 0;
  return G_SOURCE_REMOVE;
}

/* Whether there was anything to do. */
static gboolean
tag_visible (GlsArticleView *self, gboolean soon)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible = { 0, 0, 0, 1000 };
  GtkTextIter iter;
  Scratch scratch;
  gboolean any = FALSE;

  if (!self->tagged || self->next_untagged >= self->map->paragraphs->len)
    return FALSE;
  if (!gls_article_view_first_visible (self, &iter, &visible))
    gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &iter);
  scratch_init (&scratch);
  for (guint n = 0; n < SCREEN_PARAGRAPHS; n++)
    {
      guint line = gtk_text_iter_get_line (&iter);
      int y, height;

      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + 2 * visible.height || line >= self->map->paragraphs->len)
        break;
      if (self->tagged[line].revision != self->revision)
        {
          tag_paragraph (self, line, &scratch, soon);
          any = TRUE;
          gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, line);
        }
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
  scratch_clear (&scratch);
  return any;
}

/* GTK may else lay out these lines only while it paints, too late for the scrollbar, which then has no place and says so. A text
 * view does it at once when it is scrolled, also by nothing; sideways no scrollbar lights up. */
static void
lay_out (GlsArticleView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self));

  if (adjustment && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit_by_name (adjustment, "value-changed");
}

/* The paragraphs on screen, and a screen more below: there scrolling goes next. */
void
gls_article_view_tag_visible (GlsArticleView *self)
{
  if (tag_visible (self, FALSE))
    lay_out (self);
}

/* New spans: what is on screen now, the rest as time allows. */
void
gls_article_view_retag_spans (GlsArticleView *self)
{
  if (!self->tagged)
    return;
  self->revision++;
  self->next_untagged = 0;
  tag_visible (self, FALSE);
  if (self->tag_idle == 0)
    self->tag_idle = g_idle_add_full (IDLE_PRIORITY, tag_more, self, NULL);
}

static gboolean
start_tagging (gpointer data)
{
  GlsArticleView *self = data;

  self->tag_idle = g_idle_add_full (IDLE_PRIORITY, tag_more, self, NULL);
  return G_SOURCE_REMOVE;
}

/* Other spans in these paragraphs only; gls_article_view_tag_soon() when all have been said. */
void
gls_article_view_retag_paragraphs (GlsArticleView *self, guint first, guint last)
{
  if (!self->tagged)
    return;
  for (guint i = first; i <= last && i < self->map->paragraphs->len; i++)
    if (self->tagged[i].revision == self->revision)
      self->tagged[i].revision--;
  self->next_untagged = MIN (self->next_untagged, first);
  if (self->tag_idle == 0)
    self->tag_idle = g_timeout_add (SOON_MS, start_tagging, self);
}

void
gls_article_view_tag_soon (GlsArticleView *self)
{
  if (tag_visible (self, TRUE))
    lay_out (self);
}

void
gls_article_view_stop_tagging (GlsArticleView *self)
{
  g_clear_handle_id (&self->tag_idle, g_source_remove);
  if (self->scrolled_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scrolled_tick);
  self->scrolled_tick = 0;
}
