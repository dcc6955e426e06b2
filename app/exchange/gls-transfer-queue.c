/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads articles and JSON Lines on worker threads and hands them back in the order they were given, bounded in number and bytes.
 * It must not know the project: what came of a job is the caller's to put. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sys/resource.h>

#include <gls-error.h>
#include "gls-transfer-private.h"

#define THREADS 2
#define MORE_NICE 10
#define MAX_JOBS 128
#define MAX_BYTES ((gsize) 64 << 20)

struct _GlsTransferQueue {
  GThreadPool *pool;
  gboolean     own_threads;
  GMutex       mutex;
  GCond        cond;     /* a job is done */
  GQueue       jobs;     /* in order; touched by the caller only */
  gsize        weight;   /* of all that were pushed and not popped */
  gint         stopped;  /* atomic: read nothing more */
};

void
gls_transfer_job_free (GlsTransferJob *job)
{
  g_free (job->path);
  g_free (job->name);
  g_clear_pointer (&job->line, g_bytes_unref);
  g_clear_pointer (&job->document, gls_document_unref);
  g_clear_pointer (&job->reports, g_ptr_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
read_file (GlsTransferJob *job)
{
  g_autoptr (GFile) file = g_file_new_for_path (job->path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &job->error);
  g_autofree char *base = NULL, *name = NULL;
  const GlsImportOptions *options = job->options;
  const char *encoding = options->encoding, *format;

  if (!bytes)
    return;
  base = g_path_get_basename (job->path);
  name = g_filename_display_name (base);
  format = options->format != NULL ? options->format : gls_article_format (bytes, name);
  if (!gls_transfer_allows (options, format))
    {
      gls_transfer_disabled (format, &job->error);
      return;
    }
  if (encoding == NULL && g_str_equal (format, "text"))
    encoding = options->text_encoding;
  job->document = gls_read_article (bytes, name, format, encoding, &job->error);
  if (job->document != NULL && options->drop_pages)
    g_clear_pointer (&job->document->original, g_bytes_unref);
}

static void
read_line (GlsTransferJob *job)
{
  gsize n_bytes;
  const char *line = g_bytes_get_data (job->line, &n_bytes);

  job->reports = g_ptr_array_new_with_free_func (g_free);
  job->document = gls_jsonl_read_document (line, n_bytes, job->line_number, job->options->by, job->project, job->reports,
                                           &job->error);
  g_clear_pointer (&job->line, g_bytes_unref);
}

/* Who commits has the longest way: reading takes what is left of the processors. */
static void
step_back (void)
{
  static GPrivate done;

  if (g_private_get (&done))
    return;
  g_private_set (&done, GINT_TO_POINTER (TRUE));
  /* Of the calling thread alone, on Linux. */
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + MORE_NICE);
}

static void
run (gpointer data, gpointer user_data)
{
  GlsTransferJob *job = data;
  GlsTransferQueue *queue = user_data;

  if (queue->own_threads)
    step_back ();
  if (!g_atomic_int_get (&queue->stopped))
    {
      if (job->path)
        read_file (job);
      else
        read_line (job);
    }
  g_mutex_lock (&queue->mutex);
  job->done = TRUE;
  g_cond_signal (&queue->cond);
  g_mutex_unlock (&queue->mutex);
}

GlsTransferQueue *
gls_transfer_queue_new (void)
{
  GlsTransferQueue *queue = g_new0 (GlsTransferQueue, 1);

  g_mutex_init (&queue->mutex);
  g_cond_init (&queue->cond);
  g_queue_init (&queue->jobs);
  queue->own_threads = TRUE;
  queue->pool = g_thread_pool_new (run, queue, THREADS, TRUE, NULL);
  if (g_thread_pool_get_num_threads (queue->pool) > 0)
    return queue;
  /* The system has no more threads to give; those that all pools share it has. */
  g_thread_pool_free (queue->pool, FALSE, TRUE);
  queue->own_threads = FALSE;
  queue->pool = g_thread_pool_new (run, queue, THREADS, FALSE, NULL);
  return queue;
}

void
gls_transfer_queue_free (GlsTransferQueue *queue)
{
  g_atomic_int_set (&queue->stopped, 1);
  g_thread_pool_free (queue->pool, FALSE, TRUE);
  g_queue_clear_full (&queue->jobs, (GDestroyNotify) gls_transfer_job_free);
  g_cond_clear (&queue->cond);
  g_mutex_clear (&queue->mutex);
  g_free (queue);
}

gboolean
gls_transfer_queue_is_full (GlsTransferQueue *queue)
{
  return queue->jobs.length >= MAX_JOBS || (queue->jobs.length > 0 && queue->weight >= MAX_BYTES);
}

gboolean
gls_transfer_queue_is_empty (GlsTransferQueue *queue)
{
  return queue->jobs.length == 0;
}

void
gls_transfer_queue_push (GlsTransferQueue *queue, GlsTransferJob *job)
{
  queue->weight += job->weight;
  g_queue_push_tail (&queue->jobs, job);
  g_thread_pool_push (queue->pool, job, NULL);
}

GlsTransferJob *
gls_transfer_queue_pop (GlsTransferQueue *queue)
{
  GlsTransferJob *job = g_queue_pop_head (&queue->jobs);

  if (!job)
    return NULL;
  g_mutex_lock (&queue->mutex);
  while (!job->done)
    g_cond_wait (&queue->cond, &queue->mutex);
  g_mutex_unlock (&queue->mutex);
  queue->weight -= job->weight;
  return job;
}
