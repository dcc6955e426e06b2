/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that are no figures: dates, years, ages, names, labels, addresses, measurements, lengths of time, shares.
 * It must not know what a figure holds. */
#include "figures.h"

/* "April", "Nov.": the name of a month that ends before @i. */
static bool
is_month_before (const Scan *s, size_t i)
{
  if (i >= 2 && is (s, i - 1, ".") && token (s, i - 1)->glued && in (s, L_month, i - 2) && token (s, i - 2)->n_fold < 5)
    i--;
  return i > 0 && follows (s, i) && in (s, L_month, i - 1) && (token (s, i - 1)->upper || (!in (s, L_number, i - 1) && token (s, i - 1)->n_fold > 3));
}

/* "in 1540", "September 20, 1763": before 1800 more must tell. */
static bool
is_old_year (const Scan *s, size_t i)
{
  uint32_t value;

  if (!is_digits (s, i, 1000, 1799, &value) || token (s, i)->end - token (s, i)->start != 4 || i == 0 || !follows (s, i))
    return false;
  if (is_month_before (s, i) || (i > 2 && is (s, i - 1, ",") && is_digits (s, i - 2, 1, 31, &value) && is_month_before (s, i - 2)))
    return true;
  return (is (s, i - 1, "in") || is (s, i - 1, "since") || is (s, i - 1, "until")) && figures_read_counted (s, i + 1) == 0;
}

/* "2013", where nothing says that it counts. */
bool
figures_is_year (const Scan *s, size_t i, size_t n)
{
  uint32_t year;
  size_t counted;

  if (n == 1 && is_old_year (s, i))
    return true;
  if (n != 1 || !is_digits (s, i, 1800, 2099, &year))
    return false;
  if (i > 0 && follows (s, i) && (in (s, L_dateword, i - 1) || in (s, L_month, i - 1) || is (s, i - 1, ",") || is (s, i - 1, "(")))
    return true;
  if (i >= 2 && token (s, i)->glued && is_digits (s, i - 2, 1800, 2099, &year))
    return true;
  /* A noun in the plural behind it is counted: "2000 people"; else it is a year: "the 2014 study". */
  counted = figures_read_counted (s, i + 1);
  return counted == 0 || (token (s, i + 1)->upper && counted == 1)
         || !(is_cyrillic (s, i + counted) || figures_is_plural (s, i + counted) || in (s, L_counted, i + counted) || in (s, L_persons, i + counted));
}

/* "April 21", "21 April", "April 21-23" */
bool
figures_is_day (const Scan *s, size_t i, size_t n)
{
  uint32_t day;

  if (!is_digits (s, i, 1, 31, &day) || n != 1)
    return false;
  if (is_month_before (s, i))
    return true;
  if (i >= 3 && follows (s, i) && (is (s, i - 1, "-") || is (s, i - 1, "–") || is (s, i - 1, "and") || is (s, i - 1, ","))
      && token (s, i - 2)->kind == LEX_NUMBER && in (s, L_month, i - 3))
    return true;
  /* "22 de octubre", "12. Mai", "12 mai" */
  if (follows (s, i + 1) && (is (s, i + 1, "de") || (is (s, i + 1, ".") && token (s, i + 1)->glued && token (s, i + 2)->upper)) && follows (s, i + 2) && in (s, L_month, i + 2))
    return true;
  if (follows (s, i + 1) && is (s, i + 1, "mai"))
    return true;
  if (follows (s, i + 1) && in (s, L_month, i + 1) && (token (s, i + 1)->upper || token (s, i + 1)->n_fold > 3))
    return true;
  /* "3 and 4 April", "3-4 April", "from 3 to 4 April" */
  return follows (s, i + 1) && (is (s, i + 1, "-") || is (s, i + 1, "to") || is (s, i + 1, "al") || is (s, i + 1, "au") || is (s, i + 1, "по") || is (s, i + 1, "–") || is (s, i + 1, "and") || is (s, i + 1, "и"))
         && i + 3 < s->lex.text.n && token (s, i + 2)->kind == LEX_NUMBER
         && (in (s, L_month, i + 3) || (is (s, i + 3, "de") && in (s, L_month, i + 4)));
}

/* ", 29," behind a name, "29-year-old", "aged 29" */
static bool
is_age (const Scan *s, size_t i, size_t n)
{
  size_t after = i + n;
  uint32_t age;

  if (is (s, after, "-") && token (s, after)->glued
      && (is (s, after + 1, "year") || is (s, after + 1, "years") || is (s, after + 1, "month") || is (s, after + 1, "летний")
          || is (s, after + 1, "летняя") || is (s, after + 1, "летнего")))
    return true;
  if (match (s, L_age, after) > 0 && !is (s, after, "лет"))
    return true;
  if (i > 0 && in (s, L_agebefore, i - 1) && !(follows (s, after) && is_word (s, after) && !in (s, L_stop, after) && !in (s, L_dateword, after)))
    return true;
  /* "is under 18", "children under 5" */
  if (n == 1 && is_digits (s, i, 1, 110, &age) && i >= 2 && (is (s, i - 1, "under") || is (s, i - 1, "over") || is (s, i - 1, "below") || is (s, i - 1, "above"))
      && (in (s, L_persons, i - 2) || is (s, i - 2, "those") || is (s, i - 2, "anyone") || is (s, i - 2, "is") || is (s, i - 2, "are") || is (s, i - 2, "was") || is (s, i - 2, "were"))
      && !(follows (s, after) && (is_word (s, after) ? !in (s, L_stop, after) : is (s, after, "%"))))
    return true;
  /* "at the age of three", "as young as 10" */
  if (n == 1 && i >= 2 && follows (s, i) && ((is (s, i - 1, "of") && is (s, i - 2, "age")) || (is (s, i - 1, "as") && is (s, i - 2, "young"))))
    return true;
  /* "27 and 29 years old" */
  if (n == 1 && is_digits (s, i, 1, 110, &age) && (is (s, after, "and") || is (s, after, "or")) && is_digits (s, after + 1, 1, 110, &age) && match (s, L_age, after + 2) > 0)
    return true;
  /* "who is 17 and" */
  if (n == 1 && is_digits (s, i, 1, 110, &age) && i >= 2 && (is (s, i - 1, "is") || is (s, i - 1, "was"))
      && (is (s, i - 2, "who") || is (s, i - 2, "he") || is (s, i - 2, "she"))
      && !(follows (s, after) && (is_word (s, after) ? !in (s, L_stop, after) : is (s, after, "%"))))
    return true;
  return n == 1 && is_digits (s, i, 1, 110, &age) && i >= 2 && is (s, i - 1, ",") && token (s, i - 2)->kind == LEX_WORD
         && token (s, i - 2)->upper
         && (is (s, after, ",") || is (s, after, ".") || is (s, after, ")") || after >= s->lex.text.n
             || token (s, after)->line != token (s, i)->line);
}

/* "aged 16 to 25", "between the ages of 16 and 25" */
bool
figures_is_aged (const Scan *s, size_t i)
{
  return i > 0 && follows (s, i)
         && (in (s, L_agebefore, i - 1) || (i > 1 && is (s, i - 1, "of") && (is (s, i - 2, "ages") || is (s, i - 2, "age"))));
}

/* Glued to letters or to another number's marks: "G20", "Il-76", "21st", "10:30", "1/2", "+7" … */
bool
figures_is_name (const Scan *s, size_t i, size_t n)
{
  const LexToken *first = token (s, i);
  size_t after = i + n;

  /* "tweet 721695114943442946" */
  if (first->kind == LEX_NUMBER && first->n_fold > 12 && first->n_fold == strspn (first->fold, "0123456789"))
    return true;
  /* "[12]" points to a note. */
  if (n == 1 && i > 0 && is (s, i - 1, "[") && is (s, i + 1, "]"))
    return true;
  /* "a two-bedroom flat", "high-five" */
  if (first->kind == LEX_WORD && ((after + 1 < s->lex.text.n && is (s, after, "-") && token (s, after)->glued && token (s, after + 1)->glued && is_word (s, after + 1)
                                   && !in (s, L_number, after + 1) && !in (s, L_large, after + 1) && !in (s, L_fraction, after + 1))
                                  || (i > 1 && is (s, i - 1, "-") && token (s, i - 1)->glued && first->glued && is_word (s, i - 2) && !in (s, L_number, i - 2))))
    return true;
  if (first->kind == LEX_NUMBER && first->glued && i > 0)
    {
      const LexToken *before = token (s, i - 1);

      /* ".470" */
      if (is (s, i - 1, ".") && !before->glued)
        return true;

      if ((before->kind == LEX_WORD && !in (s, L_currency, i - 1)) || is (s, i - 1, "/") || is (s, i - 1, ":") || is (s, i - 1, "#") || is (s, i - 1, "№")
          || is (s, i - 1, "+") || is (s, i - 1, "_") || is (s, i - 1, "@") || is (s, i - 1, "&") || is (s, i - 1, "="))
        return true;
      if ((is (s, i - 1, "-") || is (s, i - 1, ".")) && before->glued && i > 1 && token (s, i - 2)->kind == LEX_WORD)
        return true;
      /* "2014-05-12" */
      if (i > 3 && is (s, i - 1, "-") && before->glued && token (s, i - 2)->kind == LEX_NUMBER && token (s, i - 2)->glued && is (s, i - 3, "-"))
        return true;
    }
  if (first->kind == LEX_NUMBER && after < s->lex.text.n && token (s, after)->glued)
    {
      const LexToken *next = token (s, after);

      if (next->kind == LEX_WORD && !in (s, L_large, after) && !in (s, L_percent, after))
        return true;
      /* "24.kg" */
      if (is (s, after, ".") && after + 1 < s->lex.text.n && token (s, after + 1)->glued && is_word (s, after + 1) && !token (s, after + 1)->upper)
        return true;
      if (is (s, after, ":") || is (s, after, "/") || is (s, after, "_") || is (s, after, "@"))
        return true;
      /* "9-11", "20-летний"; a range of numbers is read before this is asked. */
      if (is (s, after, "-") && after + 1 < s->lex.text.n && token (s, after + 1)->glued)
        return true;
    }
  return false;
}

/* "wards 4 and 5", "blocks 3, 4 and 5": the number behind is a name too. */
static bool
is_listed_label (const Scan *s, size_t i, size_t n)
{
  size_t at = i;

  if (follows (s, i + n) && is_word (s, i + n) && !in (s, L_stop, i + n))
    return false;
  while (at > 1 && i - at < 8 && follows (s, at) && (is (s, at - 1, "and") || is (s, at - 1, ",") || is (s, at - 1, "и"))
         && token (s, at - 2)->kind == LEX_NUMBER && follows (s, at - 2))
    {
      at -= 2;
      if (in (s, L_label, at - 1))
        return true;
    }
  return false;
}

static bool
is_label (const Scan *s, size_t i, size_t n)
{
  if (!follows (s, i))
    return false;
  /* "World War Two" */
  if (token (s, i)->kind == LEX_WORD)
    return n == 1 && token (s, i)->upper && token (s, i - 1)->upper && in (s, L_label, i - 1)
           && !(follows (s, i + 1) && is_word (s, i + 1) && token (s, i + 1)->upper);
  if (token (s, i)->kind != LEX_NUMBER)
    return false;
  if (i > 1 && ((is (s, i - 1, ".") && (is (s, i - 2, "no") || is (s, i - 2, "p") || is (s, i - 2, "pp"))) || (is (s, i - 1, "°") && is (s, i - 2, "n"))))
    return true;
  if (!in (s, L_label, i - 1))
    return is_listed_label (s, i, n);
  if (is (s, i - 1, "magnitude"))
    return true;
  /* "a category 4 storm": more than one of them would be storms. */
  if (follows (s, i + n) && is_word (s, i + n) && !token (s, i + n)->upper && !lex_ends_with (token (s, i + n), "s", 1) && !in (s, L_plural, i + n)
      && !in (s, L_persons, i + n) && !in (s, L_counted, i + n) && !in (s, L_large, i + n) && !in (s, L_percent, i + n) && !is_cyrillic (s, i + n))
    return true;
  /* "group 40 people" hardly; "Article 15", "day 3": a name when capital, or when nothing follows that could be counted. */
  return token (s, i - 1)->upper || !follows (s, i + n) || token (s, i + n)->kind != LEX_WORD || in (s, L_stop, i + n);
}

/* A list's number, alone at the beginning of a line. */
static bool
is_item (const Scan *s, size_t i, size_t n)
{
  return n == 1 && token (s, i)->kind == LEX_NUMBER && (i == 0 || token (s, i - 1)->line < token (s, i)->line)
         && (is (s, i + 1, ".") || is (s, i + 1, ")")) && token (s, i + 1)->glued;
}

/* "221 Baker Street" */
static bool
is_address (const Scan *s, size_t i, size_t n)
{
  if (n != 1 || token (s, i)->kind != LEX_NUMBER || token (s, i)->end - token (s, i)->start > 5)
    return false;
  for (size_t at = i + 1; at < i + 5 && follows (s, at) && is_word (s, at) && token (s, at)->upper; at++)
    if (at > i + 1 && in (s, L_street, at))
      return true;
  return false;
}

/* How far, how hot, how long ago: nothing is counted. */
static bool
is_measurement (const Scan *s, size_t i, size_t n)
{
  size_t after = i + n;

  if (follows (s, after) && (match (s, L_distance, after) > 0 || is (s, after, "times")))
    return true;
  /* "4 m", but "4m people", "$4 m" */
  if (n == 2 && is (s, i + 1, "m") && !token (s, i + 1)->glued && !(i > 0 && in (s, L_currency, i - 1)) && !(follows (s, after) && is_word (s, after) && !in (s, L_stop, after)))
    return true;
  /* "a 7.8 magnitude earthquake", "the 6.1 quake", "6.1 on the Richter scale" */
  if (n == 1 && token (s, i)->kind == LEX_NUMBER && follows (s, after)
      && (is (s, after, "magnitude") || is (s, after, "richter") || (in (s, L_quake, after) && i > 0 && follows (s, i) && strchr (token (s, i)->fold, '.') != NULL)
          || (is (s, after, "on") && is (s, after + 1, "the") && (is (s, after + 2, "richter") || is (s, after + 3, "scale")))))
    return true;
  if (!follows (s, after) || !in (s, L_duration, after))
    return false;
  if (follows (s, after + 1) && in (s, L_ago, after + 1))
    return true;
  if (i > 0 && follows (s, i) && in (s, L_span, i - 1))
    return true;
  /* "for two weeks", "in 48 hours"; but a term of prison is a figure. */
  for (size_t k = after + 1; follows (s, k) && k < after + 4; k++)
    if (in (s, L_prison, k))
      return false;
  for (size_t k = i; k > 0 && follows (s, k) && i - k < 5; k--)
    {
      if (in (s, L_prison, k - 1))
        return false;
      if (in (s, L_during, k - 1))
        return true;
    }
  return false;
}

/* "one in four", "two out of three" */
static bool
is_share (const Scan *s, size_t i, size_t n)
{
  uint32_t value;
  size_t before = i > 0 && is (s, i - 1, "in") ? i - 1 : i > 1 && is (s, i - 1, "of") && is (s, i - 2, "out") ? i - 2 : 0;

  if (before > 0 && follows (s, before)
      && (is (s, before - 1, "one") || in (s, L_number, before - 1) || (is (s, before, "out") && token (s, before - 1)->kind == LEX_NUMBER)))
    return true;
  if (before > 1 && is (s, before, "in") && (is (s, before - 2, "one") || (n == 1 && is_digits (s, before - 1, 1, 10, &value) && is_digits (s, i, 2, 100, &value))))
    return true;
  if (n == 1 && is_digits (s, i, 1, 10, &value) && is (s, i + 1, "in") && follows (s, i + 2) && is_digits (s, i + 2, 2, 100, &value))
    return true;
  return (is (s, i + n, "out") && is (s, i + n + 1, "of")
          && (in (s, L_number, i + n + 2) || (follows (s, i + n + 2) && token (s, i + n + 2)->kind == LEX_NUMBER))) || (is (s, i + n, "in") && in (s, L_number, i + n + 1));
}

/* "the two sides", "these three men": the text has told of them before. */
static bool
is_definite (const Scan *s, size_t i, size_t n)
{
  return n == 1 && in (s, L_small, i) && follows (s, i) && (in (s, L_definite, i - 1) || (is (s, i - 1, "s") && i > 1 && token (s, i - 1)->glued))
         && !(follows (s, i + 1) && in (s, L_counted, i + 1));
}

/* "in two countries", "to 3 camps": where something is, not how much. */
static bool
is_where (const Scan *s, size_t i, size_t n)
{
  uint32_t value;
  size_t at = i + n;

  if (n != 1 || !(in (s, L_small, i) || is_digits (s, i, 2, 10, &value)) || !follows (s, i) || !in (s, L_place, i - 1))
    return false;
  for (; at < i + 4 && follows (s, at) && is_word (s, at) && !in (s, L_stop, at); at++)
    if (in (s, L_area, at))
      return true;
  return false;
}

/* "a family of five" */
static bool
is_size (const Scan *s, size_t i)
{
  return i > 1 && follows (s, i) && is (s, i - 1, "of") && (is (s, i - 2, "family") || is (s, i - 2, "father") || is (s, i - 2, "mother")
                                                             || is (s, i - 2, "group") || is (s, i - 2, "page"))
         && !(follows (s, i + 1) && is_word (s, i + 1) && !in (s, L_stop, i + 1));
}

/* "test scores", "the scores were close": twenties only before "of". */
static bool
is_points (const Scan *s, size_t i, size_t n)
{
  return n == 1 && is (s, i, "scores") && !is (s, i + 1, "of");
}

bool
figures_is_none (const Scan *s, size_t i, size_t n)
{
  size_t after = i + n;

  if (figures_is_day (s, i, n) || is_age (s, i, n) || figures_is_name (s, i, n) || is_label (s, i, n) || is_item (s, i, n)
      || figures_is_year (s, i, n) || is_address (s, i, n) || is_measurement (s, i, n) || is_share (s, i, n) || is_definite (s, i, n) || is_size (s, i) || is_where (s, i, n)
      || is_points (s, i, n))
    return true;
  /* "eleven o'clock" */
  if (is (s, after, "o") && after + 1 < s->lex.text.n && token (s, after + 1)->glued && token (s, after + 1)->kind == LEX_MARK)
    return true;
  return match (s, L_clock, after) > 0 && token (s, i)->kind == LEX_NUMBER;
}
