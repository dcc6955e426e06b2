/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions with plugins on several threads and in several processes: nothing is lost, both transports give the same, cancelling and crashes
 * end them in order. What hostile plugins may try is the business of tests/plugin. */
#include "config.h"

#include <string.h>

#include <gls-error.h>
#include <gls-plugin-session.h>

#define MANY 300

typedef struct {
  GPtrArray    *documents;
  guint         next, done, failed, cancel_at;
  GCancellable *cancellable;
  GHashTable   *yield;      /* document key to what was proposed, as text */
} Run;

static char *
source_folder (const char *name)
{
  return g_build_filename (g_getenv ("GLS_SOURCE_ROOT"), name, NULL);
}

static char *
build_folder (const char *name)
{
  return g_build_filename (g_getenv ("GLS_BUILD_ROOT"), name, NULL);
}

static GPtrArray *
make_documents (guint n)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *string = g_strdup_printf ("Article %u – the WHO and UNICEF met in %u in Osh; the IMF did not.", i, 1990 + i % 30);
      g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);
      GlsDocument *document = gls_document_new (text);

      document->key = g_strdup_printf ("a%u", i);
      g_ptr_array_add (documents, document);
    }
  return documents;
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Run *run = data;

  return run->next < run->documents->len ? gls_document_ref (run->documents->pdata[run->next++]) : NULL;
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  Run *run = data;
  g_autoptr (GlsResult) result = taken;
  GString *yield = g_string_new (NULL);

  run->done++;
  run->failed += result->status == GLS_RESULT_FAILED;
  for (guint i = 0; i < result->proposals->len; i++)
    {
      const GlsAnnotation *annotation = result->proposals->pdata[i];

      g_string_append_printf (yield, "%s %u %u;", annotation->type, annotation->fragments[0].start, annotation->fragments[0].end);
    }
  g_assert_true (g_hash_table_insert (run->yield, g_strdup (document->key), g_string_free (yield, FALSE)));
  if (run->done == run->cancel_at)
    g_cancellable_cancel (run->cancellable);
  return TRUE;
}

/* FALSE with @error: how it ended. */
static gboolean
run_plugin (const char *folder, GlsOrigin origin, Run *run, guint n, GError **error)
{
  static const GlsPluginClient client = { next_document, take_result, NULL };
  g_autoptr (GError) failure = NULL;
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, origin, &failure);
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GlsContract) contract = NULL;
  GlsPluginSession *session;
  gboolean ok;

  g_assert_no_error (failure);
  run->documents = make_documents (n);
  run->yield = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  contract = gls_contract_new (manifest, GLS_PLUGIN_EXTRACTOR, codebook, NULL, NULL, NULL);
  session = gls_plugin_session_open (contract, NULL, NULL, run->cancellable, error);
  if (session == NULL)
    return FALSE;
  ok = gls_plugin_session_run (session, &client, run, run->cancellable, error);
  gls_plugin_session_close (session, FALSE, NULL);
  return ok;
}

static void
run_clear (Run *run)
{
  g_ptr_array_unref (run->documents);
  g_hash_table_unref (run->yield);
  g_clear_object (&run->cancellable);
}

static void
test_transports (void)
{
  g_autofree char *folder = build_folder ("plugins/examples/acronyms-c");
  g_autoptr (GError) error = NULL;
  Run inside = { 0 }, outside = { 0 };
  GHashTableIter iter;
  gpointer key, yield;

  run_plugin (folder, GLS_ORIGIN_SHIPPED, &inside, MANY, &error);
  g_assert_no_error (error);
  run_plugin (folder, GLS_ORIGIN_FOLDER, &outside, MANY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (inside.yield), ==, MANY);
  g_assert_cmpuint (inside.failed + outside.failed, ==, 0);
  g_hash_table_iter_init (&iter, inside.yield);
  while (g_hash_table_iter_next (&iter, &key, &yield))
    {
      g_assert_cmpstr (yield, !=, "");
      g_assert_cmpstr (yield, ==, g_hash_table_lookup (outside.yield, key));
    }
  run_clear (&inside);
  run_clear (&outside);
}

static void
test_processes (void)
{
  g_autofree char *folder = source_folder ("plugins/examples/years-python");
  g_autoptr (GError) error = NULL;
  Run run = { 0 };

  run_plugin (folder, GLS_ORIGIN_FOLDER, &run, MANY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (run.yield), ==, MANY);
  g_assert_cmpuint (run.failed, ==, 0);
  run_clear (&run);
}

/* One document kills it; that one fails, the others are asked again of a new process, until it has died too often. */
static void
test_crash (void)
{
  g_autofree char *folder = source_folder ("tests/plugin/hostile/crash");
  g_autoptr (GError) error = NULL;
  Run run = { 0 };

  g_assert_false (run_plugin (folder, GLS_ORIGIN_FOLDER, &run, MANY, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_FAILED);
  g_assert_cmpuint (run.failed, >, 0);
  run_clear (&run);
}

typedef struct {
  const char *what, *folder;
  gboolean    built;
  GlsOrigin   origin;
} Cancelling;

/* On the way, after the first that is done. */
static void
test_cancel (gconstpointer data)
{
  const Cancelling *one = data;
  g_autofree char *folder = one->built ? build_folder (one->folder) : source_folder (one->folder);
  g_autoptr (GError) error = NULL;
  Run run = { .cancel_at = 1, .cancellable = g_cancellable_new () };

  g_assert_false (run_plugin (folder, one->origin, &run, 20 * MANY, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (run.done, <, 20 * MANY);
  run_clear (&run);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (300000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* It never answers, nor does it hear anything: it is killed. */
static void
test_cancel_deaf (void)
{
  g_autofree char *folder = source_folder ("tests/plugin/deaf");
  g_autoptr (GError) error = NULL;
  Run run = { .cancellable = g_cancellable_new () };
  GThread *thread = g_thread_new ("cancel", cancel_soon, run.cancellable);

  g_assert_false (run_plugin (folder, GLS_ORIGIN_FOLDER, &run, MANY, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  run_clear (&run);
}

int
main (int argc, char **argv)
{
  static const Cancelling cancellings[] = {
    { "module", "plugins/examples/acronyms-c", TRUE, GLS_ORIGIN_SHIPPED },
    { "runner", "plugins/examples/acronyms-c", TRUE, GLS_ORIGIN_FOLDER },
    { "python", "plugins/examples/years-python", FALSE, GLS_ORIGIN_FOLDER },
  };

  /* The person's configuration is none of its business. */
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/session/transports", test_transports);
  g_test_add_func ("/session/processes", test_processes);
  g_test_add_func ("/session/crash", test_crash);
  for (gsize i = 0; i < G_N_ELEMENTS (cancellings); i++)
    {
      g_autofree char *path = g_strconcat ("/session/cancel/", cancellings[i].what, NULL);

      g_test_add_data_func (path, &cancellings[i], test_cancel);
    }
  g_test_add_func ("/session/cancel/deaf", test_cancel_deaf);
  return g_test_run ();
}
