/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tries a plugin on empty, foreign, hostile and large documents, twice, and cancels it. The documents are made here; nothing is kept. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-plugin-check.h"
#include "gls-plugin-config.h"
#include "gls-plugin-session.h"
#include "gls-registry.h"

#define SMALL_MB 1
#define LARGE_MB 4
#define CANCEL_SECONDS 0.2
#define CANCEL_TRIES 3

typedef struct {
  GlsManifest   *manifest;
  GlsPluginKind  kind;
  GlsCodebook   *codebook;
  GCancellable  *cancellable;
  GPtrArray     *cases;
} Suite;

/* What one run over some documents came to. */
typedef struct {
  GPtrArray *documents;   /* GlsDocument */
  guint      next;
  GString   *yield;       /* everything given, for comparing */
  char      *failure;     /* the first */
  double     seconds;
} Trial;

static void
case_free (gpointer data)
{
  GlsPluginCase *one = data;

  g_free (one->name);
  g_free (one->why);
  g_free (one);
}

GPtrArray *
gls_plugin_cases_new (void)
{
  return g_ptr_array_new_with_free_func (case_free);
}

void
gls_plugin_cases_add (GPtrArray *cases, GlsPluginKind kind, const char *name, gboolean timed, char *why)
{
  GlsPluginCase *one = g_new0 (GlsPluginCase, 1);

  one->name = g_strdup_printf ("%s: %s", _(gls_plugin_kind_to_string (kind)), name);
  one->timed = timed;
  one->why = why;
  g_ptr_array_add (cases, one);
}

char *
gls_plugin_case_describe (const GlsPluginCase *one)
{
  if (one->why == NULL)
    return g_strdup_printf ("✓ %s", one->name);
  return g_strdup_printf (one->timed ? _("✗ %s: %s (a busy computer may be the reason)") : "✗ %s: %s", one->name, one->why);
}

/* Takes @why. */
static void
add_case (Suite *suite, const char *name, char *why)
{
  gls_plugin_cases_add (suite->cases, suite->kind, name, FALSE, why);
}

/* A document with annotations of a person over words here and there, for validators and exporters. */
static GlsDocument *
make_document (const Suite *suite, const char *key, const char *string, gssize n_bytes)
{
  g_autoptr (GlsText) text = gls_text_new_from_string (string, n_bytes, NULL);
  GlsDocument *document = gls_document_new (text);
  guint32 length = gls_text_get_length (text);

  document->key = g_strdup (key);
  document->published = g_strdup ("2015-04-21");
  for (guint i = 0; i < suite->codebook->types->len && i < 20 && length > 4; i++)
    {
      const GlsTypeDef *type = suite->codebook->types->pdata[i];
      GlsAnnotation *annotation = gls_annotation_new ();
      GlsFragment place = { i * 7 % (length - 4), i * 7 % (length - 4) + 1 + i % 4 };

      annotation->type = g_strdup (type->name);
      annotation->by = g_strdup ("tester");
      gls_annotation_set_fragments (annotation, &place, 1);
      gls_id_derive (&annotation->id, "check", &document->id, sizeof document->id, type->name, strlen (type->name), NULL);
      g_ptr_array_add (document->annotations, annotation);
    }
  g_ptr_array_sort (document->annotations, gls_annotation_compare);
  return document;
}

static GlsDocument *
make_repeated (const Suite *suite, const char *key, const char *unit, gsize n_bytes)
{
  g_autoptr (GString) text = g_string_sized_new (n_bytes + 100);

  while (text->len < n_bytes)
    g_string_append (text, unit);
  return make_document (suite, key, text->str, text->len);
}

static GPtrArray *
new_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
}

static GPtrArray *
make_usual (const Suite *suite)
{
  GPtrArray *documents = new_documents ();

  g_ptr_array_add (documents, make_document (suite, "news",
                                             "Strike at the harbour\n\nMore than 330 people walked out in Osh on April 21, the WHO said. "
                                             "“We count about 1,000,” Nurlan Asanov, a union leader, told reporters in Bishkek in 2014.\n",
                                             -1));
  g_ptr_array_add (documents, make_document (suite, "scripts",
                                             "Бишкек сегодня: около 500 человек. قال الوزير إن ٣٠ شخصا أصيبوا. 在比什凯克，约三百人。 "
                                             "e\xCC\x81\xF0\x9F\x98\x80 👩‍👩‍👧‍👦 Osh\r\nBishkek\r\n",
                                             -1));
  g_ptr_array_add (documents, make_document (suite, "one", "x", -1));
  return documents;
}

static GPtrArray *
make_empty (const Suite *suite)
{
  GPtrArray *documents = new_documents ();

  g_ptr_array_add (documents, make_document (suite, "empty", "", 0));
  g_ptr_array_add (documents, make_document (suite, "spaces", " \n\t\r\n\xC2\xA0 ", -1));
  return documents;
}

static GPtrArray *
make_hostile (const Suite *suite)
{
  static const char * const units[] = { "\"", "(", "9", "1,", "A", "\xE2\x80\x9C", "\xF0\x9F\x98\x80", "\n", ". ", "said said ", "\xCC\x81" };
  GPtrArray *documents = new_documents ();

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *key = g_strdup_printf ("hostile-%d", (int) i);

      g_ptr_array_add (documents, make_repeated (suite, key, units[i], 200000));
    }
  return documents;
}

static GPtrArray *
make_large (const Suite *suite, int megabytes)
{
  GPtrArray *documents = new_documents ();

  g_ptr_array_add (documents, make_repeated (suite, "large",
                                             "More than 330 people walked out in Osh on April 21, the minister of labour said on Monday. ",
                                             (gsize) megabytes * 1024 * 1024));
  return documents;
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Trial *trial = data;

  return trial->next < trial->documents->len ? gls_document_ref (trial->documents->pdata[trial->next++]) : NULL;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* In an order that does not depend on which document was ready first. */
static void
note_yield (Trial *trial, const GlsDocument *document, const GlsResult *result)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < result->proposals->len; i++)
    {
      const GlsAnnotation *annotation = result->proposals->pdata[i];
      char id[GLS_ID_STRING_SIZE];
      g_autoptr (GString) line = g_string_new (NULL);

      gls_id_to_string (&annotation->id, id);
      g_string_printf (line, "%s %s %g", document->key, id, annotation->confidence);
      for (guint j = 0; annotation->attributes != NULL && j < annotation->attributes->len; j++)
        g_string_append (line, g_array_index (annotation->attributes, GlsAttribute, j).value);
      g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
    }
  for (guint i = 0; i < result->problems->len; i++)
    g_ptr_array_add (lines, g_strdup (((GlsProblem *) result->problems->pdata[i])->message));
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (trial->yield, "%s\n", (const char *) lines->pdata[i]);
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  Trial *trial = data;
  g_autoptr (GlsResult) result = taken;

  note_yield (trial, document, result);
  if (result->status == GLS_RESULT_FAILED && trial->failure == NULL)
    trial->failure = g_strdup_printf ("%s: %s", document != NULL ? document->key : "", result->reason);
  return TRUE;
}

static const GlsPluginClient client = { next_document, take_result, NULL };

static GlsContract *
make_contract (const Suite *suite, const char *output)
{
  g_autoptr (GHashTable) settings = gls_plugin_config_get_settings (suite->manifest, NULL);
  GlsContract *contract = gls_contract_new (suite->manifest, suite->kind, suite->codebook, settings, NULL, NULL);

  contract->set = suite->kind == GLS_PLUGIN_VALIDATOR ? g_strdup ("tester") : NULL;
  contract->target = output != NULL ? g_path_get_basename (output) : NULL;
  contract->output = g_strdup (output);
  return contract;
}

static char *
output_path (const Suite *suite)
{
  g_autofree char *folder = suite->kind == GLS_PLUGIN_EXPORTER ? g_dir_make_tmp ("glossator-check-XXXXXX", NULL) : NULL;

  return folder != NULL ? g_build_filename (folder, "target", NULL) : NULL;
}

/* Nothing is left of an output that is not committed but its folder. */
static void
forget_output (const char *path)
{
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (folder != NULL)
    g_rmdir (folder);
}

static void
trial_clear (Trial *trial)
{
  g_ptr_array_unref (trial->documents);
  g_string_free (trial->yield, TRUE);
  g_free (trial->failure);
}

/* Takes @documents. FALSE with the reason in trial->failure. */
static gboolean
try_documents (const Suite *suite, GPtrArray *documents, Trial *trial)
{
  g_autofree char *output = output_path (suite);
  g_autoptr (GlsContract) contract = make_contract (suite, output);
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  GlsPluginSession *session;

  *trial = (Trial){ .documents = documents, .yield = g_string_new (NULL) };
  contract->n_documents = documents->len;
  session = gls_plugin_session_open (contract, NULL, NULL, suite->cancellable, &error);
  if (session != NULL)
    gls_plugin_session_run (session, &client, trial, suite->cancellable, &error);
  gls_plugin_session_close (session, FALSE, NULL);
  forget_output (output);
  trial->seconds = (g_get_monotonic_time () - began) / 1e6;
  if (error != NULL)
    {
      g_free (trial->failure);
      trial->failure = g_strdup (error->message);
    }
  return trial->failure == NULL;
}

static void
check_documents (Suite *suite, const char *name, GPtrArray *documents)
{
  Trial trial;

  try_documents (suite, documents, &trial);
  add_case (suite, name, g_steal_pointer (&trial.failure));
  trial_clear (&trial);
}

static void
check_determinism (Suite *suite)
{
  Trial first, second;
  gboolean ok = try_documents (suite, make_usual (suite), &first);

  ok = try_documents (suite, make_usual (suite), &second) && ok;
  if (ok)
    add_case (suite, _("two runs give the same"),
              g_str_equal (first.yield->str, second.yield->str) ? NULL : g_strdup (_("the second run gave something else")));
  trial_clear (&first);
  trial_clear (&second);
}

/* Four times the text may take a little more than four times as long. */
static gboolean
try_growth (Suite *suite, char **why)
{
  Trial small, large;
  gboolean ok = try_documents (suite, make_large (suite, SMALL_MB), &small);
  gboolean grows_too_fast;

  ok = try_documents (suite, make_large (suite, LARGE_MB), &large) && ok;
  grows_too_fast = ok && large.seconds > 10 * small.seconds + 1;
  g_clear_pointer (why, g_free);
  if (!ok)
    *why = g_strdup (small.failure != NULL ? small.failure : large.failure);
  else if (grows_too_fast)
    *why = g_strdup_printf (_("%d MB took %.1f s, %d MB %.1f s: work grows faster than the text"), SMALL_MB, small.seconds,
                            LARGE_MB, large.seconds);
  trial_clear (&small);
  trial_clear (&large);
  return !grows_too_fast;
}

/* What else the machine does may slow one trial down, but hardly three. */
static void
check_growth (Suite *suite)
{
  char *why = NULL;
  gboolean slow = TRUE;

  for (int i = 0; i < 3 && slow; i++)
    slow = !try_growth (suite, &why);
  gls_plugin_cases_add (suite->cases, suite->kind, _("large documents, in time that grows with the text"), slow, why);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100000);
  g_object_set_data (G_OBJECT (cancellable), "when", g_memdup2 (&(gint64){ g_get_monotonic_time () }, sizeof (gint64)));
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Many large documents, cancelled on the way: seconds until it has ended. */
static double
cancel_once (const Suite *suite)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Suite own = *suite;
  GThread *thread;
  Trial trial;
  g_autofree gint64 *when = NULL;
  double seconds;
  GPtrArray *documents = new_documents ();

  for (int i = 0; i < 64; i++)
    g_ptr_array_add (documents, make_repeated (suite, "cancelled", "More than 330 people walked out in Osh, the WHO said. ", 1024 * 1024));
  own.cancellable = cancellable;
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  try_documents (&own, documents, &trial);
  g_thread_join (thread);
  when = g_object_steal_data (G_OBJECT (cancellable), "when");
  seconds = (g_get_monotonic_time () - *when) / 1e6;
  trial_clear (&trial);
  return seconds;
}

/* Whoever is late because the computer was busy is in time at another try. */
static void
check_cancel (Suite *suite)
{
  double seconds = cancel_once (suite);

  for (int tries = 1; tries < CANCEL_TRIES && seconds > CANCEL_SECONDS && !g_cancellable_is_cancelled (suite->cancellable); tries++)
    seconds = cancel_once (suite);
  gls_plugin_cases_add (suite->cases, suite->kind, _("ends within 200 ms when it is cancelled"), TRUE,
                        seconds <= CANCEL_SECONDS ? NULL : g_strdup_printf (_("it took %.0f ms"), seconds * 1000));
}

/* An importer must bear any bytes: an error is fine, an end is not. */
static void
check_source (gpointer data, const char *name, const char *contents, gsize n_bytes)
{
  Suite *suite = data;
  const char *ending = suite->manifest->extensions[0] != NULL ? suite->manifest->extensions[0] : "txt";
  g_autofree char *folder = g_dir_make_tmp ("glossator-check-XXXXXX", NULL);
  g_autofree char *base = g_strconcat ("source.", ending, NULL);
  g_autofree char *path = g_build_filename (folder, base, NULL);
  const char *source = suite->manifest->source_folder ? folder : path;
  g_autoptr (GlsContract) contract = make_contract (suite, NULL);
  g_autoptr (GError) error = NULL, later = NULL;
  g_autoptr (GlsImported) imported = NULL, again = NULL;
  GlsPluginSession *session;

  g_file_set_contents (path, contents, n_bytes, NULL);
  contract->readable = g_strdupv ((char *[]){ folder, NULL });
  session = gls_plugin_session_open (contract, NULL, NULL, suite->cancellable, &error);
  if (session != NULL)
    {
      imported = gls_plugin_session_import (session, source, NULL, suite->cancellable, NULL);
      /* Does it still answer? */
      again = gls_plugin_session_import (session, source, NULL, suite->cancellable, &later);
      if (g_error_matches (later, GLS_ERROR, GLS_ERROR_FAILED))
        error = g_steal_pointer (&later);
    }
  gls_plugin_session_close (session, FALSE, NULL);
  g_unlink (path);
  g_rmdir (folder);
  add_case (suite, name, error != NULL ? g_strdup (error->message) : NULL);
}

void
gls_plugin_check_each_source (void (*check) (gpointer data, const char *name, const char *contents, gsize n_bytes), gpointer data)
{
  g_autoptr (GString) junk = g_string_new (NULL);
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (junk, (char) (i * 7919 >> 3));
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, "[{(<\"\t"[i % 6]);
  check (data, _("an empty file"), "", 0);
  check (data, _("bytes that are no text"), junk->str, junk->len);
  check (data, _("brackets, quotation marks and tabs"), deep->str, deep->len);
}

static void
check_kind (Suite *suite)
{
  if (suite->kind == GLS_PLUGIN_IMPORTER)
    {
      gls_plugin_check_each_source (check_source, suite);
      return;
    }
  check_documents (suite, _("articles in several scripts"), make_usual (suite));
  check_documents (suite, _("empty documents"), make_empty (suite));
  check_documents (suite, _("hostile documents"), make_hostile (suite));
  check_growth (suite);
  check_determinism (suite);
  check_cancel (suite);
}

GPtrArray *
gls_plugin_check (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) manifest = gls_registry_get (registry, folder, error);
  g_autoptr (GlsCodebook) codebook = manifest != NULL ? gls_codebook_load_shipped ("claims and entities", error) : NULL;
  g_autoptr (GPtrArray) cases = gls_plugin_cases_new ();
  Suite suite = { manifest, GLS_PLUGIN_EXTRACTOR, codebook, cancellable, cases };

  if (codebook == NULL)
    return NULL;
  for (guint i = 0; i < manifest->remarks->len; i++)
    add_case (&suite, _("the manifest"), g_strdup (manifest->remarks->pdata[i]));
  for (int kind = GLS_PLUGIN_EXTRACTOR; kind <= GLS_PLUGIN_EXPORTER; kind++)
    if (manifest->kinds & GLS_KIND_BIT (kind))
      {
        suite.kind = kind;
        check_kind (&suite);
        if (g_cancellable_set_error_if_cancelled (cancellable, error))
          return NULL;
      }
  return g_steal_pointer (&cases);
}
