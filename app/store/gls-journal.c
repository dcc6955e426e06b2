/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the journal: fields, records, and folding a record's own entries into its state. Writing is in gls-append.c. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-near.h"
#include "gls-rows.h"
#include "gls-packets.h"

gboolean
gls_journal_create_fields (GlsProject *project, GError **error)
{
  for (guint i = 1; i < G_N_ELEMENTS (gls_field_names); i++)
    {
      sqlite3_stmt *insert = gls_db_prepare (&project->db, "INSERT INTO field (k, name) VALUES (?, ?)", error);

      if (insert == NULL)
        return FALSE;
      sqlite3_bind_int (insert, 1, i);
      sqlite3_bind_text (insert, 2, gls_field_names[i], -1, SQLITE_STATIC);
      if (!gls_db_run (&project->db, insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_journal_load_fields (GlsProject *project, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT k, name FROM field ORDER BY k", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  g_hash_table_remove_all (project->field_keys);
  g_ptr_array_set_size (project->field_names, 0);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);
      const char *name = g_intern_string ((const char *) sqlite3_column_text (select, 1));

      if (k <= 0 || k > 10000000 || name == NULL)
        continue;
      if (project->field_names->len <= k)
        g_ptr_array_set_size (project->field_names, k + 1);
      project->field_names->pdata[k] = (gpointer) name;
      g_hash_table_insert (project->field_keys, (gpointer) name, GUINT_TO_POINTER (k));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 1; i < G_N_ELEMENTS (gls_field_names); i++)
    if (project->field_names->len <= i || g_strcmp0 (project->field_names->pdata[i], gls_field_names[i]) != 0)
      {
        g_autofree char *name = g_filename_display_name (project->db.path);

        g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: the list of fields is damaged; restore a backup"), name);
        return FALSE;
      }
  return TRUE;
}

guint
gls_journal_field_key (GlsProject *project, const char *name, gboolean create, GError **error)
{
  const char *interned = g_intern_string (name);
  guint key = GPOINTER_TO_UINT (g_hash_table_lookup (project->field_keys, interned));
  sqlite3_stmt *insert;

  if (key != 0)
    return key;
  /* Another process may have made it since. */
  if (!gls_journal_load_fields (project, error))
    return 0;
  key = GPOINTER_TO_UINT (g_hash_table_lookup (project->field_keys, interned));
  if (key != 0 || !create)
    return key;
  insert = gls_db_prepare (&project->db, "INSERT INTO field (name) VALUES (?)", error);
  if (insert == NULL)
    return 0;
  sqlite3_bind_text (insert, 1, interned, -1, SQLITE_STATIC);
  if (!gls_db_run (&project->db, insert, error))
    return 0;
  if (!gls_journal_load_fields (project, error))
    return 0;
  return GPOINTER_TO_UINT (g_hash_table_lookup (project->field_keys, interned));
}

const char *
gls_journal_field_name (GlsProject *project, guint key)
{
  if (key >= project->field_names->len || project->field_names->pdata[key] == NULL)
    gls_journal_load_fields (project, NULL);
  return key < project->field_names->len ? project->field_names->pdata[key] : NULL;
}

#define MOST_KEYS 8192

static void
remember_key (GHashTable *table, gconstpointer key, gsize n_key, gconstpointer value, gsize n_value)
{
  if (g_hash_table_size (table) >= MOST_KEYS)
    g_hash_table_remove_all (table);
  g_hash_table_insert (table, g_memdup2 (key, n_key), g_memdup2 (value, n_value));
}

gint64
gls_journal_find_record (GlsProject *project, const GlsId *id, GError **error)
{
  const gint64 *known = g_hash_table_lookup (project->keys, id);
  gint64 k;

  if (known != NULL)
    return *known;
  k = gls_ids_find (project, id, error);
  if (k != 0)
    remember_key (project->keys, id, sizeof *id, &k, sizeof k);
  return k;
}

gboolean
gls_journal_find_whole_record (GlsProject *project, const GlsId *id, GlsRecord *record, GError **error)
{
  const GlsRecord *known = g_hash_table_lookup (project->persons, id);
  gint64 k;

  if (known != NULL)
    *record = *known;
  if (known != NULL || gls_near_find (project, id, record))
    return TRUE;
  memset (record, 0, sizeof *record);
  k = gls_ids_find (project, id, error);
  if (k == 0 || !gls_journal_get_record (project, k, record, error))
    return FALSE;
  if (record->kind == GLS_RECORD_PERSON)
    remember_key (project->persons, id, sizeof *id, record, sizeof *record);
  return TRUE;
}

static void
bind_record (gconstpointer rows, guint i, sqlite3_stmt *insert, int column)
{
  const GlsRecord *record = (const GlsRecord *) rows + i;

  sqlite3_bind_blob (insert, column, &record->id, sizeof record->id, SQLITE_STATIC);
  sqlite3_bind_int (insert, column + 1, record->kind);
  sqlite3_bind_int64 (insert, column + 2, record->doc);
  gls_db_bind_key (insert, column + 3, record->owner);
  gls_db_bind_key (insert, column + 4, record->person);
}

gboolean
gls_journal_flush_records (GlsProject *project, GError **error)
{
  static const GlsRowSql sql
      = GLS_ROW_SQL ("INSERT OR FAIL INTO rec (id, kind, doc, owner, person) VALUES ", "(?, ?, ?, ?, ?)", 5);
  GArray *records = project->new_records;
  gboolean ok;

  if (records->len == 0)
    return TRUE;
  /* Keys are one above the highest and so on, as SQLite gives them itself, with less to look at than when it is told. */
  ok = gls_rows_insert (&project->db, &sql, bind_record, records->data, records->len, error)
       && (sqlite3_last_insert_rowid (project->db.handle) == g_array_index (records, GlsRecord, records->len - 1).k
           || gls_journal_fail_damaged (project, error));
  g_array_set_size (records, 0);
  return ok;
}

gboolean
gls_journal_insert_record (GlsProject *project, GlsRecord *record, GError **error)
{
  record->k = project->next_record++;
  g_array_append_vals (project->new_records, record, 1);
  if (record->kind == GLS_RECORD_DOCUMENT)
    project->made = record->id;
  return (project->new_records->len < 4 * GLS_ROWS_AT_ONCE || gls_journal_flush_records (project, error))
         && gls_ids_add (project, &record->id, record->k, record->doc == 0, error);
}

gboolean
gls_journal_get_record (GlsProject *project, gint64 k, GlsRecord *record, GError **error)
{
  const GArray *new = project->new_records;
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  if (new->len > 0 && k >= g_array_index (new, GlsRecord, 0).k && k < project->next_record)
    {
      *record = g_array_index (new, GlsRecord, k - g_array_index (new, GlsRecord, 0).k);
      return TRUE;
    }
  if (gls_near_get (project, k, record, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  select = gls_db_prepare (&project->db, "SELECT id, kind, doc, owner, person FROM rec WHERE k = ?", error);
  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, k);
  if (!gls_db_step (&project->db, select, error))
    {
      /* Keys come from the file, so a row that is missing is damage. */
      if (error != NULL && *error == NULL)
        {
          g_autofree char *name = g_filename_display_name (project->db.path);

          g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: a record is missing; run “gloss check” or restore a backup"),
                       name);
        }
      return FALSE;
    }
  gls_record_read_row (select, 0, k, record);
  sqlite3_reset (select);
  return TRUE;
}

gboolean
gls_journal_get_id (GlsProject *project, gint64 k, GlsId *id, GError **error)
{
  const GlsId *known;
  GlsRecord record;

  memset (id, 0, sizeof *id);
  if (k == 0)
    return TRUE;
  known = g_hash_table_lookup (project->ids, &k);
  if (known == NULL)
    {
      if (!gls_journal_get_record (project, k, &record, error))
        return FALSE;
      remember_key (project->ids, &k, sizeof k, &record.id, sizeof record.id);
    }
  *id = known != NULL ? *known : record.id;
  return TRUE;
}

void
gls_fold_init (GlsFold *fold)
{
  fold->fields = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  gls_arena_init (&fold->arena);
}

void
gls_fold_clear (GlsFold *fold)
{
  g_clear_pointer (&fold->fields, g_array_unref);
  gls_arena_clear (&fold->arena);
}

void
gls_fold_reset (GlsFold *fold)
{
  g_array_set_size (fold->fields, 0);
  gls_arena_reset (&fold->arena);
}

const GlsFoldedField *
gls_fold_find (const GlsFold *fold, guint field)
{
  for (guint i = 0; i < fold->fields->len; i++)
    {
      const GlsFoldedField *f = &g_array_index (fold->fields, GlsFoldedField, i);

      if (f->field == field)
        return f;
    }
  return NULL;
}

gint64
gls_fold_get_int (const GlsFold *fold, guint field, gint64 otherwise)
{
  const GlsFoldedField *f = gls_fold_find (fold, field);

  return f != NULL && (f->value.type == GLS_JOURNAL_INT || f->value.type == GLS_JOURNAL_REF) ? f->value.number
                                                                                              : otherwise;
}

const char *
gls_fold_get_text (const GlsFold *fold, guint field)
{
  const GlsFoldedField *f = gls_fold_find (fold, field);

  return f != NULL && f->value.type == GLS_JOURNAL_TEXT ? f->value.data : NULL;
}

gboolean
gls_fold_is_deleted (const GlsFold *fold)
{
  return gls_fold_get_int (fold, GLS_FIELD_DELETED, 0) != 0;
}

gboolean
gls_journal_value_equal (const GlsJournalValue *a, const GlsJournalValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case GLS_JOURNAL_INT:
    case GLS_JOURNAL_REF:
      return a->number == b->number;
    case GLS_JOURNAL_TEXT:
    case GLS_JOURNAL_BLOB:
      return a->n_bytes == b->n_bytes && memcmp (a->data, b->data, a->n_bytes) == 0;
    case GLS_JOURNAL_NULL:
    default:
      return TRUE;
    }
}

/* When an action was. Neither ever changes. */
typedef struct {
  gint64 clock;
  GlsId  id;
} GlsActionOrder;

static const GlsActionOrder *
get_order (GlsProject *project, gint64 action)
{
  static const GlsActionOrder none;
  GlsActionOrder *order = g_hash_table_lookup (project->orders, &action);
  sqlite3_stmt *select;

  if (order != NULL)
    return order;
  select = gls_db_prepare (&project->db, "SELECT clock, id FROM action WHERE k = ?", NULL);
  if (select == NULL)
    return &none;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&project->db, select, NULL))
    return &none;
  order = g_new0 (GlsActionOrder, 1);
  order->clock = sqlite3_column_int64 (select, 0);
  if (sqlite3_column_bytes (select, 1) == sizeof order->id)
    memcpy (&order->id, sqlite3_column_blob (select, 1), sizeof order->id);
  sqlite3_reset (select);
  g_hash_table_insert (project->orders, g_memdup2 (&action, sizeof action), order);
  return order;
}

gboolean
gls_journal_is_later (GlsProject *project, gint64 a, gint64 b)
{
  const GlsActionOrder *x, *y;

  if (a == b)
    return FALSE;
  if (g_hash_table_size (project->orders) >= MOST_KEYS)
    g_hash_table_remove_all (project->orders);
  x = get_order (project, a);
  y = get_order (project, b);
  return x->clock != y->clock ? x->clock > y->clock : gls_id_compare (&x->id, &y->id) > 0;
}

gboolean
gls_journal_fail_damaged (GlsProject *project, GError **error)
{
  g_autofree char *name = g_filename_display_name (project->db.path);

  if (error == NULL || *error == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                 _("%s: an entry of the journal is damaged; run “gloss check” or restore a backup"), name);
  return FALSE;
}

static inline void
keep_value (GlsArena *arena, GlsJournalValue *value)
{
  if (value->data != NULL)
    value->data = gls_arena_copy (arena, value->data, value->n_bytes);
}

void
gls_fold_set (GlsFold *fold, guint field, gint64 action, const GlsJournalValue *value)
{
  GlsFoldedField *standing = (GlsFoldedField *) gls_fold_find (fold, field);
  GlsFoldedField next = { .field = field, .action = action, .value = *value };

  if (standing != NULL)
    *standing = next;
  else
    g_array_append_val (fold->fields, next);
}

void
gls_fold_add (GlsProject *project, GlsFold *fold, const GlsFoldedField *entry)
{
  const GlsFoldedField *standing = gls_fold_find (fold, entry->field);

  if (standing == NULL || gls_journal_is_later (project, entry->action, standing->action))
    gls_fold_set (fold, entry->field, entry->action, &entry->value);
}

gboolean
gls_fold_take (GlsProject *project, GlsFold *fold, gint64 action, gconstpointer packed, gsize n_bytes, GError **error)
{
  gboolean is_first = fold->fields->len == 0;
  GlsFieldsReader reader;
  GlsFieldsResult result;
  GlsFoldedField next = { .action = action };

  gls_fields_reader_init (&reader, packed, n_bytes);
  while ((result = gls_fields_reader_next (&reader, &next.field, &next.value)) == GLS_FIELDS_VALUE)
    {
      const GlsFoldedField *standing = is_first ? NULL : gls_fold_find (fold, next.field);

      if (standing != NULL && !gls_journal_is_later (project, action, standing->action))
        continue;
      keep_value (&fold->arena, &next.value);
      if (standing != NULL)
        *(GlsFoldedField *) standing = next;
      else
        g_array_append_val (fold->fields, next);
    }
  return result == GLS_FIELDS_END || gls_journal_fail_damaged (project, error);
}

typedef struct {
  GlsProject *project;
  GlsFold    *fold;
  GArray     *entries;
  GlsArena   *arena;
} Loading;

static gboolean
fold_element (gpointer data, const GlsElement *element, GError **error)
{
  Loading *loading = data;

  return gls_fold_take (loading->project, loading->fold, element->action, element->fields, element->n_bytes, error);
}

gboolean
gls_journal_fold (GlsProject *project, const GlsRecord *record, GlsFold *fold, GError **error)
{
  Loading loading = { .project = project, .fold = fold };

  return gls_elements_each (project, record->doc, record->k, fold_element, &loading, error);
}

static gboolean
add_entries (gpointer data, const GlsElement *element, GError **error)
{
  Loading *loading = data;
  GlsFoldedField next = { .action = element->action };
  GlsFieldsReader reader;
  GlsFieldsResult result;

  gls_fields_reader_init (&reader, element->fields, element->n_bytes);
  while ((result = gls_fields_reader_next (&reader, &next.field, &next.value)) == GLS_FIELDS_VALUE)
    {
      keep_value (loading->arena, &next.value);
      g_array_append_val (loading->entries, next);
    }
  return result == GLS_FIELDS_END || gls_journal_fail_damaged (loading->project, error);
}

gboolean
gls_journal_load_entries (GlsProject *project, const GlsRecord *record, GArray *entries, GlsArena *arena, GError **error)
{
  Loading loading = { .project = project, .entries = entries, .arena = arena };

  return gls_elements_each (project, record->doc, record->k, add_entries, &loading, error);
}

static GArray *
find_records (GlsProject *project, GlsRecordKind kind, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT k, id, owner, person FROM rec WHERE part = ? AND doc = 0 ORDER BY k", error);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GlsRecord));
  g_autoptr (GError) failure = NULL;

  if (select == NULL || !gls_journal_flush_records (project, error))
    return NULL;
  sqlite3_bind_int (select, 1, kind);
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsRecord record = { .k = sqlite3_column_int64 (select, 0), .kind = kind };

      if (sqlite3_column_bytes (select, 1) == sizeof record.id)
        memcpy (&record.id, sqlite3_column_blob (select, 1), sizeof record.id);
      record.owner = sqlite3_column_int64 (select, 2);
      record.person = sqlite3_column_int64 (select, 3);
      g_array_append_val (records, record);
    }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
gls_journal_each_record (GlsProject *project, GlsRecordKind kind, GlsRecordFunc read, gpointer data, GError **error)
{
  g_autoptr (GArray) records = find_records (project, kind, error);
  gboolean ok = records != NULL;
  GlsFold fold;

  gls_fold_init (&fold);
  for (guint i = 0; ok && i < records->len; i++)
    {
      const GlsRecord *record = &g_array_index (records, GlsRecord, i);

      gls_fold_reset (&fold);
      ok = gls_journal_fold (project, record, &fold, error);
      if (ok)
        read (data, record, &fold);
    }
  gls_fold_clear (&fold);
  return ok;
}
