/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that a project says to a plugin, as a value: what a setting is, or what becomes of a type. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  GLS_CHOICE_SETTING, /* @name is a setting, @value its value as text */
  GLS_CHOICE_TYPE,    /* @name is a type of the plugin, @value the codebook's, "" for left out */
} GlsPluginChoiceKind;

typedef struct {
  GlsPluginChoiceKind kind;
  char               *plugin;  /* id */
  char               *name;
  char               *value;
} GlsPluginChoice;

GlsPluginChoice *gls_plugin_choice_new     (GlsPluginChoiceKind kind, const char *plugin, const char *name, const char *value);
void             gls_plugin_choice_free    (GlsPluginChoice *choice);
/* By plugin, kind and name; of pointers to pointers. */
int              gls_plugin_choice_compare (gconstpointer a, gconstpointer b);
/* Do both say something of the same? For hash tables. */
guint            gls_plugin_choice_hash    (gconstpointer choice);
gboolean         gls_plugin_choice_equal   (gconstpointer a, gconstpointer b);

G_END_DECLS
