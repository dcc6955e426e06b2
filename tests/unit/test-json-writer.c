/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON writer: escapes, commas, numbers that read back the same in any locale, canonical order. */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "gls-json-writer.h"
#include "gls-json.h"

static void
test_structure (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "a");
  gls_json_writer_begin_array (&writer);
  gls_json_writer_int (&writer, 1);
  gls_json_writer_begin_array (&writer);
  gls_json_writer_end_array (&writer);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_end_object (&writer);
  gls_json_writer_raw (&writer, "{\"x\":[1]}");
  gls_json_writer_end_array (&writer);
  gls_json_writer_string_member (&writer, "left out", NULL);
  gls_json_writer_string_member (&writer, "s", "t");
  gls_json_writer_member (&writer, "n");
  gls_json_writer_string (&writer, NULL);
  gls_json_writer_member (&writer, "b");
  gls_json_writer_boolean (&writer, TRUE);
  gls_json_writer_member (&writer, "o");
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "f");
  gls_json_writer_boolean (&writer, FALSE);
  gls_json_writer_end_object (&writer);
  gls_json_writer_member (&writer, "z");
  gls_json_writer_null (&writer);
  gls_json_writer_end_object (&writer);
  g_assert_cmpstr (out->str, ==,
                   "{\"a\":[1,[],{},{\"x\":[1]}],\"s\":\"t\",\"n\":null,\"b\":true,\"o\":{\"f\":false},\"z\":null}");

  /* One value a line with the same writer, flushed between. */
  g_string_assign (out, "");
  gls_json_writer_int (&writer, 1);
  g_string_append_c (out, '\n');
  gls_json_writer_begin_array (&writer);
  gls_json_writer_end_array (&writer);
  g_assert_cmpstr (out->str, ==, "1\n[]");
}

static void
check_string (const char *value, gsize n_bytes, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_string_len (&writer, value, n_bytes);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_strings (void)
{
  check_string ("", 0, "\"\"");
  check_string ("plain / text, as it is", 22, "\"plain / text, as it is\"");
  check_string ("a\"b\\c\bd\fe\nf\rg\th\x01\x1f\x7f", 18, "\"a\\\"b\\\\c\\bd\\fe\\nf\\rg\\th\\u0001\\u001f\x7f\"");
  check_string ("“Größe” – 😀…", strlen ("“Größe” – 😀…"), "\"“Größe” – 😀…\"");
  check_string ("a\xe2\x80\xa8z\xe2\x80\xa9", 8, "\"a\\u2028z\\u2029\"");
  check_string ("\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8", 9, "\"\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8\"");
  check_string ("0123456\"89abcdef\\", 17, "\"0123456\\\"89abcdef\\\\\"");
  check_string ("cut here, not there", 8, "\"cut here\"");
}

/* Any text is read back as it was, with the escapes at any place of a machine word. */
static void
test_strings_random (void)
{
  static const char *const pieces[] = { "a", "bcdefghij", "\"", "\\", "\n", "\x01", "é", "–", "\xe2\x80\xa8", "😀", "/", "\x7f" };

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      GlsJsonWriter writer;
      int n = g_test_rand_int_range (0, 60);
      for (int i = 0; i < n; i++)
        g_string_append (string, pieces[g_test_rand_bit () ? 0 : g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      gls_json_writer_init (&writer, out);
      gls_json_writer_string (&writer, string->str);
      g_autoptr (JsonNode) node = gls_json_parse (out->str, (gssize) out->len, NULL);
      g_assert_nonnull (node);
      g_assert_cmpstr (json_node_get_string (node), ==, string->str);
      g_assert_null (strstr (out->str, "\xe2\x80\xa8"));
    }
}

static void
check_double (double value, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  gls_json_writer_double (&writer, value);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_numbers (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  check_double (330, "330");
  check_double (-330, "-330");
  check_double (0, "0");
  check_double (-0.0, "0");
  check_double (0.93, "0.93");
  check_double (-0.05, "-0.05");
  check_double (12.000001, "12.000001");
  check_double (0.0001, "0.0001");
  check_double (0.00001, "1e-05");
  check_double (123456789.5, "123456789.5");
  check_double (999999999999.001, "999999999999.001");
  check_double (0.1 + 0.2, "0.30000000000000004");
  check_double (1.0 / 3.0, "0.3333333333333333");
  check_double (9007199254740991.0, "9007199254740991");
  check_double (1e22, "1e+22");
  check_double (1.7976931348623157e308, "1.7976931348623157e+308");
  check_double (5e-324, "4.94065645841247e-324");
  check_double (NAN, "null");
  check_double (INFINITY, "null");
  check_double (-INFINITY, "null");

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_array (&writer);
  gls_json_writer_int (&writer, 0);
  gls_json_writer_int (&writer, -1);
  gls_json_writer_int (&writer, G_MAXINT64);
  gls_json_writer_int (&writer, G_MININT64);
  gls_json_writer_end_array (&writer);
  g_assert_cmpstr (out->str, ==, "[0,-1,9223372036854775807,-9223372036854775808]");
}

static void
test_numbers_random (void)
{
  for (int round = 0; round < 20000; round++)
    {
      guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      g_autoptr (GString) out = g_string_new (NULL);
      GlsJsonWriter writer;
      double value;

      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      gls_json_writer_init (&writer, out);
      gls_json_writer_double (&writer, value);
      g_autoptr (JsonNode) node = gls_json_parse (out->str, (gssize) out->len, NULL);
      g_assert_nonnull (node);
      g_assert_cmpfloat (json_node_get_double (node), ==, value);
    }
}

/* The short way and the long one agree. */
static void
test_decimals_random (void)
{
  for (int round = 0; round < 20000; round++)
    {
      char expected[G_ASCII_DTOSTR_BUF_SIZE];
      double value = g_test_rand_int_range (-100000000, 100000000) / pow (10, g_test_rand_int_range (1, 12));
      if (value == trunc (value))
        continue;
      g_ascii_formatd (expected, sizeof expected, "%.15g", value);
      check_double (value, expected);
    }
}

/* A locale with a decimal comma changes nothing. */
static void
test_locale (void)
{
  static const char *const locales[] = { "de_DE.UTF-8", "ru_RU.UTF-8", "fr_FR.UTF-8" };
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (locales) && !found; i++)
    found = setlocale (LC_NUMERIC, locales[i]) != NULL;
  if (!found)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  check_double (0.5, "0.5");
  g_autoptr (JsonNode) node = gls_json_parse ("0.25", -1, NULL);
  g_assert_cmpfloat (json_node_get_double (node), ==, 0.25);
  setlocale (LC_NUMERIC, "C");
}

static void
check_canonical (const char *json, gboolean keep_order, const char *expected)
{
  g_autoptr (JsonNode) node = gls_json_parse (json, -1, NULL);
  g_autofree char *text = gls_json_canonical (node, keep_order);

  g_assert_cmpstr (text, ==, expected);
  g_autoptr (JsonNode) back = gls_json_parse (text, -1, NULL);
  g_autofree char *again = gls_json_canonical (back, keep_order);
  g_assert_cmpstr (again, ==, text);
}

static void
test_canonical (void)
{
  check_canonical ("{\"b\":1,\"a\":{\"d\":[],\"c\":{}}}", FALSE, "{\"a\":{\"c\":{},\"d\":[]},\"b\":1}");
  check_canonical ("{\"b\":1,\"a\":{\"d\":[],\"c\":{}}}", TRUE, "{\"b\":1,\"a\":{\"d\":[],\"c\":{}}}");
  check_canonical ("{\"é\":1,\"z\":2,\"\":3,\"Z\":4,\"😀\":5,\"\xef\xbf\xbd\":6}", FALSE,
                   "{\"\":3,\"Z\":4,\"z\":2,\"é\":1,\"\xef\xbf\xbd\":6,\"😀\":5}");
  check_canonical ("[330.0,1e2,-0.0,18014398509481984,1.8014398509481984e16]", FALSE,
                   "[330,100,0,18014398509481984,18014398509481984]");
  g_autofree char *nothing = gls_json_canonical (NULL, FALSE);
  g_assert_cmpstr (nothing, ==, "null");
}

static void
test_speed (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) out = g_string_sized_new (32 << 20);
  GlsJsonWriter writer;

  if (!g_test_perf ())
    {
      g_test_skip ("run with -m perf");
      return;
    }
  while (text->len < 16 << 20)
    g_string_append (text, "More than 330 people, officials said, were – as “quoted” – there; “все” 12 % \"so\".\n");
  gls_json_writer_init (&writer, out);
  g_test_timer_start ();
  gls_json_writer_string_len (&writer, text->str, text->len);
  g_test_message ("strings %.0f MB/s", (double) text->len / 1e6 / g_test_timer_elapsed ());
  g_string_truncate (out, 0);
  g_test_timer_start ();
  gls_json_writer_begin_array (&writer);
  for (int i = 0; i < 100000; i++)
    gls_json_writer_double (&writer, 0.93 + i * 0.001);
  g_test_message ("%.0f ns a fraction", g_test_timer_elapsed () * 1e9 / 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/structure", test_structure);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/strings-random", test_strings_random);
  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/numbers-random", test_numbers_random);
  g_test_add_func ("/json-writer/decimals-random", test_decimals_random);
  g_test_add_func ("/json-writer/locale", test_locale);
  g_test_add_func ("/json-writer/canonical", test_canonical);
  g_test_add_func ("/json-writer/speed", test_speed);
  return g_test_run ();
}
