/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions as values, and ids that follow from what they settle.
 * It must not know how cases are found. */
#include "config.h"

#include <string.h>

#include "gls-decision.h"

static const char * const kinds[] = { NULL, "found", "boundary", "type", "attribute", "role", "entity", "relation" };
static const char * const reasons[] = { "", "ambiguous text", "guideline gap", "slip", "edge case", "judgement", "automatic" };

GlsDecision *
gls_decision_new (void)
{
  GlsDecision *decision = g_new0 (GlsDecision, 1);

  decision->kind = GLS_CASE_FOUND;
  decision->annotations = g_array_new (FALSE, FALSE, sizeof (GlsId));
  return decision;
}

void
gls_decision_free (GlsDecision *decision)
{
  if (decision == NULL)
    return;
  g_array_unref (decision->annotations);
  g_free (decision->field);
  g_free (decision->choice);
  g_free (decision->edited);
  g_free (decision->saw);
  g_free (decision->note);
  g_free (decision->by);
  g_strfreev (decision->answers);
  g_free (decision);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (a, b);
}

void
gls_decision_id (GArray *annotations, GlsCaseKind kind, const char *field, GlsId *id)
{
  const char *name = gls_case_kind_to_string (kind);

  g_array_sort (annotations, compare_ids);
  gls_id_derive (id, "decision", annotations->data, (gsize) annotations->len * sizeof (GlsId), name, strlen (name),
                 field != NULL ? field : "", field != NULL ? strlen (field) : (gsize) 0, NULL);
}

void
gls_decision_gold_id (GArray *annotations, GlsId *id)
{
  g_array_sort (annotations, compare_ids);
  gls_id_derive (id, "gold", annotations->data, (gsize) annotations->len * sizeof (GlsId), NULL);
}

const char *
gls_case_kind_to_string (GlsCaseKind kind)
{
  g_return_val_if_fail (kind >= GLS_CASE_FOUND && kind <= GLS_CASE_RELATION, "found");
  return kinds[kind];
}

gboolean
gls_case_kind_parse (const char *string, GlsCaseKind *kind)
{
  for (guint i = GLS_CASE_FOUND; i <= GLS_CASE_RELATION; i++)
    if (strcmp (string, kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
gls_reason_to_string (GlsReason reason)
{
  g_return_val_if_fail (reason <= GLS_REASON_AUTOMATIC, "");
  return reasons[reason];
}

gboolean
gls_reason_parse (const char *string, GlsReason *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strcmp (string, reasons[i]) == 0)
      {
        *reason = i;
        return TRUE;
      }
  return FALSE;
}
