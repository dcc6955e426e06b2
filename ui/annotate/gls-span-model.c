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

struct _GlsSpanModel {
  GObject       parent_instance;
  GlsSpanTable *table;
};

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_SPAN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  GlsSpanModel *self = GLS_SPAN_MODEL (model);

  return self->table != NULL ? self->table->spans->len : 0;
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
  g_clear_pointer (&GLS_SPAN_MODEL (object)->table, gls_span_table_unref);
  G_OBJECT_CLASS (gls_span_model_parent_class)->finalize (object);
}

static void
gls_span_model_class_init (GlsSpanModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_span_model_finalize;
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
looks_same (GlsSpanTable *a, guint at_a, GlsSpanTable *b, guint at_b)
{
  const GlsSpan *x = &g_array_index (a->spans, GlsSpan, at_a), *y = &g_array_index (b->spans, GlsSpan, at_b);

  return gls_id_equal (&x->id, &y->id) && x->start == y->start && x->end == y->end && x->flags == y->flags &&
         x->n_fragments == y->n_fragments && g_strcmp0 (type_name (a, x), type_name (b, y)) == 0;
}

void
gls_span_model_set (GlsSpanModel *self, GlsSpanTable *table)
{
  GlsSpanTable *old = self->table;
  guint n_old = old != NULL ? old->spans->len : 0, n_new = table != NULL ? table->spans->len : 0;
  guint prefix = 0, suffix = 0, least = MIN (n_old, n_new);

  GlsSpanChange change;

  if (old != NULL && table != NULL && gls_span_table_compare (old, table, &change))
    {
      prefix = change.first;
      suffix = n_old - change.first - change.n_old;
    }
  else
    {
      while (prefix < least && looks_same (old, prefix, table, prefix))
        prefix++;
      while (suffix < least - prefix && looks_same (old, n_old - 1 - suffix, table, n_new - 1 - suffix))
        suffix++;
    }
  self->table = table != NULL ? gls_span_table_ref (table) : NULL;
  g_clear_pointer (&old, gls_span_table_unref);
  if (n_old - prefix - suffix > 0 || n_new - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, n_old - prefix - suffix, n_new - prefix - suffix);
}

const GlsSpan *
gls_span_model_get (GlsSpanModel *self, guint position)
{
  return self->table != NULL && position < self->table->spans->len ? &g_array_index (self->table->spans, GlsSpan, position)
                                                                  : NULL;
}
