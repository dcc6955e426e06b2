/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fix's edits as changes of the project file. An annotation that is another person's, or gone, is left alone.
 * It must not know who offers fixes nor who takes them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-fix-finding.h"

typedef struct {
  GlsChange         *change;
  GlsProject        *project;
  const GlsFinding  *finding;
  const GlsCodebook *codebook;
} Fixing;

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, why);
  return FALSE;
}

static void
unlink_one (const Fixing *fixing, const GlsAnnotation *annotation, const GlsLink *link, const GlsId *definition)
{
  GlsId id;

  gls_record_id_for_link (&annotation->id, definition, link, &id);
  gls_change_delete (fixing->change, &id);
}

static const GlsId *
find_definition (const Fixing *fixing, const GlsTypeDef *type, const GlsLink *link, gboolean *many)
{
  const GlsRelationDef *relation = link->relation ? gls_codebook_find_relation (fixing->codebook, link->name) : NULL;
  const GlsRoleDef *role = !link->relation ? gls_type_def_find_role (type, link->name) : NULL;

  *many = relation != NULL || (role != NULL && role->many);
  return relation != NULL ? &relation->id : role != NULL ? &role->id : NULL;
}

/* "Not said" and what is said stand in each other's place, as fillers of a role that takes one do. */
static gboolean
fill (const Fixing *fixing, const GlsAnnotation *annotation, const GlsTypeDef *type, const GlsLink *link, GError **error)
{
  gboolean many;
  const GlsId *definition = find_definition (fixing, type, link, &many);
  guint n = 0;
  GlsId id;

  if (definition == NULL)
    return fail (error, _("the codebook has no such role or relation any more"));
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *there = &g_array_index (annotation->links, GlsLink, i);

      if (there->relation != link->relation || g_strcmp0 (there->name, link->name) != 0)
        continue;
      if (!link->relation && (!many || there->kind == GLS_LINK_NONE || link->kind == GLS_LINK_NONE))
        unlink_one (fixing, annotation, there, definition);
      else
        n++;
    }
  gls_change_put_link (fixing->change, &fixing->finding->problem->document, &annotation->id, link, fixing->codebook, annotation->type,
                       link->relation ? 0 : (int) n);
  gls_record_id_for_link (&annotation->id, definition, link, &id);
  gls_change_set_text (fixing->change, &id, "deleted", NULL);
  return TRUE;
}

static gboolean
empty (const Fixing *fixing, const GlsAnnotation *annotation, const GlsTypeDef *type, const GlsLink *link, GError **error)
{
  gboolean many;
  const GlsId *definition = find_definition (fixing, type, link, &many);

  if (definition == NULL)
    return fail (error, _("the codebook has no such role or relation any more"));
  unlink_one (fixing, annotation, link, definition);
  return TRUE;
}

static gboolean
set_attribute (const Fixing *fixing, const GlsAnnotation *annotation, const GlsTypeDef *type, const GlsFixEdit *edit, GError **error)
{
  const GlsAttributeDef *attribute = gls_type_def_find_attribute (type, edit->name);

  if (attribute == NULL)
    return fail (error, _("the codebook has no such attribute any more"));
  gls_change_set_attribute (fixing->change, &annotation->id, attribute, edit->value);
  return TRUE;
}

static gboolean
take_edit (const Fixing *fixing, const GlsFixEdit *edit, GError **error)
{
  g_autoptr (GlsAnnotation) annotation = gls_project_load_annotation (fixing->project, &edit->annotation, NULL);
  const GlsTypeDef *type = annotation != NULL ? gls_codebook_find_type (fixing->codebook, annotation->type) : NULL;
  const GlsTypeDef *wanted;

  if (type == NULL || g_strcmp0 (annotation->by, fixing->finding->set) != 0)
    return fail (error, _("the annotation is gone or somebody else's"));
  switch (edit->kind)
    {
    case GLS_PLUGIN_EDIT_DELETE:
      gls_change_delete (fixing->change, &annotation->id);
      return TRUE;
    case GLS_PLUGIN_EDIT_FRAGMENTS:
      gls_change_set_fragments (fixing->change, &annotation->id, edit->fragments, edit->n_fragments);
      return TRUE;
    case GLS_PLUGIN_EDIT_TYPE:
      wanted = gls_codebook_find_type (fixing->codebook, edit->name);
      if (wanted == NULL)
        return fail (error, _("the codebook has no such type any more"));
      gls_change_set_type (fixing->change, &annotation->id, wanted);
      return TRUE;
    case GLS_PLUGIN_EDIT_ATTRIBUTE:
      return set_attribute (fixing, annotation, type, edit, error);
    case GLS_PLUGIN_EDIT_FILL:
      return fill (fixing, annotation, type, &edit->link, error);
    case GLS_PLUGIN_EDIT_EMPTY:
      return empty (fixing, annotation, type, &edit->link, error);
    default:
      return fail (error, _("this version of Glossator cannot do that"));
    }
}

gboolean
gls_change_fix (GlsChange *change, GlsProject *project, const GlsFinding *finding, const GlsFix *fix, const GlsCodebook *codebook,
                GError **error)
{
  const Fixing fixing = { change, project, finding, codebook };

  for (guint i = 0; i < fix->edits->len; i++)
    if (!take_edit (&fixing, fix->edits->pdata[i], error))
      return FALSE;
  return TRUE;
}
