/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the view of one disagreement share. Private to ui/review. */
#pragma once

#include <gls-article-view.h>

#include "common/gls-guide.h"
#include "common/gls-reason.h"
#include "gls-case-editor.h"
#include "gls-case-view.h"

G_BEGIN_DECLS

typedef struct {
  GtkWidget *button, *key, *holders, *share, *drawn, *said, *badge;
} GlsCaseRow;

struct _GlsCaseView {
  AdwBin          parent_instance;
  GtkLabel       *place, *question, *remark;
  GlsArticleView *article;
  GtkWidget      *rows_box;
  GtkScrolledWindow *rows_scroller;
  GtkSizeGroup   *sides;       /* who holds the versions, so that what they say stands below each other */
  GArray         *rows;        /* GlsCaseRow, as many as were ever needed */
  GtkWidget      *none_button, *edit_button, *skip_button, *reopen_button, *comment_button, *guide_button;
  GtkWidget      *reasons[GLS_REASON_AUTOMATIC];
  GtkWidget      *comment;
  GlsCaseEditor  *editor;
  GtkWidget      *alike_box;
  GtkLabel       *alike_label;
  GtkWidget      *alike_button;
  GlsGuide       *guide;

  GlsCase        *item;
  GlsDocument    *document;
  char          **people;
  guint           n_alike;
  GlsCodebook    *codebook;
  gboolean        anonymous, guide_hidden;
  GArray         *order;       /* guint: version by place */
  GlsReason       reason;
  gboolean        setting;
};

/* gls-case-view.c: a version was clicked; @way: GlsTakeWay. */
void gls_case_view_take           (GlsCaseView *self, int version, guint way);

/* gls-case-view-versions.c */
void gls_case_view_order_versions (GlsCaseView *self);
/* A label at the end of @box, of this style class; NULL: none. */
GtkWidget *gls_case_view_add_label (GtkWidget *box, const char *style);
void gls_case_view_show_rows      (GlsCaseView *self);
/* @text_changed: it is of another document than before. */
void gls_case_view_show_article   (GlsCaseView *self, gboolean text_changed);

G_END_DECLS
