/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Review page with 100,000 disagreements in the queue: how long until they are found, how long the loop stands still meanwhile, and
 * how long from a decision until the next disagreement is painted.
 *   bench-review [DOCUMENTS]   of 100 disagreements each; 1000 if not said */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <gls-json-writer.h>
#include <gls-transfer.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "review/gls-review-page.h"

#define EACH 100
#define DECISIONS 60

typedef struct {
  GMainLoop     *loop;
  GlsSession    *session;
  GlsReviewPage *page;
  GtkWidget     *view;
  guint          documents;
  gint64         began, decided, beat;
  double         decided_cpu;
  double         worst_beat;
  gboolean       waiting;
  GArray        *painted, *computed;      /* double, ms */
} Bench;

static double
since (gint64 time)
{
  return (g_get_monotonic_time () - time) / 1e3;
}

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Of this thread: the same however busy the machine is. */
static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
write_mark (GlsJsonWriter *writer, const char *by, guint n, guint start, guint end)
{
  g_autofree char *id = g_strdup_printf ("%s%u", by, n);

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", id);
  gls_json_writer_string_member (writer, "type", "Figure");
  gls_json_writer_string_member (writer, "by", by);
  gls_json_writer_member (writer, "spans");
  gls_json_writer_begin_array (writer);
  gls_json_writer_begin_array (writer);
  gls_json_writer_int (writer, start);
  gls_json_writer_int (writer, end);
  gls_json_writer_end_array (writer);
  gls_json_writer_end_array (writer);
  gls_json_writer_end_object (writer);
}

/* One document: EACH sentences, in each two people end the figure at another word. */
static void
write_document (GString *lines, guint number)
{
  g_autoptr (GString) text = g_string_new (NULL), json = g_string_new (NULL);
  g_autofree char *key = g_strdup_printf ("d%05u", number);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  GlsJsonWriter writer;

  for (guint i = 0; i < EACH; i++)
    {
      guint start = text->len + 8;

      g_array_append_val (starts, start);
      g_string_append_printf (text, "Nearly, %03u people left town %u.\n", i + 100, number);
    }
  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "document", key);
  gls_json_writer_string_member (&writer, "text", text->str);
  gls_json_writer_member (&writer, "annotations");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < EACH; i++)
    {
      guint start = g_array_index (starts, guint, i);

      write_mark (&writer, "amira", i, start, start + 10);
      write_mark (&writer, "bek", i, start, start + 15);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  g_string_append_printf (lines, "%s\n", json->str);
}

static void
make_project (const char *folder, const char *path, guint documents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autofree char *file = g_build_filename (folder, "all.jsonl", NULL);
  const char *paths[] = { file, NULL };
  GlsImportOptions options = { .by = "import" };
  GlsImportReport report = { 0 };
  GlsProject *project = gls_project_create (path, codebook, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < documents; i++)
    write_document (lines, i);
  g_assert_true (g_file_set_contents (file, lines->str, lines->len, NULL));
  gls_import (project, paths, &options, &report, NULL, &error);
  g_assert_no_error (error);
  gls_import_report_clear (&report);
  gls_project_close (project);
}

static GtkWidget *
find (GtkWidget *widget, const char *type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name (type)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
heartbeat (gpointer data)
{
  Bench *bench = data;

  bench->worst_beat = MAX (bench->worst_beat, since (bench->beat) - 1);
  bench->beat = g_get_monotonic_time ();
  return G_SOURCE_CONTINUE;
}

static void
painted (GdkFrameClock *clock, Bench *bench)
{
  double ms = since (bench->decided), computed = thread_ms () - bench->decided_cpu;

  if (!bench->waiting)
    return;
  bench->waiting = FALSE;
  g_array_append_val (bench->painted, ms);
  g_array_append_val (bench->computed, computed);
}

static gboolean
decide (gpointer data)
{
  Bench *bench = data;

  if (bench->painted->len >= DECISIONS)
    {
      g_main_loop_quit (bench->loop);
      return G_SOURCE_REMOVE;
    }
  bench->waiting = TRUE;
  bench->decided = g_get_monotonic_time ();
  bench->decided_cpu = thread_ms ();
  g_signal_emit_by_name (bench->view, "take", 0, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
look (gpointer data)
{
  Bench *bench = data;
  guint n;

  g_object_get (bench->page, "n-open", &n, NULL);
  if (n < bench->documents * EACH)
    return G_SOURCE_CONTINUE;
  g_print ("%u disagreements found in %.0f ms (%.0f ms of computing), the window stood still for %.1f ms at most\n", n, since (bench->began),
           cpu_ms (), bench->worst_beat);
  bench->view = find (GTK_WIDGET (bench->page), "GlsCaseView");
  bench->worst_beat = 0;
  g_signal_connect (gtk_widget_get_frame_clock (bench->view), "after-paint", G_CALLBACK (painted), bench);
  g_timeout_add (150, decide, bench);
  return G_SOURCE_REMOVE;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  bench->session = gls_session_open_finish (result, &error);
  g_assert_no_error (error);
  bench->began = bench->beat = g_get_monotonic_time ();
  g_timeout_add (1, heartbeat, bench);
  gls_review_page_set_session (bench->page, bench->session);
  g_timeout_add (20, look, bench);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *path = g_build_filename (folder, "big.gloss", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  Bench bench = { .documents = argc > 1 ? atoi (argv[1]) : 1000 };
  GtkWidget *window;

  adw_init ();
  make_project (folder, path, bench.documents);
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.painted = g_array_new (FALSE, FALSE, sizeof (double));
  bench.computed = g_array_new (FALSE, FALSE, sizeof (double));
  window = gtk_window_new ();
  bench.page = g_object_new (GLS_TYPE_REVIEW_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench.page));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 820);
  gtk_window_present (GTK_WINDOW (window));
  gls_session_open_async (path, "lead", NULL, opened, &bench);
  g_main_loop_run (bench.loop);
  g_array_sort (bench.painted, compare);
  g_print ("next disagreement painted after %.1f ms (median), %.1f (95 %%), %.1f at most; goal 50; still for %.1f ms at most\n",
           g_array_index (bench.painted, double, bench.painted->len / 2),
           g_array_index (bench.painted, double, bench.painted->len * 95 / 100),
           g_array_index (bench.painted, double, bench.painted->len - 1), bench.worst_beat);
  g_array_sort (bench.computed, compare);
  g_print ("of that computed on the main thread: %.1f ms (median), %.1f (95 %%)\n", g_array_index (bench.computed, double, bench.computed->len / 2),
           g_array_index (bench.computed, double, bench.computed->len * 95 / 100));
  gls_review_page_set_session (bench.page, NULL);
  return system (remove) == 0 ? 0 : 1;
}
