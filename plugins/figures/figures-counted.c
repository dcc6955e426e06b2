/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a number counts: adjectives and the noun behind it.
 * It must not know what a number is. */
#include "figures.h"

/* "stayed", "fighting": a verb follows, not what is counted. */
static bool
is_verb_form (const Scan *s, size_t i)
{
  const LexToken *word = token (s, i);

  return !word->upper && word->n_fold > 4
         && (lex_ends_with (word, "ed", 2) || lex_ends_with (word, "ing", 3) || lex_ends_with (word, "ли", 4) || lex_ends_with (word, "лись", 8));
}

bool
figures_is_plural (const Scan *s, size_t i)
{
  const LexToken *word = token (s, i);

  return in (s, L_plural, i)
         || (word->n_fold > 3 && lex_ends_with (word, "s", 1) && !lex_ends_with (word, "ss", 2) && !lex_ends_with (word, "us", 2));
}

static bool
is_adjective (const Scan *s, size_t i)
{
  static const char *const endings[] = { "al", "ern", "ous", "ive", "ful", "less", "ible", "able", "ary", "ish", "ic", "ese", "ian", "ed", "ly" };
  const LexToken *word = token (s, i);

  if (in (s, L_adjective, i) || in (s, L_counted, i))
    return true;
  for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
    if (word->n_fold > 4 && lex_ends_with (word, endings[k], strlen (endings[k])))
      return true;
  return false;
}

/* A word that counts nothing; the IS of "6,000 IS fighters" does. */
bool
figures_is_stop (const Scan *s, size_t i)
{
  return in (s, L_stop, i) && !(is (s, i, "is") && token (s, i)->capitals && follows (s, i + 1) && !token (s, i + 1)->upper);
}

/* "anti-war activists", "rebel-held villages": how many tokens behind the first word belong to it. */
static size_t
hyphened (const Scan *s, size_t i)
{
  size_t n = 0;

  while (n < 4 && i + n + 2 < s->lex.text.n && is (s, i + n + 1, "-") && token (s, i + n + 1)->glued && is_word (s, i + n + 2) && token (s, i + n + 2)->glued)
    n += 2;
  return n;
}

/* "internally displaced persons", "temporary relief camps", "police officers": up to the plural, where one is near; 0: there is none. */
static size_t
read_plural (const Scan *s, size_t i)
{
  size_t n = 0, more;

  while (n < 6 && follows (s, i + n) && is_word (s, i + n) && !figures_is_stop (s, i + n) && !in (s, L_number, i + n) && !in (s, L_month, i + n)
         && !is_cyrillic (s, i + n) && (!is_verb_form (s, i + n) || is_adjective (s, i + n)))
    {
      more = hyphened (s, i + n);
      /* "12 police officers" */
      if (in (s, L_compound, i + n) && follows (s, i + n + 1) && is_word (s, i + n + 1) && !in (s, L_stop, i + n + 1) && figures_is_plural (s, i + n + 1))
        return n + 2;
      if (figures_is_plural (s, i + n + more))
        return n + more + 1;
      if (more > 0)
        {
          n += more + 1;
          continue;
        }
      /* "Uzbek and Kazakh militants" */
      if (token (s, i + n)->upper && is (s, i + n + 1, "and") && follows (s, i + n + 2) && token (s, i + n + 2)->upper && follows (s, i + n + 3)
          && is_word (s, i + n + 3) && !token (s, i + n + 3)->upper && figures_is_plural (s, i + n + 3))
        return n + 4;
      /* A noun before another: only right before it. */
      if (!is_adjective (s, i + n) && !token (s, i + n)->upper && n > 0 && !is_adjective (s, i + n - 1) && !token (s, i + n - 1)->upper)
        return 0;
      n++;
    }
  return 0;
}

/* What is counted: adjectives with a capital and one noun, at most three words, none of them a stop word. */
size_t
figures_read_counted (const Scan *s, size_t i)
{
  size_t n = follows (s, i) && is_word (s, i) ? read_plural (s, i) : 0;

  if (n > 0)
    return n;
  /* "two other men", "10 more boats" */
  if ((is (s, i, "other") || is (s, i, "more") || is (s, i, "new")) && follows (s, i) && follows (s, i + 1) && is_word (s, i + 1) && (n = read_plural (s, i + 1)) > 0)
    return n + 1;
  if (follows (s, i) && in (s, L_counted, i))
    return 1;
  while (n < 3 && follows (s, i + n) && token (s, i + n)->kind == LEX_WORD && !figures_is_stop (s, i + n) && !in (s, L_number, i + n)
         && !in (s, L_month, i + n) && !is_verb_form (s, i + n) && match (s, L_modifier, i + n) == 0)
    {
      bool capital = token (s, i + n)->upper;

      /* "Kyrgyz citizens", but not "people Mamurov". */
      if (n > 0 && capital && !token (s, i + n - 1)->upper)
        break;
      n++;
      /* "300 уголовных дел" */
      if (!capital && !(lex_ends_with (token (s, i + n - 1), "ых", 4) || lex_ends_with (token (s, i + n - 1), "их", 4)))
        break;
    }
  return n;
}
