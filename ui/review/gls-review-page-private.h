/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page share; nobody else includes it. */
#pragma once

#include "gls-agreement-pane.h"
#include "gls-alike-review.h"
#include "gls-case-list.h"
#include "gls-case-view.h"
#include "gls-review-page.h"
#include "gls-review-queue.h"
#include "gls-side-pane.h"

G_BEGIN_DECLS

struct _GlsReviewPage {
  AdwBin           parent_instance;
  GtkStack        *subpages;    /* "disagreements"; others are added beside it and show in the switcher */
  GtkStackSwitcher *switcher;
  GtkWidget       *anonymous, *automatic;
  GlsCaseList     *list;
  GtkStack        *middle;      /* "case", "alike", "nothing" */
  GlsCaseView     *view;
  GlsAlikeReview  *alike;
  GlsAgreementSource *agreement_source;
  GlsAgreementPane *agreement;
  GlsSidePane     *side;
  AdwStatusPage   *nothing;

  GlsSession      *session;
  GlsReviewQueue  *queue;
  GlsCase         *current;     /* shown, or NULL */
  guint            position;    /* where it is, or was */
  gboolean         has_wanted;  /* @wanted is to come in front as soon as it is in the queue */
  GlsId            wanted;
  guint            held;        /* key that is down and has decided: it repeats in vain */
  guint32          held_time;   /* when it was last seen pressed, in milliseconds of the display */
};

/* gls-review-page.c */
void     gls_review_page_walk    (GlsReviewPage *self, int step);
void     gls_review_page_take    (GlsReviewPage *self, int version, GlsTakeWay way);
void     gls_review_page_edit    (GlsReviewPage *self);
void     gls_review_page_reopen  (GlsReviewPage *self);

/* The sub-page after, or before, the one in front. */
void     gls_review_page_turn    (GlsReviewPage *self, int step);

/* gls-review-page-keys.c */
/* Keys of the whole page, whatever is in front. */
void     gls_review_page_add_page_keys (GlsReviewPage *self);
void     gls_review_page_add_keys (GlsReviewPage *self, GtkWidget *widget);

G_END_DECLS
