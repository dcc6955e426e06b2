/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which plugins there are and what was decided about them, as the plugins window sees it. Main thread only; files are read and written
 * on another. */
#pragma once

#include <gls-plugin-choices.h>
#include <gls-plugin-values.h>
#include <gls-registry.h>

#include "gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PLUGIN_DESK (gls_plugin_desk_get_type ())
G_DECLARE_FINAL_TYPE (GlsPluginDesk, gls_plugin_desk, GLS, PLUGIN_DESK, GObject)

/* Signals
 *   "changed" ()                       there is something new to show
 *   "said" (const char *sentence)      something went well and needs no reading
 *   "failed" (const char *heading, const char *text)
 *   "checked" (const char *id, GPtrArray *cases)   GlsPluginCase; NULL: it was cancelled or could not begin */

/* @session NULL: no project is open. */
GlsPluginDesk    *gls_plugin_desk_new          (GlsSession *session);
GlsSession       *gls_plugin_desk_get_session  (GlsPluginDesk *self);
/* NULL before they were read. */
GlsRegistry      *gls_plugin_desk_get_registry (GlsPluginDesk *self);
/* What the project says to plugins; empty without one. */
GPtrArray        *gls_plugin_desk_get_choices  (GlsPluginDesk *self);
void              gls_plugin_desk_refresh      (GlsPluginDesk *self);

void              gls_plugin_desk_set_enabled  (GlsPluginDesk *self, const char *id, gboolean enabled);
void              gls_plugin_desk_grant        (GlsPluginDesk *self, GlsManifest *manifest);
/* @value NULL: nothing is decided any more. */
void              gls_plugin_desk_set_choice   (GlsPluginDesk *self, GlsManifest *manifest, gboolean in_project, GlsPluginChoiceKind kind,
                                                const char *name, const char *value);
/* The open project's codebook gets types of these names. */
void              gls_plugin_desk_add_types    (GlsPluginDesk *self, GPtrArray *names);
void              gls_plugin_desk_install      (GlsPluginDesk *self, const char *folder);
void              gls_plugin_desk_remove       (GlsPluginDesk *self, const char *id);
/* The conformance suite; one at a time. */
void              gls_plugin_desk_check        (GlsPluginDesk *self, const char *id);
void              gls_plugin_desk_cancel_check (GlsPluginDesk *self);
/* The id of the plugin that is being checked, or NULL. */
const char       *gls_plugin_desk_get_checking (GlsPluginDesk *self);

G_END_DECLS
