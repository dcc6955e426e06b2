/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the journal: one change-set becomes one action with its entries, and the projections follow. All of it happens
 * inside the caller's transaction. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-error.h>

#include "gls-journal.h"

typedef struct {
  GlsRecord record;
  GlsId     document, owner, set; /* null ids where there is none */
  gboolean  is_new;
} Resolved;

gint64
gls_journal_get_meta (GlsProject *project, const char *key, gint64 otherwise)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT value FROM meta WHERE key = ?", NULL);
  gint64 value = otherwise;

  if (select == NULL)
    return otherwise;
  sqlite3_bind_text (select, 1, key, -1, SQLITE_STATIC);
  if (gls_db_step (&project->db, select, NULL))
    {
      value = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return value;
}

gboolean
gls_journal_set_meta (GlsProject *project, const char *key, gint64 value, GError **error)
{
  sqlite3_stmt *replace = gls_db_prepare (&project->db, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", error);

  if (replace == NULL)
    return FALSE;
  sqlite3_bind_text (replace, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (replace, 2, value);
  return gls_db_run (&project->db, replace, error);
}

gint64
gls_journal_get_clock (GlsProject *project)
{
  return gls_journal_get_meta (project, "clock", 0);
}

gboolean
gls_journal_begin (GlsProject *project, GError **error)
{
  if (project->flags & GLS_OPEN_READ_ONLY)
    {
      g_autofree char *name = g_filename_display_name (project->db.path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the project was opened for reading only"), name);
      return FALSE;
    }
  return gls_db_exec (&project->db, "BEGIN IMMEDIATE", error);
}

gboolean
gls_journal_end (GlsProject *project, gboolean commit, GError **error)
{
  if (commit && gls_db_exec (&project->db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (project->db.handle))
    sqlite3_exec (project->db.handle, "ROLLBACK", NULL, NULL, NULL);
  /* What the transaction added to the caches went with it. */
  g_hash_table_remove_all (project->keys);
  project->counting.n = 0;
  gls_journal_load_fields (project, NULL);
  project->names_head = -1;
  return FALSE;
}

static gboolean
fail_missing (GlsProject *project, const GlsId *id, GError **error)
{
  char text[GLS_ID_STRING_SIZE];

  gls_id_to_string (id, text);
  if (error == NULL || *error == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no record %s in the project"), project->db.path, text);
  return FALSE;
}

static gboolean
find_key (GlsProject *project, gboolean has, const GlsId *id, gint64 *k, GError **error)
{
  *k = 0;
  if (!has)
    return TRUE;
  *k = gls_journal_find_record (project, id, error);
  return *k != 0 ? TRUE : fail_missing (project, id, error);
}

/* Leaves resolved->is_new FALSE where the record is there already. */
static gboolean
insert_record (GlsProject *project, const GlsTouchedRecord *touched, Resolved *resolved, GError **error)
{
  GlsRecord *record = &resolved->record;
  sqlite3_stmt *insert;

  if (!touched->declared)
    return fail_missing (project, &touched->id, error);
  if (!find_key (project, touched->has_document, &touched->document, &record->doc, error)
      || !find_key (project, touched->has_owner, &touched->owner, &record->owner, error)
      || !find_key (project, touched->has_set, &touched->set, &record->person, error))
    return FALSE;
  insert = gls_db_prepare (&project->db, "INSERT OR IGNORE INTO rec (id, kind, doc, owner, person) VALUES (?, ?, ?, ?, ?)",
                           error);
  if (insert == NULL)
    return FALSE;
  record->id = touched->id;
  record->kind = touched->kind;
  sqlite3_bind_blob (insert, 1, &touched->id, sizeof touched->id, SQLITE_STATIC);
  sqlite3_bind_int (insert, 2, touched->kind);
  sqlite3_bind_int64 (insert, 3, record->doc);
  if (record->owner != 0)
    sqlite3_bind_int64 (insert, 4, record->owner);
  if (record->person != 0)
    sqlite3_bind_int64 (insert, 5, record->person);
  if (!gls_db_run (&project->db, insert, error))
    return FALSE;
  if (sqlite3_changes (project->db.handle) == 0)
    return TRUE;
  record->k = sqlite3_last_insert_rowid (project->db.handle);
  resolved->is_new = TRUE;
  resolved->document = touched->document;
  resolved->owner = touched->owner;
  resolved->set = touched->set;
  return TRUE;
}

static gboolean
resolve_id (GlsProject *project, gint64 k, GlsId *id, GError **error)
{
  GlsRecord record;

  memset (id, 0, sizeof *id);
  if (k == 0)
    return TRUE;
  if (!gls_journal_get_record (project, k, &record, error))
    return FALSE;
  *id = record.id;
  return TRUE;
}

static gboolean
resolve_record (GlsProject *project, const GlsTouchedRecord *touched, Resolved *resolved, GError **error)
{
  gboolean is_part = touched->declared && touched->has_document;
  gint64 k;

  memset (resolved, 0, sizeof *resolved);
  /* Annotations and their links are mostly new: trying is cheaper than asking. */
  if (is_part && (!insert_record (project, touched, resolved, error) || resolved->is_new))
    return resolved->is_new;
  k = gls_journal_find_record (project, &touched->id, error);
  if (k == 0)
    return (error == NULL || *error == NULL) && insert_record (project, touched, resolved, error);
  if (!gls_journal_get_record (project, k, &resolved->record, error)
      || !resolve_id (project, resolved->record.doc, &resolved->document, error)
      || !resolve_id (project, resolved->record.owner, &resolved->owner, error)
      || !resolve_id (project, resolved->record.person, &resolved->set, error))
    return FALSE;
  if (touched->declared
      && (touched->kind != resolved->record.kind
          || (touched->has_document && !gls_id_equal (&touched->document, &resolved->document))
          || (touched->has_set && !gls_id_equal (&touched->set, &resolved->set))))
    {
      char text[GLS_ID_STRING_SIZE];

      gls_id_to_string (&touched->id, text);
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the id %s already belongs to something else in the project"), text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
insert_entry (GlsProject *project, gint64 action, gint64 rec, guint field, const GlsJournalValue *value, GError **error)
{
  sqlite3_stmt *insert
      = gls_db_prepare (&project->db, "INSERT INTO entry (rec, action, field, value) VALUES (?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, rec);
  sqlite3_bind_int64 (insert, 2, action);
  sqlite3_bind_int (insert, 3, field);
  switch (value->type)
    {
    case GLS_JOURNAL_INT:
    case GLS_JOURNAL_REF:
      sqlite3_bind_int64 (insert, 4, value->number);
      break;
    case GLS_JOURNAL_TEXT:
      sqlite3_bind_text (insert, 4, value->data, value->n_bytes, SQLITE_STATIC);
      break;
    case GLS_JOURNAL_BLOB:
      sqlite3_bind_blob (insert, 4, value->data, value->n_bytes, SQLITE_STATIC);
      break;
    case GLS_JOURNAL_NULL:
    default:
      break;
    }
  return gls_db_run (&project->db, insert, error);
}

typedef struct {
  GlsProject *project;
  gint64      action;
  GlsId       id;
  guint64     sum;
  guint       n_entries;
} Writing;

static gboolean
write_entry (Writing *writing, const Resolved *resolved, const char *name, guint field, const GlsJournalValue *value,
             GError **error)
{
  const GlsRecord *record = &resolved->record;

  writing->sum += gls_journal_sum_entry (&writing->id, &record->id, record->kind, &resolved->document,
                                         &resolved->owner, &resolved->set, name, value);
  writing->n_entries++;
  return insert_entry (writing->project, writing->action, record->k, field, value, error);
}

static void
set_folded (GlsFold *fold, guint field, const GlsJournalValue *value)
{
  GlsFoldedField *standing = (GlsFoldedField *) gls_fold_find (fold, field);
  GlsFoldedField next = { .field = field, .value = *value };

  if (standing != NULL)
    *standing = next;
  else
    g_array_append_val (fold->fields, next);
}

/* Our clock is above every clock in the file, so what is written now stands. */
static gboolean
write_record (Writing *writing, GlsChange *change, const GlsTouchedRecord *touched, const Resolved *resolved,
              GlsFold *before, GlsFold *after, GError **error)
{
  GlsProject *project = writing->project;
  guint written = 0;

  if (!resolved->is_new
      && (!gls_journal_fold (project, resolved->record.k, before, error)
          || !gls_journal_fold (project, resolved->record.k, after, error)))
    return FALSE;
  for (int at = touched->first; at >= 0;)
    {
      GlsOperation *operation = &g_array_index (change->operations, GlsOperation, at);
      const GlsFoldedField *standing;
      guint field = gls_journal_field_key (project, operation->field, TRUE, error);

      at = operation->next;
      if (field == 0)
        return FALSE;
      if (operation->value.type == GLS_JOURNAL_REF
          && !find_key (project, TRUE, &operation->value.ref, &operation->value.number, error))
        return FALSE;
      standing = gls_fold_find (after, field);
      if (standing == NULL ? operation->value.type == GLS_JOURNAL_NULL
                           : gls_journal_value_equal (&standing->value, &operation->value))
        continue;
      if (!write_entry (writing, resolved, operation->field, field, &operation->value, error))
        return FALSE;
      set_folded (after, field, &operation->value);
      written++;
    }
  /* A record without a field still has to be somebody's doing. */
  if (written == 0 && resolved->is_new)
    {
      GlsJournalValue none = { .type = GLS_JOURNAL_INT };

      if (!write_entry (writing, resolved, "deleted", GLS_FIELD_DELETED, &none, error))
        return FALSE;
      written++;
    }
  return written == 0
         || gls_projection_update (project, &resolved->record, resolved->is_new ? NULL : before, after, error);
}

static gboolean
check_clock (GlsProject *project, gint64 highest, GError **error)
{
  g_autofree char *name = NULL, *ours = NULL, *theirs = NULL;
  gint64 wall = gls_clock_wall ();

  if (highest - wall <= GLS_CLOCK_DAY || (project->flags & GLS_OPEN_ACCEPT_CLOCK))
    return TRUE;
  name = g_filename_display_name (project->db.path);
  ours = gls_clock_to_iso (wall);
  theirs = gls_clock_to_iso (highest);
  g_set_error (error, GLS_ERROR, GLS_ERROR_CLOCK,
               _("%s: this computer's clock says %s, but the project was changed at %s; set the clock, or confirm to go on"),
               name, ours, theirs);
  return FALSE;
}

gint64
gls_project_get_clock (GlsProject *project)
{
  return gls_journal_get_clock (project);
}

void
gls_project_accept_clock (GlsProject *project)
{
  project->flags |= GLS_OPEN_ACCEPT_CLOCK;
}

static gboolean
insert_action (Writing *writing, GlsChange *change, gint64 clock, GError **error)
{
  GlsProject *project = writing->project;
  sqlite3_stmt *insert = gls_db_prepare (&project->db,
                                         "INSERT INTO action (k, id, clock, person, what, undoes, grp, detail, sum)"
                                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                         error);
  GlsId person = { { 0 } };
  gint64 person_key = 0;

  if (insert == NULL)
    return FALSE;
  if (change->person != NULL)
    {
      gls_record_id_for_person (change->person, &person);
      person_key = gls_journal_find_record (project, &person, error);
    }
  writing->sum += gls_journal_sum_action (&writing->id, clock, change->person != NULL ? &person : NULL, change->what,
                                          change->has_undoes ? &change->undoes : NULL,
                                          change->has_group ? &change->group : NULL, change->detail);
  sqlite3_bind_int64 (insert, 1, writing->action);
  sqlite3_bind_blob (insert, 2, &writing->id, sizeof writing->id, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 3, clock);
  if (person_key != 0)
    sqlite3_bind_int64 (insert, 4, person_key);
  sqlite3_bind_text (insert, 5, change->what, -1, SQLITE_STATIC);
  if (change->has_undoes)
    sqlite3_bind_blob (insert, 6, &change->undoes, sizeof change->undoes, SQLITE_STATIC);
  if (change->has_group)
    sqlite3_bind_blob (insert, 7, &change->group, sizeof change->group, SQLITE_STATIC);
  if (change->detail != NULL)
    sqlite3_bind_text (insert, 8, change->detail, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 9, (gint64) writing->sum);
  return gls_db_run (&project->db, insert, error);
}

static gboolean
add_texts (GlsProject *project, GlsChange *change, GError **error)
{
  for (guint i = 0; i < change->documents->len; i++)
    {
      GlsDocument *document = g_ptr_array_index (change->documents, i);
      gint64 doc = gls_journal_find_record (project, &document->id, error);

      if (doc == 0 || !gls_projection_add_text (project, doc, document, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_journal_append (GlsProject *project, GlsChange *change, gint64 *action, GError **error)
{
  Writing writing = { .project = project };
  gint64 highest = gls_journal_get_clock (project);
  gint64 clock = gls_clock_next (highest);
  g_autofree Resolved *resolved = NULL;
  gboolean is_new = FALSE, ok = TRUE;
  GlsFold before, after;

  *action = 0;
  if (!check_clock (project, highest, error))
    return FALSE;
  if (change->person != NULL)
    {
      GlsId person;

      gls_record_id_for_person (change->person, &person);
      gls_change_put_actor (change, gls_journal_find_record (project, &person, error) != 0);
    }
  /* Records first: values may point to any of them. */
  resolved = g_new (Resolved, change->records->len);
  for (guint i = 0; i < change->records->len; i++)
    {
      if (!resolve_record (project, &g_array_index (change->records, GlsTouchedRecord, i), &resolved[i], error))
        return FALSE;
      is_new |= resolved[i].is_new;
    }
  if (!add_texts (project, change, error))
    return FALSE;
  gls_id_generate (&writing.id);
  writing.action = gls_db_get_int (&project->db, "SELECT max(k) FROM action", 0) + 1;
  gls_fold_init (&before);
  gls_fold_init (&after);
  for (guint i = 0; ok && i < change->records->len; i++)
    {
      gls_fold_reset (&before);
      gls_fold_reset (&after);
      ok = write_record (&writing, change, &g_array_index (change->records, GlsTouchedRecord, i), &resolved[i], &before,
                         &after, error);
    }
  gls_fold_clear (&before);
  gls_fold_clear (&after);
  if (!ok || !gls_projection_finish (project, error))
    return FALSE;
  /* An undo is written even where nothing could be restored: it moves the undo stack. */
  if (writing.n_entries == 0 && !is_new && !change->has_undoes)
    return TRUE;
  if (!insert_action (&writing, change, clock, error) || !gls_journal_set_meta (project, "clock", clock, error))
    return FALSE;
  *action = writing.action;
  return TRUE;
}

gboolean
gls_project_commit (GlsProject *project, GlsChange *change, GError **error)
{
  gint64 action;

  if (!gls_journal_begin (project, error))
    return FALSE;
  return gls_journal_end (project, gls_journal_append (project, change, &action, error), error);
}

gboolean
gls_project_commit_all (GlsProject *project, GPtrArray *changes, GError **error)
{
  gboolean ok = TRUE;
  gint64 action;

  if (!gls_journal_begin (project, error))
    return FALSE;
  for (guint i = 0; ok && i < changes->len; i++)
    ok = gls_journal_append (project, g_ptr_array_index (changes, i), &action, error);
  return gls_journal_end (project, ok, error);
}
