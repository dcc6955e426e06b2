/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gloss plugins install, remove, enable, disable, allow, set, show, new, check: what people and authors do with one plugin. Listing them is in
 * gls-command-plugins.c. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-formats.h>
#include <gls-plugin-choices.h>
#include <gls-plugin-config.h>
#include <gls-plugin-new.h>
#include <gls-registry.h>

#include "gls-cli-plugin.h"

static int
run_install (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_registry_install (folder, &error);
  g_autofree char *shown = NULL;

  if (manifest == NULL)
    return gls_cli_fail_command ("plugins", error);
  shown = g_filename_display_name (manifest->folder);
  g_print (_("%s %s is installed in %s\n"), manifest->id, manifest->version, shown);
  return GLS_EXIT_DONE;
}

static int
run_remove (const char *id)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GError) error = NULL;

  if (!gls_registry_remove (registry, id, &error))
    return gls_cli_fail_command ("plugins", error);
  g_print (_("%s is removed\n"), id);
  return GLS_EXIT_DONE;
}

static int
run_enable (const char *id, gboolean enabled)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GError) error = NULL;

  if (gls_registry_find (registry, id) == NULL)
    return gls_cli_fail (GLS_EXIT_FAILURE, _("plugins: there is no plugin %s"), id);
  if (!gls_plugin_config_set_enabled (id, enabled, &error))
    return gls_cli_fail_command ("plugins", error);
  g_print (enabled ? _("%s is enabled\n") : _("%s is disabled\n"), id);
  return GLS_EXIT_DONE;
}

static int
run_allow (const char *id)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_registry_get (registry, id, &error);
  g_autoptr (GPtrArray) wishes = NULL;

  if (manifest == NULL || !gls_plugin_config_grant (manifest, &error))
    return gls_cli_fail_command ("plugins", error);
  wishes = gls_manifest_list_wishes (manifest);
  for (guint i = 0; i < wishes->len; i++)
    g_print (_("%s may use: %s\n"), manifest->id, (const char *) wishes->pdata[i]);
  if (wishes->len == 0)
    g_print (_("%s asks for nothing\n"), manifest->id);
  return GLS_EXIT_DONE;
}

/* The project says it to everybody who works on it; it can be undone. */
static gboolean
set_in_project (const GlsManifest *manifest, GlsPluginChoiceKind kind, const char *name, const char *value,
                const GlsPluginsOptions *options, GError **error)
{
  g_autoptr (GlsProject) project = NULL;
  g_autoptr (GlsCodebook) codebook = NULL;
  g_autoptr (GlsChange) change = NULL;

  if (kind == GLS_CHOICE_SETTING && !gls_plugin_config_check_setting (manifest, name, value, TRUE, error))
    return FALSE;
  project = gls_project_open (options->project, GLS_OPEN_DEFAULT, error);
  codebook = project != NULL ? gls_project_load_codebook (project, error) : NULL;
  if (codebook == NULL)
    return FALSE;
  if (kind == GLS_CHOICE_TYPE && value != NULL && *value != '\0' && gls_codebook_find_type (codebook, value) == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the codebook has no type “%s”; nothing after “=” leaves %s out"), value, name);
      return FALSE;
    }
  change = gls_change_new (options->by, "plugin-setting");
  gls_change_set_plugin_choice (change, kind, manifest->id, name, value);
  return gls_project_commit (project, change, error);
}

/* NAME=VALUE; without "=" the default comes back. "type:NAME=VALUE" says what a type of the plugin becomes. */
static int
run_set (const char *id, const char *assignment, const GlsPluginsOptions *options)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsManifest) manifest = gls_registry_get (registry, id, &error);
  const char *equals = strchr (assignment, '=');
  g_autofree char *whole = equals != NULL ? g_strndup (assignment, equals - assignment) : g_strdup (assignment);
  const char *value = equals != NULL ? equals + 1 : NULL;
  gboolean is_type = g_str_has_prefix (whole, "type:"), ok = FALSE;
  const char *name = is_type ? whole + strlen ("type:") : whole;

  if (!gls_cli_check_person (options->by))
    return GLS_EXIT_USAGE;
  if (manifest != NULL && options->project != NULL)
    ok = set_in_project (manifest, is_type ? GLS_CHOICE_TYPE : GLS_CHOICE_SETTING, name, value, options, &error);
  else if (manifest != NULL && is_type)
    ok = gls_plugin_config_set_type (manifest->id, name, value, &error);
  else if (manifest != NULL)
    ok = gls_plugin_config_set_setting (manifest, name, value, &error);
  return ok ? GLS_EXIT_DONE : gls_cli_fail_command ("plugins", error);
}

static int
run_new (const char *id, const char *kind_name, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  GlsPluginKind kind;

  if (kind_name == NULL || !gls_plugin_kind_parse (kind_name, &kind))
    return gls_cli_fail (GLS_EXIT_USAGE, _("plugins: say --kind extractor, validator, importer or exporter"));
  if (language == NULL || !(g_str_equal (language, "c") || g_str_equal (language, "python")))
    return gls_cli_fail (GLS_EXIT_USAGE, _("plugins: say --lang c or --lang python"));
  folder = gls_plugin_new (id, kind, g_str_equal (language, "c"), &error);
  if (folder == NULL)
    return gls_cli_fail_command ("plugins", error);
  if (g_str_equal (language, "c"))
    g_print (_("%s is written. Build it with “make -C %s”, then try “gloss plugins check ./%s”.\n"), folder, folder, folder);
  else
    g_print (_("%s is written. Try “gloss plugins check ./%s”.\n"), folder, folder);
  return GLS_EXIT_DONE;
}

static int
run_check (const char *folder, gboolean json)
{
  g_autofree char *path = strchr (folder, '/') == NULL && g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_strconcat ("./", folder, NULL)
                                                                                                   : g_strdup (folder);
  g_autoptr (GCancellable) cancellable = gls_cli_cancellable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = gls_formats_check (path, cancellable, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GlsJsonWriter writer;
  guint failed = 0;

  if (cases == NULL)
    return gls_cli_fail_command ("plugins", error);
  gls_json_writer_init (&writer, text);
  gls_json_writer_begin_object (&writer);
  gls_json_writer_member (&writer, "cases");
  gls_json_writer_begin_array (&writer);
  for (guint i = 0; i < cases->len; i++)
    {
      const GlsPluginCase *one = cases->pdata[i];

      failed += one->why != NULL;
      gls_json_writer_begin_object (&writer);
      gls_json_writer_string_member (&writer, "name", one->name);
      gls_json_writer_boolean_member (&writer, "passed", one->why == NULL);
      gls_json_writer_boolean_member (&writer, "timed", one->timed);
      gls_json_writer_string_member (&writer, "why", one->why);
      gls_json_writer_end_object (&writer);
      if (!json)
        {
          g_autofree char *line = gls_plugin_case_describe (one);

          g_print ("%s\n", line);
        }
    }
  gls_json_writer_end_array (&writer);
  gls_json_writer_end_object (&writer);
  if (json)
    gls_cli_print_json (text);
  return failed > 0 ? GLS_EXIT_FINDINGS : GLS_EXIT_DONE;
}

static int
fail_arguments (const char *subcommand)
{
  return gls_cli_fail (GLS_EXIT_USAGE, _("plugins %s: an argument is missing or too many; see “gloss plugins --help”"), subcommand);
}

int
gls_plugins_run (char **arguments, const GlsPluginsOptions *options)
{
  const char *what = arguments[0], *argument = what != NULL ? arguments[1] : NULL;
  guint n = what != NULL ? g_strv_length (arguments) - 1 : 0;

  if (what == NULL || g_str_equal (what, "list"))
    return n > 0 ? fail_arguments (what) : gls_plugins_list (options->json);
  if (g_str_equal (what, "set"))
    return n == 2 ? run_set (argument, arguments[2], options) : fail_arguments (what);
  if (!g_strv_contains ((const char * const[]){ "install", "remove", "enable", "disable", "allow", "new", "check", "show", NULL }, what))
    return gls_cli_fail (GLS_EXIT_USAGE, _("plugins: “%s” is no subcommand; see “gloss plugins --help”"), what);
  if (n == 0 && g_str_equal (what, "new"))
    return gls_cli_fail (GLS_EXIT_USAGE, _("plugins new: give a name, as in “gloss plugins new my-plugin --kind extractor --lang python”"));
  if (n != 1)
    return fail_arguments (what);
  if (g_str_equal (what, "install"))
    return run_install (argument);
  if (g_str_equal (what, "remove"))
    return run_remove (argument);
  if (g_str_equal (what, "enable") || g_str_equal (what, "disable"))
    return run_enable (argument, g_str_equal (what, "enable"));
  if (g_str_equal (what, "allow"))
    return run_allow (argument);
  if (g_str_equal (what, "show"))
    return gls_plugins_show (argument, options->project);
  return g_str_equal (what, "new") ? run_new (argument, options->kind, options->language) : run_check (argument, options->json);
}
