/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole values (annotations, documents, codebooks, entities) as records and fields: the one place that says which field
 * holds what. It knows no SQL. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-json-writer.h>

#include "gls-change-private.h"

void
gls_record_id_for_person (const char *name, GlsId *id)
{
  gls_id_derive (id, "person", name, strlen (name), NULL);
}

void
gls_record_id_for_status (const GlsId *document, const char *person, GlsId *id)
{
  gls_id_derive (id, "status", document, sizeof *document, person, strlen (person), NULL);
}

void
gls_record_id_for_zone (const GlsId *document, GlsZoneKind kind, guint32 start, guint32 end, GlsId *id)
{
  g_autofree char *text = g_strdup_printf ("%s %u %u", gls_zone_kind_to_string (kind), start, end);

  gls_id_derive (id, "zone", document, sizeof *document, text, strlen (text), NULL);
}

/**
 * gls_record_id_for_link:
 * @from: the annotation that the role or relation belongs to
 * @definition: the role's or relation type's id
 *
 * The same link made twice, in two copies, is one record.
 */
void
gls_record_id_for_link (const GlsId *from, const GlsId *definition, const GlsLink *link, GlsId *id)
{
  char kind = '0' + link->kind;
  const char *value = link->kind == GLS_LINK_VALUE && link->value != NULL ? link->value : "";
  gboolean points = link->kind == GLS_LINK_TO || link->kind == GLS_LINK_ENTITY;

  gls_id_derive (id, "link", from, sizeof *from, definition, sizeof *definition, &kind, sizeof kind, &link->target,
                 points ? sizeof link->target : 0, value, strlen (value), NULL);
}

/* Annotations come set by set, and an id costs a hash. */
static void
declare_set (GlsChange *change, const char *name, GlsId *id)
{
  if (g_strcmp0 (change->set, name) != 0)
    {
      gls_change_put_person (change, name);
      g_free (change->set);
      change->set = g_strdup (name);
      gls_record_id_for_person (name, &change->set_id);
    }
  *id = change->set_id;
}

void
gls_change_put_person (GlsChange *change, const char *name)
{
  GlsId id;

  gls_record_id_for_person (name, &id);
  if (g_hash_table_contains (change->index, &id))
    return;
  gls_change_declare (change, &id, GLS_RECORD_PERSON, NULL, NULL, NULL);
  gls_change_set_text (change, &id, "name", name);
  gls_change_set_text (change, &id, "actor", NULL);
}

/* Who only imports or corrects metadata stands in the history, but is none of the people that annotate. */
void
gls_change_put_actor (GlsChange *change, gboolean is_known)
{
  GlsId id;

  gls_record_id_for_person (change->person, &id);
  if (is_known || g_hash_table_contains (change->index, &id))
    return;
  gls_change_declare (change, &id, GLS_RECORD_PERSON, NULL, NULL, NULL);
  gls_change_set_text (change, &id, "name", change->person);
  gls_change_set_int (change, &id, "actor", 1);
}

void
gls_change_set_type (GlsChange *change, const GlsId *annotation, const GlsTypeDef *type)
{
  gls_change_set_known (change, annotation, GLS_FIELD_TYPE, &(GlsJournalValue) { .type = GLS_JOURNAL_REF, .ref = type->id });
}

void
gls_change_set_fragments (GlsChange *change, const GlsId *annotation, const GlsFragment *fragments, guint n)
{
  g_autoptr (GBytes) packed = gls_fragments_pack (fragments, n);
  GlsJournalValue value = { .type = GLS_JOURNAL_BLOB };

  value.data = g_bytes_get_data (packed, &value.n_bytes);
  gls_change_set_known (change, annotation, GLS_FIELD_FRAGMENTS, &value);
}

static void
set_attribute (GlsChange *change, const GlsId *annotation, const GlsAttributeDef *def, const char *json)
{
  char field[GLS_ID_STRING_SIZE + 1] = "@";

  gls_id_to_string (&def->id, field + 1);
  gls_change_set_text (change, annotation, field, json);
}

void
gls_change_set_attribute (GlsChange *change, const GlsId *annotation, const GlsAttributeDef *def, const char *json)
{
  set_attribute (change, annotation, def, json);
}

/**
 * gls_change_put_link:
 * @type: the annotation's type, whose roles count
 * @order: place in an ordered list, from 0
 */
void
gls_change_put_link (GlsChange *change, const GlsId *document, const GlsId *annotation, const GlsLink *link,
                     const GlsCodebook *codebook, const char *type, int order)
{
  GlsTypeDef *def = gls_codebook_find_type (codebook, type);
  GlsRoleDef *role = def != NULL && !link->relation ? gls_type_def_find_role (def, link->name) : NULL;
  GlsRelationDef *relation = link->relation ? gls_codebook_find_relation (codebook, link->name) : NULL;
  const GlsId *definition = relation != NULL ? &relation->id : role != NULL ? &role->id : NULL;
  GlsId id;

  if (definition == NULL)
    return;
  gls_record_id_for_link (annotation, definition, link, &id);
  gls_change_declare (change, &id, GLS_RECORD_LINK, document, annotation, NULL);
  gls_change_set_known (change, &id, GLS_FIELD_ROLE, &(GlsJournalValue) { .type = GLS_JOURNAL_REF, .ref = *definition });
  if (link->kind == GLS_LINK_TO || link->kind == GLS_LINK_ENTITY)
    gls_change_set_known (change, &id, GLS_FIELD_TO, &(GlsJournalValue) { .type = GLS_JOURNAL_REF, .ref = link->target });
  if (link->kind != GLS_LINK_TO)
    gls_change_set_known (change, &id, GLS_FIELD_FILLER,
                          &(GlsJournalValue) { .type = GLS_JOURNAL_INT, .number = link->kind });
  if (link->kind == GLS_LINK_VALUE)
    gls_change_set_text (change, &id, "value", link->value);
  if (order != 0)
    gls_change_set_int (change, &id, "order", order);
}

static void
put_attributes (GlsChange *change, const GlsAnnotation *annotation, const GlsTypeDef *type)
{
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);
      GlsAttributeDef *def = gls_type_def_find_attribute (type, attribute->name);

      if (def != NULL)
        set_attribute (change, &annotation->id, def, attribute->value);
    }
}

/**
 * gls_change_put_annotation:
 *
 * Creates the annotation, or sets what it holds on an existing one; fields that it leaves out stay.
 */
void
gls_change_put_annotation (GlsChange *change, const GlsId *document, const GlsAnnotation *annotation,
                           const GlsCodebook *codebook)
{
  GlsTypeDef *type = gls_codebook_find_type (codebook, annotation->type);
  const GlsId *id = &annotation->id;
  const char *last_role = NULL;
  int order = 0;
  GlsId set;

  if (type == NULL)
    return;
  declare_set (change, annotation->by, &set);
  gls_change_declare (change, id, GLS_RECORD_ANNOTATION, document, NULL, &set);
  gls_change_set_type (change, id, type);
  gls_change_set_fragments (change, id, annotation->fragments, annotation->n_fragments);
  put_attributes (change, annotation, type);
  if (annotation->note != NULL)
    gls_change_set_text (change, id, "note", annotation->note);
  if (annotation->unsure != NULL)
    gls_change_set_text (change, id, "unsure", annotation->unsure);
  if (annotation->has_entity)
    gls_change_set_known (change, id, GLS_FIELD_ENTITY,
                          &(GlsJournalValue) { .type = GLS_JOURNAL_REF, .ref = annotation->entity });
  if (annotation->plugin != NULL)
    gls_change_set_text (change, id, "plugin", annotation->plugin);
  if (annotation->run != NULL)
    gls_change_set_text (change, id, "run", annotation->run);
  if (annotation->chain != NULL)
    gls_change_set_text (change, id, "chain", annotation->chain);
  if (!isnan (annotation->confidence))
    {
      g_autoptr (GString) number = g_string_new (NULL);
      GlsJsonWriter writer;

      gls_json_writer_init (&writer, number);
      gls_json_writer_double (&writer, annotation->confidence);
      gls_change_set_text (change, id, "confidence", number->str);
    }
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      order = last_role != NULL && g_str_equal (last_role, link->name) ? order + 1 : 0;
      last_role = link->name;
      gls_change_put_link (change, document, id, link, codebook, annotation->type, order);
    }
}

void
gls_change_set_metadata (GlsChange *change, const GlsId *document, const char *field, const char *value)
{
  gls_change_set_text (change, document, field, value);
}

/**
 * gls_change_put_document:
 *
 * The text, metadata that is not %NULL, zones and statuses; annotations are put apart.
 */
void
gls_change_put_document (GlsChange *change, GlsDocument *document)
{
  const struct { const char *field, *value; } fields[] = {
    { "key", document->key },           { "title", document->title },         { "source", document->source },
    { "publisher", document->publisher }, { "byline", document->byline },       { "published", document->published },
    { "language", document->language },
  };

  gls_change_declare (change, &document->id, GLS_RECORD_DOCUMENT, NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].value != NULL)
      gls_change_set_text (change, &document->id, fields[i].field, fields[i].value);
  for (guint i = 0; document->zones != NULL && i < document->zones->len; i++)
    gls_change_put_zone (change, &document->id, &g_array_index (document->zones, GlsZone, i));
  for (guint i = 0; document->statuses != NULL && i < document->statuses->len; i++)
    {
      const GlsDocumentStatus *status = g_ptr_array_index (document->statuses, i);

      gls_change_set_status (change, &document->id, status->by, status->status, status->note);
    }
  g_ptr_array_add (change->documents, gls_document_ref (document));
}

void
gls_change_put_zone (GlsChange *change, const GlsId *document, const GlsZone *zone)
{
  g_autofree char *text = g_strdup_printf ("%s %u %u", gls_zone_kind_to_string (zone->kind), zone->start, zone->end);
  GlsId id;

  gls_record_id_for_zone (document, zone->kind, zone->start, zone->end, &id);
  gls_change_declare (change, &id, GLS_RECORD_ZONE, document, NULL, NULL);
  gls_change_set_text (change, &id, "zone", text);
  gls_change_set_value (change, &id, "deleted", &(GlsJournalValue){ .type = GLS_JOURNAL_NULL });
}

void
gls_change_delete_zone (GlsChange *change, const GlsId *document, const GlsZone *zone)
{
  GlsId id;

  gls_record_id_for_zone (document, zone->kind, zone->start, zone->end, &id);
  gls_change_delete (change, &id);
}

/**
 * gls_change_mark_zone:
 * @document: with its zones as they are
 * @start: code points
 */
void
gls_change_mark_zone (GlsChange *change, const GlsDocument *document, GlsZoneKind kind, guint32 start, guint32 end)
{
  for (guint i = 0; document->zones != NULL && i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if (zone->end <= start || zone->start >= end)
        continue;
      gls_change_delete_zone (change, &document->id, zone);
      if (zone->start < start)
        gls_change_put_zone (change, &document->id, &(GlsZone){ zone->kind, zone->start, start });
      if (zone->end > end)
        gls_change_put_zone (change, &document->id, &(GlsZone){ zone->kind, end, zone->end });
    }
  if (kind != GLS_ZONE_BODY && start < end)
    gls_change_put_zone (change, &document->id, &(GlsZone){ kind, start, end });
}

/**
 * gls_change_set_status:
 * @note: (nullable): %NULL removes the note
 */
void
gls_change_set_status (GlsChange *change, const GlsId *document, const char *person, GlsStatus status, const char *note)
{
  GlsId id, set;

  declare_set (change, person, &set);
  gls_record_id_for_status (document, person, &id);
  gls_change_declare (change, &id, GLS_RECORD_STATUS, document, NULL, &set);
  gls_change_set_int (change, &id, "status", status);
  if (note != NULL)
    gls_change_set_text (change, &id, "note", *note != '\0' ? note : NULL);
}

void
gls_change_put_aliases (GlsChange *change, const GlsId *entity, const GPtrArray *aliases)
{
  for (guint i = 0; i < aliases->len; i++)
    {
      const GlsAlias *alias = g_ptr_array_index (aliases, i);
      GlsId id;

      gls_id_derive (&id, "alias", entity, sizeof *entity, alias->name, strlen (alias->name), NULL);
      gls_change_declare (change, &id, GLS_RECORD_ALIAS, NULL, entity, NULL);
      gls_change_set_text (change, &id, "name", alias->name);
      if (alias->evidence != NULL)
        gls_change_set_text (change, &id, "evidence", alias->evidence);
    }
}

void
gls_change_put_entity (GlsChange *change, const GlsEntity *entity)
{
  gls_change_declare (change, &entity->id, GLS_RECORD_ENTITY, NULL, NULL, NULL);
  gls_change_set_text (change, &entity->id, "kind", entity->kind);
  gls_change_set_text (change, &entity->id, "name", entity->name);
  if (entity->note != NULL)
    gls_change_set_text (change, &entity->id, "note", entity->note);
  if (entity->aliases != NULL)
    gls_change_put_aliases (change, &entity->id, entity->aliases);
  for (guint i = 0; entity->external_ids != NULL && i < entity->external_ids->len; i++)
    {
      const GlsExternalId *external = g_ptr_array_index (entity->external_ids, i);
      GlsId id;

      gls_id_derive (&id, "external", &entity->id, sizeof entity->id, external->scheme, strlen (external->scheme),
                     external->value, strlen (external->value), NULL);
      gls_change_declare (change, &id, GLS_RECORD_EXTERNAL_ID, NULL, &entity->id, NULL);
      gls_change_set_text (change, &id, "scheme", external->scheme);
      gls_change_set_text (change, &id, "value", external->value);
    }
}

void
gls_change_put_judgement (GlsChange *change, const GlsJudgement *judgement)
{
  GlsId id, set;

  declare_set (change, judgement->by, &set);
  gls_id_derive (&id, "judgement", &judgement->a, sizeof judgement->a, &judgement->b, sizeof judgement->b, &set,
                 sizeof set, NULL);
  gls_change_declare (change, &id, GLS_RECORD_JUDGEMENT, NULL, NULL, &set);
  gls_change_set_ref (change, &id, "&a", &judgement->a);
  gls_change_set_ref (change, &id, "&b", &judgement->b);
  gls_change_set_int (change, &id, "verdict", judgement->verdict);
  if (judgement->reason != NULL)
    gls_change_set_text (change, &id, "reason", judgement->reason);
}

void
gls_change_put_question (GlsChange *change, const GlsQuestion *question)
{
  gls_change_declare (change, &question->id, GLS_RECORD_QUESTION, NULL, NULL, NULL);
  gls_change_set_text (change, &question->id, "text", question->text);
}
