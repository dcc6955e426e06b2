/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EDTF dates (ISO 8601-2:2019, level 1 as far as gls-date.h says): checked, turned into days, shown to people.
 * It must not know how people say dates (gls-date-resolve.c does) nor which document they are in. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>

#include <gls-json.h>

#include "gls-date.h"

#define MAX_EDTF 32

/* One side of an interval, or the whole of a date. */
typedef struct {
  gboolean open;        /* ".." */
  int      first_year;  /* 0: unknown, "XXXX" */
  int      last_year;   /* differs for "201X" */
  int      month;       /* 0: none, or "XX" */
  int      day;
  char     qualifier;   /* '?', '~', '%' or 0 */
} Point;

static gboolean
read_two (const char **at, int *value)
{
  const char *string = *at;

  if (string[0] == 'X' && string[1] == 'X')
    *value = 0;
  else if (g_ascii_isdigit (string[0]) && g_ascii_isdigit (string[1]))
    {
      *value = 10 * (string[0] - '0') + string[1] - '0';
      if (*value == 0)
        return FALSE;
    }
  else
    return FALSE;
  *at += 2;

  return TRUE;
}

/* "2014", "201X", "20XX" or "XXXX". */
static gboolean
read_year (const char **at, Point *point)
{
  int unknown = 0;

  for (int i = 0; i < 4; i++)
    {
      char c = (*at)[i];

      if (c == 'X')
        unknown++;
      else if (!g_ascii_isdigit (c) || unknown > 0)
        return FALSE;
      point->first_year = 10 * point->first_year + (c == 'X' ? 0 : c - '0');
      point->last_year = 10 * point->last_year + (c == 'X' ? 9 : c - '0');
    }
  *at += 4;

  if (unknown == 3)
    return FALSE;
  if (unknown == 4)
    point->first_year = point->last_year = 0;
  else if (point->last_year == 0)
    return FALSE;
  else
    point->first_year = MAX (point->first_year, 1);

  return TRUE;
}

static gboolean
read_point (const char *string, gsize length, Point *point)
{
  char copy[MAX_EDTF] = "";
  const char *at = copy;
  gboolean has_month = FALSE, has_day = FALSE;

  *point = (Point) { 0 };
  memcpy (copy, string, length);
  if (g_str_equal (copy, ".."))
    {
      point->open = TRUE;
      return TRUE;
    }

  if (!read_year (&at, point))
    return FALSE;

  gboolean decade = point->first_year != point->last_year;

  if (*at == '-')
    {
      at++;
      has_month = TRUE;
      if (decade || !read_two (&at, &point->month) || point->month > 12)
        return FALSE;
    }
  if (has_month && *at == '-')
    {
      at++;
      has_day = TRUE;
      if (!read_two (&at, &point->day) || (point->month == 0 && point->day != 0))
        return FALSE;
    }
  if (*at != '\0' && strchr ("?~%", *at) != NULL)
    point->qualifier = *at++;
  if (*at != '\0')
    return FALSE;

  /* Alone it says that nobody knows; with a month or a qualifier of which nothing is known it is none. */
  if (point->first_year == 0 && point->month == 0)
    return g_str_equal (copy, GLS_DATE_NOT_KNOWN);
  /* 29 February exists where the year is unknown. */
  if (has_day && point->day != 0)
    return g_date_valid_dmy (point->day, point->month, point->first_year != 0 ? point->first_year : 2000);

  return TRUE;
}

static void
point_range (const Point *point, guint32 *first, guint32 *last)
{
  GDate date;
  GDateMonth first_month = point->month != 0 ? point->month : G_DATE_JANUARY;
  GDateMonth last_month = point->month != 0 ? point->month : G_DATE_DECEMBER;
  GDateDay last_day = point->day != 0 ? point->day : g_date_get_days_in_month (last_month, point->last_year);

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, point->day != 0 ? point->day : 1, first_month, point->first_year);
  *first = g_date_get_julian (&date);
  g_date_set_dmy (&date, last_day, last_month, point->last_year);
  *last = g_date_get_julian (&date);
}

/* @interval: whether @to is set. Each end of an interval is read, and the order of known ones is checked. */
static gboolean
read_date (const char *edtf, Point *from, Point *to, gboolean *interval)
{
  gsize length = edtf != NULL ? strnlen (edtf, MAX_EDTF) : 0;

  if (length == 0 || length >= MAX_EDTF)
    return FALSE;

  const char *slash = strchr (edtf, '/');

  *interval = slash != NULL;
  if (slash == NULL)
    return read_point (edtf, length, from) && !from->open;
  if (!read_point (edtf, slash - edtf, from) || !read_point (slash + 1, strlen (slash + 1), to))
    return FALSE;
  if (g_str_has_prefix (edtf, GLS_DATE_NOT_KNOWN "/") || g_str_has_suffix (edtf, "/" GLS_DATE_NOT_KNOWN))
    return FALSE;
  if (from->open && to->open)
    return FALSE;

  if (!from->open && !to->open && from->first_year != 0 && to->first_year != 0)
    {
      guint32 from_first, from_last, to_first, to_last;

      point_range (from, &from_first, &from_last);
      point_range (to, &to_first, &to_last);
      return from_first <= to_last;
    }

  return TRUE;
}

/**
 * gls_date_is_valid:
 * @edtf: (nullable): a text
 *
 * Returns: TRUE when it is a date of the forms that gls-date.h names, one that the calendar has
 */
gboolean
gls_date_is_valid (const char *edtf)
{
  Point from, to;
  gboolean interval;

  return read_date (edtf, &from, &to, &interval);
}

gboolean
gls_date_is_canonical (const char *json, gsize n_bytes)
{
  const char *end = json + n_bytes, *date = NULL, *at;
  char edtf[MAX_EDTF];

  at = gls_json_skip_string (gls_json_skip_literal (json, end, "{\"said\":"), end);
  date = gls_json_skip_literal (at, end, ",\"date\":");
  at = gls_json_skip_string (date, end);
  if (at == NULL || end - at != 1 || *at != '}' || (gsize) (at - date - 2) >= sizeof edtf)
    return FALSE;
  memcpy (edtf, date + 1, (gsize) (at - date - 2));
  edtf[at - date - 2] = '\0';

  return gls_date_is_valid (edtf);
}

/**
 * gls_date_get_range:
 * @edtf: (nullable): a date
 * @first: (out): the first day it may mean, as g_date_get_julian() counts; 0 where the start is open
 * @last: (out): the last day; G_MAXUINT32 where the end is open
 *
 * Qualifiers do not widen the range. Nothing is stored when FALSE is returned.
 *
 * Returns: FALSE when @edtf is not valid or its year unknown
 */
gboolean
gls_date_get_range (const char *edtf, guint32 *first, guint32 *last)
{
  Point from, to;
  gboolean interval;
  guint32 ignored, start = 0, end = G_MAXUINT32;

  if (!read_date (edtf, &from, &to, &interval))
    return FALSE;
  if ((!from.open && from.first_year == 0) || (interval && !to.open && to.first_year == 0))
    return FALSE;

  if (!from.open)
    point_range (&from, &start, interval ? &ignored : &end);
  if (interval && !to.open)
    point_range (&to, &ignored, &end);
  *first = start;
  *last = end;

  return TRUE;
}

/* The user's locale for dates as ICU writes it, always with the Gregorian calendar; the C locale reads as British. */
static char *
date_locale (void)
{
  const char * const *names = g_get_language_names_with_category ("LC_TIME");
  const char *name = names[0];

  if (name == NULL || g_str_equal (name, "C") || g_str_has_prefix (name, "C.") || g_str_equal (name, "POSIX"))
    name = "en_GB";

  return g_strdup_printf ("%.*s@calendar=gregorian", (int) strcspn (name, ".@"), name);
}

/* The locale's order and forms for the parts in @skeleton. Finding a pattern takes ICU a millisecond: they are kept. */
static const UChar *
find_pattern (const char *locale, const char *skeleton)
{
  static GMutex mutex;
  static GHashTable *patterns;
  g_autofree char *name = g_strconcat (locale, "/", skeleton, NULL);

  g_mutex_lock (&mutex);
  if (patterns == NULL)
    patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  UChar *pattern = g_hash_table_lookup (patterns, name);

  if (pattern == NULL)
    {
      UErrorCode status = U_ZERO_ERROR;
      UDateTimePatternGenerator *generator = udatpg_open (locale, &status);
      UChar wide[16];

      pattern = g_new0 (UChar, 128);
      for (gsize i = 0; i <= strlen (skeleton); i++)
        wide[i] = skeleton[i];
      if (U_SUCCESS (status))
        udatpg_getBestPattern (generator, wide, -1, pattern, 127, &status);
      udatpg_close (generator);
      if (U_FAILURE (status))
        pattern[0] = 0;
      g_hash_table_insert (patterns, g_steal_pointer (&name), pattern);
    }
  g_mutex_unlock (&mutex);

  return pattern;
}

/* NULL when ICU has no data; the caller then shows the EDTF itself. */
static char *
format_day (int year, int month, int day, const char *skeleton)
{
  g_autofree char *locale = date_locale ();
  const UChar *pattern = find_pattern (locale, skeleton);
  const UChar utc[] = { 'U', 'T', 'C', 0 };
  UErrorCode status = U_ZERO_ERROR;
  UChar shown[256];
  char *result = NULL;

  if (pattern[0] == 0)
    return NULL;

  UDateFormat *format = udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, -1, &status);
  UCalendar *calendar = ucal_open (utc, -1, locale, UCAL_GREGORIAN, &status);

  if (U_SUCCESS (status))
    {
      /* EDTF has the Gregorian calendar in all times. */
      ucal_setGregorianChange (calendar, -1e15, &status);
      ucal_setDate (calendar, year, month - 1, day, &status);
      udat_setCalendar (format, calendar);

      int32_t length = udat_format (format, ucal_getMillis (calendar, &status), shown, G_N_ELEMENTS (shown), NULL, &status);

      if (U_SUCCESS (status))
        result = g_utf16_to_utf8 ((const gunichar2 *) shown, length, NULL, NULL, NULL);
    }
  ucal_close (calendar);
  udat_close (format);

  return result;
}

static char *
show_point (const Point *point, const char *edtf, gsize length)
{
  g_autofree char *plain = NULL;
  int year = point->first_year != 0 ? point->first_year : 2000;

  if (point->first_year == 0 && point->month == 0)
    plain = g_strdup (_("not known"));
  else if (point->last_year - point->first_year == 9)
    plain = g_strdup_printf (_("%ds"), point->first_year);
  else if (point->first_year != point->last_year)
    plain = NULL;
  else if (point->day != 0)
    plain = format_day (year, point->month, point->day, point->first_year != 0 ? "yMMMMd" : "MMMMd");
  else if (point->month != 0)
    plain = format_day (year, point->month, 1, point->first_year != 0 ? "yMMMM" : "LLLL");
  else
    plain = format_day (year, 1, 1, "y");

  if (plain == NULL)
    return g_strndup (edtf, length);

  switch (point->qualifier)
    {
    case '?':
      return g_strconcat (plain, "?", NULL);
    case '~':
      return g_strdup_printf (_("about %s"), plain);
    case '%':
      return g_strdup_printf (_("about %s?"), plain);
    default:
      return g_steal_pointer (&plain);
    }
}

/**
 * gls_date_to_display:
 * @edtf: (nullable): a date
 *
 * For people, in the language and order of their locale: "21 April 2015", "November 2014", "21 April", "since 2014",
 * "November 2014 – February 2015". What is no date is given back as it is.
 *
 * Returns: (transfer full): the text
 */
char *
gls_date_to_display (const char *edtf)
{
  Point from, to;
  gboolean interval;

  if (!read_date (edtf, &from, &to, &interval))
    return g_strdup (edtf != NULL ? edtf : "");
  if (!interval)
    return show_point (&from, edtf, strlen (edtf));

  const char *slash = strchr (edtf, '/');
  g_autofree char *start = from.open ? NULL : show_point (&from, edtf, slash - edtf);
  g_autofree char *end = to.open ? NULL : show_point (&to, slash + 1, strlen (slash + 1));

  if (end == NULL)
    return g_strdup_printf (_("since %s"), start);
  if (start == NULL)
    return g_strdup_printf (_("until %s"), end);

  return g_strconcat (start, " – ", end, NULL);
}
