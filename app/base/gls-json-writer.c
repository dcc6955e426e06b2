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
/* Digits that every double keeps. */
#define MAX_DIGITS 1e15

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
        gls_string_append (out, run, (gsize) (p - run));
      if (p == end)
        break;
      switch (*p)
        {
        case '"':
          gls_string_append (out, "\\\"", 2);
          break;
        case '\\':
          gls_string_append (out, "\\\\", 2);
          break;
        case '\b':
          gls_string_append (out, "\\b", 2);
          break;
        case '\f':
          gls_string_append (out, "\\f", 2);
          break;
        case '\n':
          gls_string_append (out, "\\n", 2);
          break;
        case '\r':
          gls_string_append (out, "\\r", 2);
          break;
        case '\t':
          gls_string_append (out, "\\t", 2);
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
  gls_string_append (out, p, (gsize) (end - p));
}

/** gls_json_writer_int: */
void
gls_json_writer_int (GlsJsonWriter *writer, gint64 value)
{
  begin_value (writer);
  append_int (writer->out, value);
}

/* 0.93 and the like without printf and reading back. An integer below 10^15 divided by a power of ten is
 * rounded as reading its digits is, so what gives @value back is what %.15g writes. FALSE when there are more decimals. */
static gboolean
append_short_decimal (GString *out, double value)
{
  static const double powers[] = { 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  double size = fabs (value);

  if (size < 1e-4) /* %g changes to an exponent there */
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (powers) && size * powers[i] < MAX_DIGITS; i++)
    {
      double scaled = rint (size * powers[i]);
      if (scaled / powers[i] != size)
        continue;
      guint64 whole = (guint64) scaled, power = (guint64) powers[i], rest = whole % power;
      char digits[8];
      if (value < 0)
        g_string_append_c (out, '-');
      append_int (out, (gint64) (whole / power));
      digits[0] = '.';
      for (guint j = i + 1; j > 0; j--, rest /= 10)
        digits[j] = (char) ('0' + rest % 10);
      gls_string_append (out, digits, i + 2);
      return TRUE;
    }
  return FALSE;
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
    gls_string_append (writer->out, "null", 4);
  else if (value == trunc (value) && fabs (value) < MAX_WHOLE)
    append_int (writer->out, (gint64) value);
  else if (!append_short_decimal (writer->out, value))
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
  gls_string_append (writer->out, "null", 4);
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

/** gls_json_writer_bytes: */
void
gls_json_writer_bytes (GlsJsonWriter *writer, const char *bytes, gsize n_bytes)
{
  gls_string_append (writer->out, bytes, n_bytes);
}

/** gls_json_writer_quoted: */
void
gls_json_writer_quoted (GlsJsonWriter *writer, const char *value)
{
  append_quoted (writer->out, (const guint8 *) value, strlen (value));
}

/** gls_json_writer_number: */
void
gls_json_writer_number (GlsJsonWriter *writer, gint64 value)
{
  append_int (writer->out, value);
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

void
gls_json_writer_int_member (GlsJsonWriter *writer, const char *name, gint64 value)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_int (writer, value);
}

void
gls_json_writer_boolean_member (GlsJsonWriter *writer, const char *name, gboolean value)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_boolean (writer, value);
}

static void write_node (GlsJsonWriter *writer, JsonNode *node, gboolean keep_order);

typedef struct {
  const char *name;
  JsonNode *node;
} Member;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Member *) a)->name, ((const Member *) b)->name);
}

static void
write_sorted (GlsJsonWriter *writer, JsonObject *object)
{
  g_autoptr (GArray) members = g_array_sized_new (FALSE, FALSE, sizeof (Member), json_object_get_size (object));
  JsonObjectIter iter;
  Member member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member.name, &member.node))
    g_array_append_val (members, member);
  g_array_sort (members, compare_members);
  for (guint i = 0; i < members->len; i++)
    {
      member = g_array_index (members, Member, i);
      gls_json_writer_member (writer, member.name);
      write_node (writer, member.node, FALSE);
    }
}

static void
write_object (GlsJsonWriter *writer, JsonObject *object, gboolean keep_order)
{
  JsonObjectIter iter;
  Member member;

  gls_json_writer_begin_object (writer);
  if (!keep_order)
    write_sorted (writer, object);
  else
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &member.name, &member.node))
        {
          gls_json_writer_member (writer, member.name);
          write_node (writer, member.node, TRUE);
        }
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
