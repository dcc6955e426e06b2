/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of GlsPluginHost. They trust nothing a plugin hands in but that its pointers are readable; texts they return live
 * until the call ends. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-date.h>
#include <gls-encoding.h>
#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>
#include <gls-quantity.h>
#include <gls-segment.h>

#include "gls-call.h"

#define MAX_FILE (G_GUINT64_CONSTANT (1) << 30)

static GlsCall *
call_of (const GlsPluginHost *host)
{
  return host->internal;
}

static const char *
lend (GlsCall *call, char *text)
{
  if (text != NULL)
    g_ptr_array_add (call->blocks, text);
  return text;
}

static const char *
lend_copy (GlsCall *call, const char *text)
{
  return gls_arena_strdup (&call->arena, text);
}

/* Keeps the first reason. */
static int
set_outcome (GlsCall *call, int outcome, const char *why)
{
  if (outcome > call->outcome)
    {
      g_free (call->reason);
      call->outcome = outcome;
      call->reason = g_utf8_make_valid (why != NULL ? why : "", -1);
    }
  return outcome;
}

/* @error: by address, as it is set while the other argument is computed. */
static int
take (GlsCall *call, gboolean taken, GError **error)
{
  int status = taken ? GLS_PLUGIN_OK : set_outcome (call, GLS_PLUGIN_FAILED, *error != NULL ? (*error)->message : NULL);

  g_clear_error (error);
  return status;
}

static int
refuse (GlsCall *call)
{
  return set_outcome (call, GLS_PLUGIN_FAILED, _("the plugin gave something that its kind does not give"));
}

static int
emit_annotation (const GlsPluginHost *host, const GlsPluginAnnotation *annotation)
{
  GlsCall *call = call_of (host);
  GError *error = NULL;

  if (call->sink->annotation == NULL)
    return refuse (call);
  return take (call, call->sink->annotation (call->sink_data, annotation, &error), &error);
}

static int
emit_problem (const GlsPluginHost *host, const GlsPluginProblem *problem)
{
  GlsCall *call = call_of (host);
  GError *error = NULL;

  if (call->sink->problem == NULL)
    return refuse (call);
  return take (call, call->sink->problem (call->sink_data, problem, &error), &error);
}

static int
emit_document (const GlsPluginHost *host, const GlsPluginDocument *document)
{
  GlsCall *call = call_of (host);
  g_autoptr (GlsText) text = NULL;
  GError *error = NULL;

  if (call->sink->document == NULL)
    return refuse (call);
  if (document->size < sizeof *document || document->text == NULL)
    return set_outcome (call, GLS_PLUGIN_FAILED, _("document: set size, key, text and n_bytes"));
  text = gls_text_new_from_string (document->text, document->n_bytes, &error);
  if (text == NULL)
    {
      g_prefix_error (&error, "%s: ", document->key != NULL ? document->key : "");
      return take (call, FALSE, &error);
    }
  g_clear_pointer (&call->text, gls_text_unref);
  call->text = gls_text_ref (text);
  return take (call, call->sink->document (call->sink_data, document, text, &error), &error);
}

static int
emit_codebook (const GlsPluginHost *host, const char *json)
{
  GlsCall *call = call_of (host);
  GError *error = NULL;

  if (call->sink->codebook == NULL)
    return refuse (call);
  return take (call, call->sink->codebook (call->sink_data, json, &error), &error);
}

static int
emit_entity (const GlsPluginHost *host, const GlsPluginEntity *entity)
{
  GlsCall *call = call_of (host);
  GError *error = NULL;

  if (call->sink->entity == NULL)
    return refuse (call);
  return take (call, call->sink->entity (call->sink_data, entity, &error), &error);
}

static int
report (const GlsPluginHost *host, const char *sentence)
{
  GlsCall *call = call_of (host);
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  GError *error = NULL;

  if (call->sink->report == NULL)
    return refuse (call);
  return take (call, call->sink->report (call->sink_data, valid, &error), &error);
}

static int
write_bytes (const GlsPluginHost *host, const char *name, const void *data, size_t n_bytes)
{
  GlsCall *call = call_of (host);
  GError *error = NULL;

  if (call->sink->write == NULL)
    return refuse (call);
  if ((name != NULL) != call->manifest->target_folder || (name != NULL && !gls_call_name_is_safe (name)))
    return set_outcome (call, GLS_PLUGIN_FAILED, _("write: give a relative name with Target=folder, and none without"));
  return take (call, call->sink->write (call->sink_data, name, data, n_bytes, &error), &error);
}

gboolean
gls_call_name_is_safe (const char *name)
{
  g_auto (GStrv) parts = NULL;

  if (*name == '\0' || *name == '/' || strlen (name) > 4000 || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  parts = g_strsplit (name, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;
  return TRUE;
}

static const void *
read_file (const GlsPluginHost *host, const char *name, size_t *n_bytes)
{
  GlsCall *call = call_of (host);
  g_autofree char *path = NULL, *why = NULL;
  g_autoptr (GError) error = NULL;
  GMappedFile *mapped = NULL;
  char *data;

  *n_bytes = 0;
  if (call->source_root != NULL && gls_call_name_is_safe (name))
    {
      path = g_build_filename (call->source_root, name, NULL);
      mapped = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_mapped_file_new (path, FALSE, &error) : NULL;
    }
  if (mapped == NULL || g_mapped_file_get_length (mapped) > MAX_FILE)
    {
      why = g_strdup_printf (_("%.200s: the file cannot be read"), name);
      set_outcome (call, GLS_PLUGIN_FAILED, why);
      g_clear_pointer (&mapped, g_mapped_file_unref);
      return NULL;
    }
  /* A copy with a NUL behind: the file may be cut short by others, which a mapping would not survive. */
  *n_bytes = g_mapped_file_get_length (mapped);
  data = g_malloc (*n_bytes + 1);
  if (*n_bytes > 0)
    memcpy (data, g_mapped_file_get_contents (mapped), *n_bytes);
  data[*n_bytes] = '\0';
  g_mapped_file_unref (mapped);
  return lend (call, data);
}

static const char *
decode (const GlsPluginHost *host, const void *data, size_t n_bytes, const char *encoding, size_t *n_decoded)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, n_bytes);
  gsize n = 0;
  char *text = gls_encoding_decode (bytes, encoding, NULL, &n, NULL, NULL);

  *n_decoded = n;
  return lend (call_of (host), text);
}

static void
progress (const GlsPluginHost *host, double fraction)
{
  GlsCall *call = call_of (host);

  if (call->sink->progress != NULL && fraction >= 0 && fraction <= 1)
    call->sink->progress (call->sink_data, fraction);
}

static bool
cancelled (const GlsPluginHost *host)
{
  GlsCall *call = call_of (host);

  return call->cancelled != NULL && g_atomic_int_get (call->cancelled) != 0;
}

static void
log_line (const GlsPluginHost *host, GlsPluginLogLevel level, const char *line)
{
  GlsCall *call = call_of (host);
  g_autofree char *valid = g_utf8_make_valid (line != NULL ? line : "", -1);

  if (call->sink->log != NULL)
    call->sink->log (call->sink_data, level, valid);
}

static int
fail (const GlsPluginHost *host, const char *why)
{
  return set_outcome (call_of (host), GLS_PLUGIN_FAILED, why);
}

static int
skip (const GlsPluginHost *host, const char *why)
{
  return set_outcome (call_of (host), GLS_PLUGIN_SKIPPED, why);
}

static const char *
get_setting (const GlsPluginHost *host, const char *name, guint kinds)
{
  GlsCall *call = call_of (host);
  const GlsSettingDef *def = gls_manifest_find_setting (call->manifest, name);

  return def != NULL && (kinds & (1u << def->kind)) != 0 ? g_hash_table_lookup (call->settings, name) : NULL;
}

static const char *
setting_text (const GlsPluginHost *host, const char *name)
{
  return get_setting (host, name, 1u << GLS_SETTING_TEXT | 1u << GLS_SETTING_CHOICE | 1u << GLS_SETTING_FILE);
}

static int64_t
setting_integer (const GlsPluginHost *host, const char *name)
{
  const char *text = get_setting (host, name, 1u << GLS_SETTING_INTEGER);

  return text != NULL ? (int64_t) g_ascii_strtod (text, NULL) : 0;
}

static double
setting_number (const GlsPluginHost *host, const char *name)
{
  const char *text = get_setting (host, name, 1u << GLS_SETTING_INTEGER | 1u << GLS_SETTING_NUMBER);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

static bool
setting_boolean (const GlsPluginHost *host, const char *name)
{
  return g_strcmp0 (get_setting (host, name, 1u << GLS_SETTING_BOOLEAN), "true") == 0;
}

static GlsPluginArray
setting_list (const GlsPluginHost *host, const char *name)
{
  GlsCall *call = call_of (host);
  const char *text = get_setting (host, name, 1u << GLS_SETTING_LIST);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  const char **list = g_new0 (const char *, g_strv_length (parts) + 1);
  GlsPluginArray array = { list, 0, sizeof *list };

  g_ptr_array_add (call->blocks, list);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      list[array.n++] = lend (call, g_strdup (parts[i]));
  return array;
}

static const char *
data_path (const GlsPluginHost *host, const char *name)
{
  GlsCall *call = call_of (host);
  g_autofree char *path = gls_call_name_is_safe (name) ? g_build_filename (call->manifest->folder, name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? lend (call, g_steal_pointer (&path)) : NULL;
}

static uint32_t
character_of_byte (const GlsPluginHost *host, uint32_t byte)
{
  GlsCall *call = call_of (host);

  return call->text != NULL ? gls_text_char_of_byte (call->text, byte) : 0;
}

static uint32_t
byte_of_character (const GlsPluginHost *host, uint32_t character)
{
  GlsCall *call = call_of (host);

  return call->text != NULL ? (uint32_t) gls_text_byte_of_char (call->text, character) : 0;
}

static uint32_t
from_unit (GlsCall *call, uint32_t offset)
{
  return call->manifest->bytes ? gls_text_char_of_byte (call->text, offset) : offset;
}

static GlsPluginRange
to_unit (GlsCall *call, guint32 start, guint32 end)
{
  if (!call->manifest->bytes)
    return (GlsPluginRange){ start, end };
  return (GlsPluginRange){ (uint32_t) gls_text_byte_of_char (call->text, start), (uint32_t) gls_text_byte_of_char (call->text, end) };
}

static GlsPluginRange
find_segment (const GlsPluginHost *host, uint32_t offset, void (*find) (const GlsText *, guint32, guint32 *, guint32 *))
{
  GlsCall *call = call_of (host);
  guint32 start = 0, end = 0;

  if (call->text == NULL)
    return (GlsPluginRange){ 0, 0 };
  find (call->text, from_unit (call, offset), &start, &end);
  return to_unit (call, start, end);
}

static GlsPluginRange
word_at (const GlsPluginHost *host, uint32_t offset)
{
  return find_segment (host, offset, gls_segment_word_at);
}

static GlsPluginRange
sentence_at (const GlsPluginHost *host, uint32_t offset)
{
  return find_segment (host, offset, gls_segment_sentence_at);
}

static GlsPluginRange
line_at (const GlsPluginHost *host, uint32_t offset)
{
  return find_segment (host, offset, gls_segment_paragraph_at);
}

static GlsPluginRange
snap (const GlsPluginHost *host, GlsPluginRange range)
{
  GlsCall *call = call_of (host);
  guint32 start, end;

  if (call->text == NULL)
    return (GlsPluginRange){ 0, 0 };
  start = from_unit (call, range.start);
  end = from_unit (call, range.end);
  if (start >= end || !gls_segment_snap (call->text, &start, &end))
    return (GlsPluginRange){ 0, 0 };
  return to_unit (call, start, end);
}

static bool
lend_quantity (GlsCall *call, GlsQuantity *found, GlsPluginQuantity *quantity)
{
  if (found == NULL)
    return false;
  quantity->said = lend_copy (call, found->said);
  quantity->low = found->low;
  quantity->high = found->high;
  quantity->modifier = gls_modifier_to_string (found->modifier);
  quantity->measure = lend_copy (call, found->measure);
  quantity->each = found->each;
  gls_quantity_free (found);
  return true;
}

static bool
quantity_of_words (const GlsPluginHost *host, const char *words, GlsPluginQuantity *quantity)
{
  return g_utf8_validate (words, -1, NULL) && lend_quantity (call_of (host), gls_quantity_parse (words), quantity);
}

static bool
quantity_of_json (const GlsPluginHost *host, const char *json, GlsPluginQuantity *quantity)
{
  return json != NULL && lend_quantity (call_of (host), gls_quantity_from_json (json, NULL), quantity);
}

static const char *
json_of_quantity (const GlsPluginHost *host, const GlsPluginQuantity *quantity)
{
  GlsQuantity ours = { .said = (char *) quantity->said, .low = quantity->low, .high = quantity->high,
                       .measure = (char *) quantity->measure, .each = quantity->each };

  if (quantity->modifier == NULL || !gls_modifier_parse (quantity->modifier, &ours.modifier)
      || (ours.said != NULL && !g_utf8_validate (ours.said, -1, NULL))
      || (ours.measure != NULL && !g_utf8_validate (ours.measure, -1, NULL)))
    return NULL;
  return lend (call_of (host), gls_quantity_to_json (&ours));
}

static const char *
date_of_words (const GlsPluginHost *host, const char *words, const char *published)
{
  if (!g_utf8_validate (words, -1, NULL) || (published != NULL && !gls_date_is_valid (published)))
    return NULL;
  return lend (call_of (host), gls_date_resolve (words, published));
}

static bool
date_range (const GlsPluginHost *host, const char *edtf, uint32_t *first, uint32_t *last)
{
  return gls_date_is_valid (edtf) && gls_date_get_range (edtf, first, last);
}

static const char *
json_of_text (const GlsPluginHost *host, const char *text, size_t n_bytes)
{
  GlsCall *call = call_of (host);
  g_autofree char *valid = NULL;
  GlsJsonWriter writer;

  if (n_bytes == (size_t) -1)
    n_bytes = strlen (text);
  g_string_truncate (call->json, 0);
  gls_json_writer_init (&writer, call->json);
  if (!g_utf8_validate_len (text, n_bytes, NULL))
    {
      valid = g_utf8_make_valid (text, n_bytes);
      n_bytes = strlen (valid);
    }
  gls_json_writer_string_len (&writer, valid != NULL ? valid : text, n_bytes);
  return gls_arena_copy (&call->arena, call->json->str, call->json->len);
}

static const char *
text_of_json (const GlsPluginHost *host, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? gls_json_parse (json, -1, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return lend (call_of (host), g_strdup (json_node_get_string (node)));
}

static const GlsPluginHost table = {
  .size = sizeof (GlsPluginHost),
  .api_major = GLS_PLUGIN_API_MAJOR,
  .api_minor = GLS_PLUGIN_API_MINOR,
  .emit_annotation = emit_annotation,
  .emit_problem = emit_problem,
  .emit_document = emit_document,
  .emit_codebook = emit_codebook,
  .emit_entity = emit_entity,
  .report = report,
  .write = write_bytes,
  .read_file = read_file,
  .decode = decode,
  .progress = progress,
  .cancelled = cancelled,
  .log = log_line,
  .fail = fail,
  .skip = skip,
  .setting_text = setting_text,
  .setting_integer = setting_integer,
  .setting_number = setting_number,
  .setting_boolean = setting_boolean,
  .setting_list = setting_list,
  .data_path = data_path,
  .character_of_byte = character_of_byte,
  .byte_of_character = byte_of_character,
  .word_at = word_at,
  .sentence_at = sentence_at,
  .line_at = line_at,
  .snap = snap,
  .quantity_of_words = quantity_of_words,
  .quantity_of_json = quantity_of_json,
  .json_of_quantity = json_of_quantity,
  .date_of_words = date_of_words,
  .date_range = date_range,
  .json_of_text = json_of_text,
  .text_of_json = text_of_json,
};

void
gls_call_init (GlsCall *call, GlsManifest *manifest, GHashTable *settings, const GlsSink *sink, gpointer sink_data, GlsText *text,
               const int *cancelled_flag)
{
  *call = (GlsCall){
    .host = table,
    .manifest = manifest,
    .settings = settings,
    .sink = sink,
    .sink_data = sink_data,
    .text = text != NULL ? gls_text_ref (text) : NULL,
    .cancelled = cancelled_flag,
    .blocks = g_ptr_array_new_with_free_func (g_free),
    .json = g_string_new (NULL),
  };
  call->host.internal = call;
}

int
gls_call_settle (GlsCall *call, int status)
{
  if (status < GLS_PLUGIN_OK || status > GLS_PLUGIN_FAILED)
    set_outcome (call, GLS_PLUGIN_FAILED, _("the plugin returned a number that means nothing"));
  else if (status != GLS_PLUGIN_OK)
    set_outcome (call, status, _("the plugin gave no reason"));
  return call->outcome;
}

void
gls_call_clear (GlsCall *call)
{
  g_clear_pointer (&call->text, gls_text_unref);
  g_ptr_array_unref (call->blocks);
  gls_arena_clear (&call->arena);
  g_string_free (call->json, TRUE);
  g_free (call->reason);
}
