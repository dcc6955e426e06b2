/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Review page: the queue of disagreements, one at a time, settled by one key. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_REVIEW_PAGE (gls_review_page_get_type ())
G_DECLARE_FINAL_TYPE (GlsReviewPage, gls_review_page, GLS, REVIEW_PAGE, AdwBin)

/* Properties
 *   "n-open"    uint     what is to be decided, for the page's badge
 *   "wanted"    boolean  the project has the work of two people at least */

/* NULL: none. */
void gls_review_page_set_session (GlsReviewPage *self, GlsSession *session);
/* The keys go to the disagreement in front. */
void gls_review_page_focus       (GlsReviewPage *self);

G_END_DECLS
