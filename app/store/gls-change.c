/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change-set: records and fields in memory, the later value of a field replacing the earlier. It knows no SQL. */
#include "config.h"

#include <string.h>

#include "gls-change-private.h"

const char * const gls_field_names[] = {
  NULL,      "deleted", "&type",  "fragments", "note",   "unsure",    "&entity", "&role",     "&to",
  "filler",  "value",   "order",  "name",      "key",    "title",     "source",  "publisher", "byline",
  "published", "language", "zone", "status",   "plugin", "run",       "confidence",
};

GlsChange *
gls_change_new (const char *person, const char *what)
{
  GlsChange *change = g_new0 (GlsChange, 1);

  change->person = g_strdup (person);
  change->what = g_strdup (what);
  change->records = g_array_new (FALSE, FALSE, sizeof (GlsTouchedRecord));
  change->index = g_hash_table_new (gls_id_hash, gls_id_equal);
  change->operations = g_array_new (FALSE, FALSE, sizeof (GlsOperation));
  change->arena = g_string_chunk_new (1024);
  change->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  return change;
}

void
gls_change_free (GlsChange *change)
{
  g_free (change->person);
  g_free (change->what);
  g_free (change->detail);
  g_free (change->set);
  g_array_unref (change->records);
  g_hash_table_unref (change->index);
  g_array_unref (change->operations);
  g_string_chunk_free (change->arena);
  g_ptr_array_unref (change->documents);
  g_free (change);
}

gboolean
gls_change_is_empty (const GlsChange *change)
{
  return change->records->len == 0;
}

void
gls_change_set_detail (GlsChange *change, const char *json)
{
  g_free (change->detail);
  change->detail = g_strdup (json);
}

void
gls_change_join (GlsChange *change, const GlsId *group)
{
  change->has_group = TRUE;
  change->group = *group;
}

void
gls_change_promise_fresh (GlsChange *change)
{
  change->is_fresh = TRUE;
}

static GlsTouchedRecord *
find_record (GlsChange *change, const GlsId *id)
{
  guint position = change->last;

  /* Mostly many fields of one record follow each other. */
  if (position > 0 && gls_id_equal (&g_array_index (change->records, GlsTouchedRecord, position - 1).id, id))
    return &g_array_index (change->records, GlsTouchedRecord, position - 1);
  position = GPOINTER_TO_UINT (g_hash_table_lookup (change->index, id));
  if (position == 0)
    {
      GlsTouchedRecord record = { .id = *id, .first = -1, .last = -1 };

      g_array_append_val (change->records, record);
      position = change->records->len;
      g_hash_table_insert (change->index, g_string_chunk_insert_len (change->arena, (const char *) id, sizeof *id),
                           GUINT_TO_POINTER (position));
    }
  change->last = position;
  return &g_array_index (change->records, GlsTouchedRecord, position - 1);
}

/**
 * gls_change_declare:
 * @document: (nullable): the document the record belongs to
 * @owner: (nullable): the record it is a part of
 * @set: (nullable): the set (person) whose it is
 *
 * Says what a new record is. These never change; declaring a record that the file has already is harmless.
 */
void
gls_change_declare (GlsChange *change, const GlsId *record, GlsRecordKind kind, const GlsId *document,
                    const GlsId *owner, const GlsId *set)
{
  GlsTouchedRecord *r = find_record (change, record);

  r->declared = TRUE;
  r->kind = kind;
  r->has_document = document != NULL;
  r->has_owner = owner != NULL;
  r->has_set = set != NULL;
  r->document = document != NULL ? *document : (GlsId) { { 0 } };
  r->owner = owner != NULL ? *owner : (GlsId) { { 0 } };
  r->set = set != NULL ? *set : (GlsId) { { 0 } };
}

static void
set_operation (GlsChange *change, const GlsId *record, const char *field, guint key, const GlsJournalValue *value)
{
  GlsTouchedRecord *r = find_record (change, record);
  GlsOperation operation = { .field = field, .key = key, .value = *value, .next = -1 };
  int position = change->operations->len;

  if (value->data != NULL)
    operation.value.data = g_string_chunk_insert_len (change->arena, value->data, value->n_bytes);
  for (int at = r->first; at >= 0;)
    {
      GlsOperation *earlier = &g_array_index (change->operations, GlsOperation, at);

      if (earlier->field == operation.field)
        {
          earlier->value = operation.value;
          return;
        }
      at = earlier->next;
    }
  g_array_append_val (change->operations, operation);
  if (r->last >= 0)
    g_array_index (change->operations, GlsOperation, r->last).next = position;
  else
    r->first = position;
  r->last = position;
}

void
gls_change_set_known (GlsChange *change, const GlsId *record, GlsFieldKey key, const GlsJournalValue *value)
{
  set_operation (change, record, gls_field_names[key], key, value);
}

void
gls_change_set_value (GlsChange *change, const GlsId *record, const char *field, const GlsJournalValue *value)
{
  /* A field of a fixed key has one name only, wherever it is written. */
  for (guint key = 1; field[0] != '@' && key <= GLS_FIELD_LAST_FIXED; key++)
    if (strcmp (field, gls_field_names[key]) == 0)
      {
        gls_change_set_known (change, record, key, value);
        return;
      }
  set_operation (change, record, g_intern_string (field), 0, value);
}

void
gls_change_set_text (GlsChange *change, const GlsId *record, const char *field, const char *value)
{
  GlsJournalValue v = { .type = value != NULL ? GLS_JOURNAL_TEXT : GLS_JOURNAL_NULL,
                        .data = value,
                        .n_bytes = value != NULL ? strlen (value) : 0 };

  gls_change_set_value (change, record, field, &v);
}

void
gls_change_set_int (GlsChange *change, const GlsId *record, const char *field, gint64 value)
{
  GlsJournalValue v = { .type = GLS_JOURNAL_INT, .number = value };

  gls_change_set_value (change, record, field, &v);
}

void
gls_change_set_blob (GlsChange *change, const GlsId *record, const char *field, GBytes *value)
{
  GlsJournalValue v = { .type = GLS_JOURNAL_BLOB };

  v.data = g_bytes_get_data (value, &v.n_bytes);
  if (v.data == NULL)
    v.data = "";
  gls_change_set_value (change, record, field, &v);
}

void
gls_change_set_ref (GlsChange *change, const GlsId *record, const char *field, const GlsId *value)
{
  GlsJournalValue v = { .type = value != NULL ? GLS_JOURNAL_REF : GLS_JOURNAL_NULL };

  if (value != NULL)
    v.ref = *value;
  gls_change_set_value (change, record, field, &v);
}

void
gls_change_delete (GlsChange *change, const GlsId *record)
{
  gls_change_set_int (change, record, "deleted", 1);
}
