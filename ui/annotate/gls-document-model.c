/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model over an index array.
 * It must not know widgets nor how the filter works. */
#include "config.h"

#include "gls-document-model.h"

/* So many rows that come and go are cheaper told than changed in place, and the list keeps its place among them. */
#define FEW_ROWS 32

struct _GlsDocumentItem {
  GObject           parent_instance;
  GlsDocumentModel *model;     /* not owned; NULL once the row is gone */
  guint             position;
  GlsCatalog       *catalog;
  guint32           entry;
  guint             count;
};

struct _GlsDocumentModel {
  GObject     parent_instance;
  GlsCatalog *catalog;
  GArray     *order;
  GHashTable *shown;      /* position: GlsDocumentItem, not owned */
  guint       n_shown[3]; /* rows under each heading */
};

G_DEFINE_FINAL_TYPE (GlsDocumentItem, gls_document_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
gls_document_item_finalize (GObject *object)
{
  GlsDocumentItem *self = GLS_DOCUMENT_ITEM (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->shown, GUINT_TO_POINTER (self->position));
  g_clear_pointer (&self->catalog, gls_catalog_unref);
  G_OBJECT_CLASS (gls_document_item_parent_class)->finalize (object);
}

static void
gls_document_item_class_init (GlsDocumentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_document_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

static void
fill_item (GlsDocumentModel *self, GlsDocumentItem *item)
{
  if (item->catalog != self->catalog)
    {
      g_clear_pointer (&item->catalog, gls_catalog_unref);
      item->catalog = gls_catalog_ref (self->catalog);
    }
  item->entry = g_array_index (self->order, guint32, item->position);
  item->count = gls_document_item_is_heading (item) ? self->n_shown[gls_document_item_get_status (item) % 3] : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GlsDocumentModel *self = GLS_DOCUMENT_MODEL (model);
  GlsDocumentItem *item = g_hash_table_lookup (self->shown, GUINT_TO_POINTER (position));

  if (position >= self->order->len)
    return NULL;
  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (GLS_TYPE_DOCUMENT_ITEM, NULL);
  item->model = self;
  item->position = position;
  fill_item (self, item);
  g_hash_table_insert (self->shown, GUINT_TO_POINTER (position), item);
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
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ((GlsDocumentItem *) item)->model = NULL;
  g_hash_table_unref (self->shown);
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
  self->shown = g_hash_table_new (NULL, NULL);
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

static gboolean
is_same (GlsCatalog *a, guint32 entry_a, GlsCatalog *b, guint32 entry_b)
{
  if (a == b || entry_a >= GLS_CATALOG_HEADING || entry_b >= GLS_CATALOG_HEADING)
    return entry_a == entry_b;
  return gls_id_equal (&gls_catalog_get (a, entry_a)->id, &gls_catalog_get (b, entry_b)->id);
}

/* What a line shows of it. */
static gboolean
looks_same (const GlsDocumentRow *a, const GlsDocumentRow *b)
{
  return gls_id_equal (&a->id, &b->id) && a->mine == b->mine && a->status == b->status && g_strcmp0 (a->title, b->title) == 0
         && g_strcmp0 (a->key, b->key) == 0 && g_strcmp0 (a->publisher, b->publisher) == 0
         && g_strcmp0 (a->published, b->published) == 0;
}

/* Takes over what now stands at its place; TRUE when that looks different. */
static gboolean
refresh_item (GlsDocumentModel *self, GlsDocumentItem *item)
{
  g_autoptr (GlsCatalog) catalog = gls_catalog_ref (item->catalog);
  guint32 entry = item->entry;
  guint count = item->count;

  fill_item (self, item);
  if (entry >= GLS_CATALOG_HEADING || item->entry >= GLS_CATALOG_HEADING)
    return entry != item->entry || count != item->count;
  return !looks_same (gls_catalog_get (catalog, entry), gls_catalog_get (item->catalog, item->entry));
}

/* @removed rows from @position on made way for @added: gives the objects that still stand for a row and look different. */
static GPtrArray *
move_items (GlsDocumentModel *self, guint position, guint removed, guint added)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) before = g_steal_pointer (&self->shown);
  GHashTableIter iter;
  gpointer data;

  self->shown = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      GlsDocumentItem *item = data;

      if (item->position >= position && item->position - position < removed)
        {
          item->model = NULL;
          continue;
        }
      if (item->position >= position)
        item->position += added - removed;
      g_hash_table_insert (self->shown, GUINT_TO_POINTER (item->position), item);
      if (refresh_item (self, item))
        g_ptr_array_add (changed, g_object_ref (item));
    }
  return changed;
}

void
gls_document_model_set (GlsDocumentModel *self, GlsCatalog *catalog, GArray *order)
{
  g_autoptr (GlsCatalog) old_catalog = self->catalog;
  g_autoptr (GArray) old = self->order;
  g_autoptr (GPtrArray) changed = NULL;
  guint prefix = 0, suffix = 0, n_old = old->len, n_new = order != NULL ? order->len : 0, least = MIN (n_old, n_new);
  guint removed, added;
  const guint32 *a = (const guint32 *) (gpointer) old->data;
  const guint32 *b = order != NULL ? (const guint32 *) (gpointer) order->data : NULL;

  while (prefix < least && is_same (old_catalog, a[prefix], catalog, b[prefix]))
    prefix++;
  while (suffix < least - prefix && is_same (old_catalog, a[n_old - 1 - suffix], catalog, b[n_new - 1 - suffix]))
    suffix++;
  removed = n_old - prefix - suffix;
  added = n_new - prefix - suffix;
  if (MAX (removed, added) > FEW_ROWS)
    {
      guint in_place = MIN (removed, added);

      prefix += in_place;
      removed -= in_place;
      added -= in_place;
    }
  self->catalog = catalog != NULL ? gls_catalog_ref (catalog) : NULL;
  self->order = order != NULL ? order : g_array_new (FALSE, FALSE, sizeof (guint32));
  count_shown (order, self->n_shown);
  changed = move_items (self, prefix, removed, added);
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, removed, added);
  for (guint i = 0; i < changed->len; i++)
    g_signal_emit (changed->pdata[i], changed_signal, 0);
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
