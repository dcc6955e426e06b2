/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders runs of validators: a run for each set, as one person's work is one thing. It stores nothing and knows no window. */
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
  GHashTable               *keys;    /* GlsId * of the table's rows to shown keys */
} Run;

static void
finding_free (gpointer data)
{
  GlsFinding *finding = data;

  gls_problem_free (finding->problem);
  g_free (finding->set);
  g_free (finding->key);
  g_free (finding);
}

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

static const GlsAnnotation *
find_annotation (const GlsDocument *document, const GlsId *id)
{
  for (guint i = 0; document != NULL && i < document->annotations->len; i++)
    if (gls_id_equal (&((GlsAnnotation *) document->annotations->pdata[i])->id, id))
      return document->annotations->pdata[i];
  return NULL;
}

static void
add_finding (Run *run, const GlsDocument *document, GlsProblem *problem)
{
  GlsFinding *finding = g_new0 (GlsFinding, 1);
  const GlsAnnotation *annotation
      = problem->annotations->len > 0 ? find_annotation (document, &g_array_index (problem->annotations, GlsId, 0)) : NULL;

  finding->problem = problem;
  finding->set = g_strdup (run->set);
  finding->key = problem->has_document ? g_strdup (g_hash_table_lookup (run->keys, &problem->document)) : NULL;
  finding->start = problem->start;
  finding->end = problem->end;
  if (problem->end <= problem->start && annotation != NULL)
    {
      finding->start = annotation->fragments[0].start;
      finding->end = annotation->fragments[annotation->n_fragments - 1].end;
    }
  run->report->errors += problem->severity == GLS_PLUGIN_ERROR;
  run->report->warnings += problem->severity == GLS_PLUGIN_WARNING;
  run->report->notes += problem->severity == GLS_PLUGIN_NOTE;
  g_ptr_array_add (run->report->findings, finding);
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  Run *run = data;
  g_autoptr (GlsResult) result = taken;

  for (guint i = 0; i < result->problems->len; i++)
    add_finding (run, document, g_steal_pointer (&result->problems->pdata[i]));
  g_ptr_array_set_free_func (result->problems, NULL);
  if (result->status == GLS_RESULT_FAILED && run->report->failures->len < MAX_FAILURES)
    g_ptr_array_add (run->report->failures, g_strdup_printf ("%s: %s: %s", run->manifest->id, document != NULL ? document->key : "",
                                                             result->reason));
  return TRUE;
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

static char **
list_sets (const GlsManifest *manifest, const char *set)
{
  guint n = g_strv_length (manifest->needs);
  char **sets = g_new0 (char *, n + 2);

  sets[0] = g_strdup (set);
  for (guint i = 0; i < n; i++)
    sets[i + 1] = g_strconcat ("plugin:", manifest->needs[i], NULL);
  return sets;
}

/* FALSE only when it was cancelled. */
static gboolean
run_plugin (Run *run, GCancellable *cancellable, GError **error)
{
  static const GlsPluginClient client = { next_document, take_result, show_progress };
  g_autoptr (GlsContract) contract = gls_work_contract (run->work, run->manifest, GLS_PLUGIN_VALIDATOR);
  g_autoptr (GError) failure = NULL;
  GlsPluginSession *session = NULL;

  contract->set = g_strdup (run->set);
  contract->no_limits = run->options->no_limits;
  run->sets = list_sets (run->manifest, run->set);
  run->next = 0;
  if (gls_work_check_grant (run->manifest, &failure))
    session = gls_plugin_session_open (contract, show_line, run, cancellable, &failure);
  if (session != NULL)
    gls_plugin_session_run (session, &client, run, cancellable, &failure);
  gls_plugin_session_close (session, FALSE, NULL);
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

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const GlsFinding *x = *(GlsFinding * const *) a, *y = *(GlsFinding * const *) b;
  int order = (int) x->problem->severity - (int) y->problem->severity;

  if (order == 0)
    order = g_strcmp0 (x->key, y->key);
  if (order == 0 && x->start != y->start)
    order = x->start < y->start ? -1 : 1;
  if (order == 0)
    order = g_strcmp0 (x->set, y->set);
  if (order == 0)
    order = strcmp (x->problem->rule, y->problem->rule);
  return order != 0 ? order : gls_id_compare (&x->problem->id, &y->problem->id);
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

static void
list_keys (Run *run)
{
  run->keys = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < run->work->table->rows->len; i++)
    {
      GlsDocumentRow *row = &g_array_index (run->work->table->rows, GlsDocumentRow, i);

      g_hash_table_insert (run->keys, &row->id, (gpointer) row->key);
    }
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

GlsValidateReport *
gls_validate (GlsProject *project, const GlsValidateOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) plugins = gls_work_choose_plugins (options->plugins, GLS_PLUGIN_VALIDATOR, error);
  g_autoptr (GPtrArray) sets = plugins != NULL ? choose_sets (project, options, error) : NULL;
  g_autoptr (GlsValidateReport) report = g_new0 (GlsValidateReport, 1);
  Run run = { .options = options, .report = report };
  GlsWork work;
  gboolean ok;

  report->findings = g_ptr_array_new_with_free_func (finding_free);
  report->failures = g_ptr_array_new_with_free_func (g_free);
  report->lost = g_ptr_array_new_with_free_func (g_free);
  if (sets == NULL || !gls_work_init (&work, project, error))
    return NULL;
  report->n_plugins = plugins->len;
  run.work = &work;
  ok = gls_work_choose_documents (&work, options->documents, error);
  if (ok)
    {
      list_keys (&run);
      ok = run_all (&run, plugins, sets, cancellable, error);
      g_hash_table_unref (run.keys);
    }
  gls_work_clear (&work);
  g_ptr_array_sort (report->findings, compare_findings);
  return ok ? g_steal_pointer (&report) : NULL;
}
