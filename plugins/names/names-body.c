/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of bodies that go on over "and", commas, "of the" and "'s": "Foreign, Commonwealth and Development Office".
 * It must not know where names begin. */
#include "names.h"

#define MAX_LIST 10 /* tokens looked at ahead */

/* "Ethnology", "Statistics": a field that a body is of, in the lists or not. */
static bool
is_field (const Names *n, size_t i)
{
  static const char *const endings[] = { "ology", "nomy", "ics", "graphy", "ation", "ment", "ture", "ities", "sciences", "istry", "story", "ophy" };

  for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
    if (lex_ends_with (token (n, i), endings[k], strlen (endings[k])))
      return true;
  return false;
}

/* Is what stands behind the "and" or comma at @at another matter of the same body? Plain words with a capital, and the comma followed
 * by more: "Bureau of Alcohol, Tobacco and Firearms". */
static bool
body_goes_on (const Names *n, size_t from, size_t at)
{
  size_t next = at + 1, ignored;
  bool matter = false;

  for (size_t i = from + 1; i < at; i++)
    matter = matter || is (n, i, "of") || is (n, i, "for") || is (n, i, "on");
  if (!matter || !names_have (n, L_orgword, from, at) || !is_word (n, next) || !names_same_line (n, next) || !token (n, next)->upper
      || !(in (n, L_common, next) || is_field (n, next)) || in (n, L_starter, next) || in (n, L_orgword, next) || match (n, L_title, next) > 0
      || names_gazetteer (n, next, &ignored) != NAME_NONE || !(names_are_plain (n, at - 1, at) || is_field (n, at - 1)))
    return false;
  return !is (n, at, ",") || ((is (n, next + 1, "and") || is (n, next + 1, ",")) && names_same_line (n, next + 2) && token (n, next + 2)->upper
                              && in (n, L_common, next + 2));
}

/* A plain word with a capital: part of a body's name, if of anything's. */
static bool
is_matter (const Names *n, size_t i)
{
  size_t ignored;

  return is_word (n, i) && token (n, i)->upper && !token (n, i)->skip && in (n, L_common, i) && !in (n, L_starter, i)
         && match (n, L_title, i) == 0 && names_gazetteer (n, i, &ignored) < NAME_GROUP;
}

/* "the National Disaster Risk Reduction and Management Council": plain words, a comma or "and", and more of them up to the word that
 * makes it a body. */
static bool
list_ends_in_body (const Names *n, size_t from, size_t at)
{
  bool after_mark = true;

  if (from == 0 || !is (n, from - 1, "the") || n->title[at] || !names_are_plain (n, from, at) || (at - from > 1 && in (n, L_orgword, at - 1)))
    return false;
  for (size_t i = at + 1; i < at + MAX_LIST && names_same_line (n, i); i++)
    {
      if (is_matter (n, i))
        {
          if (in (n, L_orgword, i) && !(is_word (n, i + 1) && token (n, i + 1)->upper))
            return true;
          after_mark = false;
        }
      else if (!after_mark && (is (n, i, ",") || is (n, i, "and")))
        after_mark = true;
      else if (!(is (n, i, "and") && is (n, i - 1, ",")))
        return false;
    }
  return false;
}

/* "King's College", "Prosecutor-General's Office", "RFE/RL's Uzbek Service"; not "Russia's Parliament". */
static bool
owns_body (const Names *n, size_t from, size_t at)
{
  size_t next = at + 2, m;
  NameType owner;

  if (!(is (n, at, "'") || is (n, at, "’")) || !names_joins (n, at) || !is (n, at + 1, "s") || !names_joins (n, at + 1) || n->title[at]
      || !names_same_line (n, next) || names_joins (n, next) || !is_word (n, next))
    return false;
  owner = names_gazetteer (n, from, &m);
  if (owner == NAME_ORGANIZATION && m == at - from && in (n, L_nationality, next) && names_same_line (n, next + 1)
      && (is (n, next + 1, "service") || is (n, next + 1, "desk") || is (n, next + 1, "bureau")))
    return true;
  return owner == NAME_NONE && !names_have (n, L_orgword, from, at) && token (n, next)->upper && (in (n, L_orgword, next) || in (n, L_placeword, next))
         && names_count (n, from) != NULL && at - from <= 4 && !in (n, L_nationality, from)
         && (names_are_plain (n, from, at) || at - from == 1);
}

/* The Committee in "the Center of the Affairs Committee" is a body of its own. */
static bool
begins_body (const Names *n, size_t at)
{
  for (size_t i = at, m; i < at + MAX_LIST && (i == at || names_same_line (n, i)) && (m = names_read_word (n, i)) > 0; i += m)
    if (in (n, L_orgword, i + m - 1))
      return true;
  return false;
}

size_t
names_read_body (const Names *names, size_t from, size_t at)
{
  if ((is (names, at, "and") || is (names, at, ","))
      && (body_goes_on (names, from, at) || list_ends_in_body (names, from, at)))
    return 1;
  /* "Army of the Potomac", "Centre for the Study of Radicalisation" */
  if ((is (names, at, "of") || is (names, at, "for")) && is (names, at + 1, "the") && names_have (names, L_orgword, from, at)
      && names_same_line (names, at + 2) && names_read_word (names, at + 2) > 0 && !names->title[at]
      && !begins_body (names, at + 2) && (is (names, at, "of") || names_are_plain (names, at + 2, at + 3)))
    return 2;
  if (owns_body (names, from, at))
    /* "Service" may be written small. */
    return token (names, at + 2)->upper && in (names, L_nationality, at + 2) && !token (names, at + 3)->upper ? 4 : 2;
  return 0;
}
