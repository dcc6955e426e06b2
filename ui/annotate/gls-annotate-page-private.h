/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Annotate page between its own files. */
#pragma once

#include "gls-alike-panel.h"
#include "gls-annotate-page.h"
#include "gls-annotation-list.h"
#include "gls-article-pane.h"
#include "gls-document-list.h"
#include "gls-entity-card.h"
#include "common/gls-guide.h"
#include "gls-gold-bar.h"
#include "gls-inspector.h"
#include "gls-label-bar.h"
#include "gls-pane-tabs.h"
#include "gls-places.h"
#include "gls-problem-list.h"
#include "gls-project-find.h"
#include "gls-proposal-bar.h"
#include "gls-suggestion-list.h"

G_BEGIN_DECLS

struct _GlsAnnotatePage {
  AdwBin             parent_instance;
  GtkPaned          *find_paned;
  GtkPaned          *left_paned;
  GtkPaned          *right_paned;
  GlsDocumentList   *documents;
  GlsPaneTabs       *tabs;
  GlsGoldBar        *gold;
  GlsArticlePane    *pane;      /* the active one: side, label bar and commands follow it */
  GtkWidget         *side, *lists_switcher;
  GlsInspector      *inspector;
  GlsEntityCard     *entity_card;
  AdwViewStack      *lists;     /* pages: annotations, …; the badge of a page says how many are open */
  GlsAnnotationList *list;
  GlsProblemList    *problems;
  GlsSuggestionList *suggestions;
  GlsProposalBar    *proposals;
  struct
  {
    GlsId    document;
    guint32  start, end;
    gboolean judging;     /* what was found there is being judged: nothing else is gone on to */
  } looked;               /* the sentences that claims were asked for last */
  GlsGuide          *guide;
  GlsProjectFind    *find;
  GlsAlikePanel     *alike;
  GlsLabelBar       *label_bar;
  GActionMap        *actions;   /* the window's, which outlives the page */
  gboolean           away;      /* another page is shown: no command works */
  GlsSession        *session;
  GlsPlaces         *places;    /* NULL without a session */
  char              *wanted_key;
  gboolean           restored;  /* the tabs of the last time are open again */
  gboolean           from_list; /* the list itself is where the selection comes from */
  guint              n_spans;      /* annotations in the active pane when the lists were told last */
  guint              width_source; /* the width is to be shared */
  int                side_extra;   /* what the annotations have beyond their least width, unless a person chose */
  int                found_height; /* what results of the project were given when they were opened */
  guint              spans_source; /* the lists are to be refreshed */
};

gboolean gls_annotate_page_has_document    (GlsAnnotatePage *self);
void     gls_annotate_page_open_id         (GlsAnnotatePage *self, const GlsId *id);
void     gls_annotate_page_open_in_tab     (GlsAnnotatePage *self, const GlsId *id, gboolean beside);
/* Places: opens a document where it was left, in this pane; notes where a pane is; opens the tabs of the last time. */
void     gls_annotate_page_load            (GlsAnnotatePage *self, GlsArticlePane *pane, const GlsId *id);
void     gls_annotate_page_note_place      (GlsAnnotatePage *self, GlsArticlePane *pane);
void     gls_annotate_page_remember_tabs   (GlsAnnotatePage *self);
gboolean gls_annotate_page_restore_tabs    (GlsAnnotatePage *self);
/* Problems: those of the documents that are open; the next one (@step 1) or the one before. */
void     gls_annotate_page_show_documents  (GlsAnnotatePage *self);
void     gls_annotate_page_show_flaws      (GlsAnnotatePage *self);
void     gls_annotate_page_go_to_problem   (GlsAnnotatePage *self, gpointer found, gboolean focus);
void     gls_annotate_page_count_problems  (GlsAnnotatePage *self, guint open, gboolean errors);
void     gls_annotate_page_walk            (GlsAnnotatePage *self, int step);
/* What the card under the pointer offers in this pane. */
void     gls_annotate_page_bind_card       (GlsAnnotatePage *self, GlsArticlePane *pane);
/* Hints, guideline and which commands can be used now. */
void     gls_annotate_page_show_state      (GlsAnnotatePage *self);

/* Room: opens the search in the project at its height, which is kept from one time to the next where a person changes it. */
void     gls_annotate_page_init_room       (GlsAnnotatePage *self);
void     gls_annotate_page_clear_room      (GlsAnnotatePage *self);
void     gls_annotate_page_open_found      (GlsAnnotatePage *self, const char *query);
void     gls_annotate_page_remember_found  (GlsAnnotatePage *self);

void     gls_annotate_page_add_suggestion_actions (GlsAnnotatePage *self, GActionMap *map);
void     gls_annotate_page_walk_suggestions (GlsAnnotatePage *self, int step);
void     gls_annotate_page_complete        (GlsAnnotatePage *self);
void     gls_annotate_page_correct         (GlsAnnotatePage *self);
/* FALSE: none is selected. */
gboolean gls_annotate_page_reject          (GlsAnnotatePage *self);
void     gls_annotate_page_suggestion_judged (GlsAnnotatePage *self, const GlsId *id, gboolean accepted);
void     gls_annotate_page_suggestion_chosen (GlsAnnotatePage *self, const GlsId *id);
void     gls_annotate_page_suggestions_changed (GlsAnnotatePage *self);

G_END_DECLS
