/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change-sets into the journal: finds or makes their records and writes what they set as one action, or as a few of one group
 * where they are long. gls-writing.c knows how an action is written. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-writing.h"

/* What finds a record that another points to. */
#define MOST_DEEP 8
/* So many records go into one transaction whatever time it takes: every gesture is far below. */
#define MOST_AT_ONCE 1000
/* From so many on, records are read with their neighbours. */
#define MANY 64

/* A power of two. */
#define RECENT 64

typedef struct {
  GlsProject *project;
  GlsChange  *change;
  GlsWriting  writing;
  GlsRecord  *records;   /* as change->records; k 0: not looked for yet */
  gboolean   *is_new;
  GArray     *settings;  /* GlsSetting */
  struct {
    GlsId  id;
    gint64 k;            /* 0: none */
  } recent[RECENT];      /* looked up lately: most records name the same document, set, types and roles */
} Appending;

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
  return project->clock != 0 ? project->clock : gls_journal_get_meta (project, "clock", 0);
}

static void
forget_transaction (GlsProject *project)
{
  project->next_action = project->clock = 0;
  g_hash_table_remove_all (project->people);
}

/* What its actions left for the end. */
static gboolean
finish_transaction (GlsProject *project, GError **error)
{
  return gls_journal_flush_records (project, error) && gls_packets_flush (project, error)
         && gls_projection_finish (project, error) && gls_ids_settle (project, error)
         && (project->clock == 0 || gls_journal_set_meta (project, "clock", project->clock, error));
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
  if (!gls_db_exec (&project->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  project->is_writing = TRUE;
  forget_transaction (project);
  if (!gls_ids_sync (project, error))
    return gls_journal_end (project, FALSE, NULL);
  project->next_record = gls_db_get_int (&project->db, "SELECT max(k) FROM rec", 0) + 1;
  return TRUE;
}

gboolean
gls_journal_end (GlsProject *project, gboolean commit, GError **error)
{
  commit = commit && finish_transaction (project, error);
  project->is_writing = FALSE;
  forget_transaction (project);
  if (commit && gls_db_exec (&project->db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (project->db.handle))
    sqlite3_exec (project->db.handle, "ROLLBACK", NULL, NULL, NULL);
  /* What the transaction added to the caches went with it. */
  g_hash_table_remove_all (project->keys);
  g_hash_table_remove_all (project->ids);
  g_hash_table_remove_all (project->persons);
  g_hash_table_remove_all (project->orders);
  gls_ids_clear (project);
  g_array_set_size (project->new_records, 0);
  g_array_set_size (project->new_spans, 0);
  gls_packets_drop (project);
  memset (&project->made, 0, sizeof project->made);
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

static gboolean resolve_record (Appending *appending, guint position, guint depth, GError **error);

/* A record that the change-set has is made where it is needed first. */
static gboolean
find_key (Appending *appending, gboolean has, const GlsId *id, guint depth, gint64 *k, GError **error)
{
  guint place = (id->bytes[7] ^ id->bytes[15]) & (RECENT - 1), position;

  *k = has && gls_id_equal (&appending->recent[place].id, id) ? appending->recent[place].k : 0;
  if (!has || *k != 0)
    return TRUE;
  position = GPOINTER_TO_UINT (g_hash_table_lookup (appending->change->index, id));
  if (position > 0 && appending->records[position - 1].k == 0 && depth < MOST_DEEP
      && !resolve_record (appending, position - 1, depth + 1, error))
    return FALSE;
  *k = position > 0 ? appending->records[position - 1].k : gls_journal_find_record (appending->project, id, error);
  if (*k == 0)
    return fail_missing (appending->project, id, error);
  appending->recent[place].id = *id;
  appending->recent[place].k = *k;
  return TRUE;
}

static gboolean
insert_record (Appending *appending, guint position, guint depth, GError **error)
{
  const GlsTouchedRecord *touched = &g_array_index (appending->change->records, GlsTouchedRecord, position);
  GlsProject *project = appending->project;
  GlsRecord record = { .id = touched->id, .kind = touched->kind };

  if (!touched->declared)
    return fail_missing (project, &touched->id, error);
  if (!find_key (appending, touched->has_document, &touched->document, depth, &record.doc, error)
      || !find_key (appending, touched->has_owner, &touched->owner, depth, &record.owner, error)
      || !find_key (appending, touched->has_set, &touched->set, depth, &record.person, error))
    return FALSE;
  if (!gls_journal_insert_record (project, &record, error))
    return FALSE;
  appending->records[position] = record;
  appending->is_new[position] = TRUE;
  return TRUE;
}

/* What is there is what the change-set takes it for? */
static gboolean
check_record (GlsProject *project, const GlsTouchedRecord *touched, const GlsRecord *record, GError **error)
{
  char text[GLS_ID_STRING_SIZE];
  GlsId document, set;

  if (!touched->declared)
    return TRUE;
  if (!gls_journal_get_id (project, record->doc, &document, error) || !gls_journal_get_id (project, record->person, &set, error))
    return FALSE;
  if (touched->kind == record->kind && (!touched->has_document || gls_id_equal (&touched->document, &document))
      && (!touched->has_set || gls_id_equal (&touched->set, &set)))
    return TRUE;
  gls_id_to_string (&touched->id, text);
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the id %s already belongs to something else in the project"), text);
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
resolve_record (Appending *appending, guint position, guint depth, GError **error)
{
  const GlsTouchedRecord *touched = &g_array_index (appending->change->records, GlsTouchedRecord, position);
  GlsRecord *record = &appending->records[position];
  g_autoptr (GError) failure = NULL;

  if (record->k != 0)
    return TRUE;
  /* The promise holds unless somebody else made the document meanwhile. */
  if (appending->change->is_fresh && touched->declared && touched->has_document
      && gls_id_equal (&touched->document, &appending->project->made))
    return insert_record (appending, position, depth, error);
  if (gls_journal_find_whole_record (appending->project, &touched->id, record, &failure))
    return check_record (appending->project, touched, record, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return insert_record (appending, position, depth, error);
}

static gboolean
collect_settings (Appending *appending, const GlsTouchedRecord *touched, GError **error)
{
  g_array_set_size (appending->settings, 0);
  for (int at = touched->first; at >= 0;)
    {
      const GlsOperation *operation = &g_array_index (appending->change->operations, GlsOperation, at);
      GlsSetting setting = { .value = operation->value };

      at = operation->next;
      setting.field = operation->key;
      if (setting.field == 0)
        setting.field = GPOINTER_TO_UINT (g_hash_table_lookup (appending->project->field_keys, operation->field));
      if (setting.field == 0)
        setting.field = gls_journal_field_key (appending->project, operation->field, TRUE, error);
      if (setting.field == 0
          || (setting.value.type == GLS_JOURNAL_REF
              && !find_key (appending, TRUE, &setting.value.ref, 0, &setting.value.number, error)))
        return FALSE;
      g_array_append_val (appending->settings, setting);
    }
  return TRUE;
}

/* Nearly every change-set of an import declares the same few persons. */
static gboolean
fold_person (GlsProject *project, const GlsRecord *record, GlsFold *before, GError **error)
{
  GlsFold *known = g_hash_table_lookup (project->people, &record->k);

  if (known == NULL)
    {
      known = g_new (GlsFold, 1);
      gls_fold_init (known);
      g_hash_table_insert (project->people, g_memdup2 (&record->k, sizeof record->k), known);
      if (!gls_journal_fold (project, record, known, error))
        return FALSE;
    }
  g_array_append_vals (before->fields, known->fields->data, known->fields->len);
  return TRUE;
}

static gboolean
append_record (Appending *appending, guint position, GError **error)
{
  const GlsTouchedRecord *touched = &g_array_index (appending->change->records, GlsTouchedRecord, position);
  const GlsRecord *record = &appending->records[position];
  GlsPlace place = { .document = touched->document, .owner = touched->owner, .set = touched->set };
  GlsWriting *writing = &appending->writing;
  gboolean ok = TRUE;

  gls_fold_reset (&writing->before);
  if (!appending->is_new[position])
    ok = record->kind == GLS_RECORD_PERSON ? fold_person (appending->project, record, &writing->before, error)
                                           : gls_journal_fold (appending->project, record, &writing->before, error);
  ok = ok && collect_settings (appending, touched, error)
       && gls_writing_put (writing, record, appending->is_new[position] ? &place : NULL,
                           (const GlsSetting *) (void *) appending->settings->data, appending->settings->len, error);
  if (record->kind == GLS_RECORD_PERSON && writing->entries->len > 0)
    g_hash_table_remove (appending->project->people, &record->k);
  return ok;
}

/* The texts of the documents among [from, to). */
static gboolean
add_texts (Appending *appending, guint from, guint to, GError **error)
{
  GlsChange *change = appending->change;

  for (guint i = 0; i < change->documents->len; i++)
    {
      GlsDocument *document = g_ptr_array_index (change->documents, i);
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (change->index, &document->id));

      if (position > from && position <= to
          && !gls_projection_add_text (appending->project, appending->records[position - 1].k, document, error))
        return FALSE;
    }
  return TRUE;
}

/* An action names its person's record, which a new person's change-set has last. */
static gboolean
resolve_person (Appending *appending, GError **error)
{
  GlsId id;
  gint64 k;

  if (appending->change->person == NULL)
    return TRUE;
  gls_record_id_for_person (appending->change->person, &id);
  return find_key (appending, TRUE, &id, 0, &k, error);
}

typedef struct {
  gint64 doc, k;
  guint  position;
} Turn;

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;

  if (x->doc != y->doc)
    return x->doc < y->doc ? -1 : 1;
  return (x->k > y->k) - (x->k < y->k);
}

/* Records [from, to), which are resolved. Many are written in the order of the file: so neighbours are read together and what is
 * set on them goes into one row. */
static gboolean
append_records (Appending *appending, guint from, guint to, GError **error)
{
  g_autofree Turn *turns = NULL;
  gboolean ok = TRUE, sorted = TRUE;

  /* New records mostly are. */
  for (guint i = from + 1; i < to && sorted; i++)
    sorted = appending->records[i - 1].doc == appending->records[i].doc && appending->records[i - 1].k < appending->records[i].k;
  if (sorted || to - from <= MANY)
    {
      for (guint i = from; ok && i < to; i++)
        ok = append_record (appending, i, error);
      return ok;
    }
  turns = g_new (Turn, to - from);
  for (guint i = from; i < to; i++)
    turns[i - from] = (Turn){ appending->records[i].doc, appending->records[i].k, i };
  qsort (turns, to - from, sizeof *turns, compare_turns);
  for (guint i = 0; ok && i < to - from; i++)
    ok = append_record (appending, turns[i].position, error);
  return ok;
}

/* Records [from, to) of the change-set as one action. */
static gboolean
append_part (Appending *appending, guint from, guint to, gint64 *action, GError **error)
{
  GlsChange *change = appending->change;
  gboolean ok = gls_writing_init (&appending->writing, appending->project, error);

  *action = 0;
  /* Of a fresh document there is nothing to read. */
  if (to - from > MANY && !change->is_fresh)
    gls_elements_begin_many (appending->project);
  ok = ok && resolve_person (appending, error);
  /* Records first: values may point to any of them. */
  for (guint i = from; ok && i < to; i++)
    ok = resolve_record (appending, i, 0, error);
  ok = ok && add_texts (appending, from, to, error) && append_records (appending, from, to, error);
  if (ok && appending->writing.records->len > 0)
    {
      ok = gls_writing_finish (&appending->writing, change->person, change->what, NULL,
                               change->has_group ? &change->group : NULL, change->detail, error);
      *action = appending->writing.action;
    }
  gls_writing_clear (&appending->writing);
  gls_elements_end_many (appending->project);
  return ok;
}

static void
appending_init (Appending *appending, GlsProject *project, GlsChange *change)
{
  memset (appending, 0, sizeof *appending);
  appending->project = project;
  appending->change = change;
  if (change->person != NULL)
    {
      GlsId person;

      gls_record_id_for_person (change->person, &person);
      gls_change_put_actor (change, gls_journal_find_record (project, &person, NULL) != 0);
    }
  appending->records = g_new0 (GlsRecord, change->records->len);
  appending->is_new = g_new0 (gboolean, change->records->len);
  appending->settings = g_array_new (FALSE, FALSE, sizeof (GlsSetting));
}

static void
appending_clear (Appending *appending)
{
  g_free (appending->records);
  g_free (appending->is_new);
  g_array_unref (appending->settings);
}

gboolean
gls_journal_append (GlsProject *project, GlsChange *change, gint64 *action, GError **error)
{
  Appending appending;
  gboolean ok;

  appending_init (&appending, project, change);
  ok = append_part (&appending, 0, change->records->len, action, error);
  appending_clear (&appending);
  return ok;
}

/* Several actions of one group, a transaction each. What was committed when one fails stays, and is undone as one step. */
static gboolean
commit_parts (GlsProject *project, GlsChange *change, GError **error)
{
  Appending appending;
  gboolean ok = TRUE;
  gint64 action;
  GlsPace pace;
  GlsId group;

  gls_id_generate (&group);
  if (!change->has_group)
    gls_change_join (change, &group);
  gls_pace_init (&pace);
  appending_init (&appending, project, change);
  for (guint from = 0, to; ok && from < change->records->len; from = to)
    {
      to = (guint) MIN ((guint64) from + pace.size, change->records->len);
      gls_pace_begin (&pace);
      ok = gls_journal_begin (project, error)
           && gls_journal_end (project, append_part (&appending, from, to, &action, error), error);
      gls_pace_end (&pace, ok && to < change->records->len);
    }
  appending_clear (&appending);
  return ok && gls_ids_index (project, error);
}

gboolean
gls_project_commit (GlsProject *project, GlsChange *change, GError **error)
{
  gint64 action;

  if (change->records->len > MOST_AT_ONCE)
    return commit_parts (project, change, error);
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
  return gls_journal_end (project, ok, error) && (!gls_ids_are_many (project) || gls_ids_index (project, error));
}

/**
 * gls_project_settle:
 *
 * After many commits: what they left for later, so that others who open the file need not do it.
 */
gboolean
gls_project_settle (GlsProject *project, GError **error)
{
  return gls_ids_index (project, error);
}

/**
 * gls_project_begin_bulk:
 *
 * Until gls_project_end_bulk() a commit does not wait for the disk: when the power fails, the last ones may be missing, but the
 * file is whole. Killing the program loses nothing.
 */
gboolean
gls_project_begin_bulk (GlsProject *project, GError **error)
{
  project->is_bulk = TRUE;
  return gls_db_exec (&project->db, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000", error);
}

/**
 * gls_project_end_bulk:
 *
 * Harmless when nothing was begun.
 *
 * Returns: TRUE when all that was committed since gls_project_begin_bulk() is on the disk
 */
gboolean
gls_project_end_bulk (GlsProject *project, GError **error)
{
  if (!project->is_bulk)
    return TRUE;
  project->is_bulk = FALSE;
  /* A commit waits for the whole log; the log goes into the file when nobody waits for that. */
  return gls_db_exec (&project->db, "PRAGMA synchronous = FULL", error) && gls_journal_begin (project, error)
         && gls_journal_end (project, gls_journal_set_meta (project, "clock", gls_journal_get_clock (project), error), error)
         && gls_db_exec (&project->db, "PRAGMA wal_autocheckpoint = 4000", error);
}
