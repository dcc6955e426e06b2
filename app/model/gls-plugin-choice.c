/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project says to plugins, as values.
 * It must not know which plugins there are, nor what their settings may hold. */
#include "config.h"

#include <string.h>

#include "gls-plugin-choice.h"

GlsPluginChoice *
gls_plugin_choice_new (GlsPluginChoiceKind kind, const char *plugin, const char *name, const char *value)
{
  GlsPluginChoice *choice = g_new0 (GlsPluginChoice, 1);

  choice->kind = kind;
  choice->plugin = g_strdup (plugin);
  choice->name = g_strdup (name);
  choice->value = g_strdup (value);
  return choice;
}

void
gls_plugin_choice_free (GlsPluginChoice *choice)
{
  g_free (choice->plugin);
  g_free (choice->name);
  g_free (choice->value);
  g_free (choice);
}

int
gls_plugin_choice_compare (gconstpointer a, gconstpointer b)
{
  const GlsPluginChoice *x = *(GlsPluginChoice * const *) a, *y = *(GlsPluginChoice * const *) b;
  int order = strcmp (x->plugin, y->plugin);

  if (order == 0)
    order = (int) x->kind - (int) y->kind;
  return order != 0 ? order : strcmp (x->name, y->name);
}

guint
gls_plugin_choice_hash (gconstpointer choice)
{
  const GlsPluginChoice *own = choice;

  return g_str_hash (own->plugin) * 31 + g_str_hash (own->name) * 2 + own->kind;
}

gboolean
gls_plugin_choice_equal (gconstpointer a, gconstpointer b)
{
  return gls_plugin_choice_compare (&a, &b) == 0;
}
