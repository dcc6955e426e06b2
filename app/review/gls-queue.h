/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of disagreements: cases of many documents, filtered and in an order. Values only; any thread. */
#pragma once

#include "gls-review.h"

G_BEGIN_DECLS

/* The cases of one document, frozen. */
typedef struct {
  gatomicrefcount ref_count;
  GlsId      document;
  char      *key;
  GPtrArray *cases;       /* GlsCase, owned; without what only deciding needs (annotations, saw) */
  gboolean   alone;       /* fewer than two people worked on it */
  guint64    finished;    /* gls_aligned_find_finished() */
  guint      n_passed_over;
} GlsQueueDocument;

typedef enum {
  GLS_QUEUE_BY_POSITION,
  GLS_QUEUE_BY_FREQUENCY, /* the most alike first */
  GLS_QUEUE_BY_DISPUTED,  /* the words that are disputed most often first */
} GlsQueueSort;

typedef struct {
  GlsQueueSort sort;
  gboolean     settled;   /* those that are settled instead of those that are open */
  guint        kinds;     /* a bit each (1 << GlsCaseKind); 0: all */
  char        *type;      /* NULL: all */
  int          person;    /* who does not hold what was decided, or what most hold; -1: whoever */
  int          me;        /* whose differences from what was decided are counted; -1: nobody's */
  char        *document;  /* its key; NULL: all */
  char        *words;     /* in what is marked, without case; NULL: any */
  int          a, b;      /* where these two, who finished it, say the following, as agreement counts it; ignored while they are one */
  char        *says_a, *says_b; /* of the type: a type, or "–": has not found it; NULL: not the same, of whatever is asked */
} GlsQueueFilter;

#define GLS_QUEUE_FILTER_INIT { .person = -1, .me = -1 }

typedef struct {
  GPtrArray  *cases;      /* GlsCase, owned, in order */
  GHashTable *alike;      /* GUINT_TO_POINTER (alike) to how many open cases are */
  guint       n_open, n_settled;  /* without the filter */
  guint       n_mine;             /* settled otherwise than filter.me has it */
} GlsQueueView;

/* NULL with an error. Documents on which fewer than two people worked have no cases. */
GlsQueueDocument *gls_queue_document_read  (GlsReview *review, const GlsId *document, GError **error);
/* The same of what all agree on: a case of one version each. */
GlsQueueDocument *gls_queue_document_read_agreed (GlsReview *review, const GlsId *document, GError **error);
GlsQueueDocument *gls_queue_document_new   (const GlsId *document, const char *key, GPtrArray *cases);
GlsQueueDocument *gls_queue_document_ref   (GlsQueueDocument *self);
void              gls_queue_document_unref (GlsQueueDocument *self);

/* The cases of @documents (GlsQueueDocument by key) that pass; what somebody was unsure of comes first, and whatever waits for another
 * case comes last where the order is not that of the text. NULL when cancelled. */
GlsQueueView     *gls_queue_view_new       (GPtrArray *documents, const GlsQueueFilter *filter, GCancellable *cancellable);
void              gls_queue_view_free      (GlsQueueView *view);
guint             gls_queue_view_count_alike (const GlsQueueView *view, const GlsCase *item);

void              gls_queue_filter_clear   (GlsQueueFilter *filter);
void              gls_queue_filter_copy    (const GlsQueueFilter *filter, GlsQueueFilter *copy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsQueueDocument, gls_queue_document_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsQueueView, gls_queue_view_free)

G_END_DECLS
