/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes figures: numbers of something, with the words that limit them and what is counted; not dates, ages, ordinals or numbers
 * that are names.
 * It must not know how a value is read: the host does that. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

/* --- What a number is ----------------------------------------------------------------------------------------------------- */

/* "one person was killed", "killing one soldier", "left one dead": one that is counted. */
static bool
is_one (const Scan *s, size_t i)
{
  if (!is (s, i, "one") || !follows (s, i + 1))
    return false;
  if (in (s, L_counted, i + 1))
    return true;
  if (!in (s, L_countedone, i + 1))
    return false;
  for (size_t k = i + 2; k < i + 7 && follows (s, k) && !in (s, L_number, k); k++)
    if (in (s, L_counted, k) || is (s, k, "died"))
      return true;
  return i > 0 && follows (s, i) && (is (s, i - 1, "killing") || is (s, i - 1, "wounding") || is (s, i - 1, "injuring") || in (s, L_counted, i - 1)
                                     || is (s, i - 1, "leaving") || is (s, i - 1, "destroying") || is (s, i - 1, "damaging"));
}

/* The tokens of one number from @i: digits with what enlarges them, or words; 0: none begins here. */
static size_t
read_number (const Scan *s, size_t i)
{
  if (is_one (s, i))
    return 1;
  size_t n = 0, vague = match (s, L_vague, i);

  /* "a quarter of a million", "three quarters of a million", "one and a half million" */
  if ((is (s, i, "a") || in (s, L_number, i)) && follows (s, i + 4) && in (s, L_fraction, i + 1) && is (s, i + 2, "of") && is (s, i + 3, "a")
      && in (s, L_large, i + 4))
    return 5;
  if (is (s, i, "one") && follows (s, i + 4) && is (s, i + 1, "and") && is (s, i + 2, "a") && is (s, i + 3, "half") && in (s, L_large, i + 4))
    return 5;

  if (i < s->lex.text.n && token (s, i)->kind == LEX_NUMBER)
    n = 1;
  else if (vague == 0 || in (s, L_large, i + vague - 1))
    while (follows (s, i + n) || n == 0)
      {
        /* "a hundred and fifty", "one thousand" */
        if (n == 0 && (is (s, i, "a") || is (s, i, "one")) && follows (s, i + 1) && in (s, L_large, i + 1))
          n = 2;
        /* "mil doscientas" */
        else if (n == 0 && (is (s, i, "mil") || is (s, i, "mille")) && follows (s, i + 1) && in (s, L_number, i + 1))
          n = 2;
        /* "two and a half million" */
        else if (n > 0 && is (s, i + n, "and") && is (s, i + n + 1, "a") && is (s, i + n + 2, "half") && in (s, L_large, i + n + 3))
          n += 4;
        /* "twenty-five", "two hundred and fifty" */
        else if (in (s, L_number, i + n) || (n > 0 && in (s, L_large, i + n)))
          n++;
        else if (n > 0 && is (s, i + n, "-") && token (s, i + n)->glued && in (s, L_number, i + n + 1)
                 && token (s, i + n + 1)->glued)
          n += 2;
        /* "treinta y cinco", "vinte e cinco" */
        else if (n > 0 && ((is (s, i + n, "and") && in (s, L_large, i + n - 1)) || is (s, i + n, "y") || is (s, i + n, "e"))
                 && in (s, L_number, i + n + 1))
          n += 2;
        else
          break;
      }
  if (n <= vague)
    return vague;
  /* "one and a half thousand", "2 and a half million" */
  if (n == 1 && follows (s, i + 1) && is (s, i + 1, "and") && is (s, i + 2, "a") && is (s, i + 3, "half") && in (s, L_large, i + 4))
    n += 4;
  while (n > 0 && follows (s, i + n) && in (s, L_large, i + n))
    {
      n++;
      /* "40 тыс. беженцев" */
      if (in (s, L_shortened, i + n - 1) && is (s, i + n, ".") && token (s, i + n)->glued && follows (s, i + n + 1)
          && !token (s, i + n + 1)->upper)
        n++;
    }
  return n;
}

/* --- Around it ------------------------------------------------------------------------------------------------------------- */

/* "of them", "of the 40": the quantity is there, the noun is not. @from: no token before it may be taken. */
static size_t
read_modifiers (const Scan *s, size_t from, size_t i)
{
  size_t start = i, n;

  /* "выросло с 2 до 4 тысяч" */
  if (i > from && is (s, i - 1, "до"))
    for (size_t k = i - 1; k > 1 && i - k < 6 && follows (s, k); k--)
      if ((is (s, k - 1, "с") || is (s, k - 1, "со")) && read_number (s, k) > 0)
        return i;
  while (start > from && (n = lexicon_match_before (s->lex.lexicon, L_modifier, &s->lex.text, from, start)) > 0
         && token (s, start - n)->line == token (s, i)->line && !token (s, start - n)->skip)
    start -= n;
  /* A word that limits nothing does not begin a figure. */
  while (start < i && (n = match (s, L_plain, start)) > 0 && start + n <= i)
    start += n;
  return start;
}

static size_t
read_currency_before (const Scan *s, size_t from, size_t i)
{
  if (i > from && in (s, L_currency, i - 1) && !is (s, i - 1, "won") && token (s, i - 1)->line == token (s, i)->line)
    {
      /* "US$" */
      if (i - 1 > from && is (s, i - 1, "$") && is (s, i - 2, "us") && token (s, i - 1)->glued)
        return i - 2;
      return i - 1;
    }
  return i;
}

static bool
is_dash (const Scan *s, size_t i)
{
  return is (s, i, "-") || is (s, i, "–") || is (s, i, "—");
}

/* Is the number at @b the larger? Years are no range of anything counted. */
static bool
is_rising (const Scan *s, size_t a, size_t b)
{
  uint32_t low, high;

  if (!is_digits (s, a, 0, 9999, &low) || !is_digits (s, b, 0, 9999, &high))
    return true;
  return low < high && !(low >= 1800 && high <= 2099 && token (s, a)->end - token (s, a)->start == 4);
}

/* "500-600", "300 to 500", "between 20 and 30": how many tokens the other end takes, with what stands between. */
static size_t
read_other_end (const Scan *s, size_t start, size_t i)
{
  size_t between = 0, n;
  bool asked = start > 0 && (is (s, start - 1, "between") || is (s, start - 1, "from") || is (s, start - 1, "от") || figures_is_aged (s, start));

  if (!follows (s, i))
    return 0;
  /* "rose from 12 to 15": two figures. */
  if (start > 0 && is (s, start - 1, "from") && is (s, i, "to"))
    for (size_t k = start - 1; k > 0 && follows (s, k) && start - k < 8; k--)
      if (in (s, L_change, k - 1))
        return 0;
  /* "in 2013 to 120" */
  if (start > 0 && is (s, i, "to") && !asked && figures_is_year (s, start, i - start))
    return 0;
  if (is_dash (s, i) && token (s, i)->glued)
    between = 1;
  /* "500 - 600 people" */
  else if (is_dash (s, i) && follows (s, i + 2) && token (s, i - 1)->kind == LEX_NUMBER && token (s, i + 1)->kind == LEX_NUMBER && i - start == 1
           && !token (s, i + 1)->glued && is_rising (s, i - 1, i + 1) && figures_read_counted (s, i + 2) > 0)
    between = 1;
  else if (is (s, i, "to") || (is (s, i, "and") && asked) || is (s, i, "or") || (is (s, i, "до") && asked) || is (s, i, "или"))
    between = 1;
  if (between == 0 || !follows (s, i + between))
    return 0;
  if (in (s, L_currency, i + between))
    between++;
  n = read_number (s, i + between);
  if (n == 0 || figures_is_none (s, i + between, n))
    return 0;
  /* "6-4", "2008-2012": a result, years */
  if (between == 1 && token (s, i)->glued && !is_rising (s, i - 1, i + 1))
    return 0;
  /* "two or three", but not "40 or 2013". */
  return between + n;
}

/* --- Out -------------------------------------------------------------------------------------------------------------------- */

static bool
has_word_between (const Scan *s, size_t from, size_t to, const char *a, const char *b)
{
  for (size_t i = from; i + 1 < to; i++)
    if (is (s, i, a) && (is (s, i + 1, b)))
      return true;
  return false;
}

/* "339 people …, of whom 50 were women": 50 is part of 339. */
static bool
is_part (const Scan *s, size_t start, size_t end)
{
  size_t near;

  if (s->n > 0 && start >= s->last_end && start - s->last_end < 60 && is (s, end, "из") && (is (s, end + 1, "них") || is (s, end + 1, "которых"))
      && token (s, start)->line <= token (s, s->last_end - 1)->line + 2)
    return true;
  /* "240 miners … 45 of the miners": the same word. */
  if (s->n > 0 && start >= s->last_end && start - s->last_end < 60 && s->last_end > 0 && is (s, end, "of") && is (s, end + 1, "the") && end + 2 < s->lex.text.n
      && is_word (s, s->last_end - 1) && lex_is (token (s, end + 2), token (s, s->last_end - 1)->fold, token (s, s->last_end - 1)->n_fold)
      && token (s, start)->line <= token (s, s->last_end - 1)->line + 2)
    return true;
  /* "22 of them children" */
  if (s->n > 0 && start >= s->last_end && start - s->last_end < (is (s, end + 1, "them") ? 60 : 24) && is (s, end, "of") && (is (s, end + 1, "them") || is (s, end + 1, "whom") || is (s, end + 1, "which"))
      && token (s, start)->line <= token (s, s->last_end - 1)->line + (is (s, end + 1, "them") ? 2 : 0))
    return true;
  if (s->n == 0 || start <= s->last_end || start - s->last_end > 24
      || token (s, start)->line != token (s, s->last_end - 1)->line)
    return false;
  for (size_t i = s->last_end; i < start; i++)
    if (match (s, L_parts, i) > 0)
      return true;
  /* "of whom 50 were women and 20 were children" */
  if (s->last_is_part && start - s->last_end < 8)
    for (size_t i = s->last_end; i < start; i++)
      if (is (s, i, "and") || is (s, i, "и"))
        return true;
  near = start > s->last_end + 3 ? start - 3 : s->last_end;
  return has_word_between (s, near, start, "of", "whom") || has_word_between (s, near, start, "of", "which")
         || has_word_between (s, near, start, "of", "them") || has_word_between (s, near, start, "из", "них")
         || has_word_between (s, near, start, "из", "которых");
}

static bool
read_quantity (const Scan *s, size_t from, size_t to, const char *more, GlsPluginQuantity *quantity)
{
  char words[160];
  size_t n = token (s, to - 1)->end - token (s, from)->start;

  if (n + strlen (more) + 2 > sizeof words)
    return false;
  memcpy (words, s->lex.document->text + token (s, from)->start, n);
  words[n] = '\0';
  if (*more != '\0')
    {
      words[n++] = ' ';
      memcpy (words + n, more, strlen (more) + 1);
    }
  return s->lex.host->quantity_of_words (s->lex.host, words, quantity);
}

/* The words [@from, @to) before another number. */
static void
read_modified (const Scan *s, size_t from, size_t to, const char *number, GlsPluginQuantity *quantity)
{
  GlsPluginQuantity read = { .size = sizeof read };

  if (!read_quantity (s, from, to, number, &read))
    return;
  quantity->low = read.low;
  quantity->high = read.high;
  quantity->modifier = read.modifier;
}

/* What the host does not read in Russian: "от 10 до 12 тысяч", "десятки тысяч", "тысячи людей". */
static void
read_russian (const Scan *s, size_t start, const Number *number, GlsPluginQuantity *quantity)
{
  GlsPluginQuantity low = { .size = sizeof low }, high = { .size = sizeof high };
  size_t second = number->begin + number->n + 1, last = number->begin + number->n + number->other - 1;

  if (number->other > 1 && (unsigned char) *token (s, second - 1)->fold >= 0xD0)
    {
      const char *large = in (s, L_large, last) && number->n == 1 ? token (s, last)->fold : "";

      if (!read_quantity (s, number->begin, number->begin + number->n, large, &low)
          || !read_quantity (s, second, last + 1, "", &high) || !(low.low <= high.high))
        return;
      quantity->low = low.low;
      quantity->high = high.high;
      quantity->modifier = "range";
      return;
    }
  if (!number->vague || (unsigned char) *token (s, number->begin)->fold < 0xD0)
    return;
  /* «до тысячи», «около тысячи» */
  if (number->n == 1 && start < number->begin && (is (s, number->begin, "тысячи") || is (s, number->begin, "миллиона")))
    read_modified (s, start, number->begin, is (s, number->begin, "тысячи") ? " 1000" : " 1000000", quantity);
  else if (is (s, number->begin, "тысячи") || is (s, number->begin, "миллионы"))
    {
      quantity->low = is (s, number->begin, "тысячи") ? 1000 : 1000000;
      quantity->high = quantity->low * 10 - 1;
      quantity->modifier = "magnitude";
    }
  else if (number->n == 2 && is (s, number->begin + 1, "тысяч") && quantity->high < 1000)
    {
      quantity->low *= 1000;
      quantity->high = (quantity->high + 1) * 1000 - 1;
    }
}

/* What the host does not see: the measure of "40 armed men", of "EUR 40", the millions of "3.5m people". */
static void
complete (const Scan *s, size_t start, size_t end, const Number *number, GlsPluginQuantity *quantity)
{
  static const char *const codes[] = { "USD", "EUR", "GBP", "RUB", "KZT", "KGS", "CNY", "JPY", "CHF", "UAH", "INR", NULL };
  GlsPluginQuantity last = { .size = sizeof last };
  size_t behind = number->begin + number->n + number->other;

  if (number->n == 2 && number->other == 0 && is (s, number->begin + 1, "m") && token (s, number->begin + 1)->glued && end > behind)
    {
      quantity->low *= 1e6;
      quantity->high *= 1e6;
      quantity->measure = NULL;
    }
  /* "с 2 до 4 тысяч" */
  if (number->n == 1 && number->other == 0 && is (s, behind, "до") && number->begin > 0 && is (s, number->begin - 1, "с")
      && follows (s, behind + 2) && token (s, behind + 1)->kind == LEX_NUMBER && in (s, L_large, behind + 2) && quantity->high < 1000)
    {
      double times = is (s, behind + 2, "тысяч") || is (s, behind + 2, "тыс") ? 1e3 : 1e6;

      quantity->low *= times;
      quantity->high *= times;
    }
  if (quantity->measure != NULL)
    return;
  if (start < number->begin)
    for (size_t k = 0; codes[k] != NULL; k++)
      if (token (s, number->begin - 1)->n_fold == 3 && token (s, number->begin - 1)->capitals
          && strncmp (s->lex.document->text + token (s, number->begin - 1)->start, codes[k], 3) == 0)
        quantity->measure = codes[k];
  for (size_t i = behind; i < end; i++)
    if (is (s, i, "square") || is (s, i, "cubic"))
      return;
  if (end > behind && in (s, L_persons, end - 1))
    quantity->measure = "persons";
  else if (end > behind && is_cyrillic (s, end - 1) && is_word (s, end - 1) && token (s, end - 1)->n_fold < 40)
    {
      char words[48] = "2 ";

      memcpy (words + 2, token (s, end - 1)->fold, token (s, end - 1)->n_fold + 1);
      if (s->lex.host->quantity_of_words (s->lex.host, words, &last) && last.measure != NULL)
        quantity->measure = last.measure;
    }
}

/* "at least one in three" is at least 33 percent; about that, where nothing else is said and it is no whole number. */
static bool
read_percent (const Scan *s, size_t start, const Number *number, GlsPluginQuantity *quantity)
{
  char words[160];
  size_t n = start < number->begin ? token (s, number->begin - 1)->end - token (s, start)->start : 0;

  if (n + 32 > sizeof words)
    return false;
  memcpy (words, s->lex.document->text + token (s, start)->start, n);
  snprintf (words + n, sizeof words - n, " %s%.0f percent", n == 0 && fmod (number->percent, 5) != 0 ? "about " : "", number->percent);
  return s->lex.host->quantity_of_words (s->lex.host, words, quantity);
}

static int
emit (Scan *s, size_t start, size_t end, double confidence, bool each, bool part_of_last, const Number *number)
{
  const GlsPluginHost *host = s->lex.host;
  GlsPluginRange range = { token (s, start)->start, token (s, end - 1)->end };
  char key[32], *words = malloc (range.end - range.start + 2);
  GlsPluginQuantity quantity = { .size = sizeof quantity };
  GlsPluginAttribute value = { "value", NULL };
  GlsPluginLink part = { "part of", true, GLS_PLUGIN_FILLED_BY_ANNOTATION, s->last_key };
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .key = key, .type = "Figure", .fragments = &range, .n_fragments = 1, .confidence = confidence,
  };
  int done = GLS_PLUGIN_OK;

  if (words == NULL)
    abort ();
  memcpy (words, s->lex.document->text + range.start, range.end - range.start);
  words[range.end - range.start] = '\0';
  /* "Rs250 million" */
  if (number->begin > start && token (s, number->begin)->glued && is_word (s, number->begin - 1))
    {
      size_t at = token (s, number->begin)->start - range.start;

      memmove (words + at + 1, words + at, range.end - range.start - at + 1);
      words[at] = ' ';
    }
  if (number->percent > 0 ? read_percent (s, start, number, &quantity) : host->quantity_of_words (host, words, &quantity))
    {
      quantity.each = quantity.each || each;
      if (number->percent > 0)
        quantity.said = words;
      else
        {
          complete (s, start, end, number, &quantity);
          read_russian (s, start, number, &quantity);
        }
      value.value = host->json_of_quantity (host, &quantity);
      if (value.value != NULL)
        annotation.attributes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&value, 1);
      if (part_of_last || is_part (s, start, end))
        annotation.links = (GlsPluginArray) GLS_PLUGIN_ARRAY (&part, 1);
      snprintf (key, sizeof key, "f%u", s->n);
      done = host->emit_annotation (host, &annotation);
      s->last_is_part = annotation.links.n > 0 && !part_of_last;
      /* Parts of a whole are told apart: the whole stays the one they belong to. */
      if (annotation.links.n == 0)
        memcpy (s->last_key, key, sizeof key);
      s->last_end = end > s->last_end ? end : s->last_end;
      s->n++;
    }
  free (words);
  return done;
}

/* "each sent more than 1,000" */
static bool
is_each (const Scan *s, size_t start, size_t end)
{
  for (size_t i = start; i > 0 && start - i < 4 && token (s, i - 1)->line == token (s, start)->line; i--)
    if (in (s, L_each, i - 1))
      return true;
  /* "100 dollars to each of the injured" */
  return (follows (s, end) && in (s, L_each, end))
         || (follows (s, end + 1) && in (s, L_each, end + 1) && (is (s, end, "to") || is (s, end, "for") || is (s, end, "per")));
}

static int take (Scan *s, size_t *i, size_t n);

/* "30 of the 90 dockers": the whole behind a part that ends at @end goes out first. How far it went; @end: there is none. */
static size_t
take_whole (Scan *s, size_t end, int *done)
{
  size_t at = end + 2, n;
  unsigned before = s->n;

  *done = GLS_PLUGIN_OK;
  /* «2 тысячи из 12 тысяч жителей» */
  if (!s->within && follows (s, end) && is (s, end, "из") && follows (s, end + 1) && read_number (s, end + 1) > 0)
    {
      at = end + 1;
      s->within = true;
      *done = take (s, &at, read_number (s, at));
      s->within = false;
      return s->n > before ? at : end;
    }
  if (s->within || !follows (s, end) || !is (s, end, "of") || !follows (s, end + 1)
      || !(is (s, end + 1, "the") || is (s, end + 1, "these") || is (s, end + 1, "those") || is (s, end + 1, "all"))
      || !follows (s, at) || (n = read_number (s, at)) == 0)
    return end;
  s->within = true;
  *done = take (s, &at, n);
  s->within = false;
  return s->n > before ? at : end;
}

/* A number at @i: the whole figure around it, or nothing. Moves *@i behind. */
static int
take (Scan *s, size_t *i, size_t n)
{
  size_t begin = *i, end = *i + n, start, other, counted, unit;
  int done;
  double confidence = 0.9;
  bool vague = n > 0 && match (s, L_vague, begin) == n;

  other = read_other_end (s, begin, end);
  /* "6-4", "2008-2012": neither end counts anything. */
  if (other == 0 && n == 1 && is_dash (s, end) && token (s, end)->glued && end + 1 < s->lex.text.n && token (s, end + 1)->glued
      && token (s, end + 1)->kind == LEX_NUMBER && !is_rising (s, begin, end + 1))
    {
      *i = end + 2;
      return GLS_PLUGIN_OK;
    }
  if (other > 0 && (figures_is_aged (s, begin) || match (s, L_age, end + other) > 0))
    {
      *i = end + other;
      return GLS_PLUGIN_OK;
    }
  if ((other == 0 && figures_is_none (s, begin, n)) || figures_is_day (s, begin, n) || figures_is_name (s, begin, other > 0 ? n + other : n))
    {
      *i = end;
      return GLS_PLUGIN_OK;
    }
  end += other;
  start = read_currency_before (s, s->emitted_to, begin);
  start = read_modifiers (s, s->emitted_to, start);
  /* "torn between two offers" */
  if (other == 0 && start < begin && is (s, start, "between"))
    start++;
  /* "от 10 до 12": the words belong together. */
  if (other > 0 && is (s, begin + n, "до") && start > s->emitted_to && is (s, start - 1, "от"))
    start--;
  unit = match (s, L_percent, end);
  if (unit == 0 && follows (s, end) && in (s, L_currency, end))
    unit = 1;
  else if (unit == 0 && follows (s, end + 1) && is (s, end, "us") && in (s, L_currency, end + 1))
    unit = 2;
  end += unit;
  if (match (s, L_percent, end - unit) > 0 && unit > 0 && follows (s, end + 1) && is (s, end, "of") && (counted = figures_read_counted (s, end + 1)) > 0
      && !(is (s, end + counted + 2, "s") && token (s, end + counted + 2)->glued))
    end += counted + 1;
  /* "500+ fighters" */
  if (unit == 0 && is (s, end, "+") && token (s, end)->glued && !(end + 1 < s->lex.text.n && token (s, end + 1)->glued && token (s, end + 1)->kind == LEX_NUMBER))
    end++;
  if (unit == 0 && match (s, L_after, end) > 0 && follows (s, end))
    end += match (s, L_after, end);
  if (vague && is (s, end, "of") && follows (s, end + 1) && !figures_is_stop (s, end + 1) && token (s, end + 1)->kind == LEX_WORD)
    {
      counted = figures_read_counted (s, end + 1);
      end += counted > 0 ? counted + 1 : 0;
    }
  else if (unit == 0)
    {
      counted = figures_read_counted (s, end);
      if (counted == 0 && token (s, begin)->kind == LEX_WORD)
        confidence = 0.6;
      end += counted;
    }
  s->emitted_to = end;
  *i = take_whole (s, end, &done);
  return done != GLS_PLUGIN_OK ? done
                               : emit (s, start, end, confidence, is_each (s, start, end), *i > end, &(Number) { begin, n, other, vague, 0 });
}

/* "nearly half the fighters", "one in three": a share of a whole. */
static int
take_share (Scan *s, size_t *i, size_t n, double percent)
{
  size_t begin = *i, end = begin + n, start = read_modifiers (s, s->emitted_to, begin);
  int done;

  /* "one in three fighters" */
  if (is (s, begin + 1, "in") || is (s, begin + 1, "out"))
    end += figures_read_counted (s, end);
  s->emitted_to = end;
  *i = take_whole (s, end, &done);
  return done != GLS_PLUGIN_OK ? done : emit (s, start, end, 0.8, false, *i > end, &(Number) { begin, n, 0, false, percent });
}

/* Most words are no number: one look tells. */
static inline bool
may_begin (const Scan *s, size_t i)
{
  const uint64_t one = 1, sections = one << L_number | one << L_vague | one << L_fraction | one << L_each;

  return token (s, i)->kind == LEX_NUMBER || (token (s, i)->first & sections) != 0 || is (s, i, "one");
}

static int
scan_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Scan s = { .lex = { host, document, data, { 0 } } };
  size_t steps = 0;
  int done = GLS_PLUGIN_OK;

  lex_text_read (&s.lex.text, host, document, data);
  for (size_t i = 0; i < s.lex.text.n && done == GLS_PLUGIN_OK;)
    {
      bool may = !token (&s, i)->skip && may_begin (&s, i);
      double percent = 0;
      size_t n;

      if (lex_is_cancelled (host, &steps))
        break;
      n = may ? figures_read_share (&s, i, &percent) : 0;
      if (n > 0)
        {
          done = take_share (&s, &i, n, percent);
          continue;
        }
      n = may ? read_number (&s, i) : 0;
      if (n == 0)
        i++;
      else
        done = take (&s, &i, n);
    }
  lex_text_clear (&s.lex.text);
  return done;
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  static const char *const lists[] = { "en.txt", "ru.txt", "other.txt", NULL };
  static const char *const sections[] = { SECTIONS (LEX_NAME_OF) NULL };

  (void) run;
  return lexicon_begin (host, lists, sections, state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = scan_document, .end = lexicon_end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "figures", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
