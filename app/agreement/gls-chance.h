/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of raters corrected for chance: the kappas, pi, S and AC. Every function is pure. Items that fewer than two raters
 * judged do not count in the observed agreement. */
#pragma once

#include "gls-weights.h"

G_BEGIN_DECLS

/* Share of agreeing pairs of ratings, the mean over items. */
GlsFigure gls_percent_agreement (const GlsCoding *coding);
/* Cohen 1960, "A coefficient of agreement for nominal scales"; each rater's own distribution. More than two raters: the
 * generalisation of Hubert (see gls_hubert_kappa). */
GlsFigure gls_cohen_kappa       (const GlsCoding *coding);
/* Cohen 1968, "Weighted kappa". @distance (nullable): n_categories² distances of one's own instead of @weights. More than two
 * raters: as with gls_cohen_kappa. */
GlsFigure gls_weighted_kappa    (const GlsCoding *coding, GlsWeights weights, const double *distance);
/* Scott 1955, "Reliability of content analysis"; two raters, one distribution. */
GlsFigure gls_scott_pi          (const GlsCoding *coding);
/* Fleiss 1971, "Measuring nominal scale agreement among many raters"; missing ratings as in Gwet 2014, "Handbook of
 * inter-rater reliability", §2.5. */
GlsFigure gls_fleiss_kappa      (const GlsCoding *coding);
/* Fleiss 1971, formula 14: agreement on one category. */
GlsFigure gls_fleiss_kappa_category (const GlsCoding *coding, gint32 category);
/* Hubert 1977, "Kappa revisited": means of observed and of expected agreement over pairs of raters, which is Conger's kappa
 * (1980); missing ratings as in Gwet 2014, §2.5: each rater's distribution is that of all their ratings. */
GlsFigure gls_hubert_kappa      (const GlsCoding *coding);
/* Light 1971, "Measures of response agreement for qualitative data": mean of Cohen's kappa over pairs of raters. */
GlsFigure gls_light_kappa       (const GlsCoding *coding);
/* Randolph 2005, "Free-marginal multirater kappa"; every category is equally likely. */
GlsFigure gls_randolph_kappa    (const GlsCoding *coding);
/* Bennett, Alpert, Goldstein 1954, "Communications through limited response questioning"; two raters. */
GlsFigure gls_bennett_s         (const GlsCoding *coding);
/* Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement"; NOMINAL: AC1, else AC2. */
GlsFigure gls_gwet_ac           (const GlsCoding *coding, GlsWeights weights);

/* The same by what is expected of chance, with any distances of categories (n_categories², 0 on the diagonal, at most 1; NULL:
 * different is different). Weighted forms as in Gwet 2014, §3.5. */
typedef enum {
  GLS_CHANCE_NONE,      /* percent agreement */
  GLS_CHANCE_COHEN,
  GLS_CHANCE_SCOTT,
  GLS_CHANCE_FLEISS,
  GLS_CHANCE_HUBERT,
  GLS_CHANCE_LIGHT,
  GLS_CHANCE_RANDOLPH,
  GLS_CHANCE_BENNETT,
  GLS_CHANCE_GWET,
} GlsChance;
GlsFigure gls_chance_corrected  (const GlsCoding *coding, GlsChance chance, const double *distance);

G_END_DECLS
