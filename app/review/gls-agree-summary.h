/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agreement with all that a page of it shows: drawing samples and marks on the text take seconds on large projects, so that
 * they are computed before it is shown. Counted and unchanging: any thread may read it. */
#pragma once

#include "gls-agree.h"

G_BEGIN_DECLS

/* A table of GlsAgreement.tables, in its order. */
typedef struct {
  const GlsAgreeTable *table;
  GlsFigure            percent, alpha;     /* as the work stood when it was done; alpha: Krippendorff's, nominal */
  double               low, high;          /* alpha's 95 % interval; NaN: none */
  GlsFigure            now, unsuggested;   /* alpha with later changes; without items that came from one suggestion */
} GlsFeatureSummary;

/* A measure of the marks on the text as a whole. */
typedef struct {
  const char *measure;
  GlsFigure   figure;
} GlsSpanSummary;

/* A type, document or month: the percentage of what was found, of its boundary and its type. */
enum { GLS_SUMMARY_FOUND, GLS_SUMMARY_BOUNDARY, GLS_SUMMARY_TYPE, GLS_SUMMARY_FIGURES };

typedef struct {
  char     *name;                          /* as in GlsAgreePart */
  guint     n_items;
  GlsFigure figures[GLS_SUMMARY_FIGURES];  /* n_items 0: there is none */
} GlsPartSummary;

typedef struct {
  GlsAgreement *agreement;
  GArray       *features;   /* GlsFeatureSummary */
  GArray       *spans;      /* GlsSpanSummary */
  GPtrArray    *parts[GLS_PART_MONTH + 1];  /* by GlsAgreePartition: GlsPartSummary */
} GlsAgreementSummary;

/**
 * gls_agreement_summarize:
 * @agreement: (transfer full): of spans
 *
 * Returns: (nullable): NULL when it was cancelled
 */
GlsAgreementSummary *gls_agreement_summarize     (GlsAgreement *agreement, GCancellable *cancellable, GError **error);
GlsAgreementSummary *gls_agreement_summary_ref   (GlsAgreementSummary *self);
void                 gls_agreement_summary_unref (GlsAgreementSummary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAgreementSummary, gls_agreement_summary_unref)

G_END_DECLS
