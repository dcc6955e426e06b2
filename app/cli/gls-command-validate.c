/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss validate: what validators find in people's work, as a list; exit code 1 while an error is open. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include <gls-clock.h>
#include <gls-validate.h>

#include "gls-cli-plugin.h"

typedef struct {
  gboolean progress, log;
} Showing;

static void
show_progress (gpointer data, const char *plugin, const GlsPluginProgress *progress)
{
  if (((const Showing *) data)->progress)
    g_printerr ("\r\033[K%s  %" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT, plugin, progress->done, progress->total);
}

static void
show_line (gpointer data, const char *plugin, const char *line)
{
  if (((const Showing *) data)->log)
    g_printerr ("%s: %s\n", plugin, line);
}

static void
write_ids (GlsJsonWriter *writer, const char *member, GArray *ids)
{
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < ids->len; i++)
    {
      char text[GLS_ID_STRING_SIZE];

      gls_id_to_string (&g_array_index (ids, GlsId, i), text);
      gls_json_writer_string (writer, text);
    }
  gls_json_writer_end_array (writer);
}

static void
write_waiver (GlsJsonWriter *writer, const GlsWaiver *waiver)
{
  g_autofree char *when = NULL;

  if (waiver == NULL)
    return;
  when = gls_clock_to_iso (waiver->clock);
  gls_json_writer_member (writer, "waived");
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "by", waiver->by);
  gls_json_writer_string_member (writer, "at", when);
  gls_json_writer_string_member (writer, "note", waiver->note);
  gls_json_writer_end_object (writer);
}

static void
write_finding (GlsJsonWriter *writer, const GlsFinding *finding)
{
  const GlsProblem *problem = finding->problem;
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (&problem->id, id);
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", id);
  gls_json_writer_string_member (writer, "severity", gls_severity_to_string (problem->severity));
  gls_json_writer_string_member (writer, "plugin", problem->plugin);
  gls_json_writer_string_member (writer, "rule", problem->rule);
  gls_json_writer_string_member (writer, "message", problem->message);
  gls_json_writer_string_member (writer, "document", finding->key);
  gls_json_writer_string_member (writer, "by", finding->set);
  if (finding->end > finding->start)
    {
      gls_json_writer_member (writer, "range");
      gls_json_writer_begin_array (writer);
      gls_json_writer_int (writer, finding->start);
      gls_json_writer_int (writer, finding->end);
      gls_json_writer_end_array (writer);
    }
  write_ids (writer, "annotations", problem->annotations);
  write_ids (writer, "entities", problem->entities);
  gls_json_writer_member (writer, "fixes");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < problem->fixes->len; i++)
    gls_json_writer_string (writer, ((const GlsFix *) problem->fixes->pdata[i])->label);
  gls_json_writer_end_array (writer);
  write_waiver (writer, finding->waiver);
  gls_json_writer_end_object (writer);
}

static void
print_json (const GlsValidateReport *report, gboolean all)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "errors", report->errors);
  gls_json_writer_int_member (&writer, "warnings", report->warnings);
  gls_json_writer_int_member (&writer, "notes", report->notes);
  gls_json_writer_int_member (&writer, "waived", report->waived);
  gls_json_writer_member (&writer, "problems");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < report->findings->len; i++)
    if (all || ((GlsFinding *) report->findings->pdata[i])->waiver == NULL)
      write_finding (&writer, report->findings->pdata[i]);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static const char *
severity_name (GlsPluginSeverity severity)
{
  return severity == GLS_PLUGIN_ERROR ? _("error") : severity == GLS_PLUGIN_WARNING ? _("warning") : _("note");
}

#define ID_SHOWN 8 /* characters of an id: enough to tell problems apart, and --waive takes them */

/* "waived by amira, 2026-11-22: a note" behind the message. */
static char *
describe (const GlsFinding *finding)
{
  g_autofree char *when = NULL;
  g_autofree char *waived = NULL;

  if (finding->waiver == NULL)
    return g_strdup (finding->problem->message);
  when = gls_clock_to_iso (finding->waiver->clock);
  waived = g_strdup_printf (_("waived by %s, %.10s"), finding->waiver->by, when);
  return finding->waiver->note != NULL ? g_strdup_printf ("%s [%s: %s]", finding->problem->message, waived, finding->waiver->note)
                                       : g_strdup_printf ("%s [%s]", finding->problem->message, waived);
}

static void
add_row (GlsTable *table, const GlsFinding *finding)
{
  g_autofree char *place = finding->end > finding->start ? g_strdup_printf ("%u–%u", finding->start, finding->end) : g_strdup ("");
  g_autofree char *message = describe (finding);
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (&finding->problem->id, id);
  id[ID_SHOWN] = '\0';
  gls_table_add (table, severity_name (finding->problem->severity), finding->key != NULL ? finding->key : "", place,
                 finding->set != NULL ? finding->set : "", finding->problem->rule, id, message, NULL);
}

static void
print_table (const GlsValidateReport *report, gboolean all)
{
  static const char * const headers[]
      = { N_("SEVERITY"), N_("DOCUMENT"), N_(">PLACE"), N_("BY"), N_("RULE"), N_("ID"), N_("PROBLEM"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < report->findings->len; i++)
    if (all || ((GlsFinding *) report->findings->pdata[i])->waiver == NULL)
      add_row (table, report->findings->pdata[i]);
  if (all ? report->findings->len > 0 : report->findings->len > report->waived)
    gls_table_print (table);
  g_print (ngettext ("%u error", "%u errors", report->errors), report->errors);
  g_print (", ");
  g_print (ngettext ("%u warning", "%u warnings", report->warnings), report->warnings);
  g_print (", ");
  g_print (ngettext ("%u note", "%u notes", report->notes), report->notes);
  if (report->waived > 0)
    {
      g_print (", ");
      g_print (ngettext ("%u waived", "%u waived", report->waived), report->waived);
    }
  g_print ("\n");
}

static int
finish (const GlsValidateReport *report)
{
  int exit_code = report->errors > 0 ? GLS_EXIT_FINDINGS : GLS_EXIT_DONE;

  for (guint i = 0; i < report->failures->len; i++)
    exit_code = gls_cli_fail (GLS_EXIT_FINDINGS, "%s", (const char *) report->failures->pdata[i]);
  for (guint i = 0; i < report->lost->len; i++)
    exit_code = gls_cli_fail (GLS_EXIT_FAILURE, "%s", (const char *) report->lost->pdata[i]);
  if (report->n_plugins == 0)
    exit_code = gls_cli_fail (GLS_EXIT_FAILURE, _("validate: there is no enabled validator; “gloss plugins list” shows all plugins"));
  return exit_code;
}

int
gls_command_validate (const char *name, int argc, char **argv)
{
  g_auto (GStrv) plugins = NULL, documents = NULL, sets = NULL;
  g_autofree char *waive = NULL, *open = NULL, *note = NULL, *as = NULL;
  gboolean json = FALSE, log = FALSE, no_limits = FALSE, all = FALSE;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &plugins, N_("This plugin, or the one in this folder; may be repeated"), N_("ID") },
    { "document", 0, 0, G_OPTION_ARG_STRING_ARRAY, &documents, N_("This document; may be repeated"), N_("KEY") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets, N_("Only this set: a name or gold; may be repeated"), N_("SET") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Show waived problems, too"), NULL },
    { "waive", 0, 0, G_OPTION_ARG_STRING, &waive, N_("Waive the problem whose id begins so"), N_("ID") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("Why it is waived"), N_("TEXT") },
    { "open", 0, 0, G_OPTION_ARG_STRING, &open, N_("Take the waiver of this problem back"), N_("ID") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("Waive in this person's name"), N_("NAME") },
    { "log", 0, 0, G_OPTION_ARG_NONE, &log, N_("Show what plugins log and write to standard error"), NULL },
    { "no-limits", 0, 0, G_OPTION_ARG_NONE, &no_limits, N_("No limits of time and memory, for a debugger"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  Showing showing = { isatty (STDERR_FILENO) && !json && !log, log };
  GlsValidateOptions options = { 0 };
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GlsValidateReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  options = (GlsValidateOptions){
    .plugins = (const char * const *) plugins, .documents = (const char * const *) documents, .sets = (const char * const *) sets,
    .no_limits = no_limits, .progress = show_progress, .log = show_line, .data = &showing,
  };
  cancellable = gls_cli_cancellable ();
  if ((waive != NULL && open != NULL) || (note != NULL && waive == NULL))
    return gls_cli_fail (GLS_EXIT_USAGE, _("validate: give --note with --waive, and --waive and --open one at a time"));
  if ((waive != NULL || open != NULL) && !gls_cli_check_person (gls_cli_person (as)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], waive != NULL || open != NULL ? GLS_OPEN_DEFAULT : GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  report = gls_validate (project, &options, cancellable, &error);
  if (showing.progress)
    g_printerr ("\r\033[K");
  if (report == NULL)
    return gls_cli_fail_command (name, error);
  if (waive != NULL || open != NULL)
    return gls_waive (project, report, waive != NULL ? waive : open, gls_cli_person (as), note, open != NULL, &error)
             ? GLS_EXIT_DONE : gls_cli_fail_command (name, error);
  if (json)
    print_json (report, all);
  else
    print_table (report, all);
  return finish (report);
}
