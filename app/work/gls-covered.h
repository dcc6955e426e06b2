/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions that a person's own marks have answered already. Pure: a table of spans in, a shorter one and a list out. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef enum {
  GLS_COVERED_SAME,   /* the same words have the same type */
  GLS_COVERED_WIDER,  /* they lie within a mark of the same type */
  GLS_COVERED_OTHER,  /* the same words have another type */
} GlsCoveredKind;

typedef struct {
  GlsSpan        span;  /* the suggestion; its indexes are the table's */
  GlsId          by;    /* the person's mark */
  GlsCoveredKind why;
} GlsCovered;

/* What a person has marked, to be asked whether it answers a suggestion. Claims may lie within claims, and within marks of other
 * types: they are covered only by a claim that is not twice as long. */
typedef struct _GlsCovering GlsCovering;

/* @table must stay as it is. */
GlsCovering   *gls_covering_new  (const GlsSpanTable *table, const char *person, const GlsCodebook *codebook);
void           gls_covering_free (GlsCovering *covering);
/* The person's span that covers these words as this type; NULL: none does. @why is set where one does. */
const GlsSpan *gls_covering_find (const GlsCovering *covering, const char *type, const GlsFragment *fragments, guint n,
                                  GlsCoveredKind *why);

/* Takes the suggestions that @person's marks cover out of @table, which nobody else may have yet. Returns GlsCovered by place,
 * never NULL. */
GArray *gls_covered_take (GlsSpanTable *table, const char *person, const GlsCodebook *codebook);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCovering, gls_covering_free)

G_END_DECLS
