/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolves words that say a date from the day of publication on: yesterday, last month, two weeks ago, Tuesday.
 * It must not know dates that stand by themselves (gls-date-resolve.c does). */
#include "config.h"

#include <string.h>

#include "gls-date-words.h"
#include "gls-quantity.h"

typedef enum { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR } Unit;

static Unit
unit_at (GArray *tokens, guint i)
{
  static const char * const names[][9] = {
    { NULL },
    { "day", "days", "день", "дня", "дней", NULL },
    { "week", "weeks", "неделя", "недели", "неделе", "неделю", "недель", NULL },
    { "month", "months", "месяц", "месяца", "месяце", "месяцев", NULL },
    { "year", "years", "год", "года", "году", "лет", NULL },
  };

  for (Unit unit = UNIT_DAY; unit <= UNIT_YEAR; unit++)
    if (gls_date_is_one_of (tokens, i, names[unit]))
      return unit;

  return UNIT_NONE;
}

/* A count before a unit: "two", "12", "a"; vague ones count as three, about. 0: none. */
static int
count_at (GArray *tokens, guint i, gboolean *vague)
{
  static const char * const vague_words[] = { "few", "several", "несколько", NULL };
  const char *word = gls_date_word_at (tokens, i);
  int number = gls_date_number_at (tokens, i, 1, 99);

  *vague = FALSE;
  if (number > 0)
    return number;
  if (gls_date_is_one_of (tokens, i, vague_words))
    {
      *vague = TRUE;
      return 3;
    }
  if (g_strcmp0 (word, "a") == 0 || g_strcmp0 (word, "an") == 0)
    return 1;

  g_autoptr (GlsQuantity) quantity = gls_quantity_parse (word);

  return quantity != NULL && quantity->low == quantity->high && quantity->low >= 1 && quantity->low <= 99
           ? (int) quantity->low : 0;
}

/* The anchor moved by @n units, to the precision that the unit has; NULL where the anchor is not known so well. */
static char *
write_moved (const GlsDateAnchor *anchor, Unit unit, int n)
{
  GlsDatePoint point = { .year = anchor->year };

  if (unit == UNIT_YEAR && anchor->year + n > 0)
    point.year += n;
  else if (unit == UNIT_MONTH && anchor->month != 0)
    {
      point.month = anchor->month;
      gls_date_point_step (&point, n);
    }
  else if ((unit == UNIT_DAY || unit == UNIT_WEEK) && anchor->day != 0)
    return gls_date_write_day ((gint64) anchor->first + n * (unit == UNIT_WEEK ? 7 : 1));
  else
    return NULL;

  return gls_date_point_write (&point);
}

/* Monday to Sunday of the anchor's week moved by @n. */
static char *
write_week (const GlsDateAnchor *anchor, int n)
{
  /* Day 1 of the Julian count was a Monday. */
  gint64 monday = (gint64) anchor->first - (anchor->first - 1) % 7 + 7 * n;
  g_autofree char *start = gls_date_write_day (monday), *end = gls_date_write_day (monday + 6);

  return start != NULL && end != NULL ? g_strconcat (start, "/", end, NULL) : NULL;
}

/* "last month", "earlier this year", "the past three years", "two weeks ago". */
static char *
resolve_unit (GArray *tokens, guint i, const GlsDateAnchor *anchor)
{
  Unit unit = unit_at (tokens, i);
  gboolean vague = FALSE;

  if (unit == UNIT_NONE || (i == 0 && !gls_date_is_word (tokens, 1, "назад")))
    return NULL;

  int n = i > 0 ? count_at (tokens, i - 1, &vague) : 1;

  /* "год назад" */
  if (n == 0 && gls_date_is_word (tokens, i + 1, "назад"))
    n = 1;
  if (n > 0 && (gls_date_is_word (tokens, i + 1, "ago") || gls_date_is_word (tokens, i + 1, "назад")))
    {
      g_autofree char *date = write_moved (anchor, unit, -n);

      return date != NULL ? g_strconcat (date, vague || unit == UNIT_WEEK ? "~" : "", NULL) : NULL;
    }
  /* "The past year" is the year up to now, "last year" one of the calendar. */
  gboolean past = i > 0 && gls_date_is_word (tokens, i - 1, "past");

  n = past ? 1 : n;
  if (past || (n > 0 && i > 1 && gls_date_is_one_of (tokens, i - 2, gls_date_last_words)))
    {
      g_autofree char *start = write_moved (anchor, unit, -n);
      g_autofree char *end = write_moved (anchor, unit, 0);

      return start != NULL && end != NULL ? g_strconcat (start, vague ? "~/" : "/", end, NULL) : NULL;
    }

  GlsDateTowards towards = gls_date_towards_at (tokens, i);
  int by = towards == GLS_DATE_TOWARDS_LAST ? -1 : towards == GLS_DATE_TOWARDS_NEXT ? 1 : 0;

  if (towards == GLS_DATE_TOWARDS_ANY || unit == UNIT_DAY)
    return NULL;
  if (unit == UNIT_WEEK)
    return anchor->day != 0 ? write_week (anchor, by) : NULL;

  return write_moved (anchor, unit, by);
}

/* "Tuesday" is the last one, the day of publication counted; "Tuesday last week". */
static char *
resolve_weekday (GArray *tokens, guint i, const GlsDateAnchor *anchor)
{
  int wanted = gls_date_weekday_at (tokens, i);
  int today = (int) ((anchor->first - 1) % 7) + 1;
  int back = (today - wanted + 7) % 7;
  guint week = i + (gls_date_is_word (tokens, i + 1, "of") ? 2 : 1);

  if (wanted == 0 || anchor->day == 0)
    return NULL;

  if (unit_at (tokens, week + 1) == UNIT_WEEK && gls_date_towards_at (tokens, week + 1) != GLS_DATE_TOWARDS_ANY)
    {
      GlsDateTowards towards = gls_date_towards_at (tokens, week + 1);
      int by = towards == GLS_DATE_TOWARDS_LAST ? -7 : towards == GLS_DATE_TOWARDS_NEXT ? 7 : 0;

      return gls_date_write_day ((gint64) anchor->first - today + wanted + by);
    }

  switch (gls_date_towards_at (tokens, i))
    {
    case GLS_DATE_TOWARDS_LAST:
      return gls_date_write_day ((gint64) anchor->first - (back == 0 ? 7 : back));
    case GLS_DATE_TOWARDS_NEXT:
      return gls_date_write_day ((gint64) anchor->first + 7 - back);
    case GLS_DATE_TOWARDS_THIS:
      return gls_date_write_day ((gint64) anchor->first - today + wanted);
    default:
      return gls_date_write_day ((gint64) anchor->first - back);
    }
}

/* "yesterday", "last night", "the day before yesterday". */
static char *
resolve_day_word (GArray *tokens, guint i, const GlsDateAnchor *anchor)
{
  static const char * const today[] = { "today", "tonight", "сегодня", NULL };
  static const char * const parts[] = { "morning", "afternoon", "evening", NULL };
  int by;

  if (anchor->day == 0)
    return NULL;
  if (gls_date_is_one_of (tokens, i, today)
      || (gls_date_is_word (tokens, i, "this") && gls_date_is_one_of (tokens, i + 1, parts)))
    by = 0;
  else if (gls_date_is_word (tokens, i, "yesterday"))
    by = i > 1 && gls_date_is_word (tokens, i - 1, "before") && gls_date_is_word (tokens, i - 2, "day") ? -2 : -1;
  else if (gls_date_is_word (tokens, i, "tomorrow"))
    by = i > 1 && gls_date_is_word (tokens, i - 1, "after") && gls_date_is_word (tokens, i - 2, "day") ? 2 : 1;
  else if ((gls_date_is_word (tokens, i, "last") && gls_date_is_word (tokens, i + 1, "night")) || gls_date_is_word (tokens, i, "вчера"))
    by = -1;
  else if (gls_date_is_word (tokens, i, "позавчера"))
    by = -2;
  else if (gls_date_is_word (tokens, i, "завтра"))
    by = 1;
  else if (gls_date_is_word (tokens, i, "послезавтра"))
    by = 2;
  else
    return NULL;

  return gls_date_write_day ((gint64) anchor->first + by);
}

/* "the 21st": of the month of publication, or of the one before where that day was still to come. */
static char *
resolve_ordinal (GArray *tokens, guint i, const GlsDateAnchor *anchor)
{
  int day = gls_date_number_at (tokens, i, 1, 31);
  GlsDatePoint point = { .year = anchor->year, .month = anchor->month };

  if (day == 0 || !g_array_index (tokens, GlsDateToken, i).ordinal || anchor->day == 0)
    return NULL;
  if (day > anchor->day)
    gls_date_point_step (&point, -1);
  point.day = day;

  return gls_date_point_write (&point);
}

/* "since Monday", "until last week": takes @date and gives it an open end where the words before @i say so. */
static char *
open_end (GArray *tokens, guint i, char *date)
{
  for (guint back = 1; date != NULL && back <= 3 && back <= i; back++)
    {
      const char *word = gls_date_word_at (tokens, i - back);
      char *slash = strchr (date, '/'), *opened = NULL;

      if (g_strcmp0 (word, "since") == 0)
        opened = g_strdup_printf ("%.*s/..", (int) (slash != NULL ? slash - date : (gssize) strlen (date)), date);
      else if (g_strcmp0 (word, "until") == 0 || g_strcmp0 (word, "till") == 0)
        opened = g_strconcat ("../", slash != NULL ? slash + 1 : date, NULL);

      if (opened != NULL)
        {
          g_free (date);
          return opened;
        }
    }

  return date;
}

/*< private >
 * gls_date_resolve_relative:
 * @tokens: the tokens
 * @anchor: when they were published
 *
 * Returns: (transfer full) (nullable): EDTF of the first words that name a day, week, month or year relative to the
 *   publication
 */
char *
gls_date_resolve_relative (GArray *tokens, const GlsDateAnchor *anchor)
{
  char *date = NULL;

  for (guint i = 0; date == NULL && i < tokens->len && anchor->year != 0; i++)
    {
      if ((date = resolve_day_word (tokens, i, anchor)) == NULL
          && (date = resolve_weekday (tokens, i, anchor)) == NULL
          && (date = resolve_unit (tokens, i, anchor)) == NULL)
        date = resolve_ordinal (tokens, i, anchor);
      date = open_end (tokens, i, date);
    }

  return date;
}
