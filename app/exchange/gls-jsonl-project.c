/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the project line of the native JSON Lines: codebook, people, entities, judgements, questions; waivers, plugins and publications elsewhere.
 * It must not know documents, files or the store. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>
#include "gls-jsonl-private.h"

static const char *const project_members[]
    = { "glossator", "codebook", "people", "entities", "judgements", "questions", "waivers", "plugins", "publications", NULL };
static const char *const entity_members[] = { "id", "kind", "name", "aliases", "external", "note", NULL };
static const char *const alias_members[] = { "name", "evidence", NULL };
static const char *const external_members[] = { "scheme", "value", NULL };
static const char *const judgement_members[] = { "a", "b", "verdict", "by", "reason", NULL };
static const char *const question_members[] = { "id", "text", NULL };

typedef struct {
  GlsProjectData *data;
  GHashTable     *seen;     /* of the records of the array being read */
  GPtrArray      *unknown;
  GPtrArray      *reports;
} Reading;

/**
 * gls_project_data_new:
 *
 * Returns: (transfer full): an empty one, every array there, no codebook
 */
GlsProjectData *
gls_project_data_new (void)
{
  GlsProjectData *data = g_new0 (GlsProjectData, 1);

  data->people = g_ptr_array_new_with_free_func (g_free);
  data->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  data->judgements = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_judgement_free);
  data->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_question_free);
  data->waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_waiver_free);
  data->plugins = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_plugin_choice_free);
  data->publications = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_publication_free);
  data->entity_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return data;
}

/**
 * gls_project_data_free:
 * @data: (nullable) (transfer full): what a project line holds
 */
void
gls_project_data_free (GlsProjectData *data)
{
  if (!data)
    return;
  g_clear_pointer (&data->codebook, gls_codebook_unref);
  g_clear_pointer (&data->people, g_ptr_array_unref);
  g_clear_pointer (&data->entities, g_ptr_array_unref);
  g_clear_pointer (&data->judgements, g_ptr_array_unref);
  g_clear_pointer (&data->questions, g_ptr_array_unref);
  g_clear_pointer (&data->waivers, g_ptr_array_unref);
  g_clear_pointer (&data->plugins, g_ptr_array_unref);
  g_clear_pointer (&data->publications, g_ptr_array_unref);
  g_clear_pointer (&data->entity_ids, g_hash_table_unref);
  g_free (data);
}

static gboolean
check_not_empty (const char *member, const char *value, GError **error)
{
  if (*value != '\0')
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“%s” is empty."), member);
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static gboolean
read_person (Reading *reading, const GlsJsonValue *array, guint index, GError **error)
{
  const GlsJsonValue *node = &array->elements[index];
  const char *name;

  if (node->kind != GLS_JSON_STRING)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("it is no string."));
      return FALSE;
    }
  name = node->string;
  if (*name == '\0' || strcmp (name, "gold") == 0 || g_str_has_prefix (name, "plugin:"))
    gls_jsonl_report (reading->reports, _("“%s” is no name a person may have; left out of “people”."), name);
  else if (g_hash_table_add (reading->seen, (gpointer) name))
    g_ptr_array_add (reading->data->people, g_strdup (name));
  return TRUE;
}

/* Adds nothing when the same alias is there already. A plain string is an alias without evidence. */
static gboolean
read_alias (Reading *reading, GlsEntity *entity, const GlsJsonValue *array, guint index, GHashTable *names, GError **error)
{
  const GlsJsonValue *node = &array->elements[index];
  const char *name = NULL, *evidence = NULL;
  const GlsJsonValue *object = NULL;
  GlsAlias *alias;

  if (node->kind == GLS_JSON_STRING)
    name = node->string;
  else if (!gls_json_value_get_element (array, index, "aliases", &object, error)
           || !gls_json_value_get_string (object, "alias", "name", TRUE, &name, error)
           || !gls_json_value_get_string (object, "alias", "evidence", FALSE, &evidence, error))
    return FALSE;
  if (!check_not_empty ("name", name, error))
    return FALSE;
  if (object)
    gls_json_value_find_unknown (object, "alias", alias_members, reading->unknown);
  if (!g_hash_table_add (names, (gpointer) name))
    {
      gls_jsonl_report (reading->reports, _("Entity “%s”: the alias “%s” stands twice; the first one is taken."),
                        entity->name, name);
      return TRUE;
    }
  alias = g_new0 (GlsAlias, 1);
  alias->name = g_strdup (name);
  alias->evidence = g_strdup (evidence);
  g_ptr_array_add (entity->aliases, alias);
  return TRUE;
}

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsAlias * const *) a)->name, (*(GlsAlias * const *) b)->name);
}

static int
compare_external_ids (gconstpointer a, gconstpointer b)
{
  const GlsExternalId *x = *(GlsExternalId * const *) a, *y = *(GlsExternalId * const *) b;
  int order = strcmp (x->scheme, y->scheme);

  return order != 0 ? order : strcmp (x->value, y->value);
}

static gboolean
read_aliases (Reading *reading, GlsEntity *entity, const GlsJsonValue *object, GError **error)
{
  g_autoptr (GHashTable) names = NULL;
  const GlsJsonValue *array = NULL;

  if (!gls_json_value_get_array (object, "", "aliases", FALSE, &array, error))
    return FALSE;
  if (!array)
    return TRUE;
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < array->n; i++)
    if (!read_alias (reading, entity, array, i, names, error))
      return FALSE;
  g_ptr_array_sort (entity->aliases, compare_aliases);
  return TRUE;
}

static gboolean
read_external_ids (Reading *reading, GlsEntity *entity, const GlsJsonValue *object, GError **error)
{
  const GlsJsonValue *array = NULL;
  guint kept = 0;

  if (!gls_json_value_get_array (object, "", "external", FALSE, &array, error))
    return FALSE;
  for (guint i = 0; array && i < array->n; i++)
    {
      const char *scheme = NULL, *value = NULL;
      const GlsJsonValue *element = NULL;
      GlsExternalId *external;

      if (!gls_json_value_get_element (array, i, "external", &element, error)
          || !gls_json_value_get_string (element, "external", "scheme", TRUE, &scheme, error)
          || !gls_json_value_get_string (element, "external", "value", TRUE, &value, error)
          || !check_not_empty ("scheme", scheme, error))
        return FALSE;
      gls_json_value_find_unknown (element, "external", external_members, reading->unknown);
      external = g_new0 (GlsExternalId, 1);
      external->scheme = g_strdup (scheme);
      external->value = g_strdup (value);
      g_ptr_array_add (entity->external_ids, external);
    }
  g_ptr_array_sort (entity->external_ids, compare_external_ids);
  /* The same one twice is one. */
  for (guint i = 0; i < entity->external_ids->len; i++)
    {
      gpointer *pdata = entity->external_ids->pdata;

      if (kept > 0 && compare_external_ids (&pdata[kept - 1], &pdata[i]) == 0)
        gls_external_id_free (g_steal_pointer (&pdata[i]));
      else if (kept++ != i)
        pdata[kept - 1] = g_steal_pointer (&pdata[i]);
    }
  g_ptr_array_set_size (entity->external_ids, (int) kept);
  return TRUE;
}

/* Canonical ids are taken; others follow from the entity itself, so that "e1" of two files is two things unless they are alike. */
static gboolean
assign_entity_id (Reading *reading, GlsEntity *entity, const char *local)
{
  const char *kind = entity->kind;

  if (!local || !gls_id_parse (local, &entity->id) || gls_id_is_null (&entity->id))
    gls_id_derive (&entity->id, "entity", (const void *) kind, strlen (kind),
                   (const void *) entity->name, strlen (entity->name),
                   (const void *) (local ? local : ""), local ? strlen (local) : 0, NULL);
  else
    local = NULL;
  if (g_hash_table_contains (reading->seen, &entity->id)
      || (local && g_hash_table_contains (reading->data->entity_ids, local)))
    return FALSE;
  g_hash_table_add (reading->seen, &entity->id);
  if (local)
    g_hash_table_insert (reading->data->entity_ids, g_strdup (local), g_memdup2 (&entity->id, sizeof entity->id));
  return TRUE;
}

static gboolean
read_entity (Reading *reading, const GlsJsonValue *array, guint index, GError **error)
{
  const char *id = NULL, *kind = NULL, *name = NULL, *note = NULL;
  const GlsJsonValue *object = NULL;
  GlsEntity *entity;

  if (!gls_json_value_get_element (array, index, "entities", &object, error)
      || !gls_json_value_get_string (object, "", "id", FALSE, &id, error)
      || !gls_json_value_get_string (object, "", "kind", FALSE, &kind, error)
      || !gls_json_value_get_string (object, "", "name", TRUE, &name, error)
      || !gls_json_value_get_string (object, "", "note", FALSE, &note, error)
      || !check_not_empty ("name", name, error))
    return FALSE;
  entity = gls_entity_new (kind ? kind : "", name);
  entity->note = g_strdup (note);
  if (!read_aliases (reading, entity, object, error) || !read_external_ids (reading, entity, object, error))
    {
      g_prefix_error (error, "“%s”: ", name);
      gls_entity_free (entity);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "entity", entity_members, reading->unknown);
  if (assign_entity_id (reading, entity, id))
    {
      g_ptr_array_add (reading->data->entities, entity);
      return TRUE;
    }
  gls_jsonl_report (reading->reports, _("Entity “%s”: the id “%s” stands twice; the first entity is taken."), name,
                    id ? id : "");
  gls_entity_free (entity);
  return TRUE;
}

static int
compare_judgements (gconstpointer a, gconstpointer b)
{
  const GlsJudgement *x = *(GlsJudgement * const *) a, *y = *(GlsJudgement * const *) b;
  int order = gls_id_compare (&x->a, &y->a);

  if (order == 0)
    order = gls_id_compare (&x->b, &y->b);
  return order != 0 ? order : strcmp (x->by, y->by);
}

static guint
judgement_hash (gconstpointer data)
{
  const GlsJudgement *judgement = data;

  return gls_id_hash (&judgement->a) * 31 + gls_id_hash (&judgement->b) * 7 + g_str_hash (judgement->by);
}

static gboolean
judgement_equal (gconstpointer a, gconstpointer b)
{
  return compare_judgements (&a, &b) == 0;
}

static gboolean
read_judgement (Reading *reading, const GlsJsonValue *array, guint index, GError **error)
{
  const char *a = NULL, *b = NULL, *word = NULL, *by = NULL, *reason = NULL;
  const GlsJsonValue *object = NULL;
  GlsJudgement *judgement;
  GlsVerdict verdict;
  GlsId ids[2];
  int order;

  if (!gls_json_value_get_element (array, index, "judgements", &object, error)
      || !gls_json_value_get_string (object, "", "a", TRUE, &a, error)
      || !gls_json_value_get_string (object, "", "b", TRUE, &b, error)
      || !gls_json_value_get_string (object, "", "verdict", TRUE, &word, error)
      || !gls_json_value_get_string (object, "", "by", TRUE, &by, error)
      || !gls_json_value_get_string (object, "", "reason", FALSE, &reason, error)
      || !check_not_empty ("by", by, error))
    return FALSE;
  if (!gls_verdict_parse (word, &verdict))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“verdict” is “%s”; give same, not the same or undecided."), word);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "judgement", judgement_members, reading->unknown);
  gls_jsonl_entity_id (a, reading->data, &ids[0]);
  gls_jsonl_entity_id (b, reading->data, &ids[1]);
  order = gls_id_compare (&ids[0], &ids[1]);
  if (order == 0)
    {
      gls_jsonl_report (reading->reports, _("A judgement by %s compares the entity “%s” with itself; left out."), by, a);
      return TRUE;
    }
  judgement = g_new0 (GlsJudgement, 1);
  judgement->a = ids[order < 0 ? 0 : 1];
  judgement->b = ids[order < 0 ? 1 : 0];
  judgement->verdict = verdict;
  judgement->by = g_strdup (by);
  judgement->reason = g_strdup (reason);
  if (!g_hash_table_contains (reading->seen, judgement))
    {
      g_hash_table_add (reading->seen, judgement);
      g_ptr_array_add (reading->data->judgements, judgement);
      return TRUE;
    }
  gls_jsonl_report (reading->reports, _("Two judgements by %s are on “%s” and “%s”; the first one is taken."), by, a, b);
  gls_judgement_free (judgement);
  return TRUE;
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsEntity * const *) a)->id, &(*(GlsEntity * const *) b)->id);
}

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsQuestion * const *) a)->id, &(*(GlsQuestion * const *) b)->id);
}

static gboolean
read_question (Reading *reading, const GlsJsonValue *array, guint index, GError **error)
{
  const char *id = NULL, *text = NULL;
  const GlsJsonValue *object = NULL;
  GlsQuestion *question;

  if (!gls_json_value_get_element (array, index, "questions", &object, error)
      || !gls_json_value_get_string (object, "", "id", FALSE, &id, error)
      || !gls_json_value_get_string (object, "", "text", TRUE, &text, error)
      || !check_not_empty ("text", text, error))
    return FALSE;
  gls_json_value_find_unknown (object, "question", question_members, reading->unknown);
  question = g_new0 (GlsQuestion, 1);
  if (!id || !gls_id_parse (id, &question->id) || gls_id_is_null (&question->id))
    gls_id_derive (&question->id, "question", (const void *) text, strlen (text),
                   (const void *) (id ? id : ""), id ? strlen (id) : 0, NULL);
  question->text = g_strdup (text);
  if (!g_hash_table_contains (reading->seen, &question->id))
    {
      g_hash_table_add (reading->seen, &question->id);
      g_ptr_array_add (reading->data->questions, question);
      return TRUE;
    }
  gls_jsonl_report (reading->reports, _("Question “%s”: its id stands twice; the first question is taken."), text);
  gls_question_free (question);
  return TRUE;
}

typedef gboolean (*ReadFunc) (Reading *reading, const GlsJsonValue *array, guint index, GError **error);

static gboolean
read_array (Reading *reading, const GlsJsonValue *object, const char *member, GHashFunc hash, GEqualFunc equal, ReadFunc read,
            GError **error)
{
  const GlsJsonValue *array = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (hash, equal);

  if (!gls_json_value_get_array (object, "", member, FALSE, &array, error))
    return FALSE;
  reading->seen = seen;
  for (guint i = 0; array && i < array->n; i++)
    if (!read (reading, array, i, error))
      {
        g_prefix_error (error, "“%s” %u: ", member, i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_project (Reading *reading, const GlsJsonValue *object, GError **error)
{
  GlsProjectData *data = reading->data;
  const GlsJsonValue *codebook = NULL;
  gint64 version = 0;

  if (!gls_json_value_get_int (object, "", "glossator", TRUE, 1, G_MAXINT64, &version, error))
    return FALSE;
  if (version > 1)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NEWER,
                   _("the file has version %lld; this program reads version 1. Install a newer one."),
                   (long long) version);
      return FALSE;
    }
  if (!gls_json_value_get_object (object, "", "codebook", FALSE, &codebook, error))
    return FALSE;
  if (codebook)
    {
      g_autoptr (JsonNode) node = gls_json_value_to_node (codebook);

      data->codebook = gls_codebook_from_json (json_node_get_object (node), reading->unknown, error);
      if (!data->codebook)
        return FALSE;
    }
  if (!read_array (reading, object, "people", g_str_hash, g_str_equal, read_person, error)
      || !read_array (reading, object, "entities", gls_id_hash, gls_id_equal, read_entity, error)
      || !read_array (reading, object, "judgements", judgement_hash, judgement_equal, read_judgement, error)
      || !read_array (reading, object, "questions", gls_id_hash, gls_id_equal, read_question, error)
      || !gls_jsonl_read_waivers (object, NULL, NULL, data, data->waivers, reading->unknown, error)
      || !gls_jsonl_read_plugins (object, data->plugins, reading->unknown, reading->reports, error)
      || !gls_jsonl_read_publications (object, data->publications, reading->unknown, reading->reports, error))
    return FALSE;
  g_ptr_array_sort (data->people, compare_names);
  g_ptr_array_sort (data->entities, compare_entities);
  g_ptr_array_sort (data->judgements, compare_judgements);
  g_ptr_array_sort (data->questions, compare_questions);
  g_ptr_array_sort (data->waivers, gls_waiver_compare);
  gls_json_value_find_unknown (object, "project", project_members, reading->unknown);
  return TRUE;
}

/**
 * gls_jsonl_read_project:
 * @line: a line, with or without its end
 * @n_bytes: its length
 * @line_number: from 1, for messages
 * @reports: (nullable): gets sentences on what was left out
 * @error: GLS_ERROR_INVALID naming line, record, member and value; GLS_ERROR_NEWER
 *
 * Returns: (transfer full): what the line holds, sorted, or NULL
 */
GlsProjectData *
gls_jsonl_read_project (const char *line, gsize n_bytes, guint line_number, GPtrArray *reports, GError **error)
{
  g_autoptr (GlsProjectData) data = gls_project_data_new ();
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GlsJsonTree) tree = NULL;
  Reading reading = { data, NULL, unknown, reports };
  const GlsJsonValue *object = gls_jsonl_parse_line (line, n_bytes, &tree, error);

  if (!object || !read_project (&reading, object, error))
    {
      g_prefix_error (error, _("line %u: "), line_number);
      return NULL;
    }
  gls_jsonl_report_unknown (reports, unknown);
  return g_steal_pointer (&data);
}
