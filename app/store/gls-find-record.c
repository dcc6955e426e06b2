/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records a project file has: those of a kind, what an id stands for, deleted or not, and whether an undo took it:
 * importers ask before they give it to something else, or do again what was undone. It writes nothing. */
#include "config.h"

#include <string.h>

#include "gls-packets.h"

/* Documents read one after another mostly have none of what is rare. */
static gboolean
are_there_any (GlsProject *project, GlsRecordKind kind, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT 1 FROM rec WHERE part = ? LIMIT 1", error);
  g_autoptr (GError) failure = NULL;
  gboolean any;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int (select, 1, kind);
  any = gls_db_step (&project->db, select, &failure);
  sqlite3_reset (select);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    project->reading.asked |= 1u << kind;
  if (!any && failure == NULL)
    project->reading.lacking |= 1u << kind;
  return failure == NULL;
}

gboolean
gls_journal_list_records (GlsProject *project, GlsRecordKind kind, gint64 doc, GArray *keys, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, doc != 0 ? "SELECT k FROM rec WHERE part = ?1 AND doc = ?2"
                                                                : "SELECT k FROM rec WHERE part = ?1", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL || !gls_journal_flush_records (project, error))
    return FALSE;
  if (project->reading.is_open && doc != 0)
    {
      if (!(project->reading.asked & 1u << kind) && !are_there_any (project, kind, error))
        return FALSE;
      if (project->reading.lacking & 1u << kind)
        return TRUE;
    }
  sqlite3_bind_int (select, 1, kind);
  if (doc != 0)
    sqlite3_bind_int64 (select, 2, doc);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_array_append_val (keys, k);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static gboolean
get_id (GlsProject *project, gint64 k, GlsId *id)
{
  GlsRecord record;

  memset (id, 0, sizeof *id);
  if (k == 0)
    return TRUE;
  if (!gls_journal_get_record (project, k, &record, NULL))
    return FALSE;
  *id = record.id;
  return TRUE;
}

/**
 * gls_project_find_record:
 * @id: of anything
 * @kind: (out): what it is
 * @document: (out): the document it belongs to, or the null id
 * @set: (out): gls_record_id_for_person() of the set it belongs to, or the null id
 *
 * Records are never removed, so one that was deleted is found too.
 *
 * Returns: %FALSE when the project has no record of this id
 */
gboolean
gls_project_find_record (GlsProject *project, const GlsId *id, GlsRecordKind *kind, GlsId *document, GlsId *set)
{
  gint64 k = gls_journal_find_record (project, id, NULL);
  GlsRecord record;

  if (k == 0 || !gls_journal_get_record (project, k, &record, NULL))
    return FALSE;
  *kind = record.kind;
  return get_id (project, record.doc, document) && get_id (project, record.person, set);
}

static gboolean
was_undone (GlsProject *project, gint64 action)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT what = 'undo' FROM action WHERE k = ?", NULL);
  gboolean undone = FALSE;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, action);
  if (gls_db_step (&project->db, select, NULL))
    {
      undone = sqlite3_column_int (select, 0) != 0;
      sqlite3_reset (select);
    }
  return undone;
}

/**
 * gls_project_is_undone:
 * @id: of anything
 *
 * Returns: whether the record is gone because what made it was undone, not because somebody deleted it
 */
gboolean
gls_project_is_undone (GlsProject *project, const GlsId *id)
{
  const GlsFoldedField *deleted;
  gboolean undone = FALSE;
  GlsRecord record;
  GlsFold fold;

  if (!gls_journal_find_whole_record (project, id, &record, NULL))
    return FALSE;
  gls_fold_init (&fold);
  if (gls_journal_fold (project, &record, &fold, NULL) && gls_fold_is_deleted (&fold))
    {
      deleted = gls_fold_find (&fold, GLS_FIELD_DELETED);
      undone = was_undone (project, deleted->action);
    }
  gls_fold_clear (&fold);
  return undone;
}

/**
 * gls_project_revive:
 * @change: gets "deleted" taken back for every record in it that is undone
 * @alive: (element-type GlsId): people that are known not to be undone; more are added
 *
 * For doing again what was undone: an import that is repeated.
 */
void
gls_project_revive (GlsProject *project, GlsChange *change, GHashTable *alive)
{
  guint n = change->records->len;

  for (guint i = 0; i < n; i++)
    {
      const GlsTouchedRecord *touched = &g_array_index (change->records, GlsTouchedRecord, i);
      GlsId id = touched->id;
      gboolean is_person = touched->kind == GLS_RECORD_PERSON;

      /* Of a fresh document nothing was there to be undone. */
      if ((change->is_fresh && touched->has_document) || (is_person && g_hash_table_contains (alive, &id)))
        continue;
      if (gls_project_is_undone (project, &id))
        gls_change_set_text (change, &id, "deleted", NULL);
      else if (is_person)
        g_hash_table_add (alive, g_memdup2 (&id, sizeof id));
    }
}
