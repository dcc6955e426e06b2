/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss-plugin-runner FOLDER: loads the C module of a plugin and speaks the process protocol for it, so that it can crash without
 * harm. It knows no project; what it says is checked again by whoever started it. */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-module.h"
#include "gls-wire.h"

#define READ_SIZE (1024 * 1024)

typedef struct {
  GlsManifest               *manifest;
  GlsContract               *contract;
  const GlsPluginOperations *operations;
  void                      *state;
  int                        output;     /* where messages go; standard output itself belongs to the plugin's slips */
  GString                   *out;        /* the message being written */
  GlsJsonWriter              writer;
  GlsCollector              *collector;  /* checks what the plugin gives, so that it learns at once */
  GString                   *records;    /* annotations or problems of the answer */
  GString                   *document;   /* importers: the document that is open, without its end */
  gboolean                   has_annotations;
} Runner;

static void
flush (Runner *runner)
{
  const char *data = runner->out->str;
  gsize left = runner->out->len;

  while (left > 0)
    {
      gssize n = write (runner->output, data, left);

      if (n < 0 && errno == EINTR)
        continue;
      /* Nobody listens any more. */
      if (n < 0)
        _exit (0);
      data += n;
      left -= n;
    }
  g_string_truncate (runner->out, 0);
}

static GlsJsonWriter *
begin_notification (Runner *runner, const char *method)
{
  gls_json_writer_init (&runner->writer, runner->out);
  gls_wire_begin_request (&runner->writer, 0, method);
  return &runner->writer;
}

static void
end_notification (Runner *runner)
{
  gls_wire_end_request (&runner->writer);
  flush (runner);
}

static GlsJsonWriter *
begin_answer (Runner *runner, gint64 id, const char *member)
{
  gls_json_writer_init (&runner->writer, runner->out);
  gls_json_writer_begin_object (&runner->writer);
  gls_json_writer_string_member (&runner->writer, "jsonrpc", "2.0");
  gls_json_writer_int_member (&runner->writer, "id", id);
  gls_json_writer_member (&runner->writer, member);
  gls_json_writer_begin_object (&runner->writer);
  return &runner->writer;
}

static void
end_answer (Runner *runner)
{
  gls_json_writer_end_object (&runner->writer);
  gls_json_writer_end_object (&runner->writer);
  g_string_append_c (runner->out, '\n');
  flush (runner);
}

static void
answer_error (Runner *runner, gint64 id, const char *message)
{
  GlsJsonWriter *writer = begin_answer (runner, id, "error");

  gls_json_writer_int_member (writer, "code", -32000);
  gls_json_writer_string_member (writer, "message", message != NULL ? message : "");
  end_answer (runner);
}

static void
separate (GString *records)
{
  if (records->len > 0)
    g_string_append_c (records, ',');
}

static gboolean
take_annotation (gpointer data, const GlsPluginAnnotation *annotation, GError **error)
{
  Runner *runner = data;
  GlsJsonWriter writer;

  if (runner->contract->kind == GLS_PLUGIN_IMPORTER)
    {
      if (runner->document == NULL)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "annotation: %s", _("emit its document first"));
          return FALSE;
        }
      g_string_append (runner->document, runner->has_annotations ? "," : ",\"annotations\":[");
      runner->has_annotations = TRUE;
      gls_json_writer_init (&writer, runner->document);
    }
  else
    {
      if (!gls_collector_add_annotation (runner->collector, annotation, error))
        return FALSE;
      separate (runner->records);
      gls_json_writer_init (&writer, runner->records);
    }
  gls_wire_write_annotation (&writer, annotation);
  return TRUE;
}

static gboolean
take_problem (gpointer data, const GlsPluginProblem *problem, GError **error)
{
  Runner *runner = data;
  GlsJsonWriter writer;

  if (!gls_collector_add_problem (runner->collector, problem, error))
    return FALSE;
  separate (runner->records);
  gls_json_writer_init (&writer, runner->records);
  gls_wire_write_problem (&writer, problem);
  return TRUE;
}

/* An importer's document goes when the next one begins, or at the end: its annotations come after it. */
static void
send_document (Runner *runner)
{
  if (runner->document == NULL)
    return;
  g_string_append (runner->document, runner->has_annotations ? "]}" : "}");
  begin_notification (runner, "document");
  gls_json_writer_member (&runner->writer, "document");
  gls_json_writer_raw (&runner->writer, runner->document->str);
  end_notification (runner);
  g_string_free (g_steal_pointer (&runner->document), TRUE);
}

static gboolean
take_document (gpointer data, const GlsPluginDocument *document, GlsText *text, GError **error)
{
  Runner *runner = data;
  GlsPluginDocument bare = *document;
  GlsJsonWriter writer;

  send_document (runner);
  bare.annotations = (GlsPluginArray){ NULL, 0, 0 };
  bare.text = gls_text_get_data (text, &bare.n_bytes);
  runner->document = g_string_new (NULL);
  runner->has_annotations = FALSE;
  gls_json_writer_init (&writer, runner->document);
  gls_wire_write_document (&writer, &bare);
  /* Open again for its annotations. */
  g_string_truncate (runner->document, runner->document->len - 1);
  return TRUE;
}

static gboolean
take_codebook (gpointer data, const char *json, GError **error)
{
  Runner *runner = data;

  if (json == NULL || !gls_json_scan (json, strlen (json), error))
    return FALSE;
  begin_notification (runner, "codebook");
  gls_json_writer_member (&runner->writer, "codebook");
  gls_json_writer_raw (&runner->writer, json);
  end_notification (runner);
  return TRUE;
}

/* The members of an entity are the notification's parameters. */
static gboolean
take_entity (gpointer data, const GlsPluginEntity *entity, GError **error)
{
  Runner *runner = data;

  gls_json_writer_init (&runner->writer, runner->out);
  gls_json_writer_begin_object (&runner->writer);
  gls_json_writer_string_member (&runner->writer, "jsonrpc", "2.0");
  gls_json_writer_string_member (&runner->writer, "method", "entity");
  gls_json_writer_member (&runner->writer, "params");
  gls_wire_write_entity (&runner->writer, entity);
  gls_json_writer_end_object (&runner->writer);
  g_string_append_c (runner->out, '\n');
  flush (runner);
  return TRUE;
}

static gboolean
take_report (gpointer data, const char *sentence, GError **error)
{
  Runner *runner = data;

  gls_json_writer_string_member (begin_notification (runner, "report"), "sentence", sentence);
  end_notification (runner);
  return TRUE;
}

static gboolean
take_bytes (gpointer data, const char *name, const void *bytes, gsize n_bytes, GError **error)
{
  Runner *runner = data;
  GlsJsonWriter *writer = begin_notification (runner, "write");

  gls_json_writer_string_member (writer, "name", name);
  if (g_utf8_validate_len (bytes, n_bytes, NULL) && memchr (bytes, '\0', n_bytes) == NULL)
    {
      gls_json_writer_member (writer, "text");
      gls_json_writer_string_len (writer, bytes, n_bytes);
    }
  else
    {
      g_autofree char *base64 = g_base64_encode (bytes, n_bytes);

      gls_json_writer_string_member (writer, "base64", base64);
    }
  end_notification (runner);
  return TRUE;
}

static void
take_progress (gpointer data, double fraction)
{
  static gint64 next;
  gint64 now = g_get_monotonic_time ();
  Runner *runner = data;

  if (now < next)
    return;
  next = now + 50000;
  gls_json_writer_member (begin_notification (runner, "progress"), "fraction");
  gls_json_writer_double (&runner->writer, fraction);
  end_notification (runner);
}

static void
take_line (gpointer data, GlsPluginLogLevel level, const char *line)
{
  static const char * const levels[] = { "debug", "info", "complaint" };
  Runner *runner = data;
  GlsJsonWriter *writer = begin_notification (runner, "log");

  gls_json_writer_string_member (writer, "level", (guint) level < G_N_ELEMENTS (levels) ? levels[level] : "info");
  gls_json_writer_string_member (writer, "line", line);
  end_notification (runner);
}

static const GlsSink sinks[] = {
  [0] = { .log = take_line },
  [GLS_PLUGIN_EXTRACTOR] = { .annotation = take_annotation, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_VALIDATOR] = { .problem = take_problem, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_IMPORTER] = { .annotation = take_annotation, .document = take_document, .codebook = take_codebook,
                            .entity = take_entity, .report = take_report, .progress = take_progress, .log = take_line },
  [GLS_PLUGIN_EXPORTER] = { .report = take_report, .write = take_bytes, .progress = take_progress, .log = take_line },
};

static void
init_call (Runner *runner, GlsCall *call, const GlsSink *sink, GlsText *text)
{
  gls_call_init (call, runner->manifest, runner->contract->settings, sink, runner, text, NULL);
}

/* A typed setting as the text that the host functions read. */
static char *
setting_text (JsonNode *node)
{
  g_autoptr (GString) list = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return gls_json_canonical (node, TRUE);
  list = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_string_append_printf (list, "%s;", json_array_get_string_element (json_node_get_array (node), i));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static GHashTable *
read_settings (JsonObject *params)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *object = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!gls_json_get_object (params, "", "settings", FALSE, &object, NULL) || object == NULL)
    return settings;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node))
      g_hash_table_insert (settings, g_strdup (name), setting_text (node));
  return settings;
}

static GPtrArray *
read_entities (JsonObject *params)
{
  GPtrArray *entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = NULL;

  if (!gls_json_get_array (params, "", "entities", FALSE, &array, NULL))
    return entities;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      GlsPluginEntity info;
      GlsEntity *entity;

      if (!gls_wire_read_entity (json_array_get_object_element (array, i), blocks, &info, NULL))
        continue;
      entity = gls_entity_new (info.kind, info.name);
      gls_id_parse (info.id, &entity->id);
      for (gsize j = 0; j < info.aliases.n; j++)
        {
          GlsAlias *alias = g_new0 (GlsAlias, 1);

          alias->name = g_strdup (*GLS_PLUGIN_AT (char *, info.aliases, j));
          g_ptr_array_add (entity->aliases, alias);
        }
      for (gsize j = 0; j < info.external_ids.n; j++)
        {
          const GlsPluginExternalId *id = GLS_PLUGIN_AT (GlsPluginExternalId, info.external_ids, j);
          GlsExternalId *external = g_new0 (GlsExternalId, 1);

          external->scheme = g_strdup (id->scheme);
          external->value = g_strdup (id->value);
          g_ptr_array_add (entity->external_ids, external);
        }
      g_ptr_array_add (entities, entity);
    }
  return entities;
}

static gboolean
make_contract (Runner *runner, JsonObject *params, GError **error)
{
  g_autoptr (GHashTable) settings = read_settings (params);
  g_autoptr (GPtrArray) entities = read_entities (params);
  g_autoptr (GlsCodebook) codebook = NULL;
  const char *kind_name = NULL, *language = NULL, *set = NULL, *target = NULL;
  JsonObject *codebook_object = NULL;
  gint64 n_documents = 0;
  GlsPluginKind kind;

  if (!gls_json_get_string (params, "", "kind", TRUE, &kind_name, error)
      || !gls_json_get_string (params, "", "language", FALSE, &language, error)
      || !gls_json_get_string (params, "", "set", FALSE, &set, error)
      || !gls_json_get_string (params, "", "target", FALSE, &target, error)
      || !gls_json_get_int (params, "", "documents", FALSE, 0, G_MAXINT64, &n_documents, error)
      || !gls_json_get_object (params, "", "codebook", TRUE, &codebook_object, error))
    return FALSE;
  if (!gls_plugin_kind_parse (kind_name, &kind))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "kind: %s", kind_name);
      return FALSE;
    }
  codebook = gls_codebook_from_json (codebook_object, NULL, error);
  if (codebook == NULL)
    return FALSE;
  runner->contract = gls_contract_new (runner->manifest, kind, codebook, settings, NULL, entities);
  g_free (runner->contract->language);
  runner->contract->language = g_strdup (language);
  runner->contract->set = g_strdup (set);
  runner->contract->target = g_strdup (target);
  runner->contract->n_documents = n_documents;
  return TRUE;
}

static gboolean
initialize (Runner *runner, JsonObject *params, GError **error)
{
  GlsModule *module;
  GlsCall call;
  int status = GLS_PLUGIN_OK;

  if (!make_contract (runner, params, error))
    return FALSE;
  module = gls_module_load (runner->manifest, error);
  runner->operations = module != NULL ? gls_module_get_operations (module, runner->contract->kind, error) : NULL;
  if (runner->operations == NULL)
    return FALSE;
  init_call (runner, &call, &sinks[0], NULL);
  if (runner->operations->begin != NULL)
    status = runner->operations->begin (&call.host, gls_contract_get_run (runner->contract), &runner->state);
  status = gls_call_settle (&call, status);
  if (status != GLS_PLUGIN_OK)
    g_set_error_literal (error, GLS_ERROR, GLS_ERROR_FAILED, call.reason != NULL ? call.reason : "");
  gls_call_clear (&call);
  return status == GLS_PLUGIN_OK;
}

/* What a call gave, or why it gave nothing. */
static void
answer_call (Runner *runner, gint64 id, GlsCall *call, int status)
{
  int outcome = gls_call_settle (call, status);
  GlsJsonWriter *writer;

  if (outcome == GLS_PLUGIN_FAILED)
    {
      answer_error (runner, id, call->reason);
      return;
    }
  writer = begin_answer (runner, id, "result");
  if (outcome == GLS_PLUGIN_SKIPPED)
    gls_json_writer_string_member (writer, "skipped", call->reason);
  else if (runner->records != NULL && runner->records->len > 0)
    {
      gls_json_writer_member (writer, runner->contract->kind == GLS_PLUGIN_VALIDATOR ? "problems" : "annotations");
      g_string_prepend_c (runner->records, '[');
      g_string_append_c (runner->records, ']');
      gls_json_writer_raw (writer, runner->records->str);
    }
  end_answer (runner);
}

static void
run_document (Runner *runner, gint64 id, JsonObject *params)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsDocument) document = NULL;
  JsonObject *object = NULL;
  GlsPluginDocument info;
  GlsCall call;
  int status;

  if (!gls_json_get_object (params, "", "document", TRUE, &object, &error)
      || !gls_wire_read_document (object, blocks, &info, &error)
      || (text = gls_text_new_from_string (info.text, info.n_bytes, &error)) == NULL)
    {
      answer_error (runner, id, error->message);
      return;
    }
  info.n_characters = gls_text_get_length (text);
  info.text = gls_text_get_data (text, &info.n_bytes);
  /* Its id is given: hashing the text again would cost more than everything else. */
  document = gls_document_new (NULL);
  document->text = gls_text_ref (text);
  if (info.id != NULL)
    gls_id_parse (info.id, &document->id);
  for (gsize i = 0; i < info.annotations.n; i++)
    {
      GlsAnnotation *given = gls_annotation_new ();

      gls_id_parse (GLS_PLUGIN_AT (GlsPluginAnnotation, info.annotations, i)->key, &given->id);
      g_ptr_array_add (document->annotations, given);
    }
  runner->collector = gls_collector_new (runner->contract, document);
  init_call (runner, &call, &sinks[runner->contract->kind], text);
  status = runner->operations->document (runner->state, &call.host, &info);
  answer_call (runner, id, &call, status);
  gls_call_clear (&call);
  gls_result_free (gls_collector_finish (g_steal_pointer (&runner->collector), GLS_RESULT_DONE, NULL));
}

static void
run_finish (Runner *runner, gint64 id)
{
  GlsCall call;
  int status = GLS_PLUGIN_OK;

  runner->collector = gls_collector_new (runner->contract, NULL);
  init_call (runner, &call, &sinks[runner->contract->kind], NULL);
  if (runner->operations->finish != NULL)
    status = runner->operations->finish (runner->state, &call.host);
  answer_call (runner, id, &call, status);
  gls_call_clear (&call);
  gls_result_free (gls_collector_finish (g_steal_pointer (&runner->collector), GLS_RESULT_DONE, NULL));
}

static void
run_import (Runner *runner, gint64 id, JsonObject *params)
{
  g_autoptr (GError) error = NULL;
  GlsPluginSource source = { .size = sizeof source };
  g_autofree GlsPluginFile *list = NULL;
  const char *folder = NULL;
  JsonArray *files = NULL;
  GlsCall call;
  int status;

  if (!gls_json_get_string (params, "", "name", TRUE, &source.name, &error)
      || !gls_json_get_string (params, "", "folder", TRUE, &folder, &error)
      || !gls_json_get_string (params, "", "encoding", FALSE, &source.encoding, &error)
      || !gls_json_get_array (params, "", "files", TRUE, &files, &error))
    {
      answer_error (runner, id, error->message);
      return;
    }
  list = g_new0 (GlsPluginFile, json_array_get_length (files) + 1);
  source.files = (GlsPluginArray){ list, json_array_get_length (files), sizeof *list };
  for (gsize i = 0; i < source.files.n; i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);

      list[i] = (GlsPluginFile){ json_object_get_string_member (file, "name"), json_object_get_int_member (file, "bytes") };
    }
  init_call (runner, &call, &sinks[runner->contract->kind], NULL);
  call.source_root = folder;
  status = runner->operations->import (runner->state, &call.host, &source);
  send_document (runner);
  answer_call (runner, id, &call, status);
  gls_call_clear (&call);
}

/* FALSE: that was the last. */
static gboolean
take_line_of_input (Runner *runner, const char *line, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gls_json_parse (line, n_bytes, &error);
  JsonObject *message = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *params = NULL;
  const char *method = NULL;
  gint64 id = 0;

  if (message == NULL || !gls_json_get_string (message, "", "method", TRUE, &method, &error)
      || !gls_json_get_int (message, "", "id", FALSE, 0, G_MAXINT64, &id, &error)
      || !gls_json_get_object (message, "", "params", TRUE, &params, &error))
    {
      g_printerr ("gloss-plugin-runner: %s\n", error != NULL ? error->message : "no message");
      return FALSE;
    }
  if (g_str_equal (method, "shutdown"))
    return FALSE;
  runner->records = g_string_new (NULL);
  if (g_str_equal (method, "initialize") && runner->contract == NULL)
    {
      if (!initialize (runner, params, &error))
        answer_error (runner, id, error->message);
      else
        {
          begin_answer (runner, id, "result");
          end_answer (runner);
        }
    }
  else if (runner->operations == NULL)
    answer_error (runner, id, "initialize comes first");
  else if (g_str_equal (method, "document"))
    run_document (runner, id, params);
  else if (g_str_equal (method, "finish"))
    run_finish (runner, id);
  else if (g_str_equal (method, "import") && runner->contract->kind == GLS_PLUGIN_IMPORTER)
    run_import (runner, id, params);
  else if (id != 0)
    answer_error (runner, id, "there is no such method");
  g_string_free (g_steal_pointer (&runner->records), TRUE);
  return TRUE;
}

/* Straight into the buffer: texts are large, and each copy of them costs as much as looking through it. */
static void
read_lines (Runner *runner)
{
  g_autoptr (GByteArray) buffer = g_byte_array_sized_new (2 * READ_SIZE);
  gboolean more = TRUE;

  while (more)
    {
      gsize from = buffer->len, done = 0;
      const char *data, *end;
      gssize n;

      g_byte_array_set_size (buffer, from + READ_SIZE);
      n = read (STDIN_FILENO, buffer->data + from, READ_SIZE);
      g_byte_array_set_size (buffer, from + MAX (n, 0));
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      data = (const char *) buffer->data;
      while (more && (end = memchr (data + from, '\n', buffer->len - from)) != NULL)
        {
          gsize length = end - (data + done);

          more = take_line_of_input (runner, data + done, length);
          done += length + 1;
          from = done;
        }
      if (done > 0)
        g_byte_array_remove_range (buffer, 0, done);
    }
}

int
main (int argc, char **argv)
{
  Runner runner = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, GLS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc != 2)
    {
      g_printerr ("gloss-plugin-runner FOLDER\n");
      return 2;
    }
  runner.manifest = gls_manifest_load (argv[1], GLS_ORIGIN_FOLDER, &error);
  if (runner.manifest == NULL || runner.manifest->module == NULL)
    {
      g_printerr ("gloss-plugin-runner: %s\n", error != NULL ? error->message : argv[1]);
      return 3;
    }
  /* What a plugin prints by mistake must not stand between the messages. */
  runner.output = dup (STDOUT_FILENO);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  runner.out = g_string_new (NULL);
  read_lines (&runner);
  if (runner.operations != NULL && runner.operations->end != NULL && runner.state != NULL)
    runner.operations->end (runner.state);
  g_clear_pointer (&runner.contract, gls_contract_unref);
  gls_manifest_unref (runner.manifest);
  g_string_free (runner.out, TRUE);
  return 0;
}
