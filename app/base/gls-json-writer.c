/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes JSON that is the same byte for byte wherever and whenever the same values are written.
 * It knows no file and no encoding but UTF-8; strings given to it are valid UTF-8. */
#include "config.h"

#include <math.h>

#include "gls-json-writer.h"
#include "gls-json.h"
#include "gls-utf8-private.h"

/* Whole numbers below it are written as integers. */
#define MAX_WHOLE 9007199254740992.0

static inline guint64
comma_bit (const GlsJsonWriter *writer)
{
  return (guint64) 1 << ((writer->depth - 1) & 63);
}

/* Before any value: a comma where one is due; values outside of everything stand alone. */
static inline void
begin_value (GlsJsonWriter *writer)
{
  if (writer->depth == 0)
    return;
  if (writer->has_member & comma_bit (writer))
    g_string_append_c (writer->out, ',');
  writer->has_member |= comma_bit (writer);
}

static void
open_level (GlsJsonWriter *writer, char bracket)
{
  g_return_if_fail (writer->depth < GLS_JSON_MAX_DEPTH);

  begin_value (writer);
  g_string_append_c (writer->out, bracket);
  writer->depth++;
  writer->has_member &= ~comma_bit (writer);
}

static void
close_level (GlsJsonWriter *writer, char bracket)
{
  g_return_if_fail (writer->depth > 0);

  writer->depth--;
  g_string_append_c (writer->out, bracket);
}

/**
 * gls_json_writer_init:
 * @writer: lives where the caller has it; nothing is to be freed
 * @out: gets the JSON appended and must outlive the use of @writer
 */
void
gls_json_writer_init (GlsJsonWriter *writer, GString *out)
{
  writer->out = out;
  writer->depth = 0;
  writer->has_member = 0;
}

/** gls_json_writer_begin_object: at most %GLS_JSON_MAX_DEPTH levels are open at once. */
void
gls_json_writer_begin_object (GlsJsonWriter *writer)
{
  open_level (writer, '{');
}

/** gls_json_writer_end_object: */
void
gls_json_writer_end_object (GlsJsonWriter *writer)
{
  close_level (writer, '}');
}

/** gls_json_writer_begin_array: at most %GLS_JSON_MAX_DEPTH levels are open at once. */
void
gls_json_writer_begin_array (GlsJsonWriter *writer)
{
  open_level (writer, '[');
}

/** gls_json_writer_end_array: */
void
gls_json_writer_end_array (GlsJsonWriter *writer)
{
  close_level (writer, ']');
}

/* The first byte from @p that cannot stand as it is, or that begins U+2028 or U+2029. */
static inline const guint8 *
skip_plain (const guint8 *p, const guint8 *end)
{
  for (;;)
    {
      while (end - p >= 8)
        {
          guint64 word = gls_load_word (p);
          guint64 controls = (word - GLS_ONES * 0x20) & ~word & GLS_HIGHS;
          if (controls | gls_word_has (word, '"') | gls_word_has (word, '\\') | gls_word_has (word, 0xe2))
            break;
          p += 8;
        }
      while (p < end && *p >= 0x20 && *p != '"' && *p != '\\' && *p != 0xe2)
        p++;
      if (p == end || *p != 0xe2)
        return p;
      if (end - p >= 3 && p[1] == 0x80 && (p[2] & 0xfe) == 0xa8)
        return p;
      p++; /* “, ”, –, … and the like */
    }
}

static void
append_quoted (GString *out, const guint8 *p, gsize n_bytes)
{
  const guint8 *end = p + n_bytes;

  g_string_append_c (out, '"');
  while (p < end)
    {
      const guint8 *run = p;
      p = skip_plain (p, end);
      if (p > run)
        g_string_append_len (out, (const char *) run, p - run);
      if (p == end)
        break;
      switch (*p)
        {
        case '"':
          g_string_append_len (out, "\\\"", 2);
          break;
        case '\\':
          g_string_append_len (out, "\\\\", 2);
          break;
        case '\b':
          g_string_append_len (out, "\\b", 2);
          break;
        case '\f':
          g_string_append_len (out, "\\f", 2);
          break;
        case '\n':
          g_string_append_len (out, "\\n", 2);
          break;
        case '\r':
          g_string_append_len (out, "\\r", 2);
          break;
        case '\t':
          g_string_append_len (out, "\\t", 2);
          break;
        case 0xe2:
          g_string_append (out, p[2] == 0xa8 ? "\\u2028" : "\\u2029");
          p += 2;
          break;
        default:
          g_string_append_printf (out, "\\u%04x", *p);
        }
      p++;
    }
  g_string_append_c (out, '"');
}

/**
 * gls_json_writer_member:
 * @name: of the member whose value is written next
 */
void
gls_json_writer_member (GlsJsonWriter *writer, const char *name)
{
  g_return_if_fail (writer->depth > 0);

  begin_value (writer);
  append_quoted (writer->out, (const guint8 *) name, strlen (name));
  g_string_append_c (writer->out, ':');
  writer->has_member &= ~comma_bit (writer); /* none before the value */
}

/**
 * gls_json_writer_string:
 * @value: (nullable): %NULL writes null
 */
void
gls_json_writer_string (GlsJsonWriter *writer, const char *value)
{
  if (value)
    gls_json_writer_string_len (writer, value, strlen (value));
  else
    gls_json_writer_null (writer);
}

/**
 * gls_json_writer_string_len:
 * @value: (array length=n_bytes): need not end in a NUL
 */
void
gls_json_writer_string_len (GlsJsonWriter *writer, const char *value, gsize n_bytes)
{
  begin_value (writer);
  append_quoted (writer->out, (const guint8 *) value, n_bytes);
}

static void
append_int (GString *out, gint64 value)
{
  char digits[20];
  char *end = digits + sizeof digits, *p = end;
  guint64 rest = value < 0 ? 0 - (guint64) value : (guint64) value;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, end - p);
}

/** gls_json_writer_int: */
void
gls_json_writer_int (GlsJsonWriter *writer, gint64 value)
{
  begin_value (writer);
  append_int (writer->out, value);
}

/**
 * gls_json_writer_double:
 *
 * The fewest of 15 to 17 digits that read back as the same double, in any locale; null for what JSON has no number for.
 */
void
gls_json_writer_double (GlsJsonWriter *writer, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (writer);
  if (!isfinite (value))
    g_string_append_len (writer->out, "null", 4);
  else if (value == trunc (value) && fabs (value) < MAX_WHOLE)
    append_int (writer->out, (gint64) value);
  else
    {
      for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
        {
          g_ascii_formatd (text, sizeof text, formats[i], value);
          if (g_ascii_strtod (text, NULL) == value)
            break;
        }
      g_string_append (writer->out, text);
    }
}

/** gls_json_writer_boolean: */
void
gls_json_writer_boolean (GlsJsonWriter *writer, gboolean value)
{
  begin_value (writer);
  g_string_append (writer->out, value ? "true" : "false");
}

/** gls_json_writer_null: */
void
gls_json_writer_null (GlsJsonWriter *writer)
{
  begin_value (writer);
  g_string_append_len (writer->out, "null", 4);
}

/**
 * gls_json_writer_raw:
 * @json: one value, canonical already; copied as it is
 */
void
gls_json_writer_raw (GlsJsonWriter *writer, const char *json)
{
  begin_value (writer);
  g_string_append (writer->out, json);
}

/**
 * gls_json_writer_string_member:
 * @value: (nullable): nothing is written for %NULL
 */
void
gls_json_writer_string_member (GlsJsonWriter *writer, const char *name, const char *value)
{
  if (!value)
    return;
  gls_json_writer_member (writer, name);
  gls_json_writer_string (writer, value);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void write_node (GlsJsonWriter *writer, JsonNode *node, gboolean keep_order);

static void
write_object (GlsJsonWriter *writer, JsonObject *object, gboolean keep_order)
{
  g_autoptr (GPtrArray) names = g_ptr_array_sized_new (json_object_get_size (object));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    g_ptr_array_add (names, (gpointer) name);
  if (!keep_order)
    g_ptr_array_sort (names, compare_strings);

  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < names->len; i++)
    {
      gls_json_writer_member (writer, names->pdata[i]);
      write_node (writer, json_object_get_member (object, names->pdata[i]), keep_order);
    }
  gls_json_writer_end_object (writer);
}

static void
write_node (GlsJsonWriter *writer, JsonNode *node, gboolean keep_order)
{
  JsonNodeType type = node ? json_node_get_node_type (node) : JSON_NODE_NULL;

  if (type == JSON_NODE_OBJECT)
    write_object (writer, json_node_get_object (node), keep_order);
  else if (type == JSON_NODE_ARRAY)
    {
      JsonArray *array = json_node_get_array (node);
      guint n = json_array_get_length (array);
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < n; i++)
        write_node (writer, json_array_get_element (array, i), keep_order);
      gls_json_writer_end_array (writer);
    }
  else if (type == JSON_NODE_NULL)
    gls_json_writer_null (writer);
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    gls_json_writer_string (writer, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    gls_json_writer_boolean (writer, json_node_get_boolean (node));
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    gls_json_writer_double (writer, json_node_get_double (node));
  else
    gls_json_writer_int (writer, json_node_get_int (node));
}

/**
 * gls_json_canonical:
 * @node: (nullable): at most %GLS_JSON_MAX_DEPTH deep, as everything is that gls_json_parse() made; %NULL gives null
 * @keep_order: members as they stand, not by name (in the order of their bytes, which is that of code points)
 *
 * Equal values give equal bytes: 330.0 is written as 330, -0.0 as 0, and what is read back and written again is the same.
 *
 * Returns: (transfer full): compact JSON
 */
char *
gls_json_canonical (JsonNode *node, gboolean keep_order)
{
  GString *out = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, out);
  write_node (&writer, node, keep_order);
  return g_string_free (out, FALSE);
}
