/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the names plugin: what is found in one document. */
#pragma once

#include <glossator-plugin.h>

#include "lexicon.h"

/* The sections of the word lists. */
#define SECTIONS(S) \
  S (body) S (calendar) S (city) S (cityword) S (common) S (deverb) S (firstname) S (firstword) S (group) S (groupbefore) \
  S (groupcue) S (groupword) S (inner) S (namesuffix) S (nationality) S (notfirst) S (notname) S (ofword) S (orgbefore) S (orgbehind) \
  S (orgcue) S (orgkind) S (orgname) S (orgtail) S (orgword) S (particle) S (personbefore) S (personcue) S (place) S (placecue) \
  S (placefirst) S (placeword) S (region) S (role) S (ruled) S (starter) S (surname) S (title) S (vessel) S (workcue) S (workkind)

enum { SECTIONS (LEX_NUMBER_OF) };

typedef enum { NAME_NONE, NAME_PERSON, NAME_ORGANIZATION, NAME_GROUP, NAME_PLACE } NameType;

typedef struct {
  size_t   from, to;       /* tokens, half-open */
  NameType type;
  double   confidence;
  int      votes[5];       /* by type; of NAME_NONE: that it is a name of another kind */
  size_t   same;           /* index of the first name of the same thing; its own when it is the first */
  size_t   shown;          /* of a first one: the index of the name that is shown for the thing */
} Name;

/* How often a word stands in the document, by its folded form. */
typedef struct {
  unsigned    lower, capital;  /* capital: not at the beginning of a sentence, nor in a line of capitals */
} WordCount;

typedef struct {
  LexScan                  lex;
  bool                    *starts;     /* by token: begins a sentence */
  bool                    *title;      /* by token: in a line in which every word has a capital */
  uint32_t                *ids;        /* by token that is a word: the first that is the same */
  WordCount               *counts;     /* by that */
  Name                    *names;
  size_t                   n_names, room_names;
} Names;

/* names-find.c: which words are names. */
void names_prepare  (Names *names);
void names_find     (Names *names);
void names_clear    (Names *names);
/* NULL: not a word. */
const WordCount *names_count (const Names *names, size_t i);
bool   names_joins     (const Names *names, size_t i);
bool   names_same_line (const Names *names, size_t i);
/* Is any of these tokens in @section? */
bool   names_have      (const Names *names, unsigned section, size_t from, size_t to);
/* One word with a capital and what is glued to it by hyphens and the like; 0: it is none. */
size_t names_read_word (const Names *names, size_t i);
/* names-body.c: how many tokens at @at, no name by themselves, carry the name of a body on that begins at @from; 0: it ends there. */
size_t names_read_body (const Names *names, size_t from, size_t at);
/* names-type.c: what kind of thing each is. */
NameType names_gazetteer (const Names *names, size_t at, size_t *n);
/* Words that anybody writes without a capital, none of them known as a name. */
bool names_are_plain (const Names *names, size_t from, size_t to);
/* What the votes say. */
NameType names_best (const int *votes, double *confidence);
void names_classify (Names *names);
/* names-same.c: which are of one thing, and of one type for that. */
void names_join (Names *names);
