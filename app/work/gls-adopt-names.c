/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats of columns and of identifiers write "part of" as "part_of"; here it becomes the codebook's own name again, in the imported
 * codebook and in every annotation, and what no format says of a type, its colour or its rulings, is as the codebook says.
 * It knows no format and no project. */
#include "config.h"

#include <string.h>

#include <gls-json-writer.h>
#include <gls-json.h>

#include "gls-adopt-names.h"

static gboolean
is_same_byte (char a, char b)
{
  gboolean kept_a = g_ascii_isalnum (a) || a == '-' || (guchar) a >= 0x80, kept_b = g_ascii_isalnum (b) || b == '-' || (guchar) b >= 0x80;

  return kept_a || kept_b ? a == b : (a == '\0') == (b == '\0');
}

static gboolean
is_written_as (const char *name, const char *written)
{
  for (; *name != '\0' && is_same_byte (*name, *written); name++, written++)
    ;
  return *name == '\0' && *written == '\0';
}

/* What @name stands for among @n names; NULL: itself. */
static const char *
find_own (const char *name, const char * const *names, guint n)
{
  const char *found = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (strcmp (names[i], name) == 0)
        return NULL;
      if (!is_written_as (names[i], name))
        continue;
      if (found != NULL)
        return NULL;
      found = names[i];
    }
  return found;
}

/* The names of @defs, each of which begins with an id and a name as all definitions of a codebook do. */
typedef struct {
  GlsId id;
  char *name;
} Named;

static const char *
find_among (const GPtrArray *defs, const char *name)
{
  g_autofree const char **names = g_new (const char *, defs->len + 1);

  for (guint i = 0; i < defs->len; i++)
    names[i] = ((const Named *) defs->pdata[i])->name;
  return find_own (name, names, defs->len);
}

static const char *
find_choice (const GlsAttributeDef *def, const char *choice)
{
  return def != NULL && def->choices != NULL ? find_own (choice, (const char * const *) def->choices, g_strv_length (def->choices)) : NULL;
}

static const GlsTypeDef *
find_type (const GlsCodebook *codebook, const char *name)
{
  const char *own = find_among (codebook->types, name);

  return gls_codebook_find_type (codebook, own != NULL ? own : name);
}

static const GlsAttributeDef *
find_attribute (const GlsTypeDef *type, const char *name)
{
  const char *own = find_among (type->attributes, name);

  return gls_type_def_find_attribute (type, own != NULL ? own : name);
}

static void
replace (char **name, const char *own)
{
  if (own == NULL)
    return;
  g_free (*name);
  *name = g_strdup (own);
}

/* A choice's value is its name in quotation marks. */
static void
adopt_value (const GlsAttributeDef *def, char **value)
{
  g_autoptr (JsonNode) node = def != NULL && def->choices != NULL ? gls_json_parse (*value, -1, NULL) : NULL;
  const char *own = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                        ? find_choice (def, json_node_get_string (node)) : NULL;

  if (own == NULL)
    return;
  json_node_set_string (node, own);
  g_free (*value);
  *value = gls_json_canonical (node, TRUE);
}

static void
adopt_annotation (GlsAnnotation *annotation, const GlsCodebook *codebook)
{
  const GlsTypeDef *type;

  replace (&annotation->type, find_among (codebook->types, annotation->type));
  type = gls_codebook_find_type (codebook, annotation->type);
  for (guint i = 0; type != NULL && annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      replace (&attribute->name, find_among (type->attributes, attribute->name));
      adopt_value (gls_type_def_find_attribute (type, attribute->name), &attribute->value);
    }
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      if (link->relation)
        replace (&link->name, find_among (codebook->relations, link->name));
      else if (type != NULL)
        replace (&link->name, find_among (type->roles, link->name));
    }
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
adopt_name (JsonObject *object, const char *own)
{
  if (own != NULL)
    json_object_set_string_member (object, "name", own);
}

/* A list of names of types. */
static void
adopt_list (JsonArray *list, const GlsCodebook *codebook)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *own = find_among (codebook->types, json_array_get_string_element (list, i));

      if (own != NULL)
        json_node_set_string (json_array_get_element (list, i), own);
    }
}

static void
adopt_type (JsonObject *object, const GlsCodebook *codebook)
{
  const char *name = json_object_get_string_member (object, "name");
  const GlsTypeDef *type = find_type (codebook, name);
  JsonArray *attributes = get_array (object, "attributes"), *roles = get_array (object, "roles");

  for (guint i = 0; type != NULL && attributes != NULL && i < json_array_get_length (attributes); i++)
    {
      JsonObject *attribute = json_array_get_object_element (attributes, i);
      const char *given = json_object_get_string_member (attribute, "name");
      const GlsAttributeDef *def = find_attribute (type, given);
      JsonArray *choices = get_array (attribute, "choices");

      for (guint k = 0; choices != NULL && k < json_array_get_length (choices); k++)
        {
          const char *own = find_choice (def, json_array_get_string_element (choices, k));

          if (own != NULL)
            json_node_set_string (json_array_get_element (choices, k), own);
        }
      adopt_name (attribute, find_among (type->attributes, given));
    }
  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    {
      JsonObject *role = json_array_get_object_element (roles, i);

      adopt_list (get_array (role, "types"), codebook);
      if (type != NULL)
        adopt_name (role, find_among (type->roles, json_object_get_string_member (role, "name")));
    }
  adopt_name (object, find_among (codebook->types, name));
}

static JsonObject *
find_named (JsonArray *list, const char *name)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);

      if (strcmp (json_object_get_string_member (object, "name"), name) == 0)
        return object;
    }
  return NULL;
}

/* The same names in whatever order, as of the types that a role allows. */
static gboolean
is_reordered (JsonArray *theirs, JsonArray *ours)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (theirs == NULL || ours == NULL || json_array_get_length (theirs) != json_array_get_length (ours))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (ours); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (ours, i)))
      g_hash_table_add (names, (gpointer) json_array_get_string_element (ours, i));
  for (guint i = 0; i < json_array_get_length (theirs); i++)
    if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (theirs, i))
        || !g_hash_table_contains (names, json_array_get_string_element (theirs, i)))
      return FALSE;
  return TRUE;
}

/* What @object does not say is as @own says. That a role is required is not among it: a missing "true" says that it is not. */
static void
complete (JsonObject *object, JsonObject *own)
{
  static const char * const said[] = { "required", "many", NULL };
  g_autoptr (GList) members = json_object_get_members (own);

  for (GList *l = members; l != NULL; l = l->next)
    if (json_object_has_member (object, l->data) ? is_reordered (get_array (object, l->data), get_array (own, l->data))
                                                 : !g_strv_contains (said, l->data))
      json_object_set_member (object, l->data, json_node_copy (json_object_get_member (own, l->data)));
}

/* Attributes that a format cannot hold are not missed; who gives roles gives all. In the order of @own. */
static void
complete_list (JsonObject *object, JsonObject *own, const char *member, gboolean is_whole)
{
  JsonArray *theirs = get_array (object, member), *ours = get_array (own, member), *list;

  if (theirs == NULL || ours == NULL)
    return;
  list = json_array_new ();
  for (guint i = 0; i < json_array_get_length (ours); i++)
    {
      JsonObject *mine = json_array_get_object_element (ours, i);
      JsonObject *given = find_named (theirs, json_object_get_string_member (mine, "name"));

      if (given != NULL)
        {
          gboolean required = !is_whole && json_object_has_member (mine, "required");

          complete (given, mine);
          if (required && !json_object_has_member (given, "required"))
            json_object_set_boolean_member (given, "required", TRUE);
          json_array_add_object_element (list, json_object_ref (given));
        }
      else if (!is_whole)
        json_array_add_object_element (list, json_object_ref (mine));
    }
  for (guint i = 0; i < json_array_get_length (theirs); i++)
    {
      JsonObject *given = json_array_get_object_element (theirs, i);

      if (find_named (ours, json_object_get_string_member (given, "name")) == NULL)
        json_array_add_object_element (list, json_object_ref (given));
    }
  json_object_set_array_member (object, member, list);
}

/* Every type that is read has a colour; one that nobody chose follows from its name. */
static void
forget_color (JsonObject *object)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_new ();
  GlsTypeDef *plain = gls_type_def_new (json_object_get_string_member (object, "name"));

  g_ptr_array_add (codebook->types, plain);
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "color", NULL), plain->color) == 0)
    json_object_remove_member (object, "color");
}

/* Definitions of the same name, of types or of relations. */
static void
complete_all (JsonArray *theirs, JsonArray *ours)
{
  for (guint i = 0; theirs != NULL && i < json_array_get_length (theirs); i++)
    {
      JsonObject *object = json_array_get_object_element (theirs, i);
      JsonObject *own = find_named (ours, json_object_get_string_member (object, "name"));

      if (own == NULL)
        continue;
      complete_list (object, own, "attributes", FALSE);
      complete_list (object, own, "roles", TRUE);
      complete (object, own);
    }
}

/* Through its JSON: ids of definitions follow from their names. NULL: it cannot be so, two would have one name. */
static GlsCodebook *
adopt_codebook (const GlsCodebook *imported, const GlsCodebook *codebook)
{
  g_autofree char *json = gls_codebook_to_json (imported, FALSE), *own_json = gls_codebook_to_json (codebook, FALSE), *adopted = NULL;
  g_autoptr (JsonNode) root = gls_json_parse (json, -1, NULL), own = gls_json_parse (own_json, -1, NULL);
  JsonArray *types = root != NULL ? get_array (json_node_get_object (root), "types") : NULL;
  JsonArray *relations = root != NULL ? get_array (json_node_get_object (root), "relations") : NULL;

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      forget_color (json_array_get_object_element (types, i));
      adopt_type (json_array_get_object_element (types, i), codebook);
    }
  for (guint i = 0; relations != NULL && i < json_array_get_length (relations); i++)
    {
      JsonObject *relation = json_array_get_object_element (relations, i);

      adopt_list (get_array (relation, "from"), codebook);
      adopt_list (get_array (relation, "to"), codebook);
      adopt_name (relation, find_among (codebook->relations, json_object_get_string_member (relation, "name")));
    }
  if (own != NULL)
    {
      complete_all (types, get_array (json_node_get_object (own), "types"));
      complete_all (relations, get_array (json_node_get_object (own), "relations"));
    }
  adopted = root != NULL ? gls_json_canonical (root, TRUE) : NULL;
  return adopted != NULL ? gls_codebook_parse (adopted, -1, NULL, NULL) : NULL;
}

void
gls_adopt_names (GlsImported *imported, const GlsCodebook *codebook)
{
  if (imported->codebook != NULL)
    {
      GlsCodebook *adopted = adopt_codebook (imported->codebook, codebook);

      if (adopted == NULL)
        return;
      gls_codebook_unref (imported->codebook);
      imported->codebook = adopted;
    }
  for (guint i = 0; i < imported->documents->len; i++)
    {
      const GlsDocument *document = imported->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        adopt_annotation (document->annotations->pdata[j], codebook);
    }
}
