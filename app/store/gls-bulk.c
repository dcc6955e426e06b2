/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at each document once and writes into one change what is to be done there.
 * It must not know how the items were found, and it commits nothing. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-value.h>

#include "gls-bulk.h"

/* Longer words say no figure and no date. */
#define WORDS 1000

typedef struct {
  GlsProject        *project;
  GlsBulkKind        kind;
  const GlsTypeDef  *type;
  const char        *person;
  GlsCodebook       *codebook;
  GHashTable        *rows;      /* GlsId to GlsDocumentRow */
  GlsBulk           *bulk;
} Worker;

void
gls_bulk_clear (GlsBulk *bulk)
{
  g_clear_pointer (&bulk->change, gls_change_free);
}

static gboolean
is_own (const Worker *self, const GlsSpanTable *table, const GlsSpan *span)
{
  return (span->flags & GLS_SPAN_SUGGESTION) == 0 && g_strcmp0 (g_ptr_array_index (table->sets, span->set), self->person) == 0;
}

static gboolean
has_type (const Worker *self, const GlsSpanTable *table, const GlsSpan *span)
{
  return g_strcmp0 (g_ptr_array_index (table->types, span->type), self->type->name) == 0;
}

/* --- Labelling --------------------------------------------------------------------------------------------------- */

static gboolean
is_labelled (const Worker *self, const GlsSpanTable *table, const GlsBulkItem *item)
{
  guint low = 0, high = table->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (table->spans, GlsSpan, middle).start < item->start)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < table->spans->len && g_array_index (table->spans, GlsSpan, low).start == item->start; low++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, low);

      if (span->end == item->end && span->n_fragments <= 1 && is_own (self, table, span) && has_type (self, table, span))
        return TRUE;
    }
  return FALSE;
}

/* What the words say by themselves, as when they are labelled one by one. */
static void
add_values (Worker *self, GlsAnnotation *annotation, const GlsText *text, const char *published)
{
  guint32 start = annotation->fragments[0].start, end = annotation->fragments[0].end;
  g_autofree char *words = gls_text_slice (text, start, MIN (end, start + WORDS));

  for (guint i = 0; self->type->attributes != NULL && i < self->type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (self->type->attributes, i);
      g_autofree char *json = def->retired ? NULL : gls_value_propose (def, words, published);

      if (json != NULL)
        gls_annotation_add_attribute (annotation, def->name, json);
    }
}

static guint
label (Worker *self, const GlsSpanTable *table, const GlsDocument *document, const GlsBulkItem *items, guint n)
{
  guint32 length = gls_text_get_length (document->text);
  guint done = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GlsAnnotation) annotation = NULL;
      GlsFragment fragment = { items[i].start, items[i].end };

      if (fragment.start >= fragment.end || fragment.end > length)
        continue;
      if (is_labelled (self, table, &items[i]))
        {
          self->bulk->same++;
          continue;
        }
      annotation = gls_annotation_new ();
      gls_id_generate (&annotation->id);
      annotation->type = g_strdup (self->type->name);
      annotation->by = g_strdup (self->person);
      gls_annotation_set_fragments (annotation, &fragment, 1);
      add_values (self, annotation, document->text, document->published);
      gls_change_put_annotation (self->bulk->change, &document->id, annotation, self->codebook);
      done++;
    }
  return done;
}

/* --- Changing and deleting --------------------------------------------------------------------------------------- */

static guint
change (Worker *self, const GlsSpanTable *table, const GlsBulkItem *items, guint n)
{
  g_autoptr (GHashTable) spans = g_hash_table_new (gls_id_hash, gls_id_equal);
  guint done = 0;

  for (guint i = 0; i < table->spans->len; i++)
    {
      GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      g_hash_table_insert (spans, &span->id, span);
    }
  for (guint i = 0; i < n; i++)
    {
      const GlsSpan *span = g_hash_table_lookup (spans, &items[i].annotation);

      if (span == NULL)
        continue;
      if (!is_own (self, table, span))
        {
          self->bulk->others++;
          continue;
        }
      if (self->kind == GLS_BULK_RETYPE && has_type (self, table, span))
        {
          self->bulk->same++;
          continue;
        }
      if (self->kind == GLS_BULK_RETYPE)
        gls_change_set_type (self->bulk->change, &span->id, self->type);
      else
        gls_change_delete (self->bulk->change, &span->id);
      done++;
    }
  return done;
}

/* --- Going through ----------------------------------------------------------------------------------------------- */

static gboolean
work_on (Worker *self, const GlsBulkItem *items, guint n, GError **error)
{
  const GlsId *id = &items[0].document;
  const GlsDocumentRow *row = g_hash_table_lookup (self->rows, id);
  g_autoptr (GlsSpanTable) table = NULL;
  guint done;

  /* Gone since it was found. */
  if (row == NULL)
    return TRUE;
  table = gls_project_load_spans (self->project, id, NULL, error);
  if (table == NULL)
    return FALSE;
  if (self->kind == GLS_BULK_LABEL)
    {
      g_autoptr (GlsDocument) document = gls_project_load_document (self->project, id, GLS_LOAD_TEXT, NULL, error);

      if (document == NULL)
        return FALSE;
      done = label (self, table, document, items, n);
    }
  else
    done = change (self, table, items, n);
  if (done == 0)
    return TRUE;
  self->bulk->n += done;
  self->bulk->documents++;
  if (self->kind == GLS_BULK_LABEL && row->status == GLS_STATUS_NOT_BEGUN)
    gls_change_set_status (self->bulk->change, id, self->person, GLS_STATUS_IN_WORK, NULL);
  return TRUE;
}

gboolean
gls_project_prepare_bulk (GlsProject *project, GlsBulkKind kind, const GlsBulkItem *items, guint n_items, const char *type,
                          const char *person, GlsBulk *bulk, GError **error)
{
  static const char * const names[] = { "label", "type", "delete" };
  g_autoptr (GlsCodebook) codebook = gls_project_load_codebook (project, error);
  g_autoptr (GlsDocumentTable) table = codebook != NULL ? gls_project_list_documents (project, person, error) : NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new (gls_id_hash, gls_id_equal);
  Worker self = { project, kind, NULL, person, codebook, rows, bulk };

  *bulk = (GlsBulk){ 0 };
  if (table == NULL)
    return FALSE;
  self.type = type != NULL ? gls_codebook_find_type (codebook, type) : NULL;
  if (self.type == NULL && kind != GLS_BULK_DELETE)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _ ("The codebook has no type “%s”"), type != NULL ? type : "");
      return FALSE;
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      g_hash_table_insert (rows, &row->id, row);
    }
  bulk->change = gls_change_new (person, names[kind]);
  for (guint i = 0, end; i < n_items; i = end)
    {
      for (end = i + 1; end < n_items && gls_id_equal (&items[end].document, &items[i].document);)
        end++;
      if (!work_on (&self, &items[i], end - i, error))
        {
          gls_bulk_clear (bulk);
          return FALSE;
        }
    }
  return TRUE;
}
