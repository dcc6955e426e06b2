/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All documents of a review, one after another. */
#pragma once

#include "gls-review.h"

G_BEGIN_DECLS

/* @changed: somebody has changed something since being done; always FALSE of the work as it is now. Called on another thread than
 * gls_review_walk, one document at a time, in order; @aligned is freed afterwards. */
typedef void (*GlsWalkFunc) (const GlsAligned *aligned, gboolean changed, gpointer data);

/* Documents as they stood when they were done, or as they are now: read on the calling thread and aligned on another, which calls
 * @func; it returns when all are through. @cancellable ends it with G_IO_ERROR_CANCELLED. */
gboolean gls_review_walk (GlsReview *review, gboolean when_done, GlsWalkFunc func, gpointer data, GCancellable *cancellable,
                          GError **error);

G_END_DECLS
