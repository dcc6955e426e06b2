/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project file as a window holds it: what is asked goes to the threads, answers and the change feed come back on the main
 * thread. It knows no table. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-backup.h"
#include "gls-store-private.h"

#define POLL_MS 400            /* how often another process's commits are looked for */
#define TEND_AFTER_MS 3000     /* a large project's backup takes seconds, and first somebody waits for the window */

enum { PROP_0, PROP_PATH, PROP_PENDING, PROP_ERROR, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GlsStore, gls_store, G_TYPE_OBJECT)

static gboolean
poll_cb (gpointer data)
{
  GlsStore *self = data;
  GlsStoreJob *job;

  /* A busy writer polls when it is done. */
  if (g_async_queue_length (self->writer.queue) > 0)
    return G_SOURCE_CONTINUE;
  job = g_new0 (GlsStoreJob, 1);
  job->kind = GLS_JOB_POLL;
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
  for (guint i = 0; i < GLS_STORE_READERS; i++)
    {
      GlsStoreReaderStart *start = g_new0 (GlsStoreReaderStart, 1);

      start->store = self;
      start->worker = &self->readers[i];
      self->readers[i].thread = g_thread_new ("gls-reader", gls_store_reader_thread, start);
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
  GlsStoreStart *start = g_new0 (GlsStoreStart, 1);

  g_task_set_source_tag (task, gls_store_open_async);
  self->path = g_strdup (path);
  self->flags = flags;
  self->was_unclean = is_unclean (path);
  start->store = self;
  start->task = g_task_new (self, NULL, opened_cb, task);
  self->writer.thread = g_thread_new ("gls-writer", gls_store_writer_thread, start);
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
  GlsStoreJob *job;

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
  job = g_new0 (GlsStoreJob, 1);
  job->kind = GLS_JOB_STOP;
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
push_write (GlsStore *self, GlsStoreJob *job)
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
  GlsStoreJob *job;

  g_task_set_source_tag (task, gls_store_commit_async);
  if (refuse_closed (self, task))
    {
      gls_change_free (change);
      return;
    }
  job = g_new0 (GlsStoreJob, 1);
  job->kind = GLS_JOB_COMMIT;
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
  GlsStoreJob *job;

  g_task_set_source_tag (task, gls_store_undo_async);
  if (refuse_closed (self, task))
    return;
  job = g_new0 (GlsStoreJob, 1);
  job->kind = GLS_JOB_UNDO;
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

static GlsStoreJob *
job_for_func (GTask *task, GlsStoreFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  GlsStoreJob *job = g_new0 (GlsStoreJob, 1);

  job->kind = GLS_JOB_RUN;
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

void
gls_store_write_apart_async (GlsStore *self, GlsStoreFunc func, gpointer data, GDestroyNotify free_data,
                             GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GlsStoreJob *job;

  g_task_set_source_tag (task, gls_store_write_apart_async);
  if (refuse_closed (self, task))
    {
      if (free_data != NULL)
        free_data (data);
      return;
    }
  job = job_for_func (task, func, data, free_data, free_result);
  job->kind = GLS_JOB_APART;
  g_async_queue_push (self->writer.queue, job);
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
      GlsStoreJob *stop = g_new0 (GlsStoreJob, 1);

      stop->kind = GLS_JOB_STOP;
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
