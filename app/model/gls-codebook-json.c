/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads codebooks from JSON with every check, files as well as the shipped ones out of the program's resources.
 * It must not know projects; data/codebooks/codebook.schema.json documents the form for people and other programs. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json.h>
#include <gls-json-writer.h>

#include "gls-codebook.h"
#include "gls-codebooks.h"
#include "gls-quantity.h"

#define RESOURCE_PATH "/io/github/glossator/Glossator/codebooks/"

/* The default first. */
static const char * const shipped[] = { "claims and entities", "entities only", NULL };

static gboolean
fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, message);

  return FALSE;
}

static void
find_unknown (JsonObject *object, const char *where, const char * const *known, GPtrArray *unknown)
{
  if (unknown != NULL)
    gls_json_find_unknown (object, where, known, unknown);
}

static gboolean
read_text (JsonObject *object, const char *where, const char *member, char **text, GError **error)
{
  const char *value = NULL;

  if (!gls_json_get_string (object, where, member, FALSE, &value, error))
    return FALSE;
  g_free (*text);
  *text = g_strdup (value);

  return TRUE;
}

/* A list of texts, not empty and none twice; NULL when the member is missing. */
static gboolean
read_names (JsonObject *object, const char *where, const char *member, char ***names, GError **error)
{
  JsonArray *array = NULL;

  if (!gls_json_get_array (object, where, member, FALSE, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  guint n = json_array_get_length (array);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (n == 0)
    return fail (error, _("%s: “%s” is an empty list; leave it out instead."), where, member);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (name == NULL || *name == '\0')
        return fail (error, _("%s: entry %u of “%s” must be a text that is not empty."), where, i + 1, member);
      if (!g_hash_table_add (seen, (gpointer) name))
        return fail (error, _("%s: “%s” is listed twice in “%s”."), where, name, member);
      g_ptr_array_add (list, g_strdup (name));
    }

  g_ptr_array_add (list, NULL);
  *names = (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);

  return TRUE;
}

/* What all definitions share. @seen holds the names before this one. */
static gboolean
read_name (JsonObject *object, const char *where, GHashTable *seen, const char **name, GError **error)
{
  if (!gls_json_get_string (object, where, "name", TRUE, name, error))
    return FALSE;

  g_autofree char *stripped = g_strstrip (g_strdup (*name));

  if (*stripped == '\0')
    return fail (error, _("%s: the name is empty; give it one."), where);
  if (!g_str_equal (stripped, *name))
    return fail (error, _("%s: the name “%s” begins or ends with a blank; remove it."), where, *name);
  for (const char *at = *name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return fail (error, _("%s: the name “%.*s…” holds a control character; remove it."), where,
                   (int) (at - *name), *name);
  if (!g_hash_table_add (seen, (gpointer) *name))
    return fail (error, _("%s: the name “%s” is used twice; rename one of them."), where, *name);

  return TRUE;
}

static gboolean
read_common (JsonObject *object, const char *where, GlsId *id, char **description, gboolean *retired, GError **error)
{
  const char *text = NULL;

  if (!gls_json_get_string (object, where, "id", FALSE, &text, error)
      || !gls_json_get_boolean (object, where, "retired", FALSE, retired, error)
      || !read_text (object, where, "description", description, error))
    return FALSE;

  if (text != NULL && !gls_id_parse (text, id))
    return fail (error, _("%s: “%s” is no id; leave “id” out, or write the 26 characters of the exported one."),
                 where, text);

  return TRUE;
}

static gboolean
read_initial (JsonObject *object, const char *where, GlsAttributeDef *def, GError **error)
{
  JsonNode *node = json_object_get_member (object, "initial");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  g_autofree char *json = gls_json_canonical (node, TRUE);
  g_autoptr (GError) inner = NULL;

  if (!gls_attribute_def_check (def, json, &inner))
    return fail (error, _("%s: the initial value does not fit. %s"), where, inner->message);

  if (def->kind == GLS_VALUE_QUANTITY)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_from_json (json, NULL);
      def->initial = gls_quantity_to_json (quantity);
    }
  else
    def->initial = g_steal_pointer (&json);

  return TRUE;
}

static gboolean
read_limits (JsonObject *object, const char *where, GlsAttributeDef *def, GError **error)
{
  if (!gls_json_get_double (object, where, "min", FALSE, &def->min, error)
      || !gls_json_get_double (object, where, "max", FALSE, &def->max, error))
    return FALSE;

  gboolean limited = !isnan (def->min) || !isnan (def->max);

  if (limited && def->kind != GLS_VALUE_INTEGER && def->kind != GLS_VALUE_NUMBER)
    return fail (error, _("%s: “min” and “max” are for the kinds integer and number only; leave them out."), where);
  if (def->min > def->max)
    return fail (error, _("%s: “min” is above “max”; exchange them."), where);

  return TRUE;
}

static gboolean
read_attribute (JsonObject *object, GlsTypeDef *type, guint index, GHashTable *seen, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "id", "name", "kind", "choices", "initial", "min", "max", "required",
                                        "description", "retired", NULL };
  g_autofree char *place = g_strdup_printf (_("Type “%s”, attribute %u"), type->name, index + 1);
  const char *name = NULL, *kind = NULL;

  if (!read_name (object, place, seen, &name, error))
    return FALSE;

  g_autofree char *where = g_strdup_printf (_("Type “%s”, attribute “%s”"), type->name, name);
  GlsAttributeDef *def = gls_attribute_def_new (type, name);

  /* Owned by the type from here on, so that every way out frees it. */
  g_ptr_array_add (type->attributes, def);
  def->order = index;

  if (!read_common (object, where, &def->id, &def->description, &def->retired, error)
      || !gls_json_get_string (object, where, "kind", TRUE, &kind, error)
      || !gls_json_get_boolean (object, where, "required", FALSE, &def->required, error)
      || !read_names (object, where, "choices", &def->choices, error))
    return FALSE;

  if (!gls_value_kind_parse (kind, &def->kind))
    return fail (error, _("%s: the kind “%s” is unknown; it must be text, choice, boolean, integer, number, date or "
                          "quantity."), where, kind);
  if (def->kind == GLS_VALUE_CHOICE && def->choices == NULL)
    return fail (error, _("%s: the choices are missing; list them in “choices”."), where);
  if (def->kind != GLS_VALUE_CHOICE && def->choices != NULL)
    return fail (error, _("%s: “choices” are for the kind choice only; leave them out."), where);
  if (!read_limits (object, where, def, error) || !read_initial (object, where, def, error))
    return FALSE;

  find_unknown (object, where, known, unknown);

  return TRUE;
}

static gboolean
read_role (JsonObject *object, GlsTypeDef *type, guint index, GHashTable *seen, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "id", "name", "types", "required", "many", "chain", "description", "retired",
                                        NULL };
  g_autofree char *place = g_strdup_printf (_("Type “%s”, role %u"), type->name, index + 1);
  const char *name = NULL;

  if (!read_name (object, place, seen, &name, error))
    return FALSE;

  g_autofree char *where = g_strdup_printf (_("Type “%s”, role “%s”"), type->name, name);
  GlsRoleDef *def = gls_role_def_new (type, name);

  g_ptr_array_add (type->roles, def);
  def->order = index;

  if (!read_common (object, where, &def->id, &def->description, &def->retired, error)
      || !gls_json_get_boolean (object, where, "required", FALSE, &def->required, error)
      || !gls_json_get_boolean (object, where, "many", FALSE, &def->many, error)
      || !gls_json_get_boolean (object, where, "chain", FALSE, &def->chain, error)
      || !read_names (object, where, "types", &def->types, error))
    return FALSE;

  find_unknown (object, where, known, unknown);

  return TRUE;
}

static gboolean
read_example (JsonObject *object, GlsTypeDef *type, guint index, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "text", "mark", "why", NULL };
  g_autofree char *where = g_strdup_printf (_("Type “%s”, example %u"), type->name, index + 1);
  const char *text = NULL;

  if (!gls_json_get_string (object, where, "text", TRUE, &text, error))
    return FALSE;

  GlsExample *example = g_new0 (GlsExample, 1);

  g_ptr_array_add (type->examples, example);
  example->text = g_strdup (text);
  if (!read_text (object, where, "mark", &example->mark, error) || !read_text (object, where, "why", &example->why, error))
    return FALSE;

  find_unknown (object, where, known, unknown);

  return TRUE;
}

static gboolean
read_parts (JsonObject *object, const char *where, GlsTypeDef *def, GPtrArray *unknown, GError **error)
{
  JsonArray *attributes = NULL, *roles = NULL, *examples = NULL;

  if (!gls_json_get_array (object, where, "attributes", FALSE, &attributes, error)
      || !gls_json_get_array (object, where, "roles", FALSE, &roles, error)
      || !gls_json_get_array (object, where, "examples", FALSE, &examples, error))
    return FALSE;

  g_autoptr (GHashTable) attribute_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) role_names = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *part;

  for (guint i = 0; attributes != NULL && i < json_array_get_length (attributes); i++)
    if (!gls_json_array_get_object (attributes, i, where, &part, error)
        || !read_attribute (part, def, i, attribute_names, unknown, error))
      return FALSE;

  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    if (!gls_json_array_get_object (roles, i, where, &part, error)
        || !read_role (part, def, i, role_names, unknown, error))
      return FALSE;

  for (guint i = 0; examples != NULL && i < json_array_get_length (examples); i++)
    if (!gls_json_array_get_object (examples, i, where, &part, error)
        || !read_example (part, def, i, unknown, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_color (JsonObject *object, const char *where, GlsTypeDef *def, GError **error)
{
  const char *color = NULL;

  if (!gls_json_get_string (object, where, "color", FALSE, &color, error))
    return FALSE;
  if (color == NULL)
    return TRUE;
  if (strlen (color) != 7 || color[0] != '#' || strspn (color + 1, "0123456789abcdefABCDEF") != 6)
    return fail (error, _("%s: the colour “%s” must be # and six hexadecimal digits, such as #3584e4."), where, color);

  g_free (def->color);
  def->color = g_ascii_strdown (color, -1);

  return TRUE;
}

static gboolean
read_type (JsonObject *object, GlsCodebook *codebook, guint index, GHashTable *seen, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "id", "name", "color", "key", "claim", "description", "rulings", "examples",
                                        "attributes", "roles", "retired", NULL };
  g_autofree char *place = g_strdup_printf (_("Type %u"), index + 1);
  const char *name = NULL;
  char **rulings = NULL;

  if (!read_name (object, place, seen, &name, error))
    return FALSE;

  g_autofree char *where = g_strdup_printf (_("Type “%s”"), name);
  GlsTypeDef *def = gls_type_def_new (name);

  g_ptr_array_add (codebook->types, def);
  def->order = index;

  if (!read_common (object, where, &def->id, &def->description, &def->retired, error)
      || !read_color (object, where, def, error)
      || !read_text (object, where, "key", &def->key, error)
      || !gls_json_get_boolean (object, where, "claim", FALSE, &def->claim, error)
      || !read_names (object, where, "rulings", &rulings, error))
    return FALSE;

  if (rulings != NULL)
    {
      g_strfreev (def->rulings);
      def->rulings = rulings;
    }
  if (def->key != NULL && (strlen (def->key) != 1 || !g_ascii_islower (def->key[0])))
    return fail (error, _("%s: the key “%s” must be one letter from a to z."), where, def->key);

  find_unknown (object, where, known, unknown);

  return read_parts (object, where, def, unknown, error);
}

static gboolean
read_relation (JsonObject *object, GlsCodebook *codebook, guint index, GHashTable *seen, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "id", "name", "from", "to", "description", "retired", NULL };
  g_autofree char *place = g_strdup_printf (_("Relation %u"), index + 1);
  const char *name = NULL;

  if (!read_name (object, place, seen, &name, error))
    return FALSE;

  g_autofree char *where = g_strdup_printf (_("Relation “%s”"), name);
  GlsRelationDef *def = gls_relation_def_new (name);

  g_ptr_array_add (codebook->relations, def);
  def->order = index;

  if (!read_common (object, where, &def->id, &def->description, &def->retired, error)
      || !read_names (object, where, "from", &def->from, error)
      || !read_names (object, where, "to", &def->to, error))
    return FALSE;

  find_unknown (object, where, known, unknown);

  return TRUE;
}

static gboolean
check_allowed (GHashTable *types, char **allowed, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* @types: all names of types. The format says whose list @allowed is. */
static gboolean
check_allowed (GHashTable *types, char **allowed, GError **error, const char *format, ...)
{
  for (guint i = 0; allowed != NULL && allowed[i] != NULL; i++)
    if (!g_hash_table_contains (types, allowed[i]))
      {
        va_list args;

        va_start (args, format);
        g_autofree char *where = g_strdup_vprintf (format, args);
        va_end (args);
        return fail (error, _("%s: allows the type “%s”, which this codebook does not have."), where, allowed[i]);
      }

  return TRUE;
}

static gboolean
check_key (GHashTable *keys, const GlsTypeDef *type, GError **error)
{
  if (type->key == NULL || type->retired)
    return TRUE;

  const GlsTypeDef *other = g_hash_table_lookup (keys, type->key);

  if (other != NULL)
    return fail (error, _("Types “%s” and “%s” both have the key “%s”; give one of them another."),
                 other->name, type->name, type->key);
  g_hash_table_insert (keys, type->key, (gpointer) type);

  return TRUE;
}

static gboolean
check_id (GHashTable *ids, const GlsId *id, const char *name, GError **error)
{
  if (g_hash_table_add (ids, (gpointer) id))
    return TRUE;

  return fail (error, _("The id of “%s” is that of another definition; leave its “id” out."), name);
}

/* What concerns several definitions. */
static gboolean
check_whole (const GlsCodebook *codebook, GHashTable *types, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) ids = g_hash_table_new (gls_id_hash, gls_id_equal);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!check_key (keys, type, error) || !check_id (ids, &type->id, type->name, error))
        return FALSE;

      for (guint j = 0; j < type->attributes->len; j++)
        {
          const GlsAttributeDef *attribute = g_ptr_array_index (type->attributes, j);

          if (!check_id (ids, &attribute->id, attribute->name, error))
            return FALSE;
        }

      for (guint j = 0; j < type->roles->len; j++)
        {
          const GlsRoleDef *role = g_ptr_array_index (type->roles, j);

          if (!check_id (ids, &role->id, role->name, error)
              || !check_allowed (types, role->types, error, _("Type “%s”, role “%s”"), type->name, role->name))
            return FALSE;
        }
    }

  for (guint i = 0; i < codebook->relations->len; i++)
    {
      const GlsRelationDef *relation = g_ptr_array_index (codebook->relations, i);

      if (!check_id (ids, &relation->id, relation->name, error)
          || !check_allowed (types, relation->from, error, _("Relation “%s”"), relation->name)
          || !check_allowed (types, relation->to, error, _("Relation “%s”"), relation->name))
        return FALSE;
    }

  return TRUE;
}

/**
 * gls_codebook_from_json:
 * @object: a codebook as codebook.schema.json has it, out of gls_json_parse()
 * @unknown: (nullable) (element-type utf8): collects members that are not ours, "Type “Figure”.colour"
 * @error: GLS_ERROR_INVALID names type, member and value
 *
 * Returns: (transfer full) (nullable): the codebook, or NULL
 */
GlsCodebook *
gls_codebook_from_json (JsonObject *object, GPtrArray *unknown, GError **error)
{
  static const char * const known[] = { "name", "description", "version", "types", "relations", "$schema", NULL };
  const char *where = _("Codebook");
  g_autoptr (GlsCodebook) codebook = gls_codebook_new ();
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) relations = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *type_array = NULL, *relation_array = NULL;
  JsonObject *part;
  gint64 version = 1;

  g_return_val_if_fail (object != NULL, NULL);

  if (!read_text (object, where, "name", &codebook->name, error)
      || !read_text (object, where, "description", &codebook->description, error)
      || !gls_json_get_int (object, where, "version", FALSE, 1, G_MAXINT, &version, error)
      || !gls_json_get_array (object, where, "types", TRUE, &type_array, error)
      || !gls_json_get_array (object, where, "relations", FALSE, &relation_array, error))
    return NULL;
  codebook->version = version;

  for (guint i = 0; i < json_array_get_length (type_array); i++)
    if (!gls_json_array_get_object (type_array, i, where, &part, error)
        || !read_type (part, codebook, i, types, unknown, error))
      return NULL;

  for (guint i = 0; relation_array != NULL && i < json_array_get_length (relation_array); i++)
    if (!gls_json_array_get_object (relation_array, i, where, &part, error)
        || !read_relation (part, codebook, i, relations, unknown, error))
      return NULL;

  if (!check_whole (codebook, types, error))
    return NULL;
  find_unknown (object, where, known, unknown);

  return g_steal_pointer (&codebook);
}

/**
 * gls_codebook_parse:
 * @data: (array length=n_bytes): a file's content, trusted in nothing
 * @n_bytes: its length, or -1 when it ends with NUL
 * @unknown: (nullable) (element-type utf8): as for gls_codebook_from_json()
 * @error: GLS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the codebook, or NULL
 */
GlsCodebook *
gls_codebook_parse (const char *data, gssize n_bytes, GPtrArray *unknown, GError **error)
{
  g_autoptr (JsonNode) node = gls_json_parse (data, n_bytes, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, _("This is no codebook: it must be a JSON object with a list of “types”."));
      return NULL;
    }

  return gls_codebook_from_json (json_node_get_object (node), unknown, error);
}

/**
 * gls_codebook_list_shipped:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the shipped codebooks, the default first
 */
const char * const *
gls_codebook_list_shipped (void)
{
  return shipped;
}

/**
 * gls_codebook_load_shipped:
 * @name: one of gls_codebook_list_shipped()
 * @error: GLS_ERROR_NOT_FOUND names those there are
 *
 * Returns: (transfer full) (nullable): the codebook, or NULL
 */
GlsCodebook *
gls_codebook_load_shipped (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (!g_strv_contains (shipped, name))
    {
      g_autofree char *names = g_strjoinv ("”, “", (char **) shipped);

      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                   _("There is no shipped codebook “%s”; there are “%s”. A file needs its whole name."), name, names);
      return NULL;
    }

  g_autofree char *file = g_strdelimit (g_strdup (name), " ", '-');
  g_autofree char *path = g_strconcat (RESOURCE_PATH, file, ".json", NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (gls_codebooks_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (bytes == NULL)
    return NULL;

  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  return gls_codebook_parse (data, n_bytes, NULL, error);
}
