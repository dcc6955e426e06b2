/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole-file commands of the window: new project, the sample, save a copy. Work runs on other threads. */
#pragma once

#include <gtk/gtk.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

/* Makes a project at @path with a shipped codebook (by name) or one read from a file (a path). */
void     gls_project_files_create_async  (const char *path, const char *codebook, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean gls_project_files_create_finish (GAsyncResult *result, GError **error);

/* The path of the user's own copy of the sample project, made at first use. */
void     gls_project_files_sample_async  (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char    *gls_project_files_sample_finish (GAsyncResult *result, GError **error);

/* Asks for a file and tells how it went. @unsaved (nullable, taken): goes into the copy too. */
void     gls_project_files_save_copy     (GtkWindow *parent, GlsSession *session, GlsChange *unsaved);

G_END_DECLS
