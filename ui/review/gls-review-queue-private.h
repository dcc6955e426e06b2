/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the queue share; nobody else includes it. */
#pragma once

#include "gls-review-queue.h"

G_BEGIN_DECLS

/* Decided here, but what is shown was read before. */
typedef struct {
  GlsId   id, document;
  guint64 known_from;   /* a reading that began at this tick, or later, knows it; G_MAXUINT64: it is not in the file yet */
} Hidden;

struct _GlsReviewQueue {
  GObject         parent_instance;
  GlsSession     *session;
  GCancellable   *cancellable;
  GlsReview      *review;      /* what all documents have in common; used by one reading at a time */
  char          **people;      /* its, or of the one before */
  guint           n_documents;
  GArray         *todo;        /* GlsId of documents to be read, from next on */
  guint           next;
  gboolean        reading;
  gboolean        wanted;      /* somebody looks at it */
  gboolean        begin_again; /* the people, the codebook or identities are others: everything is to be read anew */
  guint64         tick;        /* grows with every reading */
  gint64          sorted_at;   /* monotonic: when what was read was shown last */

  GPtrArray      *documents;   /* GlsQueueDocument by key */
  GlsQueueView   *view;
  GlsQueueFilter  filter;
  gboolean        sorting, sort_again;
  GPtrArray      *rows;        /* GlsCase of the view: without what has just been decided */
  guint           near;        /* where a row was asked for last */
  GHashTable     *hidden;      /* Hidden */
  GArray         *decided;     /* GlsId, the last at the end */

  GHashTable     *texts;       /* GlsId to GlsDocument, NULL while it is being read */
  GQueue          text_order;  /* GlsId of texts, owned, the oldest first */
};

/* gls-review-queue.c */
void gls_review_queue_sort        (GlsReviewQueue *self);
void gls_review_queue_say_changed (GlsReviewQueue *self);
/* No row, no view. */
void gls_review_queue_clear       (GlsReviewQueue *self);

/* gls-review-queue-read.c: reads the document again. */
void gls_review_queue_touch       (GlsReviewQueue *self, const GlsId *document);

G_END_DECLS
