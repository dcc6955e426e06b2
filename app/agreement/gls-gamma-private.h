/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of gamma. */
#pragma once

#include "gls-gamma.h"

G_BEGIN_DECLS

typedef struct {
  const GlsGammaParams *params;
  const GlsUnit        *units;    /* by rater, begin */
  guint                 n, m;
  guint                *first;    /* by rater: first unit; m + 1 */
  double               *longest;  /* by rater */
  gboolean              overlap;  /* distance by common words instead of gamma's */
  guint                *near_first; /* with @overlap, by unit: its first in @near; n + 1 */
  guint                *near;     /* units of other raters at a distance below infinity, in their order */
  double                delta, pairs;
  guint                 n_groups; /* some may be empty */
  int                  *group;    /* by unit */
  int                  *members;  /* by group and rater: unit or -1; room for n groups */
} Aligner;

void   gls_aligner_init  (Aligner *al, GlsUnitizing *study, const GlsGammaParams *params);
void   gls_aligner_clear (Aligner *al);
/* Aligns; the cost (disorder times pairs of raters, summed over groups). */
double gls_aligner_run   (Aligner *al);
/* No alignment costs less than this. */
double gls_aligner_bound (Aligner *al);
/* The same of two units of different raters: alpha × position + beta × category, times delta. */
double gls_aligner_distance (const Aligner *al, guint a, guint b);
/* The units of rater @r whose distance from @unit can be at most @most lie in [*@from, *@to). */
void   gls_aligner_find_window (const Aligner *al, guint unit, guint r, double most, guint *from, guint *to);
/* With @overlap: finds once for all rounds what is near what. */
void   gls_aligner_find_near (Aligner *al);
/* ((|begins apart| + |ends apart|) / both lengths)². */
double gls_gamma_position (const GlsUnit *a, const GlsUnit *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Aligner, gls_aligner_clear)

G_END_DECLS
