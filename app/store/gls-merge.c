/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking another copy of the same project in: the union of records, texts, actions and entries, then folding what was
 * touched. Any order of merges gives the same state, and merging again changes nothing. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-error.h>

#include "gls-backup.h"
#include "gls-merge-private.h"

gint64
gls_merging_look_up (GHashTable *table, gint64 k)
{
  const gint64 *found = g_hash_table_lookup (table, &k);

  return found != NULL ? *found : 0;
}

static void
remember (GHashTable *table, gint64 k, gint64 value)
{
  g_hash_table_insert (table, g_memdup2 (&k, sizeof k), g_memdup2 (&value, sizeof value));
}

GlsMergedAction *
gls_merging_gain (GlsMerging *merging, gint64 action)
{
  GlsMergedAction *gain = g_hash_table_lookup (merging->gains, &action);

  if (gain == NULL)
    {
      gain = g_new0 (GlsMergedAction, 1);
      gain->records = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (merging->gains, g_memdup2 (&action, sizeof action), gain);
    }
  return gain;
}

static void
gain_free (gpointer data)
{
  GlsMergedAction *gain = data;

  g_array_unref (gain->records);
  g_free (gain);
}

gboolean
gls_merging_fail_damaged (GlsMerging *merging, GError **error)
{
  g_autofree char *name = g_filename_display_name (merging->theirs->db.path);

  g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
               _("%s: the copy is damaged, nothing was taken from it; run “gloss check” on it"), name);
  return FALSE;
}

static gboolean
insert_record (GlsMerging *merging, const GlsRecord *theirs, gint64 doc, gint64 owner, gint64 person, gint64 *k, GError **error)
{
  GlsRecord record = { .id = theirs->id, .kind = theirs->kind, .doc = doc, .owner = owner, .person = person };

  if (!gls_journal_insert_record (merging->ours, &record, error))
    return FALSE;
  *k = record.k;
  remember (merging->is_new, *k, 1);
  merging->report->records++;
  merging->report->documents += theirs->kind == GLS_RECORD_DOCUMENT;
  merging->report->annotations += theirs->kind == GLS_RECORD_ANNOTATION;
  return TRUE;
}

static gboolean
take_record (GlsMerging *merging, const GlsRecord *theirs, GError **error)
{
  gint64 doc = gls_merging_look_up (merging->records, theirs->doc);
  gint64 owner = gls_merging_look_up (merging->records, theirs->owner);
  gint64 person = gls_merging_look_up (merging->records, theirs->person);
  gint64 k = gls_journal_find_record (merging->ours, &theirs->id, error);
  GlsRecord known;

  /* What a record belongs to comes before it in every file; what belongs to a thing left out stays out. */
  if (merging->giving != NULL
      && (!gls_giving_wants (merging->giving, merging->theirs, theirs) || (theirs->doc != 0 && doc == 0)
          || (theirs->owner != 0 && owner == 0)))
    return TRUE;
  if ((theirs->doc != 0 && doc == 0) || (theirs->owner != 0 && owner == 0) || (theirs->person != 0 && person == 0))
    return gls_merging_fail_damaged (merging, error);
  if (k == 0 && !insert_record (merging, theirs, doc, owner, person, &k, error))
    return FALSE;
  if (!gls_journal_get_record (merging->ours, k, &known, error))
    return FALSE;
  if (known.kind != theirs->kind || known.doc != doc || known.owner != owner || known.person != person)
    return gls_merging_fail_damaged (merging, error);
  remember (merging->records, theirs->k, k);
  return TRUE;
}

static gboolean
take_records (GlsMerging *merging, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&merging->theirs->db,
                                         "SELECT k, id, kind, doc, owner, person FROM rec ORDER BY k", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&merging->theirs->db, select, &failure))
    {
      GlsRecord record = { .k = sqlite3_column_int64 (select, 0) };

      if (sqlite3_column_bytes (select, 1) != sizeof record.id)
        {
          gls_merging_fail_damaged (merging, &failure);
          break;
        }
      memcpy (&record.id, sqlite3_column_blob (select, 1), sizeof record.id);
      record.kind = sqlite3_column_int (select, 2);
      record.doc = sqlite3_column_int64 (select, 3);
      record.owner = sqlite3_column_int64 (select, 4);
      record.person = sqlite3_column_int64 (select, 5);
      if (!take_record (merging, &record, &failure))
        break;
    }
  if (failure != NULL)
    {
      sqlite3_reset (select);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return gls_journal_flush_records (merging->ours, error);
}

static gboolean
take_text (GlsMerging *merging, gint64 theirs, gint64 ours, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&merging->theirs->db,
                                         "SELECT t.content, o.content FROM text t LEFT JOIN original o ON o.doc = t.doc"
                                         " WHERE t.doc = ?",
                                         error);
  g_autoptr (GlsText) text = NULL;
  sqlite3_stmt *insert;
  GlsRecord record;
  GlsId id;
  gboolean ok;

  if (select == NULL || !gls_journal_get_record (merging->ours, ours, &record, error))
    return FALSE;
  sqlite3_bind_int64 (select, 1, theirs);
  if (!gls_db_step (&merging->theirs->db, select, error))
    return error != NULL && *error != NULL ? FALSE : gls_merging_fail_damaged (merging, error);
  text = gls_text_new_from_string ((const char *) sqlite3_column_text (select, 0), sqlite3_column_bytes (select, 0), NULL);
  if (text != NULL)
    gls_document_id_for_text (text, &id);
  if (text == NULL || !gls_id_equal (&id, &record.id))
    {
      sqlite3_reset (select);
      return gls_merging_fail_damaged (merging, error);
    }
  {
    GlsDocument *document = gls_document_new (text);

    ok = gls_projection_add_text (merging->ours, ours, document, error);
    gls_document_unref (document);
  }
  if (ok && sqlite3_column_type (select, 1) == SQLITE_BLOB)
    {
      insert = gls_db_prepare (&merging->ours->db, "INSERT OR IGNORE INTO original (doc, content) VALUES (?, ?)", error);
      ok = insert != NULL;
      if (ok)
        {
          sqlite3_bind_int64 (insert, 1, ours);
          sqlite3_bind_value (insert, 2, sqlite3_column_value (select, 1));
          ok = gls_db_run (&merging->ours->db, insert, error);
        }
    }
  sqlite3_reset (select);
  return ok;
}

static gboolean
take_texts (GlsMerging *merging, GError **error)
{
  GHashTableIter iter;
  gpointer theirs, ours;

  g_hash_table_iter_init (&iter, merging->records);
  while (g_hash_table_iter_next (&iter, &theirs, &ours))
    {
      GlsRecord record;

      if (!g_hash_table_contains (merging->is_new, ours))
        continue;
      if (!gls_journal_get_record (merging->ours, *(gint64 *) ours, &record, error))
        return FALSE;
      if (record.kind == GLS_RECORD_DOCUMENT && !take_text (merging, *(gint64 *) theirs, record.k, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_action (GlsMerging *merging, sqlite3_stmt *select, const GlsId *id, gint64 k, GError **error)
{
  GlsProject *ours = merging->ours;
  sqlite3_stmt *insert = gls_db_prepare (&ours->db,
                                         "INSERT INTO action (k, id, clock, person, what, undoes, grp, detail, sum, records)"
                                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, x'')",
                                         error);
  gint64 person = gls_merging_look_up (merging->records, sqlite3_column_int64 (select, 3));
  const char *detail = (const char *) sqlite3_column_text (select, 7);
  const GlsId *undoes = sqlite3_column_bytes (select, 5) == sizeof (GlsId) ? sqlite3_column_blob (select, 5) : NULL;
  const GlsId *group = sqlite3_column_bytes (select, 6) == sizeof (GlsId) ? sqlite3_column_blob (select, 6) : NULL;
  GlsRecord record = { 0 };

  if (insert == NULL)
    return FALSE;
  if (person != 0 && !gls_journal_get_record (ours, person, &record, error))
    return FALSE;
  sqlite3_bind_int64 (insert, 1, k);
  sqlite3_bind_blob (insert, 2, id, sizeof *id, SQLITE_STATIC);
  sqlite3_bind_value (insert, 3, sqlite3_column_value (select, 2));
  if (person != 0)
    sqlite3_bind_int64 (insert, 4, person);
  for (int i = 4; i <= 7; i++)
    sqlite3_bind_value (insert, i + 1, sqlite3_column_value (select, i));
  gls_merging_gain (merging, k)->sum
      += gls_journal_sum_action (id, sqlite3_column_int64 (select, 2), person != 0 ? &record.id : NULL,
                                   (const char *) sqlite3_column_text (select, 4), undoes, group, detail);
  merging->report->actions++;
  return gls_db_run (&ours->db, insert, error);
}

static gint64
find_action (GlsProject *project, const GlsId *id)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT k FROM action WHERE id = ?", NULL);
  gint64 k = 0;

  if (select == NULL)
    return 0;
  sqlite3_bind_blob (select, 1, id, sizeof *id, SQLITE_STATIC);
  if (gls_db_step (&project->db, select, NULL))
    {
      k = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return k;
}

static gboolean
take_actions (GlsMerging *merging, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &merging->theirs->db, "SELECT k, id, clock, person, what, undoes, grp, detail FROM action ORDER BY k", error);
  gint64 wall = gls_clock_wall ();
  gint64 next = gls_project_get_head (merging->ours);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&merging->theirs->db, select, &failure))
    {
      gint64 clock = sqlite3_column_int64 (select, 2), k;
      GlsId id;

      if (sqlite3_column_bytes (select, 1) != sizeof id)
        {
          gls_merging_fail_damaged (merging, &failure);
          break;
        }
      memcpy (&id, sqlite3_column_blob (select, 1), sizeof id);
      k = find_action (merging->ours, &id);
      if (k == 0)
        {
          k = ++next;
          if (clock > wall)
            merging->report->clock_ahead_ms = MAX (merging->report->clock_ahead_ms, (clock - wall) >> 16);
          if (!insert_action (merging, select, &id, k, &failure))
            break;
        }
      remember (merging->actions, sqlite3_column_int64 (select, 0), k);
    }
  if (failure != NULL)
    {
      sqlite3_reset (select);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_clock (GlsMerging *merging, GlsOpenFlags flags, GError **error)
{
  g_autofree char *name = NULL;

  if (merging->report->clock_ahead_ms <= GLS_CLOCK_DAY >> 16 || (flags & GLS_OPEN_ACCEPT_CLOCK))
    return TRUE;
  name = g_filename_display_name (merging->theirs->db.path);
  g_set_error (error, GLS_ERROR, GLS_ERROR_CLOCK,
               _("%s: its changes are dated %d hours ahead of this computer's clock; confirm to take them as they are"), name,
               (int) (merging->report->clock_ahead_ms / 3600000));
  return FALSE;
}

/* The action's present records and sum, with what it gains. */
static gboolean
write_gain (GlsProject *project, gint64 action, GlsMergedAction *gain, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT sum, records FROM action WHERE k = ?", error);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  sqlite3_stmt *update;
  gboolean sound;
  guint64 sum;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  if (!gls_db_step (&project->db, select, error))
    return FALSE;
  /* Sums wrap around; SQLite's own addition would turn them into floating point. */
  sum = (guint64) sqlite3_column_int64 (select, 0) + gain->sum;
  sound = gls_keys_unpack (sqlite3_column_blob (select, 1), sqlite3_column_bytes (select, 1), gain->records);
  sqlite3_reset (select);
  if (!sound)
    return gls_journal_fail_damaged (project, error);
  update = gls_db_prepare (&project->db, "UPDATE action SET sum = ?, records = ? WHERE k = ?", error);
  if (update == NULL)
    return FALSE;
  gls_keys_pack (gain->records, packed);
  sqlite3_bind_int64 (update, 1, (gint64) sum);
  gls_db_bind_bytes (update, 2, packed->data, packed->len);
  sqlite3_bind_int64 (update, 3, action);
  return gls_db_run (&project->db, update, error);
}

static gboolean
write_gains (GlsMerging *merging, GError **error)
{
  GHashTableIter iter;
  gpointer action, gain;

  g_hash_table_iter_init (&iter, merging->gains);
  while (g_hash_table_iter_next (&iter, &action, &gain))
    if (!write_gain (merging->ours, *(gint64 *) action, gain, error))
      return FALSE;
  return TRUE;
}

/* Strangers' files: what their journal says of itself has to be true before any of it is taken. */
static gboolean
verify (GlsMerging *merging, GError **error)
{
  g_autoptr (GHashTable) sums = gls_journal_sum_all (merging->theirs, error);
  sqlite3_stmt *select;

  if (sums == NULL)
    return FALSE;
  select = gls_db_prepare (&merging->theirs->db, "SELECT k, sum FROM action", error);
  if (select == NULL)
    return FALSE;
  while (gls_db_step (&merging->theirs->db, select, error))
    {
      gint64 k = sqlite3_column_int64 (select, 0);
      const guint64 *sum = g_hash_table_lookup (sums, &k);

      if (sum == NULL || *sum != (guint64) sqlite3_column_int64 (select, 1))
        {
          sqlite3_reset (select);
          return gls_merging_fail_damaged (merging, error);
        }
    }
  return error == NULL || *error == NULL;
}

static gboolean
take_everything (GlsMerging *merging, GError **error)
{
  return take_records (merging, error) && take_texts (merging, error) && take_actions (merging, error)
         && gls_merging_take_entries (merging, error) && gls_projection_finish (merging->ours, error)
         && write_gains (merging, error) && gls_rebuild_undone (merging->ours, error)
         && gls_ids_index_now (merging->ours, error);
}

static gboolean
merge (GlsMerging *merging, gboolean dry_run, GPtrArray *rows, GlsOpenFlags flags, GError **error)
{
  gboolean ok;

  if (!gls_id_equal (&merging->ours->id, &merging->theirs->id))
    {
      g_autofree char *name = g_filename_display_name (merging->theirs->db.path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("%s: this is another project, not a copy of this one; export it and import the export instead"), name);
      return FALSE;
    }
  if (!verify (merging, error))
    return FALSE;
  if (!dry_run && !(flags & GLS_MERGE_SAME_BACKUP) && !gls_backup_make (merging->ours, "merge", error))
    return FALSE;
  if (!gls_journal_begin (merging->ours, error))
    return FALSE;
  ok = take_everything (merging, error) && (dry_run || check_clock (merging, flags, error))
       && (rows == NULL || gls_merging_tell (merging, rows, error));
  if (ok && (merging->report->actions > 0 || merging->report->entries > 0))
    ok = gls_rebuild_finish (merging->ours, error);
  merging->ours->names_head = -1;
  if (ok && dry_run)
    {
      gls_journal_end (merging->ours, FALSE, NULL);
      return TRUE;
    }
  return gls_journal_end (merging->ours, ok, error);
}

static void
merging_init (GlsMerging *merging, GlsProject *ours, GlsProject *theirs, GlsMergeReport *report)
{
  *merging = (GlsMerging){ .ours = ours, .theirs = theirs, .report = report };
  memset (report, 0, sizeof *report);
  merging->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  merging->is_new = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  merging->actions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  merging->gains = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, gain_free);
}

static void
merging_clear (GlsMerging *merging)
{
  g_hash_table_unref (merging->records);
  g_hash_table_unref (merging->is_new);
  g_hash_table_unref (merging->actions);
  g_hash_table_unref (merging->gains);
  g_clear_pointer (&merging->traces, g_array_unref);
}

gboolean
gls_project_fill (GlsProject *into, GlsProject *from, const GlsGiving *giving, GError **error)
{
  GlsMergeReport report;
  GlsMerging merging;
  gboolean ok;

  merging_init (&merging, into, from, &report);
  merging.giving = giving;
  ok = gls_journal_begin (into, error);
  if (ok)
    /* An action of which nothing is wanted says what others did. */
    ok = gls_journal_end (into, take_everything (&merging, error)
                                    && gls_db_exec (&into->db, "DELETE FROM action WHERE records = x''", error)
                                    && gls_rebuild_finish (into, error),
                          error);
  merging_clear (&merging);
  return ok;
}

/**
 * gls_project_merge:
 * @other: path of a copy of the same project
 * @dry_run: only count
 * @flags: %GLS_OPEN_ACCEPT_CLOCK takes changes dated more than a day ahead; %GLS_MERGE_SAME_BACKUP
 * @report: (out): what was taken
 * @rows: (nullable) (element-type GlsMergeRow): gets a row for every record that the copy says something new of
 *
 * A backup is made first. All or nothing.
 */
gboolean
gls_project_merge (GlsProject *project, const char *other, gboolean dry_run, GlsOpenFlags flags, GlsMergeReport *report,
                   GPtrArray *rows, GError **error)
{
  g_autoptr (GlsProject) theirs = NULL;
  GlsMerging merging;
  gboolean ok;

  memset (report, 0, sizeof *report);
  theirs = gls_project_open (other, GLS_OPEN_READ_ONLY, error);
  if (theirs == NULL)
    return FALSE;
  merging_init (&merging, project, theirs, report);
  if (rows != NULL)
    merging.traces = g_array_new (FALSE, FALSE, sizeof (GlsMergeTrace));
  ok = merge (&merging, dry_run, rows, flags, error);
  merging_clear (&merging);
  return ok;
}
