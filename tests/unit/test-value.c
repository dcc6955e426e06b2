/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values between what people type and canonical JSON: what is understood, what is refused with a sentence, what is shown. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-value.h>

#define PUBLISHED "2015-04-23"

static char *choices[] = { (char *) "certain", (char *) "possible", NULL };

static GlsAttributeDef
def (GlsValueKind kind)
{
  return (GlsAttributeDef){ .name = (char *) "value", .kind = kind, .min = NAN, .max = NAN,
                            .choices = kind == GLS_VALUE_CHOICE ? choices : NULL };
}

/* Typed, its JSON (NULL: refused), what is shown, what a field shows again. */
static const struct {
  GlsValueKind kind;
  const char *typed, *json, *display, *text;
} rows[] = {
  { GLS_VALUE_TEXT, "  so it “is” ", "\"so it “is”\"", "so it “is”", "so it “is”" },
  { GLS_VALUE_TEXT, "a\"b", "\"a\\\"b\"", "a\"b", "a\"b" },
  { GLS_VALUE_CHOICE, "possible", "\"possible\"", "possible", "possible" },
  { GLS_VALUE_CHOICE, "perhaps", NULL, NULL, NULL },
  { GLS_VALUE_BOOLEAN, "true", "true", "yes", "true" },
  { GLS_VALUE_BOOLEAN, "maybe", NULL, NULL, NULL },
  { GLS_VALUE_INTEGER, "12", "12", "12", "12" },
  { GLS_VALUE_INTEGER, "3.5", NULL, NULL, NULL },
  { GLS_VALUE_INTEGER, "twelve", NULL, NULL, NULL },
  { GLS_VALUE_INTEGER, "99999999999999999999999", NULL, NULL, NULL },
  { GLS_VALUE_NUMBER, "3,5", "3.5", "3.5", "3.5" },
  { GLS_VALUE_NUMBER, "1e999", NULL, NULL, NULL },
  { GLS_VALUE_NUMBER, "nan", NULL, NULL, NULL },
  { GLS_VALUE_NUMBER, "12 boats", NULL, NULL, NULL },
  { GLS_VALUE_DATE, "2014-11", "\"2014-11\"", "November 2014", "2014-11" },
  { GLS_VALUE_DATE, "yesterday", "{\"said\":\"yesterday\",\"date\":\"2015-04-22\"}", "22 April 2015", "yesterday" },
  { GLS_VALUE_DATE, "soon", NULL, NULL, NULL },
  { GLS_VALUE_QUANTITY, "500-600", "{\"said\":\"500-600\",\"low\":500,\"high\":600,\"modifier\":\"range\"}", "500–600", "500-600" },
  { GLS_VALUE_QUANTITY, "more than 1,000 people",
    "{\"said\":\"more than 1,000 people\",\"low\":1000,\"high\":null,\"modifier\":\"more than\",\"measure\":\"persons\"}",
    "> 1000 persons", "more than 1,000 people" },
  { GLS_VALUE_QUANTITY, "80 percent",
    "{\"said\":\"80 percent\",\"low\":80,\"high\":80,\"modifier\":\"exact\",\"measure\":\"percent\"}", "80 %", "80 percent" },
  { GLS_VALUE_QUANTITY, "many", NULL, NULL, NULL },
};

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GlsAttributeDef attribute = def (rows[i].kind);
      g_autoptr (GError) error = NULL;
      g_autofree char *json = gls_value_parse (&attribute, rows[i].typed, PUBLISHED, &error);
      g_autofree char *display = NULL, *text = NULL, *again = NULL;

      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (json, ==, rows[i].json);
      if (json == NULL)
        {
          g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
          g_assert_cmpuint (strlen (error->message), >, 10);
          continue;
        }
      g_assert_no_error (error);
      display = gls_value_to_display (&attribute, json);
      text = gls_value_to_text (&attribute, json);
      again = gls_value_parse (&attribute, text, PUBLISHED, NULL);
      g_assert_cmpstr (display, ==, rows[i].display);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpstr (again, ==, json);
    }
}

static void
test_limits (void)
{
  GlsAttributeDef attribute = def (GLS_VALUE_INTEGER);
  g_autoptr (GError) error = NULL;
  g_autofree char *fits = NULL;

  attribute.min = 1;
  attribute.max = 5;
  fits = gls_value_parse (&attribute, "5", NULL, &error);
  g_assert_cmpstr (fits, ==, "5");
  g_assert_null (gls_value_parse (&attribute, "6", NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "from 1 to 5"));
}

static void
test_proposed (void)
{
  GlsAttributeDef quantity = def (GLS_VALUE_QUANTITY), date = def (GLS_VALUE_DATE), text = def (GLS_VALUE_TEXT);
  g_autofree char *figure = gls_value_propose (&quantity, "several dozen ships", NULL);
  g_autofree char *day = gls_value_propose (&date, "April 21", PUBLISHED), *unknown = gls_value_propose (&date, "April 21", NULL);

  g_assert_nonnull (strstr (figure, "\"low\":24,\"high\":60"));
  g_assert_cmpstr (day, ==, "\"2015-04-21\"");
  g_assert_cmpstr (unknown, ==, "\"XXXX-04-21\"");
  g_assert_null (gls_value_propose (&quantity, "the dockers", NULL));
  g_assert_null (gls_value_propose (&date, "the dockers", PUBLISHED));
  g_assert_null (gls_value_propose (&text, "330", NULL));
}

/* What a file may hold by mistake. */
static void
test_foreign (void)
{
  static const char * const values[] = { "[1,2]", "{\"date\":3}", "{}", "null", "\"x\"", "12", "{\"said\":\"x\"}", "not json" };
  GlsValueKind kinds[] = { GLS_VALUE_TEXT, GLS_VALUE_CHOICE, GLS_VALUE_BOOLEAN, GLS_VALUE_INTEGER, GLS_VALUE_NUMBER, GLS_VALUE_DATE,
                           GLS_VALUE_QUANTITY };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        GlsAttributeDef attribute = def (kinds[j]);
        g_autofree char *text = gls_value_to_text (&attribute, values[i]), *display = gls_value_to_display (&attribute, values[i]);

        g_assert_nonnull (text);
        g_assert_nonnull (display);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/typed", test_typed);
  g_test_add_func ("/value/limits", test_limits);
  g_test_add_func ("/value/proposed", test_proposed);
  g_test_add_func ("/value/foreign", test_foreign);
  return g_test_run ();
}
