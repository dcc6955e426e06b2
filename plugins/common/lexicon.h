/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shipped extractors share: a text cut into tokens, and word lists read from files of the plugin's folder. Linear in time
 * whatever the text. Plain C11. */
#pragma once

#include <glossator-plugin.h>
#include <string.h>

#if defined (__GNUC__)
#define LEX_INLINE __attribute__ ((always_inline))
#else
#define LEX_INLINE
#endif

typedef enum {
  LEX_WORD,     /* letters */
  LEX_NUMBER,   /* digits with "," "." or narrow spaces between groups */
  LEX_MARK,     /* one punctuation mark or symbol */
} LexKind;

/* 64 bytes, a line of the cache. */
typedef struct {
  uint32_t    start, end;  /* bytes */
  const char *fold;        /* lower case, NUL-terminated */
  uint64_t    head;        /* the first eight bytes of it, zeros behind */
  uint64_t    alone;       /* by section of the word lists: it is a phrase of it; */
  uint64_t    first;       /* one begins with it */
  uint32_t    word;        /* its number in the lists, 0: in none */
  uint32_t    hash;
  uint32_t    n_fold;
  uint32_t    line;
  uint8_t     kind;
  bool        upper;       /* begins with a capital */
  bool        capitals;    /* all letters are */
  bool        glued;       /* no space between it and the token before */
  bool        skip;        /* in boilerplate or a repeated line */
} LexToken;

typedef struct Lexicon Lexicon;

typedef struct {
  LexToken      *tokens;
  size_t         n, room;
  char          *folded;      /* every fold, one after the other */
  size_t         room_folded;
  const Lexicon *lexicon;     /* keeps the memory for the next text */
} LexText;

/* Phrases by section, from files of lines "phrase" under "[section]"; "#" begins a comment. A plugin says which sections it
 * asks for, at most 64: "#define SECTIONS(S) S (month) S (year)" makes L_month, L_year and their names. */
#define LEX_NUMBER_OF(section) L_##section,
#define LEX_NAME_OF(section)   #section,

/* Asks @host now and then whether it was cancelled; @steps counts the rounds of a loop. */
static inline bool
lex_is_cancelled (const GlsPluginHost *host, size_t *steps)
{
  return (*steps)++ % 512 == 0 && host->cancelled (host);
}

/* Cuts @document and looks its words up in @lexicon, if any. @host (NULL: nobody) is asked whether it was cancelled: then there are fewer
 * tokens, all of them whole. */
void lex_text_read  (LexText *text, const GlsPluginHost *host, const GlsPluginDocument *document, const Lexicon *lexicon);
void lex_text_clear (LexText *text);

/* For begin() and end(): reads the files @names, up to a NULL, as the plugin's state; @sections too ends with a NULL and stays. */
int         lexicon_begin   (const GlsPluginHost *host, const char *const *names, const char *const *sections, void **state);
void        lexicon_end     (void *state);
/* The memory of an earlier text, if there is any, as an empty text; and back. Any thread may ask. */
void        lexicon_lend_room (const Lexicon *lexicon, LexText *text);
void        lexicon_keep_room (const Lexicon *lexicon, const LexText *text);
/* What the lists know of the tokens [@from, @to). */
void        lexicon_look_up (const Lexicon *lexicon, LexText *text, size_t from, size_t to);
/* The longest phrase of @section that begins at token @at, which is one: how many tokens; 0: none. */
size_t      lexicon_match   (const Lexicon *lexicon, unsigned section, const LexText *text, size_t at);
/* The longest that ends right before token @end and does not begin before @from. */
size_t      lexicon_match_before (const Lexicon *lexicon, unsigned section, const LexText *text, size_t from, size_t end);

/* The first eight bytes as a number; of a literal the compiler makes one. */
static inline LEX_INLINE uint64_t
lex_head (const char *text, size_t n)
{
  uint64_t head = 0;

  switch (n > 8 ? 8 : n)
    {
    case 8: head |= (uint64_t) (unsigned char) text[7] << 56; /* fall through */
    case 7: head |= (uint64_t) (unsigned char) text[6] << 48; /* fall through */
    case 6: head |= (uint64_t) (unsigned char) text[5] << 40; /* fall through */
    case 5: head |= (uint64_t) (unsigned char) text[4] << 32; /* fall through */
    case 4: head |= (uint64_t) (unsigned char) text[3] << 24; /* fall through */
    case 3: head |= (uint64_t) (unsigned char) text[2] << 16; /* fall through */
    case 2: head |= (uint64_t) (unsigned char) text[1] << 8;  /* fall through */
    case 1: head |= (uint64_t) (unsigned char) text[0];       /* fall through */
    default: return head;
    }
}

/* The same of a fold, behind which there are zeros. */
static inline uint64_t
lex_eight (const char *fold)
{
#if defined (__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint64_t head;

  memcpy (&head, fold, 8);
  return head;
#else
  size_t n = 0;

  while (n < 8 && fold[n] != '\0')
    n++;
  return lex_head (fold, n);
#endif
}

/* No text holds a zero byte, so that a head says how long a short word is. */
static inline LEX_INLINE bool
lex_is (const LexToken *token, const char *fold, size_t n)
{
  return token->head == lex_head (fold, n) && (n < 8 || (token->n_fold == n && memcmp (token->fold, fold, n) == 0));
}

static inline bool
lex_ends_with (const LexToken *token, const char *ending, size_t n)
{
  return token->n_fold > n && memcmp (token->fold + token->n_fold - n, ending, n) == 0;
}

/* A test counts how often tokens are looked at: no text may need more than so many looks for each of its bytes. */
#if defined (LEX_COUNT_WORK)
extern uint64_t lex_work;
#define LEX_WORK() ((void) lex_work++)
#else
#define LEX_WORK() ((void) 0)
#endif

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
  LEX_WORK ();
  return &((const LexScan *) scan)->text.tokens[i];
}

/* Best with a literal: then it is one comparison. */
static inline LEX_INLINE bool
is (const void *scan, size_t i, const char *fold)
{
  const LexScan *s = scan;

  LEX_WORK ();
  return i < s->text.n && lex_is (&s->text.tokens[i], fold, strlen (fold));
}

static inline bool
is_word (const void *scan, size_t i)
{
  const LexScan *s = scan;

  LEX_WORK ();
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
in (const void *scan, unsigned section, size_t i)
{
  const LexScan *s = scan;

  LEX_WORK ();
  return i < s->text.n && (s->text.tokens[i].alone >> section & 1) != 0;
}

/* How many tokens the longest phrase of @section takes that begins at @i. */
static inline size_t
match (const void *scan, unsigned section, size_t i)
{
  const LexScan *s = scan;

  LEX_WORK ();
  return i < s->text.n && (s->text.tokens[i].first >> section & 1) != 0 ? lexicon_match (s->lexicon, section, &s->text, i) : 0;
}

static inline size_t
match_before (const void *scan, unsigned section, size_t from, size_t end)
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
/* How many bytes of a folded word its case ending leaves: "мамурова" is "мамуров". */
size_t lex_stem (const char *fold);
