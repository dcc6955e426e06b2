/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the article view: 10 MB of text with 100,000 annotations, a megabyte without a line break, 5,000 annotations on a screen;
 * first paint, frames while scrolling, selecting, labelling, undo. Run it under tests/run-x.sh with GLS_X_SIZE=1600x1000; it prints
 * one line a number (beside the clock's time, which other programs lengthen, the processor's: of all threads, and what the main
 * thread used of it in user mode) and changes nothing. */
#define _GNU_SOURCE 1 /* RUSAGE_THREAD */
#include "config.h"

#include <sys/resource.h>
#include <time.h>

#include <adwaita.h>
#include <gls-article-view.h>

#define TEXT_BYTES (10 * 1000 * 1000)
#define N_SPANS 100000
#define N_FRAMES 240
#define N_ROUNDS 40

/* What this process has worked, of all its threads, in microseconds. */
static gint64
work_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The main thread's own, without what the X server's socket costs. */
static gint64
user_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return usage.ru_utime.tv_sec * G_USEC_PER_SEC + usage.ru_utime.tv_usec;
}

typedef struct {
  gint64  painted;      /* when the last frame was done; 0: none since */
  gint64  begun;
  gint64  worked;
  gint64  before;       /* microseconds that the next frame took before it was drawn */
  gint64  before_worked;
  GArray *frames;       /* double, milliseconds */
  GArray *works;
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
  data->worked = work_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Clock *data)
{
  double ms = (g_get_monotonic_time () - data->begun + data->before) / 1000.0;
  double work = (work_time () - data->worked + data->before_worked) / 1000.0;

  data->painted = g_get_monotonic_time ();
  data->before = data->before_worked = 0;
  if (!data->frames)
    return;
  g_array_append_val (data->frames, ms);
  g_array_append_val (data->works, work);
}

static void
wait_for_paint (Clock *data)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  data->painted = 0;
  while (!data->painted && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
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

  gint64 user = user_time ();

  clock->frames = g_array_new (FALSE, FALSE, sizeof (double));
  clock->works = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      double value = step > 0 ? gtk_adjustment_get_value (adjustment) + step : range * ((i * 7919) % N_FRAMES) / N_FRAMES;

      /* The lines that come on screen are laid out here. */
      clock->before = -g_get_monotonic_time ();
      clock->before_worked = -work_time ();
      gtk_adjustment_set_value (adjustment, value);
      clock->before += g_get_monotonic_time ();
      clock->before_worked += work_time ();
      gtk_widget_queue_draw (view);
      wait_for_paint (clock);
    }
  g_array_sort (clock->frames, compare_doubles);
  g_array_sort (clock->works, compare_doubles);
  g_print ("%s: median %.1f ms, p95 %.1f ms, p99 %.1f ms, worst %.1f ms (%u frames; worked median %.1f, p95 %.1f ms; user "
           "%.1f ms a frame)\n", name,
           percentile (clock->frames, 0.5), percentile (clock->frames, 0.95), percentile (clock->frames, 0.99),
           percentile (clock->frames, 1), clock->frames->len, percentile (clock->works, 0.5), percentile (clock->works, 0.95),
           (user_time () - user) / 1000.0 / N_FRAMES);
  g_clear_pointer (&clock->works, g_array_unref);
  g_clear_pointer (&clock->frames, g_array_unref);
}

typedef struct {
  GtkWidget *window, *view;
  Clock      clock;
  gint64     start, worked, user;
} Bench;

static void
bench_start (Bench *bench)
{
  bench->start = g_get_monotonic_time ();
  bench->worked = work_time ();
  bench->user = user_time ();
}

static void
bench_stop (Bench *bench, const char *what)
{
  double given = (work_time () - bench->worked) / 1000.0;

  wait_for_paint (&bench->clock);
  g_print ("%s: %.1f ms (worked %.1f ms, of them %.1f before the frame; user %.1f)\n", what,
           (bench->clock.painted - bench->start) / 1000.0, (work_time () - bench->worked) / 1000.0, given,
           (user_time () - bench->user) / 1000.0);
}

/* Lets the frames end that are under way, so that the next one is not waited for. */
static void
settle (void)
{
  gint64 until = g_get_monotonic_time () + 30 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

typedef struct {
  const char *name;
  GArray     *painted, *given, *worked, *user;   /* double, milliseconds */
} Series;

static void
series_init (Series *series, const char *name)
{
  series->name = name;
  for (GArray **array = &series->painted; array <= &series->user; array++)
    *array = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
series_add (Series *series, Bench *bench)
{
  double given = (work_time () - bench->worked) / 1000.0, painted, worked, user;

  wait_for_paint (&bench->clock);
  painted = (bench->clock.painted - bench->start) / 1000.0;
  worked = (work_time () - bench->worked) / 1000.0;
  user = (user_time () - bench->user) / 1000.0;
  g_array_append_val (series->given, given);
  g_array_append_val (series->painted, painted);
  g_array_append_val (series->worked, worked);
  g_array_append_val (series->user, user);
}

static void
series_print (Series *series)
{
  for (GArray **array = &series->painted; array <= &series->user; array++)
    g_array_sort (*array, compare_doubles);
  g_print ("%s: median %.1f ms, p95 %.1f ms (%u times; worked median %.1f, of them %.1f before the frame; user median %.1f)\n",
           series->name, percentile (series->painted, 0.5), percentile (series->painted, 0.95), series->painted->len,
           percentile (series->worked, 0.5), percentile (series->given, 0.5), percentile (series->user, 0.5));
  for (GArray **array = &series->painted; array <= &series->user; array++)
    g_clear_pointer (array, g_array_unref);
}

static void
wait_for_idle (void)
{
  gint64 start = g_get_monotonic_time ();

  while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () - start < 60 * G_USEC_PER_SEC)
    ;
  g_print ("  idle work after it: %.0f ms\n", (g_get_monotonic_time () - start) / 1000.0);
}

static GlsSpanTable *
copy_and_add (GlsSpanTable *spans, guint32 start)
{
  GlsSpanTable *more = g_new0 (GlsSpanTable, 1);
  GlsSpan span = { .start = start, .end = start + 9, .n_fragments = 1, .type = 2 };

  g_atomic_ref_count_init (&more->ref_count);
  more->spans = g_array_copy (spans->spans);
  more->fragments = g_array_copy (spans->fragments);
  more->sets = g_ptr_array_ref (spans->sets);
  more->types = g_ptr_array_ref (spans->types);
  gls_id_generate (&span.id);
  g_array_append_val (more->spans, span);
  g_array_sort (more->spans, compare_spans);
  return more;
}

/* What a key costs until it is seen, in the middle of a long text. */
static void
bench_edits (Bench *bench, GlsSpanTable *spans, guint32 middle)
{
  g_autoptr (GlsSpanTable) more = copy_and_add (spans, middle + 20);
  GlsArticleView *view = GLS_ARTICLE_VIEW (bench->view);
  Series select, label, undo;

  settle ();
  series_init (&select, "select");
  series_init (&label, "label");
  series_init (&undo, "undo");
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bench_start (bench);
      gls_article_view_set_selected (view, &g_array_index (spans->spans, GlsSpan, spans->spans->len / 2 + i).id);
      series_add (&select, bench);
      settle ();
      bench_start (bench);
      gls_article_view_set_spans (view, more, NULL);
      series_add (&label, bench);
      settle ();
      bench_start (bench);
      gls_article_view_set_spans (view, spans, NULL);
      series_add (&undo, bench);
      settle ();
    }
  series_print (&select);
  series_print (&label);
  series_print (&undo);
  gls_article_view_set_selected (view, NULL);
}

static void
bench_large (Bench *bench, gboolean scrolled)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GlsText) text = make_text (rand);
  g_autoptr (GlsSpanTable) spans = make_spans (rand, gls_text_get_length (text));
  GlsArticleView *view = GLS_ARTICLE_VIEW (bench->view);
  guint32 middle = gls_text_get_length (text) / 2;
  GdkRectangle place;

  bench_start (bench);
  gls_article_view_set_document (view, text, NULL, NULL);
  gls_article_view_set_spans (view, spans, NULL);
  bench_stop (bench, "10 MB, 100,000 annotations: first paint");

  bench_start (bench);
  gls_article_view_scroll_to (view, middle);
  do
    wait_for_paint (&bench->clock);
  while (!gls_article_view_get_rectangle (view, middle, middle, &place) &&
         bench->clock.painted - bench->start < 10 * G_USEC_PER_SEC);
  bench_stop (bench, "to the middle of it");
  if (scrolled)
    scroll (bench->view, &bench->clock, "scroll at once, by 60 px", 60);
  wait_for_idle ();
  if (scrolled)
    {
      scroll (bench->view, &bench->clock, "scroll by 60 px", 60);
      scroll (bench->view, &bench->clock, "scroll by a screen", 900);
      scroll (bench->view, &bench->clock, "jump", -1);
      gls_article_view_scroll_to (view, middle);
      wait_for_idle ();
    }
  bench_edits (bench, spans, middle);
}

static void
bench_paragraph (Bench *bench)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (GlsText) lines = make_text (rand);
  g_autofree char *string = g_strndup (gls_text_get_data (lines, NULL), 1000 * 1000);
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsSpanTable) spans = NULL;

  g_strdelimit (string, "\n", ' ');
  text = gls_text_new_from_string (string, -1, NULL);
  spans = make_spans (rand, gls_text_get_length (text));
  g_array_set_size (spans->spans, N_SPANS / 10);
  bench_start (bench);
  gls_article_view_set_document (GLS_ARTICLE_VIEW (bench->view), text, NULL, NULL);
  gls_article_view_set_spans (GLS_ARTICLE_VIEW (bench->view), spans, NULL);
  bench_stop (bench, "1 MB in one paragraph: first paint");
  wait_for_idle ();
  scroll (bench->view, &bench->clock, "scroll by 60 px", 60);
}

/* One on another, in as many lanes as there are. */
static void
bench_crowd (Bench *bench)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GlsText) lines = make_text (rand);
  g_autofree char *string = g_strndup (gls_text_get_data (lines, NULL), 1500);
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);
  g_autoptr (GlsSpanTable) spans = make_spans (rand, gls_text_get_length (text));

  g_array_set_size (spans->spans, 0);
  for (guint i = 0; i < 5000; i++)
    {
      GlsSpan span = { .n_fragments = 1, .type = i % 5, .start = g_rand_int_range (rand, 0, 1400) };

      gls_id_generate (&span.id);
      span.end = span.start + g_rand_int_range (rand, 4, 30);
      g_array_append_val (spans->spans, span);
    }
  g_array_sort (spans->spans, compare_spans);
  bench_start (bench);
  gls_article_view_set_document (GLS_ARTICLE_VIEW (bench->view), text, NULL, NULL);
  gls_article_view_set_spans (GLS_ARTICLE_VIEW (bench->view), spans, NULL);
  bench_stop (bench, "5,000 annotations on a screen: first paint");
  wait_for_idle ();
  scroll (bench->view, &bench->clock, "frames of it", -1);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  GtkWidget *scrolled;
  GdkFrameClock *frame_clock;

  adw_init ();
  bench.window = gtk_window_new ();
  scrolled = gtk_scrolled_window_new ();
  bench.view = gls_article_view_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), bench.view);
  gtk_window_set_child (GTK_WINDOW (bench.window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1600, 1000);
  gtk_window_present (GTK_WINDOW (bench.window));
  frame_clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (before_paint_cb), &bench.clock);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), &bench.clock);
  wait_for_paint (&bench.clock);
  wait_for_idle ();

  if (argc < 2 || g_str_equal (argv[1], "large"))
    bench_large (&bench, TRUE);
  if (argc > 1 && g_str_equal (argv[1], "edits"))
    bench_large (&bench, FALSE);
  if (argc < 2 || g_str_equal (argv[1], "paragraph"))
    bench_paragraph (&bench);
  if (argc < 2 || g_str_equal (argv[1], "crowd"))
    bench_crowd (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return 0;
}
