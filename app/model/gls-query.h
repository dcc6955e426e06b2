/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody looks for in a project: words, "phrases", prefix*, /regular expressions/, and filters such as type:Person.
 * A "-" before any of them means "not". Values only; app/store runs it. */
#pragma once

#include "gls-document.h"

G_BEGIN_DECLS

typedef enum {
  GLS_TERM_WORD,    /* or several that the index would part: "e-mail" */
  GLS_TERM_PREFIX,
  GLS_TERM_PHRASE,
  GLS_TERM_SCAN,    /* words of a script without spaces, which no index of words holds */
  GLS_TERM_REGEX,
} GlsTermKind;

typedef struct {
  GlsTermKind kind;
  char       *text;
  gboolean    negated;
  guint       at;       /* its first character in the query, from 1 */
} GlsTerm;

typedef enum {
  GLS_FILTER_TYPE, GLS_FILTER_NOTE, GLS_FILTER_BY, GLS_FILTER_ENTITY, GLS_FILTER_UNSURE,   /* ask annotations */
  GLS_FILTER_IN, GLS_FILTER_STATUS, GLS_FILTER_DOCUMENT,                                   /* ask places and documents */
  GLS_FILTER_N
} GlsFilterKind;

typedef struct {
  GlsFilterKind kind;
  char         *value;    /* folded; NULL: "*", any */
  GPatternSpec *pattern;  /* where @value has "*" or "?" in it, else NULL */
  GlsZoneKind   zone;     /* IN */
  GlsStatus     status;   /* STATUS */
  gboolean      negated;
  guint         at;
} GlsFilter;

typedef struct {
  gatomicrefcount ref_count;
  GPtrArray *terms;     /* GlsTerm */
  GPtrArray *filters;   /* GlsFilter */
} GlsQuery;

/* GLS_ERROR_INVALID says what and where: a filter that there is not, a value it cannot have, an expression that is none. */
GlsQuery   *gls_query_parse (const char *text, GError **error);
GlsQuery   *gls_query_ref   (GlsQuery *query);
void        gls_query_unref (GlsQuery *query);
/* Nothing is looked for. */
gboolean    gls_query_is_empty (const GlsQuery *query);
/* A filter asks for annotations: then they are what is found. */
gboolean    gls_query_asks_annotations (const GlsQuery *query);
gboolean    gls_query_has_filter (const GlsQuery *query, GlsFilterKind kind);
/* Does @value (nullable: there is none) satisfy the filters of this kind: one of the positive ones, none of the negated? */
gboolean    gls_query_accepts (const GlsQuery *query, GlsFilterKind kind, const char *value);
gboolean    gls_query_accepts_zone (const GlsQuery *query, GlsZoneKind zone);
gboolean    gls_query_accepts_status (const GlsQuery *query, GlsStatus status);
/* Does @value satisfy this filter, "not" apart? */
gboolean    gls_filter_matches (const GlsFilter *filter, const char *value);
/* "type", "note" …; NULL-ended, in the order of the kinds. */
const char * const *gls_query_list_filters (void);
/* @words between quotation marks, as one phrase; transfer full. */
char       *gls_query_quote (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsQuery, gls_query_unref)

G_END_DECLS
