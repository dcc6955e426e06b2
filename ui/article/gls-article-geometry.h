/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where characters are on the lines of one paragraph: what both annotations and the selection are drawn from. */
#pragma once

#include "gls-article-view-private.h"

G_BEGIN_DECLS

/* One line on screen; display offsets, without the spaces it was wrapped at. */
typedef struct {
  guint32 start, end;
  int     y, height;   /* from the top of the paragraph */
  int     x, width;    /* of all of it, where that was asked for in bidirectional text; width 0: not yet */
} GlsDisplayLine;

/* A stretch of one mark that is in one piece on one line. */
typedef struct {
  int      x, width;
  guint    line;
  guint32  span, lane;
  guint32  fragment;   /* where the whole mark begins */
  gboolean zero_width;
} GlsRun;

typedef struct {
  GlsArticleView *self;
  GtkTextBuffer  *buffer;
  guint32         start, end;    /* display offsets of the paragraph */
  int             y;
  gboolean        bidi, rtl;
  GArray         *lines;         /* GlsDisplayLine */
  GArray         *runs;          /* GlsRun, by lane and place in the text */
} GlsPlan;

/* @y: of the paragraph's top. @lines: as found before for the same paragraph and layout, or NULL. */
void gls_plan_init     (GlsPlan *plan, GlsArticleView *self, guint paragraph, int y, GArray *lines);
/* Leaves the lines to the caller. */
void gls_plan_clear    (GlsPlan *plan);
/* Adds the runs of one mark, line by line. */
void gls_plan_add_runs (GlsPlan *plan, const GlsLaneMark *mark);
/* The same of those of @marks (GlsMark, as gls_marks_find_first() wants them) that lie in the paragraph, at most @most, all in the first lane. */
void gls_plan_add_marks (GlsPlan *plan, const GArray *marks, guint32 paragraph_end, guint most);

/* @node: (nullable): what was drawn for a paragraph whose top is 0, put where it is at @y. */
void gls_append_node_at (GtkSnapshot *snapshot, GskRenderNode *node, int y);

G_END_DECLS
