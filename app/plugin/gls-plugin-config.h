/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decided about plugins, kept in their configuration folder: enabled or not, settings, which type becomes which,
 * what they granted; and, apart from it, how the last run went. It knows no project but by its id. Safe on any thread. */
#pragma once

#include "gls-manifest.h"

G_BEGIN_DECLS

gboolean    gls_plugin_config_is_enabled  (const char *id);
gboolean    gls_plugin_config_set_enabled (const char *id, gboolean enabled, GError **error);

/* Every setting of @manifest by name as text, defaults filled in (those without one are missing). @project: a project's own values by
 * name, which stand before the person's; or NULL. A value that does not fit any more gives way to the next; files are a person's own
 * matter, as no project can know what lies on this computer. */
GHashTable *gls_plugin_config_get_settings (const GlsManifest *manifest, GHashTable *project);
/* What the person set themself, by name; values that do not fit are not in it. */
GHashTable *gls_plugin_config_get_own_settings (const GlsManifest *manifest);
/* @value NULL: back to the default. GLS_ERROR_INVALID says what the setting takes. */
gboolean    gls_plugin_config_set_setting  (const GlsManifest *manifest, const char *name, const char *value, GError **error);
/* May @name have @value? GLS_ERROR_NOT_FOUND, GLS_ERROR_INVALID. @in_project: in a project, which may set no file. */
gboolean    gls_plugin_config_check_setting (const GlsManifest *manifest, const char *name, const char *value, gboolean in_project,
                                            GError **error);

/* The codebook's type for each of the plugin's types that a person decided on; "" for left out. @project: a project's own, which stand
 * before; or NULL. */
GHashTable *gls_plugin_config_get_types    (const char *id, GHashTable *project);
gboolean    gls_plugin_config_set_type     (const char *id, const char *type, const char *becomes, GError **error);

/* Has the person granted what this version of the plugin asks? TRUE when it asks nothing. */
gboolean    gls_plugin_config_is_granted   (const GlsManifest *manifest);
/* Was the person asked about this version, or did it come with the program? A window asks before the first run even where a plugin asks
 * for nothing. */
gboolean    gls_plugin_config_was_asked    (const GlsManifest *manifest);
gboolean    gls_plugin_config_grant        (const GlsManifest *manifest, GError **error);
/* Forgets everything about a plugin. */
void        gls_plugin_config_forget       (const char *id);

/* One line, or NULL: what went wrong in the last run. */
char       *gls_plugin_config_get_failure  (const char *id);
void        gls_plugin_config_set_failure  (const char *id, const char *line);
/* Where a process's standard error goes. */
char       *gls_plugin_config_log_path     (const char *id);

G_END_DECLS
