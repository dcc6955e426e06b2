/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: an action that names the one it undoes and restores, field by field, what that one changed and nobody has
 * changed since. Nothing is ever taken out of the journal. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"

typedef struct {
  GlsProject    *project;
  gint64         person;      /* of the target; 0: none */
  GHashTable    *group;       /* local keys of the target's actions */
  GlsChange     *change;
  GlsUndoReport *report;
  GHashTable    *others;      /* names of those who changed things since */
} Undoing;

void
gls_undo_report_clear (GlsUndoReport *report)
{
  g_clear_pointer (&report->what, g_free);
  g_clear_pointer (&report->by, g_free);
  g_clear_pointer (&report->kept_by, g_free);
  memset (report, 0, sizeof *report);
}

/* The action itself and, where it is a part of a group, all of the group. */
static gboolean
load_group (GlsProject *project, gint64 action, GHashTable *group, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT k FROM action WHERE k = ?1 OR"
                                         " grp = (SELECT grp FROM action WHERE k = ?1)",
                                         error);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  while (gls_db_step (&project->db, select, error))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_hash_table_add (group, g_memdup2 (&k, sizeof k));
    }
  return error == NULL || *error == NULL;
}

static gint64
find_target (GlsProject *project, const char *person, gboolean redo, GError **error)
{
  /* Redo: the newest undo that stands, unless its person has done something since. One person's actions come from the index. */
  static const char * const queries[2][2] = {
    { "SELECT k FROM action WHERE person IS NOT NULL AND undoes IS NULL AND undone = 0 ORDER BY clock DESC LIMIT 1",
      "SELECT k FROM action WHERE person = ?1 AND undoes IS NULL AND undone = 0 ORDER BY clock DESC LIMIT 1" },
    { "SELECT k FROM action u WHERE person IS NOT NULL AND what = 'undo' AND undone = 0 AND NOT EXISTS (SELECT 1 FROM"
      " action n WHERE n.person = u.person AND n.undoes IS NULL AND n.clock > u.clock) ORDER BY clock DESC LIMIT 1",
      "SELECT k FROM action u WHERE person = ?1 AND what = 'undo' AND undone = 0 AND NOT EXISTS (SELECT 1 FROM"
      " action n WHERE n.person = ?1 AND n.undoes IS NULL AND n.clock > u.clock) ORDER BY clock DESC LIMIT 1" },
  };
  const char *sql = queries[redo][person != NULL];
  sqlite3_stmt *select;
  gint64 key = 0, target = 0;

  if (person != NULL)
    {
      GlsId id;

      gls_record_id_for_person (person, &id);
      key = gls_journal_find_record (project, &id, error);
      if (key == 0)
        return 0;
    }
  select = gls_db_prepare (&project->db, sql, error);
  if (select == NULL)
    return 0;
  if (key != 0)
    sqlite3_bind_int64 (select, 1, key);
  if (gls_db_step (&project->db, select, error))
    {
      target = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return target;
}

typedef struct {
  gint64          rec, action;
  guint           field;
  GlsJournalValue value;
} Entry;

/* All entries of the group, values in @arena. */
static GArray *
load_entries (Undoing *undoing, GStringChunk *arena, GError **error)
{
  GlsProject *project = undoing->project;
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_autoptr (GError) failure = NULL;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, undoing->group);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      sqlite3_stmt *select
          = gls_db_prepare (&project->db, "SELECT rec, field, value FROM entry INDEXED BY entry_action WHERE action = ?",
                            error);

      if (select == NULL)
        return NULL;
      sqlite3_bind_int64 (select, 1, *(gint64 *) key);
      while (gls_db_step (&project->db, select, &failure))
        {
          Entry entry = { .rec = sqlite3_column_int64 (select, 0), .field = sqlite3_column_int (select, 1) };

          entry.action = *(gint64 *) key;
          gls_journal_read_value (project, select, 2, entry.field, arena, &entry.value);
          g_array_append_val (entries, entry);
        }
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return g_steal_pointer (&entries);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->rec != y->rec)
    return x->rec < y->rec ? -1 : 1;
  return x->field != y->field ? (x->field < y->field ? -1 : 1) : (x->action < y->action ? -1 : x->action > y->action);
}

/* What stood in a field before the group, and whether the record existed then. */
typedef struct {
  gboolean        existed;
  GlsFold         before;   /* the state without the group and what came after it */
  GlsFold         now;
  gboolean        touched;  /* by somebody else since */
} Past;

static gboolean
load_past (Undoing *undoing, gint64 rec, gint64 action, Past *past, GError **error)
{
  GlsProject *project = undoing->project;
  sqlite3_stmt *select = gls_db_prepare (
      &project->db,
      "SELECT e.field, e.action, e.value, a.person, a.undone, a.undoes FROM entry e JOIN action a ON a.k = e.action"
      " WHERE e.rec = ?",
      error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, rec);
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsFoldedField next = { .field = sqlite3_column_int (select, 0), .action = sqlite3_column_int64 (select, 1) };
      gint64 person = sqlite3_column_int64 (select, 3);
      GlsFoldedField *standing;

      if (g_hash_table_contains (undoing->group, &next.action))
        continue;
      if (!gls_journal_is_later (project, action, next.action))
        {
          /* Later than the target: does it stand in the way? */
          if (person != undoing->person && sqlite3_column_int (select, 4) == 0 && sqlite3_column_type (select, 5) == SQLITE_NULL)
            {
              past->touched = TRUE;
              g_hash_table_add (undoing->others, g_strdup (gls_names_get_set (project, person)));
            }
          continue;
        }
      past->existed = TRUE;
      standing = (GlsFoldedField *) gls_fold_find (&past->before, next.field);
      if (standing != NULL && !gls_journal_is_later (project, next.action, standing->action))
        continue;
      gls_journal_read_value (project, select, 2, next.field, past->before.arena, &next.value);
      if (standing != NULL)
        *standing = next;
      else
        g_array_append_val (past->before.fields, next);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return gls_journal_fold (project, rec, &past->now, error);
}

static gboolean
resolve_ref (GlsProject *project, GlsJournalValue *value)
{
  GlsRecord record;

  if (value->type != GLS_JOURNAL_REF)
    return TRUE;
  if (!gls_journal_get_record (project, value->number, &record, NULL))
    return FALSE;
  value->ref = record.id;
  return TRUE;
}

/* The target made the record: taking it back is deleting it, unless somebody has worked on it since. */
static void
undo_creation (Undoing *undoing, const GlsRecord *record, const Past *past)
{
  /* People stay: their names stand in the history. */
  if (record->kind == GLS_RECORD_PERSON || gls_fold_is_deleted (&past->now))
    return;
  if (past->touched)
    {
      undoing->report->kept++;
      return;
    }
  gls_change_delete (undoing->change, &record->id);
  undoing->report->restored++;
}

static gboolean
undo_field (Undoing *undoing, const GlsRecord *record, const Past *past, const Entry *entry)
{
  const GlsFoldedField *now = gls_fold_find (&past->now, entry->field);
  const GlsFoldedField *before = gls_fold_find (&past->before, entry->field);
  const char *field = gls_journal_field_name (undoing->project, entry->field);
  GlsJournalValue value = { .type = GLS_JOURNAL_NULL };

  if (field == NULL)
    return TRUE;
  if (now == NULL || !gls_journal_value_equal (&now->value, &entry->value))
    {
      undoing->report->kept++;
      return TRUE;
    }
  if (before != NULL)
    value = before->value;
  if (!resolve_ref (undoing->project, &value))
    return TRUE;
  gls_change_set_value (undoing->change, &record->id, field, &value);
  undoing->report->restored++;
  return TRUE;
}

/* Entries [from, to) are of one record. */
static gboolean
undo_record (Undoing *undoing, GArray *entries, guint from, guint to, GError **error)
{
  const Entry *first = &g_array_index (entries, Entry, from);
  GlsRecord record;
  Past past = { 0 };
  gboolean ok;

  if (!gls_journal_get_record (undoing->project, first->rec, &record, error))
    return FALSE;
  gls_fold_init (&past.before);
  gls_fold_init (&past.now);
  ok = load_past (undoing, first->rec, first->action, &past, error);
  if (ok && !past.existed)
    undo_creation (undoing, &record, &past);
  else
    for (guint i = from; ok && i < to; i++)
      {
        /* Several parts of a long action may have set the same field; the last one stands. */
        if (i + 1 < to && g_array_index (entries, Entry, i + 1).field == g_array_index (entries, Entry, i).field)
          continue;
        ok = undo_field (undoing, &record, &past, &g_array_index (entries, Entry, i));
      }
  gls_fold_clear (&past.before);
  gls_fold_clear (&past.now);
  return ok;
}

static char *
join_others (GHashTable *others)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (name != NULL)
      g_ptr_array_add (names, name);
  g_ptr_array_add (names, NULL);
  return names->len > 1 ? g_strjoinv (", ", (char **) names->pdata) : NULL;
}

gboolean
gls_journal_mark_undone (GlsProject *project, const GlsId *target, GError **error)
{
  GlsId id = *target;

  /* An action is undone while an undo of it stands; undoing an undo brings its target back. */
  for (;;)
    {
      sqlite3_stmt *update = gls_db_prepare (
          &project->db,
          "UPDATE action SET undone = EXISTS (SELECT 1 FROM action u WHERE u.undoes = ?1 AND u.undone = 0)"
          " WHERE id = ?1 OR grp = (SELECT grp FROM action WHERE id = ?1)",
          error);
      sqlite3_stmt *select;
      gboolean more;

      if (update == NULL)
        return FALSE;
      sqlite3_bind_blob (update, 1, &id, sizeof id, SQLITE_STATIC);
      if (!gls_db_run (&project->db, update, error))
        return FALSE;
      select = gls_db_prepare (&project->db, "SELECT undoes FROM action WHERE id = ? AND undoes IS NOT NULL", error);
      if (select == NULL)
        return FALSE;
      sqlite3_bind_blob (select, 1, &id, sizeof id, SQLITE_TRANSIENT);
      more = gls_db_step (&project->db, select, error) && sqlite3_column_bytes (select, 0) == sizeof id;
      if (more)
        {
          memcpy (&id, sqlite3_column_blob (select, 0), sizeof id);
          sqlite3_reset (select);
          continue;
        }
      sqlite3_reset (select);
      return error == NULL || *error == NULL;
    }
}

static gboolean
read_target (Undoing *undoing, gint64 target, const char *person, gboolean redo, GError **error)
{
  GlsProject *project = undoing->project;
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT id, person, what, detail FROM action WHERE k = ?", error);
  const char *by, *what;
  GlsId id = { { 0 } };

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, target);
  if (!gls_db_step (&project->db, select, error))
    return FALSE;
  if (sqlite3_column_bytes (select, 0) == sizeof id)
    memcpy (&id, sqlite3_column_blob (select, 0), sizeof id);
  undoing->person = sqlite3_column_int64 (select, 1);
  by = gls_names_get_set (project, undoing->person);
  what = (const char *) sqlite3_column_text (select, redo ? 3 : 2);
  undoing->report->what = g_strdup (what != NULL ? what : "");
  undoing->report->by = g_strdup (by);
  undoing->change = gls_change_new (person != NULL ? person : by, redo ? "redo" : "undo");
  undoing->change->has_undoes = TRUE;
  undoing->change->undoes = id;
  /* What was undone, for redo's own report and for the history. */
  gls_change_set_detail (undoing->change, undoing->report->what);
  sqlite3_reset (select);
  return TRUE;
}

static gboolean
undo_target (Undoing *undoing, gint64 target, const char *person, gboolean redo, GError **error)
{
  GStringChunk *arena = g_string_chunk_new (1024);
  g_autoptr (GArray) entries = NULL;
  gint64 action;
  gboolean ok = load_group (undoing->project, target, undoing->group, error)
                && read_target (undoing, target, person, redo, error);

  if (ok)
    entries = load_entries (undoing, arena, error);
  ok = ok && entries != NULL;
  if (ok)
    g_array_sort (entries, compare_entries);
  for (guint i = 0; ok && i < entries->len;)
    {
      guint end = i + 1;

      while (end < entries->len && g_array_index (entries, Entry, end).rec == g_array_index (entries, Entry, i).rec)
        end++;
      ok = undo_record (undoing, entries, i, end, error);
      i = end;
    }
  ok = ok && gls_journal_append (undoing->project, undoing->change, &action, error)
       && gls_journal_mark_undone (undoing->project, &undoing->change->undoes, error);
  g_string_chunk_free (arena);
  return ok;
}

static gboolean
undo_or_redo (GlsProject *project, const char *person, gboolean redo, GlsUndoReport *report, GError **error)
{
  Undoing undoing = { .project = project, .report = report };
  gint64 target;
  gboolean ok;
  g_autoptr (GError) failure = NULL;

  memset (report, 0, sizeof *report);
  if (!gls_journal_begin (project, error))
    return FALSE;
  if (!gls_names_load (project, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return gls_journal_end (project, FALSE, NULL);
    }
  target = find_target (project, person, redo, &failure);
  if (target == 0)
    {
      gls_journal_end (project, FALSE, NULL);
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  undoing.group = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  undoing.others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = undo_target (&undoing, target, person, redo, error);
  ok = gls_journal_end (project, ok, error);
  if (report->kept > 0)
    report->kept_by = join_others (undoing.others);
  g_clear_pointer (&undoing.change, gls_change_free);
  g_hash_table_unref (undoing.group);
  g_hash_table_unref (undoing.others);
  if (!ok)
    gls_undo_report_clear (report);
  return ok;
}

/**
 * gls_project_undo:
 * @person: (nullable): whose last action; %NULL: anybody's
 * @report: (out): what was done; what is %NULL when there was nothing to undo
 *
 * A bulk action, an import in parts included, is one step.
 */
gboolean
gls_project_undo (GlsProject *project, const char *person, GlsUndoReport *report, GError **error)
{
  return undo_or_redo (project, person, FALSE, report, error);
}

/**
 * gls_project_redo:
 *
 * Takes back the last undo, unless the person has changed something since.
 */
gboolean
gls_project_redo (GlsProject *project, const char *person, GlsUndoReport *report, GError **error)
{
  return undo_or_redo (project, person, TRUE, report, error);
}
