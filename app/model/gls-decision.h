/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a disagreement was settled: which annotations, which field, what was chosen, from which versions, by whom and why. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

/* What annotators can differ in; the numbers are in files. Cases are asked in this order. */
typedef enum {
  GLS_CASE_FOUND = 1,      /* marked or not */
  GLS_CASE_BOUNDARY = 2,
  GLS_CASE_TYPE = 3,
  GLS_CASE_ATTRIBUTE = 4,
  GLS_CASE_ROLE = 5,
  GLS_CASE_ENTITY = 6,
  GLS_CASE_RELATION = 7,
} GlsCaseKind;

/* Why; the numbers are in files. */
typedef enum {
  GLS_REASON_NONE,
  GLS_REASON_AMBIGUOUS,    /* the text allows both */
  GLS_REASON_GUIDELINE,    /* the guideline says nothing, or two things */
  GLS_REASON_SLIP,         /* somebody's mistake */
  GLS_REASON_EDGE,         /* an edge case */
  GLS_REASON_JUDGEMENT,    /* could be held either way */
  GLS_REASON_AUTOMATIC,    /* all, or enough of them, agreed */
} GlsReason;

typedef struct {
  GlsId       id;
  GlsId       document;
  GlsCaseKind kind;
  char       *field;       /* attribute's, role's or relation's name; NULL for the other kinds */
  GArray     *annotations; /* GlsId, sorted: what it settles */
  char       *choice;      /* the chosen version's value as compared; NULL: none of them */
  char       *edited;      /* what was chosen in place of all versions, as gls_edit_check takes it; NULL: a version, or none */
  char       *saw;         /* every version as it was, so that a changed one reopens the case */
  GlsReason   reason;
  char       *note;        /* a line for the annotators; nullable */
  char       *by;
  char      **answers;     /* of annotators: name, text, name, text …, NULL-ended; NULL: none */
  GlsId       gold;        /* the annotation of the set gold that came of it; null id: none */
} GlsDecision;

GlsDecision *gls_decision_new  (void);
void         gls_decision_free (GlsDecision *decision);
/* The same for whoever settles the same: hash of the sorted ids and the field. Sorts @annotations (GlsId). */
void         gls_decision_id   (GArray *annotations, GlsCaseKind kind, const char *field, GlsId *id);
/* The gold annotation of an aligned group, the same for whoever settles it first. Sorts @annotations. */
void         gls_decision_gold_id (GArray *annotations, GlsId *id);
const char  *gls_case_kind_to_string (GlsCaseKind kind);    /* "found", "boundary", "type", "attribute", "role", … */
gboolean     gls_case_kind_parse     (const char *string, GlsCaseKind *kind);
const char  *gls_reason_to_string    (GlsReason reason);    /* "", "ambiguous text", "guideline gap", "slip", "edge case", … */
gboolean     gls_reason_parse        (const char *string, GlsReason *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsDecision, gls_decision_free)

G_END_DECLS
