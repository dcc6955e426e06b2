/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the entity matcher: its tables. Built once, then only read. */
#pragma once

#include "gls-entity-match.h"

G_BEGIN_DECLS

/* One of an entity's names. */
typedef struct {
  const GlsEntity *entity;
  const char      *text;
  gboolean         alias;
  guint32          first_word, n_words; /* in @name_words */
} GlsIndexName;

/* From a string to the names that have it. */
typedef struct {
  GHashTable *first;    /* string to GUINT_TO_POINTER (entry + 1) */
  GArray     *entries;  /* GlsIndexEntry */
} GlsIndexKeys;

typedef struct {
  guint32 name;
  guint32 next;         /* entry + 1; 0: the last */
} GlsIndexEntry;

struct _GlsEntityMatcher {
  gatomicrefcount ref_count;
  GPtrArray      *entities;
  GStringChunk   *strings;
  GArray         *names;       /* GlsIndexName */
  GArray         *name_words;  /* guint32: words of names, as numbers in @words */
  GlsIndexKeys    exact;       /* gls_entity_fold_exact of the whole name */
  GlsIndexKeys    sound;       /* gls_entity_fold_sounds of the whole name */
  GlsIndexKeys    initials;    /* "imu" */
  GlsIndexKeys    surname;     /* the last words, folded exactly */
  GHashTable     *word_numbers;/* sound of a word to its number + 1 */
  GPtrArray      *words;       /* distinct, borrowed from @strings */
  GArray         *word_order;  /* guint32: numbers of words in the order of their letters */
  GArray         *postings;    /* guint64: word << 32 | name, sorted */
  GArray         *grams;       /* guint64: three letters << 32 | word, sorted */
};

/* Calls @each with the three letters at every place of a word with its edges. */
#define GLS_INDEX_GRAMS_MAX 66
guint    gls_index_grams      (const char *word, guint32 grams[GLS_INDEX_GRAMS_MAX]);
/* Where those of @key begin in a sorted array of key << 32 | value; *@end is set behind them. */
guint    gls_index_range      (const GArray *sorted, guint32 key, guint *end);
/* The initials of the words, small ones left out or not; NULL with fewer than two. In lower case; transfer full. */
char    *gls_index_initials   (const char *words, gboolean all);
/* "IMU", "U.N.": as letters in lower case; NULL: not an acronym. */
char    *gls_index_acronym    (const char *words);
gboolean gls_index_is_person  (const char *kind);
/* Loads what other scripts need, so that the first question does not wait for it. */
void     gls_entity_fold_prepare (void);

G_END_DECLS
