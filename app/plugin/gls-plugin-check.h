/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conformance suite: what every plugin must bear, tried on one. It knows no project. */
#pragma once

#include <gio/gio.h>

#include "gls-manifest.h"

G_BEGIN_DECLS

typedef struct {
  char    *name;
  char    *why;     /* NULL: passed */
  gboolean timed;   /* it is about time: where it failed, a busy computer may be the reason */
} GlsPluginCase;

/* For suites of other things than plugins. Takes @why. */
void       gls_plugin_cases_add (GPtrArray *cases, GlsPluginKind kind, const char *name, gboolean timed, char *why);
GPtrArray *gls_plugin_cases_new (void);
/* One line: whether it passed, or else why not. */
char      *gls_plugin_case_describe (const GlsPluginCase *one);
/* What an importer must bear, one file after the other. */
void       gls_plugin_check_each_source (void (*check) (gpointer data, const char *name, const char *contents, gsize n_bytes), gpointer data);

/* @folder: of the plugin, or its id. GlsPluginCase for every kind it offers; NULL: it is no plugin, or was cancelled. */
GPtrArray *gls_plugin_check (const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
