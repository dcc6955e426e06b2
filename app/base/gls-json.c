/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of RFC 8259 for input from strangers, which only checks or also builds a tree.
 * It knows nothing of what the JSON means; members are fetched through gls-json-get.c. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "gls-error.h"
#include "gls-json.h"
#include "gls-json-tree-private.h"
#include "gls-utf8-private.h"

/* Up to so many names are compared each with each, more are sorted. */
#define FEW_NAMES 16
/* Members and elements of what is open: a GArray holds 4 GiB. */
#define MAX_PARTS 50000000

/* A member or an element of an object or a list that is open. */
typedef struct {
  GlsJsonMember member;
  gsize source;  /* byte offset of the name in the JSON */
} Part;

/* A string: bytes of the JSON itself, or decoded in Scan.value. */
typedef struct {
  const char *at;
  gsize length;
} Slice;

typedef struct {
  const guint8 *begin, *p, *end;
  GlsJsonTree *tree; /* NULL: only check */
  guint depth;
  GArray *parts;     /* of all that are open, innermost last */
  GString *value;    /* the string read last, where it has escapes */
  GStringChunk *names; /* names with escapes while only checking; NULL: none */
  GError **error;
} Scan;

static gboolean read_value (Scan *scan, GlsJsonValue *value);

static gboolean
fail_at (Scan *scan, const guint8 *at, const char *reason)
{
  g_set_error (scan->error, GLS_ERROR, GLS_ERROR_INVALID, _("JSON, byte %zu: %s."), (gsize) (at - scan->begin), reason);
  return FALSE;
}

static inline void
skip_space (Scan *scan)
{
  while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\r' || *scan->p == '\t'))
    scan->p++;
}

/* The first byte from @p that is not plain ASCII of a string: a quotation mark, a backslash, a control, or above 0x7f. */
static inline const guint8 *
skip_plain (const guint8 *p, const guint8 *end)
{
  while (end - p >= 8)
    {
      guint64 word = gls_load_word (p);
      if (((word | (word - GLS_ONES * 0x20)) & GLS_HIGHS) | gls_word_has (word, '"') | gls_word_has (word, '\\'))
        break;
      p += 8;
    }
  while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\')
    p++;
  return p;
}

gsize
gls_json_plain_string (const char *data, gsize n_bytes)
{
  const guint8 *begin = (const guint8 *) data, *p = begin + 1, *end = begin + n_bytes;

  if (n_bytes < 2 || *begin != '"')
    return 0;
  for (;;)
    {
      guint n;

      p = skip_plain (p, end);
      if (p == end || *p < 0x80)
        return p < end && *p == '"' ? (gsize) (p + 1 - begin) : 0;
      n = gls_utf8_sequence (p, end);
      /* U+2028 and U+2029 are written as escapes. */
      if (n == 0 || (n == 3 && p[0] == 0xe2 && p[1] == 0x80 && (p[2] & 0xfe) == 0xa8))
        return 0;
      p += n;
    }
}

const char *
gls_json_skip_literal (const char *at, const char *end, const char *literal)
{
  gsize n = strlen (literal);

  return at != NULL && (gsize) (end - at) >= n && memcmp (at, literal, n) == 0 ? at + n : NULL;
}

const char *
gls_json_skip_string (const char *at, const char *end)
{
  gsize n = at != NULL ? gls_json_plain_string (at, (gsize) (end - at)) : 0;

  return n > 0 ? at + n : NULL;
}

/* Four hexadecimal digits, or -1. */
static int
read_hex (const guint8 *p, const guint8 *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) p[i]);
      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

static gboolean
read_unicode_escape (Scan *scan, GString *into)
{
  const guint8 *escape = scan->p - 2;
  int unit = read_hex (scan->p, scan->end);
  gunichar c;

  if (unit < 0)
    return fail_at (scan, escape, _("“\\u” is not followed by four hexadecimal digits"));
  if (unit == 0)
    return fail_at (scan, escape, _("“\\u0000” is no text; remove it"));
  c = (gunichar) unit;
  scan->p += 4;
  if (unit >= 0xd800 && unit < 0xe000)
    {
      int low = -1;
      if (unit < 0xdc00 && scan->end - scan->p >= 6 && scan->p[0] == '\\' && scan->p[1] == 'u')
        low = read_hex (scan->p + 2, scan->end);
      if (low < 0xdc00 || low > 0xdfff)
        return fail_at (scan, escape, _("half of a surrogate pair stands alone, which is no character"));
      c = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
      scan->p += 6;
    }
  g_string_append_unichar (into, c);
  return TRUE;
}

static gboolean
read_escape (Scan *scan, GString *into)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const guint8 *escape = scan->p;

  scan->p += 2;
  if (scan->p > scan->end)
    return fail_at (scan, escape, _("the text ends within a string"));
  if (escape[1] == 'u')
    return read_unicode_escape (scan, into);
  const char *found = escape[1] ? strchr (from, escape[1]) : NULL;
  if (!found)
    return fail_at (scan, escape, _("a backslash is followed by a character that it cannot escape"));
  g_string_append_c (into, to[found - from]);
  return TRUE;
}

/* scan->p is at the quotation mark. What @string has lasts until the next string is read. */
static gboolean
read_string (Scan *scan, Slice *string)
{
  const guint8 *opening = scan->p, *from = ++scan->p;
  gboolean has_escapes = FALSE;

  for (;;)
    {
      scan->p = skip_plain (scan->p, scan->end);
      while (scan->p < scan->end && *scan->p >= 0x80)
        {
          guint n = gls_utf8_sequence (scan->p, scan->end);
          if (n == 0)
            return fail_at (scan, scan->p, _("the bytes are not valid UTF-8"));
          scan->p += n;
        }
      if (scan->p == scan->end)
        return fail_at (scan, opening, _("a string has no closing quotation mark"));
      if (*scan->p >= 0x20 && *scan->p != '"' && *scan->p != '\\')
        continue;
      if (*scan->p < 0x20)
        return fail_at (scan, scan->p, _("a control character stands in a string; write it as an escape"));
      if (*scan->p == '"' && !has_escapes)
        break;
      if (!has_escapes)
        g_string_truncate (scan->value, 0);
      has_escapes = TRUE;
      if (scan->p > from)
        gls_string_append (scan->value, from, (gsize) (scan->p - from));
      from = scan->p;
      if (*scan->p == '"')
        break;
      if (!read_escape (scan, scan->value))
        return FALSE;
      from = scan->p;
    }
  if (has_escapes)
    *string = (Slice) { scan->value->str, scan->value->len };
  else
    *string = (Slice) { (const char *) from, (gsize) (scan->p - from) };
  scan->p++;
  return TRUE;
}

static const guint8 *
skip_digits (const guint8 *p, const guint8 *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* An integer from its digits; FALSE beyond int64. */
static gboolean
to_int (const guint8 *p, const guint8 *end, gboolean negative, gint64 *value)
{
  guint64 most = (guint64) G_MAXINT64 + negative, sum = 0;

  for (; p < end; p++)
    {
      guint digit = (guint) (*p - '0');
      if (sum > (most - digit) / 10)
        return FALSE;
      sum = sum * 10 + digit;
    }
  *value = negative ? (gint64) (0 - sum) : (gint64) sum;
  return TRUE;
}

/* What a double cannot hold: too large, or small and rounded to nothing. */
static gboolean
to_double (const guint8 *p, const guint8 *end, double *value)
{
  char small[64];
  gsize n = (gsize) (end - p);
  g_autofree char *large = n < sizeof small ? NULL : g_strndup ((const char *) p, n);
  char *copy = large ? large : small;

  if (!large)
    {
      memcpy (small, p, n);
      small[n] = '\0';
    }
  *value = g_ascii_strtod (copy, NULL);
  if (*value == 0)
    for (; p < end && *p != 'e' && *p != 'E'; p++)
      if (*p >= '1' && *p <= '9')
        return FALSE;
  return isfinite (*value);
}

static gboolean
read_number (Scan *scan, GlsJsonValue *value)
{
  const guint8 *start = scan->p, *p = start, *whole, *end = scan->end;
  gboolean negative = *p == '-';

  whole = p += negative;
  p = skip_digits (p, end);
  if (p == whole)
    return fail_at (scan, start, _("a minus sign has no number after it"));
  if (*whole == '0' && p - whole > 1)
    return fail_at (scan, start, _("a number begins with a superfluous zero"));
  scan->p = p;
  if (p < end && *p == '.')
    {
      scan->p = skip_digits (p + 1, end);
      if (scan->p == p + 1)
        return fail_at (scan, start, _("a number has no digit after its point"));
    }
  if (scan->p < end && (*scan->p | 0x20) == 'e')
    {
      const guint8 *exponent = scan->p + 1;
      if (exponent < end && (*exponent == '+' || *exponent == '-'))
        exponent++;
      scan->p = skip_digits (exponent, end);
      if (scan->p == exponent)
        return fail_at (scan, start, _("a number has no digit in its exponent"));
    }
  if (scan->p == p)
    {
      value->kind = GLS_JSON_INT;
      return to_int (whole, p, negative, &value->integer)
             || fail_at (scan, start, _("an integer has more than 64 bits"));
    }
  value->kind = GLS_JSON_DOUBLE;
  return to_double (start, scan->p, &value->real)
         || fail_at (scan, start, _("a number is too large or too small for a double"));
}

static gboolean
read_word (Scan *scan, const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (scan->end - scan->p) < n || memcmp (scan->p, word, n) != 0)
    return fail_at (scan, scan->p, _("this is no JSON value; text needs quotation marks"));
  scan->p += n;
  return TRUE;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *x = a, *y = b;
  int order;

  if (x->member.n_name != y->member.n_name)
    return x->member.n_name < y->member.n_name ? -1 : 1;
  order = memcmp (x->member.name, y->member.name, x->member.n_name);
  return order ? order : (x->source > y->source) - (x->source < y->source);
}

static inline gboolean
same_name (const Part *a, const Part *b)
{
  return a->member.n_name == b->member.n_name && memcmp (a->member.name, b->member.name, a->member.n_name) == 0;
}

static gboolean
fail_doubled (Scan *scan, const Part *doubled)
{
  g_autofree char *name = g_strndup (doubled->member.name, doubled->member.n_name);
  g_autofree char *reason = g_strdup_printf (_("the member “%.60s” stands twice in one object"), name);
  g_autofree char *valid = g_utf8_make_valid (reason, -1); /* the cut may fall into a character */

  return fail_at (scan, scan->begin + doubled->source, valid);
}

/* The parts from @first on are the members of the object that closes here. */
static gboolean
check_doubled (Scan *scan, guint first)
{
  guint n = scan->parts->len - first;
  /* An array that never held anything has no data. */
  const Part *parts = n > 0 ? &g_array_index (scan->parts, Part, first) : NULL;
  g_autofree Part *sorted = NULL;

  if (n <= FEW_NAMES)
    {
      for (guint i = 1; i < n; i++)
        for (guint j = 0; j < i; j++)
          if (same_name (&parts[i], &parts[j]))
            return fail_doubled (scan, &parts[i]);
      return TRUE;
    }
  sorted = g_memdup2 (parts, n * sizeof *parts);
  qsort (sorted, n, sizeof *sorted, compare_parts);
  for (guint i = 1; i < n; i++)
    if (same_name (&sorted[i], &sorted[i - 1]))
      return fail_doubled (scan, &sorted[i]);
  return TRUE;
}

/* A copy with a NUL behind. */
static const char *
keep (Scan *scan, const Slice *string)
{
  char *copy = gls_json_tree_take (scan->tree, string->length + 1);

  memcpy (copy, string->at, string->length);
  copy[string->length] = '\0';
  return copy;
}

/* Outlives the next string. */
static const char *
keep_name (Scan *scan, const Slice *name)
{
  if (scan->tree)
    return keep (scan, name);
  if (name->at != scan->value->str)
    return name->at;
  if (!scan->names)
    scan->names = g_string_chunk_new (1024);
  return g_string_chunk_insert_len (scan->names, name->at, (gssize) name->length);
}

/* Name, colon and value of one member. */
static gboolean
read_member (Scan *scan)
{
  Part part = { .source = (gsize) (scan->p - scan->begin) };
  Slice name;

  if (scan->p == scan->end || *scan->p != '"')
    return fail_at (scan, scan->p, _("a member's name in quotation marks is missing"));
  if (!read_string (scan, &name))
    return FALSE;
  part.member.name = keep_name (scan, &name);
  part.member.n_name = name.length;
  skip_space (scan);
  if (scan->p == scan->end || *scan->p != ':')
    return fail_at (scan, scan->p, _("a colon is missing after a member's name"));
  scan->p++;
  if (!read_value (scan, &part.member.value))
    return FALSE;
  g_array_append_val (scan->parts, part);
  return TRUE;
}

static void
close_object (Scan *scan, guint first, GlsJsonValue *value)
{
  GlsJsonMember *members;

  value->n = scan->parts->len - first;
  members = gls_json_tree_take (scan->tree, value->n * sizeof *members);
  for (guint i = 0; i < value->n; i++)
    members[i] = g_array_index (scan->parts, Part, first + i).member;
  value->members = members;
}

static gboolean
read_object (Scan *scan, GlsJsonValue *value)
{
  guint first = scan->parts->len;
  const guint8 *opening = scan->p++;

  skip_space (scan);
  if (scan->p < scan->end && *scan->p == '}')
    scan->p++;
  else
    for (;;)
      {
        if (!read_member (scan))
          return FALSE;
        if (scan->parts->len - first > GLS_JSON_MAX_MEMBERS)
          return fail_at (scan, opening, _("an object has more than 1024 members"));
        skip_space (scan);
        if (scan->p == scan->end || (*scan->p != ',' && *scan->p != '}'))
          return fail_at (scan, scan->p, _("a comma or “}” is missing"));
        if (*scan->p++ == '}')
          break;
        skip_space (scan);
      }
  if (!check_doubled (scan, first))
    return FALSE;
  value->kind = GLS_JSON_OBJECT;
  if (scan->tree)
    close_object (scan, first, value);
  g_array_set_size (scan->parts, first);
  return TRUE;
}

static void
close_array (Scan *scan, guint first, GlsJsonValue *value)
{
  GlsJsonValue *elements;

  value->n = scan->parts->len - first;
  elements = gls_json_tree_take (scan->tree, value->n * sizeof *elements);
  for (guint i = 0; i < value->n; i++)
    elements[i] = g_array_index (scan->parts, Part, first + i).member.value;
  value->elements = elements;
}

static gboolean
read_array (Scan *scan, GlsJsonValue *value)
{
  guint first = scan->parts->len;

  scan->p++;
  skip_space (scan);
  if (scan->p < scan->end && *scan->p == ']')
    scan->p++;
  else
    for (;;)
      {
        Part part = { 0 };

        if (!read_value (scan, &part.member.value))
          return FALSE;
        if (scan->parts->len == MAX_PARTS)
          return fail_at (scan, scan->p, _("this is too large to be read at once"));
        if (scan->tree)
          g_array_append_val (scan->parts, part);
        skip_space (scan);
        if (scan->p == scan->end || (*scan->p != ',' && *scan->p != ']'))
          return fail_at (scan, scan->p, _("a comma or “]” is missing"));
        if (*scan->p++ == ']')
          break;
      }
  value->kind = GLS_JSON_ARRAY;
  if (scan->tree)
    close_array (scan, first, value);
  g_array_set_size (scan->parts, first);
  return TRUE;
}

static gboolean
read_text (Scan *scan, GlsJsonValue *value)
{
  Slice string;

  if (!read_string (scan, &string))
    return FALSE;
  value->kind = GLS_JSON_STRING;
  if (!scan->tree)
    return TRUE;
  if (string.length > G_MAXUINT32)
    return fail_at (scan, scan->p, _("this is too large to be read at once"));
  value->n = (guint32) string.length;
  value->string = keep (scan, &string);
  return TRUE;
}

/* What @value gets is whole only when building. */
static gboolean
read_value (Scan *scan, GlsJsonValue *value)
{
  gboolean done;

  skip_space (scan);
  if (scan->p == scan->end)
    return fail_at (scan, scan->p, _("the text ends where a value should stand"));
  switch (*scan->p)
    {
    case '{':
    case '[':
      if (scan->depth == GLS_JSON_MAX_DEPTH)
        return fail_at (scan, scan->p, _("objects and lists are nested more than 64 deep"));
      scan->depth++;
      done = *scan->p == '{' ? read_object (scan, value) : read_array (scan, value);
      scan->depth--;
      return done;
    case '"':
      return read_text (scan, value);
    case 't':
    case 'f':
      value->kind = GLS_JSON_BOOLEAN;
      value->integer = *scan->p == 't';
      return read_word (scan, value->integer ? "true" : "false");
    case 'n':
      value->kind = GLS_JSON_NULL;
      return read_word (scan, "null");
    default:
      if (*scan->p == '-' || g_ascii_isdigit (*scan->p))
        return read_number (scan, value);
      return fail_at (scan, scan->p, _("this is no JSON value; text needs quotation marks"));
    }
}

static gboolean
read_all (Scan *scan, GlsJsonValue *root)
{
  if (scan->end - scan->p >= 3 && memcmp (scan->p, "\xef\xbb\xbf", 3) == 0)
    return fail_at (scan, scan->p, _("the text begins with a byte order mark; remove it"));
  if (!read_value (scan, root))
    return FALSE;
  skip_space (scan);
  if (scan->p < scan->end)
    return fail_at (scan, scan->p, _("something follows the value"));
  return TRUE;
}

gboolean
gls_json_scan_into (const char *data, gsize n_bytes, GlsJsonTree *tree, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GString) value = g_string_new (NULL);
  const guint8 *begin = (const guint8 *) (data ? data : "");
  Scan scan = { begin, begin, begin + n_bytes, tree, 0, parts, value, NULL, error };
  GlsJsonValue root = { 0 };
  gboolean ok = read_all (&scan, &root);

  if (tree)
    tree->root = root;
  if (scan.names)
    g_string_chunk_free (scan.names);
  return ok;
}

/**
 * gls_json_scan:
 * @data: (array length=n_bytes): one JSON value; need not end in a NUL
 *
 * Checks without building anything. Time grows with the bytes, whatever they are.
 *
 * Returns: %FALSE with %GLS_ERROR_INVALID, naming byte offset and reason, for what is not strict RFC 8259 within our limits
 */
gboolean
gls_json_scan (const char *data, gsize n_bytes, GError **error)
{
  return gls_json_scan_into (data, n_bytes, NULL, error);
}

/**
 * gls_json_parse:
 * @data: (array length=n_bytes): one JSON value
 * @n_bytes: its length, or -1 when it is NUL-terminated
 *
 * Accepts what gls_json_scan() accepts and alters nothing, but for -0, which is 0.
 *
 * Returns: (transfer full) (nullable): the value
 */
JsonNode *
gls_json_parse (const char *data, gssize n_bytes, GError **error)
{
  g_autoptr (GlsJsonTree) tree = gls_json_tree_new (data, n_bytes >= 0 ? (gsize) n_bytes : strlen (data), error);

  return tree ? gls_json_value_to_node (&tree->root) : NULL;
}
