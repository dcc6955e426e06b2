/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and annotations with the same words as rows, each with a tick; objects are made for rows on screen only. */
#pragma once

#include <gls-mentions.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GLS_TYPE_ALIKE_ITEM (gls_alike_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsAlikeItem, gls_alike_item, GLS, ALIKE_ITEM, GObject)
#define GLS_TYPE_ALIKE_MODEL (gls_alike_model_get_type ())
G_DECLARE_FINAL_TYPE (GlsAlikeModel, gls_alike_model, GLS, ALIKE_MODEL, GObject)

guint             gls_alike_item_get_position (GlsAlikeItem *item);

/* One of the open document: a place, or (@id not null) an annotation. */
typedef struct {
  GlsId   id;
  guint32 start, end;
} GlsAlikePlace;

GlsAlikeModel    *gls_alike_model_new    (void);
/* @places: GlsAlikePlace of @document; every row is ticked. */
void              gls_alike_model_set    (GlsAlikeModel *self, GlsDocument *document, GArray *places);
/* GlsMention of other documents, behind the places; NULL: none. */
void              gls_alike_model_set_others (GlsAlikeModel *self, GPtrArray *mentions);
/* Exactly one is set at a position. */
gboolean          gls_alike_model_get    (GlsAlikeModel *self, guint position, const GlsAlikePlace **place, const GlsMention **mention);
/* What a row shows; transfer full. @document: where it is, NULL in the open one. */
void              gls_alike_model_dup_row (GlsAlikeModel *self, guint position, char **before, char **words, char **after,
                                           char **document);
gboolean          gls_alike_model_is_ticked (GlsAlikeModel *self, guint position);
void              gls_alike_model_tick   (GlsAlikeModel *self, guint position, gboolean ticked);
guint             gls_alike_model_count_ticked (GlsAlikeModel *self);
guint             gls_alike_model_count_places (GlsAlikeModel *self);

G_END_DECLS
