/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the shipped extractors: megabytes a second of processor time over news text of its own (or what standard input gives),
 * all five together, each by itself with what the host does (checks, ids) and without; the dictionary with a million names; and
 * texts of nothing but quotation marks, digits, capitals or brackets. Storing is not part of it.
 * It finds the plugins by GLS_BUILD_ROOT; names of plugins as arguments measure those alone, and "--articles" first leaves out the
 * texts that no article is. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include <gls-call.h>
#include <gls-contract.h>
#include <gls-module.h>
#include <gls-plugin-session.h>

#define ARTICLE  5000
#define MB       1000000.0
#define N_TERMS  1000000

static const char * const sentences[] = {
  "More than 330 Larvian citizens have joined the guard, the deputy prime minister of Larvia, Teo Halden, said on April 21. ",
  "“We do not have any reliable data on the number of dockers who left,” Halden added. “Nobody counts them at the gate.” ",
  "According to the Interior Ministry, around 40 fishermen died near Lowmoor in November 2013, of whom 12 were women. ",
  "The town has had no water since the pumps failed, and the council will not say when they are to be mended. ",
  "Tara Voss, an analyst with the Institute for Harbour Studies (IHS), told local media that 500-600 people work there. ",
  "It rained for most of the week; the ferries stayed where they were, and the market closed early every day. ",
};

typedef struct {
  GPtrArray *documents;
  guint      n, next;
  guint64    proposed;
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
  ((Feed *) data)->proposed += result->proposals->len;
  gls_result_free (result);
  return TRUE;
}

static gsize
text_bytes (const GlsText *text)
{
  gsize n;

  gls_text_get_data (text, &n);
  return n;
}

static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
add_article (GPtrArray *articles, const char *text, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) shared = gls_text_new_from_string (text, n, &error);
  GlsDocument *document;

  if (shared == NULL)
    g_error ("%s", error->message);
  document = gls_document_new (shared);
  document->key = g_strdup_printf ("a%u", articles->len);
  g_ptr_array_add (articles, document);
}

static GPtrArray *
make_articles (const char *input)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      if (input != NULL)
        g_string_append (text, input);
      for (guint k = i; input == NULL && text->len < ARTICLE; k = k * 5 + 1)
        g_string_append (g_string_append (text, sentences[k % G_N_ELEMENTS (sentences)]), k % 3 == 0 ? "\n\n" : "");
      add_article (articles, text->str, text->len);
    }
  return articles;
}

/* Seconds of processor time for @n documents; starting is not counted. */
static double
run (const char *id, GHashTable *settings, GPtrArray *articles, guint n, guint64 *proposed, double *start)
{
  static const GlsPluginClient client = { next_document, take_result, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("GLS_BUILD_ROOT"), "plugins", id, NULL);
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, GLS_ORIGIN_SHIPPED, &error);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = NULL;
  GlsPluginSession *session;
  Feed none = { articles, 0, 0, 0 }, feed = { articles, n, 0, 0 };
  double began = processor_time (), seconds;

  if (manifest == NULL)
    g_error ("%s", error->message);
  contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, settings, NULL, NULL);
  session = gls_plugin_session_open (contract, NULL, NULL, NULL, &error);
  if (session == NULL || !gls_plugin_session_run (session, &client, &none, NULL, &error))
    g_error ("%s", error->message);
  *start = processor_time () - began;
  began = processor_time ();
  if (!gls_plugin_session_run (session, &client, &feed, NULL, &error))
    g_error ("%s", error->message);
  seconds = processor_time () - began;
  gls_plugin_session_close (session, FALSE, NULL);
  *proposed = feed.proposed;
  return seconds;
}

static gboolean
count_annotation (gpointer sink, const GlsPluginAnnotation *annotation, GError **error)
{
  ++*(guint64 *) sink;
  return TRUE;
}

/* The same by the plugin's own functions: what it finds is counted, not kept. */
static double
run_alone (const char *id, GPtrArray *articles, guint n, guint64 *proposed)
{
  static const GlsSink sink = { .annotation = count_annotation };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("GLS_BUILD_ROOT"), "plugins", id, NULL);
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, GLS_ORIGIN_SHIPPED, &error);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, NULL, NULL);
  GlsModule *module = gls_module_load (manifest, &error);
  const GlsPluginOperations *operations = module != NULL ? gls_module_get_operations (module, GLS_PLUGIN_EXTRACTOR, &error) : NULL;
  void *state = NULL;
  GlsCall call;
  double began, seconds;

  if (operations == NULL)
    g_error ("%s", error->message);
  gls_call_init (&call, manifest, contract->settings, &sink, proposed, NULL, NULL);
  if (operations->begin != NULL && operations->begin (&call.host, gls_contract_get_run (contract), &state) != GLS_PLUGIN_OK)
    g_error ("%s: %s", id, call.reason);
  gls_call_clear (&call);
  *proposed = 0;
  began = processor_time ();
  for (guint i = 0; i < n; i++)
    {
      GlsDocument *document = articles->pdata[i % articles->len];
      g_autoptr (GlsView) view = gls_view_new (document, manifest->bytes, 0, 0);

      gls_call_init (&call, manifest, contract->settings, &sink, proposed, document->text, NULL);
      operations->document (state, &call.host, &view->info);
      gls_call_clear (&call);
    }
  seconds = processor_time () - began;
  if (operations->end != NULL)
    operations->end (state);
  return seconds;
}

static double
measure (const char *id, GPtrArray *articles, double megabytes, double *alone)
{
  guint64 bytes = 0, proposed, counted;
  guint n;
  double seconds, start, rules;

  for (guint i = 0; i < articles->len; i++)
    bytes += text_bytes (((GlsDocument *) articles->pdata[i])->text);
  n = (guint) (megabytes * MB * articles->len / bytes) + 1;
  seconds = run (id, NULL, articles, n, &proposed, &start);
  rules = run_alone (id, articles, n, &counted);
  bytes = bytes * n / articles->len;
  printf ("%-12s %8.1f MB/s  rules alone %8.1f MB/s  %10" G_GUINT64_FORMAT " proposed, %.2f s to start\n", id, bytes / MB / seconds,
          bytes / MB / rules, proposed, start);
  fflush (stdout);
  if (counted != proposed)
    g_error ("%s: it counts %" G_GUINT64_FORMAT " without the host", id, counted);
  *alone += rules / (bytes / MB);
  return seconds / (bytes / MB);
}

/* A million names of two and three syllables, none of them in the text but the last. */
static void
measure_dictionary (GPtrArray *articles)
{
  static const char * const syllables[] = { "bar", "tol", "ke", "vin", "mos", "dra", "shu", "lek", "gor", "nim", "pa", "zel", "rut", "ho", "cy", "fen" };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int descriptor = g_file_open_tmp ("glossator-words-XXXXXX.csv", &path, &error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  FILE *file;
  guint64 proposed;
  guint n = 20000;
  double seconds, start, bytes = 0;

  if (descriptor < 0)
    g_error ("%s", error->message);
  file = fdopen (descriptor, "w");
  fputs ("term,type\n", file);
  for (guint i = 0; i < N_TERMS; i++)
    fprintf (file, "%s%s%s%u %s%s,Person\n", syllables[i & 15], syllables[i >> 4 & 15], syllables[i >> 8 & 15], i >> 12,
             syllables[i >> 3 & 15], syllables[i >> 11 & 15]);
  fputs ("Teo Halden,Person\n", file);
  fclose (file);
  g_hash_table_insert (settings, g_strdup ("words"), g_strdup (path));
  seconds = run ("dictionary", settings, articles, n, &proposed, &start);
  for (guint i = 0; i < articles->len; i++)
    bytes += text_bytes (((GlsDocument *) articles->pdata[i])->text) * (double) n / articles->len;
  printf ("%-12s %8.1f MB/s  %10" G_GUINT64_FORMAT " proposed, %.2f s to start with %d names (goal: 50 MB/s)\n", "dictionary", bytes / MB / seconds,
          proposed, start, N_TERMS);
  g_unlink (path);
}

static char *
read_input (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char part[4096];
  gsize n;

  if (isatty (STDIN_FILENO))
    return NULL;
  while ((n = fread (part, 1, sizeof part, stdin)) > 0)
    g_string_append_len (text, part, n);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What an article never is must not take more than twice as long for being twice as much. */
static void
measure_hostile (const char * const *plugins)
{
  static const char * const pieces[] = { "\"", "“", "'", "7", "7 ", "1,", "A", "A ", "Ab ", "(", "()", "said ", "Mr. ", "\n", "“a ", "5-", "«А» ",
                                         "al-", "Al-", ".", "-", "May ", " ", "Ministry of ", "Health and ", "X's ", "U.S.", "born 1 (", "Ann, ", "a" };

  for (gsize p = 0; p < G_N_ELEMENTS (pieces); p++)
    {
      g_autofree char *name = g_strescape (pieces[p], NULL);
      g_autoptr (GPtrArray) half = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
      g_autoptr (GPtrArray) whole = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
      g_autofree char *text = g_malloc (10 * MB + 16);
      gsize n = strlen (pieces[p]), at = 0;

      while (at < 10 * MB)
        {
          memcpy (text + at, pieces[p], n);
          at += n;
          if (half->len == 0 && at >= 5 * MB)
            add_article (half, text, at);
        }
      add_article (whole, text, at);
      printf ("10 MB of %-12s", name);
      for (gsize i = 0; plugins[i] != NULL; i++)
        {
          guint64 proposed;
          double first = run_alone (plugins[i], half, 1, &proposed), seconds = run_alone (plugins[i], whole, 1, &proposed);

          printf ("  %s %.2f s (×%.1f)", plugins[i], seconds, seconds / MAX (first, 1e-6));
          fflush (stdout);
        }
      printf ("\n");
    }
}

int
main (int argc, char **argv)
{
  static const char * const five[] = { "figures", "names", "quotes", "dates", "dictionary", NULL };
  gboolean short_run = argc > 1 && strcmp (argv[1], "--articles") == 0;
  const char * const *plugins = argc > 1 + short_run ? (const char * const *) argv + 1 + short_run : five;
  g_autofree char *input = read_input ();
  g_autoptr (GPtrArray) articles = make_articles (input);
  double all = 0, alone = 0;

  for (gsize i = 0; plugins[i] != NULL; i++)
    all += measure (plugins[i], articles, 20, &alone);
  printf ("%-12s %8.1f MB/s  rules alone %8.1f MB/s of processor time (goal: 10)\n", plugins != five ? "together" : "all five", 1 / all, 1 / alone);
  if (plugins == five)
    measure_dictionary (articles);
  if (!short_run)
    measure_hostile (plugins);
  return 0;
}
