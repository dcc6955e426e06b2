/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decided about plugins, kept in their configuration folder: enabled or not, settings, which type becomes which,
 * what they granted; and, apart from it, how the last run went. It knows no project but by its id. Safe on any thread. */
#pragma once

#include "gls-manifest.h"

G_BEGIN_DECLS

gboolean    gls_plugin_config_is_enabled  (const char *id);
gboolean    gls_plugin_config_set_enabled (const char *id, gboolean enabled, GError **error);

/* Every setting of @manifest by name as text, defaults filled in (those without one are missing). @project: the text form of a project's
 * id, whose own values stand before the person's; or NULL. A value that does not fit any more gives way to the default. */
GHashTable *gls_plugin_config_get_settings (const GlsManifest *manifest, const char *project);
/* @value NULL: back to the default. GLS_ERROR_INVALID says what the setting takes. */
gboolean    gls_plugin_config_set_setting  (const GlsManifest *manifest, const char *project, const char *name, const char *value,
                                            GError **error);

/* The codebook's type for each of the plugin's types that a person decided on; "" for left out. */
GHashTable *gls_plugin_config_get_types    (const char *id, const char *project);
gboolean    gls_plugin_config_set_type     (const char *id, const char *project, const char *type, const char *becomes, GError **error);

/* Has the person granted what this version of the manifest asks? TRUE when it asks nothing. */
gboolean    gls_plugin_config_is_granted   (const GlsManifest *manifest);
gboolean    gls_plugin_config_grant        (const GlsManifest *manifest, GError **error);
/* Forgets everything about a plugin. */
void        gls_plugin_config_forget       (const char *id);

/* One line, or NULL: what went wrong in the last run. */
char       *gls_plugin_config_get_failure  (const char *id);
void        gls_plugin_config_set_failure  (const char *id, const char *line);
/* Where a process's standard error goes. */
char       *gls_plugin_config_log_path     (const char *id);

G_END_DECLS
