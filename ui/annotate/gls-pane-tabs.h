/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in tabs, on one side or on two sides beside each other. There is always one pane, and one is active. */
#pragma once

#include "gls-article-pane.h"

G_BEGIN_DECLS

#define GLS_TYPE_PANE_TABS (gls_pane_tabs_get_type ())
G_DECLARE_FINAL_TYPE (GlsPaneTabs, gls_pane_tabs, GLS, PANE_TABS, AdwBin)

/* Signals
 *   "active-changed" ()               another pane is worked in
 *   "pane-added" (GlsArticlePane *)
 *   "pane-closing" (GlsArticlePane *) the last moment to commit what is being typed
 *   "pane-refused" (GlsArticlePane *) it holds what could not be saved, and stays */

void            gls_pane_tabs_set_session (GlsPaneTabs *self, GlsSession *session);
/* Never NULL while the widget lives. */
GlsArticlePane *gls_pane_tabs_get_active  (GlsPaneTabs *self);
/* A new active tab; @beside: on the other side. Empty. */
GlsArticlePane *gls_pane_tabs_add         (GlsPaneTabs *self, gboolean beside);
/* Closes the active tab; FALSE when it is the last one. */
gboolean        gls_pane_tabs_close       (GlsPaneTabs *self);
/* The next or previous tab of the active side, round its end. */
void            gls_pane_tabs_step        (GlsPaneTabs *self, int step);
/* Every pane (GlsArticlePane, borrowed), by side and tab; transfer container. */
GPtrArray      *gls_pane_tabs_list        (GlsPaneTabs *self);
/* 0 or 1. */
guint           gls_pane_tabs_get_side    (GlsPaneTabs *self, GlsArticlePane *pane);
void            gls_pane_tabs_set_active  (GlsPaneTabs *self, GlsArticlePane *pane);

G_END_DECLS
