/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a document that lie in tables of their own: text, imported bytes, metadata, zones, statuses. Its annotations
 * are read from the journal, in gls-read-annotations.c. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-read-parts.h"

/* A damaged file may hold anything here; check reports it. */
gboolean
gls_read_zones (GlsProject *project, gint64 doc, GlsDocument *document, GError **error)
{
  sqlite3_stmt *select
      = gls_db_prepare (&project->db, "SELECT start, end, kind FROM zone WHERE doc = ? ORDER BY start, end, kind", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 start = sqlite3_column_int64 (select, 0), end = sqlite3_column_int64 (select, 1);
      gint64 kind = sqlite3_column_int64 (select, 2);

      if (start >= 0 && start < end && end <= G_MAXUINT32 && kind > GLS_ZONE_BODY && kind <= GLS_ZONE_REPEAT)
        gls_document_add_zone (document, (GlsZoneKind) kind, (guint32) start, (guint32) end);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gls_read_statuses (GlsProject *project, gint64 doc, GlsDocument *document, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT person, status, note FROM status WHERE doc = ?", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  while (gls_db_step (&project->db, select, &failure))
    {
      const char *by = gls_names_get_set (project, sqlite3_column_int64 (select, 0));
      GlsDocumentStatus *status;

      if (by == NULL)
        continue;
      status = g_new0 (GlsDocumentStatus, 1);
      status->by = g_strdup (by);
      status->status = CLAMP (sqlite3_column_int (select, 1), 0, GLS_STATUS_DONE);
      status->note = g_strdup ((const char *) sqlite3_column_text (select, 2));
      g_ptr_array_add (document->statuses, status);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gls_read_text (GlsProject *project, gint64 doc, GlsText **text, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT content FROM text WHERE doc = ?", error);
  g_autofree char *name = g_filename_display_name (project->db.path);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: a document has lost its text; restore a backup"), name);
      return FALSE;
    }
  *text = gls_text_new_from_string ((const char *) sqlite3_column_text (select, 0), sqlite3_column_bytes (select, 0), error);
  sqlite3_reset (select);
  return *text != NULL;
}

static GBytes *
decompress (gconstpointer bytes, gsize n_bytes)
{
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_data (g_memdup2 (bytes, n_bytes), (gssize) n_bytes, g_free);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, decompressor);

  if (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

GBytes *
gls_read_original (GlsProject *project, gint64 doc)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT content FROM original WHERE doc = ?", NULL);
  GBytes *original;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, NULL))
    return NULL;
  original = decompress (sqlite3_column_blob (select, 0), (gsize) sqlite3_column_bytes (select, 0));
  sqlite3_reset (select);
  return original;
}

gboolean
gls_read_metadata (GlsProject *project, gint64 doc, const GlsId *id, GlsDocument *document, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT key, title, source, publisher, byline, published, language FROM document WHERE k = ?", error);
  char **fields[] = { &document->key,    &document->title,     &document->source,  &document->publisher,
                      &document->byline, &document->published, &document->language };
  char text[GLS_ID_STRING_SIZE];

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  if (!gls_db_step (&project->db, select, error))
    {
      gls_id_to_string (id, text);
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the document %s was deleted"), text);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_free (*fields[i]);
      *fields[i] = g_strdup ((const char *) sqlite3_column_text (select, i));
    }
  sqlite3_reset (select);
  return TRUE;
}
