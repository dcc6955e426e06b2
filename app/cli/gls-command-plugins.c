/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss plugins: which there are, where each came from and what is wrong with those that cannot run. What authors do with one is in
 * gls-command-plugin-kit.c. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-plugin-config.h>
#include <gls-registry.h>

#include "gls-cli-plugin.h"

static const char *
origin_name (GlsOrigin origin)
{
  return origin == GLS_ORIGIN_SHIPPED ? _("shipped") : _("installed");
}

static char *
join_kinds (const GlsManifest *manifest)
{
  g_autoptr (GString) kinds = g_string_new (NULL);

  for (int kind = GLS_PLUGIN_EXTRACTOR; kind <= GLS_PLUGIN_EXPORTER; kind++)
    if (manifest->kinds & GLS_KIND_BIT (kind))
      g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "", gls_plugin_kind_to_string (kind));
  return g_string_free (g_steal_pointer (&kinds), FALSE);
}

static void
write_strings (GlsJsonWriter *writer, const char *name, char **strings)
{
  gls_json_writer_member (writer, name);
  gls_json_writer_begin_array (writer);
  for (guint i = 0; strings[i] != NULL; i++)
    gls_json_writer_string (writer, strings[i]);
  gls_json_writer_end_array (writer);
}

static void
write_manifest (GlsJsonWriter *writer, const GlsManifest *manifest)
{
  g_autoptr (GHashTable) settings = gls_plugin_config_get_settings (manifest, NULL);

  gls_json_writer_string_member (writer, "name", manifest->name);
  gls_json_writer_string_member (writer, "description", manifest->description);
  gls_json_writer_string_member (writer, "version", manifest->version);
  gls_json_writer_member (writer, "kinds");
  gls_json_writer_begin_array (writer);
  for (int kind = GLS_PLUGIN_EXTRACTOR; kind <= GLS_PLUGIN_EXPORTER; kind++)
    if (manifest->kinds & GLS_KIND_BIT (kind))
      gls_json_writer_string (writer, gls_plugin_kind_to_string (kind));
  gls_json_writer_end_array (writer);
  gls_json_writer_string_member (writer, "runs", manifest->builtin != NULL  ? "program"
                                                : manifest->module != NULL ? "module"
                                                                           : "process");
  write_strings (writer, "types", manifest->types);
  write_strings (writer, "needs", manifest->needs);
  write_strings (writer, "extensions", manifest->extensions);
  gls_json_writer_string_member (writer, "author", manifest->author);
  gls_json_writer_string_member (writer, "licence", manifest->licence);
  gls_json_writer_member (writer, "settings");
  gls_json_writer_begin_object (writer);
  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = manifest->settings->pdata[i];

      gls_json_writer_member (writer, def->name);
      gls_json_writer_string (writer, g_hash_table_lookup (settings, def->name));
    }
  gls_json_writer_end_object (writer);
}

static void
write_entry (GlsJsonWriter *writer, const GlsPluginEntry *entry)
{
  g_autofree char *folder = g_filename_display_name (entry->folder);

  gls_json_writer_begin_object (writer);
  gls_json_writer_string_member (writer, "id", entry->id);
  gls_json_writer_string_member (writer, "folder", folder);
  gls_json_writer_string_member (writer, "origin", entry->origin == GLS_ORIGIN_SHIPPED ? "shipped" : "installed");
  gls_json_writer_boolean_member (writer, "enabled", entry->enabled);
  if (entry->manifest != NULL)
    {
      write_manifest (writer, entry->manifest);
      gls_json_writer_member (writer, "remarks");
      gls_json_writer_begin_array (writer);
      for (guint i = 0; i < entry->manifest->remarks->len; i++)
        gls_json_writer_string (writer, entry->manifest->remarks->pdata[i]);
      gls_json_writer_end_array (writer);
    }
  gls_json_writer_string_member (writer, "fault", entry->fault);
  gls_json_writer_string_member (writer, "failure", entry->failure);
  gls_json_writer_end_object (writer);
}

static void
print_json (const GlsRegistry *registry)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GlsJsonWriter writer;

  gls_json_writer_init (&writer, json);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "plugins");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < registry->entries->len; i++)
    write_entry (&writer, registry->entries->pdata[i]);
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  gls_cli_print_json (json);
}

static const char *
state_of (const GlsPluginEntry *entry)
{
  if (entry->fault != NULL)
    return _("cannot run");
  return entry->enabled ? _("enabled") : _("disabled");
}

static void
print_table (const GlsRegistry *registry)
{
  static const char * const headers[] = { N_("ID"), N_("VERSION"), N_("STATE"), N_("FROM"), N_("KINDS"), N_("NAME"), NULL };
  g_autoptr (GlsTable) table = gls_table_new (headers);

  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];
      g_autofree char *kinds = entry->manifest != NULL ? join_kinds (entry->manifest) : g_strdup ("");

      gls_table_add (table, entry->id, entry->manifest != NULL ? entry->manifest->version : "", state_of (entry),
                     origin_name (entry->origin), kinds, entry->manifest != NULL ? entry->manifest->name : "", NULL);
    }
  if (registry->entries->len > 0)
    gls_table_print (table);
  else
    g_print ("%s\n", _("there are no plugins"));
  for (guint i = 0; i < registry->entries->len; i++)
    {
      const GlsPluginEntry *entry = registry->entries->pdata[i];

      if (entry->fault != NULL)
        g_print ("%s\n", entry->fault);
      else if (entry->failure != NULL)
        g_print (_("%s: its last run failed: %s\n"), entry->id, entry->failure);
    }
}

int
gls_plugins_list (gboolean json)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();

  if (json)
    print_json (registry);
  else
    print_table (registry);
  return GLS_EXIT_DONE;
}

int
gls_command_plugins (const char *name, int argc, char **argv)
{
  g_autofree char *kind = NULL, *language = NULL, *project = NULL, *by = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("new: extractor, validator, importer or exporter"), N_("K") },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &language, N_("new: c or python"), N_("L") },
    { "project", 0, 0, G_OPTION_ARG_FILENAME, &project, N_("set and show: in this project, for everybody who works on it"), N_("PROJECT") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("set: who decides it for the project"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Report as JSON"), NULL },
    { NULL },
  };
  int exit_code;
  g_auto (GStrv) arguments = gls_cli_parse (name, argc, argv, entries, &exit_code);

  return arguments != NULL
             ? gls_plugins_run (arguments, &(GlsPluginsOptions) { kind, language, project, gls_cli_person (by), json })
             : exit_code;
}
