/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document's status as a small drawing: empty ring, half ring, full disc with a tick. Shape says it, colour repeats it. */
#pragma once

#include <gtk/gtk.h>
#include <gls-document.h>

G_BEGIN_DECLS

#define GLS_TYPE_STATUS_ICON (gls_status_icon_get_type ())
G_DECLARE_FINAL_TYPE (GlsStatusIcon, gls_status_icon, GLS, STATUS_ICON, GtkWidget)

GtkWidget  *gls_status_icon_new        (void);
void        gls_status_icon_set_status (GlsStatusIcon *self, GlsStatus status);
/* "Not begun", "In work", "Done", translated. */
const char *gls_status_get_label       (GlsStatus status);

G_END_DECLS
