/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judgements on suggestions with what was judged and what it became, folded from the journal.
 * It must not know what figures are made of them. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"
#include "gls-judged.h"

typedef struct {
  GlsProject *project;
  guint       verdict, annotation;    /* keys of fields */
  GlsFold     fold, suggestion, copy;
  GPtrArray  *judged;
} Reading;

void
gls_judged_suggestion_free (GlsJudgedSuggestion *judged)
{
  g_free (judged->by);
  g_free (judged->set);
  g_free (judged->plugin);
  g_free (judged->type);
  g_free (judged);
}

static gboolean
get_hull (const GlsFold *fold, guint32 *start, guint32 *end)
{
  const GlsFoldedField *packed = gls_fold_find (fold, GLS_FIELD_FRAGMENTS);
  g_autofree GlsFragment *fragments = NULL;
  guint n = 0;

  if (packed == NULL || packed->value.type != GLS_JOURNAL_BLOB)
    return FALSE;
  fragments = gls_fragments_unpack ((const guint8 *) packed->value.data, packed->value.n_bytes, &n);
  if (fragments == NULL || n == 0)
    return FALSE;
  *start = fragments[0].start;
  *end = fragments[n - 1].end;
  return TRUE;
}

/* Does the copy still say what the suggestion said? It may say more. */
static gboolean
is_kept (const Reading *reading)
{
  for (guint i = 0; i < reading->suggestion.fields->len; i++)
    {
      const GlsFoldedField *field = &g_array_index (reading->suggestion.fields, GlsFoldedField, i);
      const char *name = gls_journal_field_name (reading->project, field->field);
      gboolean counts = field->field == GLS_FIELD_TYPE || field->field == GLS_FIELD_FRAGMENTS || (name != NULL && name[0] == '@');
      const GlsFoldedField *own = counts ? gls_fold_find (&reading->copy, field->field) : NULL;

      if (counts && (own == NULL || !gls_journal_value_equal (&own->value, &field->value)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge (Reading *reading, GlsJudgedSuggestion *judged, GError **error)
{
  gint64 copy = gls_fold_get_int (&reading->fold, reading->annotation, 0);
  GlsRecord record;

  judged->outcome = GLS_OUTCOME_REJECTED;
  if (gls_fold_get_int (&reading->fold, reading->verdict, 0) == GLS_JUDGED_REJECTED)
    return TRUE;
  judged->outcome = GLS_OUTCOME_ACCEPTED;
  if (copy == 0)
    return TRUE;
  gls_fold_reset (&reading->copy);
  if (!gls_journal_get_record (reading->project, copy, &record, error)
      || !gls_journal_fold (reading->project, &record, &reading->copy, error))
    return FALSE;
  judged->copy = record.id;
  if (gls_fold_is_deleted (&reading->copy))
    judged->outcome = GLS_OUTCOME_REJECTED;
  else if (!is_kept (reading))
    judged->outcome = GLS_OUTCOME_CORRECTED;
  return TRUE;
}

static gboolean
read_one (Reading *reading, gint64 k, GError **error)
{
  GlsProject *project = reading->project;
  const GlsDefinition *type;
  GlsJudgedSuggestion *judged;
  GlsRecord record, suggestion;
  gint64 verdict;
  guint32 start, end;

  gls_fold_reset (&reading->fold);
  gls_fold_reset (&reading->suggestion);
  if (!gls_journal_get_record (project, k, &record, error) || !gls_journal_fold (project, &record, &reading->fold, error)
      || !gls_journal_get_record (project, record.owner, &suggestion, error)
      || !gls_journal_fold (project, &suggestion, &reading->suggestion, error))
    return FALSE;
  verdict = gls_fold_is_deleted (&reading->fold) ? 0 : gls_fold_get_int (&reading->fold, reading->verdict, 0);
  type = gls_names_get_definition (project, gls_fold_get_int (&reading->suggestion, GLS_FIELD_TYPE, 0));
  if ((verdict != GLS_JUDGED_ACCEPTED && verdict != GLS_JUDGED_REJECTED) || type == NULL
      || !get_hull (&reading->suggestion, &start, &end))
    return TRUE;
  judged = g_new0 (GlsJudgedSuggestion, 1);
  g_ptr_array_add (reading->judged, judged);
  judged->suggestion = suggestion.id;
  judged->by = g_strdup (gls_names_get_set (project, record.person));
  judged->set = g_strdup (gls_names_get_set (project, suggestion.person));
  judged->plugin = g_strdup (gls_fold_get_text (&reading->suggestion, gls_journal_field_key (project, "plugin", FALSE, NULL)));
  judged->type = g_strdup (type->name);
  judged->start = start;
  judged->end = end;
  return gls_journal_get_id (project, record.doc, &judged->document, error) && judge (reading, judged, error);
}

GPtrArray *
gls_project_load_judged (GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_judged_suggestion_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  Reading reading = { .project = project, .judged = judged };
  gboolean ok = gls_names_load (project, error)
                && gls_journal_list_records (project, GLS_RECORD_VERDICT, 0, keys, error);

  reading.verdict = gls_journal_field_key (project, "verdict", FALSE, NULL);
  reading.annotation = gls_journal_field_key (project, "&annotation", FALSE, NULL);
  gls_fold_init (&reading.fold);
  gls_fold_init (&reading.suggestion);
  gls_fold_init (&reading.copy);
  for (guint i = 0; ok && i < keys->len; i++)
    ok = read_one (&reading, g_array_index (keys, gint64, i), error);
  gls_fold_clear (&reading.fold);
  gls_fold_clear (&reading.suggestion);
  gls_fold_clear (&reading.copy);
  return ok ? g_steal_pointer (&judged) : NULL;
}
