/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss acceptance: what people thought of plugins' suggestions, by plugin and type. What the figures mean is said in
 * gls-acceptance.h. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <gls-acceptance.h>

#include "gls-cli-plugin.h"

static void
write_share (GlsJsonWriter *writer, const char *member, double value)
{
  gls_json_writer_member (writer, member);
  if (isnan (value))
    gls_json_writer_null (writer);
  else
    gls_json_writer_double (writer, value);
}

static void
write_row (GlsJsonWriter *writer, const GlsAcceptanceFigures *row)
{
  const struct { const char *name; guint value; } counts[] = {
    { "open", row->open },         { "accepted", row->accepted }, { "corrected", row->corrected },
    { "rejected", row->rejected }, { "missed", row->missed },
  };

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "plugin", row->plugin);
  gls_json_writer_string_member (writer, "type", row->type);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    gls_json_writer_int_member (writer, counts[i].name, counts[i].value);
  write_share (writer, "precision", gls_acceptance_precision (row));
  write_share (writer, "as_proposed", gls_acceptance_exact (row));
  write_share (writer, "estimated_recall", gls_acceptance_recall (row));
  gls_json_writer_end_object (writer);
}

static void
print_json (const GlsAcceptanceReport *report)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "done_documents", report->documents);
  gls_json_writer_member (&writer, "rows");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < report->rows->len; i++)
    write_row (&writer, report->rows->pdata[i]);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static char *
show (double value)
{
  return isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.2f", value);
}

static void
print_table (const GlsAcceptanceReport *report)
{
  static const char * const headers[] = { N_("PLUGIN"), N_("TYPE"), N_(">OPEN"), N_(">ACCEPTED"), N_(">CORRECTED"), N_(">REJECTED"),
                                          N_(">MISSED"), N_(">PRECISION"), N_(">EST. RECALL"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < report->rows->len; i++)
    {
      const GlsAcceptanceFigures *row = report->rows->pdata[i];
      const guint numbers[] = { row->open, row->accepted, row->corrected, row->rejected, row->missed };
      g_autofree char *precision = show (gls_acceptance_precision (row));
      g_autofree char *recall = report->documents > 0 ? show (gls_acceptance_recall (row)) : g_strdup ("–");
      char text[G_N_ELEMENTS (numbers)][16];

      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        g_snprintf (text[j], sizeof text[j], "%u", numbers[j]);
      gls_table_add (table, row->plugin, row->type != NULL ? row->type : _("all"), text[0], text[1], text[2], text[3], text[4],
                     precision, recall, NULL);
    }
  if (report->rows->len > 0)
    gls_table_print (table);
  else
    g_print ("%s\n", _("there are no suggestions, and nobody judged any"));
  if (report->rows->len > 0)
    g_print (ngettext ("missed: counted in %u document that is done", "missed: counted in %u documents that are done", report->documents),
             report->documents);
  if (report->rows->len > 0)
    g_print ("\n");
}

int
gls_command_acceptance (const char *name, int argc, char **argv)
{
  g_autofree char *plugin = NULL, *by = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING, &plugin, N_("This plugin alone"), N_("ID") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("This person's judgements alone"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsAcceptanceReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  report = gls_acceptance (project, plugin, by, &error);
  if (report == NULL)
    return gls_cli_fail_command (name, error);
  if (json)
    print_json (report);
  else
    print_table (report);
  return GLS_EXIT_DONE;
}
