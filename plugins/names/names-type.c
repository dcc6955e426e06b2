/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of thing a name names, by lists, by its own words and by those around it; and which names are of one thing.
 * It must not know how names are found. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

NameType
names_gazetteer (const Names *names, size_t at, size_t *n)
{
  static const struct { const char *section; NameType type; } lists[] = {
    { "group", NAME_GROUP }, { "orgname", NAME_ORGANIZATION }, { "place", NAME_PLACE },
  };
  NameType best = NAME_NONE;

  *n = 0;
  if (at >= names->lex.text.n || !token (names, at)->upper)
    return NAME_NONE;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    {
      size_t m = lexicon_match (names->lex.lexicon, lists[i].section, &names->lex.text, at, NULL);
      const LexToken *last;

      if (m <= *n)
        continue;
      last = token (names, at + m - 1);
      /* Short ones are names only in capitals: "IS", not "Is"; "WHO", not "Who". */
      if (m == 1 && last->end - last->start <= 4 && lists[i].type != NAME_PLACE && !last->capitals)
        continue;
      if (m == 1 && last->end - last->start <= 2 && !last->capitals)
        continue;
      /* Each longer word has a capital, and the phrase ends with a whole word. */
      if (m > 1 && last->kind == LEX_WORD && !last->upper && !lexicon_has (names->lex.lexicon, "group", last)
          && last->end - last->start > 3 && !token (names, at + m - 1)->glued)
        continue;
      if (at + m < names->lex.text.n && token (names, at + m)->glued && token (names, at + m)->kind == LEX_WORD)
        continue;
      /* "Syria-based" begins with the place; "Al-Qaeda-linked" with the group. */
      *n = m;
      best = lists[i].type;
    }
  return best;
}

static bool
has (const Names *n, const Name *name, const char *section)
{
  for (size_t i = name->from; i < name->to; i++)
    if (in (n, section, i))
      return true;
  return false;
}

static bool
same_line (const Names *n, size_t a, size_t b)
{
  return a < n->lex.text.n && b < n->lex.text.n && token (n, a)->line == token (n, b)->line;
}

static bool
cue_before (const Names *n, const Name *name, const char *section)
{
  size_t from = name->from > 5 ? name->from - 5 : 0;

  return name->from > 0 && same_line (n, name->from - 1, name->from)
         && lexicon_match_before (n->lex.lexicon, section, &n->lex.text, from, name->from, NULL) > 0;
}

static bool
cue_behind (const Names *n, const Name *name, const char *section)
{
  size_t at = name->to;

  return at < n->lex.text.n && same_line (n, at, name->to - 1) && lexicon_match (n->lex.lexicon, section, &n->lex.text, at, NULL) > 0;
}

/* "…, an analyst with", "…, the former deputy chairman of" */
static bool
has_apposition (const Names *n, const Name *name)
{
  size_t at = name->to;

  if (!is (n, at, ","))
    return false;
  for (size_t i = at + 1; i < n->lex.text.n && i < at + 7 && same_line (n, i, at) && !is (n, i, ","); i++)
    if (in (n, "role", i))
      return true;
  return false;
}

static unsigned
count_words (const Names *n, const Name *name)
{
  unsigned words = 0;

  for (size_t i = name->from; i < name->to; i++)
    words += token (n, i)->kind == LEX_WORD;
  return words;
}

static NameType
type_of (const Names *n, const Name *name, double *confidence)
{
  size_t m;
  NameType known = names_gazetteer (n, name->from, &m);
  unsigned words = count_words (n, name);
  const LexToken *first = token (n, name->from);

  *confidence = 0.9;
  if (known != NAME_NONE && m == name->to - name->from)
    return known;
  if (has (n, name, "groupword") && words > 1)
    return NAME_GROUP;
  if (has (n, name, "orgword"))
    return words > 1 || token (n, name->from)->capitals ? NAME_ORGANIZATION : NAME_NONE;
  if (in (n, "placeword", name->to - 1) && words > 1)
    return NAME_PLACE;
  if (cue_before (n, name, "title") || has_apposition (n, name) || (words > 1 && cue_behind (n, name, "personcue")))
    return NAME_PERSON;
  if (cue_behind (n, name, "groupcue"))
    return NAME_GROUP;
  *confidence = 0.7;
  if (words == 1 && first->capitals && first->end - first->start > 1)
    return NAME_ORGANIZATION;
  if (cue_behind (n, name, "personcue"))
    return NAME_PERSON;
  if (words >= 2 && words <= 4)
    return NAME_PERSON;
  *confidence = 0.5;
  if (cue_before (n, name, "placecue"))
    return NAME_PLACE;
  return words == 1 ? NAME_NONE : NAME_ORGANIZATION;
}

/* --- Which are one ------------------------------------------------------------------------------------------------------------ */

static bool
same_words (const Names *n, const Name *a, const Name *b)
{
  if (a->to - a->from != b->to - b->from)
    return false;
  for (size_t i = 0; i < a->to - a->from; i++)
    if (strcmp (token (n, a->from + i)->fold, token (n, b->from + i)->fold) != 0)
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
    if (strcmp (token (n, full->to - m + i)->fold, token (n, brief->from + i)->fold) != 0)
      return false;
  return true;
}

/* "National Security Service (SNB)": the letters in brackets are the name before. */
static bool
is_bracketed (const Names *n, const Name *full, const Name *brief)
{
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
  size_t at;

  for (const char *c = word; *c != '\0'; c++)
    hash = (hash ^ (unsigned char) *c) * 1099511628211u;
  for (at = (size_t) (hash ^ hash >> 29) & (n_buckets - 1); buckets[at].word != NULL; at = (at + 1) & (n_buckets - 1))
    if (strcmp (buckets[at].word, word) == 0)
      break;
  return at;
}

/* How many earlier names with the same last word are looked at: a text that repeats one word for ever must not take for ever. */
#define MAX_COMPARED 32

static void
join_names (Names *n)
{
  size_t n_buckets = 64;
  Bucket *buckets;
  size_t *next = calloc (n->n_names + 1, sizeof *next);

  while (n_buckets < 2 * n->n_names)
    n_buckets *= 2;
  buckets = calloc (n_buckets, sizeof *buckets);
  if (buckets == NULL || next == NULL)
    abort ();
  for (size_t i = 0; i < n->n_names; i++)
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

          if (!same_words (n, other, name) && !is_short_form (n, other, name))
            continue;
          name->same = other->same;
          if (n->names[other->same].type != NAME_NONE)
            name->type = n->names[other->same].type;
        }
      next[i] = bucket->first;
      bucket->first = i + 1;
    }
  free (buckets);
  free (next);
}

/* A name that is clear in one place is the same in another, before it too. */
static void
share_types (Names *n)
{
  double *best = calloc (n->n_names + 1, sizeof *best);
  NameType *types = calloc (n->n_names + 1, sizeof *types);

  if (best == NULL || types == NULL)
    abort ();
  for (size_t i = 0; i < n->n_names; i++)
    if (n->names[i].type != NAME_NONE && n->names[i].confidence > best[n->names[i].same])
      {
        best[n->names[i].same] = n->names[i].confidence;
        types[n->names[i].same] = n->names[i].type;
      }
  for (size_t i = 0; i < n->n_names; i++)
    {
      n->names[i].type = types[n->names[i].same];
      if (best[n->names[i].same] > n->names[i].confidence)
        n->names[i].confidence = best[n->names[i].same];
    }
  free (best);
  free (types);
}

void
names_classify (Names *names)
{
  for (size_t i = 0; i < names->n_names; i++)
    names->names[i].type = type_of (names, &names->names[i], &names->names[i].confidence);
  join_names (names);
  share_types (names);
}
