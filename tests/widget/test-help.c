/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help's pages: their few forms of Markdown, markup, search, and that every page is there in every language. */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "common/gls-keys.h"
#include "help/gls-help-book.h"

static char *
key_of (const char *action)
{
  return g_str_equal (action, "win.undo") ? g_strdup ("Ctrl+<Z>") : NULL;
}

static void
check_block (const GlsHelpPage *page, guint at, GlsHelpBlockKind kind, const char *mark, const char *text)
{
  const GlsHelpBlock *block = g_ptr_array_index (page->blocks, at);

  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (block->mark, ==, mark);
  g_assert_cmpstr (block->text, ==, text);
}

static void
test_parse (void)
{
  GlsHelpPage *page = gls_help_page_parse ("x", "# Title\n\nOne\ntwo.\n\nThree.\n\n## Head\n\n- item\n  more\n12. twelfth\n\n"
                                                "```console\n$ a\n\n# b\n```\nEnd\n");

  g_assert_cmpstr (page->title, ==, "Title");
  g_assert_cmpuint (page->blocks->len, ==, 7);
  check_block (page, 0, GLS_HELP_PARAGRAPH, NULL, "One two.");
  check_block (page, 1, GLS_HELP_PARAGRAPH, NULL, "Three.");
  check_block (page, 2, GLS_HELP_HEADING, NULL, "Head");
  check_block (page, 3, GLS_HELP_ITEM, "•", "item   more");
  check_block (page, 4, GLS_HELP_ITEM, "12.", "twelfth");
  check_block (page, 5, GLS_HELP_CODE, NULL, "$ a\n\n# b");
  check_block (page, 6, GLS_HELP_PARAGRAPH, NULL, "End");
  gls_help_page_free (page);
}

static void
check_markup (const char *text, const char *expected)
{
  g_autofree char *markup = gls_help_to_markup (text, key_of);

  g_assert_cmpstr (markup, ==, expected);
  g_assert_true (pango_parse_markup (markup[0] == '<' && strstr (markup, "<a ") != NULL ? "" : markup, -1, 0, NULL, NULL, NULL, NULL));
}

static void
test_markup (void)
{
  check_markup ("a & **b <c>** *d* `e`", "a &amp; <b>b &lt;c&gt;</b> <i>d</i> <tt>e</tt>");
  check_markup ("{win.undo} {win.none}", "<b>Ctrl+&lt;Z&gt;</b> <b>win.none</b>");
  check_markup ("[a & b](marking.md)", "<a href=\"marking\">a &amp; b</a>");
  /* What is not closed is written as it stands. */
  check_markup ("2 * 3, ** and ` and { and [x]", "2 * 3, ** and ` and { and [x]");
}

static void
test_search (void)
{
  GlsHelpPage *page = gls_help_page_parse ("x", "# Über Zonen\n\nDie Überschrift.\n\nBeiwerk.\n");

  g_assert_cmpstr (gls_help_page_find (page, "beiwerk über"), ==, "Beiwerk.");
  g_assert_cmpstr (gls_help_page_find (page, "ÜBER"), ==, page->title);
  g_assert_cmpstr (gls_help_page_find (page, ""), ==, page->title);
  g_assert_null (gls_help_page_find (page, "beiwerk nichts"));
  gls_help_page_free (page);
}

static void
test_languages (void)
{
  static const char * const languages[] = { "C", "ar", "de", "ru" };
  guint n = g_strv_length ((char **) gls_help_list_pages ());
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *wanted[] = { "xx_YY", languages[i], "C", NULL };
      g_autoptr (GPtrArray) book = gls_help_load (wanted);

      g_assert_cmpuint (book->len, ==, n);
      for (guint j = 0; j < book->len; j++)
        {
          const GlsHelpPage *page = g_ptr_array_index (book, j);

          g_assert_cmpstr (page->id, ==, gls_help_list_pages ()[j]);
          g_assert_cmpuint (page->blocks->len, >, 1);
          g_assert_true (g_hash_table_add (titles, g_strconcat (languages[i], page->title, NULL)));
        }
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/parse", test_parse);
  g_test_add_func ("/help/markup", test_markup);
  g_test_add_func ("/help/search", test_search);
  g_test_add_func ("/help/languages", test_languages);
  return g_test_run ();
}
