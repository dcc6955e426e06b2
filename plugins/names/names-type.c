/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of thing a name names, by lists, by its own words and by those around it; and which names are of one thing.
 * It must not know how names are found. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

NameType
names_gazetteer (const Names *names, size_t at, size_t *n)
{
  static const struct { unsigned section; NameType type; } lists[] = {
    { L_group, NAME_GROUP }, { L_orgname, NAME_ORGANIZATION }, { L_place, NAME_PLACE },
    { L_city, NAME_PLACE }, { L_region, NAME_PLACE },
  };
  NameType best = NAME_NONE;

  *n = 0;
  /* "al-Qaida" begins with a small letter. */
  if (at >= names->lex.text.n || (!token (names, at)->upper && !in (names, L_particle, at)))
    return NAME_NONE;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    {
      size_t m = match (names, lists[i].section, at);
      const LexToken *last;

      if (m <= *n)
        continue;
      last = token (names, at + m - 1);
      if (!token (names, at)->upper && !last->upper)
        continue;
      /* Short ones are names only in capitals: "IS", not "Is"; "WHO", not "Who". */
      if (m == 1 && last->end - last->start <= 4 && lists[i].type != NAME_PLACE && !last->capitals)
        continue;
      if (m == 1 && last->end - last->start <= 2 && !last->capitals)
        continue;
      /* Each longer word has a capital, and the phrase ends with a whole word. */
      if (m > 1 && last->kind == LEX_WORD && !last->upper && !in (names, L_group, at + m - 1)
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
has (const Names *n, const Name *name, unsigned section)
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
cue_before (const Names *n, const Name *name, unsigned section)
{
  size_t from = name->from > 5 ? name->from - 5 : 0;

  return name->from > 0 && same_line (n, name->from - 1, name->from) && match_before (n, section, from, name->from) > 0;
}

static bool
cue_behind (const Names *n, const Name *name, unsigned section)
{
  return same_line (n, name->to, name->to - 1) && match (n, section, name->to) > 0;
}

/* "…, an analyst with", "…, the former deputy chairman of" */
static bool
has_apposition (const Names *n, const Name *name)
{
  size_t at = name->to;

  if (!is (n, at, ","))
    return false;
  for (size_t i = at + 1; i < n->lex.text.n && i < at + 7 && same_line (n, i, at) && !is (n, i, ","); i++)
    if (in (n, L_role, i))
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

/* A place behind the comma: "Vermillion, South Dakota". */
static bool
has_place_behind (const Names *n, const Name *name)
{
  size_t m;

  return is (n, name->to, ",") && same_line (n, name->to + 1, name->to) && names_gazetteer (n, name->to + 1, &m) == NAME_PLACE;
}

static bool
is_initial (const Names *n, size_t i)
{
  return token (n, i)->kind == LEX_WORD && token (n, i)->upper && token (n, i)->end - token (n, i)->start == 1 && is (n, i + 1, ".");
}

static bool
all_capitals (const Names *n, const Name *name)
{
  for (size_t i = name->from; i < name->to; i++)
    if (token (n, i)->kind == LEX_WORD ? !token (n, i)->capitals : !is (n, i, "-") && !is (n, i, "/"))
      return false;
  return count_words (n, name) <= 2;
}

/* "Operation Inherent Resolve", "the Stanley Cup", "HMS Daring" */
static bool
is_notname (const Names *n, const Name *name, unsigned words)
{
  return (words > 1 && (in (n, L_notname, name->to - 1) || is (n, name->from, "operation") || is (n, name->from, "battle")))
         || in (n, L_vessel, name->from) || (name->from > 0 && in (n, L_vessel, name->from - 1))
         || (words == 1 && in (n, L_notname, name->from) && !in (n, L_surname, name->from));
}

/* "… is a village in", "… (born 1960) was a Russian singer": what kind of thing it is said to be. */
static NameType
defined_as (const Names *n, const Name *name)
{
  size_t at = name->to, end = name->to + 40;

  if (is (n, at, "("))
    {
      while (at < n->lex.text.n && at < end && !is (n, at, ")"))
        at++;
      at++;
    }
  if (!(is (n, at, "is") || is (n, at, "was") || is (n, at, "are") || is (n, at, "were"))
      || !(is (n, at + 1, "a") || is (n, at + 1, "an") || is (n, at + 1, "the")))
    return NAME_NONE;
  for (size_t i = at + 2; i < n->lex.text.n && i < at + 9 && token (n, i)->kind == LEX_WORD; i++)
    {
      if (is (n, i, "of") || is (n, i, "in") || is (n, i, "that") || is (n, i, "who") || is (n, i, "which"))
        break;
      if (token (n, i)->upper)
        continue;
      if (in (n, L_role, i))
        return NAME_PERSON;
      if (in (n, L_placeword, i) || is (n, i, "country"))
        return NAME_PLACE;
      if (in (n, L_orgword, i) && !in (n, L_orgword, i + 1))
        return NAME_ORGANIZATION;
    }
  return NAME_NONE;
}

/* Russian family names and patronymics, in all cases, by how they end. */
static int
score_russian (const LexToken *word)
{
  static const char * const family[] = { "ов", "ев", "ин", "ын", "ск", "цк", "енк", "ян", "дзе", "швили", "баев", "беков", "ович", "евич", "ук", "юк" };
  size_t n = names_stem (word->fold);

  if (((unsigned char) *word->fold != 0xD0 && (unsigned char) *word->fold != 0xD1) || n < 8)
    return 0;
  for (size_t i = 0; i < sizeof family / sizeof *family; i++)
    {
      size_t m = strlen (family[i]);

      if (n > m + 2 && memcmp (word->fold + n - m, family[i], m) == 0)
        return 2;
    }
  return strstr (word->fold, "овн") != NULL || strstr (word->fold, "евн") != NULL ? 2 : 0;
}

/* A name in marks: «Газпром». What kind of thing the word before them is. */
static NameType
kind_before_marks (const Names *n, const Name *name)
{
  if (name->from < 1 || !is (n, name->from - 1, "«") || !is (n, name->to, "»"))
    return NAME_NONE;
  if (name->from > 1 && in (n, L_groupbefore, name->from - 2))
    return NAME_GROUP;
  return name->from > 1 && in (n, L_orgbefore, name->from - 2) ? NAME_ORGANIZATION : NAME_NONE;
}

/* What the words of the name say. */
static void
score_words (const Names *n, const Name *name, int *score)
{
  unsigned words = count_words (n, name);
  size_t last = name->to - 1, m;
  const LexToken *first = token (n, name->from);
  NameType known = names_gazetteer (n, name->from, &m);

  if (known != NAME_NONE && m == name->to - name->from)
    score[known] += in (n, L_surname, name->from) || in (n, L_firstname, name->from) ? 4 : 7;
  else if (known == NAME_PLACE && words > 1 && !in (n, L_placeword, last))
    score[NAME_ORGANIZATION] += 2;
  if (words > 1 && in (n, L_nationality, name->from) && match (n, L_body, name->from + 1) == name->to - name->from - 1)
    score[NAME_ORGANIZATION] += 8;
  if (words > 1 && has (n, name, L_groupword))
    score[NAME_GROUP] += 7;
  if (has (n, name, L_orgword) && (words > 1 || first->capitals || !n->starts[name->from]))
    score[NAME_ORGANIZATION] += in (n, L_orgword, last) ? 6 : 5;
  if (words > 1 && in (n, L_placeword, last))
    score[NAME_PLACE] += 5;
  if (words > 1 && in (n, L_placefirst, name->from))
    score[NAME_PLACE] += 3;
  if (match (n, L_cityword, name->from) == name->to - name->from)
    score[NAME_PLACE] += 1;
  if (in (n, L_firstname, name->from))
    score[NAME_PERSON] += words > 1 ? 3 : 2;
  else if (in (n, L_firstword, name->from) && words > 1)
    score[NAME_PERSON] += 2;
  if (in (n, L_surname, last) && !in (n, L_orgword, last))
    score[NAME_PERSON] += words > 1 ? 1 : 2;
  if (words > 1 && (in (n, L_namesuffix, last) || (is_initial (n, name->from) && token (n, last)->end - token (n, last)->start > 1) || (name->to > name->from + 2 && is_initial (n, name->from + 1))))
    score[NAME_PERSON] += 3;
  for (size_t i = name->from + 1; i < last; i++)
    if (in (n, L_particle, i) && !token (n, i)->upper)
      score[NAME_PERSON] += 1;
  if (is_notname (n, name, words))
    score[NAME_NONE] += 6;
  if (all_capitals (n, name) && first->end - first->start > 1 && !n->title[name->from])
    score[NAME_ORGANIZATION] += 3;
  for (size_t i = name->from; i < name->to; i++)
    if (token (n, i)->kind == LEX_NUMBER || is (n, i, "&"))
      score[NAME_ORGANIZATION] += 2;
  if (words <= 3 && (known == NAME_NONE || words > 1))
    score[NAME_PERSON] += score_russian (token (n, last));
  if (kind_before_marks (n, name) != NAME_NONE)
    score[kind_before_marks (n, name)] += 6;
  if (words >= 2 && words <= 4)
    score[NAME_PERSON] += 1;
  else if (words > 4)
    score[NAME_ORGANIZATION] += 1;
}

static bool
known_as_ruler (const Names *n, const Name *name)
{
  size_t ignored;

  return count_words (n, name) == 1 && cue_behind (n, name, L_ruled) && names_gazetteer (n, name->from, &ignored) == NAME_NONE
         && !in (n, L_nationality, name->from);
}

/* What stands around it says. */
static void
score_context (const Names *n, const Name *name, int *score)
{
  unsigned words = count_words (n, name);
  NameType defined = defined_as (n, name);

  if (defined != NAME_NONE)
    score[defined] += 4;
  if (is (n, name->to, "(") && is (n, name->to + 1, "born"))
    score[NAME_PERSON] += 4;
  if (cue_before (n, name, L_title))
    score[NAME_PERSON] += 4;
  if (has_apposition (n, name))
    score[NAME_PERSON] += 3;
  if (cue_behind (n, name, L_personcue))
    score[NAME_PERSON] += words > 1 ? 2 : 3;
  else if (cue_behind (n, name, L_deverb))
    score[NAME_PERSON] += 1;
  if (cue_behind (n, name, L_groupcue))
    score[NAME_GROUP] += 4;
  if (cue_before (n, name, L_placecue))
    score[NAME_PLACE] += is (n, name->from - 1, "in") || is (n, name->from - 1, "near") ? 3 : 2;
  if (has_place_behind (n, name))
    score[NAME_PLACE] += 3;
  /* "the Assad regime" is named after whom it is of. */
  if (known_as_ruler (n, name))
    score[NAME_PERSON] += 4;
  else if (name->from > 0 && same_line (n, name->from - 1, name->from) && is (n, name->from - 1, "the"))
    {
      score[NAME_PERSON] -= 3;
      score[NAME_ORGANIZATION] += 1;
    }
  else if (cue_before (n, name, L_orgcue))
    score[NAME_ORGANIZATION] += 1;
  if (name->from > 1 && is (n, name->from - 1, "\"") && in (n, L_workcue, name->from - 2))
    score[NAME_NONE] += 6;
  else if (name->from > 0 && in (n, L_workcue, name->from - 1))
    score[NAME_NONE] += 3;
}

static NameType
type_of (const Names *n, const Name *name, double *confidence)
{
  int score[5] = { 0 }, second = 0;
  NameType best = NAME_NONE;

  score_words (n, name, score);
  score_context (n, name, score);
  for (NameType type = NAME_PERSON; type <= NAME_PLACE; type++)
    if (score[type] > score[best])
      best = type;
  for (NameType type = NAME_NONE; type <= NAME_PLACE; type++)
    if (type != best && score[type] > second)
      second = score[type];
  *confidence = score[best] - second >= 3 ? 0.9 : score[best] - second >= 2 ? 0.7 : 0.5;
  return best;
}

/* --- Which are one ------------------------------------------------------------------------------------------------------------ */

size_t
names_stem (const char *fold)
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

static bool
same_stem (const LexToken *a, const LexToken *b)
{
  size_t n = names_stem (a->fold);

  return n == names_stem (b->fold) && memcmp (a->fold, b->fold, n) == 0;
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
  size_t at, n = names_stem (word);

  for (size_t i = 0; i < n; i++)
    hash = (hash ^ (unsigned char) word[i]) * 1099511628211u;
  for (at = (size_t) (hash ^ hash >> 29) & (n_buckets - 1); buckets[at].word != NULL; at = (at + 1) & (n_buckets - 1))
    if (names_stem (buckets[at].word) == n && memcmp (buckets[at].word, word, n) == 0)
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
  size_t steps = 0;

  for (size_t i = 0; i < names->n_names && !lex_is_cancelled (names->lex.host, &steps); i++)
    names->names[i].type = type_of (names, &names->names[i], &names->names[i].confidence);
  join_names (names);
  share_types (names);
}
