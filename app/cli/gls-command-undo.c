/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss undo and gloss redo: steps back and forth in a person's own work, with what had to stay. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-cli.h"

static void
print_step (const GlsUndoReport *report, gboolean redo)
{
  g_print (redo ? _("redone: %s") : _("undone: %s"), report->what);
  if (report->kept > 0)
    g_print (ngettext (" (%u of %u changed since by %s)", " (%u of %u changed since by %s)", report->kept + report->restored),
             report->kept, report->kept + report->restored, report->kept_by != NULL ? report->kept_by : report->by);
  g_print ("\n");
}

static void
write_step (GlsJsonWriter *writer, const GlsUndoReport *report)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "what", report->what);
  gls_json_writer_string_member (writer, "by", report->by);
  gls_json_writer_int_member (writer, "restored", report->restored);
  gls_json_writer_int_member (writer, "kept", report->kept);
  gls_json_writer_string_member (writer, "kept_by", report->kept_by);
  gls_json_writer_end_object (writer);
}

/* The steps that could be taken; fewer than asked when the history ends. */
static int
run_steps (GlsProject *project, const char *by, gboolean redo, int steps, gboolean json)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GlsJsonWriter writer;
  int taken = 0;

  gls_json_writer_init (&writer, out);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "steps");
  gls_json_writer_begin_array (&writer);
  for (; taken < steps; taken++)
    {
      GlsUndoReport report;
      gboolean ok = redo ? gls_project_redo (project, by, &report, &error) : gls_project_undo (project, by, &report, &error);

      if (!ok)
        return gls_cli_fail_error (error);
      if (report.what == NULL)
        break;
      if (json)
        write_step (&writer, &report);
      else
        print_step (&report, redo);
      gls_undo_report_clear (&report);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  if (json)
    gls_cli_print_json (out);
  else if (taken == 0)
    g_print ("%s\n", redo ? _("there is nothing to redo") : _("there is nothing to undo"));
  return GLS_EXIT_DONE;
}

int
gls_command_undo (const char *name, int argc, char **argv)
{
  g_autofree char *by = NULL;
  gboolean json = FALSE, accept_clock = FALSE;
  int steps = 1;
  const GOptionEntry options[] = {
    { "steps", 0, 0, G_OPTION_ARG_INT, &steps, N_("How many actions (1)"), N_("N") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Whose actions"), N_("NAME") },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &accept_clock, N_("Go on although the clock is more than a day off"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;

  if (arguments == NULL)
    return exit_code;
  if (steps < 1)
    return gls_cli_fail (GLS_EXIT_USAGE, _("--steps: %d is not a number of steps"), steps);
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], accept_clock ? GLS_OPEN_ACCEPT_CLOCK : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  return run_steps (project, gls_cli_person (by), g_str_equal (name, "redo"), steps, json);
}
