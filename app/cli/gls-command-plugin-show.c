/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss plugins show: all of one plugin: where it came from, what it may do, its settings and types with who decided on them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-plugin-choices.h>
#include <gls-plugin-config.h>
#include <gls-plugin-values.h>
#include <gls-registry.h>

#include "gls-cli-plugin.h"

static const char *
decided_by (GlsDecidedBy by)
{
  return by == GLS_DECIDED_PROJECT ? _("project") : by == GLS_DECIDED_PERSON ? _("you") : _("default");
}

static void
print_settings (const GlsManifest *manifest, const GPtrArray *choices)
{
  static const char * const headers[] = { N_("SETTING"), N_("VALUE"), N_("FROM"), N_("WHAT"), NULL };
  g_autoptr (GPtrArray) values = gls_plugin_list_settings (manifest, choices);
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < values->len; i++)
    {
      const GlsSettingValue *value = values->pdata[i];

      gls_table_add (table, value->def->name, value->value != NULL ? value->value : "", decided_by (value->by), value->def->label, NULL);
    }
  if (values->len == 0)
    return;
  g_print ("\n");
  gls_table_print (table);
}

static void
print_types (const GlsManifest *manifest, const GlsCodebook *codebook, const GPtrArray *choices)
{
  static const char * const headers[] = { N_("TYPE"), N_("BECOMES"), N_("FROM"), N_("REMARK"), NULL };
  g_autoptr (GPtrArray) values = gls_plugin_list_types (manifest, codebook, choices);
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < values->len; i++)
    {
      const GlsTypeValue *value = values->pdata[i];
      g_autofree char *remark = value->fits ? NULL
                                : value->proposal != NULL
                                    ? g_strdup_printf (_("not in the codebook, left out; meant is perhaps %s"), value->proposal)
                                    : g_strdup (_("not in the codebook, left out"));

      gls_table_add (table, value->type, *value->becomes != '\0' ? value->becomes : _("(left out)"), decided_by (value->by),
                     remark != NULL ? remark : "", NULL);
    }
  if (values->len == 0)
    return;
  g_print ("\n");
  gls_table_print (table);
}

static void
print_head (const GlsPluginEntry *entry)
{
  const GlsManifest *manifest = entry->manifest;
  g_autofree char *folder = g_filename_display_name (entry->folder);

  g_print ("%s %s (%s)\n", manifest->name, manifest->version, manifest->id);
  if (manifest->description != NULL)
    g_print ("%s\n", manifest->description);
  g_print ("%s: %s\n", entry->origin == GLS_ORIGIN_SHIPPED ? _("shipped")
                      : entry->origin == GLS_ORIGIN_USER  ? _("installed") : _("not installed"), folder);
  if (entry->origin != GLS_ORIGIN_FOLDER)
    g_print ("%s\n", entry->enabled ? _("enabled") : _("disabled"));
  if (entry->fault != NULL)
    g_print ("%s\n", entry->fault);
  else
    {
      g_autoptr (GPtrArray) rights = gls_plugin_list_rights (manifest);

      for (guint i = 0; i < rights->len; i++)
        g_print ("%s\n", (const char *) rights->pdata[i]);
    }
  if (entry->failure != NULL)
    g_print (_("%s: its last run failed: %s\n"), entry->id, entry->failure);
}

int
gls_plugins_show (const char *id, const char *path)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) own = NULL;
  GlsPluginEntry one = { 0 };
  const GlsPluginEntry *entry = gls_registry_find (registry, id);
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsCodebook) codebook = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    {
      own = gls_registry_get (registry, id, &error);
      if (own == NULL)
        return gls_cli_fail_command ("plugins", error);
      id = own->id;
      one = (GlsPluginEntry){ .id = own->id, .folder = own->folder, .origin = own->origin, .manifest = own, .enabled = TRUE };
      entry = &one;
    }
  if (entry->manifest == NULL)
    return gls_cli_fail (GLS_EXIT_FAILURE, "plugins: %s", entry->fault);
  if (path != NULL)
    {
      project = gls_cli_open (path, GLS_OPEN_READ_ONLY);
      if (project == NULL)
        return GLS_EXIT_FAILURE;
      codebook = gls_project_load_codebook (project, &error);
      choices = codebook != NULL ? gls_project_load_plugin_choices (project, id, &error) : NULL;
      if (choices == NULL)
        return gls_cli_fail_command ("plugins", error);
    }
  print_head (entry);
  print_settings (entry->manifest, choices);
  print_types (entry->manifest, codebook, choices);
  return GLS_EXIT_DONE;
}
