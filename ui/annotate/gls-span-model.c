/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model over a table of spans.
 * It must not know widgets. */
#include "config.h"

#include <gls-span-index.h>

#include "gls-span-model.h"

struct _GlsSpanItem {
  GObject       parent_instance;
  GlsSpanTable *table;
  GlsSpan       span;
};

G_DEFINE_FINAL_TYPE (GlsSpanItem, gls_span_item, G_TYPE_OBJECT)

static void
gls_span_item_finalize (GObject *object)
{
  g_clear_pointer (&GLS_SPAN_ITEM (object)->table, gls_span_table_unref);
  G_OBJECT_CLASS (gls_span_item_parent_class)->finalize (object);
}

static void
gls_span_item_class_init (GlsSpanItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_span_item_finalize;
}

static void
gls_span_item_init (GlsSpanItem *self)
{
}

const GlsSpan *
gls_span_item_get_span (GlsSpanItem *self)
{
  return &self->span;
}

static const char *
type_name (const GlsSpanTable *table, const GlsSpan *span)
{
  return span->type < table->types->len ? g_ptr_array_index (table->types, span->type) : "";
}

const char *
gls_span_item_get_type_name (GlsSpanItem *self)
{
  return type_name (self->table, &self->span);
}

/* --- Model ------------------------------------------------------------------------------------------------------- */

static guint rows_changed_signal;

struct _GlsSpanModel {
  GObject       parent_instance;
  GlsSpanTable *table;
  GArray       *rows;  /* nullable */
};

static guint
count (const GlsSpanTable *table, const GArray *rows)
{
  return table == NULL ? 0 : rows != NULL ? rows->len : table->spans->len;
}

static const GlsSpan *
get (const GlsSpanTable *table, const GArray *rows, guint row)
{
  return &g_array_index (table->spans, GlsSpan, rows != NULL ? g_array_index (rows, guint32, row) : row);
}

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_SPAN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  GlsSpanModel *self = GLS_SPAN_MODEL (model);

  return count (self->table, self->rows);
}

static gpointer
get_item (GListModel *model, guint position)
{
  GlsSpanModel *self = GLS_SPAN_MODEL (model);
  const GlsSpan *span = gls_span_model_get (self, position);
  GlsSpanItem *item;

  if (span == NULL)
    return NULL;
  item = g_object_new (GLS_TYPE_SPAN_ITEM, NULL);
  item->table = gls_span_table_ref (self->table);
  item->span = *span;
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsSpanModel, gls_span_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
gls_span_model_finalize (GObject *object)
{
  GlsSpanModel *self = GLS_SPAN_MODEL (object);

  g_clear_pointer (&self->table, gls_span_table_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (gls_span_model_parent_class)->finalize (object);
}

static void
gls_span_model_class_init (GlsSpanModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_span_model_finalize;
  rows_changed_signal = g_signal_new ("rows-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                      G_TYPE_UINT, G_TYPE_UINT);
}

static void
gls_span_model_init (GlsSpanModel *self)
{
}

GlsSpanModel *
gls_span_model_new (void)
{
  return g_object_new (GLS_TYPE_SPAN_MODEL, NULL);
}

/* Where the types are others: names are compared, not their numbers. */
static gboolean
looks_same (const GlsSpanTable *a, const GlsSpan *x, const GlsSpanTable *b, const GlsSpan *y)
{
  return gls_id_equal (&x->id, &y->id) && x->start == y->start && x->end == y->end && x->flags == y->flags &&
         x->n_fragments == y->n_fragments && g_strcmp0 (type_name (a, x), type_name (b, y)) == 0;
}

/* Whether the same annotations are in the same rows, whatever has become of them. */
static gboolean
has_same_rows (const GlsSpanTable *a, const GArray *a_rows, const GlsSpanTable *b, const GArray *b_rows, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    if (!gls_id_equal (&get (a, a_rows, i)->id, &get (b, b_rows, i)->id))
      return FALSE;
  return TRUE;
}

gboolean
gls_span_model_has (GlsSpanModel *self, const GlsSpanTable *table, const GArray *rows)
{
  guint n = count (self->table, self->rows);

  return n == count (table, rows) && (n == 0 || has_same_rows (self->table, self->rows, table, rows, 0, n));
}

void
gls_span_item_refresh (GlsSpanItem *self, GlsSpanModel *model, guint position)
{
  const GlsSpan *span = gls_span_model_get (model, position);

  if (span == NULL)
    return;
  self->span = *span;
  gls_span_table_ref (model->table);
  gls_span_table_unref (self->table);
  self->table = model->table;
}

void
gls_span_model_set (GlsSpanModel *self, GlsSpanTable *table, GArray *rows)
{
  g_autoptr (GlsSpanTable) old = self->table;
  g_autoptr (GArray) old_rows = self->rows;
  guint n_old = count (old, old_rows), n_new = count (table, rows), prefix = 0, suffix = 0, least = MIN (n_old, n_new);
  GlsSpanChange change;

  if (old != NULL && table != NULL && rows == NULL && old_rows == NULL && gls_span_table_compare (old, table, &change))
    {
      prefix = change.first;
      suffix = n_old - change.first - change.n_old;
    }
  else
    {
      while (prefix < least && looks_same (old, get (old, old_rows, prefix), table, get (table, rows, prefix)))
        prefix++;
      while (suffix < least - prefix &&
             looks_same (old, get (old, old_rows, n_old - 1 - suffix), table, get (table, rows, n_new - 1 - suffix)))
        suffix++;
    }
  self->table = table != NULL ? gls_span_table_ref (table) : NULL;
  self->rows = rows != NULL ? g_array_ref (rows) : NULL;
  if (n_old == n_new && n_new > prefix + suffix && has_same_rows (old, old_rows, table, rows, prefix, n_new - prefix - suffix) &&
      g_signal_has_handler_pending (self, rows_changed_signal, 0, TRUE))
    g_signal_emit (self, rows_changed_signal, 0, prefix, n_new - prefix - suffix);
  else if (n_old - prefix - suffix > 0 || n_new - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, n_old - prefix - suffix, n_new - prefix - suffix);
}

const GlsSpan *
gls_span_model_get (GlsSpanModel *self, guint position)
{
  return position < count (self->table, self->rows) ? get (self->table, self->rows, position) : NULL;
}
