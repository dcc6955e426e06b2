/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same words marked differently elsewhere, after Dickinson and Meurers, "Detecting Errors in Part-of-Speech Annotation" (2003): words
 * that are marked somewhere are the nuclei; every place where they stand is compared, and a difference counts when the words on either side
 * are the same too, or when nearly all places agree. Linear in words and marks.
 * It must not know what a type means. */
#include "consistency.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST   12  /* words of a nucleus; what is longer is hardly said twice */
#define MOST      4   /* a minority is worth a look when so many more places say otherwise */
#define STEP      0x9E3779B97F4A7C15u
#define NOWHERE   UINT32_MAX

/* A hash table from keys to indexes, both never removed. */
typedef struct {
  uint64_t *keys;
  uint32_t *values;
  size_t    n, room;
} Map;

static uint32_t *
map_slot (const Map *map, uint64_t key)
{
  size_t i = (size_t) (key * STEP >> 20) & (map->room - 1);

  while (map->keys[i] != key && map->keys[i] != 0)
    i = (i + 1) & (map->room - 1);
  return &map->values[i];
}

static void
map_init (Map *map, size_t most)
{
  map->n = 0;
  for (map->room = 64; map->room < most * 2; map->room *= 2)
    ;
  map->keys = take_memory (map->room, sizeof *map->keys);
  map->values = take_memory (map->room, sizeof *map->values);
}

/* NOWHERE: not there. */
static uint32_t
map_get (const Map *map, uint64_t key)
{
  uint32_t *slot = map_slot (map, key | 1);

  return map->keys[slot - map->values] != 0 ? *slot : NOWHERE;
}

/* What is there, else @value, which is put there. */
static uint32_t
map_put (Map *map, uint64_t key, uint32_t value)
{
  uint32_t *slot = map_slot (map, key | 1);

  if (map->keys[slot - map->values] != 0)
    return *slot;
  map->keys[slot - map->values] = key | 1;
  map->n++;
  return *slot = value;
}

static void
map_clear (Map *map)
{
  free (map->keys);
  free (map->values);
}

/* --- Nuclei ----------------------------------------------------------------------------------------------------------- */

/* Words with one type: how often, and where first. */
typedef struct {
  uint64_t words;
  uint32_t type, count;
  uint32_t article, span;
} Use;

typedef struct {
  const State         *state;
  const GlsPluginHost *host;
  uint64_t             powers[LONGEST + 1];
  bool                 lengths[LONGEST + 1];
  Map                  nuclei;    /* words to the use that is most frequent */
  Map                  uses;      /* words and type to a use */
  Map                  contexts;  /* words, type, both neighbours to a use of its own */
  Map                  places;    /* article, place, type */
  Use                 *list;
  size_t               n_list;
} Finder;

static uint64_t
hash_two (uint64_t a, uint64_t b)
{
  return hash_bytes (a, &b, sizeof b);
}

static uint64_t
hash_span (const Article *article, uint32_t first, uint32_t n)
{
  uint64_t hash = 0;

  for (uint32_t i = 0; i < n; i++)
    hash = hash * STEP + article->words[first + i].hash;
  return hash_two (hash, n);
}

/* The words on either side; the text's ends are words too. */
static uint64_t
hash_sides (const Article *article, uint64_t words, uint32_t first, uint32_t n)
{
  uint64_t left = first > 0 ? article->words[first - 1].hash : 2;
  uint64_t right = first + n < article->n_words ? article->words[first + n].hash : 2;

  return hash_two (hash_two (words, left), right);
}

static uint64_t
hash_place (size_t article, uint32_t first, uint32_t n, uint32_t type)
{
  return hash_two (hash_two (article, (uint64_t) first << 32 | n), type + 7);
}

static uint32_t
count_use (Finder *finder, Map *map, uint64_t key, const Use *use)
{
  uint32_t i = map_put (map, key, (uint32_t) finder->n_list);

  if (i == finder->n_list)
    finder->list[finder->n_list++] = *use;
  finder->list[i].count++;
  return i;
}

static void
count_span (Finder *finder, uint32_t a, uint32_t s)
{
  const Article *article = finder->state->articles[a];
  const Span *span = &article->spans[s];
  Use use = { 0, span->type, 0, a, s };
  uint32_t i, best;

  if (span->n == 0 || span->n > LONGEST)
    return;
  use.words = hash_span (article, span->first, span->n);
  finder->lengths[span->n] = true;
  map_put (&finder->places, hash_place (a, span->first, span->n, span->type), 0);
  i = count_use (finder, &finder->uses, hash_two (use.words, span->type), &use);
  best = map_put (&finder->nuclei, use.words, i);
  if (finder->list[i].count > finder->list[best].count)
    *map_slot (&finder->nuclei, use.words | 1) = i;
  count_use (finder, &finder->contexts, hash_two (hash_sides (article, use.words, span->first, span->n), span->type), &use);
}

static const char *
show_count (char *buffer, size_t n, uint32_t count)
{
  size_t at = n - 1;

  buffer[at] = '\0';
  do
    buffer[--at] = (char) ('0' + count % 10);
  while ((count /= 10) > 0);
  return buffer + at;
}

/* --- Marked as something else ----------------------------------------------------------------------------------------- */

static int
report_type (Finder *finder, const Article *article, const Span *span, const Use *other, bool sure)
{
  const State *state = finder->state;
  const char *majority = state->types[other->type];
  const GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_TYPE, .annotation = span->key, .name = majority };
  const char *keys[1] = { span->key };
  char number[16];
  char *label = phrases_fill (state->phrases, "Make it %1", majority, NULL);
  int done = report (state, finder->host, "marked-differently", sure ? GLS_PLUGIN_WARNING : GLS_PLUGIN_NOTE,
                     phrases_fill (state->phrases, "“%1” is marked as %2 here, but as %3 elsewhere (places: %4, the first in %5).", span->words,
                                   state->types[span->type], majority, show_count (number, sizeof number, other->count),
                                   state->articles[other->article]->key, NULL),
                     article->id, keys, 1, NULL, 0, label, &edit);

  free (label);
  return done;
}

static int
check_span (Finder *finder, uint32_t a, uint32_t s)
{
  const Article *article = finder->state->articles[a];
  const Span *span = &article->spans[s];
  const Use *mine, *best, *near = NULL;
  uint64_t words, sides;
  uint32_t i;

  if (span->n == 0 || span->n > LONGEST)
    return GLS_PLUGIN_OK;
  words = hash_span (article, span->first, span->n);
  best = &finder->list[map_get (&finder->nuclei, words)];
  mine = &finder->list[map_get (&finder->uses, hash_two (words, span->type))];
  /* Marked as both: here somebody knew why. */
  if (best->type == span->type || map_get (&finder->places, hash_place (a, span->first, span->n, best->type)) != NOWHERE)
    return GLS_PLUGIN_OK;
  sides = hash_sides (article, words, span->first, span->n);
  i = map_get (&finder->contexts, hash_two (sides, best->type));
  if (i != NOWHERE)
    near = &finder->list[i];
  if (near == NULL && best->count < MOST * mine->count)
    return GLS_PLUGIN_OK;
  return report_type (finder, article, span, best, near != NULL);
}

/* --- Not marked ------------------------------------------------------------------------------------------------------- */

/* What covers each word of an article, and how far each type was marked: what lies behind may not have been reached yet. */
typedef struct {
  uint64_t *covered;   /* a bit a type, the last for all beyond 63 */
  uint32_t *reached;   /* by type: the word behind its last mark */
} Cover;

static uint64_t
type_bit (uint32_t type)
{
  return (uint64_t) 1 << (type < 63 ? type : 63);
}

static void
cover_init (Cover *cover, const Finder *finder, const Article *article)
{
  cover->covered = take_memory (article->n_words, sizeof *cover->covered);
  cover->reached = take_memory (finder->state->n_types, sizeof *cover->reached);
  for (size_t s = 0; s < article->n_spans; s++)
    {
      const Span *span = &article->spans[s];

      if (span->n == 0)
        continue;
      if (cover->reached[span->type] < span->first + span->n)
        cover->reached[span->type] = span->first + span->n;
      for (uint32_t i = 0; i < span->n && i < LONGEST; i++)
        cover->covered[span->first + i] |= type_bit (span->type);
    }
}

static int
report_unmarked (Finder *finder, const Article *article, uint32_t first, uint32_t n, const Use *use)
{
  const State *state = finder->state;
  const Article *other = state->articles[use->article];
  char *message = phrases_fill (state->phrases, "“%1” is not marked here, but between the same words it is marked as %2 in %3.",
                                other->spans[use->span].words, state->types[use->type], other->key, NULL);
  const GlsPluginProblem problem = {
    .size = sizeof problem, .rule = "not-marked-here", .severity = GLS_PLUGIN_NOTE, .document = article->id, .message = message,
    .range = { article->words[first].start, article->words[first + n - 1].end },
  };
  int done = finder->host->emit_problem (finder->host, &problem);

  free (message);
  return done;
}

static int
check_place (Finder *finder, const Article *article, const Cover *cover, uint32_t first, uint32_t n, uint64_t words)
{
  uint32_t nucleus = map_get (&finder->nuclei, words), i;
  const Use *best;

  if (nucleus == NOWHERE)
    return GLS_PLUGIN_OK;
  best = &finder->list[nucleus];
  if (cover->covered[first] != 0 || cover->covered[first + n - 1] != 0 || first >= cover->reached[best->type])
    return GLS_PLUGIN_OK;
  i = map_get (&finder->contexts, hash_two (hash_sides (article, words, first, n), best->type));
  return i == NOWHERE ? GLS_PLUGIN_OK : report_unmarked (finder, article, first, n, &finder->list[i]);
}

static int
check_words (Finder *finder, const Article *article)
{
  uint64_t *sums = take_memory (article->n_words + 1, sizeof *sums);
  Cover cover;
  int done = GLS_PLUGIN_OK;

  cover_init (&cover, finder, article);
  for (size_t i = 0; i < article->n_words; i++)
    sums[i + 1] = sums[i] * STEP + article->words[i].hash;
  for (uint32_t i = 0; i < article->n_words && done == GLS_PLUGIN_OK; i++)
    {
      if (i % 4096 == 0 && finder->host->cancelled (finder->host))
        break;
      for (uint32_t n = LONGEST; n > 0 && done == GLS_PLUGIN_OK; n--)
        if (finder->lengths[n] && i + n <= article->n_words && !article->words[i].skip)
          done = check_place (finder, article, &cover, i, n, hash_two (sums[i + n] - sums[i] * finder->powers[n], n));
    }
  free (cover.covered);
  free (cover.reached);
  free (sums);
  return done;
}

int
find_variation (const State *state, const GlsPluginHost *host)
{
  Finder finder = { .state = state, .host = host };
  size_t n = 0;
  int done = GLS_PLUGIN_OK;

  for (size_t a = 0; a < state->n_articles; a++)
    n += state->articles[a]->n_spans;
  map_init (&finder.nuclei, n);
  map_init (&finder.uses, n);
  map_init (&finder.contexts, n);
  map_init (&finder.places, n);
  finder.list = take_memory (n * 2, sizeof *finder.list);
  finder.powers[0] = 1;
  for (size_t i = 0; i < LONGEST; i++)
    finder.powers[i + 1] = finder.powers[i] * STEP;
  for (uint32_t a = 0; a < state->n_articles; a++)
    for (uint32_t s = 0; s < state->articles[a]->n_spans; s++)
      count_span (&finder, a, s);
  for (uint32_t a = 0; a < state->n_articles && done == GLS_PLUGIN_OK && !host->cancelled (host); a++)
    {
      for (uint32_t s = 0; s < state->articles[a]->n_spans && done == GLS_PLUGIN_OK; s++)
        done = check_span (&finder, a, s);
      if (done == GLS_PLUGIN_OK && state->articles[a]->n_spans > 0)
        done = check_words (&finder, state->articles[a]);
    }
  map_clear (&finder.nuclei);
  map_clear (&finder.uses);
  map_clear (&finder.contexts);
  map_clear (&finder.places);
  free (finder.list);
  return done;
}
