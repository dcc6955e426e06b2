/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the annotations of one document out of its JSON Lines object: ids mapped, offsets checked, links resolved.
 * It must not know lines, files or the store; a caller puts the line and the document before its errors. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-quantity.h>
#include "gls-jsonl-private.h"

#define MAX_FRAGMENTS 65535

typedef struct {
  GlsAnnotation *annotation;
  const char    *local;      /* the id in the file; NULL: none */
  const GlsJsonValue *relations; /* read when every id is known */
} Item;

typedef struct {
  GlsDocument          *document;
  const char           *by;
  const GlsProjectData *project;
  GPtrArray            *unknown;
  GPtrArray            *reports;
  GArray               *items;     /* Item, in the order of the file; never grows, so that pointers into it hold */
  GHashTable           *by_local;  /* local id to the first Item with it; NULL while ids say it all */
  GHashTable           *by_set;    /* Item to itself: the first with its set and local id */
  GHashTable           *seen;      /* GlsId * of every annotation so far to its Item */
  GHashTable           *ordinals;  /* GlsId to the last ordinal given among those that would have it; NULL: none given */
  GString              *json;      /* the value written last */
  gboolean              has_other; /* an annotation's id is not what the file calls it */
} Reading;

static const char *const annotation_members[]
    = { "id",   "type",   "by",         "spans",  "attributes", "entity",
        "note", "unsure", "confidence", "plugin", "run",        "relations", "chain", NULL };
static const char *const link_members[] = { "role", "type", "to", "entity", "author", "value", "none", NULL };

/* Canonical JSON, until the next one is asked for. */
static const char *
write_value (Reading *reading, const GlsJsonValue *value)
{
  GlsJsonWriter writer;

  g_string_truncate (reading->json, 0);
  gls_json_writer_init (&writer, reading->json);
  gls_json_value_write (value, &writer);
  return reading->json->str;
}

/* An attribute's or a role's value. A quantity is written by its own code, so that 330.0 and 330 are one. */
static const char *
read_value (Reading *reading, const GlsJsonValue *value)
{
  if (value->kind == GLS_JSON_OBJECT && gls_json_value_get (value, "modifier"))
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_from_value (value, NULL);
      g_autofree char *json = quantity ? gls_quantity_to_json (quantity) : NULL;

      if (json)
        return g_string_assign (reading->json, json)->str;
    }
  return write_value (reading, value);
}

static gboolean
read_offset (Reading *reading, const GlsJsonValue *node, guint fragment, guint32 *offset, GError **error)
{
  guint32 length = gls_text_get_length (reading->document->text);
  gint64 value = node->integer;

  if (node->kind != GLS_JSON_INT)
    {
      const char *json = write_value (reading, node);

      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“spans” %u: %s is not a whole number."), fragment + 1,
                   strlen (json) < 40 ? json : "…");
      return FALSE;
    }
  if (value < 0 || value > length)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("“spans” %u: offset %lld is outside the text of %u characters."), fragment + 1,
                   (long long) value, length);
      return FALSE;
    }
  *offset = (guint32) value;
  return TRUE;
}

static gboolean
read_spans (Reading *reading, const GlsJsonValue *object, GlsAnnotation *annotation, GError **error)
{
  const GlsJsonValue *spans = NULL;
  GlsFragment few[8];
  g_autofree GlsFragment *many = NULL;
  GlsFragment *fragments = few;
  guint n;

  if (!gls_json_value_get_array (object, "", "spans", TRUE, &spans, error))
    return FALSE;
  n = spans->n;
  if (n == 0 || n > MAX_FRAGMENTS)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“spans” holds %u spans; give 1 to %d."), n, MAX_FRAGMENTS);
      return FALSE;
    }
  if (n > G_N_ELEMENTS (few))
    fragments = many = g_new (GlsFragment, n);
  for (guint i = 0; i < n; i++)
    {
      const GlsJsonValue *pair = &spans->elements[i];

      if (pair->kind != GLS_JSON_ARRAY || pair->n != 2)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“spans” %u is not a pair [start, end]."), i + 1);
          return FALSE;
        }
      if (!read_offset (reading, &pair->elements[0], i, &fragments[i].start, error)
          || !read_offset (reading, &pair->elements[1], i, &fragments[i].end, error))
        return FALSE;
    }
  if (!gls_fragments_check (fragments, n, gls_text_get_length (reading->document->text), error))
    {
      g_prefix_error (error, "“spans”: ");
      return FALSE;
    }
  gls_annotation_set_fragments (annotation, fragments, n);
  return TRUE;
}

static gboolean
read_attributes (Reading *reading, const GlsJsonValue *object, GlsAnnotation *annotation, GError **error)
{
  const GlsJsonValue *attributes = NULL;
  if (!gls_json_value_get_object (object, "", "attributes", FALSE, &attributes, error))
    return FALSE;
  if (!attributes)
    return TRUE;
  for (guint i = 0; i < attributes->n; i++)
    {
      const GlsJsonMember *member = &attributes->members[i];

      if (member->value.kind != GLS_JSON_NULL)
        gls_annotation_add_attribute (annotation, member->name, read_value (reading, &member->value));
    }
  return TRUE;
}

/* A line to the lead, or true for none. */
static gboolean
read_unsure (const GlsJsonValue *object, GlsAnnotation *annotation, GError **error)
{
  const GlsJsonValue *node = gls_json_value_get (object, "unsure");
  const char *line = NULL;

  if (gls_json_value_is (node, GLS_JSON_BOOLEAN))
    line = node->integer ? "" : NULL;
  else if (!gls_json_value_get_string (object, "", "unsure", FALSE, &line, error))
    return FALSE;
  annotation->unsure = g_strdup (line);
  return TRUE;
}

static gboolean
read_confidence (const GlsJsonValue *object, GlsAnnotation *annotation, GError **error)
{
  double confidence = NAN;

  if (!gls_json_value_get_double (object, "", "confidence", FALSE, &confidence, error))
    return FALSE;
  if (!isnan (confidence) && !(confidence >= 0 && confidence <= 1))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“confidence” is %g; it goes from 0 to 1."), confidence);
      return FALSE;
    }
  annotation->confidence = confidence;
  return TRUE;
}

/* A proposed chain, kept as it is written. */
static gboolean
read_chain (Reading *reading, const GlsJsonValue *object, GlsAnnotation *annotation, GError **error)
{
  const GlsJsonValue *chain = NULL;
  const char *key = NULL, *name = NULL, *kind = NULL;

  if (!gls_json_value_get_object (object, "", "chain", FALSE, &chain, error))
    return FALSE;
  if (chain == NULL)
    return TRUE;
  if (!gls_json_value_get_string (chain, "chain", "key", TRUE, &key, error)
      || !gls_json_value_get_string (chain, "chain", "name", TRUE, &name, error)
      || !gls_json_value_get_string (chain, "chain", "kind", TRUE, &kind, error))
    return FALSE;
  annotation->chain = g_strdup (write_value (reading, chain));
  return TRUE;
}

static gboolean
check_set (const char *by, GError **error)
{
  if (*by == '\0' || strcmp (by, "plugin:") == 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("“by” is “%s”; give a person's name, “gold” or “plugin:ID”."), by);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_members (Reading *reading, const GlsJsonValue *object, Item *item, GError **error)
{
  GlsAnnotation *annotation = item->annotation;
  const char *type = NULL, *by = reading->by, *entity = NULL, *note = NULL, *plugin = NULL, *run = NULL;

  if (!gls_json_value_get_string (object, "", "type", TRUE, &type, error)
      || !gls_json_value_get_string (object, "", "by", FALSE, &by, error)
      || !gls_json_value_get_string (object, "", "entity", FALSE, &entity, error)
      || !gls_json_value_get_string (object, "", "note", FALSE, &note, error)
      || !gls_json_value_get_string (object, "", "plugin", FALSE, &plugin, error)
      || !gls_json_value_get_string (object, "", "run", FALSE, &run, error)
      || !gls_json_value_get_array (object, "", "relations", FALSE, &item->relations, error)
      || !check_set (by, error)
      || !read_spans (reading, object, annotation, error)
      || !read_attributes (reading, object, annotation, error)
      || !read_unsure (object, annotation, error)
      || !read_confidence (object, annotation, error)
      || !read_chain (reading, object, annotation, error))
    return FALSE;
  if (*type == '\0')
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("“type” is empty; give the name of a type."));
      return FALSE;
    }
  gls_json_value_find_unknown (object, "annotation", annotation_members, reading->unknown);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  annotation->note = g_strdup (note);
  annotation->plugin = g_strdup (plugin);
  annotation->run = g_strdup (run);
  if (entity)
    {
      annotation->has_entity = TRUE;
      gls_jsonl_entity_id (entity, reading->project, &annotation->entity);
    }
  return TRUE;
}

/* The derived id of an annotation, or of a second one that claims the same: @ordinal tells them apart. */
static void
derive_id (Reading *reading, const Item *item, guint32 ordinal, GlsId *id)
{
  const GlsAnnotation *annotation = item->annotation;
  const GlsId *document = &reading->document->id;
  guint32 number = GUINT32_TO_LE (ordinal);

  if (!item->local)
    {
      g_autoptr (GBytes) packed = gls_fragments_pack (annotation->fragments, annotation->n_fragments);

      gls_id_derive (id, "annotation", (const void *) document, sizeof *document,
                     (const void *) annotation->by, strlen (annotation->by),
                     (const void *) annotation->type, strlen (annotation->type),
                     g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                     (const void *) &number, sizeof number, NULL);
    }
  else if (ordinal == 0)
    gls_id_derive (id, "annotation", (const void *) document, sizeof *document,
                   (const void *) annotation->by, strlen (annotation->by),
                   (const void *) item->local, strlen (item->local), NULL);
  else
    gls_id_derive (id, "annotation", (const void *) document, sizeof *document,
                   (const void *) annotation->by, strlen (annotation->by),
                   (const void *) item->local, strlen (item->local),
                   (const void *) &number, sizeof number, NULL);
}

/* Ordinals go on from the last one given, so that a file of one id a million times takes no longer than another. */
static void
assign_id (Reading *reading, Item *item)
{
  GlsId *id = &item->annotation->id;
  GlsId first;
  guint32 ordinal;

  if (!item->local || !gls_id_parse (item->local, id) || gls_id_is_null (id))
    {
      derive_id (reading, item, 0, id);
      reading->has_other |= item->local != NULL;
    }
  if (!g_hash_table_contains (reading->seen, id))
    {
      g_hash_table_insert (reading->seen, id, item);
      return;
    }
  reading->has_other = TRUE;
  if (!reading->ordinals)
    reading->ordinals = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  derive_id (reading, item, 0, &first);
  ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (reading->ordinals, &first));
  do
    derive_id (reading, item, ++ordinal, id);
  while (g_hash_table_contains (reading->seen, id));
  g_hash_table_insert (reading->ordinals, g_memdup2 (&first, sizeof first), GUINT_TO_POINTER (ordinal));
  g_hash_table_insert (reading->seen, id, item);
  if (item->local)
    {
      char string[GLS_ID_STRING_SIZE];

      gls_id_to_string (id, string);
      gls_jsonl_report (reading->reports,
                        _("Document “%s”: the id “%s” stands twice; the later annotation, by %s, is now %s."),
                        reading->document->key, item->local, item->annotation->by, string);
    }
}

static guint
item_hash (gconstpointer data)
{
  const Item *item = data;

  return g_str_hash (item->local) * 31 + g_str_hash (item->annotation->by);
}

static gboolean
item_equal (gconstpointer a, gconstpointer b)
{
  const Item *x = a, *y = b;

  return strcmp (x->local, y->local) == 0 && strcmp (x->annotation->by, y->annotation->by) == 0;
}

static void
index_locals (Reading *reading)
{
  reading->by_local = g_hash_table_new (g_str_hash, g_str_equal);
  reading->by_set = g_hash_table_new (item_hash, item_equal);
  for (guint i = 0; i < reading->items->len; i++)
    {
      Item *item = &g_array_index (reading->items, Item, i);

      if (!item->local)
        continue;
      if (!g_hash_table_contains (reading->by_local, item->local))
        g_hash_table_insert (reading->by_local, (gpointer) item->local, item);
      if (!g_hash_table_contains (reading->by_set, item))
        g_hash_table_add (reading->by_set, item);
    }
}

/* The annotation that @local names, seen from @from: of the same set where there is one, else the first in the file. */
static const GlsAnnotation *
find_target (Reading *reading, const char *local, const Item *from)
{
  const Item key = { from->annotation, local, NULL };
  const Item *found;
  GlsId id;

  if (!reading->has_other)
    {
      found = gls_id_parse (local, &id) ? g_hash_table_lookup (reading->seen, &id) : NULL;
      return found && found->local ? found->annotation : NULL;
    }
  if (!reading->by_local)
    index_locals (reading);
  found = g_hash_table_lookup (reading->by_set, &key);
  if (!found)
    found = g_hash_table_lookup (reading->by_local, local);
  return found ? found->annotation : NULL;
}

static gboolean
read_flag (const GlsJsonValue *object, const char *member, gboolean *value, GError **error)
{
  *value = FALSE;
  return gls_json_value_get_boolean (object, "", member, FALSE, value, error);
}

/* Exactly one of "to", "entity", "author", "value", "none". @dropped: its target is not in the document. */
static gboolean
read_filler (Reading *reading, const Item *item, const GlsJsonValue *object, GlsLink *link, gboolean *dropped, GError **error)
{
  const char *to = NULL, *entity = NULL;
  gboolean author, none;
  const GlsJsonValue *value = gls_json_value_get (object, "value");
  int n;

  if (!gls_json_value_get_string (object, "", "to", FALSE, &to, error)
      || !gls_json_value_get_string (object, "", "entity", FALSE, &entity, error)
      || !read_flag (object, "author", &author, error)
      || !read_flag (object, "none", &none, error))
    return FALSE;
  if (value && value->kind == GLS_JSON_NULL)
    value = NULL;
  n = (to != NULL) + (entity != NULL) + author + none + (value != NULL);
  if (n != 1 || (link->relation && !to))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   link->relation ? _("the relation “%s” needs “to” and nothing else.")
                                  : _("the role “%s” needs exactly one of “to”, “entity”, “author”, “value” and “none”."),
                   link->name);
      return FALSE;
    }
  if (to)
    {
      const GlsAnnotation *target = find_target (reading, to, item);

      link->kind = GLS_LINK_TO;
      *dropped = target == NULL;
      if (target)
        link->target = target->id;
      else
        gls_jsonl_report (reading->reports,
                          _("Document “%s”: “%s” of annotation “%s” points to “%s”, which is not in the document; left out."),
                          reading->document->key, link->name, item->local ? item->local : "", to);
    }
  else if (entity)
    {
      link->kind = GLS_LINK_ENTITY;
      gls_jsonl_entity_id (entity, reading->project, &link->target);
    }
  else if (value)
    {
      link->kind = GLS_LINK_VALUE;
      link->value = g_strdup (read_value (reading, value));
    }
  else
    link->kind = author ? GLS_LINK_AUTHOR : GLS_LINK_NONE;
  return TRUE;
}

static gboolean
read_link (Reading *reading, const Item *item, guint index, GError **error)
{
  const GlsJsonValue *object = NULL;
  const char *role = NULL, *type = NULL;
  GlsLink link = { 0 };
  gboolean dropped = FALSE;

  if (!gls_json_value_get_element (item->relations, index, "relations", &object, error)
      || !gls_json_value_get_string (object, "", "role", FALSE, &role, error)
      || !gls_json_value_get_string (object, "", "type", FALSE, &type, error))
    return FALSE;
  if ((role && *role != '\0') == (type && *type != '\0'))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("one of “role” and “type” must name what this is."));
      return FALSE;
    }
  link.relation = type && *type != '\0';
  link.name = g_strdup (link.relation ? type : role);
  if (!read_filler (reading, item, object, &link, &dropped, error))
    {
      gls_link_clear (&link);
      return FALSE;
    }
  gls_json_value_find_unknown (object, "relation", link_members, reading->unknown);
  if (dropped)
    gls_link_clear (&link);
  else
    gls_annotation_take_link (item->annotation, link);
  return TRUE;
}

static gboolean
read_links (Reading *reading, const Item *item, GError **error)
{
  guint n = item->relations ? item->relations->n : 0;

  for (guint i = 0; i < n; i++)
    if (!read_link (reading, item, i, error))
      {
        g_prefix_error (error, _("“relations” %u: "), i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_all (Reading *reading, const GlsJsonValue *array, GError **error)
{
  guint n = array->n, i;
  Item *item = NULL;

  for (i = 0; i < n; i++)
    {
      const GlsJsonValue *object = NULL;
      Item fresh = { 0 };

      item = NULL;
      if (!gls_json_value_get_element (array, i, "annotations", &object, error))
        goto failed;
      fresh.annotation = gls_annotation_new ();
      g_ptr_array_add (reading->document->annotations, fresh.annotation);
      g_array_append_val (reading->items, fresh);
      item = &g_array_index (reading->items, Item, i);
      if (!gls_json_value_get_string (object, "", "id", FALSE, &item->local, error)
          || !read_members (reading, object, item, error))
        goto failed;
      assign_id (reading, item);
    }
  for (i = 0; i < n; i++)
    {
      item = &g_array_index (reading->items, Item, i);
      if (!read_links (reading, item, error))
        goto failed;
    }
  return TRUE;

failed:
  if (item && item->local)
    g_prefix_error (error, _("annotation %u (“%s”): "), i + 1, item->local);
  else
    g_prefix_error (error, _("annotation %u: "), i + 1);
  return FALSE;
}

/* What people thought of the annotations; most documents have nothing of it. */
static gboolean
read_judged (Reading *reading, const GlsJsonValue *object, GError **error)
{
  g_autoptr (GHashTable) local = NULL;

  if (!gls_json_value_get (object, "verdicts") && !gls_json_value_get (object, "decisions")
      && !gls_json_value_get (object, "waivers"))
    return TRUE;
  local = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < reading->items->len; i++)
    {
      const Item *item = &g_array_index (reading->items, Item, i);

      if (item->local && !g_hash_table_contains (local, item->local))
        g_hash_table_insert (local, (gpointer) item->local, &item->annotation->id);
    }
  reading->document->waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_waiver_free);
  return gls_jsonl_read_judged (object, reading->document, local, reading->unknown, reading->reports, error)
         && gls_jsonl_read_waivers (object, &reading->document->id, local, reading->project, reading->document->waivers,
                                    reading->unknown, error);
}

/* Our own files have them in order. */
static void
sort_annotations (GPtrArray *annotations)
{
  for (guint i = 1; i < annotations->len; i++)
    if (gls_annotation_compare (&annotations->pdata[i - 1], &annotations->pdata[i]) > 0)
      {
        g_ptr_array_sort (annotations, gls_annotation_compare);
        return;
      }
}

gboolean
gls_jsonl_read_annotations (const GlsJsonValue *object, const GlsJsonValue *array, GlsDocument *document, const char *by,
                            const GlsProjectData *project, GPtrArray *unknown, GPtrArray *reports, GError **error)
{
  guint n = array ? array->n : 0;
  g_autoptr (GArray) items = g_array_sized_new (FALSE, FALSE, sizeof (Item), n);
  g_autoptr (GHashTable) seen = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GString) json = g_string_new (NULL);
  Reading reading = { .document = document, .by = by ? by : "import", .project = project, .unknown = unknown,
                      .reports = reports, .items = items, .seen = seen, .json = json };
  gboolean ok = !array || read_all (&reading, array, error);

  if (ok)
    {
      sort_annotations (document->annotations);
      ok = read_judged (&reading, object, error);
    }
  g_clear_pointer (&reading.by_local, g_hash_table_unref);
  g_clear_pointer (&reading.by_set, g_hash_table_unref);
  g_clear_pointer (&reading.ordinals, g_hash_table_unref);
  return ok;
}
