/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the hybrid logical clock that orders journal entries.
 * It keeps no state: the caller knows the highest value of its file. */
#include "config.h"

#include "gls-clock.h"

#define COUNTER_BITS 16
/* The last millisecond that fits above the counter of a signed 64-bit value. */
#define MAX_MS ((guint64) G_MAXINT64 >> COUNTER_BITS)

/**
 * gls_clock_wall:
 *
 * Returns: the wall clock as a clock value with a counter of zero
 */
gint64
gls_clock_wall (void)
{
  const char *now = g_getenv ("GLS_TEST_NOW");
  guint64 ms;

  if (now && g_ascii_string_to_unsigned (now, 10, 0, MAX_MS, &ms, NULL))
    return (gint64) (ms << COUNTER_BITS);

  gint64 wall = g_get_real_time () / 1000;
  return (gint64) (CLAMP (wall, 0, (gint64) MAX_MS)) << COUNTER_BITS;
}

/**
 * gls_clock_next:
 * @highest: the highest value given or seen so far
 *
 * Returns: a value above @highest; only %G_MAXINT64 has none and is returned itself
 */
gint64
gls_clock_next (gint64 highest)
{
  gint64 wall = gls_clock_wall ();

  if (wall > highest)
    return wall;
  return highest < G_MAXINT64 ? highest + 1 : highest;
}

/**
 * gls_clock_get_ms:
 *
 * Returns: milliseconds since 1970
 */
gint64
gls_clock_get_ms (gint64 clock)
{
  return clock >> COUNTER_BITS;
}

/**
 * gls_clock_to_iso:
 *
 * ISO 8601-1 in UTC, to the second. Values before the year 1, which only a damaged file holds, give its first second.
 *
 * Returns: (transfer full): "2026-11-22T02:47:21Z"
 */
char *
gls_clock_to_iso (gint64 clock)
{
  gint64 ms = gls_clock_get_ms (clock);
  gint64 seconds = ms / 1000 - (ms % 1000 < 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (!time)
    return g_strdup ("0001-01-01T00:00:00Z");
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (time), g_date_time_get_month (time),
                          g_date_time_get_day_of_month (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}
