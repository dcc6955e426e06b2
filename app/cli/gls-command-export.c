/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss export: a project in any format, to a file, a folder or standard output. What could not be written is said. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-formats.h>

#include "gls-cli-plugin.h"

int
gls_command_export (const char *name, int argc, char **argv)
{
  g_autofree char *format = NULL, *output = NULL;
  g_auto (GStrv) sets = NULL;
  gboolean force = FALSE, ok;
  const GOptionEntry options[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("jsonl, text or another exporter's id"), N_("ID") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets, N_("Only this set: a name, gold or plugin:ID; may be repeated"), N_("SET") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("File or folder; “-” for standard output"), N_("PATH") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Write over a file that exists"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  if (output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("export: say where to with -o PATH (“-” for standard output)"));
  if (format == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("export: say --format jsonl or --format text"));
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  ok = gls_formats_export (project, format, output, (const char * const *) sets, force, reports, NULL, &error);
  for (guint i = 0; i < reports->len; i++)
    g_printerr ("%s\n", (const char *) reports->pdata[i]);
  if (ok)
    return GLS_EXIT_DONE;
  return g_error_matches (error, GLS_ERROR, GLS_ERROR_CLOCK) ? gls_cli_fail_error (error) : gls_cli_fail_command (name, error);
}
