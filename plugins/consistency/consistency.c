/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks over the whole project: the same words marked in two ways, one thing under two spellings, one source with two figures. Here the
 * plugin's frame: it keeps of each document what rules compare.
 * It must not know what a rule looks for. */
#include "consistency.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

static const char * const settings[N_RULES] = {
  [RULE_VARIATION] = "variation", [RULE_SPELLING] = "same-thing", [RULE_FIGURES] = "two-figures",
};

uint64_t
hash_bytes (uint64_t hash, const void *data, size_t n)
{
  const unsigned char *bytes = data;

  hash ^= 0xCBF29CE484222325u;
  for (size_t i = 0; i < n; i++)
    hash = (hash ^ bytes[i]) * 0x100000001B3u;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9u;
  return hash ^ hash >> 32;
}

int
report (const State *state, const GlsPluginHost *host, const char *rule, GlsPluginSeverity severity, char *message,
        const char *document, const char * const *annotations, size_t n_annotations, const char * const *entities, size_t n_entities,
        const char *label, const GlsPluginEdit *edit)
{
  const GlsPluginFix fix = { label != NULL ? phrases_get (state->phrases, label) : NULL, GLS_PLUGIN_ARRAY (edit, 1) };
  GlsPluginProblem problem = {
    .size = sizeof problem, .rule = rule, .severity = severity, .message = message, .document = document,
    .annotations = GLS_PLUGIN_ARRAY (annotations, n_annotations), .entities = GLS_PLUGIN_ARRAY (entities, n_entities),
  };
  int done;

  if (label != NULL)
    problem.fixes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&fix, 1);
  done = host->emit_problem (host, &problem);
  free (message);
  return done;
}

/* --- A run ------------------------------------------------------------------------------------------------------------ */

static void
read_entity (Thing *thing, const GlsPluginEntity *given)
{
  thing->id = copy_text (given->id);
  thing->kind = copy_text (given->kind != NULL ? given->kind : "");
  thing->name = copy_text (given->name);
  thing->aliases = take_memory (given->aliases.n, sizeof *thing->aliases);
  for (size_t i = 0; i < given->aliases.n; i++)
    thing->aliases[thing->n_aliases++] = copy_text (*GLS_PLUGIN_AT (char *, given->aliases, i));
}

static int
compare_ids (const void *a, const void *b)
{
  return strcmp ((*(Thing *const *) a)->id, (*(Thing *const *) b)->id);
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **data)
{
  State *state = take_memory (1, sizeof *state);

  for (size_t i = 0; i < N_RULES; i++)
    state->rules[i] = host->setting_boolean (host, settings[i]);
  state->most_bytes = (size_t) host->setting_integer (host, "memory") << 20;
  state->phrases = phrases_read (host, run->language);
  state->types = take_memory (run->types.n, sizeof *state->types);
  for (size_t i = 0; i < run->types.n; i++)
    state->types[state->n_types++] = copy_text (GLS_PLUGIN_AT (GlsPluginType, run->types, i)->name);
  state->things = take_memory (run->entities.n, sizeof *state->things);
  for (size_t i = 0; i < run->entities.n; i++)
    read_entity (&state->things[state->n_things++], GLS_PLUGIN_AT (GlsPluginEntity, run->entities, i));
  state->by_id = take_memory (state->n_things, sizeof *state->by_id);
  for (size_t i = 0; i < state->n_things; i++)
    state->by_id[i] = &state->things[i];
  qsort (state->by_id, state->n_things, sizeof *state->by_id, compare_ids);
  *data = state;
  return GLS_PLUGIN_OK;
}

static void
drop_contents (Article *article)
{
  for (size_t i = 0; i < article->n_spans; i++)
    {
      free (article->spans[i].key);
      free (article->spans[i].words);
    }
  for (size_t i = 0; i < article->n_statements; i++)
    {
      free (article->statements[i].claim);
      free (article->statements[i].figure);
      free (article->statements[i].source_words);
      free (article->statements[i].figure_words);
      free (article->statements[i].about_words);
    }
  free (article->words);
  free (article->spans);
  free (article->statements);
  article->words = NULL;
  article->spans = NULL;
  article->statements = NULL;
  article->n_words = article->n_spans = article->n_statements = 0;
}

void
article_free (Article *article)
{
  if (article == NULL)
    return;
  drop_contents (article);
  free (article->id);
  free (article->key);
  free (article);
}

static void
end (void *data)
{
  State *state = data;

  for (size_t i = 0; i < state->n_articles; i++)
    article_free (state->articles[i]);
  for (size_t i = 0; i < state->n_things; i++)
    {
      for (size_t j = 0; j < state->things[i].n_aliases; j++)
        free (state->things[i].aliases[j]);
      free (state->things[i].aliases);
      free (state->things[i].id);
      free (state->things[i].kind);
      free (state->things[i].name);
    }
  for (size_t i = 0; i < state->n_types; i++)
    free (state->types[i]);
  free (state->types);
  free (state->things);
  free (state->by_id);
  free (state->articles);
  phrases_free (state->phrases);
  free (state);
}

/* --- Documents -------------------------------------------------------------------------------------------------------- */

/* The text as tokens; zones are given in characters, the cutter wants bytes. */
static void
cut_text (LexText *text, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  GlsPluginDocument in_bytes = *document;
  GlsPluginZone *zones = take_memory (document->zones.n, sizeof *zones);

  for (size_t i = 0; i < document->zones.n; i++)
    {
      zones[i] = *GLS_PLUGIN_AT (GlsPluginZone, document->zones, i);
      zones[i].range.start = host->byte_of_character (host, zones[i].range.start);
      zones[i].range.end = host->byte_of_character (host, zones[i].range.end);
    }
  in_bytes.zones = (GlsPluginArray) GLS_PLUGIN_ARRAY (zones, document->zones.n);
  lex_text_read (text, host, &in_bytes, NULL);
  free (zones);
}

static void
read_words (Article *article, const LexText *text, const GlsPluginDocument *document)
{
  uint32_t at = 0, character = 0;

  article->words = take_memory (text->n, sizeof *article->words);
  for (size_t i = 0; i < text->n; i++)
    {
      const LexToken *token = &text->tokens[i];
      Word *word = &article->words[article->n_words];

      if (token->kind == LEX_MARK)
        continue;
      for (; at < token->start; at++)
        character += ((unsigned char) document->text[at] & 0xC0) != 0x80;
      word->start = character;
      for (; at < token->end; at++)
        character += ((unsigned char) document->text[at] & 0xC0) != 0x80;
      word->end = character;
      word->hash = hash_bytes (1, token->fold, strlen (token->fold)) | 1;
      word->skip = token->skip;
      article->n_words++;
    }
}

/* The first word that begins at @offset or after it. */
static size_t
find_word (const Article *article, uint32_t offset)
{
  size_t low = 0, high = article->n_words;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (article->words[middle].start < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static uint32_t
find_type (const State *state, const char *name)
{
  uint32_t i = 0;

  while (i < state->n_types && strcmp (state->types[i], name) != 0)
    i++;
  return i;
}

static void
read_span (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document, Article *article,
           const GlsPluginAnnotation *given)
{
  Span *span = &article->spans[article->n_spans];
  GlsPluginRange range;
  size_t first, last;

  *span = (Span){ .type = find_type (state, given->type) };
  if (given->n_fragments != 1 || span->type == state->n_types)
    return;
  range = given->fragments[0];
  first = find_word (article, range.start);
  last = find_word (article, range.end);
  if (first >= last || (first > 0 && article->words[first - 1].end > range.start) || article->words[last - 1].end > range.end)
    return;
  span->key = copy_text (given->key);
  span->first = (uint32_t) first;
  span->n = (uint32_t) (last - first);
  range.start = host->byte_of_character (host, range.start);
  range.end = host->byte_of_character (host, range.end);
  span->words = quote_bytes (document->text + range.start, range.end - range.start);
  article->n_spans++;
}

Article *
article_read (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Article *article = take_memory (1, sizeof *article);
  LexText text = { 0 };

  article->id = copy_text (document->id);
  article->key = copy_text (document->key != NULL ? document->key : "");
  if (state->rules[RULE_VARIATION] && document->annotations.n > 0)
    {
      cut_text (&text, host, document);
      read_words (article, &text, document);
      lex_text_clear (&text);
      article->spans = take_memory (document->annotations.n, sizeof *article->spans);
      for (size_t i = 0; i < document->annotations.n; i++)
        read_span (state, host, document, article, GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i));
    }
  if (state->rules[RULE_FIGURES])
    read_statements (state, host, document, article);
  return article;
}

/* Where the article is, or would be. */
static size_t
find_article (const State *state, const char *id, bool *there)
{
  size_t low = 0, high = state->n_articles;

  *there = false;
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order = strcmp (state->articles[middle]->id, id);

      if (order == 0)
        *there = true;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Texts of spans and statements are short: what lies around each counts for them. */
static size_t
count_bytes (const Article *article)
{
  return sizeof *article + 100 + article->n_words * sizeof *article->words + article->n_spans * (sizeof *article->spans + 80)
         + article->n_statements * (sizeof *article->statements + 250);
}

/* A project may be larger than the memory: then what came last is not compared, and finish () says so. */
static void
make_fit (State *state, Article *article)
{
  article->n_bytes = count_bytes (article);
  if (state->n_bytes + article->n_bytes > state->most_bytes)
    {
      drop_contents (article);
      article->is_left_out = true;
      article->n_bytes = count_bytes (article);
    }
  state->n_bytes += article->n_bytes;
}

static int
keep_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  State *state = data;
  bool there;
  size_t at = find_article (state, document->id, &there);

  if (there)
    {
      state->n_bytes -= state->articles[at]->n_bytes;
      article_free (state->articles[at]);
    }
  if (document->flags & GLS_PLUGIN_DOCUMENT_GONE)
    {
      if (there)
        memmove (&state->articles[at], &state->articles[at + 1], (--state->n_articles - at) * sizeof *state->articles);
      return GLS_PLUGIN_OK;
    }
  if (!there)
    {
      if ((state->n_articles & (state->n_articles + 1)) == 0)
        state->articles = grow_memory (state->articles, (state->n_articles + 1) * 2, sizeof *state->articles);
      memmove (&state->articles[at + 1], &state->articles[at], (state->n_articles++ - at) * sizeof *state->articles);
    }
  state->articles[at] = article_read (state, host, document);
  make_fit (state, state->articles[at]);
  return GLS_PLUGIN_OK;
}

static int
tell_left_out (const State *state, const GlsPluginHost *host)
{
  char left[32], all[32];
  size_t n = 0;

  for (size_t i = 0; i < state->n_articles; i++)
    n += state->articles[i]->is_left_out;
  if (n == 0)
    return GLS_PLUGIN_OK;
  snprintf (left, sizeof left, "%zu", n);
  snprintf (all, sizeof all, "%zu", state->n_articles);
  return report (state, host, "too-large", GLS_PLUGIN_NOTE,
                 phrases_fill (state->phrases,
                               "The project is too large to be compared as a whole; documents left out: %1 of %2. Give this check more memory "
                               "in its settings.", left, all, NULL),
                 NULL, NULL, 0, NULL, 0, NULL, NULL);
}

static int
finish (void *data, const GlsPluginHost *host)
{
  const State *state = data;
  int done = tell_left_out (state, host);

  if (done == GLS_PLUGIN_OK && state->rules[RULE_VARIATION])
    done = find_variation (state, host);
  if (done == GLS_PLUGIN_OK && state->rules[RULE_SPELLING])
    done = find_spellings (state, host);
  if (done == GLS_PLUGIN_OK && state->rules[RULE_FIGURES])
    done = find_figures (state, host);
  return done;
}

static const GlsPluginOperations validator
    = { .size = sizeof validator, .begin = begin, .document = keep_document, .finish = finish, .end = end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "consistency", .validator = &validator };
GLS_PLUGIN_DEFINE (descriptor)
