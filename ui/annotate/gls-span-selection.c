/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection of rows as a set of their numbers.
 * It must not know widgets, nor what a row shows. */
#include "config.h"

#include "gls-span-selection.h"

struct _GlsSpanSelection {
  GObject       parent_instance;
  GlsSpanModel *model;
  GtkBitset    *selected;
};

/* --- What it selects from ---------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_SPAN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (GLS_SPAN_SELECTION (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (GLS_SPAN_SELECTION (model)->model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
items_changed (GlsSpanSelection *self, guint position, guint removed, guint added)
{
  gtk_bitset_splice (self->selected, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* --- What is selected -------------------------------------------------------------------------------------------- */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (GLS_SPAN_SELECTION (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_bitset_ref (GLS_SPAN_SELECTION (model)->selected);
}

/* Of the rows in @mask those in @selected are; tells the rows between the first and the last that were others. */
static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  GlsSpanSelection *self = GLS_SPAN_SELECTION (model);
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (selected), rows = NULL;
  guint n = get_n_items (G_LIST_MODEL (self)), first, last;

  rows = gtk_bitset_new_range (0, n);
  /* gtk_bitset_difference() is the symmetric one. */
  gtk_bitset_difference (changed, self->selected);
  gtk_bitset_intersect (changed, mask);
  gtk_bitset_intersect (changed, rows);
  if (gtk_bitset_is_empty (changed))
    return TRUE;
  first = gtk_bitset_get_minimum (changed);
  last = gtk_bitset_get_maximum (changed);
  gtk_bitset_difference (self->selected, changed);
  gtk_selection_model_selection_changed (model, first, last - first + 1);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  /* Selecting one, all, a range: the interface does all of them by this. */
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsSpanSelection, gls_span_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
gls_span_selection_dispose (GObject *object)
{
  GlsSpanSelection *self = GLS_SPAN_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  G_OBJECT_CLASS (gls_span_selection_parent_class)->dispose (object);
}

static void
gls_span_selection_finalize (GObject *object)
{
  GlsSpanSelection *self = GLS_SPAN_SELECTION (object);

  g_clear_object (&self->model);
  gtk_bitset_unref (self->selected);
  G_OBJECT_CLASS (gls_span_selection_parent_class)->finalize (object);
}

static void
gls_span_selection_class_init (GlsSpanSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_span_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_span_selection_finalize;
}

static void
gls_span_selection_init (GlsSpanSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

GlsSpanSelection *
gls_span_selection_new (GlsSpanModel *model)
{
  GlsSpanSelection *self = g_object_new (GLS_TYPE_SPAN_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed), self);
  return self;
}
