/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss new: an empty project with a codebook, shipped or from a file. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-cli.h"

int
gls_command_new (const char *name, int argc, char **argv)
{
  g_autofree char *codebook_name = NULL;
  const GOptionEntry options[] = {
    { "codebook", 0, 0, G_OPTION_ARG_FILENAME, &codebook_name, N_("Name of a shipped codebook, a codebook file, or an export"), N_("NAME|FILE") },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsCodebook) codebook = NULL;
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  codebook = gls_cli_load_codebook ("--codebook", codebook_name != NULL ? codebook_name : gls_codebook_list_shipped ()[0], NULL, &error);
  if (codebook == NULL)
    return gls_cli_fail_error (error);
  project = gls_project_create (arguments[0], codebook, &error);
  return project != NULL ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}
