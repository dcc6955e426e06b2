/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far categories are apart: the sets of weights that measures take. Pure. */
#pragma once

#include "gls-coding.h"

G_BEGIN_DECLS

/* Distances, 0 on the diagonal, scaled so that the largest is 1. Cohen 1968 has the first three; all are in Gwet 2014, "Handbook
 * of inter-rater reliability", §3.5. Categories count as their numbers where all are numbers, else as their rank from 1. */
typedef enum {
  GLS_WEIGHTS_NOMINAL,    /* 1 */
  GLS_WEIGHTS_LINEAR,     /* |i - j| */
  GLS_WEIGHTS_QUADRATIC,  /* (i - j)² */
  GLS_WEIGHTS_ORDINAL,    /* pairs of ranks from the one to the other */
  GLS_WEIGHTS_RADICAL,    /* √|i - j| */
  GLS_WEIGHTS_RATIO,      /* ((i - j) / (i + j))² */
  GLS_WEIGHTS_CIRCULAR,   /* sin² of the angle where all categories make half a circle */
  GLS_WEIGHTS_BIPOLAR,    /* (i - j)² / ((i + j - 2 min)(2 max - i - j)) */
} GlsWeights;

/* n_categories² distances. */
double  *gls_weights_make  (const GlsCoding *coding, GlsWeights weights);
/* By its English name, "identity" and "interval" included; words after the name do not matter. FALSE: there is none. */
gboolean gls_weights_parse (const char *name, GlsWeights *weights);

G_END_DECLS
