/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the files that an import is to read: those named, and those of known kinds in folders.
 * It must not read documents nor know the project; it opens named files only to tell JSON Lines from articles. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include <gls-error.h>
#include "gls-transfer-private.h"

#define MAX_REPORTS 1000
#define MAX_FOLDERS 64 /* deep */
#define PEEK_BYTES 65536

void
gls_transfer_file_free (GlsTransferFile *file)
{
  g_free (file->path);
  g_free (file->name);
  g_free (file);
}

void
gls_transfer_report (GlsImportReport *report, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  if (report->reports->len >= MAX_REPORTS)
    {
      report->more_reports++;
      return;
    }
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  /* Said once is enough. */
  if (!g_ptr_array_find_with_equal_func (report->reports, sentence, g_str_equal, NULL))
    g_ptr_array_add (report->reports, g_steal_pointer (&sentence));
}

void
gls_transfer_fail (GlsImportReport *report, const char *name, const GError *error)
{
  g_ptr_array_add (report->failures, g_strdup_printf ("%s: %s", name, error->message));
}

gboolean
gls_transfer_allows (const GlsImportOptions *options, const char *format)
{
  return options->format != NULL || options->formats == NULL || g_strv_contains (options->formats, format);
}

void
gls_transfer_disabled (const char *format, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
               _("the plugin %s is disabled; enable it on the page Plugins or with “gloss plugins enable %s”"), format, format);
}

typedef enum { KIND_ARTICLE, KIND_JSONL, KIND_OTHER, KIND_UNKNOWN } Kind;

static Kind
kind_by_name (const char *path)
{
  static const struct {
    const char *ending;
    Kind        kind;
  } endings[] = { { "txt", KIND_ARTICLE },   { "text", KIND_ARTICLE }, { "html", KIND_ARTICLE },
                  { "htm", KIND_ARTICLE },   { "xhtml", KIND_ARTICLE }, { "jsonl", KIND_JSONL },
                  { "ndjson", KIND_JSONL } };
  const char *slash = strrchr (path, G_DIR_SEPARATOR), *base = slash ? slash + 1 : path, *dot = strrchr (base, '.');

  if (!dot || dot == base)
    return KIND_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i].ending) == 0)
      return endings[i].kind;
  return KIND_OTHER;
}

/* Reads the beginning: JSON Lines say what they are in their first member. */
static gboolean
is_jsonl (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *bytes = g_malloc (PEEK_BYTES);
  gsize n = 0, more = 0;

  /* Most files are articles, and for those 64 bytes tell. */
  if (!stream || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, 64, &n, NULL, NULL) || n == 0)
    return FALSE;
  if (gls_jsonl_peek (bytes, n) != GLS_JSONL_OTHER)
    return TRUE;
  if (bytes[0] != '{')
    return FALSE;
  g_input_stream_read_all (G_INPUT_STREAM (stream), bytes + n, PEEK_BYTES - n, &more, NULL, NULL);
  return gls_jsonl_peek (bytes, n + more) != GLS_JSONL_OTHER;
}

typedef struct {
  GPtrArray              *files;
  GHashTable             *paths;
  const GlsImportOptions *options;
  GlsImportReport        *report;
  char                   *metadata;  /* canonical path of the CSV, which is no article */
} Finding;

static void
add_file (Finding *finding, const char *path, gboolean jsonl)
{
  GlsTransferFile *file;

  if (g_strcmp0 (path, finding->metadata) == 0 || g_hash_table_contains (finding->paths, path))
    return;
  file = g_new0 (GlsTransferFile, 1);
  file->path = g_strdup (path);
  file->name = g_filename_display_name (path);
  file->jsonl = jsonl;
  g_ptr_array_add (finding->files, file);
  g_hash_table_add (finding->paths, file->path);
}

/* The format that is disabled and would be needed, or NULL; of articles without an ending the reader finds out. */
static const char *
find_disabled (const Finding *finding, const char *path, Kind kind, gboolean jsonl)
{
  const char *format = jsonl ? "jsonl" : kind != KIND_ARTICLE ? NULL : gls_article_format (NULL, path);

  return format != NULL && !gls_transfer_allows (finding->options, format) ? format : NULL;
}

static void
add_found (Finding *finding, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *format = finding->options->format;
  Kind kind = kind_by_name (path);

  if (g_strcmp0 (path, finding->metadata) == 0)
    return;
  if (kind == KIND_OTHER)
    gls_transfer_report (finding->report, _("%s was passed over: it is neither text, HTML nor JSON Lines by its name."), name);
  else if (format && (strcmp (format, "jsonl") == 0) != (kind == KIND_JSONL))
    gls_transfer_report (finding->report, _("%s was passed over: it is not of the format %s."), name, format);
  else
    {
      gboolean jsonl = kind == KIND_JSONL || (kind == KIND_UNKNOWN && is_jsonl (path));
      const char *disabled = find_disabled (finding, path, kind, jsonl);

      if (disabled != NULL)
        gls_transfer_report (finding->report, _("%s was passed over: the plugin %s is disabled."), name, disabled);
      else
        add_file (finding, path, jsonl);
    }
}

static void
walk (Finding *finding, const char *folder, guint depth)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_name (folder);
  GDir *dir = g_dir_open (folder, 0, &error);
  const char *entry;

  if (!dir)
    {
      gls_transfer_fail (finding->report, name, error);
      return;
    }
  while ((entry = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);
      g_autofree char *shown = g_filename_display_name (path);

      if (entry[0] == '.')
        gls_transfer_report (finding->report, _("%s was passed over: it is hidden."), shown);
      else if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          /* A link to a folder may lead back here. */
          if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || depth >= MAX_FOLDERS)
            gls_transfer_report (finding->report, _("%s was passed over: it is a link to a folder, or too deep."), shown);
          else
            walk (finding, path, depth + 1);
        }
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add_found (finding, path);
      else
        gls_transfer_report (finding->report, _("%s was passed over: it is no regular file."), shown);
    }
  g_dir_close (dir);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsTransferFile * const *) a)->path, (*(GlsTransferFile * const *) b)->path);
}

/* A file that the user named is read whatever it is called; what it is not, its reader says. */
static void
add_named (Finding *finding, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *format = finding->options->format;
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    walk (finding, path, 0);
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (&error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no such file"));
      gls_transfer_fail (finding->report, name, error);
    }
  else if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (&error, GLS_ERROR, GLS_ERROR_INVALID, _("it is no regular file"));
      gls_transfer_fail (finding->report, name, error);
    }
  else
    {
      Kind kind = kind_by_name (path);
      gboolean jsonl = format ? strcmp (format, "jsonl") == 0 : kind == KIND_JSONL || is_jsonl (path);

      if (find_disabled (finding, path, kind, jsonl) == NULL)
        {
          add_file (finding, path, jsonl);
          return;
        }
      gls_transfer_disabled (find_disabled (finding, path, kind, jsonl), &error);
      gls_transfer_fail (finding->report, name, error);
    }
}

GPtrArray *
gls_transfer_find_files (const char * const *paths, const GlsImportOptions *options, GlsImportReport *report)
{
  Finding finding = { g_ptr_array_new_with_free_func ((GDestroyNotify) gls_transfer_file_free),
                      g_hash_table_new (g_str_hash, g_str_equal), options, report, NULL };

  if (options->metadata)
    finding.metadata = g_canonicalize_filename (options->metadata, NULL);
  for (guint i = 0; paths[i]; i++)
    {
      g_autofree char *path = g_canonicalize_filename (paths[i], NULL);

      add_named (&finding, path);
    }
  g_ptr_array_sort (finding.files, compare_files);
  g_hash_table_unref (finding.paths);
  g_free (finding.metadata);
  return finding.files;
}
