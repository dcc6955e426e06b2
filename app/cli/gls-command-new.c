/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss new: an empty project with a codebook, shipped or from a file. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-jsonl.h>

#include "gls-cli.h"

/* A codebook's own file, or the project line of an export. */
static GlsCodebook *
parse (const char *data, gsize n_bytes, GError **error)
{
  const char *end = memchr (data, '\n', n_bytes);
  gsize n_line = end != NULL ? (gsize) (end - data) : n_bytes;
  g_autoptr (GlsProjectData) project = NULL;

  if (gls_jsonl_peek (data, n_line) != GLS_JSONL_PROJECT)
    return gls_codebook_parse (data, n_bytes, NULL, error);
  project = gls_jsonl_read_project (data, n_line, 1, NULL, error);
  if (project == NULL)
    return NULL;
  if (project->codebook != NULL)
    return gls_codebook_ref (project->codebook);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("the export holds no codebook"));
  return NULL;
}

static GlsCodebook *
load_codebook (const char *name, GError **error)
{
  const char * const *shipped = gls_codebook_list_shipped ();
  g_autofree char *data = NULL;
  gsize n_bytes;

  if (name == NULL)
    return gls_codebook_load_shipped (shipped[0], error);
  if (g_strv_contains (shipped, name))
    return gls_codebook_load_shipped (name, error);
  if (!g_file_get_contents (name, &data, &n_bytes, NULL))
    {
      g_autofree char *names = g_strjoinv ("”, “", (char **) shipped);

      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                   _("--codebook: “%s” is neither a file that can be read nor a shipped codebook (“%s”)"), name, names);
      return NULL;
    }
  {
    GlsCodebook *codebook = parse (data, n_bytes, error);

    if (codebook == NULL)
      g_prefix_error (error, "%s: ", name);
    return codebook;
  }
}

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
  codebook = load_codebook (codebook_name, &error);
  if (codebook == NULL)
    return gls_cli_fail_error (error);
  project = gls_project_create (arguments[0], codebook, &error);
  return project != NULL ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}
