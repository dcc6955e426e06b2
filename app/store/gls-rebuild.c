/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding the whole journal anew: the projections, and which actions stand undone. Merge and check use its parts. */
#include "config.h"

#include <string.h>

#include "gls-rebuild.h"

/* Newest first: when an undo is looked at, everything that could undo it has been. */
gboolean
gls_rebuild_undone (GlsProject *project, GError **error)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, 2 * sizeof (GlsId));
  sqlite3_stmt *select;
  g_autoptr (GError) failure = NULL;
  struct { GlsId id, target; } pair;

  if (!gls_db_exec (&project->db, "UPDATE action SET undone = 0 WHERE undone <> 0", error))
    return FALSE;
  select = gls_db_prepare (&project->db,
                           "SELECT id, undoes FROM action WHERE undoes IS NOT NULL ORDER BY clock DESC, id DESC", error);
  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      if (sqlite3_column_bytes (select, 0) != sizeof (GlsId) || sqlite3_column_bytes (select, 1) != sizeof (GlsId))
        continue;
      memcpy (&pair.id, sqlite3_column_blob (select, 0), sizeof (GlsId));
      memcpy (&pair.target, sqlite3_column_blob (select, 1), sizeof (GlsId));
      g_array_append_val (targets, pair);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < targets->len; i++)
    {
      const GlsId *ids = (const GlsId *) (targets->data + i * 2 * sizeof (GlsId));
      sqlite3_stmt *update = gls_db_prepare (
          &project->db,
          "UPDATE action SET undone = 1 WHERE (id = ?2 OR grp = (SELECT grp FROM action WHERE id = ?2))"
          " AND (SELECT undone FROM action WHERE id = ?1) = 0",
          error);

      if (update == NULL)
        return FALSE;
      sqlite3_bind_blob (update, 1, &ids[0], sizeof (GlsId), SQLITE_STATIC);
      sqlite3_bind_blob (update, 2, &ids[1], sizeof (GlsId), SQLITE_STATIC);
      if (!gls_db_run (&project->db, update, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
project_record (GlsProject *project, gint64 k, GError **error)
{
  GlsRecord record;
  GlsFold fold;
  gboolean ok;

  if (!gls_journal_get_record (project, k, &record, error))
    return FALSE;
  gls_fold_init (&fold);
  ok = gls_journal_fold (project, k, &fold, error) && gls_projection_update (project, &record, NULL, &fold, error);
  gls_fold_clear (&fold);
  return ok;
}

static GHashTable *
collect_records (GlsProject *project, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT action, rec FROM entry", error);
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 action = sqlite3_column_int64 (select, 0), rec = sqlite3_column_int64 (select, 1);
      GArray *list = g_hash_table_lookup (lists, &action);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof rec);
          g_hash_table_insert (lists, g_memdup2 (&action, sizeof action), list);
        }
      g_array_append_val (list, rec);
    }
  if (failure == NULL)
    return g_steal_pointer (&lists);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Which records each action touched. */
static gboolean
rebuild_records (GlsProject *project, GError **error)
{
  g_autoptr (GHashTable) lists = collect_records (project, error);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  GHashTableIter iter;
  gpointer action, list;

  if (lists == NULL || !gls_db_exec (&project->db, "UPDATE action SET records = x'' WHERE records <> x''", error))
    return FALSE;
  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &action, &list))
    {
      sqlite3_stmt *update = gls_db_prepare (&project->db, "UPDATE action SET records = ? WHERE k = ?", error);

      if (update == NULL)
        return FALSE;
      g_byte_array_set_size (packed, 0);
      gls_keys_pack (list, packed);
      gls_db_bind_bytes (update, 1, packed->data, packed->len);
      sqlite3_bind_int64 (update, 2, *(gint64 *) action);
      if (!gls_db_run (&project->db, update, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_rebuild_projections (GlsProject *project, GError **error)
{
  gint64 after = 0;

  if (!gls_db_exec (&project->db,
                    "DELETE FROM document; DELETE FROM ann; DELETE FROM zone; DELETE FROM status; DELETE FROM count", error))
    return FALSE;
  /* In slices: writing while a statement reads the same tables is asking for trouble. */
  for (;;)
    {
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      sqlite3_stmt *select = gls_db_prepare (
          &project->db, "SELECT k FROM rec WHERE k > ? AND kind IN (7, 8, 9, 16) ORDER BY k LIMIT 10000", error);
      g_autoptr (GError) failure = NULL;

      if (select == NULL)
        return FALSE;
      sqlite3_bind_int64 (select, 1, after);
      while (gls_db_step (&project->db, select, &failure))
        {
          gint64 k = sqlite3_column_int64 (select, 0);

          g_array_append_val (keys, k);
        }
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (keys->len == 0)
        return gls_projection_finish (project, error) && rebuild_records (project, error)
               && gls_rebuild_undone (project, error);
      for (guint i = 0; i < keys->len; i++)
        {
          after = g_array_index (keys, gint64, i);
          if (!project_record (project, after, error))
            return FALSE;
        }
    }
}

gboolean
gls_rebuild_finish (GlsProject *project, GError **error)
{
  gint64 clock = gls_db_get_int (&project->db, "SELECT max(clock) FROM action", 0);

  /* Everybody who has the file open reads it anew. */
  return gls_journal_set_meta (project, "clock", MAX (clock, gls_journal_get_clock (project)), error)
         && gls_journal_set_meta (project, "epoch", gls_journal_get_meta (project, "epoch", 0) + 1, error);
}

/**
 * gls_project_rebuild:
 *
 * Drops every projection and the search index and makes them anew from the journal, in one transaction.
 */
gboolean
gls_project_rebuild (GlsProject *project, GError **error)
{
  gboolean ok;

  if (!gls_journal_begin (project, error))
    return FALSE;
  ok = gls_rebuild_projections (project, error)
       && gls_db_exec (&project->db, "INSERT INTO fts (fts) VALUES ('rebuild')", error)
       && gls_rebuild_finish (project, error);
  project->names_head = -1;
  return gls_journal_end (project, ok, error);
}
