/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one rater's spans are found again by another: precision, recall and F1. Pure. */
#pragma once

#include "gls-unitizing.h"

G_BEGIN_DECLS

/* F1 of spans is kappa where what nobody marked is countless (Hripcsak and Rothschild 2005, "Agreement, the F-measure, and
 * reliability in information retrieval"). */
typedef enum {
  GLS_SPANS_EXACT,        /* the same begin, end and category */
  GLS_SPANS_OVERLAPPING,  /* a common position, the same category; each span once, longest overlap first */
  GLS_SPANS_BOUNDARY,     /* begins and ends by themselves, the same category */
} GlsSpanMatch;

typedef struct {
  double precision, recall, f1;  /* NAN: undefined, nothing to divide by */
  guint  n_right, n_a, n_b;      /* matches; spans (or boundaries) of each */
} GlsSpanScores;

/* @b against @a: precision is the share of @b's that @a has, recall the share of @a's that @b has. F1 is symmetric. */
GlsSpanScores gls_span_scores (GlsUnitizing *study, guint a, guint b, GlsSpanMatch match);

/* Two ways of putting the same n mentions into chains: @a[i], @b[i] is the chain of mention i, any number; negative: alone.
 * MUC: Vilain et al. 1995, "A model-theoretic coreference scoring scheme"; B³: Bagga and Baldwin 1998, "Algorithms for scoring
 * coreference chains"; CEAF-e: Luo 2005, "On coreference resolution performance metrics", with φ4; mean: CoNLL-2011/2012. */
typedef struct {
  double muc, b_cubed, ceaf_e, mean;   /* F1 of each; NAN: undefined, neither links anything */
  guint  n_mentions;
} GlsChainScores;

GlsChainScores gls_chain_scores (const int *a, const int *b, guint n);

/* Percentile interval of the bootstrap (Efron 1979) over items: the 2.5th and 97.5th of @n_samples figures of @func, each over as
 * many items drawn with replacement. Undefined figures are left out; fewer than half defined: *low and *high are NAN. */
typedef double (*GlsBootstrapFunc) (const guint *picks, guint n, gpointer data);
void gls_bootstrap (guint n_items, guint n_samples, guint64 seed, GlsBootstrapFunc func, gpointer data, double *low, double *high);

G_END_DECLS
