/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One plugin: what it is and may do, what went wrong, its settings and types, and the commands on it. */
#pragma once

#include "common/gls-plugin-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_PLUGIN_PANE (gls_plugin_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsPluginPane, gls_plugin_pane, GLS, PLUGIN_PANE, GtkBox)

void gls_plugin_pane_set_desk (GlsPluginPane *self, GlsPluginDesk *desk);
/* As its buttons do. */
void gls_plugin_pane_check    (GlsPluginPane *self);
void gls_plugin_pane_remove   (GlsPluginPane *self);
/* @id NULL: nothing is selected. */
void gls_plugin_pane_show     (GlsPluginPane *self, const char *id, const char *folder);

G_END_DECLS
