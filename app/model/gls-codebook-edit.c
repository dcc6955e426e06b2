/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies a codebook and changes the copy: new definitions with free names and ids, their order, renaming.
 * It must not know who edits, nor how a change reaches the project. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json.h>
#include <gls-json-writer.h>

#include "gls-codebook-edit.h"
#include "gls-color.h"
#include "gls-quantity.h"

static void
set_string (char **to, const char *from)
{
  char *copy = g_strdup (from);

  g_free (*to);
  *to = copy;
}

static void
set_strings (char ***to, char **from)
{
  char **copy = g_strdupv (from);

  g_strfreev (*to);
  *to = copy;
}

static GlsAttributeDef *
copy_attribute (const GlsTypeDef *type, const GlsAttributeDef *from)
{
  GlsAttributeDef *def = gls_attribute_def_new (type, from->name);

  def->id = from->id;
  def->description = g_strdup (from->description);
  def->kind = from->kind;
  def->choices = g_strdupv (from->choices);
  def->initial = g_strdup (from->initial);
  def->min = from->min;
  def->max = from->max;
  def->required = from->required;
  def->retired = from->retired;
  def->order = from->order;

  return def;
}

static GlsRoleDef *
copy_role (const GlsTypeDef *type, const GlsRoleDef *from)
{
  GlsRoleDef *def = gls_role_def_new (type, from->name);

  def->id = from->id;
  def->description = g_strdup (from->description);
  def->types = g_strdupv (from->types);
  def->required = from->required;
  def->many = from->many;
  def->chain = from->chain;
  def->retired = from->retired;
  def->order = from->order;

  return def;
}

static GlsRelationDef *
copy_relation (const GlsRelationDef *from)
{
  GlsRelationDef *def = gls_relation_def_new (from->name);

  def->id = from->id;
  def->description = g_strdup (from->description);
  def->from = g_strdupv (from->from);
  def->to = g_strdupv (from->to);
  def->retired = from->retired;
  def->order = from->order;

  return def;
}

GlsExample *
gls_type_def_add_example (GlsTypeDef *type, const char *text, const char *mark, const char *why)
{
  GlsExample *example = g_new0 (GlsExample, 1);

  example->text = g_strdup (text);
  example->mark = g_strdup (mark);
  example->why = g_strdup (why);
  g_ptr_array_add (type->examples, example);

  return example;
}

void
gls_type_def_assign (GlsTypeDef *to, const GlsTypeDef *from)
{
  set_string (&to->name, from->name);
  set_string (&to->color, from->color);
  set_string (&to->key, from->key);
  set_string (&to->description, from->description);
  set_strings (&to->rulings, from->rulings);
  to->claim = from->claim;
  to->retired = from->retired;
  g_ptr_array_set_size (to->examples, 0);
  g_ptr_array_set_size (to->attributes, 0);
  g_ptr_array_set_size (to->roles, 0);
  for (guint i = 0; i < from->examples->len; i++)
    {
      const GlsExample *example = g_ptr_array_index (from->examples, i);

      gls_type_def_add_example (to, example->text, example->mark, example->why);
    }
  for (guint i = 0; i < from->attributes->len; i++)
    g_ptr_array_add (to->attributes, copy_attribute (to, g_ptr_array_index (from->attributes, i)));
  for (guint i = 0; i < from->roles->len; i++)
    g_ptr_array_add (to->roles, copy_role (to, g_ptr_array_index (from->roles, i)));
}

/**
 * gls_codebook_copy:
 * @codebook: a codebook
 *
 * Returns: (transfer full): one that shares nothing with it, to be changed
 */
GlsCodebook *
gls_codebook_copy (const GlsCodebook *codebook)
{
  GlsCodebook *copy = gls_codebook_new ();

  copy->name = g_strdup (codebook->name);
  copy->description = g_strdup (codebook->description);
  copy->version = codebook->version;
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *from = g_ptr_array_index (codebook->types, i);
      GlsTypeDef *type = gls_type_def_new (from->name);

      type->id = from->id;
      type->order = from->order;
      gls_type_def_assign (type, from);
      g_ptr_array_add (copy->types, type);
    }
  for (guint i = 0; i < codebook->relations->len; i++)
    g_ptr_array_add (copy->relations, copy_relation (g_ptr_array_index (codebook->relations, i)));

  return copy;
}

gboolean
gls_codebook_equal (const GlsCodebook *a, const GlsCodebook *b)
{
  g_autofree char *x = gls_codebook_to_json (a, FALSE), *y = gls_codebook_to_json (b, FALSE);

  return g_str_equal (x, y);
}

gboolean
gls_type_def_equal (const GlsTypeDef *a, const GlsTypeDef *b)
{
  g_autoptr (GlsCodebook) one = gls_codebook_new (), other = gls_codebook_new ();
  GlsTypeDef *x = gls_type_def_new (a->name), *y = gls_type_def_new (b->name);

  x->id = a->id;
  y->id = b->id;
  gls_type_def_assign (x, a);
  gls_type_def_assign (y, b);
  g_ptr_array_add (one->types, x);
  g_ptr_array_add (other->types, y);

  return gls_codebook_equal (one, other);
}

/* --- New definitions --------------------------------------------------------------------------------------------- */

/* All four definitions are lists of structs that begin with id and name. */
typedef struct {
  GlsId id;
  char *name;
} Definition;

static gboolean
has_name (GPtrArray *definitions, const char *name)
{
  for (guint i = 0; i < definitions->len; i++)
    if (g_strcmp0 (((const Definition *) g_ptr_array_index (definitions, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_id (GPtrArray *definitions, const GlsId *id)
{
  for (guint i = 0; i < definitions->len; i++)
    if (gls_id_equal (&((const Definition *) g_ptr_array_index (definitions, i))->id, id))
      return TRUE;
  return FALSE;
}

static char *
find_free_name (GPtrArray *definitions, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint n = 2; has_name (definitions, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, n);
    }
  return name;
}

/* The id that follows from the name may be that of a definition which was renamed since. */
static void
add (GPtrArray *definitions, gpointer definition)
{
  Definition *def = definition;

  if (has_id (definitions, &def->id))
    gls_id_generate (&def->id);
  g_ptr_array_add (definitions, definition);
}

static gboolean
is_key_free (const GlsCodebook *codebook, char letter)
{
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && type->key != NULL && type->key[0] == letter)
        return FALSE;
    }
  return TRUE;
}

static char *
find_free_key (const GlsCodebook *codebook, const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (g_ascii_isalpha (*at) && is_key_free (codebook, g_ascii_tolower (*at)))
      return g_strndup ((char[]) { g_ascii_tolower (*at) }, 1);
  for (char letter = 'a'; letter <= 'z'; letter++)
    if (is_key_free (codebook, letter))
      return g_strndup (&letter, 1);
  return NULL;
}

static void
number (GPtrArray *definitions, gsize order_offset)
{
  for (guint i = 0; i < definitions->len; i++)
    G_STRUCT_MEMBER (int, g_ptr_array_index (definitions, i), order_offset) = i;
}

GlsTypeDef *
gls_codebook_add_type (GlsCodebook *codebook, const char *wanted)
{
  g_autofree char *name = find_free_name (codebook->types, wanted);
  GlsTypeDef *type = gls_type_def_new (name);

  set_string (&type->color, gls_color_propose (codebook));
  type->key = find_free_key (codebook, name);
  add (codebook->types, type);
  number (codebook->types, G_STRUCT_OFFSET (GlsTypeDef, order));

  return type;
}

GlsTypeDef *
gls_codebook_duplicate_type (GlsCodebook *codebook, const GlsTypeDef *type)
{
  guint at = codebook->types->len;
  GlsTypeDef *copy = gls_codebook_add_type (codebook, type->name);
  g_autofree char *name = g_strdup (copy->name), *color = g_strdup (copy->color), *key = g_strdup (copy->key);

  gls_type_def_assign (copy, type);
  set_string (&copy->name, name);
  set_string (&copy->color, color);
  set_string (&copy->key, key);
  for (guint i = 0; i < copy->attributes->len; i++)
    gls_id_generate (&((GlsAttributeDef *) g_ptr_array_index (copy->attributes, i))->id);
  for (guint i = 0; i < copy->roles->len; i++)
    gls_id_generate (&((GlsRoleDef *) g_ptr_array_index (copy->roles, i))->id);
  if (g_ptr_array_find (codebook->types, type, &at))
    {
      copy = g_ptr_array_steal_index (codebook->types, codebook->types->len - 1);
      g_ptr_array_insert (codebook->types, at + 1, copy);
      number (codebook->types, G_STRUCT_OFFSET (GlsTypeDef, order));
    }

  return copy;
}

GlsRelationDef *
gls_codebook_add_relation (GlsCodebook *codebook, const char *wanted)
{
  g_autofree char *name = find_free_name (codebook->relations, wanted);
  GlsRelationDef *relation = gls_relation_def_new (name);

  add (codebook->relations, relation);
  number (codebook->relations, G_STRUCT_OFFSET (GlsRelationDef, order));

  return relation;
}

GlsAttributeDef *
gls_type_def_add_attribute (GlsTypeDef *type, const char *wanted)
{
  g_autofree char *name = find_free_name (type->attributes, wanted);
  GlsAttributeDef *attribute = gls_attribute_def_new (type, name);

  add (type->attributes, attribute);
  number (type->attributes, G_STRUCT_OFFSET (GlsAttributeDef, order));

  return attribute;
}

GlsRoleDef *
gls_type_def_add_role (GlsTypeDef *type, const char *wanted)
{
  g_autofree char *name = find_free_name (type->roles, wanted);
  GlsRoleDef *role = gls_role_def_new (type, name);

  add (type->roles, role);
  number (type->roles, G_STRUCT_OFFSET (GlsRoleDef, order));

  return role;
}

/* --- Order ------------------------------------------------------------------------------------------------------- */

/* Past the next in use, so that retired ones between do not swallow the step. */
static gboolean
move (GPtrArray *definitions, gconstpointer definition, int step, gsize order_offset, gsize retired_offset)
{
  guint at;
  int to;
  gpointer moved;

  if (step == 0 || !g_ptr_array_find (definitions, definition, &at))
    return FALSE;
  for (to = (int) at + step; to >= 0 && to < (int) definitions->len; to += step)
    if (!G_STRUCT_MEMBER (gboolean, g_ptr_array_index (definitions, to), retired_offset))
      break;
  if (to < 0 || to >= (int) definitions->len)
    return FALSE;
  moved = g_ptr_array_steal_index (definitions, at);
  g_ptr_array_insert (definitions, to, moved);
  number (definitions, order_offset);

  return TRUE;
}

gboolean
gls_codebook_move_type (GlsCodebook *codebook, const GlsTypeDef *type, int step)
{
  return move (codebook->types, type, step, G_STRUCT_OFFSET (GlsTypeDef, order), G_STRUCT_OFFSET (GlsTypeDef, retired));
}

gboolean
gls_codebook_move_relation (GlsCodebook *codebook, const GlsRelationDef *relation, int step)
{
  return move (codebook->relations, relation, step, G_STRUCT_OFFSET (GlsRelationDef, order),
               G_STRUCT_OFFSET (GlsRelationDef, retired));
}

gboolean
gls_type_def_move_attribute (GlsTypeDef *type, const GlsAttributeDef *attribute, int step)
{
  return move (type->attributes, attribute, step, G_STRUCT_OFFSET (GlsAttributeDef, order),
               G_STRUCT_OFFSET (GlsAttributeDef, retired));
}

gboolean
gls_type_def_move_role (GlsTypeDef *type, const GlsRoleDef *role, int step)
{
  return move (type->roles, role, step, G_STRUCT_OFFSET (GlsRoleDef, order), G_STRUCT_OFFSET (GlsRoleDef, retired));
}

/* --- Names ------------------------------------------------------------------------------------------------------- */

static void
rename_in (char **names, const char *from, const char *to)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], from))
      set_string (&names[i], to);
}

void
gls_codebook_rename_type (GlsCodebook *codebook, GlsTypeDef *type, const char *name)
{
  g_autofree char *old = g_strdup (type->name);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *other = g_ptr_array_index (codebook->types, i);

      for (guint j = 0; j < other->roles->len; j++)
        rename_in (((GlsRoleDef *) g_ptr_array_index (other->roles, j))->types, old, name);
    }
  for (guint i = 0; i < codebook->relations->len; i++)
    {
      GlsRelationDef *relation = g_ptr_array_index (codebook->relations, i);

      rename_in (relation->from, old, name);
      rename_in (relation->to, old, name);
    }
  set_string (&type->name, name);
}

static gpointer
find_by_id (GPtrArray *definitions, const GlsId *id)
{
  for (guint i = 0; i < definitions->len; i++)
    {
      Definition *def = g_ptr_array_index (definitions, i);

      if (gls_id_equal (&def->id, id))
        return def;
    }
  return NULL;
}

GlsRelationDef *
gls_codebook_find_relation_by_id (const GlsCodebook *codebook, const GlsId *id)
{
  return find_by_id (codebook->relations, id);
}

GlsAttributeDef *
gls_type_def_find_attribute_by_id (const GlsTypeDef *type, const GlsId *id)
{
  return find_by_id (type->attributes, id);
}

GlsRoleDef *
gls_type_def_find_role_by_id (const GlsTypeDef *type, const GlsId *id)
{
  return find_by_id (type->roles, id);
}

/* --- Another codebook -------------------------------------------------------------------------------------------- */

static void
report (GPtrArray *out, char *sentence)
{
  g_ptr_array_add (out, sentence);
}

static gboolean
relation_equal (const GlsRelationDef *a, const GlsRelationDef *b)
{
  g_autoptr (GlsCodebook) one = gls_codebook_new (), other = gls_codebook_new ();

  g_ptr_array_add (one->relations, copy_relation (a));
  g_ptr_array_add (other->relations, copy_relation (b));
  return gls_codebook_equal (one, other);
}

guint
gls_codebook_take (GlsCodebook *into, const GlsCodebook *from, GPtrArray *out)
{
  g_autoptr (GlsCodebook) copy = gls_codebook_copy (from);
  guint n = 0;

  for (guint i = 0; i < from->types->len; i++)
    {
      const GlsTypeDef *theirs = g_ptr_array_index (from->types, i);
      const GlsTypeDef *ours = gls_codebook_find_type (into, theirs->name);
      GlsTypeDef *type;

      if (ours != NULL)
        {
          if (!gls_type_def_equal (ours, theirs))
            report (out, g_strdup_printf (_("The type “%s” differs from the project's, which stays as it is."), theirs->name));
          continue;
        }
      type = g_ptr_array_index (copy->types, i);
      if (type->key != NULL && !is_key_free (into, type->key[0]))
        g_clear_pointer (&type->key, g_free);
      add (into->types, g_steal_pointer (&g_ptr_array_index (copy->types, i)));
      report (out, g_strdup_printf (_("The type “%s” was added to the codebook."), theirs->name));
      n++;
    }
  for (guint i = 0; i < from->relations->len; i++)
    {
      const GlsRelationDef *theirs = g_ptr_array_index (from->relations, i);
      const GlsRelationDef *ours = gls_codebook_find_relation (into, theirs->name);

      if (ours == NULL)
        {
          add (into->relations, copy_relation (theirs));
          report (out, g_strdup_printf (_("The relation “%s” was added to the codebook."), theirs->name));
          n++;
        }
      else if (!relation_equal (ours, theirs))
        report (out, g_strdup_printf (_("The relation “%s” differs from the project's, which stays as it is."), theirs->name));
    }
  number (into->types, G_STRUCT_OFFSET (GlsTypeDef, order));
  number (into->relations, G_STRUCT_OFFSET (GlsRelationDef, order));

  return n;
}

/* --- Values ------------------------------------------------------------------------------------------------------ */

char *
gls_attribute_def_value_from_text (const GlsAttributeDef *def, const char *text, GError **error)
{
  g_autofree char *json = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  if (def->kind == GLS_VALUE_QUANTITY)
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_parse (text);

      if (quantity == NULL)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("There is no number in “%s”."), text);
          return NULL;
        }
      return gls_quantity_to_json (quantity);
    }
  if (def->kind == GLS_VALUE_BOOLEAN || def->kind == GLS_VALUE_INTEGER || def->kind == GLS_VALUE_NUMBER)
    json = g_strdup (text);
  else
    {
      g_autoptr (GString) out = g_string_new (NULL);
      GlsJsonWriter writer;

      gls_json_writer_init (&writer, out);
      gls_json_writer_string (&writer, text);
      json = g_strdup (out->str);
    }
  return gls_attribute_def_check (def, json, error) ? g_steal_pointer (&json) : NULL;
}

char *
gls_attribute_def_value_to_text (const GlsAttributeDef *def, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? gls_json_parse (json, -1, NULL) : NULL;

  if (node == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      const char *said = NULL;

      if (gls_json_get_string (json_node_get_object (node), def->name, "said", FALSE, &said, NULL) && said != NULL)
        return g_strdup (said);
    }
  return g_strdup (json);
}
