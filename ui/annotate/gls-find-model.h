/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search has found so far, as a list model that makes an object only for a row that is shown. */
#pragma once

#include <gls-find.h>

G_BEGIN_DECLS

#define GLS_TYPE_FIND_ITEM (gls_find_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsFindItem, gls_find_item, GLS, FIND_ITEM, GObject)

const GlsFindRow *gls_find_item_get_row (GlsFindItem *self);

#define GLS_TYPE_FIND_MODEL (gls_find_model_get_type ())
G_DECLARE_FINAL_TYPE (GlsFindModel, gls_find_model, GLS, FIND_MODEL, GObject)

GlsFindModel     *gls_find_model_new   (void);
void              gls_find_model_clear (GlsFindModel *self);
void              gls_find_model_add   (GlsFindModel *self, GlsFindBatch *batch);
/* NULL beyond the end; valid until the model is cleared. */
const GlsFindRow *gls_find_model_get   (GlsFindModel *self, guint position);
/* In how many documents. */
guint             gls_find_model_count_documents (GlsFindModel *self);

G_END_DECLS
