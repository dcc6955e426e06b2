/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import and export in the formats of plugins: what an importer gives goes the way of any import, what an exporter gets is read from the
 * project document by document. Synchronous; for the command line and for a thread of the store. */
#pragma once

#include <gls-project.h>
#include <gls-registry.h>
#include <gls-transfer.h>

G_BEGIN_DECLS

/* The enabled importer for @path by its extension, or that of files in it; NULL: none, the program's own readers take it. */
GlsManifest *gls_plugin_importer_for (const char *path);
/* The plugin of this kind and id; NULL without an error: it is no plugin's format. */
GlsManifest *gls_plugin_format       (const char *id, GlsPluginKind kind, GError **error);
/* "brat, conll": ids of enabled plugins of this kind, for messages; "" when there are none. */
char        *gls_plugin_list_formats (GlsPluginKind kind);

/* @options as for gls_import(). Adds to @report, which begins as zeros. FALSE: nothing of @path could be taken. */
gboolean     gls_plugin_import (GlsProject *project, GlsManifest *importer, const char *path, const GlsImportOptions *options,
                                GlsImportReport *report, GCancellable *cancellable, GError **error);
/* Adds up reports of several imports; @from is emptied. */
void         gls_import_report_add (GlsImportReport *into, GlsImportReport *from);
/* @path: the file or folder, "-" for standard output; @sets NULL: all. @reports (nullable) collects what was left out. */
gboolean     gls_plugin_export (GlsProject *project, GlsManifest *exporter, const char *path, const char * const *sets,
                                GPtrArray *reports, GCancellable *cancellable, GError **error);

G_END_DECLS
