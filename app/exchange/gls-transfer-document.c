/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document into the project: new ones whole, those that are there already only reported, with what a table of metadata
 * says of either. It must not read files nor commit; batches are gls-transfer-put.c's. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-dates.h>

#include "gls-transfer-private.h"

#define MAX_KEYS 10000

static const char *const fields[] = { "title", "published", "publisher", "source", "language", "byline" };

/* The row for a file: by its whole path, else by ever shorter ends of it, else by the document's key. */
static GHashTable *
find_metadata (GlsTransferPut *put, const char *name, const GlsDocument *document)
{
  GHashTable *row = NULL;

  if (!put->metadata)
    return NULL;
  for (const char *at = name; at && !row; at = strchr (at, G_DIR_SEPARATOR), at = at ? at + 1 : NULL)
    row = g_hash_table_lookup (put->metadata, at);
  if (!row)
    row = g_hash_table_lookup (put->metadata, document->key);
  if (row)
    g_hash_table_add (put->used_rows, row);
  return row;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* A name that is spelt wrong in the table would be missed by nobody. */
static void
report_unused_rows (GlsTransferPut *put)
{
  g_autoptr (GHashTable) unused = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = NULL;
  GHashTableIter iter;
  gpointer name, row;

  if (!put->metadata)
    return;
  g_hash_table_iter_init (&iter, put->metadata);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      const char *other = g_hash_table_lookup (unused, row);

      /* A row with folders stands in the table by its last part, too. */
      if (!g_hash_table_contains (put->used_rows, row) && (!other || strlen (other) < strlen (name)))
        g_hash_table_insert (unused, row, name);
    }
  names = g_ptr_array_sized_new (g_hash_table_size (unused));
  g_hash_table_iter_init (&iter, unused);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    gls_transfer_report (put->report, _("%s: no file of this name was imported, so its row of the table was not used."),
                         (char *) names->pdata[i]);
}

static void
set_metadata (GHashTable *row, GlsDocument *document)
{
  char **values[] = { &document->title,  &document->published, &document->publisher,
                      &document->source, &document->language,  &document->byline };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = g_hash_table_lookup (row, fields[i]);

      if (!value)
        continue;
      g_free (*values[i]);
      *values[i] = g_strdup (value);
    }
}

/* Dates that are marked in it mean another day with another day of publication, as when it is entered by hand. */
static gboolean
resolve_dates (GlsTransferPut *put, GHashTable *row, const GlsDocument *document, GlsChange *change, GError **error)
{
  const char *published = g_hash_table_lookup (row, "published");
  g_autoptr (GlsDocument) old = NULL;

  if (!published)
    return TRUE;
  old = gls_project_load_document (gls_transfer_put_idle (put), &document->id, 0, NULL, error);
  return old && (g_strcmp0 (old->published, published) == 0 ||
                 gls_project_resolve_dates (gls_transfer_put_idle (put), change, &document->id, old->published, published, error) >= 0);
}

static GlsChange *
change_metadata (GlsTransferPut *put, GHashTable *row, const GlsDocument *document, const char *name, GError **error)
{
  GlsChange *change = gls_transfer_put_change (put, name);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = g_hash_table_lookup (row, fields[i]);

      if (value)
        gls_change_set_metadata (change, &document->id, fields[i], value);
    }
  if (!resolve_dates (put, row, document, change, error))
    g_clear_pointer (&change, gls_change_free);
  return change;
}

static void
remember_batch (GlsTransferPut *put, const GlsDocument *document)
{
  g_hash_table_add (put->in_batch, g_memdup2 (&document->id, sizeof document->id));
  g_hash_table_add (put->written, g_memdup2 (&document->id, sizeof document->id));
}

static gboolean
is_by_same (gconstpointer a, gconstpointer b)
{
  return strcmp (((const GlsDocumentStatus *) a)->by, ((const GlsDocumentStatus *) b)->by) == 0;
}

/* How far people are of whom nothing was known here; what somebody said here stands. */
static gboolean
put_statuses (GlsTransferPut *put, GlsDocument *document, const char *name, GError **error)
{
  g_autoptr (GlsDocument) ours = NULL;
  GlsChange *change;

  if (document->statuses->len == 0)
    return TRUE;
  ours = gls_project_load_document (gls_transfer_put_idle (put), &document->id, 0, NULL, error);
  if (!ours)
    return FALSE;
  change = gls_transfer_put_change (put, name);
  for (guint i = 0; i < document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = document->statuses->pdata[i];

      if (!g_ptr_array_find_with_equal_func (ours->statuses, status, is_by_same, NULL))
        gls_change_set_status (change, &document->id, status->by, status->status, status->note);
    }
  if (!gls_change_is_empty (change))
    return gls_transfer_put_take (put, change, name, 1, error);
  gls_change_free (change);
  return TRUE;
}

/* Same text as one that is here: nothing is doubled, nothing changed but what a table of metadata says. */
static gboolean
put_known (GlsTransferPut *put, GlsDocument *document, const char *shown, const char *name, GHashTable *row, GError **error)
{
  GlsChange *change;

  put->report->already++;
  gls_transfer_report (put->report, _("“%s” is there already as “%s”."), document->key, shown);
  if (g_hash_table_contains (put->in_batch, &document->id) && !gls_transfer_put_flush (put, error))
    return FALSE;
  if (row)
    {
      change = change_metadata (put, row, document, name, error);
      if (!change)
        return FALSE;
      if (gls_change_is_empty (change))
        gls_change_free (change);
      else if (!gls_transfer_put_take (put, change, name, 1, error))
        return FALSE;
    }
  if (!put_statuses (put, document, name, error))
    return FALSE;
  remember_batch (put, document);
  return gls_transfer_put_annotations (put, document, FALSE, name, error);
}

static gboolean
was_deleted (GlsTransferPut *put, const GlsDocument *document)
{
  GlsId owner, set;
  GlsRecordKind kind;

  return !put->was_empty
         && gls_project_find_record (gls_transfer_put_before (put), &document->id, &kind, &owner, &set);
}

static gboolean
put_new (GlsTransferPut *put, GlsDocument *document, const char *name, GHashTable *row, GError **error)
{
  GlsChange *change = gls_transfer_put_change (put, name);
  gboolean back = was_deleted (put, document);
  gsize n_bytes;

  if (row)
    set_metadata (row, document);
  gls_text_get_data (document->text, &n_bytes);
  gls_change_put_document (change, document);
  if (!back)
    gls_change_promise_fresh (change);
  else
    {
      gls_change_set_text (change, &document->id, "deleted", NULL);
      gls_transfer_report (put->report, _("“%s” had been deleted and is back."), document->key);
    }
  put->report->documents++;
  g_hash_table_insert (put->documents, g_memdup2 (&document->id, sizeof document->id), g_strdup (document->key));
  if (put->fresh->len < MAX_KEYS)
    g_ptr_array_add (put->fresh, g_memdup2 (&document->id, sizeof document->id));
  remember_batch (put, document);
  if (!gls_transfer_put_take (put, change, name, 4 + (guint) (n_bytes / 1000), error))
    return FALSE;
  /* What it had before it was deleted is compared with what comes. */
  if (back && document->annotations->len > 0 && !gls_transfer_put_flush (put, error))
    return FALSE;
  return gls_transfer_put_annotations (put, document, !back, name, error);
}

/**
 * gls_transfer_put_document:
 * @document: of which nobody else holds a reference
 * @name: the file it came from, for messages and history
 *
 * Returns: FALSE when the project cannot be read or written
 */
gboolean
gls_transfer_put_document (GlsTransferPut *put, GlsDocument *document, const char *name, GError **error)
{
  GHashTable *row = find_metadata (put, name, document);
  const char *shown = g_hash_table_lookup (put->documents, &document->id);
  /* What is looked up for one document is read at one moment. */
  gboolean reading = put->reader && gls_project_begin_reading (put->reader, NULL), ok;

  ok = shown ? put_known (put, document, shown, name, row, error) : put_new (put, document, name, row, error);
  if (reading)
    gls_project_end_reading (put->reader);
  return ok;
}

/* The shown keys, which only the project knows. */
gboolean
gls_transfer_put_finish (GlsTransferPut *put, GError **error)
{
  g_autoptr (GlsDocumentTable) table = NULL;
  g_autoptr (GHashTable) fresh = NULL;

  report_unused_rows (put);
  if (put->fresh->len == 0)
    return TRUE;
  table = gls_project_list_keys (gls_transfer_put_idle (put), error);
  if (!table)
    return FALSE;
  fresh = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < put->fresh->len; i++)
    g_hash_table_add (fresh, put->fresh->pdata[i]);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      if (g_hash_table_contains (fresh, &row->id))
        g_ptr_array_add (put->report->document_keys, g_strdup (row->key));
    }
  return TRUE;
}
