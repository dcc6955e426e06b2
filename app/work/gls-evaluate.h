/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin's suggestions against a set that is taken for right. It runs no plugin: it counts what the last run proposed. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef struct {
  char *type;         /* NULL: all types together */
  guint proposed, wanted;
  guint right;        /* same type and fragments */
  guint overlapping;  /* same type, some character shared; each counted once */
} GlsScore;

typedef struct {
  char   *key, *type, *text;
  guint32 start, end;
} GlsMiss;

typedef struct {
  guint      documents;   /* in which the set has annotations */
  guint      not_run;     /* left out of these: the plugin has not looked at them */
  GPtrArray *scores;      /* GlsScore, all together first, then by type */
  GPtrArray *missed;      /* GlsMiss: wanted, and nothing proposed there */
  GPtrArray *wrong;       /* GlsMiss: proposed, and nothing wanted there */
} GlsEvaluation;

/* NAN where nothing was proposed or wanted. @overlap: a shared character is enough. */
double gls_score_precision (const GlsScore *score, gboolean overlap);
double gls_score_recall    (const GlsScore *score, gboolean overlap);
double gls_score_f1        (const GlsScore *score, gboolean overlap);

/* Over the types that the plugin proposed or its manifest names, in documents where @against has any annotation and that a run of the
 * plugin, finished and not taken back, has looked at. Where no run is known (suggestions that were imported) all documents count. */
GlsEvaluation *gls_evaluate (GlsProject *project, const char *plugin, const char *against, const char * const *documents, GError **error);
void           gls_evaluation_free (GlsEvaluation *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsEvaluation, gls_evaluation_free)

G_END_DECLS
