/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes copies back that were given: first what they would change, record by record, then the same as what was done. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_COLLECT_WINDOW (gls_collect_window_get_type ())
G_DECLARE_FINAL_TYPE (GlsCollectWindow, gls_collect_window, GLS, COLLECT_WINDOW, AdwWindow)

/* Asks for files, then shows itself. */
void gls_collect_window_start (GtkWindow *parent, GlsSession *session);

G_END_DECLS
