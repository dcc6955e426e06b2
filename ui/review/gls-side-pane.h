/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole documents side by side: which document, whose columns, what stands how, and walking from one place to the next. */
#pragma once

#include <adwaita.h>

#include "gls-review-queue.h"

G_BEGIN_DECLS

#define GLS_TYPE_SIDE_PANE (gls_side_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsSidePane, gls_side_pane, GLS, SIDE_PANE, AdwBin)

/* Signals
 *   "case" (const GlsId *id, gboolean settled)                    the disagreement of a place is to be seen
 *   "gold" (const char *document, guint start, guint end)         gold is to be edited there */

GlsSidePane *gls_side_pane_new           (GlsReviewQueue *queue);
void         gls_side_pane_set_session   (GlsSidePane *self, GlsSession *session);
void         gls_side_pane_set_anonymous (GlsSidePane *self, gboolean anonymous);
/* Shows this document, at @offset. */
void         gls_side_pane_open          (GlsSidePane *self, const GlsId *document, guint32 offset);
void         gls_side_pane_focus         (GlsSidePane *self);

G_END_DECLS
