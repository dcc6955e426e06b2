/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes 50,000 annotations from the list of the real window, and takes it back: how long until the article is painted with it,
 * until it is saved, and what of it held the main thread up. Run it under tests/run-x.sh; it writes a project of its own. */
#define _GNU_SOURCE 1 /* RUSAGE_THREAD */
#include "config.h"

#include <glib/gstdio.h>
#include <gls-transfer.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include "annotate/gls-article-pane.h"
#include "shell/gls-application.h"

#define BULK 50000
#define WORDS 12
/* The main loop may be away so long without being felt. */
#define HOLD_MS 8.0
#define STEPS 4

typedef struct {
  GtkWidget    *window;
  guint         step;          /* 0: the list is not there yet; then retype, undo, retype, undo */
  gint64        asked;
  double        asked_user;
  gboolean      waiting;
  const char   *wanted;        /* the type that all have when the step is seen */
} Bench;

static struct { gint64 back; double longest, sum; guint n; } hold;

static double
since (gint64 time)
{
  return (g_get_monotonic_time () - time) / 1e3;
}

static double
user_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return usage.ru_utime.tv_sec * 1e3 + usage.ru_utime.tv_usec / 1e3;
}

/* By the processor's time of this thread: a busy machine lengthens the clock's. */
static gint64
thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Between two polls the main thread does nothing else than what it was at. */
static int
poll_and_watch (GPollFD *fds, guint n, int timeout)
{
  double away = (thread_us () - hold.back) / 1e3;
  int ready;

  if (hold.back > 0 && away > HOLD_MS)
    {
      hold.longest = MAX (hold.longest, away);
      hold.sum += away;
      hold.n++;
    }
  ready = g_poll (fds, n, timeout);
  hold.back = thread_us ();
  return ready;
}

static GtkWidget *
find (GtkWidget *widget, const char *type)
{
  if (g_type_from_name (type) != 0 && g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name (type)))
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
begin (Bench *bench, const char *wanted)
{
  hold.longest = hold.sum = 0;
  hold.n = 0;
  bench->wanted = wanted;
  bench->waiting = TRUE;
  bench->asked_user = user_ms ();
  bench->asked = g_get_monotonic_time ();
}

static gboolean
next (gpointer data)
{
  Bench *bench = data;
  GtkWidget *list = find (bench->window, "GlsAnnotationList"), *view = list != NULL ? find (list, "GtkListView") : NULL;
  GtkSelectionModel *model = view != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (view)) : NULL;

  if (model == NULL || g_list_model_get_n_items (G_LIST_MODEL (model)) < BULK)
    return G_SOURCE_CONTINUE;
  if (bench->step == STEPS)
    {
      gtk_window_close (GTK_WINDOW (bench->window));
      return G_SOURCE_REMOVE;
    }
  if (bench->step++ % 2 == 0)
    {
      bench->asked = g_get_monotonic_time ();
      gtk_selection_model_select_all (model);
      printf ("select all of %u: %.0f ms\n", g_list_model_get_n_items (G_LIST_MODEL (model)), since (bench->asked));
      begin (bench, "Organization");
      gtk_widget_activate_action (view, "win.label", "s", "Organization");
    }
  else
    {
      begin (bench, "Person");
      gtk_widget_activate_action (view, "win.undo", NULL);
    }
  printf ("%s: %.0f ms in the call\n", bench->step % 2 == 1 ? "retype" : "undo", since (bench->asked));
  return G_SOURCE_REMOVE;
}

static gboolean
saved (gpointer data)
{
  Bench *bench = data;

  printf ("  on the main thread, until 3 s later: user %.0f ms; %u stretches over %.0f ms, together %.0f, longest %.0f ms\n",
          user_ms () - bench->asked_user, hold.n, HOLD_MS, hold.sum, hold.longest);
  g_timeout_add (100, next, bench);
  return G_SOURCE_REMOVE;
}

/* The article is told of spans when they change; what is painted after that shows them. */
static gboolean
is_seen (Bench *bench)
{
  GtkWidget *pane = find (bench->window, "GlsArticlePane");
  GlsOpenDocument *document = gls_article_pane_get_open_document (GLS_ARTICLE_PANE (pane));
  GlsSpanTable *spans = gls_open_document_get_spans (document);

  for (guint at = 0; spans != NULL && at < spans->spans->len; at += BULK - 1)
    if (!g_str_equal (gls_open_document_get_type_name (document, &g_array_index (spans->spans, GlsSpan, at)), bench->wanted))
      return FALSE;
  return spans != NULL;
}

static void
painted (GdkFrameClock *clock, Bench *bench)
{
  if (!bench->waiting || !is_seen (bench))
    return;
  bench->waiting = FALSE;
  printf ("%s painted: %.0f ms (user %.0f ms)\n", bench->step % 2 == 1 ? "retype" : "undo", since (bench->asked),
          user_ms () - bench->asked_user);
  g_timeout_add_seconds (3, saved, bench);
}

static void
mapped (GtkWidget *window, Bench *bench)
{
  bench->window = window;
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted), bench);
  g_timeout_add (200, next, bench);
}

static void
window_added (GtkApplication *application, GtkWindow *window, Bench *bench)
{
  if (bench->window == NULL)
    g_signal_connect (window, "map", G_CALLBACK (mapped), bench);
}

static void
make_project (const char *folder, const char *path)
{
  g_autofree char *file = g_build_filename (folder, "bulk.jsonl", NULL);
  g_autoptr (GString) text = g_string_new ("{\"glossator\":1}\n{\"document\":\"bulk\",\"title\":\"Bulk\",\"text\":\"");
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GError) error = NULL;
  GlsImportOptions options = { .by = "import" };
  GlsImportReport report = { 0 };
  GlsProject *project;
  guint at = 0;

  for (guint i = 0; i < BULK; i++)
    {
      g_autofree char *name = g_strdup_printf ("Maresh%u", i);

      g_string_append_printf (text, "%s spoke%s", name, i % WORDS == WORDS - 1 ? ".\\n" : ", ");
      g_string_append_printf (marks, "%s{\"id\":\"m%u\",\"type\":\"Person\",\"by\":\"amira\",\"spans\":[[%u,%u]]}", i > 0 ? "," : "", i, at,
                              at + (guint) strlen (name));
      at += (guint) strlen (name) + 6 + 2;
    }
  g_string_append_printf (text, "\",\"annotations\":[%s]}\n", marks->str);
  g_file_set_contents (file, text->str, text->len, &error);
  g_assert_no_error (error);
  project = gls_project_create (path, codebook, &error);
  g_assert_no_error (error);
  gls_import (project, (const char *[]) { file, NULL }, &options, &report, NULL, &error);
  g_assert_no_error (error);
  gls_import_report_clear (&report);
  gls_project_close (project);
  g_unlink (file);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("gls-bench-XXXXXX", NULL), *path = g_build_filename (folder, "bulk.gloss", NULL);
  char *arguments[] = { argv[0], (char *) "--by", (char *) "amira", path, NULL };
  g_autoptr (GlsApplication) application = NULL;
  Bench bench = { 0 };
  int status;

  setvbuf (stdout, NULL, _IOLBF, 0);
  make_project (folder, path);
  g_main_context_set_poll_func (NULL, poll_and_watch);
  application = gls_application_new ();
  g_application_set_flags (G_APPLICATION (application), g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added), &bench);
  status = g_application_run (G_APPLICATION (application), 4, arguments);
  g_unlink (path);
  g_rmdir (folder);
  return status;
}
