/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before the first run of a plugin that the person added; the answer holds for that version. */
#pragma once

#include <gls-manifest.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "NAME 1.0 was added by you and asks for … May it run?"; transfer full. */
char    *gls_plugin_grant_question   (const GlsManifest *manifest);
/* @plugins: ids, NULL-ended; NULL: every enabled one of @kind. Asks nothing where nothing is to be asked. */
void     gls_plugin_grant_ask_async  (GtkWindow *parent, GlsPluginKind kind, const char * const *plugins, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* TRUE: they may run. FALSE without an error: the person said no. */
gboolean gls_plugin_grant_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
