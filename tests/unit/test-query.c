/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of searches: what is read, and what is refused with its place. */
#include "config.h"

#include <string.h>

#include "gls-error.h"
#include "gls-query.h"

static GlsQuery *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GlsQuery *query = gls_query_parse (text, &error);

  g_assert_no_error (error);
  return query;
}

static void
check_term (const char *text, GlsTermKind kind, const char *expected)
{
  g_autoptr (GlsQuery) query = parse (text);
  const GlsTerm *term;

  g_assert_cmpuint (query->terms->len, ==, 1);
  term = g_ptr_array_index (query->terms, 0);
  g_assert_cmpint (term->kind, ==, kind);
  g_assert_cmpstr (term->text, ==, expected);
}

static void
test_terms (void)
{
  check_term ("ferry", GLS_TERM_WORD, "ferry");
  check_term ("  ferr*", GLS_TERM_PREFIX, "ferr");
  check_term ("\"Islamic State\"", GLS_TERM_PHRASE, "Islamic State");
  check_term ("\"open phrase", GLS_TERM_PHRASE, "open phrase");
  check_term ("\"a \\\"b\\\"\"", GLS_TERM_PHRASE, "a \"b\"");
  check_term ("/\\d+ ferr(y|ies)/", GLS_TERM_REGEX, "\\d+ ferr(y|ies)");
  check_term ("/and\\/or\\\\/", GLS_TERM_REGEX, "and/or\\\\");
  check_term ("東京", GLS_TERM_SCAN, "東京");
  check_term ("10:30", GLS_TERM_WORD, "10:30");
  check_term ("- ferry", GLS_TERM_WORD, "ferry");
}

static void
test_nothing (void)
{
  static const char * const nothing[] = { "", "  ", "\"", "*", "(", "-", "^", "//", ":" };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (GlsQuery) query = parse (nothing[i]);

      g_assert_true (gls_query_is_empty (query));
    }
}

static void
test_filters (void)
{
  g_autoptr (GlsQuery) query = parse ("type:Person TYPE:org* -by:bek note:* in:body status:not-begun entity:\"Islamic State\" ferry");

  g_assert_cmpuint (query->filters->len, ==, 7);
  g_assert_cmpuint (query->terms->len, ==, 1);
  g_assert_true (gls_query_asks_annotations (query));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_TYPE, "person"));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_TYPE, "Organization"));
  g_assert_false (gls_query_accepts (query, GLS_FILTER_TYPE, "Place"));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_BY, "amira"));
  g_assert_false (gls_query_accepts (query, GLS_FILTER_BY, "Bek"));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_NOTE, ""));
  g_assert_false (gls_query_accepts (query, GLS_FILTER_NOTE, NULL));
  g_assert_true (gls_query_accepts_zone (query, GLS_ZONE_BODY));
  g_assert_false (gls_query_accepts_zone (query, GLS_ZONE_HEADLINE));
  g_assert_true (gls_query_accepts_status (query, GLS_STATUS_NOT_BEGUN));
  g_assert_false (gls_query_accepts_status (query, GLS_STATUS_DONE));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_ENTITY, "islamic state"));
  g_assert_false (gls_query_accepts (query, GLS_FILTER_ENTITY, "islamic state of"));
  g_assert_true (gls_query_accepts (query, GLS_FILTER_DOCUMENT, "anything"));
}

static void
test_notes (void)
{
  g_autoptr (GlsQuery) query = parse ("note:check");
  g_autoptr (GlsQuery) places = parse ("in:headline status:done");

  g_assert_true (gls_query_accepts (query, GLS_FILTER_NOTE, "please Check this"));
  g_assert_false (gls_query_accepts (query, GLS_FILTER_NOTE, "fine"));
  g_assert_false (gls_query_asks_annotations (places));
}

static void
test_refused (void)
{
  const struct { const char *text, *says; } cases[] = {
    { "ferry colour:red", "colour:, at character 7" },
    { "ё in:cellar", "in:cellar, at character 3" },
    { "status:half", "status:half, at character 1" },
    { "a type:", "type:, at character 3" },
    { "note:\"open", "note:, at character 1" },
    { "x /open", "/open, at character 3" },
    { "/(/", "round bracket" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsQuery) query = gls_query_parse (cases[i].text, &error);

      g_assert_null (query);
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_hostile (void)
{
  g_autofree char *many = g_strnfill (1000, 'a');
  g_autofree char *endless = g_strnfill (30000, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 1000; i += 2)
    many[i] = ' ';
  g_assert_null (gls_query_parse (many, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (gls_query_parse (endless, &error));
  g_clear_error (&error);
  g_assert_null (gls_query_parse ("\xff", &error));
}

static void
test_quote (void)
{
  g_autofree char *quoted = gls_query_quote ("say \"no\"");

  check_term (quoted, GLS_TERM_PHRASE, "say \"no\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/terms", test_terms);
  g_test_add_func ("/query/nothing", test_nothing);
  g_test_add_func ("/query/filters", test_filters);
  g_test_add_func ("/query/notes", test_notes);
  g_test_add_func ("/query/refused", test_refused);
  g_test_add_func ("/query/hostile", test_hostile);
  g_test_add_func ("/query/quote", test_quote);
  return g_test_run ();
}
