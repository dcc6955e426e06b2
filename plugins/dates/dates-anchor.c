/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates that lean on the one before ("ten days earlier", "the same day", "that year"), and seasons, halves and quarters of a year.
 * It must not know how other dates are written: the host reads those. */
#include "dates.h"

#include <stdio.h>
#include <stdlib.h>

/* A date further up says nothing of this one, in lines; a paragraph takes two. */
#define MAX_LINES 8

/* --- Days ----------------------------------------------------------------------------------------------------------------- */

static long
days_of (int year, int month, int day)
{
  long y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
  long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static void
date_of (long days, int *year, int *month, int *day)
{
  long era = (days >= 0 ? days : days - 146096) / 146097, left = days - era * 146097;
  long y = (left - left / 1460 + left / 36524 - left / 146096) / 365, of_year = left - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;

  *day = (int) (of_year - (153 * m + 2) / 5 + 1);
  *month = (int) (m < 10 ? m + 3 : m - 9);
  *year = (int) (y + era * 400 + (*month <= 2));
}

static bool
digits_of (const char *text, size_t n, int *value)
{
  *value = 0;
  for (size_t i = 0; i < n; i++)
    {
      if (text[i] < '0' || text[i] > '9')
        return false;
      *value = *value * 10 + (text[i] - '0');
    }
  return true;
}

/* "2015-04-21", "2015-04", "2015"; years of other length and ranges are none. */
static bool
read_edtf (const char *edtf, Anchor *anchor)
{
  size_t n = edtf != NULL ? strlen (edtf) : 0;

  *anchor = (Anchor) { 0 };
  return (n == 4 || (n == 7 && edtf[4] == '-') || (n == 10 && edtf[4] == '-' && edtf[7] == '-'))
         && digits_of (edtf, 4, &anchor->year) && (n < 7 || digits_of (edtf + 5, 2, &anchor->month))
         && (n < 10 || digits_of (edtf + 8, 2, &anchor->day)) && anchor->year > 0;
}

void
dates_remember (Scan *s, size_t at, const char *edtf)
{
  Anchor anchor;

  if (!read_edtf (edtf, &anchor))
    return;
  anchor.line = token (s, at)->line;
  s->any = anchor;
  if (anchor.month > 0)
    s->month = anchor;
  if (anchor.day > 0)
    s->day = anchor;
}

/* --- Beside another date --------------------------------------------------------------------------------------------------- */

/* 'd', 'w', 'm', 'y'; 0: no unit that steps. */
static char
unit_at (const Scan *s, size_t i)
{
  if (is (s, i, "day") || is (s, i, "days") || is (s, i, "день") || is (s, i, "дня") || is (s, i, "дней") || is (s, i, "днями"))
    return 'd';
  if (is (s, i, "week") || is (s, i, "weeks") || is (s, i, "неделю") || is (s, i, "недели") || is (s, i, "недель") || is (s, i, "неделе") || is (s, i, "неделями"))
    return 'w';
  if (is (s, i, "month") || is (s, i, "months") || is (s, i, "месяц") || is (s, i, "месяца") || is (s, i, "месяцев") || is (s, i, "месяце") || is (s, i, "месяцами"))
    return 'm';
  if (is (s, i, "year") || is (s, i, "years") || is (s, i, "год") || is (s, i, "года") || is (s, i, "лет") || is (s, i, "году") || is (s, i, "годами"))
    return 'y';
  return 0;
}

/* "ten days": how many tokens, and how many of what. */
static size_t
read_step (const Scan *s, size_t i, int *n, char *unit)
{
  GlsPluginQuantity quantity = { .size = sizeof quantity };
  char words[64];
  size_t m = match (s, L_number, i), bytes;
  uint32_t digits;

  *n = 1;
  if (m == 0 && (is (s, i, "a") || is (s, i, "an") || is (s, i, "one")))
    m = 1;
  else if (m == 0 && lex_is_digits (token (s, i), 1, 100, &digits))
    {
      m = 1;
      *n = (int) digits;
    }
  else if (m > 0 && !is (s, i, "a") && !is (s, i, "one"))
    {
      bytes = token (s, i + m - 1)->end - token (s, i)->start;
      if (bytes >= sizeof words)
        return 0;
      memcpy (words, s->lex.document->text + token (s, i)->start, bytes);
      words[bytes] = '\0';
      if (!s->lex.host->quantity_of_words (s->lex.host, words, &quantity) || !(quantity.low == quantity.high) || quantity.low < 1 || quantity.low > 1000)
        return 0;
      *n = (int) quantity.low;
    }
  if (m == 0 || !follows (s, i + m) || (*unit = unit_at (s, i + m)) == 0)
    return 0;
  return m + 1;
}

/* What follows says that it is beside something else: "the day before the attack". */
static bool
has_object (const Scan *s, size_t i)
{
  return follows (s, i) && is_word (s, i) && (is (s, i, "the") || is (s, i, "a") || is (s, i, "an") || is (s, i, "his") || is (s, i, "her") || is (s, i, "their")
                                              || is (s, i, "its") || is (s, i, "he") || is (s, i, "she") || is (s, i, "they") || is (s, i, "it")
                                              || is (s, i, "last") || is (s, i, "yesterday") || is (s, i, "that") || is (s, i, "this") || token (s, i)->upper
                                              || is (s, i, "того") || is (s, i, "этого"));
}

/* How far: "ten days earlier" is -10 days. */
static size_t
read_anchored (const Scan *s, size_t i, int *n, char *unit)
{
  size_t m;

  /* "the same day", "the following week", "that year", "в тот же день" */
  if ((m = match (s, L_same, i)) > 0 && follows (s, i + m) && (*unit = unit_at (s, i + m)) != 0)
    {
      size_t word = i + m - 1;

      /* "said that year": not without a preposition. */
      if (is (s, i, "that") && !token (s, i)->upper && !(i > 0 && follows (s, i) && in (s, L_preposition, i - 1)))
        return 0;
      *n = is (s, word, "previous") || is (s, word, "preceding") ? -1 : is (s, word, "next") || is (s, word, "following") || is (s, word, "следующий") || is (s, word, "следующей") || is (s, word, "следующем") ? 1 : 0;
      return m + 1;
    }
  /* "the day before" */
  if (is (s, i, "the") && follows (s, i + 2) && (*unit = unit_at (s, i + 1)) != 0
      && (is (s, i + 2, "before") || is (s, i + 2, "after") || is (s, i + 2, "earlier")) && !has_object (s, i + 3))
    {
      *n = is (s, i + 2, "after") ? 1 : -1;
      return 3;
    }
  /* "через две недели", "через неделю" */
  if ((is (s, i, "через") || is (s, i, "спустя")) && follows (s, i + 1))
    {
      *n = 1;
      m = (*unit = unit_at (s, i + 1)) != 0 ? 1 : read_step (s, i + 1, n, unit);
      if (m > 0)
        return m + 1;
    }
  /* "ten days earlier", "два дня спустя" */
  m = read_step (s, i, n, unit);
  if (m == 0 || !follows (s, i + m) || is (s, i + m + 1, "than"))
    return 0;
  if (is (s, i + m, "earlier") || is (s, i + m, "before") || is (s, i + m, "раньше") || is (s, i + m, "ранее"))
    *n = -*n;
  else if (!in (s, L_after, i + m))
    return 0;
  return !is (s, i + m, "earlier") && !is (s, i + m, "later") && has_object (s, i + m + 1) ? 0 : m + 1;
}

/* The last date that is precise enough to be stepped from by @unit, or NULL. */
static const Anchor *
anchor_of (const Scan *s, size_t i, char unit)
{
  const Anchor *anchor = unit == 'y' ? &s->any : unit == 'm' ? &s->month : &s->day;

  return anchor->year > 0 && token (s, i)->line <= anchor->line + MAX_LINES ? anchor : NULL;
}

bool
dates_has_anchor (const Scan *s, size_t i)
{
  return anchor_of (s, i, 'y') != NULL;
}

size_t
dates_read_anchored (const Scan *s, size_t i)
{
  char unit;
  int n;

  return read_anchored (s, i, &n, &unit);
}

static bool
step (const Anchor *from, int n, char unit, char *edtf)
{
  int year, month, day, months = from->year * 12 + from->month - 1;
  long days;

  if (unit == 'y')
    return snprintf (edtf, MAX_EDTF, "%04d", from->year + n) == 4;
  if (from->month == 0)
    return false;
  if (unit == 'm')
    return snprintf (edtf, MAX_EDTF, "%04d-%02d", (months + n) / 12, (months + n) % 12 + 1) == 7;
  if (from->day == 0)
    return false;
  days = days_of (from->year, from->month, from->day) + (unit == 'w' ? 7L * n : n);
  date_of (days, &year, &month, &day);
  return snprintf (edtf, MAX_EDTF, "%04d-%02d-%02d", year, month, day) == 10;
}

/* Monday to Sunday of the week @n weeks on: "the following week" is no day. */
static bool
step_week (const Anchor *from, int n, char *edtf)
{
  int year, month, day, last_year, last_month, last_day;
  long days;

  if (from->day == 0)
    return false;
  days = days_of (from->year, from->month, from->day) + 7L * n;
  /* Day 0 was the first of March of year 0, a Wednesday. */
  days -= (days + 2) % 7;
  date_of (days, &year, &month, &day);
  date_of (days + 6, &last_year, &last_month, &last_day);
  return snprintf (edtf, MAX_EDTF, "%04d-%02d-%02d/%04d-%02d-%02d", year, month, day, last_year, last_month, last_day) == 21;
}

/* --- Seasons, halves and quarters ------------------------------------------------------------------------------------------ */

/* Its last month: 5 of spring; 2 of winter, which lies in two years; 0: no season. */
static int
season_end (const Scan *s, size_t i)
{
  static const struct { const char *words[6]; int last; } seasons[] = {
    { { "spring", "весной", "весны", "весна", NULL }, 5 }, { { "summer", "летом", "лета", "лето", NULL }, 8 },
    { { "autumn", "fall", "осенью", "осени", "осень", NULL }, 11 }, { { "winter", "зимой", "зимы", "зима", NULL }, 2 },
  };

  for (size_t k = 0; k < sizeof seasons / sizeof *seasons; k++)
    for (size_t w = 0; seasons[k].words[w] != NULL; w++)
      if (lex_is (token (s, i), seasons[k].words[w], strlen (seasons[k].words[w])))
        return seasons[k].last;
  return 0;
}

/* "last summer", "this winter": the year that the day of publication tells. */
static bool
season_meaning (const Scan *s, size_t i, char *edtf)
{
  int last_month = season_end (s, i + 1), year;
  Anchor published;

  if (last_month == 0 || !read_edtf (s->lex.document->published, &published) || published.month == 0)
    return false;
  year = published.year;
  /* The year that a winter ends in. */
  if (last_month == 2 && (in (s, L_lastseason, i) ? published.month == 12 : in (s, L_nextseason, i) ? true : published.month > 8))
    year++;
  if (in (s, L_lastseason, i))
    year -= published.month <= last_month && last_month > 2 ? 1 : last_month == 2 && (published.month <= 2 || published.month == 12) ? 1 : 0;
  else if (in (s, L_nextseason, i))
    year += last_month > 2 ? published.month >= last_month - 2 : published.month == 12;
  else if (!in (s, L_thisseason, i))
    return false;
  if (last_month == 2)
    return snprintf (edtf, MAX_EDTF, "%04d/%04d", year - 1, year) == 9;
  return snprintf (edtf, MAX_EDTF, "%04d", year) == 4;
}

/* "over the weekend", "last weekend", "this weekend": Saturday and Sunday. */
static bool
weekend_meaning (const Scan *s, size_t i, char *edtf)
{
  int year, month, day, next_year, next_month, next_day, since;
  Anchor published;
  long saturday;

  if (!is (s, i + 1, "weekend") || !read_edtf (s->lex.document->published, &published) || published.day == 0)
    return false;
  saturday = days_of (published.year, published.month, published.day);
  since = (int) ((saturday + 4) % 7);
  saturday -= since;
  if (is (s, i, "last") && since < 2)
    saturday -= 7;
  else if (is (s, i, "this") && since >= 2)
    saturday += 7;
  else if (is (s, i, "next"))
    saturday += since < 2 ? 7 : 14;
  date_of (saturday, &year, &month, &day);
  date_of (saturday + 1, &next_year, &next_month, &next_day);
  return snprintf (edtf, MAX_EDTF, "%04d-%02d-%02d/%04d-%02d-%02d", year, month, day, next_year, next_month, next_day) == 21;
}

/* "the winter of 2013-14" */
static bool
winter_meaning (const Scan *s, size_t to, char *edtf)
{
  uint32_t first, last;

  if (!lex_is_digits (token (s, to - 3), 1800, 2098, &first) || !(is (s, to - 2, "-") || is (s, to - 2, "–")) || !lex_is_digits (token (s, to - 1), 0, 2099, &last)
      || (last != (first + 1) % 100 && last != first + 1))
    return false;
  return snprintf (edtf, MAX_EDTF, "%04u/%04u", (unsigned) first, (unsigned) first + 1) == 9;
}

/* Months of "the first half of", "the second quarter of", "the first three months of". */
static bool
part_of_year (const Scan *s, size_t from, size_t to, int *first, int *last)
{
  static const char *const order[] = { "first", "second", "third", "fourth" };
  int nth = -1;

  for (size_t i = from; i < to && i < from + 4; i++)
    {
      for (int k = 0; k < 4; k++)
        nth = is (s, i, order[k]) ? k : nth;
      if (nth >= 0 && nth < 2 && is (s, i, "half"))
        return (*first = nth * 6 + 1, *last = nth * 6 + 6, true);
      if (nth >= 0 && is (s, i, "quarter"))
        return (*first = nth * 3 + 1, *last = nth * 3 + 3, true);
      if (nth == 0 && is (s, i + 1, "months") && (is (s, i, "three") || is (s, i, "six") || is (s, i, "nine")))
        return (*first = 1, *last = is (s, i, "three") ? 3 : is (s, i, "six") ? 6 : 9, true);
    }
  return false;
}

static bool
host_reads (const Scan *s, const char *words, char *edtf)
{
  const char *read = s->lex.host->date_of_words (s->lex.host, words, s->lex.document->published);

  return read != NULL && snprintf (edtf, MAX_EDTF, "%s", read) < MAX_EDTF;
}

/* "between 3 and 7 May": not those two alone. */
static bool
days_meaning (const Scan *s, size_t from, size_t to, char *edtf)
{
  char words[64];
  size_t day = from + (in (s, L_between, from) ? 1 : 0), behind;

  if (day == from || to < day + 4 || !lex_is_digits (token (s, day), 1, 31, NULL) || !in (s, L_connector, day + 1) || !lex_is_digits (token (s, day + 2), 1, 31, NULL))
    return false;
  behind = token (s, to - 1)->end - token (s, day + 2)->start;
  if (behind + 8 > sizeof words)
    return false;
  snprintf (words, sizeof words, "%s-%.*s", token (s, day)->fold, (int) behind, s->lex.document->text + token (s, day + 2)->start);
  return host_reads (s, words, edtf);
}

bool
dates_meaning (const Scan *s, size_t from, size_t to, char *edtf)
{
  const Anchor *anchor;
  int n, first, last;
  char unit;
  Anchor year;

  if (read_anchored (s, from, &n, &unit) == to - from)
    {
      /* "the previous week" of nothing is that before publication. */
      anchor = anchor_of (s, from, unit);
      if (anchor == NULL)
        return false;
      return unit == 'w' && (match (s, L_same, from) > 0 || is (s, from, "the")) ? step_week (anchor, n, edtf) : step (anchor, n, unit, edtf);
    }
  if (to - from == 2 && in (s, L_season, to - 1))
    return season_meaning (s, from, edtf);
  if (to - from > 3 && in (s, L_season, from) && winter_meaning (s, to, edtf))
    return true;
  if (to - from == 2 && weekend_meaning (s, from, edtf))
    return true;
  if (days_meaning (s, from, to, edtf))
    return true;
  /* "the beginning of the year" */
  if (to - from > 2 && is (s, to - 2, "the") && match (s, L_whole, to - 2) == 2)
    {
      if (!host_reads (s, is (s, to - 1, "year") ? "this year" : is (s, to - 1, "month") ? "this month" : "this week", edtf))
        return false;
    }
  else
    edtf[0] = '\0';
  if (!part_of_year (s, from, to, &first, &last))
    return edtf[0] != '\0';
  if (edtf[0] == '\0' && lex_is_digits (token (s, to - 1), 1800, 2099, NULL))
    snprintf (edtf, MAX_EDTF, "%.4s", token (s, to - 1)->fold);
  if (edtf[0] == '\0' && !(is (s, to - 2, "last") && host_reads (s, "last year", edtf)) && !(is (s, to - 2, "this") && host_reads (s, "this year", edtf)))
    return false;
  if (!read_edtf (edtf, &year) || year.month != 0)
    return false;
  return snprintf (edtf, MAX_EDTF, "%04d-%02d/%04d-%02d", year.year, first, year.year, last) == 15;
}
