/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an exporter writes: a file or a folder that appears whole or not at all. It knows no plugin. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GlsOutput GlsOutput;

/* @path: the file, or (@is_folder) the folder, which must be missing or empty. "-" is standard output. */
GlsOutput *gls_output_new    (const char *path, gboolean is_folder, GError **error);
/* Appends to the file, or to @name in the folder; names were checked by the caller. Thread-safe. */
gboolean   gls_output_write  (GlsOutput *output, const char *name, const void *data, gsize n_bytes, GError **error);
/* Puts it in its place, or (@commit FALSE) leaves nothing behind. Frees it. */
gboolean   gls_output_finish (GlsOutput *output, gboolean commit, GError **error);

G_END_DECLS
