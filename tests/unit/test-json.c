/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the JSON reader takes and refuses, what it builds, and how members are fetched. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "gls-error.h"
#include "gls-json-writer.h"
#include "gls-json.h"

static void
check_read (const char *json, const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gls_json_parse (json, -1, &error);

  g_assert_no_error (error);
  g_assert_true (gls_json_scan (json, strlen (json), &error));
  g_assert_no_error (error);
  g_autofree char *text = gls_json_canonical (node, TRUE);
  g_assert_cmpstr (text, ==, canonical);
}

static void
test_accepts (void)
{
  check_read ("null", "null");
  check_read (" true\r\n", "true");
  check_read ("\t[ ]", "[]");
  check_read ("{ }", "{}");
  check_read ("\"\"", "\"\"");
  check_read ("{\"\":{\"\":[]}}", "{\"\":{\"\":[]}}");
  check_read ("[ 1 , -2 ,\n3.5, {\"a\" : false , \"b\":null} ]", "[1,-2,3.5,{\"a\":false,\"b\":null}]");
  check_read ("[0,-0,0.0,-0.0,0e5]", "[0,0,0,0,0]");
  check_read ("[1E3,1e+3,1.5e-3,330.0]", "[1000,1000,0.0015,330]");
  check_read ("[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]");
  check_read ("[1e308,5e-324,0.1]", "[1e+308,4.94065645841247e-324,0.1]");
  check_read ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u2028\"", "\"\\\"\\\\/\\b\\f\\n\\r\\té😀\\u2028\"");
  check_read ("\"Größe – Жәми 漢 😀 \x7f\xef\xbf\xbf\"", "\"Größe – Жәми 漢 😀 \x7f\xef\xbf\xbf\"");
  check_read ("{\"a\":1,\"A\":2,\"\\u00e4\":3,\"aa\":4}", "{\"a\":1,\"A\":2,\"ä\":3,\"aa\":4}");
}

/* @at: the byte that the error must name. */
static void
check_refused_len (const char *json, gsize n_bytes, gsize at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autofree char *place = g_strdup_printf ("byte %" G_GSIZE_FORMAT ":", at);

  g_assert_false (gls_json_scan (json, n_bytes, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  if (!strstr (error->message, place))
    g_error ("%.*s: expected %s, got %s", (int) n_bytes, json, place, error->message);
  g_assert_null (gls_json_parse (json, (gssize) n_bytes, &again));
  g_assert_error (again, GLS_ERROR, GLS_ERROR_INVALID);
  g_assert_cmpstr (again->message, ==, error->message);
}

static void
check_refused (const char *json, gsize at)
{
  check_refused_len (json, strlen (json), at);
}

static void
test_refuses (void)
{
  check_refused ("", 0);
  check_refused ("  ", 2);
  check_refused ("\xef\xbb\xbf{}", 0);
  check_refused ("{} x", 3);
  check_refused ("[1,]", 3);
  check_refused ("[1 2]", 3);
  check_refused ("[", 1);
  check_refused ("[1", 2);
  check_refused ("{\"a\":1,}", 7);
  check_refused ("{a:1}", 1);
  check_refused ("{\"a\" 1}", 5);
  check_refused ("{\"a\":}", 5);
  check_refused ("{\"a\":1", 6);
  check_refused ("{\"a\"", 4);
  check_refused ("tru", 0);
  check_refused ("[nul]", 1);
  check_refused ("NaN", 0);
  check_refused ("-Infinity", 0);
  check_refused ("'a'", 0);
  check_refused ("/* no */ 1", 0);
  check_refused ("[1}", 2);
}

static void
test_refuses_numbers (void)
{
  check_refused ("01", 0);
  check_refused ("-", 0);
  check_refused ("-a", 0);
  check_refused ("+1", 0);
  check_refused ("1.", 0);
  check_refused (".5", 0);
  check_refused ("1e", 0);
  check_refused ("1e+", 0);
  check_refused ("0x10", 1);
  check_refused ("9223372036854775808", 0);
  check_refused ("-9223372036854775809", 0);
  check_refused ("[99999999999999999999999999]", 1);
  check_refused ("1e400", 0);
  check_refused ("-1e400", 0);
  check_refused ("1e-400", 0);

  /* Thousands of digits are a double, and as an integer too many. */
  g_autofree char *digits = g_strnfill (4000, '1');
  g_autofree char *real = g_strconcat ("0.", digits, NULL);
  check_refused (digits, 0);
  check_read (real, "0.1111111111111111");
}

static void
test_refuses_strings (void)
{
  check_refused ("\"abc", 0);
  check_refused ("\"a\\", 2);
  check_refused ("\"a\\\"", 0);
  check_refused ("\"a\nb\"", 2);
  check_refused ("\"0123456789\x1f\"", 11);
  check_refused_len ("\"ab\0cd\"", 7, 3);
  check_refused ("\"\\x41\"", 1);
  check_refused ("\"\\u12g4\"", 1);
  check_refused ("\"\\u12\"", 1);
  check_refused ("\"a\\u0000\"", 2);
  check_refused ("\"\\ud83d\"", 1);
  check_refused ("\"\\ude00\"", 1);
  check_refused ("\"\\ud83d\\u0041\"", 1);
  check_refused ("\"\\ud83d\\ud83d\"", 1);
  check_refused ("\"\\ud83dx\\ude00\"", 1);
  check_refused ("\"abcdefgh\xff\"", 9);
  check_refused ("\"\xed\xa0\x80\"", 1);
  check_refused ("\"\xc0\x80\"", 1);
  check_refused ("\"\xf4\x90\x80\x80\"", 1);
  check_refused ("\"\xe2\x82\"", 1);
  check_refused ("\xff", 0);
}

static char *
nested (guint depth, const char *open, const char *inner, const char *close)
{
  GString *json = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (json, open);
  g_string_append (json, inner);
  for (guint i = 0; i < depth; i++)
    g_string_append (json, close);
  return g_string_free (json, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *lists = nested (64, "[", "", "]");
  g_autofree char *too_deep = nested (65, "[", "", "]");
  g_autofree char *objects = nested (64, "{\"a\":", "1", "}");
  g_autofree char *abyss = nested (1000000, "[{\"a\":", "1", "}]");

  check_read (lists, lists);
  check_refused (too_deep, 64);
  check_read (objects, objects);
  check_refused (abyss, 32 * 6);
}

static void
test_doubled (void)
{
  check_refused ("{\"a\":1,\"a\":2}", 7);
  check_refused ("{\"a\":1,\"\\u0061\":2}", 7);
  check_refused ("[{\"b\":{\"c\":1,\"d\":2,\"c\":3},\"b\":2}]", 19);
  check_refused ("{\"b\":{\"c\":1},\"b\":2}", 13);
  check_read ("[{\"a\":1},{\"a\":{\"a\":[{\"a\":2}]}}]", "[{\"a\":1},{\"a\":{\"a\":[{\"a\":2}]}}]");

  /* Many names: sorted, not compared each with each. */
  g_autoptr (GString) json = g_string_new ("{");
  for (int i = 0; i < 1023; i++)
    g_string_append_printf (json, "\"%d\":0,", i);
  gsize last = json->len;
  g_string_append (json, "\"x\":0}");
  check_read (json->str, json->str);
  json->str[last + 1] = '7';
  check_refused (json->str, last);
  json->str[last + 1] = 'x';
  g_string_truncate (json, last);
  g_string_append (json, "\"x\":0,\"y\":0}");
  check_refused (json->str, 0);
}

/* Names of one djb2 hash, which fill one place of json-glib's table, and many objects of them, take a second. */
static void
test_colliding (void)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (int object = 0; object < 80; object++)
    {
      g_string_append (json, object ? ",{" : "{");
      for (int i = 0; i < 1024; i++)
        {
          g_string_append (json, i ? ",\"" : "\"");
          for (int bit = 0; bit < 10; bit++)
            g_string_append (json, i >> bit & 1 ? "Ez" : "FY"); /* 33·69+122 = 33·70+89 */
          g_string_append (json, "\":0");
        }
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  g_assert_cmpuint (g_str_hash ("Ez"), ==, g_str_hash ("FY"));
  /* Work, not the time that others take: each with each would be minutes of it. */
  clock_t began = clock ();
  g_autoptr (JsonNode) node = gls_json_parse (json->str, (gssize) json->len, NULL);
  g_assert_nonnull (node);
  g_assert_cmpfloat ((double) (clock () - began) / CLOCKS_PER_SEC, <, 10.0);
}

/* Cut anywhere, and with any byte replaced, it is refused or read, and never read beyond its end. */
static void
test_damaged (void)
{
  static const char json[] = "{\"t\":\"Gr\\u00f6ße \\ud83d\\ude00 😀\",\"n\":[-1.5e3,0,true,false,null],\"o\":{\"a\":\"\\\"\"}}";
  gsize n = sizeof json - 1;

  for (gsize cut = 0; cut < n; cut++)
    {
      g_autofree char *copy = g_memdup2 (json, MAX (cut, 1));
      g_assert_false (gls_json_scan (copy, cut, NULL));
    }
  for (gsize at = 0; at < n; at++)
    for (int byte = 0; byte < 256; byte++)
      {
        g_autofree char *copy = g_memdup2 (json, n);
        g_autoptr (GError) error = NULL;
        copy[at] = (char) byte;
        g_autoptr (JsonNode) node = gls_json_parse (copy, (gssize) n, &error);
        g_assert_cmpint (node != NULL, ==, error == NULL);
        g_assert_cmpint (node != NULL, ==, gls_json_scan (copy, n, NULL));
      }
}

static JsonObject *
parse_object (const char *json, JsonNode **node)
{
  g_autoptr (GError) error = NULL;

  *node = gls_json_parse (json, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

#define SAMPLE "{\"s\":\"word\",\"i\":330,\"whole\":331.0,\"d\":0.5,\"b\":true,\"a\":[{},7],\"o\":{},\"n\":null,\"huge\":1e18}"

static void
test_get (void)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse_object (SAMPLE, &node), *inner = NULL;
  JsonArray *array = NULL;
  const char *string = "before";
  gint64 integer = 5;
  double real = 5;
  gboolean flag = FALSE;

  g_assert_true (gls_json_get_string (object, "here", "missing", FALSE, &string, NULL));
  g_assert_true (gls_json_get_string (object, "here", "n", FALSE, &string, NULL));
  g_assert_cmpstr (string, ==, "before");
  g_assert_true (gls_json_get_string (object, "here", "s", TRUE, &string, NULL));
  g_assert_cmpstr (string, ==, "word");
  g_assert_true (gls_json_get_int (object, "here", "n", FALSE, 0, 9, &integer, NULL));
  g_assert_cmpint (integer, ==, 5);
  g_assert_true (gls_json_get_int (object, "here", "i", TRUE, 0, 330, &integer, NULL));
  g_assert_cmpint (integer, ==, 330);
  g_assert_true (gls_json_get_int (object, "here", "whole", TRUE, 331, 400, &integer, NULL));
  g_assert_cmpint (integer, ==, 331);
  g_assert_true (gls_json_get_double (object, "here", "i", TRUE, &real, NULL));
  g_assert_cmpfloat (real, ==, 330);
  g_assert_true (gls_json_get_double (object, "here", "d", TRUE, &real, NULL));
  g_assert_cmpfloat (real, ==, 0.5);
  g_assert_true (gls_json_get_boolean (object, "here", "b", TRUE, &flag, NULL));
  g_assert_true (flag);
  g_assert_true (gls_json_get_object (object, "here", "o", TRUE, &inner, NULL));
  g_assert_cmpuint (json_object_get_size (inner), ==, 0);
  g_assert_true (gls_json_get_array (object, "here", "a", TRUE, &array, NULL));
  g_assert_true (gls_json_array_get_object (array, 0, "here", &inner, NULL));
}

#define assert_wrong(call, ...) \
  G_STMT_START { \
    static const char *const parts[] = { __VA_ARGS__ }; \
    g_autoptr (GError) error = NULL; \
    g_assert_false (call); \
    g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID); \
    for (gsize part = 0; part < G_N_ELEMENTS (parts); part++) \
      g_assert_nonnull (strstr (error->message, parts[part])); \
  } G_STMT_END

static void
test_get_wrong (void)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse_object (SAMPLE, &node), *inner = NULL;
  JsonArray *array = NULL;
  const char *string = "before";
  gint64 integer = 5;
  double real = 5;
  gboolean flag = FALSE;

  assert_wrong (gls_json_get_string (object, "line 3", "none", TRUE, &string, &error), "line 3", "none", "missing");
  assert_wrong (gls_json_get_string (object, "line 3", "n", TRUE, &string, &error), "line 3", "null");
  assert_wrong (gls_json_get_string (object, "line 3", "i", FALSE, &string, &error), "“i”", "a number", "text");
  assert_wrong (gls_json_get_int (object, "", "s", FALSE, 0, 9, &integer, &error), "“s”", "text", "whole number");
  assert_wrong (gls_json_get_int (object, "", "i", FALSE, 0, 329, &integer, &error), "330", "0", "329");
  assert_wrong (gls_json_get_int (object, "", "i", FALSE, 331, 400, &integer, &error), "331");
  assert_wrong (gls_json_get_int (object, "", "d", FALSE, 0, 9, &integer, &error), "whole");
  assert_wrong (gls_json_get_int (object, "", "huge", FALSE, 0, G_MAXINT64, &integer, &error), "whole");
  assert_wrong (gls_json_get_double (object, "x", "b", FALSE, &real, &error), "true", "a number");
  assert_wrong (gls_json_get_boolean (object, "x", "i", FALSE, &flag, &error), "a number", "true or false");
  assert_wrong (gls_json_get_array (object, "x", "o", FALSE, &array, &error), "an object", "a list");
  assert_wrong (gls_json_get_object (object, "x", "a", FALSE, &inner, &error), "a list", "an object");
  g_assert_true (gls_json_get_array (object, "x", "a", TRUE, &array, NULL));
  assert_wrong (gls_json_array_get_object (array, 1, "x", &inner, &error), "x", "element 2", "a number");
  g_assert_cmpstr (string, ==, "before");
  g_assert_cmpint (integer, ==, 5);
  g_assert_null (inner);
}

static void
test_unknown (void)
{
  static const char *const known[] = { "s", "i", "d", "b", "a", "n", NULL };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);

  gls_json_find_unknown (parse_object (SAMPLE, &node), "attributes", known, unknown);
  g_assert_cmpuint (unknown->len, ==, 3);
  g_assert_cmpstr (unknown->pdata[0], ==, "attributes.whole");
  g_assert_cmpstr (unknown->pdata[2], ==, "attributes.huge");
}

static void
test_speed (void)
{
  g_autoptr (GString) json = g_string_new ("{\"text\":\"");
  gint64 start;

  if (!g_test_perf ())
    {
      g_test_skip ("run with -m perf");
      return;
    }
  for (int i = 0; i < 60; i++)
    g_string_append (json, "More than 330 people, officials said, were – as “quoted” – there.\\n ");
  g_string_append (json, "\",\"annotations\":[");
  for (int i = 0; i < 50; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"01ARYZ6S41TSV4RRFFQ69G5FAV\",\"type\":\"Figure\",\"by\":\"amira\",\"spans\":[[%d,%d]],"
                            "\"attributes\":{\"value\":{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":"
                            "\"more than\",\"measure\":\"persons\"}},\"confidence\":0.93,\"relations\":[{\"role\":\"figure\","
                            "\"to\":\"f1\"},{\"role\":\"as-of\",\"none\":true}]}",
                            i ? "," : "", i * 20, i * 20 + 10);
  g_string_append (json, "]}");
  double megabytes = 500 * (double) json->len / 1e6;

  start = g_get_monotonic_time ();
  for (int i = 0; i < 500; i++)
    g_assert_true (gls_json_scan (json->str, json->len, NULL));
  g_test_message ("scan %.0f MB/s", megabytes / ((double) (g_get_monotonic_time () - start) / 1e6));
  start = g_get_monotonic_time ();
  for (int i = 0; i < 500; i++)
    {
      g_autoptr (JsonNode) node = gls_json_parse (json->str, (gssize) json->len, NULL);
      g_assert_nonnull (node);
    }
  g_test_message ("parse %.0f MB/s", megabytes / ((double) (g_get_monotonic_time () - start) / 1e6));
  g_autoptr (JsonNode) node = gls_json_parse (json->str, (gssize) json->len, NULL);
  start = g_get_monotonic_time ();
  for (int i = 0; i < 500; i++)
    g_free (gls_json_canonical (node, TRUE));
  g_test_message ("canonical %.0f MB/s", megabytes / ((double) (g_get_monotonic_time () - start) / 1e6));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses", test_refuses);
  g_test_add_func ("/json/refuses-numbers", test_refuses_numbers);
  g_test_add_func ("/json/refuses-strings", test_refuses_strings);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/doubled", test_doubled);
  g_test_add_func ("/json/colliding", test_colliding);
  g_test_add_func ("/json/damaged", test_damaged);
  g_test_add_func ("/json/get", test_get);
  g_test_add_func ("/json/get-wrong", test_get_wrong);
  g_test_add_func ("/json/unknown", test_unknown);
  g_test_add_func ("/json/speed", test_speed);
  return g_test_run ();
}
