/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import and export in every format alike: those of plugins, and the program's own (text, HTML, JSON Lines), which are plugins to people
 * (listed, disabled, set) but work inside the program, where they are fast and lose nothing. Synchronous; any thread of the store. */
#pragma once

#include <gls-plugin-check.h>

#include "gls-plugin-exchange.h"

G_BEGIN_DECLS

/* All @paths with the importer that @options->format names; without one each with the enabled importer for its kind, told by name and
 * content. What the project and the person set for text and HTML counts. Adds to @report, which begins as zeros. FALSE: nothing
 * could go on. */
gboolean   gls_formats_import (GlsProject *project, const char * const *paths, const GlsImportOptions *options,
                               GlsImportReport *report, GCancellable *cancellable, GError **error);
/* Into the file or folder @path, "-" being standard output; @sets NULL: all. Without @force an existing file is GLS_ERROR_EXISTS.
 * @reports (nullable) collects what was left out. A file appears whole or not at all. */
gboolean   gls_formats_export (GlsProject *project, const char *format, const char *path, const char * const *sets, gboolean force,
                               GPtrArray *reports, GCancellable *cancellable, GError **error);

/* The conformance suite, gls_plugin_check(), for the program's own formats too: those are tried on projects made for it. */
GPtrArray *gls_formats_check  (const char *id_or_folder, GCancellable *cancellable, GError **error);

G_END_DECLS
