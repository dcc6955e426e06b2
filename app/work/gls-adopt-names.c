/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats of columns and of identifiers write "part of" as "part_of"; here it becomes the codebook's own name again, in the imported
 * codebook and in every annotation. It knows no format and no project. */
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

/* Through its JSON: ids of definitions follow from their names. NULL: it cannot be so, two would have one name. */
static GlsCodebook *
adopt_codebook (const GlsCodebook *imported, const GlsCodebook *codebook)
{
  g_autofree char *json = gls_codebook_to_json (imported, FALSE), *adopted = NULL;
  g_autoptr (JsonNode) root = gls_json_parse (json, -1, NULL);
  JsonArray *types = root != NULL ? get_array (json_node_get_object (root), "types") : NULL;
  JsonArray *relations = root != NULL ? get_array (json_node_get_object (root), "relations") : NULL;

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    adopt_type (json_array_get_object_element (types, i), codebook);
  for (guint i = 0; relations != NULL && i < json_array_get_length (relations); i++)
    {
      JsonObject *relation = json_array_get_object_element (relations, i);

      adopt_list (get_array (relation, "from"), codebook);
      adopt_list (get_array (relation, "to"), codebook);
      adopt_name (relation, find_among (codebook->relations, json_object_get_string_member (relation, "name")));
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
