/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as structures of glossator-plugin.h: every member's kind checked, unknown ones passed over. What values mean is not its
 * business. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-wire.h"

static const char * const edit_names[] = { NULL, "delete", "fragments", "type", "attribute", "fill", "empty" };

static gpointer
keep (GPtrArray *blocks, gpointer memory)
{
  g_ptr_array_add (blocks, memory);
  return memory;
}

#define NEW(blocks, type, n) ((type *) keep (blocks, g_malloc0_n ((n), sizeof (type))))

static gboolean
fail (const char *member, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“%s” is not of the kind that the protocol has"), member);
  return FALSE;
}

static gboolean
read_offset (JsonArray *pair, guint index, uint32_t *offset)
{
  JsonNode *node = json_array_get_element (pair, index);
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  value = json_node_get_int (node);
  *offset = (uint32_t) value;
  return value >= 0 && value <= G_MAXUINT32;
}

static gboolean
read_range (JsonNode *node, const char *member, GlsPluginRange *range, GError **error)
{
  JsonArray *pair = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2 || !read_offset (pair, 0, &range->start) || !read_offset (pair, 1, &range->end))
    return fail (member, error);
  return TRUE;
}

static gboolean
read_spans (JsonObject *object, GPtrArray *blocks, const GlsPluginRange **fragments, size_t *n, GError **error)
{
  JsonArray *spans = NULL;
  GlsPluginRange *ranges;

  if (!gls_json_get_array (object, "", "spans", FALSE, &spans, error))
    return FALSE;
  *n = spans != NULL ? json_array_get_length (spans) : 0;
  if (*n == 0)
    return TRUE;
  *fragments = ranges = NEW (blocks, GlsPluginRange, *n);
  for (guint i = 0; i < *n; i++)
    if (!read_range (json_array_get_element (spans, i), "spans", &ranges[i], error))
      return FALSE;
  return TRUE;
}

static char *
read_json (GPtrArray *blocks, JsonNode *node)
{
  return keep (blocks, gls_json_canonical (node, TRUE));
}

static gboolean
read_attributes (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonObject *attributes = NULL;
  GlsPluginAttribute *list;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!gls_json_get_object (object, "", "attributes", FALSE, &attributes, error))
    return FALSE;
  if (attributes == NULL)
    return TRUE;
  list = NEW (blocks, GlsPluginAttribute, json_object_get_size (attributes));
  *array = (GlsPluginArray){ list, 0, sizeof *list };
  json_object_iter_init_ordered (&iter, attributes);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    list[array->n++] = (GlsPluginAttribute){ name, read_json (blocks, node) };
  return TRUE;
}

static gboolean
read_link (JsonObject *object, GPtrArray *blocks, GlsPluginLink *link, GError **error)
{
  const char *role = NULL, *type = NULL, *to = NULL, *entity = NULL;
  gboolean author = FALSE, none = FALSE;
  JsonNode *value = json_object_get_member (object, "value");

  if (!gls_json_get_string (object, "", "role", FALSE, &role, error) || !gls_json_get_string (object, "", "type", FALSE, &type, error)
      || !gls_json_get_string (object, "", "to", FALSE, &to, error) || !gls_json_get_string (object, "", "entity", FALSE, &entity, error)
      || !gls_json_get_boolean (object, "", "author", FALSE, &author, error)
      || !gls_json_get_boolean (object, "", "none", FALSE, &none, error))
    return FALSE;
  if ((role == NULL) == (type == NULL) || (to != NULL) + (entity != NULL) + (value != NULL) + author + none != 1)
    return fail ("relations", error);
  link->name = role != NULL ? role : type;
  link->relation = type != NULL;
  link->to = to != NULL ? to : entity;
  link->filler = to != NULL       ? GLS_PLUGIN_FILLED_BY_ANNOTATION
                 : entity != NULL ? GLS_PLUGIN_FILLED_BY_ENTITY
                 : value != NULL  ? GLS_PLUGIN_FILLED_BY_VALUE
                 : author         ? GLS_PLUGIN_FILLED_BY_AUTHOR
                                  : GLS_PLUGIN_NOT_SAID;
  if (value != NULL)
    link->to = read_json (blocks, value);
  return TRUE;
}

static gboolean
read_links (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *links = NULL;
  GlsPluginLink *list;
  guint n;

  if (!gls_json_get_array (object, "", "relations", FALSE, &links, error))
    return FALSE;
  n = links != NULL ? json_array_get_length (links) : 0;
  list = NEW (blocks, GlsPluginLink, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *link = NULL;

      if (!gls_json_array_get_object (links, i, "relations", &link, error) || !read_link (link, blocks, &list[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_chain (JsonObject *object, GPtrArray *blocks, const GlsPluginChain **chain, GError **error)
{
  JsonObject *given = NULL;
  GlsPluginChain *made;

  if (!gls_json_get_object (object, "", "chain", FALSE, &given, error))
    return FALSE;
  if (given == NULL)
    return TRUE;
  *chain = made = NEW (blocks, GlsPluginChain, 1);
  return gls_json_get_string (given, "chain", "key", TRUE, &made->key, error)
         && gls_json_get_string (given, "chain", "name", TRUE, &made->name, error)
         && gls_json_get_string (given, "chain", "kind", FALSE, &made->kind, error);
}

gboolean
gls_wire_read_annotation (JsonObject *object, GPtrArray *blocks, GlsPluginAnnotation *annotation, GError **error)
{
  *annotation = (GlsPluginAnnotation){ .size = sizeof *annotation, .confidence = NAN };
  return gls_json_get_string (object, "", "id", FALSE, &annotation->key, error)
         && gls_json_get_string (object, "", "type", TRUE, &annotation->type, error)
         && gls_json_get_string (object, "", "by", FALSE, &annotation->set, error)
         && gls_json_get_string (object, "", "entity", FALSE, &annotation->entity, error)
         && gls_json_get_string (object, "", "note", FALSE, &annotation->note, error)
         && gls_json_get_string (object, "", "unsure", FALSE, &annotation->unsure, error)
         && gls_json_get_string (object, "", "plugin", FALSE, &annotation->plugin, error)
         && gls_json_get_string (object, "", "run", FALSE, &annotation->run, error)
         && gls_json_get_double (object, "", "confidence", FALSE, &annotation->confidence, error)
         && read_spans (object, blocks, &annotation->fragments, &annotation->n_fragments, error)
         && read_attributes (object, blocks, &annotation->attributes, error)
         && read_links (object, blocks, &annotation->links, error) && read_chain (object, blocks, &annotation->chain, error);
}

static gboolean
read_names (JsonObject *object, const char *member, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *names = NULL;
  const char **list;
  guint n;

  if (!gls_json_get_array (object, "", member, FALSE, &names, error))
    return FALSE;
  n = names != NULL ? json_array_get_length (names) : 0;
  list = NEW (blocks, const char *, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (names, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return fail (member, error);
      list[i] = json_node_get_string (node);
    }
  return TRUE;
}

static gboolean
read_zones (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *zones = NULL;
  GlsPluginZone *list;
  guint n;

  if (!gls_json_get_array (object, "", "zones", FALSE, &zones, error))
    return FALSE;
  n = zones != NULL ? json_array_get_length (zones) : 0;
  list = NEW (blocks, GlsPluginZone, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *zone = NULL;
      const char *name = NULL;
      gint64 start = 0, end = 0;
      GlsZoneKind kind;

      if (!gls_json_array_get_object (zones, i, "zones", &zone, error)
          || !gls_json_get_string (zone, "zones", "kind", TRUE, &name, error)
          || !gls_json_get_int (zone, "zones", "start", TRUE, 0, G_MAXUINT32, &start, error)
          || !gls_json_get_int (zone, "zones", "end", TRUE, 0, G_MAXUINT32, &end, error))
        return FALSE;
      if (!gls_zone_kind_parse (name, &kind))
        return fail ("kind", error);
      list[i] = (GlsPluginZone){ (GlsPluginZoneKind) kind, { start, end } };
    }
  return TRUE;
}

static gboolean
read_statuses (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *statuses = NULL;
  GlsPluginStatus *list;
  guint n;

  if (!gls_json_get_array (object, "", "statuses", FALSE, &statuses, error))
    return FALSE;
  n = statuses != NULL ? json_array_get_length (statuses) : 0;
  list = NEW (blocks, GlsPluginStatus, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *status = NULL;

      if (!gls_json_array_get_object (statuses, i, "statuses", &status, error)
          || !gls_json_get_string (status, "statuses", "by", FALSE, &list[i].by, error)
          || !gls_json_get_string (status, "statuses", "status", TRUE, &list[i].status, error)
          || !gls_json_get_string (status, "statuses", "note", FALSE, &list[i].note, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_annotations (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *annotations = NULL;
  GlsPluginAnnotation *list;
  guint n;

  if (!gls_json_get_array (object, "", "annotations", FALSE, &annotations, error))
    return FALSE;
  n = annotations != NULL ? json_array_get_length (annotations) : 0;
  list = NEW (blocks, GlsPluginAnnotation, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *annotation = NULL;

      if (!gls_json_array_get_object (annotations, i, "annotations", &annotation, error)
          || !gls_wire_read_annotation (annotation, blocks, &list[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_wire_read_document (JsonObject *object, GPtrArray *blocks, GlsPluginDocument *document, GError **error)
{
  gboolean gone = FALSE;

  *document = (GlsPluginDocument){ .size = sizeof *document };
  if (!gls_json_get_string (object, "", "id", FALSE, &document->id, error)
      || !gls_json_get_string (object, "", "key", TRUE, &document->key, error)
      || !gls_json_get_string (object, "", "title", FALSE, &document->title, error)
      || !gls_json_get_string (object, "", "source", FALSE, &document->source, error)
      || !gls_json_get_string (object, "", "publisher", FALSE, &document->publisher, error)
      || !gls_json_get_string (object, "", "byline", FALSE, &document->byline, error)
      || !gls_json_get_string (object, "", "published", FALSE, &document->published, error)
      || !gls_json_get_string (object, "", "language", FALSE, &document->language, error)
      || !gls_json_get_boolean (object, "", "gone", FALSE, &gone, error)
      || !gls_json_get_string (object, "", "text", !gone, &document->text, error)
      || !read_zones (object, blocks, &document->zones, error) || !read_statuses (object, blocks, &document->statuses, error)
      || !read_annotations (object, blocks, &document->annotations, error))
    return FALSE;
  document->flags = gone ? GLS_PLUGIN_DOCUMENT_GONE : 0;
  if (document->text == NULL)
    document->text = "";
  document->n_bytes = strlen (document->text);
  return !json_object_has_member (object, "focus")
         || read_range (json_object_get_member (object, "focus"), "focus", &document->focus, error);
}

static gboolean
read_edit (JsonObject *object, GPtrArray *blocks, GlsPluginEdit *edit, GError **error)
{
  const char *kind = NULL;
  JsonObject *relation = NULL;
  guint i = 1;

  if (!gls_json_get_string (object, "edits", "edit", TRUE, &kind, error)
      || !gls_json_get_string (object, "edits", "annotation", TRUE, &edit->annotation, error)
      || !gls_json_get_string (object, "edits", "name", FALSE, &edit->name, error)
      || !gls_json_get_object (object, "edits", "relation", FALSE, &relation, error)
      || !read_spans (object, blocks, &edit->fragments, &edit->n_fragments, error))
    return FALSE;
  while (i < G_N_ELEMENTS (edit_names) && !g_str_equal (kind, edit_names[i]))
    i++;
  edit->kind = i;
  if (json_object_has_member (object, "value"))
    edit->value = read_json (blocks, json_object_get_member (object, "value"));
  if (relation != NULL)
    {
      GlsPluginLink *link = NEW (blocks, GlsPluginLink, 1);

      edit->link = link;
      return read_link (relation, blocks, link, error);
    }
  return TRUE;
}

static gboolean
read_fixes (JsonObject *object, GPtrArray *blocks, GlsPluginArray *array, GError **error)
{
  JsonArray *fixes = NULL;
  GlsPluginFix *list;
  guint n;

  if (!gls_json_get_array (object, "", "fixes", FALSE, &fixes, error))
    return FALSE;
  n = fixes != NULL ? json_array_get_length (fixes) : 0;
  list = NEW (blocks, GlsPluginFix, n);
  *array = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *fix = NULL;
      JsonArray *edits = NULL;
      GlsPluginEdit *steps;

      if (!gls_json_array_get_object (fixes, i, "fixes", &fix, error)
          || !gls_json_get_string (fix, "fixes", "label", TRUE, &list[i].label, error)
          || !gls_json_get_array (fix, "fixes", "edits", TRUE, &edits, error))
        return FALSE;
      steps = NEW (blocks, GlsPluginEdit, json_array_get_length (edits));
      list[i].edits = (GlsPluginArray){ steps, json_array_get_length (edits), sizeof *steps };
      for (guint j = 0; j < list[i].edits.n; j++)
        {
          JsonObject *edit = NULL;

          if (!gls_json_array_get_object (edits, j, "edits", &edit, error) || !read_edit (edit, blocks, &steps[j], error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
gls_wire_read_problem (JsonObject *object, GPtrArray *blocks, GlsPluginProblem *problem, GError **error)
{
  static const char * const names[] = { "", "error", "warning", "note" };
  const char *severity = NULL;
  guint i = 1;

  *problem = (GlsPluginProblem){ .size = sizeof *problem };
  if (!gls_json_get_string (object, "", "rule", TRUE, &problem->rule, error)
      || !gls_json_get_string (object, "", "severity", TRUE, &severity, error)
      || !gls_json_get_string (object, "", "message", TRUE, &problem->message, error)
      || !gls_json_get_string (object, "", "document", FALSE, &problem->document, error)
      || !read_names (object, "annotations", blocks, &problem->annotations, error)
      || !read_names (object, "entities", blocks, &problem->entities, error)
      || !read_fixes (object, blocks, &problem->fixes, error))
    return FALSE;
  while (i < G_N_ELEMENTS (names) && !g_str_equal (severity, names[i]))
    i++;
  problem->severity = i;
  return !json_object_has_member (object, "range")
         || read_range (json_object_get_member (object, "range"), "range", &problem->range, error);
}

gboolean
gls_wire_read_entity (JsonObject *object, GPtrArray *blocks, GlsPluginEntity *entity, GError **error)
{
  JsonArray *ids = NULL;
  GlsPluginExternalId *list;
  guint n;

  *entity = (GlsPluginEntity){ 0 };
  if (!gls_json_get_string (object, "", "id", TRUE, &entity->id, error)
      || !gls_json_get_string (object, "", "kind", TRUE, &entity->kind, error)
      || !gls_json_get_string (object, "", "name", TRUE, &entity->name, error)
      || !read_names (object, "aliases", blocks, &entity->aliases, error)
      || !gls_json_get_array (object, "", "external_ids", FALSE, &ids, error))
    return FALSE;
  n = ids != NULL ? json_array_get_length (ids) : 0;
  list = NEW (blocks, GlsPluginExternalId, n);
  entity->external_ids = (GlsPluginArray){ list, n, sizeof *list };
  for (guint i = 0; i < n; i++)
    {
      JsonObject *id = NULL;

      if (!gls_json_array_get_object (ids, i, "external_ids", &id, error)
          || !gls_json_get_string (id, "external_ids", "scheme", TRUE, &list[i].scheme, error)
          || !gls_json_get_string (id, "external_ids", "value", TRUE, &list[i].value, error))
        return FALSE;
    }
  return TRUE;
}
