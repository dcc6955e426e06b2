/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far people agree on a project: figures by feature and pair, what was compared and what was left out. Synchronous; any one thread. */
#pragma once

#include <gls-span-scores.h>

#include "gls-agree-types.h"
#include "gls-review.h"

G_BEGIN_DECLS

/* What one item is. */
typedef enum {
  GLS_UNIT_SPAN,       /* a group of aligned marks */
  GLS_UNIT_TOKEN,      /* a word; its category is the type of the shortest mark on it, or none */
  GLS_UNIT_CHARACTER,  /* the same of a character */
  GLS_UNIT_DOCUMENT,   /* has it a mark of the type? One table a type */
} GlsAgreeUnit;

/* Where an item comes from. */
typedef struct {
  guint       document;   /* index into GlsAgreement.documents */
  const char *type;       /* interned; of the first mark of the group, NULL where the unit is no span */
  gint64      since;      /* hybrid clock: when the last of the people was done; 0: not known */
  gboolean    suggested;  /* two of the people accepted one plugin's suggestion */
} GlsAgreeItem;

/* What people say of the items: a table and what it is called. */
typedef struct {
  char      *feature;     /* "found", "boundary", "type", "attribute certainty", "role source", "relation doubts", "entity",
                           * "token", "Person" … */
  GlsCoding *coding;      /* items × people */
  GArray    *items;       /* GlsAgreeItem by item */
  guint      n_single;    /* items left out: only one person has them */
} GlsAgreeTable;

typedef struct {
  guint         a, b;     /* people */
  guint         n_documents;
  GlsSpanScores exact, overlapping, boundary;
  GlsChainScores chains;      /* entities as chains of the mentions that both have marked, over all documents */
} GlsAgreePair;

typedef struct {
  char        **people;       /* NULL-ended */
  GPtrArray    *documents;    /* char *: shown keys of those compared: at least two were done with them */
  guint         n_alone;      /* documents left out: one only worked on them */
  guint         n_not_done;   /* pieces of work left out (a person's of a document): begun, not done */
  guint         n_untold;     /* compared, although nobody said whether they are done: imported, say */
  guint         n_passed_over;/* annotations left out: in boilerplate and repeats */
  guint         n_annotations;
  guint         n_changed;    /* documents of which somebody has changed something since being done */
  GPtrArray    *tables;       /* GlsAgreeTable, owned: as the work stood when it was done */
  GPtrArray    *tables_now;   /* the same as it is now; NULL where nothing has changed since */
  GlsCoding    *kinds;        /* SPAN only: every group × people, the type or "–"; for confusion */
  GArray       *pairs;        /* GlsAgreePair; SPAN only */
  GlsUnitizing *units;        /* all documents one after another; SPAN only */
  GlsGamma      gamma;        /* SPAN only */
  GPtrArray    *types;        /* GlsAgreeType, of units; SPAN only, else NULL */
} GlsAgreement;

/* @cancellable ends it with G_IO_ERROR_CANCELLED. */
GlsAgreement *gls_agreement_compute (GlsReview *review, GlsAgreeUnit unit, GCancellable *cancellable, GError **error);
void          gls_agreement_free    (GlsAgreement *agreement);
/* Of tables or tables_now; NULL: nobody says anything of the feature. */
const GlsAgreeTable *gls_agreement_find_table (const GPtrArray *tables, const char *feature);

/* A measure of coding by its name in files ("krippendorff_alpha", "cohen_kappa", …); FALSE: there is none. */
gboolean gls_agreement_measure (const GlsCoding *coding, const char *measure, GlsFigure *figure);
/* The measures that gls_agreement_measure knows, NULL-ended. */
const char * const *gls_agreement_list_measures (void);
/* Its 95 % interval, by drawing items with replacement; the same every time. */
void gls_agreement_interval (const GlsCoding *coding, const char *measure, double *low, double *high);

/* Of a table: of what was found only the percentage is defined, as what nobody marked is no item. */
void gls_agreement_measure_table (const GlsAgreeTable *table, const char *measure, GlsFigure *figure);
/* The same over the items that did not come from one suggestion. */
void gls_agreement_measure_unsuggested (const GlsAgreeTable *table, const char *measure, GlsFigure *figure);

typedef enum { GLS_PART_TYPE, GLS_PART_DOCUMENT, GLS_PART_MONTH, GLS_PART_PAIR } GlsAgreePartition;

/* A part of a table's items and the measure over it. */
typedef struct {
  char     *name;       /* type, document's key, "2026-11" (UTC; "" where it is not known), "amira, bek" */
  GlsFigure figure;
} GlsAgreePart;

/* By name (types, documents, months) or in the order of people; GlsAgreePart, owned. */
GPtrArray *gls_agreement_break_down (const GlsAgreement *agreement, const GlsAgreeTable *table, GlsAgreePartition partition,
                                     const char *measure);

/* How often one person said this where another said that. */
typedef struct {
  char   *feature;
  guint   a, b;
  guint   n;        /* categories */
  char  **names;    /* n, NULL-ended */
  guint  *counts;   /* n × n: row what @a said, column what @b said */
} GlsConfusion;

/* @feature: "type", where "–" is what only one has found, or that of a table; NULL: there is none. */
GlsConfusion *gls_agreement_confuse (const GlsAgreement *agreement, const char *feature, guint a, guint b);
void          gls_confusion_free    (GlsConfusion *confusion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAgreement, gls_agreement_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsConfusion, gls_confusion_free)

G_END_DECLS
