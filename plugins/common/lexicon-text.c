/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a text into tokens and folds them, each byte looked at once.
 * It must not know what is looked for. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

/* How much is read between questions whether anybody waits. */
#define ASK_BYTES  32768
#define ASK_TOKENS 8192

/* --- Characters ------------------------------------------------------------------------------------------------------- */

/* The text is valid UTF-8, as the host promises. */
static uint32_t
get_char (const char *at, uint32_t *n)
{
  const unsigned char *u = (const unsigned char *) at;

  if (u[0] < 0x80)
    return *n = 1, u[0];
  if (u[0] < 0xE0)
    return *n = 2, (uint32_t) (u[0] & 0x1F) << 6 | (u[1] & 0x3F);
  if (u[0] < 0xF0)
    return *n = 3, (uint32_t) (u[0] & 0x0F) << 12 | (uint32_t) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
  return *n = 4, (uint32_t) (u[0] & 0x07) << 18 | (uint32_t) (u[1] & 0x3F) << 12 | (uint32_t) (u[2] & 0x3F) << 6 | (u[3] & 0x3F);
}

static bool
is_digit (uint32_t c)
{
  return c >= '0' && c <= '9';
}

/* Latin, Greek, Cyrillic and what lies beyond punctuation; enough to tell words from marks. */
static bool
is_letter (uint32_t c)
{
  if (c < 0x80)
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0x2C00 && c < 0x2E00)
         || (c >= 0x3040 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFF00) || c >= 0x10000;
}

static bool
is_space (uint32_t c)
{
  return c <= 0x20 || c == 0xA0 || c == 0x85 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F
         || c == 0x3000 || c == 0xFEFF;
}

/* One code point to lower case: ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic. @upper: it was a capital. */
static uint32_t
to_lower (uint32_t c, bool *upper)
{
  uint32_t lower = c;

  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
    lower = c + 0x20;
  else if (c >= 0x400 && c <= 0x40F)
    lower = c + 0x50;
  else if (((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x52F)) && (c & 1) == 0)
    lower = c + 1;
  else if (((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) && (c & 1) == 1)
    lower = c + 1;
  *upper = lower != c;
  /* Russian prints "ё" or "е" as it likes. */
  return lower == 0x451 ? 0x435 : lower;
}

/* There is room for four more bytes. Returns where the next goes. */
static char *
put_char (char *at, uint32_t c)
{
  if (c < 0x80)
    *at++ = (char) c;
  else if (c < 0x800)
    {
      *at++ = (char) (0xC0 | c >> 6);
      *at++ = (char) (0x80 | (c & 0x3F));
    }
  else if (c < 0x10000)
    {
      *at++ = (char) (0xE0 | c >> 12);
      *at++ = (char) (0x80 | (c >> 6 & 0x3F));
      *at++ = (char) (0x80 | (c & 0x3F));
    }
  else
    {
      *at++ = (char) (0xF0 | c >> 18);
      *at++ = (char) (0x80 | (c >> 12 & 0x3F));
      *at++ = (char) (0x80 | (c >> 6 & 0x3F));
      *at++ = (char) (0x80 | (c & 0x3F));
    }
  return at;
}

/* --- Tokens ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char              *data;
  uint32_t                 at, end;
  uint32_t                 line;
  bool                     spaced;   /* a space or the beginning was before */
  const GlsPluginDocument *document;
  size_t                   zone;     /* first that does not begin before here */
  uint32_t                 skip_end; /* where the last that is passed over ends, of those before */
  char                    *out;      /* where the next fold goes */
} Cutting;

static uint32_t
peek (const Cutting *c, uint32_t at, uint32_t *n)
{
  *n = 0;
  return at < c->end ? get_char (c->data + at, n) : 0;
}

/* Digits; "," and "." before more digits; a space, plain or narrow, or an apostrophe between groups of three behind at most three. */
static void
cut_number (Cutting *c, LexToken *token)
{
  uint32_t n, m, at = token->start, first;

  while (is_digit (peek (c, at, &n)))
    at += n;
  first = at - token->start;
  for (;;)
    {
      uint32_t mark = peek (c, at, &n), gap = at + n, digits = gap;
      bool space = mark == ' ' || mark == 0xA0 || mark == 0x202F || mark == 0x2009 || mark == '\'' || mark == 0x2019;

      if (mark != ',' && mark != '.' && !(space && first <= 3))
        break;
      while (is_digit (peek (c, digits, &m)))
        digits += m;
      if (digits == gap || (space && (digits - gap != 3 || is_letter (peek (c, digits, &m)))))
        break;
      at = digits;
    }
  token->end = at;
  token->kind = LEX_NUMBER;
}

#if defined (__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* The ASCII letters that eight bytes begin with, in small ones, zeros behind; @capitals: a bit for each that was large. */
static unsigned
fold_eight (const char *at, char *out, unsigned *capitals)
{
  const uint64_t ones = 0x0101010101010101u, tops = 0x80 * ones;
  uint64_t eight, small, letters, large;
  unsigned n;

  memcpy (&eight, at, 8);
  small = (eight | 0x20 * ones) & ~tops;
  letters = (small + (0x80 - 'a') * ones) & ~(small + (0x7F - 'z') * ones) & ~eight & tops;
  n = letters == tops ? 8 : (unsigned) __builtin_ctzll (letters ^ tops) / 8;
  if (n == 0)
    return 0;
  small &= ~(uint64_t) 0 >> (64 - 8 * n);
  memcpy (out, &small, 8);
  /* The top bits of the bytes, side by side. */
  large = (~(eight << 2) & tops) >> 7;
  *capitals = (unsigned) (large * 0x0102040810204080u >> 56) & ((1u << n) - 1);
  return n;
}
#else
static unsigned
fold_eight (const char *at, char *out, unsigned *capitals)
{
  (void) at;
  (void) out;
  *capitals = 0;
  return 0;
}
#endif

/* Letters, folded on the way. No folded letter is longer than the letter. */
static void
cut_word (Cutting *c, LexToken *token)
{
  uint32_t at = token->start, n;
  bool first = true, all = true;
  char *out = c->out;

  while (at < c->end)
    {
      unsigned char ascii = (unsigned char) c->data[at], small = ascii | 0x20;
      uint32_t letter, folded;
      unsigned capitals;
      bool upper;

      if (c->end - at >= 8 && (n = fold_eight (c->data + at, out, &capitals)) > 0)
        {
          token->upper = first ? (capitals & 1) != 0 : token->upper;
          all = all && capitals == (1u << n) - 1;
          first = false;
          out += n;
          at += n;
          continue;
        }
      if (ascii < 0x80)
        {
          if (small < 'a' || small > 'z')
            break;
          upper = ascii != small;
          *out++ = (char) small;
          at++;
        }
      else
        {
          letter = get_char (c->data + at, &n);
          if (!is_letter (letter))
            break;
          folded = to_lower (letter, &upper);
          out = put_char (out, folded);
          at += n;
        }
      token->upper = first ? upper : token->upper;
      all = all && upper;
      first = false;
    }
  token->end = at;
  token->kind = LEX_WORD;
  token->capitals = all;
  c->out = out;
}

/* What is no word has no case but for "’", which is "'", and a mark that is a letter to the table of cases. */
static void
copy_token (Cutting *c, LexToken *token)
{
  uint32_t at = token->start, n;
  bool upper;

  while (at < token->end)
    {
      uint32_t folded;

      if ((unsigned char) c->data[at] < 0x80)
        {
          *c->out++ = c->data[at++];
          continue;
        }
      folded = to_lower (get_char (c->data + at, &n), &upper);
      token->upper = at == token->start ? upper : token->upper;
      c->out = put_char (c->out, folded == 0x2019 ? '\'' : folded);
      at += n;
    }
}

static bool
is_passed_over (Cutting *c, uint32_t at)
{
  for (; c->zone < c->document->zones.n; c->zone++)
    {
      const GlsPluginZone *zone = GLS_PLUGIN_AT (GlsPluginZone, c->document->zones, c->zone);

      if (zone->range.start > at)
        break;
      if ((zone->kind == GLS_PLUGIN_ZONE_BOILERPLATE || zone->kind == GLS_PLUGIN_ZONE_REPEAT) && zone->range.end > c->skip_end)
        c->skip_end = (uint32_t) zone->range.end;
    }
  return at < c->skip_end;
}

static uint32_t
hash_fold (const char *fold, size_t n)
{
  uint64_t hash = n;

  for (size_t at = 0; at < n; at += 8)
    hash = ((hash ^ lex_eight (fold + at)) * 0x9E3779B97F4A7C15u) ^ hash >> 29;
  return (uint32_t) (hash ^ hash >> 32);
}

static void
cut_token (Cutting *c, LexToken *token)
{
  unsigned char ascii = (unsigned char) c->data[c->at];
  uint32_t n = 1, here = ascii < 0x80 ? ascii : get_char (c->data + c->at, &n);

  *token = (LexToken) { .start = c->at, .end = c->at + n, .kind = LEX_MARK, .line = c->line, .glued = !c->spaced, .fold = c->out };
  if (is_letter (here))
    cut_word (c, token);
  else
    {
      if (is_digit (here))
        cut_number (c, token);
      copy_token (c, token);
    }
  token->n_fold = (uint32_t) (c->out - token->fold);
  memset (c->out++, 0, 8);
  token->head = lex_eight (token->fold);
  token->hash = hash_fold (token->fold, token->n_fold);
  token->skip = is_passed_over (c, token->start);
}

void
lex_text_read (LexText *text, const GlsPluginHost *host, const GlsPluginDocument *document, const Lexicon *lexicon)
{
  uint32_t ask_at = 0;
  Cutting c = { .data = document->text, .end = (uint32_t) document->n_bytes, .spaced = true, .document = document };

  if (lexicon != NULL)
    lexicon_lend_room (lexicon, text);
  /* A token's fold is no longer than it is, and ends with a zero byte: this holds them all, and eight bytes can be read anywhere. */
  if (text->room_folded < 2 * (size_t) document->n_bytes + 16)
    {
      free (text->folded);
      text->room_folded = 2 * (size_t) document->n_bytes + 16;
      text->folded = malloc (text->room_folded);
      if (text->folded == NULL)
        abort ();
    }
  c.out = text->folded;
  while (c.at < c.end)
    {
      unsigned char ascii = (unsigned char) c.data[c.at];
      uint32_t n = 1;

      if (c.at >= ask_at && host != NULL)
        {
          if (host->cancelled (host))
            break;
          ask_at = c.at + ASK_BYTES;
        }
      if (ascii < 0x80 ? ascii <= 0x20 : is_space (get_char (c.data + c.at, &n)))
        {
          c.line += ascii == '\n';
          c.spaced = true;
          c.at += n;
          continue;
        }
      if (text->n == text->room)
        {
          text->room = text->room > 0 ? text->room * 2 : document->n_bytes / 5 + 16;
          text->tokens = realloc (text->tokens, text->room * sizeof *text->tokens);
          if (text->tokens == NULL)
            abort ();
        }
      cut_token (&c, &text->tokens[text->n]);
      c.at = text->tokens[text->n++].end;
      c.spaced = false;
    }
  for (size_t from = 0, to; lexicon != NULL && from < text->n; from = to)
    {
      to = text->n - from > ASK_TOKENS ? from + ASK_TOKENS : text->n;
      lexicon_look_up (lexicon, text, from, to);
      if (host != NULL && host->cancelled (host))
        text->n = to;
    }
}

void
lex_text_clear (LexText *text)
{
  if (text->lexicon != NULL)
    lexicon_keep_room (text->lexicon, text);
  else
    {
      free (text->tokens);
      free (text->folded);
    }
  memset (text, 0, sizeof *text);
}

bool
lex_is_digits (const LexToken *token, uint32_t least, uint32_t most, uint32_t *value)
{
  uint32_t number = 0;

  if (token->kind != LEX_NUMBER || token->end - token->start > 4)
    return false;
  for (const char *c = token->fold; *c != '\0'; c++)
    {
      if (*c < '0' || *c > '9')
        return false;
      number = number * 10 + (uint32_t) (*c - '0');
    }
  if (value != NULL)
    *value = number;
  return number >= least && number <= most;
}

size_t
lex_stem (const char *fold)
{
  static const char * const endings[] = {
    "ого", "ому", "ыми", "ими", "ами", "ями", "ой", "ей", "ый", "ий", "ым", "им", "ом", "ем", "ую", "юю", "ая", "яя", "ых", "их", "ах", "ях",
    "а", "я", "у", "ю", "е", "ы", "и", "о", "ь", "й",
  };
  size_t n = strlen (fold);

  if (((unsigned char) *fold != 0xD0 && (unsigned char) *fold != 0xD1) || n < 8)
    return n;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    {
      size_t m = strlen (endings[i]);

      if (n >= m + 6 && memcmp (fold + n - m, endings[i], m) == 0)
        return n - m;
    }
  return n;
}
