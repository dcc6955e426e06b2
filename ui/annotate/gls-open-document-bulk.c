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

/* Looks at all before the first edit, each of which makes the spans be laid anew. */
static GPtrArray *
list_edits (GlsOpenDocument *self, GlsEditKind kind, const GlsId *ids, guint n)
{
  GPtrArray *edits = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      const GlsSpan *span = gls_open_document_find (self, &ids[i]);

      if (span != NULL && gls_open_document_is_own (self, span))
        g_ptr_array_add (edits, gls_edit_new (kind, &self->document->id, &ids[i]));
    }
  return edits;
}

static guint
take_edits (GlsOpenDocument *self, const char *what, GPtrArray *edits)
{
  guint n = edits->len;

  gls_open_document_begin (self, what);
  for (guint i = 0; i < n; i++)
    gls_open_document_take_edit (self, g_ptr_array_index (edits, i));
  gls_open_document_end (self);
  g_ptr_array_unref (edits);
  return n;
}

guint
gls_open_document_mark_unsure (GlsOpenDocument *self, const GlsId *ids, guint n, const char *line)
{
  GPtrArray *edits = list_edits (self, GLS_EDIT_UNSURE, ids, n);

  for (guint i = 0; i < edits->len; i++)
    ((GlsEdit *) g_ptr_array_index (edits, i))->text = g_strdup (line);
  return take_edits (self, "unsure", edits);
}

guint
gls_open_document_link_entity (GlsOpenDocument *self, const GlsId *ids, guint n, const GlsId *entity)
{
  GPtrArray *edits = list_edits (self, GLS_EDIT_ENTITY, ids, n);

  for (guint i = 0; i < edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (edits, i);

      edit->has_entity = entity != NULL;
      if (entity != NULL)
        edit->entity = *entity;
    }
  return take_edits (self, "entity", edits);
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
