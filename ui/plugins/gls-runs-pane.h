/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of plugins in the open project: who, when, what; what one changed against the run before; taking it back. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_RUNS_PANE (gls_runs_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsRunsPane, gls_runs_pane, GLS, RUNS_PANE, GtkBox)

/* Signal "show-place" (const char *document, guint start, guint end). */

/* NULL: no project is open. */
void gls_runs_pane_set_session (GlsRunsPane *self, GlsSession *session);

G_END_DECLS
