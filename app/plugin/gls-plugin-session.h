/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin at work: begun once, given documents, ended. The same for modules and processes, which the caller cannot tell apart.
 * A session belongs to one thread, which waits in it; never a window's main thread. It knows no project. */
#pragma once

#include <gio/gio.h>

#include "gls-contract.h"

G_BEGIN_DECLS

typedef struct {
  guint64 done;         /* documents */
  guint64 total;        /* contract->n_documents; 0: not known */
  guint64 characters;   /* of the done ones */
  double  part;         /* of a document, when only one is being worked on: 0 to 1 */
  double  seconds;      /* since the run began */
} GlsPluginProgress;

typedef struct {
  /* The next document, transfer full; NULL without an error: that was all. */
  GlsDocument *(*next)     (gpointer data, GError **error);
  /* What came of one, in any order. @document NULL: of finish(). FALSE ends the run. */
  gboolean     (*take)     (gpointer data, GlsDocument *document, GlsResult *result, GError **error);
  /* At most 20 times a second. May be NULL. */
  void         (*progress) (gpointer data, const GlsPluginProgress *progress);
} GlsPluginClient;

typedef struct _GlsPluginSession GlsPluginSession;

/* Begins: loads the module or starts the process. @log (nullable): every line that the plugin logs or writes to standard error. */
GlsPluginSession *gls_plugin_session_open (GlsContract *contract, void (*log) (gpointer data, const char *line), gpointer log_data,
                              GCancellable *cancellable, GError **error);
/* Every document that @client gives; then, for validators of project scope and for exporters, finish(). May be called again, with
 * documents that changed. FALSE with an error: the plugin is lost, was cancelled (G_IO_ERROR_CANCELLED), or the client gave up. */
gboolean    gls_plugin_session_run  (GlsPluginSession *session, const GlsPluginClient *client, gpointer data, GCancellable *cancellable, GError **error);
/* One file or folder. NULL with an error: nothing of it. */
GlsImported *gls_plugin_session_import (GlsPluginSession *session, const char *path, const char *encoding, GCancellable *cancellable, GError **error);
/* Ends the plugin; an exporter's output is kept only with @commit. */
gboolean    gls_plugin_session_close (GlsPluginSession *session, gboolean commit, GError **error);

G_END_DECLS
