/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table of metadata: rows of known columns with valid dates, or an error that names a line. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include <gls-date.h>
#include <glib/gstdio.h>

#include "gls-transfer.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_row (GHashTable *row)
{
  static const char * const columns[] = { "title", "published", "publisher", "source", "language", "byline", NULL };
  GHashTableIter iter;
  gpointer column, value;

  g_hash_table_iter_init (&iter, row);
  while (g_hash_table_iter_next (&iter, &column, &value))
    {
      g_assert_true (g_strv_contains (columns, column));
      g_assert_true (*(char *) value && g_utf8_validate (value, -1, NULL));
      g_assert_true (strcmp (column, "published") != 0 || gls_date_is_valid (value));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) table = NULL;
  g_autofree char *path = NULL;
  GHashTableIter iter;
  gpointer file, row;
  int handle = g_file_open_tmp ("gls-fuzz-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (handle, >=, 0);
  g_close (handle, NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  table = gls_metadata_csv_read (path, &error);
  g_unlink (path);
  g_assert_cmpint (table == NULL, ==, error != NULL);
  if (!table)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &file, &row))
    {
      g_assert_true (*(char *) file && g_utf8_validate (file, -1, NULL));
      check_row (row);
    }
  return 0;
}
