/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss extract and gloss accept: suggestions of plugins into a project, and from there into a person's set. */
#include "config.h"

#include <math.h>
#include <signal.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include <gls-extract.h>
#include <gls-judge.h>

#include "gls-cli-plugin.h"

typedef struct {
  gboolean       progress, log;
  GlsJsonWriter *json;       /* proposals of a dry run */
} Showing;

static void
show_progress (gpointer data, const char *plugin, const GlsPluginProgress *progress)
{
  const Showing *showing = data;
  double rate = progress->seconds > 0 ? progress->characters / progress->seconds : 0;
  double left = progress->done > 0 && progress->total > 0 ? progress->seconds * (progress->total - progress->done) / progress->done : NAN;

  if (!showing->progress)
    return;
  g_printerr ("\r\033[K%s  %" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT, plugin, progress->done, progress->total);
  if (rate > 0)
    g_printerr ("  %.1f MB/s", rate / 1e6);
  if (!isnan (left) && left >= 1)
    g_printerr (ngettext ("  %d second left", "  %d seconds left", (int) left), (int) left);
}

static void
show_line (gpointer data, const char *plugin, const char *line)
{
  const Showing *showing = data;

  if (showing->log)
    g_printerr ("%s: %s\n", plugin, line);
}

static void
show_proposal (gpointer data, const char *key, const GlsAnnotation *annotation, const GlsText *text)
{
  GlsJsonWriter *writer = ((Showing *) data)->json;
  g_autofree char *words = NULL;

  if (writer == NULL)
    return;
  words = gls_text_slice (text, annotation->fragments[0].start, annotation->fragments[annotation->n_fragments - 1].end);
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "document", key);
  gls_cli_write_annotation (writer, annotation);
  gls_json_writer_string_member (writer, "text", words);
  gls_json_writer_end_object (writer);
}

static void
write_list (GlsJsonWriter *writer, const char *name, GPtrArray *sentences)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < sentences->len; i++)
    gls_json_writer_string (writer, sentences->pdata[i]);
  gls_json_writer_end_array (writer);
}

static void
write_report (GlsJsonWriter *writer, const GlsExtractReport *report)
{
  const struct { const char *name; guint value; } numbers[] = {
    { "documents", report->documents }, { "skipped", report->skipped }, { "failed", report->failed },
    { "proposed", report->proposed },   { "added", report->added },     { "removed", report->removed },
    { "changed", report->changed },     { "moved", report->moved },     { "same", report->same },
    { "left_out", report->left_out },
  };

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "plugin", report->plugin);
  gls_json_writer_string_member (writer, "version", report->version);
  gls_json_writer_string_member (writer, "run", report->run);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    gls_json_writer_int_member (writer, numbers[i].name, numbers[i].value);
  gls_json_writer_int_member (writer, "characters", (gint64) report->characters);
  gls_json_writer_member (writer, "seconds");
  gls_json_writer_double (writer, report->seconds);
  write_list (writer, "reports", report->reports);
  write_list (writer, "failures", report->failures);
  gls_json_writer_string_member (writer, "lost", report->lost);
  gls_json_writer_end_object (writer);
}

static void
print_reports (GPtrArray *reports)
{
  static const char * const headers[] = { N_("PLUGIN"), N_(">DOCUMENTS"), N_(">PROPOSED"), N_(">NEW"), N_(">GONE"), N_(">CHANGED"),
                                          N_(">MOVED"), N_(">SKIPPED"), N_(">FAILED"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < reports->len; i++)
    {
      const GlsExtractReport *r = reports->pdata[i];
      const guint numbers[] = { r->documents, r->proposed, r->added, r->removed, r->changed, r->moved, r->skipped, r->failed };
      char text[G_N_ELEMENTS (numbers)][16];

      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        g_snprintf (text[j], sizeof text[j], "%u", numbers[j]);
      gls_table_add (table, r->plugin, text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7], NULL);
    }
  if (reports->len > 0)
    gls_table_print (table);
  for (guint i = 0; i < reports->len; i++)
    {
      const GlsExtractReport *r = reports->pdata[i];

      for (guint j = 0; j < r->reports->len; j++)
        g_print ("%s: %s\n", r->plugin, (const char *) r->reports->pdata[j]);
    }
}

/* What failed, on standard error; the exit code that follows. */
static int
print_failures (GPtrArray *reports)
{
  int exit_code = GLS_EXIT_DONE;

  for (guint i = 0; i < reports->len; i++)
    {
      const GlsExtractReport *r = reports->pdata[i];

      for (guint j = 0; j < r->failures->len; j++)
        gls_cli_fail (GLS_EXIT_FINDINGS, "%s: %s", r->plugin, (const char *) r->failures->pdata[j]);
      if (r->failures->len > 0)
        exit_code = MAX (exit_code, GLS_EXIT_FINDINGS);
      if (r->lost != NULL)
        exit_code = gls_cli_fail (GLS_EXIT_FAILURE, "%s: %s", r->plugin, r->lost);
    }
  return exit_code;
}

static void
finish_json (GlsJsonWriter *writer, GString *json, GPtrArray *reports)
{
  gls_json_writer_end_array (writer);
  gls_json_writer_member (writer, "runs");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < reports->len; i++)
    write_report (writer, reports->pdata[i]);
  gls_json_writer_end_array (writer);
  gls_json_writer_end_object (writer);
  gls_cli_print_json (json);
}

int
gls_command_extract (const char *name, int argc, char **argv)
{
  g_auto (GStrv) plugins = NULL, documents = NULL;
  g_autofree char *by = NULL;
  gboolean dry_run = FALSE, json = FALSE, log = FALSE, no_limits = FALSE;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &plugins, N_("This plugin, or the one in this folder; may be repeated"), N_("ID") },
    { "document", 0, 0, G_OPTION_ARG_STRING_ARRAY, &documents, N_("This document; may be repeated"), N_("KEY") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who can undo it"), N_("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Change nothing; with --json list what is proposed"), NULL },
    { "log", 0, 0, G_OPTION_ARG_NONE, &log, N_("Show what plugins log and write to standard error"), NULL },
    { "no-limits", 0, 0, G_OPTION_ARG_NONE, &no_limits, N_("No limits of time and memory, for a debugger"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  g_autoptr (GString) text = g_string_new (NULL);
  GlsJsonWriter writer;
  Showing showing = { isatty (STDERR_FILENO) && !json && !log, log, NULL };
  GlsExtractOptions options = { 0 };
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GCancellable) cancellable = gls_cli_cancellable ();
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  options = (GlsExtractOptions){
    .plugins = (const char * const *) plugins, .documents = (const char * const *) documents, .by = gls_cli_person (by),
    .dry_run = dry_run, .no_limits = no_limits, .progress = show_progress, .log = show_line, .proposal = show_proposal,
    .data = &showing,
  };
  if (!gls_cli_check_person (options.by))
    return GLS_EXIT_USAGE;
  gls_json_writer_init (&writer, text);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "proposals");
  gls_json_writer_begin_array (&writer);
  showing.json = json && dry_run ? &writer : NULL;
  project = gls_cli_open (arguments[0], dry_run ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  reports = gls_extract (project, &options, cancellable, &error);
  if (showing.progress)
    g_printerr ("\r\033[K");
  if (reports == NULL)
    return gls_cli_fail_command (name, error);
  if (json)
    finish_json (&writer, text, reports);
  else
    print_reports (reports);
  exit_code = print_failures (reports);
  if (error != NULL)
    return gls_cli_fail_command (name, error);
  if (reports->len == 0)
    return gls_cli_fail (GLS_EXIT_FINDINGS, _("extract: there is no enabled extractor; “gloss plugins list” shows all plugins"));
  return exit_code;
}

static void
print_accepted (const GlsAcceptReport *report, gboolean json)
{
  if (json)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      GlsJsonWriter writer;

      gls_json_writer_init (&writer, text);
      gls_json_writer_begin_object (&writer);
      gls_json_writer_int_member (&writer, "accepted", report->accepted);
      gls_json_writer_int_member (&writer, "new", report->new_ones);
      gls_json_writer_int_member (&writer, "below", report->below);
      gls_json_writer_int_member (&writer, "judged", report->judged);
      gls_json_writer_end_object (&writer);
      gls_cli_print_json (text);
      return;
    }
  g_print (ngettext ("%u suggestion accepted", "%u suggestions accepted", report->accepted), report->accepted);
  g_print (", ");
  g_print (ngettext ("%u annotation new", "%u annotations new", report->new_ones), report->new_ones);
  g_print (", ");
  g_print (ngettext ("%u less sure left open", "%u less sure left open", report->below), report->below);
  g_print (", ");
  g_print (ngettext ("%u judged before", "%u judged before", report->judged), report->judged);
  g_print ("\n");
}

int
gls_command_accept (const char *name, int argc, char **argv)
{
  g_autofree char *plugin = NULL, *by = NULL;
  g_auto (GStrv) documents = NULL;
  gboolean json = FALSE;
  double least = 0;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING, &plugin, N_("Whose suggestions"), N_("ID") },
    { "document", 0, 0, G_OPTION_ARG_STRING_ARRAY, &documents, N_("This document; may be repeated"), N_("KEY") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who accepts"), N_("NAME") },
    { "min-confidence", 0, 0, G_OPTION_ARG_DOUBLE, &least, N_("Only those at least so sure, 0 to 1"), N_("X") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  GlsAcceptOptions options;
  GlsAcceptReport report;
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GCancellable) cancellable = gls_cli_cancellable ();
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  if (plugin == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("accept: say whose suggestions with --plugin ID"));
  if (!(least >= 0 && least <= 1))
    return gls_cli_fail (GLS_EXIT_USAGE, _("accept: --min-confidence goes from 0 to 1"));
  options = (GlsAcceptOptions){ .plugin = plugin, .by = gls_cli_person (by), .documents = (const char * const *) documents,
                                .min_confidence = least };
  if (!gls_cli_check_person (options.by))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (!gls_accept (project, &options, &report, cancellable, &error))
    return gls_cli_fail_command (name, error);
  print_accepted (&report, json);
  return GLS_EXIT_DONE;
}
