/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds lines and annotations in the whole project, and labels, changes or deletes many of them as one step. */
#pragma once

#include <adwaita.h>
#include <gls-find.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PROJECT_FIND (gls_project_find_get_type ())
G_DECLARE_FINAL_TYPE (GlsProjectFind, gls_project_find, GLS, PROJECT_FIND, AdwBin)

/* Signals
 *   "show-place" (const GlsFindRow *row, gboolean focus)  @row is valid during the signal
 *   "closed" ()                                           the focus should go back to the article */

/* NULL: shows nothing. */
void     gls_project_find_set_session (GlsProjectFind *self, GlsSession *session);
/* Shows the pane with the focus in it; @words (nullable) are looked for. */
void     gls_project_find_open        (GlsProjectFind *self, const char *words);
void     gls_project_find_close       (GlsProjectFind *self);
/* A key without Control or Alt while the focus is in the results; TRUE when it was one of ours. */
gboolean gls_project_find_press_key   (GlsProjectFind *self, guint keyval, guint keycode, GdkModifierType state);

G_END_DECLS
