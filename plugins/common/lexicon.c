/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and word lists.
 * It must not know what is looked for. */
#include "lexicon.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
grow (void *data, size_t n, size_t *room, size_t size)
{
  if (n < *room)
    return data;
  *room = *room > 0 ? *room * 2 : 256;
  data = realloc (data, *room * size);
  if (data == NULL)
    abort ();
  return data;
}

static char *
copy_text (const char *text, size_t n)
{
  char *copy = malloc (n + 1);

  if (copy == NULL)
    abort ();
  memcpy (copy, text, n);
  copy[n] = '\0';
  return copy;
}

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

/* There is room for four more bytes. */
static void
put_folded (LexText *text, uint32_t c)
{
  char *at = text->folded + text->n_folded;

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
  text->n_folded = (size_t) (at - text->folded);
}

/* --- Tokens ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char              *data;
  uint32_t                 at, end;
  uint32_t                 line;
  bool                     spaced;   /* a space or the beginning was before */
  const GlsPluginDocument *document;
  size_t                   zone;     /* first that does not end before here */
} Cutting;

static uint32_t
peek (const Cutting *c, uint32_t at, uint32_t *n)
{
  *n = 0;
  return at < c->end ? get_char (c->data + at, n) : 0;
}

/* Digits; "," and "." before more digits; a space, plain or narrow, between groups of three behind at most three. */
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
      bool space = mark == ' ' || mark == 0xA0 || mark == 0x202F || mark == 0x2009;

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

static void
cut_word (Cutting *c, LexToken *token)
{
  uint32_t n, at = token->start;

  while (at < c->end)
    {
      unsigned char ascii = (unsigned char) c->data[at];

      if (ascii < 0x80 ? (ascii | 0x20) < 'a' || (ascii | 0x20) > 'z' : !is_letter (peek (c, at, &n)))
        break;
      at += ascii < 0x80 ? 1 : n;
    }
  token->end = at;
  token->kind = LEX_WORD;
}

static bool
is_passed_over (Cutting *c, uint32_t at)
{
  if (c->document->zones.n == 0)
    return false;
  while (c->zone < c->document->zones.n && GLS_PLUGIN_AT (GlsPluginZone, c->document->zones, c->zone)->range.end <= at)
    c->zone++;
  for (size_t i = c->zone; i < c->document->zones.n; i++)
    {
      const GlsPluginZone *zone = GLS_PLUGIN_AT (GlsPluginZone, c->document->zones, i);

      if (zone->range.start > at)
        break;
      if ((zone->kind == GLS_PLUGIN_ZONE_BOILERPLATE || zone->kind == GLS_PLUGIN_ZONE_REPEAT) && at < zone->range.end)
        return true;
    }
  return false;
}

static void
fold_token (LexText *text, const Cutting *c, LexToken *token)
{
  bool first = true;

  /* No letter gets longer by more than two bytes. */
  while (text->room_folded < text->n_folded + 3 * (token->end - token->start) + 8)
    text->folded = grow (text->folded, text->room_folded, &text->room_folded, 1);
  token->capitals = token->kind == LEX_WORD;
  token->fold_at = text->n_folded;
  for (uint32_t at = token->start, n; at < token->end; at += n)
    {
      bool upper;
      uint32_t folded;

      if ((unsigned char) c->data[at] < 0x80)
        {
          unsigned char ascii = (unsigned char) c->data[at];

          upper = ascii >= 'A' && ascii <= 'Z';
          text->folded[text->n_folded++] = (char) (upper ? ascii + 0x20 : ascii);
          token->upper = first ? upper : token->upper;
          token->capitals = token->capitals && upper;
          first = false;
          n = 1;
          continue;
        }
      folded = to_lower (get_char (c->data + at, &n), &upper);

      if (first)
        token->upper = upper;
      token->capitals = token->capitals && upper;
      first = false;
      /* "’" is "'". */
      put_folded (text, folded == 0x2019 ? '\'' : folded);
    }
  put_folded (text, 0);
}

static const LexWord *find_word (const Lexicon *lexicon, const char *fold);

void
lex_text_read (LexText *text, const GlsPluginDocument *document, const Lexicon *lexicon)
{
  Cutting c = { document->text, 0, (uint32_t) document->n_bytes, 0, true, document, 0 };

  while (c.at < c.end)
    {
      uint32_t n, here = get_char (c.data + c.at, &n);
      LexToken token = { .start = c.at, .end = c.at + n, .kind = LEX_MARK, .line = c.line, .glued = !c.spaced };

      if (is_space (here))
        {
          c.line += here == '\n';
          c.spaced = true;
          c.at += n;
          continue;
        }
      if (is_digit (here))
        cut_number (&c, &token);
      else if (is_letter (here))
        cut_word (&c, &token);
      token.skip = is_passed_over (&c, token.start);
      fold_token (text, &c, &token);
      text->tokens = grow (text->tokens, text->n, &text->room, sizeof *text->tokens);
      text->tokens[text->n++] = token;
      c.at = token.end;
      c.spaced = false;
    }
  for (size_t i = 0; i < text->n; i++)
    {
      text->tokens[i].fold = text->folded + text->tokens[i].fold_at;
      text->tokens[i].word = lexicon != NULL ? find_word (lexicon, text->tokens[i].fold) : NULL;
    }
}

void
lex_text_clear (LexText *text)
{
  free (text->tokens);
  free (text->folded);
  memset (text, 0, sizeof *text);
}

/* --- Word lists --------------------------------------------------------------------------------------------------------- */

#define MAX_WORDS    8
#define MAX_SECTIONS 64
#define N_CACHED     256

/* A phrase or the beginning of one, by the hash of its section and the numbers of its words. */
typedef struct {
  uint64_t key;
  bool     whole;
} Entry;

/* A word of any phrase: most words of a text are in no list, and most of the others in one; so that is asked first, by bits. */
struct LexWord {
  char    *fold;
  uint32_t number;
  uint64_t alone;  /* by section: it is a phrase by itself */
  uint64_t first;  /* by section: a phrase begins with it */
  uint64_t longer; /* by section: one of more words does */
};

struct Lexicon {
  Entry   *entries;  /* open addressing; a power of two, at most half full */
  size_t   n, n_places;
  LexWord *words;    /* the same */
  size_t   n_words, n_word_places;
  char    *sections[MAX_SECTIONS];
  size_t   n_sections;
  /* Sections by the address of their name, which is a literal: 48 bits of address, and the section's number + 1 above. */
  _Atomic uint64_t cache[N_CACHED];
};

static size_t
hash_text (const char *text, size_t n)
{
  uint64_t hash = 14695981039346656037u;

  for (size_t i = 0; i < n; i++)
    hash = (hash ^ (unsigned char) text[i]) * 1099511628211u;
  return (size_t) (hash ^ hash >> 29);
}

/* From a section's bit or the hash of the words before, on by one word. */
static uint64_t
join_word (uint64_t before, uint32_t number)
{
  uint64_t hash = (before + number) * 0x9E3779B97F4A7C15u;

  return (hash ^ hash >> 29) | 1;
}

static Entry *
find_entry (const Lexicon *lexicon, uint64_t key)
{
  size_t at = (size_t) (key >> 8) & (lexicon->n_places - 1);

  while (lexicon->entries[at].key != 0 && lexicon->entries[at].key != key)
    at = (at + 1) & (lexicon->n_places - 1);
  return &lexicon->entries[at];
}

static LexWord *
find_place (const LexWord *words, size_t n_places, const char *fold)
{
  size_t at = hash_text (fold, strlen (fold)) & (n_places - 1);

  while (words[at].fold != NULL && strcmp (words[at].fold, fold) != 0)
    at = (at + 1) & (n_places - 1);
  return (LexWord *) &words[at];
}

static const LexWord *
find_word (const Lexicon *lexicon, const char *fold)
{
  const LexWord *word = find_place (lexicon->words, lexicon->n_word_places, fold);

  return word->fold != NULL ? word : NULL;
}

static LexWord *
add_word (Lexicon *lexicon, const char *fold)
{
  LexWord *word;

  if (2 * (lexicon->n_words + 1) > lexicon->n_word_places)
    {
      size_t n_places = lexicon->n_word_places > 0 ? 2 * lexicon->n_word_places : 1024;
      LexWord *words = calloc (n_places, sizeof *words);

      if (words == NULL)
        abort ();
      for (size_t i = 0; i < lexicon->n_word_places; i++)
        if (lexicon->words[i].fold != NULL)
          *find_place (words, n_places, lexicon->words[i].fold) = lexicon->words[i];
      free (lexicon->words);
      lexicon->words = words;
      lexicon->n_word_places = n_places;
    }
  word = find_place (lexicon->words, lexicon->n_word_places, fold);
  if (word->fold == NULL)
    {
      word->fold = copy_text (fold, strlen (fold));
      word->number = (uint32_t) ++lexicon->n_words;
    }
  return word;
}

/* The bit of @section; 0: nothing is in it. */
static uint64_t
search_section (const Lexicon *lexicon, const char *section)
{
  for (size_t i = 0; i < lexicon->n_sections; i++)
    if (strcmp (lexicon->sections[i], section) == 0)
      return (uint64_t) 1 << i;
  return 0;
}

static uint64_t
find_section (const Lexicon *lexicon, const char *section)
{
  uint64_t address = (uint64_t) (uintptr_t) section & 0xFFFFFFFFFFFFu, found;
  _Atomic uint64_t *place = (_Atomic uint64_t *) &lexicon->cache[(address ^ address >> 8) & (N_CACHED - 1)];
  uint64_t cached = atomic_load_explicit (place, memory_order_relaxed);
  size_t number = 0;

  if ((cached & 0xFFFFFFFFFFFFu) == address && cached >> 48 != 0)
    return (uint64_t) 1 << ((cached >> 48) - 1);
  found = search_section (lexicon, section);
  if (found == 0)
    return 0;
  while (found >> number != 1)
    number++;
  atomic_store_explicit (place, address | (uint64_t) (number + 1) << 48, memory_order_relaxed);
  return found;
}

static uint64_t
add_section (Lexicon *lexicon, const char *section)
{
  uint64_t bit = search_section (lexicon, section);

  if (bit != 0 || lexicon->n_sections == MAX_SECTIONS)
    return bit;
  lexicon->sections[lexicon->n_sections] = copy_text (section, strlen (section));
  return (uint64_t) 1 << lexicon->n_sections++;
}

static void
add_entry (Lexicon *lexicon, uint64_t key, bool whole)
{
  Entry *entry;

  if (2 * (lexicon->n + 1) > lexicon->n_places)
    {
      Lexicon larger = { .n_places = lexicon->n_places * 2 };

      larger.entries = calloc (larger.n_places, sizeof *larger.entries);
      if (larger.entries == NULL)
        abort ();
      for (size_t i = 0; i < lexicon->n_places; i++)
        if (lexicon->entries[i].key != 0)
          *find_entry (&larger, lexicon->entries[i].key) = lexicon->entries[i];
      free (lexicon->entries);
      lexicon->entries = larger.entries;
      lexicon->n_places = larger.n_places;
    }
  entry = find_entry (lexicon, key);
  lexicon->n += entry->key == 0;
  entry->key = key;
  entry->whole = entry->whole || whole;
}

/* A line's phrase cut and folded as texts are. */
static void
add_phrase (Lexicon *lexicon, const char *section, const char *phrase, size_t n_phrase)
{
  char *copy = copy_text (phrase, n_phrase);
  const GlsPluginDocument document = { .size = sizeof document, .text = copy, .n_bytes = n_phrase };
  LexText text = { 0 };
  uint64_t bit, key;

  lex_text_read (&text, &document, NULL);
  bit = key = text.n > 0 && text.n <= MAX_WORDS ? add_section (lexicon, section) : 0;
  for (size_t i = 0; bit != 0 && i < text.n; i++)
    {
      LexWord *word = add_word (lexicon, text.tokens[i].fold);

      if (i == 0)
        {
          word->first |= bit;
          word->alone |= text.n == 1 ? bit : 0;
          word->longer |= text.n > 1 ? bit : 0;
        }
      key = join_word (key, word->number);
      if (text.n > 1)
        add_entry (lexicon, key, i + 1 == text.n);
    }
  lex_text_clear (&text);
  free (copy);
}

static const char *
trim_end (const char *start, const char *end)
{
  while (end > start && strchr (" \t\r", end[-1]) != NULL)
    end--;
  return end;
}

static void
read_lines (Lexicon *lexicon, const char *data, size_t n)
{
  const char *at = data, *end = data + n;
  char section[64] = "";

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (size_t) (end - at)), *start = at, *stop;

      stop = trim_end (start, newline != NULL ? newline : end);
      at = newline != NULL ? newline + 1 : end;
      if (start == stop || *start == '#')
        continue;
      if (*start == '[' && stop[-1] == ']' && (size_t) (stop - start) - 2 < sizeof section)
        {
          memcpy (section, start + 1, (size_t) (stop - start) - 2);
          section[stop - start - 2] = '\0';
          continue;
        }
      add_phrase (lexicon, section, start, (size_t) (stop - start));
    }
}

Lexicon *
lexicon_read (Lexicon *lexicon, const GlsPluginHost *host, const char *name)
{
  const char *path = host->data_path (host, name);
  FILE *file = path != NULL ? fopen (path, "rb") : NULL;
  char *data = NULL;
  size_t n = 0, room = 0, got;

  if (file == NULL)
    return lexicon;
  do
    {
      while (room < n + 65536)
        data = grow (data, room, &room, 1);
      got = fread (data + n, 1, room - n > 65536 ? 65536 : room - n, file);
      n += got;
    }
  while (got > 0);
  fclose (file);
  if (lexicon == NULL)
    {
      lexicon = calloc (1, sizeof *lexicon);
      if (lexicon == NULL)
        abort ();
      lexicon->n_places = 1024;
      lexicon->entries = calloc (lexicon->n_places, sizeof *lexicon->entries);
      if (lexicon->entries == NULL)
        abort ();
      add_word (lexicon, "");
    }
  read_lines (lexicon, data, n);
  free (data);
  return lexicon;
}

void
lexicon_free (Lexicon *lexicon)
{
  if (lexicon == NULL)
    return;
  for (size_t i = 0; i < lexicon->n_word_places; i++)
    free (lexicon->words[i].fold);
  for (size_t i = 0; i < lexicon->n_sections; i++)
    free (lexicon->sections[i]);
  free (lexicon->words);
  free (lexicon->entries);
  free (lexicon);
}

size_t
lexicon_match (const Lexicon *lexicon, const char *section, const LexText *text, size_t at)
{
  const LexWord *word = at < text->n ? text->tokens[at].word : NULL;
  size_t best;
  uint64_t bit, key;

  if (word == NULL || word->first == 0 || (bit = find_section (lexicon, section)) == 0 || (word->first & bit) == 0)
    return 0;
  best = (word->alone & bit) != 0;
  if ((word->longer & bit) == 0)
    return best;
  key = join_word (bit, word->number);
  for (size_t i = at + 1; i < text->n && i < at + MAX_WORDS; i++)
    {
      const Entry *entry;

      /* A phrase does not run over the end of a paragraph. */
      if (text->tokens[i].word == NULL || text->tokens[i].line > text->tokens[i - 1].line + 1)
        break;
      key = join_word (key, text->tokens[i].word->number);
      entry = find_entry (lexicon, key);
      if (entry->key == 0)
        break;
      if (entry->whole)
        best = i + 1 - at;
    }
  return best;
}

size_t
lexicon_match_before (const Lexicon *lexicon, const char *section, const LexText *text, size_t from, size_t end)
{
  size_t most = end - from < MAX_WORDS ? end - from : MAX_WORDS;
  LexText cut = *text;

  /* Exactly up to @end. */
  cut.n = end;
  for (size_t n = most; n > 0; n--)
    if (lexicon_match (lexicon, section, &cut, end - n) == n)
      return n;
  return 0;
}

bool
lexicon_has (const Lexicon *lexicon, const char *section, const LexToken *token)
{
  return token->word != NULL && (token->word->alone & find_section (lexicon, section)) != 0;
}

bool
lexicon_has_word (const Lexicon *lexicon, const char *section, const char *folded)
{
  const LexWord *word = find_word (lexicon, folded);

  return word != NULL && (word->alone & find_section (lexicon, section)) != 0;
}

int
lexicon_begin (const GlsPluginHost *host, const char *const *names, void **state)
{
  Lexicon *lexicon = NULL;

  for (size_t i = 0; names[i] != NULL; i++)
    {
      Lexicon *more = lexicon_read (lexicon, host, names[i]);

      if (more == NULL)
        return host->fail (host, "a word list is not in the plugin's folder; install the plugin again");
      lexicon = more;
      *state = lexicon;
    }
  return GLS_PLUGIN_OK;
}

void
lexicon_end (void *state)
{
  lexicon_free (state);
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
