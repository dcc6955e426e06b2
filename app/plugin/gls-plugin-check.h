/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conformance suite: what every plugin must bear, tried on one. It knows no project. */
#pragma once

#include <gio/gio.h>

#include "gls-manifest.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *why;    /* NULL: passed */
} GlsPluginCase;

/* @folder: of the plugin, or its id. GlsPluginCase for every kind it offers; NULL: it is no plugin, or was cancelled. */
GPtrArray *gls_plugin_check (const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
