/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as a list: filter, order, open or settled ones. */
#pragma once

#include <adwaita.h>

#include "gls-review-queue.h"

G_BEGIN_DECLS

#define GLS_TYPE_CASE_LIST (gls_case_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsCaseList, gls_case_list, GLS, CASE_LIST, AdwBin)

/* Signal "case-chosen" (): another row was selected by the user. */

GlsCaseList *gls_case_list_new         (GlsReviewQueue *queue);
void         gls_case_list_set_codebook (GlsCaseList *self, GlsCodebook *codebook);
/* The selected row's place; GTK_INVALID_LIST_POSITION: none. */
guint        gls_case_list_get_position (GlsCaseList *self);
/* Selects it without a signal and brings it into sight. */
void         gls_case_list_select      (GlsCaseList *self, guint position);
/* Nothing but where these two of the people say the following (a type, or “–”: not found; NULL: not the same), until the user lets go
 * of it. */
void         gls_case_list_set_pairing (GlsCaseList *self, guint a, const char *says_a, guint b, const char *says_b);
/* Nothing but this type or this document (its key); NULL: all. */
void         gls_case_list_set_part    (GlsCaseList *self, const char *type, const char *document);
/* Lets go of every filter. */
void         gls_case_list_clear       (GlsCaseList *self);
void         gls_case_list_focus       (GlsCaseList *self);
void         gls_case_list_focus_filter (GlsCaseList *self);
/* The people, types and numbers may be others. */
void         gls_case_list_refresh     (GlsCaseList *self);
/* Whose differences from what was decided are offered. */
void         gls_case_list_set_person  (GlsCaseList *self, const char *person);
/* The settled ones instead of the open ones. */
void         gls_case_list_show_settled (GlsCaseList *self, gboolean settled);
gboolean     gls_case_list_shows_settled (GlsCaseList *self);

G_END_DECLS
