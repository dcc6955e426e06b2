/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two files that read a sentence: its cues, and what is said by them. */
#pragma once

#include "quotes.h"

typedef enum { CUE_SPEECH, CUE_EVIDENCE, CUE_THINK, CUE_ACT, CUE_STATE } CueKind;

typedef struct {
  Part    span, source;
  size_t  head;        /* the verb itself */
  CueKind kind;
  bool    participle;  /* "saying" without "is" */
  bool    inverted;    /* the source stands behind */
} Cue;

typedef struct {
  Quotes *q;
  size_t  from, end;   /* of the sentence */
  size_t  low;         /* nothing before belongs to a content any more */
  size_t  taken;       /* behind the last cue */
  size_t  first;       /* first claim of this sentence */
  bool    title;       /* every word has a capital */
  size_t  citing;      /* ", citing the ministry", or NO_CLAIM */
  Part    cited;
} Sentence;

static inline LEX_INLINE bool
ends_with (const Quotes *q, size_t i, const char *ending)
{
  return lex_ends_with (token (q, i), ending, strlen (ending));
}

static inline bool
is_adverb (const Quotes *q, size_t i)
{
  return is_word (q, i) && !token (q, i)->upper && ends_with (q, i, "ly") && token (q, i)->end - token (q, i)->start > 4;
}

static inline bool
is_apostrophe (const Quotes *q, size_t i)
{
  return (is (q, i, "'") || is (q, i, "’")) && token (q, i)->glued;
}

/* quotes-cue.c */
/* The longest verb that begins at @i: how many tokens; 0: none. */
size_t quotes_match_cue        (const Quotes *q, size_t i, CueKind *kind);
/* A verb group that attributes, with its source. */
bool   quotes_read_cue         (const Sentence *s, size_t i, Cue *cue);
/* "was quoted in local media as saying"; its source is still to be found. */
size_t quotes_read_quoted      (const Sentence *s, size_t i, Cue *cue, Part *via);
/* "is expected": begins the cue with what the verb stands with. */
bool   quotes_is_passive       (const Sentence *s, Cue *cue);
bool   quotes_find_source      (const Sentence *s, Cue *cue);
/* "responded to", "supportive of": the word that leads to the object belongs to the cue. Where it ends that ended at @to. */
size_t quotes_with_preposition (const Sentence *s, size_t to);
/* The quotation that ends right before @at: how many tokens; 0: none. */
size_t quotes_quotation_before (const Sentence *s, size_t at, Part *quotation);

/* quotes-content.c */
/* "that", a comma, a colon or quotation marks. */
bool   quotes_begins_content (const Quotes *q, size_t i);
/* Over whom is told to where the content may begin; @listener gets them. */
size_t quotes_skip_listener  (const Sentence *s, const Cue *cue, size_t at, Part *listener);
bool   quotes_has_verb       (const Quotes *q, Part part);
/* Over when and where it was said. */
size_t quotes_skip_when      (const Sentence *s, size_t at);
/* Without what only leads to a content that begins at @from: datelines, "But". */
size_t quotes_content_start  (const Sentence *s, size_t from, size_t to);
/* Where what is said indirectly from @from on ends. */
size_t quotes_forward_end    (const Sentence *s, const Cue *cue, size_t from);
/* The quotation that begins at @at, or an empty part. */
Part   quotes_quotation_at   (const Sentence *s, size_t at);
/* May what follows the cue at @at be its content? @that: "that" or a colon stands before it. */
bool   quotes_may_forward    (const Sentence *s, const Cue *cue, size_t at, bool that);

/* quotes-find.c */
/* A claim of what lies in @content and @more, or NULL where there is too little. */
Claim *quotes_claim          (Sentence *s, const Cue *cue, Part content, Part more);
/* What is said stands behind the cue; before it, as a quotation or not. How far it went; 0: there is none. */
size_t quotes_take_forward   (Sentence *s, const Cue *cue, size_t right);
size_t quotes_take_quotation (Sentence *s, const Cue *cue, size_t left, size_t right);
size_t quotes_take_backward  (Sentence *s, const Cue *cue, size_t left, size_t right, size_t behind);

/* quotes-noun.c: each tells how far it went; 0: there is none. */
/* "his claim that", "the party's opposition to" */
size_t quotes_take_noun      (Sentence *s, size_t i);
/* "are expected to leave", "is believed to have fled": somebody says so, and the text does not say who. */
size_t quotes_take_passive   (Sentence *s, size_t i);
/* "was rejected by the region", "written by X": who does it stands behind "by". */
size_t quotes_take_by        (Sentence *s, size_t i);
/* "For Renner, the figures are", "in his view,". */
size_t quotes_take_view      (Sentence *s, size_t at);
/* «Ожидается, что». */
size_t quotes_take_impersonal (Sentence *s, size_t at);
/* "The verdict angered residents". */
size_t quotes_take_felt      (Sentence *s, size_t i);

/* quotes-via.c */
/* Newspapers, agencies, websites: they pass on what others say. */
bool   quotes_is_media       (const Quotes *q, Part part);
/* "quotes the minister as saying that": how far it went; 0: there is none. */
size_t quotes_take_reported  (Sentence *s, size_t i);
/* ", citing the ministry": where, and whom; NO_CLAIM: nowhere. */
size_t quotes_find_citing    (const Sentence *s, Part *cited);
/* Whom or what the sentence's claim goes back to. false: no claim of it does. */
bool   quotes_apply_cited    (Sentence *s, Part cited);
