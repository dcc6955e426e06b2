/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the table of what is known about article files: CSV (RFC 4180) with a header row.
 * Knows neither the articles nor the store. */
#include "config.h"

#include "gls-transfer.h"

#include <gls-date.h>
#include <gls-encoding.h>
#include <gls-error.h>
#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_BYTES (64 << 20)

static const char *const known_columns[]
    = { "file", "title", "published", "publisher", "source", "language", "byline", NULL };

typedef struct {
  const char *path;
  const char *p, *end;
  char        delimiter;
  guint       line;       /* of @p, from 1 */
} Reader;

static gboolean
fail (const Reader *self, guint line, char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_basename (self->path);

  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s, line %u: %s"), name, line, reason);
  g_free (reason);
  return FALSE;
}

/* Which of comma, semicolon and tab is most in the first record, outside of quotation marks. */
static char
find_delimiter (const char *p, const char *end)
{
  guint commas = 0, semicolons = 0, tabs = 0;
  gboolean quoted = FALSE;

  for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      quoted ^= *p == '"';
      commas += !quoted && *p == ',';
      semicolons += !quoted && *p == ';';
      tabs += !quoted && *p == '\t';
    }
  if (tabs > commas && tabs > semicolons)
    return '\t';
  return semicolons > commas ? ';' : ',';
}

static void
skip_line_end (Reader *self)
{
  if (self->p < self->end && *self->p == '\r')
    self->p++;
  if (self->p < self->end && *self->p == '\n')
    self->p++;
  self->line++;
}

static gboolean
read_quoted (Reader *self, GString *field, GError **error)
{
  guint first = self->line;

  for (self->p++; self->p < self->end; self->p++)
    {
      if (*self->p == '"' && self->p + 1 < self->end && self->p[1] == '"')
        self->p++;
      else if (*self->p == '"')
        {
          self->p++;
          while (self->p < self->end && *self->p == ' ' && self->delimiter != ' ')
            self->p++;
          if (self->p < self->end && *self->p != self->delimiter && *self->p != '\n' && *self->p != '\r')
            return fail (
                self, self->line,
                g_strdup (_("There is text after a closing quotation mark; write a mark inside a field twice.")),
                error);
          return TRUE;
        }
      else if (*self->p == '\n' || (*self->p == '\r' && (self->p + 1 == self->end || self->p[1] != '\n')))
        self->line++;
      g_string_append_c (field, *self->p);
    }
  return fail (self, first, g_strdup (_("A quotation mark is not closed.")), error);
}

/* The fields of the next record; none at the end. */
static gboolean
read_record (Reader *self, GPtrArray *fields, GError **error)
{
  g_ptr_array_set_size (fields, 0);
  while (self->p < self->end)
    {
      g_autoptr (GString) field = g_string_new (NULL);

      if (*self->p == '"')
        {
          if (!read_quoted (self, field, error))
            return FALSE;
        }
      else
        while (self->p < self->end && *self->p != self->delimiter && *self->p != '\n' && *self->p != '\r')
          g_string_append_c (field, *self->p++);
      g_ptr_array_add (fields, g_strdup (g_strstrip (field->str)));
      if (self->p == self->end)
        return TRUE;
      if (*self->p != self->delimiter)
        {
          skip_line_end (self);
          return TRUE;
        }
      self->p++;
      /* A delimiter at the very end has an empty field after it. */
      if (self->p == self->end)
        g_ptr_array_add (fields, g_strdup (""));
    }
  return TRUE;
}

static gboolean
is_blank (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (*(const char *) g_ptr_array_index (fields, i) != '\0')
      return FALSE;
  return TRUE;
}

/* The header: a known name a column, "" where a column has none. */
static gboolean
read_header (Reader *self, GPtrArray *columns, GError **error)
{
  guint line = self->line;
  g_autofree char *known = g_strjoinv (", ", (char **) known_columns);

  if (!read_record (self, columns, error))
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      char *name = g_ascii_strdown (g_ptr_array_index (columns, i), -1);

      g_free (g_ptr_array_index (columns, i));
      g_ptr_array_index (columns, i) = name;
      if (*name != '\0' && !g_strv_contains (known_columns, name))
        return fail (
            self, line,
            g_strdup_printf (_("There is no column “%s”; the first line names the columns, out of: %s."), name, known),
            error);
      for (guint k = 0; k < i; k++)
        if (*name != '\0' && strcmp (g_ptr_array_index (columns, k), name) == 0)
          return fail (self, line, g_strdup_printf (_("The column “%s” stands twice."), name), error);
    }
  if (!g_ptr_array_find_with_equal_func (columns, "file", g_str_equal, NULL))
    return fail (
        self, line,
        g_strdup_printf (_("The column “file” is missing; the first line names the columns, out of: %s."), known),
        error);
  return TRUE;
}

static gboolean
is_language (const char *tag)
{
  gsize length = strlen (tag), first = strcspn (tag, "-");

  if (first < 2 || first > 8 || length > 35 || tag[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!(i < first ? g_ascii_isalpha (tag[i]) : g_ascii_isalnum (tag[i]) || tag[i] == '-'))
      return FALSE;
  return TRUE;
}

static gboolean
read_row (Reader *self, guint line, GPtrArray *columns, GPtrArray *fields, GHashTable *row, GError **error)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = i < columns->len ? g_ptr_array_index (columns, i) : "";
      const char *value = g_ptr_array_index (fields, i);

      if (*value == '\0')
        continue;
      if (*name == '\0')
        return fail (
            self, line,
            g_strdup_printf (
                _("“%s” stands in a column without a name; put values that hold the delimiter in quotation marks."),
                value),
            error);
      if (strcmp (name, "published") == 0 && !gls_date_is_valid (value))
        return fail (self, line,
                     g_strdup_printf (_("“%s” is no date; write it like 2015-04-21, 2015-04 or 2015."), value), error);
      if (strcmp (name, "language") == 0 && !is_language (value))
        return fail (self, line, g_strdup_printf (_("“%s” is no language; write its code, like en, de or ru."), value),
                     error);
      g_hash_table_insert (row, g_strdup (name), g_strdup (value));
    }
  return TRUE;
}

/* Rows are found by the whole name as given and, where only one row has it, by the name without folders. */
static void
add_base_names (GHashTable *table)
{
  g_autoptr (GHashTable) bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name, row;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      const char *slash = strrchr (name, '/');
      const char *base = slash != NULL ? slash : strrchr (name, '\\');

      if (base == NULL || base[1] == '\0')
        continue;
      /* Two of the same name: neither is meant. */
      if (g_hash_table_contains (bases, base + 1))
        g_hash_table_insert (bases, g_strdup (base + 1), NULL);
      else
        g_hash_table_insert (bases, g_strdup (base + 1), row);
    }
  g_hash_table_iter_init (&iter, bases);
  while (g_hash_table_iter_next (&iter, &name, &row))
    if (row != NULL && !g_hash_table_contains (table, name))
      g_hash_table_insert (table, g_strdup (name), g_hash_table_ref (row));
}

static gboolean
read_rows (Reader *self, GHashTable *table, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);

  if (!read_header (self, columns, error))
    return FALSE;
  while (self->p < self->end)
    {
      g_autoptr (GHashTable) row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_autofree char *file = NULL;
      guint line = self->line;

      if (!read_record (self, fields, error))
        return FALSE;
      if (is_blank (fields))
        continue;
      if (!read_row (self, line, columns, fields, row, error))
        return FALSE;
      file = g_strdup (g_hash_table_lookup (row, "file"));
      if (file == NULL)
        return fail (self, line, g_strdup (_("The name of the file is missing.")), error);
      if (g_hash_table_contains (table, file))
        return fail (self, line, g_strdup_printf (_("The file “%s” stands in an earlier line already."), file), error);
      g_hash_table_remove (row, "file");
      g_hash_table_insert (table, g_steal_pointer (&file), g_steal_pointer (&row));
    }
  return TRUE;
}

/**
 * gls_metadata_csv_read:
 * @path: the CSV file
 * @error: return location
 *
 * Reads CSV after RFC 4180 with a header row of the columns file, title, published, publisher, source, language and
 * byline in any order; semicolons or tabs may stand for commas, and the encoding is detected. Empty fields are left
 * out.
 *
 * Returns: (transfer full): file name, as given and also without its folders where that is one row's only, to a
 *   #GHashTable of column to value; or %NULL with %GLS_ERROR_INVALID naming the line, or the error of reading the file
 */
GHashTable *
gls_metadata_csv_read (const char *path, GError **error)
{
  g_autoptr (GHashTable) table
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);
  g_autofree char *text = NULL;
  Reader reader = { .path = path, .line = 1 };
  gsize n_bytes;

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      fail (&reader, 1, g_strdup_printf (_("The table is larger than %d MiB."), MAX_BYTES >> 20), error);
      return NULL;
    }
  text = gls_encoding_decode (bytes, NULL, NULL, &n_bytes, NULL, error);
  if (text == NULL)
    return NULL;
  reader.p = text;
  reader.end = text + n_bytes;
  /* Spreadsheets may name the delimiter in a line of its own. */
  if (n_bytes > 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && (text[5] == '\n' || text[5] == '\r'))
    {
      reader.delimiter = text[4];
      reader.p += 5;
      skip_line_end (&reader);
    }
  else
    reader.delimiter = find_delimiter (reader.p, reader.end);
  if (!read_rows (&reader, table, error))
    return NULL;
  add_base_names (table);
  return g_steal_pointer (&table);
}
