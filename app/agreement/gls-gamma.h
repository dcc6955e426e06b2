/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gamma: agreement on where units are and what they are, by the best alignment of all raters' units. Pure.
 * Mathet, Widlöcher, Métivier 2015, "The unified and holistic method gamma (γ) for inter-annotator agreement measure and
 * alignment", Computational Linguistics 41(3); gamma-cat: Mathet 2017, "The agreement measure γcat", ibid. 43(3). */
#pragma once

#include "gls-unitizing.h"

G_BEGIN_DECLS

/* The least a caller waits for cancellation is one alignment. Asked on several threads at once. */
typedef gboolean (*GlsCancelledFunc) (gpointer data);

typedef struct {
  double alpha;         /* weight of the position, 1 */
  double beta;          /* weight of the category, 1 */
  double delta_empty;   /* cost of a unit that has no partner, 1 */
  double precision;     /* of the expected disorder, as a share of it; 0.02 */
  guint64 seed;         /* of the chance samples; the same seed gives the same figure */
  GlsCancelledFunc cancelled; /* nullable */
  gpointer         cancelled_data;
} GlsGammaParams;

#define GLS_GAMMA_PARAMS_INIT { 1, 1, 1, 0.02, 1, NULL, NULL }

/* Which units go together. */
typedef struct {
  guint   n_groups;
  int    *group;        /* by unit, in the order of study->units */
  double  disorder;     /* sum over groups, divided by the mean number of units of a rater */
  double  bound;        /* no alignment has less disorder than this; equal to disorder where the alignment is proven best */
} GlsAlignment;

void          gls_alignment_free   (GlsAlignment *alignment);

/* The alignment of least disorder of @study, which gets sorted. Exact for two raters (assignment). For more, found by assigning one
 * rater after another and improving until nothing improves; the bound comes from a feasible dual solution (three and four raters)
 * or from the pairs of raters. NULL where there are no units. */
GlsAlignment *gls_gamma_align      (GlsUnitizing *study, const GlsGammaParams *params);

/* The same for people who settle differences: only units with a common position go together, the more they share the sooner, a
 * different category only where they share at least half. The bound is not computed (NAN). Groups of marks that nobody touched
 * stay as they are when somebody adds one elsewhere. */
GlsAlignment *gls_align_overlapping (GlsUnitizing *study);

typedef struct {
  GlsFigure gamma;      /* observed, expected: disorders */
  GlsFigure cat;        /* gamma-cat */
  double    upper;      /* gamma is at most this, were the best alignment as good as its bound */
  guint     n_samples;  /* of chance */
  guint     n_groups;
} GlsGamma;

/* Chance: each sampled rater is one of the raters, their units cut at a random place and swapped around (ibid., section 5.2); cuts of
 * two raters lie at least half a mean unit apart. 30 samples (of more than 1,000 units fewer, at least 6), more until the mean is as
 * precise as wanted (at 95 %), at most 500. They are aligned on all processors; the figure does not depend on how many there are.
 *
 * How it is made tractable: a unit meets only those whose distance can pay (2 × delta_empty), found by windows over sorted begins;
 * of two raters the assignment is exact, of more one rater after another is assigned and improved. How far it is off: with two
 * raters only by chance's mean (precision, 2 %); with more the true gamma lies between @gamma and @upper, give or take the same. */
GlsGamma      gls_gamma            (GlsUnitizing *study, const GlsGammaParams *params);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAlignment, gls_alignment_free)

G_END_DECLS
