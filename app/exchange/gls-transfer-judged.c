/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people decided on a document into the project, after its annotations: verdicts on suggestions, settled disagreements, waivers.
 * It must not read files. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-decisions.h>
#include <gls-waivers.h>
#include "gls-transfer-private.h"

typedef struct {
  GlsTransferPut *put;
  GlsDocument    *document;
  GHashTable     *mapped;  /* GlsId * in the file to GlsId * here; NULL: none */
  GHashTable     *ids;     /* GlsId *: annotations of the file, as they are here */
} Putting;

static void
map_id (const Putting *putting, GlsId *id)
{
  const GlsId *now = putting->mapped ? g_hash_table_lookup (putting->mapped, id) : NULL;

  if (now)
    *id = *now;
}

static gboolean
is_known (const Putting *putting, const GlsId *id)
{
  GlsId document, set;
  GlsRecordKind kind;

  return g_hash_table_contains (putting->ids, id)
         || (gls_project_find_record (gls_transfer_put_idle (putting->put), id, &kind, &document, &set) && kind == GLS_RECORD_ANNOTATION
             && gls_id_equal (&document, &putting->document->id));
}

/* A suggestion that is no longer proposed: what was thought of it stands, so that a new run does not bring it back. */
static void
put_gone (const Putting *putting, GlsChange *change, const GlsDocumentVerdict *verdict)
{
  GlsId set;

  gls_change_put_person (change, verdict->of);
  gls_record_id_for_person (verdict->of, &set);
  gls_change_declare (change, &verdict->suggestion, GLS_RECORD_ANNOTATION, &putting->document->id, NULL, &set);
  gls_change_delete (change, &verdict->suggestion);
}

static void
put_verdict (const Putting *putting, GlsChange *change, GlsDocumentVerdict *verdict)
{
  const GlsId *annotation = &verdict->annotation;

  map_id (putting, &verdict->suggestion);
  map_id (putting, &verdict->annotation);
  if (!is_known (putting, &verdict->suggestion))
    {
      if (!verdict->of || !g_str_has_prefix (verdict->of, "plugin:"))
        {
          gls_transfer_report (putting->put->report,
                               _("Document “%s”: a verdict by %s is on a suggestion that does not exist; left out."),
                               putting->document->key, verdict->by);
          return;
        }
      put_gone (putting, change, verdict);
    }
  if (gls_id_is_null (annotation) || !is_known (putting, annotation))
    annotation = NULL;
  gls_change_judge (change, &putting->document->id, &verdict->suggestion, verdict->by,
                    verdict->accepted ? GLS_JUDGED_ACCEPTED : GLS_JUDGED_REJECTED, annotation);
}

static void
put_decision (const Putting *putting, GlsChange *change, GlsDecision *decision)
{
  for (guint i = 0; i < decision->annotations->len; i++)
    map_id (putting, &g_array_index (decision->annotations, GlsId, i));
  map_id (putting, &decision->gold);
  gls_decision_id (decision->annotations, decision->kind, decision->field, &decision->id);
  gls_change_put_decision (change, decision);
}

/* The problem of a mapped annotation has another id too. */
static void
put_waiver (const Putting *putting, GlsChange *change, GlsWaiver *waiver)
{
  const GlsId *first = waiver->annotations->len > 0 ? &g_array_index (waiver->annotations, GlsId, 0) : NULL;

  for (guint i = 0; i < waiver->annotations->len; i++)
    map_id (putting, &g_array_index (waiver->annotations, GlsId, i));
  if (putting->mapped && waiver->plugin)
    gls_waiver_derive_problem (waiver);
  gls_change_waive (change, waiver, first && is_known (putting, first) ? first : NULL);
}

/**
 * gls_transfer_put_judged:
 * @mapped: (nullable): what ids of the file became
 *
 * Returns: FALSE when the project cannot be read or written
 */
gboolean
gls_transfer_put_judged (GlsTransferPut *put, GlsDocument *document, GHashTable *mapped, const char *name, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (gls_id_hash, gls_id_equal);
  Putting putting = { put, document, mapped, ids };
  guint n_verdicts = document->verdicts ? document->verdicts->len : 0;
  guint n_decisions = document->decisions ? document->decisions->len : 0;
  guint n_waivers = document->waivers ? document->waivers->len : 0;
  GlsChange *change;

  if (n_verdicts + n_decisions + n_waivers == 0)
    return TRUE;
  for (guint i = 0; i < document->annotations->len; i++)
    g_hash_table_add (ids, &((GlsAnnotation *) document->annotations->pdata[i])->id);
  change = gls_transfer_put_change (put, name);
  for (guint i = 0; i < n_verdicts; i++)
    put_verdict (&putting, change, document->verdicts->pdata[i]);
  for (guint i = 0; i < n_decisions; i++)
    put_decision (&putting, change, document->decisions->pdata[i]);
  for (guint i = 0; i < n_waivers; i++)
    put_waiver (&putting, change, document->waivers->pdata[i]);
  if (!gls_change_is_empty (change))
    return gls_transfer_put_take (put, change, name, n_verdicts + n_decisions + n_waivers, error);
  gls_change_free (change);
  return TRUE;
}
