/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the document list, a document or a group's heading, drawn by one widget. */
#pragma once

#include <gtk/gtk.h>
#include "gls-document-model.h"

G_BEGIN_DECLS

#define GLS_TYPE_DOCUMENT_CELL (gls_document_cell_get_type ())
G_DECLARE_FINAL_TYPE (GlsDocumentCell, gls_document_cell, GLS, DOCUMENT_CELL, GtkWidget)

GtkWidget       *gls_document_cell_new          (void);
/* Shows the GlsDocumentItem of the row @item, also when that changes, until it is unbound. */
void             gls_document_cell_bind         (GlsDocumentCell *self, GtkListItem *item);
void             gls_document_cell_unbind       (GlsDocumentCell *self);
/* NULL while it is not bound. */
GlsDocumentItem *gls_document_cell_get_document (GlsDocumentCell *self);

G_END_DECLS
