/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word lists: phrases by section, compiled when they are read so that a token is looked up once and then asked by bits.
 * It must not know what is looked for. */
#include "lexicon.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS    8
#define MAX_SECTIONS 64
#define N_SPARE      4     /* as many threads read at a time without asking for memory */
#define MAX_SPARE    65536 /* tokens: memory for a larger text is not kept */

/* A phrase or the beginning of one, by the hash of its section and the numbers of its words. */
typedef struct {
  uint64_t key;
  bool     whole;
} Entry;

/* A word of any phrase: most words of a text are in no list, and most of the others in one; so that is asked first, by bits. */
typedef struct {
  char    *fold;
  uint32_t n, hash;
  uint64_t alone;  /* by section: it is a phrase by itself */
  uint64_t first;  /* by section: a phrase begins with it */
  uint64_t longer; /* by section: one of more words does */
} Word;

/* Where the word with this hash is: its number, or 0. */
typedef struct {
  uint32_t hash, number;
} Place;

struct Lexicon {
  Entry   *entries;  /* open addressing; a power of two, at most half full */
  size_t   n, n_places;
  Word    *words;    /* by number; the first is none */
  size_t   n_words, room_words;
  Place   *places;   /* as the entries, at most a quarter full */
  size_t   n_word_places;
  const char *const *sections;
  _Atomic (LexText *) *spare; /* memory of texts that were read */
};

static void *
allocate (size_t n, size_t size)
{
  void *data = calloc (n, size);

  if (data == NULL)
    abort ();
  return data;
}

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
  char *copy = allocate (n + 1, 1);

  memcpy (copy, text, n);
  return copy;
}

/* Where the hash of a section's phrases begins: far above the numbers of words, that no sum of the two is another's. */
static uint64_t
section_key (unsigned section)
{
  return (uint64_t) (section + 1) << 48;
}

/* From the hash of the words before, on by one word. */
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

/* --- Words ------------------------------------------------------------------------------------------------------------- */

static Place *
find_place (const Lexicon *lexicon, const LexToken *token)
{
  size_t at = token->hash & (lexicon->n_word_places - 1);

  for (; lexicon->places[at].number != 0; at = (at + 1) & (lexicon->n_word_places - 1))
    if (lexicon->places[at].hash == token->hash)
      {
        const Word *word = &lexicon->words[lexicon->places[at].number];

        if (word->n == token->n_fold && memcmp (word->fold, token->fold, word->n) == 0)
          break;
      }
  return &lexicon->places[at];
}

void
lexicon_look_up (const Lexicon *lexicon, LexText *text, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    {
      LexToken *token = &text->tokens[i];

#ifdef __GNUC__
      /* The lists are larger than the cache. */
      if (i + 8 < text->n)
        __builtin_prefetch (&lexicon->places[text->tokens[i + 8].hash & (lexicon->n_word_places - 1)]);
#endif
      token->word = find_place (lexicon, token)->number;
      if (token->word != 0)
        {
          token->alone = lexicon->words[token->word].alone;
          token->first = lexicon->words[token->word].first;
        }
    }
}

static void
make_places (Lexicon *lexicon)
{
  lexicon->n_word_places = lexicon->n_word_places > 0 ? 2 * lexicon->n_word_places : 1024;
  free (lexicon->places);
  lexicon->places = allocate (lexicon->n_word_places, sizeof *lexicon->places);
  for (size_t i = 1; i < lexicon->n_words; i++)
    {
      size_t at = lexicon->words[i].hash & (lexicon->n_word_places - 1);

      while (lexicon->places[at].number != 0)
        at = (at + 1) & (lexicon->n_word_places - 1);
      lexicon->places[at] = (Place) { lexicon->words[i].hash, (uint32_t) i };
    }
}

/* The number of the word, which is new or was there. */
static uint32_t
add_word (Lexicon *lexicon, const LexToken *token)
{
  Place *place;

  if (4 * (lexicon->n_words + 1) > lexicon->n_word_places)
    make_places (lexicon);
  place = find_place (lexicon, token);
  if (place->number == 0)
    {
      *place = (Place) { token->hash, (uint32_t) lexicon->n_words };
      lexicon->words = grow (lexicon->words, lexicon->n_words, &lexicon->room_words, sizeof *lexicon->words);
      lexicon->words[lexicon->n_words++] = (Word) { copy_text (token->fold, token->n_fold), token->n_fold, token->hash, 0, 0, 0 };
    }
  return place->number;
}

/* --- Reading ------------------------------------------------------------------------------------------------------------ */

/* Its number; MAX_SECTIONS: nobody asks for it. */
static unsigned
find_section (const Lexicon *lexicon, const char *section)
{
  for (unsigned i = 0; i < MAX_SECTIONS && lexicon->sections[i] != NULL; i++)
    if (strcmp (lexicon->sections[i], section) == 0)
      return i;
  return MAX_SECTIONS;
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
add_phrase (Lexicon *lexicon, unsigned section, const char *phrase, size_t n_phrase)
{
  const GlsPluginDocument document = { .size = sizeof document, .text = phrase, .n_bytes = n_phrase };
  LexText text = { 0 };
  uint64_t bit = (uint64_t) 1 << section, key = section_key (section);

  lex_text_read (&text, NULL, &document, NULL);
  for (size_t i = 0; i < text.n && text.n <= MAX_WORDS; i++)
    {
      uint32_t number = add_word (lexicon, &text.tokens[i]);
      Word *word = &lexicon->words[number];

      if (i == 0)
        {
          word->first |= bit;
          word->alone |= text.n == 1 ? bit : 0;
          word->longer |= text.n > 1 ? bit : 0;
        }
      key = join_word (key, number);
      if (text.n > 1)
        add_entry (lexicon, key, i + 1 == text.n);
    }
  lex_text_clear (&text);
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
  char section[64];
  unsigned number = MAX_SECTIONS;

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
          number = find_section (lexicon, section);
        }
      else if (number < MAX_SECTIONS)
        add_phrase (lexicon, number, start, (size_t) (stop - start));
    }
}

static Lexicon *
new_lexicon (const char *const *sections)
{
  Lexicon *lexicon = allocate (1, sizeof *lexicon);

  lexicon->sections = sections;
  lexicon->spare = allocate (N_SPARE, sizeof *lexicon->spare);
  lexicon->n_places = 1024;
  lexicon->entries = allocate (lexicon->n_places, sizeof *lexicon->entries);
  lexicon->words = grow (NULL, 0, &lexicon->room_words, sizeof *lexicon->words);
  lexicon->words[lexicon->n_words++] = (Word) { NULL, 0, 0, 0, 0, 0 };
  make_places (lexicon);
  return lexicon;
}

/* false: there is no such file. */
static bool
read_file (Lexicon *lexicon, const GlsPluginHost *host, const char *name)
{
  const char *path = host->data_path (host, name);
  FILE *file = path != NULL ? fopen (path, "rb") : NULL;
  char *data = NULL;
  size_t n = 0, room = 0, got;

  if (file == NULL)
    return false;
  do
    {
      while (room < n + 65536)
        data = grow (data, room, &room, 1);
      got = fread (data + n, 1, room - n > 65536 ? 65536 : room - n, file);
      n += got;
    }
  while (got > 0);
  fclose (file);
  read_lines (lexicon, data, n);
  free (data);
  return true;
}

/* --- Memory of texts ----------------------------------------------------------------------------------------------------- */

static void
free_room (LexText *room)
{
  if (room == NULL)
    return;
  free (room->tokens);
  free (room->folded);
  free (room);
}

void
lexicon_lend_room (const Lexicon *lexicon, LexText *text)
{
  LexText *room = NULL;

  for (size_t i = 0; i < N_SPARE && room == NULL; i++)
    room = atomic_exchange (&lexicon->spare[i], NULL);
  if (room != NULL)
    *text = *room;
  free (room);
  text->n = 0;
  text->lexicon = lexicon;
}

void
lexicon_keep_room (const Lexicon *lexicon, const LexText *text)
{
  LexText *room = allocate (1, sizeof *room);

  *room = *text;
  for (size_t i = 0; i < N_SPARE && room != NULL && room->room <= MAX_SPARE; i++)
    room = atomic_exchange (&lexicon->spare[i], room);
  free_room (room);
}

int
lexicon_begin (const GlsPluginHost *host, const char *const *names, const char *const *sections, void **state)
{
  Lexicon *lexicon = *state = new_lexicon (sections);

  for (size_t i = 0; names[i] != NULL; i++)
    if (!read_file (lexicon, host, names[i]))
      return host->fail (host, "a word list is not in the plugin's folder; install the plugin again");
  return GLS_PLUGIN_OK;
}

void
lexicon_end (void *state)
{
  Lexicon *lexicon = state;

  if (lexicon == NULL)
    return;
  for (size_t i = 0; i < lexicon->n_words; i++)
    free (lexicon->words[i].fold);
  free (lexicon->words);
  for (size_t i = 0; i < N_SPARE; i++)
    free_room (atomic_load (&lexicon->spare[i]));
  free (lexicon->spare);
  free (lexicon->places);
  free (lexicon->entries);
  free (lexicon);
}

/* --- Matching ------------------------------------------------------------------------------------------------------------ */

/* The longest phrase from @at that ends at or before @end; @exact: that ends at @end. */
static size_t
match_until (const Lexicon *lexicon, unsigned section, const LexText *text, size_t at, size_t end, bool exact)
{
  const LexToken *tokens = text->tokens;
  uint64_t bit = (uint64_t) 1 << section, key;
  size_t best;

  if ((tokens[at].first & bit) == 0)
    return 0;
  best = (tokens[at].alone & bit) != 0 && !(exact && at + 1 != end);
  if ((lexicon->words[tokens[at].word].longer & bit) == 0)
    return best;
  key = join_word (section_key (section), tokens[at].word);
  for (size_t i = at + 1; i < end && i < at + MAX_WORDS; i++)
    {
      const Entry *entry;

      LEX_WORK ();
      /* A phrase does not run over the end of a paragraph. */
      if (tokens[i].word == 0 || tokens[i].line > tokens[i - 1].line + 1)
        break;
      key = join_word (key, tokens[i].word);
      entry = find_entry (lexicon, key);
      if (entry->key == 0)
        break;
      if (entry->whole && !(exact && i + 1 != end))
        best = i + 1 - at;
    }
  return best;
}

size_t
lexicon_match (const Lexicon *lexicon, unsigned section, const LexText *text, size_t at)
{
  return match_until (lexicon, section, text, at, text->n, false);
}

size_t
lexicon_match_before (const Lexicon *lexicon, unsigned section, const LexText *text, size_t from, size_t end)
{
  for (size_t n = end - from < MAX_WORDS ? end - from : MAX_WORDS; n > 0; n--)
    if (LEX_WORK (), match_until (lexicon, section, text, end - n, end, true) == n)
      return n;
  return 0;
}
