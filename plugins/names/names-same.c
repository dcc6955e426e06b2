/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which names are of one thing: a first mention and its short forms; what is clear in one place holds in the others.
 * It must not know why a name is thought to be of its kind. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

static bool
same_stem (const LexToken *a, const LexToken *b)
{
  size_t n = lex_stem (a->fold);

  return n == lex_stem (b->fold) && memcmp (a->fold, b->fold, n) == 0;
}

static bool
same_words (const Names *n, const Name *a, const Name *b)
{
  if (a->to - a->from != b->to - b->from)
    return false;
  for (size_t i = 0; i < a->to - a->from; i++)
    if (!same_stem (token (n, a->from + i), token (n, b->from + i)))
      return false;
  return true;
}

/* Does the shorter name end the longer ("Mamurov") or, of a person, begin it ("Tara")? */
static bool
is_short_form (const Names *n, const Name *full, const Name *brief)
{
  size_t m = brief->to - brief->from, k = full->to - full->from;

  if (m >= k || full->type != NAME_PERSON)
    return false;
  for (size_t i = 0; i < m; i++)
    if (!same_stem (token (n, full->to - m + i), token (n, brief->from + i)))
      return false;
  return true;
}

/* "Ramazon Hamro Rahimzoda" and "Ramazon Rahimzoda": one of two words is the other without what stands between. Their last words are
 * the same. */
static bool
has_middle (const Names *n, const Name *a, const Name *b)
{
  size_t long_one = a->to - a->from, brief = b->to - b->from;

  if (a->type != NAME_PERSON || (b->type != NAME_PERSON && b->type != NAME_NONE) || long_one == brief || (long_one != 2 && brief != 2) || long_one < 2 || brief < 2
      || long_one + brief > 7)
    return false;
  for (size_t i = a->from; i < a->to; i++)
    if (token (n, i)->kind == LEX_MARK && !is (n, i, "."))
      return false;
  for (size_t i = b->from; i < b->to; i++)
    if (token (n, i)->kind == LEX_MARK && !is (n, i, "."))
      return false;
  return same_stem (token (n, a->from), token (n, b->from)) && same_stem (token (n, a->to - 1), token (n, b->to - 1));
}

/* "National Security Service (SNB)": the letters in brackets are the name before. */
static bool
is_bracketed (const Names *n, const Name *full, const Name *brief)
{
  /* "LOWMOOR (AP) —" is a dateline: the agency is not the town. */
  if (is (n, brief->to, ")") && (is (n, brief->to + 1, "—") || is (n, brief->to + 1, "–") || is (n, brief->to + 1, "-"))
      && (full->from == 0 || token (n, full->from - 1)->line != token (n, full->from)->line))
    return false;
  return is (n, full->to, "(") && brief->from == full->to + 1 && is (n, brief->to, ")") && brief->to - brief->from == 1
         && token (n, brief->from)->capitals;
}

/* Names by their last word, so that a document of many names is not compared each with each. */
typedef struct {
  const char *word;
  size_t      first;   /* index of a name + 1 */
} Bucket;

static size_t
bucket_of (const Bucket *buckets, size_t n_buckets, const char *word)
{
  uint64_t hash = 14695981039346656037u;
  size_t at, n = lex_stem (word);

  for (size_t i = 0; i < n; i++)
    hash = (hash ^ (unsigned char) word[i]) * 1099511628211u;
  for (at = (size_t) (hash ^ hash >> 29) & (n_buckets - 1); buckets[at].word != NULL; at = (at + 1) & (n_buckets - 1))
    if (lex_stem (buckets[at].word) == n && memcmp (buckets[at].word, word, n) == 0)
      break;
  return at;
}

/* How many earlier names with the same last word are looked at: a text that repeats one word for ever must not take for ever. */
#define MAX_COMPARED 32

static void
join_names (Names *n)
{
  size_t n_buckets = 64, steps = 0;
  Bucket *buckets;
  size_t *next = calloc (n->n_names + 1, sizeof *next);

  while (n_buckets < 2 * n->n_names)
    n_buckets *= 2;
  buckets = calloc (n_buckets, sizeof *buckets);
  if (buckets == NULL || next == NULL)
    abort ();
  for (size_t i = 0; i < n->n_names && !lex_is_cancelled (n->lex.host, &steps); i++)
    {
      Name *name = &n->names[i];
      Bucket *bucket = &buckets[bucket_of (buckets, n_buckets, token (n, name->to - 1)->fold)];
      unsigned compared = 0;

      bucket->word = token (n, name->to - 1)->fold;
      if (i > 0 && is_bracketed (n, &n->names[i - 1], name) && n->names[i - 1].type != NAME_NONE)
        {
          name->same = n->names[i - 1].same;
          name->type = n->names[i - 1].type;
        }
      for (size_t at = bucket->first; at > 0 && compared < MAX_COMPARED && name->same == i; at = next[at - 1], compared++)
        {
          const Name *other = &n->names[at - 1];

          if (!same_words (n, other, name) && !is_short_form (n, other, name) && !has_middle (n, other, name))
            continue;
          name->same = other->same;
          /* Of a person named before, that a city is called so says nothing. */
          if (name->to - name->from < other->to - other->from && name->type == NAME_PLACE)
            name->votes[NAME_PLACE] = 0;
        }
      next[i] = bucket->first;
      bucket->first = i + 1;
    }
  free (buckets);
  free (next);
}

/* What is clear in most places holds in the others too. */
static void
share_types (Names *n)
{
  for (size_t i = 0; i < n->n_names; i++)
    if (n->names[i].same != i)
      for (NameType type = NAME_NONE; type <= NAME_PLACE; type++)
        n->names[n->names[i].same].votes[type] += n->names[i].votes[type];
  for (size_t i = 0; i < n->n_names; i++)
    if (n->names[i].same == i)
      n->names[i].type = names_best (n->names[i].votes, &n->names[i].confidence);
    else
      {
        n->names[i].type = n->names[n->names[i].same].type;
        n->names[i].confidence = n->names[n->names[i].same].confidence;
      }
}

static void
lend_type (const Name *from, Name *to)
{
  double confidence;

  if (from->type == NAME_NONE || from->confidence < 0.7 || (to->type != NAME_NONE && to->votes[to->type] > 1) || to->votes[NAME_NONE] > 0)
    return;
  to->votes[from->type] += 2;
  to->type = names_best (to->votes, &confidence);
  to->confidence = confidence < from->confidence ? confidence : from->confidence;
}

/* Do only commas and "and" stand between two neighbours? */
static bool
is_listed (const Names *n, const Name *a, const Name *b)
{
  size_t at = a->to;

  if (b->from - at > 3 || token (n, at)->line != token (n, b->from)->line)
    return false;
  for (; at < b->from; at++)
    if (!(is (n, at, ",") || is (n, at, "and") || is (n, at, "or") || is (n, at, "/") || is (n, at, "и") || is (n, at, "the")))
      return false;
  return b->from > a->to;
}

/* "Portsmouth, Cosham and Hilsea": what says nothing of itself is of the kind of its neighbour in a list. */
static void
share_lists (Names *n)
{
  for (size_t i = 1; i < n->n_names; i++)
    if (is_listed (n, &n->names[i - 1], &n->names[i]))
      lend_type (&n->names[i - 1], &n->names[i]);
  for (size_t i = n->n_names; i-- > 1;)
    if (is_listed (n, &n->names[i - 1], &n->names[i]))
      lend_type (&n->names[i], &n->names[i - 1]);
}

void
names_join (Names *names)
{
  share_lists (names);
  join_names (names);
  share_types (names);
}
