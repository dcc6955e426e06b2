/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far people agree on where the marks of each type are. Pure. */
#pragma once

#include <gls-gamma.h>

G_BEGIN_DECLS

/* The first three are of the marks of the type alone, units against the rest of the text. The last is that of Krippendorff, Mathet,
 * Bouvry, Widlöcher 2016 for one category: where two have marked something and one says this type, how far the other does, too. */
typedef enum {
  GLS_TYPE_GAMMA, GLS_TYPE_ALPHA_U_2004, GLS_TYPE_U_ALPHA_2016, GLS_TYPE_KU_ALPHA_2016, GLS_TYPE_N_MEASURES
} GlsAgreeTypeMeasure;

typedef struct {
  char     *name;
  gint32    category;   /* of the units */
  guint     n_units;
  GlsFigure figures[GLS_TYPE_N_MEASURES];
} GlsAgreeType;

/* By name; GlsAgreeType, owned. Gamma is left undefined of types with more than @most_units marks, and once enough has been aligned;
 * @params: for gamma. When they say that it is cancelled some types are missing. */
GPtrArray  *gls_agreement_measure_types      (GlsUnitizing *units, guint most_units, const GlsGammaParams *params);
/* "gamma", "ku_alpha_2016" … */
const char *gls_agree_type_measure_to_string (GlsAgreeTypeMeasure measure);

G_END_DECLS
