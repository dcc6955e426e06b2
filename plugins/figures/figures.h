/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two files of the figures plugin: one document's numbers. */
#pragma once

#include "lexicon.h"

/* The sections of the word lists. */
#define SECTIONS(S) \
  S (adjective) S (after) S (age) S (agebefore) S (area) S (ago) S (change) S (clock) S (compound) S (counted) S (countedone) S (currency) S (dateword) \
  S (definite) S (distance) S (duration) S (during) S (each) S (fraction) S (halfbefore) S (label) S (large) S (modifier) S (month) S (number) S (parts) S (percent) S (persons) \
  S (place) S (plain) S (plural) S (prison) S (quake) S (shortened) S (small) S (span) S (stop) S (street) S (vague) S (whole)

enum { SECTIONS (LEX_NUMBER_OF) };

typedef struct {
  LexScan lex;
  size_t                   emitted_to;   /* token behind the last figure */
  /* The figure before, for "of whom 50": its key and where its sentence ends. */
  char                     last_key[32];
  size_t                   last_end;
  unsigned                 n;
  bool                     last_is_part;
  bool                     within;       /* reading the whole of a part: no further */
} Scan;

/* A number in the text: its tokens, and those of the other end of a range. */
typedef struct {
  size_t begin, n, other;
  bool   vague;
  double percent;   /* it is a share in words; 0: it is none */
} Number;

static inline bool
is_digits (const Scan *s, size_t i, uint32_t least, uint32_t most, uint32_t *value)
{
  return i < s->lex.text.n && lex_is_digits (token (s, i), least, most, value);
}

/* figures-not.c: may the number of @n tokens at @i count nothing? */
bool figures_is_none (const Scan *s, size_t i, size_t n);
bool figures_is_day  (const Scan *s, size_t i, size_t n);
bool figures_is_year (const Scan *s, size_t i, size_t n);
bool figures_is_aged (const Scan *s, size_t i);
bool figures_is_name (const Scan *s, size_t i, size_t n);

/* figures-share.c: "one in three", "two thirds of them": how many tokens, and the share in percent; 0: none begins at @i. */
size_t figures_read_share (const Scan *s, size_t i, double *percent);

/* figures-counted.c: how many tokens from @i on say what is counted. */
size_t figures_read_counted (const Scan *s, size_t i);
bool   figures_is_plural    (const Scan *s, size_t i);
/* A word that counts nothing. */
bool   figures_is_stop      (const Scan *s, size_t i);
