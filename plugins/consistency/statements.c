/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source with two figures for one thing at one time: either the time is missing, or somebody marked the wrong words. Linear but for one
 * sort.
 * It must not know names. */
#include "consistency.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Reading ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  const State             *state;
  const GlsPluginHost     *host;
  const GlsPluginDocument *document;
  const GlsPluginAnnotation **by_key;
  size_t                   n;
} Reader;

static int
compare_keys (const void *a, const void *b)
{
  return strcmp ((*(const GlsPluginAnnotation * const *) a)->key, (*(const GlsPluginAnnotation * const *) b)->key);
}

static const GlsPluginAnnotation *
find_annotation (const Reader *reader, const char *key)
{
  const GlsPluginAnnotation wanted = { .key = key }, *pointer = &wanted;
  const GlsPluginAnnotation **found
      = bsearch (&pointer, reader->by_key, reader->n, sizeof *reader->by_key, compare_keys);

  return found != NULL ? *found : NULL;
}

static const GlsPluginLink *
only_link (const GlsPluginAnnotation *claim, const char *role)
{
  const GlsPluginLink *only = NULL;

  for (size_t i = 0; i < claim->links.n; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, claim->links, i);

      if (link->relation || strcmp (link->name, role) != 0)
        continue;
      if (only != NULL)
        return NULL;
      only = link;
    }
  return only;
}

static char *
words_of (const Reader *reader, const GlsPluginAnnotation *annotation)
{
  uint32_t start = reader->host->byte_of_character (reader->host, annotation->fragments[0].start);
  uint32_t end = reader->host->byte_of_character (reader->host, annotation->fragments[annotation->n_fragments - 1].end);

  return quote_bytes (reader->document->text + start, end - start);
}

/* NULL: there is none of this id. Free it. */
static char *
name_of_entity (const State *state, const char *id)
{
  size_t low = 0, high = state->n_things;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order = strcmp (state->by_id[middle]->id, id);

      if (order == 0)
        return copy_text (state->by_id[middle]->name);
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* What fills a role, the same number for the same thing in every document; 0: nothing that can be compared. @words (nullable) gets its words. */
static uint64_t
identify (const Reader *reader, const GlsPluginAnnotation *claim, const char *role, char **words)
{
  const GlsPluginLink *link = only_link (claim, role);
  const GlsPluginAnnotation *filler;
  const char *text;
  char *said, *folded;
  uint64_t hash;

  if (link == NULL || link->to == NULL)
    return 0;
  if (words != NULL && link->filler == GLS_PLUGIN_FILLED_BY_ENTITY)
    *words = name_of_entity (reader->state, link->to);
  else if (words != NULL && link->filler == GLS_PLUGIN_FILLED_BY_VALUE && (text = reader->host->text_of_json (reader->host, link->to)) != NULL)
    *words = copy_text (text);
  if (link->filler == GLS_PLUGIN_FILLED_BY_ENTITY || link->filler == GLS_PLUGIN_FILLED_BY_VALUE)
    return hash_bytes (link->filler, link->to, strlen (link->to));
  filler = link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION ? find_annotation (reader, link->to) : NULL;
  if (filler == NULL || filler->n_fragments == 0)
    return 0;
  said = words_of (reader, filler);
  folded = fold_name (said, strlen (said));
  hash = filler->entity != NULL ? hash_bytes (GLS_PLUGIN_FILLED_BY_ENTITY, filler->entity, strlen (filler->entity))
                                : hash_bytes (9, folded, strlen (folded));
  free (folded);
  if (words != NULL)
    *words = said;
  else
    free (said);
  return hash;
}

/* A date's value rather than its words, which count from the day of publication. */
static uint64_t
identify_day (const Reader *reader, const GlsPluginAnnotation *claim, const char *role)
{
  const GlsPluginLink *link = only_link (claim, role);
  const GlsPluginAnnotation *filler = link != NULL && link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION ? find_annotation (reader, link->to) : NULL;

  for (size_t i = 0; filler != NULL && i < filler->attributes.n; i++)
    {
      const char *value = date_of_value (reader->host, GLS_PLUGIN_AT (GlsPluginAttribute, filler->attributes, i)->value);
      uint32_t first, last;

      if (value != NULL && reader->host->date_range (reader->host, value, &first, &last))
        return hash_bytes (GLS_PLUGIN_FILLED_BY_VALUE, value, strlen (value));
    }
  return identify (reader, claim, role, NULL);
}

static bool
is_denied (const GlsPluginAnnotation *claim)
{
  for (size_t i = 0; i < claim->attributes.n; i++)
    if (strcmp (GLS_PLUGIN_AT (GlsPluginAttribute, claim->attributes, i)->value, "\"denied\"") == 0)
      return true;
  return false;
}

static bool
read_quantity (const Reader *reader, const GlsPluginAnnotation *figure, GlsPluginQuantity *quantity)
{
  for (size_t i = 0; i < figure->attributes.n; i++)
    if (reader->host->quantity_of_json (reader->host, GLS_PLUGIN_AT (GlsPluginAttribute, figure->attributes, i)->value, quantity))
      return true;
  return false;
}

/* "500 miners had left": what is said but for the number, where nobody marked what it is about; 0: the figure stands elsewhere. */
static uint64_t
identify_rest (const Reader *reader, const GlsPluginAnnotation *claim, const GlsPluginAnnotation *figure, char **words)
{
  const char *text = reader->document->text;
  uint32_t start = reader->host->byte_of_character (reader->host, claim->fragments[0].start);
  uint32_t from = reader->host->byte_of_character (reader->host, figure->fragments[0].start);
  uint32_t to = reader->host->byte_of_character (reader->host, figure->fragments[figure->n_fragments - 1].end), noun = to;
  uint32_t end = reader->host->byte_of_character (reader->host, claim->fragments[claim->n_fragments - 1].end);
  char *before, *behind;
  uint64_t hash;

  if (claim->n_fragments != 1 || from < start || to > end)
    return 0;
  /* The noun is part of the figure, the number before it is not. */
  while (noun > from && text[noun - 1] != ' ' && text[noun - 1] != '\n')
    noun--;
  if (noun == from || (text[noun] >= '0' && text[noun] <= '9'))
    noun = to;
  before = fold_name (text + start, from - start);
  behind = fold_name (text + noun, end - noun);
  /* A number alone says nothing of what is counted. */
  hash = strlen (behind) + strlen (before) < 8 ? 0 : hash_bytes (hash_bytes (11, before, strlen (before)), behind, strlen (behind));
  if (hash != 0)
    *words = quote_bytes (text + (*behind != '\0' ? noun : start), *behind != '\0' ? end - noun : from - start);
  free (before);
  free (behind);
  return hash;
}

static void
read_claim (const Reader *reader, Article *article, const GlsPluginAnnotation *claim)
{
  const GlsPluginLink *link = only_link (claim, "figure");
  const GlsPluginAnnotation *figure = link != NULL && link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION ? find_annotation (reader, link->to) : NULL;
  GlsPluginQuantity quantity = { .size = sizeof quantity };
  Statement *statement = &article->statements[article->n_statements];
  uint64_t source, about, said, published = 0;

  if (figure == NULL || figure->n_fragments == 0 || is_denied (claim) || !read_quantity (reader, figure, &quantity))
    return;
  *statement = (Statement){ .low = quantity.low, .high = quantity.high };
  source = identify (reader, claim, "source", &statement->source_words);
  about = identify (reader, claim, "about", &statement->about_words);
  if (about == 0 && statement->about_words == NULL && only_link (claim, "about") == NULL)
    about = identify_rest (reader, claim, figure, &statement->about_words);
  if (source == 0 || about == 0 || statement->source_words == NULL || statement->about_words == NULL)
    {
      free (statement->source_words);
      free (statement->about_words);
      return;
    }
  if (reader->document->published != NULL)
    published = hash_bytes (GLS_PLUGIN_FILLED_BY_VALUE, reader->document->published, strlen (reader->document->published));
  said = identify_day (reader, claim, "said-on");
  statement->thing = hash_bytes (source, &about, sizeof about);
  about = identify (reader, claim, "place", NULL);
  statement->thing = hash_bytes (statement->thing, &about, sizeof about);
  about = identify_day (reader, claim, "as-of");
  statement->thing = hash_bytes (statement->thing, &about, sizeof about);
  statement->thing = hash_bytes (statement->thing, said != 0 ? &said : &published, sizeof said);
  statement->thing += (quantity.measure != NULL && strcmp (quantity.measure, "percent") == 0) + 2u * quantity.each;
  statement->claim = copy_text (claim->key);
  statement->figure = copy_text (figure->key);
  statement->figure_words = words_of (reader, figure);
  article->n_statements++;
}

void
read_statements (const State *state, const GlsPluginHost *host, const GlsPluginDocument *document, Article *article)
{
  Reader reader = { .state = state, .host = host, .document = document };

  reader.by_key = take_memory (document->annotations.n, sizeof *reader.by_key);
  article->statements = take_memory (document->annotations.n, sizeof *article->statements);
  for (size_t i = 0; i < document->annotations.n; i++)
    reader.by_key[reader.n++] = GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i);
  qsort (reader.by_key, reader.n, sizeof *reader.by_key, compare_keys);
  for (size_t i = 0; i < document->annotations.n; i++)
    read_claim (&reader, article, GLS_PLUGIN_AT (GlsPluginAnnotation, document->annotations, i));
  free (reader.by_key);
}

/* --- Comparing -------------------------------------------------------------------------------------------------------- */

typedef struct {
  const Article   *article;
  const Statement *said;
  size_t           order;
} Saying;

static int
compare_sayings (const void *a, const void *b)
{
  const Saying *x = a, *y = b;

  if (x->said->thing != y->said->thing)
    return x->said->thing < y->said->thing ? -1 : 1;
  return x->order != y->order ? (x->order < y->order ? -1 : 1) : 0;
}

/* Below every value of the other, with a tenth of room. */
static bool
is_below (const Statement *a, const Statement *b)
{
  return !isnan (a->high) && !isnan (b->low) && a->high * 1.1 < b->low;
}

static int
report_saying (const State *state, const GlsPluginHost *host, const Saying *saying, const Saying *other)
{
  const char *keys[2] = { saying->said->figure, other->said->figure };
  bool here = saying->article == other->article;

  return report (state, host, "two-figures", GLS_PLUGIN_NOTE,
                 phrases_fill (state->phrases,
                               here ? "For “%1” the source “%2” gives “%3” here and “%4” elsewhere in this text. If both are right, mark when each "
                                      "was said or holds."
                                    : "For “%1” the source “%2” gives “%3” here and “%4” in %5. If both are right, mark when each was said or "
                                      "holds.",
                               saying->said->about_words, saying->said->source_words, saying->said->figure_words,
                               other->said->figure_words, other->article->key, NULL),
                 saying->article->id, keys, 2, NULL, 0, NULL, NULL);
}

int
find_figures (const State *state, const GlsPluginHost *host)
{
  size_t n = 0;
  const Saying *lowest = NULL, *highest = NULL;
  Saying *list;
  int done = GLS_PLUGIN_OK;

  for (size_t a = 0; a < state->n_articles; a++)
    n += state->articles[a]->n_statements;
  list = take_memory (n, sizeof *list);
  n = 0;
  for (size_t a = 0; a < state->n_articles; a++)
    for (size_t i = 0; i < state->articles[a]->n_statements; i++, n++)
      list[n] = (Saying){ state->articles[a], &state->articles[a]->statements[i], n };
  qsort (list, n, sizeof *list, compare_sayings);
  for (size_t i = 0; i < n && done == GLS_PLUGIN_OK; i++)
    {
      const Saying *saying = &list[i];

      if (i == 0 || list[i - 1].said->thing != saying->said->thing)
        lowest = highest = NULL;
      if (lowest != NULL && is_below (lowest->said, saying->said))
        done = report_saying (state, host, saying, lowest);
      else if (highest != NULL && is_below (saying->said, highest->said))
        done = report_saying (state, host, saying, highest);
      if (!isnan (saying->said->high) && (lowest == NULL || saying->said->high < lowest->said->high))
        lowest = saying;
      if (!isnan (saying->said->low) && (highest == NULL || saying->said->low > highest->said->low))
        highest = saying;
    }
  free (list);
  return done;
}
