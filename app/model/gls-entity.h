/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things in the world, their names, and judgements on which of them are one. Values only. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *evidence;  /* where it was seen; nullable */
} GlsAlias;

typedef struct {
  char *scheme;    /* "wikidata" */
  char *value;
} GlsExternalId;

typedef struct {
  GlsId      id;
  char      *kind;         /* "Person" */
  char      *name;
  GPtrArray *aliases;      /* GlsAlias by name */
  GPtrArray *external_ids; /* GlsExternalId by scheme, value */
  char      *note;
} GlsEntity;

typedef enum { GLS_JUDGEMENT_SAME, GLS_JUDGEMENT_NOT_SAME, GLS_JUDGEMENT_UNDECIDED } GlsVerdict;

typedef struct {
  GlsId      a, b;   /* entities, a < b */
  GlsVerdict verdict;
  char      *by;
  char      *reason; /* nullable */
} GlsJudgement;

typedef struct {
  GlsId id;
  char *text;
} GlsQuestion;

GlsEntity    *gls_entity_new       (const char *kind, const char *name);
void          gls_entity_free      (GlsEntity *entity);
void          gls_alias_free       (GlsAlias *alias);
void          gls_external_id_free (GlsExternalId *id);
void          gls_judgement_free   (GlsJudgement *judgement);
void          gls_question_free    (GlsQuestion *question);
const char   *gls_verdict_to_string (GlsVerdict verdict);   /* "same", "not the same", "undecided" */
gboolean      gls_verdict_parse    (const char *string, GlsVerdict *verdict);

G_END_DECLS
