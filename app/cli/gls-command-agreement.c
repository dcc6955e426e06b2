/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss agreement: how far people agree on a project, what was compared and what was left out. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-report.h>

#include "gls-agreement-cases.h"
#include "gls-agreement-parts.h"
#include "gls-cli.h"

typedef struct {
  GlsAgreement       *agreement;
  const char * const *measures;   /* NULL-ended */
  const char         *feature;    /* only this one; nullable */
  GlsAgreeUnit        unit;
  GArray             *partitions; /* GlsAgreePartition: that are asked for */
  gboolean            confusion;
} Report;

/* A measure over a table: as the work stood when done, as it is now, and without what came from one suggestion. */
typedef struct {
  GlsFigure when_done, now, unsuggested;
  double    low, high;
} Figures;

static Figures
compute_figures (const Report *report, const GlsAgreeTable *table, const char *measure)
{
  const GlsAgreeTable *now = gls_agreement_find_table (report->agreement->tables_now, table->feature);
  Figures figures = { .low = NAN, .high = NAN };

  gls_agreement_measure_table (table, measure, &figures.when_done);
  gls_agreement_measure_unsuggested (table, measure, &figures.unsuggested);
  figures.now = figures.when_done;
  if (report->agreement->tables_now != NULL && now != NULL)
    gls_agreement_measure_table (now, measure, &figures.now);
  if (!isnan (figures.when_done.value))
    gls_agreement_interval (table->coding, measure, &figures.low, &figures.high);
  return figures;
}

static gboolean
is_wanted (const Report *report, const GlsAgreeTable *table)
{
  return report->feature == NULL || strcmp (report->feature, table->feature) == 0
         || (g_str_has_prefix (table->feature, report->feature) && table->feature[strlen (report->feature)] == ' ');
}

/* --- JSON ----------------------------------------------------------------------------------------------------------- */

static void
write_number (GlsJsonWriter *writer, const char *name, double value)
{
  gls_json_writer_member (writer, name);
  if (isnan (value))
    gls_json_writer_null (writer);
  else
    gls_json_writer_double (writer, value);
}

static void
write_count (GlsJsonWriter *writer, const char *name, guint n)
{
  gls_json_writer_int_member (writer, name, n);
}

static void
write_figure (GlsJsonWriter *writer, const char *measure, const GlsFigure *figure, double low, double high)
{
  gls_json_writer_string_member (writer, "measure", measure);
  write_number (writer, "value", figure->value);
  gls_json_writer_member (writer, "reason");
  gls_json_writer_string (writer, gls_undefined_explain (figure->undefined));
  write_number (writer, "observed", figure->observed);
  write_number (writer, "expected", figure->expected);
  write_number (writer, "low", low);
  write_number (writer, "high", high);
}

static void
write_table (const Report *report, GlsJsonWriter *writer, const GlsAgreeTable *table)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "feature", table->feature);
  write_count (writer, "items", table->coding->n_items);
  write_count (writer, "one_person_only", table->n_single);
  gls_json_writer_member (writer, "figures");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; report->measures[i] != NULL; i++)
    {
      Figures figures = compute_figures (report, table, report->measures[i]);

      gls_json_writer_begin_object (writer);
      write_figure (writer, report->measures[i], &figures.when_done, figures.low, figures.high);
      write_number (writer, "now", figures.now.value);
      write_number (writer, "without_suggestions", figures.unsuggested.value);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
  gls_json_writer_end_object (writer);
}

static void
write_scores (GlsJsonWriter *writer, const char *name, const GlsSpanScores *scores)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_begin_object (writer);
  write_number (writer, "precision", scores->precision);
  write_number (writer, "recall", scores->recall);
  write_number (writer, "f1", scores->f1);
  gls_json_writer_end_object (writer);
}

static void
write_types (const Report *report, GlsJsonWriter *writer)
{
  gls_json_writer_member (writer, "spans_by_type");
  gls_json_writer_begin_array (writer);
  for (guint i = 0; i < report->agreement->types->len; i++)
    {
      const GlsAgreeType *type = g_ptr_array_index (report->agreement->types, i);

      gls_json_writer_begin_object (writer);
      gls_json_writer_string_member (writer, "type", type->name);
      write_count (writer, "annotations", type->n_units);
      gls_json_writer_member (writer, "figures");
      gls_json_writer_begin_array (writer);
      for (guint m = 0; m < GLS_TYPE_N_MEASURES; m++)
        {
          gls_json_writer_begin_object (writer);
          write_figure (writer, gls_agree_type_measure_to_string (m), &type->figures[m], NAN, NAN);
          gls_json_writer_end_object (writer);
        }
      gls_json_writer_end_array (writer);
      gls_json_writer_end_object (writer);
    }
  gls_json_writer_end_array (writer);
}

static void
write_pair (const Report *report, GlsJsonWriter *writer, const GlsAgreePair *pair)
{
  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "a", report->agreement->people[pair->a]);
  gls_json_writer_string_member (writer, "b", report->agreement->people[pair->b]);
  write_count (writer, "documents", pair->n_documents);
  write_scores (writer, "exact", &pair->exact);
  write_scores (writer, "overlapping", &pair->overlapping);
  write_scores (writer, "boundary", &pair->boundary);
  gls_json_writer_member (writer, "chains");
  gls_json_writer_begin_object (writer);
  write_count (writer, "mentions", pair->chains.n_mentions);
  write_number (writer, "muc", pair->chains.muc);
  write_number (writer, "b_cubed", pair->chains.b_cubed);
  write_number (writer, "ceaf_e", pair->chains.ceaf_e);
  write_number (writer, "mean", pair->chains.mean);
  gls_json_writer_end_object (writer);
  gls_json_writer_end_object (writer);
}

static void
write_partitions (const Report *report, GlsJsonWriter *writer)
{
  gls_json_writer_member (writer, "parts");
  gls_json_writer_begin_array (writer);
  for (guint p = 0; p < report->partitions->len; p++)
    for (guint i = 0; i < report->agreement->tables->len; i++)
      for (guint m = 0; is_wanted (report, g_ptr_array_index (report->agreement->tables, i)) && report->measures[m] != NULL; m++)
        gls_agreement_write_parts (writer, report->agreement, g_ptr_array_index (report->agreement->tables, i),
                                   g_array_index (report->partitions, GlsAgreePartition, p), report->measures[m]);
  gls_json_writer_end_array (writer);
}

/* Of types, or of the feature that is asked for; @writer NULL: for people. */
static void
tell_confusions (const Report *report, GlsJsonWriter *writer)
{
  const char *feature = report->feature != NULL ? report->feature : "type";

  for (guint a = 0; report->agreement->people[a] != NULL; a++)
    for (guint b = a + 1; report->agreement->people[b] != NULL; b++)
      {
        g_autoptr (GlsConfusion) confusion = gls_agreement_confuse (report->agreement, feature, a, b);

        if (confusion != NULL && writer != NULL)
          gls_agreement_write_confusion (writer, report->agreement, confusion);
        else if (confusion != NULL)
          gls_agreement_print_confusion (report->agreement, confusion);
      }
}

static void
write_confusions (const Report *report, GlsJsonWriter *writer)
{
  gls_json_writer_member (writer, "confusion");
  gls_json_writer_begin_array (writer);
  tell_confusions (report, writer);
  gls_json_writer_end_array (writer);
}

static void
print_json (const Report *report)
{
  GlsAgreement *agreement = report->agreement;
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "people");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; agreement->people[i] != NULL; i++)
    gls_json_writer_string (&writer, agreement->people[i]);
  gls_json_writer_end_array (&writer);
  write_count (&writer, "documents", agreement->documents->len);
  write_count (&writer, "annotations", agreement->n_annotations);
  gls_json_writer_member (&writer, "left_out");
  gls_json_writer_begin_object (&writer);
  write_count (&writer, "documents_of_one_person", agreement->n_alone);
  write_count (&writer, "work_not_done", agreement->n_not_done);
  write_count (&writer, "annotations_in_boilerplate", agreement->n_passed_over);
  gls_json_writer_end_object (&writer);
  write_count (&writer, "work_without_status", agreement->n_untold);
  write_count (&writer, "documents_changed_since_done", agreement->n_changed);
  gls_json_writer_member (&writer, "features");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < agreement->tables->len; i++)
    if (is_wanted (report, g_ptr_array_index (agreement->tables, i)))
      write_table (report, &writer, g_ptr_array_index (agreement->tables, i));
  gls_json_writer_end_array (&writer);
  if (report->unit == GLS_UNIT_SPAN)
    {
      gls_json_writer_member (&writer, "spans");
      gls_json_writer_begin_array (&writer);
      for (guint i = 0; gls_report_list_span_measures ()[i] != NULL; i++)
        {
          const char *measure = gls_report_list_span_measures ()[i];
          GlsFigure figure;

          gls_report_measure_spans (agreement, measure, &figure);
          gls_json_writer_begin_object (&writer);
          write_figure (&writer, measure, &figure, NAN, i == 0 ? agreement->gamma.upper : NAN);
          gls_json_writer_end_object (&writer);
        }
      gls_json_writer_end_array (&writer);
      write_types (report, &writer);
      gls_json_writer_member (&writer, "pairs");
      gls_json_writer_begin_array (&writer);
      for (guint i = 0; i < agreement->pairs->len; i++)
        write_pair (report, &writer, &g_array_index (agreement->pairs, GlsAgreePair, i));
      gls_json_writer_end_array (&writer);
    }
  if (report->partitions->len > 0)
    write_partitions (report, &writer);
  if (report->confusion)
    write_confusions (report, &writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

/* --- For people ----------------------------------------------------------------------------------------------------- */

static char *
show_number (double value)
{
  return isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.3f", value);
}

static void
print_features (const Report *report)
{
  const char * const headers[] = { _("feature"), _("measure"), _(">items"), _(">one only"), _(">value"), _("interval"),
                                   _(">now"), _(">unsuggested"), _("undefined because"), NULL };
  g_autoptr (GlsTable) out = gls_table_new (headers);

  for (guint i = 0; i < report->agreement->tables->len; i++)
    {
      const GlsAgreeTable *table = g_ptr_array_index (report->agreement->tables, i);

      for (guint m = 0; is_wanted (report, table) && report->measures[m] != NULL; m++)
        {
          g_autofree char *items = g_strdup_printf ("%u", table->coding->n_items), *single = g_strdup_printf ("%u", table->n_single);
          Figures figures = compute_figures (report, table, report->measures[m]);
          g_autofree char *value = show_number (figures.when_done.value), *now = show_number (figures.now.value);
          g_autofree char *unsuggested = show_number (figures.unsuggested.value);
          g_autofree char *interval
              = isnan (figures.low) ? g_strdup ("") : g_strdup_printf ("%.3f … %.3f", figures.low, figures.high);
          const char *why = gls_undefined_explain (figures.when_done.undefined);

          gls_table_add (out, table->feature, report->measures[m], items, single, value, interval, now, unsuggested,
                         why != NULL ? why : "", NULL);
        }
    }
  gls_table_print (out);
}

/* The first reason says why there is a dash; the report names each. */
static void
print_types (const Report *report)
{
  const char * const headers[] = { _("spans of"), _(">annotations"), ">gamma", ">alpha_u_2004", ">u_alpha_2016", ">ku_alpha_2016",
                                   _("undefined because"), NULL };
  g_autoptr (GlsTable) out = gls_table_new (headers);

  for (guint i = 0; i < report->agreement->types->len; i++)
    {
      const GlsAgreeType *type = g_ptr_array_index (report->agreement->types, i);
      g_autofree char *n = g_strdup_printf ("%u", type->n_units);
      g_auto (GStrv) values = g_new0 (char *, GLS_TYPE_N_MEASURES + 1);
      const char *why = NULL;

      for (guint m = 0; m < GLS_TYPE_N_MEASURES; m++)
        {
          values[m] = show_number (type->figures[m].value);
          why = why != NULL ? why : gls_undefined_explain (type->figures[m].undefined);
        }
      gls_table_add (out, type->name, n, values[GLS_TYPE_GAMMA], values[GLS_TYPE_ALPHA_U_2004], values[GLS_TYPE_U_ALPHA_2016],
                     values[GLS_TYPE_KU_ALPHA_2016], why != NULL ? why : "", NULL);
    }
  g_print ("\n");
  gls_table_print (out);
}

static void
print_spans (const Report *report)
{
  const char * const headers[] = { _("spans"), _(">value"), _("undefined because"), NULL };
  const char * const pair_headers[] = { _("pair"), _(">documents"), _(">F1 exact"), _(">overlapping"), _(">boundary"), NULL };
  g_autoptr (GlsTable) figures = gls_table_new (headers), pairs = gls_table_new (pair_headers);

  for (guint i = 0; gls_report_list_span_measures ()[i] != NULL; i++)
    {
      const char *measure = gls_report_list_span_measures ()[i], *why;
      g_autofree char *value = NULL;
      GlsFigure figure;

      gls_report_measure_spans (report->agreement, measure, &figure);
      value = show_number (figure.value);
      why = gls_undefined_explain (figure.undefined);
      gls_table_add (figures, measure, value, why != NULL ? why : "", NULL);
    }
  for (guint i = 0; i < report->agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (report->agreement->pairs, GlsAgreePair, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", report->agreement->people[pair->a], report->agreement->people[pair->b]);
      g_autofree char *n = g_strdup_printf ("%u", pair->n_documents), *exact = show_number (pair->exact.f1);
      g_autofree char *overlapping = show_number (pair->overlapping.f1), *boundary = show_number (pair->boundary.f1);

      gls_table_add (pairs, name, n, exact, overlapping, boundary, NULL);
    }
  g_print ("\n");
  gls_table_print (figures);
  print_types (report);
  g_print ("\n");
  gls_table_print (pairs);
}

static void
print_chains (const Report *report)
{
  const char * const headers[] = { _("entities of"), _(">mentions"), ">MUC", ">B³", ">CEAF-e", _(">mean"), NULL };
  g_autoptr (GlsTable) out = gls_table_new (headers);
  gboolean any = FALSE;

  for (guint i = 0; i < report->agreement->pairs->len; i++)
    {
      const GlsAgreePair *pair = &g_array_index (report->agreement->pairs, GlsAgreePair, i);
      const GlsChainScores *chains = &pair->chains;
      g_autofree char *name = g_strdup_printf ("%s, %s", report->agreement->people[pair->a], report->agreement->people[pair->b]);
      g_autofree char *n = g_strdup_printf ("%u", chains->n_mentions), *muc = show_number (chains->muc);
      g_autofree char *b_cubed = show_number (chains->b_cubed), *ceaf_e = show_number (chains->ceaf_e);
      g_autofree char *mean = show_number (chains->mean);

      gls_table_add (out, name, n, muc, b_cubed, ceaf_e, mean, NULL);
      any = any || !isnan (chains->b_cubed);
    }
  if (!any)
    return;
  g_print ("\n");
  gls_table_print (out);
}

static void
print_partitions (const Report *report)
{
  const char * const headers[] = { _("feature"), _("part"), _("measure"), _(">items"), _(">value"), _("undefined because"), NULL };

  for (guint p = 0; p < report->partitions->len; p++)
    {
      g_autoptr (GlsTable) out = gls_table_new (headers);

      for (guint i = 0; i < report->agreement->tables->len; i++)
        for (guint m = 0; is_wanted (report, g_ptr_array_index (report->agreement->tables, i)) && report->measures[m] != NULL; m++)
          gls_agreement_add_parts (out, report->agreement, g_ptr_array_index (report->agreement->tables, i),
                                   g_array_index (report->partitions, GlsAgreePartition, p), report->measures[m]);
      g_print ("\n");
      gls_table_print (out);
    }
}

static void
print_report (const Report *report)
{
  g_autofree char *people = g_strjoinv (", ", report->agreement->people);

  g_print (_("%s: compared as they stood when done: documents: %u, annotations: %u; documents changed since: %u\n"
             "left out: documents of one person only: %u, pieces of work not done: %u, annotations in boilerplate: %u\n\n"),
           people, report->agreement->documents->len, report->agreement->n_annotations, report->agreement->n_changed,
           report->agreement->n_alone, report->agreement->n_not_done, report->agreement->n_passed_over);
  if (report->agreement->n_untold > 0)
    g_print (ngettext ("%u piece of work has no status and counts as done\n\n", "%u pieces of work have no status and count as done\n\n",
                       report->agreement->n_untold), report->agreement->n_untold);
  print_features (report);
  if (report->unit == GLS_UNIT_SPAN)
    {
      print_spans (report);
      print_chains (report);
    }
  print_partitions (report);
  if (report->confusion)
    tell_confusions (report, NULL);
}

static gboolean
parse_unit (const char *name, GlsAgreeUnit *unit)
{
  static const char * const names[] = { "span", "token", "character", "document" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      {
        *unit = i;
        return TRUE;
      }
  return FALSE;
}

static int
report_project (const char *path, const GlsReviewQuery *query, Report *report, gboolean json)
{
  g_autoptr (GlsProject) project = gls_cli_open (path, GLS_OPEN_READ_ONLY);
  g_autoptr (GlsReview) review = NULL;
  g_autoptr (GlsAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;

  if (project == NULL)
    return GLS_EXIT_FAILURE;
  review = gls_review_new (project, query, &error);
  agreement = review != NULL ? gls_agreement_compute (review, report->unit, NULL, &error) : NULL;
  if (agreement == NULL)
    return gls_cli_fail_error (error);
  report->agreement = agreement;
  if (json)
    print_json (report);
  else
    print_report (report);
  return GLS_EXIT_DONE;
}

int
gls_command_agreement (const char *name, int argc, char **argv)
{
  static const char * const usual[] = { "percent", "krippendorff_alpha", NULL };
  g_autofree char *cases = NULL, *unit = NULL, *type = NULL, *feature = NULL, *document = NULL;
  g_auto (GStrv) measures = NULL, by = NULL, per = NULL;
  g_autoptr (GArray) partitions = g_array_new (FALSE, FALSE, sizeof (GlsAgreePartition));
  gboolean json = FALSE, confusion = FALSE;
  const GOptionEntry options[] = {
    { "measure", 0, 0, G_OPTION_ARG_STRING_ARRAY, &measures, N_("Compute this measure (again for each)"), N_("M") },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &unit, N_("What an item is: span, token, character or document"), N_("UNIT") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("Only annotations of this type"), N_("TYPE") },
    { "feature", 0, 0, G_OPTION_ARG_STRING, &feature, N_("Only this: type, attribute, role, entity, or one of them by name"), N_("NAME") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &by, N_("Compare this person (again for each)"), N_("NAME") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Only this document"), N_("KEY") },
    { "per", 0, 0, G_OPTION_ARG_STRING_ARRAY, &per, N_("Also by type, document, month or pair (again for each)"), N_("PART") },
    { "confusion", 0, 0, G_OPTION_ARG_NONE, &confusion, N_("Also who said what where another said something else"), NULL },
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &cases, N_("Compute the worked examples in FILE"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  Report report = { 0 };
  GlsReviewQuery query;

  if (arguments == NULL)
    return exit_code;
  if (cases != NULL)
    return gls_agreement_run_cases (cases, json);
  if (arguments[0] == NULL)
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: name a project, or a file with --cases"), name);
  if (unit != NULL && !parse_unit (unit, &report.unit))
    return gls_cli_fail (GLS_EXIT_USAGE, _("--unit: “%s” is none of span, token, character, document"), unit);
  report.measures = measures != NULL ? (const char * const *) measures : usual;
  for (guint i = 0; report.measures[i] != NULL; i++)
    if (!g_strv_contains (gls_agreement_list_measures (), report.measures[i]))
      {
        g_autofree char *known = g_strjoinv (" ", (char **) gls_agreement_list_measures ());

        return gls_cli_fail (GLS_EXIT_USAGE, _("--measure: there is no “%s”; there are: %s"), report.measures[i], known);
      }
  for (guint i = 0; per != NULL && per[i] != NULL; i++)
    {
      GlsAgreePartition partition;

      if (!gls_agreement_parse_part (per[i], &partition))
        return gls_cli_fail (GLS_EXIT_USAGE, _("--per: “%s” is none of type, document, month, pair"), per[i]);
      g_array_append_val (partitions, partition);
    }
  report.partitions = partitions;
  report.confusion = confusion;
  report.feature = feature;
  query = (GlsReviewQuery){ by, type, document };
  return report_project (arguments[0], &query, &report, json);
}
