/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss merge: other copies of the same project, one after the other. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-cli.h"

static void
write_report (GlsJsonWriter *writer, const char *path, const GlsMergeReport *report)
{
  const struct { const char *name; gint64 n; } numbers[] = {
    { "documents", report->documents }, { "annotations", report->annotations }, { "records", report->records },
    { "actions", report->actions },     { "entries", report->entries },         { "conflicts", report->conflicts },
    { "clock_ahead_ms", report->clock_ahead_ms },
  };

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "file", path);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_json_writer_int_member (writer, numbers[i].name, numbers[i].n);
  gls_json_writer_end_object (writer);
}

static void
print_report (const char *path, const GlsMergeReport *report, gboolean dry_run)
{
  if (report->actions == 0 && report->entries == 0)
    {
      g_print (_("%s: nothing new\n"), path);
      return;
    }
  g_print (dry_run ? _("%s: would take %u actions with %u changes (%u new documents, %u new annotations); "
                       "in %u places both changed the same, the later stands\n")
                   : _("%s: took %u actions with %u changes (%u new documents, %u new annotations); "
                       "in %u places both changed the same, the later stands\n"),
           path, report->actions, report->entries, report->documents, report->annotations, report->conflicts);
}

int
gls_command_merge (const char *name, int argc, char **argv)
{
  gboolean json = FALSE, dry_run = FALSE, accept_clock = FALSE;
  const GOptionEntry options[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be taken"), NULL },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &accept_clock, N_("Take changes dated more than a day ahead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  GlsOpenFlags flags = accept_clock ? GLS_OPEN_ACCEPT_CLOCK : GLS_OPEN_DEFAULT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  GlsJsonWriter writer;

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], flags);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "merged");
  gls_json_writer_begin_array (&writer);
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      GlsMergeReport report;

      if (!gls_project_merge (project, arguments[i], dry_run, flags, &report, NULL, &error))
        return gls_cli_fail_error (error);
      if (json)
        write_report (&writer, arguments[i], &report);
      else
        print_report (arguments[i], &report, dry_run);
      /* What was before all of them is what one wants back. */
      flags |= GLS_MERGE_SAME_BACKUP;
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  if (json)
    gls_cli_print_json (out);
  return GLS_EXIT_DONE;
}
