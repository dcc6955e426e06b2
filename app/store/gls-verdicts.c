/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people judged of suggestions: one record a person and suggestion, which stands when the suggestion itself is gone. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

void
gls_record_id_for_verdict (const GlsId *suggestion, const char *person, GlsId *id)
{
  gls_id_derive (id, "verdict", suggestion, sizeof *suggestion, person, strlen (person), NULL);
}

/**
 * gls_change_judge:
 * @suggestion: which is in the project
 * @annotation: (nullable): what became of it in the person's set
 */
void
gls_change_judge (GlsChange *change, const GlsId *document, const GlsId *suggestion, const char *person, GlsJudged judged,
                  const GlsId *annotation)
{
  GlsId id, set;

  gls_record_id_for_verdict (suggestion, person, &id);
  gls_record_id_for_person (person, &set);
  gls_change_put_person (change, person);
  gls_change_declare (change, &id, GLS_RECORD_VERDICT, document, suggestion, &set);
  gls_change_set_int (change, &id, "verdict", judged);
  /* An undone one was deleted. */
  gls_change_set_text (change, &id, "deleted", NULL);
  if (annotation != NULL)
    gls_change_set_ref (change, &id, "&annotation", annotation);
}

/**
 * gls_project_load_verdicts:
 *
 * Returns: (transfer full): a table that owns its keys
 */
GHashTable *
gls_project_load_verdicts (GlsProject *project, const GlsId *document, const char *person, GError **error)
{
  g_autoptr (GHashTable) verdicts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint field = gls_journal_field_key (project, "verdict", FALSE, NULL);
  gint64 doc = gls_journal_find_record (project, document, error), set;
  sqlite3_stmt *select;
  GlsId set_id;
  GlsFold fold;

  gls_record_id_for_person (person, &set_id);
  set = gls_journal_find_record (project, &set_id, error);
  if (doc == 0 || set == 0 || field == 0)
    return error != NULL && *error != NULL ? NULL : g_steal_pointer (&verdicts);
  select = gls_db_prepare (&project->db, "SELECT k FROM rec WHERE part = 18 AND doc = ? AND person = ?", error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, doc);
  sqlite3_bind_int64 (select, 2, set);
  while (gls_db_step (&project->db, select, error))
    {
      gint64 k = sqlite3_column_int64 (select, 0);

      g_array_append_val (records, k);
    }
  gls_fold_init (&fold);
  for (guint i = 0; i < records->len; i++)
    {
      GlsRecord record, owner;
      gint64 judged;

      gls_fold_reset (&fold);
      if (!gls_journal_get_record (project, g_array_index (records, gint64, i), &record, NULL)
          || !gls_journal_get_record (project, record.owner, &owner, NULL)
          || !gls_journal_fold (project, &record, &fold, NULL))
        continue;
      judged = gls_fold_is_deleted (&fold) ? GLS_JUDGED_OPEN : gls_fold_get_int (&fold, field, GLS_JUDGED_OPEN);
      if (judged == GLS_JUDGED_ACCEPTED || judged == GLS_JUDGED_REJECTED)
        g_hash_table_insert (verdicts, g_memdup2 (&owner.id, sizeof owner.id), GUINT_TO_POINTER (judged));
    }
  gls_fold_clear (&fold);
  return error != NULL && *error != NULL ? NULL : g_steal_pointer (&verdicts);
}

/* NULL without @error: it was taken back. */
static GlsDocumentVerdict *
read_verdict (GlsProject *project, gint64 k, GlsFold *fold, GError **error)
{
  guint verdict_field = gls_journal_field_key (project, "verdict", FALSE, NULL);
  guint annotation_field = gls_journal_field_key (project, "&annotation", FALSE, NULL);
  GlsDocumentVerdict *verdict;
  GlsRecord record, owner;
  gint64 judged, annotation;
  const char *by;

  gls_fold_reset (fold);
  if (!gls_journal_get_record (project, k, &record, error) || !gls_journal_get_record (project, record.owner, &owner, error)
      || !gls_journal_fold (project, &record, fold, error))
    return NULL;
  judged = gls_fold_is_deleted (fold) ? GLS_JUDGED_OPEN : gls_fold_get_int (fold, verdict_field, GLS_JUDGED_OPEN);
  by = gls_names_get_set (project, record.person);
  if ((judged != GLS_JUDGED_ACCEPTED && judged != GLS_JUDGED_REJECTED) || by == NULL)
    return NULL;
  annotation = annotation_field != 0 ? gls_fold_get_int (fold, annotation_field, 0) : 0;
  verdict = g_new0 (GlsDocumentVerdict, 1);
  verdict->suggestion = owner.id;
  verdict->of = g_strdup (gls_names_get_set (project, owner.person));
  verdict->by = g_strdup (by);
  verdict->accepted = judged == GLS_JUDGED_ACCEPTED;
  if (verdict->accepted && annotation != 0)
    gls_journal_get_id (project, annotation, &verdict->annotation, NULL);
  return verdict;
}

/**
 * gls_project_load_document_verdicts:
 *
 * Returns: (transfer full) (element-type GlsDocumentVerdict): what people think of the document's suggestions, also of those
 *   that are no longer proposed
 */
GPtrArray *
gls_project_load_document_verdicts (GlsProject *project, const GlsId *document, GError **error)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_verdict_free);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 doc = gls_journal_find_record (project, document, error);
  g_autoptr (GError) failure = NULL;
  GlsFold fold;

  if (!gls_names_load (project, error)
      || (doc != 0 && !gls_journal_list_records (project, GLS_RECORD_VERDICT, doc, records, error)))
    return NULL;
  gls_fold_init (&fold);
  for (guint i = 0; failure == NULL && i < records->len; i++)
    {
      GlsDocumentVerdict *verdict = read_verdict (project, g_array_index (records, gint64, i), &fold, &failure);

      if (verdict != NULL)
        g_ptr_array_add (verdicts, verdict);
    }
  gls_fold_clear (&fold);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_ptr_array_sort (verdicts, gls_document_verdict_compare);
  return g_steal_pointer (&verdicts);
}
