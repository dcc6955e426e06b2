/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hybrid clock never stands still and never goes back. */
#include "config.h"

#include "gls-clock.h"

static void
test_wall (void)
{
  gint64 before = g_get_real_time () / 1000, ms = gls_clock_get_ms (gls_clock_wall ()), after = g_get_real_time () / 1000;

  g_assert_cmpint (before, <=, ms);
  g_assert_cmpint (ms, <=, after);
  g_setenv ("GLS_TEST_NOW", "1795315661000", TRUE);
  g_assert_cmpint (gls_clock_wall (), ==, G_GINT64_CONSTANT (1795315661000) << 16);
  g_setenv ("GLS_TEST_NOW", "tomorrow", TRUE);
  g_assert_cmpint (gls_clock_get_ms (gls_clock_wall ()), >=, before);
  g_setenv ("GLS_TEST_NOW", "999999999999999999", TRUE); /* would not fit above the counter */
  g_assert_cmpint (gls_clock_get_ms (gls_clock_wall ()), <=, after + 1000 * 60);
  g_unsetenv ("GLS_TEST_NOW");
}

static void
test_next (void)
{
  gint64 wall, ahead;

  g_setenv ("GLS_TEST_NOW", "1000", TRUE);
  wall = gls_clock_wall ();
  g_assert_cmpint (gls_clock_next (0), ==, wall);
  g_assert_cmpint (gls_clock_next (wall - 1), ==, wall);
  g_assert_cmpint (gls_clock_next (wall), ==, wall + 1);
  ahead = wall + GLS_CLOCK_DAY;
  g_assert_cmpint (gls_clock_next (ahead), ==, ahead + 1);
  g_assert_cmpint (gls_clock_get_ms (ahead), ==, 1000 + 86400000);
  g_assert_cmpint (gls_clock_next (wall | 0xffff), ==, (gint64) 1001 << 16);
  g_assert_cmpint (gls_clock_next (G_MAXINT64), ==, G_MAXINT64);
  g_assert_cmpint (gls_clock_next (G_MININT64), ==, wall);
  g_unsetenv ("GLS_TEST_NOW");
}

static void
check_iso (gint64 clock, const char *expected)
{
  g_autofree char *iso = gls_clock_to_iso (clock);

  g_assert_cmpstr (iso, ==, expected);
}

static void
test_iso (void)
{
  check_iso (0, "1970-01-01T00:00:00Z");
  check_iso (G_GINT64_CONSTANT (1795315661999) << 16 | 7, "2026-11-22T02:47:41Z");
  check_iso (-1, "1969-12-31T23:59:59Z");
  check_iso (G_MAXINT64, "6429-10-17T02:45:55Z");
  check_iso (G_MININT64, "0001-01-01T00:00:00Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/wall", test_wall);
  g_test_add_func ("/clock/next", test_next);
  g_test_add_func ("/clock/iso", test_iso);
  return g_test_run ();
}
