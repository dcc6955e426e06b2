/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filtered, grouped documents as a list model that makes an object only for a row that is shown. The object stands for
 * the place: GTK 4.8 destroys the widgets of rows that are removed and makes new ones for those added, 200 at every letter
 * of a filter, so a row that becomes another document is told by the object's signal "changed" instead. */
#pragma once

#include "common/gls-catalog.h"

G_BEGIN_DECLS

#define GLS_TYPE_DOCUMENT_ITEM (gls_document_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsDocumentItem, gls_document_item, GLS, DOCUMENT_ITEM, GObject)

gboolean              gls_document_item_is_heading (GlsDocumentItem *self);
/* Of a heading: its group. */
GlsStatus             gls_document_item_get_status (GlsDocumentItem *self);
/* Of a heading: how many rows stand under it. */
guint                 gls_document_item_get_count  (GlsDocumentItem *self);
/* NULL for a heading. Valid as long as the item. */
const GlsDocumentRow *gls_document_item_get_row    (GlsDocumentItem *self);

#define GLS_TYPE_DOCUMENT_MODEL (gls_document_model_get_type ())
G_DECLARE_FINAL_TYPE (GlsDocumentModel, gls_document_model, GLS, DOCUMENT_MODEL, GObject)

GlsDocumentModel     *gls_document_model_new  (void);
/* @order from gls_catalog_filter, taken; both NULL: empty. Where few rows came or went, these are told; where many differ,
 * only how many more or fewer there are, and the others change in place. */
void                  gls_document_model_set  (GlsDocumentModel *self, GlsCatalog *catalog, GArray *order);
/* NULL for headings and beyond the end. */
const GlsDocumentRow *gls_document_model_get_row (GlsDocumentModel *self, guint position);
/* GTK_INVALID_LIST_POSITION when it is filtered out. */
guint                 gls_document_model_find (GlsDocumentModel *self, const GlsId *id);

G_END_DECLS
