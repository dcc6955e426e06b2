/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of metadata: what spreadsheets write, and the line that each mistake is in. */
#include <gls-error.h>
#include <gls-transfer.h>

#include <glib/gstdio.h>

#include <string.h>

static GHashTable *
read_table (const char *data, gssize n, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("gls-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  GHashTable *table;

  g_assert_true (g_file_set_contents (path, data, n, NULL));
  table = gls_metadata_csv_read (path, error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return table;
}

static const char *
look_up (GHashTable *table, const char *file, const char *column)
{
  GHashTable *row = g_hash_table_lookup (table, file);

  g_assert_nonnull (row);
  return g_hash_table_lookup (row, column);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) table = read_table (
    "\xef\xbb\xbfTitle,file,published,publisher,source,language,byline\r\n"
    "\"A \"\"flood\"\",\r\nor two\",a.txt,2015-04-21,The Post,https://example.org/?a=1,en,Mira Valdok\r\n"
    "\r\n,\"b, c.txt\", 2014-11 ,,,,\r\n"
    "Тарвель,folder/d.txt,XXXX-04-21,,,zh-Hant,", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (table), ==, 4);
  g_assert_cmpstr (look_up (table, "a.txt", "title"), ==, "A \"flood\",\r\nor two");
  g_assert_cmpstr (look_up (table, "a.txt", "published"), ==, "2015-04-21");
  g_assert_cmpstr (look_up (table, "a.txt", "source"), ==, "https://example.org/?a=1");
  g_assert_cmpstr (look_up (table, "a.txt", "byline"), ==, "Mira Valdok");
  g_assert_null (look_up (table, "a.txt", "file"));
  g_assert_cmpstr (look_up (table, "b, c.txt", "published"), ==, "2014-11");
  g_assert_null (look_up (table, "b, c.txt", "title"));
  g_assert_cmpstr (look_up (table, "folder/d.txt", "title"), ==, "Тарвель");
  g_assert_cmpstr (look_up (table, "d.txt", "language"), ==, "zh-Hant");
}

static void
test_delimiters (void)
{
  static const char *const tables[] = {
    "file;title\na.txt;Left, and gone",       "file\ttitle\na.txt\tLeft, and gone",
    "file,title\na.txt,\"Left, and gone\"\n", "sep=;\r\nfile;title\r\na.txt;Left, and gone\r\n",
    "file;title\ra.txt;Left, and gone\r",     "title;file\n\"Left, and gone\" ;a.txt\n;;\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) table = read_table (tables[i], -1, &error);

      g_test_message ("%s", tables[i]);
      g_assert_no_error (error);
      g_assert_cmpuint (g_hash_table_size (table), ==, 1);
      g_assert_cmpstr (look_up (table, "a.txt", "title"), ==, "Left, and gone");
    }
}

static void
test_base_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) table
      = read_table ("file,title\nx/a.txt,1\ny/a.txt,2\nx\\b.txt,3\nz/b2.txt,4\nb2.txt,5\n", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (look_up (table, "x/a.txt", "title"), ==, "1");
  g_assert_null (g_hash_table_lookup (table, "a.txt"));
  g_assert_cmpstr (look_up (table, "b.txt", "title"), ==, "3");
  g_assert_cmpstr (look_up (table, "b2.txt", "title"), ==, "5");
}

static void
test_mistakes (void)
{
  static const struct { const char *table, *line, *what;
  } cases[] = {
    { "file,publised\n", "line 1", "publised" },
    { "title\nx\n", "line 1", "file" },
    { "", "line 1", "file" },
    { "file,file\n", "line 1", "twice" },
    { "file,published\na,2015\nb,April 2015\n", "line 3", "April 2015" },
    { "file,published\n\"a\nb\",2015-13-01\n", "line 2", "2015-13-01" },
    { "file,title\na,\"x\ny\nb,z", "line 2", "not closed" },
    { "file,title\na,\"x\"y\n", "line 2", "closing" },
    { "file,title\n\n,x\n", "line 3", "missing" },
    { "file,title\na,x\nb,x\na,y\n", "line 4", "earlier" },
    { "file,title\na,x,y\n", "line 2", "without a name" },
    { "file,language\na,English!\n", "line 2", "English!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) table = read_table (cases[i].table, -1, &error);

      g_test_message ("%s", cases[i].table);
      g_assert_null (table);
      g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].line));
      g_assert_nonnull (strstr (error->message, cases[i].what));
    }
}

static void
test_not_there (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) table = gls_metadata_csv_read ("/nowhere/at/all.csv", &error);
  g_autoptr (GError) binary = NULL;
  g_autoptr (GHashTable) none = read_table ("file\0\n", 6, &binary);

  g_assert_null (table);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (none);
  g_assert_error (binary, GLS_ERROR, GLS_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata-csv/read", test_read);
  g_test_add_func ("/metadata-csv/delimiters", test_delimiters);
  g_test_add_func ("/metadata-csv/base-names", test_base_names);
  g_test_add_func ("/metadata-csv/mistakes", test_mistakes);
  g_test_add_func ("/metadata-csv/not-there", test_not_there);
  return g_test_run ();
}
