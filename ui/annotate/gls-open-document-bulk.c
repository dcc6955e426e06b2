/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of many annotations in one step, and of the entities they are linked to.
 * It must not know a widget, nor how steps are committed. */
#include "config.h"

#include "gls-open-document-private.h"

void
gls_open_document_join (GlsOpenDocument *self, const GlsId *group)
{
  g_return_if_fail (self->depth > 0);
  self->joined = TRUE;
  self->group = *group;
}

/* Dates, figures and claims name no thing in the world. */
static gboolean
names_a_thing (const GlsTypeDef *type)
{
  if (type == NULL || type->claim)
    return FALSE;
  for (guint i = 0; i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);

      if (def->kind == GLS_VALUE_DATE || def->kind == GLS_VALUE_QUANTITY)
        return FALSE;
    }
  return TRUE;
}

gboolean
gls_open_document_may_be_linked (GlsOpenDocument *self, const GlsSpan *span)
{
  const char *type = gls_open_document_get_type_name (self, span);

  /* What was linked once can be changed whatever it is. */
  return (span->flags & GLS_SPAN_ENTITY) ||
         (gls_open_document_is_own (self, span) &&
          names_a_thing (gls_codebook_find_type (gls_session_get_codebook (gls_open_document_get_session (self)), type)));
}

GArray *
gls_open_document_list_own (GlsOpenDocument *self, const GlsId *ids, guint n)
{
  GArray *own = g_array_new (FALSE, FALSE, sizeof (GlsId));

  for (guint i = 0; i < n; i++)
    {
      const GlsSpan *span = gls_open_document_find (self, &ids[i]);

      if (span != NULL && gls_open_document_is_own (self, span))
        g_array_append_val (own, ids[i]);
    }
  return own;
}

GlsEdit *
gls_open_document_take_many (GlsOpenDocument *self, GlsEditKind kind, GArray *ids)
{
  GlsEdit *edit;

  if (ids->len == 0)
    {
      g_array_unref (ids);
      return NULL;
    }
  edit = gls_edit_new_many (kind, &self->document->id, ids);
  gls_open_document_take_edit (self, edit);
  return edit;
}

guint
gls_open_document_mark_unsure (GlsOpenDocument *self, const GlsId *ids, guint n, const char *line)
{
  GArray *own = gls_open_document_list_own (self, ids, n);
  GlsEdit *edit;

  n = own->len;
  gls_open_document_begin (self, "unsure");
  edit = gls_open_document_take_many (self, GLS_EDIT_UNSURE, own);
  if (edit != NULL)
    edit->text = g_strdup (line);
  gls_open_document_end (self);
  return n;
}

guint
gls_open_document_link_entity (GlsOpenDocument *self, const GlsId *ids, guint n, const GlsId *entity)
{
  GArray *own = gls_open_document_list_own (self, ids, n);
  GlsEdit *edit;

  n = 0;
  for (guint i = 0; i < own->len; i++)
    if (gls_open_document_may_be_linked (self, gls_open_document_find (self, &g_array_index (own, GlsId, i))))
      g_array_index (own, GlsId, n++) = g_array_index (own, GlsId, i);
  g_array_set_size (own, n);
  gls_open_document_begin (self, "entity");
  edit = gls_open_document_take_many (self, GLS_EDIT_ENTITY, own);
  if (edit != NULL)
    {
      edit->has_entity = entity != NULL;
      edit->entity = entity != NULL ? *entity : (GlsId){ { 0 } };
    }
  gls_open_document_end (self);
  return n;
}

void
gls_open_document_new_entity (GlsOpenDocument *self, const char *kind, const char *name, GlsId *id)
{
  GlsEdit *edit;

  gls_id_generate (id);
  edit = gls_edit_new (GLS_EDIT_NEW_ENTITY, &self->document->id, id);
  edit->type = g_strdup (kind);
  edit->text = g_strdup (name);
  gls_open_document_begin (self, "entity");
  gls_open_document_take_edit (self, edit);
  gls_open_document_end (self);
}

void
gls_open_document_add_alias (GlsOpenDocument *self, const GlsId *entity, const char *alias)
{
  GlsEdit *edit = gls_edit_new (GLS_EDIT_ALIAS, &self->document->id, entity);

  edit->text = g_strdup (alias);
  edit->name = g_strdup (self->document->key);
  gls_open_document_begin (self, "entity");
  gls_open_document_take_edit (self, edit);
  gls_open_document_end (self);
}
