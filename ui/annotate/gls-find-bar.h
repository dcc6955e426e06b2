/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words in the article it stands above, and goes from one place to the next. */
#pragma once

#include <adwaita.h>
#include <gls-article-view.h>

G_BEGIN_DECLS

#define GLS_TYPE_FIND_BAR (gls_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (GlsFindBar, gls_find_bar, GLS, FIND_BAR, AdwBin)

/* Signals
 *   "moved" ()   the words of another place are selected in the view
 *   "closed" ()  the focus should go back to the article */

/* The view must live as long as the bar. */
void     gls_find_bar_set_view (GlsFindBar *self, GlsArticleView *view);
/* Shows the bar with the focus in it and looks for the selected words, where some are. */
void     gls_find_bar_open     (GlsFindBar *self);
void     gls_find_bar_close    (GlsFindBar *self);
/* +1: the next place after the caret, -1: the one before; round the end of the text. Shows a closed bar without the focus. */
void     gls_find_bar_step     (GlsFindBar *self, int direction);
/* Something is looked for, or was before the bar was closed. */
gboolean gls_find_bar_has_query (GlsFindBar *self);
/* The view shows another text. */
void     gls_find_bar_refresh  (GlsFindBar *self);

G_END_DECLS
