/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss evaluate: what a plugin proposed in its last run against people's work: precision, recall and F1 by type, and what it missed. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include <gls-evaluate.h>

#include "gls-cli-plugin.h"

static void
write_number (GlsJsonWriter *writer, const char *member, double value)
{
  gls_json_writer_member (writer, member);
  if (isnan (value))
    gls_json_writer_null (writer);
  else
    gls_json_writer_double (writer, value);
}

static void
write_score (GlsJsonWriter *writer, const GlsScore *score)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "type", score->type);
  gls_json_writer_int_member (writer, "proposed", score->proposed);
  gls_json_writer_int_member (writer, "wanted", score->wanted);
  gls_json_writer_int_member (writer, "right", score->right);
  gls_json_writer_int_member (writer, "overlapping", score->overlapping);
  write_number (writer, "precision", gls_score_precision (score, FALSE));
  write_number (writer, "recall", gls_score_recall (score, FALSE));
  write_number (writer, "f1", gls_score_f1 (score, FALSE));
  write_number (writer, "overlap_f1", gls_score_f1 (score, TRUE));
  gls_json_writer_end_object (writer);
}

static void
write_misses (GlsJsonWriter *writer, const char *member, GPtrArray *misses)
{
  gls_json_writer_member (writer, member);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < misses->len; i++)
    {
      const GlsMiss *miss = misses->pdata[i];

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "document", miss->key);
      gls_json_writer_string_member (writer, "type", miss->type);
      gls_json_writer_int_member (writer, "start", miss->start);
      gls_json_writer_int_member (writer, "end", miss->end);
      gls_json_writer_string_member (writer, "text", miss->text);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
print_json (const GlsEvaluation *evaluation)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "documents", evaluation->documents);
  gls_json_writer_int_member (&writer, "not_run", evaluation->not_run);
  gls_json_writer_member (&writer, "types");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < evaluation->scores->len; i++)
    write_score (&writer, evaluation->scores->pdata[i]);
  gls_json_writer_end_array (&writer);
  write_misses (&writer, "missed", evaluation->missed);
  write_misses (&writer, "wrong", evaluation->wrong);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static char *
show (double value)
{
  return isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.3f", value);
}

static void
print_scores (const GlsEvaluation *evaluation)
{
  static const char * const headers[] = { N_("TYPE"), N_(">PROPOSED"), N_(">WANTED"), N_(">RIGHT"), N_(">PRECISION"), N_(">RECALL"),
                                          N_(">F1"), N_(">OVERLAPPING F1"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < evaluation->scores->len; i++)
    {
      const GlsScore *score = evaluation->scores->pdata[i];
      g_autofree char *precision = show (gls_score_precision (score, FALSE)), *recall = show (gls_score_recall (score, FALSE));
      g_autofree char *f1 = show (gls_score_f1 (score, FALSE)), *overlap = show (gls_score_f1 (score, TRUE));
      g_autofree char *proposed = g_strdup_printf ("%u", score->proposed), *wanted = g_strdup_printf ("%u", score->wanted);
      g_autofree char *right = g_strdup_printf ("%u", score->right);

      gls_table_add (table, score->type != NULL ? score->type : _("all"), proposed, wanted, right, precision, recall, f1, overlap, NULL);
    }
  gls_table_print (table);
}

static void
print_misses (const char *title, GPtrArray *misses)
{
  static const char * const headers[] = { N_("DOCUMENT"), N_("TYPE"), N_(">PLACE"), N_("WORDS"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  if (misses->len == 0)
    return;
  g_print ("\n%s\n", title);
  for (guint i = 0; i < misses->len; i++)
    {
      const GlsMiss *miss = misses->pdata[i];
      g_autofree char *place = g_strdup_printf ("%u–%u", miss->start, miss->end);

      gls_table_add (table, miss->key, miss->type, place, miss->text, NULL);
    }
  gls_table_print (table);
}

int
gls_command_evaluate (const char *name, int argc, char **argv)
{
  g_autofree char *plugin = NULL, *against = NULL;
  g_auto (GStrv) documents = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "plugin", 0, 0, G_OPTION_ARG_STRING, &plugin, N_("Whose suggestions"), N_("ID") },
    { "against", 0, 0, G_OPTION_ARG_STRING, &against, N_("The set that is right: gold or a name"), N_("SET") },
    { "document", 0, 0, G_OPTION_ARG_STRING_ARRAY, &documents, N_("This document; may be repeated"), N_("KEY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return exit_code;
  if (plugin == NULL || against == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("evaluate: say --plugin ID and --against gold or a name"));
  project = gls_cli_open (arguments[0], GLS_OPEN_READ_ONLY);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  evaluation = gls_evaluate (project, plugin, against, (const char * const *) documents, &error);
  if (evaluation == NULL)
    return gls_cli_fail_command (name, error);
  if (json)
    print_json (evaluation);
  else
    {
      print_scores (evaluation);
      print_misses (_("Missed:"), evaluation->missed);
      print_misses (_("Proposed, but not there:"), evaluation->wrong);
      if (evaluation->not_run > 0)
        g_print (ngettext ("\n%u more document has such annotations, but the plugin did not run on it; it does not count.\n",
                           "\n%u more documents have such annotations, but the plugin did not run on them; they do not count.\n",
                           evaluation->not_run),
                 evaluation->not_run);
    }
  return GLS_EXIT_DONE;
}
