/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What measures are called in files of worked examples. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  GLS_CASE_CHANCE,          /* variant: GlsChance */
  GLS_CASE_CATEGORY,        /* Fleiss' kappa of one category */
  GLS_CASE_ALPHA,           /* variant: GlsMetric */
  GLS_CASE_CHAINS,          /* variant: 0 MUC, 1 B³, 2 CEAF-e, 3 their mean */
  GLS_CASE_ALPHA_U_2004,    /* variant: 0 alpha, 1 observed, 2 expected disagreement */
  GLS_CASE_ALPHA_U_2016,    /* variant: GlsAlphaUKind */
  GLS_CASE_GAMMA,           /* variant: 0 gamma, 1 gamma-cat, 2 disorder of the best alignment */
  GLS_CASE_SPANS,           /* variant: 3 × GlsSpanMatch + 0 precision, 1 recall, 2 F1 */
} GlsCaseMeasure;

/* Case, blanks, signs, apostrophes and Greek letters do not matter: "Cohen's κ" is "cohen_kappa". @units: of units, not of a coding
 * table. FALSE: nothing is called so. */
gboolean gls_case_measure_parse (const char *name, gboolean units, GlsCaseMeasure *measure, guint *variant);

G_END_DECLS
