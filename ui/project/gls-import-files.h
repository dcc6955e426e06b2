/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks which files come in and in which format, and whether a plugin that reads them may run; then the import begins. */
#pragma once

#include <gtk/gtk.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

/* Asks for files, or with @folder for one folder. */
void gls_import_files_choose (GtkWindow *parent, GlsSession *session, gboolean folder);
/* @files: GFile. @format: an importer's id; NULL: each file by its name and content. */
void gls_import_files_start  (GtkWindow *parent, GlsSession *session, GListModel *files, const char *format);

G_END_DECLS
