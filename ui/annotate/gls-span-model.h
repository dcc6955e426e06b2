/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open document's spans as a list model that makes an object only for a row that is shown. */
#pragma once

#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_SPAN_ITEM (gls_span_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsSpanItem, gls_span_item, GLS, SPAN_ITEM, GObject)

const GlsSpan *gls_span_item_get_span      (GlsSpanItem *self);
const char    *gls_span_item_get_type_name (GlsSpanItem *self);

#define GLS_TYPE_SPAN_MODEL (gls_span_model_get_type ())
G_DECLARE_FINAL_TYPE (GlsSpanModel, gls_span_model, GLS, SPAN_MODEL, GObject)

/* "rows-changed" (first, n): the same annotations stand there, but look differently; where nobody listens, "items-changed" says so. A
 * list would make all its rows anew for that. */
GlsSpanModel  *gls_span_model_new  (void);
/* @table: NULL: empty. @rows: indices (guint32) of the spans that are rows, in their order; NULL: all, as the table has them.
 * Tells only the rows between the first and the last that differ. */
void           gls_span_model_set  (GlsSpanModel *self, GlsSpanTable *table, GArray *rows);
/* Would gls_span_model_set() leave the same annotations in the same rows? */
gboolean       gls_span_model_has  (GlsSpanModel *self, const GlsSpanTable *table, const GArray *rows);
/* NULL beyond the end; valid until the next set. */
const GlsSpan *gls_span_model_get  (GlsSpanModel *self, guint position);

/* Makes an item of before a "rows-changed" what the model has at @position. */
void           gls_span_item_refresh (GlsSpanItem *self, GlsSpanModel *model, guint position);

G_END_DECLS
