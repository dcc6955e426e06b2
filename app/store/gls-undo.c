/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: an action that names the one it undoes and restores, field by field, what that one changed and nobody has
 * changed since. Nothing is ever taken out of the journal. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>

#include "gls-runs.h"
#include "gls-writing.h"

/* So many records are restored in one transaction whatever time it takes. */
#define MOST_AT_ONCE 1000
/* From so many on, records are read with their neighbours. */
#define MANY 64

/* What undoing needs to know of the actions that it meets. */
typedef struct {
  gint64   person;
  gboolean counts; /* neither undone nor an undo: it stands in the way */
} ActionInfo;

typedef struct {
  GlsProject    *project;
  gboolean       redo;
  GlsId          target;
  gint64         person;      /* of the target; 0: none */
  char          *by;          /* whose action the undo is */
  char          *detail;
  GHashTable    *group;       /* local keys of the target's actions */
  GArray        *records;     /* gint64: what they touched */
  GlsUndoReport *report;
  GHashTable    *others;      /* names of those who changed things since */
  GHashTable    *actions;     /* gint64 to ActionInfo */
  GlsWriting     writing;
  GArray        *entries;     /* GlsFoldedField: of the record under way */
  GlsArena       arena;       /* their values */
  GlsFold        past;        /* its state without the group and what came after it */
  GArray        *settings;    /* GlsSetting */
} Undoing;

void
gls_undo_report_clear (GlsUndoReport *report)
{
  g_clear_pointer (&report->what, g_free);
  g_clear_pointer (&report->by, g_free);
  g_clear_pointer (&report->kept_by, g_free);
  memset (report, 0, sizeof *report);
}

/* The action itself and, where it is a part of a group, all of the group; what they touched. */
static gboolean
load_group (Undoing *undoing, gint64 action, GError **error)
{
  GlsProject *project = undoing->project;
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT k, records FROM action WHERE k = ?1 OR"
                                         " grp = (SELECT grp FROM action WHERE k = ?1)",
                                         error);

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  while (failure == NULL && gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_hash_table_add (undoing->group, g_memdup2 (&k, sizeof k));
      if (!gls_keys_unpack (sqlite3_column_blob (select, 1), sqlite3_column_bytes (select, 1), undoing->records))
        gls_journal_fail_damaged (project, &failure);
    }
  if (failure != NULL)
    {
      sqlite3_reset (select);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  gls_keys_normalize (undoing->records);
  return TRUE;
}

/* What somebody did while a long action of theirs was still going on is later than that: steps are ordered by when they began.
 * Returns the newest such action that stands, or @action. */
static gint64
find_within (GlsProject *project, gint64 person, gint64 action, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db,
      "SELECT n.k FROM action a, action n WHERE a.k = ?1 AND a.grp IS NOT NULL"
      " AND n.clock > (SELECT clock FROM action WHERE grp = a.grp ORDER BY k LIMIT 1) AND n.clock < a.clock"
      " AND (n.grp IS NULL OR n.grp <> a.grp) AND n.person = ?2 AND n.undoes IS NULL AND n.undone = 0"
      " ORDER BY n.clock DESC LIMIT 1",
      error);

  if (select == NULL)
    return 0;
  sqlite3_bind_int64 (select, 1, action);
  sqlite3_bind_int64 (select, 2, person);
  if (gls_db_step (&project->db, select, error))
    {
      action = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return action;
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
  return target != 0 && key != 0 && !redo ? find_within (project, key, target, error) : target;
}

static const ActionInfo *
get_action (Undoing *undoing, gint64 action, GError **error)
{
  ActionInfo *info = g_hash_table_lookup (undoing->actions, &action);
  sqlite3_stmt *select;

  if (info != NULL)
    return info;
  select = gls_db_prepare (&undoing->project->db, "SELECT person, undone = 0 AND undoes IS NULL FROM action WHERE k = ?",
                           error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&undoing->project->db, select, error))
    {
      gls_journal_fail_damaged (undoing->project, error);
      return NULL;
    }
  info = g_new0 (ActionInfo, 1);
  info->person = sqlite3_column_int64 (select, 0);
  info->counts = sqlite3_column_int (select, 1) != 0;
  sqlite3_reset (select);
  g_hash_table_insert (undoing->actions, g_memdup2 (&action, sizeof action), info);
  return info;
}

/* Moves what the group set to the front of undoing->entries, field by field and each once, as several parts of a long action
 * may have set it; the last one stands. Returns how many there are. */
static guint
gather_group (Undoing *undoing, gint64 *first_action)
{
  GlsFoldedField *entries = (GlsFoldedField *) (void *) undoing->entries->data;
  guint n = 0;

  *first_action = 0;
  for (guint i = 0; i < undoing->entries->len; i++)
    {
      GlsFoldedField entry = entries[i];
      guint at = 0;

      if (!g_hash_table_contains (undoing->group, &entry.action))
        continue;
      *first_action = *first_action == 0 ? entry.action : MIN (*first_action, entry.action);
      while (at < n && entries[at].field != entry.field)
        at++;
      entries[i] = entries[at == n ? n : i];
      if (at == n)
        entries[n++] = entry;
      else if (entries[at].action < entry.action)
        entries[at] = entry;
    }
  return n;
}

/* Sorts a record's entries into what stands now (undoing->writing.before), and what stood before the group.
 * @touched: by somebody else since. */
static gboolean
load_past (Undoing *undoing, gint64 action, gboolean *touched, GError **error)
{
  GlsProject *project = undoing->project;

  *touched = FALSE;
  for (guint i = 0; i < undoing->entries->len; i++)
    {
      const GlsFoldedField *entry = &g_array_index (undoing->entries, GlsFoldedField, i);
      const ActionInfo *info;

      gls_fold_add (project, &undoing->writing.before, entry);
      if (g_hash_table_contains (undoing->group, &entry->action))
        continue;
      if (gls_journal_is_later (project, action, entry->action))
        {
          gls_fold_add (project, &undoing->past, entry);
          continue;
        }
      /* Later than the target: does it stand in the way? */
      info = get_action (undoing, entry->action, error);
      if (info == NULL)
        return FALSE;
      if (info->person != undoing->person && info->counts)
        {
          *touched = TRUE;
          g_hash_table_add (undoing->others, g_strdup (gls_names_get_set (project, info->person)));
        }
    }
  return TRUE;
}

static void
restore (Undoing *undoing, guint field, const GlsJournalValue *value)
{
  GlsSetting setting = { field, *value };

  if (value->type == GLS_JOURNAL_REF && !gls_journal_get_id (undoing->project, value->number, &setting.value.ref, NULL))
    return;
  g_array_append_val (undoing->settings, setting);
  undoing->report->restored++;
}

/* The target made the record: taking it back is deleting it, unless somebody has worked on it since. */
static void
undo_creation (Undoing *undoing, const GlsRecord *record, gboolean touched)
{
  /* People stay: their names stand in the history. */
  if (record->kind == GLS_RECORD_PERSON || gls_fold_is_deleted (&undoing->writing.before))
    return;
  if (touched)
    undoing->report->kept++;
  else
    restore (undoing, GLS_FIELD_DELETED, &(GlsJournalValue) { .type = GLS_JOURNAL_INT, .number = 1 });
}

static void
undo_field (Undoing *undoing, const GlsFoldedField *entry)
{
  const GlsFoldedField *now = gls_fold_find (&undoing->writing.before, entry->field);
  const GlsFoldedField *before = gls_fold_find (&undoing->past, entry->field);

  if (now == NULL || !gls_journal_value_equal (&now->value, &entry->value))
    undoing->report->kept++;
  else
    restore (undoing, entry->field, before != NULL ? &before->value : &(GlsJournalValue) { .type = GLS_JOURNAL_NULL });
}

static gboolean
undo_record (Undoing *undoing, gint64 k, GError **error)
{
  GlsRecord record;
  gboolean touched;
  gint64 action;
  guint n;

  g_array_set_size (undoing->entries, 0);
  g_array_set_size (undoing->settings, 0);
  gls_arena_reset (&undoing->arena);
  gls_fold_reset (&undoing->past);
  gls_fold_reset (&undoing->writing.before);
  if (!gls_journal_get_record (undoing->project, k, &record, error)
      || !gls_journal_load_entries (undoing->project, &record, undoing->entries, &undoing->arena, error))
    return FALSE;
  n = gather_group (undoing, &action);
  if (n == 0)
    return TRUE;
  if (!load_past (undoing, action, &touched, error))
    return FALSE;
  if (undoing->past.fields->len == 0)
    undo_creation (undoing, &record, touched);
  else
    for (guint i = 0; i < n; i++)
      undo_field (undoing, &g_array_index (undoing->entries, GlsFoldedField, i));
  return undoing->settings->len == 0
         || gls_writing_put (&undoing->writing, &record, NULL, (const GlsSetting *) (void *) undoing->settings->data,
                             undoing->settings->len, error);
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

/* {"what":"label"}: what was undone, for redo's own report and for the history. */
static char *
make_detail (const char *what)
{
  GString *detail = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, detail);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "what", what);
  gls_json_writer_end_object (&writer);
  return g_string_free (detail, FALSE);
}

static char *
read_detail (const char *detail)
{
  g_autoptr (JsonNode) node = detail != NULL ? gls_json_parse (detail, -1, NULL) : NULL;
  const char *what = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    gls_json_get_string (json_node_get_object (node), "", "what", FALSE, &what, NULL);
  return g_strdup (what != NULL ? what : "");
}

static gboolean
read_target (Undoing *undoing, gint64 target, const char *person, GError **error)
{
  GlsProject *project = undoing->project;
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT id, person, what, detail FROM action WHERE k = ?", error);
  const char *by;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, target);
  if (!gls_db_step (&project->db, select, error))
    return FALSE;
  if (sqlite3_column_bytes (select, 0) == sizeof undoing->target)
    memcpy (&undoing->target, sqlite3_column_blob (select, 0), sizeof undoing->target);
  undoing->person = sqlite3_column_int64 (select, 1);
  by = gls_names_get_set (project, undoing->person);
  undoing->report->what = undoing->redo ? read_detail ((const char *) sqlite3_column_text (select, 3))
                                        : g_strdup ((const char *) sqlite3_column_text (select, 2));
  undoing->report->by = g_strdup (by);
  undoing->by = g_strdup (person != NULL ? person : by);
  undoing->detail = make_detail (undoing->report->what);
  sqlite3_reset (select);
  return TRUE;
}

/* Records [from, to) as one action. It is written even where nothing could be restored: it moves the undo stack. */
static gboolean
undo_part (Undoing *undoing, guint from, guint to, const GlsId *group, GError **error)
{
  gboolean ok = gls_writing_init (&undoing->writing, undoing->project, error);

  if (to - from > MANY)
    gls_elements_begin_many (undoing->project);
  for (guint i = from; ok && i < to; i++)
    ok = undo_record (undoing, g_array_index (undoing->records, gint64, i), error);
  ok = ok
       && gls_writing_finish (&undoing->writing, undoing->by, undoing->redo ? "redo" : "undo", &undoing->target, group,
                              undoing->detail, error)
       && gls_journal_mark_undone (undoing->project, &undoing->target, error);
  gls_writing_clear (&undoing->writing);
  gls_elements_end_many (undoing->project);
  return ok;
}

/* In the transaction that the caller began; a long undo goes on in more, as parts of one group. */
static gboolean
undo_all (Undoing *undoing, GError **error)
{
  GlsProject *project = undoing->project;
  guint n = undoing->records->len, from = 0;
  gboolean is_long = n > MOST_AT_ONCE, ok;
  GlsPace pace;
  GlsId group;

  gls_pace_init (&pace);
  gls_id_generate (&group);
  do
    {
      guint to = is_long ? (guint) MIN ((guint64) from + pace.size, n) : n;

      gls_pace_begin (&pace);
      ok = (from == 0 || gls_journal_begin (project, error))
           && gls_journal_end (project, undo_part (undoing, from, to, is_long ? &group : NULL, error), error);
      gls_pace_end (&pace, ok && to < n);
      from = to;
    }
  while (ok && from < n);
  return ok;
}

static void
undoing_init (Undoing *undoing, GlsProject *project, gboolean redo, GlsUndoReport *report)
{
  memset (undoing, 0, sizeof *undoing);
  undoing->project = project;
  undoing->redo = redo;
  undoing->report = report;
  undoing->group = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  undoing->actions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  undoing->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  undoing->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  undoing->entries = g_array_new (FALSE, FALSE, sizeof (GlsFoldedField));
  undoing->settings = g_array_new (FALSE, FALSE, sizeof (GlsSetting));
  gls_arena_init (&undoing->arena);
  gls_fold_init (&undoing->past);
}

static void
undoing_clear (Undoing *undoing)
{
  g_free (undoing->by);
  g_free (undoing->detail);
  g_hash_table_unref (undoing->group);
  g_hash_table_unref (undoing->actions);
  g_hash_table_unref (undoing->others);
  g_array_unref (undoing->records);
  g_array_unref (undoing->entries);
  g_array_unref (undoing->settings);
  gls_arena_clear (&undoing->arena);
  gls_fold_clear (&undoing->past);
}

static gboolean
undo_target (GlsProject *project, gint64 target, const char *person, gboolean redo, GlsUndoReport *report, GError **error)
{
  Undoing undoing;
  gboolean ok;

  undoing_init (&undoing, project, redo, report);
  if (load_group (&undoing, target, error) && read_target (&undoing, target, person, error))
    ok = undo_all (&undoing, error);
  else
    ok = gls_journal_end (project, FALSE, NULL);
  if (report->kept > 0)
    report->kept_by = join_others (undoing.others);
  undoing_clear (&undoing);
  return ok;
}

gboolean
gls_undo_action (GlsProject *project, gint64 action, const char *person, GlsUndoReport *report, GError **error)
{
  if (!gls_names_load (project, error))
    {
      gls_journal_end (project, FALSE, NULL);
      return FALSE;
    }
  if (undo_target (project, action, person, FALSE, report, error))
    return TRUE;
  gls_undo_report_clear (report);
  return FALSE;
}

static gboolean
undo_or_redo (GlsProject *project, const char *person, gboolean redo, GlsUndoReport *report, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 target = 0;

  memset (report, 0, sizeof *report);
  if (!gls_journal_begin (project, error))
    return FALSE;
  if (gls_names_load (project, &failure))
    target = find_target (project, person, redo, &failure);
  if (target == 0)
    {
      gls_journal_end (project, FALSE, NULL);
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (undo_target (project, target, person, redo, report, error))
    return TRUE;
  gls_undo_report_clear (report);
  return FALSE;
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

/**
 * gls_project_dup_next_undo:
 * @person: (nullable): whose; %NULL: anybody's
 *
 * Returns: (transfer full) (nullable): the kind of the action, "label"; %NULL with no @error when there is none
 */
char *
gls_project_dup_next_undo (GlsProject *project, const char *person, gboolean redo, GError **error)
{
  gint64 target = find_target (project, person, redo, error);
  sqlite3_stmt *select;
  char *what = NULL;

  if (target == 0)
    return NULL;
  select = gls_db_prepare (&project->db, "SELECT what, detail FROM action WHERE k = ?", error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, target);
  if (gls_db_step (&project->db, select, error))
    {
      what = redo ? read_detail ((const char *) sqlite3_column_text (select, 1))
                  : g_strdup ((const char *) sqlite3_column_text (select, 0));
      sqlite3_reset (select);
    }
  return what;
}
