/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads plugin.ini: every key checked, one clear sentence for the first that is wrong. It runs nothing and loads nothing. */
#define _GNU_SOURCE /* memmem */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <gmodule.h>

#include <gls-error.h>

#include "gls-manifest.h"

#define GROUP "Plugin"
#define MAX_MANIFEST (256 * 1024)
#define MAX_SETTINGS 200

typedef struct {
  GKeyFile    *file;
  GlsManifest *manifest;
  const char  *where;   /* for messages */
} Reading;

static const char * const kind_names[] = { NULL, "extractor", "validator", "importer", "exporter" };

const char *
gls_plugin_kind_to_string (GlsPluginKind kind)
{
  return (guint) kind < G_N_ELEMENTS (kind_names) && kind_names[kind] != NULL ? kind_names[kind] : "";
}

gboolean
gls_plugin_kind_parse (const char *string, GlsPluginKind *kind)
{
  for (guint i = 1; string != NULL && i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (string, kind_names[i]))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_name (const char *name)
{
  gsize n = strlen (name);

  if (n == 0 || n > 40 || !g_ascii_islower (name[0]))
    return FALSE;
  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

gboolean
gls_plugin_id_is_valid (const char *id)
{
  return id != NULL && is_name (id);
}

/* "FILE: [group] key=value: why". */
static gboolean
fail (const Reading *reading, const char *group, const char *key, const char *value, const char *why, GError **error)
{
  g_autofree char *shown = value != NULL ? g_strndup (value, 80) : NULL;
  g_autofree char *clean = shown != NULL ? g_utf8_make_valid (shown, -1) : NULL;

  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: [%s] %s=%s: %s", reading->where, group, key,
               clean != NULL ? clean : "", why);
  return FALSE;
}

static char *
get_raw (Reading *reading, const char *group, const char *key)
{
  char *value = g_key_file_get_string (reading->file, group, key, NULL);

  if (value != NULL && *g_strstrip (value) == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static gboolean
get_text (Reading *reading, const char *group, const char *key, gboolean required, char **text, GError **error)
{
  *text = g_key_file_get_locale_string (reading->file, group, key, NULL, NULL);
  if (*text != NULL && *g_strstrip (*text) == '\0')
    g_clear_pointer (text, g_free);
  if (*text == NULL && required)
    return fail (reading, group, key, NULL, _("it is missing"), error);
  return TRUE;
}

/* Never NULL, each part stripped, no empty ones. */
static char **
get_list (Reading *reading, const char *group, const char *key)
{
  g_auto (GStrv) parts = g_key_file_get_string_list (reading->file, group, key, NULL, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (list, g_strdup (parts[i]));
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_steal (list, NULL);
}

static gboolean
get_boolean (Reading *reading, const char *key, gboolean *value, GError **error)
{
  g_autofree char *text = get_raw (reading, GROUP, key);

  if (text == NULL)
    return TRUE;
  *value = g_str_equal (text, "true");
  return *value || g_str_equal (text, "false") || fail (reading, GROUP, key, text, _("give true or false"), error);
}

static gboolean
get_count (Reading *reading, const char *key, guint otherwise, guint most, guint *value, GError **error)
{
  g_autofree char *text = get_raw (reading, GROUP, key);
  guint64 number;

  *value = otherwise;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &number, NULL))
    {
      g_autofree char *why = g_strdup_printf (_("give a whole number from 1 to %u"), most);

      return fail (reading, GROUP, key, text, why, error);
    }
  *value = number;
  return TRUE;
}

/* One of two words; FALSE in *@second when the key is missing. */
static gboolean
get_either (Reading *reading, const char *key, const char *first, const char *second, gboolean required, gboolean *is_second,
            GError **error)
{
  g_autofree char *text = get_raw (reading, GROUP, key);
  g_autofree char *why = NULL;

  *is_second = FALSE;
  if (text == NULL && !required)
    return TRUE;
  if (text != NULL && (g_str_equal (text, first) || g_str_equal (text, second)))
    {
      *is_second = g_str_equal (text, second);
      return TRUE;
    }
  why = g_strdup_printf (_("give %s or %s"), first, second);
  return fail (reading, GROUP, key, text, why, error);
}

static gboolean
read_api (Reading *reading, GError **error)
{
  g_autofree char *text = get_raw (reading, GROUP, "Api");
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ".", 3);
  guint64 major, minor;
  g_autofree char *why = NULL;

  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 0, 999, &major, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 999, &minor, NULL))
    return fail (reading, GROUP, "Api", text, _("give two numbers, such as 1.0"), error);
  reading->manifest->api_major = major;
  reading->manifest->api_minor = minor;
  if (major == GLS_PLUGIN_API_MAJOR && minor <= GLS_PLUGIN_API_MINOR)
    return TRUE;
  why = g_strdup_printf (_("it was made for API %d.%d, this program speaks %d.0 to %d.%d"), (int) major, (int) minor,
                         GLS_PLUGIN_API_MAJOR, GLS_PLUGIN_API_MAJOR, GLS_PLUGIN_API_MINOR);
  return fail (reading, GROUP, "Api", text, why, error);
}

static gboolean
read_identity (Reading *reading, GError **error)
{
  GlsManifest *manifest = reading->manifest;

  manifest->id = get_raw (reading, GROUP, "Id");
  if (manifest->id == NULL || !is_name (manifest->id))
    return fail (reading, GROUP, "Id", manifest->id, _("give a letter, then lower-case letters, digits and hyphens, 40 at most"),
                 error);
  manifest->version = get_raw (reading, GROUP, "Version");
  if (manifest->version == NULL || strlen (manifest->version) > 40 || !g_ascii_isdigit (manifest->version[0])
      || strspn (manifest->version, "0123456789.") != strlen (manifest->version))
    return fail (reading, GROUP, "Version", manifest->version, _("give digits and dots, such as 1.0"), error);
  return read_api (reading, error) && get_text (reading, GROUP, "Name", TRUE, &manifest->name, error)
         && get_text (reading, GROUP, "Description", FALSE, &manifest->description, error)
         && get_text (reading, GROUP, "Author", FALSE, &manifest->author, error)
         && get_text (reading, GROUP, "Licence", FALSE, &manifest->licence, error)
         && get_text (reading, GROUP, "Website", FALSE, &manifest->website, error);
}

static gboolean
read_kinds (Reading *reading, GError **error)
{
  g_auto (GStrv) kinds = get_list (reading, GROUP, "Kinds");

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      GlsPluginKind kind;

      if (!gls_plugin_kind_parse (kinds[i], &kind))
        return fail (reading, GROUP, "Kinds", kinds[i], _("give extractor, validator, importer or exporter"), error);
      reading->manifest->kinds |= GLS_KIND_BIT (kind);
    }
  return reading->manifest->kinds != 0 || fail (reading, GROUP, "Kinds", NULL, _("it is missing"), error);
}

static gboolean
read_program (Reading *reading, GError **error)
{
  GlsManifest *manifest = reading->manifest;
  g_autofree char *module = get_raw (reading, GROUP, "Module");
  g_autofree char *exec = get_raw (reading, GROUP, "Exec");
  g_autoptr (GError) failure = NULL;

  /* Only what comes with the program can be a part of it. */
  if (manifest->origin == GLS_ORIGIN_SHIPPED && module == NULL && exec == NULL)
    manifest->builtin = get_raw (reading, GROUP, "Builtin");
  if (manifest->builtin != NULL)
    return TRUE;
  if ((module == NULL) == (exec == NULL))
    return fail (reading, GROUP, module == NULL ? "Module" : "Exec", module, _("give exactly one of Module and Exec"), error);
  if (module != NULL && (strchr (module, '/') != NULL || module[0] == '.' || strlen (module) > 100))
    return fail (reading, GROUP, "Module", module, _("give the name of a file in the plugin's folder"), error);
  if (module != NULL)
    manifest->module = g_str_has_suffix (module, "." G_MODULE_SUFFIX) ? g_steal_pointer (&module)
                                                                       : g_strconcat (module, "." G_MODULE_SUFFIX, NULL);
  else if (!g_shell_parse_argv (exec, NULL, &manifest->exec, &failure))
    return fail (reading, GROUP, "Exec", exec, failure->message, error);
  return TRUE;
}

static gboolean
read_lists (Reading *reading, GError **error)
{
  GlsManifest *manifest = reading->manifest;

  manifest->types = get_list (reading, GROUP, "Types");
  manifest->needs = get_list (reading, GROUP, "Needs");
  manifest->languages = get_list (reading, GROUP, "Languages");
  manifest->extensions = get_list (reading, GROUP, "Extensions");
  manifest->reads = get_list (reading, GROUP, "Reads");
  for (guint i = 0; manifest->needs[i] != NULL; i++)
    if (!is_name (manifest->needs[i]))
      return fail (reading, GROUP, "Needs", manifest->needs[i], _("give ids of plugins"), error);
  for (guint i = 0; manifest->reads[i] != NULL; i++)
    if (!g_path_is_absolute (manifest->reads[i]))
      return fail (reading, GROUP, "Reads", manifest->reads[i], _("give absolute paths"), error);
  for (guint i = 0; manifest->extensions[i] != NULL; i++)
    if (manifest->extensions[i][0] == '.' || strchr (manifest->extensions[i], '/') != NULL)
      return fail (reading, GROUP, "Extensions", manifest->extensions[i], _("give endings without the dot"), error);
  return TRUE;
}

static gboolean
read_source (Reading *reading, GError **error)
{
  g_autofree char *text = get_raw (reading, GROUP, "Source");

  reading->manifest->source_either = g_strcmp0 (text, "either") == 0;
  return reading->manifest->source_either
         || get_either (reading, "Source", "file", "folder", FALSE, &reading->manifest->source_folder, error);
}

static gboolean
read_limits (Reading *reading, GError **error)
{
  GlsManifest *manifest = reading->manifest;

  return get_either (reading, "Unit", "characters", "bytes", TRUE, &manifest->bytes, error)
         && get_either (reading, "Scope", "document", "project", FALSE, &manifest->project_scope, error)
         && read_source (reading, error)
         && get_either (reading, "Target", "file", "folder", FALSE, &manifest->target_folder, error)
         && get_boolean (reading, "Parallel", &manifest->parallel, error)
         && get_boolean (reading, "Network", &manifest->network, error)
         && get_boolean (reading, "Gpu", &manifest->gpu, error)
         && get_count (reading, "Start", 10, 600, &manifest->start_seconds, error)
         && get_count (reading, "Timeout", 60, 3600, &manifest->document_seconds, error)
         && get_count (reading, "Memory", 1024, 1024 * 1024, &manifest->memory_mib, error);
}

static void
setting_def_free (gpointer data)
{
  GlsSettingDef *def = data;

  g_free (def->name);
  g_free (def->label);
  g_free (def->description);
  g_free (def->initial);
  g_strfreev (def->choices);
  g_strfreev (def->choice_labels);
  g_free (def);
}

static gboolean
read_number (Reading *reading, const char *group, const char *key, double *value, GError **error)
{
  g_autofree char *text = get_raw (reading, group, key);
  char *end = NULL;

  *value = NAN;
  if (text == NULL)
    return TRUE;
  *value = g_ascii_strtod (text, &end);
  return (*end == '\0' && isfinite (*value)) || fail (reading, group, key, text, _("give a number"), error);
}

static gboolean
read_choices (Reading *reading, const char *group, GlsSettingDef *def, GError **error)
{
  guint n;

  def->choices = get_list (reading, group, "Choices");
  n = g_strv_length (def->choices);
  if (n < 2)
    return fail (reading, group, "Choices", NULL, _("give two values at least"), error);
  def->choice_labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strconcat ("Choice-", def->choices[i], NULL);

      def->choice_labels[i] = g_key_file_get_locale_string (reading->file, group, key, NULL, NULL);
      if (def->choice_labels[i] == NULL)
        def->choice_labels[i] = g_strdup (def->choices[i]);
    }
  return TRUE;
}

static gboolean
read_setting (Reading *reading, const char *group, GlsSettingDef *def, GError **error)
{
  g_autofree char *kind = get_raw (reading, group, "Type");
  g_autoptr (GError) failure = NULL;
  gboolean optional;
  guint i = 0;

  def->name = g_strdup (group + strlen ("Setting "));
  if (!is_name (def->name))
    return fail (reading, group, "", NULL, _("give a letter, then lower-case letters, digits and hyphens, 40 at most"), error);
  while (i <= GLS_SETTING_FILE && g_strcmp0 (kind, gls_setting_kind_to_string (i)) != 0)
    i++;
  if (i > GLS_SETTING_FILE)
    return fail (reading, group, "Type", kind, _("give text, boolean, integer, number, choice, list or file"), error);
  def->kind = i;
  if (!get_text (reading, group, "Label", TRUE, &def->label, error)
      || !get_text (reading, group, "Description", FALSE, &def->description, error)
      || !read_number (reading, group, "Min", &def->min, error) || !read_number (reading, group, "Max", &def->max, error)
      || (def->kind == GLS_SETTING_CHOICE && !read_choices (reading, group, def, error)))
    return FALSE;
  def->initial = get_raw (reading, group, "Default");
  optional = def->kind == GLS_SETTING_TEXT || def->kind == GLS_SETTING_LIST || def->kind == GLS_SETTING_FILE;
  if (def->initial == NULL)
    return optional || fail (reading, group, "Default", NULL, _("it is missing"), error);
  return gls_setting_def_check (def, def->initial, &failure)
         || fail (reading, group, "Default", def->initial, failure->message, error);
}

static gboolean
read_settings (Reading *reading, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reading->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      GlsSettingDef *def;

      if (!g_str_has_prefix (groups[i], "Setting "))
        {
          if (!g_str_equal (groups[i], GROUP))
            g_ptr_array_add (reading->manifest->remarks, g_strdup_printf (_("%s: [%s] is not known"), reading->where, groups[i]));
          continue;
        }
      if (reading->manifest->settings->len == MAX_SETTINGS)
        return fail (reading, groups[i], "", NULL, _("there are more than 200 settings"), error);
      def = g_new0 (GlsSettingDef, 1);
      g_ptr_array_add (reading->manifest->settings, def);
      if (!read_setting (reading, groups[i], def, error))
        return FALSE;
    }
  return TRUE;
}

/* Keys that are not ours, apart from their translations. */
static void
find_unknown (Reading *reading)
{
  static const char * const known[]
      = { "Id",        "Name",    "Description", "Version", "Api",     "Kinds",  "Module",     "Exec",   "Unit",
          "Types",     "Needs",   "Scope",       "Parallel", "Languages", "Extensions", "Source", "Target", "Author",
          "Licence",   "Website", "Start",       "Timeout", "Memory",  "Network", "Gpu",       "Reads",  NULL };
  const gboolean is_builtin = reading->manifest->builtin != NULL;
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, GROUP, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *key = g_strndup (keys[i], strcspn (keys[i], "["));

      if (!g_strv_contains (known, key) && !(is_builtin && g_str_equal (key, "Builtin")) && reading->manifest->remarks->len < 20)
        g_ptr_array_add (reading->manifest->remarks, g_strdup_printf (_("%s: [%s] %s is not known"), reading->where, GROUP, key));
    }
}

static GlsManifest *
manifest_new (const char *folder, GlsOrigin origin)
{
  GlsManifest *manifest = g_new0 (GlsManifest, 1);

  g_atomic_ref_count_init (&manifest->ref_count);
  manifest->folder = g_canonicalize_filename (folder, NULL);
  manifest->origin = origin;
  manifest->settings = g_ptr_array_new_with_free_func (setting_def_free);
  manifest->remarks = g_ptr_array_new_with_free_func (g_free);
  return manifest;
}

GlsManifest *
gls_manifest_parse (const char *data, gsize n_bytes, const char *folder, GlsOrigin origin, GError **error)
{
  g_autoptr (GlsManifest) manifest = manifest_new (folder, origin);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *where = g_build_filename (shown, GLS_MANIFEST_NAME, NULL);
  Reading reading = { file, manifest, where };
  g_autoptr (GError) failure = NULL;

  if (n_bytes > MAX_MANIFEST || memchr (data, '\0', n_bytes) != NULL || !g_utf8_validate_len (data, n_bytes, NULL))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: give a text in UTF-8 of at most 256 KiB"), where);
      return NULL;
    }
  if (!g_key_file_load_from_data (file, data, n_bytes, G_KEY_FILE_NONE, &failure))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, "%s: %s", where, failure->message);
      return NULL;
    }
  if (!g_key_file_has_group (file, GROUP))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the group [%s] is missing"), where, GROUP);
      return NULL;
    }
  if (!read_identity (&reading, error) || !read_kinds (&reading, error) || !read_program (&reading, error)
      || !read_lists (&reading, error) || !read_limits (&reading, error) || !read_settings (&reading, error))
    return NULL;
  find_unknown (&reading);
  return g_steal_pointer (&manifest);
}

GlsManifest *
gls_manifest_load (const char *folder, GlsOrigin origin, GError **error)
{
  g_autofree char *path = g_build_filename (folder, GLS_MANIFEST_NAME, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *data = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  gsize n_bytes;

  /* Mapped, so that a huge file or a device costs nothing. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    mapped = g_mapped_file_new (path, FALSE, NULL);
  if (mapped == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no such file; a plugin is a folder with a %s"), shown,
                   GLS_MANIFEST_NAME);
      return NULL;
    }
  /* A copy, as the file may change meanwhile. */
  n_bytes = MIN (g_mapped_file_get_length (mapped), MAX_MANIFEST + 1);
  data = g_memdup2 (g_mapped_file_get_contents (mapped), n_bytes);
  return gls_manifest_parse (data != NULL ? data : "", n_bytes, folder, origin, error);
}

GlsManifest *
gls_manifest_ref (GlsManifest *manifest)
{
  g_atomic_ref_count_inc (&manifest->ref_count);
  return manifest;
}

void
gls_manifest_unref (GlsManifest *manifest)
{
  if (manifest == NULL || !g_atomic_ref_count_dec (&manifest->ref_count))
    return;
  g_free (manifest->folder);
  g_free (manifest->id);
  g_free (manifest->name);
  g_free (manifest->description);
  g_free (manifest->version);
  g_free (manifest->module);
  g_strfreev (manifest->exec);
  g_free (manifest->builtin);
  g_strfreev (manifest->types);
  g_strfreev (manifest->needs);
  g_strfreev (manifest->languages);
  g_strfreev (manifest->extensions);
  g_strfreev (manifest->reads);
  g_free (manifest->author);
  g_free (manifest->licence);
  g_free (manifest->website);
  g_ptr_array_unref (manifest->settings);
  g_ptr_array_unref (manifest->remarks);
  g_free (manifest);
}

/* The name stands in the table of exported names, between two NULs: what a linker writes for every format of object files. */
static gboolean
exports_symbol (const char *data, gsize n_bytes)
{
  static const char wanted[] = "\0" GLS_PLUGIN_SYMBOL;

  return memmem (data, n_bytes, wanted, sizeof wanted) != NULL;
}

gboolean
gls_manifest_check_files (const GlsManifest *manifest, GError **error)
{
  g_autofree char *path = NULL, *shown = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GError) failure = NULL;

  if (manifest->module == NULL)
    return TRUE;
  path = g_build_filename (manifest->folder, manifest->module, NULL);
  shown = g_filename_display_name (path);
  mapped = g_mapped_file_new (path, FALSE, &failure);
  if (mapped == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no such module; build the plugin first"), shown);
      return FALSE;
    }
  if (!exports_symbol (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped)))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("%s: it does not export %s; use GLS_PLUGIN_DEFINE and build a shared object"), shown, GLS_PLUGIN_SYMBOL);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
gls_manifest_list_wishes (const GlsManifest *manifest)
{
  GPtrArray *wishes = g_ptr_array_new_with_free_func (g_free);

  if (manifest->network)
    g_ptr_array_add (wishes, g_strdup (_("the network")));
  if (manifest->gpu)
    g_ptr_array_add (wishes, g_strdup (_("the graphics processor")));
  if (manifest->memory_mib > 1024)
    g_ptr_array_add (wishes, g_strdup_printf (_("%u MiB of memory"), manifest->memory_mib));
  for (guint i = 0; manifest->reads[i] != NULL; i++)
    g_ptr_array_add (wishes, g_strdup_printf (_("reading %s"), manifest->reads[i]));
  return wishes;
}
