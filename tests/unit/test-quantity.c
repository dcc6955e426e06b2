/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities: what words mean, strict JSON, what people are shown.
 * The rows are the specification: words as invented articles have them, and the value that two readers would agree on. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json.h>
#include <gls-quantity.h>

#define OPEN NAN

typedef struct {
  const char *words;
  double      low, high;
  GlsModifier modifier;
  const char *measure;
  gboolean    each;
} Row;

static const Row rows[] = {
  /* plain */
  { "8", 8, 8, GLS_MODIFIER_EXACT, NULL },
  { "eight", 8, 8, GLS_MODIFIER_EXACT, NULL },
  { "0", 0, 0, GLS_MODIFIER_EXACT, NULL },
  { "339 people", 339, 339, GLS_MODIFIER_EXACT, "persons" },
  { "40 dead", 40, 40, GLS_MODIFIER_EXACT, NULL },
  { "the 44 dockers", 44, 44, GLS_MODIFIER_EXACT, NULL },
  { "3.5", 3.5, 3.5, GLS_MODIFIER_EXACT, NULL },
  { "-5 degrees", -5, -5, GLS_MODIFIER_EXACT, "degrees" },
  /* grouping */
  { "1,000", 1000, 1000, GLS_MODIFIER_EXACT, NULL },
  { "1 000", 1000, 1000, GLS_MODIFIER_EXACT, NULL },
  { "1\u00a0000", 1000, 1000, GLS_MODIFIER_EXACT, NULL },
  { "12\u202f500\u202f000", 12500000, 12500000, GLS_MODIFIER_EXACT, NULL },
  { "1.000", 1000, 1000, GLS_MODIFIER_EXACT, NULL },
  { "1.234.567", 1234567, 1234567, GLS_MODIFIER_EXACT, NULL },
  { "1'250", 1250, 1250, GLS_MODIFIER_EXACT, NULL },
  { "1,234,567.89", 1234567.89, 1234567.89, GLS_MODIFIER_EXACT, NULL },
  { "1.234,5", 1234.5, 1234.5, GLS_MODIFIER_EXACT, NULL },
  { "1,5", 1.5, 1.5, GLS_MODIFIER_EXACT, NULL },
  { "0.125", 0.125, 0.125, GLS_MODIFIER_EXACT, NULL },
  { "1.125 million", 1125000, 1125000, GLS_MODIFIER_EXACT, NULL },
  { "1.125 percent", 1.125, 1.125, GLS_MODIFIER_EXACT, "percent" },
  { "1,500 million", 1.5e9, 1.5e9, GLS_MODIFIER_EXACT, NULL },
  { "\u0663\u0663\u0660", 330, 330, GLS_MODIFIER_EXACT, NULL },
  { "20k", 20000, 20000, GLS_MODIFIER_EXACT, NULL },
  { "in 2014 330 people", 2014, 2014, GLS_MODIFIER_EXACT, NULL },
  { "1, 2 and 3", 1, 1, GLS_MODIFIER_EXACT, NULL },
  /* words */
  { "ninety-nine", 99, 99, GLS_MODIFIER_EXACT, NULL },
  { "Twenty five", 25, 25, GLS_MODIFIER_EXACT, NULL },
  { "two hundred and fifty boats", 250, 250, GLS_MODIFIER_EXACT, NULL },
  { "a hundred", 100, 100, GLS_MODIFIER_EXACT, NULL },
  { "one thousand two hundred", 1200, 1200, GLS_MODIFIER_EXACT, NULL },
  { "three hundred thousand", 300000, 300000, GLS_MODIFIER_EXACT, NULL },
  { "two million five hundred thousand and one", 2500001, 2500001, GLS_MODIFIER_EXACT, NULL },
  { "fifteen hundred", 1500, 1500, GLS_MODIFIER_EXACT, NULL },
  { "a dozen", 12, 12, GLS_MODIFIER_EXACT, NULL },
  { "five dozen", 60, 60, GLS_MODIFIER_EXACT, NULL },
  { "half a million", 500000, 500000, GLS_MODIFIER_EXACT, NULL },
  { "half a dozen", 6, 6, GLS_MODIFIER_EXACT, NULL },
  { "a quarter of a million", 250000, 250000, GLS_MODIFIER_EXACT, NULL },
  { "nearly three quarters of a million", NAN, 750000, GLS_MODIFIER_NEARLY, NULL },
  { "1,5 millones", 1500000, 1500000, GLS_MODIFIER_EXACT, NULL },
  { "a million and a half", 1500000, 1500000, GLS_MODIFIER_EXACT, NULL },
  { "two and a half million", 2500000, 2500000, GLS_MODIFIER_EXACT, NULL },
  { "3.5 million", 3500000, 3500000, GLS_MODIFIER_EXACT, NULL },
  { "5 тыс", 5000, 5000, GLS_MODIFIER_EXACT, NULL },
  /* modifiers */
  { "More than 330 harbour workers", 330, OPEN, GLS_MODIFIER_MORE_THAN, NULL },
  { "over 300 dockers", 300, OPEN, GLS_MODIFIER_MORE_THAN, NULL },
  { "well over 1,000", 1000, OPEN, GLS_MODIFIER_MORE_THAN, NULL },
  { "> 330", 330, OPEN, GLS_MODIFIER_MORE_THAN, NULL },
  { "in excess of $2 million", 2e6, OPEN, GLS_MODIFIER_MORE_THAN, "USD" },
  { "at least 330", 330, OPEN, GLS_MODIFIER_AT_LEAST, NULL },
  { "as few as 20", 20, OPEN, GLS_MODIFIER_AT_LEAST, NULL },
  { "no fewer than 12", 12, OPEN, GLS_MODIFIER_AT_LEAST, NULL },
  { "330 or more", 330, OPEN, GLS_MODIFIER_AT_LEAST, NULL },
  { "330 people or more", 330, OPEN, GLS_MODIFIER_AT_LEAST, "persons" },
  { "500+", 500, OPEN, GLS_MODIFIER_AT_LEAST, NULL },
  { "as many as 500 dockers", OPEN, 500, GLS_MODIFIER_UP_TO, NULL },
  { "up to seven years", OPEN, 7, GLS_MODIFIER_UP_TO, "years" },
  { "as many as around 500", OPEN, 500, GLS_MODIFIER_UP_TO, NULL },
  { "at most 20", OPEN, 20, GLS_MODIFIER_AT_MOST, NULL },
  { "no more than 20", OPEN, 20, GLS_MODIFIER_AT_MOST, NULL },
  { "20 or fewer", OPEN, 20, GLS_MODIFIER_AT_MOST, NULL },
  { "fewer than 50", OPEN, 50, GLS_MODIFIER_LESS_THAN, NULL },
  { "less than a dozen", OPEN, 12, GLS_MODIFIER_LESS_THAN, NULL },
  { "under 18", OPEN, 18, GLS_MODIFIER_LESS_THAN, NULL },
  { "nearly 500", OPEN, 500, GLS_MODIFIER_NEARLY, NULL },
  { "almost two thousand", OPEN, 2000, GLS_MODIFIER_NEARLY, NULL },
  { "just under 5 percent", OPEN, 5, GLS_MODIFIER_NEARLY, "percent" },
  { "around 30", 30, 30, GLS_MODIFIER_ABOUT, NULL },
  { "about 40 valley nationals", 40, 40, GLS_MODIFIER_ABOUT, NULL },
  { "somewhere around 330 Tarvians", 330, 330, GLS_MODIFIER_ABOUT, NULL },
  { "approx. 70", 70, 70, GLS_MODIFIER_ABOUT, NULL },
  { "some 300", 300, 300, GLS_MODIFIER_ABOUT, NULL },
  { "an estimated 4,000", 4000, 4000, GLS_MODIFIER_ABOUT, NULL },
  { "a hundred or so", 100, 100, GLS_MODIFIER_ABOUT, NULL },
  { "a couple of hundred", 200, 200, GLS_MODIFIER_ABOUT, NULL },
  { "over the past 5 years", 5, 5, GLS_MODIFIER_EXACT, "years" },
  /* ranges */
  { "500-600", 500, 600, GLS_MODIFIER_RANGE, NULL },
  { "500\u2013600 people", 500, 600, GLS_MODIFIER_RANGE, "persons" },
  { "500 \u2014 600", 500, 600, GLS_MODIFIER_RANGE, NULL },
  { "between 5 and 7", 5, 7, GLS_MODIFIER_RANGE, NULL },
  { "between five and seven boats", 5, 7, GLS_MODIFIER_RANGE, NULL },
  { "from $20,000-$30,000", 20000, 30000, GLS_MODIFIER_RANGE, "USD" },
  { "from $20,000 to $30,000 each", 20000, 30000, GLS_MODIFIER_RANGE, "USD", TRUE },
  { "two to three million", 2e6, 3e6, GLS_MODIFIER_RANGE, NULL },
  { "$1-2 billion", 1e9, 2e9, GLS_MODIFIER_RANGE, "USD" },
  { "two or three dozen", 24, 36, GLS_MODIFIER_RANGE, NULL },
  { "five-six", 5, 6, GLS_MODIFIER_RANGE, NULL },
  { "5 percent to 7 percent", 5, 7, GLS_MODIFIER_RANGE, "percent" },
  { "120-30", 120, 130, GLS_MODIFIER_RANGE, NULL },
  { "600-500", 500, 600, GLS_MODIFIER_RANGE, NULL },
  { "fell from 500 to 300", 500, 500, GLS_MODIFIER_EXACT, NULL },
  { "about 500-600", 500, 600, GLS_MODIFIER_RANGE, NULL },
  { "up to 500-600", OPEN, 600, GLS_MODIFIER_UP_TO, NULL },
  /* orders of magnitude */
  { "hundreds", 200, 999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "Hundreds of dockers", 200, 999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "thousands", 2000, 9999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "dozens of people", 24, 99, GLS_MODIFIER_MAGNITUDE, "persons" },
  { "tens of thousands", 20000, 99999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "hundreds of thousands of families", 200000, 999999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "a few dozen", 24, 60, GLS_MODIFIER_MAGNITUDE, NULL },
  { "several dozen", 24, 60, GLS_MODIFIER_MAGNITUDE, NULL },
  { "hundreds or even thousands", 200, 9999, GLS_MODIFIER_RANGE, NULL },
  { "dozens, perhaps hundreds, of boats", 24, 999, GLS_MODIFIER_RANGE, NULL },
  { "three in 2014", 3, 3, GLS_MODIFIER_EXACT, NULL },
  { "several hundred", 200, 900, GLS_MODIFIER_MAGNITUDE, NULL },
  { "several thousand", 2000, 9000, GLS_MODIFIER_MAGNITUDE, NULL },
  { "several tens of thousands", 20000, 99999, GLS_MODIFIER_MAGNITUDE, NULL },
  { "more than several hundred", 200, OPEN, GLS_MODIFIER_MORE_THAN, NULL },
  /* money, percent, each */
  { "$45,000", 45000, 45000, GLS_MODIFIER_EXACT, "USD" },
  { "US$20 million", 2e7, 2e7, GLS_MODIFIER_EXACT, "USD" },
  { "€3bn", 3e9, 3e9, GLS_MODIFIER_EXACT, "EUR" },
  { "£500m", 5e8, 5e8, GLS_MODIFIER_EXACT, "GBP" },
  { "500m", 500, 500, GLS_MODIFIER_EXACT, "m" },
  { "300 US dollars", 300, 300, GLS_MODIFIER_EXACT, "USD" },
  { "200 euros apiece", 200, 200, GLS_MODIFIER_EXACT, "EUR", TRUE },
  { "80 percent of the dockers", 80, 80, GLS_MODIFIER_EXACT, "percent" },
  { "80 per cent", 80, 80, GLS_MODIFIER_EXACT, "percent" },
  { "80%", 80, 80, GLS_MODIFIER_EXACT, "percent" },
  { "80 %", 80, 80, GLS_MODIFIER_EXACT, "percent" },
  { "2 percentage points", 2, 2, GLS_MODIFIER_EXACT, "percentage points" },
  { "a 17-year-old", 17, 17, GLS_MODIFIER_EXACT, "years" },
  { "each got $300", 300, 300, GLS_MODIFIER_EXACT, "USD", TRUE },
  { "$300 per person", 300, 300, GLS_MODIFIER_EXACT, "USD", TRUE },
};

static const char * const none[] = {
  "", " ", "nobody", "several", "a few", "many dockers", "21st", "the 1990s", "10:30", "21.04.2015", "21/04/2015", "F-16",
  "covid-19", "A4", "1.2.3", "two thirds", "one half", "one in five", "1 in 10", "twenty-first", "no one", "half of them", "a", "and", "-", "$", "%",
  "hundredth", "\xff\xfe", "12\xff",
};

static gboolean
same (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 1e-9 * fabs (b);
}

static void
test_parse (void)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) >= 60);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (GlsQuantity) quantity = gls_quantity_parse (row->words);

      if (quantity == NULL)
        {
          g_test_message ("“%s” gives nothing", row->words);
          g_test_fail ();
          continue;
        }
      g_autofree char *json = gls_quantity_to_json (quantity);

      if (!same (quantity->low, row->low) || !same (quantity->high, row->high) || quantity->modifier != row->modifier
          || g_strcmp0 (quantity->measure, row->measure) != 0 || quantity->each != row->each)
        {
          g_test_message ("“%s” gives %s; wanted %g to %g, %s, %s", row->words, json, row->low, row->high,
                          gls_modifier_to_string (row->modifier), row->measure);
          g_test_fail ();
        }
      g_assert_cmpstr (quantity->said, ==, row->words);

      g_autoptr (GError) error = NULL;
      g_autoptr (GlsQuantity) again = gls_quantity_from_json (json, &error);

      g_assert_no_error (error);
      g_assert_true (gls_quantity_agrees (quantity, again));
      g_autofree char *twice = gls_quantity_to_json (again);
      g_assert_cmpstr (twice, ==, json);
    }
}

static void
test_no_number (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_parse (none[i]);

      if (quantity != NULL)
        {
          g_test_message ("“%s” gives %g to %g", none[i], quantity->low, quantity->high);
          g_test_fail ();
        }
    }
  g_assert_null (gls_quantity_parse (NULL));
}

/* Nothing that is not finite comes out, however long the input. */
static void
test_hostile_words (void)
{
  static const char * const pieces[] = { "9", "1,000", "million ", "tens of thousands of ", "between ", "- ", "$", "about ",
                                         "half a ", "a few ", "dozen ", "1.000.", "twenty-", "\u0663", "or ", "%" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autoptr (GString) words = g_string_new (NULL);

        for (guint n = 0; n < 60; n++)
          g_string_append (g_string_append (words, pieces[i]), pieces[j]);

        g_autoptr (GlsQuantity) quantity = gls_quantity_parse (words->str);

        if (quantity != NULL)
          {
            g_assert_false (isinf (quantity->low) || isinf (quantity->high) || quantity->low > quantity->high);
            g_autofree char *json = gls_quantity_to_json (quantity);
            g_autoptr (GlsQuantity) again = gls_quantity_from_json (json, NULL);
            g_assert_nonnull (again);
          }
      }

  g_autofree char *long_words = g_strnfill (1 << 20, '7');
  g_assert_null (gls_quantity_parse (long_words));
}

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsQuantity) quantity =
    gls_quantity_from_json ("{\"each\":true, \"measure\":\"USD\",\"said\":\"from $20,000\",\"low\":20000.0,"
                            "\"modifier\":\"at least\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (quantity->low, ==, 20000);
  g_assert_true (isnan (quantity->high));
  g_autofree char *json = gls_quantity_to_json (quantity);
  g_assert_cmpstr (json, ==, "{\"said\":\"from $20,000\",\"low\":20000,\"high\":null,\"modifier\":\"at least\","
                             "\"measure\":\"USD\",\"each\":true}");

  g_autoptr (GlsQuantity) plain = gls_quantity_from_json (
    "{\"said\":\"\",\"low\":-0.0,\"high\":0.5,\"modifier\":\"range\",\"each\":false,\"measure\":null}", &error);
  g_assert_no_error (error);
  g_autofree char *plain_json = gls_quantity_to_json (plain);
  g_assert_cmpstr (plain_json, ==, "{\"said\":\"\",\"low\":0,\"high\":0.5,\"modifier\":\"range\"}");
}

static void
test_json_refused (void)
{
  static const struct { const char *json, *names; } bad[] = {
    { "{\"said\":\"7\",\"low\":8,\"high\":7,\"modifier\":\"exact\"}", "low" },
    { "{\"said\":\"7\",\"low\":7,\"high\":7,\"modifier\":\"exactly\"}", "exactly" },
    { "{\"said\":\"7\",\"low\":7,\"high\":7}", "modifier" },
    { "{\"low\":7,\"high\":7,\"modifier\":\"exact\"}", "said" },
    { "{\"said\":7,\"low\":7,\"high\":7,\"modifier\":\"exact\"}", "said" },
    { "{\"said\":\"7\",\"low\":\"7\",\"high\":7,\"modifier\":\"exact\"}", "low" },
    { "{\"said\":\"7\",\"low\":NaN,\"high\":7,\"modifier\":\"exact\"}", NULL },
    { "{\"said\":\"7\",\"low\":1e999,\"high\":null,\"modifier\":\"exact\"}", NULL },
    { "{\"said\":\"7\",\"low\":7,\"high\":7,\"modifier\":\"exact\",\"measure\":\"\"}", "measure" },
    { "{\"said\":\"7\",\"low\":7,\"high\":7,\"modifier\":\"exact\",\"each\":1}", "each" },
    { "{\"said\":\"7\",\"low\":7,\"high\":7,\"modifier\":\"exact\",\"unit\":\"km\"}", "unit" },
    { "[7,7]", NULL }, { "7", NULL }, { "null", NULL }, { "", NULL }, { "{", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (gls_quantity_from_json (bad[i].json, &error));
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      if (bad[i].names != NULL)
        g_assert_nonnull (strstr (error->message, bad[i].names));
    }
  g_assert_null (gls_quantity_from_json (NULL, NULL));
}

static void
test_display (void)
{
  static const char * const shown[][2] = {
    { "more than 330", "> 330" }, { "at least 330", "≥ 330" }, { "around 30", "≈ 30" }, { "as many as 500", "≤ 500" },
    { "at most 500", "≤ 500" }, { "less than 500", "< 500" }, { "500-600", "500–600" }, { "80 percent", "80 %" },
    { "eight", "8" }, { "3.5", "3.5" }, { "nearly 500", "nearly 500" }, { "hundreds", "≈ 200–999" },
    { "from $20-$30 each", "20–30 USD each" }, { "-5", "-5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_parse (shown[i][0]);
      g_autofree char *display = gls_quantity_to_display (quantity);

      g_assert_cmpstr (display, ==, shown[i][1]);
    }

  g_autoptr (GlsQuantity) open = gls_quantity_from_json ("{\"said\":\"many\",\"modifier\":\"exact\"}", NULL);
  g_autofree char *display = gls_quantity_to_display (open);
  g_assert_cmpstr (display, ==, "many");
}

static void
test_agrees (void)
{
  static const struct { const char *a, *b; gboolean agree; } pairs[] = {
    { "more than 330", "over 330", TRUE }, { "more than 330", "at least 330", TRUE }, { "eight", "8", TRUE },
    { "around 30", "30", TRUE }, { "330", "more than 330", FALSE }, { "80", "80 percent", FALSE },
    { "$20", "$20 each", FALSE }, { "500-600", "500-650", FALSE }, { "up to 7", "at most 7", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GlsQuantity) a = gls_quantity_parse (pairs[i].a);
      g_autoptr (GlsQuantity) b = gls_quantity_parse (pairs[i].b);

      g_assert_cmpint (gls_quantity_agrees (a, b), ==, pairs[i].agree);
      g_assert_cmpint (gls_quantity_agrees (b, a), ==, pairs[i].agree);
    }
}

static void
test_modifiers (void)
{
  GlsModifier modifier = GLS_MODIFIER_NEARLY;

  for (GlsModifier each = GLS_MODIFIER_EXACT; each <= GLS_MODIFIER_MAGNITUDE; each++)
    {
      g_assert_true (gls_modifier_parse (gls_modifier_to_string (each), &modifier));
      g_assert_cmpint (modifier, ==, each);
    }
  g_assert_false (gls_modifier_parse ("More than", &modifier));
  g_assert_false (gls_modifier_parse (NULL, &modifier));
  g_assert_cmpint (modifier, ==, GLS_MODIFIER_MAGNITUDE);
  g_assert_cmpstr (gls_modifier_to_string (GLS_MODIFIER_MORE_THAN), ==, "more than");
}

/* The figures of a gold set that lies beside the sources, where it does. */
static void
test_gold (void)
{
  const char *shared = g_getenv ("GLS_SHARED"), *root = g_getenv ("GLS_SOURCE_ROOT");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "gold", "gold.json", NULL)
                                         : g_build_filename (root != NULL ? root : ".", "..", "shared", "gold", "gold.json", NULL);
  g_autofree char *data = NULL;
  gsize n_bytes;

  if (!g_file_get_contents (path, &data, &n_bytes, NULL))
    {
      g_test_skip ("no gold set beside the sources");
      return;
    }

  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gls_json_parse (data, n_bytes, &error);

  g_assert_no_error (error);
  g_autoptr (GList) articles = json_object_get_values (json_node_get_object (node));

  for (GList *item = articles; item != NULL; item = item->next)
    {
      JsonArray *figures = json_object_get_array_member (json_node_get_object (item->data), "figures");

      for (guint i = 0; i < json_array_get_length (figures); i++)
        {
          JsonObject *figure = json_array_get_object_element (figures, i);
          double low = json_object_get_null_member (figure, "low") ? NAN : json_object_get_double_member (figure, "low");
          double high = json_object_get_null_member (figure, "high") ? NAN : json_object_get_double_member (figure, "high");
          g_autoptr (GlsQuantity) quantity = gls_quantity_parse (json_object_get_string_member (figure, "text"));

          g_assert_nonnull (quantity);
          g_assert_true (same (quantity->low, low) && same (quantity->high, high));
        }
    }
}

/* What is taken for canonical at a glance is what reading and writing it gives. */
static void
test_canonical_at_a_glance (void)
{
  static const char * const said[] = { "330", "“a”", "", "a\\\\b", "\xe2\x80\xa8" };
  static const char * const bounds[] = { "null", "0", "-0", "7", "007", "-12", "330.5", "330.50", "0.0001", "0.00001", "1e3", "1.",
                                         "99999999999999", "999999999999999", "123456789012.345", "12345678901234.5678", "-", "--1" };
  static const char * const ends[] = { "}", ",\"measure\":\"USD\"}", ",\"measure\":\"\"}", ",\"each\":true}", ",\"each\":false}",
                                       ",\"measure\":\"USD\",\"each\":true}", ",\"each\":true,\"measure\":\"USD\"}", "} ", "" };
  static const char * const modifiers[] = { "exact", "more than", "much", "exac" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (said) * G_N_ELEMENTS (bounds) * G_N_ELEMENTS (bounds); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (ends) * G_N_ELEMENTS (modifiers); k++)
      {
        gsize pair = i / G_N_ELEMENTS (said);
        g_autofree char *json = g_strdup_printf ("{\"said\":\"%s\",\"low\":%s,\"high\":%s,\"modifier\":\"%s\"%s",
                                                 said[i % G_N_ELEMENTS (said)], bounds[pair % G_N_ELEMENTS (bounds)],
                                                 bounds[pair / G_N_ELEMENTS (bounds)], modifiers[k % G_N_ELEMENTS (modifiers)],
                                                 ends[k / G_N_ELEMENTS (modifiers)]);
        g_autoptr (GlsQuantity) quantity = NULL;
        g_autofree char *again = NULL;

        if (!gls_quantity_is_canonical (json, strlen (json)))
          continue;
        n++;
        quantity = gls_quantity_from_json (json, NULL);
        g_assert_nonnull (quantity);
        again = gls_quantity_to_json (quantity);
        g_assert_cmpstr (again, ==, json);
      }
  /* Of three strings, two modifiers and four ends, those with bounds in order. */
  g_assert_cmpuint (n, >, 3 * 2 * 4 * 30);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/parse", test_parse);
  g_test_add_func ("/quantity/no-number", test_no_number);
  g_test_add_func ("/quantity/hostile-words", test_hostile_words);
  g_test_add_func ("/quantity/json", test_json);
  g_test_add_func ("/quantity/json-refused", test_json_refused);
  g_test_add_func ("/quantity/display", test_display);
  g_test_add_func ("/quantity/agrees", test_agrees);
  g_test_add_func ("/quantity/modifiers", test_modifiers);
  g_test_add_func ("/quantity/gold", test_gold);

  g_test_add_func ("/quantity/canonical-at-a-glance", test_canonical_at_a_glance);
  return g_test_run ();
}
