/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells every window of this program that plugins changed on this computer: one was installed, removed, enabled, allowed or set
 * otherwise. What a project decides about plugins comes through its store instead. Main thread only. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GLS_TYPE_PLUGIN_NEWS (gls_plugin_news_get_type ())
G_DECLARE_FINAL_TYPE (GlsPluginNews, gls_plugin_news, GLS, PLUGIN_NEWS, GObject)

/* Signal "changed" (). */

GlsPluginNews *gls_plugin_news_get_default (void);
void           gls_plugin_news_tell        (void);

G_END_DECLS
