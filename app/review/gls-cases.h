/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disagreements: each is one field of one group of aligned marks on which people differ. */
#pragma once

#include <gls-decision.h>

#include "gls-aligned.h"

G_BEGIN_DECLS

typedef struct {
  char    *value;        /* as compared; for FOUND "marked" and "not marked" */
  char    *shown;        /* for people */
  guint64  people;       /* who holds it */
  GlsId    annotation;   /* of the first of them; null id: they have none */
} GlsVersion;

typedef enum {
  GLS_CASE_OPEN,
  GLS_CASE_REOPENED,     /* was settled, but a version has changed since */
  GLS_CASE_SETTLED,
} GlsCaseState;

typedef struct {
  GlsId        id;           /* of the decision that settles it */
  GlsId        document;
  char        *key;          /* the document's */
  GlsCaseKind  kind;
  char        *field;        /* attribute's or role's name, else NULL */
  char        *type;         /* what most call it */
  guint        group;
  guint32      start, end;   /* all versions together */
  char        *words;        /* of the widest version */
  GPtrArray   *versions;     /* GlsVersion; most people first, then the order of people */
  GArray      *annotations;  /* GlsId, sorted */
  char        *saw;
  guint        alike;        /* equal where field, type and difference are the same */
  guint        unsure;       /* how many of them asked the lead */
  GlsCaseState state;
  GlsReason    reason;       /* of the decision there is */
  char        *choice;       /* value chosen; NULL: none, or not settled */
  char        *note;
  char        *by;
} GlsCase;

void       gls_version_free (GlsVersion *version);
void       gls_case_free    (GlsCase *item);

/* Cases of one document by (start, group, kind, field): GlsCase, owned. @decisions: GlsDecision by id, of this document. A group that was
 * decided not to be marked has no other case; where types differ, attributes and roles wait until the type is settled.
 * Only groups of at least two people's work: @aligned->asked. */
GPtrArray *gls_list_cases   (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions);
/* The decision of that id, or NULL. */
const GlsDecision *gls_find_decision (GPtrArray *decisions, const GlsId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCase, gls_case_free)

G_END_DECLS
