/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other places of the same words: letters and case, whole words, zones, what is covered already. */
#include "config.h"

#include <string.h>

#include <gls-alike.h>

/* Places as "start-end start-end". */
static char *
find (const char *string, const char *words, const GArray *zones, const GlsFragment *covered, guint n_covered, guint limit)
{
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  GString *said = g_string_new (NULL);

  gls_alike_find (text, words, zones, covered, n_covered, limit, places);
  for (guint i = 0; i < places->len; i++)
    {
      const GlsFragment *place = &g_array_index (places, GlsFragment, i);

      g_string_append_printf (said, "%s%u-%u", i > 0 ? " " : "", place->start, place->end);
      g_assert_true (gls_alike_equal (text, place, 1, words));
    }
  return g_string_free (said, FALSE);
}

static void
test_words (void)
{
  static const struct { const char *text, *words, *places; } cases[] = {
    { "Karsk, karsk and Karsk.", "Karsk", "0-5 17-22" },
    { "Karsky Karsk Nowokarsk", "Karsk", "7-12" },
    { "Karsk's and Karsk’s men; Karsk-based, pre-Karsk", "Karsk", "0-5 12-17" },
    { "d'Arc's Arc", "Arc", "8-11" },
    { "Anton Maresh; Anton\n  Maresh; AntonMaresh", "Anton Maresh", "0-12 14-28" },
    { "«Öl» Öl Ölberg", "Öl", "1-3 5-7" },
    { "na na na", "na na", "0-5" },
    { "over 330, 330 and 3300", "330", "5-8 10-13" },
    { "$5 and $5m", "$5", "0-2" },
    { "東京都と東京", "東京", "0-2 4-6" },
    { "é e\xcc\x81", "e", "" },
    { "", "x", "" },
    { "x", "", "" },
    { "x", " x", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *places = find (cases[i].text, cases[i].words, NULL, NULL, 0, 0);

      g_assert_cmpstr (places, ==, cases[i].places);
    }
}

static void
test_left_out (void)
{
  static const char text[] = "Vesk Vesk Vesk Vesk Vesk";
  static const GlsFragment covered[] = { { 0, 12 }, { 3, 4 }, { 17, 18 } };
  g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (GlsZone));
  const GlsZone headline = { GLS_ZONE_HEADLINE, 0, 4 }, repeat = { GLS_ZONE_REPEAT, 5, 9 }, furniture = { GLS_ZONE_BOILERPLATE, 20, 24 };
  char *places;

  g_array_append_val (zones, headline);
  g_array_append_val (zones, repeat);
  g_array_append_val (zones, furniture);
  places = find (text, "Vesk", zones, NULL, 0, 0);
  g_assert_cmpstr (places, ==, "0-4 10-14 15-19");
  g_free (places);
  places = find (text, "Vesk", NULL, covered, G_N_ELEMENTS (covered), 0);
  g_assert_cmpstr (places, ==, "20-24");
  g_free (places);
  places = find (text, "Vesk", NULL, NULL, 0, 2);
  g_assert_cmpstr (places, ==, "0-4 5-9");
  g_free (places);
}

static void
test_equal (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("two \n dozen ships or dozen two", -1, NULL);
  const GlsFragment whole = { 0, 11 }, parts[] = { { 0, 3 }, { 12, 17 } };
  g_autofree char *words = gls_alike_dup_words (text, &whole, 1), *apart = gls_alike_dup_words (text, parts, 2);

  g_assert_cmpstr (words, ==, "two dozen");
  g_assert_cmpstr (apart, ==, "two … ships");
  g_assert_true (gls_alike_equal (text, &whole, 1, "two dozen"));
  g_assert_true (gls_alike_equal (text, parts, 2, "two … ships"));
  g_assert_false (gls_alike_equal (text, &whole, 1, "two doze"));
  g_assert_false (gls_alike_equal (text, &whole, 1, "two dozens"));
  g_assert_false (gls_alike_equal (text, &whole, 1, "Two dozen"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alike/words", test_words);
  g_test_add_func ("/alike/left-out", test_left_out);
  g_test_add_func ("/alike/equal", test_equal);

  return g_test_run ();
}
