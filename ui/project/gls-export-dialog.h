/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a format, whose annotations and the format's settings, then for a place, and writes it on another thread. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_EXPORT_DIALOG (gls_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsExportDialog, gls_export_dialog, GLS, EXPORT_DIALOG, AdwWindow)

/* Not yet shown. */
GtkWindow *gls_export_dialog_new (GtkWindow *parent, GlsSession *session);

G_END_DECLS
