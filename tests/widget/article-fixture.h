/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the article view share: a window with a view in it, and texts and spans made by hand. */
#pragma once

#include <adwaita.h>
#include <string.h>

#include <gls-article-view-private.h>

typedef struct {
  GtkWidget *window, *view;
  GlsArticleView *article;
  char      *log;        /* what the signals said, one line each */
  GdkRectangle where;
} Fixture;

void             fixture_set_up       (Fixture *fixture, gconstpointer data);
void             fixture_tear_down    (Fixture *fixture, gconstpointer data);
void             fixture_log          (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);
void             fixture_wait         (guint ms);
/* Until the idle work on tags and layout is done, at most three seconds. */
void             fixture_settle       (Fixture *fixture);
/* Two paragraphs; span 1 a claim, 2 a figure in it, 3 a person, 4 a suggested figure. */
void             fixture_show_article (Fixture *fixture, GlsText **text);

GlsText         *make_text            (const char *string);
/* Types: 0 Claim, 1 Figure, 2 Person. */
GlsSpanTable    *make_table           (void);
GlsCodebook     *make_codebook        (void);
/* The first byte of the id tells the span. */
void             add_span             (GlsSpanTable *table, guint8 id, guint type, guint32 start, guint32 end, guint flags);
void             add_fragments        (GlsSpanTable *table, guint8 id, guint type, const GlsFragment *fragments, guint n);
guint32          offset_of            (GlsText *text, const char *words);
char            *repeat_until         (const char *piece, gsize n_bytes);
/* The view as pixels, after the next frame. */
cairo_surface_t *take_picture         (GtkWidget *view);
