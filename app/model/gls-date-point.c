/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in the calendar while words are resolved: written as EDTF, moved by a day, a month or a year.
 * It must not know how people say dates. */
#include "config.h"

#include "gls-date.h"
#include "gls-date-words.h"

const char * const gls_date_last_words[] = {
  "last", "past", "previous", "прошлый", "прошлого", "прошлом", "прошлой", "прошлую", "минувший", "минувшего", "минувшем", "минувшей", "минувшую", NULL };
const char * const gls_date_next_words[] = {
  "next", "coming", "upcoming", "следующий", "следующего", "следующем", "следующей", "следующую", NULL };

/* @value in at least @n digits at @at; returns where the next goes. */
static char *
put_number (char *at, int value, int n)
{
  char digits[12];
  int length = 0;

  for (; value > 0 || length < n; value /= 10)
    digits[length++] = (char) ('0' + value % 10);
  while (length > 0)
    *at++ = digits[--length];

  return at;
}

/*< private >
 * gls_date_point_write:
 *
 * Returns: (transfer full): EDTF, the month alone where it has no such day
 */
char *
gls_date_point_write (const GlsDatePoint *point)
{
  char edtf[40], *month, *at = edtf;

  if (point->decade)
    {
      at = put_number (at, point->year / 10, 3);
      *at++ = 'X';
    }
  else if (point->year > 0)
    at = put_number (at, point->year, 4);
  else
    at = g_stpcpy (at, "XXXX");
  *at = '\0';
  if (point->month == 0 || point->decade)
    return g_strdup (edtf);

  *at++ = '-';
  month = at = put_number (at, point->month, 2);
  if (point->day != 0)
    {
      *at++ = '-';
      at = put_number (at, point->day, 2);
      *at = '\0';
      if (gls_date_is_valid (edtf))
        return g_strdup (edtf);
    }
  *month = '\0'; /* "April 31": the month is still right */

  return g_strdup (edtf);
}

/* No year where the calendar has no such day. */
static GlsDatePoint
point_of_julian (gint64 julian)
{
  GDate date;

  if (julian < 1 || julian > 9999 * 366)
    return (GlsDatePoint) { 0 };

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);

  return (GlsDatePoint) {
    .year = g_date_get_year (&date),
    .month = g_date_get_month (&date),
    .day = g_date_get_day (&date),
  };
}

/*< private >
 * gls_date_write_day:
 *
 * Returns: (transfer full) (nullable): NULL where the calendar has no such day
 */
char *
gls_date_write_day (gint64 julian)
{
  GlsDatePoint point = point_of_julian (julian);

  return point.year > 0 ? gls_date_point_write (&point) : NULL;
}

/*< private >
 * gls_date_point_step:
 *
 * To the neighbouring day, month or year: "before 2014" ends with 2013. A point that has no neighbour stays.
 */
void
gls_date_point_step (GlsDatePoint *point, int by)
{
  GlsDatePoint moved = *point;
  GDate date;

  if (point->year == 0 || point->decade)
    return;
  if (point->day != 0 && g_date_valid_dmy (point->day, point->month, point->year))
    {
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, point->day, point->month, point->year);
      moved = point_of_julian ((gint64) g_date_get_julian (&date) + by);
    }
  else if (point->month != 0)
    {
      int months = 12 * point->year + point->month - 1 + by;

      moved.year = months / 12;
      moved.month = months % 12 + 1;
    }
  else
    moved.year += by;

  if (moved.year > 0)
    *point = moved;
}

/*< private >
 * gls_date_towards_at:
 *
 * Returns: what the word before @i says: "last April", "next week"
 */
GlsDateTowards
gls_date_towards_at (GArray *tokens, guint i)
{
  static const char * const these[] = { "this", "этот", "этого", "этом", "этой", "эту", "текущего", "текущем", "текущей", NULL };

  if (i == 0)
    return GLS_DATE_TOWARDS_ANY;
  if (gls_date_is_one_of (tokens, i - 1, gls_date_last_words))
    return GLS_DATE_TOWARDS_LAST;
  if (gls_date_is_one_of (tokens, i - 1, gls_date_next_words))
    return GLS_DATE_TOWARDS_NEXT;

  return gls_date_is_one_of (tokens, i - 1, these) ? GLS_DATE_TOWARDS_THIS : GLS_DATE_TOWARDS_ANY;
}
