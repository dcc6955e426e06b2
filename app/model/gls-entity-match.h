/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which entities the words of a mention may name: an index over many entities, asked by name, alias, acronym, surname and
 * likeness, across Latin, Cyrillic and other scripts. It proposes and never decides. */
#pragma once

#include "gls-entity.h"

G_BEGIN_DECLS

/* Why an entity is proposed, best first. */
typedef enum {
  GLS_MATCH_NAME,     /* the preferred name, but for case, "the" and "'s" */
  GLS_MATCH_ALIAS,
  GLS_MATCH_ACRONYM,  /* one is the initials of the other */
  GLS_MATCH_SURNAME,  /* the last words of a person's name */
  GLS_MATCH_PART,     /* all words are in the name, or begin words of it */
  GLS_MATCH_LIKE,     /* spelt alike, perhaps in another script */
} GlsMatchReason;

typedef struct {
  const GlsEntity *entity;
  const char      *name;    /* which of its names matched */
  GlsMatchReason   reason;
  double           score;   /* 0 to 1 */
  gboolean         certain; /* the only entity that is matched exactly, of the same kind: may be chosen by Return alone */
} GlsEntityMatch;

typedef struct _GlsEntityMatcher GlsEntityMatcher;

/* @entities (GlsEntity) is shared and must not change any more. Any thread; 100,000 entities take about half a second. */
GlsEntityMatcher *gls_entity_matcher_new   (GPtrArray *entities);
GlsEntityMatcher *gls_entity_matcher_ref   (GlsEntityMatcher *matcher);
void              gls_entity_matcher_unref (GlsEntityMatcher *matcher);
/* Of the array it was made from. */
GPtrArray        *gls_entity_matcher_get_entities (GlsEntityMatcher *matcher);

/* At most @limit proposals (GlsEntityMatch), best first; at most the first is certain. @kind: the mention's type, nullable:
 * entities of another kind are proposed only where they match exactly, after those of this kind, and never certain.
 * @typed: the words are being typed and may be unfinished. Any thread. */
GArray           *gls_entity_matcher_find  (GlsEntityMatcher *matcher, const char *words, const char *kind, gboolean typed,
                                            guint limit);

/* Do the words name the same in the strictest sense: equal but for case, spaces, a leading "the" and a trailing "'s"? */
gboolean          gls_entity_same_words    (const char *a, const char *b);

/* Stages of making names comparable; transfer full. */
/* Case, spaces, kinds of dashes and apostrophes, "the", "Mr", "'s" gone: what "exact" means. */
char             *gls_entity_fold_exact    (const char *words);
/* In plain Latin letters, lower case, words parted by single spaces. */
char             *gls_entity_fold_latin    (const char *exact);
/* Ways of writing one sound in Latin made one ("sh", "š" and a Cyrillic sha alike). */
char             *gls_entity_fold_sounds   (const char *latin);
/* 0 to 1; Jaro and Winkler's, of plain Latin words. */
double            gls_entity_likeness      (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsEntityMatcher, gls_entity_matcher_unref)

G_END_DECLS
