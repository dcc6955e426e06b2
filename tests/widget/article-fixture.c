/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with an article view that logs its signals, and the texts and spans that the tests show in it. */
#include "config.h"

#include "article-fixture.h"

void
fixture_log (Fixture *fixture, const char *format, ...)
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
  fixture_log (fixture, "range %s", words);
}

static void
activated_cb (GlsArticleView *view, const GlsId *id, Fixture *fixture)
{
  g_assert_true (gls_id_equal (id, gls_article_view_get_selected (view)));
  fixture_log (fixture, "annotation %d", id->bytes[0]);
}

static void
cleared_cb (GlsArticleView *view, Fixture *fixture)
{
  fixture_log (fixture, "cleared");
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, Fixture *fixture)
{
  if (!(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) && g_ascii_isalpha (keyval < 128 ? (char) keyval : 0))
    fixture_log (fixture, "key %s", gdk_keyval_name (keyval));
  return FALSE;
}

static gboolean
time_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fixture_wait (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, time_out_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Until the view has nothing left to do: lanes have their room, the place that was asked for is in sight, heights are known. However
 * long that takes on a machine with much else to do; what never ends is the test's time limit's to say. */
void
fixture_settle (Fixture *fixture)
{
  while (fixture->article->tag_idle || fixture->article->scroll.tick || fixture->article->hold.tick)
    g_main_context_iteration (NULL, TRUE);
  fixture_wait (120);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
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
  fixture_wait (50);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_wait (20);
  g_free (fixture->log);
}

GlsText *
make_text (const char *string)
{
  g_autoptr (GError) error = NULL;
  GlsText *text = gls_text_new_from_string (string, -1, &error);

  g_assert_no_error (error);
  return text;
}

GlsSpanTable *
make_table (void)
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

GlsCodebook *
make_codebook (void)
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

void
add_span (GlsSpanTable *table, guint8 id, guint type, guint32 start, guint32 end, guint flags)
{
  GlsSpan span = { .start = start, .end = end, .n_fragments = 1, .type = type, .flags = flags };

  span.id.bytes[0] = id;
  g_array_append_val (table->spans, span);
}

void
add_fragments (GlsSpanTable *table, guint8 id, guint type, const GlsFragment *fragments, guint n)
{
  GlsSpan span = { .start = fragments[0].start, .end = fragments[n - 1].end, .type = type,
                   .n_fragments = n, .first_fragment = table->fragments->len };

  span.id.bytes[0] = id;
  g_array_append_vals (table->fragments, fragments, n);
  g_array_append_val (table->spans, span);
}

guint32
offset_of (GlsText *text, const char *words)
{
  const char *data = gls_text_get_data (text, NULL), *found = strstr (data, words);

  g_assert_nonnull (found);
  return gls_text_char_of_byte (text, found - data);
}

char *
repeat_until (const char *piece, gsize n_bytes)
{
  GString *string = g_string_new (NULL);

  while (string->len < n_bytes)
    g_string_append (string, piece);
  return g_string_free (string, FALSE);
}

#define ARTICLE \
  "More than 330 workers from Karsk have joined the strike, Anton Maresh said on April 21.\n\n" \
  "Speaking in Lutna, Rafik Mareshev said that 339 people had walked out. He gave no reason.\n"

void
fixture_show_article (Fixture *fixture, GlsText **text_out)
{
  g_autoptr (GlsText) text = make_text (ARTICLE);
  g_autoptr (GlsSpanTable) table = make_table ();
  g_autoptr (GlsCodebook) codebook = make_codebook ();
  guint32 maresh = offset_of (text, "Anton Maresh"), figure = offset_of (text, "339 people");

  add_span (table, 2, 1, 0, 13, 0);
  add_span (table, 1, 0, 0, 55, 0);
  add_span (table, 3, 2, maresh, maresh + 12, 0);
  add_span (table, 4, 1, figure, figure + 10, GLS_SPAN_SUGGESTION);
  gls_article_view_set_document (fixture->article, text, NULL, "Strike");
  gls_article_view_set_spans (fixture->article, table, codebook);
  fixture_settle (fixture);
  *text_out = g_steal_pointer (&text);
}

cairo_surface_t *
take_picture (GtkWidget *view)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  fixture_wait (60);
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
