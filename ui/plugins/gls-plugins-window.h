/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plugins: which there are, what each may do and is set to; their runs in the open project; what people thought of them. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PLUGINS_WINDOW (gls_plugins_window_get_type ())
G_DECLARE_FINAL_TYPE (GlsPluginsWindow, gls_plugins_window, GLS, PLUGINS_WINDOW, AdwWindow)

/* Signals
 *   "show-place" (const char *document, guint start, guint end)
 *   "propose" (const char *plugin, gboolean all)   this extractor is to run over the open document, or all */

/* @session NULL: no project is open. */
GtkWidget *gls_plugins_window_new (GtkWindow *parent, GlsSession *session);

G_END_DECLS
