/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss publish: freezes gold with a number, and writes it to a folder with all that is needed to read it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-publishing.h>

#include "gls-cli.h"

static int
list_publications (GlsProject *project, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gls_project_load_publications (project, &error);
  const char * const headers[] = { _(">number"), _("when"), _("by"), _("note"), _("SHA-256"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  g_autoptr (GString) out = g_string_new (NULL);
  GlsJsonWriter writer;

  if (all == NULL)
    return gls_cli_fail_error (error);
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "publications");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < all->len; i++)
    {
      const GlsPublication *one = g_ptr_array_index (all, i);
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (one->when);
      g_autofree char *text = when != NULL ? g_date_time_format_iso8601 (when) : g_strdup ("");
      g_autofree char *number = g_strdup_printf ("%u", one->number);

      gls_table_add (table, number, text, one->by, one->note, one->digest, NULL);
      gls_json_writer_begin_object (&writer);
      gls_json_writer_int_member (&writer, "number", one->number);
      gls_json_writer_string_member (&writer, "when", text);
      gls_json_writer_string_member (&writer, "by", one->by != NULL ? one->by : "");
      if (one->note != NULL)
        gls_json_writer_string_member (&writer, "note", one->note);
      gls_json_writer_string_member (&writer, "sha256", one->digest != NULL ? one->digest : "");
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  if (json)
    gls_cli_print_json (out);
  else
    gls_table_print (table);
  return GLS_EXIT_DONE;
}

static int
run (GlsPublishing *publishing, GlsProject *project, gboolean json)
{
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!gls_publishing_run (publishing, project, NULL, &error))
    return gls_cli_fail_error (error);
  gls_publishing_summarize (publishing, project, summary);
  if (json)
    gls_cli_print_json (summary);
  else
    g_print (_("%s: gold number %u; documents: %u, annotations: %u; since the last: %u added, %u changed, %u removed\n"),
             publishing->folder, publishing->publication->number, publishing->n_documents, publishing->n_annotations,
             publishing->report.added, publishing->report.changed, publishing->report.removed);
  return GLS_EXIT_DONE;
}

int
gls_command_publish (const char *name, int argc, char **argv)
{
  g_autofree char *output = NULL, *note = NULL, *by = NULL;
  gboolean json = FALSE, list = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The folder to write, which is not there yet"), N_("FOLDER") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("What to say of it"), N_("TEXT") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who publishes"), N_("NAME") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_("Only list what was published"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsPublication) publication = g_new0 (GlsPublication, 1);
  g_autofree char *base = NULL;
  g_autoptr (GlsProject) project = NULL;
  GlsPublishing publishing = { .publication = publication };

  if (arguments == NULL)
    return exit_code;
  if (!list && output == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("publish: say which folder it goes to with -o FOLDER"));
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], list ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (list)
    return list_publications (project, json);
  publishing.name = base = g_path_get_basename (arguments[0]);
  publishing.folder = output;
  publication->by = g_strdup (gls_cli_person (by));
  publication->note = g_steal_pointer (&note);
  return run (&publishing, project, json);
}
