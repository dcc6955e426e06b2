/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shipped extractors share: a text cut into tokens, and word lists read from files of the plugin's folder. Linear in time
 * whatever the text. Plain C11. */
#pragma once

#include <glossator-plugin.h>
#include <string.h>

typedef enum {
  LEX_WORD,     /* letters */
  LEX_NUMBER,   /* digits with "," "." or narrow spaces between groups */
  LEX_MARK,     /* one punctuation mark or symbol */
} LexKind;

typedef struct LexWord LexWord;

typedef struct {
  uint32_t    start, end;  /* bytes */
  const char *fold;        /* lower case, NUL-terminated */
  size_t      fold_at;
  const LexWord *word;     /* what the word lists know of it, or NULL */
  uint32_t    line;
  uint8_t     kind;
  bool        upper;       /* begins with a capital */
  bool        capitals;    /* all letters are */
  bool        glued;       /* no space between it and the token before */
  bool        skip;        /* in boilerplate or a repeated line */
} LexToken;

typedef struct {
  LexToken *tokens;
  size_t    n, room;
  char     *folded;        /* every fold, one after the other */
  size_t    n_folded, room_folded;
} LexText;

/* Phrases by section, from files of lines "phrase" under "[section]"; "#" begins a comment. */
typedef struct Lexicon Lexicon;

/* Cuts @document and looks its words up in @lexicon. */
void lex_text_read  (LexText *text, const GlsPluginDocument *document, const Lexicon *lexicon);
void lex_text_clear (LexText *text);

/* Reads @name of the plugin's folder into @lexicon, which NULL makes new. NULL: there is no such file. */
Lexicon    *lexicon_read   (Lexicon *lexicon, const GlsPluginHost *host, const char *name);
void        lexicon_free   (Lexicon *lexicon);
/* A section's name is a literal: it is known by its address. */
/* The longest phrase of @section that begins at token @at: how many tokens; 0: none. */
size_t      lexicon_match  (const Lexicon *lexicon, const char *section, const LexText *text, size_t at);
/* The longest that ends right before token @end and does not begin before @from. */
size_t      lexicon_match_before (const Lexicon *lexicon, const char *section, const LexText *text, size_t from, size_t end);
bool        lexicon_has      (const Lexicon *lexicon, const char *section, const LexToken *token);
bool        lexicon_has_word (const Lexicon *lexicon, const char *section, const char *folded);
/* For begin() and end(): reads @names, up to a NULL, as the plugin's state. */
int         lexicon_begin (const GlsPluginHost *host, const char *const *names, void **state);
void        lexicon_end   (void *state);

/* --- Looking at a text --------------------------------------------------------------------------------------------------- */

/* Every plugin's scan of a document begins with this, and the functions below take any of them. */
typedef struct {
  const GlsPluginHost     *host;
  const GlsPluginDocument *document;
  const Lexicon           *lexicon;
  LexText                  text;
} LexScan;

static inline const LexToken *
token (const void *scan, size_t i)
{
  return &((const LexScan *) scan)->text.tokens[i];
}

static inline bool
is (const void *scan, size_t i, const char *fold)
{
  const LexScan *s = scan;

  return i < s->text.n && s->text.tokens[i].fold[0] == fold[0] && strcmp (s->text.tokens[i].fold, fold) == 0;
}

static inline bool
is_word (const void *scan, size_t i)
{
  const LexScan *s = scan;

  return i < s->text.n && s->text.tokens[i].kind == LEX_WORD;
}

static inline bool
is_cyrillic (const void *scan, size_t i)
{
  unsigned char first = (unsigned char) *token (scan, i)->fold;

  return first == 0xD0 || first == 0xD1;
}

/* Is this one token in @section by itself? */
static inline bool
in (const void *scan, const char *section, size_t i)
{
  const LexScan *s = scan;

  return i < s->text.n && lexicon_has (s->lexicon, section, &s->text.tokens[i]);
}

/* How many tokens the longest phrase of @section takes that begins at @i. */
static inline size_t
match (const void *scan, const char *section, size_t i)
{
  const LexScan *s = scan;

  return lexicon_match (s->lexicon, section, &s->text, i);
}

static inline size_t
match_before (const void *scan, const char *section, size_t from, size_t end)
{
  const LexScan *s = scan;

  return end > from ? lexicon_match_before (s->lexicon, section, &s->text, from, end) : 0;
}

/* On the line of the token before, and not passed over. */
static inline bool
follows (const void *scan, size_t i)
{
  const LexScan *s = scan;

  return i > 0 && i < s->text.n && s->text.tokens[i].line == s->text.tokens[i - 1].line && !s->text.tokens[i].skip;
}

/* Digits alone, from @least to @most; @value gets them. */
bool lex_is_digits (const LexToken *token, uint32_t least, uint32_t most, uint32_t *value);
