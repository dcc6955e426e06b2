/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the quotes plugin: one document's words, quotations and attributions. */
#pragma once

#include "lexicon.h"

/* The sections of the word lists. */
#define SECTIONS(S) \
  S (abbreviation) S (according) S (act) S (amount) S (aside) S (asverb) S (aux) S (be) S (behindstop) S (body) S (causative) S (chain) S (citing) S (clauseend) S (copula) \
  S (cuenoun) S (day) S (decided) S (decider) S (decision) S (degree) S (denial) S (determiner) S (evidence) S (evidencenoun) S (feltby) S (human) S (impersonal) S (light) S (liking) \
  S (manner) S (media) S (month) S (nosource) S (noun) S (nounalone) S (nounbefore) S (nounsure) S (object) S (opinion) S (participle) S (particle) S (passive) S (passiveas) S (period) S (person) S (plural) S (possessive) \
  S (prep) S (pronoun) S (quoted) S (quoting) S (seem) S (speech) S (spread) S (starter) S (state) S (stop) S (subordinate) S (that) S (think) S (topic) S (verb) S (when)

enum { SECTIONS (LEX_NUMBER_OF) };

/* Tokens, half-open; empty: there is none. */
typedef struct {
  size_t from, to;
} Part;

#define MAX_CONTENT  4
#define MAX_SENTENCE 400
#define NO_CLAIM     ((size_t) -1)

typedef struct {
  Part   content[MAX_CONTENT];
  size_t n_content;
  Part   source, cue, lead, via, basis, tail;  /* lead: what of the cue stands apart before it; tail: behind it, where a date may stand */
  bool   denied;
  bool   of_noun;  /* its cue is a noun */
  bool   passed_on; /* through whom it went is sure */
  bool   by_name;  /* counts only when its source is a person's name */
  double confidence;
} Claim;

typedef struct {
  LexScan lex;
  bool   *quoted;    /* by token: inside quotation marks, the marks too */
  Claim  *claims;
  size_t  n_claims, room_claims;
  Part    before;    /* the last sentence that was read */
  size_t  speaker;   /* the claim that a quotation without a source continues, or NO_CLAIM */
} Quotes;

static inline bool
is_empty (Part part)
{
  return part.to <= part.from;
}

static inline size_t
words_of (Part part)
{
  return is_empty (part) ? 0 : part.to - part.from;
}

static inline bool
is_that (const void *quotes, size_t i)
{
  return is (quotes, i, "that") || is (quotes, i, "что") || is (quotes, i, "будто") || is (quotes, i, "чтобы");
}

/* quotes-text.c: quotation marks and sentences. */
void   quotes_mark         (Quotes *quotes);
size_t quotes_sentence_end (const Quotes *quotes, size_t from);
bool   quotes_is_opening   (const Quotes *quotes, size_t i);
bool   quotes_is_closing   (const Quotes *quotes, size_t i);
/* Without the commas and stops at the ends. */
Part   quotes_trim         (const Quotes *quotes, Part part);

/* quotes-source.c: the words that may be a source. */
Part   quotes_source_before (const Quotes *quotes, size_t from, size_t cue);
Part   quotes_source_behind (const Quotes *quotes, size_t from, size_t end);
bool   quotes_is_source     (const Quotes *quotes, Part part);
bool   quotes_is_verb       (const Quotes *quotes, size_t i);

/* quotes-find.c: the attributions of a sentence. */
void   quotes_scan_sentence (Quotes *quotes, size_t from, size_t end);
/* The line of a written conversation that begins at @from; false: it is none. */
bool   quotes_scan_dialogue (Quotes *quotes, size_t from, size_t *end);

/* quotes-emit.c: whom a source means, what lies in a content, and out with it. */
int    quotes_emit (Quotes *quotes);
