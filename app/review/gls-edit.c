/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and checks what a person decides in place of all versions.
 * It must not know how it was typed or clicked. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-error.h>

#include "gls-edit.h"

/* What a stranger's file may hold. */
#define MAX_PARTS 1024

static gboolean
read_number (const char **at, char end, guint32 *number)
{
  char *after;
  guint64 value;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  value = g_ascii_strtoull (*at, &after, 10);
  if (value > G_MAXUINT32 || *after != end)
    return FALSE;
  *number = value;
  *at = after + (end != '\0');
  return TRUE;
}

static gboolean
read_boundary (GlsAnnotation *annotation, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", MAX_PARTS);
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *at = parts[i];
      GlsFragment fragment;

      if (!read_number (&at, '-', &fragment.start) || !read_number (&at, '\0', &fragment.end))
        return FALSE;
      g_array_append_val (fragments, fragment);
    }
  if (fragments->len == 0)
    return FALSE;
  gls_annotation_set_fragments (annotation, (const GlsFragment *) (gpointer) fragments->data, fragments->len);
  return TRUE;
}

static gboolean
read_link (const char *line, GlsLink *link)
{
  if (g_str_has_prefix (line, "to "))
    {
      link->kind = GLS_LINK_TO;
      return gls_id_parse (line + 3, &link->target);
    }
  if (link->relation)
    return FALSE;
  if (g_str_has_prefix (line, "entity "))
    {
      link->kind = GLS_LINK_ENTITY;
      return gls_id_parse (line + 7, &link->target);
    }
  if (g_str_has_prefix (line, "value "))
    {
      link->kind = GLS_LINK_VALUE;
      link->value = g_strdup (line + 6);
      return TRUE;
    }
  link->kind = strcmp (line, "author") == 0 ? GLS_LINK_AUTHOR : GLS_LINK_NONE;
  return link->kind == GLS_LINK_AUTHOR || strcmp (line, "none") == 0;
}

static gboolean
read_links (GlsAnnotation *annotation, const char *name, gboolean relation, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_PARTS);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      GlsLink link = { .relation = relation, .name = g_strdup (name) };

      if (*lines[i] == '\0' || !read_link (lines[i], &link))
        {
          gls_link_clear (&link);
          return *text == '\0';
        }
      gls_annotation_take_link (annotation, link);
    }
  return TRUE;
}

GlsAnnotation *
gls_edit_read (GlsCaseKind kind, const char *field, const char *text)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  gboolean ok = FALSE;

  switch (kind)
    {
    case GLS_CASE_FOUND:
      break;
    case GLS_CASE_BOUNDARY:
      ok = read_boundary (annotation, text);
      break;
    case GLS_CASE_TYPE:
      annotation->type = g_strdup (text);
      ok = *text != '\0';
      break;
    case GLS_CASE_ATTRIBUTE:
      ok = field != NULL;
      if (ok && *text != '\0')
        gls_annotation_add_attribute (annotation, field, text);
      break;
    case GLS_CASE_ROLE:
    case GLS_CASE_RELATION:
      ok = field != NULL && read_links (annotation, field, kind == GLS_CASE_RELATION, text);
      break;
    case GLS_CASE_ENTITY:
      annotation->has_entity = *text != '\0';
      ok = *text == '\0' || gls_id_parse (text, &annotation->entity);
      break;
    }
  return ok ? g_steal_pointer (&annotation) : NULL;
}

static gboolean
check_links (const GlsAligned *aligned, const GlsAnnotation *annotation, GError **error)
{
  for (guint i = 0; annotation->links != NULL && i < annotation->links->len; i++)
    {
      const GlsLink *link = &g_array_index (annotation->links, GlsLink, i);
      char id[GLS_ID_STRING_SIZE];

      if ((link->kind == GLS_LINK_TO && !g_hash_table_contains (aligned->marks_by_id, &link->target))
          || (link->kind == GLS_LINK_ENTITY && !g_hash_table_contains (aligned->entity_names, &link->target)))
        {
          gls_id_to_string (&link->target, id);
          g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                       link->kind == GLS_LINK_TO ? _ ("%s: the document has no such mark") : _ ("%s: there is no such entity"), id);
          return FALSE;
        }
    }
  return TRUE;
}

char *
gls_edit_check (const GlsAligned *aligned, const GlsCodebook *codebook, const GlsCase *item, const char *text, GError **error)
{
  g_autoptr (GlsAnnotation) annotation = gls_edit_read (item->kind, item->field, text);
  const GlsTypeDef *type = gls_codebook_find_type (codebook, item->kind == GLS_CASE_TYPE ? text : item->type);
  const GlsAttributeDef *attribute = type != NULL && item->field != NULL ? gls_type_def_find_attribute (type, item->field) : NULL;

  if (annotation == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("“%s” cannot be the %s; see the manual for its form"), text,
                   gls_case_kind_to_string (item->kind));
      return NULL;
    }
  if (item->kind == GLS_CASE_BOUNDARY)
    {
      annotation->n_fragments = gls_fragments_normalize (annotation->fragments, annotation->n_fragments);
      if (!gls_fragments_check (annotation->fragments, annotation->n_fragments, gls_text_get_length (aligned->document->text), error))
        return NULL;
      return gls_aligned_dup_boundary (annotation);
    }
  if (item->kind == GLS_CASE_TYPE && (type == NULL || type->retired))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _ ("%s: the codebook has no such type"), text);
      return NULL;
    }
  if (attribute != NULL && item->kind == GLS_CASE_ATTRIBUTE && *text != '\0' && !gls_attribute_def_check (attribute, text, error))
    return NULL;
  if (annotation->has_entity && !g_hash_table_contains (aligned->entity_names, &annotation->entity))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _ ("%s: there is no such entity"), text);
      return NULL;
    }
  return check_links (aligned, annotation, error) ? g_strdup (text) : NULL;
}

char *
gls_edit_value (const GlsAligned *aligned, const GlsCase *item, const char *text)
{
  g_autoptr (GlsAnnotation) annotation = gls_edit_read (item->kind, item->field, text);

  if (annotation == NULL)
    return NULL;
  switch (item->kind)
    {
    case GLS_CASE_BOUNDARY:
      return gls_aligned_dup_boundary (annotation);
    case GLS_CASE_ATTRIBUTE:
      return gls_aligned_dup_attribute (annotation, item->field);
    case GLS_CASE_ROLE:
      return gls_aligned_dup_role (aligned, annotation, item->field);
    case GLS_CASE_RELATION:
      return gls_aligned_dup_relation (aligned, annotation, item->field);
    case GLS_CASE_ENTITY:
      return gls_aligned_dup_entity (aligned, annotation);
    case GLS_CASE_FOUND:
    case GLS_CASE_TYPE:
      break;
    }
  return g_strdup (text);
}
