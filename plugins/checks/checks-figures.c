/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures against their words, and parts against their whole.
 * It must not know other rules. */
#include "checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 400 /* bytes that are read for a number; longer marks are no figures */

/* --- Numbers in words ------------------------------------------------------------------------------------------------- */

/* The digit that begins at @at, in Western, Arabic-Indic or Persian shape; -1: none. */
static int
read_digit (const char *at, size_t *n)
{
  const unsigned char *u = (const unsigned char *) at;

  *n = 1;
  if (u[0] >= '0' && u[0] <= '9')
    return u[0] - '0';
  *n = 2;
  if (u[0] == 0xD9 && u[1] >= 0xA0 && u[1] <= 0xA9)
    return u[1] - 0xA0;
  if (u[0] == 0xDB && u[1] >= 0xB0 && u[1] <= 0xB9)
    return u[1] - 0xB0;
  return -1;
}

/* What may stand between groups of three digits, and how long it is: 0 where nothing of the kind stands. */
static size_t
separator_length (const char *at)
{
  static const char * const separators[] = { ",", ".", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xD9\xAC", " " };

  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (strncmp (at, separators[i], strlen (separators[i])) == 0)
      return strlen (separators[i]);
  return 0;
}

/* Do three digits follow, and no fourth? */
static bool
is_group (const char *at)
{
  size_t n;

  for (int i = 0; i < 3; i++, at += n)
    if (read_digit (at, &n) < 0)
      return false;
  return read_digit (at, &n) < 0;
}

/* The number that begins at @at, its groups joined, without decimals; moves on. */
static double
read_number (const char **at)
{
  double number = 0;
  size_t n, gap;
  int digit;

  while ((digit = read_digit (*at, &n)) >= 0 || ((gap = separator_length (*at)) > 0 && is_group (*at + gap)))
    if (digit >= 0)
      {
        number = number * 10 + digit;
        *at += n;
      }
    else
      *at += gap;
  return number;
}

/* Do digits in @words give @number, as they stand or in thousands, millions or milliards? */
static bool
mentions_number (const char *words, double number)
{
  size_t n;

  if (isnan (number))
    return true;
  while (*words != '\0')
    {
      double found;

      if (read_digit (words, &n) < 0)
        {
          words++;
          continue;
        }
      found = read_number (&words);
      for (double scale = 1; scale <= 1e9; scale *= 1000)
        if (fabs (found * scale - number) < 1e-6 * (1 + fabs (number)))
          return true;
    }
  return false;
}

static bool
same_bound (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 1e-9 * (1 + fabs (a));
}

static char *
show_number (char *buffer, size_t n, double number)
{
  if (fabs (number) < 1e15 && number == (double) (int64_t) number)
    snprintf (buffer, n, "%.0f", number);
  else
    snprintf (buffer, n, "%.10g", number);
  return buffer;
}

/* "330", "330–600", "330 +", "– 500": for a sentence. */
static char *
show_quantity (char *buffer, size_t n, const GlsPluginQuantity *quantity)
{
  char low[64], high[64];

  show_number (low, sizeof low, quantity->low);
  show_number (high, sizeof high, quantity->high);
  if (isnan (quantity->low) && isnan (quantity->high))
    snprintf (buffer, n, "?");
  else if (isnan (quantity->high))
    snprintf (buffer, n, "%s %s", strcmp (quantity->modifier, "more than") == 0 ? ">" : "≥", low);
  else if (isnan (quantity->low))
    snprintf (buffer, n, "%s %s", strcmp (quantity->modifier, "less than") == 0 ? "<" : "≤", high);
  else if (same_bound (quantity->low, quantity->high))
    snprintf (buffer, n, "%s", low);
  else
    snprintf (buffer, n, "%s–%s", low, high);
  return buffer;
}

/* --- A figure that differs from its text ------------------------------------------------------------------------------ */

static bool
is_vague (const GlsPluginQuantity *quantity)
{
  return strcmp (quantity->modifier, "magnitude") == 0;
}

/* Could both be meant by the same words? */
static bool
differ (const char *words, const GlsPluginQuantity *said, const GlsPluginQuantity *value)
{
  if (same_bound (said->low, value->low) && same_bound (said->high, value->high))
    return false;
  if (isnan (value->low) && isnan (value->high))
    return false;
  if (is_vague (said) || is_vague (value))
    return (!isnan (value->high) && value->high < said->low) || (!isnan (value->low) && value->low > said->high);
  if (strcmp (said->modifier, "range") == 0)
    return true;
  /* The bare number: "more than" may stand outside the mark, "330" here and "killed" there. */
  if (mentions_number (words, value->low) && mentions_number (words, value->high))
    return strcmp (said->modifier, "exact") != 0 && strcmp (value->modifier, "exact") == 0
           && (isnan (said->low) || isnan (said->high));
  /* A number word that is written out: the bounds of either lie within the other's. */
  return !(same_bound (isnan (said->low) ? said->high : said->low, isnan (value->low) ? value->high : value->low)
           || same_bound (isnan (said->high) ? said->low : said->high, isnan (value->high) ? value->low : value->high));
}

static char *
join_words (const Check *check, const Mark *mark)
{
  Buffer words = { NULL, 0, 0 };

  buffer_add (&words, "", 0);
  for (size_t i = 0; i < mark->given->n_fragments && words.n <= MOST_WORDS; i++)
    {
      GlsPluginRange range = mark->given->fragments[i];

      if (i > 0)
        buffer_add (&words, " ", 1);
      buffer_add (&words, check->document->text + range.start, range.end - range.start);
    }
  return words.data;
}

static int
report_figure (const Check *check, const Mark *mark, GlsPluginQuantity *said, const GlsPluginQuantity *value)
{
  char in_words[160], in_value[160];
  char *quoted = mark_words (check, mark);
  GlsPluginEdit edit = { .kind = GLS_PLUGIN_EDIT_ATTRIBUTE, .annotation = mark->given->key, .name = mark->type->quantity };
  int done;

  show_quantity (in_words, sizeof in_words, said);
  show_quantity (in_value, sizeof in_value, value);
  if (value->measure != NULL)
    said->measure = value->measure;
  said->each |= value->each;
  edit.value = check->host->json_of_quantity (check->host, said);
  done = check_report (check, "figure-differs", GLS_PLUGIN_WARNING,
                       phrases_fill (check->state->phrases, "The words “%1” say %2, but the value here is %3.", quoted, in_words, in_value,
                                     NULL),
                       mark, NULL, edit.value != NULL ? "Take the value from the words" : NULL, &edit, 1);
  free (quoted);
  return done;
}

int
check_figure (const Check *check, const Mark *mark)
{
  const char *json = mark_attribute (mark, mark->type->quantity);
  GlsPluginQuantity said = { .size = sizeof said }, value = { .size = sizeof value };
  char *words;
  int done = GLS_PLUGIN_OK;

  if (json == NULL || !check->host->quantity_of_json (check->host, json, &value))
    return done;
  words = join_words (check, mark);
  if (strlen (words) <= MOST_WORDS && check->host->quantity_of_words (check->host, words, &said) && differ (words, &said, &value))
    done = report_figure (check, mark, &said, &value);
  free (words);
  return done;
}

/* --- Parts and their whole -------------------------------------------------------------------------------------------- */

static bool
read_value (const Check *check, const Mark *mark, GlsPluginQuantity *value)
{
  const char *json = mark->type != NULL ? mark_attribute (mark, mark->type->quantity) : NULL;

  *value = (GlsPluginQuantity){ .size = sizeof *value };
  return json != NULL && check->host->quantity_of_json (check->host, json, value);
}

static bool
is_percent (const GlsPluginQuantity *quantity)
{
  return quantity->measure != NULL && (strcmp (quantity->measure, "percent") == 0 || strcmp (quantity->measure, "%") == 0);
}

/* The most that a whole may be: "about" and "nearly" leave a tenth of room. */
static double
highest (const GlsPluginQuantity *whole)
{
  bool loose = strcmp (whole->modifier, "about") == 0 || strcmp (whole->modifier, "nearly") == 0;

  return loose ? whole->high * 1.1 : whole->high;
}

static int
report_part (const Check *check, const Mark *part, const Mark *whole, const GlsPluginQuantity *a, const GlsPluginQuantity *b)
{
  char in_part[160], in_whole[160];
  char *words[2] = { mark_words (check, part), mark_words (check, whole) };
  const GlsPluginLink forth = { "part of", true, GLS_PLUGIN_FILLED_BY_ANNOTATION, whole->given->key };
  const GlsPluginLink back = { "part of", true, GLS_PLUGIN_FILLED_BY_ANNOTATION, part->given->key };
  const GlsPluginEdit edits[2] = {
    { .kind = GLS_PLUGIN_EDIT_EMPTY, .annotation = part->given->key, .link = &forth },
    { .kind = GLS_PLUGIN_EDIT_FILL, .annotation = whole->given->key, .link = &back },
  };
  int done;

  show_quantity (in_part, sizeof in_part, a);
  show_quantity (in_whole, sizeof in_whole, b);
  done = check_report (check, "part-exceeds-whole", GLS_PLUGIN_WARNING,
                       phrases_fill (check->state->phrases, "“%1” (%2) is marked as a part of “%3” (%4), which is less.", words[0],
                                     in_part, words[1], in_whole, NULL),
                       part, whole, "Turn the relation round", edits, 2);
  free (words[0]);
  free (words[1]);
  return done;
}

int
check_parts (const Check *check, const Mark *mark)
{
  GlsPluginQuantity part, whole;
  int done = GLS_PLUGIN_OK;

  if (mark->given->links.n == 0 || !read_value (check, mark, &part) || isnan (part.low))
    return done;
  for (size_t i = 0; i < mark->given->links.n && done == GLS_PLUGIN_OK; i++)
    {
      const GlsPluginLink *link = GLS_PLUGIN_AT (GlsPluginLink, mark->given->links, i);
      const Mark *other = link->relation && link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION && strcmp (link->name, "part of") == 0
                            ? check_find (check, link->to) : NULL;

      if (other != NULL && read_value (check, other, &whole) && !isnan (whole.high) && is_percent (&part) == is_percent (&whole)
          && part.each == whole.each && part.low > highest (&whole))
        done = report_part (check, mark, other, &part, &whole);
    }
  return done;
}
