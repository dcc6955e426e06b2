/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a module inside the program, on as many threads as it allows. It knows no process. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-module.h"
#include "gls-transport.h"

typedef struct {
  GlsTransport               parent;
  const GlsPluginOperations *operations;
  void                      *state;
  GThreadPool               *pool;
} ModuleTransport;

/* What stands behind the host during one call. */
typedef struct {
  GlsTransportContext *context;
  GlsCollector        *collector;
  GlsHarvest          *harvest;
} Call;

static gboolean
take_annotation (gpointer data, const GlsPluginAnnotation *annotation, GError **error)
{
  Call *call = data;

  return call->harvest != NULL ? gls_harvest_add_annotation (call->harvest, annotation, error)
                               : gls_collector_add_annotation (call->collector, annotation, error);
}

static gboolean
take_problem (gpointer data, const GlsPluginProblem *problem, GError **error)
{
  return gls_collector_add_problem (((Call *) data)->collector, problem, error);
}

static gboolean
take_document (gpointer data, const GlsPluginDocument *document, GlsText *text, GError **error)
{
  return gls_harvest_add_document (((Call *) data)->harvest, document, error);
}

static gboolean
take_codebook (gpointer data, const char *json, GError **error)
{
  return gls_harvest_add_codebook (((Call *) data)->harvest, json, error);
}

static gboolean
take_entity (gpointer data, const GlsPluginEntity *entity, GError **error)
{
  return gls_harvest_add_entity (((Call *) data)->harvest, entity, error);
}

static gboolean
take_report (gpointer data, const char *sentence, GError **error)
{
  Call *call = data;

  if (call->harvest != NULL)
    gls_harvest_add_report (call->harvest, sentence);
  else
    gls_transport_log (call->context, sentence);
  return TRUE;
}

static gboolean
take_bytes (gpointer data, const char *name, const void *bytes, gsize n_bytes, GError **error)
{
  return gls_output_write (((Call *) data)->context->output, name, bytes, n_bytes, error);
}

static void
take_progress (gpointer data, double fraction)
{
  g_atomic_int_set (&((Call *) data)->context->permille, (int) (fraction * 1000));
}

static void
take_line (gpointer data, GlsPluginLogLevel level, const char *line)
{
  gls_transport_log (((Call *) data)->context, line);
}

static const GlsSink sinks[] = {
  [GLS_PLUGIN_EXTRACTOR] = { .annotation = take_annotation, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_VALIDATOR] = { .problem = take_problem, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_IMPORTER] = { .annotation = take_annotation, .document = take_document, .codebook = take_codebook,
                            .entity = take_entity, .report = take_report, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_EXPORTER] = { .report = take_report, .write = take_bytes, .progress = take_progress, .log = take_line },
};

static void
init_call (ModuleTransport *transport, GlsCall *call, Call *data, GlsText *text)
{
  GlsTransportContext *context = transport->parent.context;
  GlsContract *contract = context->contract;

  gls_call_init (call, contract->manifest, contract->settings, &sinks[contract->kind], data, text, &context->cancelled);
}

static GlsResult *
settle (GlsTransportContext *context, GlsCall *call, GlsCollector *collector, int status)
{
  static const GlsResultStatus statuses[] = { GLS_RESULT_DONE, GLS_RESULT_SKIPPED, GLS_RESULT_FAILED };
  int outcome = gls_call_settle (call, status);

  if (g_atomic_int_get (&context->cancelled) != 0)
    return gls_collector_finish (collector, GLS_RESULT_CANCELLED, NULL);
  return gls_collector_finish (collector, statuses[outcome], call->reason);
}

static GlsResult *
run_document (ModuleTransport *transport, GlsDocument *document)
{
  GlsTransportContext *context = transport->parent.context;
  g_autoptr (GlsView) view = gls_view_new (document, context->contract->manifest->bytes, context->contract->focus_start,
                                           context->contract->focus_end);
  Call data = { context, gls_collector_new (context->contract, document), NULL };
  GlsResult *result;
  GlsCall call;
  int status;

  init_call (transport, &call, &data, document->text);
  status = transport->operations->document (transport->state, &call.host, &view->info);
  result = settle (context, &call, data.collector, status);
  gls_call_clear (&call);
  return result;
}

static GlsResult *
run_finish (ModuleTransport *transport)
{
  GlsTransportContext *context = transport->parent.context;
  Call data = { context, gls_collector_new (context->contract, NULL), NULL };
  GlsResult *result;
  GlsCall call;
  int status = GLS_PLUGIN_OK;

  init_call (transport, &call, &data, NULL);
  if (transport->operations->finish != NULL)
    status = transport->operations->finish (transport->state, &call.host);
  result = settle (context, &call, data.collector, status);
  gls_call_clear (&call);
  return result;
}

static void
run_import (ModuleTransport *transport, GlsJob *job)
{
  GlsTransportContext *context = transport->parent.context;
  g_autoptr (GlsSource) source = gls_source_new (job->path, job->encoding, context->contract->manifest, &job->error);
  Call data = { context, NULL, NULL };
  GlsCall call;
  int status;

  if (source == NULL)
    return;
  data.harvest = gls_harvest_new (context->contract);
  init_call (transport, &call, &data, NULL);
  call.source_root = source->root;
  status = transport->operations->import (transport->state, &call.host, &source->info);
  status = gls_call_settle (&call, status);
  job->imported = gls_harvest_finish (data.harvest);
  if (status != GLS_PLUGIN_OK)
    {
      g_clear_pointer (&job->imported, gls_imported_free);
      job->error = g_error_new (GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", source->info.name, call.reason != NULL ? call.reason : "");
    }
  gls_call_clear (&call);
}

static void
run_job (gpointer data, gpointer user_data)
{
  ModuleTransport *transport = user_data;
  GlsJob *job = data;

  switch (job->kind)
    {
    case GLS_JOB_DOCUMENTS:
      for (guint i = 0; i < job->documents->len; i++)
        {
          if (g_atomic_int_get (&transport->parent.context->cancelled) != 0)
            break;
          g_ptr_array_add (job->results, run_document (transport, g_ptr_array_index (job->documents, i)));
        }
      break;
    case GLS_JOB_FINISH:
      g_ptr_array_add (job->results, run_finish (transport));
      break;
    case GLS_JOB_IMPORT:
    default:
      run_import (transport, job);
      break;
    }
  g_async_queue_push (transport->parent.context->done, job);
}

static gboolean
module_begin (GlsTransport *parent, GError **error)
{
  ModuleTransport *transport = (ModuleTransport *) parent;
  GlsTransportContext *context = parent->context;
  GlsContract *contract = context->contract;
  GlsModule *module = gls_module_load (contract->manifest, error);
  Call data = { context, NULL, NULL };
  GlsCall call;
  int status = GLS_PLUGIN_OK;
  static const GlsSink begin_sink = { .log = take_line };

  if (module == NULL)
    return FALSE;
  transport->operations = gls_module_get_operations (module, contract->kind, error);
  if (transport->operations == NULL)
    return FALSE;
  gls_call_init (&call, contract->manifest, contract->settings, &begin_sink, &data, NULL, &context->cancelled);
  if (transport->operations->begin != NULL)
    status = transport->operations->begin (&call.host, gls_contract_get_run (contract), &transport->state);
  status = gls_call_settle (&call, status);
  if (status != GLS_PLUGIN_OK)
    g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", contract->manifest->id, call.reason != NULL ? call.reason : "");
  gls_call_clear (&call);
  return status == GLS_PLUGIN_OK;
}

static void
module_submit (GlsTransport *parent, GlsJob *job)
{
  g_thread_pool_push (((ModuleTransport *) parent)->pool, job, NULL);
}

/* The flag is set; the module asks for it. */
static void
module_cancel (GlsTransport *parent)
{
}

static void
module_free (GlsTransport *parent)
{
  ModuleTransport *transport = (ModuleTransport *) parent;

  g_thread_pool_free (transport->pool, FALSE, TRUE);
  if (transport->operations != NULL && transport->operations->end != NULL && transport->state != NULL)
    transport->operations->end (transport->state);
  g_free (transport);
}

GlsTransport *
gls_transport_new_module (GlsTransportContext *context)
{
  ModuleTransport *transport = g_new0 (ModuleTransport, 1);
  const GlsContract *contract = context->contract;
  gboolean in_order = contract->kind == GLS_PLUGIN_EXPORTER || contract->kind == GLS_PLUGIN_IMPORTER;
  guint n_threads = contract->manifest->parallel && !in_order ? g_get_num_processors () : 1;

  transport->parent = (GlsTransport){
    .context = context,
    .most_jobs = n_threads + 2,
    .most_documents = 64,
    .most_bytes = 256 * 1024,
    .begin = module_begin,
    .submit = module_submit,
    .cancel = module_cancel,
    .free = module_free,
  };
  transport->pool = g_thread_pool_new (run_job, transport, n_threads, FALSE, NULL);
  return &transport->parent;
}
