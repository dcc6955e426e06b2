/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss adjudicate: settles what enough people agree on, or one disagreement as it is told, and makes gold of it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-decide.h>
#include <gls-queue.h>

#include "gls-cli.h"

static void
report_automatic (const GlsAutomatic *a, gboolean json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GlsJsonWriter writer;

  if (!json)
    {
      g_autofree char *told
          = g_strdup_printf (a->dry_run ? ngettext ("%u disagreement would be settled", "%u disagreements would be settled", a->n_decisions)
                                        : ngettext ("%u disagreement settled", "%u disagreements settled", a->n_decisions),
                             a->n_decisions);

      g_print (a->dry_run ? _("%s; left open: %u; annotations of these documents that gold would hold: %u\n")
                          : _("%s; open: %u; annotations of these documents in gold: %u\n"),
               told, a->n_open, a->n_gold);
      return;
    }
  gls_json_writer_init (&writer, text);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "settled", a->n_decisions);
  gls_json_writer_int_member (&writer, "open", a->n_open);
  gls_json_writer_int_member (&writer, "gold", a->n_gold);
  gls_json_writer_boolean_member (&writer, "dry_run", a->dry_run);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (text);
}

static int
run_automatic (GlsAutomatic *automatic, GlsProject *project, const GlsReviewQuery *query, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsReview) review = gls_review_new (project, query, &error);

  if (review == NULL)
    return gls_cli_fail_error (error);
  gls_id_generate (&automatic->step);
  for (guint i = 0; i < review->documents->len; i++)
    if (!gls_automatic_run (automatic, review, &g_array_index (review->documents, GlsId, i), &error))
      return gls_cli_fail_error (error);
  report_automatic (automatic, json);
  return GLS_EXIT_DONE;
}

/* --- One case -------------------------------------------------------------------------------------------------------- */

typedef struct {
  char    *id, *take, *edit, *reason, *comment;
  gboolean alike, back;
} Single;

/* Adds the cases of all documents; the one that is @wanted, borrowed, NULL: it is none of them. */
static GlsCase *
read_cases (GlsReview *review, gboolean agreed, const GlsId *wanted, GPtrArray *cases, GError **error)
{
  GlsCase *found = NULL;

  for (guint i = 0; i < review->documents->len; i++)
    {
      const GlsId *id = &g_array_index (review->documents, GlsId, i);
      g_autoptr (GlsQueueDocument) document = agreed ? gls_queue_document_read_agreed (review, id, error)
                                                     : gls_queue_document_read (review, id, error);

      if (document == NULL)
        return NULL;
      for (guint k = 0; k < document->cases->len; k++)
        {
          GlsCase *item = g_ptr_array_index (document->cases, k);

          g_ptr_array_add (cases, gls_case_ref (item));
          if (gls_id_equal (&item->id, wanted))
            found = item;
        }
    }
  return found;
}

/* Also what all agree on can be decided otherwise. @cases gets what may be alike. */
static GlsCase *
find_cases (GlsReview *review, const GlsId *wanted, GPtrArray *cases, GError **error)
{
  GError *fault = NULL;
  GlsCase *found = read_cases (review, FALSE, wanted, cases, &fault);

  if (found == NULL && fault == NULL)
    {
      g_ptr_array_set_size (cases, 0);
      found = read_cases (review, TRUE, wanted, cases, &fault);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL ? found : NULL;
}

static int
fail_take (const Single *single, const GlsCase *item)
{
  return gls_cli_fail (GLS_EXIT_USAGE, _("“%s” is no version of this disagreement, which has %u, and nobody who takes part in it"),
                       single->take, item->versions->len);
}

/* Fills what is to be taken. Exit code, 0: go on. */
static int
choose_take (const Single *single, GlsReview *review, const GlsCase *item, GlsDecide *decide, const char **likeness)
{
  guint64 number;

  if (single->back)
    decide->take = GLS_TAKE_BACK;
  else if (single->edit != NULL)
    decide->take = GLS_TAKE_EDITED;
  else if (strcmp (single->take, "none") == 0)
    decide->take = GLS_TAKE_NONE;
  else if (g_ascii_string_to_unsigned (single->take, 10, 1, item->versions->len, &number, NULL))
    {
      decide->take = GLS_TAKE_VERSION;
      *likeness = ((GlsVersion *) g_ptr_array_index (item->versions, number - 1))->likeness;
    }
  else if (g_strv_contains ((const char * const *) review->people, single->take))
    {
      decide->take = GLS_TAKE_PERSON;
      decide->person = g_strdup (single->take);
    }
  else
    return fail_take (single, item);
  if (single->alike && decide->take != GLS_TAKE_VERSION && decide->take != GLS_TAKE_NONE)
    return gls_cli_fail (GLS_EXIT_USAGE, _("--alike goes with a version's number or with none"));
  return 0;
}

static void
add_cases (const Single *single, const GlsCase *item, GPtrArray *cases, const char *likeness, GlsDecide *decide)
{
  int version = likeness != NULL ? gls_case_find_likeness (item, likeness) : -1;

  gls_decide_add (decide, &item->document, &item->id,
                  version >= 0 ? ((GlsVersion *) g_ptr_array_index (item->versions, version))->value : single->edit);
  for (guint i = 0; single->alike && i < cases->len; i++)
    {
      const GlsCase *other = g_ptr_array_index (cases, i);

      if (other == item || other->alike != item->alike || other->state == GLS_CASE_SETTLED)
        continue;
      version = likeness != NULL ? gls_case_find_likeness (other, likeness) : -1;
      if (version >= 0 || likeness == NULL)
        gls_decide_add (decide, &other->document, &other->id,
                        version >= 0 ? ((GlsVersion *) g_ptr_array_index (other->versions, version))->value : NULL);
    }
}

static void
report_single (const GlsDecideReport *report, gboolean json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GlsJsonWriter writer;

  if (!json)
    {
      g_print (_("Settled: %u; left alone because they have changed: %u; annotations written to gold: %u\n"),
               report->settled, report->stale, report->gold);
      return;
    }
  gls_json_writer_init (&writer, text);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_int_member (&writer, "settled", report->settled);
  gls_json_writer_int_member (&writer, "stale", report->stale);
  gls_json_writer_int_member (&writer, "gold", report->gold);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (text);
}

static int
run_single (const Single *single, GlsProject *project, const GlsReviewQuery *query, const char *by, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsReview) review = gls_review_new (project, query, &error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);
  g_autoptr (GlsDecide) decide = gls_decide_new (GLS_TAKE_NONE, by);
  const char *likeness = NULL;
  GlsCase *item;
  GlsDecideReport report;
  GlsId wanted;
  int code;

  if (!gls_id_parse (single->id, &wanted))
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s is no id of a disagreement; gloss disagreements prints them"), single->id);
  if (!gls_reason_parse (single->reason != NULL ? single->reason : "", &decide->reason) || decide->reason == GLS_REASON_AUTOMATIC)
    return gls_cli_fail (GLS_EXIT_USAGE, _("“%s” is no reason; there are: ambiguous text, guideline gap, slip, edge case, judgement"),
                         single->reason);
  if (review == NULL)
    return gls_cli_fail_error (error);
  item = find_cases (review, &wanted, cases, &error);
  if (error != NULL)
    return gls_cli_fail_error (error);
  if (item == NULL)
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: the project has no such disagreement; gloss disagreements prints them"), single->id);
  code = choose_take (single, review, item, decide, &likeness);
  if (code != 0)
    return code;
  decide->people = g_strdupv (query->people);
  decide->note = g_strdup (single->comment);
  add_cases (single, item, cases, likeness, decide);
  if (!gls_decide_run (decide, project, &report, &error))
    return gls_cli_fail_error (error);
  report_single (&report, json);
  return GLS_EXIT_DONE;
}

/* What an annotator says to a decision. */
static int
run_answer (const char *id, const char *text, GlsProject *project, const char *by)
{
  g_autoptr (GlsChange) change = gls_change_new (by, "adjudicate");
  g_autoptr (GError) error = NULL;
  GlsRecordKind kind;
  GlsId decision, document, set;

  if (!gls_id_parse (id, &decision))
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s is no id of a disagreement; gloss disagreements prints them"), id);
  if (!gls_project_find_record (project, &decision, &kind, &document, &set) || kind != GLS_RECORD_DECISION)
    return gls_cli_fail (GLS_EXIT_FAILURE, _("%s: this was not decided yet"), id);
  gls_change_answer_decision (change, &decision, by, text);
  return gls_project_commit (project, change, &error) ? GLS_EXIT_DONE : gls_cli_fail_error (error);
}

int
gls_command_adjudicate (const char *name, int argc, char **argv)
{
  g_auto (GStrv) by = NULL;
  g_autofree char *type = NULL, *document = NULL, *person = NULL, *id = NULL, *take = NULL, *edit = NULL, *reason = NULL, *comment = NULL, *answer = NULL;
  gboolean json = FALSE, automatic = FALSE, dry_run = FALSE, alike = FALSE, back = FALSE;
  int agree = 0;
  const GOptionEntry options[] = {
    { "auto", 0, 0, G_OPTION_ARG_NONE, &automatic, N_("Take over what all agree on"), NULL },
    { "agree", 0, 0, G_OPTION_ARG_INT, &agree, N_("Settle what at least N people agree on"), N_("N") },
    { "case", 0, 0, G_OPTION_ARG_STRING, &id, N_("Settle this disagreement"), N_("ID") },
    { "take", 0, 0, G_OPTION_ARG_STRING, &take, N_("A version's number, a person's whole annotation, or none"), N_("N|NAME|none") },
    { "edit", 0, 0, G_OPTION_ARG_STRING, &edit, N_("Decide on something that no version says"), N_("VALUE") },
    { "back", 0, 0, G_OPTION_ARG_NONE, &back, N_("Open it again"), NULL },
    { "answer", 0, 0, G_OPTION_ARG_STRING, &answer, N_("Answer to a decision, as one of the annotators; empty takes it away"), N_("TEXT") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why: ambiguous text, guideline gap, slip, edge case, judgement"), N_("REASON") },
    { "comment", 0, 0, G_OPTION_ARG_STRING, &comment, N_("A line for the annotators"), N_("TEXT") },
    { "alike", 0, 0, G_OPTION_ARG_NONE, &alike, N_("Settle those that are alike, too"), NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &person, N_("Whose decisions these are"), N_("NAME") },
    { "by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &by, N_("Compare this person (again for each)"), N_("NAME") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_("Only annotations of this type"), N_("TYPE") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Only this document"), N_("KEY") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be done"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, options, &exit_code);
  g_autoptr (GlsProject) project = NULL;
  GlsAutomatic request = { .least = MAX (agree, 0), .dry_run = dry_run };
  GlsReviewQuery query = { by, type, document, FALSE };

  if (arguments == NULL)
    return exit_code;
  if (automatic == (id != NULL) || agree < 0 || (id != NULL && ((take != NULL) + (edit != NULL) + (answer != NULL) + back != 1 || dry_run || agree > 0)))
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: say --auto, and with --agree how many people must agree; or --case with --take, --edit, --back or --answer"),
                         name);
  request.by = gls_cli_person (person);
  if (!gls_cli_check_person (request.by))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], dry_run ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  if (answer != NULL)
    return run_answer (id, answer, project, request.by);
  if (id != NULL)
    return run_single (&(Single){ id, take, edit, reason, comment, alike, back }, project, &query, request.by, json);
  return run_automatic (&request, project, &query, json);
}
