/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Annotate page between its own files. */
#pragma once

#include <gls-article-view.h>
#include "gls-annotate-page.h"
#include "gls-annotation-list.h"
#include "gls-article-header.h"
#include "gls-document-list.h"
#include "gls-guide.h"
#include "gls-inspector.h"
#include "gls-label-bar.h"
#include "gls-label-chooser.h"

G_BEGIN_DECLS

struct _GlsAnnotatePage {
  AdwBin             parent_instance;
  GtkPaned          *left_paned;
  GtkPaned          *right_paned;
  GlsDocumentList   *documents;
  GtkStack          *article_stack;
  GlsArticleHeader  *header;
  GtkWidget         *scroller;
  GlsArticleView    *view;
  GtkWidget         *side;
  GlsInspector      *inspector;
  GlsAnnotationList *list;
  GlsGuide          *guide;
  GlsLabelBar       *label_bar;
  GlsLabelChooser   *chooser;
  GActionMap        *actions;   /* the window's, which outlives the page */
  GlsSession        *session;
  GlsOpenDocument   *document;
  GArray            *selected;  /* GlsId */
  char              *wanted_key;
  char              *armed;
  char              *last_label;
};

gboolean gls_annotate_page_has_document    (GlsAnnotatePage *self);
void     gls_annotate_page_open_id         (GlsAnnotatePage *self, const GlsId *id);
/* Hints, guideline and which commands can be used now. */
void     gls_annotate_page_show_state      (GlsAnnotatePage *self);
/* Labels the selected words, else changes the type of what is selected, else arms the label. */
void     gls_annotate_page_label           (GlsAnnotatePage *self, const char *type);
void     gls_annotate_page_find_label      (GlsAnnotatePage *self);
void     gls_annotate_page_remove_selected (GlsAnnotatePage *self);
void     gls_annotate_page_let_go          (GlsAnnotatePage *self);

G_END_DECLS
