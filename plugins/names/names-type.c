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
      /* "NEMA" is not the town of Nema. */
      if (m == 1 && (lists[i].section == L_city || lists[i].section == L_region) && last->capitals && last->end - last->start <= 5
          && !names->title[at] && !names->starts[at])
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
joined (const Names *n, size_t i)
{
  return i < n->lex.text.n && token (n, i)->glued;
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

bool
names_are_plain (const Names *names, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (token (names, i)->kind == LEX_WORD
        && (!(in (names, L_common, i) || in (names, L_starter, i) || in (names, L_calendar, i) || in (names, L_nationality, i)) || in (names, L_firstname, i)))
      return false;
  return true;
}

/* "Operation Inherent Resolve", "the Stanley Cup", "World War II", "HMS Daring" */
static bool
is_notname (const Names *n, const Name *name, unsigned words)
{
  size_t last = name->to - 1;

  if (words > 2 && (in (n, L_namesuffix, last) || token (n, last)->kind == LEX_NUMBER) && token (n, last - 1)->kind == LEX_WORD)
    last--;
  /* "Catholicism" */
  if (words == 1 && lex_ends_with (token (n, last), "ism", 3))
    return true;
  return (words > 1 && (in (n, L_notname, last) || in (n, L_notfirst, name->from)))
         || in (n, L_vessel, name->from) || (name->from > 0 && in (n, L_vessel, name->from - 1))
         || (words == 1 && in (n, L_notname, name->from) && !in (n, L_surname, name->from));
}

/* "… is a village in", "… (born 1960) was a Russian singer", "… are an English band", "… is the sixth album by": what kind of thing it
 * is said to be. */
static void
score_definition (const Names *n, const Name *name, int *score)
{
  size_t at = name->to, end = name->to + 40;

  if (is (n, at, "("))
    {
      while (at < n->lex.text.n && at < end && !is (n, at, ")"))
        at++;
      at++;
    }
  if (!(is (n, at, "is") || is (n, at, "was") || is (n, at, "are") || is (n, at, "were"))
      || !(is (n, at + 1, "a") || is (n, at + 1, "an") || is (n, at + 1, "the")) || !same_line (n, at, name->to - 1))
    return;
  for (size_t i = at + 2; i < n->lex.text.n && i < at + 12 && same_line (n, i, at); i++)
    {
      bool ends = !is_word (n, i + 1) || is (n, i + 1, "of") || is (n, i + 1, "in") || is (n, i + 1, "by") || is (n, i + 1, "that")
                  || is (n, i + 1, "who") || is (n, i + 1, "which") || is (n, i + 1, "from") || is (n, i + 1, "and") || is (n, i + 1, "on");

      if (is (n, i, ".") || is (n, i, ",") || is (n, i, "that") || is (n, i, "who") || is (n, i, "which") || is (n, i, "of") || is (n, i, "in"))
        break;
      if (token (n, i)->upper)
        continue;
      if (in (n, L_role, i))
        score[NAME_PERSON] += 4;
      else if (in (n, L_placeword, i) || is (n, i, "country"))
        score[NAME_PLACE] += 4;
      else if (ends && in (n, L_workkind, i))
        score[NAME_NONE] += 6;
      else if ((ends && in (n, L_orgword, i)) || in (n, L_orgkind, i))
        score[NAME_ORGANIZATION] += 4;
      else
        continue;
      break;
    }
}

/* Russian family names and patronymics, in all cases, by how they end. */
static int
score_russian (const LexToken *word)
{
  static const char * const family[] = { "ов", "ев", "ин", "ын", "ск", "цк", "енк", "ян", "дзе", "швили", "баев", "беков", "ович", "евич", "ук", "юк" };
  size_t n = lex_stem (word->fold);

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

/* "Saint Petersburg", "West Germany" */
static int
score_placefirst (const Names *n, const Name *name)
{
  size_t m;

  if (!in (n, L_placefirst, name->from) || name->to - name->from < 2)
    return 0;
  if (names_gazetteer (n, name->from + 1, &m) == NAME_PLACE && m == name->to - name->from - 1)
    return 7;
  return names_are_plain (n, name->from + 1, name->to) && in (n, L_common, name->from) ? 0 : 3;
}

/* Given names, family names, initials, "Jr". */
static int
score_person (const Names *n, const Name *name, unsigned words)
{
  size_t last = name->to - 1;
  int score = words >= 2 && words <= 4;

  if (in (n, L_firstname, name->from))
    score += words > 1 ? 3 : 2;
  else if (in (n, L_firstword, name->from) && words > 1)
    score += 2;
  if (in (n, L_surname, last) && !in (n, L_orgword, last))
    score += words > 1 ? 1 : 2;
  if (words > 1 && ((in (n, L_namesuffix, last) && !joined (n, last)) || (is_initial (n, name->from) && token (n, last)->end - token (n, last)->start > 1)
                    || (name->to > name->from + 2 && is_initial (n, name->from + 1))))
    score += 3;
  for (size_t i = name->from + 1; i < last; i++)
    if (in (n, L_particle, i) && !token (n, i)->upper)
      score += 1;
  if (!in (n, L_firstword, name->from) && !in (n, L_surname, last) && names_are_plain (n, name->from, name->to))
    score -= 3;
  return score;
}

/* How much it says that the lists have the name. */
static int
listed_score (const Names *n, const Name *name, NameType known)
{
  if (in (n, L_surname, name->from) || in (n, L_firstname, name->from))
    return 4;
  /* No city is called so: "the Azna". */
  if (known == NAME_PLACE && name->from > 0 && is (n, name->from - 1, "the") && match (n, L_place, name->from) == 0
      && match (n, L_region, name->from) == 0)
    return 1;
  return 7;
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
    score[known] += listed_score (n, name, known);
  else if (known == NAME_PLACE && words > 1 && !in (n, L_placeword, last))
    /* "Sacramento River Cats": a team is called so. */
    score[NAME_ORGANIZATION] += !in (n, L_common, last) ? 1 : lex_ends_with (token (n, last), "s", 1) ? 5 : 2;
  m = match (n, L_nationality, name->from);
  if (m > 0 && m < name->to - name->from && match (n, L_body, name->from + m) == name->to - name->from - m)
    score[NAME_ORGANIZATION] += 8;
  if (words > 1 && has (n, name, L_groupword))
    score[NAME_GROUP] += 7;
  if (has (n, name, L_orgword) && (words > 1 || first->capitals || !n->starts[name->from]))
    {
      score[NAME_ORGANIZATION] += in (n, L_orgword, last) ? 6 : 5;
      score[NAME_PERSON] -= words > 1 ? 2 : 0;
    }
  if (words > 1 && in (n, L_placeword, last))
    score[NAME_PLACE] += 5;
  score[NAME_PLACE] += score_placefirst (n, name);
  if (match (n, L_cityword, name->from) == name->to - name->from)
    score[NAME_PLACE] += in (n, L_surname, last) || in (n, L_firstname, last) || in (n, L_common, last) ? 1 : 3;
  score[NAME_PERSON] += score_person (n, name, words);
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
  if (words > 4)
    score[NAME_ORGANIZATION] += 1;
}

static bool
known_as_ruler (const Names *n, const Name *name)
{
  size_t ignored;

  return count_words (n, name) == 1 && cue_behind (n, name, L_ruled) && names_gazetteer (n, name->from, &ignored) == NAME_NONE
         && !in (n, L_nationality, name->from);
}

/* ", 34," or "(34)" or ", aged 34": who has an age is a person. */
static bool
has_age (const Names *n, const Name *name)
{
  size_t at = name->to;
  uint32_t age;

  if (!(is (n, at, ",") || is (n, at, "(")) || !same_line (n, at + 2, name->to - 1))
    return false;
  if (is (n, at + 1, "aged"))
    at++;
  return lex_is_digits (token (n, at + 1), 1, 110, &age) && (is (n, at + 2, ",") || is (n, at + 2, ")") || is (n, at + 2, "."));
}

/* Two years in brackets: "(1729 – 1786)". */
static bool
has_life (const Names *n, const Name *name)
{
  size_t years = 0, dashes = 0;

  if (!is (n, name->to, "("))
    return false;
  for (size_t i = name->to + 1; i < n->lex.text.n && i < name->to + 14 && !is (n, i, ")"); i++)
    {
      years += lex_is_digits (token (n, i), 1000, 2100, NULL);
      dashes += is (n, i, "-") || is (n, i, "–") || is (n, i, "—");
    }
  return years == 2 && dashes >= 1;
}

/* A title of a work stands in quotation marks of its own: "Gloomy Sunday". */
static bool
is_quoted (const Names *n, const Name *name)
{
  return name->from > 0 && name->to < n->lex.text.n && same_line (n, name->from - 1, name->to)
         && ((is (n, name->from - 1, "\"") && is (n, name->to, "\"")) || (is (n, name->from - 1, "“") && is (n, name->to, "”")));
}

/* "Goan temples", "an Ilocano": a people that no list has. */
static bool
is_people (const Names *n, const Name *name)
{
  const LexToken *word = token (n, name->from);
  size_t ignored;

  if (name->to != name->from + 1 || word->capitals || word->kind != LEX_WORD || names_gazetteer (n, name->from, &ignored) != NAME_NONE
      || in (n, L_firstname, name->from) || in (n, L_surname, name->from) || !same_line (n, name->to, name->from))
    return false;
  if (name->from > 0 && (is (n, name->from - 1, "a") || is (n, name->from - 1, "an")) && !is_word (n, name->to))
    return true;
  if (lex_ends_with (word, "ians", 4) || lex_ends_with (word, "eans", 4)
      || (name->from > 0 && token (n, name->from - 1)->kind == LEX_NUMBER && lex_ends_with (word, "s", 1)))
    return true;
  return (lex_ends_with (word, "an", 2) || lex_ends_with (word, "ese", 3) || lex_ends_with (word, "ish", 3))
         && is_word (n, name->to) && !token (n, name->to)->upper && in (n, L_common, name->to) && !in (n, L_starter, name->to)
         && !in (n, L_deverb, name->to) && !in (n, L_personcue, name->to) && !in (n, L_orgbehind, name->to);
}

/* The words before and behind that say what kind of thing follows or was. */
static void
score_neighbours (const Names *n, const Name *name, int *score)
{
  unsigned words = count_words (n, name);
  size_t at = name->to;

  if (cue_before (n, name, L_title))
    score[NAME_PERSON] += 4;
  if (cue_before (n, name, L_personbefore))
    score[NAME_PERSON] += 3;
  /* In Russian the name behind such a word is as often whose it is. */
  if (!is_cyrillic (n, name->from) && cue_before (n, name, L_groupbefore))
    score[NAME_GROUP] += 4;
  else if (!is_cyrillic (n, name->from) && cue_before (n, name, L_orgbefore))
    score[NAME_ORGANIZATION] += 3;
  if (has_apposition (n, name))
    score[NAME_PERSON] += 3;
  if (cue_behind (n, name, L_personcue))
    score[NAME_PERSON] += words > 1 ? 2 : 3;
  else if (cue_behind (n, name, L_deverb))
    score[NAME_PERSON] += 1;
  if (cue_behind (n, name, L_groupcue))
    score[NAME_GROUP] += 4;
  else if (cue_behind (n, name, L_orgbehind) && !joined (n, name->to))
    score[NAME_ORGANIZATION] += 4;
  else if (is (n, name->to, "-") && joined (n, name->to) && (is (n, name->to + 1, "based") || is (n, name->to + 1, "born")))
    score[NAME_PLACE] += 4;
  else if (in (n, L_placeword, name->to) && same_line (n, name->to, name->from) && !token (n, name->to)->upper)
    /* «Араванского района»: an adjective before it is nobody's name. */
    score[NAME_PLACE] += words == 1 && is_cyrillic (n, name->from) && lex_ends_with (token (n, name->from), "го", 4) ? 7 : 3;
  if (cue_before (n, name, L_placecue) && !(words == 1 && names_are_plain (n, name->from, name->to)))
    score[NAME_PLACE] += is (n, name->from - 1, "from") || is (n, name->from - 1, "at") ? 2 : 3;
  if (has_place_behind (n, name))
    score[NAME_PLACE] += 3;
  /* "KARVEL --", "KARVEL (AP) --" */
  at = is (n, at, "(") && is (n, at + 2, ")") ? at + 3 : at;
  if (words <= 2 && (name->from == 0 || !same_line (n, name->from - 1, name->from)) && same_line (n, at, name->from)
      && (is (n, at, "—") || is (n, at, "–") || (is (n, at, "-") && (is (n, at + 1, "-") || !joined (n, at)))))
    score[NAME_PLACE] += 4;
}

/* What stands around it says. */
static void
score_context (const Names *n, const Name *name, int *score)
{
  score_definition (n, name, score);
  score_neighbours (n, name, score);
  if ((is (n, name->to, "(") && is (n, name->to + 1, "born")) || has_age (n, name))
    score[NAME_PERSON] += 4;
  else if (has_life (n, name))
    score[NAME_PERSON] += 3;
  /* "the Assad regime" is named after whom it is of. */
  if (known_as_ruler (n, name))
    score[NAME_PERSON] += 4;
  else if (name->from > 0 && same_line (n, name->from - 1, name->from) && is (n, name->from - 1, "the"))
    {
      score[NAME_PERSON] -= 3;
      score[NAME_ORGANIZATION] += count_words (n, name) > 1 || !names_are_plain (n, name->from, name->to);
    }
  else if (cue_before (n, name, L_orgcue))
    score[NAME_ORGANIZATION] += 1;
  if (name->from > 1 && is (n, name->from - 1, "\"") && in (n, L_workcue, name->from - 2))
    score[NAME_NONE] += 6;
  else if (name->from > 0 && in (n, L_workcue, name->from - 1))
    score[NAME_NONE] += 3;
  else if (is_quoted (n, name))
    score[NAME_NONE] += count_words (n, name) > 1 ? 3 : 2;
  if (is_people (n, name))
    score[NAME_NONE] += 3;
}

NameType
names_best (const int *votes, double *confidence)
{
  int second = 0;
  NameType best = NAME_NONE;

  for (NameType type = NAME_PERSON; type <= NAME_PLACE; type++)
    if (votes[type] > votes[best])
      best = type;
  for (NameType type = NAME_NONE; type <= NAME_PLACE; type++)
    if (type != best && votes[type] > second)
      second = votes[type];
  *confidence = votes[best] - second >= 3 ? 0.9 : votes[best] - second >= 2 ? 0.7 : 0.5;
  return best;
}

void
names_classify (Names *names)
{
  size_t steps = 0;

  for (size_t i = 0; i < names->n_names && !lex_is_cancelled (names->lex.host, &steps); i++)
    {
      Name *name = &names->names[i];

      score_words (names, name, name->votes);
      score_context (names, name, name->votes);
      name->type = names_best (name->votes, &name->confidence);
    }
  names_join (names);
}
