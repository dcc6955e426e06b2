/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss runs: which plugins ran in a project, what a run changed, and taking one back. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-run-differences.h>

#include "gls-cli-plugin.h"

#define MOST_DIFFERENCES 100000

static const char *
end_name (const GlsRun *run)
{
  static const char * const names[] = { N_("broken off"), N_("done"), N_("cancelled"), N_("lost") };

  return run->taken_back ? _("taken back") : _(names[run->end]);
}

static const char *
end_word (const GlsRun *run)
{
  static const char * const words[] = { "broken off", "done", "cancelled", "lost" };

  return words[run->end];
}

static char *
show_time (const GlsRun *run, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (run->began / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

static void
write_count (GlsJsonWriter *writer, const char *member, gint64 value)
{
  gls_json_writer_int_member (writer, member, value);
}

static void
write_run (GlsJsonWriter *writer, const GlsRun *run)
{
  g_autofree char *id = gls_id_dup_string (&run->id), *began = show_time (run, "%Y-%m-%dT%H:%M:%S%:z");

  gls_json_writer_string_member (writer, "run", id);
  gls_json_writer_string_member (writer, "plugin", run->plugin);
  gls_json_writer_string_member (writer, "version", run->version);
  gls_json_writer_string_member (writer, "by", run->by);
  gls_json_writer_string_member (writer, "began", began);
  gls_json_writer_string_member (writer, "ended", end_word (run));
  gls_json_writer_string_member (writer, "reason", run->reason);
  gls_json_writer_boolean_member (writer, "taken_back", run->taken_back);
  gls_json_writer_member (writer, "seconds");
  gls_json_writer_double (writer, run->seconds);
  write_count (writer, "documents", run->documents);
  write_count (writer, "skipped", run->skipped);
  write_count (writer, "failed", run->failed);
  write_count (writer, "proposed", run->proposed);
  write_count (writer, "added", run->added);
  write_count (writer, "removed", run->removed);
  write_count (writer, "changed", run->changed);
  write_count (writer, "moved", run->moved);
  gls_json_writer_member (writer, "settings");
  if (run->settings != NULL)
    gls_json_writer_raw (writer, run->settings);
  else
    gls_json_writer_null (writer);
}

static void
print_runs_json (const GPtrArray *runs, const char *plugin)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "runs");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < runs->len; i++)
    {
      const GlsRun *run = g_ptr_array_index (runs, i);

      if (plugin != NULL && !g_str_equal (plugin, run->plugin))
        continue;
      gls_json_writer_begin_object (&writer);
      write_run (&writer, run);
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_runs (const GPtrArray *runs, const char *plugin)
{
  static const char * const headers[] = { N_("RUN"), N_("WHEN"), N_("BY"), N_("PLUGIN"), N_("STATE"), N_(">DOCUMENTS"), N_(">PROPOSED"),
                                          N_(">NEW"), N_(">GONE"), N_(">MOVED"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  guint n = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const GlsRun *run = g_ptr_array_index (runs, i);
      const guint numbers[] = { run->documents, run->proposed, run->added, run->removed, run->moved };
      g_autofree char *id = gls_id_dup_string (&run->id), *when = show_time (run, "%Y-%m-%d %H:%M");
      g_autofree char *version = g_strdup_printf ("%s %s", run->plugin, run->version);
      char text[G_N_ELEMENTS (numbers)][16];

      if (plugin != NULL && !g_str_equal (plugin, run->plugin))
        continue;
      n++;
      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        g_snprintf (text[j], sizeof text[j], "%u", numbers[j]);
      gls_table_add (table, id, when, run->by != NULL ? run->by : "", version, end_name (run), text[0], text[1], text[2], text[3],
                     text[4], NULL);
    }
  if (n > 0)
    gls_table_print (table);
  else
    g_print ("%s\n", _("no plugin has run in this project"));
}

static void
print_differences_json (const GlsRun *run, const GPtrArray *differences)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  write_run (&writer, run);
  gls_json_writer_member (&writer, "differences");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < differences->len; i++)
    {
      const GlsRunDifference *one = g_ptr_array_index (differences, i);

      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "what", gls_difference_kind_to_string (one->kind));
      gls_json_writer_string_member (&writer, "document", one->key);
      gls_json_writer_string_member (&writer, "type", one->type);
      write_count (&writer, "start", one->start);
      write_count (&writer, "end", one->end);
      gls_json_writer_string_member (&writer, "text", one->words);
      if (one->was_words != NULL)
        {
          write_count (&writer, "was_start", one->was_start);
          write_count (&writer, "was_end", one->was_end);
          gls_json_writer_string_member (&writer, "was", one->was_words);
        }
      gls_json_writer_end_object (&writer);
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_differences (const GlsRun *run, const GPtrArray *differences, guint total)
{
  static const char * const names[] = { N_("+ new"), N_("− gone"), N_("→ moved"), N_("~ changed") };
  static const char * const headers[] = { N_("WHAT"), N_("DOCUMENT"), N_("TYPE"), N_(">PLACE"), N_("WORDS"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);
  g_autofree char *when = show_time (run, "%Y-%m-%d %H:%M");

  g_print (_("%s %s, %s, against the run before:\n"), run->plugin, run->version, when);
  for (guint i = 0; i < differences->len; i++)
    {
      const GlsRunDifference *one = g_ptr_array_index (differences, i);
      g_autofree char *place = g_strdup_printf ("%u–%u", one->start, one->end);
      g_autofree char *words = one->was_words != NULL ? g_strdup_printf (_("%s (was: %s)"), one->words, one->was_words) : NULL;

      gls_table_add (table, _(names[one->kind]), one->key, one->type, place, words != NULL ? words : one->words, NULL);
    }
  if (differences->len > 0)
    gls_table_print (table);
  else
    g_print ("%s\n", _("nothing changed"));
  if (total > MOST_DIFFERENCES)
    g_print (_("only the first %d of %u changes were looked at\n"), MOST_DIFFERENCES, total);
}

static int
compare (GlsProject *project, const GlsRun *run, gboolean json)
{
  g_autoptr (GError) error = NULL;
  guint total = 0;
  g_autoptr (GPtrArray) differences = gls_run_differences (project, &run->id, MOST_DIFFERENCES, &total, &error);

  if (differences == NULL)
    return gls_cli_fail_command ("runs", error);
  if (json)
    print_differences_json (run, differences);
  else
    print_differences (run, differences, total);
  return GLS_EXIT_DONE;
}

static int
take_back (GlsProject *project, const GlsRun *run, const char *by)
{
  g_autoptr (GError) error = NULL;
  GlsUndoReport report;

  if (!gls_project_take_run_back (project, &run->id, by, &report, &error))
    return gls_cli_fail_command ("runs", error);
  g_print (_("the run of %s is taken back; “gloss redo” brings it again\n"), run->plugin);
  if (report.kept > 0)
    g_print (ngettext ("%u change since was kept\n", "%u changes since were kept\n", report.kept), report.kept);
  gls_undo_report_clear (&report);
  return GLS_EXIT_DONE;
}

int
gls_command_runs (const char *name, int argc, char **argv)
{
  g_autofree char *plugin = NULL, *wanted = NULL, *by = NULL;
  gboolean json = FALSE, comparing = FALSE, taking_back = FALSE;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING, &plugin, N_("This plugin's runs alone"), N_("ID") },
    { "run", 0, 0, G_OPTION_ARG_STRING, &wanted, N_("This run, by its id or the beginning of it; else the last"), N_("RUN") },
    { "compare", 0, 0, G_OPTION_ARG_NONE, &comparing, N_("What the run added, dropped and moved"), NULL },
    { "take-back", 0, 0, G_OPTION_ARG_NONE, &taking_back, N_("Take the run back, as one step"), NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who takes it back"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  const GlsRun *run;

  if (arguments == NULL)
    return exit_code;
  if (comparing && taking_back)
    return gls_cli_fail (GLS_EXIT_USAGE, _("runs: say either --compare or --take-back"));
  if (!gls_cli_check_person (gls_cli_person (by)))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], taking_back ? GLS_OPEN_DEFAULT : GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  runs = gls_project_load_runs (project, &error);
  if (runs == NULL)
    return gls_cli_fail_command (name, error);
  if (!comparing && !taking_back && wanted == NULL)
    {
      if (json)
        print_runs_json (runs, plugin);
      else
        print_runs (runs, plugin);
      return GLS_EXIT_DONE;
    }
  run = gls_run_find (runs, wanted != NULL ? wanted : plugin, &error);
  if (run == NULL)
    return gls_cli_fail_command (name, error);
  return taking_back ? take_back (project, run, gls_cli_person (by)) : compare (project, run, json);
}
