/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two key files: plugins.ini in the configuration folder (what a person decided) and in the state folder (what happened).
 * They are read anew each time, as another window may have changed them; it knows nothing of running plugins. */
#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-plugin-config.h"

static GMutex lock;

static char *
config_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "glossator", "plugins.ini", NULL);
}

static char *
state_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "glossator", "plugins.ini", NULL);
}

static GKeyFile *
load (const char *path)
{
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

static gboolean
save (GKeyFile *file, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) failure = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_key_file_save_to_file (file, path, &failure))
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("what you decided about plugins cannot be kept: %s"), failure->message);
  return FALSE;
}

/* Sets (or, with @value NULL, removes) one key of the configuration. */
static gboolean
change (const char *group, const char *key, const char *value, GError **error)
{
  g_autofree char *path = config_path ();
  g_autoptr (GKeyFile) file = NULL;
  gboolean ok;

  g_mutex_lock (&lock);
  file = load (path);
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
  else
    g_key_file_remove_key (file, group, key, NULL);
  ok = save (file, path, error);
  g_mutex_unlock (&lock);
  return ok;
}

static GKeyFile *
load_config (void)
{
  g_autofree char *path = config_path ();
  GKeyFile *file;

  g_mutex_lock (&lock);
  file = load (path);
  g_mutex_unlock (&lock);
  return file;
}

static char *
group_of (const char *id, const char *what)
{
  return g_strdup_printf ("%s %s", id, what);
}

gboolean
gls_plugin_config_is_enabled (const char *id)
{
  g_autoptr (GKeyFile) file = load_config ();
  g_autofree char *value = g_key_file_get_string (file, id, "Enabled", NULL);

  return value == NULL || !g_str_equal (value, "false");
}

gboolean
gls_plugin_config_set_enabled (const char *id, gboolean enabled, GError **error)
{
  return change (id, "Enabled", enabled ? NULL : "false", error);
}

GHashTable *
gls_plugin_config_get_own_settings (const GlsManifest *manifest)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *group = group_of (manifest->id, "settings");
  g_autoptr (GKeyFile) file = load_config ();

  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = g_ptr_array_index (manifest->settings, i);
      g_autofree char *value = g_key_file_get_string (file, group, def->name, NULL);

      if (value != NULL && gls_setting_def_check (def, value, NULL))
        g_hash_table_insert (settings, g_strdup (def->name), g_steal_pointer (&value));
    }
  return settings;
}

GHashTable *
gls_plugin_config_get_settings (const GlsManifest *manifest, GHashTable *project)
{
  GHashTable *settings = gls_plugin_config_get_own_settings (manifest);

  for (guint i = 0; i < manifest->settings->len; i++)
    {
      const GlsSettingDef *def = g_ptr_array_index (manifest->settings, i);
      const char *value = project != NULL ? g_hash_table_lookup (project, def->name) : NULL;

      if (value != NULL && gls_plugin_config_check_setting (manifest, def->name, value, TRUE, NULL))
        g_hash_table_insert (settings, g_strdup (def->name), g_strdup (value));
      else if (def->initial != NULL && !g_hash_table_contains (settings, def->name))
        g_hash_table_insert (settings, g_strdup (def->name), g_strdup (def->initial));
    }
  return settings;
}

gboolean
gls_plugin_config_check_setting (const GlsManifest *manifest, const char *name, const char *value, gboolean in_project, GError **error)
{
  const GlsSettingDef *def = gls_manifest_find_setting (manifest, name);

  if (def == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("the plugin %s has no setting “%s”"), manifest->id, name);
      return FALSE;
    }
  if (in_project && def->kind == GLS_SETTING_FILE)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("%s: it names a file of this computer, which other people's computers lack; set it for yourself"), name);
      return FALSE;
    }
  if (value == NULL || gls_setting_def_check (def, value, error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

gboolean
gls_plugin_config_set_setting (const GlsManifest *manifest, const char *name, const char *value, GError **error)
{
  g_autofree char *group = group_of (manifest->id, "settings");

  return gls_plugin_config_check_setting (manifest, name, value, FALSE, error) && change (group, name, value, error);
}

GHashTable *
gls_plugin_config_get_types (const char *id, GHashTable *project)
{
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *group = group_of (id, "types");
  g_autoptr (GKeyFile) file = load_config ();
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);
  GHashTableIter iter;
  gpointer type, becomes;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_insert (types, g_strdup (keys[i]), g_key_file_get_string (file, group, keys[i], NULL));
  if (project == NULL)
    return types;
  g_hash_table_iter_init (&iter, project);
  while (g_hash_table_iter_next (&iter, &type, &becomes))
    g_hash_table_insert (types, g_strdup (type), g_strdup (becomes));
  return types;
}

gboolean
gls_plugin_config_set_type (const char *id, const char *type, const char *becomes, GError **error)
{
  g_autofree char *group = group_of (id, "types");

  return change (group, type, becomes, error);
}

/* What is asked by which version, so that asking for more, and other code, asks the person again. */
static char *
wishes_of (const GlsManifest *manifest)
{
  g_autofree char *reads = g_strjoinv (";", manifest->reads);

  return g_strdup_printf ("%s %d %d %u %s", manifest->version, manifest->network, manifest->gpu,
                          manifest->memory_mib > 1024 ? manifest->memory_mib : 0, reads);
}

gboolean
gls_plugin_config_is_granted (const GlsManifest *manifest)
{
  gboolean asks = manifest->network || manifest->gpu || manifest->memory_mib > 1024 || manifest->reads[0] != NULL;

  return !asks || gls_plugin_config_was_asked (manifest);
}

gboolean
gls_plugin_config_was_asked (const GlsManifest *manifest)
{
  g_autoptr (GKeyFile) file = NULL;
  g_autofree char *granted = NULL, *asked = NULL;

  if (manifest->origin == GLS_ORIGIN_SHIPPED)
    return TRUE;
  file = load_config ();
  granted = g_key_file_get_string (file, manifest->id, "Granted", NULL);
  asked = wishes_of (manifest);
  return g_strcmp0 (granted, asked) == 0;
}

gboolean
gls_plugin_config_grant (const GlsManifest *manifest, GError **error)
{
  g_autofree char *asked = wishes_of (manifest);

  return change (manifest->id, "Granted", asked, error);
}

void
gls_plugin_config_forget (const char *id)
{
  g_autofree char *path = config_path ();
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) groups = NULL;

  g_mutex_lock (&lock);
  file = load (path);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *first = g_strndup (groups[i], strcspn (groups[i], " "));

      if (g_str_equal (first, id))
        g_key_file_remove_group (file, groups[i], NULL);
    }
  save (file, path, NULL);
  g_mutex_unlock (&lock);
  gls_plugin_config_set_failure (id, NULL);
}

char *
gls_plugin_config_get_failure (const char *id)
{
  g_autofree char *path = state_path ();
  g_autoptr (GKeyFile) file = NULL;

  g_mutex_lock (&lock);
  file = load (path);
  g_mutex_unlock (&lock);
  return g_key_file_get_string (file, id, "Failure", NULL);
}

/* Kept as well as it can be: that it cannot is no reason to fail a run. */
void
gls_plugin_config_set_failure (const char *id, const char *line)
{
  g_autofree char *path = state_path ();
  g_autofree char *standing = gls_plugin_config_get_failure (id);
  g_autoptr (GKeyFile) file = NULL;

  if (g_strcmp0 (standing, line) == 0)
    return;
  g_mutex_lock (&lock);
  file = load (path);
  if (line != NULL)
    g_key_file_set_string (file, id, "Failure", line);
  else
    g_key_file_remove_group (file, id, NULL);
  save (file, path, NULL);
  g_mutex_unlock (&lock);
}

char *
gls_plugin_config_log_path (const char *id)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "glossator", "plugins", NULL);
  g_autofree char *name = g_strconcat (id, ".log", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}
