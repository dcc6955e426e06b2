/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a project document by document and has tables and units made of it: the work as it stood when it was done.
 * It must not know how a figure is shown. */
#include "config.h"

#include <string.h>

#include "gls-agree-tables.h"
#include "gls-walk.h"

/* Gamma aligns everything many times over, which takes seconds of so many marks and grows faster than they do. */
#define GAMMA_UNITS 6000

typedef struct {
  GlsReview      *review;
  GlsAgreement   *agreement;
  GlsAgreeTables  tables;
  double          at;       /* where the next document begins on the continuum */
} Computing;

/* Since when the last of those who have a status has it, and who has none. */
static void
find_told (const GlsAligned *aligned, gint64 *since, guint64 *untold)
{
  *since = 0;
  *untold = aligned->asked;
  for (guint i = 0; i < aligned->document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = g_ptr_array_index (aligned->document->statuses, i);

      for (guint person = 0; person < aligned->n_people; person++)
        if (strcmp (aligned->people[person], status->by) == 0)
          {
            *since = MAX (*since, status->since);
            *untold &= ~(G_GUINT64_CONSTANT (1) << person);
          }
    }
}

static gboolean
is_one_of (guint64 people, guint person)
{
  return (people >> person & 1) != 0;
}

static guint
count_people (guint64 people)
{
  guint n = 0;

  for (; people != 0; people &= people - 1)
    n++;
  return n;
}

static void
add_units (Computing *c, const GlsAligned *aligned, guint64 finished)
{
  GlsUnitizing *units = c->agreement->units;

  for (guint i = 0; i < aligned->marks->len; i++)
    {
      const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);
      const GlsAnnotation *annotation = mark->annotation;

      if (mark->person < c->tables.n && is_one_of (finished, mark->person))
        gls_unitizing_add (units, mark->person, gls_unitizing_add_category (units, annotation->type),
                           c->at + annotation->fragments[0].start,
                           c->at + annotation->fragments[annotation->n_fragments - 1].end);
    }
  c->at += gls_text_get_length (aligned->document->text) + 1;
  units->end = c->at;
}

static void
count_pairs (Computing *c, guint64 finished)
{
  for (guint i = 0; i < c->agreement->pairs->len; i++)
    {
      GlsAgreePair *pair = &g_array_index (c->agreement->pairs, GlsAgreePair, i);

      pair->n_documents += is_one_of (finished, pair->a) && is_one_of (finished, pair->b);
    }
}

static gboolean
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
add_document (const GlsAligned *aligned, gboolean changed, gpointer data)
{
  Computing *c = data;
  GlsAgreement *agreement = c->agreement;
  GlsAgreeItem item = { .document = agreement->documents->len };
  guint64 untold, finished = gls_aligned_find_finished (aligned);

  find_told (aligned, &item.since, &untold);
  agreement->n_passed_over += aligned->n_passed_over;
  agreement->n_not_done += count_people (aligned->asked & ~finished);
  if (count_people (finished) < 2)
    {
      agreement->n_alone += count_people (aligned->asked) < 2;
      return;
    }
  g_ptr_array_add (agreement->documents, g_strdup (aligned->document->key));
  agreement->n_changed += changed;
  agreement->n_untold += count_people (untold);
  for (guint i = 0; i < aligned->marks->len; i++)
    agreement->n_annotations += is_one_of (finished, g_array_index (aligned->marks, GlsAlignedMark, i).person);
  gls_agree_tables_add (&c->tables, aligned, finished, &item);
  if (c->tables.unit == GLS_UNIT_SPAN)
    {
      add_units (c, aligned, finished);
      count_pairs (c, finished);
    }
}

typedef struct {
  GlsAgreeTables tables;
  GlsAgreeItem   item;
} Now;

static void
add_document_now (const GlsAligned *aligned, gboolean changed, gpointer data)
{
  Now *now = data;
  guint64 untold, finished = gls_aligned_find_finished (aligned);

  find_told (aligned, &now->item.since, &untold);
  if (count_people (finished) < 2)
    return;
  gls_agree_tables_add (&now->tables, aligned, finished, &now->item);
  now->item.document++;
}

/* The same people and documents as they are now. */
static gboolean
compute_now (Computing *c, GCancellable *cancellable, GError **error)
{
  Now now = { 0 };
  gboolean ok;

  gls_agree_tables_init (&now.tables, c->review, c->tables.unit);
  ok = gls_review_walk (c->review, FALSE, add_document_now, &now, cancellable, error);
  if (ok)
    c->agreement->tables_now = gls_agree_tables_take (&now.tables, NULL);
  gls_agree_tables_clear (&now.tables);
  return ok;
}

static void
score_pairs (GlsAgreement *agreement)
{
  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);

      pair->exact = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_EXACT);
      pair->overlapping = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_OVERLAPPING);
      pair->boundary = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_BOUNDARY);
    }
}

/* A mention without an entity is alone. */
static void
score_chains (GlsAgreement *agreement)
{
  const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, "entity");
  guint n_items = table != NULL ? table->coding->n_items : 0;
  gint32 none = table != NULL ? gls_coding_find_category (table->coding, "") : GLS_CODING_MISSING;
  g_autofree int *left = g_new (int, n_items + 1), *right = g_new (int, n_items + 1);

  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);
      guint n = 0;

      for (guint item = 0; item < n_items; item++)
        {
          gint32 a = gls_coding_get (table->coding, item, pair->a), b = gls_coding_get (table->coding, item, pair->b);

          if (a == GLS_CODING_MISSING || b == GLS_CODING_MISSING)
            continue;
          left[n] = a == none ? -1 : a;
          right[n++] = b == none ? -1 : b;
        }
      pair->chains = gls_chain_scores (left, right, n);
    }
}

static void
compute_gamma (GlsAgreement *agreement, GCancellable *cancellable)
{
  GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;

  params.cancelled = cancellable != NULL ? is_cancelled : NULL;
  params.cancelled_data = cancellable;
  if (agreement->units->units->len > GAMMA_UNITS)
    agreement->gamma.gamma = agreement->gamma.cat = gls_figure_undefined (GLS_UNDEFINED_TOO_MANY);
  else
    agreement->gamma = gls_gamma (agreement->units, &params);
  agreement->types = gls_agreement_measure_types (agreement->units, GAMMA_UNITS, &params);
}

static gboolean
compute (Computing *c, GCancellable *cancellable, GError **error)
{
  GlsAgreement *agreement = c->agreement;

  if (!gls_review_walk (c->review, TRUE, add_document, c, cancellable, error))
    return FALSE;
  agreement->tables = gls_agree_tables_take (&c->tables, &agreement->kinds);
  if (agreement->n_changed > 0 && !compute_now (c, cancellable, error))
    return FALSE;
  if (c->tables.unit != GLS_UNIT_SPAN)
    return TRUE;
  score_pairs (agreement);
  score_chains (agreement);
  compute_gamma (agreement, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

GlsAgreement *
gls_agreement_compute (GlsReview *review, GlsAgreeUnit unit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsAgreement) agreement = g_new0 (GlsAgreement, 1);
  Computing c = { .review = review, .agreement = agreement };
  gboolean ok;

  gls_agree_tables_init (&c.tables, review, unit);
  agreement->people = g_strdupv (review->people);
  agreement->documents = g_ptr_array_new_with_free_func (g_free);
  agreement->pairs = g_array_new (FALSE, FALSE, sizeof (GlsAgreePair));
  agreement->units = gls_unitizing_new (0, 0, c.tables.n);
  for (guint a = 0; unit == GLS_UNIT_SPAN && a < c.tables.n; a++)
    for (guint b = a + 1; b < c.tables.n; b++)
      {
        GlsAgreePair pair = { .a = a, .b = b };

        g_array_append_val (agreement->pairs, pair);
      }
  ok = compute (&c, cancellable, error);
  gls_agree_tables_clear (&c.tables);
  return ok ? g_steal_pointer (&agreement) : NULL;
}

void
gls_agreement_free (GlsAgreement *agreement)
{
  if (agreement == NULL)
    return;
  g_strfreev (agreement->people);
  g_clear_pointer (&agreement->documents, g_ptr_array_unref);
  g_clear_pointer (&agreement->tables, g_ptr_array_unref);
  g_clear_pointer (&agreement->tables_now, g_ptr_array_unref);
  g_clear_pointer (&agreement->kinds, gls_coding_free);
  g_clear_pointer (&agreement->pairs, g_array_unref);
  g_clear_pointer (&agreement->units, gls_unitizing_free);
  g_clear_pointer (&agreement->types, g_ptr_array_unref);
  g_free (agreement);
}

const GlsAgreeTable *
gls_agreement_find_table (const GPtrArray *tables, const char *feature)
{
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const GlsAgreeTable *table = g_ptr_array_index (tables, i);

      if (strcmp (table->feature, feature) == 0)
        return table;
    }
  return NULL;
}
