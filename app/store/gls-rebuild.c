/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding the whole journal anew: the projections, and which actions stand undone. Merge and check use its parts. */
#include "config.h"

#include <string.h>

#include "gls-rebuild.h"
#include "gls-packets.h"

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

/* Folds what was set on one record, [at, at + n) of @elements. */
static gboolean
project_record (GlsProject *project, const GArray *elements, guint at, guint n, GlsFold *fold, GError **error)
{
  GlsRecord record;

  gls_fold_reset (fold);
  if (!gls_journal_get_record (project, g_array_index (elements, GlsElement, at).rec, &record, error))
    return FALSE;
  for (guint i = at; i < at + n; i++)
    {
      const GlsElement *element = &g_array_index (elements, GlsElement, i);

      if (!gls_fold_take (project, fold, element->action, element->fields, element->n_bytes, error))
        return FALSE;
    }
  return gls_projection_update (project, &record, NULL, fold, error);
}

static void
note_record (GHashTable *lists, const GlsElement *element)
{
  GArray *list = g_hash_table_lookup (lists, &element->action);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof element->rec);
      g_hash_table_insert (lists, g_memdup2 (&element->action, sizeof element->action), list);
    }
  g_array_append_val (list, element->rec);
}

/* All of one document's records; @lists learns which of them each action touched. */
static gboolean
project_document (GlsProject *project, gint64 doc, GHashTable *lists, GError **error)
{
  g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (GlsElement));
  GlsArena arena;
  GlsFold fold;
  gboolean ok;

  gls_arena_init (&arena);
  gls_fold_init (&fold);
  ok = gls_elements_load (project, doc, elements, &arena, error);
  for (guint i = 0; ok && i < elements->len; i++)
    note_record (lists, &g_array_index (elements, GlsElement, i));
  for (guint at = 0, n; ok && at < elements->len; at += n)
    {
      n = gls_elements_same (elements, at);
      ok = project_record (project, elements, at, n, &fold, error);
    }
  gls_fold_clear (&fold);
  gls_arena_clear (&arena);
  return ok;
}

/* Which records each action touched. */
static gboolean
rebuild_records (GlsProject *project, GHashTable *lists, GError **error)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  GHashTableIter iter;
  gpointer action, list;

  if (!gls_db_exec (&project->db, "UPDATE action SET records = x'' WHERE records <> x''", error))
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
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GError) failure = NULL;
  gint64 doc = -1;

  if (!gls_db_exec (&project->db,
                    "DELETE FROM document; DELETE FROM ann; DELETE FROM zone; DELETE FROM status; DELETE FROM count", error)
      || !gls_ids_rebuild (project, error))
    return FALSE;
  while (failure == NULL && gls_elements_next (project, &doc, &failure))
    project_document (project, doc, lists, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return gls_projection_finish (project, error) && rebuild_records (project, lists, error)
         && gls_rebuild_undone (project, error);
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
 * Drops every projection, index and the search index and makes them anew from the journal, in one transaction.
 */
gboolean
gls_project_rebuild (GlsProject *project, GError **error)
{
  gboolean ok;

  if (!gls_journal_begin (project, error))
    return FALSE;
  /* The journal is read through its indices. Where one cannot be made the check says why. */
  gls_db_exec (&project->db, "REINDEX", NULL);
  ok = gls_rebuild_projections (project, error)
       && gls_db_exec (&project->db, "INSERT INTO fts (fts) VALUES ('rebuild')", error)
       && gls_rebuild_finish (project, error);
  project->names_head = -1;
  return gls_journal_end (project, ok, error);
}
