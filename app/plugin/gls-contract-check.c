/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks on single things that plugins give: strings, arrays, ranges, values. It trusts no length, no offset and no byte, and
 * keeps nothing. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-date.h>
#include <gls-error.h>
#include <gls-json.h>
#include <gls-quantity.h>

#include "gls-contract-private.h"

#define MAX_FRAGMENTS 65535

gboolean
gls_contract_fail (GError **error, const char *member, const char *why)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", member, why);
  return FALSE;
}

gboolean
gls_contract_check_text (const char *member, const char *text, gsize most, gboolean required, GError **error)
{
  gsize n;

  if (text == NULL || *text == '\0')
    return !required || gls_contract_fail (error, member, _("it is missing"));
  n = strnlen (text, most + 1);
  if (n > most)
    return gls_contract_fail (error, member, _("it is too long"));
  return g_utf8_validate_len (text, n, NULL) || gls_contract_fail (error, member, _("it is not valid UTF-8"));
}

gboolean
gls_contract_check_array (const char *member, const GlsPluginArray *array, gsize least_stride, gsize most, GError **error)
{
  if (array->n == 0)
    return TRUE;
  if (array->data == NULL || array->stride < least_stride)
    return gls_contract_fail (error, member, _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  return array->n <= most || gls_contract_fail (error, member, _("there are too many"));
}

/* One end of a range in the plugin's unit. */
static gboolean
check_offset (const GlsText *text, gboolean bytes, guint32 given, GError **error)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes);
  guint32 length = bytes ? (guint32) n_bytes : gls_text_get_length (text);

  if (G_UNLIKELY (given > length))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   bytes ? _("fragments: offset %u is outside the text of %u bytes")
                         : _("fragments: offset %u is outside the text of %u characters"),
                   given, length);
      return FALSE;
    }
  /* There is a NUL behind the last byte. */
  if (G_UNLIKELY (bytes && ((guchar) data[given] & 0xC0) == 0x80))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("fragments: byte %u is inside a character"), given);
      return FALSE;
    }
  return TRUE;
}

gboolean
gls_contract_read_ranges_into (const GlsText *text, gboolean bytes, const GlsPluginRange *ranges, gsize n, GlsTextPlace *near,
                               GlsFragment *fragments, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      fragments[i] = (GlsFragment){ ranges[i].start, ranges[i].end };
      if (!check_offset (text, bytes, fragments[i].start, error) || !check_offset (text, bytes, fragments[i].end, error))
        return FALSE;
      if (bytes)
        gls_text_chars_of_bytes (text, near, &fragments[i].start, &fragments[i].end);
    }
  if (gls_fragments_check (fragments, n, gls_text_get_length (text), error))
    return TRUE;
  g_prefix_error (error, "fragments: ");
  return FALSE;
}

gboolean
gls_contract_check_ranges (const GlsPluginRange *ranges, gsize n, GError **error)
{
  return (n > 0 && n <= MAX_FRAGMENTS && ranges != NULL) || gls_contract_fail (error, "fragments", _("give 1 to 65535"));
}

GlsFragment *
gls_contract_read_ranges (const GlsText *text, gboolean bytes, const GlsPluginRange *ranges, gsize n, GError **error)
{
  g_autofree GlsFragment *fragments = NULL;
  GlsTextPlace near = { 0, 0 };

  if (!gls_contract_check_ranges (ranges, n, error))
    return NULL;
  fragments = g_new (GlsFragment, n);
  return gls_contract_read_ranges_into (text, bytes, ranges, n, &near, fragments, error) ? g_steal_pointer (&fragments) : NULL;
}

/* What is no plain string and no plain quantity. A quantity is written by its own code, so that 330.0 and 330 are one. */
static char *
rewrite_value (const char *json, gsize n_bytes, gboolean *is_quantity, GError **error)
{
  g_autoptr (GlsJsonTree) tree = gls_json_tree_new (json, n_bytes, error);
  const GlsJsonValue *value;
  GlsJsonWriter writer;
  GString *out;

  if (tree == NULL)
    {
      g_prefix_error (error, "value: ");
      return NULL;
    }
  value = gls_json_tree_root (tree);
  if (value->kind == GLS_JSON_OBJECT && gls_json_value_get (value, "modifier") != NULL)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_from_value (value, NULL);

      if (quantity != NULL)
        {
          *is_quantity = TRUE;
          return gls_quantity_to_json (quantity);
        }
    }
  out = g_string_new (NULL);
  gls_json_writer_init (&writer, out);
  gls_json_value_write (value, &writer);
  return g_string_free (out, FALSE);
}

const char *
gls_contract_look_at_value (const char *json, gsize *n_bytes, gboolean *is_quantity, char **made, GError **error)
{
  gsize n = json != NULL ? strnlen (json, GLS_CONTRACT_MAX_TEXT + 1) : 0;

  *is_quantity = FALSE;
  *made = NULL;
  *n_bytes = n;
  if (n > 0 && n <= GLS_CONTRACT_MAX_TEXT)
    {
      if (gls_json_plain_string (json, n) == n)
        return json;
      *is_quantity = *json == '{' && gls_quantity_is_canonical (json, n);
      if (*is_quantity || (*json == '{' && gls_date_is_canonical (json, n)))
        return json;
    }
  if (!gls_contract_check_text ("value", json, GLS_CONTRACT_MAX_TEXT, TRUE, error))
    return NULL;
  *made = rewrite_value (json, n, is_quantity, error);
  *n_bytes = *made != NULL ? strlen (*made) : 0;
  return *made;
}

char *
gls_contract_read_value (const char *json, GError **error)
{
  gboolean is_quantity;
  char *made;
  gsize n;
  const char *value = gls_contract_look_at_value (json, &n, &is_quantity, &made, error);

  return made != NULL ? made : g_strndup (value, value != NULL ? n : 0);
}
