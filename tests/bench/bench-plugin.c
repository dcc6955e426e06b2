/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures what the plugin host costs: articles of 5 kB through a module in the program, through the runner, and through Python; and how
 * long after cancelling a run everything has ended. It finds what it runs by GLS_BUILD_ROOT and GLS_SOURCE_ROOT. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <gls-plugin-session.h>

#define ARTICLE 5000

typedef struct {
  GPtrArray *documents;
  guint      n, next, failed;
} Feed;

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Feed *feed = data;

  return feed->next < feed->n ? gls_document_ref (feed->documents->pdata[feed->next++ % feed->documents->len]) : NULL;
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *result, GError **error)
{
  ((Feed *) data)->failed += result->status != GLS_RESULT_DONE;
  gls_result_free (result);
  return TRUE;
}

static GPtrArray *
make_articles (void)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GlsText) shared = NULL;
      GlsDocument *document;

      while (text->len < ARTICLE)
        g_string_append_printf (text, "Article %d: “More than %d people” walked out in Osh on April 21, the minister of labour said.\n", i, i);
      shared = gls_text_new_from_string (text->str, text->len, NULL);
      document = gls_document_new (shared);
      document->key = g_strdup_printf ("a%d", i);
      g_ptr_array_add (articles, document);
    }
  return articles;
}

/* Of this program and of the children that have ended. */
static double
cpu_seconds (void)
{
  static const int whose[] = { RUSAGE_SELF, RUSAGE_CHILDREN };
  double seconds = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (whose); i++)
    {
      struct rusage usage;

      getrusage (whose[i], &usage);
      seconds += usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    }
  return seconds;
}

static void
measure (const char *what, const char *folder, GlsOrigin origin, guint n, GPtrArray *articles, double wanted_mb, double wanted_articles)
{
  static const GlsPluginClient client = { next_document, take_result, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, origin, &error);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = NULL;
  GlsPluginSession *session;
  Feed feed = { articles, n, 0, 0 };
  gint64 began;
  double seconds, cpu = cpu_seconds ();

  if (manifest == NULL)
    g_error ("%s", error->message);
  contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, NULL, NULL);
  session = gls_plugin_session_open (contract, NULL, NULL, NULL, &error);
  if (session == NULL)
    g_error ("%s", error->message);
  began = g_get_monotonic_time ();
  if (!gls_plugin_session_run (session, &client, &feed, NULL, &error))
    g_error ("%s", error->message);
  seconds = (g_get_monotonic_time () - began) / 1e6;
  gls_plugin_session_close (session, FALSE, NULL);
  printf ("%-32s %9.0f articles/s %8.1f MB/s  (goal: %.0f %s)  CPU %.2f ms/MB  failed %u\n", what, n / seconds, n * (double) ARTICLE / seconds / 1e6,
          wanted_mb > 0 ? wanted_mb : wanted_articles, wanted_mb > 0 ? "MB/s" : "articles/s",
          1e3 * (cpu_seconds () - cpu) / (n * (double) ARTICLE / 1e6), feed.failed);
}

typedef struct {
  GCancellable *cancellable;
  gint64        when;
} Cancel;

static gpointer
cancel_soon (gpointer data)
{
  Cancel *cancel = data;

  g_usleep (400000);
  cancel->when = g_get_monotonic_time ();
  g_cancellable_cancel (cancel->cancellable);
  return NULL;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* From the cancellation until the session is closed and its processes are gone. */
static double
cancel_once (GlsContract *contract, GPtrArray *articles)
{
  static const GlsPluginClient client = { next_document, take_result, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Feed feed = { articles, G_MAXUINT, 0, 0 };
  Cancel cancel = { cancellable, 0 };
  GThread *thread = g_thread_new ("cancel", cancel_soon, &cancel);
  GlsPluginSession *session = gls_plugin_session_open (contract, NULL, NULL, cancellable, &error);
  double ms;

  if (session != NULL)
    gls_plugin_session_run (session, &client, &feed, cancellable, &error);
  gls_plugin_session_close (session, FALSE, NULL);
  ms = g_get_monotonic_time () / 1e3;
  g_thread_join (thread);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("%s", error != NULL ? error->message : "it ended before it was cancelled");
  return ms - cancel.when / 1e3;
}

static void
measure_cancel (const char *what, const char *folder, GlsOrigin origin, GPtrArray *articles)
{
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, origin, NULL);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, NULL, NULL);
  double times[9];

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = cancel_once (contract, articles);
  qsort (times, G_N_ELEMENTS (times), sizeof *times, compare_doubles);
  printf ("%-32s %9.1f ms in the middle, %.1f ms at worst of %d  (goal: 200 ms)\n", what, times[G_N_ELEMENTS (times) / 2],
          times[G_N_ELEMENTS (times) - 1], (int) G_N_ELEMENTS (times));
}

/* The argument: only what has this word in its name. */
int
main (int argc, char **argv)
{
  const char *wanted = argc > 1 ? argv[1] : "";
  g_autoptr (GPtrArray) articles = make_articles ();
  const char *build = g_getenv ("GLS_BUILD_ROOT"), *source = g_getenv ("GLS_SOURCE_ROOT");
  g_autofree char *module = g_build_filename (build != NULL ? build : "build", "tests", "plugin", "null-c", NULL);
  g_autofree char *python = g_build_filename (source != NULL ? source : ".", "tests", "plugin", "null-python", NULL);

  if (strstr ("C module in the program", wanted) != NULL)
    measure ("C module in the program", module, GLS_ORIGIN_SHIPPED, 400000, articles, 500, 0);
  if (strstr ("C module through the runner", wanted) != NULL)
    measure ("C module through the runner", module, GLS_ORIGIN_FOLDER, 100000, articles, 100, 0);
  if (strstr ("Python over the protocol", wanted) != NULL)
    measure ("Python over the protocol", python, GLS_ORIGIN_FOLDER, 50000, articles, 0, 5000);
  if (strstr ("cancel", wanted) != NULL)
    {
      g_autofree char *deaf = g_build_filename (source != NULL ? source : ".", "tests", "plugin", "deaf", NULL);

      measure_cancel ("cancel: C module in the program", module, GLS_ORIGIN_SHIPPED, articles);
      measure_cancel ("cancel: C module in the runner", module, GLS_ORIGIN_FOLDER, articles);
      measure_cancel ("cancel: Python over the protocol", python, GLS_ORIGIN_FOLDER, articles);
      measure_cancel ("cancel: one that ignores it", deaf, GLS_ORIGIN_FOLDER, articles);
    }
  return 0;
}
