/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an importer gives, as documents with annotations, checked like a file: a caller puts them into a project as it puts any
 * import. It knows no project. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-date.h>
#include <gls-error.h>

#include "gls-contract.h"

#define MAX_NAME 1000
#define MAX_TEXT (1024 * 1024)
#define MAX_ANNOTATIONS 5000000
#define MAX_REPORTS 1000

/* A link that waits until all keys of its document are known. */
typedef struct {
  GlsAnnotation *from;
  GlsLink        link;
  char          *to;
} Waiting;

struct _GlsHarvest {
  GlsContract *contract;
  GlsImported *imported;
  GHashTable  *entities;   /* the plugin's id to GlsId *, owned by its entity */
  GlsDocument *document;   /* the one emitted last, owned by imported */
  GHashTable  *keys;       /* of its annotations */
  GHashTable  *ordinals;   /* GlsId to the next ordinal */
  GPtrArray   *waiting;
  guint        n_annotations;
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  gls_link_clear (&waiting->link);
  g_free (waiting->to);
  g_free (waiting);
}

static gboolean
fail (GError **error, const char *member, const char *why)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", member, why);
  return FALSE;
}

GlsHarvest *
gls_harvest_new (GlsContract *contract)
{
  GlsHarvest *harvest = g_new0 (GlsHarvest, 1);

  harvest->contract = gls_contract_ref (contract);
  harvest->imported = g_new0 (GlsImported, 1);
  harvest->imported->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  harvest->imported->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_entity_free);
  harvest->imported->reports = g_ptr_array_new_with_free_func (g_free);
  harvest->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  harvest->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  harvest->ordinals = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
  harvest->waiting = g_ptr_array_new_with_free_func (waiting_free);
  return harvest;
}

void
gls_imported_free (GlsImported *imported)
{
  if (imported == NULL)
    return;
  g_ptr_array_unref (imported->documents);
  g_ptr_array_unref (imported->entities);
  g_ptr_array_unref (imported->reports);
  g_clear_pointer (&imported->codebook, gls_codebook_unref);
  g_free (imported);
}

/* Links of the document that ends: to keys of its own annotations. What points nowhere is left out and said. */
static void
end_document (GlsHarvest *harvest)
{
  for (guint i = 0; i < harvest->waiting->len; i++)
    {
      Waiting *waiting = g_ptr_array_index (harvest->waiting, i);

      if (waiting->to != NULL)
        {
          const GlsAnnotation *target = g_hash_table_lookup (harvest->keys, waiting->to);

          if (target == NULL)
            {
              g_autofree char *sentence
                  = g_strdup_printf (_("%s: “%s” points to “%.60s”, which is not in the document; left out"), harvest->document->key,
                                     waiting->link.name, waiting->to);

              gls_harvest_add_report (harvest, sentence);
              continue;
            }
          waiting->link.target = target->id;
        }
      gls_annotation_take_link (waiting->from, waiting->link);
      memset (&waiting->link, 0, sizeof waiting->link);
    }
  g_ptr_array_set_size (harvest->waiting, 0);
  g_hash_table_remove_all (harvest->keys);
  g_hash_table_remove_all (harvest->ordinals);
}

static gboolean
read_zones (GlsHarvest *harvest, const GlsPluginArray *zones, GlsDocument *document, GError **error)
{
  if (zones->n > 0 && (zones->data == NULL || zones->stride < sizeof (GlsPluginZone)))
    return fail (error, "zones", _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  for (gsize i = 0; i < zones->n; i++)
    {
      const GlsPluginZone *zone = GLS_PLUGIN_AT (GlsPluginZone, *zones, i);
      g_autofree GlsFragment *place
          = gls_contract_read_ranges (document->text, harvest->contract->manifest->bytes, &zone->range, 1, error);

      if (place == NULL)
        return FALSE;
      if ((guint) zone->kind > GLS_PLUGIN_ZONE_REPEAT)
        return fail (error, "zones", _("the kind of zone is not known"));
      if (zone->kind != GLS_PLUGIN_ZONE_BODY && place->end > place->start)
        gls_document_add_zone (document, (GlsZoneKind) zone->kind, place->start, place->end);
    }
  return TRUE;
}

static gboolean
read_statuses (const GlsPluginArray *statuses, GlsDocument *document, GError **error)
{
  if (statuses->n > 0 && (statuses->data == NULL || statuses->stride < sizeof (GlsPluginStatus)))
    return fail (error, "statuses", _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  for (gsize i = 0; i < statuses->n; i++)
    {
      const GlsPluginStatus *given = GLS_PLUGIN_AT (GlsPluginStatus, *statuses, i);
      GlsDocumentStatus *status;
      GlsStatus value;

      if (!gls_contract_check_text ("by", given->by, MAX_NAME, FALSE, error)
          || !gls_contract_check_text ("note", given->note, MAX_TEXT, FALSE, error))
        return FALSE;
      if (given->status == NULL || !gls_status_parse (given->status, &value))
        return fail (error, "status", _("give “not begun”, “in work” or “done”"));
      status = g_new0 (GlsDocumentStatus, 1);
      status->by = g_strdup (given->by != NULL && *given->by != '\0' ? given->by : "import");
      status->status = value;
      status->note = g_strdup (given->note);
      g_ptr_array_add (document->statuses, status);
    }
  return TRUE;
}

gboolean
gls_harvest_add_document (GlsHarvest *harvest, const GlsPluginDocument *given, GError **error)
{
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsDocument) document = NULL;

  if (harvest->document != NULL)
    end_document (harvest);
  harvest->document = NULL;
  if (!gls_contract_check_text ("key", given->key, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("title", given->title, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("source", given->source, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("publisher", given->publisher, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("byline", given->byline, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("published", given->published, MAX_NAME, FALSE, error)
      || !gls_contract_check_text ("language", given->language, MAX_NAME, FALSE, error))
    return FALSE;
  if (given->published != NULL && *given->published != '\0' && !gls_date_is_valid (given->published))
    return fail (error, "published", _("it is no date such as 2015-04-21"));
  text = gls_text_new_from_string (given->text, given->n_bytes, error);
  if (text == NULL)
    return FALSE;
  document = gls_document_new (text);
  document->key = g_strdup (given->key);
  document->title = g_strdup (given->title);
  document->source = g_strdup (given->source);
  document->publisher = g_strdup (given->publisher);
  document->byline = g_strdup (given->byline);
  document->published = g_strdup (given->published);
  document->language = g_strdup (given->language);
  if (!read_zones (harvest, &given->zones, document, error) || !read_statuses (&given->statuses, document, error))
    {
      g_prefix_error (error, "%s: ", given->key);
      return FALSE;
    }
  harvest->document = document;
  g_ptr_array_add (harvest->imported->documents, g_steal_pointer (&document));
  return TRUE;
}

/* Like annotations of a file without ids: of (document, set, key or type and place). */
static void
derive_id (GlsHarvest *harvest, GlsAnnotation *annotation, const char *key)
{
  const GlsId *document = &harvest->document->id;
  g_autoptr (GBytes) packed = gls_fragments_pack (annotation->fragments, annotation->n_fragments);
  guint32 number = 0;

  if (key != NULL && *key != '\0')
    {
      gls_id_derive (&annotation->id, "annotation", document, sizeof *document, annotation->by, strlen (annotation->by), key,
                     strlen (key), NULL);
      return;
    }
  for (int pass = 0; pass < 2; pass++)
    {
      guint32 ordinal;

      gls_id_derive (&annotation->id, "annotation", document, sizeof *document, annotation->by, strlen (annotation->by),
                     annotation->type, strlen (annotation->type), g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                     &number, (gsize) sizeof number, NULL);
      if (pass == 1)
        return;
      ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (harvest->ordinals, &annotation->id));
      g_hash_table_insert (harvest->ordinals, g_memdup2 (&annotation->id, sizeof annotation->id), GUINT_TO_POINTER (ordinal + 1));
      if (ordinal == 0)
        return;
      number = GUINT32_TO_LE (ordinal);
    }
}

static gboolean
find_entity (GlsHarvest *harvest, const char *text, GlsId *id, GError **error)
{
  const GlsId *found;

  if (!gls_contract_check_text ("entity", text, MAX_NAME, TRUE, error))
    return FALSE;
  found = g_hash_table_lookup (harvest->entities, text);
  if (found != NULL)
    *id = *found;
  else if (!gls_id_parse (text, id) || !g_hash_table_contains (harvest->contract->entity_ids, id))
    return fail (error, "entity", _("it was not emitted before"));
  return TRUE;
}

static gboolean
read_attributes (const GlsPluginArray *attributes, GlsAnnotation *annotation, GError **error)
{
  if (attributes->n > 0 && (attributes->data == NULL || attributes->stride < sizeof (GlsPluginAttribute)))
    return fail (error, "attributes", _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  for (gsize i = 0; i < attributes->n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, *attributes, i);
      g_autofree char *value = NULL;

      if (!gls_contract_check_text ("attribute", attribute->name, MAX_NAME, TRUE, error))
        return FALSE;
      value = gls_contract_read_value (attribute->value, error);
      if (value == NULL)
        return FALSE;
      gls_annotation_add_attribute (annotation, attribute->name, value);
    }
  return TRUE;
}

static gboolean
read_links (GlsHarvest *harvest, const GlsPluginArray *links, GlsAnnotation *annotation, GError **error)
{
  if (links->n > 0 && (links->data == NULL || links->stride < sizeof (GlsPluginLink)))
    return fail (error, "links", _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  for (gsize i = 0; i < links->n; i++)
    {
      const GlsPluginLink *given = GLS_PLUGIN_AT (GlsPluginLink, *links, i);
      Waiting *waiting;

      if (!gls_contract_check_text ("link", given->name, MAX_NAME, TRUE, error))
        return FALSE;
      if ((guint) given->filler > GLS_PLUGIN_NOT_SAID || (given->relation && given->filler != GLS_PLUGIN_FILLED_BY_ANNOTATION))
        return fail (error, "link", _("the kind of filler is not one that this role or relation takes"));
      waiting = g_new0 (Waiting, 1);
      g_ptr_array_add (harvest->waiting, waiting);
      waiting->from = annotation;
      waiting->link.relation = given->relation;
      waiting->link.name = g_strdup (given->name);
      waiting->link.kind = (GlsLinkKind) given->filler;
      if (given->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION)
        {
          if (!gls_contract_check_text ("link", given->to, MAX_NAME, TRUE, error))
            return FALSE;
          waiting->to = g_strdup (given->to);
        }
      else if (given->filler == GLS_PLUGIN_FILLED_BY_ENTITY && !find_entity (harvest, given->to, &waiting->link.target, error))
        return FALSE;
      else if (given->filler == GLS_PLUGIN_FILLED_BY_VALUE
               && (waiting->link.value = gls_contract_read_value (given->to, error)) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_annotation (GlsHarvest *harvest, const GlsPluginAnnotation *given, GlsAnnotation *annotation, GError **error)
{
  g_autofree GlsFragment *fragments = NULL;

  if (!gls_contract_check_text ("type", given->type, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("key", given->key, MAX_NAME, FALSE, error)
      || !gls_contract_check_text ("set", given->set, MAX_NAME, FALSE, error)
      || !gls_contract_check_text ("note", given->note, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("unsure", given->unsure, MAX_TEXT, FALSE, error))
    return FALSE;
  if (given->key != NULL && g_hash_table_contains (harvest->keys, given->key))
    return fail (error, "key", _("it stands twice in this document"));
  if (!isnan (given->confidence) && !(given->confidence >= 0 && given->confidence <= 1))
    return fail (error, "confidence", _("it goes from 0 to 1"));
  fragments = gls_contract_read_ranges (harvest->document->text, harvest->contract->manifest->bytes, given->fragments,
                                        given->n_fragments, error);
  if (fragments == NULL)
    return FALSE;
  gls_annotation_set_fragments (annotation, fragments, given->n_fragments);
  annotation->type = g_strdup (given->type);
  annotation->by = g_strdup (given->set != NULL && *given->set != '\0' ? given->set : "import");
  annotation->note = g_strdup (given->note);
  annotation->unsure = g_strdup (given->unsure);
  annotation->confidence = given->confidence;
  if (given->entity != NULL && !find_entity (harvest, given->entity, &annotation->entity, error))
    return FALSE;
  annotation->has_entity = given->entity != NULL;
  derive_id (harvest, annotation, given->key);
  return read_attributes (&given->attributes, annotation, error) && read_links (harvest, &given->links, annotation, error);
}

gboolean
gls_harvest_add_annotation (GlsHarvest *harvest, const GlsPluginAnnotation *given, GError **error)
{
  GlsAnnotation *annotation;

  harvest->n_annotations++;
  if (harvest->document == NULL)
    return fail (error, "annotation", _("emit its document first"));
  if (given->size < sizeof *given || harvest->n_annotations > MAX_ANNOTATIONS)
    return fail (error, "annotation", _("set size to sizeof (GlsPluginAnnotation), and give at most five million"));
  annotation = gls_annotation_new ();
  g_ptr_array_add (harvest->document->annotations, annotation);
  if (!fill_annotation (harvest, given, annotation, error))
    {
      g_prefix_error (error, _("%s: annotation “%.60s”: "), harvest->document->key, given->key != NULL ? given->key : "");
      return FALSE;
    }
  if (given->key != NULL)
    g_hash_table_insert (harvest->keys, g_strdup (given->key), annotation);
  return TRUE;
}

gboolean
gls_harvest_add_codebook (GlsHarvest *harvest, const char *json, GError **error)
{
  GlsCodebook *codebook = json != NULL ? gls_codebook_parse (json, -1, NULL, error) : NULL;

  if (codebook == NULL)
    {
      if (json == NULL)
        fail (error, "codebook", _("it is missing"));
      else
        g_prefix_error (error, "codebook: ");
      return FALSE;
    }
  g_clear_pointer (&harvest->imported->codebook, gls_codebook_unref);
  harvest->imported->codebook = codebook;
  return TRUE;
}

static gboolean
read_names (const GlsPluginEntity *given, GlsEntity *entity, GError **error)
{
  if ((given->aliases.n > 0 && (given->aliases.data == NULL || given->aliases.stride < sizeof (char *)))
      || (given->external_ids.n > 0
          && (given->external_ids.data == NULL || given->external_ids.stride < sizeof (GlsPluginExternalId))))
    return fail (error, "entity", _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  for (gsize i = 0; i < given->aliases.n; i++)
    {
      GlsAlias *alias = g_new0 (GlsAlias, 1);

      alias->name = g_strdup (*GLS_PLUGIN_AT (char *, given->aliases, i));
      g_ptr_array_add (entity->aliases, alias);
      if (!gls_contract_check_text ("alias", alias->name, MAX_NAME, TRUE, error))
        return FALSE;
    }
  for (gsize i = 0; i < given->external_ids.n; i++)
    {
      const GlsPluginExternalId *id = GLS_PLUGIN_AT (GlsPluginExternalId, given->external_ids, i);
      GlsExternalId *external;

      if (!gls_contract_check_text ("scheme", id->scheme, MAX_NAME, TRUE, error)
          || !gls_contract_check_text ("value", id->value, MAX_NAME, TRUE, error))
        return FALSE;
      external = g_new0 (GlsExternalId, 1);
      external->scheme = g_strdup (id->scheme);
      external->value = g_strdup (id->value);
      g_ptr_array_add (entity->external_ids, external);
    }
  return TRUE;
}

gboolean
gls_harvest_add_entity (GlsHarvest *harvest, const GlsPluginEntity *given, GError **error)
{
  GlsEntity *entity;

  if (!gls_contract_check_text ("id", given->id, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("kind", given->kind, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("name", given->name, MAX_NAME, TRUE, error))
    return FALSE;
  /* Many mentions refer to one entity: what was said first stays. */
  if (g_hash_table_contains (harvest->entities, given->id))
    return TRUE;
  entity = gls_entity_new (given->kind, given->name);
  g_ptr_array_add (harvest->imported->entities, entity);
  /* The same source twice gives the same entity. */
  gls_id_derive (&entity->id, "imported entity", harvest->contract->manifest->id, strlen (harvest->contract->manifest->id), given->id,
                 strlen (given->id), given->kind, strlen (given->kind), given->name, strlen (given->name), NULL);
  g_hash_table_insert (harvest->entities, g_strdup (given->id), &entity->id);
  return read_names (given, entity, error);
}

void
gls_harvest_add_report (GlsHarvest *harvest, const char *sentence)
{
  if (harvest->imported->reports->len < MAX_REPORTS)
    g_ptr_array_add (harvest->imported->reports, g_strdup (sentence));
}

GlsImported *
gls_harvest_finish (GlsHarvest *harvest)
{
  GlsImported *imported = harvest->imported;

  if (harvest->document != NULL)
    end_document (harvest);
  g_hash_table_unref (harvest->entities);
  g_hash_table_unref (harvest->keys);
  g_hash_table_unref (harvest->ordinals);
  g_ptr_array_unref (harvest->waiting);
  gls_contract_unref (harvest->contract);
  g_free (harvest);
  return imported;
}
