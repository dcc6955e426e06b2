/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of problems: of the open document, live, or of the whole project; go there, take a fix, waive. */
#pragma once

#include <adwaita.h>
#include <gls-problem-watch.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PROBLEM_LIST (gls_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsProblemList, gls_problem_list, GLS, PROBLEM_LIST, AdwBin)

/* Signals
 *   "go" (GlsFinding *finding, gboolean focus)  show its place; with @focus work on there
 *   "marks-changed" ()       what is found in open documents is another now
 *   "counted" (guint open, gboolean errors)     of the open document
 *   "before-change" ()       edits that are under way should be written
 *   "left" ()                back to the article */

void             gls_problem_list_set_session  (GlsProblemList *self, GlsSession *session);
/* @documents: all that are open; the first is worked in. */
void             gls_problem_list_set_documents (GlsProblemList *self, const GlsId *documents, guint n);
/* NULL without a session. */
GlsProblemWatch *gls_problem_list_get_watch    (GlsProblemList *self);
/* Selects the next problem (@step 1) of the open document behind @caret, or the one before, goes there and takes the focus. FALSE: there is none. */
gboolean         gls_problem_list_walk         (GlsProblemList *self, guint32 caret, int step);
/* Takes the first fix that @finding offers, or asks for the note to waive it with. */
void             gls_problem_list_answer       (GlsProblemList *self, GlsFinding *finding, gboolean fix);
/* Keys that are the list's own while it has the focus. */
gboolean         gls_problem_list_press_key    (GlsProblemList *self, guint keyval, GdkModifierType state);

G_END_DECLS
