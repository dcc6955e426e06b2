/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders runs of validators: a run for each set, as one person's work is one thing. It stores nothing but waivers and knows no window. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-validate.h"
#include "gls-work-private.h"

#define MAX_FAILURES 1000

typedef struct {
  GlsWork                  *work;
  const GlsValidateOptions *options;
  GlsValidateReport        *report;
  GlsManifest              *manifest;
  const char               *set;
  char                    **sets;    /* @set and those of Needs */
  guint                     next;
  GHashTable               *rows;    /* GlsId * to the table's rows */
  GHashTable               *waivers;
  GlsJudgedPairs           *judged;
  GHashTable               *seen;    /* char *: what is wrong with entities is said once, not once a set */
} Run;

void
gls_validate_report_free (GlsValidateReport *report)
{
  g_ptr_array_unref (report->findings);
  g_ptr_array_unref (report->failures);
  g_ptr_array_unref (report->lost);
  g_free (report);
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Run *run = data;

  return gls_work_load_document (run->work, &run->next, (const char * const *) run->sets, error);
}

static gboolean
is_seen (Run *run, const GlsFinding *finding)
{
  char id[GLS_ID_STRING_SIZE];

  if (finding->set != NULL)
    return FALSE;
  gls_id_to_string (&finding->problem->id, id);
  return !g_hash_table_add (run->seen, g_strconcat (id, finding->problem->message, NULL));
}

static void
add_finding (Run *run, GlsFinding *finding)
{
  const GlsProblem *problem = finding->problem;
  const GlsDocumentRow *row = problem->has_document ? g_hash_table_lookup (run->rows, &problem->document) : NULL;

  if (gls_judged_pairs_answer (run->judged, problem) || is_seen (run, finding))
    return;
  if (row != NULL)
    finding->key = g_strdup (row->key);
  finding->waiver = gls_waiver_copy (g_hash_table_lookup (run->waivers, &problem->id));
  if (finding->waiver != NULL)
    run->report->waived++;
  else if (problem->severity == GLS_PLUGIN_ERROR)
    run->report->errors++;
  else if (problem->severity == GLS_PLUGIN_WARNING)
    run->report->warnings++;
  else
    run->report->notes++;
  g_ptr_array_add (run->report->findings, gls_finding_ref (finding));
}

static void
take_findings (gpointer data, const GlsId *document, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    add_finding (data, findings->pdata[i]);
  g_ptr_array_unref (findings);
}

static void
note_failure (gpointer data, const GlsDocument *document, const char *reason)
{
  Run *run = data;

  if (run->report->failures->len < MAX_FAILURES)
    g_ptr_array_add (run->report->failures, g_strdup_printf ("%s: %s: %s", run->manifest->id, document != NULL ? document->key : "",
                                                             reason));
}

static void
show_progress (gpointer data, const GlsPluginProgress *progress)
{
  Run *run = data;

  if (run->options->progress != NULL)
    run->options->progress (run->options->data, run->manifest->id, progress);
}

static void
show_line (gpointer data, const char *line)
{
  Run *run = data;

  if (run->options->log != NULL)
    run->options->log (run->options->data, run->manifest->id, line);
}

/* FALSE only when it was cancelled. */
static gboolean
run_plugin (Run *run, GCancellable *cancellable, GError **error)
{
  static const GlsCheckerClient client = { next_document, take_findings, note_failure, show_progress };
  g_autoptr (GlsContract) contract = gls_work_contract (run->work, run->manifest, GLS_PLUGIN_VALIDATOR);
  g_autoptr (GError) failure = NULL;
  GlsChecker *checker = NULL;

  contract->set = g_strdup (run->set);
  contract->no_limits = run->options->no_limits;
  run->sets = gls_checker_list_sets (run->manifest, run->set);
  run->next = 0;
  if (gls_work_check_grant (run->manifest, &failure))
    checker = gls_checker_open (contract, show_line, run, cancellable, &failure);
  if (checker != NULL)
    gls_checker_run (checker, &client, run, cancellable, &failure);
  gls_checker_close (checker);
  g_strfreev (run->sets);
  gls_work_note_failure (run->manifest, &failure);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (failure != NULL)
    g_ptr_array_add (run->report->lost, g_strdup_printf ("%s: %s", run->manifest->id, failure->message));
  return TRUE;
}

/* Every person's and gold, where there is no choice. */
static GPtrArray *
choose_sets (GlsProject *project, const GlsValidateOptions *options, GError **error)
{
  GPtrArray *sets;

  if (options->sets != NULL && options->sets[0] != NULL)
    {
      sets = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; options->sets[i] != NULL; i++)
        g_ptr_array_add (sets, g_strdup (options->sets[i]));
      return sets;
    }
  sets = gls_project_load_people (project, error);
  if (sets != NULL)
    g_ptr_array_add (sets, g_strdup ("gold"));
  return sets;
}

static gboolean
run_all (Run *run, GPtrArray *plugins, GPtrArray *sets, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < plugins->len; i++)
    for (guint j = 0; j < sets->len; j++)
      {
        guint n_lost = run->report->lost->len;

        run->manifest = plugins->pdata[i];
        run->set = sets->pdata[j];
        if (!run_plugin (run, cancellable, error))
          return FALSE;
        /* What fails for one set fails for the next. */
        if (run->report->lost->len > n_lost)
          break;
      }
  return TRUE;
}

/* What people said of problems and of entities. */
static gboolean
load_answers (Run *run, GlsProject *project, GError **error)
{
  g_autoptr (GPtrArray) judgements = gls_project_load_judgements (project, error);

  run->waivers = judgements != NULL ? gls_project_load_waivers (project, NULL, error) : NULL;
  if (run->waivers == NULL)
    return FALSE;
  run->judged = gls_judged_pairs_new (judgements);
  run->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->rows = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < run->work->table->rows->len; i++)
    {
      GlsDocumentRow *row = &g_array_index (run->work->table->rows, GlsDocumentRow, i);

      g_hash_table_insert (run->rows, &row->id, row);
    }
  return TRUE;
}

GlsValidateReport *
gls_validate (GlsProject *project, const GlsValidateOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) plugins = gls_work_choose_plugins (options->plugins, GLS_PLUGIN_VALIDATOR, error);
  g_autoptr (GPtrArray) sets = plugins != NULL ? choose_sets (project, options, error) : NULL;
  g_autoptr (GlsValidateReport) report = g_new0 (GlsValidateReport, 1);
  Run run = { .options = options, .report = report };
  GlsWork work;
  gboolean ok;

  report->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  report->failures = g_ptr_array_new_with_free_func (g_free);
  report->lost = g_ptr_array_new_with_free_func (g_free);
  if (sets == NULL || !gls_work_init (&work, project, error))
    return NULL;
  report->n_plugins = plugins->len;
  run.work = &work;
  ok = gls_work_choose_documents (&work, options->documents, error) && load_answers (&run, project, error)
       && run_all (&run, plugins, sets, cancellable, error);
  g_clear_pointer (&run.rows, g_hash_table_unref);
  g_clear_pointer (&run.seen, g_hash_table_unref);
  g_clear_pointer (&run.waivers, g_hash_table_unref);
  gls_judged_pairs_free (run.judged);
  gls_work_clear (&work);
  g_ptr_array_sort (report->findings, gls_finding_compare);
  return ok ? g_steal_pointer (&report) : NULL;
}

/* --- Waivers ---------------------------------------------------------------------------------------------------------- */

void
gls_change_waive_finding (GlsChange *change, const GlsFinding *finding, const char *person, const char *note)
{
  const GlsProblem *problem = finding->problem;
  GlsWaiver waiver = {
    .problem = problem->id, .plugin = problem->plugin, .rule = problem->rule, .set = finding->set, .annotations = problem->annotations,
    .entities = problem->entities, .note = (char *) note, .by = (char *) person,
  };

  if (problem->has_document)
    waiver.document = problem->document;
  if (problem->annotations->len == 0 && problem->entities->len == 0)
    waiver.start = problem->start, waiver.end = problem->end;
  gls_change_waive (change, &waiver, problem->annotations->len > 0 ? &g_array_index (problem->annotations, GlsId, 0) : NULL);
}

static const GlsFinding *
find_by_id (const GlsValidateReport *report, const char *id, GError **error)
{
  const GlsFinding *found = NULL;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const GlsFinding *finding = report->findings->pdata[i];
      char text[GLS_ID_STRING_SIZE];

      gls_id_to_string (&finding->problem->id, text);
      if (*id == '\0' || g_ascii_strncasecmp (text, id, strlen (id)) != 0)
        continue;
      if (found != NULL && !gls_id_equal (&found->problem->id, &finding->problem->id))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("more than one problem begins with “%s”; give more of its id"), id);
          return NULL;
        }
      found = finding;
    }
  if (found == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no problem “%s”; “gloss validate --all” lists them"), id);
  return found;
}

gboolean
gls_waive (GlsProject *project, const GlsValidateReport *report, const char *id, const char *person, const char *note, gboolean open,
           GError **error)
{
  const GlsFinding *finding = find_by_id (report, id, error);
  g_autoptr (GlsChange) change = NULL;

  if (finding == NULL)
    return FALSE;
  if (open && finding->waiver == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("the problem “%s” is not waived"), id);
      return FALSE;
    }
  change = gls_change_new (person, open ? "open problem" : "waive");
  if (open)
    gls_change_take_waiver_back (change, &finding->problem->id);
  else
    gls_change_waive_finding (change, finding, person, note);
  return gls_project_commit (project, change, error);
}
