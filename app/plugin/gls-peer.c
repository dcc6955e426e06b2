/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host's end of the process protocol. Every byte comes from a stranger: lines are bounded, JSON is scanned before it is built,
 * records are checked as a module's are. It starts and ends no process. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-call.h"
#include "gls-peer.h"
#include "gls-wire.h"

#define READ_SIZE (256 * 1024)
#define MAX_NOTIFICATIONS 1000000
#define MAX_SILENCE (G_GUINT64_CONSTANT (256) * 1024 * 1024)  /* bytes without an answer, but from importers and exporters */

struct _GlsPeer {
  GlsTransportContext *context;
  GString    *buffer;
  guint       n_notifications;  /* since the last answer */
  guint64     n_bytes;
  GlsHarvest *harvest;          /* importers, between notifications */
  char       *failure;          /* what was wrong with one of them */
};

GlsPeer *
gls_peer_new (GlsTransportContext *context)
{
  GlsPeer *peer = g_new0 (GlsPeer, 1);

  peer->context = context;
  peer->buffer = g_string_new (NULL);
  return peer;
}

void
gls_peer_free (GlsPeer *peer)
{
  if (peer == NULL)
    return;
  g_string_free (peer->buffer, TRUE);
  if (peer->harvest != NULL)
    gls_imported_free (gls_harvest_finish (peer->harvest));
  g_free (peer->failure);
  g_free (peer);
}

static char *
refuse (const char *why)
{
  return g_strdup_printf (_("it wrote what is no message of the protocol: %s"), why);
}

/* "error":{"code":…,"message":…} */
static gboolean
read_error (JsonObject *object, GlsMessage *message, GError **error)
{
  JsonObject *given = NULL;

  if (!gls_json_get_object (object, "", "error", FALSE, &given, error))
    return FALSE;
  return given == NULL || gls_json_get_string (given, "error", "message", TRUE, &message->error, error);
}

static gboolean
read_message (JsonObject *object, GlsMessage *message, GError **error)
{
  const char *version = NULL;
  gint64 id = 0;

  if (!gls_json_get_string (object, "", "jsonrpc", TRUE, &version, error)
      || !gls_json_get_string (object, "", "method", FALSE, &message->method, error)
      || !gls_json_get_int (object, "", "id", message->method == NULL, 0, G_MAXINT64, &id, error)
      || !gls_json_get_object (object, "", message->method != NULL ? "params" : "result", FALSE, &message->content, error)
      || !read_error (object, message, error))
    return FALSE;
  message->id = id;
  if (g_str_equal (version, "2.0"))
    return TRUE;
  g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, "jsonrpc");
  return FALSE;
}

static char *
take_line (GlsPeer *peer, const char *line, gsize n_bytes, GlsPeerFunc take, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  GlsMessage message = { 0 };

  if (n_bytes > 0 && line[n_bytes - 1] == '\r')
    n_bytes--;
  if (n_bytes == 0)
    return NULL;
  node = gls_json_parse (line, n_bytes, &error);
  if (node == NULL)
    return refuse (error->message);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (_("it is missing"));
  if (!read_message (json_node_get_object (node), &message, &error))
    return refuse (error->message);
  return take (data, &message);
}

char *
gls_peer_feed (GlsPeer *peer, const char *bytes, gsize n_bytes, GlsPeerFunc take, gpointer data)
{
  GlsPluginKind kind = peer->context->contract->kind;
  gboolean endless = kind == GLS_PLUGIN_IMPORTER || kind == GLS_PLUGIN_EXPORTER || peer->context->contract->no_limits;
  gsize done = 0, from = peer->buffer->len;
  const char *end;
  char *why = NULL;

  peer->n_bytes += n_bytes;
  g_string_append_len (peer->buffer, bytes, n_bytes);
  while (why == NULL && (end = memchr (peer->buffer->str + from, '\n', peer->buffer->len - from)) != NULL)
    {
      gsize length = end - (peer->buffer->str + done);

      why = take_line (peer, peer->buffer->str + done, length, take, data);
      done += length + 1;
      from = done;
    }
  if (done > 0)
    g_string_erase (peer->buffer, 0, done);
  if (why == NULL && peer->buffer->len > GLS_WIRE_MAX_LINE)
    why = g_strdup (_("it wrote a line of more than 64 MiB"));
  if (why == NULL && peer->n_bytes > MAX_SILENCE && !endless)
    why = g_strdup (_("it wrote more than 256 MiB without an answer"));
  return why;
}

char *
gls_peer_read (GlsPeer *peer, int fd, GlsPeerFunc take, gpointer data)
{
  g_autofree char *bytes = g_malloc (READ_SIZE);
  gssize n = read (fd, bytes, READ_SIZE);

  if (n > 0)
    return gls_peer_feed (peer, bytes, n, take, data);
  return n < 0 && (errno == EAGAIN || errno == EINTR) ? NULL : g_strdup ("");
}

static void
keep_failure (GlsPeer *peer, const GError *error)
{
  if (peer->failure == NULL)
    peer->failure = g_strdup (error->message);
}

static GlsHarvest *
need_harvest (GlsPeer *peer)
{
  if (peer->harvest == NULL)
    peer->harvest = gls_harvest_new (peer->context->contract);
  return peer->harvest;
}

/* A whole document with its annotations. */
static gboolean
take_document (GlsPeer *peer, JsonObject *content, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  JsonObject *object = NULL;
  GlsPluginDocument document;

  if (content == NULL || !gls_json_get_object (content, "", "document", TRUE, &object, error)
      || !gls_wire_read_document (object, blocks, &document, error)
      || !gls_harvest_add_document (need_harvest (peer), &document, error))
    return FALSE;
  for (gsize i = 0; i < document.annotations.n; i++)
    if (!gls_harvest_add_annotation (peer->harvest, GLS_PLUGIN_AT (GlsPluginAnnotation, document.annotations, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_codebook (GlsPeer *peer, JsonObject *content, GError **error)
{
  g_autofree char *json = NULL;
  JsonObject *codebook = NULL;

  if (content == NULL || !gls_json_get_object (content, "", "codebook", TRUE, &codebook, error))
    return FALSE;
  json = gls_json_canonical (json_object_get_member (content, "codebook"), TRUE);
  return gls_harvest_add_codebook (need_harvest (peer), json, error);
}

static gboolean
take_entity (GlsPeer *peer, JsonObject *content, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  GlsPluginEntity entity;

  return content != NULL && gls_wire_read_entity (content, blocks, &entity, error)
         && gls_harvest_add_entity (need_harvest (peer), &entity, error);
}

static gboolean
take_write (GlsPeer *peer, JsonObject *content, GError **error)
{
  const char *name = NULL, *text = NULL, *base64 = NULL;
  g_autofree guchar *bytes = NULL;
  gsize n;

  if (content == NULL || !gls_json_get_string (content, "", "name", FALSE, &name, error)
      || !gls_json_get_string (content, "", "text", FALSE, &text, error)
      || !gls_json_get_string (content, "", "base64", text == NULL, &base64, error))
    return FALSE;
  if ((name != NULL) != peer->context->contract->manifest->target_folder || (name != NULL && !gls_call_name_is_safe (name)))
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, _("write: give a relative name with Target=folder, and none without"));
      return FALSE;
    }
  if (text != NULL)
    return gls_output_write (peer->context->output, name, text, strlen (text), error);
  bytes = g_base64_decode (base64, &n);
  return gls_output_write (peer->context->output, name, bytes, n, error);
}

static void
take_line_of_log (GlsPeer *peer, JsonObject *content, const char *member)
{
  const char *line = NULL;

  if (content == NULL || !gls_json_get_string (content, "", member, TRUE, &line, NULL))
    return;
  if (peer->context->contract->kind == GLS_PLUGIN_IMPORTER && g_str_equal (member, "sentence"))
    gls_harvest_add_report (need_harvest (peer), line);
  else
    gls_transport_log (peer->context, line);
}

char *
gls_peer_take_notification (GlsPeer *peer, const GlsMessage *message)
{
  GlsPluginKind kind = peer->context->contract->kind;
  g_autoptr (GError) error = NULL;
  double fraction = 0;
  gboolean ok = TRUE;

  if (++peer->n_notifications > MAX_NOTIFICATIONS && !peer->context->contract->no_limits)
    return g_strdup (_("it wrote a million messages without an answer"));
  if (g_str_equal (message->method, "progress") && message->content != NULL)
    {
      if (gls_json_get_double (message->content, "", "fraction", TRUE, &fraction, NULL) && fraction >= 0 && fraction <= 1)
        g_atomic_int_set (&peer->context->permille, (int) (fraction * 1000));
    }
  else if (g_str_equal (message->method, "log"))
    take_line_of_log (peer, message->content, "line");
  else if (g_str_equal (message->method, "report"))
    take_line_of_log (peer, message->content, "sentence");
  else if (kind == GLS_PLUGIN_IMPORTER && g_str_equal (message->method, "document"))
    ok = take_document (peer, message->content, &error);
  else if (kind == GLS_PLUGIN_IMPORTER && g_str_equal (message->method, "codebook"))
    ok = take_codebook (peer, message->content, &error);
  else if (kind == GLS_PLUGIN_IMPORTER && g_str_equal (message->method, "entity"))
    ok = take_entity (peer, message->content, &error);
  else if (kind == GLS_PLUGIN_EXPORTER && g_str_equal (message->method, "write"))
    ok = take_write (peer, message->content, &error);
  else
    return refuse (message->method);
  if (!ok && error == NULL)
    return refuse (message->method);
  if (!ok)
    keep_failure (peer, error);
  return NULL;
}

static gboolean
add_records (GlsCollector *collector, JsonObject *content, gboolean problems, GError **error)
{
  const char *member = problems ? "problems" : "annotations";
  JsonArray *array = NULL;
  guint n;

  if (!gls_json_get_array (content, "", member, FALSE, &array, error))
    return FALSE;
  n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
      JsonObject *object = NULL;
      GlsPluginAnnotation annotation;
      GlsPluginProblem problem;
      gboolean ok = gls_json_array_get_object (array, i, member, &object, error);

      if (ok && problems)
        ok = gls_wire_read_problem (object, blocks, &problem, error) && gls_collector_add_problem (collector, &problem, error);
      else if (ok)
        ok = gls_wire_read_annotation (object, blocks, &annotation, error)
             && gls_collector_add_annotation (collector, &annotation, error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static GlsResult *
make_result (GlsPeer *peer, const GlsMessage *message, GlsDocument *document)
{
  GlsCollector *collector = gls_collector_new (peer->context->contract, document);
  g_autoptr (GError) error = NULL;
  const char *skipped = NULL;

  if (peer->failure != NULL)
    return gls_collector_finish (collector, GLS_RESULT_FAILED, peer->failure);
  if (message->error != NULL)
    return gls_collector_finish (collector, GLS_RESULT_FAILED, message->error);
  if (message->content == NULL)
    return gls_collector_finish (collector, GLS_RESULT_DONE, NULL);
  if (!gls_json_get_string (message->content, "", "skipped", FALSE, &skipped, &error)
      || !add_records (collector, message->content, FALSE, &error) || !add_records (collector, message->content, TRUE, &error))
    return gls_collector_finish (collector, GLS_RESULT_FAILED, error->message);
  return gls_collector_finish (collector, skipped != NULL ? GLS_RESULT_SKIPPED : GLS_RESULT_DONE, skipped);
}

static void
finish_import (GlsPeer *peer, const GlsMessage *message, GlsJob *job)
{
  const char *why = peer->failure != NULL ? peer->failure : message->error;

  job->imported = gls_harvest_finish (need_harvest (peer));
  peer->harvest = NULL;
  if (why == NULL)
    return;
  g_clear_pointer (&job->imported, gls_imported_free);
  job->error = g_error_new_literal (GLS_ERROR, GLS_ERROR_INVALID, why);
}

void
gls_peer_take_answer (GlsPeer *peer, const GlsMessage *message, GlsJob *job)
{
  if (job->kind == GLS_JOB_IMPORT)
    finish_import (peer, message, job);
  else
    g_ptr_array_add (job->results, make_result (peer, message, job->kind == GLS_JOB_DOCUMENTS ? job->documents->pdata[0] : NULL));
  g_clear_pointer (&peer->failure, g_free);
  peer->n_notifications = 0;
  peer->n_bytes = 0;
}
