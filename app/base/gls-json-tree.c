/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of JSON values in blocks of memory, and checked access to them with errors that say where, what and what instead.
 * It knows nothing of what members mean, and leaves scanning to gls-json.c. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gls-error.h"
#include "gls-json-tree-private.h"

/* Whole doubles below this are exact. */
#define MAX_WHOLE 9007199254740992.0
/* Most trees are a value of one annotation; the blocks of a large one grow four times over, and stay so small that the
 * allocator has them ready again for the next line. */
#define FIRST_BLOCK_BYTES ((gsize) 512)
#define LAST_BLOCK_BYTES  ((gsize) 1 << 15)

gpointer
gls_json_tree_take (GlsJsonTree *tree, gsize n_bytes)
{
  gpointer room;

  n_bytes = MAX ((n_bytes + 7) & ~(gsize) 7, 8);
  if (n_bytes > tree->size - tree->used)
    {
      tree->size = MAX (n_bytes, MIN (FIRST_BLOCK_BYTES << MIN (2 * tree->blocks->len, 12), LAST_BLOCK_BYTES));
      tree->used = 0;
      g_ptr_array_add (tree->blocks, g_malloc (tree->size));
    }
  room = (char *) tree->blocks->pdata[tree->blocks->len - 1] + tree->used;
  tree->used += n_bytes;
  return room;
}

/**
 * gls_json_tree_new:
 * @data: (array length=n_bytes): one JSON value; need not end in a NUL
 *
 * Accepts what gls_json_scan() accepts and alters nothing, but for -0, which is 0.
 *
 * Returns: (transfer full) (nullable): the tree, which does not need @data any more
 */
GlsJsonTree *
gls_json_tree_new (const char *data, gsize n_bytes, GError **error)
{
  g_autoptr (GlsJsonTree) tree = g_new0 (GlsJsonTree, 1);

  tree->blocks = g_ptr_array_new_with_free_func (g_free);
  return gls_json_scan_into (data, n_bytes, tree, error) ? g_steal_pointer (&tree) : NULL;
}

void
gls_json_tree_free (GlsJsonTree *tree)
{
  if (!tree)
    return;
  g_ptr_array_unref (tree->blocks);
  g_free (tree);
}

const GlsJsonValue *
gls_json_tree_root (const GlsJsonTree *tree)
{
  return &tree->root;
}

gboolean
gls_json_value_is (const GlsJsonValue *value, GlsJsonKind kind)
{
  return value && value->kind == kind;
}

const GlsJsonValue *
gls_json_value_get (const GlsJsonValue *object, const char *member)
{
  gsize n = strlen (member);

  for (guint i = 0; i < object->n; i++)
    if (object->members[i].n_name == n && memcmp (object->members[i].name, member, n) == 0)
      return &object->members[i].value;
  return NULL;
}

static const char *
describe (const GlsJsonValue *value)
{
  switch (value->kind)
    {
    case GLS_JSON_OBJECT:
      return _("an object");
    case GLS_JSON_ARRAY:
      return _("a list");
    case GLS_JSON_NULL:
      return _("null");
    case GLS_JSON_STRING:
      return _("text");
    case GLS_JSON_BOOLEAN:
      return value->integer ? _("true") : _("false");
    case GLS_JSON_INT:
    case GLS_JSON_DOUBLE:
    default:
      return _("a number");
    }
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
fail_type (GError **error, const char *where, const char *member, const GlsJsonValue *value, const char *expected)
{
  g_autofree char *what = g_strdup_printf (_("is %s, not %s"), describe (value), expected);

  return fail (error, where, member, what);
}

/* *@value is NULL when the member is missing or null; FALSE when it may not be. */
static gboolean
find (const GlsJsonValue *object, const char *where, const char *member, gboolean required, const GlsJsonValue **value,
      GError **error)
{
  *value = gls_json_value_get (object, member);
  if (*value && (*value)->kind != GLS_JSON_NULL)
    return TRUE;
  if (required)
    return fail (error, where, member, *value ? _("is null, but must be given") : _("is missing"));
  *value = NULL;
  return TRUE;
}

/* As find(), and a value of another kind is a failure. @expected is translated only then: looking it up costs as much as the
 * rest. */
static gboolean
find_kind (const GlsJsonValue *object, const char *where, const char *member, gboolean required, GlsJsonKind kind,
           const char *expected, const GlsJsonValue **value, GError **error)
{
  if (!find (object, where, member, required, value, error))
    return FALSE;
  return *value == NULL || (*value)->kind == kind || fail_type (error, where, member, *value, _(expected));
}

gboolean
gls_json_value_get_string (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                           const char **value, GError **error)
{
  const GlsJsonValue *found;

  if (!find_kind (object, where, member, required, GLS_JSON_STRING, N_("text"), &found, error))
    return FALSE;
  if (found)
    *value = found->string;
  return TRUE;
}

/* Other programs write 330.0 for 330. */
static gboolean
to_int (const GlsJsonValue *value, gint64 *number)
{
  if (value->kind == GLS_JSON_INT)
    {
      *number = value->integer;
      return TRUE;
    }
  if (value->kind != GLS_JSON_DOUBLE || value->real != trunc (value->real) || fabs (value->real) >= MAX_WHOLE)
    return FALSE;
  *number = (gint64) value->real;
  return TRUE;
}

gboolean
gls_json_value_get_int (const GlsJsonValue *object, const char *where, const char *member, gboolean required, gint64 min,
                        gint64 max, gint64 *value, GError **error)
{
  const GlsJsonValue *found;
  gint64 number;

  if (!find (object, where, member, required, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (!to_int (found, &number))
    {
      if (found->kind == GLS_JSON_DOUBLE)
        return fail (error, where, member, _("is not a whole number"));
      return fail_type (error, where, member, found, _("a whole number"));
    }
  if (number < min || number > max)
    {
      char text[3][32];
      g_autofree char *what = NULL;

      g_snprintf (text[0], sizeof text[0], "%" G_GINT64_FORMAT, number);
      g_snprintf (text[1], sizeof text[1], "%" G_GINT64_FORMAT, min);
      g_snprintf (text[2], sizeof text[2], "%" G_GINT64_FORMAT, max);
      what = g_strdup_printf (_("is %s, but must be from %s to %s"), text[0], text[1], text[2]);
      return fail (error, where, member, what);
    }
  *value = number;
  return TRUE;
}

gboolean
gls_json_value_get_double (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                           double *value, GError **error)
{
  const GlsJsonValue *found;

  if (!find (object, where, member, required, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (found->kind == GLS_JSON_DOUBLE)
    *value = found->real;
  else if (found->kind == GLS_JSON_INT)
    *value = (double) found->integer;
  else
    return fail_type (error, where, member, found, _("a number"));
  return TRUE;
}

gboolean
gls_json_value_get_boolean (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                            gboolean *value, GError **error)
{
  const GlsJsonValue *found;

  if (!find_kind (object, where, member, required, GLS_JSON_BOOLEAN, N_("true or false"), &found, error))
    return FALSE;
  if (found)
    *value = found->integer != 0;
  return TRUE;
}

gboolean
gls_json_value_get_array (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                          const GlsJsonValue **value, GError **error)
{
  const GlsJsonValue *found;

  if (!find_kind (object, where, member, required, GLS_JSON_ARRAY, N_("a list"), &found, error))
    return FALSE;
  if (found)
    *value = found;
  return TRUE;
}

gboolean
gls_json_value_get_object (const GlsJsonValue *object, const char *where, const char *member, gboolean required,
                           const GlsJsonValue **value, GError **error)
{
  const GlsJsonValue *found;

  if (!find_kind (object, where, member, required, GLS_JSON_OBJECT, N_("an object"), &found, error))
    return FALSE;
  if (found)
    *value = found;
  return TRUE;
}

/**
 * gls_json_value_get_element:
 * @index: from 0, below the length of @array; the error counts from 1
 *
 * Returns: %FALSE with %GLS_ERROR_INVALID when the element is no object
 */
gboolean
gls_json_value_get_element (const GlsJsonValue *array, guint index, const char *where, const GlsJsonValue **object,
                            GError **error)
{
  const GlsJsonValue *element = &array->elements[index];

  if (element->kind == GLS_JSON_OBJECT)
    {
      *object = element;
      return TRUE;
    }
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: element %u is %s, not an object."),
               where && *where ? where : _("list"), index + 1, describe (element));
  return FALSE;
}

static gboolean
is_known (const char *name, const char * const *known)
{
  for (; *known; known++)
    if (**known == *name && strcmp (*known, name) == 0)
      return TRUE;
  return FALSE;
}

/** gls_json_value_find_unknown: as gls_json_find_unknown(). */
void
gls_json_value_find_unknown (const GlsJsonValue *object, const char *where, const char * const *known, GPtrArray *unknown)
{
  for (guint i = 0; i < object->n; i++)
    {
      const char *name = object->members[i].name;

      if (!is_known (name, known))
        g_ptr_array_add (unknown, where && *where ? g_strconcat (where, ".", name, NULL) : g_strdup (name));
    }
}

/** gls_json_value_write: as gls_json_canonical() with members in their order. */
void
gls_json_value_write (const GlsJsonValue *value, GlsJsonWriter *writer)
{
  switch (value->kind)
    {
    case GLS_JSON_OBJECT:
      gls_json_writer_begin_object (writer);
      for (guint i = 0; i < value->n; i++)
        {
          gls_json_writer_member (writer, value->members[i].name);
          gls_json_value_write (&value->members[i].value, writer);
        }
      gls_json_writer_end_object (writer);
      break;
    case GLS_JSON_ARRAY:
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < value->n; i++)
        gls_json_value_write (&value->elements[i], writer);
      gls_json_writer_end_array (writer);
      break;
    case GLS_JSON_STRING:
      gls_json_writer_string_len (writer, value->string, value->n);
      break;
    case GLS_JSON_BOOLEAN:
      gls_json_writer_boolean (writer, value->integer != 0);
      break;
    case GLS_JSON_INT:
      gls_json_writer_int (writer, value->integer);
      break;
    case GLS_JSON_DOUBLE:
      gls_json_writer_double (writer, value->real);
      break;
    case GLS_JSON_NULL:
    default:
      gls_json_writer_null (writer);
      break;
    }
}

static JsonNode *
object_to_node (const GlsJsonValue *value)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), NULL);

  for (guint i = 0; i < value->n; i++)
    json_object_set_member (object, value->members[i].name, gls_json_value_to_node (&value->members[i].value));
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
array_to_node (const GlsJsonValue *value)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_init_array (json_node_alloc (), NULL);

  for (guint i = 0; i < value->n; i++)
    json_array_add_element (array, gls_json_value_to_node (&value->elements[i]));
  json_node_take_array (node, array);
  return node;
}

JsonNode *
gls_json_value_to_node (const GlsJsonValue *value)
{
  switch (value->kind)
    {
    case GLS_JSON_OBJECT:
      return object_to_node (value);
    case GLS_JSON_ARRAY:
      return array_to_node (value);
    case GLS_JSON_STRING:
      return json_node_init_string (json_node_alloc (), value->string);
    case GLS_JSON_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), value->integer != 0);
    case GLS_JSON_INT:
      return json_node_init_int (json_node_alloc (), value->integer);
    case GLS_JSON_DOUBLE:
      return json_node_init_double (json_node_alloc (), value->real);
    case GLS_JSON_NULL:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}
