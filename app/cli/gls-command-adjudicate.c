/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss adjudicate: settles what enough people agree on and makes gold of it; a person's decision always stands. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-review.h>

#include "gls-cli.h"

typedef struct {
  GlsReview  *review;
  const char *by;
  guint       least;
  gboolean    dry_run;
  GlsId       group;      /* all of it is one step */
  guint       n_decisions, n_gold, n_open;
} Adjudication;

static guint
count_open (GPtrArray *cases)
{
  guint n = 0;

  for (guint i = 0; i < cases->len; i++)
    n += ((GlsCase *) g_ptr_array_index (cases, i))->state != GLS_CASE_SETTLED;
  return n;
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

/* Decisions open other questions (roles once the type is settled), so again until there are none; @fresh gets them all. */
static guint
settle (Adjudication *a, GlsAligned *aligned, GPtrArray *decisions, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) standing = g_ptr_array_new ();
  guint open = 0, more = 1;

  for (guint i = 0; i < decisions->len; i++)
    g_ptr_array_add (standing, g_ptr_array_index (decisions, i));
  while (more > 0)
    {
      g_autoptr (GPtrArray) cases = gls_list_cases (aligned, a->review->codebook, standing);
      g_autoptr (GPtrArray) now = gls_settle_automatically (cases, a->least, a->by);

      more = now->len;
      open = count_open (cases) - more;
      g_ptr_array_set_free_func (now, NULL);
      for (guint i = 0; i < now->len; i++)
        {
          GlsDecision *decision = g_ptr_array_index (now, i);
          const GlsDecision *old = gls_find_decision (standing, &decision->id);

          if (old != NULL)
            g_ptr_array_remove (standing, (gpointer) old);
          g_ptr_array_add (fresh, decision);
          g_ptr_array_add (standing, decision);
          g_ptr_array_sort (standing, compare_decisions);
        }
    }
  g_ptr_array_sort (fresh, compare_decisions);
  return open;
}

static gboolean
adjudicate_document (Adjudication *a, const GlsId *document, GError **error)
{
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  g_autoptr (GlsAligned) aligned = gls_review_load (a->review, document, &decisions, error);
  g_autoptr (GlsChange) change = NULL;

  if (aligned == NULL)
    return FALSE;
  if ((aligned->asked & (aligned->asked - 1)) == 0)
    return TRUE;
  a->n_open += settle (a, aligned, decisions, fresh);
  a->n_decisions += fresh->len;
  change = gls_change_new (a->by, "adjudicate");
  gls_change_join (change, &a->group);
  a->n_gold += gls_settle_write (change, a->review->project, aligned, a->review->codebook, decisions, fresh, TRUE);
  return a->dry_run || gls_change_is_empty (change) || gls_project_commit (a->review->project, change, error);
}

static void
print_report (const Adjudication *a, gboolean json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GlsJsonWriter writer;

  if (!json)
    {
      g_print (a->dry_run ? _("Would settle %u disagreements and leave %u open; gold would hold %u annotations of these documents\n")
                          : _("Settled %u disagreements, %u are open; gold holds %u annotations of these documents\n"),
               a->n_decisions, a->n_open, a->n_gold);
      return;
    }
  gls_json_writer_init (&writer, text);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "settled");
  gls_json_writer_int (&writer, a->n_decisions);
  gls_json_writer_member (&writer, "open");
  gls_json_writer_int (&writer, a->n_open);
  gls_json_writer_member (&writer, "gold");
  gls_json_writer_int (&writer, a->n_gold);
  gls_json_writer_member (&writer, "dry_run");
  gls_json_writer_boolean (&writer, a->dry_run);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (text);
}

int
gls_command_adjudicate (const char *name, int argc, char **argv)
{
  g_auto (GStrv) by = NULL;
  g_autofree char *type = NULL, *document = NULL, *person = NULL;
  gboolean json = FALSE, automatic = FALSE, dry_run = FALSE;
  int agree = 0;
  const GOptionEntry options[] = {
    { "auto", 0, 0, G_OPTION_ARG_NONE, &automatic, N_("Take over what all agree on"), NULL },
    { "agree", 0, 0, G_OPTION_ARG_INT, &agree, N_("Settle what at least N people agree on"), N_("N") },
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
  g_autoptr (GlsReview) review = NULL;
  g_autoptr (GError) error = NULL;
  Adjudication a = { .dry_run = dry_run };
  GlsReviewQuery query;

  if (arguments == NULL)
    return exit_code;
  if (!automatic || agree < 0)
    return gls_cli_fail (GLS_EXIT_USAGE, _("%s: say --auto, and with --agree how many people must agree"), name);
  a.least = agree;
  a.by = gls_cli_person (person);
  if (!gls_cli_check_person (a.by))
    return GLS_EXIT_USAGE;
  project = gls_cli_open (arguments[0], dry_run ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT);
  if (project == NULL)
    return GLS_EXIT_FAILURE;
  query = (GlsReviewQuery){ by, type, document };
  review = a.review = gls_review_new (project, &query, &error);
  if (review == NULL)
    return gls_cli_fail_error (error);
  gls_id_generate (&a.group);
  for (guint i = 0; i < review->documents->len; i++)
    if (!adjudicate_document (&a, &g_array_index (review->documents, GlsId, i), &error))
      return gls_cli_fail_error (error);
  print_report (&a, json);
  return GLS_EXIT_DONE;
}
