/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import with its progress, and then what came of it: new documents whose data can be corrected, and what failed. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_IMPORT_DIALOG (gls_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsImportDialog, gls_import_dialog, GLS, IMPORT_DIALOG, AdwWindow)

/* @files: GFile; folders are walked. @format: an importer's id; NULL: each file by its name and content. */
void gls_import_dialog_start (GtkWindow *parent, GlsSession *session, GListModel *files, const char *format,
                              const char *metadata);

G_END_DECLS
