/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings batches together as rows.
 * It must not know where they come from. */
#include "config.h"

#include <gio/gio.h>
#include "gls-find-model.h"

struct _GlsFindItem {
  GObject       parent_instance;
  GlsFindBatch *batch;
  guint         index;
};

G_DEFINE_FINAL_TYPE (GlsFindItem, gls_find_item, G_TYPE_OBJECT)

typedef struct {
  GlsFindBatch *batch;
  guint         first;   /* its first row's position */
} Piece;

struct _GlsFindModel {
  GObject parent_instance;
  GArray *pieces;        /* Piece, none of them empty */
  guint   n_rows;
  guint   n_documents;
  GlsId   last;
};

static void gls_find_model_init_list (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsFindModel, gls_find_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gls_find_model_init_list))

static void
gls_find_item_finalize (GObject *object)
{
  g_clear_pointer (&GLS_FIND_ITEM (object)->batch, gls_find_batch_unref);
  G_OBJECT_CLASS (gls_find_item_parent_class)->finalize (object);
}

static void
gls_find_item_class_init (GlsFindItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_find_item_finalize;
}

static void
gls_find_item_init (GlsFindItem *self)
{
}

const GlsFindRow *
gls_find_item_get_row (GlsFindItem *self)
{
  return &g_array_index (self->batch->rows, GlsFindRow, self->index);
}

static const Piece *
find_piece (GlsFindModel *self, guint position)
{
  guint low = 0, high = self->pieces->len;

  if (position >= self->n_rows)
    return NULL;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->pieces, Piece, middle).first <= position)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (self->pieces, Piece, low);
}

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_FIND_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return GLS_FIND_MODEL (model)->n_rows;
}

static gpointer
get_item (GListModel *model, guint position)
{
  const Piece *piece = find_piece (GLS_FIND_MODEL (model), position);
  GlsFindItem *item;

  if (piece == NULL)
    return NULL;
  item = g_object_new (GLS_TYPE_FIND_ITEM, NULL);
  item->batch = gls_find_batch_ref (piece->batch);
  item->index = position - piece->first;
  return item;
}

static void
gls_find_model_init_list (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

const GlsFindRow *
gls_find_model_get (GlsFindModel *self, guint position)
{
  const Piece *piece = find_piece (self, position);

  return piece != NULL ? &g_array_index (piece->batch->rows, GlsFindRow, position - piece->first) : NULL;
}

guint
gls_find_model_count_documents (GlsFindModel *self)
{
  return self->n_documents;
}

void
gls_find_model_clear (GlsFindModel *self)
{
  guint n = self->n_rows;

  self->n_rows = self->n_documents = 0;
  g_array_set_size (self->pieces, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

void
gls_find_model_add (GlsFindModel *self, GlsFindBatch *batch)
{
  Piece piece = { batch, self->n_rows };

  if (batch->rows->len == 0)
    return;
  gls_find_batch_ref (batch);
  for (guint i = 0; i < batch->rows->len; i++)
    {
      const GlsId *id = &g_array_index (batch->rows, GlsFindRow, i).document;

      if (self->n_documents == 0 || !gls_id_equal (id, &self->last))
        self->n_documents++;
      self->last = *id;
    }
  g_array_append_val (self->pieces, piece);
  self->n_rows += batch->rows->len;
  g_list_model_items_changed (G_LIST_MODEL (self), piece.first, 0, batch->rows->len);
}

static void
clear_piece (gpointer data)
{
  gls_find_batch_unref (((Piece *) data)->batch);
}

static void
gls_find_model_finalize (GObject *object)
{
  g_array_unref (GLS_FIND_MODEL (object)->pieces);
  G_OBJECT_CLASS (gls_find_model_parent_class)->finalize (object);
}

static void
gls_find_model_class_init (GlsFindModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_find_model_finalize;
}

static void
gls_find_model_init (GlsFindModel *self)
{
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
}

GlsFindModel *
gls_find_model_new (void)
{
  return g_object_new (GLS_TYPE_FIND_MODEL, NULL);
}
