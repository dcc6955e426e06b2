/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of RFC 8259 for input from strangers, which only checks or also builds json-glib's nodes.
 * It knows nothing of what the JSON means; members are fetched through gls-json-get.c. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "gls-error.h"
#include "gls-json.h"
#include "gls-utf8-private.h"

/* Up to so many names are compared each with each, more are sorted. */
#define FEW_NAMES 16

/* A member's name: decoded, in Scan.text. */
typedef struct {
  gsize at;      /* in Scan.text */
  gsize length;
  gsize source;  /* byte offset in the JSON */
} Name;

typedef struct {
  const guint8 *begin, *p, *end;
  gboolean build;
  guint depth;
  GArray *names;   /* of all objects that are open, innermost last */
  GString *text;   /* their names, each with a NUL */
  GString *value;  /* the string read last */
  GError **error;
} Scan;

static gboolean read_value (Scan *scan, JsonNode **node);

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
  if (into)
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
  if (into)
    g_string_append_c (into, to[found - from]);
  return TRUE;
}

/* Appends the decoded string to @into unless it is NULL; scan->p is at the quotation mark. */
static gboolean
read_string (Scan *scan, GString *into)
{
  const guint8 *opening = scan->p, *from = ++scan->p;

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
      if (into && scan->p > from)
        gls_string_append (into, from, (gsize) (scan->p - from));
      if (*scan->p == '"')
        break;
      if (*scan->p < 0x20)
        return fail_at (scan, scan->p, _("a control character stands in a string; write it as an escape"));
      if (!read_escape (scan, into))
        return FALSE;
      from = scan->p;
    }
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
read_number (Scan *scan, JsonNode **node)
{
  const guint8 *start = scan->p, *p = start, *whole, *end = scan->end;
  gboolean negative = *p == '-';
  gint64 integer = 0;
  double real = 0;

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
      if (!to_int (whole, p, negative, &integer))
        return fail_at (scan, start, _("an integer has more than 64 bits"));
      if (scan->build)
        *node = json_node_init_int (json_node_alloc (), integer);
      return TRUE;
    }
  if (!to_double (start, scan->p, &real))
    return fail_at (scan, start, _("a number is too large or too small for a double"));
  if (scan->build)
    *node = json_node_init_double (json_node_alloc (), real);
  return TRUE;
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
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const Name *x = a, *y = b;
  const char *text = data;

  if (x->length != y->length)
    return x->length < y->length ? -1 : 1;
  int order = memcmp (text + x->at, text + y->at, x->length);
  return order ? order : (x->source > y->source) - (x->source < y->source);
}

static gboolean
same_name (const Name *a, const Name *b, const char *text)
{
  return a->length == b->length && memcmp (text + a->at, text + b->at, a->length) == 0;
}

/* The names from @first on are those of the object that closes here. */
static gboolean
check_doubled (Scan *scan, guint first)
{
  guint n = scan->names->len - first;
  const Name *doubled = NULL;

  if (n < 2)
    return TRUE;
  Name *names = &g_array_index (scan->names, Name, first);
  if (n <= FEW_NAMES)
    {
      for (guint i = 1; i < n && !doubled; i++)
        for (guint j = 0; j < i && !doubled; j++)
          if (same_name (&names[i], &names[j], scan->text->str))
            doubled = &names[i];
    }
  else
    {
      g_qsort_with_data (names, (gint) n, sizeof (Name), compare_names, scan->text->str);
      for (guint i = 1; i < n && !doubled; i++)
        if (same_name (&names[i], &names[i - 1], scan->text->str))
          doubled = &names[i];
    }
  if (!doubled)
    return TRUE;
  g_autofree char *reason = g_strdup_printf (_("the member “%.60s” stands twice in one object"), scan->text->str + doubled->at);
  g_autofree char *valid = g_utf8_make_valid (reason, -1); /* the cut may fall into a character */
  return fail_at (scan, scan->begin + doubled->source, valid);
}

/* Name, colon and value of one member, added to @object unless it is NULL. */
static gboolean
read_member (Scan *scan, JsonObject *object)
{
  Name name = { scan->text->len, 0, (gsize) (scan->p - scan->begin) };
  g_autoptr (JsonNode) child = NULL;

  if (scan->p == scan->end || *scan->p != '"')
    return fail_at (scan, scan->p, _("a member's name in quotation marks is missing"));
  if (!read_string (scan, scan->text))
    return FALSE;
  name.length = scan->text->len - name.at;
  g_string_append_c (scan->text, '\0');
  g_array_append_val (scan->names, name);

  skip_space (scan);
  if (scan->p == scan->end || *scan->p != ':')
    return fail_at (scan, scan->p, _("a colon is missing after a member's name"));
  scan->p++;
  if (!read_value (scan, &child))
    return FALSE;
  if (object)
    json_object_set_member (object, scan->text->str + name.at, g_steal_pointer (&child));
  return TRUE;
}

static gboolean
read_object (Scan *scan, JsonNode **node)
{
  g_autoptr (JsonObject) object = scan->build ? json_object_new () : NULL;
  guint first = scan->names->len;
  gsize text = scan->text->len;
  const guint8 *opening = scan->p++;

  skip_space (scan);
  if (scan->p < scan->end && *scan->p == '}')
    scan->p++;
  else
    for (;;)
      {
        if (!read_member (scan, object))
          return FALSE;
        if (scan->names->len - first > GLS_JSON_MAX_MEMBERS)
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
  g_array_set_size (scan->names, first);
  g_string_truncate (scan->text, text);
  if (object)
    {
      *node = json_node_init_object (json_node_alloc (), NULL);
      json_node_take_object (*node, g_steal_pointer (&object));
    }
  return TRUE;
}

static gboolean
read_array (Scan *scan, JsonNode **node)
{
  g_autoptr (JsonArray) array = scan->build ? json_array_new () : NULL;

  scan->p++;
  skip_space (scan);
  if (scan->p < scan->end && *scan->p == ']')
    scan->p++;
  else
    for (;;)
      {
        JsonNode *element = NULL;
        if (!read_value (scan, &element))
          return FALSE;
        if (array)
          json_array_add_element (array, element);
        skip_space (scan);
        if (scan->p == scan->end || (*scan->p != ',' && *scan->p != ']'))
          return fail_at (scan, scan->p, _("a comma or “]” is missing"));
        if (*scan->p++ == ']')
          break;
      }
  if (array)
    {
      *node = json_node_init_array (json_node_alloc (), NULL);
      json_node_take_array (*node, g_steal_pointer (&array));
    }
  return TRUE;
}

/* @node is set only when building, and only on success. */
static gboolean
read_value (Scan *scan, JsonNode **node)
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
      done = *scan->p == '{' ? read_object (scan, node) : read_array (scan, node);
      scan->depth--;
      return done;
    case '"':
      g_string_truncate (scan->value, 0);
      if (!read_string (scan, scan->build ? scan->value : NULL))
        return FALSE;
      if (scan->build)
        *node = json_node_init_string (json_node_alloc (), scan->value->str);
      return TRUE;
    case 't':
    case 'f':
      done = *scan->p == 't';
      if (!read_word (scan, done ? "true" : "false"))
        return FALSE;
      if (scan->build)
        *node = json_node_init_boolean (json_node_alloc (), done);
      return TRUE;
    case 'n':
      if (!read_word (scan, "null"))
        return FALSE;
      if (scan->build)
        *node = json_node_init_null (json_node_alloc ());
      return TRUE;
    default:
      if (*scan->p == '-' || g_ascii_isdigit (*scan->p))
        return read_number (scan, node);
      return fail_at (scan, scan->p, _("this is no JSON value; text needs quotation marks"));
    }
}

/* @node: NULL to check only. */
static gboolean
read_all (const char *data, gsize n_bytes, JsonNode **node, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (JsonNode) root = NULL;
  const guint8 *begin = (const guint8 *) (data ? data : "");
  Scan scan = { begin, begin, begin + n_bytes, node != NULL, 0, names, text, value, error };

  if (n_bytes >= 3 && memcmp (begin, "\xef\xbb\xbf", 3) == 0)
    return fail_at (&scan, begin, _("the text begins with a byte order mark; remove it"));
  if (!read_value (&scan, &root))
    return FALSE;
  skip_space (&scan);
  if (scan.p < scan.end)
    return fail_at (&scan, scan.p, _("something follows the value"));
  if (node)
    *node = g_steal_pointer (&root);
  return TRUE;
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
  return read_all (data, n_bytes, NULL, error);
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
  JsonNode *node = NULL;

  read_all (data, n_bytes >= 0 ? (gsize) n_bytes : strlen (data), &node, error);
  return node;
}
