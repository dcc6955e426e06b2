/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin gives for one document, checked like an import: all of it holds, or nothing is kept. The same for every
 * transport; it trusts no pointer's contents, no offset and no string. Hundreds of thousands of suggestions a second pass here:
 * they lie in one arena, and names that came before are not checked again, only compared. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-json-writer.h>

#include "gls-contract-private.h"

#define MAX_PROPOSALS 200000
#define MAX_REPORTS 100

/* What a name of a type has turned out to be. */
typedef struct {
  const char       *given;       /* as the plugin says it; in the arena, like all strings here */
  const GlsTypeDef *def;         /* NULL: left out */
  const char       *name;
  const char      **attributes;  /* names, as def->attributes; NULL where none was needed yet */
  const char      **roles;
  GlsIdDraft        draft;       /* has taken in everything but fragments and ordinal */
} KnownType;

/* A link to a key that may be given later. */
typedef struct {
  GlsAnnotation *from;
  guint          index;    /* into its links */
  guint          number;   /* of the annotation, for messages */
  const char    *to;
} PendingLink;

GlsCollector *
gls_collector_new (GlsContract *contract, GlsDocument *document)
{
  GlsCollector *collector = g_new0 (GlsCollector, 1);

  collector->contract = gls_contract_ref (contract);
  collector->document = document != NULL ? gls_document_ref (document) : NULL;
  collector->result = gls_result_new ();
  collector->arena = &collector->result->arena;
  collector->types = g_ptr_array_new ();
  collector->relations = gls_arena_new (collector->arena, const char *, contract->codebook->relations->len);
  collector->by = gls_arena_strdup (collector->arena, contract->by);
  collector->plugin = gls_arena_strdup (collector->arena, contract->plugin);
  collector->run = gls_arena_strdup (collector->arena, contract->run_id);
  gls_key_table_init (&collector->keys, collector->arena, FALSE);
  gls_key_table_init (&collector->ordinals, collector->arena, TRUE);
  collector->waiting = g_array_new (FALSE, FALSE, sizeof (PendingLink));
  collector->scratch = g_string_new (NULL);
  return collector;
}

/* Each sentence once. */
static void
take_report (GlsCollector *collector, char *sentence)
{
  GPtrArray *reports = collector->result->reports;

  if (reports->len < MAX_REPORTS && !g_ptr_array_find_with_equal_func (reports, sentence, g_str_equal, NULL))
    g_ptr_array_add (reports, sentence);
  else
    g_free (sentence);
}

/* The codebook's type for the plugin's; *@type NULL: left out. */
static gboolean
look_up_type (GlsCollector *collector, const char *name, const GlsTypeDef **type, GError **error)
{
  const GlsContract *contract = collector->contract;
  const char *becomes = g_hash_table_lookup (contract->types, name);

  *type = NULL;
  if (becomes != NULL && *becomes == '\0')
    return TRUE;
  *type = gls_codebook_find_type (contract->codebook, becomes != NULL ? becomes : name);
  if (*type != NULL && (*type)->retired)
    *type = NULL;
  if (*type != NULL)
    return TRUE;
  if (becomes != NULL || g_strv_contains ((const char * const *) contract->manifest->types, name))
    {
      take_report (collector, g_strdup_printf (_("the codebook has no type “%s”; such suggestions were left out"), name));
      return TRUE;
    }
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("type: “%s” is neither in the codebook nor among the manifest's Types"), name);
  return FALSE;
}

static KnownType *
find_type (GlsCollector *collector, const char *name, GError **error)
{
  GlsArena *arena = collector->arena;
  const char *plugin = collector->contract->manifest->id;
  const GlsTypeDef *def;
  KnownType *known;

  for (guint i = 0; name != NULL && i < collector->types->len; i++)
    if (strcmp (((KnownType *) collector->types->pdata[i])->given, name) == 0)
      return collector->types->pdata[i];
  if (!gls_contract_check_text ("type", name, GLS_CONTRACT_MAX_NAME, TRUE, error)
      || !look_up_type (collector, name, &def, error))
    return NULL;
  known = gls_arena_new (arena, KnownType, 1);
  g_ptr_array_add (collector->types, known);
  known->given = gls_arena_strdup (arena, name);
  known->def = def;
  if (def == NULL)
    return known;
  known->name = gls_arena_strdup (arena, def->name);
  known->attributes = gls_arena_new (arena, const char *, def->attributes->len);
  known->roles = gls_arena_new (arena, const char *, def->roles->len);
  gls_id_draft_init (&known->draft, "suggestion");
  gls_id_draft_add (&known->draft, plugin, strlen (plugin));
  gls_id_draft_add (&known->draft, &collector->document->id, sizeof collector->document->id);
  gls_id_draft_add (&known->draft, known->name, strlen (known->name));
  return known;
}

/* @names: one in the arena for each definition, or NULL where there is none yet. */
static const char *
keep_name (GlsCollector *collector, const char **names, guint i, const char *name)
{
  if (names[i] == NULL)
    names[i] = gls_arena_strdup (collector->arena, name);
  return names[i];
}

static const GlsAttributeDef *
find_attribute (GlsCollector *collector, const KnownType *type, const char *name, const char **kept)
{
  for (guint i = 0; i < type->def->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->def->attributes, i);

      if (strcmp (def->name, name) != 0)
        continue;
      if (def->retired)
        break;
      *kept = keep_name (collector, type->attributes, i, name);
      return def;
    }
  take_report (collector, g_strdup_printf (_("the type “%s” has no attribute “%s”; its values were left out"), type->name, name));
  return NULL;
}

/* NULL: left out. */
static const char *
find_role (GlsCollector *collector, const KnownType *type, const char *name)
{
  for (guint i = 0; i < type->def->roles->len; i++)
    if (strcmp (((GlsRoleDef *) type->def->roles->pdata[i])->name, name) == 0)
      return keep_name (collector, type->roles, i, name);
  take_report (collector, g_strdup_printf (_("the type “%s” has no role “%s”; its fillers were left out"), type->name, name));
  return NULL;
}

static const char *
find_relation (GlsCollector *collector, const char *name)
{
  const GPtrArray *relations = collector->contract->codebook->relations;

  for (guint i = 0; i < relations->len; i++)
    if (strcmp (((GlsRelationDef *) relations->pdata[i])->name, name) == 0)
      return keep_name (collector, collector->relations, i, name);
  take_report (collector, g_strdup_printf (_("the codebook has no relation “%s”; such relations were left out"), name));
  return NULL;
}

/* A checked value in the arena; @def NULL: of a role. */
static char *
take_value (GlsCollector *collector, const char *json, const GlsAttributeDef *def, GError **error)
{
  g_autofree char *made = NULL;
  gboolean is_quantity;
  gsize n;
  const char *value = gls_contract_look_at_value (json, &n, &is_quantity, &made, error);

  /* What is canonical and was found to be a quantity need not be read again for that. */
  if (value == NULL
      || (def != NULL && !(def->kind == GLS_VALUE_QUANTITY && is_quantity) && !(def->kind == GLS_VALUE_TEXT && *value == '"')
          && !gls_attribute_def_check (def, value, error)))
    return NULL;
  return gls_arena_copy (collector->arena, value, n);
}

/* An array in the arena with room for @n; annotations read it like any other. */
static GArray *
make_array (GlsCollector *collector, gsize n, gsize size)
{
  GArray *array = gls_arena_new (collector->arena, GArray, 1);

  array->data = gls_arena_take_n (collector->arena, n, size);
  return array;
}

static gboolean
has_attribute (const GlsAnnotation *annotation, const char *name)
{
  for (guint i = 0; i < annotation->attributes->len; i++)
    if (g_array_index (annotation->attributes, GlsAttribute, i).name == name)
      return TRUE;
  return FALSE;
}

static gboolean
add_attributes (GlsCollector *collector, const KnownType *type, const GlsPluginArray *attributes, GlsAnnotation *annotation,
                GError **error)
{
  if (!gls_contract_check_array ("attributes", attributes, sizeof (GlsPluginAttribute), GLS_CONTRACT_MAX_PARTS, error))
    return FALSE;
  if (attributes->n > 0)
    annotation->attributes = make_array (collector, MIN (attributes->n, type->def->attributes->len), sizeof (GlsAttribute));
  for (gsize i = 0; i < attributes->n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, *attributes, i);
      const GlsAttributeDef *def;
      const char *name;
      char *value;

      if (!gls_contract_check_text ("attribute", attribute->name, GLS_CONTRACT_MAX_NAME, TRUE, error))
        return FALSE;
      def = find_attribute (collector, type, attribute->name, &name);
      if (def == NULL)
        continue;
      value = take_value (collector, attribute->value, def, error);
      if (value == NULL)
        {
          g_prefix_error (error, _("attribute “%s”: "), attribute->name);
          return FALSE;
        }
      if (!has_attribute (annotation, name))
        g_array_index (annotation->attributes, GlsAttribute, annotation->attributes->len++)
            = (GlsAttribute){ (char *) name, value };
    }
  if (annotation->attributes != NULL && annotation->attributes->len == 0)
    annotation->attributes = NULL;
  return TRUE;
}

static gboolean
read_entity (GlsCollector *collector, const char *text, GlsId *id, GError **error)
{
  if (gls_contract_check_text ("entity", text, GLS_CONTRACT_MAX_NAME, TRUE, error) && gls_id_parse (text, id)
      && g_hash_table_contains (collector->contract->entity_ids, id))
    return TRUE;
  if (error == NULL || *error == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("entity: “%.60s” is no entity of this run"), text);
  return FALSE;
}

/* Fills @link but for its name and a target that is a key: *@to. */
static gboolean
read_link (GlsCollector *collector, const GlsPluginLink *given, GlsLink *link, const char **to, GError **error)
{
  *link = (GlsLink){ .relation = given->relation, .kind = (GlsLinkKind) given->filler };
  *to = NULL;
  if (!gls_contract_check_text ("link", given->name, GLS_CONTRACT_MAX_NAME, TRUE, error))
    return FALSE;
  if ((guint) given->filler > GLS_PLUGIN_NOT_SAID || (given->relation && given->filler != GLS_PLUGIN_FILLED_BY_ANNOTATION))
    return gls_contract_fail (error, "link", _("the kind of filler is not one that this role or relation takes"));
  switch (given->filler)
    {
    case GLS_PLUGIN_FILLED_BY_ANNOTATION:
      *to = given->to;
      return gls_contract_check_text ("link", given->to, GLS_CONTRACT_MAX_NAME, TRUE, error);
    case GLS_PLUGIN_FILLED_BY_ENTITY:
      return read_entity (collector, given->to, &link->target, error);
    case GLS_PLUGIN_FILLED_BY_VALUE:
      link->value = take_value (collector, given->to, NULL, error);
      return link->value != NULL;
    case GLS_PLUGIN_FILLED_BY_AUTHOR:
    case GLS_PLUGIN_NOT_SAID:
    default:
      return TRUE;
    }
}

static gboolean
add_links (GlsCollector *collector, const KnownType *type, const GlsPluginArray *links, GlsAnnotation *proposal, GError **error)
{
  if (!gls_contract_check_array ("links", links, sizeof (GlsPluginLink), GLS_CONTRACT_MAX_PARTS, error))
    return FALSE;
  if (links->n > 0)
    proposal->links = make_array (collector, links->n, sizeof (GlsLink));
  for (gsize i = 0; i < links->n; i++)
    {
      const GlsPluginLink *given = GLS_PLUGIN_AT (GlsPluginLink, *links, i);
      GlsLink link;
      const char *to;

      if (!read_link (collector, given, &link, &to, error))
        return FALSE;
      link.name = (char *) (given->relation ? find_relation (collector, given->name) : find_role (collector, type, given->name));
      if (link.name == NULL)
        continue;
      if (to != NULL)
        {
          PendingLink pending = { proposal, proposal->links->len, collector->n_annotations, gls_arena_strdup (collector->arena, to) };

          g_array_append_val (collector->waiting, pending);
        }
      g_array_index (proposal->links, GlsLink, proposal->links->len++) = link;
    }
  if (proposal->links != NULL && proposal->links->len == 0)
    proposal->links = NULL;
  return TRUE;
}

static void
make_id (const GlsIdDraft *draft, guint32 ordinal, GlsId *id)
{
  GlsIdDraft whole = *draft;

  ordinal = GUINT32_TO_LE (ordinal);
  gls_id_draft_add (&whole, &ordinal, sizeof ordinal);
  gls_id_draft_finish (&whole, id);
}

/* The hash of (plugin, document, type, fragments, ordinal among equals). */
static void
derive_id (GlsCollector *collector, const KnownType *type, GlsAnnotation *annotation)
{
  guint8 few[GLS_FRAGMENTS_PACKED (4)];
  gboolean fits = annotation->n_fragments <= 4;
  guint8 *packed = fits ? few : gls_arena_take (collector->arena, GLS_FRAGMENTS_PACKED (annotation->n_fragments));
  gsize n = gls_fragments_pack_into (annotation->fragments, annotation->n_fragments, packed);
  GlsIdDraft draft = type->draft;
  gboolean is_new;
  GlsKeySlot *slot;
  guint32 number;

  gls_id_draft_add (&draft, packed, n);
  make_id (&draft, 0, &annotation->id);
  slot = gls_key_table_put_id (&collector->ordinals, &annotation->id, &is_new);
  number = slot->value++;
  /* The first one's id stays the key. */
  if (!is_new)
    make_id (&draft, number, &annotation->id);
}

static gboolean
add_chain (GlsCollector *collector, GlsAnnotation *annotation, const GlsPluginChain *chain, GError **error)
{
  GString *json = collector->scratch;
  GlsJsonWriter writer;

  if (chain == NULL)
    return TRUE;
  if (!gls_contract_check_text ("chain key", chain->key, GLS_CONTRACT_MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("chain name", chain->name, GLS_CONTRACT_MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("chain kind", chain->kind, GLS_CONTRACT_MAX_NAME, FALSE, error))
    return FALSE;
  g_string_truncate (json, 0);
  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "key", chain->key);
  gls_json_writer_string_member (&writer, "name", chain->name);
  gls_json_writer_string_member (&writer, "kind", chain->kind != NULL ? chain->kind : annotation->type);
  gls_json_writer_end_object (&writer);
  annotation->chain = gls_arena_copy (collector->arena, json->str, json->len);
  return TRUE;
}

static gboolean
fill_annotation (GlsCollector *collector, const GlsPluginAnnotation *given, const KnownType *type, GlsAnnotation *annotation,
                 GError **error)
{
  if (!gls_contract_check_ranges (given->fragments, given->n_fragments, error))
    return FALSE;
  annotation->fragments = gls_arena_take (collector->arena, given->n_fragments * sizeof (GlsFragment));
  annotation->n_fragments = given->n_fragments;
  if (!gls_contract_read_ranges_into (collector->document->text, collector->contract->manifest->bytes, given->fragments,
                                      given->n_fragments, &collector->near, annotation->fragments, error))
    return FALSE;
  annotation->type = (char *) type->name;
  annotation->by = (char *) collector->by;
  annotation->plugin = (char *) collector->plugin;
  annotation->run = (char *) collector->run;
  if (!isnan (given->confidence) && !(given->confidence >= 0 && given->confidence <= 1))
    return gls_contract_fail (error, "confidence", _("it goes from 0 to 1"));
  annotation->confidence = given->confidence;
  if (!gls_contract_check_text ("note", given->note, GLS_CONTRACT_MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("unsure", given->unsure, GLS_CONTRACT_MAX_TEXT, FALSE, error))
    return FALSE;
  annotation->note = gls_arena_strdup (collector->arena, given->note);
  annotation->unsure = gls_arena_strdup (collector->arena, given->unsure);
  if (given->entity != NULL)
    {
      annotation->has_entity = TRUE;
      if (!read_entity (collector, given->entity, &annotation->entity, error))
        return FALSE;
    }
  derive_id (collector, type, annotation);
  return add_attributes (collector, type, &given->attributes, annotation, error)
         && add_links (collector, type, &given->links, annotation, error)
         && add_chain (collector, annotation, given->chain, error);
}

static gboolean
add_checked (GlsCollector *collector, const GlsPluginAnnotation *given, GError **error)
{
  GlsAnnotation *proposal;
  const KnownType *type;

  /* The size of API 1.0; later members lie behind. */
  if (given->size < G_STRUCT_OFFSET (GlsPluginAnnotation, run) + sizeof given->run)
    return gls_contract_fail (error, "size", _("set it to sizeof (GlsPluginAnnotation)"));
  if (collector->document == NULL || collector->contract->kind != GLS_PLUGIN_EXTRACTOR)
    return gls_contract_fail (error, "annotation", _("only extractors and importers give annotations, and only for a document"));
  if (collector->n_annotations > MAX_PROPOSALS)
    return gls_contract_fail (error, "annotation", _("there are more than 200,000 in one document"));
  if (!gls_contract_check_text ("key", given->key, GLS_CONTRACT_MAX_NAME, FALSE, error))
    return FALSE;
  type = find_type (collector, given->type, error);
  if (type == NULL)
    return FALSE;
  if (type->def == NULL)
    collector->result->left_out++;
  if (given->key != NULL)
    {
      gboolean is_new;
      GlsKeySlot *slot = gls_key_table_put (&collector->keys, given->key, &is_new);

      if (!is_new)
        return gls_contract_fail (error, "key", _("it stands twice in this document"));
      slot->value = type->def != NULL ? collector->result->proposals->len + 1 : 0;
    }
  if (type->def == NULL)
    return TRUE;
  proposal = gls_arena_new (collector->arena, GlsAnnotation, 1);
  if (!fill_annotation (collector, given, type, proposal, error))
    return FALSE;
  g_ptr_array_add (collector->result->proposals, proposal);
  return TRUE;
}

gboolean
gls_collector_add_annotation (GlsCollector *collector, const GlsPluginAnnotation *annotation, GError **error)
{
  collector->n_annotations++;
  if (add_checked (collector, annotation, error))
    return TRUE;
  g_prefix_error (error, _("annotation %u: "), collector->n_annotations);
  return FALSE;
}

static gboolean
is_given (GlsCollector *collector, const GlsId *id)
{
  if (collector->given == NULL)
    {
      collector->given = g_hash_table_new (gls_id_hash, gls_id_equal);
      for (guint i = 0; i < collector->document->annotations->len; i++)
        g_hash_table_add (collector->given, &((GlsAnnotation *) collector->document->annotations->pdata[i])->id);
    }
  return g_hash_table_contains (collector->given, id);
}

/* A link to a mark whose type is left out goes with it. */
static void
drop_empty_links (GlsAnnotation *annotation)
{
  guint kept = 0;

  for (guint i = 0; i < annotation->links->len; i++)
    if (g_array_index (annotation->links, GlsLink, i).name != NULL)
      g_array_index (annotation->links, GlsLink, kept++) = g_array_index (annotation->links, GlsLink, i);
  annotation->links->len = kept;
  if (kept == 0)
    annotation->links = NULL;
}

/* Every key is known now. */
static gboolean
resolve_links (GlsCollector *collector, GError **error)
{
  gboolean some_empty = FALSE;

  for (guint i = 0; i < collector->waiting->len; i++)
    {
      const PendingLink *pending = &g_array_index (collector->waiting, PendingLink, i);
      GlsLink *link = &g_array_index (pending->from->links, GlsLink, pending->index);
      const GlsKeySlot *slot = gls_key_table_find (&collector->keys, pending->to);

      if (slot != NULL && slot->value > 0)
        link->target = ((const GlsAnnotation *) collector->result->proposals->pdata[slot->value - 1])->id;
      else if (slot != NULL)
        {
          link->name = NULL;
          some_empty = TRUE;
        }
      else if (!gls_id_parse (pending->to, &link->target) || !is_given (collector, &link->target))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("annotation %u: link “%s”: there is no annotation “%.60s”"),
                       pending->number, link->name, pending->to);
          return FALSE;
        }
    }
  for (guint i = 0; some_empty && i < collector->result->proposals->len; i++)
    {
      GlsAnnotation *proposal = collector->result->proposals->pdata[i];

      if (proposal->links != NULL)
        drop_empty_links (proposal);
    }
  return TRUE;
}

GlsResult *
gls_collector_finish (GlsCollector *collector, GlsResultStatus status, const char *reason)
{
  GlsResult *result = collector->result;
  g_autoptr (GError) error = NULL;

  if (status == GLS_RESULT_DONE && !resolve_links (collector, &error))
    {
      status = GLS_RESULT_FAILED;
      reason = error->message;
    }
  result->status = status;
  result->reason = g_strdup (reason);
  if (status != GLS_RESULT_DONE)
    {
      g_ptr_array_set_size (result->proposals, 0);
      g_ptr_array_set_size (result->problems, 0);
      result->left_out = 0;
    }
  g_clear_pointer (&collector->given, g_hash_table_unref);
  g_array_unref (collector->waiting);
  g_ptr_array_unref (collector->types);
  g_string_free (collector->scratch, TRUE);
  g_clear_pointer (&collector->document, gls_document_unref);
  gls_contract_unref (collector->contract);
  g_free (collector);
  return result;
}
