/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook back from its records, the other half of gls-change-codebook.c. */
#include "config.h"

#include <math.h>

#include <gls-json.h>

#include "gls-journal.h"

typedef struct {
  GlsProject  *project;
  GlsCodebook *codebook;
  GHashTable  *types; /* local key to GlsTypeDef */
} Reading;

static const char *
get_text (Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_text (fold, gls_journal_field_key (reading->project, field, FALSE, NULL));
}

static gint64
get_int (Reading *reading, const GlsFold *fold, const char *field)
{
  return gls_fold_get_int (fold, gls_journal_field_key (reading->project, field, FALSE, NULL), 0);
}

static double
get_number (Reading *reading, const GlsFold *fold, const char *field)
{
  const char *text = get_text (reading, fold, field);

  return text != NULL ? g_ascii_strtod (text, NULL) : NAN;
}

static JsonArray *
parse_array (const char *json, JsonNode **owner)
{
  *owner = json != NULL ? gls_json_parse (json, -1, NULL) : NULL;
  return *owner != NULL && JSON_NODE_HOLDS_ARRAY (*owner) ? json_node_get_array (*owner) : NULL;
}

static char **
get_strings (Reading *reading, const GlsFold *fold, const char *field)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array = parse_array (get_text (reading, fold, field), &node);
  GPtrArray *strings;

  if (array == NULL)
    return NULL;
  strings = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (strings, g_strdup (json_node_get_string (element)));
    }
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_free (strings, FALSE);
}

/* Ids of allowed types become their present names. */
static char **
get_types (Reading *reading, const GlsFold *fold, const char *field)
{
  g_auto (GStrv) ids = get_strings (reading, fold, field);
  GPtrArray *names;

  if (ids == NULL)
    return NULL;
  names = g_ptr_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      GlsId id;
      GlsTypeDef *type = gls_id_parse (ids[i], &id) ? gls_codebook_find_type_by_id (reading->codebook, &id) : NULL;

      if (type != NULL)
        g_ptr_array_add (names, g_strdup (type->name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static void
replace (char **string, const char *value)
{
  g_free (*string);
  *string = g_strdup (value);
}

static void
get_examples (Reading *reading, const GlsFold *fold, GlsTypeDef *type)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array = parse_array (get_text (reading, fold, "examples"), &node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = NULL, *mark = NULL, *why = NULL;
      JsonObject *object;
      GlsExample *example;

      if (!gls_json_array_get_object (array, i, "examples", &object, NULL)
          || !gls_json_get_string (object, "examples", "text", TRUE, &text, NULL)
          || !gls_json_get_string (object, "examples", "mark", FALSE, &mark, NULL)
          || !gls_json_get_string (object, "examples", "why", FALSE, &why, NULL))
        continue;
      example = g_new0 (GlsExample, 1);
      example->text = g_strdup (text);
      example->mark = g_strdup (mark);
      example->why = g_strdup (why);
      g_ptr_array_add (type->examples, example);
    }
}

static void
read_type (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *name = get_text (reading, fold, "name");
  GlsTypeDef *type;

  if (name == NULL)
    return;
  type = gls_type_def_new (name);
  type->id = record->id;
  replace (&type->color, get_text (reading, fold, "color"));
  replace (&type->key, get_text (reading, fold, "key"));
  replace (&type->description, get_text (reading, fold, "description"));
  g_strfreev (type->rulings);
  type->rulings = get_strings (reading, fold, "rulings");
  get_examples (reading, fold, type);
  type->claim = get_int (reading, fold, "claim") != 0;
  type->order = get_int (reading, fold, "order");
  type->retired = gls_fold_is_deleted (fold);
  g_ptr_array_add (reading->codebook->types, type);
  g_hash_table_insert (reading->types, g_memdup2 (&record->k, sizeof record->k), type);
}

static void
read_attribute (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  GlsTypeDef *type = g_hash_table_lookup (reading->types, &record->owner);
  const char *name = get_text (reading, fold, "name");
  GlsAttributeDef *def;

  if (type == NULL || name == NULL)
    return;
  def = gls_attribute_def_new (type, name);
  def->id = record->id;
  replace (&def->description, get_text (reading, fold, "description"));
  def->kind = CLAMP (get_int (reading, fold, "kind"), 0, GLS_VALUE_QUANTITY);
  def->choices = get_strings (reading, fold, "choices");
  replace (&def->initial, get_text (reading, fold, "initial"));
  def->min = get_number (reading, fold, "min");
  def->max = get_number (reading, fold, "max");
  def->required = get_int (reading, fold, "required") != 0;
  def->order = get_int (reading, fold, "order");
  def->retired = gls_fold_is_deleted (fold);
  g_ptr_array_add (type->attributes, def);
}

static void
read_role (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  GlsTypeDef *type = g_hash_table_lookup (reading->types, &record->owner);
  const char *name = get_text (reading, fold, "name");
  GlsRoleDef *def;

  if (type == NULL || name == NULL)
    return;
  def = gls_role_def_new (type, name);
  def->id = record->id;
  replace (&def->description, get_text (reading, fold, "description"));
  def->types = get_types (reading, fold, "types");
  def->required = get_int (reading, fold, "required") != 0;
  def->many = get_int (reading, fold, "many") != 0;
  def->chain = get_int (reading, fold, "chain") != 0;
  def->order = get_int (reading, fold, "order");
  def->retired = gls_fold_is_deleted (fold);
  g_ptr_array_add (type->roles, def);
}

static void
read_relation (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  const char *name = get_text (reading, fold, "name");
  GlsRelationDef *def;

  if (name == NULL)
    return;
  def = gls_relation_def_new (name);
  def->id = record->id;
  replace (&def->description, get_text (reading, fold, "description"));
  def->from = get_types (reading, fold, "from");
  def->to = get_types (reading, fold, "to");
  def->order = get_int (reading, fold, "order");
  def->retired = gls_fold_is_deleted (fold);
  g_ptr_array_add (reading->codebook->relations, def);
}

static void
read_codebook (gpointer data, const GlsRecord *record, const GlsFold *fold)
{
  Reading *reading = data;
  (void) record;
  replace (&reading->codebook->name, get_text (reading, fold, "name"));
  replace (&reading->codebook->description, get_text (reading, fold, "description"));
  reading->codebook->version = get_int (reading, fold, "version");
}

/* All definitions begin with these members; see gls-codebook.h. */
static int
compare_types (gconstpointer a, gconstpointer b)
{
  const GlsTypeDef * const *x = a, * const *y = b;

  return (*x)->order != (*y)->order ? (*x)->order - (*y)->order : gls_id_compare (&(*x)->id, &(*y)->id);
}

static int
compare_attributes (gconstpointer a, gconstpointer b)
{
  const GlsAttributeDef * const *x = a, * const *y = b;

  return (*x)->order != (*y)->order ? (*x)->order - (*y)->order : gls_id_compare (&(*x)->id, &(*y)->id);
}

static int
compare_roles (gconstpointer a, gconstpointer b)
{
  const GlsRoleDef * const *x = a, * const *y = b;

  return (*x)->order != (*y)->order ? (*x)->order - (*y)->order : gls_id_compare (&(*x)->id, &(*y)->id);
}

static int
compare_relations (gconstpointer a, gconstpointer b)
{
  const GlsRelationDef * const *x = a, * const *y = b;

  return (*x)->order != (*y)->order ? (*x)->order - (*y)->order : gls_id_compare (&(*x)->id, &(*y)->id);
}

/**
 * gls_project_load_codebook:
 *
 * Returns: (transfer full): the codebook as it stands, retired definitions included
 */
GlsCodebook *
gls_project_load_codebook (GlsProject *project, GError **error)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_new ();
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Reading reading = { .project = project, .codebook = codebook, .types = types };

  if (!gls_journal_each_record (project, GLS_RECORD_PROJECT, read_codebook, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_TYPE, read_type, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_ATTRIBUTE, read_attribute, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_ROLE, read_role, &reading, error)
      || !gls_journal_each_record (project, GLS_RECORD_RELATION_TYPE, read_relation, &reading, error))
    return NULL;
  g_ptr_array_sort (codebook->types, compare_types);
  g_ptr_array_sort (codebook->relations, compare_relations);
  for (guint i = 0; i < codebook->types->len; i++)
    {
      GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      g_ptr_array_sort (type->attributes, compare_attributes);
      g_ptr_array_sort (type->roles, compare_roles);
    }
  return g_steal_pointer (&codebook);
}
