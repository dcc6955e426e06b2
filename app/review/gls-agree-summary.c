/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computes what a page of agreement shows. It must not know how figures look. */
#include "config.h"

#include <math.h>

#include "gls-agree-summary.h"
#include "gls-report.h"

static void
part_free (gpointer data)
{
  g_free (((GlsPartSummary *) data)->name);
  g_free (data);
}

static void
add_feature (GlsAgreementSummary *self, const GlsAgreeTable *table)
{
  static const char alpha[] = "krippendorff_alpha";
  const GlsAgreeTable *later = gls_agreement_find_table (self->agreement->tables_now, table->feature);
  GlsFeatureSummary feature = { .table = table, .low = NAN, .high = NAN };

  gls_agreement_measure_table (table, "percent", &feature.percent);
  gls_agreement_measure_table (table, alpha, &feature.alpha);
  gls_agreement_measure_table (later != NULL ? later : table, alpha, &feature.now);
  gls_agreement_measure_unsuggested (table, alpha, &feature.unsuggested);
  if (!isnan (feature.alpha.value))
    gls_agreement_interval (table->coding, alpha, &feature.low, &feature.high);
  g_array_append_val (self->features, feature);
}

static void
add_spans (GlsAgreementSummary *self, const char *measure)
{
  GlsSpanSummary span = { .measure = measure };

  gls_report_measure_spans (self->agreement, measure, &span.figure);
  g_array_append_val (self->spans, span);
}

/* The parts of what was found are all parts; the other tables have some of them. */
static GPtrArray *
new_parts (const GlsAgreement *agreement, GlsAgreePartition partition)
{
  static const char * const features[GLS_SUMMARY_FIGURES] = { "found", "boundary", "type" };
  GPtrArray *all = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint f = 0; f < GLS_SUMMARY_FIGURES; f++)
    {
      const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, features[f]);
      g_autoptr (GPtrArray) parts = table != NULL ? gls_agreement_break_down (agreement, table, partition, "percent") : NULL;

      for (guint i = 0; parts != NULL && i < parts->len; i++)
        {
          const GlsAgreePart *part = g_ptr_array_index (parts, i);
          GlsPartSummary *summary = g_hash_table_lookup (by_name, part->name);

          if (summary == NULL && f != GLS_SUMMARY_FOUND)
            continue;
          if (summary == NULL)
            {
              summary = g_new0 (GlsPartSummary, 1);
              summary->name = g_strdup (part->name);
              summary->n_items = part->figure.n_items;
              g_ptr_array_add (all, summary);
              g_hash_table_insert (by_name, summary->name, summary);
            }
          summary->figures[f] = part->figure;
        }
    }
  return all;
}

GlsAgreementSummary *
gls_agreement_summarize (GlsAgreement *agreement, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsAgreementSummary) self = g_atomic_rc_box_new0 (GlsAgreementSummary);
  const char * const *measures = gls_report_list_span_measures ();

  self->agreement = agreement;
  self->features = g_array_new (FALSE, FALSE, sizeof (GlsFeatureSummary));
  self->spans = g_array_new (FALSE, FALSE, sizeof (GlsSpanSummary));
  for (guint i = 0; i < agreement->tables->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_feature (self, g_ptr_array_index (agreement->tables, i));
  for (guint i = 0; measures[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    add_spans (self, measures[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->parts) && !g_cancellable_is_cancelled (cancellable); i++)
    self->parts[i] = new_parts (agreement, i);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

GlsAgreementSummary *
gls_agreement_summary_ref (GlsAgreementSummary *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  GlsAgreementSummary *self = data;

  gls_agreement_free (self->agreement);
  g_array_unref (self->features);
  g_array_unref (self->spans);
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    g_clear_pointer (&self->parts[i], g_ptr_array_unref);
}

void
gls_agreement_summary_unref (GlsAgreementSummary *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
