/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks the entities that words may name: exact matches first, then parts and likenesses.
 * It must not know mentions, documents nor who asks. */
#include "config.h"

#include <string.h>

#include "gls-entity-index.h"

/* Names looked at closely at most; words of a mention; words alike taken for one of them. */
#define CANDIDATES_MAX 4000
#define QUERY_WORDS_MAX 8
#define ALIKE_MAX 48
#define ALIKE_LEAST 0.84
#define SCORE_LEAST 0.4

static const double exact_scores[] = { 1.0, 0.99, 0.96, 0.94 };

/* A word as likeness to others. */
typedef struct {
  guint32 number;
  float   likeness;
} Alike;

typedef struct {
  char   *sound;
  guint   length;
  Alike   alike[ALIKE_MAX];
  guint   n_alike;
  guint   n_postings;
} QueryWord;

typedef struct {
  GlsEntityMatcher *matcher;
  const char       *kind;
  gboolean          typed;
  GArray           *found;     /* GlsEntityMatch */
  GHashTable       *by_entity; /* GlsEntity to GUINT_TO_POINTER (index in @found + 1) */
  QueryWord         words[QUERY_WORDS_MAX];
  guint             n_words;
} Query;

static gboolean
fits (const Query *query, const GlsEntity *entity)
{
  return query->kind == NULL || g_str_equal (entity->kind, query->kind);
}

static void
add_match (Query *query, const GlsIndexName *name, GlsMatchReason reason, double score)
{
  GlsEntityMatch match = { .entity = name->entity, .name = name->text, .reason = reason, .score = score };
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (query->by_entity, name->entity));

  if (!fits (query, name->entity))
    {
      if (reason > GLS_MATCH_SURNAME)
        return;
      match.score -= 0.5;
    }
  if (at == 0)
    {
      g_array_append_val (query->found, match);
      g_hash_table_insert (query->by_entity, (gpointer) name->entity, GUINT_TO_POINTER (query->found->len));
    }
  else if (g_array_index (query->found, GlsEntityMatch, at - 1).score < match.score)
    g_array_index (query->found, GlsEntityMatch, at - 1) = match;
}

/* --- Exactly ----------------------------------------------------------------------------------------------------- */

static void
add_keyed (Query *query, const GlsIndexKeys *keys, const char *key, GlsMatchReason reason, double score)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (keys->first, key));

  for (guint n = 0; at != 0 && n < CANDIDATES_MAX; n++)
    {
      const GlsIndexEntry *entry = &g_array_index (keys->entries, GlsIndexEntry, at - 1);
      const GlsIndexName *name = &g_array_index (query->matcher->names, GlsIndexName, entry->name);

      if (reason == GLS_MATCH_NAME && name->alias)
        add_match (query, name, GLS_MATCH_ALIAS, exact_scores[GLS_MATCH_ALIAS]);
      else
        add_match (query, name, reason, score);
      at = entry->next;
    }
}

/* Names that are themselves an acronym of the words. */
static void
add_acronyms (Query *query, const char *initials)
{
  guint at = initials != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (query->matcher->exact.first, initials)) : 0;

  while (at != 0)
    {
      const GlsIndexEntry *entry = &g_array_index (query->matcher->exact.entries, GlsIndexEntry, at - 1);
      const GlsIndexName *name = &g_array_index (query->matcher->names, GlsIndexName, entry->name);
      g_autofree char *acronym = gls_index_acronym (name->text);

      if (acronym != NULL && g_str_equal (acronym, initials) && !gls_index_is_person (name->entity->kind))
        add_match (query, name, GLS_MATCH_ACRONYM, exact_scores[GLS_MATCH_ACRONYM]);
      at = entry->next;
    }
}

static void
find_exact (Query *query, const char *words, const char *exact, const char *sound)
{
  g_autofree char *acronym = gls_index_acronym (words);
  g_autofree char *short_initials = gls_index_initials (exact, FALSE), *initials = gls_index_initials (exact, TRUE);

  add_keyed (query, &query->matcher->exact, exact, GLS_MATCH_NAME, exact_scores[GLS_MATCH_NAME]);
  if (acronym != NULL)
    {
      add_keyed (query, &query->matcher->exact, acronym, GLS_MATCH_NAME, exact_scores[GLS_MATCH_NAME]);
      add_keyed (query, &query->matcher->initials, acronym, GLS_MATCH_ACRONYM, exact_scores[GLS_MATCH_ACRONYM]);
    }
  add_acronyms (query, short_initials);
  add_acronyms (query, initials);
  add_keyed (query, &query->matcher->surname, exact, GLS_MATCH_SURNAME, exact_scores[GLS_MATCH_SURNAME]);
  if (*sound != '\0')
    add_keyed (query, &query->matcher->sound, sound, GLS_MATCH_LIKE, 0.92);
}

/* An acronym that is also a word ("WHO") is meant only when it is written with capitals. */
static gboolean
is_written_so (const char *name, const char *words)
{
  g_autofree char *acronym = gls_index_acronym (name);

  if (acronym == NULL)
    return TRUE;
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isupper (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

static void
judge_certain (Query *query, const char *words)
{
  GlsEntityMatch *only = NULL;

  for (guint i = 0; i < query->found->len; i++)
    {
      GlsEntityMatch *match = &g_array_index (query->found, GlsEntityMatch, i);

      if (match->reason > GLS_MATCH_SURNAME)
        continue;
      if (only != NULL)
        return;
      only = match;
    }
  if (only != NULL && fits (query, only->entity) && is_written_so (only->name, words))
    only->certain = TRUE;
}

/* --- By likeness ------------------------------------------------------------------------------------------------- */

static void
take_alike (QueryWord *word, guint32 number, double likeness)
{
  guint at = word->n_alike;

  if (word->n_alike == ALIKE_MAX && word->alike[ALIKE_MAX - 1].likeness >= likeness)
    return;
  if (word->n_alike < ALIKE_MAX)
    word->n_alike++;
  else
    at--;
  for (; at > 0 && word->alike[at - 1].likeness < likeness; at--)
    word->alike[at] = word->alike[at - 1];
  word->alike[at] = (Alike) { number, likeness };
}

static void
find_alike (GlsEntityMatcher *matcher, QueryWord *word, guint8 *counts)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 grams[GLS_INDEX_GRAMS_MAX];
  guint n = gls_index_grams (word->sound, grams);

  for (guint i = 0; i < n; i++)
    {
      guint end;

      for (guint at = gls_index_range (matcher->grams, grams[i], &end); at < end; at++)
        {
          guint32 number = (guint32) g_array_index (matcher->grams, guint64, at);

          if (counts[number]++ == 0)
            g_array_append_val (touched, number);
        }
    }
  for (guint i = 0; i < touched->len; i++)
    {
      guint32 number = g_array_index (touched, guint32, i);

      if (counts[number] * 3u >= n)
        {
          double likeness = gls_entity_likeness (word->sound, g_ptr_array_index (matcher->words, number));

          if (likeness >= ALIKE_LEAST)
            take_alike (word, number, likeness);
        }
      counts[number] = 0;
    }
}

/* Words that begin as the typed one does: people type "har insp". */
static void
find_begun (GlsEntityMatcher *matcher, QueryWord *word)
{
  guint first = 0, last = matcher->word_order->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (strcmp (g_ptr_array_index (matcher->words, g_array_index (matcher->word_order, guint32, middle)), word->sound) < 0)
        first = middle + 1;
      else
        last = middle;
    }
  for (guint n = 0; first < matcher->word_order->len && n < ALIKE_MAX; first++, n++)
    {
      guint32 number = g_array_index (matcher->word_order, guint32, first);
      const char *other = g_ptr_array_index (matcher->words, number);

      if (!g_str_has_prefix (other, word->sound))
        break;
      take_alike (word, number, g_str_equal (other, word->sound) ? 1 : 0.97);
    }
}

static double
compare_word (const Query *query, const QueryWord *word, guint32 number)
{
  const char *other = g_ptr_array_index (query->matcher->words, number);

  for (guint i = 0; i < word->n_alike; i++)
    if (word->alike[i].number == number)
      return word->alike[i].likeness;
  /* "A. Maresh" */
  if ((word->length == 1 || other[1] == '\0') && word->sound[0] == other[0])
    return 0.8;
  return 0;
}

static void
score_name (Query *query, guint32 index)
{
  const GlsIndexName *name = &g_array_index (query->matcher->names, GlsIndexName, index);
  guint32 used = 0;
  double matched = 0, of_words = 0, of_name = 0;
  gboolean part = TRUE;

  for (guint j = 0; j < name->n_words; j++)
    of_name += strlen (g_ptr_array_index (query->matcher->words, g_array_index (query->matcher->name_words, guint32, name->first_word + j)));
  for (guint i = 0; i < query->n_words; i++)
    {
      const QueryWord *word = &query->words[i];
      double best = 0;
      guint best_at = 0, length;

      for (guint j = 0; j < name->n_words; j++)
        {
          double likeness = used & (1u << j)
                                ? 0
                                : compare_word (query, word, g_array_index (query->matcher->name_words, guint32, name->first_word + j));

          if (likeness > best)
            {
              best = likeness;
              best_at = j;
            }
        }
      of_words += word->length;
      part = part && best > 0.965;
      if (best == 0)
        continue;
      used |= 1u << best_at;
      length = strlen (g_ptr_array_index (query->matcher->words,
                                          g_array_index (query->matcher->name_words, guint32, name->first_word + best_at)));
      matched += best * (word->length + length);
    }
  if (part && of_name > 0)
    add_match (query, name, GLS_MATCH_PART, 0.6 + 0.3 * MIN (1, of_words / of_name));
  else if (matched / (of_words + of_name) * 0.9 >= SCORE_LEAST)
    add_match (query, name, GLS_MATCH_LIKE, matched / (of_words + of_name) * 0.9);
}

static int
compare_postings (gconstpointer a, gconstpointer b)
{
  return (int) ((const QueryWord *) a)->n_postings - (int) ((const QueryWord *) b)->n_postings;
}

static void
find_like (Query *query, const char *latin)
{
  GlsEntityMatcher *matcher = query->matcher;
  g_auto (GStrv) words = g_strsplit (latin, " ", QUERY_WORDS_MAX + 1);
  g_autofree guint8 *counts = g_new0 (guint8, matcher->words->len + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; words[i] != NULL && query->n_words < QUERY_WORDS_MAX; i++)
    {
      QueryWord *word = &query->words[query->n_words];

      if (*words[i] == '\0')
        continue;
      word->sound = gls_entity_fold_sounds (words[i]);
      word->length = strlen (word->sound);
      query->n_words++;
      if (word->length > 1)
        find_alike (matcher, word, counts);
      if (query->typed)
        find_begun (matcher, word);
      for (guint j = 0; j < word->n_alike; j++)
        {
          guint end, first = gls_index_range (matcher->postings, word->alike[j].number, &end);

          word->n_postings += end - first;
        }
    }
  qsort (query->words, query->n_words, sizeof *query->words, compare_postings);
  for (guint i = 0; i < query->n_words; i++)
    for (guint j = 0; j < query->words[i].n_alike; j++)
      {
        guint end, at = gls_index_range (matcher->postings, query->words[i].alike[j].number, &end);

        for (; at < end && g_hash_table_size (seen) < CANDIDATES_MAX; at++)
          {
            guint32 name = (guint32) g_array_index (matcher->postings, guint64, at);

            if (g_hash_table_add (seen, GUINT_TO_POINTER (name)))
              score_name (query, name);
          }
      }
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const GlsEntityMatch *x = a, *y = b;
  int order;

  if (x->certain != y->certain)
    return x->certain ? -1 : 1;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  order = strcmp (x->entity->name, y->entity->name);
  return order != 0 ? order : gls_id_compare (&x->entity->id, &y->entity->id);
}

GArray *
gls_entity_matcher_find (GlsEntityMatcher *self, const char *words, const char *kind, gboolean typed, guint limit)
{
  g_autofree char *exact = gls_entity_fold_exact (words), *latin = gls_entity_fold_latin (exact);
  g_autofree char *sound = gls_entity_fold_sounds (latin);
  g_autoptr (GHashTable) by_entity = g_hash_table_new (NULL, NULL);
  g_autofree Query *query = g_new0 (Query, 1);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (GlsEntityMatch));

  query->matcher = self;
  query->kind = kind;
  query->typed = typed;
  query->found = found;
  query->by_entity = by_entity;
  if (*exact == '\0')
    return found;
  find_exact (query, words, exact, sound);
  judge_certain (query, words);
  find_like (query, latin);
  for (guint i = 0; i < query->n_words; i++)
    g_free (query->words[i].sound);
  g_array_sort (found, compare_matches);
  if (found->len > limit)
    g_array_set_size (found, limit);
  return found;
}
