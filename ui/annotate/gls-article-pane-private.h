/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article's pane between its own files. */
#pragma once

#include "gls-article-header.h"
#include "gls-article-pane.h"
#include "gls-find-bar.h"
#include "gls-label-chooser.h"

G_BEGIN_DECLS

struct _GlsArticlePane {
  AdwBin            parent_instance;
  GtkStack         *stack;
  GlsArticleHeader *header;
  GlsFindBar       *find_bar;
  GtkWidget        *scroller;
  GlsArticleView   *view;
  GlsLabelChooser  *chooser;
  GlsSession       *session;
  GlsOpenDocument  *document;
  GArray           *selected;   /* GlsId */
  char             *armed;
  char             *last_label;
  double            wheel;      /* steps with Control that are not a whole one yet */
};

/* Selects without touching words or place. */
void gls_article_pane_set_selected  (GlsArticlePane *self, const GlsId *ids, guint n);
void gls_article_pane_drop_words    (GlsArticlePane *self);
/* Emit the signals. */
void gls_article_pane_state_changed (GlsArticlePane *self);
void gls_article_pane_label_used    (GlsArticlePane *self, const char *type);
/* Words are selected: labels them with what is armed, else offers the labels at @where. */
void gls_article_pane_offer_labels  (GlsArticlePane *self, const GdkRectangle *where);

G_END_DECLS
