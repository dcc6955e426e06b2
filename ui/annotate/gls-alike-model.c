/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model over places of the open document and mentions in others.
 * It must not know widgets, nor what will be done. */
#include "config.h"

#include <gls-alike.h>

#include "gls-alike-model.h"

struct _GlsAlikeItem {
  GObject parent_instance;
  guint   position;
};

G_DEFINE_FINAL_TYPE (GlsAlikeItem, gls_alike_item, G_TYPE_OBJECT)

static void
gls_alike_item_class_init (GlsAlikeItemClass *klass)
{
}

static void
gls_alike_item_init (GlsAlikeItem *self)
{
}

guint
gls_alike_item_get_position (GlsAlikeItem *item)
{
  return item->position;
}

struct _GlsAlikeModel {
  GObject      parent_instance;
  GlsDocument *document;
  GArray      *places;
  GPtrArray   *others;   /* GlsMention, or NULL */
  GtkBitset   *unticked;
};

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_ALIKE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  GlsAlikeModel *self = GLS_ALIKE_MODEL (model);

  return self->places->len + (self->others != NULL ? self->others->len : 0);
}

static gpointer
get_item (GListModel *model, guint position)
{
  GlsAlikeItem *item;

  if (position >= get_n_items (model))
    return NULL;
  item = g_object_new (GLS_TYPE_ALIKE_ITEM, NULL);
  item->position = position;
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsAlikeModel, gls_alike_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
gls_alike_model_finalize (GObject *object)
{
  GlsAlikeModel *self = GLS_ALIKE_MODEL (object);

  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_array_unref (self->places);
  gtk_bitset_unref (self->unticked);
  G_OBJECT_CLASS (gls_alike_model_parent_class)->finalize (object);
}

static void
gls_alike_model_class_init (GlsAlikeModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_alike_model_finalize;
}

static void
gls_alike_model_init (GlsAlikeModel *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (GlsAlikePlace));
  self->unticked = gtk_bitset_new_empty ();
}

GlsAlikeModel *
gls_alike_model_new (void)
{
  return g_object_new (GLS_TYPE_ALIKE_MODEL, NULL);
}

void
gls_alike_model_set (GlsAlikeModel *self, GlsDocument *document, GArray *places)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->document, gls_document_unref);
  self->document = document != NULL ? gls_document_ref (document) : NULL;
  g_array_set_size (self->places, 0);
  if (places->len > 0)
    g_array_append_vals (self->places, places->data, places->len);
  gtk_bitset_remove_all (self->unticked);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, places->len);
}

void
gls_alike_model_set_others (GlsAlikeModel *self, GPtrArray *mentions)
{
  guint n = self->others != NULL ? self->others->len : 0;

  if (n > 0)
    gtk_bitset_remove_range (self->unticked, self->places->len, n);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = mentions != NULL ? g_ptr_array_ref (mentions) : NULL;
  g_list_model_items_changed (G_LIST_MODEL (self), self->places->len, n, mentions != NULL ? mentions->len : 0);
}

gboolean
gls_alike_model_get (GlsAlikeModel *self, guint position, const GlsAlikePlace **place, const GlsMention **mention)
{
  *place = position < self->places->len ? &g_array_index (self->places, GlsAlikePlace, position) : NULL;
  *mention = *place == NULL && position < get_n_items (G_LIST_MODEL (self))
             ? g_ptr_array_index (self->others, position - self->places->len) : NULL;
  return *place != NULL || *mention != NULL;
}

void
gls_alike_model_dup_row (GlsAlikeModel *self, guint position, char **before, char **words, char **after, char **document)
{
  const GlsAlikePlace *place;
  const GlsMention *mention;

  gls_alike_model_get (self, position, &place, &mention);
  *before = g_strdup (mention != NULL ? mention->before : "");
  *words = g_strdup (mention != NULL ? mention->words : "");
  *after = g_strdup (mention != NULL ? mention->after : "");
  *document = mention != NULL ? g_strdup (mention->key) : NULL;
  if (place == NULL || self->document == NULL)
    return;
  g_free (*before);
  g_free (*words);
  g_free (*after);
  gls_alike_dup_context (self->document->text, place->start, place->end, before, words, after);
}

gboolean
gls_alike_model_is_ticked (GlsAlikeModel *self, guint position)
{
  return !gtk_bitset_contains (self->unticked, position);
}

void
gls_alike_model_tick (GlsAlikeModel *self, guint position, gboolean ticked)
{
  if (ticked)
    gtk_bitset_remove (self->unticked, position);
  else
    gtk_bitset_add (self->unticked, position);
}

guint
gls_alike_model_count_ticked (GlsAlikeModel *self)
{
  return get_n_items (G_LIST_MODEL (self)) - (guint) gtk_bitset_get_size (self->unticked);
}

guint
gls_alike_model_count_places (GlsAlikeModel *self)
{
  return self->places->len;
}
