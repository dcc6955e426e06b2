/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disagreements: each is one field of one group of aligned marks on which people differ. */
#pragma once

#include <gls-decision.h>

#include "gls-aligned.h"

G_BEGIN_DECLS

typedef struct {
  char    *value;        /* as compared; for FOUND "marked" and "not marked" */
  char    *shown;        /* for people */
  char    *likeness;     /* what it does to the field, whichever words it stands on: equal in alike cases */
  guint64  people;       /* who holds it */
  GlsId    annotation;   /* of the first of them; null id: they have none */
  GArray  *fragments;    /* GlsFragment, sorted: where it is in the text; of a role or relation: where what it names is; maybe empty */
} GlsVersion;

typedef enum {
  GLS_CASE_OPEN,
  GLS_CASE_REOPENED,     /* was settled, but a version has changed since */
  GLS_CASE_SETTLED,
} GlsCaseState;

typedef struct {
  gatomicrefcount ref_count;
  GlsId        id;           /* of the decision that settles it */
  GlsId        document;
  char        *key;          /* the document's */
  char        *title;        /* the same; nullable */
  GlsCaseKind  kind;
  char        *field;        /* attribute's, role's or relation's name, else NULL */
  char        *type;         /* what most call it */
  GPtrArray   *places;       /* FOUND, where who has it does not bound it alike: GArray of GlsFragment, each boundary once; NULL */
  char       **types;        /* FOUND, where not all who have it call it the same: what each calls it, by person, else ""; NULL */
  guint        group;
  guint32      start, end;   /* all versions together */
  char        *words;        /* of the widest version */
  GPtrArray   *versions;     /* GlsVersion; most people first, then the order of people */
  GArray      *annotations;  /* GlsId, sorted */
  char        *saw;
  guint        alike;        /* equal where field, type and difference are the same */
  guint        unsure;       /* how many of them asked the lead */
  char        *question;     /* what they asked, a line each; nullable */
  guint64      halfway;      /* who is still at work on the document */
  GlsCaseState state;
  gboolean     waits;        /* whether there is to be a mark at all is asked first */
  gboolean     edited;       /* settled by something else than a version */
  GlsReason    reason;       /* of the decision there is */
  char        *choice;       /* value chosen; NULL: none, or not settled */
  char        *decided;      /* the same, for people */
  char        *note;
  char        *by;
  char       **answers;      /* to the decision: name, text …; nullable */
} GlsCase;

void       gls_version_free (GlsVersion *version);
GlsCase   *gls_case_ref     (GlsCase *item);
void       gls_case_unref   (GlsCase *item);
/* The version that people hold, or that has this value or likeness; -1: none. */
int        gls_case_find_person   (const GlsCase *item, guint person);
int        gls_case_find_value    (const GlsCase *item, const char *value);
int        gls_case_find_likeness (const GlsCase *item, const char *likeness);
guint      gls_count_people (guint64 people);

/* Cases of one document by (start, group, kind, field): GlsCase, owned. @decisions: GlsDecision by id, of this document. A group that was
 * decided not to be marked has no other case; where types differ, attributes, roles and relations wait until the type is settled.
 * Only groups of at least two people's work: @aligned->asked; who is still at it is not asked about what they have not marked. What all
 * have alike is asked about where somebody was unsure of it. */
GPtrArray *gls_list_cases   (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions);
/* Every field of one group, also those on which all agree, and those that wait for a decision that would void them. */
GPtrArray *gls_list_group   (GlsAligned *aligned, guint group, const GlsCodebook *codebook, GPtrArray *decisions);
/* The decision of that id, or NULL. */
const GlsDecision *gls_find_decision (GPtrArray *decisions, const GlsId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCase, gls_case_unref)

G_END_DECLS
