/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what was decided about one annotation, so that an answer reaches who asked.
 * It must not know how that is shown. */
#include "config.h"

#include <gls-decisions.h>

#include "gls-answered.h"

static gboolean
is_about (const GlsDecision *decision, const GlsId *annotation)
{
  for (guint i = 0; i < decision->annotations->len; i++)
    if (gls_id_equal (&g_array_index (decision->annotations, GlsId, i), annotation))
      return TRUE;
  return FALSE;
}

static gboolean
is_any_about (GPtrArray *decisions, const GlsId *annotation)
{
  for (guint i = 0; i < decisions->len; i++)
    if (is_about (g_ptr_array_index (decisions, i), annotation))
      return TRUE;
  return FALSE;
}

GPtrArray *
gls_list_answered (GlsProject *project, const GlsId *document, const GlsId *annotation, guint *person, GError **error)
{
  g_autoptr (GPtrArray) answered = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);
  g_autoptr (GPtrArray) decisions = gls_project_load_decisions (project, document, error), cases = NULL;
  const GlsReviewQuery query = { .no_documents = TRUE };
  g_autoptr (GlsReview) review = NULL;
  g_autoptr (GlsAligned) aligned = NULL;
  const GlsAlignedMark *mark;
  guint at;

  *person = 0;
  if (decisions == NULL)
    return NULL;
  /* Putting everybody's marks side by side takes longer than looking at one annotation ought to. */
  if (!is_any_about (decisions, annotation))
    return g_steal_pointer (&answered);
  review = gls_review_new (project, &query, error);
  aligned = review != NULL ? gls_review_load (review, document, NULL, error) : NULL;
  if (aligned == NULL)
    return NULL;
  at = GPOINTER_TO_UINT (g_hash_table_lookup (aligned->marks_by_id, annotation));
  if (at == 0)
    return g_steal_pointer (&answered);
  mark = &g_array_index (aligned->marks, GlsAlignedMark, at - 1);
  *person = mark->person;
  cases = gls_list_cases (aligned, review->codebook, decisions);
  for (guint i = 0; i < cases->len; i++)
    {
      GlsCase *item = g_ptr_array_index (cases, i);

      if ((int) item->group == mark->group && item->state != GLS_CASE_OPEN)
        g_ptr_array_add (answered, gls_case_ref (item));
    }
  return g_steal_pointer (&answered);
}
