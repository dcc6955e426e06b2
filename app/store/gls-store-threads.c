/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads of a store: one that writes, first in, first out, and those that read; what changed goes to the main thread. It
 * must not know who asks, nor any table. */
#include "config.h"

#include <gls-error.h>

#include "gls-store-private.h"

#define FEED_MOST 5000         /* more changed records than this are not listed singly */
#define CHECKPOINT_AFTER_MS 2000

static void
job_free (GlsStoreJob *job)
{
  g_clear_pointer (&job->change, gls_change_free);
  g_clear_pointer (&job->person, g_free);
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_object (&job->task);
  g_free (job);
}

static void
report_free (gpointer report)
{
  gls_undo_report_clear (report);
  g_free (report);
}

/* What goes to the main thread after a commit. */
typedef struct {
  GlsStore *store;
  GArray   *records;
} Feed;

static gboolean
deliver_feed (gpointer data)
{
  Feed *feed = data;

  if (!feed->store->closed)
    g_signal_emit_by_name (feed->store, "changed", feed->records);
  g_clear_pointer (&feed->records, g_array_unref);
  g_object_unref (feed->store);
  g_free (feed);
  return G_SOURCE_REMOVE;
}

/* Always through the loop: g_main_context_invoke() would call @func on this thread while nobody runs the main context. */
static void
send_to_main (GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, NULL);
}

/* On the writer thread. */
static void
send_feed (GlsStore *self, GlsProject *project)
{
  gint64 before = self->head;
  g_autoptr (GError) error = NULL;
  GArray *records = gls_project_changes_since (project, &self->head, FEED_MOST, &error);
  Feed *feed;

  if (records != NULL && records->len == 0 && self->head == before)
    {
      g_array_unref (records);
      return;
    }
  feed = g_new0 (Feed, 1);
  feed->store = g_object_ref (self);
  feed->records = records;
  send_to_main (deliver_feed, feed);
}

typedef struct {
  GlsStore *store;
  char     *error;
} Outcome;

static gboolean
deliver_outcome (gpointer data)
{
  Outcome *outcome = data;
  GlsStore *self = outcome->store;

  self->pending--;
  if (g_strcmp0 (self->error, outcome->error) != 0)
    {
      g_free (self->error);
      self->error = g_steal_pointer (&outcome->error);
      g_object_notify (G_OBJECT (self), "error");
    }
  g_object_notify (G_OBJECT (self), "pending");
  g_free (outcome->error);
  g_object_unref (self);
  g_free (outcome);
  return G_SOURCE_REMOVE;
}

static void
send_outcome (GlsStore *self, const GError *error)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->store = g_object_ref (self);
  outcome->error = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? g_strdup (error->message)
                                                                                                : NULL;
  send_to_main (deliver_outcome, outcome);
}

static void
interrupt_cb (GCancellable *cancellable, gpointer project)
{
  (void) cancellable;
  gls_project_interrupt (project);
}

static void
run_func (GlsProject *project, GlsStoreJob *job, GError **error)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gpointer result;
  gulong id = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_task_return_error (job->task, g_error_copy (*error));
      return;
    }
  if (cancellable != NULL)
    id = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), project, NULL);
  result = job->func (project, job->data, cancellable, error);
  if (id != 0)
    g_cancellable_disconnect (cancellable, id);
  if (*error != NULL)
    {
      if (result != NULL && job->free_result != NULL)
        job->free_result (result);
      g_task_return_error (job->task, g_error_copy (*error));
    }
  else
    g_task_return_pointer (job->task, result, job->free_result);
}

static void
run_write (GlsStore *self, GlsProject *project, GlsStoreJob *job)
{
  g_autoptr (GError) error = NULL;
  GlsUndoReport *report;

  switch (job->kind)
    {
    case GLS_JOB_COMMIT:
      if (gls_project_commit (project, job->change, &error))
        g_task_return_boolean (job->task, TRUE);
      else
        g_task_return_error (job->task, g_error_copy (error));
      break;
    case GLS_JOB_UNDO:
      report = g_new0 (GlsUndoReport, 1);
      if (job->redo ? gls_project_redo (project, job->person, report, &error)
                    : gls_project_undo (project, job->person, report, &error))
        g_task_return_pointer (job->task, report, report_free);
      else
        {
          report_free (report);
          g_task_return_error (job->task, g_error_copy (error));
        }
      break;
    case GLS_JOB_RUN:
      run_func (project, job, &error);
      break;
    case GLS_JOB_APART:
    case GLS_JOB_POLL:
    case GLS_JOB_STOP:
    default:
      g_assert_not_reached ();
    }
  send_outcome (self, error);
  send_feed (self, project);
}

static void
poll_others (GlsStore *self, GlsProject *project)
{
  gint64 version = gls_project_get_data_version (project);

  if (version == self->data_version)
    return;
  self->data_version = version;
  send_feed (self, project);
}

/* On the writer thread: what was asked of the readers before is still answered. */
static void
stop_readers (GlsStore *self)
{
  for (guint i = 0; i < GLS_STORE_READERS; i++)
    if (self->readers[i].thread != NULL)
      {
        GlsStoreJob *stop = g_new0 (GlsStoreJob, 1);

        stop->kind = GLS_JOB_STOP;
        g_async_queue_push (self->reading, stop);
      }
  for (guint i = 0; i < GLS_STORE_READERS; i++)
    g_clear_pointer (&self->readers[i].thread, g_thread_join);
}

typedef struct {
  GlsStoreJob  *job;
  char         *path;
  GlsOpenFlags  flags;
  GAsyncQueue  *writer;
} Apart;

static gpointer
apart_thread (gpointer data)
{
  Apart *apart = data;
  GlsStoreJob *poll = g_new0 (GlsStoreJob, 1);
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (apart->path, apart->flags, &error);

  if (project != NULL)
    run_func (project, apart->job, &error);
  else
    g_task_return_error (apart->job->task, g_error_copy (error));
  gls_project_close (project);
  job_free (apart->job);
  /* What it committed is told at once. */
  poll->kind = GLS_JOB_POLL;
  poll->ends_apart = TRUE;
  g_async_queue_push (apart->writer, poll);
  g_async_queue_unref (apart->writer);
  g_free (apart->path);
  g_free (apart);
  return NULL;
}

/* On the writer thread. Where nobody else may open the file there is one connection only. */
static void
start_apart (GlsStore *self, GlsProject *project, GlsStoreJob *job)
{
  g_autoptr (GError) error = NULL;
  Apart *apart;

  if (gls_project_is_exclusive (project))
    {
      run_func (project, job, &error);
      job_free (job);
      send_feed (self, project);
      return;
    }
  apart = g_new0 (Apart, 1);
  *apart = (Apart){ job, g_strdup (self->path), gls_project_get_flags (project), g_async_queue_ref (self->writer.queue) };
  if (self->apart == NULL)
    self->apart = g_ptr_array_new ();
  self->n_apart++;
  g_ptr_array_add (self->apart, g_thread_new ("gls-apart", apart_thread, apart));
}

static void
join_apart (GlsStore *self)
{
  for (guint i = 0; self->apart != NULL && i < self->apart->len; i++)
    g_thread_join (self->apart->pdata[i]);
  g_clear_pointer (&self->apart, g_ptr_array_unref);
}

gpointer
gls_store_writer_thread (gpointer data)
{
  GlsStoreStart *start = data;
  GlsStore *self = start->store; /* the object outlives its threads: closing joins them */
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (self->path, self->flags, &error);
  gint64 changed_at = 0;

  self->writer.project = project;
  if (project == NULL)
    {
      g_task_return_error (start->task, g_steal_pointer (&error));
      g_object_unref (start->task);
      g_free (start);
      return NULL;
    }
  self->head = gls_project_get_head (project);
  self->data_version = gls_project_get_data_version (project);
  g_task_return_boolean (start->task, TRUE);
  g_object_unref (start->task);
  g_free (start);
  for (;;)
    {
      GlsStoreJob *job = g_async_queue_timeout_pop (self->writer.queue, CHECKPOINT_AFTER_MS * 1000 / 2);

      if (job == NULL || job->kind == GLS_JOB_POLL)
        {
          if (job != NULL)
            {
              poll_others (self, project);
              if (job->ends_apart)
                {
                  self->n_apart--;
                  changed_at = g_get_monotonic_time ();
                }
              job_free (job);
            }
          if (changed_at != 0 && self->n_apart == 0 && g_get_monotonic_time () - changed_at > CHECKPOINT_AFTER_MS * 1000)
            {
              gls_project_checkpoint (project);
              changed_at = 0;
            }
          continue;
        }
      if (job->kind == GLS_JOB_APART)
        {
          start_apart (self, project, job);
          continue;
        }
      if (job->kind == GLS_JOB_STOP)
        {
          join_apart (self);
          self->writer.project = NULL;
          /* Last to close, so that the log is tidied away. */
          stop_readers (self);
          gls_project_close (project);
          g_task_return_boolean (job->task, TRUE);
          job_free (job);
          return NULL;
        }
      run_write (self, project, job);
      changed_at = g_get_monotonic_time ();
      job_free (job);
    }
}

gpointer
gls_store_reader_thread (gpointer data)
{
  GlsStoreReaderStart *start = data;
  GlsStoreWorker *worker = start->worker;
  g_autoptr (GAsyncQueue) queue = g_async_queue_ref (start->store->reading);
  g_autofree char *path = g_strdup (start->store->path);
  g_autoptr (GError) open_error = NULL;

  g_free (start);
  worker->project = gls_project_open (path, GLS_OPEN_READ_ONLY, &open_error);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      GlsStoreJob *job = g_async_queue_pop (queue);

      if (job->kind == GLS_JOB_STOP)
        {
          job_free (job);
          break;
        }
      if (worker->project == NULL)
        g_task_return_error (job->task, g_error_copy (open_error));
      else
        run_func (worker->project, job, &error);
      job_free (job);
    }
  g_clear_pointer (&worker->project, gls_project_close);
  return NULL;
}
