/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model over an index array.
 * It must not know widgets nor how the filter works. */
#include "config.h"

#include "gls-document-model.h"

struct _GlsDocumentItem {
  GObject     parent_instance;
  GlsCatalog *catalog;
  guint32     entry;
  guint       count;
};

G_DEFINE_FINAL_TYPE (GlsDocumentItem, gls_document_item, G_TYPE_OBJECT)

static void
gls_document_item_finalize (GObject *object)
{
  g_clear_pointer (&GLS_DOCUMENT_ITEM (object)->catalog, gls_catalog_unref);
  G_OBJECT_CLASS (gls_document_item_parent_class)->finalize (object);
}

static void
gls_document_item_class_init (GlsDocumentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_document_item_finalize;
}

static void
gls_document_item_init (GlsDocumentItem *self)
{
}

gboolean
gls_document_item_is_heading (GlsDocumentItem *self)
{
  return self->entry >= GLS_CATALOG_HEADING;
}

GlsStatus
gls_document_item_get_status (GlsDocumentItem *self)
{
  return gls_document_item_is_heading (self) ? (GlsStatus) (self->entry - GLS_CATALOG_HEADING)
                                             : gls_document_item_get_row (self)->status;
}

guint
gls_document_item_get_count (GlsDocumentItem *self)
{
  return self->count;
}

const GlsDocumentRow *
gls_document_item_get_row (GlsDocumentItem *self)
{
  return gls_document_item_is_heading (self) ? NULL : gls_catalog_get (self->catalog, self->entry);
}

/* --- Model ------------------------------------------------------------------------------------------------------- */

struct _GlsDocumentModel {
  GObject     parent_instance;
  GlsCatalog *catalog;
  GArray     *order;
  guint       n_shown[3]; /* rows under each heading */
};

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_DOCUMENT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return GLS_DOCUMENT_MODEL (model)->order->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GlsDocumentModel *self = GLS_DOCUMENT_MODEL (model);
  GlsDocumentItem *item;

  if (position >= self->order->len)
    return NULL;
  item = g_object_new (GLS_TYPE_DOCUMENT_ITEM, NULL);
  item->catalog = gls_catalog_ref (self->catalog);
  item->entry = g_array_index (self->order, guint32, position);
  if (gls_document_item_is_heading (item))
    item->count = self->n_shown[gls_document_item_get_status (item)];
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsDocumentModel, gls_document_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
gls_document_model_finalize (GObject *object)
{
  GlsDocumentModel *self = GLS_DOCUMENT_MODEL (object);

  g_clear_pointer (&self->catalog, gls_catalog_unref);
  g_array_unref (self->order);
  G_OBJECT_CLASS (gls_document_model_parent_class)->finalize (object);
}

static void
gls_document_model_class_init (GlsDocumentModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_document_model_finalize;
}

static void
gls_document_model_init (GlsDocumentModel *self)
{
  self->order = g_array_new (FALSE, FALSE, sizeof (guint32));
}

GlsDocumentModel *
gls_document_model_new (void)
{
  return g_object_new (GLS_TYPE_DOCUMENT_MODEL, NULL);
}

static void
count_shown (GArray *order, guint n_shown[3])
{
  guint group = 0;

  n_shown[0] = n_shown[1] = n_shown[2] = 0;
  for (guint i = 0; order != NULL && i < order->len; i++)
    {
      guint32 entry = g_array_index (order, guint32, i);

      if (entry >= GLS_CATALOG_HEADING)
        group = (entry - GLS_CATALOG_HEADING) % 3;
      else
        n_shown[group]++;
    }
}

/* Headings are compared apart, as their counts are not in the entries. */
static gboolean
looks_same (GlsCatalog *a, guint32 entry_a, GlsCatalog *b, guint32 entry_b, const gboolean same_count[3])
{
  const GlsDocumentRow *row_a, *row_b;

  if (entry_a >= GLS_CATALOG_HEADING || entry_b >= GLS_CATALOG_HEADING)
    return entry_a == entry_b && same_count[(entry_a - GLS_CATALOG_HEADING) % 3];
  row_a = gls_catalog_get (a, entry_a);
  row_b = gls_catalog_get (b, entry_b);
  return gls_id_equal (&row_a->id, &row_b->id) && row_a->mine == row_b->mine && row_a->status == row_b->status &&
         g_strcmp0 (row_a->title, row_b->title) == 0 && g_strcmp0 (row_a->key, row_b->key) == 0;
}

void
gls_document_model_set (GlsDocumentModel *self, GlsCatalog *catalog, GArray *order)
{
  GlsCatalog *old_catalog = self->catalog;
  GArray *old = self->order;
  guint prefix = 0, suffix = 0, n_old = old->len, n_new = order != NULL ? order->len : 0, least = MIN (n_old, n_new);
  const guint32 *a = (const guint32 *) (gpointer) old->data;
  const guint32 *b = order != NULL ? (const guint32 *) (gpointer) order->data : NULL;
  gboolean same_count[3];
  guint n_shown[3];

  count_shown (order, n_shown);
  for (guint i = 0; i < 3; i++)
    {
      same_count[i] = n_shown[i] == self->n_shown[i];
      self->n_shown[i] = n_shown[i];
    }
  while (prefix < least && looks_same (old_catalog, a[prefix], catalog, b[prefix], same_count))
    prefix++;
  while (suffix < least - prefix && looks_same (old_catalog, a[n_old - 1 - suffix], catalog, b[n_new - 1 - suffix], same_count))
    suffix++;
  self->catalog = catalog != NULL ? gls_catalog_ref (catalog) : NULL;
  self->order = order != NULL ? order : g_array_new (FALSE, FALSE, sizeof (guint32));
  g_clear_pointer (&old_catalog, gls_catalog_unref);
  g_array_unref (old);
  if (n_old - prefix - suffix > 0 || n_new - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, n_old - prefix - suffix, n_new - prefix - suffix);
}

const GlsDocumentRow *
gls_document_model_get_row (GlsDocumentModel *self, guint position)
{
  guint32 entry = position < self->order->len ? g_array_index (self->order, guint32, position) : GLS_CATALOG_HEADING;

  return entry < GLS_CATALOG_HEADING ? gls_catalog_get (self->catalog, entry) : NULL;
}

guint
gls_document_model_find (GlsDocumentModel *self, const GlsId *id)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      const GlsDocumentRow *row = gls_document_model_get_row (self, i);

      if (row != NULL && gls_id_equal (&row->id, id))
        return i;
    }
  return G_MAXUINT;
}
