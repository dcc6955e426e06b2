/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the journal: fields, records, and folding a record's own entries into its state. Writing is in gls-append.c. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"

static const char * const fixed_fields[] = {
  NULL,      "deleted", "&type",  "fragments", "note",   "unsure",    "&entity", "&role",     "&to",
  "filler",  "value",   "order",  "name",      "key",    "title",     "source",  "publisher", "byline",
  "published", "language", "zone", "status",   "plugin", "run",       "confidence",
};
G_STATIC_ASSERT (G_N_ELEMENTS (fixed_fields) == GLS_FIELD_LAST_FIXED + 1);

gboolean
gls_journal_create_fields (GlsProject *project, GError **error)
{
  for (guint i = 1; i < G_N_ELEMENTS (fixed_fields); i++)
    {
      sqlite3_stmt *insert = gls_db_prepare (&project->db, "INSERT INTO field (k, name) VALUES (?, ?)", error);

      if (insert == NULL)
        return FALSE;
      sqlite3_bind_int (insert, 1, i);
      sqlite3_bind_text (insert, 2, fixed_fields[i], -1, SQLITE_STATIC);
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
  for (guint i = 1; i < G_N_ELEMENTS (fixed_fields); i++)
    if (project->field_names->len <= i || g_strcmp0 (project->field_names->pdata[i], fixed_fields[i]) != 0)
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

gint64
gls_journal_find_record (GlsProject *project, const GlsId *id, GError **error)
{
  const gint64 *known = g_hash_table_lookup (project->keys, id);
  sqlite3_stmt *select;
  gint64 k = 0;

  if (known != NULL)
    return *known;
  select = gls_db_prepare (&project->db, "SELECT k FROM rec WHERE id = ?", error);
  if (select == NULL)
    return 0;
  sqlite3_bind_blob (select, 1, id, sizeof *id, SQLITE_STATIC);
  if (gls_db_step (&project->db, select, error))
    {
      k = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
      if (g_hash_table_size (project->keys) >= MOST_KEYS)
        g_hash_table_remove_all (project->keys);
      g_hash_table_insert (project->keys, g_memdup2 (id, sizeof *id), g_memdup2 (&k, sizeof k));
    }
  return k;
}

gboolean
gls_journal_get_record (GlsProject *project, gint64 k, GlsRecord *record, GError **error)
{
  sqlite3_stmt *select
      = gls_db_prepare (&project->db, "SELECT id, kind, doc, owner, person FROM rec WHERE k = ?", error);

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
  memset (record, 0, sizeof *record);
  record->k = k;
  if (sqlite3_column_bytes (select, 0) == sizeof (GlsId))
    memcpy (&record->id, sqlite3_column_blob (select, 0), sizeof (GlsId));
  record->kind = sqlite3_column_int (select, 1);
  record->doc = sqlite3_column_int64 (select, 2);
  record->owner = sqlite3_column_int64 (select, 3);
  record->person = sqlite3_column_int64 (select, 4);
  sqlite3_reset (select);
  return TRUE;
}

void
gls_fold_init (GlsFold *fold)
{
  fold->fields = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  fold->arena = g_string_chunk_new (256);
}

void
gls_fold_clear (GlsFold *fold)
{
  g_clear_pointer (&fold->fields, g_array_unref);
  g_clear_pointer (&fold->arena, g_string_chunk_free);
}

void
gls_fold_reset (GlsFold *fold)
{
  g_array_set_size (fold->fields, 0);
  g_string_chunk_clear (fold->arena);
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

void
gls_journal_read_value (GlsProject *project, sqlite3_stmt *statement, int column, guint field, GStringChunk *arena,
                        GlsJournalValue *value)
{
  const char *name;

  memset (value, 0, sizeof *value);
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      name = gls_journal_field_name (project, field);
      value->type = name != NULL && name[0] == '&' ? GLS_JOURNAL_REF : GLS_JOURNAL_INT;
      value->number = sqlite3_column_int64 (statement, column);
      break;
    case SQLITE_TEXT:
      value->type = GLS_JOURNAL_TEXT;
      value->data = (const char *) sqlite3_column_text (statement, column);
      value->n_bytes = sqlite3_column_bytes (statement, column);
      break;
    case SQLITE_BLOB:
      value->type = GLS_JOURNAL_BLOB;
      value->data = sqlite3_column_blob (statement, column);
      value->n_bytes = sqlite3_column_bytes (statement, column);
      if (value->data == NULL)
        value->data = "";
      break;
    default:
      break;
    }
  if (value->data != NULL && arena != NULL)
    value->data = g_string_chunk_insert_len (arena, value->data, value->n_bytes);
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

static gboolean
read_order (GlsProject *project, gint64 action, gint64 *clock, GlsId *id)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT clock, id FROM action WHERE k = ?", NULL);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&project->db, select, NULL))
    return FALSE;
  *clock = sqlite3_column_int64 (select, 0);
  if (sqlite3_column_bytes (select, 1) == sizeof *id)
    memcpy (id, sqlite3_column_blob (select, 1), sizeof *id);
  sqlite3_reset (select);
  return TRUE;
}

gboolean
gls_journal_is_later (GlsProject *project, gint64 a, gint64 b)
{
  gint64 clock_a = 0, clock_b = 0;
  GlsId id_a = { 0 }, id_b = { 0 };

  if (a == b)
    return FALSE;
  read_order (project, a, &clock_a, &id_a);
  read_order (project, b, &clock_b, &id_b);
  return clock_a != clock_b ? clock_a > clock_b : gls_id_compare (&id_a, &id_b) > 0;
}

gboolean
gls_journal_fold (GlsProject *project, gint64 rec, GlsFold *fold, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT field, action, value FROM entry WHERE rec = ?", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, rec);
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsFoldedField next = { .field = sqlite3_column_int (select, 0), .action = sqlite3_column_int64 (select, 1) };
      GlsFoldedField *standing = (GlsFoldedField *) gls_fold_find (fold, next.field);

      if (standing != NULL && !gls_journal_is_later (project, next.action, standing->action))
        continue;
      gls_journal_read_value (project, select, 2, next.field, fold->arena, &next.value);
      if (standing != NULL)
        *standing = next;
      else
        g_array_append_val (fold->fields, next);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return error == NULL || *error == NULL;
}

/* FNV-1a over the canonical bytes, then a finaliser, so that sums of many do not cancel. */
static guint64
mix (guint64 hash, const void *data, gsize n)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < n; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static guint64
finish (guint64 hash)
{
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return hash ^ hash >> 33;
}

static guint64
mix_number (guint64 hash, gint64 number)
{
  gint64 le = GINT64_TO_LE (number);

  return mix (hash, &le, sizeof le);
}

static guint64
mix_id (guint64 hash, const GlsId *id)
{
  static const GlsId none;

  return mix (hash, id != NULL ? id : &none, sizeof *id);
}

static guint64
mix_text (guint64 hash, const char *text)
{
  return mix (hash, text != NULL ? text : "", text != NULL ? strlen (text) + 1 : 1);
}

#define FNV_OFFSET G_GUINT64_CONSTANT (14695981039346656037)

guint64
gls_journal_sum_action (const GlsId *id, gint64 clock, const GlsId *person, const char *what, const GlsId *undoes,
                        const GlsId *group, const char *detail)
{
  guint64 hash = mix_id (FNV_OFFSET, id);

  hash = mix_number (hash, clock);
  hash = mix_id (hash, person);
  hash = mix_text (hash, what);
  hash = mix_id (hash, undoes);
  hash = mix_id (hash, group);
  return finish (mix_text (hash, detail));
}

guint64
gls_journal_sum_entry (const GlsId *action, const GlsId *record, GlsRecordKind kind, const GlsId *document,
                       const GlsId *owner, const GlsId *set, const char *field, const GlsJournalValue *value)
{
  guint64 hash = mix_id (FNV_OFFSET, action);

  hash = mix_id (hash, record);
  hash = mix_number (hash, kind);
  hash = mix_id (hash, document);
  hash = mix_id (hash, owner);
  hash = mix_id (hash, set);
  hash = mix_text (hash, field);
  hash = mix_number (hash, value->type);
  if (value->type == GLS_JOURNAL_INT)
    hash = mix_number (hash, value->number);
  else if (value->type == GLS_JOURNAL_REF)
    hash = mix_id (hash, &value->ref);
  else if (value->data != NULL)
    hash = mix (hash, value->data, value->n_bytes);
  return finish (hash);
}
