/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes through the reader of JSON Lines: an error, or a value that is written and read back the same; nothing else. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "gls-error.h"
#include "gls-jsonl.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == GLS_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_reports (GPtrArray *reports)
{
  for (guint i = 0; i < reports->len; i++)
    g_assert_true (g_utf8_validate (reports->pdata[i], -1, NULL));
}

static void
check_annotations (const GlsDocument *document)
{
  guint32 length = gls_text_get_length (document->text);
  g_autoptr (GHashTable) ids = g_hash_table_new (gls_id_hash, gls_id_equal);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];

      g_assert_true (gls_fragments_check (annotation->fragments, annotation->n_fragments, length, NULL));
      g_assert_true (g_hash_table_add (ids, (gpointer) &annotation->id));
    }
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GArray *links = ((GlsAnnotation *) document->annotations->pdata[i])->links;

      for (guint j = 0; links && j < links->len; j++)
        if (g_array_index (links, GlsLink, j).kind == GLS_LINK_TO)
          g_assert_true (g_hash_table_contains (ids, &g_array_index (links, GlsLink, j).target));
    }
}

static void
check_document (const char *line, gsize n_bytes)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL, again = NULL;
  g_autoptr (GlsDocument) document = gls_jsonl_read_document (line, n_bytes, 2, NULL, NULL, reports, &error), copy = NULL;
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);

  check_reports (reports);
  if (!document)
    {
      check_error (error);
      return;
    }
  check_annotations (document);
  gls_jsonl_write_document (document, first);
  g_ptr_array_set_size (reports, 0);
  copy = gls_jsonl_read_document (first->str, first->len, 2, NULL, NULL, reports, &again);
  g_assert_no_error (again);
  g_assert_cmpuint (reports->len, ==, 0);
  gls_jsonl_write_document (copy, second);
  g_assert_cmpmem (first->str, first->len, second->str, second->len);
}

static void
check_project (const char *line, gsize n_bytes)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL, again = NULL;
  g_autoptr (GlsProjectData) project = gls_jsonl_read_project (line, n_bytes, 1, reports, &error), copy = NULL;
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);

  check_reports (reports);
  if (!project)
    {
      check_error (error);
      return;
    }
  gls_jsonl_write_project (project, first);
  copy = gls_jsonl_read_project (first->str, first->len, 1, NULL, &again);
  g_assert_no_error (again);
  gls_jsonl_write_project (copy, second);
  g_assert_cmpmem (first->str, first->len, second->str, second->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);

  switch (gls_jsonl_peek (exact, size))
    {
    case GLS_JSONL_PROJECT:
      check_project (exact, size);
      break;
    case GLS_JSONL_DOCUMENT:
    case GLS_JSONL_OTHER:
    default:
      check_document (exact, size);
      break;
    }
  return 0;
}
