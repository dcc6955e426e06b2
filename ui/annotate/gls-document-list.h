/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's documents with status and count, filtered as one types. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_DOCUMENT_LIST (gls_document_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsDocumentList, gls_document_list, GLS, DOCUMENT_LIST, AdwBin)

/* Signals
 *   "document-chosen" (const GlsId *)
 *   "document-in-tab" (const GlsId *, gboolean beside) */

void                  gls_document_list_set_session  (GlsDocumentList *self, GlsSession *session);
/* Marks the row and brings it into sight; no signal. */
void                  gls_document_list_set_current  (GlsDocumentList *self, const GlsId *id);
/* The row @step (1, -1) away from the current one in the list as shown, headings apart, round the end when @unfinished is
 * asked for; NULL: none. */
const GlsDocumentRow *gls_document_list_get_neighbor (GlsDocumentList *self, int step, gboolean unfinished);
void                  gls_document_list_focus_filter (GlsDocumentList *self);

G_END_DECLS
