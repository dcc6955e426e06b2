/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of a whole that are said in words: "one in three", "two thirds of", "nearly half the fighters".
 * It must not know where a figure begins and ends. */
#include <math.h>

#include "figures.h"

static const struct { const char *word; unsigned parts; } fractions[] = {
  { "half", 2 }, { "third", 3 }, { "thirds", 3 }, { "quarter", 4 }, { "quarters", 4 }, { "fourth", 4 }, { "fourths", 4 }, { "fifth", 5 },
  { "fifths", 5 }, { "sixth", 6 }, { "sixths", 6 }, { "seventh", 7 }, { "eighth", 8 }, { "eighths", 8 }, { "ninth", 9 }, { "tenth", 10 },
  { "tenths", 10 }, { "половина", 2 }, { "половины", 2 }, { "половину", 2 }, { "треть", 3 }, { "трети", 3 }, { "четверть", 4 }, { "четверти", 4 },
};

/* "thirds": 3; 0: no such word. */
static unsigned
parts_at (const Scan *s, size_t i)
{
  if (!in (s, L_fraction, i))
    return 0;
  for (size_t k = 0; k < sizeof fractions / sizeof *fractions; k++)
    if (lex_is (token (s, i), fractions[k].word, strlen (fractions[k].word)))
      return fractions[k].parts;
  return 0;
}

/* «третий»: 3; 0: no such word. */
static unsigned
nth_at (const Scan *s, size_t i)
{
  static const struct { const char *stem; unsigned n; } nth[] = {
    { "втор", 2 }, { "трет", 3 }, { "четверт", 4 }, { "четвёрт", 4 }, { "пят", 5 }, { "шест", 6 }, { "восьм", 8 }, { "десят", 10 },
  };
  const LexToken *word = token (s, i);

  for (size_t k = 0; k < sizeof nth / sizeof *nth; k++)
    if (word->n_fold > strlen (nth[k].stem) && word->n_fold <= strlen (nth[k].stem) + 6 && strncmp (word->fold, nth[k].stem, strlen (nth[k].stem)) == 0)
      return nth[k].n;
  return 0;
}

/* A number of one token up to @most; 0: it is none. */
static unsigned
small_at (const Scan *s, size_t i, unsigned most)
{
  GlsPluginQuantity quantity = { .size = sizeof quantity };
  uint32_t digits;
  char word[32];

  if (i >= s->lex.text.n)
    return 0;
  if (is_digits (s, i, 1, most, &digits))
    return digits;
  if (is (s, i, "one") || is (s, i, "a"))
    return 1;
  if (!in (s, L_number, i) || token (s, i)->n_fold >= sizeof word)
    return 0;
  memcpy (word, token (s, i)->fold, token (s, i)->n_fold + 1);
  return s->lex.host->quantity_of_words (s->lex.host, word, &quantity) && quantity.low <= most ? (unsigned) quantity.low : 0;
}

/* "the fighters", "them", "all of the boats": a whole that is known. */
static bool
is_whole (const Scan *s, size_t i)
{
  if (!follows (s, i) || !in (s, L_whole, i))
    return false;
  for (size_t k = i + 1; k < i + 3 && follows (s, k) && !is (s, i, "them") && !is (s, i, "whom") && !is (s, i, "which"); k++)
    if (in (s, L_duration, k) || in (s, L_month, k) || in (s, L_span, k))
      return false;
  return true;
}

/* "half of them", "half the fighters"; not "half an hour", "the first half of the year", "three and a half". */
static size_t
read_half (const Scan *s, size_t i)
{
  if (i > 0 && follows (s, i) && (in (s, L_whole, i - 1) || is (s, i - 1, "a") || is (s, i - 1, "and") || token (s, i)->glued || in (s, L_halfbefore, i - 1)))
    return 0;
  return is_whole (s, i + 1) || (is (s, i + 1, "of") && is_whole (s, i + 2)) ? 1 : 0;
}

/* "one in three", "1 in 5", "six out of ten" */
static size_t
read_odds (const Scan *s, size_t i, double *share)
{
  size_t whole = is (s, i + 1, "out") && is (s, i + 2, "of") ? i + 3 : i + 2, behind = whole + 1;
  unsigned some, all;

  if ((whole == i + 2 && !is (s, i + 1, "in")) || !follows (s, i + 1) || !follows (s, whole) || is (s, i, "a"))
    return 0;
  some = small_at (s, i, 10);
  all = small_at (s, whole, 100);
  if (some == 0 || all <= some || is (s, whole, "a"))
    return 0;
  /* "4 out of 7 seats" says how many there are. */
  if (whole == i + 3 && all > 5 && all % 10 != 0)
    return 0;
  if (follows (s, behind) && (in (s, L_duration, behind) || in (s, L_large, behind) || in (s, L_month, behind) || in (s, L_area, behind)
                              || in (s, L_percent, behind) || token (s, behind)->kind == LEX_NUMBER || is (s, behind, "-")))
    return 0;
  *share = (double) some / all;
  return behind - i;
}

size_t
figures_read_share (const Scan *s, size_t i, double *percent)
{
  double share = 0;
  unsigned parts;
  size_t n;

  /* «каждый третий боевик» */
  if (in (s, L_each, i) && is_cyrillic (s, i) && follows (s, i + 1) && (parts = nth_at (s, i + 1)) > 0)
    {
      n = 2;
      share = 1.0 / parts;
    }
  else if (parts_at (s, i) > 0 && is_cyrillic (s, i))
    {
      /* "половина рыбаков": of whom stands behind. */
      n = follows (s, i + 1) && (is (s, i + 1, "—") || is (s, i + 1, "из") || (is_word (s, i + 1) && !in (s, L_stop, i + 1))) && !in (s, L_duration, i + 1) && !(i > 0 && in (s, L_halfbefore, i - 1)) ? 1 : 0;
      share = 1.0 / parts_at (s, i);
    }
  else if (is (s, i, "half"))
    {
      n = read_half (s, i);
      share = 0.5;
    }
  else if ((n = read_odds (s, i, &share)) == 0)
    {
      size_t word = i + 1 + (is (s, i + 1, "-") && token (s, i + 1)->glued ? 1 : 0);
      unsigned some;

      parts = follows (s, word) ? parts_at (s, word) : 0;
      if (parts == 0 || is (s, word, "half") || (!is_cyrillic (s, word) && !(is (s, word + 1, "of") && is_whole (s, word + 2))))
        return 0;
      some = small_at (s, i, 9);
      if (some == 0 || some >= parts)
        return 0;
      share = (double) some / parts;
      n = word + 1 - i;
    }
  *percent = round (share * 100);
  return n;
}
