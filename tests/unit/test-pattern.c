/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and regular expressions in a text; expressions that would never end. */
#include "config.h"

#include <string.h>

#include "gls-error.h"
#include "gls-pattern.h"

/* @expected: what is found, joined by "|". */
static void
check (const char *string, const char *query, GlsPatternFlags flags, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, &error);
  g_autoptr (GlsPattern) pattern = gls_pattern_new (query, flags, &error);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (gls_pattern_find (pattern, text, hits, 0, 0, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      const GlsHit *hit = &g_array_index (hits, GlsHit, i);
      g_autofree char *slice = gls_text_slice (text, hit->start, hit->end);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", slice);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_words (void)
{
  check ("More than 330 than", "than", GLS_PATTERN_DEFAULT, "than|than");
  check ("THAN than", "than", GLS_PATTERN_CASE, "than");
  check ("thanks, more than", "than", GLS_PATTERN_WORDS, "than");
  check ("$5 and $50", "$5", GLS_PATTERN_WORDS, "$5");
  check ("the Islamic\n  State", "islamic state", GLS_PATTERN_DEFAULT, "Islamic\n  State");
  check ("a.b aXb", "a.b", GLS_PATTERN_DEFAULT, "a.b");
  check ("(C:\\x) [1]", "\\x) [1]", GLS_PATTERN_DEFAULT, "\\x) [1]");
  check ("Größe GRÖSSE größe", "größe", GLS_PATTERN_DEFAULT, "Größe|GRÖSSE|größe");
  check ("🚢 Жители посёлка 🚢", "ПОСЁЛ", GLS_PATTERN_DEFAULT, "посёл");
  check ("посёлка", "посёл", GLS_PATTERN_WORDS, "");
  check ("قال وزير", "وزير", GLS_PATTERN_WORDS, "وزير");
}

static void
test_offsets (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("🚢 ё 330", -1, NULL);
  g_autoptr (GlsPattern) pattern = gls_pattern_new ("\\d+", GLS_PATTERN_REGEX, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));

  g_assert_true (gls_pattern_find (pattern, text, hits, 0, 0, NULL, NULL));
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (g_array_index (hits, GlsHit, 0).start, ==, 4);
  g_assert_cmpuint (g_array_index (hits, GlsHit, 0).end, ==, 7);
}

static void
test_regex (void)
{
  check ("330 or 1,000", "\\d[\\d,]*", GLS_PATTERN_REGEX, "330|1,000");
  check ("one\ntwo", "^\\w+$", GLS_PATTERN_REGEX, "one|two");
  check ("abc", "x*", GLS_PATTERN_REGEX, "");
  check ("Tollan Tollans", "tollan", GLS_PATTERN_REGEX | GLS_PATTERN_WORDS, "Tollan");
}

static void
test_limit (void)
{
  g_autoptr (GlsText) text = gls_text_new_from_string ("a a a a a", -1, NULL);
  g_autoptr (GlsPattern) pattern = gls_pattern_new ("a", 0, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));

  g_assert_true (gls_pattern_find (pattern, text, hits, 3, 0, NULL, NULL));
  g_assert_cmpuint (hits->len, ==, 3);
}

static void
test_wrong (void)
{
  static const char * const wrong[] = { "(", "a)", "[a", "a{2", "\\p{Nonsense}", "*", "(?<=a*)b", "a{3,2}", "\\1(a)" };
  g_autofree char *endless = g_strnfill (20000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsPattern) pattern = gls_pattern_new (wrong[i], GLS_PATTERN_REGEX, &error);

      if (pattern != NULL && g_str_equal (wrong[i], "\\1(a)"))
        continue;
      g_assert_null (pattern);
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, wrong[i]));
      g_test_message ("%s", error->message);
    }
  g_assert_null (gls_pattern_new (endless, 0, NULL));
}

/* One start and many steps; many starts with few steps each. */
static void
test_catastrophe (void)
{
  static const char * const patterns[] = { "(a+)+$", "(a|a)*b", ".*.*.*=x" };
  g_autofree char *many = g_strnfill (200000, 'a');
  g_autofree char *string = g_strconcat (many, "!", NULL);
  g_autoptr (GlsText) text = gls_text_new_from_string (string, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsPattern) pattern = gls_pattern_new (patterns[i], GLS_PATTERN_REGEX, &error);
      g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));

      g_assert_no_error (error);
      g_assert_false (gls_pattern_find (pattern, text, hits, 0, 200, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
      /* The pattern can be used again. */
      g_clear_error (&error);
    }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autofree char *many = g_strnfill (200000, 'a');
  g_autoptr (GlsText) text = gls_text_new_from_string (many, -1, NULL);
  g_autoptr (GlsPattern) pattern = gls_pattern_new (".*.*.*=x", GLS_PATTERN_REGEX, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (gls_pattern_find (pattern, text, hits, 0, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/words", test_words);
  g_test_add_func ("/pattern/offsets", test_offsets);
  g_test_add_func ("/pattern/regex", test_regex);
  g_test_add_func ("/pattern/limit", test_limit);
  g_test_add_func ("/pattern/wrong", test_wrong);
  g_test_add_func ("/pattern/catastrophe", test_catastrophe);
  g_test_add_func ("/pattern/cancel", test_cancel);
  return g_test_run ();
}
