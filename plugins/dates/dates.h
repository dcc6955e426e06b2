/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the dates plugin: one document's dates. */
#pragma once

#include "lexicon.h"

/* The sections of the word lists. */
#define SECTIONS(S) \
  S (after) S (ago) S (ambiguous) S (any) S (between) S (connector) S (lastseason) S (month) S (nextseason) S (number) S (ordinal) S (past) S (prefix) S (preposition) \
  S (relative) S (same) S (season) S (thisseason) S (towards) S (unit) S (weekday) S (weekdaycue) S (whole) S (year) S (yearnoun)

enum { SECTIONS (LEX_NUMBER_OF) };

/* The last date before: 0 where it is partial. */
typedef struct {
  int      year, month, day;
  uint32_t line;
} Anchor;

typedef struct {
  LexScan lex;
  Anchor  day, month, any;   /* the last that is as precise */
} Scan;

/* Longest EDTF of a date of ours: two ends. */
#define MAX_EDTF 64

/* dates-anchor.c: */
/* "ten days earlier", "the same day", "that year", "the day before": how many tokens; 0: none is here. */
size_t dates_read_anchored (const Scan *s, size_t i);
/* Stands a date not far before that what begins at @i may lean on? */
bool   dates_has_anchor    (const Scan *s, size_t i);
/* What the tokens [@from, @to) mean that the host cannot read: beside the last date, or by season, half or quarter. false: nothing. */
bool   dates_meaning       (const Scan *s, size_t from, size_t to, char *edtf);
/* Keeps @edtf as what the next ones may lean on. */
void   dates_remember      (Scan *s, size_t at, const char *edtf);
