/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands a run of extractors to a thread and adds up what its plugins report.
 * It must not know a widget, nor how plugins are run. */
#include "config.h"

#include <gls-error.h>
#include <gls-extract.h>

#include "gls-proposing.h"

/* Of each plugin; a dialog has no room for more. */
#define MOST_FAILURES 3

struct _GlsProposing {
  gatomicrefcount ref_count;
  char           *path, *person, *document;
  char          **plugins;
  guint32         start, end;
  gboolean        first_claim;
  GMutex          lock;     /* of what follows */
  char           *plugin;   /* at work */
  guint64         done, total;
  double          seconds;
};

static GlsProposing *
proposing_ref (GlsProposing *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gls_proposing_unref (GlsProposing *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->path);
  g_free (self->person);
  g_free (self->document);
  g_strfreev (self->plugins);
  g_free (self->plugin);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
gls_proposed_free (GlsProposed *proposed)
{
  g_free (proposed->left_out);
  g_free (proposed->lost);
  g_free (proposed->failures);
  g_free (proposed);
}

static void
show_progress (gpointer data, const char *plugin, const GlsPluginProgress *progress)
{
  GlsProposing *self = data;

  g_mutex_lock (&self->lock);
  if (g_strcmp0 (plugin, self->plugin) != 0)
    {
      g_free (self->plugin);
      self->plugin = g_strdup (plugin);
    }
  self->done = progress->done;
  self->total = progress->total;
  self->seconds = progress->seconds;
  g_mutex_unlock (&self->lock);
}

static GlsProposed *
add_up (GPtrArray *reports)
{
  GlsProposed *proposed = g_new0 (GlsProposed, 1);
  g_autoptr (GString) lost = g_string_new (NULL), failures = g_string_new (NULL);

  for (guint i = 0; i < reports->len; i++)
    {
      const GlsExtractReport *report = g_ptr_array_index (reports, i);

      proposed->proposed += report->proposed;
      proposed->added += report->added;
      proposed->removed += report->removed;
      proposed->changed += report->changed;
      proposed->documents = MAX (proposed->documents, report->documents);
      proposed->failed = MAX (proposed->failed, report->failed);
      proposed->plugins++;
      proposed->steps += report->added + report->removed + report->changed > 0;
      if (proposed->left_out == NULL && report->left_out > 0 && report->reports->len > 0)
        proposed->left_out = g_strdup_printf ("%s: %s", report->plugin, (char *) report->reports->pdata[0]);
      for (guint j = 0; j < MIN (report->failures->len, MOST_FAILURES); j++)
        g_string_append_printf (failures, "%s%s: %s", failures->len > 0 ? "\n" : "", report->plugin, (char *) report->failures->pdata[j]);
      if (report->lost != NULL)
        g_string_append_printf (lost, "%s%s: %s", lost->len > 0 ? "\n" : "", report->plugin, report->lost);
    }
  if (lost->len > 0)
    proposed->lost = g_string_free (g_steal_pointer (&lost), FALSE);
  if (failures->len > 0)
    proposed->failures = g_string_free (g_steal_pointer (&failures), FALSE);
  return proposed;
}

static GlsProposed *
run (GlsProject *project, GlsProposing *self, GCancellable *cancellable, GError **error)
{
  const char *documents[] = { self->document, NULL };
  GlsExtractOptions options = { .plugins = (const char * const *) self->plugins,
                                .documents = self->document != NULL ? documents : NULL,
                                .by = self->person,
                                .focus_start = self->start,
                                .focus_end = self->end,
                                .first_claim = self->first_claim,
                                .progress = show_progress,
                                .data = self };
  g_autoptr (GPtrArray) reports = NULL;

  reports = gls_extract (project, &options, cancellable, error);
  return reports != NULL && (error == NULL || *error == NULL) ? add_up (reports) : NULL;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = gls_project_open (((GlsProposing *) data)->path, GLS_OPEN_ACCEPT_CLOCK, &error);
  GlsProposed *proposed = project != NULL ? run (project, data, cancellable, &error) : NULL;

  if (proposed != NULL)
    g_task_return_pointer (task, proposed, (GDestroyNotify) gls_proposed_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- By the store's own writer ----------------------------------------------------------------------------------- */

static gpointer
run_in_store (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return run (project, data, cancellable, error);
}

static void
run_by_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GlsProposed *proposed = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (proposed != NULL)
    g_task_return_pointer (task, proposed, (GDestroyNotify) gls_proposed_free);
  else
    g_task_return_error (task, error);
}

static void
start_in_store (GTask *task, GlsProposing *self)
{
  GlsSession *session = g_task_get_source_object (task);

  gls_store_write_async (gls_session_get_store (session), run_in_store, proposing_ref (self), (GDestroyNotify) gls_proposing_unref,
                         (GDestroyNotify) gls_proposed_free, g_task_get_cancellable (task), run_by_store, g_object_ref (task));
}

/* A file that only one may open is written by whoever has it. */
static void
thread_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GlsProposed *proposed = g_task_propagate_pointer (G_TASK (result), &error);

  if (proposed != NULL)
    g_task_return_pointer (task, proposed, (GDestroyNotify) gls_proposed_free);
  else if (g_error_matches (error, GLS_ERROR, GLS_ERROR_LOCKED))
    {
      g_error_free (error);
      start_in_store (task, g_task_get_task_data (task));
    }
  else
    g_task_return_error (task, error);
}

GlsProposing *
gls_proposing_start (GlsSession *session, const GlsProposingRequest *request, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  GlsProposing *self = g_new0 (GlsProposing, 1);
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data), work = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->path = g_strdup (gls_session_get_path (session));
  self->person = g_strdup (gls_session_get_person (session));
  self->document = g_strdup (request->document);
  self->plugins = g_strdupv ((char **) request->plugins);
  self->start = request->start;
  self->end = request->end;
  self->first_claim = request->first_claim;
  g_task_set_task_data (task, proposing_ref (self), (GDestroyNotify) gls_proposing_unref);
  /* What came before a cancellation is said, too. */
  g_task_set_check_cancellable (task, FALSE);
  if (request->end > request->start)
    {
      /* A look at one sentence is done before anybody waits, and is seen at once when it is not another connection's. */
      start_in_store (task, self);
      return self;
    }
  work = g_task_new (session, cancellable, thread_done, g_object_ref (task));
  g_task_set_task_data (work, proposing_ref (self), (GDestroyNotify) gls_proposing_unref);
  g_task_set_check_cancellable (work, FALSE);
  g_task_run_in_thread (work, run_in_thread);
  return self;
}

GlsProposed *
gls_proposing_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gls_proposing_ask (GlsProposing *self, char **plugin, guint64 *done, guint64 *total, double *seconds)
{
  g_mutex_lock (&self->lock);
  *plugin = g_strdup (self->plugin);
  *done = self->done;
  *total = self->total;
  *seconds = self->seconds;
  g_mutex_unlock (&self->lock);
}
