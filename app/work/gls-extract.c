/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders runs of extractors: which documents, with what they need, and where what they propose goes. It knows neither transports
 * nor how suggestions are compared. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-plugin-config.h>
#include <gls-runs.h>

#include "gls-extract.h"
#include "gls-extract-focus.h"
#include "gls-suggestions.h"
#include "gls-work-private.h"

#define MAX_FAILURES 1000
#define MAX_REPORTS 100
/* Different reasons for which documents were skipped. */
#define MAX_SKIPS 20

typedef struct {
  char *why;
  guint n;
} Skip;

/* One plugin's run. */
typedef struct {
  GlsWork             *work;
  const GlsExtractOptions *options;
  GlsManifest         *manifest;
  GlsExtractReport    *report;
  GlsContract         *contract;
  char                *settings, *detail;
  GError              *failure;       /* what has gone wrong so far */
  GPtrArray           *found;         /* GlsAnnotation of all runs, with a focus; else NULL */
  GPtrArray           *before;        /* with a focus: its suggestions that stand */
  GlsId                document;      /* with a focus: the only one */
  GlsSuggestionWriter  writer;
  char               **sets;          /* its own and those it needs */
  guint                next;          /* into work->rows */
  GArray              *skips;
  GHashTable          *standing;      /* GlsDocument to GPtrArray of GlsAnnotation, while in flight */
  GlsRun               record;        /* what the project remembers of it; borrows its strings */
} Run;

void
gls_extract_report_free (GlsExtractReport *report)
{
  g_free (report->plugin);
  g_free (report->version);
  g_free (report->run);
  g_free (report->lost);
  g_ptr_array_unref (report->reports);
  g_ptr_array_unref (report->failures);
  g_free (report);
}

static GlsExtractReport *
report_new (const GlsManifest *manifest)
{
  GlsExtractReport *report = g_new0 (GlsExtractReport, 1);

  report->plugin = g_strdup (manifest->id);
  report->version = g_strdup (manifest->version);
  report->reports = g_ptr_array_new_with_free_func (g_free);
  report->failures = g_ptr_array_new_with_free_func (g_free);
  return report;
}

static void
standing_free (gpointer standing)
{
  g_ptr_array_unref (standing);
}

/* Its own suggestions are what it is compared with; it does not see them. */
static GPtrArray *
take_own (Run *run, GlsDocument *document)
{
  GPtrArray *own = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      GlsAnnotation *annotation = g_steal_pointer (&document->annotations->pdata[i]);

      g_ptr_array_add (g_str_equal (annotation->by, run->sets[0]) ? own : others, annotation);
    }
  g_ptr_array_set_free_func (document->annotations, NULL);
  g_ptr_array_unref (document->annotations);
  document->annotations = others;
  return own;
}

static GlsDocument *
next_document (gpointer data, GError **error)
{
  Run *run = data;
  GlsDocument *document = gls_work_load_document (run->work, &run->next, (const char * const *) run->sets, error);

  if (document == NULL)
    return NULL;
  g_hash_table_insert (run->standing, document, take_own (run, document));
  if (run->found != NULL)
    gls_focus_lend (run->found, (const char * const *) run->sets + 1, document);
  return document;
}

static void
add_sentence (GPtrArray *sentences, const char *sentence, guint most)
{
  if (sentences->len < most && !g_ptr_array_find_with_equal_func (sentences, sentence, g_str_equal, NULL))
    g_ptr_array_add (sentences, g_strdup (sentence));
}

static void
report_failure (Run *run, const GlsDocument *document, const GlsResult *result)
{
  run->report->failed++;
  if (run->report->failures->len < MAX_FAILURES)
    g_ptr_array_add (run->report->failures,
                     g_strdup_printf ("%s: %s", document->key, result->reason != NULL ? result->reason : ""));
}

static void
skip_clear (gpointer skip)
{
  g_free (((Skip *) skip)->why);
}

static void
count_skip (Run *run, const GlsResult *result)
{
  Skip new = { NULL, 1 };

  run->report->skipped++;
  for (guint i = 0; i < run->skips->len; i++)
    if (g_strcmp0 (g_array_index (run->skips, Skip, i).why, result->reason) == 0)
      {
        g_array_index (run->skips, Skip, i).n++;
        return;
      }
  new.why = g_strdup (result->reason != NULL ? result->reason : "");
  if (run->skips->len < MAX_SKIPS)
    g_array_append_val (run->skips, new);
  else
    g_free (new.why);
}

/* A sentence a reason. */
static void
report_skips (Run *run)
{
  for (guint i = 0; i < run->skips->len; i++)
    {
      const Skip *skip = &g_array_index (run->skips, Skip, i);

      g_ptr_array_add (run->report->reports,
                       g_strdup_printf (ngettext ("%u document skipped: %s", "%u documents skipped: %s", skip->n), skip->n, skip->why));
    }
}

static gboolean
write_proposals (Run *run, const GlsId *document, GPtrArray *standing, GPtrArray *proposals, GError **error)
{
  GlsSuggestionCounts counts = { 0 };

  if (!gls_suggestion_writer_put (&run->writer, document, standing, proposals, &counts, error))
    return FALSE;
  run->report->added += counts.added;
  run->report->removed += counts.removed;
  run->report->changed += counts.changed;
  run->report->moved += counts.moved;
  run->report->same += counts.same;
  return TRUE;
}

static gboolean
keep_proposals (Run *run, GlsDocument *document, GlsResult *result, GError **error)
{
  const GlsExtractOptions *options = run->options;
  GPtrArray *standing = g_hash_table_lookup (run->standing, document);

  run->report->proposed += result->proposals->len;
  run->report->left_out += result->left_out;
  for (guint i = 0; i < result->reports->len; i++)
    add_sentence (run->report->reports, result->reports->pdata[i], MAX_REPORTS);
  for (guint i = 0; options->proposal != NULL && i < result->proposals->len; i++)
    options->proposal (options->data, document->key, result->proposals->pdata[i], document->text);
  if (run->found != NULL)
    {
      run->before = g_ptr_array_ref (standing);
      run->document = document->id;
      for (guint i = 0; i < result->proposals->len; i++)
        g_ptr_array_add (run->found, gls_annotation_copy (result->proposals->pdata[i]));
      return TRUE;
    }
  return write_proposals (run, &document->id, standing, result->proposals, error);
}

static gboolean
take_result (gpointer data, GlsDocument *document, GlsResult *taken, GError **error)
{
  Run *run = data;
  g_autoptr (GlsResult) result = taken;
  gboolean ok = TRUE;

  run->report->documents++;
  run->report->characters += gls_text_get_length (document->text);
  switch (result->status)
    {
    case GLS_RESULT_DONE:
      ok = keep_proposals (run, document, result, error);
      break;
    case GLS_RESULT_SKIPPED:
      /* What it said before, of a text that is now not for it, goes. */
      count_skip (run, result);
      ok = keep_proposals (run, document, result, error);
      break;
    case GLS_RESULT_FAILED:
      report_failure (run, document, result);
      break;
    case GLS_RESULT_CANCELLED:
    default:
      break;
    }
  g_hash_table_remove (run->standing, document);
  return ok;
}

static void
show_progress (gpointer data, const GlsPluginProgress *progress)
{
  Run *run = data;

  run->report->seconds = progress->seconds;
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

static char *
describe_settings (const GlsManifest *manifest, GHashTable *settings)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = g_ptr_array_index (manifest->settings, i);

      gls_json_writer_string_member (&writer, def->name, g_hash_table_lookup (settings, def->name));
    }
  gls_json_writer_end_object (&writer);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Plugin, version, run and settings, for the history. */
static char *
describe (const GlsManifest *manifest, const GlsContract *contract, const char *settings)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *plugin = g_strdup_printf ("%s@%s", manifest->id, manifest->version);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "plugin", plugin);
  gls_json_writer_string_member (&writer, "run", contract->run_id);
  gls_json_writer_member (&writer, "settings");
  gls_json_writer_raw (&writer, settings);
  gls_json_writer_end_object (&writer);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static char *
get_first_failure (const GlsExtractReport *report)
{
  return report->failures->len > 0 ? report->failures->pdata[0] : NULL;
}

/* What the list of runs says of it; @skips: where those on skipped documents begin in the reports. */
static char *
get_first_reason (const GlsExtractReport *report, guint skips)
{
  char *failure = get_first_failure (report);

  return failure != NULL ? failure : skips < report->reports->len ? report->reports->pdata[skips] : NULL;
}

static void
end_record (Run *run, const GError *failure)
{
  GlsRun *record = &run->record;
  const GlsExtractReport *report = run->report;
  guint skips = report->reports->len;

  report_skips (run);
  record->end = failure == NULL ? GLS_RUN_DONE
                : g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? GLS_RUN_CANCELLED : GLS_RUN_LOST;
  record->reason = record->end == GLS_RUN_LOST ? failure->message : get_first_reason (report, skips);
  record->seconds = (g_get_real_time () / 1000 - record->began) / 1000.0;
  record->documents = report->documents;
  record->skipped = report->skipped;
  record->failed = report->failed;
  record->proposed = report->proposed;
  record->added = report->added;
  record->removed = report->removed;
  record->changed = report->changed;
  record->moved = report->moved;
  record->characters = report->characters;
}

static char **
list_sets (const GlsManifest *manifest)
{
  guint n = g_strv_length (manifest->needs);
  char **sets = g_new0 (char *, n + 2);

  sets[0] = g_strconcat ("plugin:", manifest->id, NULL);
  for (guint i = 0; i < n; i++)
    sets[i + 1] = g_strconcat ("plugin:", manifest->needs[i], NULL);
  return sets;
}

/* --- A run ------------------------------------------------------------------------------------------------------- */

static gboolean
has_focus (const GlsExtractOptions *options)
{
  return options->focus_end > options->focus_start;
}

static char *
list_documents (const GlsWork *work)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < work->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (work->table->rows, GlsDocumentRow, g_array_index (work->rows, guint, i));
      g_autofree char *id = gls_id_dup_string (&row->id);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", id);
    }
  return g_string_free (ids, FALSE);
}

static Run *
run_new (GlsWork *work, const GlsExtractOptions *options, GlsManifest *manifest, GlsExtractReport *report, GPtrArray *found)
{
  Run *run = g_new0 (Run, 1);

  *run = (Run){ .work = work, .options = options, .manifest = manifest, .report = report, .found = found };
  run->contract = gls_work_contract (work, manifest, GLS_PLUGIN_EXTRACTOR);
  run->contract->no_limits = options->no_limits;
  run->contract->focus_start = options->focus_start;
  run->contract->focus_end = options->focus_end;
  run->settings = describe_settings (manifest, run->contract->settings);
  run->detail = describe (manifest, run->contract, run->settings);
  run->sets = list_sets (manifest);
  run->standing = g_hash_table_new_full (NULL, NULL, NULL, standing_free);
  run->skips = g_array_new (FALSE, FALSE, sizeof (Skip));
  g_array_set_clear_func (run->skips, skip_clear);
  report->run = g_strdup (run->contract->run_id);
  run->record = (GlsRun){ .plugin = manifest->id, .version = manifest->version, .by = (char *) options->by, .settings = run->settings };
  run->record.whole = options->documents == NULL && !has_focus (options);
  if (options->documents != NULL && !has_focus (options))
    run->record.scope = list_documents (work);
  gls_id_parse (run->contract->run_id, &run->record.id);
  gls_suggestion_writer_init (&run->writer, work->project, work->codebook, options->by, run->detail, &run->record, options->dry_run);
  return run;
}

static void
run_free (Run *run)
{
  gls_suggestion_writer_clear (&run->writer);
  g_hash_table_unref (run->standing);
  g_strfreev (run->sets);
  g_clear_pointer (&run->before, g_ptr_array_unref);
  g_clear_error (&run->failure);
  g_free (run->settings);
  g_free (run->record.scope);
  g_array_unref (run->skips);
  g_free (run->detail);
  gls_contract_unref (run->contract);
  g_free (run);
}

static void
work_off (Run *run, GCancellable *cancellable)
{
  static const GlsPluginClient client = { next_document, take_result, show_progress };
  GlsPluginSession *session = NULL;

  if (gls_work_check_grant (run->manifest, &run->failure))
    session = gls_plugin_session_open (run->contract, show_line, run, cancellable, &run->failure);
  if (session == NULL)
    return;
  run->record.began = g_get_real_time () / 1000;
  gls_plugin_session_run (session, &client, run, cancellable, &run->failure);
  gls_plugin_session_close (session, FALSE, NULL);
}

/* For the list of plugins: one that fails with some documents only is well otherwise. */
static void
note_failure (const GlsExtractReport *report)
{
  const char *first = report->failed == report->documents ? get_first_failure (report) : NULL;
  g_autofree char *line = first != NULL ? g_strdelimit (g_strdup (first), "\r\n", ' ') : NULL;

  gls_plugin_config_set_failure (report->plugin, line);
}

/* Its part of what all runs found around the focus. What stands elsewhere is not spoken of. */
static gboolean
keep_chosen (Run *run, GPtrArray *chosen, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) own = g_ptr_array_new (), standing = g_ptr_array_new ();

  for (guint i = 0; i < chosen->len; i++)
    {
      GlsAnnotation *annotation = chosen->pdata[i];

      if (!g_str_equal (annotation->by, run->sets[0]))
        continue;
      g_ptr_array_add (own, annotation);
      g_hash_table_add (ids, &annotation->id);
    }
  for (guint i = 0; run->before != NULL && i < run->before->len; i++)
    if (g_hash_table_contains (ids, &((GlsAnnotation *) run->before->pdata[i])->id))
      g_ptr_array_add (standing, run->before->pdata[i]);
  return own->len == 0 || write_proposals (run, &run->document, standing, own, error);
}

/* What came before a failure is kept. FALSE: the project cannot be read or written, or the run was cancelled; a plugin that is lost is
 * in the report. */
static gboolean
conclude (Run *run, GPtrArray *chosen, GError **error)
{
  g_autoptr (GError) other = NULL;

  if (run->record.began != 0)
    {
      if (chosen != NULL && run->failure == NULL)
        keep_chosen (run, chosen, &run->failure);
      end_record (run, run->failure);
      if (!gls_suggestion_writer_end (&run->writer, &other) && run->failure == NULL)
        run->failure = g_steal_pointer (&other);
    }
  if (run->failure == NULL)
    {
      note_failure (run->report);
      return TRUE;
    }
  if (g_error_matches (run->failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&run->failure));
      return FALSE;
    }
  run->report->lost = g_strdelimit (g_strdup (run->failure->message), "\r\n", ' ');
  gls_plugin_config_set_failure (run->manifest->id, run->report->lost);
  return TRUE;
}

/* All see what the others found before anything is chosen of it: a claim of the focus may point to a name far from it. */
static void
extract_focus (GlsWork *work, const GlsExtractOptions *options, GPtrArray *plugins, GPtrArray *reports, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) run_free), chosen = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  guint32 start = options->focus_start, end = options->focus_end;

  for (guint i = 0; i < plugins->len; i++)
    {
      Run *run;

      g_ptr_array_add (reports, report_new (plugins->pdata[i]));
      run = run_new (work, options, plugins->pdata[i], reports->pdata[i], found);
      g_ptr_array_add (runs, run);
      work_off (run, cancellable);
      if (g_error_matches (run->failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
    }
  if (options->first_claim && !gls_focus_find_claim (found, work->codebook, &start, &end))
    end = start;
  chosen = gls_focus_choose (found, start, end);
  for (guint i = 0; i < runs->len; i++)
    if (!conclude (runs->pdata[i], chosen, error))
      break;
}

static void
extract_all (GlsWork *work, const GlsExtractOptions *options, GPtrArray *plugins, GPtrArray *reports, GCancellable *cancellable,
             GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < plugins->len; i++)
    {
      Run *run;

      g_ptr_array_add (reports, report_new (plugins->pdata[i]));
      run = run_new (work, options, plugins->pdata[i], reports->pdata[i], NULL);
      work_off (run, cancellable);
      ok = conclude (run, NULL, error);
      run_free (run);
    }
}

GPtrArray *
gls_extract (GlsProject *project, const GlsExtractOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_extract_report_free);
  g_autoptr (GPtrArray) plugins = gls_work_choose_plugins (options->plugins, GLS_PLUGIN_EXTRACTOR, error);
  GlsWork work;
  gboolean ok;

  if (plugins == NULL || !gls_work_init (&work, project, error))
    return NULL;
  ok = gls_work_choose_documents (&work, options->documents, error);
  if (ok && has_focus (options))
    extract_focus (&work, options, plugins, reports, cancellable, error);
  else if (ok)
    extract_all (&work, options, plugins, reports, cancellable, error);
  gls_work_clear (&work);
  return ok ? g_steal_pointer (&reports) : NULL;
}
