/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page where articles are read and marked. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_ANNOTATE_PAGE (gls_annotate_page_get_type ())
G_DECLARE_FINAL_TYPE (GlsAnnotatePage, gls_annotate_page, GLS, ANNOTATE_PAGE, AdwBin)

/* @key (nullable): the document to open first; else where work stopped. @session NULL: shows nothing. */
void gls_annotate_page_set_session (GlsAnnotatePage *self, GlsSession *session, const char *key);
void gls_annotate_page_open_key    (GlsAnnotatePage *self, const char *key);
/* Shows the words [start, end) of the document @key. */
void gls_annotate_page_show_place  (GlsAnnotatePage *self, const char *key, guint32 start, guint32 end);
/* Has @plugin (NULL: every enabled extractor) propose annotations for the open document, or @all, and shows them. */
void gls_annotate_page_propose     (GlsAnnotatePage *self, const char *plugin, gboolean all);
/* The open document, or NULL; borrowed. */
GlsDocument *gls_annotate_page_get_document (GlsAnnotatePage *self);
/* Adds this page's commands to the window's. */
void gls_annotate_page_add_actions (GlsAnnotatePage *self, GActionMap *map);
/* Is it the page that is shown? Its commands work only then, and their keys are free for others. */
void gls_annotate_page_set_active (GlsAnnotatePage *self, gboolean active);
/* Marks that could not be written; signal "unsaved-changed" (). */
guint gls_annotate_page_count_unsaved (GlsAnnotatePage *self);
/* A change with all of them, or NULL; transfer full. */
GlsChange *gls_annotate_page_write_unsaved (GlsAnnotatePage *self);
void gls_annotate_page_retry       (GlsAnnotatePage *self);
/* FALSE: there is only one, or the page is not shown. */
gboolean gls_annotate_page_close_tab (GlsAnnotatePage *self);
/* Commits what is being typed. */
void gls_annotate_page_flush       (GlsAnnotatePage *self);
/* Notes where work stopped. */
void gls_annotate_page_remember    (GlsAnnotatePage *self);

G_END_DECLS
