/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for name, folder and codebook of a new project and makes it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_NEW_PROJECT_DIALOG (gls_new_project_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsNewProjectDialog, gls_new_project_dialog, GLS, NEW_PROJECT_DIALOG, AdwWindow)

/* Signal "created" (const char *path); the dialog has closed itself by then. */
GtkWidget *gls_new_project_dialog_new (GtkWindow *parent);

G_END_DECLS
