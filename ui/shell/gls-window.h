/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One window: the first page, or an open project with its pages. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_WINDOW (gls_window_get_type ())
G_DECLARE_FINAL_TYPE (GlsWindow, gls_window, GLS, WINDOW, AdwApplicationWindow)

/* @person: who annotates here whatever the settings say, or NULL. */
GlsWindow  *gls_window_new      (GtkApplication *application, const char *person);
/* The open project's canonical path, or NULL. */
const char *gls_window_get_path (GlsWindow *self);
/* Opens @path in this window, or in a new one when this one holds another project; asks for the name first when it is not
 * known. @document (nullable): the key to show. */
void        gls_window_open     (GlsWindow *self, const char *path, const char *document);
GlsSession *gls_window_get_session (GlsWindow *self);
/* Who annotates here from now on; remembered for the next time. @name must be a person's. */
void        gls_window_set_person (GlsWindow *self, const char *name);

G_END_DECLS
