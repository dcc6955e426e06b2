/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of disagreements as a list model of GlsReviewItem: found in the background, kept by the change feed. Main thread. */
#pragma once

#include <gls-decide.h>
#include <gls-queue.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_REVIEW_ITEM (gls_review_item_get_type ())
G_DECLARE_FINAL_TYPE (GlsReviewItem, gls_review_item, GLS, REVIEW_ITEM, GObject)
GlsCase *gls_review_item_get_case (GlsReviewItem *self);

#define GLS_TYPE_REVIEW_QUEUE (gls_review_queue_get_type ())
G_DECLARE_FINAL_TYPE (GlsReviewQueue, gls_review_queue, GLS, REVIEW_QUEUE, GObject)

/* Signals
 *   "changed" ()               numbers, people or whether it is looking for more are others
 *   "settled" (uint settled, uint stale)   a decision has reached the file
 *   "returned" (const GlsId *id)           what was decided here last is open again */

GlsReviewQueue     *gls_review_queue_new         (void);
/* NULL: none. What is under way ends. */
void                gls_review_queue_set_session (GlsReviewQueue *self, GlsSession *session);
/* The filter is copied. */
void                gls_review_queue_set_filter  (GlsReviewQueue *self, const GlsQueueFilter *filter);
const GlsQueueFilter *gls_review_queue_get_filter (GlsReviewQueue *self);

char              **gls_review_queue_get_people  (GlsReviewQueue *self);   /* NULL-ended; NULL before they are known */
guint               gls_review_queue_count_people (GlsReviewQueue *self);
guint               gls_review_queue_count_open  (GlsReviewQueue *self);   /* without the filter */
guint               gls_review_queue_count_settled (GlsReviewQueue *self);
/* Settled otherwise than this session's person has it. */
guint               gls_review_queue_count_mine  (GlsReviewQueue *self);
guint               gls_review_queue_count_documents (GlsReviewQueue *self);
/* Somebody looks at it: from now on also a large project is read. */
void                gls_review_queue_want (GlsReviewQueue *self);
/* Share of the documents looked at; 1: all. */
double              gls_review_queue_get_progress (GlsReviewQueue *self);

/* What was read so far (GlsQueueDocument by key), borrowed. */
GPtrArray          *gls_review_queue_get_documents (GlsReviewQueue *self);
GlsCase            *gls_review_queue_get         (GlsReviewQueue *self, guint position);   /* borrowed, nullable */
/* GTK_INVALID_LIST_POSITION: not in it. */
guint               gls_review_queue_find        (GlsReviewQueue *self, const GlsId *id);
guint               gls_review_queue_count_alike (GlsReviewQueue *self, const GlsCase *item);
/* The open cases that are alike @item, itself first, in the order of the text; at most @most (0: all). GlsCase, owned. */
GPtrArray          *gls_review_queue_list_alike  (GlsReviewQueue *self, GlsCase *item, guint most);

/* What a decision on @item is begun with: in this person's name. */
GlsDecide          *gls_review_queue_new_decision (GlsReviewQueue *self, GlsTake take);
/* Takes @decide. Its cases leave at once, and what they make void. */
void                gls_review_queue_decide      (GlsReviewQueue *self, GlsDecide *decide);

/* Text, title and zones of a document, read in the background; NULL: not there yet, "changed" comes when it is. Borrowed. */
GlsDocument        *gls_review_queue_get_text    (GlsReviewQueue *self, const GlsId *document);

G_END_DECLS
