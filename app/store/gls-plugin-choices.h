/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project says to plugins: values of their settings and what becomes of their types. It travels with the file and stands before
 * what a person decided for themself. */
#pragma once

#include <gls-plugin-choice.h>

#include "gls-project.h"

G_BEGIN_DECLS

/* @value NULL: the project says nothing of it any more. */
void       gls_change_set_plugin_choice    (GlsChange *change, GlsPluginChoiceKind kind, const char *plugin, const char *name,
                                            const char *value);
/* GlsPluginChoice by plugin, kind and name; @plugin NULL: of all. */
GPtrArray *gls_project_load_plugin_choices (GlsProject *project, const char *plugin, GError **error);
/* Those of one plugin and kind as name to value; owned strings. */
GHashTable *gls_plugin_choices_to_table    (const GPtrArray *choices, const char *plugin, GlsPluginChoiceKind kind);

G_END_DECLS
