/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window as a person has it: how long until it shows something, until it can be worked with, how fast the documents
 * filter and scroll, how much memory it takes. On the sample, and on a project of 100,000 documents and 5 million annotations.
 *   bench-window [PROJECT]   PROJECT in place of that large one, which takes minutes to make */
#define _GNU_SOURCE 1 /* RUSAGE_THREAD */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gls-transfer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "shell/gls-application.h"

typedef enum { STARTING, TYPING, SCROLLING, ENDED } Stage;

typedef struct {
  GApplication *application;
  gint64        started;    /* monotonic: when the process was asked for */
  Stage         stage;
  GtkWidget    *window;
  gboolean      painted;
  GtkEditable  *filter;
  GListModel   *documents;
  GtkAdjustment *adjustment;
  const char   *left;       /* letters still to be typed */
  gint64        asked;
  double        asked_cpu;
  gboolean      changed;
  guint         waited;
  double        worst_key, worst_key_main, worst_frame, worst_frame_main;
  guint         frames;
} Bench;

static double
since (gint64 time)
{
  return (g_get_monotonic_time () - time) / 1e3;
}

/* What the process has computed, on all its threads or on this one: that is the same however busy the machine is. */
static double
cpu_ms (int whose)
{
  struct rusage usage;

  getrusage (whose, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static guint64
memory_kib (const char *what)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, what);
  return line != NULL ? g_ascii_strtoull (line + strlen (what) + strspn (line + strlen (what), " \t"), NULL, 10) : 0;
}

static void
tell_memory (const char *when)
{
  printf ("resident %s: %" G_GUINT64_FORMAT " MiB, of them its own %" G_GUINT64_FORMAT " MiB (highest %" G_GUINT64_FORMAT
          " MiB)\n", when, memory_kib ("VmRSS:") / 1024, memory_kib ("RssAnon:") / 1024, memory_kib ("VmHWM:") / 1024);
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

static void
documents_changed (Bench *bench)
{
  bench->changed = TRUE;
}

/* A list of documents and an article with text. */
static gboolean
is_usable (Bench *bench)
{
  GtkWidget *list = g_type_from_name ("GlsDocumentList") != 0 ? find (bench->window, "GlsDocumentList") : NULL;
  GtkWidget *article = g_type_from_name ("GlsArticleView") != 0 ? find (bench->window, "GlsArticleView") : NULL;
  GtkWidget *view = list != NULL ? find (list, "GtkListView") : NULL;

  if (view == NULL || article == NULL || !gtk_widget_get_mapped (article)
      || gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (article))) == 0)
    return FALSE;
  bench->documents = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
  bench->filter = GTK_EDITABLE (find (list, "GtkSearchEntry"));
  bench->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  return g_list_model_get_n_items (bench->documents) > 0;
}

/* A letter every 400 ms; the paint that shows its documents says how long that took. */
static gboolean
type_next (gpointer data)
{
  Bench *bench = data;
  int end = -1;

  if (*bench->left == '\0')
    {
      gtk_editable_set_text (bench->filter, "");
      bench->stage = SCROLLING;
      return G_SOURCE_REMOVE;
    }
  bench->changed = FALSE;
  bench->asked = g_get_monotonic_time ();
  bench->asked_cpu = cpu_ms (RUSAGE_THREAD);
  gtk_editable_insert_text (bench->filter, bench->left, 1, &end);
  bench->left++;
  return G_SOURCE_CONTINUE;
}

static gboolean
start_typing (gpointer data)
{
  Bench *bench = data;
  double cpu = cpu_ms (RUSAGE_SELF), spent = cpu - bench->asked_cpu;

  /* The first opening of a day makes a backup beside everything else. The validators go through a large project for minutes. */
  bench->asked_cpu = cpu;
  if (spent > 100 && bench->waited++ < 3)
    return G_SOURCE_CONTINUE;
  tell_memory ("once usable");
  g_signal_connect_swapped (bench->documents, "items-changed", G_CALLBACK (documents_changed), bench);
  bench->stage = TYPING;
  bench->left = g_list_model_get_n_items (bench->documents) > 1000 ? "77123" : "how";
  g_timeout_add (400, type_next, bench);
  return G_SOURCE_REMOVE;
}

static void
scroll_on (Bench *bench)
{
  double at = gtk_adjustment_get_value (bench->adjustment);

  bench->asked = g_get_monotonic_time ();
  bench->asked_cpu = cpu_ms (RUSAGE_THREAD);
  gtk_adjustment_set_value (bench->adjustment, at + 400);
  gtk_widget_queue_draw (bench->window);
}

static void
painted (GdkFrameClock *clock, Bench *bench)
{
  double took = since (bench->asked), main_took = cpu_ms (RUSAGE_THREAD) - bench->asked_cpu;

  if (!bench->painted)
    printf ("first frame: %.0f ms (computing %.0f ms)\n", since (bench->started), cpu_ms (RUSAGE_SELF));
  bench->painted = TRUE;
  if (bench->stage == STARTING && bench->documents == NULL && is_usable (bench))
    {
      printf ("usable: %.0f ms (computing %.0f ms), %u rows\n", since (bench->started), cpu_ms (RUSAGE_SELF), g_list_model_get_n_items (bench->documents));
      /* What it does on its own after that is not the typing's. */
      g_timeout_add_seconds (4, start_typing, bench);
    }
  else if (bench->stage == TYPING && bench->changed)
    {
      bench->worst_key = MAX (bench->worst_key, took);
      bench->worst_key_main = MAX (bench->worst_key_main, main_took);
      printf ("filter, a letter more: %.1f ms (main thread %.1f ms), %u rows\n", took, main_took,
              g_list_model_get_n_items (bench->documents));
      bench->changed = FALSE;
    }
  else if (bench->stage == SCROLLING)
    {
      /* The first ones still bring the whole list back. */
      if (bench->frames > 5)
        {
          bench->worst_frame = MAX (bench->worst_frame, took);
          bench->worst_frame_main = MAX (bench->worst_frame_main, main_took);
        }
      if (bench->frames++ < 120)
        scroll_on (bench);
      else
        {
          printf ("filter, slowest letter: %.1f ms (main thread %.1f ms)\n", bench->worst_key, bench->worst_key_main);
          printf ("scrolling, slowest of 115 frames: %.1f ms (main thread %.1f ms)\n", bench->worst_frame, bench->worst_frame_main);
          tell_memory ("at the end");
          bench->stage = ENDED;
          gtk_window_close (GTK_WINDOW (bench->window));
        }
    }
}

static void
mapped (GtkWidget *window, Bench *bench)
{
  bench->window = window;
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted), bench);
}

static void
window_added (GtkApplication *application, GtkWindow *window, Bench *bench)
{
  if (bench->window == NULL)
    g_signal_connect (window, "map", G_CALLBACK (mapped), bench);
}

static int
measure (char *program, char *path, gint64 started)
{
  char *arguments[] = { program, (char *) "--by", (char *) "amira", path, NULL };
  Bench bench = { .started = started };
  g_autoptr (GlsApplication) application = NULL;

  application = gls_application_new ();
  g_application_set_flags (G_APPLICATION (application), g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added), &bench);
  return g_application_run (G_APPLICATION (application), 4, arguments);
}

static void
run (char **arguments)
{
  g_autoptr (GError) error = NULL;
  int status;

  fflush (stdout);
  if (!g_spawn_sync (NULL, arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN | G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      fprintf (stderr, "bench-window: %s: %s\n", arguments[0], error->message);
      exit (1);
    }
}

/* In a process of its own, twice: what the first one finds on the disk is in memory for the second. */
static void
measure_apart (char *program, const char *what, const char *path)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
      char *arguments[] = { program, (char *) "--measure", (char *) path, now, NULL };

      printf ("-- %s, %s\n", what, i == 0 ? "first start" : "second start");
      run (arguments);
    }
}

static void
make_sample (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autofree char *sample = g_build_filename (g_getenv ("GLS_SOURCE_ROOT"), "data", "sample", "sample.jsonl", NULL);
  const char *paths[] = { sample, NULL };
  GlsImportOptions options = { .by = "import" };
  GlsImportReport report = { 0 };
  GlsProject *project = gls_project_create (path, codebook, &error);

  g_assert_no_error (error);
  gls_import (project, paths, &options, &report, NULL, &error);
  g_assert_no_error (error);
  gls_import_report_clear (&report);
  gls_project_close (project);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *sample = NULL, *large = NULL, *beside = NULL;

  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc == 4 && g_str_equal (argv[1], "--measure"))
    return measure (argv[0], argv[2], g_ascii_strtoll (argv[3], NULL, 10));
  folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL);
  sample = g_build_filename (folder, "sample.gloss", NULL);
  make_sample (sample);
  measure_apart (argv[0], "sample", sample);
  if (argc > 1)
    measure_apart (argv[0], argv[1], argv[1]);
  else
    {
      g_autofree char *here = g_path_get_dirname (argv[0]);
      char *arguments[5] = { NULL, (char *) "100000", (char *) "50", NULL, NULL };

      beside = g_build_filename (here, "bench-project", NULL);
      large = g_build_filename (folder, "large.gloss", NULL);
      arguments[0] = beside;
      arguments[3] = large;
      run (arguments);
      measure_apart (argv[0], "100,000 documents, 5,000,000 annotations", large);
      g_unlink (large);
    }
  g_unlink (sample);
  g_rmdir (folder);
  return 0;
}
