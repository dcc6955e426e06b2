/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the article view: 10 MB of text with 100,000 annotations, first paint and frames while scrolling.
 * Run it under tests/run-x.sh; it prints one line a number and changes nothing. */
#include "config.h"

#include <adwaita.h>
#include <gls-article-view.h>

#define TEXT_BYTES (10 * 1000 * 1000)
#define N_SPANS 100000
#define N_FRAMES 240

typedef struct {
  gint64  painted;      /* when the last frame was done; 0: none since */
  gint64  begun;
  gint64  before;       /* microseconds of work that the next frame took before it was drawn */
  GArray *frames;       /* double, milliseconds */
} Clock;

static GlsText *
make_text (GRand *rand)
{
  static const char * const words[] = { "more", "than", "330", "harbour", "workers", "from", "Karsk", "have", "joined", "the",
                                        "strike", "Deputy", "Governor", "Anton", "Maresh", "said", "on", "April", "21",
                                        "women", "of", "whom", "apprentices", "unofficial", "figure", "is", "higher" };
  g_autoptr (GString) string = g_string_sized_new (TEXT_BYTES + 1000);
  g_autoptr (GError) error = NULL;
  GlsText *text;

  while (string->len < TEXT_BYTES)
    {
      guint n = g_rand_int_range (rand, 20, 120);

      for (guint i = 0; i < n; i++)
        {
          g_string_append (string, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
          g_string_append (string, i + 1 == n ? ".\n" : i % 12 == 11 ? ", " : " ");
        }
    }
  text = gls_text_new_from_string (string->str, string->len, &error);
  g_assert_no_error (error);
  return text;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const GlsSpan *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1) : x->end < y->end ? -1 : x->end > y->end;
}

static GlsSpanTable *
make_spans (GRand *rand, guint32 length)
{
  static const char * const types[] = { "Person", "Place", "Figure", "Date", "Claim" };
  GlsSpanTable *table = g_new0 (GlsSpanTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->spans = g_array_sized_new (FALSE, TRUE, sizeof (GlsSpan), N_SPANS);
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sets, g_strdup ("amira"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_ptr_array_add (table->types, g_strdup (types[i]));
  for (guint i = 0; i < N_SPANS; i++)
    {
      GlsSpan span = { .n_fragments = 1, .type = g_rand_int_range (rand, 0, G_N_ELEMENTS (types)) };

      gls_id_generate (&span.id);
      span.start = g_rand_int_range (rand, 0, length - 200);
      span.end = span.start + (span.type == 4 ? g_rand_int_range (rand, 40, 160) : g_rand_int_range (rand, 4, 25));
      span.flags = i % 5 == 0 ? GLS_SPAN_SUGGESTION : 0;
      g_array_append_val (table->spans, span);
    }
  g_array_sort (table->spans, compare_spans);
  return table;
}

static void
before_paint_cb (GdkFrameClock *clock, Clock *data)
{
  data->begun = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Clock *data)
{
  double ms = (g_get_monotonic_time () - data->begun + data->before) / 1000.0;

  data->painted = g_get_monotonic_time ();
  data->before = 0;
  if (data->frames)
    g_array_append_val (data->frames, ms);
}

static void
wait_for_paint (Clock *data)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  data->painted = 0;
  while (!data->painted && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (data->painted, >, 0);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
percentile (GArray *frames, double p)
{
  return g_array_index (frames, double, MIN (frames->len - 1, (guint) (frames->len * p)));
}

/* @step: pixels a frame; negative: that many jumps over the whole text. */
static void
scroll (GtkWidget *view, Clock *clock, const char *name, double step)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  clock->frames = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      double value = step > 0 ? gtk_adjustment_get_value (adjustment) + step : range * ((i * 7919) % N_FRAMES) / N_FRAMES;

      /* The lines that come on screen are laid out here. */
      clock->before = -g_get_monotonic_time ();
      gtk_adjustment_set_value (adjustment, value);
      clock->before += g_get_monotonic_time ();
      gtk_widget_queue_draw (view);
      wait_for_paint (clock);
    }
  g_array_sort (clock->frames, compare_doubles);
  g_print ("%s: median %.1f ms, p95 %.1f ms, p99 %.1f ms, worst %.1f ms (%u frames)\n", name,
           percentile (clock->frames, 0.5), percentile (clock->frames, 0.95), percentile (clock->frames, 0.99),
           percentile (clock->frames, 1), clock->frames->len);
  g_clear_pointer (&clock->frames, g_array_unref);
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  GtkWidget *window, *scrolled, *view;
  g_autoptr (GlsText) text = NULL;
  GlsSpanTable *spans;
  GdkFrameClock *frame_clock;
  Clock clock = { 0 };
  gint64 start, shown, spanned;

  adw_init ();
  text = make_text (rand);
  spans = make_spans (rand, gls_text_get_length (text));

  window = gtk_window_new ();
  scrolled = gtk_scrolled_window_new ();
  view = gls_article_view_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_present (GTK_WINDOW (window));
  frame_clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (before_paint_cb), &clock);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), &clock);
  wait_for_paint (&clock);

  start = g_get_monotonic_time ();
  gls_article_view_set_document (GLS_ARTICLE_VIEW (view), text, NULL, NULL);
  shown = g_get_monotonic_time ();
  gls_article_view_set_spans (GLS_ARTICLE_VIEW (view), spans, NULL);
  spanned = g_get_monotonic_time ();
  wait_for_paint (&clock);
  g_print ("first paint: %.1f ms (text %.1f ms, spans %.1f ms) for %.1f MB and %d spans\n",
           (clock.painted - start) / 1000.0, (shown - start) / 1000.0, (spanned - shown) / 1000.0, TEXT_BYTES / 1e6, N_SPANS);

  {
    guint32 middle = gls_text_get_length (text) / 2;
    GdkRectangle place;

    start = g_get_monotonic_time ();
    gls_article_view_scroll_to (GLS_ARTICLE_VIEW (view), middle);
    do
      wait_for_paint (&clock);
    while (!gls_article_view_get_rectangle (GLS_ARTICLE_VIEW (view), middle, middle, &place) &&
           clock.painted - start < 10 * G_USEC_PER_SEC);
    g_print ("to the middle of it: %.1f ms\n", (clock.painted - start) / 1000.0);
  }
  scroll (view, &clock, "scroll at once, by 60 px", 60);
  start = g_get_monotonic_time ();
  while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () - start < 30 * G_USEC_PER_SEC)
    ;
  g_print ("idle work: %.0f ms\n", (g_get_monotonic_time () - start) / 1000.0);
  scroll (view, &clock, "scroll by 60 px", 60);
  scroll (view, &clock, "scroll by a screen", 700);
  scroll (view, &clock, "jump", -1);

  start = g_get_monotonic_time ();
  gls_article_view_set_spans (GLS_ARTICLE_VIEW (view), spans, NULL);
  wait_for_paint (&clock);
  g_print ("new spans: %.1f ms\n", (clock.painted - start) / 1000.0);

  gtk_window_destroy (GTK_WINDOW (window));
  gls_span_table_unref (spans);
  return 0;
}
