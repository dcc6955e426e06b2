/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people judged of suggestions, and what became of those that they accepted. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef enum { GLS_OUTCOME_ACCEPTED, GLS_OUTCOME_CORRECTED, GLS_OUTCOME_REJECTED } GlsOutcome;

/* One judgement of one person on one suggestion, which may have gone since. */
typedef struct {
  GlsOutcome   outcome;
  GlsId        document;
  GlsId        suggestion;
  GlsId        copy;        /* the person's annotation; the null id where there is none */
  char        *by;          /* who judged */
  char        *set;         /* the suggestion's: "plugin:ID" */
  char        *plugin;      /* "figures@1.0", or NULL */
  char        *type;        /* the suggestion's */
  guint32      start, end;  /* the suggestion's hull */
} GlsJudgedSuggestion;

void       gls_judged_suggestion_free (GlsJudgedSuggestion *judged);
/* GlsJudgedSuggestion; what was judged and taken back is not among them.
 * An accepted one is CORRECTED where the person's annotation has another type, other fragments, or another value of an attribute that
 * the suggestion had; it is REJECTED where the person deleted the annotation afterwards. */
GPtrArray *gls_project_load_judged    (GlsProject *project, GError **error);

G_END_DECLS
