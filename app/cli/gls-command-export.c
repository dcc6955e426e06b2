/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss export: JSON Lines to a file or standard output, or the texts into a folder. A file appears whole or not at all. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>
#include <gls-plugin-exchange.h>
#include <gls-transfer.h>

#include "gls-cli.h"

static gboolean
export_to_stdout (GlsProject *project, const char * const *sets, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return gls_export_jsonl (project, stream, sets, NULL, error) && g_output_stream_flush (stream, NULL, error);
}

/* Beside the target, synced, then renamed over it. */
static gboolean
export_to_file (GlsProject *project, const char *path, const char * const *sets, GError **error)
{
  g_autofree char *partial = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (partial, O_WRONLY | O_CLOEXEC, 0666);
  g_autoptr (GOutputStream) stream = NULL;
  gboolean ok;

  if (fd < 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the file cannot be written: %s"), path, g_strerror (errno));
      return FALSE;
    }
  stream = g_unix_output_stream_new (fd, FALSE);
  ok = gls_export_jsonl (project, stream, sets, NULL, error) && g_output_stream_flush (stream, NULL, error);
  if (ok && (fsync (fd) != 0 || g_rename (partial, path) != 0))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
      ok = FALSE;
    }
  close (fd);
  if (!ok)
    g_unlink (partial);
  return ok;
}

static int
fail_options (const char *format, const char *output, gboolean force)
{
  if (output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("export: say where to with -o PATH (“-” for standard output)"));
  if (format == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("export: say --format jsonl or --format text"));
  if (!g_str_equal (format, "jsonl") && !g_str_equal (format, "text"))
    {
      g_autofree char *others = gls_plugin_list_formats (GLS_PLUGIN_EXPORTER);

      return gls_cli_fail (GLS_EXIT_USAGE, _("export: “%s” is not a format; there are jsonl, text%s%s"), format,
                           *others != '\0' ? ", " : "", others);
    }
  if (g_str_equal (format, "text") && g_str_equal (output, "-"))
    return gls_cli_fail (GLS_EXIT_USAGE, _("export: texts go into a folder, not to standard output"));
  if (g_str_equal (format, "jsonl") && !force && g_file_test (output, G_FILE_TEST_EXISTS))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: the file exists; --force writes over it"), output);
  return GLS_EXIT_DONE;
}

/* In a plugin's format, with what it had to leave out. */
static int
export_with_plugin (const char *project_path, GlsManifest *exporter, const char *output, const char * const *sets, gboolean force)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (!exporter->target_folder && !force && !g_str_equal (output, "-") && g_file_test (output, G_FILE_TEST_EXISTS))
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: the file exists; --force writes over it"), output);
  project = gls_cli_open (project_path, GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  ok = gls_plugin_export (project, exporter, output, sets, reports, NULL, &error);
  for (guint i = 0; i < reports->len; i++)
    g_printerr ("%s\n", (const char *) reports->pdata[i]);
  return ok ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}

int
gls_command_export (const char *name, int argc, char **argv)
{
  g_autofree char *format = NULL, *output = NULL;
  g_auto (GStrv) sets = NULL;
  gboolean force = FALSE;
  const GOptionEntry options[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("jsonl, text or an exporter's id"), N_("ID") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets, N_("Only this set: a name, gold or plugin:ID; may be repeated"), N_("SET") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("File or folder; “-” for standard output"), N_("PATH") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Write over a file that exists"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsManifest) exporter = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (arguments == NULL)
    return exit_code;
  exporter = format != NULL && output != NULL ? gls_plugin_format (format, GLS_PLUGIN_EXPORTER, &error) : NULL;
  if (error != NULL)
    return gls_cli_fail_error (error);
  if (exporter != NULL)
    return export_with_plugin (arguments[0], exporter, output, (const char * const *) sets, force);
  exit_code = fail_options (format, output, force);
  if (exit_code != GLS_EXIT_DONE)
    return exit_code;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (g_str_equal (format, "text"))
    ok = gls_export_text (project, output, NULL, &error);
  else if (g_str_equal (output, "-"))
    ok = export_to_stdout (project, (const char * const *) sets, &error);
  else
    ok = export_to_file (project, output, (const char * const *) sets, &error);
  return ok ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}
