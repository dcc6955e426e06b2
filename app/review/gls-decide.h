/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding: one case, alike ones with it, a person's whole annotation, or what enough people agree on; each one undoable step. */
#pragma once

#include "gls-review.h"

G_BEGIN_DECLS

typedef enum {
  GLS_TAKE_VERSION,   /* the version of that value */
  GLS_TAKE_PERSON,    /* every field of the mark as that person has it; that there is none, where they have none */
  GLS_TAKE_NONE,      /* none of the versions: no value; where it is about the mark itself, no mark */
  GLS_TAKE_EDITED,    /* something else, see gls-edit.h */
  GLS_TAKE_BACK,      /* open again */
} GlsTake;

typedef struct {
  GlsId  document;
  GlsId  id;          /* of the case */
  char  *value;       /* VERSION: the value; EDITED: the text; else NULL */
} GlsCaseRef;

typedef struct {
  char     **people;  /* as in the query that listed the cases; nullable */
  GlsTake    take;
  GPtrArray *cases;   /* GlsCaseRef, owned; those of one document together */
  char      *person;  /* PERSON */
  GlsReason  reason;
  char      *note;    /* nullable */
  char      *by;
} GlsDecide;

typedef struct {
  guint settled;      /* cases */
  guint stale;        /* left alone: changed since they were seen */
  guint gold;         /* annotations of gold in the groups they are about */
} GlsDecideReport;

GlsDecide  *gls_decide_new  (GlsTake take, const char *by);
void        gls_decide_free (GlsDecide *decide);
void        gls_decide_add  (GlsDecide *decide, const GlsId *document, const GlsId *id, const char *value);

/* Decides and writes, one undoable step. GLS_ERROR_INVALID or NOT_FOUND: what was edited is not possible, nothing is written of that
 * document. */
gboolean    gls_decide_run  (const GlsDecide *decide, GlsProject *project, GlsDecideReport *report, GError **error);

/* What enough people agree on. */
typedef struct {
  guint       least;      /* people; 0: only what all agree on, which needs no decision */
  guint       kinds;      /* a bit each (1 << GlsCaseKind); 0: all */
  const char *by;
  gboolean    dry_run;
  GlsId       step;       /* all of it is one */
  guint       n_decisions, n_gold, n_open;    /* filled */
  guint       n_by_kind[GLS_CASE_RELATION + 1];
} GlsAutomatic;

/* Adds one document to it. */
gboolean    gls_automatic_run (GlsAutomatic *automatic, GlsReview *review, const GlsId *document, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsDecide, gls_decide_free)

G_END_DECLS
