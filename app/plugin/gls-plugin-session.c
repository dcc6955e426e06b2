/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds a transport with documents and hands back what comes of them, on one thread. It knows neither modules nor processes apart,
 * nor where documents come from. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-plugin-session.h"
#include "gls-transport.h"

/* How often the session looks whether it was cancelled, and for progress. */
#define TICK_MICROSECONDS 20000
#define PROGRESS_MICROSECONDS 50000
/* Texts that wait in pipes and queues; a single larger one still goes. */
#define MOST_BYTES_IN_FLIGHT (8 * 1024 * 1024)

struct _GlsPluginSession {
  GlsTransportContext context;
  GlsTransport       *transport;
  guint               in_flight;    /* jobs */
  gsize               bytes_in_flight;
  GlsPluginProgress  progress;
  gint64              began;
  gint64              next_progress;
};

void
gls_transport_log (GlsTransportContext *context, const char *line)
{
  if (context->log == NULL)
    return;
  g_mutex_lock (&context->log_lock);
  context->log (context->log_data, line);
  g_mutex_unlock (&context->log_lock);
}

static GlsJob *
job_new (GlsJobKind kind)
{
  GlsJob *job = g_new0 (GlsJob, 1);

  job->kind = kind;
  job->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  job->results = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_result_free);
  return job;
}

static void
job_free (gpointer data)
{
  GlsJob *job = data;

  g_ptr_array_unref (job->documents);
  g_ptr_array_unref (job->results);
  g_free (job->path);
  g_free (job->encoding);
  g_clear_pointer (&job->imported, gls_imported_free);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
open_output (GlsPluginSession *session, GError **error)
{
  const GlsContract *contract = session->context.contract;

  if (contract->kind != GLS_PLUGIN_EXPORTER)
    return TRUE;
  session->context.output = gls_output_new (contract->output, contract->manifest->target_folder, error);
  return session->context.output != NULL;
}

GlsPluginSession *
gls_plugin_session_open (GlsContract *contract, void (*log) (gpointer data, const char *line), gpointer log_data,
                  GCancellable *cancellable, GError **error)
{
  GlsPluginSession *session;
  g_autoptr (GError) failure = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  /* Callers above know these formats and need no session for them. */
  if (contract->manifest->builtin != NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE, _("%s is a part of the program; only import and export use it"),
                   contract->manifest->id);
      return NULL;
    }
  session = g_new0 (GlsPluginSession, 1);
  session->context.contract = gls_contract_ref (contract);
  session->context.done = g_async_queue_new_full (job_free);
  session->context.log = log;
  session->context.log_data = log_data;
  session->context.cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_init (&session->context.log_lock);
  session->began = g_get_monotonic_time ();
  gls_contract_get_run (contract);
  if (open_output (session, error))
    {
      session->transport = contract->manifest->module != NULL && contract->manifest->origin == GLS_ORIGIN_SHIPPED
                               ? gls_transport_new_module (&session->context)
                               : gls_transport_new_process (&session->context);
      if (session->transport->begin (session->transport, &failure))
        return session;
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        g_propagate_error (error, g_steal_pointer (&failure));
    }
  gls_plugin_session_close (session, FALSE, NULL);
  return NULL;
}

/* "en-GB" is "en"; documents of unknown language are for everybody. */
static gboolean
is_language_known (const GlsManifest *manifest, const GlsDocument *document)
{
  g_autofree char *language = NULL;

  if (manifest->languages[0] == NULL || document->language == NULL || *document->language == '\0')
    return TRUE;
  language = g_strndup (document->language, strcspn (document->language, "-_"));
  return g_strv_contains ((const char * const *) manifest->languages, language);
}

static gboolean
take_one (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GlsDocument *document, GlsResult *result,
          GError **error)
{
  if (document != NULL)
    {
      session->progress.done++;
      session->progress.characters += gls_text_get_length (document->text);
    }
  return client->take (data, document, result, error);
}

static gboolean
skip_language (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GlsDocument *document, GError **error)
{
  GlsResult *result = gls_result_new ();

  result->status = GLS_RESULT_SKIPPED;
  result->reason = g_strdup_printf (_("it is in another language (%s)"), document->language);
  return take_one (session, client, data, document, result, error);
}

/* The next job's documents; NULL without an error: there are no more. */
static GlsJob *
gather (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, gboolean *more, GError **error)
{
  GlsJob *job = job_new (GLS_JOB_DOCUMENTS);
  gsize bytes = 0;
  g_autoptr (GError) failure = NULL;

  while (*more && failure == NULL && job->documents->len < session->transport->most_documents
         && bytes < session->transport->most_bytes)
    {
      g_autoptr (GlsDocument) document = client->next (data, &failure);
      gsize n_bytes;

      *more = document != NULL;
      if (document == NULL)
        break;
      if (!is_language_known (session->context.contract->manifest, document))
        {
          skip_language (session, client, data, document, &failure);
          continue;
        }
      gls_text_get_data (document->text, &n_bytes);
      bytes += n_bytes;
      g_ptr_array_add (job->documents, g_steal_pointer (&document));
    }
  job->n_bytes = bytes;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (job->documents->len > 0)
    return job;
  job_free (job);
  return NULL;
}

static void
report_progress (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, gboolean now)
{
  gint64 time = g_get_monotonic_time ();

  if (client->progress == NULL || (!now && time < session->next_progress))
    return;
  session->next_progress = time + PROGRESS_MICROSECONDS;
  session->progress.total = session->context.contract->n_documents;
  session->progress.part = session->in_flight == 1 ? g_atomic_int_get (&session->context.permille) / 1000.0 : 0;
  session->progress.seconds = (time - session->began) / 1e6;
  client->progress (data, &session->progress);
}

/* What a finished job brought; its results are handed over one by one. */
static gboolean
take_job (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GlsJob *job, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < job->results->len; i++)
    {
      GlsDocument *document = job->kind == GLS_JOB_DOCUMENTS ? job->documents->pdata[i] : NULL;
      GlsResult *result = g_steal_pointer (&job->results->pdata[i]);

      ok = take_one (session, client, data, document, result, error);
    }
  g_atomic_int_set (&session->context.permille, 0);
  if (ok && job->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      ok = FALSE;
    }
  return ok;
}

/* Waits a little for a job. */
static GlsJob *
wait_for_job (GlsPluginSession *session)
{
  GlsJob *job = g_async_queue_timeout_pop (session->context.done, TICK_MICROSECONDS);

  if (job != NULL)
    {
      session->in_flight--;
      session->bytes_in_flight -= job->n_bytes;
    }
  return job;
}

/* No more is wanted: lets go of what is in flight. */
static void
drain (GlsPluginSession *session)
{
  if (session->in_flight > 0)
    g_atomic_int_set (&session->context.cancelled, 1);
  while (session->in_flight > 0)
    {
      GlsJob *job;

      session->transport->cancel (session->transport);
      job = wait_for_job (session);
      if (job != NULL)
        job_free (job);
    }
}

static void
submit (GlsPluginSession *session, GlsJob *job)
{
  session->in_flight++;
  session->bytes_in_flight += job->n_bytes;
  session->transport->submit (session->transport, job);
}

static gboolean
run_finish (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GCancellable *cancellable, GError **error)
{
  GlsJob *job = NULL;
  gboolean ok;

  submit (session, job_new (GLS_JOB_FINISH));
  while (job == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      job = wait_for_job (session);
      report_progress (session, client, data, FALSE);
    }
  ok = take_job (session, client, data, job, error);
  job_free (job);
  return ok;
}

static gboolean
run_documents (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE;

  while (more || session->in_flight > 0)
    {
      GlsJob *job;
      gboolean ok;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      while (more && session->in_flight < session->transport->most_jobs && session->bytes_in_flight < MOST_BYTES_IN_FLIGHT
             && !g_cancellable_is_cancelled (cancellable))
        {
          g_autoptr (GError) failure = NULL;

          job = gather (session, client, data, &more, &failure);
          if (failure != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return FALSE;
            }
          if (job == NULL)
            break;
          submit (session, job);
        }
      report_progress (session, client, data, FALSE);
      job = session->in_flight > 0 ? wait_for_job (session) : NULL;
      if (job == NULL)
        continue;
      ok = take_job (session, client, data, job, error);
      job_free (job);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_plugin_session_run (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GCancellable *cancellable, GError **error)
{
  const GlsContract *contract = session->context.contract;
  gboolean finish = contract->kind == GLS_PLUGIN_EXPORTER || (contract->kind == GLS_PLUGIN_VALIDATOR && contract->manifest->project_scope);

  g_autoptr (GError) failure = NULL;

  if (run_documents (session, client, data, cancellable, &failure)
      && (!finish || run_finish (session, client, data, cancellable, &failure)))
    {
      report_progress (session, client, data, TRUE);
      return TRUE;
    }
  drain (session);
  /* A plugin that was stopped for it may be heard of before the cancellation is. */
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GlsImported *
gls_plugin_session_import (GlsPluginSession *session, const char *path, const char *encoding, GCancellable *cancellable, GError **error)
{
  GlsJob *job = job_new (GLS_JOB_IMPORT);
  GlsImported *imported;

  job->path = g_strdup (path);
  job->encoding = g_strdup (encoding);
  submit (session, job);
  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          drain (session);
          return NULL;
        }
      job = wait_for_job (session);
    }
  while (job == NULL);
  imported = g_steal_pointer (&job->imported);
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return imported;
}

gboolean
gls_plugin_session_close (GlsPluginSession *session, gboolean commit, GError **error)
{
  gboolean ok = TRUE;

  if (session == NULL)
    return TRUE;
  drain (session);
  if (session->transport != NULL)
    session->transport->free (session->transport);
  if (session->context.output != NULL)
    ok = gls_output_finish (session->context.output, commit, error);
  g_async_queue_unref (session->context.done);
  g_clear_object (&session->context.cancellable);
  g_mutex_clear (&session->context.log_lock);
  gls_contract_unref (session->context.contract);
  g_free (session);
  return ok;
}
