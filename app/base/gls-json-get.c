/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked access to the members of JSON objects, with errors that say where, what and what instead.
 * It knows nothing of what the members mean. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gls-error.h"
#include "gls-json.h"

/* Whole doubles below this are exact. */
#define MAX_WHOLE 9007199254740992.0

static const char *
describe (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return _("an object");
    case JSON_NODE_ARRAY:
      return _("a list");
    case JSON_NODE_NULL:
      return _("null");
    case JSON_NODE_VALUE:
    default:
      break;
    }
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return _("text");
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? _("true") : _("false");
  return _("a number");
}

static gboolean
fail (GError **error, const char *where, const char *member, const char *what)
{
  if (where && *where)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: “%s” %s."), where, member, what);
  else
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“%s” %s."), member, what);
  return FALSE;
}

static gboolean
fail_type (GError **error, const char *where, const char *member, JsonNode *node, const char *expected)
{
  g_autofree char *what = g_strdup_printf (_("is %s, not %s"), describe (node), expected);

  return fail (error, where, member, what);
}

/* *@node is NULL when the member is missing or null; FALSE when it may not be. */
static gboolean
find (JsonObject *object, const char *where, const char *member, gboolean required, JsonNode **node, GError **error)
{
  *node = json_object_get_member (object, member);
  if (*node && !JSON_NODE_HOLDS_NULL (*node))
    return TRUE;
  if (required)
    return fail (error, where, member, *node ? _("is null, but must be given") : _("is missing"));
  *node = NULL;
  return TRUE;
}

static gboolean
is_value (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * gls_json_get_string:
 * @where: what the error is to call @object: "line 3, annotation 2"
 * @value: (out) (transfer none): left as it was when the member is missing or null
 *
 * Returns: %FALSE with %GLS_ERROR_INVALID when the member is no string, or is @required and missing
 */
gboolean
gls_json_get_string (JsonObject *object, const char *where, const char *member, gboolean required, const char **value,
                     GError **error)
{
  JsonNode *node;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (!is_value (node, G_TYPE_STRING))
    return fail_type (error, where, member, node, _("text"));
  *value = json_node_get_string (node);
  return TRUE;
}

/* Other programs write 330.0 for 330. */
static gboolean
node_to_int (JsonNode *node, gint64 *value)
{
  if (is_value (node, G_TYPE_INT64))
    {
      *value = json_node_get_int (node);
      return TRUE;
    }
  if (!is_value (node, G_TYPE_DOUBLE))
    return FALSE;
  double real = json_node_get_double (node);
  if (real != trunc (real) || fabs (real) >= MAX_WHOLE)
    return FALSE;
  *value = (gint64) real;
  return TRUE;
}

/**
 * gls_json_get_int:
 * @min: the least allowed
 * @max: the largest allowed
 *
 * As gls_json_get_string(), for a whole number; 330.0 is one.
 */
gboolean
gls_json_get_int (JsonObject *object, const char *where, const char *member, gboolean required, gint64 min, gint64 max,
                  gint64 *value, GError **error)
{
  JsonNode *node;
  gint64 number;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (!node_to_int (node, &number))
    {
      if (is_value (node, G_TYPE_DOUBLE))
        return fail (error, where, member, _("is not a whole number"));
      return fail_type (error, where, member, node, _("a whole number"));
    }
  if (number < min || number > max)
    {
      char text[3][32];
      g_snprintf (text[0], sizeof text[0], "%" G_GINT64_FORMAT, number);
      g_snprintf (text[1], sizeof text[1], "%" G_GINT64_FORMAT, min);
      g_snprintf (text[2], sizeof text[2], "%" G_GINT64_FORMAT, max);
      g_autofree char *what = g_strdup_printf (_("is %s, but must be from %s to %s"), text[0], text[1], text[2]);
      return fail (error, where, member, what);
    }
  *value = number;
  return TRUE;
}

/**
 * gls_json_get_double:
 *
 * As gls_json_get_string(), for any number.
 */
gboolean
gls_json_get_double (JsonObject *object, const char *where, const char *member, gboolean required, double *value,
                     GError **error)
{
  JsonNode *node;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (is_value (node, G_TYPE_DOUBLE))
    *value = json_node_get_double (node);
  else if (is_value (node, G_TYPE_INT64))
    *value = (double) json_node_get_int (node);
  else
    return fail_type (error, where, member, node, _("a number"));
  return TRUE;
}

/**
 * gls_json_get_boolean:
 *
 * As gls_json_get_string(), for true and false.
 */
gboolean
gls_json_get_boolean (JsonObject *object, const char *where, const char *member, gboolean required, gboolean *value,
                      GError **error)
{
  JsonNode *node;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (!is_value (node, G_TYPE_BOOLEAN))
    return fail_type (error, where, member, node, _("true or false"));
  *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * gls_json_get_array:
 *
 * As gls_json_get_string(), for a list; it belongs to @object.
 */
gboolean
gls_json_get_array (JsonObject *object, const char *where, const char *member, gboolean required, JsonArray **value,
                    GError **error)
{
  JsonNode *node;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail_type (error, where, member, node, _("a list"));
  *value = json_node_get_array (node);
  return TRUE;
}

/**
 * gls_json_get_object:
 *
 * As gls_json_get_string(), for an object; it belongs to @object.
 */
gboolean
gls_json_get_object (JsonObject *object, const char *where, const char *member, gboolean required, JsonObject **value,
                     GError **error)
{
  JsonNode *node;

  if (!find (object, where, member, required, &node, error))
    return FALSE;
  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_type (error, where, member, node, _("an object"));
  *value = json_node_get_object (node);
  return TRUE;
}

/**
 * gls_json_array_get_object:
 * @index: from 0, below the length of @array; the error counts from 1
 * @value: (out) (transfer none): belongs to @array
 *
 * Returns: %FALSE with %GLS_ERROR_INVALID when the element is no object
 */
gboolean
gls_json_array_get_object (JsonArray *array, guint index, const char *where, JsonObject **value, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      *value = json_node_get_object (node);
      return TRUE;
    }
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: element %u is %s, not an object."),
               where && *where ? where : _("list"), index + 1, describe (node));
  return FALSE;
}

/**
 * gls_json_find_unknown:
 * @known: (array zero-terminated=1): names that mean something to us
 * @unknown: (element-type utf8): gets new strings, "where.member", in the order of the object
 */
void
gls_json_find_unknown (JsonObject *object, const char *where, const char *const *known, GPtrArray *unknown)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      g_ptr_array_add (unknown, where && *where ? g_strconcat (where, ".", name, NULL) : g_strdup (name));
}
