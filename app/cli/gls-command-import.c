/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss import: articles, folders and JSON Lines into a project, with what was passed over. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-formats.h>

#include "gls-cli-plugin.h"

static void
show_progress (guint64 done, guint64 total, const char *file, gpointer data)
{
  (void) data;
  g_printerr ("\r\033[K%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT "  %s", done, total, file != NULL ? file : "");
}

static void
write_strings (GlsJsonWriter *writer, const char *name, GPtrArray *strings)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; strings != NULL && i < strings->len; i++)
    gls_json_writer_string (writer, g_ptr_array_index (strings, i));
  gls_json_writer_end_array (writer);
}

static void
print_json (const GlsImportReport *report)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "documents", report->documents);
  gls_json_writer_int_member (&writer, "already", report->already);
  gls_json_writer_int_member (&writer, "annotations", report->annotations);
  write_strings (&writer, "keys", report->document_keys);
  write_strings (&writer, "reports", report->reports);
  write_strings (&writer, "failures", report->failures);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static void
print_report (const GlsImportReport *report)
{
  for (guint i = 0; report->reports != NULL && i < report->reports->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (report->reports, i));
  if (report->more_reports > 0)
    {
      g_print (ngettext ("… and %u more", "… and %u more", report->more_reports), report->more_reports);
      g_print ("\n");
    }
  g_print (ngettext ("%u new document", "%u new documents", report->documents), report->documents);
  g_print (", ");
  g_print (ngettext ("%u was there already", "%u were there already", report->already), report->already);
  g_print (", ");
  g_print (ngettext ("%u annotation", "%u annotations", report->annotations), report->annotations);
  g_print ("\n");
}

int
gls_command_import (const char *name, int argc, char **argv)
{
  g_autofree char *format = NULL, *by = NULL, *encoding = NULL, *metadata = NULL;
  gboolean json = FALSE, quiet = FALSE, accept_clock = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text, html, jsonl or an importer's id; told by content when left out"), N_("ID") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Who imports"), N_("NAME") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, N_("Encoding of the files; detected when left out"), N_("E") },
    { "metadata", 0, 0, G_OPTION_ARG_FILENAME, &metadata, N_("Table of file, title, published, publisher, source, language"), N_("FILE.csv") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Print nothing but failures"), NULL },
    { "accept-clock", 0, 0, G_OPTION_ARG_NONE, &accept_clock, N_("Go on although the clock is more than a day off"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  GlsImportOptions options = { 0 };
  GlsImportReport report = { 0 };
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok, on_terminal = isatty (STDERR_FILENO) && !quiet;

  if (arguments == NULL)
    return exit_code;
  options.format = format;
  options.by = gls_cli_person (by);
  options.is_theirs = by != NULL;
  options.encoding = encoding;
  options.metadata = metadata;
  options.progress = on_terminal ? show_progress : NULL;
  if (!gls_cli_check_person (options.by))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], accept_clock ? GLS_OPEN_ACCEPT_CLOCK : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  ok = gls_formats_import (project, (const char * const *) arguments + 1, &options, &report, NULL, &error);
  if (on_terminal)
    g_printerr ("\r\033[K");
  for (guint i = 0; report.failures != NULL && i < report.failures->len; i++)
    gls_cli_fail (0, "%s", (const char *) g_ptr_array_index (report.failures, i));
  if (ok && json)
    print_json (&report);
  else if (ok && !quiet)
    print_report (&report);
  exit_code = GLS_EXIT_DONE;
  if (!ok)
    exit_code = g_error_matches (error, GLS_ERROR, GLS_ERROR_CLOCK) ? gls_cli_fail_error (error) : gls_cli_fail_command (name, error);
  else if (report.failures != NULL && report.failures->len > 0)
    exit_code = report.documents + report.already == 0 ? GLS_EXIT_FAILURE : GLS_EXIT_FINDINGS;
  gls_import_report_clear (&report);
  return exit_code;
}
