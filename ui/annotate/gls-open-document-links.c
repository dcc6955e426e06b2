/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles and relations of the open document: who fills what, and edits of it.
 * It must not know a widget, nor how the document is read. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-roles.h>

#include "gls-open-document-private.h"

GPtrArray *
gls_open_document_get_links (GlsOpenDocument *self)
{
  if (self->links == NULL && self->document != NULL)
    self->links = gls_edits_apply_to_links (self->base_links, &self->document->id, self->edits, self->links_reading);
  return self->links != NULL ? self->links : self->base_links;
}

static gboolean
is_there (GlsOpenDocument *self, const GlsDocumentLink *link)
{
  return gls_open_document_find (self, &link->from) != NULL &&
         (link->link.kind != GLS_LINK_TO || gls_open_document_find (self, &link->link.target) != NULL);
}

GPtrArray *
gls_open_document_list_from (GlsOpenDocument *self, const GlsId *id, const char *name)
{
  GPtrArray *links = gls_open_document_get_links (self), *found = g_ptr_array_new ();
  guint first, n = gls_document_links_find (links, id, &first);

  for (guint i = 0; i < n; i++)
    {
      GlsDocumentLink *link = g_ptr_array_index (links, first + i);

      if ((name == NULL || g_str_equal (link->link.name, name)) && is_there (self, link))
        g_ptr_array_add (found, link);
    }
  return found;
}

GPtrArray *
gls_open_document_list_to (GlsOpenDocument *self, const GlsId *id)
{
  GPtrArray *links = gls_open_document_get_links (self), *found = g_ptr_array_new ();

  for (guint i = 0; i < links->len; i++)
    {
      GlsDocumentLink *link = g_ptr_array_index (links, i);

      if (link->link.kind == GLS_LINK_TO && gls_id_equal (&link->link.target, id) && is_there (self, link))
        g_ptr_array_add (found, link);
    }
  return found;
}

/* --- Edits ------------------------------------------------------------------------------------------------------- */

/* The type whose roles @id has; NULL where this person may not change it. */
static const GlsTypeDef *
find_own_type (GlsOpenDocument *self, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (self, id);

  return span != NULL && gls_open_document_is_own (self, span)
         ? gls_codebook_find_type (gls_session_get_codebook (self->session), gls_open_document_get_type_name (self, span))
         : NULL;
}

static void
take_link (GlsOpenDocument *self, GlsEditKind kind, const GlsId *id, const GlsTypeDef *type, const GlsLink *link,
           int definition_order, int order)
{
  GlsEdit *edit = gls_edit_new (kind, &self->document->id, id);

  edit->type = g_strdup (type->name);
  gls_link_copy (link, &edit->link);
  edit->definition_order = definition_order;
  edit->order = order;
  gls_open_document_take_edit (self, edit);
}

/* Links and their places, which edits may free. */
static GPtrArray *
copy_links (GPtrArray *links)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_link_free);

  for (guint i = 0; i < links->len; i++)
    {
      GlsDocumentLink *link = g_ptr_array_index (links, i), *copy = g_memdup2 (link, sizeof *link);

      gls_link_copy (&link->link, &copy->link);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

static GPtrArray *
list_fillers (GlsOpenDocument *self, const GlsId *id, const char *role)
{
  g_autoptr (GPtrArray) links = gls_open_document_list_from (self, id, role);

  for (guint i = links->len; i > 0; i--)
    if (((GlsDocumentLink *) g_ptr_array_index (links, i - 1))->link.relation)
      g_ptr_array_remove_index (links, i - 1);
  return copy_links (links);
}

static gboolean
check_filler (GlsOpenDocument *self, const GlsRoleDef *role, const GlsLink *filler, GError **error)
{
  const GlsSpan *span;
  const char *type;

  if (filler->kind != GLS_LINK_TO)
    return TRUE;
  span = gls_open_document_find (self, &filler->target);
  type = span != NULL ? gls_open_document_get_type_name (self, span) : NULL;
  if (type != NULL && gls_role_def_allows (role, type))
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("This cannot fill the role “%s”."), role->name);
  return FALSE;
}

gboolean
gls_open_document_fill (GlsOpenDocument *self, const GlsId *id, const char *role, const GlsLink *filler, GError **error)
{
  const GlsTypeDef *type = find_own_type (self, id);
  const GlsRoleDef *def = type != NULL ? gls_type_def_find_role (type, role) : NULL;
  g_autoptr (GPtrArray) there = NULL;
  GlsLink link = *filler;
  int order = 0;

  if (def == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("This annotation has no role “%s” that you may fill."), role);
      return FALSE;
    }
  if (!check_filler (self, def, filler, error))
    return FALSE;
  link.relation = FALSE;
  link.name = def->name;
  there = list_fillers (self, id, def->name);
  gls_open_document_begin (self, "role");
  for (guint i = 0; i < there->len; i++)
    {
      const GlsDocumentLink *old = g_ptr_array_index (there, i);

      if (gls_link_equal (&old->link, &link))
        {
          gls_open_document_end (self);
          return TRUE;
        }
      /* A list goes on, but “not said” and a filler exclude each other. */
      if (!def->many || old->link.kind == GLS_LINK_NONE || link.kind == GLS_LINK_NONE)
        take_link (self, GLS_EDIT_UNLINK, id, type, &old->link, 0, 0);
      else
        order = MAX (order, old->order + 1);
    }
  take_link (self, GLS_EDIT_LINK, id, type, &link, def->order, order);
  gls_open_document_end (self);
  return TRUE;
}

gboolean
gls_open_document_unlink (GlsOpenDocument *self, const GlsId *id, const GlsLink *link)
{
  const GlsTypeDef *type = find_own_type (self, id);
  GlsLink copy;

  if (type == NULL)
    return FALSE;
  gls_link_copy (link, &copy);
  gls_open_document_begin (self, copy.relation ? "relation" : "role");
  take_link (self, GLS_EDIT_UNLINK, id, type, &copy, 0, 0);
  gls_open_document_end (self);
  gls_link_clear (&copy);
  return TRUE;
}

guint
gls_open_document_empty_role (GlsOpenDocument *self, const GlsId *id, const char *role)
{
  const GlsTypeDef *type = find_own_type (self, id);
  g_autoptr (GPtrArray) there = type != NULL ? list_fillers (self, id, role) : NULL;

  if (type == NULL || there->len == 0)
    return 0;
  gls_open_document_begin (self, "role");
  for (guint i = 0; i < there->len; i++)
    take_link (self, GLS_EDIT_UNLINK, id, type, &((GlsDocumentLink *) g_ptr_array_index (there, i))->link, 0, 0);
  gls_open_document_end (self);
  return there->len;
}

/* What the same plugin marked for this alone: without it, it says nothing. */
static void
remove_orphans (GlsOpenDocument *self, const GlsId *suggestion, GPtrArray *fillers)
{
  const GlsAnnotation *proposed = gls_open_document_get_suggestion (self, suggestion);
  g_autofree char *plugin = proposed != NULL ? g_strdup (proposed->plugin) : NULL;

  for (guint i = 0; plugin != NULL && i < fillers->len; i++)
    {
      const GlsLink *link = &((GlsDocumentLink *) g_ptr_array_index (fillers, i))->link;
      GlsId id = link->target;
      const GlsAnnotation *filler = link->kind == GLS_LINK_TO ? gls_open_document_get_details (self, &id) : NULL;
      g_autoptr (GPtrArray) users = filler != NULL ? gls_open_document_list_to (self, &id) : NULL;

      if (users != NULL && users->len == 0 && g_strcmp0 (filler->plugin, plugin) == 0)
        gls_open_document_remove (self, &id, 1);
    }
}

gboolean
gls_open_document_replace (GlsOpenDocument *self, const GlsId *id, const char *role, const GlsLink *filler, const GlsId *of,
                           GError **error)
{
  const GlsTypeDef *type = find_own_type (self, id);
  const GlsRoleDef *def = type != NULL ? gls_type_def_find_role (type, role) : NULL;
  g_autoptr (GPtrArray) there = def != NULL ? list_fillers (self, id, role) : NULL;
  gboolean done;

  if (def != NULL && !check_filler (self, def, filler, error))
    return FALSE;
  gls_open_document_begin (self, "role");
  gls_open_document_empty_role (self, id, role);
  done = gls_open_document_fill (self, id, role, filler, error);
  if (done && there != NULL)
    remove_orphans (self, of, there);
  gls_open_document_end (self);
  return done;
}

gboolean
gls_open_document_move_filler (GlsOpenDocument *self, const GlsId *id, const GlsLink *link, int step)
{
  const GlsTypeDef *type = find_own_type (self, id);
  g_autoptr (GPtrArray) there = type != NULL && !link->relation ? list_fillers (self, id, link->name) : NULL;
  int at = -1, to;

  for (guint i = 0; there != NULL && i < there->len; i++)
    if (gls_link_equal (&((GlsDocumentLink *) g_ptr_array_index (there, i))->link, link))
      at = i;
  to = at + step;
  if (at < 0 || to < 0 || to >= (int) there->len)
    return FALSE;
  gls_open_document_begin (self, "role");
  for (int i = 0; i < (int) there->len; i++)
    {
      const GlsDocumentLink *old = g_ptr_array_index (there, i);
      int place = i == at ? to : at < to ? (i > at && i <= to ? i - 1 : i) : (i >= to && i < at ? i + 1 : i);

      if (old->order != place)
        take_link (self, GLS_EDIT_LINK, id, type, &old->link, old->definition_order, place);
    }
  gls_open_document_end (self);
  return TRUE;
}

gboolean
gls_open_document_relate (GlsOpenDocument *self, const GlsId *from, const char *relation, const GlsId *to, GError **error)
{
  const GlsTypeDef *type = find_own_type (self, from);
  const GlsSpan *span = gls_open_document_find (self, to);
  const GlsRelationDef *def = gls_codebook_find_relation (gls_session_get_codebook (self->session), relation);
  GlsLink link = { .relation = TRUE, .kind = GLS_LINK_TO, .target = *to };

  if (type == NULL || span == NULL || def == NULL || gls_id_equal (from, to) ||
      !gls_relation_def_allows (def, type->name, gls_open_document_get_type_name (self, span)))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("“%s” cannot tie these two."), relation);
      return FALSE;
    }
  link.name = def->name;
  gls_open_document_begin (self, "relation");
  take_link (self, GLS_EDIT_LINK, from, type, &link, def->order, 0);
  gls_open_document_end (self);
  return TRUE;
}
