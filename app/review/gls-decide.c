/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns what a lead says into decisions and gold, a document at a time.
 * It must not know how cases are shown or asked for. */
#include "config.h"

#include <string.h>

#include "gls-agreed.h"
#include "gls-decide.h"
#include "gls-edit.h"

GlsDecide *
gls_decide_new (GlsTake take, const char *by)
{
  GlsDecide *decide = g_new0 (GlsDecide, 1);

  decide->take = take;
  decide->by = g_strdup (by);
  decide->cases = g_ptr_array_new ();
  return decide;
}

void
gls_decide_free (GlsDecide *decide)
{
  if (decide == NULL)
    return;
  for (guint i = 0; i < decide->cases->len; i++)
    {
      GlsCaseRef *ref = g_ptr_array_index (decide->cases, i);

      g_free (ref->value);
      g_free (ref);
    }
  g_ptr_array_unref (decide->cases);
  g_strfreev (decide->people);
  g_free (decide->person);
  g_free (decide->note);
  g_free (decide->by);
  g_free (decide);
}

void
gls_decide_add (GlsDecide *decide, const GlsId *document, const GlsId *id, const char *value)
{
  GlsCaseRef *ref = g_new0 (GlsCaseRef, 1);

  ref->document = *document;
  ref->id = *id;
  ref->value = g_strdup (value);
  g_ptr_array_add (decide->cases, ref);
}

/* --- One document ---------------------------------------------------------------------------------------------------- */

typedef struct {
  const GlsDecide *decide;
  GlsReview       *review;
  GlsAligned      *aligned;
  GPtrArray       *decisions;  /* as they stand in the file */
  GPtrArray       *standing;   /* with those taken now; GlsDecision by id, borrowed */
  GPtrArray       *fresh;      /* owned */
  GPtrArray       *back;       /* GlsDecision taken back, borrowed */
  int              person;     /* PERSON: who; -1: nobody of ours */
} Deciding;

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

/* @decision takes the place of one of its id. */
static void
let_stand (GPtrArray *standing, GPtrArray *fresh, GlsDecision *decision)
{
  const GlsDecision *old = gls_find_decision (standing, &decision->id), *now = gls_find_decision (fresh, &decision->id);

  if (old != NULL)
    g_ptr_array_remove (standing, (gpointer) old);
  if (now != NULL)
    g_ptr_array_remove (fresh, (gpointer) now);
  g_ptr_array_add (standing, decision);
  g_ptr_array_sort (standing, compare_decisions);
  g_ptr_array_add (fresh, decision);
  g_ptr_array_sort (fresh, compare_decisions);
}

static void
settle (Deciding *d, const GlsCase *item, int version)
{
  let_stand (d->standing, d->fresh, gls_settle_case (item, version, d->decide->by, d->decide->reason, d->decide->note));
}

/* The whole group is not to be marked. */
static void
settle_unmarked (Deciding *d, guint group)
{
  g_autoptr (GPtrArray) fields = gls_list_group (d->aligned, group, d->review->codebook, d->standing);

  settle (d, g_ptr_array_index (fields, 0), -1);
}

/* One field after the other, as each opens the next. */
static guint
settle_as_person (Deciding *d, guint group)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  guint n = 0;

  for (gboolean more = TRUE; more;)
    {
      g_autoptr (GPtrArray) fields = gls_list_group (d->aligned, group, d->review->codebook, d->standing);

      more = FALSE;
      for (guint i = 0; i < fields->len && !more; i++)
        {
          const GlsCase *item = g_ptr_array_index (fields, i);
          int version = d->person >= 0 ? gls_case_find_person (item, d->person) : -1;
          gboolean agreed = item->versions->len == 1 && item->state == GLS_CASE_OPEN;

          if (g_hash_table_contains (done, &item->id))
            continue;
          g_hash_table_add (done, g_memdup2 (&item->id, sizeof item->id));
          if ((version < 0 && item->kind != GLS_CASE_FOUND) || (agreed && version >= 0))
            continue;
          settle (d, item, version);
          n++;
          if (item->kind == GLS_CASE_FOUND && (version < 0 || strcmp (((GlsVersion *) g_ptr_array_index (item->versions, version))->value, "marked") != 0))
            return n;
          more = TRUE;
        }
    }
  return n;
}

/* 1 when it was settled, 0 when it is not what was seen, -1 with an error. */
static int
settle_edited (Deciding *d, const GlsCase *item, const char *text, GError **error)
{
  g_autofree char *canonical = gls_edit_check (d->aligned, d->review->codebook, item, text, error);
  g_autofree char *value = canonical != NULL ? gls_edit_value (d->aligned, item, canonical) : NULL;
  int version = value != NULL ? gls_case_find_value (item, value) : -1;
  GlsDecision *decision;

  if (canonical == NULL)
    return -1;
  decision = gls_settle_case (item, version, d->decide->by, d->decide->reason, d->decide->note);
  if (version < 0)
    {
      g_free (decision->choice);
      decision->choice = g_steal_pointer (&value);
      decision->edited = g_steal_pointer (&canonical);
    }
  let_stand (d->standing, d->fresh, decision);
  return 1;
}

/* Of what only gold has: that it is to be marked, or not; there is nothing else to take. */
static int
decide_missed (Deciding *d, const GlsCase *item, const GlsCaseRef *ref)
{
  gboolean marked = d->decide->take == GLS_TAKE_VERSION && g_strcmp0 (ref->value, "marked") == 0;

  if (d->decide->take == GLS_TAKE_EDITED)
    return 0;
  settle (d, item, marked ? gls_case_find_value (item, "marked") : -1);
  return 1;
}

static int
decide_case (Deciding *d, const GlsCase *item, const GlsCaseRef *ref, GError **error)
{
  int version;

  if (item->group >= d->aligned->n_groups)
    return decide_missed (d, item, ref);
  switch (d->decide->take)
    {
    case GLS_TAKE_VERSION:
      version = ref->value != NULL ? gls_case_find_value (item, ref->value) : -1;
      if (version >= 0)
        settle (d, item, version);
      return version >= 0;
    case GLS_TAKE_PERSON:
      return settle_as_person (d, item->group) > 0;
    case GLS_TAKE_NONE:
      if (item->kind == GLS_CASE_FOUND || item->kind == GLS_CASE_BOUNDARY || item->kind == GLS_CASE_TYPE)
        settle_unmarked (d, item->group);
      else
        settle (d, item, -1);
      return 1;
    case GLS_TAKE_EDITED:
      return ref->value != NULL ? settle_edited (d, item, ref->value, error) : 0;
    case GLS_TAKE_BACK:
      {
        const GlsDecision *old = gls_find_decision (d->decisions, &item->id);

        if (old != NULL)
          {
            g_ptr_array_add (d->back, (gpointer) old);
            g_ptr_array_remove (d->standing, (gpointer) old);
          }
        return old != NULL;
      }
    }
  return 0;
}

static const GlsCase *
find_case (GPtrArray *cases, const GlsId *id)
{
  for (guint i = 0; i < cases->len; i++)
    if (gls_id_equal (&((GlsCase *) g_ptr_array_index (cases, i))->id, id))
      return g_ptr_array_index (cases, i);
  return NULL;
}

static gboolean
write_document (Deciding *d, const GlsId *step, GlsDecideReport *report, GError **error)
{
  g_autoptr (GlsChange) change = gls_change_new (d->decide->by, "adjudicate");
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (guint i = 0; i < d->decisions->len; i++)
    if (!g_ptr_array_find (d->back, g_ptr_array_index (d->decisions, i), NULL))
      g_ptr_array_add (before, g_ptr_array_index (d->decisions, i));
  gls_change_join (change, step);
  for (guint i = 0; i < d->back->len; i++)
    gls_change_delete (change, &((GlsDecision *) g_ptr_array_index (d->back, i))->id);
  report->gold += gls_settle_write (change, d->review->project, d->aligned, d->review->codebook, before, d->fresh, FALSE);
  return gls_change_is_empty (change) || gls_project_commit (d->review->project, change, error);
}

/* The cases from @from on that are of one document; *@end gets the first that is not. */
static gboolean
decide_document (const GlsDecide *decide, GlsReview *review, guint from, guint *end, const GlsId *step, GlsDecideReport *report,
                 GError **error)
{
  const GlsId *document = &((GlsCaseRef *) g_ptr_array_index (decide->cases, from))->document;
  g_autoptr (GPtrArray) decisions = NULL, cases = NULL, agreed = NULL, standing = g_ptr_array_new (), back = g_ptr_array_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  g_autoptr (GlsAligned) aligned = gls_review_load (review, document, &decisions, error);
  Deciding d = { decide, review, aligned, decisions, standing, fresh, back, -1 };

  if (aligned == NULL)
    return FALSE;
  for (guint i = 0; decide->person != NULL && review->people[i] != NULL; i++)
    if (strcmp (review->people[i], decide->person) == 0)
      d.person = i;
  for (guint i = 0; i < decisions->len; i++)
    g_ptr_array_add (standing, g_ptr_array_index (decisions, i));
  cases = gls_list_cases (aligned, review->codebook, decisions);
  for (*end = from; *end < decide->cases->len; (*end)++)
    {
      const GlsCaseRef *ref = g_ptr_array_index (decide->cases, *end);
      const GlsCase *item;
      int done;

      if (!gls_id_equal (&ref->document, document))
        break;
      item = find_case (cases, &ref->id);
      if (item == NULL)
        item = find_case (agreed = agreed != NULL ? agreed : gls_list_agreed (aligned, review->codebook, decisions), &ref->id);
      done = item != NULL ? decide_case (&d, item, ref, error) : 0;
      if (done < 0)
        return FALSE;
      report->settled += done;
      report->stale += !done;
    }
  return write_document (&d, step, report, error);
}

gboolean
gls_decide_run (const GlsDecide *decide, GlsProject *project, GlsDecideReport *report, GError **error)
{
  GlsReviewQuery query = { .people = decide->people, .no_documents = TRUE };
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  guint at = 0;
  GlsId step;

  memset (report, 0, sizeof *report);
  if (review == NULL)
    return FALSE;
  gls_id_generate (&step);
  while (at < decide->cases->len)
    if (!decide_document (decide, review, at, &at, &step, report, error))
      return FALSE;
  return TRUE;
}

/* --- Without a person ------------------------------------------------------------------------------------------------ */

/* Decisions open other questions (roles once the type is settled), so again until there are none; @fresh gets them all. */
static void
settle_automatically (GlsAutomatic *automatic, GlsReview *review, GlsAligned *aligned, GPtrArray *decisions, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) standing = g_ptr_array_new ();
  guint open = 0;

  for (guint i = 0; i < decisions->len; i++)
    g_ptr_array_add (standing, g_ptr_array_index (decisions, i));
  for (guint more = 1; more > 0;)
    {
      g_autoptr (GPtrArray) cases = gls_list_cases (aligned, review->codebook, standing);
      g_autoptr (GPtrArray) now = gls_settle_automatically (cases, automatic->least, automatic->kinds, automatic->by);

      more = now->len;
      open = 0;
      for (guint i = 0; i < cases->len; i++)
        open += ((GlsCase *) g_ptr_array_index (cases, i))->state != GLS_CASE_SETTLED;
      g_ptr_array_set_free_func (now, NULL);
      for (guint i = 0; i < now->len; i++)
        {
          GlsDecision *decision = g_ptr_array_index (now, i);

          automatic->n_by_kind[decision->kind]++;
          let_stand (standing, fresh, decision);
        }
    }
  automatic->n_open += open;
}

gboolean
gls_automatic_run (GlsAutomatic *automatic, GlsReview *review, const GlsId *document, GError **error)
{
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  g_autoptr (GlsAligned) aligned = gls_review_load (review, document, &decisions, error);
  g_autoptr (GlsChange) change = NULL;

  if (aligned == NULL)
    return FALSE;
  if ((aligned->asked & (aligned->asked - 1)) == 0)
    return TRUE;
  settle_automatically (automatic, review, aligned, decisions, fresh);
  automatic->n_decisions += fresh->len;
  change = gls_change_new (automatic->by, "adjudicate");
  gls_change_join (change, &automatic->step);
  automatic->n_gold += gls_settle_write (change, review->project, aligned, review->codebook, decisions, fresh, TRUE);
  return automatic->dry_run || gls_change_is_empty (change) || gls_project_commit (review->project, change, error);
}
