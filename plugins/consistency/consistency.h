/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of this plugin share: what is kept of every document of the project, in small numbers. */
#pragma once

#include "phrases.h"

typedef enum {
  RULE_VARIATION,
  RULE_SPELLING,
  RULE_FIGURES,
  N_RULES,
} Rule;

/* A word: what it is when case does not count, and where it stands (code points). */
typedef struct {
  uint64_t hash;
  uint32_t start, end;
  bool     skip;      /* in boilerplate or a repeated line */
} Word;

/* An annotation of one fragment: its words are [first, first + n) of the document's. */
typedef struct {
  char    *key;
  uint32_t first, n;  /* n 0: it does not begin and end with a word */
  uint32_t type;      /* of State.types */
  char    *words;     /* for a sentence */
} Span;

/* A claim's figure, as far as it can be compared with another's. */
typedef struct {
  char    *claim, *figure;   /* keys of the annotations */
  char    *source_words, *figure_words, *about_words;
  uint64_t thing;            /* source, about, place, time, measure */
  double   low, high;
} Statement;

typedef struct {
  char      *id, *key;
  Word      *words;
  size_t     n_words;
  Span      *spans;
  size_t     n_spans;
  Statement *statements;
  size_t     n_statements;
  size_t     n_bytes;      /* of memory, more or less */
  bool       is_left_out;  /* there is no room: only where it would be */
} Article;

typedef struct {
  char    *id, *kind, *name;
  char   **aliases;
  size_t   n_aliases;
} Thing;

typedef struct {
  bool      rules[N_RULES];
  char    **types;
  size_t    n_types;
  Article **articles;   /* by id */
  size_t    n_articles;
  size_t    n_bytes;    /* of all */
  size_t    most_bytes; /* beyond which articles are left out */
  Thing    *things;
  size_t    n_things;
  Thing   **by_id;      /* the same, in the order of their ids */
  Phrases  *phrases;
} State;

uint64_t hash_bytes   (uint64_t hash, const void *data, size_t n);
/* Lower case, without marks over letters, Cyrillic in Latin letters, punctuation as one space; NUL-terminated. Free it. */
char    *fold_name    (const char *text, size_t n);

Article *article_read (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document);
void     article_free (Article *article);
void     read_statements (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document, Article *article);

/* Takes @message; @document, keys may be NULL. */
int report (const State *state, const GlsPluginHost *host, const char *rule, GlsPluginSeverity severity, char *message,
            const char *document, const char * const *annotations, size_t n_annotations, const char * const *entities, size_t n_entities,
            const char *label, const GlsPluginEdit *edit);

int find_variation (const State *state, const GlsPluginHost *host);
int find_spellings (const State *state, const GlsPluginHost *host);
int find_figures   (const State *state, const GlsPluginHost *host);
