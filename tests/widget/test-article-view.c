/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests what the article view draws and where, and that it bears anything it is given. */
#include "config.h"

#include "article-fixture.h"
#include "gls-article-geometry.h"

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *data = cairo_image_surface_get_data (surface);

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));
  return *(const guint32 *) (const void *) (data + y * cairo_image_surface_get_stride (surface) + x * 4) & 0xffffff;
}

static guint32
packed (const GdkRGBA *color)
{
  return (guint32) (color->red * 255 + 0.5) << 16 | (guint32) (color->green * 255 + 0.5) << 8 |
         (guint32) (color->blue * 255 + 0.5);
}

static void
test_bars (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  const GlsArticleStyle *style;
  GdkRectangle claim, person, figure;
  cairo_surface_t *surface;
  guint32 maresh, second;
  guint solid = 0, gaps = 0;
  int lane0, y;

  fixture_show_article (fixture, &text);
  style = gls_article_view_get_style (fixture->article);
  maresh = offset_of (text, "Anton Maresh");
  second = offset_of (text, "339 people");
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, 55, &claim));
  g_assert_true (gls_article_view_get_rectangle (fixture->article, maresh, maresh + 12, &person));
  g_assert_true (gls_article_view_get_rectangle (fixture->article, second, second + 10, &figure));
  surface = take_picture (fixture->view);

  /* The claim's bar is under its words, the figure's in the lane below, each in its type's colour. */
  lane0 = claim.y + claim.height + style->pad;
  g_assert_cmphex (pixel (surface, claim.x + claim.width / 2, lane0 + 1), ==, packed (&g_array_index (style->types, GdkRGBA, 0)));
  g_assert_cmphex (pixel (surface, claim.x + 20, lane0 + style->pitch + 1), ==,
                   packed (&g_array_index (style->types, GdkRGBA, 1)));
  g_assert_cmphex (pixel (surface, person.x + 20, person.y + person.height + style->pad + 1), ==,
                   packed (&g_array_index (style->types, GdkRGBA, 2)));
  /* Tinted, not painted over. */
  g_assert_cmphex (pixel (surface, person.x + 1, person.y + 1), !=, 0xffffff);
  g_assert_cmphex (pixel (surface, person.x - 3, person.y + 1), ==, 0xffffff);
  /* A suggestion is dashed. */
  y = figure.y + figure.height + style->pad + 1;
  for (int x = figure.x; x < figure.x + figure.width; x++)
    pixel (surface, x, y) == 0xffffff ? gaps++ : solid++;
  g_assert_cmpuint (gaps, >, 10);
  g_assert_cmpuint (solid, >, 20);
  cairo_surface_destroy (surface);

  /* Selected: outlined in the accent colour. */
  {
    GlsId id = { { 3 } };

    gls_article_view_set_selected (fixture->article, &id);
    surface = take_picture (fixture->view);
    g_assert_cmphex (pixel (surface, person.x + person.width / 2, person.y - 1), ==, packed (&style->accent));
    cairo_surface_destroy (surface);
    gls_article_view_set_selected (fixture->article, NULL);
    surface = take_picture (fixture->view);
    g_assert_cmphex (pixel (surface, person.x + person.width / 2, person.y - 1), !=, packed (&style->accent));
    cairo_surface_destroy (surface);
  }
}

/* Two fragments are joined by dots in their lane; a mark of no width stands even behind the last character. */
static void
test_fragments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = make_text ("We counted them twice, he said, and they were more.");
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsCodebook) codebook = make_codebook ();
  GlsFragment torn[] = { { 0, 21 }, { 32, 50 } };
  const GlsArticleStyle *style;
  GdkRectangle gap, end;
  cairo_surface_t *surface;
  guint dots = 0, background = 0;
  int y;

  add_fragments (table, 1, 0, torn, 2);
  add_span (table, 2, 2, 51, 51, 0);
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, codebook);
  fixture_settle (fixture);
  style = gls_article_view_get_style (fixture->article);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 21, 32, &gap));
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 51, 51, &end));
  surface = take_picture (fixture->view);

  y = gap.y + gap.height + style->pad + (style->bar - MAX (style->bar / 2, 1)) / 2;
  for (int x = gap.x + 3; x < gap.x + gap.width - 3; x++)
    pixel (surface, x, y) == packed (&g_array_index (style->types, GdkRGBA, 0)) ? dots++ : background++;
  g_assert_cmpuint (dots, >, 10);
  g_assert_cmpuint (background, >, dots);
  g_assert_cmphex (pixel (surface, gap.x + gap.width / 2, gap.y + 2), ==, 0xffffff);
  g_assert_cmphex (pixel (surface, end.x, end.y + end.height / 2), ==, packed (&g_array_index (style->types, GdkRGBA, 2)));
  cairo_surface_destroy (surface);
}

/* The selection is as high as the words: what is in the lanes stays to be read. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  const GlsArticleStyle *style;
  GdkRectangle words;
  cairo_surface_t *before, *after;
  guint32 from;

  fixture_show_article (fixture, &text);
  style = gls_article_view_get_style (fixture->article);
  from = offset_of (text, "Rafik");
  g_assert_true (gls_article_view_get_rectangle (fixture->article, from, from + 14, &words));
  before = take_picture (fixture->view);
  gls_article_view_select_range (fixture->article, from, from + 14);
  after = take_picture (fixture->view);
  g_assert_cmphex (pixel (before, words.x + 2, words.y + 1), ==, 0xffffff);
  g_assert_cmphex (pixel (after, words.x + 2, words.y + 1), !=, 0xffffff);
  g_assert_cmphex (pixel (after, words.x + words.width - 2, words.y + words.height - 1), ==, pixel (after, words.x + 2, words.y + 1));
  g_assert_cmphex (pixel (after, words.x - 4, words.y + 1), ==, 0xffffff);
  g_assert_cmphex (pixel (after, words.x + 20, words.y + words.height + style->pad + style->bar), ==, 0xffffff);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

static void
test_themes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  GdkRGBA light, dark;

  fixture_show_article (fixture, &text);
  light = g_array_index (gls_article_view_get_style (fixture->article)->types, GdkRGBA, 0);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  fixture_wait (300);
  g_assert_true (gls_article_view_get_style (fixture->article)->dark);
  dark = g_array_index (gls_article_view_get_style (fixture->article)->types, GdkRGBA, 0);
  g_assert_cmpfloat (dark.red + dark.green + dark.blue, >, light.red + light.green + light.blue);
  cairo_surface_destroy (take_picture (fixture->view));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  fixture_wait (300);
  g_assert_false (gls_article_view_get_style (fixture->article)->dark);
}

/* Room for lanes comes and goes with the annotations, by shared tags; assistive technology sees what is annotated. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  GtkTextBuffer *buffer;
  GtkTextTagTable *tags;
  GtkTextIter iter;
  int y, with, without;

  fixture_show_article (fixture, &text);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  tags = gtk_text_buffer_get_tag_table (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 4);
  g_assert_true (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "room-1")));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 5);
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "room-1")));
  g_assert_true (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &with);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 56);
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset_of (text, " in Lutna"));
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "room-1")));
  g_assert_cmpint (gtk_text_tag_table_get_size (tags), <, 60);

  gls_article_view_set_spans (fixture->article, NULL, NULL);
  fixture_settle (fixture);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 4);
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "room-1")));
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &without);
  g_assert_cmpint (with, >, without);
}

/* Three words in each other on the second line, one more without a space behind it at the end: those lines get room, not the others. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("A line of the article that is wrapped. ", 500), *whole = g_strconcat (string, "END", NULL);
  g_autoptr (GlsText) text = make_text (whole);
  g_autoptr (GlsSpanTable) table = make_table ();
  const GlsDisplayLine *lines;
  const GlsDrawing *drawing;
  const GlsArticleStyle *style;
  GtkTextIter iter;
  guint32 second = 0, length = gls_text_get_length (text);
  int y, height, above, room, below;
  guint last;

  for (guint pass = 0; pass < 2; pass++)
    {
      add_span (table, 1, 0, 0, length, 0);
      for (guint i = 0; i < 3 && second > 0; i++)
        add_span (table, 2 + i, 1, second, second + 4, 0);
      if (second > 0)
        add_span (table, 9, 2, length - 3, length, 0);
      if (pass == 0)
        gls_article_view_set_document (fixture->article, text, NULL, NULL);
      gls_article_view_set_spans (fixture->article, table, NULL);
      fixture_settle (fixture);
      gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), &iter);
      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &height);
      drawing = gls_article_view_get_drawing (fixture->article, 0, &iter, y, height);
      g_assert_cmpuint (drawing->lines->len, >, 3);
      lines = (const GlsDisplayLine *) (gpointer) drawing->lines->data;
      /* A word that is followed by a space on its line. */
      second = lines[1].start + (guint32) (strchr (whole + lines[1].start, ' ') - (whole + lines[1].start)) + 1;
      if (pass == 0)
        {
          gls_span_table_unref (table);
          table = make_table ();
        }
    }
  style = gls_article_view_get_style (fixture->article);
  last = drawing->lines->len - 1;
  above = lines[1].y - lines[0].y;
  room = lines[2].y - lines[1].y;
  below = lines[3].y - lines[2].y;
  /* Fonts end between pixels. */
  g_assert_cmpint (ABS (above - below), <=, 1);
  g_assert_cmpint (ABS (room - above - 3 * style->pitch), <=, 1);
  g_assert_cmpint (height - lines[last].y, >=, lines[last].height + gls_article_view_lane_space (fixture->article, 2));
  for (guint i = 0; i <= last; i++)
    g_assert_cmpint (lines[i].height, ==, lines[0].height);
}

static void
test_bidi (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = make_text ("قال المتحدث إن 330 عاملا (harbour workers) في ميناء كارسك.");
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsCodebook) codebook = make_codebook ();
  guint32 mixed = offset_of (text, "عاملا (har"), length = gls_text_get_length (text);
  const GlsDrawing *drawing;
  GtkTextIter iter;
  guint pieces = 0;
  int y, height;

  add_span (table, 1, 0, 0, length, 0);
  add_span (table, 2, 1, mixed, mixed + 10, 0);
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, codebook);
  fixture_settle (fixture);

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), &iter);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &height);
  drawing = gls_article_view_get_drawing (fixture->article, 0, &iter, y, height);
  for (guint i = 0; i < drawing->boxes->len; i++)
    {
      const GlsBox *box = &g_array_index (drawing->boxes, GlsBox, i);

      g_assert_cmpint (box->area.width, >, 0);
      if (box->kind == GLS_BOX_WORDS && box->span == 1)
        pieces++;
    }
  /* "عاملا (" and "har" stand apart on the line. */
  g_assert_cmpuint (pieces, ==, 2);
  cairo_surface_destroy (take_picture (fixture->view));
}

static guint
count_pixels (GtkWidget *view, int x, int y, int width, int height, guint32 color)
{
  cairo_surface_t *surface = take_picture (view);
  guint n = 0;

  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      n += pixel (surface, column, row) == color;
  cairo_surface_destroy (surface);
  return n;
}

/* Connectors of the selected annotation, or of all; beside the column over several lines, to the edge where the end is out of sight. */
static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("Another line of the article, which is long enough to be wrapped once or twice.\n", 8000);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsCodebook) codebook = make_codebook ();
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (GlsArticleLink));
  const GlsId claim = { { 1 } }, person = { { 2 } };
  const GlsArticleLink given[] = { { claim, person, "source", FALSE }, { claim, { { 3 } }, "part of", TRUE },
                                   { claim, { { 99 } }, "nobody", FALSE } };
  int margin, height;
  guint32 color;
  guint paper, one;

  add_span (table, 1, 0, 0, 7, 0);
  add_span (table, 2, 2, 160, 170, 0);
  add_span (table, 3, 1, 7000, 7010, 0);
  g_array_append_vals (links, given, G_N_ELEMENTS (given));
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, codebook);
  gls_article_view_set_links (fixture->article, links);
  fixture_settle (fixture);
  margin = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (fixture->view));
  height = gtk_widget_get_height (fixture->view);
  color = packed (&g_array_index (gls_article_view_get_style (fixture->article)->types, GdkRGBA, 2));
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), ==, 0);

  gls_article_view_set_selected (fixture->article, &claim);
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), >, 40);
  paper = count_pixels (fixture->view, 0, 0, margin - 3, height, 0xffffff);
  /* The arrow at the lower edge. */
  g_assert_cmpuint (count_pixels (fixture->view, 0, height - 5, margin - 3, 4, 0xffffff), <, (margin - 3) * 4 - 10);
  gls_article_view_set_selected (fixture->article, &person);
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), >, 40);
  one = count_pixels (fixture->view, 0, 0, margin - 3, height, 0xffffff);
  g_assert_cmpuint (one, >, paper + 100);
  g_assert_cmpuint (count_pixels (fixture->view, 0, height - 5, margin - 3, 4, 0xffffff), ==, (margin - 3) * 4);
  gls_article_view_set_selected (fixture->article, NULL);
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), ==, 0);

  gls_article_view_set_show_all_links (fixture->article, TRUE);
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), >, 40);
  /* New spans without one of the ends. */
  gls_article_view_set_spans (fixture->article, NULL, codebook);
  g_assert_cmpuint (count_pixels (fixture->view, 0, 0, margin - 3, height, color), ==, 0);
  gls_article_view_set_show_all_links (fixture->article, FALSE);
}

/* Wherever an annotation is in sight, a click on its words or its bar finds it. */
static void
test_hits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GArray) inner = NULL, bar = NULL, beside = NULL, at = NULL;
  const GlsArticleStyle *style;
  GdkRectangle box;

  fixture_show_article (fixture, &text);
  style = gls_article_view_get_style (fixture->article);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 5, 9, &box));
  inner = gls_article_view_hit (fixture->article, box.x + box.width / 2, box.y + box.height / 2);
  g_assert_cmpuint (inner->len, ==, 2);
  g_assert_cmpuint (gls_span_index_get_span (fixture->article->index, g_array_index (inner, guint32, 0))->id.bytes[0], ==, 2);
  bar = gls_article_view_hit (fixture->article, box.x + box.width / 2, box.y + box.height + style->pad + 1);
  g_assert_cmpuint (bar->len, ==, 1);
  g_assert_cmpuint (gls_span_index_get_span (fixture->article->index, g_array_index (bar, guint32, 0))->id.bytes[0], ==, 1);
  beside = gls_article_view_hit (fixture->article, 3, box.y + box.height / 2);
  g_assert_cmpuint (beside->len, ==, 0);
  at = gls_article_view_list_at (fixture->article, 5);
  g_assert_cmpuint (at->len, ==, 2);
  g_assert_cmpuint (g_array_index (at, GlsId, 1).bytes[0], ==, 1);
}

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = repeat_until ("word ", 1500);
  g_autoptr (GlsText) text = make_text (line);
  g_autoptr (GlsSpanTable) table = make_table ();
  GArray *zones = g_array_new (FALSE, FALSE, sizeof (GlsZone));
  GlsZone strange[] = { { GLS_ZONE_HEADLINE, 10, 5 }, { 77, 0, 10 }, { GLS_ZONE_BOILERPLATE, 1400, G_MAXUINT32 } };
  GlsSpan broken = { .start = 0, .end = 10, .n_fragments = 9, .first_fragment = 5000, .type = 600 };

  g_array_append_vals (zones, strange, G_N_ELEMENTS (strange));
  for (guint i = 0; i < 400; i++)
    add_span (table, i, i % 4, 0, i * 7 % 1600, i % 16);
  add_span (table, 0, 0, 50, 40, 0);
  add_span (table, 0, 9, G_MAXUINT32, G_MAXUINT32, 0);
  add_span (table, 0, 0, 0, G_MAXUINT32, 0);
  g_array_append_val (table->spans, broken);
  gls_article_view_set_document (fixture->article, text, zones, "<b>&");
  gls_article_view_set_spans (fixture->article, table, NULL);
  fixture_settle (fixture);
  cairo_surface_destroy (take_picture (fixture->view));
  for (double scale = 0.1; scale < 9; scale *= 2)
    {
      gls_article_view_set_text_scale (fixture->article, scale);
      gls_article_view_scroll_to (fixture->article, G_MAXUINT32);
      fixture_wait (40);
      cairo_surface_destroy (take_picture (fixture->view));
    }
  gls_article_view_select_range (fixture->article, G_MAXUINT32, 5);
  gls_article_view_set_document (fixture->article, NULL, NULL, NULL);
  fixture_wait (40);
  g_array_unref (zones);
}

static void
test_long_paragraph (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("one paragraph without any end ", 256 * 1024);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsSpanTable) table = make_table ();
  guint32 length = gls_text_get_length (text), start, end;
  GdkRectangle place;

  for (guint32 i = 0; i + 100 < length; i += 120)
    add_span (table, 1, 0, i, i + 100, 0);
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, NULL);
  cairo_surface_destroy (take_picture (fixture->view));
  fixture_wait (1);

  gls_article_view_scroll_to (fixture->article, length / 2);
  fixture_settle (fixture);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, length / 2, length / 2, &place));
  /* Over a break that is shown only: offsets and the copy are the stored ones. */
  start = g_array_index (fixture->article->map->breaks, guint32, 3) - 20;
  end = start + 40;
  gls_article_view_select_range (fixture->article, start, end);
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_signal_emit_by_name (fixture->view, "copy-clipboard");
  {
    g_autoptr (GdkContentProvider) content =
      g_object_ref (gdk_clipboard_get_content (gtk_widget_get_clipboard (fixture->view)));
    g_auto (GValue) value = G_VALUE_INIT;
    g_autofree char *expected = NULL;

    g_value_init (&value, G_TYPE_STRING);
    g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
    g_assert_null (strchr (g_value_get_string (&value), '\n'));
    expected = gls_text_slice (text, start, end);
    g_assert_nonnull (strstr (g_value_get_string (&value), expected));
  }
}

/* Spans that come again, as after every commit: the caret, the selection and the place stay. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("A line of the article that is long enough.\n", 20000);
  g_autoptr (GlsText) text = make_text (string);
  g_autoptr (GlsSpanTable) table = make_table (), more = make_table ();
  GtkAdjustment *adjustment;
  GdkRectangle before, after;
  guint32 start, end;

  for (guint32 i = 0; i < 10000; i += 50)
    add_span (table, 1, 0, i, i + 20, 0);
  for (guint32 i = 0; i < 10000; i += 50)
    {
      add_span (more, 1, 0, i, i + 20, 0);
      add_span (more, 2, 1, i, i + 4, 0);
    }
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, NULL);
  fixture_settle (fixture);
  gls_article_view_scroll_to (fixture->article, 12000);
  fixture_wait (200);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1000);
  gls_article_view_select_range (fixture->article, 12000, 12030);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 12000, 12000, &before));

  gls_article_view_set_spans (fixture->article, more, NULL);
  fixture_settle (fixture);
  fixture_wait (200);
  /* Everything above has become higher; the words are where they were. */
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 12000, 12000, &after));
  g_assert_cmpint (ABS (after.y - before.y), <=, 2);
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_assert_cmpuint (start, ==, 12000);
  g_assert_cmpuint (gls_article_view_get_caret (fixture->article), ==, 12030);
}

/* Another document begins at its beginning, although its spans come in at once and give its lines other heights. */
static void
test_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("A line of the article that is long enough.\n", 20000);
  g_autoptr (GlsText) text = make_text (string), other = make_text (string + 43);
  g_autoptr (GlsSpanTable) table = make_table ();
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));

  for (guint32 i = 0; i < 10000; i += 50)
    {
      add_span (table, 1, 0, i, i + 20, 0);
      add_span (table, 2, 1, i, i + 4, 0);
    }
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, NULL);
  fixture_settle (fixture);
  gls_article_view_scroll_to (fixture->article, 12000);
  fixture_wait (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1000);
  gls_article_view_set_document (fixture->article, other, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, NULL);
  fixture_settle (fixture);
  fixture_wait (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

/* Size, width and font have their effect at once. */
static void
test_looks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  GdkRectangle normal, large, wide, mono;
  guint32 end;
  int margin;

  fixture_show_article (fixture, &text);
  end = offset_of (text, " have joined");
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, end, &normal));
  g_object_set (fixture->view, "font-family", "Liberation Mono", NULL);
  fixture_wait (150);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, 9, &mono));
  g_object_set (fixture->view, "font-family", "", NULL);
  g_assert_null (gls_article_view_get_font_family (fixture->article));
  fixture_wait (150);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, end, &large));
  g_assert_cmpint (large.width, ==, normal.width);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, 9, &large));
  g_assert_cmpint (large.width, <, mono.width);

  gls_article_view_set_text_scale (fixture->article, 1.5);
  fixture_wait (150);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, 13, &large));
  g_assert_cmpint (large.height, >, normal.height * 4 / 3);
  gls_article_view_set_text_scale (fixture->article, 1);
  margin = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (fixture->view));
  gls_article_view_set_line_width (fixture->article, 40);
  fixture_wait (150);
  g_assert_cmpint (gtk_text_view_get_left_margin (GTK_TEXT_VIEW (fixture->view)), >, margin + 50);
  gls_article_view_set_line_width (fixture->article, 0);
  fixture_wait (150);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 0, 13, &wide));
  g_assert_cmpint (wide.x, <, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add ("/article/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("bars", test_bars);
  ADD ("fragments", test_fragments);
  ADD ("selection", test_selection);
  ADD ("themes", test_themes);
  ADD ("tags", test_tags);
  ADD ("room", test_room);
  ADD ("links", test_links);
  ADD ("bidi", test_bidi);
  ADD ("hits", test_hits);
  ADD ("hostile", test_hostile);
  ADD ("long-paragraph", test_long_paragraph);
  ADD ("stays", test_stays);
  ADD ("another", test_another);
  ADD ("looks", test_looks);
#undef ADD
  return g_test_run ();
}
