/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin gives for one document, checked like an import: all of it holds, or nothing is kept. The same for every
 * transport; it trusts no pointer's contents, no offset and no string. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-json-writer.h>
#include <gls-json.h>
#include <gls-quantity.h>
#include <gls-waiver.h>

#include "gls-contract.h"

#define MAX_PROPOSALS 200000
#define MAX_PROBLEMS 100000
#define MAX_FRAGMENTS 65535
#define MAX_PARTS 10000
#define MAX_NAME 1000
#define MAX_TEXT (1024 * 1024)
#define MAX_REPORTS 100

struct _GlsCollector {
  GlsContract *contract;
  GlsDocument *document;   /* NULL: finish() */
  GlsResult   *result;
  GHashTable  *keys;       /* the plugin's key to GlsAnnotation */
  GHashTable  *given;      /* GlsId * of annotations that the document came with */
  GHashTable  *ordinals;   /* id of the first proposal among equals, which lies in the proposal, to the next ordinal */
  GPtrArray   *waiting;    /* PendingLink */
  guint        n_annotations;
};

/* A link to a key that may be given later. */
typedef struct {
  GlsAnnotation *from;
  guint          number;   /* of the annotation, for messages */
  GlsLink        link;
  char          *to;
} PendingLink;

static void
pending_free (gpointer data)
{
  PendingLink *pending = data;

  gls_link_clear (&pending->link);
  g_free (pending->to);
  g_free (pending);
}

static gboolean
fail (GError **error, const char *member, const char *why)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", member, why);
  return FALSE;
}

gboolean
gls_contract_check_text (const char *member, const char *text, gsize most, gboolean required, GError **error)
{
  gsize n;

  if (text == NULL || *text == '\0')
    return !required || fail (error, member, _("it is missing"));
  n = strnlen (text, most + 1);
  if (n > most)
    return fail (error, member, _("it is too long"));
  return g_utf8_validate_len (text, n, NULL) || fail (error, member, _("it is not valid UTF-8"));
}

static gboolean
check_array (const char *member, const GlsPluginArray *array, gsize least_stride, gsize most, GError **error)
{
  if (array->n == 0)
    return TRUE;
  if (array->data == NULL || array->stride < least_stride)
    return fail (error, member, _("the array is not filled in; use GLS_PLUGIN_ARRAY"));
  return array->n <= most || fail (error, member, _("there are too many"));
}

static gboolean
is_inside_character (const char *data, gsize n_bytes, guint32 byte)
{
  return byte < n_bytes && ((guchar) data[byte] & 0xC0) == 0x80;
}

/* One end of a range as a code point. */
static gboolean
read_offset (const GlsText *text, gboolean bytes, guint32 given, guint32 *offset, GError **error)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes);
  guint32 length = bytes ? (guint32) n_bytes : gls_text_get_length (text);

  if (given > length)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   bytes ? _("fragments: offset %u is outside the text of %u bytes")
                         : _("fragments: offset %u is outside the text of %u characters"),
                   given, length);
      return FALSE;
    }
  if (bytes && is_inside_character (data, n_bytes, given))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("fragments: byte %u is inside a character"), given);
      return FALSE;
    }
  *offset = bytes ? gls_text_char_of_byte (text, given) : given;
  return TRUE;
}

GlsFragment *
gls_contract_read_ranges (const GlsText *text, gboolean bytes, const GlsPluginRange *ranges, gsize n, GError **error)
{
  g_autofree GlsFragment *fragments = NULL;

  if (n == 0 || n > MAX_FRAGMENTS || ranges == NULL)
    {
      fail (error, "fragments", _("give 1 to 65535"));
      return NULL;
    }
  fragments = g_new (GlsFragment, n);
  for (gsize i = 0; i < n; i++)
    if (!read_offset (text, bytes, ranges[i].start, &fragments[i].start, error)
        || !read_offset (text, bytes, ranges[i].end, &fragments[i].end, error))
      return NULL;
  if (!gls_fragments_check (fragments, n, gls_text_get_length (text), error))
    {
      g_prefix_error (error, "fragments: ");
      return NULL;
    }
  return g_steal_pointer (&fragments);
}

/* A quoted string that the canonical form would write as it stands; @json is UTF-8 of @n bytes. */
static gboolean
is_plain_string (const char *json, gsize n)
{
  if (n < 2 || json[0] != '"' || json[n - 1] != '"')
    return FALSE;
  for (gsize i = 1; i < n - 1; i++)
    if ((guchar) json[i] < 0x20 || json[i] == '"' || json[i] == '\\'
        || ((guchar) json[i] == 0xe2 && (guchar) json[i + 1] == 0x80 && ((guchar) json[i + 2] & 0xfe) == 0xa8))
      return FALSE;
  return TRUE;
}

/* A quantity is written by its own code, so that 330.0 and 330 are one. @is_quantity (nullable): whether it was one. */
static char *
read_value (const char *json, gboolean *is_quantity, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (is_quantity != NULL)
    *is_quantity = FALSE;
  if (!gls_contract_check_text ("value", json, MAX_TEXT, TRUE, error))
    return NULL;
  if (is_plain_string (json, strlen (json)))
    return g_strdup (json);
  node = gls_json_parse (json, -1, error);
  if (node == NULL)
    {
      g_prefix_error (error, "value: ");
      return NULL;
    }
  if (JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "modifier"))
    {
      g_autoptr (GlsQuantity) quantity = gls_quantity_from_node (node, NULL);

      if (quantity != NULL)
        {
          if (is_quantity != NULL)
            *is_quantity = TRUE;
          return gls_quantity_to_json (quantity);
        }
    }
  return gls_json_canonical (node, TRUE);
}

char *
gls_contract_read_value (const char *json, GError **error)
{
  return read_value (json, NULL, error);
}

/* What is canonical and was found to be a quantity need not be read again for that. */
static gboolean
check_value (const GlsAttributeDef *def, const char *value, gboolean is_quantity, GError **error)
{
  return (def->kind == GLS_VALUE_QUANTITY && is_quantity) || (def->kind == GLS_VALUE_TEXT && *value == '"')
         || gls_attribute_def_check (def, value, error);
}

GlsCollector *
gls_collector_new (GlsContract *contract, GlsDocument *document)
{
  GlsCollector *collector = g_new0 (GlsCollector, 1);

  collector->contract = gls_contract_ref (contract);
  collector->document = document != NULL ? gls_document_ref (document) : NULL;
  collector->result = gls_result_new ();
  collector->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collector->ordinals = g_hash_table_new (gls_id_hash, gls_id_equal);
  collector->waiting = g_ptr_array_new_with_free_func (pending_free);
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
find_type (GlsCollector *collector, const char *name, GlsTypeDef **type, GError **error)
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

static gboolean
add_attributes (GlsCollector *collector, const GlsTypeDef *type, const GlsPluginArray *attributes, GlsAnnotation *annotation,
                GError **error)
{
  if (!check_array ("attributes", attributes, sizeof (GlsPluginAttribute), MAX_PARTS, error))
    return FALSE;
  for (gsize i = 0; i < attributes->n; i++)
    {
      const GlsPluginAttribute *attribute = GLS_PLUGIN_AT (GlsPluginAttribute, *attributes, i);
      const GlsAttributeDef *def;
      gboolean is_quantity;
      g_autofree char *value = NULL;

      if (!gls_contract_check_text ("attribute", attribute->name, MAX_NAME, TRUE, error))
        return FALSE;
      def = gls_type_def_find_attribute (type, attribute->name);
      if (def == NULL || def->retired)
        {
          take_report (collector, g_strdup_printf (_("the type “%s” has no attribute “%s”; its values were left out"), type->name,
                                                   attribute->name));
          continue;
        }
      value = read_value (attribute->value, &is_quantity, error);
      if (value == NULL || !check_value (def, value, is_quantity, error))
        {
          g_prefix_error (error, _("attribute “%s”: "), attribute->name);
          return FALSE;
        }
      if (gls_annotation_get_attribute (annotation, def->name) == NULL)
        gls_annotation_add_attribute (annotation, def->name, value);
    }
  return TRUE;
}

static gboolean
read_entity (GlsCollector *collector, const char *text, GlsId *id, GError **error)
{
  if (gls_contract_check_text ("entity", text, MAX_NAME, TRUE, error) && gls_id_parse (text, id)
      && g_hash_table_contains (collector->contract->entity_ids, id))
    return TRUE;
  if (error == NULL || *error == NULL)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("entity: “%.60s” is no entity of this run"), text);
  return FALSE;
}

static gboolean
read_link (GlsCollector *collector, const GlsPluginLink *given, PendingLink *pending, GError **error)
{
  GlsLink *link = &pending->link;

  if (!gls_contract_check_text ("link", given->name, MAX_NAME, TRUE, error))
    return FALSE;
  link->relation = given->relation;
  link->name = g_strdup (given->name);
  link->kind = (GlsLinkKind) given->filler;
  if ((guint) given->filler > GLS_PLUGIN_NOT_SAID || (given->relation && given->filler != GLS_PLUGIN_FILLED_BY_ANNOTATION))
    return fail (error, "link", _("the kind of filler is not one that this role or relation takes"));
  switch (given->filler)
    {
    case GLS_PLUGIN_FILLED_BY_ANNOTATION:
      pending->to = g_strdup (given->to);
      return gls_contract_check_text ("link", given->to, MAX_NAME, TRUE, error);
    case GLS_PLUGIN_FILLED_BY_ENTITY:
      return read_entity (collector, given->to, &link->target, error);
    case GLS_PLUGIN_FILLED_BY_VALUE:
      link->value = gls_contract_read_value (given->to, error);
      return link->value != NULL;
    case GLS_PLUGIN_FILLED_BY_AUTHOR:
    case GLS_PLUGIN_NOT_SAID:
    default:
      return TRUE;
    }
}

static gboolean
add_links (GlsCollector *collector, const GlsTypeDef *type, const GlsPluginArray *links, GlsAnnotation *proposal, GError **error)
{
  if (!check_array ("links", links, sizeof (GlsPluginLink), MAX_PARTS, error))
    return FALSE;
  for (gsize i = 0; i < links->n; i++)
    {
      const GlsPluginLink *given = GLS_PLUGIN_AT (GlsPluginLink, *links, i);
      PendingLink *pending = g_new0 (PendingLink, 1);
      gboolean known;

      g_ptr_array_add (collector->waiting, pending);
      pending->from = proposal;
      pending->number = collector->n_annotations;
      if (!read_link (collector, given, pending, error))
        return FALSE;
      known = given->relation ? gls_codebook_find_relation (collector->contract->codebook, given->name) != NULL
                              : gls_type_def_find_role (type, given->name) != NULL;
      if (known)
        continue;
      take_report (collector,
                   given->relation
                       ? g_strdup_printf (_("the codebook has no relation “%s”; such relations were left out"), given->name)
                       : g_strdup_printf (_("the type “%s” has no role “%s”; its fillers were left out"), type->name, given->name));
      g_ptr_array_remove_index (collector->waiting, collector->waiting->len - 1);
    }
  return TRUE;
}

/* The hash of (plugin, document, type, fragments, ordinal among equals). */
static void
derive_id (GlsCollector *collector, GlsAnnotation *annotation)
{
  const char *plugin = collector->contract->manifest->id;
  const GlsId *document = &collector->document->id;
  g_autoptr (GBytes) packed = gls_fragments_pack (annotation->fragments, annotation->n_fragments);
  guint32 ordinal = 0, number;

  for (int pass = 0; pass < 2; pass++)
    {
      number = GUINT32_TO_LE (ordinal);
      gls_id_derive (&annotation->id, "suggestion", plugin, strlen (plugin), document, sizeof *document, annotation->type,
                     strlen (annotation->type), g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), &number,
                     (gsize) sizeof number, NULL);
      if (pass == 0)
        {
          ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (collector->ordinals, &annotation->id));
          /* The first one's stays the key. */
          g_hash_table_insert (collector->ordinals, &annotation->id, GUINT_TO_POINTER (ordinal + 1));
          if (ordinal == 0)
            return;
        }
    }
}

static gboolean
add_chain (GlsAnnotation *annotation, const GlsPluginChain *chain, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  if (chain == NULL)
    return TRUE;
  if (!gls_contract_check_text ("chain key", chain->key, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("chain name", chain->name, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("chain kind", chain->kind, MAX_NAME, FALSE, error))
    return FALSE;
  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_string_member (&writer, "key", chain->key);
  gls_json_writer_string_member (&writer, "name", chain->name);
  gls_json_writer_string_member (&writer, "kind", chain->kind != NULL ? chain->kind : annotation->type);
  gls_json_writer_end_object (&writer);
  annotation->chain = g_strdup (json->str);
  return TRUE;
}

static gboolean
fill_annotation (GlsCollector *collector, const GlsPluginAnnotation *given, const GlsTypeDef *type,
                 GlsAnnotation *annotation, GError **error)
{
  GlsContract *contract = collector->contract;
  g_autofree GlsFragment *fragments = gls_contract_read_ranges (collector->document->text, contract->manifest->bytes,
                                                                given->fragments, given->n_fragments, error);

  if (fragments == NULL)
    return FALSE;
  gls_annotation_set_fragments (annotation, fragments, given->n_fragments);
  annotation->type = g_strdup (type->name);
  annotation->by = g_strdup (contract->by);
  annotation->plugin = g_strdup (contract->plugin);
  annotation->run = g_strdup (contract->run_id);
  if (!isnan (given->confidence) && !(given->confidence >= 0 && given->confidence <= 1))
    return fail (error, "confidence", _("it goes from 0 to 1"));
  annotation->confidence = given->confidence;
  if (!gls_contract_check_text ("note", given->note, MAX_TEXT, FALSE, error)
      || !gls_contract_check_text ("unsure", given->unsure, MAX_TEXT, FALSE, error))
    return FALSE;
  annotation->note = g_strdup (given->note);
  annotation->unsure = g_strdup (given->unsure);
  if (given->entity != NULL)
    {
      annotation->has_entity = TRUE;
      if (!read_entity (collector, given->entity, &annotation->entity, error))
        return FALSE;
    }
  derive_id (collector, annotation);
  return add_attributes (collector, type, &given->attributes, annotation, error)
         && add_links (collector, type, &given->links, annotation, error) && add_chain (annotation, given->chain, error);
}

static gboolean
add_checked (GlsCollector *collector, const GlsPluginAnnotation *given, GError **error)
{
  GlsAnnotation *proposal;
  GlsTypeDef *type;

  /* The size of API 1.0; later members lie behind. */
  if (given->size < G_STRUCT_OFFSET (GlsPluginAnnotation, run) + sizeof given->run)
    return fail (error, "size", _("set it to sizeof (GlsPluginAnnotation)"));
  if (collector->document == NULL || collector->contract->kind != GLS_PLUGIN_EXTRACTOR)
    return fail (error, "annotation", _("only extractors and importers give annotations, and only for a document"));
  if (collector->n_annotations > MAX_PROPOSALS)
    return fail (error, "annotation", _("there are more than 200,000 in one document"));
  if (!gls_contract_check_text ("type", given->type, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("key", given->key, MAX_NAME, FALSE, error) || !find_type (collector, given->type, &type, error))
    return FALSE;
  if (given->key != NULL && g_hash_table_contains (collector->keys, given->key))
    return fail (error, "key", _("it stands twice in this document"));
  if (type == NULL)
    {
      collector->result->left_out++;
      if (given->key != NULL)
        g_hash_table_insert (collector->keys, g_strdup (given->key), NULL);
      return TRUE;
    }
  proposal = gls_annotation_new ();
  g_ptr_array_add (collector->result->proposals, proposal);
  if (!fill_annotation (collector, given, type, proposal, error))
    return FALSE;
  if (given->key != NULL)
    g_hash_table_insert (collector->keys, g_strdup (given->key), proposal);
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
read_ids (const char *member, const GlsPluginArray *array, GArray *ids, GError **error)
{
  if (!check_array (member, array, sizeof (char *), MAX_PARTS, error))
    return FALSE;
  for (gsize i = 0; i < array->n; i++)
    {
      const char *text = *GLS_PLUGIN_AT (char *, *array, i);
      GlsId id;

      if (!gls_contract_check_text (member, text, MAX_NAME, TRUE, error))
        return FALSE;
      if (!gls_id_parse (text, &id))
        return fail (error, member, _("give ids as the host gave them"));
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
read_edit_link (GlsFixEdit *edit, const GlsPluginLink *link, GError **error)
{
  edit->has_link = TRUE;
  if (link == NULL || (guint) link->filler > GLS_PLUGIN_NOT_SAID)
    return fail (error, "fix", _("the link is missing"));
  if (!gls_contract_check_text ("link", link->name, MAX_NAME, TRUE, error))
    return FALSE;
  edit->link.relation = link->relation;
  edit->link.name = g_strdup (link->name);
  edit->link.kind = (GlsLinkKind) link->filler;
  if (link->filler == GLS_PLUGIN_FILLED_BY_VALUE)
    edit->link.value = gls_contract_read_value (link->to, error);
  else if ((link->filler == GLS_PLUGIN_FILLED_BY_ANNOTATION || link->filler == GLS_PLUGIN_FILLED_BY_ENTITY)
           && (!gls_contract_check_text ("link", link->to, MAX_NAME, TRUE, error) || !gls_id_parse (link->to, &edit->link.target)))
    return (error != NULL && *error != NULL) || fail (error, "link", _("give ids as the host gave them"));
  return error == NULL || *error == NULL;
}

static gboolean
read_edit (GlsCollector *collector, const GlsPluginEdit *given, GlsFixEdit *edit, GError **error)
{
  edit->kind = given->kind;
  if (!gls_contract_check_text ("fix", given->annotation, MAX_NAME, TRUE, error)
      || !gls_contract_check_text ("name", given->name, MAX_NAME, FALSE, error))
    return FALSE;
  if (!gls_id_parse (given->annotation, &edit->annotation))
    return fail (error, "fix", _("give ids as the host gave them"));
  edit->name = g_strdup (given->name);
  switch (given->kind)
    {
    case GLS_PLUGIN_EDIT_DELETE:
      return TRUE;
    case GLS_PLUGIN_EDIT_FRAGMENTS:
      if (collector->document == NULL)
        return fail (error, "fix", _("fragments can only be given with their document"));
      edit->fragments = gls_contract_read_ranges (collector->document->text, collector->contract->manifest->bytes,
                                                  given->fragments, given->n_fragments, error);
      edit->n_fragments = given->n_fragments;
      return edit->fragments != NULL;
    case GLS_PLUGIN_EDIT_TYPE:
      return (edit->name != NULL && gls_codebook_find_type (collector->contract->codebook, edit->name) != NULL)
             || fail (error, "fix", _("there is no such type"));
    case GLS_PLUGIN_EDIT_ATTRIBUTE:
      if (edit->name == NULL)
        return fail (error, "fix", _("the attribute is missing"));
      edit->value = given->value != NULL ? gls_contract_read_value (given->value, error) : NULL;
      return given->value == NULL || edit->value != NULL;
    case GLS_PLUGIN_EDIT_FILL:
    case GLS_PLUGIN_EDIT_EMPTY:
      return read_edit_link (edit, given->link, error);
    default:
      return fail (error, "fix", _("the kind of edit is not known"));
    }
}

static gboolean
read_fixes (GlsCollector *collector, const GlsPluginArray *fixes, GlsProblem *problem, GError **error)
{
  if (!check_array ("fixes", fixes, sizeof (GlsPluginFix), 100, error))
    return FALSE;
  for (gsize i = 0; i < fixes->n; i++)
    {
      const GlsPluginFix *given = GLS_PLUGIN_AT (GlsPluginFix, *fixes, i);
      GlsFix *fix;

      if (!gls_contract_check_text ("fix", given->label, MAX_NAME, TRUE, error)
          || !check_array ("edits", &given->edits, sizeof (GlsPluginEdit), MAX_PARTS, error))
        return FALSE;
      fix = gls_fix_new (given->label);
      g_ptr_array_add (problem->fixes, fix);
      for (gsize j = 0; j < given->edits.n; j++)
        {
          GlsFixEdit *edit = g_new0 (GlsFixEdit, 1);

          g_ptr_array_add (fix->edits, edit);
          if (!read_edit (collector, GLS_PLUGIN_AT (GlsPluginEdit, given->edits, j), edit, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_place (GlsCollector *collector, const GlsPluginProblem *given, GlsProblem *problem, GError **error)
{
  g_autofree GlsFragment *fragments = NULL;

  if (given->document != NULL)
    {
      if (!gls_contract_check_text ("document", given->document, MAX_NAME, TRUE, error))
        return FALSE;
      if (!gls_id_parse (given->document, &problem->document))
        return fail (error, "document", _("give ids as the host gave them"));
      problem->has_document = TRUE;
    }
  else if (collector->document != NULL)
    {
      problem->has_document = TRUE;
      problem->document = collector->document->id;
    }
  if (given->range.end <= given->range.start)
    return TRUE;
  if (collector->document == NULL || !gls_id_equal (&problem->document, &collector->document->id))
    {
      /* There is no text to place a range of bytes in; one of characters is cut to the text by who has it. */
      if (problem->has_document && !collector->contract->manifest->bytes)
        {
          problem->start = given->range.start;
          problem->end = given->range.end;
        }
      return TRUE;
    }
  fragments = gls_contract_read_ranges (collector->document->text, collector->contract->manifest->bytes, &given->range, 1, error);
  if (fragments == NULL)
    return FALSE;
  problem->start = fragments[0].start;
  problem->end = fragments[0].end;
  return TRUE;
}

static gboolean
fill_problem (GlsCollector *collector, const GlsPluginProblem *given, GlsProblem *problem, GError **error)
{
  if (given->size < sizeof *given)
    return fail (error, "size", _("set it to sizeof (GlsPluginProblem)"));
  if (collector->contract->kind != GLS_PLUGIN_VALIDATOR)
    return fail (error, "problem", _("only validators give problems"));
  if (!gls_contract_check_text ("rule", given->rule, 60, TRUE, error)
      || !gls_contract_check_text ("message", given->message, MAX_TEXT, TRUE, error))
    return FALSE;
  if (strspn (given->rule, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (given->rule))
    return fail (error, "rule", _("give lower-case letters, digits and hyphens"));
  if (given->severity < GLS_PLUGIN_ERROR || given->severity > GLS_PLUGIN_NOTE)
    return fail (error, "severity", _("give error, warning or note"));
  problem->plugin = g_strdup (collector->contract->manifest->id);
  problem->rule = g_strdup (given->rule);
  problem->severity = given->severity;
  problem->message = g_strdup (given->message);
  if (!read_place (collector, given, problem, error) || !read_ids ("annotations", &given->annotations, problem->annotations, error)
      || !read_ids ("entities", &given->entities, problem->entities, error)
      || !read_fixes (collector, &given->fixes, problem, error))
    return FALSE;
  gls_problem_derive_id (&problem->id, problem->plugin, problem->rule, &problem->document, problem->annotations, problem->entities,
                         problem->start, problem->end, collector->contract->set);
  return TRUE;
}

gboolean
gls_collector_add_problem (GlsCollector *collector, const GlsPluginProblem *given, GError **error)
{
  GlsProblem *problem = g_new0 (GlsProblem, 1);

  problem->annotations = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->entities = g_array_new (FALSE, FALSE, sizeof (GlsId));
  problem->fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_fix_free);
  g_ptr_array_add (collector->result->problems, problem);
  if (collector->result->problems->len <= MAX_PROBLEMS ? fill_problem (collector, given, problem, error)
                                                       : fail (error, "problem", _("there are too many")))
    return TRUE;
  g_prefix_error (error, _("problem %u: "), collector->result->problems->len);
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

/* Every key is known now. A link to a mark whose type is left out goes with it. */
static gboolean
resolve_links (GlsCollector *collector, GError **error)
{
  for (guint i = 0; i < collector->waiting->len; i++)
    {
      PendingLink *pending = g_ptr_array_index (collector->waiting, i);
      const GlsAnnotation *target = NULL;

      if (pending->to != NULL)
        {
          gpointer found = NULL;

          if (g_hash_table_lookup_extended (collector->keys, pending->to, NULL, &found))
            {
              target = found;
              if (target == NULL)
                continue;
              pending->link.target = target->id;
            }
          else if (!gls_id_parse (pending->to, &pending->link.target) || !is_given (collector, &pending->link.target))
            {
              g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("annotation %u: link “%s”: there is no annotation “%.60s”"),
                           pending->number, pending->link.name, pending->to);
              return FALSE;
            }
        }
      gls_annotation_take_link (pending->from, pending->link);
      memset (&pending->link, 0, sizeof pending->link);
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
  /* Links hold pointers to proposals: first they, then those. */
  g_ptr_array_unref (collector->waiting);
  if (status != GLS_RESULT_DONE)
    {
      g_ptr_array_set_size (result->proposals, 0);
      g_ptr_array_set_size (result->problems, 0);
      result->left_out = 0;
    }
  g_hash_table_unref (collector->keys);
  g_clear_pointer (&collector->given, g_hash_table_unref);
  g_hash_table_unref (collector->ordinals);
  g_clear_pointer (&collector->document, gls_document_unref);
  gls_contract_unref (collector->contract);
  g_free (collector);
  return result;
}
