/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays edits over one annotation in full and over the links of a document.
 * It must not know store threads nor widgets. */
#include "config.h"

#include "gls-edits.h"

gboolean
gls_link_equal (const GlsLink *a, const GlsLink *b)
{
  gboolean points = a->kind == GLS_LINK_TO || a->kind == GLS_LINK_ENTITY;

  return a->relation == b->relation && a->kind == b->kind && g_str_equal (a->name, b->name) &&
         (!points || gls_id_equal (&a->target, &b->target)) &&
         (a->kind != GLS_LINK_VALUE || g_strcmp0 (a->value, b->value) == 0);
}

void
gls_link_copy (const GlsLink *link, GlsLink *copy)
{
  GlsLink made = *link;

  made.name = g_strdup (link->name);
  made.value = g_strdup (link->value);
  *copy = made;
}

guint
gls_document_links_find (GPtrArray *links, const GlsId *id, guint *first)
{
  guint at = 0, end = links != NULL ? links->len : 0, n = 0;

  while (at < end)
    {
      guint middle = at + (end - at) / 2;
      const GlsDocumentLink *link = g_ptr_array_index (links, middle);

      if (gls_id_compare (&link->from, id) < 0)
        at = middle + 1;
      else
        end = middle;
    }
  *first = at;
  while (links != NULL && at + n < links->len && gls_id_equal (&((GlsDocumentLink *) g_ptr_array_index (links, at + n))->from, id))
    n++;
  return n;
}

/* --- Links ------------------------------------------------------------------------------------------------------- */

static GlsDocumentLink *
copy_document_link (const GlsDocumentLink *link)
{
  GlsDocumentLink *copy = g_memdup2 (link, sizeof *link);

  gls_link_copy (&link->link, &copy->link);
  return copy;
}

static void
lay_link (GPtrArray *links, const GlsEdit *edit)
{
  GlsDocumentLink *link;

  for (guint i = 0; i < links->len; i++)
    {
      link = g_ptr_array_index (links, i);
      if (!gls_id_equal (&link->from, &edit->id) || !gls_link_equal (&link->link, &edit->link))
        continue;
      if (edit->kind == GLS_EDIT_UNLINK)
        g_ptr_array_remove_index_fast (links, i);
      else
        link->order = edit->order;
      return;
    }
  if (edit->kind == GLS_EDIT_UNLINK)
    return;
  link = g_new0 (GlsDocumentLink, 1);
  link->from = edit->id;
  gls_link_copy (&edit->link, &link->link);
  link->order = edit->order;
  link->definition_order = edit->definition_order;
  g_ptr_array_add (links, link);
}

GPtrArray *
gls_edits_apply_to_links (GPtrArray *base, const GlsId *document, GPtrArray *edits, guint64 reading)
{
  GPtrArray *links = NULL;

  for (guint i = 0; i < edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (edits, i);

      if ((edit->kind != GLS_EDIT_LINK && edit->kind != GLS_EDIT_UNLINK) || !gls_id_equal (&edit->document, document) ||
          gls_edit_is_in (edit, reading))
        continue;
      if (links == NULL)
        {
          links = g_ptr_array_new_full (base->len + 1, (GDestroyNotify) gls_document_link_free);
          for (guint j = 0; j < base->len; j++)
            g_ptr_array_add (links, copy_document_link (g_ptr_array_index (base, j)));
        }
      lay_link (links, edit);
    }
  if (links == NULL)
    return g_ptr_array_ref (base);
  g_ptr_array_sort (links, gls_document_link_compare);
  return links;
}

/* --- One annotation ---------------------------------------------------------------------------------------------- */

static GlsAnnotation *
copy_annotation (const GlsAnnotation *base)
{
  GlsAnnotation *copy = gls_annotation_new ();

  copy->id = base->id;
  copy->type = g_strdup (base->type);
  copy->by = g_strdup (base->by);
  gls_annotation_set_fragments (copy, base->fragments, base->n_fragments);
  for (guint i = 0; base->attributes != NULL && i < base->attributes->len; i++)
    {
      const GlsAttribute *attribute = &g_array_index (base->attributes, GlsAttribute, i);

      gls_annotation_add_attribute (copy, attribute->name, attribute->value);
    }
  copy->note = g_strdup (base->note);
  copy->unsure = g_strdup (base->unsure);
  copy->has_entity = base->has_entity;
  copy->entity = base->entity;
  copy->plugin = g_strdup (base->plugin);
  copy->run = g_strdup (base->run);
  copy->confidence = base->confidence;
  copy->chain = g_strdup (base->chain);
  return copy;
}

static GlsAnnotation *
make_annotation (const GlsEdit *edit)
{
  GlsAnnotation *made = gls_annotation_new ();

  made->id = edit->id;
  made->type = g_strdup (edit->type);
  made->by = g_strdup (edit->set);
  gls_annotation_set_fragments (made, edit->fragments, edit->n_fragments);
  return made;
}

static void
replace (char **string, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*string);
  *string = copy;
}

static void
set_attribute (GlsAnnotation *annotation, const char *name, const char *json)
{
  if (json != NULL)
    {
      gls_annotation_add_attribute (annotation, name, json);
      return;
    }
  for (guint i = 0; annotation->attributes != NULL && i < annotation->attributes->len; i++)
    if (g_str_equal (g_array_index (annotation->attributes, GlsAttribute, i).name, name))
      {
        g_array_remove_index (annotation->attributes, i);
        return;
      }
}

static void
lay (GlsAnnotation *annotation, const GlsEdit *edit)
{
  switch (edit->kind)
    {
    case GLS_EDIT_RETYPE:
      replace (&annotation->type, edit->type);
      break;
    case GLS_EDIT_NOTE:
      replace (&annotation->note, edit->text);
      break;
    case GLS_EDIT_UNSURE:
      replace (&annotation->unsure, edit->text);
      break;
    case GLS_EDIT_ENTITY:
      annotation->has_entity = edit->has_entity;
      annotation->entity = edit->entity;
      break;
    case GLS_EDIT_FRAGMENTS:
      gls_annotation_set_fragments (annotation, edit->fragments, edit->n_fragments);
      break;
    case GLS_EDIT_ATTRIBUTE:
      set_attribute (annotation, edit->name, edit->text);
      break;
    case GLS_EDIT_ADD:
    case GLS_EDIT_ACCEPT:
    case GLS_EDIT_JUDGE:
    case GLS_EDIT_REMOVE:
    case GLS_EDIT_LINK:
    case GLS_EDIT_UNLINK:
    default:
      break;
    }
}

static void
take_links (GlsAnnotation *annotation, GPtrArray *links)
{
  guint first, n = gls_document_links_find (links, &annotation->id, &first);

  for (guint i = 0; i < n; i++)
    {
      const GlsDocumentLink *link = g_ptr_array_index (links, first + i);
      GlsLink copy;

      gls_link_copy (&link->link, &copy);
      gls_annotation_take_link (annotation, copy);
    }
}

GlsAnnotation *
gls_edits_apply_to_annotation (const GlsAnnotation *base, const GlsId *id, GPtrArray *edits, guint64 reading, GPtrArray *links)
{
  GlsAnnotation *annotation = base != NULL ? copy_annotation (base) : NULL;

  for (guint i = 0; i < edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (edits, i);

      if (gls_edit_is_in (edit, reading) || !gls_edit_is_for (edit, id))
        continue;
      if (edit->kind == GLS_EDIT_REMOVE)
        g_clear_pointer (&annotation, gls_annotation_free);
      else if (annotation != NULL)
        lay (annotation, edit);
      else if (edit->kind == GLS_EDIT_ADD)
        annotation = make_annotation (edit);
      else if (edit->kind == GLS_EDIT_ACCEPT)
        annotation = copy_annotation (edit->annotation);
    }
  if (annotation != NULL)
    take_links (annotation, links);
  return annotation;
}
