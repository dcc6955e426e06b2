/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes figures: numbers of something, with the words that limit them and what is counted; not dates, ages, ordinals or numbers
 * that are names.
 * It must not know how a value is read: the host does that. */
#include <glossator-plugin.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

/* The sections of the word lists. */
#define SECTIONS(S) \
  S (after) S (age) S (agebefore) S (ago) S (clock) S (counted) S (currency) S (dateword) S (distance) \
  S (duration) S (each) S (label) S (large) S (modifier) S (month) S (number) S (percent) S (plain) S (shortened) \
  S (span) S (stop) S (street) S (vague)

enum { SECTIONS (LEX_NUMBER_OF) };

typedef struct {
  LexScan lex;
  size_t                   emitted_to;   /* token behind the last figure */
  /* The figure before, for "of whom 50": its key and where its sentence ends. */
  char                     last_key[32];
  size_t                   last_end;
  unsigned                 n;
  bool                     within;       /* reading the whole of a part: no further */
} Scan;

/* A number in the text: its tokens, and those of the other end of a range. */
typedef struct {
  size_t begin, n, other;
  bool   vague;
} Number;

/* --- What a number is ----------------------------------------------------------------------------------------------------- */

/* The tokens of one number from @i: digits with what enlarges them, or words; 0: none begins here. */
static size_t
read_number (const Scan *s, size_t i)
{
  size_t n = 0, vague = match (s, L_vague, i);

  if (vague > 0)
    return vague;
  if (i < s->lex.text.n && token (s, i)->kind == LEX_NUMBER)
    n = 1;
  else
    while (follows (s, i + n) || n == 0)
      {
        /* "twenty-five", "two hundred and fifty" */
        if (in (s, L_number, i + n) || (n > 0 && in (s, L_large, i + n)))
          n++;
        else if (n > 0 && is (s, i + n, "-") && token (s, i + n)->glued && in (s, L_number, i + n + 1)
                 && token (s, i + n + 1)->glued)
          n += 2;
        else if (n > 0 && is (s, i + n, "and") && in (s, L_large, i + n - 1) && in (s, L_number, i + n + 1))
          n += 2;
        else
          break;
      }
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

static bool
is_digits (const Scan *s, size_t i, uint32_t least, uint32_t most, uint32_t *value)
{
  return i < s->lex.text.n && lex_is_digits (token (s, i), least, most, value);
}

/* "2013", where nothing says that it counts. */
static bool
is_year (const Scan *s, size_t i, size_t n)
{
  uint32_t year;

  if (n != 1 || !is_digits (s, i, 1800, 2099, &year))
    return false;
  if (i > 0 && follows (s, i) && (in (s, L_dateword, i - 1) || in (s, L_month, i - 1) || is (s, i - 1, ",") || is (s, i - 1, "(")))
    return true;
  if (i >= 2 && token (s, i)->glued && is_digits (s, i - 2, 1800, 2099, &year))
    return true;
  /* A noun in the plural behind it is counted: "2000 people"; else it is a year. */
  return !(follows (s, i + 1) && token (s, i + 1)->kind == LEX_WORD && !in (s, L_stop, i + 1) && !token (s, i + 1)->upper);
}

/* "April 21", "21 April", "April 21-23" */
static bool
is_day (const Scan *s, size_t i, size_t n)
{
  uint32_t day;

  if (!is_digits (s, i, 1, 31, &day) || n != 1)
    return false;
  if (follows (s, i) && in (s, L_month, i - 1) && token (s, i - 1)->upper)
    return true;
  if (follows (s, i) && in (s, L_month, i - 1) && !in (s, L_number, i - 1) && token (s, i - 1)->n_fold > 3)
    return true;
  if (i >= 3 && follows (s, i) && (is (s, i - 1, "-") || is (s, i - 1, "–") || is (s, i - 1, "and") || is (s, i - 1, ","))
      && token (s, i - 2)->kind == LEX_NUMBER && in (s, L_month, i - 3))
    return true;
  if (follows (s, i + 1) && in (s, L_month, i + 1) && (token (s, i + 1)->upper || token (s, i + 1)->n_fold > 3))
    return true;
  /* "3 and 4 April", "3-4 April", "from 3 to 4 April" */
  return follows (s, i + 1) && (is (s, i + 1, "-") || is (s, i + 1, "to") || is (s, i + 1, "по") || is (s, i + 1, "–") || is (s, i + 1, "and") || is (s, i + 1, "и"))
         && i + 3 < s->lex.text.n && token (s, i + 2)->kind == LEX_NUMBER && in (s, L_month, i + 3);
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
  return n == 1 && is_digits (s, i, 1, 110, &age) && i >= 2 && is (s, i - 1, ",") && token (s, i - 2)->kind == LEX_WORD
         && token (s, i - 2)->upper
         && (is (s, after, ",") || is (s, after, ".") || is (s, after, ")") || after >= s->lex.text.n
             || token (s, after)->line != token (s, i)->line);
}

/* Glued to letters or to another number's marks: "G20", "Il-76", "21st", "10:30", "1/2", "+7" … */
static bool
is_part_of_name (const Scan *s, size_t i, size_t n)
{
  const LexToken *first = token (s, i);
  size_t after = i + n;

  if (first->kind == LEX_NUMBER && first->glued && i > 0)
    {
      const LexToken *before = token (s, i - 1);

      if (before->kind == LEX_WORD || is (s, i - 1, "/") || is (s, i - 1, ":") || is (s, i - 1, "#") || is (s, i - 1, "№")
          || is (s, i - 1, "+") || is (s, i - 1, "_") || is (s, i - 1, "@") || is (s, i - 1, "&") || is (s, i - 1, "="))
        return true;
      if ((is (s, i - 1, "-") || is (s, i - 1, ".")) && before->glued && i > 1 && token (s, i - 2)->kind == LEX_WORD)
        return true;
    }
  if (first->kind == LEX_NUMBER && after < s->lex.text.n && token (s, after)->glued)
    {
      const LexToken *next = token (s, after);

      if (next->kind == LEX_WORD && !in (s, L_large, after) && !in (s, L_percent, after))
        return true;
      if (is (s, after, ":") || is (s, after, "/") || is (s, after, "_") || is (s, after, "@"))
        return true;
      /* "9-11", "20-летний"; a range of numbers is read before this is asked. */
      if (is (s, after, "-") && after + 1 < s->lex.text.n && token (s, after + 1)->glued)
        return true;
    }
  return false;
}

static bool
is_label (const Scan *s, size_t i, size_t n)
{
  if (!follows (s, i) || token (s, i)->kind != LEX_NUMBER)
    return false;
  if (is (s, i - 1, ".") && i > 1 && is (s, i - 2, "no"))
    return true;
  if (!in (s, L_label, i - 1))
    return false;
  if (is (s, i - 1, "magnitude"))
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

  if (follows (s, after) && match (s, L_distance, after) > 0)
    return true;
  if (!follows (s, after) || !in (s, L_duration, after))
    return false;
  if (follows (s, after + 1) && in (s, L_ago, after + 1))
    return true;
  return i > 0 && follows (s, i) && in (s, L_span, i - 1);
}

/* "one in four", "two out of three" */
static bool
is_share (const Scan *s, size_t i, size_t n)
{
  size_t before = i > 0 && is (s, i - 1, "in") ? i - 1 : i > 1 && is (s, i - 1, "of") && is (s, i - 2, "out") ? i - 2 : 0;

  if (before > 0 && follows (s, before) && (is (s, before - 1, "one") || in (s, L_number, before - 1)))
    return true;
  return (is (s, i + n, "out") && is (s, i + n + 1, "of") && in (s, L_number, i + n + 2)) || (is (s, i + n, "in") && in (s, L_number, i + n + 1));
}

static bool
is_no_figure (const Scan *s, size_t i, size_t n)
{
  size_t after = i + n;

  if (is_day (s, i, n) || is_age (s, i, n) || is_part_of_name (s, i, n) || is_label (s, i, n) || is_item (s, i, n)
      || is_year (s, i, n) || is_address (s, i, n) || is_measurement (s, i, n) || is_share (s, i, n))
    return true;
  return match (s, L_clock, after) > 0 && token (s, i)->kind == LEX_NUMBER;
}

/* --- Around it ------------------------------------------------------------------------------------------------------------- */

/* "stayed", "fighting": a verb follows, not what is counted. */
static bool
is_verb_form (const Scan *s, size_t i)
{
  const LexToken *word = token (s, i);

  return !word->upper && word->n_fold > 4 && (lex_ends_with (word, "ed", 2) || lex_ends_with (word, "ing", 3));
}

/* What is counted: adjectives with a capital and one noun, at most three words, none of them a stop word. */
static size_t
read_counted (const Scan *s, size_t i)
{
  size_t n = 0;

  if (follows (s, i) && in (s, L_counted, i))
    return 1;
  while (n < 3 && follows (s, i + n) && token (s, i + n)->kind == LEX_WORD && !in (s, L_stop, i + n) && !in (s, L_number, i + n)
         && !in (s, L_month, i + n) && !is_verb_form (s, i + n) && match (s, L_modifier, i + n) == 0)
    {
      bool capital = token (s, i + n)->upper;

      /* "Kyrgyz citizens", but not "people Mamurov". */
      if (n > 0 && capital && !token (s, i + n - 1)->upper)
        break;
      n++;
      if (!capital)
        break;
    }
  return n;
}

/* "of them", "of the 40": the quantity is there, the noun is not. @from: no token before it may be taken. */
static size_t
read_modifiers (const Scan *s, size_t from, size_t i)
{
  size_t start = i, n;

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
  if (i > from && in (s, L_currency, i - 1) && token (s, i - 1)->line == token (s, i)->line)
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
  bool asked = start > 0 && (is (s, start - 1, "between") || is (s, start - 1, "from") || is (s, start - 1, "от"));

  if (!follows (s, i))
    return 0;
  if (is_dash (s, i) && token (s, i)->glued)
    between = 1;
  else if (is (s, i, "to") || (is (s, i, "and") && asked) || is (s, i, "or") || (is (s, i, "до") && asked) || is (s, i, "или"))
    between = 1;
  if (between == 0 || !follows (s, i + between))
    return 0;
  if (in (s, L_currency, i + between))
    between++;
  n = read_number (s, i + between);
  if (n == 0 || is_no_figure (s, i + between, n))
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
is_part (const Scan *s, size_t start)
{
  if (s->n == 0 || start <= s->last_end || start - s->last_end > 24
      || token (s, start)->line != token (s, s->last_end - 1)->line)
    return false;
  return has_word_between (s, s->last_end, start, "of", "whom") || has_word_between (s, s->last_end, start, "of", "which")
         || has_word_between (s, s->last_end, start, "of", "them") || has_word_between (s, s->last_end, start, "из", "них")
         || has_word_between (s, s->last_end, start, "из", "которых");
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

/* What the host does not read in Russian: "от 10 до 12 тысяч", "десятки тысяч", "тысячи людей". */
static void
read_russian (const Scan *s, const Number *number, GlsPluginQuantity *quantity)
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
  if (is (s, number->begin, "тысячи") || is (s, number->begin, "миллионы"))
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

static int
emit (Scan *s, size_t start, size_t end, double confidence, bool each, bool part_of_last, const Number *number)
{
  const GlsPluginHost *host = s->lex.host;
  GlsPluginRange range = { token (s, start)->start, token (s, end - 1)->end };
  char key[32], *words = malloc (range.end - range.start + 1);
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
  if (host->quantity_of_words (host, words, &quantity))
    {
      quantity.each = quantity.each || each;
      read_russian (s, number, &quantity);
      value.value = host->json_of_quantity (host, &quantity);
      if (value.value != NULL)
        annotation.attributes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&value, 1);
      if (part_of_last || is_part (s, start))
        annotation.links = (GlsPluginArray) GLS_PLUGIN_ARRAY (&part, 1);
      snprintf (key, sizeof key, "f%u", s->n);
      done = host->emit_annotation (host, &annotation);
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
  return follows (s, end) && in (s, L_each, end);
}

static int take (Scan *s, size_t *i, size_t n);

/* "30 of the 90 dockers": the whole behind a part that ends at @end goes out first. How far it went; @end: there is none. */
static size_t
take_whole (Scan *s, size_t end, int *done)
{
  size_t at = end + 2, n;
  unsigned before = s->n;

  *done = GLS_PLUGIN_OK;
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
  bool vague = match (s, L_vague, begin) > 0;

  other = read_other_end (s, begin, end);
  /* "6-4", "2008-2012": neither end counts anything. */
  if (other == 0 && n == 1 && is_dash (s, end) && token (s, end)->glued && end + 1 < s->lex.text.n && token (s, end + 1)->glued
      && token (s, end + 1)->kind == LEX_NUMBER && !is_rising (s, begin, end + 1))
    {
      *i = end + 2;
      return GLS_PLUGIN_OK;
    }
  if ((other == 0 && is_no_figure (s, begin, n)) || is_day (s, begin, n) || is_part_of_name (s, begin, other > 0 ? n + other : n))
    {
      *i = end;
      return GLS_PLUGIN_OK;
    }
  end += other;
  start = read_currency_before (s, s->emitted_to, begin);
  start = read_modifiers (s, s->emitted_to, start);
  /* "от 10 до 12": the words belong together. */
  if (other > 0 && is (s, begin + n, "до") && start > s->emitted_to && is (s, start - 1, "от"))
    start--;
  unit = match (s, L_percent, end);
  if (unit == 0 && follows (s, end) && in (s, L_currency, end))
    unit = 1;
  end += unit;
  if (unit == 0 && match (s, L_after, end) > 0 && follows (s, end))
    end += match (s, L_after, end);
  if (vague && is (s, end, "of") && follows (s, end + 1) && !in (s, L_stop, end + 1) && token (s, end + 1)->kind == LEX_WORD)
    {
      counted = read_counted (s, end + 1);
      end += counted > 0 ? counted + 1 : 0;
    }
  else if (unit == 0)
    {
      counted = read_counted (s, end);
      if (counted == 0 && token (s, begin)->kind == LEX_WORD)
        confidence = 0.6;
      end += counted;
    }
  s->emitted_to = end;
  *i = take_whole (s, end, &done);
  return done != GLS_PLUGIN_OK ? done
                               : emit (s, start, end, confidence, is_each (s, start, end), *i > end, &(Number) { begin, n, other, vague });
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
      size_t n;

      if (lex_is_cancelled (host, &steps))
        break;
      n = token (&s, i)->skip ? 0 : read_number (&s, i);
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
  static const char *const lists[] = { "en.txt", "ru.txt", NULL };
  static const char *const sections[] = { SECTIONS (LEX_NAME_OF) NULL };

  (void) run;
  return lexicon_begin (host, lists, sections, state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = scan_document, .end = lexicon_end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "figures", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
