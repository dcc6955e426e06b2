/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests the article view: offsets, lanes, drawing, and what mouse and keys select. Real events come from xdotool. */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include <gls-article-view-private.h>

typedef struct {
  GtkWidget *window, *view;
  GlsArticleView *article;
  char      *log;        /* what the signals said, one line each */
  GdkRectangle where;
} Fixture;

static void
log_line (Fixture *fixture, const char *format, ...)
{
  g_autofree char *before = g_steal_pointer (&fixture->log);
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  fixture->log = g_strconcat (before ? before : "", line, "\n", NULL);
}

static void
range_selected_cb (GlsArticleView *view, guint start, guint end, const GdkRectangle *where, Fixture *fixture)
{
  g_autofree char *words = gls_text_slice (gls_article_view_get_text (view), start, end);

  fixture->where = *where;
  log_line (fixture, "range %s", words);
}

static void
activated_cb (GlsArticleView *view, const GlsId *id, Fixture *fixture)
{
  g_assert_true (gls_id_equal (id, gls_article_view_get_selected (view)));
  log_line (fixture, "annotation %d", id->bytes[0]);
}

static void
cleared_cb (GlsArticleView *view, Fixture *fixture)
{
  log_line (fixture, "cleared");
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, Fixture *fixture)
{
  if (!(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) && g_ascii_isalpha (keyval < 128 ? (char) keyval : 0))
    log_line (fixture, "key %s", gdk_keyval_name (keyval));
  return FALSE;
}

static gboolean
time_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, time_out_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Until the idle work on tags and layout is done, at most three seconds. */
static void
settle (Fixture *fixture)
{
  gint64 until = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;

  while (fixture->article->tag_idle && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->article->tag_idle, ==, 0);
  wait_ms (120);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  fixture->window = gtk_window_new ();
  fixture->view = gls_article_view_new ();
  fixture->article = GLS_ARTICLE_VIEW (fixture->view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), fixture->view);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  g_signal_connect (fixture->view, "range-selected", G_CALLBACK (range_selected_cb), fixture);
  g_signal_connect (fixture->view, "annotation-activated", G_CALLBACK (activated_cb), fixture);
  g_signal_connect (fixture->view, "selection-cleared", G_CALLBACK (cleared_cb), fixture);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), fixture);
  gtk_widget_add_controller (fixture->window, keys);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (fixture->view);
  while (!gtk_window_is_active (GTK_WINDOW (fixture->window)) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  wait_ms (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_ms (20);
  g_free (fixture->log);
}

/* ---- texts and spans made by hand ---- */

static GlsText *
new_text (const char *string)
{
  g_autoptr (GError) error = NULL;
  GlsText *text = gls_text_new_from_string (string, -1, &error);

  g_assert_no_error (error);
  return text;
}

static GlsSpanTable *
new_table (void)
{
  static const char * const types[] = { "Claim", "Figure", "Person" };
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->spans = g_array_new (FALSE, TRUE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, TRUE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sets, g_strdup ("amira"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_ptr_array_add (table->types, g_strdup (types[i]));
  return table;
}

static GlsCodebook *
new_codebook (void)
{
  static const char * const types[][2] = { { "Claim", "#9141ac" }, { "Figure", "#c64600" }, { "Person", "#1c71d8" } };
  GlsCodebook *codebook = gls_codebook_new ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GlsTypeDef *def = gls_type_def_new (types[i][0]);

      g_free (def->color);
      def->color = g_strdup (types[i][1]);
      g_ptr_array_add (codebook->types, def);
    }
  return codebook;
}

/* The first byte of the id tells the span. */
static void
add_span (GlsSpanTable *table, guint8 id, guint type, guint32 start, guint32 end, guint flags)
{
  GlsSpan span = { .start = start, .end = end, .n_fragments = 1, .type = type, .flags = flags };

  span.id.bytes[0] = id;
  g_array_append_val (table->spans, span);
}

static void
add_fragments (GlsSpanTable *table, guint8 id, guint type, const GlsFragment *fragments, guint n)
{
  GlsSpan span = { .start = fragments[0].start, .end = fragments[n - 1].end, .type = type,
                   .n_fragments = n, .first_fragment = table->fragments->len };

  span.id.bytes[0] = id;
  g_array_append_vals (table->fragments, fragments, n);
  g_array_append_val (table->spans, span);
}

static guint32
offset_of (GlsText *text, const char *words)
{
  const char *data = gls_text_get_data (text, NULL), *found = strstr (data, words);

  g_assert_nonnull (found);
  return gls_text_char_of_byte (text, found - data);
}

/* ---- offsets ---- */

static void
check_map (const char *string, guint n_breaks)
{
  g_autoptr (GlsText) text = new_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  const char *data;
  gsize n_bytes;
  guint32 length = gls_text_get_length (text);
  GtkTextIter iter;

  data = gls_display_map_get_data (map, &n_bytes);
  gtk_text_buffer_set_text (buffer, data, n_bytes);
  g_assert_cmpuint (map->breaks->len, >=, n_breaks);
  g_assert_cmpuint (map->length, ==, length + map->breaks->len);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, map->length);
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, map->paragraphs->len);

  /* Every character of the stored text is where the map says it is shown, and back. */
  gtk_text_buffer_get_start_iter (buffer, &iter);
  for (guint32 i = 0; i < length; i++)
    {
      guint32 display = gls_display_map_to_display (map, i, FALSE);

      if ((guint32) gtk_text_iter_get_offset (&iter) != display)
        {
          g_assert_cmpuint (gtk_text_iter_get_char (&iter), ==, '\n');
          gtk_text_iter_forward_char (&iter);
        }
      g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, display);
      g_assert_cmpuint (gtk_text_iter_get_char (&iter), ==, gls_text_get_char (text, i));
      g_assert_cmpuint (gls_display_map_to_stored (map, display), ==, i);
      g_assert_cmpuint (gls_display_map_to_stored (map, gls_display_map_to_display (map, i, TRUE)), ==, i);
      gtk_text_iter_forward_char (&iter);
    }
  g_assert_true (gtk_text_iter_is_end (&iter));
  for (guint i = 0; i < map->paragraphs->len; i++)
    {
      guint32 start = g_array_index (map->paragraphs, GlsParagraph, i).start;

      gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
      g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, start);
      g_assert_cmpuint (gls_display_map_paragraph_at (map, start), ==, i);
    }
}

static char *
repeat_until (const char *piece, gsize n_bytes)
{
  GString *string = g_string_new (NULL);

  while (string->len < n_bytes)
    g_string_append (string, piece);
  return g_string_free (string, FALSE);
}

static void
test_offsets (void)
{
  g_autofree char *spaces = repeat_until ("words and more words ", 40000);
  g_autofree char *no_space = repeat_until ("x", 40000);
  g_autofree char *emoji = repeat_until ("👩‍👩‍👧 🇰🇬 é", 30000);
  g_autofree char *marks = repeat_until ("\xcc\x81", 30000);
  g_autofree char *han = repeat_until ("漢字", 30000);
  g_autofree char *several = g_strconcat ("a\r\n", spaces, "\r\n", no_space, "\nb", NULL);

  check_map ("", 0);
  check_map ("\n", 0);
  check_map ("one\ntwo", 0);
  check_map ("one\r\ntwo\rthree\n\rfour\r\n", 0);
  check_map ("a\xe2\x80\xa8" "b\xe2\x80\xa9" "c\n\xe2\x80\xa9", 0);
  check_map ("a\vb\fc\xc2\x85" "d\xef\xbf\xbc\xef\xbb\xbf" "e", 0);
  check_map ("متن\nعربي\r\n😀😀", 0);
  check_map (spaces, 5);
  check_map (no_space, 5);
  check_map (emoji, 3);
  check_map (marks, 3);
  check_map (han, 3);
  check_map (several, 10);
}

static void
test_pieces (void)
{
  g_autofree char *arabic = repeat_until ("قال المتحدث (spokesman) إن العدد ", 20000);
  g_autoptr (GlsText) text = new_text (arabic);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);

  g_assert_cmpuint (map->paragraphs->len, >, 3);
  for (guint i = 0; i < map->paragraphs->len; i++)
    {
      const GlsParagraph *paragraph = &g_array_index (map->paragraphs, GlsParagraph, i);

      g_assert_true (paragraph->flags & GLS_PARAGRAPH_RTL);
      g_assert_cmpint (!!(paragraph->flags & GLS_PARAGRAPH_PIECE), ==, i + 1 < map->paragraphs->len);
    }
  /* Breaks stand behind spaces, where there are some. */
  for (guint i = 0; i < map->breaks->len; i++)
    g_assert_cmpuint (gls_text_get_char (text, g_array_index (map->breaks, guint32, i) - 1), ==, ' ');
}

/* ---- index and lanes ---- */

static void
test_index (void)
{
  g_autofree char *string = repeat_until ("some words in a line of text\n", 3000);
  g_autoptr (GlsText) text = new_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GlsSpanIndex) index = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  guint32 length = gls_text_get_length (text);

  for (guint i = 0; i < 600; i++)
    {
      guint32 start = g_test_rand_int_range (0, length), width = g_test_rand_int_range (0, i % 50 == 0 ? length : 60);

      add_span (table, 0, 0, start, MIN (start + width, length), 0);
    }
  index = gls_span_index_new (table, map);
  g_assert_cmpuint (index->marks->len, ==, 600);

  for (guint i = 0; i < 400; i++)
    {
      guint32 from = g_test_rand_int_range (0, length), to = from + 1 + g_test_rand_int_range (0, 80);
      guint expected = 0;

      for (guint j = 0; j < table->spans->len; j++)
        {
          const GlsSpan *span = &g_array_index (table->spans, GlsSpan, j);

          expected += span->start < to && MAX (span->end, span->start + 1) > from;
        }
      g_array_set_size (found, 0);
      gls_span_index_query (index, from, to, found);
      g_assert_cmpuint (found->len, ==, expected);
    }
}

static void
test_lanes (void)
{
  g_autofree char *string = repeat_until ("some words in one line of text ", 1000);
  g_autoptr (GlsText) text = new_text (string);
  g_autoptr (GlsDisplayMap) map = gls_display_map_new (text);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GlsSpanIndex) index = NULL;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GlsLaneMark));
  GlsFragment torn[] = { { 100, 110 }, { 130, 140 } };
  guint32 lane_of[8] = { 0 };

  add_span (table, 0, 1, 10, 20, 0);     /* inside of the next, at its start */
  add_span (table, 1, 0, 10, 60, 0);
  add_span (table, 2, 1, 30, 40, 0);
  add_span (table, 3, 1, 60, 70, 0);     /* touches, does not overlap */
  add_fragments (table, 4, 0, torn, 2);
  add_span (table, 5, 1, 115, 120, 0);   /* in the gap: the joint runs through the lane */
  add_span (table, 6, 1, 900, 5000, 0);  /* beyond the text */
  add_span (table, 7, 1, 2000, 3000, 0); /* wholly beyond it */
  index = gls_span_index_new (table, map);

  g_assert_cmpuint (gls_span_index_assign_lanes (index, 0, map->length, marks), ==, 2);
  for (guint i = 0; i < marks->len; i++)
    {
      const GlsLaneMark *mark = &g_array_index (marks, GlsLaneMark, i);

      g_assert_cmpuint (mark->mark.end, <=, map->length);
      g_assert_cmpuint (mark->mark.span, !=, 7);
      if (mark->mark.span == 4 && mark->mark.start == 130)
        g_assert_cmpuint (mark->lane, ==, lane_of[4]);
      lane_of[mark->mark.span] = mark->lane;
    }
  g_assert_cmpuint (lane_of[1], ==, 0);
  g_assert_cmpuint (lane_of[0], ==, 1);
  g_assert_cmpuint (lane_of[2], ==, 1);
  g_assert_cmpuint (lane_of[3], ==, 0);
  g_assert_cmpuint (lane_of[4], ==, 0);
  g_assert_cmpuint (lane_of[5], ==, 1);
  g_assert_cmpuint (lane_of[6], ==, 0);
}

/* ---- drawing ---- */

#define ARTICLE \
  "More than 330 workers from Karsk have joined the strike, Anton Maresh said on April 21.\n\n" \
  "Speaking in Lutna, Rafik Mareshev said that 339 people had walked out. He gave no reason.\n"

static void
show_article (Fixture *fixture, GlsText **text_out)
{
  g_autoptr (GlsText) text = new_text (ARTICLE);
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GlsCodebook) codebook = new_codebook ();
  guint32 maresh = offset_of (text, "Anton Maresh"), figure = offset_of (text, "339 people");

  add_span (table, 2, 1, 0, 13, 0);
  add_span (table, 1, 0, 0, 55, 0);
  add_span (table, 3, 2, maresh, maresh + 12, 0);
  add_span (table, 4, 1, figure, figure + 10, GLS_SPAN_SUGGESTION);
  gls_article_view_set_document (fixture->article, text, NULL, "Strike");
  gls_article_view_set_spans (fixture->article, table, codebook);
  settle (fixture);
  *text_out = g_steal_pointer (&text);
}

/* The view as pixels, after the next frame. */
static cairo_surface_t *
take_picture (GtkWidget *view)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  wait_ms (60);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node)
    {
      gsk_render_node_draw (node, cr);
      gsk_render_node_unref (node);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

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

  show_article (fixture, &text);
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

static void
test_themes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  GdkRGBA light, dark;

  show_article (fixture, &text);
  light = g_array_index (gls_article_view_get_style (fixture->article)->types, GdkRGBA, 0);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  wait_ms (300);
  g_assert_true (gls_article_view_get_style (fixture->article)->dark);
  dark = g_array_index (gls_article_view_get_style (fixture->article)->types, GdkRGBA, 0);
  g_assert_cmpfloat (dark.red + dark.green + dark.blue, >, light.red + light.green + light.blue);
  cairo_surface_destroy (take_picture (fixture->view));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  wait_ms (300);
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

  show_article (fixture, &text);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  tags = gtk_text_buffer_get_tag_table (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 5);
  g_assert_true (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "lanes-2")));
  g_assert_true (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &with);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 56);
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset_of (text, "Speaking"));
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "lanes-1")));
  g_assert_cmpint (gtk_text_tag_table_get_size (tags), <, 30);

  gls_article_view_set_spans (fixture->article, NULL, NULL);
  settle (fixture);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 5);
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "lanes-2")));
  g_assert_false (gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (tags, "annotated")));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (fixture->view), &iter, &y, &without);
  g_assert_cmpint (with, >, without);
}

static void
test_bidi (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = new_text ("قال المتحدث إن 330 عاملا (harbour workers) في ميناء كارسك.");
  g_autoptr (GlsSpanTable) table = new_table ();
  g_autoptr (GlsCodebook) codebook = new_codebook ();
  guint32 mixed = offset_of (text, "عاملا (har"), length = gls_text_get_length (text);
  const GlsDrawing *drawing;
  GtkTextIter iter;
  guint pieces = 0;
  int y, height;

  add_span (table, 1, 0, 0, length, 0);
  add_span (table, 2, 1, mixed, mixed + 10, 0);
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, codebook);
  settle (fixture);

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

/* Wherever an annotation is in sight, a click on its words or its bar finds it. */
static void
test_hits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GArray) inner = NULL, bar = NULL, beside = NULL, at = NULL;
  const GlsArticleStyle *style;
  GdkRectangle box;

  show_article (fixture, &text);
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

/* ---- hostile and large ---- */

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = repeat_until ("word ", 1500);
  g_autoptr (GlsText) text = new_text (line);
  g_autoptr (GlsSpanTable) table = new_table ();
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
  settle (fixture);
  cairo_surface_destroy (take_picture (fixture->view));
  for (double scale = 0.1; scale < 9; scale *= 2)
    {
      gls_article_view_set_text_scale (fixture->article, scale);
      gls_article_view_scroll_to (fixture->article, G_MAXUINT32);
      wait_ms (40);
      cairo_surface_destroy (take_picture (fixture->view));
    }
  gls_article_view_select_range (fixture->article, G_MAXUINT32, 5);
  gls_article_view_set_document (fixture->article, NULL, NULL, NULL);
  wait_ms (40);
  g_array_unref (zones);
}

static void
test_long_paragraph (Fixture *fixture, gconstpointer data)
{
  g_autofree char *string = repeat_until ("one paragraph without any end ", 256 * 1024);
  g_autoptr (GlsText) text = new_text (string);
  g_autoptr (GlsSpanTable) table = new_table ();
  guint32 length = gls_text_get_length (text), start, end;
  gint64 begun = g_get_monotonic_time ();
  GdkRectangle place;
  g_autofree char *copied = NULL;

  for (guint32 i = 0; i + 100 < length; i += 120)
    add_span (table, 1, 0, i, i + 100, 0);
  gls_article_view_set_document (fixture->article, text, NULL, NULL);
  gls_article_view_set_spans (fixture->article, table, NULL);
  cairo_surface_destroy (take_picture (fixture->view));
  wait_ms (1);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 3 * G_USEC_PER_SEC);

  begun = g_get_monotonic_time ();
  gls_article_view_scroll_to (fixture->article, length / 2);
  while (!gls_article_view_get_rectangle (fixture->article, length / 2, length / 2, &place) &&
         g_get_monotonic_time () - begun < 2 * G_USEC_PER_SEC)
    g_main_context_iteration (NULL, FALSE);
  g_test_message ("scrolled there in %.0f ms", (g_get_monotonic_time () - begun) / 1000.0);
  settle (fixture);
  wait_ms (500);
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
  g_autoptr (GlsText) text = new_text (string);
  g_autoptr (GlsSpanTable) table = new_table (), more = new_table ();
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
  settle (fixture);
  gls_article_view_scroll_to (fixture->article, 12000);
  wait_ms (200);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1000);
  gls_article_view_select_range (fixture->article, 12000, 12030);
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 12000, 12000, &before));

  gls_article_view_set_spans (fixture->article, more, NULL);
  settle (fixture);
  wait_ms (200);
  /* Everything above has become higher; the words are where they were. */
  g_assert_true (gls_article_view_get_rectangle (fixture->article, 12000, 12000, &after));
  g_assert_cmpint (ABS (after.y - before.y), <=, 2);
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_assert_cmpuint (start, ==, 12000);
  g_assert_cmpuint (gls_article_view_get_caret (fixture->article), ==, 12030);
}

/* ---- mouse and keys ---- */

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* xdotool's own words; the loop runs meanwhile. */
static void
act (const char *format, ...)
{
  g_autofree char *line = NULL, *command = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  command = g_strconcat ("timeout 10 xdotool ", line, NULL);
  arguments = g_strsplit (command, " ", -1);
  process = g_subprocess_newv ((const char * const *) arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, finished_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  wait_ms (60);
}

static gboolean
begin_acting (Fixture *fixture, GlsText **text)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (!program)
    {
      g_test_skip ("xdotool is not installed");
      return FALSE;
    }
  show_article (fixture, text);
  act ("getactivewindow windowmove 0 0");
  wait_ms (100);
  g_clear_pointer (&fixture->log, g_free);
  return TRUE;
}

/* The middle of a character on the screen; the window stands at its corner, without decoration. */
static void
place_of (Fixture *fixture, guint32 offset, int *x, int *y)
{
  GdkRectangle box;
  double wx, wy;

  g_assert_true (gls_article_view_get_rectangle (fixture->article, offset, offset + 1, &box));
  g_assert_true (gtk_widget_translate_coordinates (fixture->view, fixture->window, box.x + box.width / 2.0,
                                                   box.y + box.height / 2.0, &wx, &wy));
  *x = (int) wx;
  *y = (int) wy;
}

/* A double click must not be taken for part of what came before. */
#define BETWEEN_CLICKS 500

static void
test_drag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y, to_x, to_y;
  guint32 lutna;

  if (!begin_acting (fixture, &text))
    return;
  lutna = offset_of (text, "Lutna, Rafik");
  place_of (fixture, lutna + 2, &x, &y);
  place_of (fixture, lutna + 9, &to_x, &to_y);

  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", x, y, x + 20, y, to_x, to_y);
  g_assert_cmpstr (fixture->log, ==, "range Lutna, Rafik\n");
  g_assert_cmpint (ABS (fixture->where.y - to_y), <, 30);
  g_clear_pointer (&fixture->log, g_free);
  wait_ms (BETWEEN_CLICKS);

  /* Backwards, and Shift at the release: the characters as they are. */
  act ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d keydown shift mouseup 1 keyup shift", to_x, to_y,
       to_x - 20, y, x, y);
  g_assert_nonnull (fixture->log);
  g_assert_true (g_str_has_prefix (fixture->log, "range tna, R") || g_str_has_prefix (fixture->log, "range na, R"));
  g_assert_cmpuint (gls_article_view_get_caret (fixture->article), <, lutna + 5);
}

static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, offset_of (text, "walked") + 2, &x, &y);
  act ("mousemove %d %d click --repeat 2 --delay 40 1", x, y);
  g_assert_nonnull (strstr (fixture->log, "range walked\n"));
  wait_ms (BETWEEN_CLICKS);
  g_clear_pointer (&fixture->log, g_free);
  act ("click --repeat 3 --delay 40 1");
  g_assert_true (g_str_has_suffix (fixture->log, "339 people had walked out\n") ||
                 g_str_has_suffix (fixture->log, "339 people had walked out.\n"));
  wait_ms (BETWEEN_CLICKS);
  g_clear_pointer (&fixture->log, g_free);
  act ("click --repeat 4 --delay 40 1");
  g_assert_true (g_str_has_suffix (fixture->log, "He gave no reason\n") || g_str_has_suffix (fixture->log, "He gave no reason.\n"));
  g_assert_nonnull (strstr (fixture->log, "range Speaking in Lutna"));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  int x, y;

  if (!begin_acting (fixture, &text))
    return;
  place_of (fixture, 6, &x, &y);
  act ("mousemove %d %d click 1", x, y);
  wait_ms (BETWEEN_CLICKS);
  act ("click 1");
  wait_ms (BETWEEN_CLICKS);
  act ("click 1");
  wait_ms (BETWEEN_CLICKS);
  /* Inner, outer, inner again; then beside. */
  place_of (fixture, offset_of (text, "walked"), &x, &y);
  act ("mousemove %d %d click 1", x, y);
  g_assert_cmpstr (fixture->log, ==, "annotation 2\nannotation 1\nannotation 2\ncleared\n");
  g_assert_null (gls_article_view_get_selected (fixture->article));
  g_clear_pointer (&fixture->log, g_free);

  /* Menus and pastes of other buttons are off. */
  wait_ms (BETWEEN_CLICKS);
  act ("click 3 click 2");
  g_assert_null (fixture->log);
  g_assert_true (gtk_window_is_active (GTK_WINDOW (fixture->window)));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GlsText) text = NULL;
  guint32 start, end;
  double before;
  GtkAdjustment *adjustment;

  if (!begin_acting (fixture, &text))
    return;
  gls_article_view_select_range (fixture->article, 5, 5);
  /* Told once, when Shift goes up. */
  act ("keydown shift key Right Right Right Right keyup shift");
  g_assert_cmpstr (fixture->log, ==, "range than\n");
  g_clear_pointer (&fixture->log, g_free);
  act ("key Right");
  g_assert_cmpstr (fixture->log, ==, "cleared\n");
  g_clear_pointer (&fixture->log, g_free);

  /* Letters are the window's. */
  act ("key f c");
  g_assert_cmpstr (fixture->log, ==, "key f\nkey c\n");
  g_clear_pointer (&fixture->log, g_free);

  /* What the window uses for other things does nothing here. */
  gls_article_view_select_range (fixture->article, 5, 9);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  before = gtk_adjustment_get_value (adjustment);
  act ("key Delete BackSpace ctrl+space ctrl+z ctrl+v ctrl+x alt+Down alt+Right alt+Home Menu shift+F10 ctrl+period");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  g_assert_true (gls_article_view_get_selection_range (fixture->article, &start, &end));
  g_assert_cmpuint (start, ==, 5);
  g_assert_cmpuint (end, ==, 9);
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view))), ==,
                   gls_text_get_length (text));
  /* Tab goes on, it is not typed. */
  g_assert_false (gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (fixture->view)));
}

/* What is taken off stays off: no shortcut of the view has a key that DESIGN gives to something else. */
static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->view);
  guint n_shortcuts = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_assert_null (gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller)));
      g_assert_false (GTK_IS_DROP_TARGET_ASYNC (controller));
      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          n_shortcuts++;
          g_assert_null (strstr (trigger, "<Alt>"));
          g_assert_cmpstr (trigger, !=, "Delete");
          g_assert_cmpstr (trigger, !=, "<Control>space");
          g_assert_cmpstr (trigger, !=, "<Control>z");
          g_assert_cmpstr (trigger, !=, "F6");
        }
    }
  g_assert_cmpuint (n_shortcuts, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/offsets", test_offsets);
  g_test_add_func ("/article/pieces", test_pieces);
  g_test_add_func ("/article/index", test_index);
  g_test_add_func ("/article/lanes", test_lanes);
  if (!gtk_init_check ())
    return g_test_run ();
  adw_init ();

#define ADD(path, function) g_test_add ("/article/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("bars", test_bars);
  ADD ("themes", test_themes);
  ADD ("tags", test_tags);
  ADD ("bidi", test_bidi);
  ADD ("hits", test_hits);
  ADD ("hostile", test_hostile);
  ADD ("long-paragraph", test_long_paragraph);
  ADD ("stays", test_stays);
  ADD ("drag", test_drag);
  ADD ("clicks", test_clicks);
  ADD ("activate", test_activate);
  ADD ("keys", test_keys);
  ADD ("shortcuts", test_shortcuts);
#undef ADD
  return g_test_run ();
}
