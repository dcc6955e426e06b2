/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links of one document, filled roles and relations, without the annotations they belong to: for arcs and for what
 * hangs on what. It writes nothing. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

void
gls_document_link_free (GlsDocumentLink *link)
{
  gls_link_clear (&link->link);
  g_free (link);
}

int
gls_document_link_compare (gconstpointer a, gconstpointer b)
{
  const GlsDocumentLink *x = *(GlsDocumentLink * const *) a, *y = *(GlsDocumentLink * const *) b;
  int names;

  if (!gls_id_equal (&x->from, &y->from))
    return gls_id_compare (&x->from, &y->from);
  if (x->link.relation != y->link.relation)
    return x->link.relation ? 1 : -1;
  if (x->definition_order != y->definition_order)
    return x->definition_order < y->definition_order ? -1 : 1;
  names = strcmp (x->link.name, y->link.name);
  if (names != 0)
    return names;
  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  if (x->link.kind != y->link.kind)
    return x->link.kind < y->link.kind ? -1 : 1;
  if (!gls_id_equal (&x->link.target, &y->link.target))
    return gls_id_compare (&x->link.target, &y->link.target);
  return g_strcmp0 (x->link.value, y->link.value);
}

static gboolean
get_id (GlsProject *project, gint64 k, GlsId *id)
{
  GlsRecord record;

  if (k == 0 || !gls_journal_get_record (project, k, &record, NULL))
    return FALSE;
  *id = record.id;
  return TRUE;
}

/* NULL: deleted, or its role is not known. */
static GlsDocumentLink *
make_link (GlsProject *project, const GlsRecord *record, const GlsFold *fold)
{
  const GlsDefinition *role = gls_names_get_definition (project, gls_fold_get_int (fold, GLS_FIELD_ROLE, 0));
  g_autofree GlsDocumentLink *link = g_new0 (GlsDocumentLink, 1);

  if (role == NULL || gls_fold_is_deleted (fold) || !get_id (project, record->owner, &link->from))
    return NULL;
  link->link.relation = role->kind == GLS_RECORD_RELATION_TYPE;
  link->link.kind = CLAMP (gls_fold_get_int (fold, GLS_FIELD_FILLER, 0), 0, GLS_LINK_NONE);
  if ((link->link.kind == GLS_LINK_TO || link->link.kind == GLS_LINK_ENTITY)
      && !get_id (project, gls_fold_get_int (fold, GLS_FIELD_TO, 0), &link->link.target))
    return NULL;
  if (link->link.kind == GLS_LINK_VALUE && gls_fold_get_text (fold, GLS_FIELD_VALUE) == NULL)
    return NULL;
  link->link.name = g_strdup (role->name);
  link->link.value = g_strdup (gls_fold_get_text (fold, GLS_FIELD_VALUE));
  link->definition_order = role->order;
  link->order = CLAMP (gls_fold_get_int (fold, GLS_FIELD_ORDER, 0), G_MININT / 2, G_MAXINT / 2);
  return g_steal_pointer (&link);
}

/**
 * gls_project_load_links:
 * @document: its id
 *
 * Links of every set, also those whose ends are deleted: who shows them knows which annotations there are.
 *
 * Returns: (transfer full) (element-type GlsDocumentLink): by annotation, then as they are shown
 */
GPtrArray *
gls_project_load_links (GlsProject *project, const GlsId *document, GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_link_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean ok = TRUE;
  GlsFold fold;
  gint64 doc;

  if (!gls_names_load (project, error))
    return NULL;
  doc = gls_journal_find_record (project, document, error);
  if (doc != 0 && !gls_journal_list_records (project, GLS_RECORD_LINK, doc, keys, error))
    return NULL;
  gls_fold_init (&fold);
  for (guint i = 0; ok && i < keys->len; i++)
    {
      GlsRecord record;
      GlsDocumentLink *link = NULL;

      gls_fold_reset (&fold);
      ok = gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error)
           && gls_journal_fold (project, &record, &fold, error);
      if (ok)
        link = make_link (project, &record, &fold);
      if (link != NULL)
        g_ptr_array_add (links, link);
    }
  gls_fold_clear (&fold);
  if (!ok)
    return NULL;
  g_ptr_array_sort (links, gls_document_link_compare);
  return g_steal_pointer (&links);
}
