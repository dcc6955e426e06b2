/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our values as the structures of glossator-plugin.h: a run's codebook and entities, a document with zones and annotations.
 * Texts are lent, not copied. It checks nothing and runs nothing. */
#include "config.h"

#include <string.h>

#include "gls-contract.h"

/* Memory that lives as long as its view. */
static gpointer
keep (GPtrArray *blocks, gpointer memory)
{
  g_ptr_array_add (blocks, memory);
  return memory;
}

#define NEW(blocks, type, n) ((type *) keep (blocks, g_malloc0_n ((n), sizeof (type))))

static const char *
keep_id (GPtrArray *blocks, const GlsId *id)
{
  return keep (blocks, gls_id_dup_string (id));
}

static GlsPluginArray
list_names (char **names)
{
  GlsPluginArray array = { names, names != NULL ? g_strv_length (names) : 0, sizeof (char *) };

  if (array.n == 0)
    array.data = NULL;
  return array;
}

static GlsPluginArray
list_attribute_types (GPtrArray *blocks, const GlsTypeDef *type)
{
  GlsPluginAttributeType *attributes = NEW (blocks, GlsPluginAttributeType, type->attributes->len);
  GlsPluginArray array = { attributes, 0, sizeof *attributes };

  for (guint i = 0; i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);

      if (def->retired)
        continue;
      attributes[array.n++] = (GlsPluginAttributeType){
        .name = def->name, .kind = (GlsPluginValueKind) def->kind, .choices = list_names (def->choices), .required = def->required,
      };
    }
  return array;
}

static GlsPluginArray
list_role_types (GPtrArray *blocks, const GlsTypeDef *type)
{
  GlsPluginRoleType *roles = NEW (blocks, GlsPluginRoleType, type->roles->len);
  GlsPluginArray array = { roles, 0, sizeof *roles };

  for (guint i = 0; i < type->roles->len; i++)
    {
      const GlsRoleDef *def = g_ptr_array_index (type->roles, i);

      if (def->retired)
        continue;
      roles[array.n++] = (GlsPluginRoleType){
        .name = def->name, .types = list_names (def->types), .required = def->required, .many = def->many,
      };
    }
  return array;
}

static void
view_codebook (GlsContract *contract)
{
  GPtrArray *blocks = contract->blocks;
  const GlsCodebook *codebook = contract->codebook;
  GlsPluginType *types = NEW (blocks, GlsPluginType, codebook->types->len);
  GlsPluginRelationType *relations = NEW (blocks, GlsPluginRelationType, codebook->relations->len);
  guint n = 0;

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *def = g_ptr_array_index (codebook->types, i);

      if (!def->retired)
        types[n++] = (GlsPluginType){
          .name = def->name, .color = def->color, .claim = def->claim, .attributes = list_attribute_types (blocks, def),
          .roles = list_role_types (blocks, def),
        };
    }
  contract->info.types = (GlsPluginArray){ types, n, sizeof *types };
  n = 0;
  for (guint i = 0; i < codebook->relations->len; i++)
    {
      const GlsRelationDef *def = g_ptr_array_index (codebook->relations, i);

      if (!def->retired)
        relations[n++] = (GlsPluginRelationType){ .name = def->name, .from = list_names (def->from), .to = list_names (def->to) };
    }
  contract->info.relations = (GlsPluginArray){ relations, n, sizeof *relations };
  contract->info.codebook = keep (blocks, gls_codebook_to_json (codebook, FALSE));
}

static void
view_entities (GlsContract *contract)
{
  GPtrArray *blocks = contract->blocks;
  guint n = contract->entities != NULL ? contract->entities->len : 0;
  GlsPluginEntity *entities = NEW (blocks, GlsPluginEntity, n);

  for (guint i = 0; i < n; i++)
    {
      const GlsEntity *entity = g_ptr_array_index (contract->entities, i);
      const char **aliases = NEW (blocks, const char *, entity->aliases->len);
      GlsPluginExternalId *ids = NEW (blocks, GlsPluginExternalId, entity->external_ids->len);

      for (guint j = 0; j < entity->aliases->len; j++)
        aliases[j] = ((GlsAlias *) g_ptr_array_index (entity->aliases, j))->name;
      for (guint j = 0; j < entity->external_ids->len; j++)
        {
          const GlsExternalId *id = g_ptr_array_index (entity->external_ids, j);

          ids[j] = (GlsPluginExternalId){ id->scheme, id->value };
        }
      entities[i] = (GlsPluginEntity){
        .id = keep_id (blocks, &entity->id), .kind = entity->kind, .name = entity->name,
        .aliases = { aliases, entity->aliases->len, sizeof *aliases },
        .external_ids = { ids, entity->external_ids->len, sizeof *ids },
      };
    }
  contract->info.entities = (GlsPluginArray){ entities, n, sizeof *entities };
}

const GlsPluginRun *
gls_contract_get_run (GlsContract *contract)
{
  if (contract->info.size != 0)
    return &contract->info;
  view_codebook (contract);
  view_entities (contract);
  contract->info.kind = contract->kind;
  contract->info.language = contract->language;
  contract->info.set = contract->set;
  contract->info.target = contract->target;
  contract->info.n_documents = contract->n_documents;
  contract->info.size = sizeof contract->info;
  return &contract->info;
}

static GHashTable *
ref_or_new (GHashTable *table)
{
  return table != NULL ? g_hash_table_ref (table) : g_hash_table_new (g_str_hash, g_str_equal);
}

GlsContract *
gls_contract_new (GlsManifest *manifest, GlsPluginKind kind, GlsCodebook *codebook, GHashTable *settings, GHashTable *types,
                  GPtrArray *entities)
{
  GlsContract *contract = g_new0 (GlsContract, 1);
  const char *language;
  GlsId run;

  g_atomic_ref_count_init (&contract->ref_count);
  contract->manifest = gls_manifest_ref (manifest);
  contract->kind = kind;
  contract->codebook = gls_codebook_ref (codebook);
  contract->settings = ref_or_new (settings);
  contract->types = ref_or_new (types);
  contract->entities = entities != NULL ? g_ptr_array_ref (entities) : NULL;
  contract->entity_ids = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; entities != NULL && i < entities->len; i++)
    g_hash_table_add (contract->entity_ids, &((GlsEntity *) entities->pdata[i])->id);
  language = g_get_language_names ()[0];
  contract->language = g_str_equal (language, "C") ? g_strdup ("en") : g_strndup (language, strcspn (language, "_.@"));
  gls_id_generate (&run);
  contract->run_id = gls_id_dup_string (&run);
  contract->by = g_strconcat ("plugin:", manifest->id, NULL);
  contract->plugin = g_strconcat (manifest->id, "@", manifest->version, NULL);
  contract->blocks = g_ptr_array_new_with_free_func (g_free);
  return contract;
}

GlsContract *
gls_contract_ref (GlsContract *contract)
{
  g_atomic_ref_count_inc (&contract->ref_count);
  return contract;
}

void
gls_contract_unref (GlsContract *contract)
{
  if (contract == NULL || !g_atomic_ref_count_dec (&contract->ref_count))
    return;
  gls_manifest_unref (contract->manifest);
  gls_codebook_unref (contract->codebook);
  g_hash_table_unref (contract->settings);
  g_hash_table_unref (contract->types);
  g_hash_table_unref (contract->entity_ids);
  g_clear_pointer (&contract->entities, g_ptr_array_unref);
  g_free (contract->language);
  g_free (contract->set);
  g_free (contract->target);
  g_free (contract->run_id);
  g_free (contract->by);
  g_free (contract->plugin);
  g_free (contract->output);
  g_strfreev (contract->readable);
  g_ptr_array_unref (contract->blocks);
  g_free (contract);
}

static guint32
to_unit (const GlsView *view, guint32 offset)
{
  return view->bytes ? (guint32) gls_text_byte_of_char (view->document->text, offset) : offset;
}

static GlsPluginRange
to_range (const GlsView *view, guint32 start, guint32 end)
{
  return (GlsPluginRange){ to_unit (view, start), to_unit (view, end) };
}

static GlsPluginArray
view_links (GlsView *view, const GlsAnnotation *annotation)
{
  guint n = annotation->links != NULL ? annotation->links->len : 0;
  GlsPluginLink *links = NEW (view->blocks, GlsPluginLink, n);

  for (guint i = 0; i < n; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);

      links[i] = (GlsPluginLink){ .name = link->name, .relation = link->relation, .filler = (GlsPluginFiller) link->kind };
      if (link->kind == GLS_LINK_TO || link->kind == GLS_LINK_ENTITY)
        links[i].to = keep_id (view->blocks, &link->target);
      else if (link->kind == GLS_LINK_VALUE)
        links[i].to = link->value;
    }
  return (GlsPluginArray){ links, n, sizeof *links };
}

static void
view_annotation (GlsView *view, const GlsAnnotation *annotation, GlsPluginAnnotation *info)
{
  guint n_attributes = annotation->attributes != NULL ? annotation->attributes->len : 0;
  GlsPluginRange *fragments = NEW (view->blocks, GlsPluginRange, annotation->n_fragments);
  GlsPluginAttribute *attributes = NEW (view->blocks, GlsPluginAttribute, n_attributes);

  for (guint i = 0; i < annotation->n_fragments; i++)
    fragments[i] = to_range (view, annotation->fragments[i].start, annotation->fragments[i].end);
  for (guint i = 0; i < n_attributes; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      attributes[i] = (GlsPluginAttribute){ attribute->name, attribute->value };
    }
  *info = (GlsPluginAnnotation){
    .size = sizeof *info,
    .key = keep_id (view->blocks, &annotation->id),
    .type = annotation->type,
    .fragments = fragments,
    .n_fragments = annotation->n_fragments,
    .confidence = annotation->confidence,
    .attributes = { attributes, n_attributes, sizeof *attributes },
    .links = view_links (view, annotation),
    .entity = annotation->has_entity ? keep_id (view->blocks, &annotation->entity) : NULL,
    .set = annotation->by,
    .note = annotation->note,
    .unsure = annotation->unsure,
    .plugin = annotation->plugin,
    .run = annotation->run,
  };
}

static void
view_lists (GlsView *view)
{
  const GlsDocument *document = view->document;
  guint n_zones = document->zones != NULL ? document->zones->len : 0;
  guint n_statuses = document->statuses != NULL ? document->statuses->len : 0;
  guint n = document->annotations != NULL ? document->annotations->len : 0;
  GlsPluginZone *zones = NEW (view->blocks, GlsPluginZone, n_zones);
  GlsPluginStatus *statuses = NEW (view->blocks, GlsPluginStatus, n_statuses);
  GlsPluginAnnotation *annotations = NEW (view->blocks, GlsPluginAnnotation, n);

  for (guint i = 0; i < n_zones; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      zones[i] = (GlsPluginZone){ (GlsPluginZoneKind) zone->kind, to_range (view, zone->start, zone->end) };
    }
  for (guint i = 0; i < n_statuses; i++)
    {
      const GlsDocumentStatus *status = g_ptr_array_index (document->statuses, i);

      statuses[i] = (GlsPluginStatus){ status->by, gls_status_to_string (status->status), status->note };
    }
  for (guint i = 0; i < n; i++)
    view_annotation (view, g_ptr_array_index (document->annotations, i), &annotations[i]);
  view->info.zones = (GlsPluginArray){ zones, n_zones, sizeof *zones };
  view->info.statuses = (GlsPluginArray){ statuses, n_statuses, sizeof *statuses };
  view->info.annotations = (GlsPluginArray){ annotations, n, sizeof *annotations };
}

GlsView *
gls_view_new (GlsDocument *document, gboolean bytes, guint32 focus_start, guint32 focus_end)
{
  GlsView *view = g_new0 (GlsView, 1);
  gsize n_bytes;

  view->document = gls_document_ref (document);
  view->bytes = bytes;
  view->blocks = g_ptr_array_new_with_free_func (g_free);
  view->info = (GlsPluginDocument){
    .size = sizeof view->info,
    .id = keep_id (view->blocks, &document->id),
    .key = document->key,
    .text = gls_text_get_data (document->text, &n_bytes),
    .n_characters = gls_text_get_length (document->text),
    .title = document->title,
    .source = document->source,
    .publisher = document->publisher,
    .byline = document->byline,
    .published = document->published,
    .language = document->language,
  };
  view->info.n_bytes = n_bytes;
  view->info.focus = focus_end > focus_start ? to_range (view, focus_start, focus_end) : (GlsPluginRange){ 0, 0 };
  view_lists (view);
  return view;
}

void
gls_view_free (GlsView *view)
{
  if (view == NULL)
    return;
  gls_document_unref (view->document);
  g_ptr_array_unref (view->blocks);
  g_free (view);
}
