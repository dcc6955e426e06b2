/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words are names: runs of words with a capital, without what a sentence, a headline or a title gives a capital to.
 * It must not know what kind of thing a name names. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

static void *
allocate (size_t n, size_t size)
{
  void *data = calloc (n > 0 ? n : 1, size);

  if (data == NULL)
    abort ();
  return data;
}

/* --- What stands where ---------------------------------------------------------------------------------------------------- */

static void
mark_starts (Names *n)
{
  size_t steps = 0;
  bool next = true;

  for (size_t i = 0; i < n->lex.text.n && !lex_is_cancelled (n->lex.host, &steps); i++)
    {
      const LexToken *here = token (n, i);
      char first = *here->fold;

      if (i > 0 && here->line != token (n, i - 1)->line)
        next = true;
      n->starts[i] = next;
      if (here->kind != LEX_MARK)
        {
          next = false;
          continue;
        }
      /* "Mr." and "U.S." end no sentence. */
      if (first == '.')
        next = i > 0 && !(token (n, i - 1)->kind == LEX_WORD
                          && (token (n, i - 1)->end - token (n, i - 1)->start <= 2 || in (n, L_title, i - 1)));
      else if (first == '!' || first == '?' || first == ':' || first == '"' || is (n, i, "“") || is (n, i, "«") || is (n, i, "—") || is (n, i, "•")
               || (first == '-' && !here->glued))
        next = next || first != '"' || !here->glued || (i > 0 && strchr (".,!?", *token (n, i - 1)->fold) == NULL);
      else if (first == '\'' && !here->glued)
        next = true;
    }
}

/* A line in which nearly every longer word has a capital says nothing by capitals. */
static void
mark_titles (Names *n)
{
  size_t steps = 0;

  for (size_t from = 0, to; from < n->lex.text.n; from = to)
    {
      unsigned words = 0, capitals = 0;

      for (to = from; to < n->lex.text.n && token (n, to)->line == token (n, from)->line; to++)
        if (lex_is_cancelled (n->lex.host, &steps))
          return;
        else if (is_word (n, to) && token (n, to)->end - token (n, to)->start > 3)
          {
            words++;
            capitals += token (n, to)->upper;
          }
      /* A sentence with many names ends with a full stop and has small verbs. */
      if (to > from && is (n, to - 1, ".") && words > capitals)
        continue;
      for (size_t i = from; words >= 3 && capitals * 10 >= words * 8 && i < to; i++)
        n->title[i] = true;
    }
}

const WordCount *
names_count (const Names *names, size_t i)
{
  return is_word (names, i) ? &names->counts[names->ids[i]] : NULL;
}

/* Every word gets the number of its first place among the words; a table by hash is needed only here. */
static void
count_words (Names *n)
{
  size_t n_places = 64, at, steps = 0;
  uint32_t *places;

  while (n_places < 2 * n->lex.text.n)
    n_places *= 2;
  places = allocate (n_places, sizeof *places);
  n->ids = allocate (n->lex.text.n, sizeof *n->ids);
  n->counts = allocate (n->lex.text.n, sizeof *n->counts);
  for (size_t i = 0; i < n->lex.text.n && !lex_is_cancelled (n->lex.host, &steps); i++)
    {
      const LexToken *here = token (n, i);

      if (here->kind != LEX_WORD)
        continue;
      for (at = here->hash & (n_places - 1); places[at] != 0; at = (at + 1) & (n_places - 1))
        if (token (n, places[at] - 1)->hash == here->hash && lex_is (token (n, places[at] - 1), here->fold, here->n_fold))
          break;
      if (places[at] == 0)
        places[at] = (uint32_t) i + 1;
      n->ids[i] = places[at] - 1;
      if (!here->upper)
        n->counts[n->ids[i]].lower++;
      else if (!n->starts[i] && !n->title[i])
        n->counts[n->ids[i]].capital++;
    }
  free (places);
}

void
names_prepare (Names *names)
{
  lex_text_read (&names->lex.text, names->lex.host, names->lex.document, names->lex.lexicon);
  names->starts = allocate (names->lex.text.n, sizeof *names->starts);
  names->title = allocate (names->lex.text.n, sizeof *names->title);
  mark_starts (names);
  mark_titles (names);
  count_words (names);
}

void
names_clear (Names *names)
{
  lex_text_clear (&names->lex.text);
  free (names->starts);
  free (names->title);
  free (names->ids);
  free (names->counts);
  free (names->names);
}

/* No name has more tokens; a text of nothing but capitals must not take longer for being one run. */
#define MAX_TOKENS 24
#define MAX_BYTES  200

/* --- Runs ------------------------------------------------------------------------------------------------------------------- */

bool
names_joins (const Names *n, size_t i)
{
  return i < n->lex.text.n && token (n, i)->glued && !token (n, i)->skip;
}

bool
names_same_line (const Names *n, size_t i)
{
  return i > 0 && i < n->lex.text.n && token (n, i)->line == token (n, i - 1)->line && !token (n, i)->skip;
}

/* "U.S.S.R.": letters with full stops between; how many tokens, 0: none. */
static size_t
read_initials (const Names *n, size_t i)
{
  size_t at = i;

  while (at - i < MAX_TOKENS && is_word (n, at) && token (n, at)->capitals && token (n, at)->end - token (n, at)->start <= 2
         && is (n, at + 1, ".") && names_joins (n, at + 1) && (at == i || names_joins (n, at)))
    at += 2;
  /* "J. Smith", but "Lutna FC. The" */
  return at - i >= 4 || (at - i == 2 && !(token (n, i)->end - token (n, i)->start == 2 && (unsigned char) *token (n, i)->fold < 0x80) && is_word (n, at) && names_same_line (n, at) && token (n, at)->upper && !names_joins (n, at))
         ? at - i : 0;
}

/* One word with what is glued to it by hyphens: "Al-Qaeda", "Prosecutor-General", "al-Nusra"; 0: not a word with a capital. */
size_t
names_read_word (const Names *n, size_t i)
{
  size_t at = i, initials;
  bool capital = false;

  if (!is_word (n, i))
    return 0;
  initials = read_initials (n, i);
  if (initials > 0)
    return initials;
  for (;;)
    {
      capital = capital || token (n, at)->upper;
      at++;
      /* "O'Brien", "Hizb ut-Tahrir" */
      if (at - i >= MAX_TOKENS)
        break;
      if ((is (n, at, "-") || is (n, at, "‐") || is (n, at, "'") || is (n, at, "’")) && names_joins (n, at) && is_word (n, at + 1)
          && names_joins (n, at + 1)
          && (token (n, at + 1)->upper || (is (n, at, "-") && in (n, L_particle, at + 1)))
          && !is (n, at + 1, "s"))
        at++;
      else if (is (n, at, "&") && names_joins (n, at) && is_word (n, at + 1) && names_joins (n, at + 1))
        at++;
      else
        break;
    }
  /* "anti-Assad" is no name; "al-Assad" is. */
  if (!token (n, i)->upper && !(capital && in (n, L_particle, i)))
    return 0;
  return capital ? at - i : 0;
}

bool
names_have (const Names *n, unsigned section, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (in (n, section, i))
      return true;
  return false;
}

/* "de", "von der", "bin" before a word with a capital; how many tokens. */
static size_t
read_particles (const Names *n, size_t i)
{
  size_t m = 0;

  while (m < 3 && in (n, L_particle, i + m) && !in (n, L_starter, i + m) && !in (n, L_inner, i + m) && !names_joins (n, i + m)
         && !token (n, i + m)->upper && names_same_line (n, i + m))
    m++;
  return m > 0 && names_same_line (n, i + m) && !names_joins (n, i + m) && names_read_word (n, i + m) > 0 ? m : 0;
}

/* «Государственный комитет»: an adjective, and what it is of without a capital. */
static bool
is_russian_body (const Names *n, size_t from, size_t at)
{
  const LexToken *word = token (n, at - 1);

  /* «Глава Духовного управления»: a title may stand before. */
  if (at == from + 2 && match (n, L_title, from) == 1)
    from++;
  return at == from + 1 && is_cyrillic (n, from) && in (n, L_orgword, at) && !token (n, at)->upper && !names_joins (n, at)
         && !in (n, L_surname, from) && lex_stem (word->fold) + 2 <= word->n_fold;
}

/* Words with a capital one after another, over "of" and the like where a body's name goes on. */
static size_t
read_run (const Names *n, size_t i)
{
  /* "Mr. de Mistura", "von der Leyen left": the name begins with a small letter. */
  bool may = is (n, i, "von") || is (n, i, "van") || is (n, i, "de") || is (n, i, "bin") || is (n, i, "ibn") || is (n, i, "bint")
             || (i > 0 && in (n, L_title, i - 1));
  size_t small = may ? read_particles (n, i) : 0;
  size_t at = i + small + names_read_word (n, i + small);

  while (at > i && at - i < MAX_TOKENS && names_same_line (n, at))
    {
      size_t m = names_joins (n, at) ? 0 : names_read_word (n, at);

      if (m == 0)
        m = read_particles (n, at);
      /* "Department for Combating Organized Crime", "University of Oxford", "Gulf of Oman" */
      if (m == 0 && (is (n, at, "of") || (is (n, at, "for") && names_are_plain (n, at + 1, at + 2)) || is (n, at, "on") || is (n, at, "&"))
          && (names_have (n, L_orgword, i, at) || (is (n, at, "of") && in (n, L_ofword, at - 1))) && names_same_line (n, at + 1) && names_read_word (n, at + 1) > 0
          && !n->title[at])
        m = 1;
      if (m == 0)
        m = names_read_body (n, i, at);
      if (m == 0 && is_russian_body (n, i, at))
        m = 1;
      /* "Министерство внутренних дел Киргизии" */
      if (m == 0 && !names_joins (n, at) && names_have (n, L_orgword, i, at))
        m = match (n, L_orgtail, at);
      if (m == 0 || in (n, L_calendar, at))
        break;
      at += m;
    }
  return at - i;
}

/* --- From a run to a name ---------------------------------------------------------------------------------------------------- */

static void
add_name (Names *n, size_t from, size_t to)
{
  if (to <= from || token (n, to - 1)->end - token (n, from)->start > MAX_BYTES)
    return;
  if (n->n_names == n->room_names)
    {
      n->room_names = n->room_names > 0 ? n->room_names * 2 : 64;
      n->names = realloc (n->names, n->room_names * sizeof *n->names);
      if (n->names == NULL)
        abort ();
    }
  n->names[n->n_names] = (Name) { .from = from, .to = to, .confidence = 0.8, .same = n->n_names };
  n->n_names++;
}

/* A capital that the place of the word explains, and that nothing else does. */
static bool
is_explained (const Names *n, size_t i)
{
  size_t known;
  const WordCount *count = names_count (n, i);

  if (token (n, i)->capitals && token (n, i)->end - token (n, i)->start > 1 && !n->title[i]
      && !in (n, L_starter, i))
    return false;
  if (n->title[i] && names_gazetteer (n, i, &known) != NAME_NONE)
    return false;
  if (n->title[i])
    return count == NULL || count->lower > count->capital
           || (count->capital == 0 && !is (n, i + 1, ".") && !in (n, L_firstname, i) && !(i > 0 && in (n, L_firstname, i - 1))
               && (in (n, L_common, i) || in (n, L_starter, i) || token (n, i)->end - token (n, i)->start < 4));
  return n->starts[i] && (in (n, L_starter, i) || (in (n, L_common, i) && (count == NULL || count->capital == 0)) || (count != NULL && (count->lower > 0 && count->lower >= count->capital)));
}

static size_t
skip_front (const Names *n, size_t from, size_t to)
{
  bool body = names_have (n, L_orgword, from, to);

  for (;;)
    {
      size_t m = 0, ignored;

      if (from >= to || names_gazetteer (n, from, &ignored) != NAME_NONE)
        break;
      /* "Foreign Office": the first word of a body's name at a sentence's beginning. */
      if (body && n->starts[from] && !n->title[from] && !in (n, L_starter, from) && from + 1 < to
          && !(is_cyrillic (n, from) && in (n, L_role, from))
          && (in (n, L_orgword, from + 1) || (to - from > 2 && names_are_plain (n, from, to) && names_count (n, from)->lower == 0)))
        break;
      /* "Georgian Dream": a people's adjective before a plain word is part of the name. */
      if (in (n, L_nationality, from) && !n->title[from] && from + 1 < to && names_are_plain (n, from + 1, to) && match (n, L_title, from + 1) == 0
          && !in (n, L_calendar, from + 1) && !in (n, L_nationality, from + 1) && !in (n, L_inner, from + 1))
        break;
      /* "Typhoon Amang" */
      if (in (n, L_notfirst, from) && from + 1 < to && !n->title[from])
        break;
      /* "Al-Rashid" */
      if (in (n, L_particle, from) && from + 2 < to + 1 && is (n, from + 1, "-") && names_joins (n, from + 1) && !n->title[from])
        break;
      if (is_explained (n, from) || in (n, L_calendar, from) || in (n, L_inner, from) || is (n, from, "an") || is (n, from, "as"))
        m = 1;
      else if (!body || from + 1 == to || (is_cyrillic (n, from) && (in (n, L_role, from) || match (n, L_title, from) > 0) && !in (n, L_orgword, from)))
        {
          m = match (n, L_title, from);
          if (m == 0 && body && is_cyrillic (n, from))
            m = 1;
          if (m == 0 && in (n, L_nationality, from))
            m = 1;
          /* "Ex-President" */
          if (m > 0 && from + m < to && token (n, from + m)->kind == LEX_MARK && !token (n, from + m)->upper)
            m++;
        }
      if (m == 0)
        break;
      from += m;
      while (from < to && token (n, from)->kind == LEX_MARK)
        from++;
    }
  return from < to ? from : to;
}

static size_t
skip_back (const Names *n, size_t from, size_t to)
{
  while (to > from + 1
         && (in (n, L_inner, to - 1) || in (n, L_calendar, to - 1) || is (n, to - 1, "по")
             || (in (n, L_particle, to - 1) && !token (n, to - 1)->upper)
             /* "Tamaulipas Gov." */
             || (in (n, L_title, to - 1) && is (n, to, ".") && names_joins (n, to) && token (n, to - 1)->end - token (n, to - 1)->start < 5)
             || (token (n, to - 1)->kind == LEX_MARK && !(to >= from + 4 && is (n, to - 1, ".")))))
    to--;
  return to;
}

/* Is one word, alone, a name at all? */
static bool
is_lone_name (const Names *n, size_t i)
{
  const LexToken *here = token (n, i);
  const WordCount *count = names_count (n, i);

  if (in (n, L_nationality, i) || in (n, L_calendar, i) || in (n, L_orgword, i) || in (n, L_placeword, i)
      || match (n, L_title, i) > 0)
    return false;
  if (here->end - here->start < 2)
    return false;
  /* «Газпром» */
  if (i > 0 && is (n, i - 1, "«") && is (n, i + 1, "»"))
    return true;
  if (n->title[i] && here->end - here->start > 3 && (count == NULL || count->lower == 0) && !in (n, L_common, i) && !in (n, L_starter, i))
    return true;
  if (n->starts[i] || n->title[i])
    return (count != NULL && count->capital > 0)
           || (!n->title[i] && (count == NULL || count->lower == 0) && !in (n, L_common, i) && !in (n, L_starter, i)
               && (match (n, L_deverb, i + 1) > 0 || match (n, L_personcue, i + 1) > 0))
           || (!n->title[i] && (in (n, L_firstname, i) || in (n, L_surname, i)) && (count == NULL || count->lower == 0));
  return !in (n, L_starter, i);
}

/* "Don't", "We'll" */
static bool
is_contracted (const Names *n, size_t i)
{
  return (is (n, i + 1, "'") || is (n, i + 1, "’")) && names_joins (n, i + 1) && names_joins (n, i + 2)
         && (is (n, i + 2, "t") || is (n, i + 2, "ll") || is (n, i + 2, "re") || is (n, i + 2, "ve") || is (n, i + 2, "d") || is (n, i + 2, "m"));
}

/* "the Battle of the Bulge", "Second Battle of Bull Run": the place is part of an event's name. */
static bool
is_battle (const Names *n, size_t from)
{
  size_t at = from;

  if (at > 0 && is (n, at - 1, "the"))
    at--;
  return at > 1 && is (n, at - 1, "of") && (is (n, at - 2, "battle") || is (n, at - 2, "siege")) && token (n, at - 2)->upper && (at < from || !n->starts[at - 2]);
}

/* Cuts a run where a known place or group stands in it beside another name: "Syria Islamic State". */
static void
take_run (Names *n, size_t from, size_t to)
{
  size_t known;

  from = skip_front (n, from, to);
  to = skip_back (n, from, to);
  if (from >= to)
    return;
  if (to - from == 1 && is_contracted (n, from))
    return;
  if (to - from == 1 && !is_lone_name (n, from))
    return;
  if (is_battle (n, from))
    return;
  /* "321st Field Artillery Regiment" */
  if (from > 1 && names_joins (n, from - 1) && token (n, from - 2)->kind == LEX_NUMBER && names_have (n, L_orgword, from, to) && !n->title[from])
    from -= 2;
  /* "Foreign Office Minister Tobias Ellwood": a title within parts a body from a person. */
  for (size_t i = to - 1; i > from; i--)
    {
      size_t m = match (n, L_title, i);

      if (m > 0 && i + m < to && !in (n, L_orgword, to - 1)
          && (in (n, L_firstname, i + m) || in (n, L_firstword, i + m) || names_have (n, L_orgword, from, i) || in (n, L_surname, to - 1)))
        {
          if (names_have (n, L_orgword, from, i))
            take_run (n, from, i);
          take_run (n, i + m, to);
          return;
        }
    }
  /* "Карвении Теодор Халденов": a first name begins a person's. */
  for (size_t i = from + 1; i + 1 < to; i++)
    if (is_cyrillic (n, i) && in (n, L_firstname, i) && !(in (n, L_firstname, i - 1) && token (n, i - 1)->upper) && !in (n, L_surname, i - 1) && !names_joins (n, i)
        && (!names_have (n, L_orgword, from, i) || !token (n, i - 1)->upper))
      {
        take_run (n, from, i);
        take_run (n, i, to);
        return;
      }
  /* In a headline only what is known elsewhere, but "Torrejon Air Base" is whole. */
  if (to - from <= 4 && to > from + 1 && !is_explained (n, from) && (in (n, L_orgword, to - 1) || in (n, L_placeword, to - 1))
      && names_gazetteer (n, from, &known) == NAME_NONE)
    {
      add_name (n, from, to);
      return;
    }
  for (size_t i = from; i < to; i++)
    if (n->title[i] && is_word (n, i) && token (n, i)->upper && is_explained (n, i))
      {
        take_run (n, from, i);
        take_run (n, i + 1, to);
        return;
      }
  add_name (n, from, to);
}

/* Is what is known all of the name? */
static bool
ends_known (const Names *n, size_t i, size_t known, size_t run)
{
  size_t next = i + known, m;

  if (known >= run)
    return true;
  /* "Asia-Plus": a place and a plain word are one name, two places are two. */
  if (is (n, next, "-") && names_joins (n, next) && next + 1 < i + run && names_joins (n, next + 1) && token (n, next + 1)->upper
      && !in (n, L_nationality, next + 1) && names_gazetteer (n, next + 1, &m) == NAME_NONE && in (n, L_common, next + 1) && !in (n, L_inner, next + 1))
    return false;
  if (n->title[i])
    return true;
  /* "the Middle East Tobias Ellwood": two words behind a place of two are another's name. */
  if (known == 2 && run == 4 && !names_have (n, L_orgword, next, i + run) && !names_have (n, L_placeword, next, i + run)
      && is_word (n, next) && is_word (n, next + 1) && !in (n, L_notname, next + 1) && match (n, L_placefirst, i) == 0
      && !names_are_plain (n, next + 1, next + 2))
    return true;
  if (in (n, L_firstname, next) && !in (n, L_firstname, i) && !in (n, L_surname, i) && next + 1 < i + run)
    return true;
  /* "Ohio Senate", "Fiji Labour Party" */
  if (names_gazetteer (n, next, &m) == NAME_ORGANIZATION && in (n, L_orgword, i + run - 1))
    return false;
  /* "Leyte Gulf" */
  if (next + 1 == i + run && in (n, L_placeword, next))
    return false;
  return in (n, L_nationality, next) || match (n, L_title, next) > 0 || names_gazetteer (n, next, &m) != NAME_NONE || in (n, L_calendar, next)
         || token (n, next)->kind == LEX_MARK;
}

/* Does the known name at @at stand for itself in the run? */
static bool
cuts_run (const Names *n, size_t from, size_t at, size_t to)
{
  size_t m;

  if (names_have (n, L_orgword, from, to) || names_have (n, L_placeword, from, to))
    return false;
  /* "Diego Silang": what stands before is no name by itself. */
  if (!n->title[at] && names_gazetteer (n, from, &m) == NAME_NONE && !names_are_plain (n, from, at) && !in (n, L_nationality, at - 1)
      && match (n, L_title, from) == 0)
    return false;
  /* "Michael Jordan", "New Hampshire" */
  return n->title[at] || !(in (n, L_firstname, at - 1) || in (n, L_firstword, at - 1) || in (n, L_placefirst, at - 1)
                           || token (n, at - 1)->kind == LEX_MARK || in (n, L_surname, at) || in (n, L_firstname, at));
}

/* "the Iraqi government", "South Korean troops": a people's body without a capital; how many tokens. */
static size_t
read_body (const Names *n, size_t i)
{
  size_t people = match (n, L_nationality, i), m;

  if (people == 0 || !token (n, i)->upper || n->title[i] || !names_same_line (n, i + people) || names_joins (n, i + people) || token (n, i + people)->upper)
    return 0;
  m = match (n, L_body, i + people);
  i += people + m;
  /* "Iraqi government-backed" */
  return m > 0 && !(names_joins (n, i) && (is (n, i, "-") || is_word (n, i))) ? m + people : 0;
}

void
names_find (Names *names)
{
  size_t steps = 0;

  for (size_t i = 0; i < names->lex.text.n;)
    {
      size_t known = 0, run;

      if (lex_is_cancelled (names->lex.host, &steps))
        return;
      if (token (names, i)->skip)
        {
          i++;
          continue;
        }
      run = read_body (names, i);
      if (run > 0)
        {
          add_name (names, i, i + run);
          i += run;
          continue;
        }
      run = read_run (names, i);
      /* "Secretary of State" */
      known = match (names, L_title, i);
      if (known > run && token (names, i)->upper)
        {
          i += known;
          continue;
        }
      /* "South African" by itself */
      known = match (names, L_nationality, i);
      if (known > 1 && run == known)
        {
          i += known;
          continue;
        }
      /* "The Iraqi government" */
      if (run > 1 && read_body (names, i + run - 1) > 0)
        run--;
      names_gazetteer (names, i, &known);
      /* "St. Louis Eagles" */
      if (known > run && names_same_line (names, i + known) && !names_joins (names, i + known) && !names->title[i])
        run = known + read_run (names, i + known);
      /* "RFE/RL's Uzbek Service" */
      if (known > 0 && is (names, i + known + 1, "s") && names_read_body (names, i, i + known) > 0)
        {
          add_name (names, i, i + known + 4);
          i += known + 4;
          continue;
        }
      /* What is known, unless it goes on: "Syria", but "Islamic State University" and "Jacksonville Suns". */
      if (known > 0 && is_contracted (names, i + known - 1))
        i += known;
      else if (known > 0 && ends_known (names, i, known, run))
        {
          add_name (names, i, i + known);
          i += known;
        }
      else if (run > 0)
        {
          size_t inside = 1, m = 0;

          /* A known name within the run ends it: "Deputy Governor Syria" is seldom, "IS Syria" is not. */
          while (inside < run && (names_gazetteer (names, i + inside, &m) == NAME_NONE || i + inside + m < i + run
                                  || !cuts_run (names, i, i + inside, i + run)))
            inside++;
          take_run (names, i, i + inside);
          i += inside;
        }
      else
        i++;
    }
}
