/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses who reads or writes a format and hands the work on. It knows neither how a format is read nor how plugins are run. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>
#include <gls-plugin-config.h>

#include "gls-formats.h"
#include "gls-work-private.h"

/* They work even where their manifests are missing: a project must always be read and written. */
static const char * const own_formats[] = { "text", "html", "jsonl", NULL };

static const GlsPluginEntry *
find_own (GlsRegistry *registry, const char *format)
{
  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];

      if (entry->fault == NULL && g_strcmp0 (entry->manifest->builtin, format) == 0)
        return entry;
    }
  return NULL;
}

static GHashTable *
own_settings (GlsRegistry *registry, const char *format, const GPtrArray *choices)
{
  const GlsPluginEntry *entry = find_own (registry, format);
  g_autoptr (GHashTable) own = NULL;

  if (entry == NULL)
    return g_hash_table_new (g_str_hash, g_str_equal);
  own = gls_plugin_choices_to_table (choices, entry->manifest->id, GLS_CHOICE_SETTING);
  return gls_plugin_config_get_settings (entry->manifest, own);
}

/* With the program's own readers; @format NULL: by name and content, among those enabled. */
static gboolean
import_own (GlsProject *project, GlsRegistry *registry, GPtrArray *paths, const char *format, const GlsImportOptions *options,
            GlsImportReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) enabled = g_ptr_array_new ();
  g_autoptr (GPtrArray) choices = gls_project_load_plugin_choices (project, NULL, error);
  g_autoptr (GHashTable) text = choices != NULL ? own_settings (registry, "text", choices) : NULL;
  g_autoptr (GHashTable) html = choices != NULL ? own_settings (registry, "html", choices) : NULL;
  GlsImportOptions own = *options;
  GlsImportReport mine = { 0 };
  gboolean ok;

  if (choices == NULL)
    return FALSE;
  for (guint i = 0; own_formats[i] != NULL; i++)
    {
      const GlsPluginEntry *entry = find_own (registry, own_formats[i]);

      if (entry == NULL || entry->enabled)
        g_ptr_array_add (enabled, (gpointer) own_formats[i]);
    }
  g_ptr_array_add (enabled, NULL);
  g_ptr_array_add (paths, NULL);
  own.format = format;
  own.formats = (const char * const *) enabled->pdata;
  own.text_encoding = g_hash_table_lookup (text, "encoding");
  if (own.text_encoding != NULL && *own.text_encoding == '\0')
    own.text_encoding = NULL;
  own.drop_pages = g_strcmp0 (g_hash_table_lookup (html, "keep-page"), "false") == 0;
  ok = gls_import (project, (const char * const *) paths->pdata, &own, &mine, cancellable, error);
  gls_import_report_add (report, &mine);
  return ok;
}

static gboolean
fail_format (const char *format, GlsPluginKind kind, GError **error)
{
  g_autofree char *formats = gls_plugin_list_formats (kind);

  g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("“%s” is not a format; there are %s"), format, formats);
  return FALSE;
}

/* Who takes @format: *@manifest, or one of the program's own, *@own. */
static gboolean
choose (const char *format, GlsPluginKind kind, GlsManifest **manifest, const char **own, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *manifest = gls_plugin_format (format, kind, &failure);
  *own = *manifest != NULL ? (*manifest)->builtin : NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (*manifest == NULL && g_strv_contains (own_formats, format))
    *own = format;
  return *manifest != NULL || *own != NULL || fail_format (format, kind, error);
}

gboolean
gls_formats_import (GlsProject *project, const char * const *paths, const GlsImportOptions *options, GlsImportReport *report,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) named = NULL;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  const char *own = NULL;

  if (options->format != NULL && !choose (options->format, GLS_PLUGIN_IMPORTER, &named, &own, error))
    return FALSE;
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GlsManifest) importer = own != NULL     ? NULL
                                         : named != NULL ? gls_manifest_ref (named)
                                                         : gls_plugin_importer_for (paths[i]);

      if (importer == NULL)
        g_ptr_array_add (rest, (gpointer) paths[i]);
      else if (!gls_plugin_import (project, importer, paths[i], options, report, cancellable, error))
        return FALSE;
    }
  return rest->len == 0 || import_own (project, registry, rest, own, options, report, cancellable, error);
}

static gboolean
export_to_stdout (GlsProject *project, const char * const *sets, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return gls_export_jsonl (project, stream, sets, cancellable, error) && g_output_stream_flush (stream, NULL, error);
}

static gboolean
fail_writing (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (number == ENOSPC || number == EDQUOT)
    g_set_error (error, GLS_ERROR, GLS_ERROR_FULL,
                 _("%s: there is no room left on the disk; free some and try again, nothing was changed"), name);
  else
    g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the file cannot be written: %s"), name, g_strerror (number));
  return FALSE;
}

/* Says of what went wrong with the stream where that was. */
static gboolean
export_to (GlsProject *project, int fd, const char *path, const char * const *sets, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fd, FALSE);
  g_autoptr (GError) failure = NULL;

  if (gls_export_jsonl (project, stream, sets, cancellable, &failure) && g_output_stream_flush (stream, NULL, &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return fail_writing (path, ENOSPC, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A device or a pipe: nothing may be put in its place. */
static gboolean
is_special (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR)
         && !g_file_test (path, G_FILE_TEST_IS_DIR);
}

static gboolean
export_to_special (GlsProject *project, const char *path, const char * const *sets, GCancellable *cancellable, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  gboolean ok;

  if (fd < 0)
    return fail_writing (path, errno, error);
  ok = export_to (project, fd, path, sets, cancellable, error);
  close (fd);
  return ok;
}

/* Beside the target, synced, then renamed over it. */
static gboolean
export_to_file (GlsProject *project, const char *path, const char * const *sets, GCancellable *cancellable, GError **error)
{
  g_autofree char *partial = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (partial, O_WRONLY | O_CLOEXEC, 0666);
  gboolean ok;

  if (fd < 0)
    return fail_writing (path, errno, error);
  ok = export_to (project, fd, path, sets, cancellable, error);
  if (ok && (fsync (fd) != 0 || g_rename (partial, path) != 0))
    ok = fail_writing (path, errno, error);
  close (fd);
  if (!ok)
    g_unlink (partial);
  return ok;
}

gboolean
gls_formats_export (GlsProject *project, const char *format, const char *path, const char * const *sets, gboolean force,
                    GPtrArray *reports, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsManifest) exporter = NULL;
  const char *own = NULL;
  gboolean is_folder, to_stdout = g_str_equal (path, "-");

  if (!choose (format, GLS_PLUGIN_EXPORTER, &exporter, &own, error))
    return FALSE;
  is_folder = exporter != NULL ? exporter->target_folder : g_strcmp0 (own, "text") == 0;
  if (is_folder && to_stdout)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("%s goes into a folder, not to standard output"), format);
      return FALSE;
    }
  if (!to_stdout && is_special (path))
    {
      if (g_strcmp0 (own, "jsonl") == 0)
        return export_to_special (project, path, sets, cancellable, error);
      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("%s: this is no file; give another name, or - for standard output"), path);
      return FALSE;
    }
  if (!is_folder && !to_stdout && !force && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("%s: the file exists; --force writes over it"), path);
      return FALSE;
    }
  if (own == NULL)
    return gls_plugin_export (project, exporter, path, sets, reports, cancellable, error);
  if (g_str_equal (own, "text"))
    return gls_export_text (project, path, cancellable, error);
  return to_stdout ? export_to_stdout (project, sets, cancellable, error) : export_to_file (project, path, sets, cancellable, error);
}
