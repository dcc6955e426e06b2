/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Krippendorff's alpha of coding: any number of raters, missing values, several metrics. Pure. */
#pragma once

#include "gls-coding.h"

G_BEGIN_DECLS

typedef enum {
  GLS_METRIC_NOMINAL,
  GLS_METRIC_ORDINAL,   /* by the order of the categories: gls_coding_sort first */
  GLS_METRIC_INTERVAL,  /* both of numbers; undefined where a used category is none */
  GLS_METRIC_RATIO,
  GLS_METRIC_SET,       /* categories are sets, members joined by "+": equal 0, one in the other 1/3, some common 2/3, else 1
                         * (Passonneau 2004, "Computing reliability for coreference annotation") */
  GLS_METRIC_MASI,      /* Passonneau 2006, "Measuring agreement on set-valued items", in the form that multiplies the distance
                         * above with Jaccard's (DKPro Statistics); NLTK's 1 - Jaccard × likeness is another */
  GLS_METRIC_CUSTOM,
} GlsMetric;

/* Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; the squared differences of its chapter 11 in "Content
 * analysis" (2004). @distance: for CUSTOM, n_categories² differences, taken as they are. Time O(items × raters) for nominal,
 * ordinal and interval, plus O(categories²) for the others. */
GlsFigure gls_krippendorff_alpha (const GlsCoding *coding, GlsMetric metric, const double *distance);

G_END_DECLS
