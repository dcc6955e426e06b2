/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads around a project file: a writer and two readers, each with a connection of its own; results and the change feed
 * come back on the main thread. It knows no table. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-backup.h"
#include "gls-store.h"

#define N_READERS 2
#define FEED_MOST 5000         /* more changed records than this are not listed singly */
#define POLL_MS 400            /* how often another process's commits are looked for */
#define CHECKPOINT_AFTER_MS 2000
#define TEND_AFTER_MS 3000     /* a large project's backup takes seconds, and first somebody waits for the window */

typedef struct {
  GAsyncQueue *queue;    /* Job */
  GThread     *thread;
  GlsProject  *project;  /* opened and used by the thread alone, but for interrupting */
} Worker;

struct _GlsStore {
  GObject   parent_instance;

  char     *path;
  GlsOpenFlags flags;
  Worker    writer;
  GAsyncQueue *reading;  /* shared by the readers */
  Worker    readers[N_READERS];
  guint     pending;
  char     *error;
  gint64    head;         /* of the feed; writer thread */
  gint64    data_version; /* writer thread */
  guint     poll_source;
  guint     tend_source;
  gboolean  was_unclean;
  GCancellable *tending; /* backup and check, given up when the project closes */
  gboolean  closed;
};

enum { PROP_0, PROP_PATH, PROP_PENDING, PROP_ERROR, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GlsStore, gls_store, G_TYPE_OBJECT)

typedef enum { JOB_COMMIT, JOB_UNDO, JOB_RUN, JOB_POLL, JOB_STOP } JobKind;

typedef struct {
  JobKind        kind;
  GTask         *task;
  GlsChange     *change;
  char          *person;
  gboolean       redo;
  GlsStoreFunc   func;
  gpointer       data;
  GDestroyNotify free_data, free_result;
  gulong         cancelled_id;
} Job;

static void
job_free (Job *job)
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
    g_signal_emit (feed->store, signals[CHANGED], 0, feed->records);
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
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
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
run_func (GlsProject *project, Job *job, GError **error)
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
run_write (GlsStore *self, GlsProject *project, Job *job)
{
  g_autoptr (GError) error = NULL;
  GlsUndoReport *report;

  switch (job->kind)
    {
    case JOB_COMMIT:
      if (gls_project_commit (project, job->change, &error))
        g_task_return_boolean (job->task, TRUE);
      else
        g_task_return_error (job->task, g_error_copy (error));
      break;
    case JOB_UNDO:
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
    case JOB_RUN:
      run_func (project, job, &error);
      break;
    case JOB_POLL:
    case JOB_STOP:
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

typedef struct {
  GlsStore *store;
  GTask    *task;  /* of opening */
} Start;

/* On the writer thread: what was asked of the readers before is still answered. */
static void
stop_readers (GlsStore *self)
{
  for (guint i = 0; i < N_READERS; i++)
    if (self->readers[i].thread != NULL)
      {
        Job *stop = g_new0 (Job, 1);

        stop->kind = JOB_STOP;
        g_async_queue_push (self->reading, stop);
      }
  for (guint i = 0; i < N_READERS; i++)
    g_clear_pointer (&self->readers[i].thread, g_thread_join);
}

static gpointer
writer_thread (gpointer data)
{
  Start *start = data;
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
      Job *job = g_async_queue_timeout_pop (self->writer.queue, CHECKPOINT_AFTER_MS * 1000 / 2);

      if (job == NULL || job->kind == JOB_POLL)
        {
          if (job != NULL)
            {
              poll_others (self, project);
              job_free (job);
            }
          if (changed_at != 0 && g_get_monotonic_time () - changed_at > CHECKPOINT_AFTER_MS * 1000)
            {
              gls_project_checkpoint (project);
              changed_at = 0;
            }
          continue;
        }
      if (job->kind == JOB_STOP)
        {
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

typedef struct {
  GlsStore *store;
  Worker   *worker;
} ReaderStart;

static gpointer
reader_thread (gpointer data)
{
  ReaderStart *start = data;
  Worker *worker = start->worker;
  g_autoptr (GAsyncQueue) queue = g_async_queue_ref (start->store->reading);
  g_autofree char *path = g_strdup (start->store->path);
  g_autoptr (GError) open_error = NULL;

  g_free (start);
  worker->project = gls_project_open (path, GLS_OPEN_READ_ONLY, &open_error);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      Job *job = g_async_queue_pop (queue);

      if (job->kind == JOB_STOP)
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

static gboolean
poll_cb (gpointer data)
{
  GlsStore *self = data;
  Job *job;

  /* A busy writer polls when it is done. */
  if (g_async_queue_length (self->writer.queue) > 0)
    return G_SOURCE_CONTINUE;
  job = g_new0 (Job, 1);
  job->kind = JOB_POLL;
  g_async_queue_push (self->writer.queue, job);
  return G_SOURCE_CONTINUE;
}

/* Beside everybody's work, on a reader: today's backup, and after an unclean end a look at the pages. */
static gpointer
tend_file (GlsProject *project, gpointer was_unclean, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  (void) cancellable;
  if (!gls_backup_make (project, "daily", &failure))
    g_debug ("no backup: %s", failure->message);
  if (was_unclean == NULL)
    return NULL;
  findings = gls_project_check (project, FALSE, error);
  if (findings != NULL && findings->len > 0)
    g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: the file is damaged (%s); save a copy and run “gloss check”"),
                 gls_project_get_path (project), (char *) g_ptr_array_index (findings, 0));
  return NULL;
}

static void
tended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsStore *self = GLS_STORE (source);
  g_autoptr (GError) error = NULL;

  (void) user_data;
  gls_store_run_finish (self, result, &error);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_free (self->error);
  self->error = g_strdup (error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* A log with something in it that nobody is writing: the last program did not end as it should. */
static gboolean
is_unclean (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (wal, &status) == 0 && status.st_size > 0;
}

static gboolean
tend_later (gpointer data)
{
  GlsStore *self = data;

  self->tend_source = 0;
  gls_store_read_async (self, tend_file, GINT_TO_POINTER (self->was_unclean), NULL, NULL, self->tending, tended_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GlsStore *self = GLS_STORE (source);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_clear_pointer (&self->writer.thread, g_thread_join);
      self->closed = TRUE;
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < N_READERS; i++)
    {
      ReaderStart *start = g_new0 (ReaderStart, 1);

      start->store = self;
      start->worker = &self->readers[i];
      self->readers[i].thread = g_thread_new ("gls-reader", reader_thread, start);
    }
  self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
  self->tend_source = g_timeout_add (TEND_AFTER_MS, tend_later, self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
gls_store_open_async (const char *path, GlsOpenFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GlsStore) self = g_object_new (GLS_TYPE_STORE, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  g_task_set_source_tag (task, gls_store_open_async);
  self->path = g_strdup (path);
  self->flags = flags;
  self->was_unclean = is_unclean (path);
  start->store = self;
  start->task = g_task_new (self, NULL, opened_cb, task);
  self->writer.thread = g_thread_new ("gls-writer", writer_thread, start);
}

GlsStore *
gls_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsStore *self = GLS_STORE (source);

  (void) result;
  g_clear_pointer (&self->writer.thread, g_thread_join);
  g_task_return_boolean (task, TRUE);
}

void
gls_store_close_async (GlsStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Job *job;

  g_task_set_source_tag (task, gls_store_close_async);
  if (self->closed)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  self->closed = TRUE;
  g_cancellable_cancel (self->tending);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_handle_id (&self->tend_source, g_source_remove);
  job = g_new0 (Job, 1);
  job->kind = JOB_STOP;
  job->task = g_task_new (self, NULL, closed_cb, task);
  g_async_queue_push (self->writer.queue, job);
}

gboolean
gls_store_close_finish (GlsStore *self, GAsyncResult *result, GError **error)
{
  (void) self;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
refuse_closed (GlsStore *self, GTask *task)
{
  if (!self->closed)
    return FALSE;
  g_task_return_new_error (task, GLS_ERROR, GLS_ERROR_FAILED, _("the project is closed"));
  g_object_unref (task);
  return TRUE;
}

static void
push_write (GlsStore *self, Job *job)
{
  self->pending++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
  g_async_queue_push (self->writer.queue, job);
}

void
gls_store_commit_async (GlsStore *self, GlsChange *change, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_task_set_source_tag (task, gls_store_commit_async);
  if (refuse_closed (self, task))
    {
      gls_change_free (change);
      return;
    }
  job = g_new0 (Job, 1);
  job->kind = JOB_COMMIT;
  job->task = task;
  job->change = change;
  push_write (self, job);
}

gboolean
gls_store_commit_finish (GlsStore *self, GAsyncResult *result, GError **error)
{
  (void) self;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gls_store_undo_async (GlsStore *self, const char *person, gboolean redo, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_task_set_source_tag (task, gls_store_undo_async);
  if (refuse_closed (self, task))
    return;
  job = g_new0 (Job, 1);
  job->kind = JOB_UNDO;
  job->task = task;
  job->person = g_strdup (person);
  job->redo = redo;
  push_write (self, job);
}

gboolean
gls_store_undo_finish (GlsStore *self, GAsyncResult *result, GlsUndoReport *report, GError **error)
{
  g_autofree GlsUndoReport *taken = g_task_propagate_pointer (G_TASK (result), error);

  (void) self;
  if (taken == NULL)
    return FALSE;
  *report = *taken;
  return TRUE;
}

static Job *
job_for_func (GTask *task, GlsStoreFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_RUN;
  job->task = task;
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  return job;
}

void
gls_store_read_async (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                      GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gls_store_read_async);
  if (refuse_closed (self, task))
    {
      if (free_data != NULL)
        free_data (data);
      return;
    }
  g_async_queue_push (self->reading, job_for_func (task, func, data, free_data, free_result));
}

void
gls_store_write_async (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                       GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gls_store_write_async);
  if (refuse_closed (self, task))
    {
      if (free_data != NULL)
        free_data (data);
      return;
    }
  push_write (self, job_for_func (task, func, data, free_data, free_result));
}

gpointer
gls_store_run_finish (GlsStore *self, GAsyncResult *result, GError **error)
{
  (void) self;
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
gls_store_get_path (GlsStore *self)
{
  return self->path;
}

guint
gls_store_get_pending (GlsStore *self)
{
  return self->pending;
}

const char *
gls_store_get_error (GlsStore *self)
{
  return self->error;
}

static void
gls_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GlsStore *self = GLS_STORE (object);

  switch (id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gls_store_finalize (GObject *object)
{
  GlsStore *self = GLS_STORE (object);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_handle_id (&self->tend_source, g_source_remove);
  g_cancellable_cancel (self->tending);
  /* Left open by its owner: what is queued is still written. */
  if (self->writer.thread != NULL)
    {
      Job *stop = g_new0 (Job, 1);

      stop->kind = JOB_STOP;
      stop->task = g_task_new (NULL, NULL, NULL, NULL);
      g_async_queue_push (self->writer.queue, stop);
      g_thread_join (self->writer.thread);
    }
  g_object_unref (self->tending);
  g_async_queue_unref (self->writer.queue);
  g_async_queue_unref (self->reading);
  g_free (self->path);
  g_free (self->error);
  G_OBJECT_CLASS (gls_store_parent_class)->finalize (object);
}

static void
gls_store_class_init (GlsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = gls_store_get_property;
  object_class->finalize = gls_store_finalize;
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /**
   * GlsStore::changed:
   * @records: (nullable) (type GArray): #GlsChangedRecord of a commit, ours or another process's; %NULL: read everything anew
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gls_store_init (GlsStore *self)
{
  self->writer.queue = g_async_queue_new ();
  self->reading = g_async_queue_new ();
  self->tending = g_cancellable_new ();
}
