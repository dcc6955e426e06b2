/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook in memory: its definitions are made, found and freed here, and values are checked against them.
 * It must not know how a codebook is written in a file (gls-codebook-json.c does) nor how the project keeps it. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json.h>

#include "gls-codebook.h"
#include "gls-date.h"
#include "gls-quantity.h"

G_DEFINE_BOXED_TYPE (GlsCodebook, gls_codebook, gls_codebook_ref, gls_codebook_unref)

/* What files say; the order is that of GlsValueKind. */
static const char * const kind_names[] = { "text", "choice", "boolean", "integer", "number", "date", "quantity" };

/* For types that come without a colour. Told apart with any colour vision, and 3:1 on white and on #1e1e1e. */
static const char * const spare_colors[] = {
  "#147bc9", "#8731ff", "#e20018", "#0b7c0b", "#09a1c2", "#c58805", "#9a7dff", "#957e70", "#af3f92",
};

/**
 * gls_codebook_new:
 *
 * An empty codebook of version 1.
 *
 * Returns: (transfer full): the codebook
 */
GlsCodebook *
gls_codebook_new (void)
{
  GlsCodebook *codebook = g_new0 (GlsCodebook, 1);

  g_atomic_ref_count_init (&codebook->ref_count);
  codebook->version = 1;
  codebook->types = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_type_def_free);
  codebook->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_relation_def_free);

  return codebook;
}

/**
 * gls_codebook_ref:
 * @codebook: a codebook
 *
 * Returns: (transfer full): @codebook
 */
GlsCodebook *
gls_codebook_ref (GlsCodebook *codebook)
{
  g_return_val_if_fail (codebook != NULL, NULL);

  g_atomic_ref_count_inc (&codebook->ref_count);

  return codebook;
}

/**
 * gls_codebook_unref:
 * @codebook: (nullable) (transfer full): a codebook
 */
void
gls_codebook_unref (GlsCodebook *codebook)
{
  if (codebook == NULL || !g_atomic_ref_count_dec (&codebook->ref_count))
    return;

  g_free (codebook->name);
  g_free (codebook->description);
  g_clear_pointer (&codebook->types, g_ptr_array_unref);
  g_clear_pointer (&codebook->relations, g_ptr_array_unref);
  g_free (codebook);
}

static void
example_free (gpointer data)
{
  GlsExample *example = data;

  g_free (example->text);
  g_free (example->mark);
  g_free (example->why);
  g_free (example);
}

/**
 * gls_type_def_new:
 * @name: its name, from which its id is derived
 *
 * A type without key, attributes and roles, in a colour that depends on the name alone.
 *
 * Returns: (transfer full): free with gls_type_def_free()
 */
GlsTypeDef *
gls_type_def_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  GlsTypeDef *def = g_new0 (GlsTypeDef, 1);

  gls_id_derive (&def->id, "type", name, strlen (name), NULL);
  def->name = g_strdup (name);
  def->color = g_strdup (spare_colors[def->id.bytes[0] % G_N_ELEMENTS (spare_colors)]);
  def->rulings = g_new0 (char *, 1);
  def->examples = g_ptr_array_new_with_free_func (example_free);
  def->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_attribute_def_free);
  def->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_role_def_free);

  return def;
}

/**
 * gls_attribute_def_new:
 * @type: the type it will belong to; it is not added
 * @name: its name
 *
 * A text attribute without limits. Its id is derived from the type's id and @name.
 *
 * Returns: (transfer full): free with gls_attribute_def_free()
 */
GlsAttributeDef *
gls_attribute_def_new (const GlsTypeDef *type, const char *name)
{
  g_return_val_if_fail (type != NULL && name != NULL, NULL);

  GlsAttributeDef *def = g_new0 (GlsAttributeDef, 1);

  gls_id_derive (&def->id, "attribute", type->id.bytes, sizeof type->id.bytes, name, strlen (name), NULL);
  def->name = g_strdup (name);
  def->min = NAN;
  def->max = NAN;

  return def;
}

/**
 * gls_role_def_new:
 * @type: the type it will belong to; it is not added
 * @name: its name
 *
 * A role for one filler of any type. Its id is derived from the type's id and @name.
 *
 * Returns: (transfer full): free with gls_role_def_free()
 */
GlsRoleDef *
gls_role_def_new (const GlsTypeDef *type, const char *name)
{
  g_return_val_if_fail (type != NULL && name != NULL, NULL);

  GlsRoleDef *def = g_new0 (GlsRoleDef, 1);

  gls_id_derive (&def->id, "role", type->id.bytes, sizeof type->id.bytes, name, strlen (name), NULL);
  def->name = g_strdup (name);

  return def;
}

/**
 * gls_relation_def_new:
 * @name: its name, from which its id is derived
 *
 * A relation between annotations of any types.
 *
 * Returns: (transfer full): free with gls_relation_def_free()
 */
GlsRelationDef *
gls_relation_def_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  GlsRelationDef *def = g_new0 (GlsRelationDef, 1);

  gls_id_derive (&def->id, "relation", name, strlen (name), NULL);
  def->name = g_strdup (name);

  return def;
}

/**
 * gls_type_def_free:
 * @def: (nullable) (transfer full): a type, with its attributes and roles
 */
void
gls_type_def_free (GlsTypeDef *def)
{
  if (def == NULL)
    return;

  g_free (def->name);
  g_free (def->color);
  g_free (def->key);
  g_free (def->description);
  g_strfreev (def->rulings);
  g_clear_pointer (&def->examples, g_ptr_array_unref);
  g_clear_pointer (&def->attributes, g_ptr_array_unref);
  g_clear_pointer (&def->roles, g_ptr_array_unref);
  g_free (def);
}

/**
 * gls_attribute_def_free:
 * @def: (nullable) (transfer full): an attribute
 */
void
gls_attribute_def_free (GlsAttributeDef *def)
{
  if (def == NULL)
    return;

  g_free (def->name);
  g_free (def->description);
  g_strfreev (def->choices);
  g_free (def->initial);
  g_free (def);
}

/**
 * gls_role_def_free:
 * @def: (nullable) (transfer full): a role
 */
void
gls_role_def_free (GlsRoleDef *def)
{
  if (def == NULL)
    return;

  g_free (def->name);
  g_free (def->description);
  g_strfreev (def->types);
  g_free (def);
}

/**
 * gls_relation_def_free:
 * @def: (nullable) (transfer full): a relation type
 */
void
gls_relation_def_free (GlsRelationDef *def)
{
  if (def == NULL)
    return;

  g_free (def->name);
  g_free (def->description);
  g_strfreev (def->from);
  g_strfreev (def->to);
  g_free (def);
}

/**
 * gls_codebook_find_type:
 * @codebook: a codebook
 * @name: (nullable): a name, letter for letter
 *
 * Returns: (transfer none) (nullable): the type, retired or not
 */
GlsTypeDef *
gls_codebook_find_type (const GlsCodebook *codebook, const char *name)
{
  for (guint i = 0; i < codebook->types->len; i++)
    {
      GlsTypeDef *def = g_ptr_array_index (codebook->types, i);

      if (g_strcmp0 (def->name, name) == 0)
        return def;
    }

  return NULL;
}

/**
 * gls_codebook_find_type_by_id:
 * @codebook: a codebook
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the type, retired or not
 */
GlsTypeDef *
gls_codebook_find_type_by_id (const GlsCodebook *codebook, const GlsId *id)
{
  for (guint i = 0; i < codebook->types->len; i++)
    {
      GlsTypeDef *def = g_ptr_array_index (codebook->types, i);

      if (gls_id_equal (&def->id, id))
        return def;
    }

  return NULL;
}

/**
 * gls_codebook_find_relation:
 * @codebook: a codebook
 * @name: (nullable): a name, letter for letter
 *
 * Returns: (transfer none) (nullable): the relation type, retired or not
 */
GlsRelationDef *
gls_codebook_find_relation (const GlsCodebook *codebook, const char *name)
{
  for (guint i = 0; i < codebook->relations->len; i++)
    {
      GlsRelationDef *def = g_ptr_array_index (codebook->relations, i);

      if (g_strcmp0 (def->name, name) == 0)
        return def;
    }

  return NULL;
}

/**
 * gls_type_def_find_attribute:
 * @type: a type
 * @name: (nullable): a name, letter for letter
 *
 * Returns: (transfer none) (nullable): the attribute, retired or not
 */
GlsAttributeDef *
gls_type_def_find_attribute (const GlsTypeDef *type, const char *name)
{
  for (guint i = 0; i < type->attributes->len; i++)
    {
      GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);

      if (g_strcmp0 (def->name, name) == 0)
        return def;
    }

  return NULL;
}

/**
 * gls_type_def_find_role:
 * @type: a type
 * @name: (nullable): a name, letter for letter
 *
 * Returns: (transfer none) (nullable): the role, retired or not
 */
GlsRoleDef *
gls_type_def_find_role (const GlsTypeDef *type, const char *name)
{
  for (guint i = 0; i < type->roles->len; i++)
    {
      GlsRoleDef *def = g_ptr_array_index (type->roles, i);

      if (g_strcmp0 (def->name, name) == 0)
        return def;
    }

  return NULL;
}

/**
 * gls_value_kind_to_string:
 * @kind: a kind
 *
 * Returns: what files say, never translated
 */
const char *
gls_value_kind_to_string (GlsValueKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), "text");

  return kind_names[kind];
}

/**
 * gls_value_kind_parse:
 * @string: (nullable): exactly what gls_value_kind_to_string() gives
 * @kind: (out): untouched when FALSE is returned
 *
 * Returns: TRUE when @string is a kind
 */
gboolean
gls_value_kind_parse (const char *string, GlsValueKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (string, kind_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
fail (GError **error, const GlsAttributeDef *def, const char *json, const char *wanted)
{
  g_autofree char *shown = g_utf8_strlen (json, -1) > 80 ? g_utf8_substring (json, 0, 79) : NULL;

  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("Attribute “%s” cannot be %s%s; it must be %s."),
               def->name, shown != NULL ? shown : json, shown != NULL ? "…" : "", wanted);

  return FALSE;
}

static gboolean
check_number (const GlsAttributeDef *def, const char *json, const GlsJsonValue *given, GError **error)
{
  double value;

  if (def->kind == GLS_VALUE_INTEGER && given->kind != GLS_JSON_INT)
    return fail (error, def, json, _("a whole number"));
  if (given->kind != GLS_JSON_INT && given->kind != GLS_JSON_DOUBLE)
    return fail (error, def, json, _("a number"));

  value = given->kind == GLS_JSON_INT ? (double) given->integer : given->real;

  if (value < def->min || value > def->max)
    {
      char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *wanted = NULL;

      g_ascii_formatd (low, sizeof low, "%.15g", def->min);
      g_ascii_formatd (high, sizeof high, "%.15g", def->max);
      if (isnan (def->max))
        wanted = g_strdup_printf (_("%s or more"), low);
      else if (isnan (def->min))
        wanted = g_strdup_printf (_("%s or less"), high);
      else
        wanted = g_strdup_printf (_("from %s to %s"), low, high);
      return fail (error, def, json, wanted);
    }

  return TRUE;
}

static gboolean
check_choice (const GlsAttributeDef *def, const char *json, const GlsJsonValue *given, GError **error)
{
  const char *string = given->kind == GLS_JSON_STRING ? given->string : NULL;

  if (string != NULL && def->choices != NULL && g_strv_contains ((const char * const *) def->choices, string))
    return TRUE;

  g_autofree char *choices = def->choices != NULL ? g_strjoinv (", ", def->choices) : g_strdup ("");
  g_autofree char *wanted = g_strdup_printf (_("one of: %s"), choices);

  return fail (error, def, json, wanted);
}

/* "2015-04", or {"said":"last month","date":"2015-04"} where the words stand in no span. */
static gboolean
check_date (const GlsAttributeDef *def, const char *json, const GlsJsonValue *given, GError **error)
{
  const char *date = NULL;

  if (given->kind == GLS_JSON_OBJECT)
    {
      const char *said = NULL;

      if (given->n != 2
          || !gls_json_value_get_string (given, def->name, "said", TRUE, &said, NULL)
          || !gls_json_value_get_string (given, def->name, "date", TRUE, &date, NULL))
        date = NULL;
    }
  else if (given->kind == GLS_JSON_STRING)
    date = given->string;

  if (date != NULL && gls_date_is_valid (date))
    return TRUE;

  return fail (error, def, json, _("a date such as \"2015-04-21\", \"2015-04\" or \"2014-11/2015-02\""));
}

/* Of a string that holds no escape. */
static gboolean
plain_string_fits (const GlsAttributeDef *def, const char *json, gsize n_bytes)
{
  gsize n = n_bytes - 2;
  char date[64];

  switch (def->kind)
    {
    case GLS_VALUE_TEXT:
      return TRUE;
    case GLS_VALUE_CHOICE:
      for (guint i = 0; def->choices != NULL && def->choices[i] != NULL; i++)
        if (strncmp (def->choices[i], json + 1, n) == 0 && def->choices[i][n] == '\0')
          return TRUE;
      return FALSE;
    case GLS_VALUE_DATE:
      if (n >= sizeof date)
        return FALSE;
      memcpy (date, json + 1, n);
      date[n] = '\0';
      return gls_date_is_valid (date);
    case GLS_VALUE_BOOLEAN:
    case GLS_VALUE_INTEGER:
    case GLS_VALUE_NUMBER:
    case GLS_VALUE_QUANTITY:
    default:
      return FALSE;
    }
}

/* Whether @json is one of the forms that need no tree, and fits. */
static gboolean
fits_at_once (const GlsAttributeDef *def, const char *json)
{
  gsize n = strlen (json);

  if (*json == '"')
    return gls_json_plain_string (json, n) == n && plain_string_fits (def, json, n);
  return (def->kind == GLS_VALUE_QUANTITY && gls_quantity_is_canonical (json, n))
         || (def->kind == GLS_VALUE_DATE && gls_date_is_canonical (json, n));
}

/**
 * gls_attribute_def_check:
 * @def: an attribute
 * @json: (nullable): one JSON value, trusted in nothing
 * @error: GLS_ERROR_INVALID says what the value is and what it must be
 *
 * A date is an EDTF string or {"said":…,"date":EDTF}; a quantity is what gls_quantity_from_json() reads.
 *
 * Returns: TRUE when @json is a value that @def may have
 */
gboolean
gls_attribute_def_check (const GlsAttributeDef *def, const char *json, GError **error)
{
  g_return_val_if_fail (def != NULL, FALSE);

  if (json != NULL && fits_at_once (def, json))
    return TRUE;

  g_autoptr (GlsJsonTree) tree = json != NULL ? gls_json_tree_new (json, strlen (json), NULL) : NULL;

  if (tree == NULL)
    return fail (error, def, json != NULL ? json : "", _("a JSON value"));

  const GlsJsonValue *given = gls_json_tree_root (tree);

  switch (def->kind)
    {
    case GLS_VALUE_TEXT:
      return given->kind == GLS_JSON_STRING || fail (error, def, json, _("a text"));

    case GLS_VALUE_CHOICE:
      return check_choice (def, json, given, error);

    case GLS_VALUE_BOOLEAN:
      return given->kind == GLS_JSON_BOOLEAN || fail (error, def, json, _("true or false"));

    case GLS_VALUE_INTEGER:
    case GLS_VALUE_NUMBER:
      return check_number (def, json, given, error);

    case GLS_VALUE_DATE:
      return check_date (def, json, given, error);

    case GLS_VALUE_QUANTITY:
      {
        g_autoptr (GError) inner = NULL;
        g_autoptr (GlsQuantity) quantity = gls_quantity_from_value (given, &inner);

        if (quantity != NULL)
          return TRUE;
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("Attribute “%s” is no quantity: %s"),
                     def->name, inner->message);
        return FALSE;
      }
    }

  g_return_val_if_reached (FALSE);
}
