/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the date that words mean, against the day on which they were published.
 * It must not know EDTF's forms beyond writing them (gls-date.c checks them), nor the article around the words. */
#include "config.h"

#include <string.h>

#include "gls-date.h"
#include "gls-date-words.h"

static void
read_anchor (const char *published, GlsDateAnchor *anchor)
{
  g_autofree char *day = NULL;
  GDate first, last;

  *anchor = (GlsDateAnchor) { 0 };
  /* A time of day after the date is no matter here. */
  if (published != NULL && strlen (published) > 10 && published[10] == 'T')
    published = day = g_strndup (published, 10);
  if (!gls_date_get_range (published, &anchor->first, &anchor->last) || anchor->first == 0
      || anchor->last == G_MAXUINT32)
    return;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_julian (&first, anchor->first);
  g_date_set_julian (&last, anchor->last);
  if (g_date_get_year (&first) != g_date_get_year (&last))
    return;
  anchor->year = g_date_get_year (&first);
  if (g_date_get_month (&first) != g_date_get_month (&last))
    return;
  anchor->month = g_date_get_month (&first);
  if (anchor->first == anchor->last)
    anchor->day = g_date_get_day (&first);
}

/* Is the point of this year before, at or after the publication? By month, or by day where both are known. */
static int
compare_to_anchor (const GlsDatePoint *point, int year, const GlsDateAnchor *anchor)
{
  GlsDatePoint dated = *point;
  guint32 first, last;

  dated.year = year;

  g_autofree char *edtf = gls_date_point_write (&dated);

  if (!gls_date_get_range (edtf, &first, &last))
    return 0;

  return last < anchor->first ? -1 : first > anchor->last ? 1 : 0;
}

/* A date without a year is the nearest that news is likely to mean: up to a month ahead, else the one before. */
static void
fill_year (GlsDatePoint *point, const GlsDateAnchor *anchor)
{
  if (point->year != 0 || point->month == 0 || anchor->year == 0)
    return;

  GlsDatePoint dated = *point;
  guint32 first, last;

  switch (point->towards)
    {
    case GLS_DATE_TOWARDS_THIS:
      dated.year = anchor->year;
      break;

    case GLS_DATE_TOWARDS_LAST:
      dated.year = anchor->year - (compare_to_anchor (point, anchor->year, anchor) < 0 ? 0 : 1);
      break;

    case GLS_DATE_TOWARDS_NEXT:
      dated.year = anchor->year + (compare_to_anchor (point, anchor->year, anchor) > 0 ? 0 : 1);
      break;

    default:
      for (dated.year = anchor->year + 1; dated.year >= anchor->year; dated.year--)
        {
          g_autofree char *edtf = gls_date_point_write (&dated);

          if (gls_date_get_range (edtf, &first, &last) && first <= anchor->last + 31)
            break;
        }
    }

  /* 29 February, in the last year that had one. */
  if (point->day == 29 && point->month == 2)
    for (int tries = 0; tries < 8 && !g_date_valid_dmy (29, 2, dated.year); tries++)
      dated.year--;
  if (dated.year > 0)
    point->year = dated.year;
}

/* ", 2015", "of 2015", "last year", "of this year" behind a month. */
static guint
parse_year (GArray *tokens, guint i, const GlsDateAnchor *anchor, GlsDatePoint *point)
{
  guint at = i;

  while (at < tokens->len && at < i + 2
         && (g_array_index (tokens, GlsDateToken, at).kind == GLS_DATE_OTHER || gls_date_is_word (tokens, at, "of")
             || gls_date_is_word (tokens, at, "in")))
    at++;

  int year = gls_date_year_at (tokens, at);

  if (year != 0 && !g_array_index (tokens, GlsDateToken, at).decade)
    {
      point->year = year;
      return at + 1;
    }
  if (gls_date_is_word (tokens, at + 1, "year") && anchor->year > 0)
    {
      int step = gls_date_is_one_of (tokens, at, gls_date_last_words) ? -1
                 : gls_date_is_one_of (tokens, at, gls_date_next_words) ? 1
                 : gls_date_is_word (tokens, at, "this") ? 0 : 2;

      if (step < 2)
        {
          point->year = anchor->year + step;
          return at + 2;
        }
    }

  return i;
}

static guint
skip_signs (GArray *tokens, guint i)
{
  while (i < tokens->len && g_array_index (tokens, GlsDateToken, i).kind == GLS_DATE_OTHER)
    i++;

  return i;
}

/* A calendar date that begins at @i: "April 21, 2015", "21st of April", "Tuesday, April 21", "2014". */
static gboolean
parse_point (GArray *tokens, guint i, const GlsDateAnchor *anchor, GlsDatePoint *point, guint *next)
{
  const GlsDateToken *token = i < tokens->len ? &g_array_index (tokens, GlsDateToken, i) : NULL;
  guint at = i;
  int month;

  *point = (GlsDatePoint) { 0 };
  if (token == NULL)
    return FALSE;

  if (token->kind == GLS_DATE_FULL)
    {
      *point = (GlsDatePoint) { .year = token->value, .month = token->month, .day = token->day };
      *next = i + 1;
      return TRUE;
    }

  if (gls_date_weekday_at (tokens, i) > 0)
    {
      at = skip_signs (tokens, i + 1);
      if (gls_date_is_word (tokens, at, "the"))
        at++;
      return gls_date_weekday_at (tokens, at) == 0 && parse_point (tokens, at, anchor, point, next) && point->day != 0;
    }

  int day = gls_date_number_at (tokens, at, 1, 31);

  if (day > 0)
    {
      at = skip_signs (tokens, at + 1);
      if (gls_date_is_word (tokens, at, "of"))
        at++;
    }
  month = gls_date_month_at (tokens, at);

  if (month == 0 && day == 0)
    {
      point->year = gls_date_year_at (tokens, i);
      point->decade = token->decade;
      *next = i + 1;
      return point->year > 0;
    }
  if (month == 0)
    return FALSE;

  point->month = month;
  point->towards = gls_date_towards_at (tokens, at);
  at++;
  if (day == 0)
    {
      guint number = skip_signs (tokens, at);

      if (gls_date_is_word (tokens, number, "the"))
        number++;
      day = gls_date_number_at (tokens, number, 1, 31);
      if (day > 0)
        at = number + 1;
    }
  point->day = day;
  *next = parse_year (tokens, at, anchor, point);

  return TRUE;
}

/* How many tokens join two ends of a span of time at @i, or 0. */
static guint
connector_at (GArray *tokens, guint i, gboolean between)
{
  static const char * const words[] = { "to", "until", "till", "through", "по", NULL };

  if (i < tokens->len && g_array_index (tokens, GlsDateToken, i).kind == GLS_DATE_DASH)
    return 1;
  if (gls_date_is_one_of (tokens, i, words) || (between && gls_date_is_word (tokens, i, "and")))
    return 1;

  return 0;
}

/* What the second end says for both: "November-December 2014", "December to January 2015". */
static void
share_year (GlsDatePoint *from, GlsDatePoint *to)
{
  if (from->year == 0 && to->year != 0 && from->month != 0)
    from->year = to->year - (to->month != 0 && from->month > to->month ? 1 : 0);
  else if (to->year == 0 && from->year != 0 && to->month != 0)
    to->year = from->year + (from->month > to->month ? 1 : 0);
}

/* "21-25 April 2015": a bare day before a whole date. */
static gboolean
parse_days (GArray *tokens, guint i, gboolean between, const GlsDateAnchor *anchor, GlsDatePoint *from,
            GlsDatePoint *to, guint *next)
{
  int day = gls_date_number_at (tokens, i, 1, 31);
  guint length = connector_at (tokens, i + 1, between);

  if (day == 0 || length == 0 || !parse_point (tokens, i + 1 + length, anchor, to, next) || to->day == 0)
    return FALSE;
  *from = *to;
  from->day = day;

  return TRUE;
}

/* "2013 and 2014" is a span of time, "2011 and 2014" is none. */
static gboolean
are_neighbours (const GlsDatePoint *from, const GlsDatePoint *to)
{
  GlsDatePoint after = *from, other = *to;

  share_year (&after, &other);
  if (after.year == 0)
    return after.month == other.month && other.day == after.day + 1;
  gls_date_point_step (&after, 1);

  return after.year == other.year && after.month == other.month && after.day == other.day;
}

static gboolean
parse_end (GArray *tokens, guint i, gboolean between, const GlsDateAnchor *anchor, GlsDatePoint *from,
           GlsDatePoint *to, guint *next)
{
  gboolean both = !between && gls_date_is_word (tokens, i, "and");
  guint length = both ? 1 : connector_at (tokens, i, between);

  if (length == 0)
    return FALSE;
  if (parse_point (tokens, i + length, anchor, to, next))
    return !both || are_neighbours (from, to);

  int number = gls_date_number_at (tokens, i + length, 1, 99);

  *to = *from;
  *next = i + length + 1;
  if (from->day != 0 && number > from->day && number <= 31)
    {
      /* "April 21-25, 2015" */
      to->day = number;
      *next = parse_year (tokens, *next, anchor, to);
      from->year = to->year;
      return !both || are_neighbours (from, to);
    }
  if (!both && from->month == 0 && !from->decade && number > from->year % 100)
    {
      /* "2014-15" */
      to->year = from->year - from->year % 100 + number;
      return TRUE;
    }

  return FALSE;
}

/* The date at @i to @next with what stands around it: "since", "until", "about". */
static char *
write_with_context (GArray *tokens, guint i, guint next, GlsDatePoint *point)
{
  static const char * const fillers[] = { "the", "early", "late", "mid", "middle", "beginning", "start", "end", "of",
                                          "around", "about", "circa", "approximately", "roughly", "in", "on", "last",
                                          "this", "next", "at", NULL };
  static const char * const about[] = { "around", "about", "circa", "approximately", "roughly", NULL };
  static const char * const onward[] = { "on", "onward", "onwards", NULL };
  gboolean is_about = FALSE;
  guint before = i;

  for (; before > 0; before--)
    {
      gboolean sign = g_array_index (tokens, GlsDateToken, before - 1).kind == GLS_DATE_DASH; /* "mid-April" */

      is_about |= gls_date_is_one_of (tokens, before - 1, about);
      if (!sign && !gls_date_is_one_of (tokens, before - 1, fillers))
        break;
    }

  const char *word = before > 0 ? gls_date_word_at (tokens, before - 1) : NULL;
  const char *sign = is_about ? "~" : "";
  gboolean since = g_strcmp0 (word, "since") == 0
                   || (g_strcmp0 (word, "from") == 0 && gls_date_is_one_of (tokens, next, onward));
  gboolean until = g_strcmp0 (word, "until") == 0 || g_strcmp0 (word, "till") == 0;

  if (g_strcmp0 (word, "before") == 0
      || (g_strcmp0 (word, "to") == 0 && before > 1 && gls_date_is_word (tokens, before - 2, "prior")))
    {
      gls_date_point_step (point, -1);
      until = TRUE;
    }
  else if (g_strcmp0 (word, "after") == 0)
    {
      gls_date_point_step (point, 1);
      since = TRUE;
    }

  g_autofree char *date = gls_date_point_write (point);

  return since ? g_strconcat (date, sign, "/..", NULL) : until ? g_strconcat ("../", date, sign, NULL)
                                                               : g_strconcat (date, sign, NULL);
}

static char *
resolve_calendar (GArray *tokens, const GlsDateAnchor *anchor)
{
  gboolean between = FALSE;

  for (guint i = 0; i < tokens->len; i++)
    {
      GlsDatePoint from, to;
      guint next, end;
      gboolean range = parse_days (tokens, i, between, anchor, &from, &to, &next);

      between |= gls_date_is_word (tokens, i, "between");
      if (!range)
        {
          if (!parse_point (tokens, i, anchor, &from, &next))
            continue;
          range = parse_end (tokens, next, between, anchor, &from, &to, &end);
        }
      if (range)
        {
          share_year (&from, &to);
          if (from.year == 0 && to.year == 0)
            {
              fill_year (&to, anchor);
              share_year (&from, &to);
            }

          g_autofree char *start = gls_date_point_write (&from);
          g_autofree char *finish = gls_date_point_write (&to);
          g_autofree char *both = g_strconcat (start, "/", finish, NULL);

          if (gls_date_is_valid (both))
            return g_steal_pointer (&both);
        }
      fill_year (&from, anchor);

      return write_with_context (tokens, i, next, &from);
    }

  return NULL;
}

/**
 * gls_date_resolve:
 * @words: (nullable): what an article says
 * @published: (nullable): when it was published, EDTF; a time after it is ignored
 *
 * English words, and month names also in German and Russian. A date without a year is up to a month after the
 * publication or before it, or keeps XXXX where that is not known; words that need the day of publication give nothing
 * without it. "Since" and "until" give an open interval, "about" a "~".
 *
 * Returns: (transfer full) (nullable): a valid EDTF date, or NULL when no date is in @words
 */
char *
gls_date_resolve (const char *words, const char *published)
{
  /* Nobody says a date in more; it bounds the work for whole articles given by mistake. */
  const gsize most = 1024;

  if (words == NULL || strnlen (words, most + 1) > most || !g_utf8_validate (words, -1, NULL))
    return NULL;

  g_autofree char *stripped = g_strstrip (g_strdup (words));

  if (gls_date_is_valid (stripped))
    return g_steal_pointer (&stripped);

  GlsDateAnchor anchor;
  g_autoptr (GArray) tokens = gls_date_lex (stripped);

  read_anchor (published, &anchor);

  g_autofree char *date = resolve_calendar (tokens, &anchor);

  if (date == NULL)
    date = gls_date_resolve_relative (tokens, &anchor);

  return gls_date_is_valid (date) ? g_steal_pointer (&date) : NULL;
}
