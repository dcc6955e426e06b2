/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shipped extractors share: a text cut into tokens, and word lists read from files of the plugin's folder. Linear in time
 * whatever the text. Plain C11. */
#pragma once

#include <glossator-plugin.h>

typedef enum {
  LEX_WORD,     /* letters */
  LEX_NUMBER,   /* digits with "," "." or narrow spaces between groups */
  LEX_MARK,     /* one punctuation mark or symbol */
} LexKind;

typedef struct {
  uint32_t    start, end;  /* bytes */
  const char *fold;        /* lower case, NUL-terminated */
  size_t      fold_at;
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

/* Cuts @document. */
void lex_text_read  (LexText *text, const GlsPluginDocument *document);
void lex_text_clear (LexText *text);

/* Phrases by section, from files of lines "phrase" under "[section]"; "#" begins a comment; "phrase = value" gives it a value. */
typedef struct Lexicon Lexicon;

/* Reads @name of the plugin's folder into @lexicon, which NULL makes new. NULL: there is no such file. */
Lexicon    *lexicon_read   (Lexicon *lexicon, const GlsPluginHost *host, const char *name);
void        lexicon_free   (Lexicon *lexicon);
/* The longest phrase of @section that begins at token @at: how many tokens; 0: none. @value (nullable) gets its value or "". */
size_t      lexicon_match  (const Lexicon *lexicon, const char *section, const LexText *text, size_t at, const char **value);
/* The longest that ends right before token @end and does not begin before @from. */
size_t      lexicon_match_before (const Lexicon *lexicon, const char *section, const LexText *text, size_t from, size_t end,
                                  const char **value);
bool        lexicon_has    (const Lexicon *lexicon, const char *section, const char *folded);
