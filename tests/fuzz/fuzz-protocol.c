/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin's process writes: any bytes, in pieces of any size. The first byte chooses the kind of plugin and the size of the pieces;
 * whatever comes, each result holds, and nothing is left behind. */
#include "config.h"

#include <string.h>

#include <gls-peer.h>

#define SMALL_PIECES 128

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static const char manifest_text[] = "[Plugin]\nId=fuzzed\nName=Fuzzed\nVersion=1.0\nApi=1.0\n"
                                    "Kinds=extractor;validator;importer;exporter;\nExec=true\nUnit=characters\nTypes=Place;Figure;\nTarget=folder\n";

typedef struct {
  GlsPeer     *peer;
  GlsDocument *document;
  GlsPluginKind kind;
} Fuzzing;

static void
check_result (const Fuzzing *fuzzing, const GlsResult *result)
{
  guint32 length = gls_text_get_length (fuzzing->document->text);

  g_assert_true (result->status == GLS_RESULT_DONE || (result->proposals->len == 0 && result->problems->len == 0));
  for (guint i = 0; i < result->proposals->len; i++)
    {
      const GlsAnnotation *annotation = result->proposals->pdata[i];

      g_assert_true (gls_fragments_check (annotation->fragments, annotation->n_fragments, length, NULL));
      g_assert_true (g_utf8_validate (annotation->type, -1, NULL));
      g_assert_cmpstr (annotation->by, ==, "plugin:fuzzed");
      g_assert_false (gls_id_is_null (&annotation->id));
    }
}

static void
check_imported (const GlsImported *imported)
{
  for (guint i = 0; i < imported->documents->len; i++)
    {
      const GlsDocument *document = imported->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const GlsAnnotation *annotation = document->annotations->pdata[j];

          if (annotation->n_fragments > 0)
            g_assert_true (
                gls_fragments_check (annotation->fragments, annotation->n_fragments, gls_text_get_length (document->text), NULL));
        }
    }
}

static char *
take (gpointer data, GlsMessage *message)
{
  Fuzzing *fuzzing = data;
  GlsJob job = { .kind = fuzzing->kind == GLS_PLUGIN_IMPORTER ? GLS_JOB_IMPORT : GLS_JOB_DOCUMENTS };

  if (message->method != NULL)
    return gls_peer_take_notification (fuzzing->peer, message);
  job.documents = g_ptr_array_new ();
  g_ptr_array_add (job.documents, fuzzing->document);
  job.results = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_result_free);
  gls_peer_take_answer (fuzzing->peer, message, &job);
  if (fuzzing->kind == GLS_PLUGIN_IMPORTER)
    g_assert_true ((job.imported != NULL) != (job.error != NULL));
  else
    {
      g_assert_cmpuint (job.results->len, ==, 1);
      check_result (fuzzing, job.results->pdata[0]);
    }
  if (job.imported != NULL)
    check_imported (job.imported);
  g_clear_pointer (&job.imported, gls_imported_free);
  g_clear_error (&job.error);
  g_ptr_array_unref (job.documents);
  g_ptr_array_unref (job.results);
  return NULL;
}

/* Frozen as in a run, so that one does for all inputs. */
static GlsContract *
find_contract (GlsPluginKind kind)
{
  static GlsContract *contracts[GLS_PLUGIN_EXPORTER + 1];

  if (contracts[kind] == NULL)
    {
      g_autoptr (GlsManifest) manifest
          = gls_manifest_parse (manifest_text, strlen (manifest_text), "/nowhere", GLS_ORIGIN_USER, NULL);
      g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);

      contracts[kind] = gls_contract_new (manifest, kind, codebook, NULL, NULL, NULL);
    }
  return contracts[kind];
}

static GlsDocument *
make_document (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("More than 330 in Osh – \xF0\x9F\x98\x80 said Asanov.", -1, NULL);
  GlsDocument *document = gls_document_new (text);

  document->key = g_strdup ("k");
  return document;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  /* An exporter's bytes would go to a disk. */
  static const GlsPluginKind kinds[] = { GLS_PLUGIN_EXTRACTOR, GLS_PLUGIN_VALIDATOR, GLS_PLUGIN_IMPORTER };
  GlsTransportContext context = { 0 };
  Fuzzing fuzzing;
  gsize piece;

  if (size == 0)
    return 0;
  fuzzing.kind = kinds[data[0] % G_N_ELEMENTS (kinds)];
  piece = 1 + data[0] / G_N_ELEMENTS (kinds) * 7;
  context.contract = find_contract (fuzzing.kind);
  g_mutex_init (&context.log_lock);
  fuzzing.document = make_document ();
  fuzzing.peer = gls_peer_new (&context);
  for (gsize at = 1, n = 0; at < size; at += piece, n++)
    {
      g_autofree char *why
          = gls_peer_feed (fuzzing.peer, (const char *) data + at, MIN (piece, size - at), take, &fuzzing);

      /* Many small pieces only cost time. */
      if (n == SMALL_PIECES)
        piece = MAX (piece, 64);
      if (why != NULL)
        {
          g_assert_true (g_utf8_validate (why, -1, NULL));
          break;
        }
    }
  gls_peer_free (fuzzing.peer);
  gls_document_unref (fuzzing.document);
  g_mutex_clear (&context.log_lock);
  return 0;
}
