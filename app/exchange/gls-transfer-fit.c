/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes what comes in fit the project's codebook: missing types are added, nothing that is there is changed, the rest is
 * reported. It must not write to the project; the changes it fills are committed by gls-transfer-put.c. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-quantity.h>
#include "gls-transfer-private.h"

/* A codebook whose arrays borrow what is put into them. */
static GlsCodebook *
borrowing_codebook (void)
{
  GlsCodebook *codebook = gls_codebook_new ();

  g_ptr_array_unref (codebook->types);
  g_ptr_array_unref (codebook->relations);
  codebook->types = g_ptr_array_new ();
  codebook->relations = g_ptr_array_new ();
  return codebook;
}

/* Is @a written as @b is? Definitions have no other comparison, and this one cannot miss a member. */
static gboolean
same_type (GlsTypeDef *a, GlsTypeDef *b)
{
  g_autoptr (GlsCodebook) one = borrowing_codebook (), other = borrowing_codebook ();
  g_autofree char *first = NULL, *second = NULL;

  g_ptr_array_add (one->types, a);
  g_ptr_array_add (other->types, b);
  first = gls_codebook_to_json (one, FALSE);
  second = gls_codebook_to_json (other, FALSE);
  return strcmp (first, second) == 0;
}

static gboolean
same_relation (GlsRelationDef *a, GlsRelationDef *b)
{
  g_autoptr (GlsCodebook) one = borrowing_codebook (), other = borrowing_codebook ();
  g_autofree char *first = NULL, *second = NULL;

  g_ptr_array_add (one->relations, a);
  g_ptr_array_add (other->relations, b);
  first = gls_codebook_to_json (one, FALSE);
  second = gls_codebook_to_json (other, FALSE);
  return strcmp (first, second) == 0;
}

static int
next_type_order (const GlsCodebook *codebook)
{
  int order = 0;

  for (guint i = 0; i < codebook->types->len; i++)
    order = MAX (order, ((GlsTypeDef *) codebook->types->pdata[i])->order + 1);
  return order;
}

static int
next_relation_order (const GlsCodebook *codebook)
{
  int order = 0;

  for (guint i = 0; i < codebook->relations->len; i++)
    order = MAX (order, ((GlsRelationDef *) codebook->relations->pdata[i])->order + 1);
  return order;
}

static GlsRelationDef *
find_relation_by_id (const GlsCodebook *codebook, const GlsId *id)
{
  for (guint i = 0; i < codebook->relations->len; i++)
    if (gls_id_equal (&((GlsRelationDef *) codebook->relations->pdata[i])->id, id))
      return codebook->relations->pdata[i];
  return NULL;
}

/* The same definition under another name here: what the file calls @name is called @ours. */
static void
remember_name (GlsTransferPut *put, const char *name, const char *ours)
{
  gls_transfer_report (put->report, _("“%s” is called “%s” in this project and is taken as that."), name, ours);
  g_hash_table_insert (put->names, g_strdup (name), g_strdup (ours));
}

static void
add_type (GlsTransferPut *put, GlsCodebook *merged, GPtrArray *added, GlsTypeDef *def)
{
  GlsTypeDef *ours = gls_codebook_find_type (put->codebook, def->name);

  if (!ours)
    {
      ours = gls_codebook_find_type_by_id (put->codebook, &def->id);
      if (ours)
        {
          remember_name (put, def->name, ours->name);
          return;
        }
      def->order = next_type_order (merged);
      g_ptr_array_add (merged->types, def);
      g_ptr_array_add (added, def);
      gls_transfer_report (put->report, _("The type “%s” was added to the codebook."), def->name);
    }
  else if (ours->retired && !def->retired && gls_project_is_undone (gls_transfer_put_idle (put), &ours->id))
    {
      def->order = ours->order;
      g_ptr_array_add (added, def);
    }
  else if (!same_type (def, ours))
    gls_transfer_report (put->report, _("The type “%s” differs from the project's, which stays as it is."), def->name);
}

static void
add_relation (GlsTransferPut *put, GlsCodebook *merged, GPtrArray *added, GlsRelationDef *def)
{
  GlsRelationDef *ours = gls_codebook_find_relation (put->codebook, def->name);

  if (!ours)
    {
      ours = find_relation_by_id (put->codebook, &def->id);
      if (ours)
        {
          remember_name (put, def->name, ours->name);
          return;
        }
      def->order = next_relation_order (merged);
      g_ptr_array_add (merged->relations, def);
      g_ptr_array_add (added, def);
      gls_transfer_report (put->report, _("The relation “%s” was added to the codebook."), def->name);
    }
  else if (ours->retired && !def->retired && gls_project_is_undone (gls_transfer_put_idle (put), &ours->id))
    {
      def->order = ours->order;
      g_ptr_array_add (added, def);
    }
  else if (!same_relation (def, ours))
    gls_transfer_report (put->report, _("The relation “%s” differs from the project's, which stays as it is."), def->name);
}

/**
 * gls_transfer_put_codebook:
 * @change: gets the types and relations that the project lacks
 * @codebook: the file's
 *
 * Returns: whether there were any; then put->codebook is to be loaded anew once @change is committed
 */
gboolean
gls_transfer_put_codebook (GlsTransferPut *put, GlsChange *change, const GlsCodebook *codebook)
{
  g_autoptr (GlsCodebook) merged = borrowing_codebook ();
  g_autoptr (GPtrArray) types = g_ptr_array_new (), relations = g_ptr_array_new ();

  g_ptr_array_extend (merged->types, put->codebook->types, NULL, NULL);
  g_ptr_array_extend (merged->relations, put->codebook->relations, NULL, NULL);
  for (guint i = 0; i < codebook->types->len; i++)
    add_type (put, merged, types, codebook->types->pdata[i]);
  for (guint i = 0; i < codebook->relations->len; i++)
    add_relation (put, merged, relations, codebook->relations->pdata[i]);
  /* Only now: a role may allow a type that stands after its own. */
  for (guint i = 0; i < types->len; i++)
    gls_change_put_type (change, merged, types->pdata[i]);
  for (guint i = 0; i < relations->len; i++)
    gls_change_put_relation (change, merged, relations->pdata[i]);
  return types->len + relations->len > 0;
}

static GlsValueKind
guess_kind (const char *json)
{
  switch (*json)
    {
    case 't':
    case 'f':
      return GLS_VALUE_BOOLEAN;
    case '{':
      {
        g_autoptr (GlsQuantity) quantity = gls_quantity_from_json (json, NULL);

        return quantity ? GLS_VALUE_QUANTITY : GLS_VALUE_TEXT;
      }
    case '-':
    case '0' ... '9':
      return strpbrk (json, ".eE") ? GLS_VALUE_NUMBER : GLS_VALUE_INTEGER;
    default:
      return GLS_VALUE_TEXT;
    }
}

/* The change that adds types, made when it is needed. */
static GlsChange *
types_change (GlsTransferPut *put)
{
  if (!put->types)
    put->types = gls_transfer_put_change (put, NULL);
  return put->types;
}

/* A type that an import had made, which was undone: this import makes it again. */
static void
revive_type (GlsTransferPut *put, GlsTypeDef *type)
{
  if (!type->retired || !gls_project_is_undone (gls_transfer_put_idle (put), &type->id))
    return;
  type->retired = FALSE;
  for (guint i = 0; i < type->attributes->len; i++)
    ((GlsAttributeDef *) type->attributes->pdata[i])->retired = FALSE;
  for (guint i = 0; i < type->roles->len; i++)
    ((GlsRoleDef *) type->roles->pdata[i])->retired = FALSE;
  g_hash_table_add (put->own_types, g_strdup (type->name));
  gls_change_put_type (types_change (put), put->codebook, type);
}

/* A file without a codebook still means its types: they are added as they turn up. */
static GlsTypeDef *
ensure_type (GlsTransferPut *put, GlsAnnotation *annotation)
{
  const char *ours = g_hash_table_lookup (put->names, annotation->type);
  GlsTypeDef *type, *same_id;

  if (ours)
    {
      g_free (annotation->type);
      annotation->type = g_strdup (ours);
    }
  type = gls_codebook_find_type (put->codebook, annotation->type);
  if (type)
    {
      revive_type (put, type);
      return type;
    }
  type = gls_type_def_new (annotation->type);
  same_id = gls_codebook_find_type_by_id (put->codebook, &type->id);
  if (same_id)
    {
      remember_name (put, type->name, same_id->name);
      gls_type_def_free (type);
      g_free (annotation->type);
      annotation->type = g_strdup (same_id->name);
      return same_id;
    }
  type->order = next_type_order (put->codebook);
  g_ptr_array_add (put->codebook->types, type);
  g_hash_table_add (put->own_types, g_strdup (type->name));
  gls_change_put_type (types_change (put), put->codebook, type);
  gls_transfer_report (put->report, _("The type “%s” was added to the codebook."), type->name);
  return type;
}

static gboolean
ensure_attribute (GlsTransferPut *put, GlsTypeDef *type, const GlsAttribute *attribute)
{
  GlsAttributeDef *def;

  if (gls_type_def_find_attribute (type, attribute->name))
    return TRUE;
  if (!g_hash_table_contains (put->own_types, type->name))
    {
      gls_transfer_report (put->report, _("The type “%s” has no attribute “%s” in this project; its values were left out."),
                           type->name, attribute->name);
      return FALSE;
    }
  def = gls_attribute_def_new (type, attribute->name);
  def->kind = guess_kind (attribute->value);
  def->order = (int) type->attributes->len;
  g_ptr_array_add (type->attributes, def);
  gls_change_put_type (types_change (put), put->codebook, type);
  return TRUE;
}

static gboolean
ensure_relation (GlsTransferPut *put, GlsLink *link)
{
  const char *ours = g_hash_table_lookup (put->names, link->name);
  GlsRelationDef *def, *same_id;

  if (ours && !gls_codebook_find_relation (put->codebook, link->name))
    {
      g_free (link->name);
      link->name = g_strdup (ours);
    }
  if (gls_codebook_find_relation (put->codebook, link->name))
    return TRUE;
  def = gls_relation_def_new (link->name);
  same_id = find_relation_by_id (put->codebook, &def->id);
  if (same_id)
    {
      remember_name (put, def->name, same_id->name);
      gls_relation_def_free (def);
      g_free (link->name);
      link->name = g_strdup (same_id->name);
      return TRUE;
    }
  def->order = next_relation_order (put->codebook);
  g_ptr_array_add (put->codebook->relations, def);
  gls_change_put_relation (types_change (put), put->codebook, def);
  gls_transfer_report (put->report, _("The relation “%s” was added to the codebook."), def->name);
  return TRUE;
}

static gboolean
ensure_role (GlsTransferPut *put, GlsTypeDef *type, const GlsLink *link)
{
  GlsRoleDef *def;

  if (gls_type_def_find_role (type, link->name))
    return TRUE;
  if (!g_hash_table_contains (put->own_types, type->name))
    {
      gls_transfer_report (put->report, _("The type “%s” has no role “%s” in this project; its fillers were left out."),
                           type->name, link->name);
      return FALSE;
    }
  def = gls_role_def_new (type, link->name);
  def->many = TRUE;
  def->order = (int) type->roles->len;
  g_ptr_array_add (type->roles, def);
  gls_change_put_type (types_change (put), put->codebook, type);
  return TRUE;
}

static gboolean
check_entity (GlsTransferPut *put, const GlsId *entity, const char *key)
{
  char string[GLS_ID_STRING_SIZE];

  if (g_hash_table_contains (put->entities, entity))
    return TRUE;
  gls_id_to_string (entity, string);
  gls_transfer_report (put->report, _("Document “%s”: there is no entity %s; the links to it were left out."), key, string);
  return FALSE;
}

static gboolean
ensure_link (GlsTransferPut *put, GlsTypeDef *type, GlsLink *link, const char *key)
{
  if (link->kind == GLS_LINK_ENTITY && !check_entity (put, &link->target, key))
    return FALSE;
  return link->relation ? ensure_relation (put, link) : ensure_role (put, type, link);
}

/**
 * gls_transfer_put_fit:
 * @annotation: loses what the codebook and the project do not know
 * @key: of its document, for reports
 *
 * Types, and attributes and roles of types that this import added, are added to put->codebook and put->types.
 */
void
gls_transfer_put_fit (GlsTransferPut *put, GlsAnnotation *annotation, const char *key)
{
  GlsTypeDef *type = ensure_type (put, annotation);

  for (guint i = 0; annotation->attributes && i < annotation->attributes->len;)
    {
      if (ensure_attribute (put, type, &g_array_index (annotation->attributes, GlsAttribute, i)))
        i++;
      else
        g_array_remove_index (annotation->attributes, i);
    }
  for (guint i = 0; annotation->links && i < annotation->links->len;)
    {
      if (ensure_link (put, type, &g_array_index (annotation->links, GlsLink, i), key))
        i++;
      else
        g_array_remove_index (annotation->links, i);
    }
  if (annotation->has_entity && !check_entity (put, &annotation->entity, key))
    annotation->has_entity = FALSE;
}

static gboolean
same_link (const GlsLink *a, const GlsLink *b)
{
  return a->relation == b->relation && a->kind == b->kind && strcmp (a->name, b->name) == 0
         && (a->kind > GLS_LINK_ENTITY || gls_id_equal (&a->target, &b->target))
         && (a->kind != GLS_LINK_VALUE || g_strcmp0 (a->value, b->value) == 0);
}

/* Every link of @annotation stands in @standing, those of one role in the same order. */
static gboolean
covers_links (const GlsAnnotation *standing, const GlsAnnotation *annotation)
{
  const GlsLink *last = NULL;
  guint last_at = 0;

  for (guint i = 0; annotation->links && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      guint at = 0, n = standing->links ? standing->links->len : 0;

      while (at < n && !same_link (&g_array_index (standing->links, GlsLink, at), link))
        at++;
      if (at == n)
        return FALSE;
      if (last && !link->relation && !last->relation && strcmp (last->name, link->name) == 0 && at < last_at)
        return FALSE;
      last = link;
      last_at = at;
    }
  return TRUE;
}

static gboolean
covers_string (const char *standing, const char *string)
{
  return !string || g_strcmp0 (standing, string) == 0;
}

gboolean
gls_transfer_annotation_covers (const GlsAnnotation *standing, const GlsAnnotation *annotation)
{
  if (strcmp (standing->type, annotation->type) != 0 || standing->n_fragments != annotation->n_fragments
      || memcmp (standing->fragments, annotation->fragments, annotation->n_fragments * sizeof (GlsFragment)) != 0
      || !covers_string (standing->note, annotation->note) || !covers_string (standing->unsure, annotation->unsure)
      || !covers_string (standing->plugin, annotation->plugin) || !covers_string (standing->run, annotation->run)
      || !covers_string (standing->chain, annotation->chain)
      || (!isnan (annotation->confidence) && standing->confidence != annotation->confidence)
      || (annotation->has_entity
          && !(standing->has_entity && gls_id_equal (&standing->entity, &annotation->entity))))
    return FALSE;
  for (guint i = 0; annotation->attributes && i < annotation->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (annotation->attributes, GlsAttribute, i);

      if (g_strcmp0 (gls_annotation_get_attribute (standing, attribute->name), attribute->value) != 0)
        return FALSE;
    }
  return covers_links (standing, annotation);
}
