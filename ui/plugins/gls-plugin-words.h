/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plugins window says of plugins in words. */
#pragma once

#include <gls-registry.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Can it propose annotations? */
gboolean gls_plugin_words_is_extractor (const GlsPluginEntry *entry);
/* "extractor, validator", translated; transfer full. */
char *gls_plugin_words_kinds     (const GlsManifest *manifest);
/* "2026-11-21 09:12" in local time; transfer full. @began: milliseconds since 1970. */
char *gls_plugin_words_when      (gint64 began);
/* A long text in a window of its own, to be read and copied. */
void  gls_plugin_words_show_text (GtkWindow *parent, const char *title, const char *text);

G_END_DECLS
