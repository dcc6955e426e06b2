/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far people agree on a project: figures by feature and pair, what was compared and what was left out. Synchronous; any one thread. */
#pragma once

#include <gls-gamma.h>
#include <gls-span-scores.h>

#include "gls-review.h"

G_BEGIN_DECLS

/* What one item is. */
typedef enum {
  GLS_UNIT_SPAN,       /* a group of aligned marks */
  GLS_UNIT_TOKEN,      /* a word; its category is the type of the shortest mark on it, or none */
  GLS_UNIT_CHARACTER,  /* the same of a character */
  GLS_UNIT_DOCUMENT,   /* has it a mark of the type? One table a type */
} GlsAgreeUnit;

/* What people say of the items: a table and what it is called. */
typedef struct {
  char      *feature;     /* "type", "attribute certainty", "role source", "entity", "token", "Person" … */
  GlsCoding *coding;      /* items × people */
  guint      n_single;    /* items left out: only one person has them */
} GlsAgreeTable;

typedef struct {
  guint         a, b;     /* people */
  guint         n_documents;
  GlsSpanScores exact, overlapping, boundary;
} GlsAgreePair;

typedef struct {
  char        **people;       /* NULL-ended */
  guint         n_documents;  /* compared: at least two worked on it */
  guint         n_alone;      /* left out: one only */
  guint         n_passed_over;/* annotations left out: in boilerplate and repeats */
  guint         n_annotations;
  GPtrArray    *tables;       /* GlsAgreeTable, owned */
  GArray       *pairs;        /* GlsAgreePair; SPAN only */
  GlsUnitizing *units;        /* all documents one after another; SPAN only */
  GlsGamma      gamma;        /* SPAN only */
} GlsAgreement;

/* @progress (nullable): share done. @cancellable ends it with G_IO_ERROR_CANCELLED. */
GlsAgreement *gls_agreement_compute (GlsReview *review, GlsAgreeUnit unit, GCancellable *cancellable, GError **error);
void          gls_agreement_free    (GlsAgreement *agreement);

/* A measure of coding by its name in files ("krippendorff_alpha", "cohen_kappa", …); FALSE: there is none. */
gboolean gls_agreement_measure (const GlsCoding *coding, const char *measure, GlsFigure *figure);
/* The measures that gls_agreement_measure knows, NULL-ended. */
const char * const *gls_agreement_list_measures (void);
/* Its 95 % interval, by drawing items with replacement; the same every time. */
void gls_agreement_interval (const GlsCoding *coding, const char *measure, double *low, double *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAgreement, gls_agreement_free)

G_END_DECLS
