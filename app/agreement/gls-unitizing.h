/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unitizing study: raters cut units out of one continuum and name each. Positions are characters of the text, or any other
 * whole unit. Pure. */
#pragma once

#include "gls-coding.h"

G_BEGIN_DECLS

typedef struct {
  guint  rater;
  gint32 category;
  double begin, end;   /* begin <= end */
} GlsUnit;

typedef struct {
  double   begin, end;     /* of the continuum */
  guint    n_raters;
  GArray  *units;          /* GlsUnit; gls_unitizing_sort puts them by rater, begin, end */
  gboolean sorted;         /* nothing was added since */
  GPtrArray *names;        /* char *, by category */
} GlsUnitizing;

GlsUnitizing *gls_unitizing_new  (double begin, double end, guint n_raters);
void          gls_unitizing_free (GlsUnitizing *study);
gint32        gls_unitizing_add_category (GlsUnitizing *study, const char *name);
void          gls_unitizing_add  (GlsUnitizing *study, guint rater, gint32 category, double begin, double end);
void          gls_unitizing_sort (GlsUnitizing *study);

/* Krippendorff 2004, "Measuring the reliability of qualitative text analysis data", Quality & Quantity 38; also 1995, "On the
 * reliability of unitizing continuous data". @category GLS_CODING_MISSING: all of them, the sums of their disagreements.
 * Units of no length have no weight; where there are no others the result is 0, as nothing shows agreement. */
GlsFigure gls_alpha_u_2004    (GlsUnitizing *study, gint32 category);

/* Krippendorff, Mathet, Bouvry, Widlöcher 2016, "On the reliability of unitizing textual continua: further developments",
 * Quality & Quantity 50; nominal categories.
 * u: units and gaps with their categories; bar: units against gaps; cu: categories where two have units; ku: one category
 * against the others, where two have units. */
typedef enum { GLS_ALPHA_U, GLS_ALPHA_U_BAR, GLS_ALPHA_CU, GLS_ALPHA_KU } GlsAlphaUKind;
GlsFigure gls_alpha_u_2016    (GlsUnitizing *study, GlsAlphaUKind kind, gint32 category);
/* KU of each category, by its number, in one go. */
void      gls_ku_alpha_2016_each (GlsUnitizing *study, GlsFigure *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsUnitizing, gls_unitizing_free)

G_END_DECLS
