/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss check: is the file sound, and making its projections anew. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-backup.h>
#include <gls-error.h>

#include "gls-cli.h"

static void
print_findings (GPtrArray *findings, const char *path)
{
  g_autofree char *backup = findings->len > 0 ? gls_backup_find_sound (path) : NULL;

  for (guint i = 0; i < findings->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (findings, i));
  if (findings->len == 0)
    g_print ("%s\n", _("the project is sound"));
  if (backup != NULL)
    {
      g_autofree char *shown = g_filename_display_name (backup);

      g_print (_("the newest sound backup is %s"), shown);
      g_print ("\n");
    }
}

static void
print_json (GPtrArray *findings)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_boolean_member (&writer, "sound", findings->len == 0);
  gls_json_writer_member (&writer, "findings");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < findings->len; i++)
    gls_json_writer_string (&writer, g_ptr_array_index (findings, i));
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

/* A file that may only be read is checked as far as reading goes. */
static GlsProject *
open_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);

  if (project == NULL && g_error_matches (error, GLS_ERROR, GLS_ERROR_READ_ONLY))
    return gls_cli_open (path, GLS_OPEN_READ_ONLY);
  if (project == NULL)
    gls_cli_fail_error (error);
  return project;
}

int
gls_command_check (const char *name, int argc, char **argv)
{
  gboolean json = FALSE, rebuild = FALSE;
  const GOptionEntry options[] = {
    { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild, N_("Make all tables anew from the journal, then check"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  project = open_project (arguments[0]);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (rebuild && !gls_project_rebuild (project, &error))
    return gls_cli_fail_error (error);
  findings = gls_project_check (project, TRUE, &error);
  if (findings == NULL)
    return gls_cli_fail_error (error);
  if (json)
    print_json (findings);
  else
    print_findings (findings, arguments[0]);
  return findings->len == 0 ? GLS_EXIT_DONE : GLS_EXIT_FINDINGS;
}
