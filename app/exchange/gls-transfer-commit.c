/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commits batches of changes on a thread of its own, in the order they come, while the next ones are being made.
 * It must not know what a change is about; what is wrong with a batch is told when its maker asks. */
#include "config.h"

#include <time.h>

#include <gls-error.h>
#include "gls-transfer-private.h"

/* Long enough that what a commit costs does not count, short enough that somebody else's waits less than a second. */
#define BATCH_SECONDS 0.08 /* of the processor */
#define BUSY 3             /* a batch may take so many times as long by the clock on the wall */
#define MAX_WAITING 2      /* batches made and not being committed */
/* Others who write look for their turn every millisecond or, on a busy machine, when they get to it: after so long the door
 * is opened for them, and the longer the more we had to wait for the processor ourselves. */
#define SHUT_USEC 60000
#define OPEN_USEC 3000
#define OPEN_PART 5

typedef struct {
  GPtrArray *changes;  /* GlsChange */
  GPtrArray *names;    /* char *: the file of each */
  guint      units;
} Batch;

typedef struct {
  char   *name;
  GError *error;
} Failure;

struct _GlsTransferCommits {
  GlsProject *project;
  GThread    *thread;     /* NULL before the first batch */
  GMutex      mutex;
  GCond       cond;       /* something below has changed */
  GQueue      waiting;    /* Batch */
  GQueue      done;       /* Batch: to be freed by who made them, while the thread goes on */
  GPtrArray  *failures;   /* Failure: what was wrong with the input */
  gboolean    is_busy, is_closing;
  GError     *error;      /* why nothing more can be written */
  double      most;       /* units that take BATCH_SECONDS */
};

static void
batch_free (Batch *batch)
{
  g_ptr_array_unref (batch->changes);
  g_ptr_array_unref (batch->names);
  g_free (batch);
}

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_free (failure->name);
  g_error_free (failure->error);
  g_free (failure);
}

/* What is wrong with the input, not with the file it goes to. */
static gboolean
is_about_input (const GError *error)
{
  return g_error_matches (error, GLS_ERROR, GLS_ERROR_INVALID) || g_error_matches (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
}

static gboolean
commit_singly (GlsTransferCommits *self, const Batch *batch, GPtrArray *failures, GError **error)
{
  for (guint i = 0; i < batch->changes->len; i++)
    {
      GError *reason = NULL;
      Failure *failure;

      if (gls_project_commit (self->project, batch->changes->pdata[i], &reason))
        continue;
      if (!is_about_input (reason))
        {
          g_propagate_error (error, reason);
          return FALSE;
        }
      failure = g_new (Failure, 1);
      *failure = (Failure) { g_strdup (batch->names->pdata[i]), reason };
      g_ptr_array_add (failures, failure);
    }
  return TRUE;
}

static void
commit (GlsTransferCommits *self, const Batch *batch, GPtrArray *failures, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (gls_project_commit_all (self->project, batch->changes, &failure))
    return;
  if (is_about_input (failure))
    commit_singly (self, batch, failures, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
}

/* Not the clock on the wall alone: waiting for the disk takes as long for small batches as for large. */
static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Batches grow and shrink to what takes BATCH_SECONDS here, and not much longer on a busy machine: other windows keep saving. */
static void
adapt (GlsTransferCommits *self, guint units, double seconds)
{
  double fitting = seconds > 0 ? units * BATCH_SECONDS / seconds : self->most;

  self->most = CLAMP (fitting, self->most / 2, self->most * 2);
  self->most = CLAMP (self->most, 100, 60000);
}

/* When the door was shut. */
typedef struct {
  gint64 wall;
  double processor;
} Shut;

static void
let_others (Shut *shut)
{
  gint64 passed = g_get_monotonic_time () - shut->wall;
  gint64 waited = passed - (gint64) ((processor_time () - shut->processor) * G_USEC_PER_SEC);

  if (passed < SHUT_USEC)
    return;
  g_usleep ((gulong) MAX (OPEN_USEC, waited / OPEN_PART));
  *shut = (Shut) { g_get_monotonic_time (), processor_time () };
}

static gpointer
commit_thread (gpointer data)
{
  GlsTransferCommits *self = data;
  Shut shut = { g_get_monotonic_time (), processor_time () };

  g_mutex_lock (&self->mutex);
  for (guint n = 1;; n++)
    {
      g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func (failure_free);
      GError *error = NULL;
      double begin, seconds;
      gint64 began;
      Batch *batch;

      while (!self->is_closing && self->waiting.length == 0)
        g_cond_wait (&self->cond, &self->mutex);
      if (self->is_closing)
        break;
      batch = g_queue_pop_head (&self->waiting);
      self->is_busy = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
      begin = processor_time ();
      began = g_get_monotonic_time ();
      /* One batch alone may as well wait for the disk itself. */
      if (n != 2 || gls_project_begin_bulk (self->project, &error))
        commit (self, batch, failures, &error);
      seconds = MAX (processor_time () - begin, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC / BUSY);
      let_others (&shut);
      g_mutex_lock (&self->mutex);
      adapt (self, batch->units, seconds);
      g_queue_push_tail (&self->done, batch);
      g_ptr_array_extend_and_steal (self->failures, g_steal_pointer (&failures));
      self->is_busy = FALSE;
      if (error)
        {
          self->error = error;
          break;
        }
      g_cond_broadcast (&self->cond);
    }
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

GlsTransferCommits *
gls_transfer_commits_new (GlsProject *project)
{
  GlsTransferCommits *self = g_new0 (GlsTransferCommits, 1);

  self->project = project;
  self->most = 200;
  self->failures = g_ptr_array_new_with_free_func (failure_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  return self;
}

/* What waits is dropped, what is being committed is not. */
void
gls_transfer_commits_free (GlsTransferCommits *self)
{
  g_mutex_lock (&self->mutex);
  self->is_closing = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (self->thread)
    g_thread_join (self->thread);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) batch_free);
  g_queue_clear_full (&self->done, (GDestroyNotify) batch_free);
  g_ptr_array_unref (self->failures);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
free_done (GlsTransferCommits *self)
{
  GQueue done = self->done;

  g_queue_init (&self->done);
  g_mutex_unlock (&self->mutex);
  g_queue_clear_full (&done, (GDestroyNotify) batch_free);
  g_mutex_lock (&self->mutex);
}

/* With the lock held: not to be asked again. */
static gboolean
is_well (const GlsTransferCommits *self, GError **error)
{
  if (!self->error)
    return TRUE;
  if (error)
    g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/* Nothing is being committed nor waits for it? */
gboolean
gls_transfer_commits_are_idle (GlsTransferCommits *self)
{
  gboolean idle;

  g_mutex_lock (&self->mutex);
  idle = !self->is_busy && self->waiting.length == 0;
  g_mutex_unlock (&self->mutex);
  return idle;
}

gboolean
gls_transfer_commits_push (GlsTransferCommits *self, GPtrArray *changes, GPtrArray *names, guint units, double *most,
                           GError **error)
{
  Batch *batch = g_new (Batch, 1);
  gboolean ok;

  *batch = (Batch) { changes, names, units };
  g_mutex_lock (&self->mutex);
  free_done (self);
  while (!self->error && self->waiting.length >= MAX_WAITING)
    g_cond_wait (&self->cond, &self->mutex);
  ok = is_well (self, error);
  if (!self->thread)
    self->thread = g_thread_new ("gls-commit", commit_thread, self);
  g_queue_push_tail (&self->waiting, batch);
  g_cond_broadcast (&self->cond);
  *most = self->most;
  g_mutex_unlock (&self->mutex);
  return ok;
}

gboolean
gls_transfer_commits_wait (GlsTransferCommits *self, GlsImportReport *report, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->mutex);
  while (!self->error && (self->is_busy || self->waiting.length > 0))
    g_cond_wait (&self->cond, &self->mutex);
  free_done (self);
  ok = is_well (self, error);
  for (guint i = 0; i < self->failures->len; i++)
    {
      const Failure *failure = self->failures->pdata[i];

      gls_transfer_fail (report, failure->name, failure->error);
    }
  g_ptr_array_set_size (self->failures, 0);
  g_mutex_unlock (&self->mutex);
  return ok;
}
