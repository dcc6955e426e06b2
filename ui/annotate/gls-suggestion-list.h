/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The suggestions of the open document, to be walked, accepted and rejected; with filters, and what is hidden on demand.
 *
 * Signals
 *   "chosen" (const GlsId *id)            a row was selected by hand; of a hidden one, what hides it
 *   "judged" (const GlsId *id, gboolean accepted)  a button of a row was pressed
 *   "changed" ()                          how many are open, or which are listed */
#pragma once

#include <adwaita.h>
#include "gls-suggestion-model.h"

G_BEGIN_DECLS

#define GLS_TYPE_SUGGESTION_LIST (gls_suggestion_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsSuggestionList, gls_suggestion_list, GLS, SUGGESTION_LIST, AdwBin)

void                gls_suggestion_list_set_document (GlsSuggestionList *self, GlsOpenDocument *document);
void                gls_suggestion_list_refresh      (GlsSuggestionList *self);
GlsSuggestionModel *gls_suggestion_list_get_model    (GlsSuggestionList *self);
/* Shows as selected, in sight; without "chosen". NULL: none. */
void                gls_suggestion_list_select       (GlsSuggestionList *self, const GlsId *id);
/* For the line below, which screen readers say. */
void                gls_suggestion_list_tell         (GlsSuggestionList *self, const char *text);

G_END_DECLS
