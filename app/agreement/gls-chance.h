/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of raters corrected for chance: the kappas, pi, S and AC. Every function is pure. Items that fewer than two raters
 * judged do not count in the observed agreement. */
#pragma once

#include "gls-coding.h"

G_BEGIN_DECLS

/* How far two categories are apart; 0 on the diagonal. */
typedef enum {
  GLS_WEIGHTS_NOMINAL,    /* 1 */
  GLS_WEIGHTS_LINEAR,     /* |i - j|, scaled to at most 1 */
  GLS_WEIGHTS_QUADRATIC,  /* (i - j)², scaled to at most 1 */
} GlsWeights;

/* Share of agreeing pairs of ratings, the mean over items. */
GlsFigure gls_percent_agreement (const GlsCoding *coding);
/* Cohen 1960, "A coefficient of agreement for nominal scales"; each rater's own distribution. More than two raters: the
 * generalisation of Hubert (see gls_hubert_kappa). */
GlsFigure gls_cohen_kappa       (const GlsCoding *coding);
/* Cohen 1968, "Weighted kappa"; two raters. @distance (nullable): n_categories² distances of one's own instead of @weights.
 * Categories count as their numbers where all are numbers, else as their rank. */
GlsFigure gls_weighted_kappa    (const GlsCoding *coding, GlsWeights weights, const double *distance);
/* Scott 1955, "Reliability of content analysis"; two raters, one distribution. */
GlsFigure gls_scott_pi          (const GlsCoding *coding);
/* Fleiss 1971, "Measuring nominal scale agreement among many raters"; missing ratings as in Gwet 2014, "Handbook of
 * inter-rater reliability", §2.5. */
GlsFigure gls_fleiss_kappa      (const GlsCoding *coding);
/* Fleiss 1971, formula 14: agreement on one category. */
GlsFigure gls_fleiss_kappa_category (const GlsCoding *coding, gint32 category);
/* Hubert 1977, "Kappa revisited": means of observed and of expected agreement over pairs of raters. */
GlsFigure gls_hubert_kappa      (const GlsCoding *coding);
/* Light 1971, "Measures of response agreement for qualitative data": mean of Cohen's kappa over pairs of raters. */
GlsFigure gls_light_kappa       (const GlsCoding *coding);
/* Randolph 2005, "Free-marginal multirater kappa"; every category is equally likely. */
GlsFigure gls_randolph_kappa    (const GlsCoding *coding);
/* Bennett, Alpert, Goldstein 1954, "Communications through limited response questioning"; two raters. */
GlsFigure gls_bennett_s         (const GlsCoding *coding);
/* Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement"; NOMINAL: AC1, else AC2. */
GlsFigure gls_gwet_ac           (const GlsCoding *coding, GlsWeights weights);

G_END_DECLS
