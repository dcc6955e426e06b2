/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds plugin folders and says what is wrong with those that cannot run: one line each. It runs nothing of theirs. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-plugin-config.h"
#include "gls-registry.h"

/* The build folder that this program runs from, or NULL when it is installed. */
static char *
build_root (void)
{
  const char *named = g_getenv ("GLS_BUILD_ROOT");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;

  if (named != NULL && g_path_is_absolute (named))
    return g_strdup (named);
  folder = program != NULL ? g_path_get_dirname (program) : NULL;
  for (int level = 0; level < 4 && folder != NULL && strlen (folder) > 1; level++)
    {
      g_autofree char *mark = g_build_filename (folder, "meson-private", "coredata.dat", NULL);
      char *up;

      if (g_file_test (mark, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
      up = g_path_get_dirname (folder);
      g_free (folder);
      folder = up;
    }
  return NULL;
}

/* Where what belongs at @path lies: a whole installation may have been moved, or made below another folder. */
static char *
installed_at (const char *path)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *prefix = bin != NULL ? g_path_get_dirname (bin) : NULL;
  g_autofree char *moved = NULL;

  if (prefix == NULL || !g_str_has_prefix (path, GLS_PREFIX "/"))
    return g_strdup (path);
  moved = g_strconcat (prefix, path + strlen (GLS_PREFIX), NULL);
  return g_file_test (moved, G_FILE_TEST_EXISTS) ? g_steal_pointer (&moved) : g_strdup (path);
}

char *
gls_registry_shipped_folder (void)
{
  g_autofree char *root = build_root ();

  return root != NULL ? g_build_filename (root, "plugins", NULL) : installed_at (GLS_LIB_DIR "/plugins");
}

char *
gls_registry_user_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "glossator", "plugins", NULL);
}

char *
gls_registry_find_program (const char *name)
{
  g_autofree char *root = build_root ();
  g_autofree char *path = g_build_filename (GLS_LIBEXEC_DIR, name, NULL);

  return root != NULL ? g_build_filename (root, "app", "plugin", "runner", name, NULL) : installed_at (path);
}

char *
gls_registry_find_data (const char *name)
{
  g_autofree char *root = build_root ();
  g_autofree char *path = g_build_filename (GLS_DATA_DIR, name, NULL);

  return root != NULL ? g_build_filename (root, "data", name, NULL) : installed_at (path);
}

static void
entry_free (gpointer data)
{
  GlsPluginEntry *entry = data;

  g_free (entry->id);
  g_free (entry->folder);
  g_clear_pointer (&entry->manifest, gls_manifest_unref);
  g_free (entry->fault);
  g_free (entry->failure);
  g_free (entry);
}

static GlsPluginEntry *
entry_new (const char *folder, GlsOrigin origin)
{
  GlsPluginEntry *entry = g_new0 (GlsPluginEntry, 1);
  g_autoptr (GError) error = NULL;

  entry->folder = g_canonicalize_filename (folder, NULL);
  entry->origin = origin;
  entry->manifest = gls_manifest_load (folder, origin, &error);
  if (entry->manifest != NULL)
    gls_manifest_check_files (entry->manifest, &error);
  entry->id = entry->manifest != NULL ? g_strdup (entry->manifest->id) : g_path_get_basename (folder);
  if (error != NULL)
    entry->fault = g_strdelimit (g_strdup (error->message), "\r\n", ' ');
  entry->enabled = gls_plugin_config_is_enabled (entry->id);
  entry->failure = gls_plugin_config_get_failure (entry->id);
  return entry;
}

static void
scan (GlsRegistry *registry, const char *parent, GlsOrigin origin)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (parent, name, NULL);
      g_autofree char *manifest = g_build_filename (folder, GLS_MANIFEST_NAME, NULL);

      /* A shipped folder without one is part of the build; an installed one has lost it. */
      if (name[0] != '.' && g_file_test (folder, G_FILE_TEST_IS_DIR)
          && (origin == GLS_ORIGIN_USER || g_file_test (manifest, G_FILE_TEST_EXISTS)))
        g_ptr_array_add (registry->entries, entry_new (folder, origin));
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const GlsPluginEntry *x = *(GlsPluginEntry * const *) a, *y = *(GlsPluginEntry * const *) b;
  int order = strcmp (x->id, y->id);

  if (order == 0)
    order = (int) x->origin - (int) y->origin;
  return order != 0 ? order : strcmp (x->folder, y->folder);
}

/* The first of one id stands: the shipped one, then by folder. */
static void
find_doubles (GlsRegistry *registry)
{
  const GlsPluginEntry *first = NULL;

  for (guint i = 0; i < registry->entries->len; i++)
    {
      GlsPluginEntry *entry = g_ptr_array_index (registry->entries, i);

      if (first == NULL || !g_str_equal (first->id, entry->id))
        first = entry;
      else if (entry->fault == NULL)
        {
          g_autofree char *here = g_filename_display_name (entry->folder);
          g_autofree char *there = g_filename_display_name (first->folder);

          entry->fault = g_strdup_printf (_("%s: the id %s belongs to %s already; give it another, or remove one"), here, entry->id,
                                          there);
        }
    }
}

GlsRegistry *
gls_registry_new (void)
{
  GlsRegistry *registry = g_new0 (GlsRegistry, 1);
  g_autofree char *shipped = gls_registry_shipped_folder ();
  g_autofree char *user = gls_registry_user_folder ();

  registry->entries = g_ptr_array_new_with_free_func (entry_free);
  scan (registry, shipped, GLS_ORIGIN_SHIPPED);
  scan (registry, user, GLS_ORIGIN_USER);
  g_ptr_array_sort (registry->entries, compare_entries);
  find_doubles (registry);
  return registry;
}

void
gls_registry_free (GlsRegistry *registry)
{
  g_ptr_array_unref (registry->entries);
  g_free (registry);
}

GlsPluginEntry *
gls_registry_find (GlsRegistry *registry, const char *id)
{
  for (guint i = 0; i < registry->entries->len; i++)
    {
      GlsPluginEntry *entry = g_ptr_array_index (registry->entries, i);

      if (g_str_equal (entry->id, id))
        return entry;
    }
  return NULL;
}

static GlsManifest *
load_folder (const char *folder, GError **error)
{
  g_autoptr (GlsManifest) manifest = gls_manifest_load (folder, GLS_ORIGIN_FOLDER, error);

  return manifest != NULL && gls_manifest_check_files (manifest, error) ? g_steal_pointer (&manifest) : NULL;
}

GlsManifest *
gls_registry_get (GlsRegistry *registry, const char *id_or_folder, GError **error)
{
  GlsPluginEntry *entry;

  if (strchr (id_or_folder, '/') != NULL)
    return load_folder (id_or_folder, error);
  entry = gls_registry_find (registry, id_or_folder);
  if (entry == NULL)
    {
      g_autoptr (GString) ids = g_string_new (NULL);
      g_autofree char *here = g_build_filename (id_or_folder, "plugin.ini", NULL);

      /* A folder of this name is at hand, as where an author has just made one. */
      if (g_file_test (here, G_FILE_TEST_IS_REGULAR))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                       _("no plugin %s is installed; the one in the folder here is ./%s"), id_or_folder, id_or_folder);
          return NULL;
        }

      for (guint i = 0; i < registry->entries->len; i++)
        g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((GlsPluginEntry *) registry->entries->pdata[i])->id);
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no plugin %s; there are: %s"), id_or_folder,
                   ids->len > 0 ? ids->str : "–");
      return NULL;
    }
  if (entry->fault != NULL)
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_INVALID, entry->fault);
      return NULL;
    }
  return gls_manifest_ref (entry->manifest);
}

GlsManifest *
gls_registry_choose (GlsRegistry *registry, const char *id_or_folder, GError **error)
{
  GlsPluginEntry *entry = strchr (id_or_folder, '/') == NULL ? gls_registry_find (registry, id_or_folder) : NULL;

  if (entry == NULL || entry->fault != NULL || entry->enabled)
    return gls_registry_get (registry, id_or_folder, error);
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
               _("the plugin %s is disabled; enable it on the page Plugins or with “gloss plugins enable %s”"), entry->id, entry->id);
  return NULL;
}

/* Depth first; @visiting holds the ids above, so that a ring is found. */
static gboolean
visit (GlsRegistry *registry, GlsManifest *manifest, GPtrArray *given, GPtrArray *visiting, GPtrArray *ordered, GError **error)
{
  for (guint i = 0; i < ordered->len; i++)
    if (g_str_equal (((GlsManifest *) ordered->pdata[i])->id, manifest->id))
      return TRUE;
  if (g_ptr_array_find_with_equal_func (visiting, manifest->id, g_str_equal, NULL))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the plugin %s needs itself, by way of others"), manifest->id);
      return FALSE;
    }
  g_ptr_array_add (visiting, manifest->id);
  for (guint i = 0; manifest->needs[i] != NULL; i++)
    {
      GlsPluginEntry *entry = gls_registry_find (registry, manifest->needs[i]);
      GlsManifest *needed = entry != NULL && entry->fault == NULL && entry->enabled ? entry->manifest : NULL;

      for (guint j = 0; j < given->len; j++)
        if (g_str_equal (((GlsManifest *) given->pdata[j])->id, manifest->needs[i]))
          needed = given->pdata[j];
      /* Without one it still runs, on what there is. */
      if (needed != NULL && needed->kinds & GLS_KIND_BIT (GLS_PLUGIN_EXTRACTOR)
          && !visit (registry, needed, given, visiting, ordered, error))
        return FALSE;
    }
  g_ptr_array_remove_index (visiting, visiting->len - 1);
  g_ptr_array_add (ordered, gls_manifest_ref (manifest));
  return TRUE;
}

GPtrArray *
gls_registry_order (GlsRegistry *registry, GPtrArray *plugins, GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  g_autoptr (GPtrArray) visiting = g_ptr_array_new ();

  for (guint i = 0; i < plugins->len; i++)
    if (!visit (registry, plugins->pdata[i], plugins, visiting, ordered, error))
      return NULL;
  return g_steal_pointer (&ordered);
}

GPtrArray *
gls_registry_list (GlsRegistry *registry, GlsPluginKind kind)
{
  g_autoptr (GPtrArray) plugins = g_ptr_array_new ();
  GPtrArray *ordered;

  for (guint i = 0; i < registry->entries->len; i++)
    {
      GlsPluginEntry *entry = g_ptr_array_index (registry->entries, i);

      if (entry->fault == NULL && entry->enabled && entry->manifest->kinds & GLS_KIND_BIT (kind))
        g_ptr_array_add (plugins, entry->manifest);
    }
  ordered = gls_registry_order (registry, plugins, NULL);
  if (ordered != NULL)
    return ordered;
  ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_manifest_unref);
  for (guint i = 0; i < plugins->len; i++)
    g_ptr_array_add (ordered, gls_manifest_ref (plugins->pdata[i]));
  return ordered;
}

/* Regular files and folders only: a link could point anywhere. */
static gboolean
copy_folder (const char *from, const char *to, int depth, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, error);
  const char *name;

  if (dir == NULL || depth > 16 || g_mkdir_with_parents (to, 0755) != 0)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the folder cannot be written"), to);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autoptr (GFile) source_file = g_file_new_for_path (source);
      g_autoptr (GFile) target_file = g_file_new_for_path (target);

      if (name[0] == '.' || g_file_test (source, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          if (!copy_folder (source, target, depth + 1, error))
            return FALSE;
        }
      else if (g_file_test (source, G_FILE_TEST_IS_REGULAR)
               && !g_file_copy (source_file, target_file, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (!delete_folder (path, error))
            return FALSE;
        }
      else
        g_unlink (path);
    }
  if (g_rmdir (folder) == 0)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the folder cannot be removed"), folder);
  return FALSE;
}

GlsManifest *
gls_registry_install (const char *folder, GError **error)
{
  g_autoptr (GlsRegistry) registry = gls_registry_new ();
  g_autoptr (GlsManifest) manifest = load_folder (folder, error);
  g_autofree char *user = gls_registry_user_folder ();
  g_autofree char *target = NULL, *partial = NULL;
  const GlsPluginEntry *entry;

  if (manifest == NULL)
    return NULL;
  target = g_build_filename (user, manifest->id, NULL);
  partial = g_strdup_printf ("%s%c.%s.new", user, G_DIR_SEPARATOR, manifest->id);
  entry = gls_registry_find (registry, manifest->id);
  if (entry != NULL && entry->origin == GLS_ORIGIN_SHIPPED)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("a plugin %s came with Glossator; give yours another id"), manifest->id);
      return NULL;
    }
  if (g_file_test (partial, G_FILE_TEST_IS_DIR))
    delete_folder (partial, NULL);
  if (!copy_folder (manifest->folder, partial, 0, error))
    return NULL;
  if (g_file_test (target, G_FILE_TEST_IS_DIR) && !delete_folder (target, error))
    return NULL;
  if (g_rename (partial, target) != 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the folder cannot be written"), target);
      return NULL;
    }
  gls_plugin_config_set_failure (manifest->id, NULL);
  return gls_manifest_load (target, GLS_ORIGIN_USER, error);
}

gboolean
gls_registry_remove (GlsRegistry *registry, const char *id, GError **error)
{
  g_autofree char *folder = NULL;
  const GlsPluginEntry *entry = gls_registry_find (registry, id);

  if (entry != NULL && entry->origin == GLS_ORIGIN_SHIPPED)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("the plugin %s came with Glossator; disable it instead"), id);
      return FALSE;
    }
  folder = entry != NULL ? g_strdup (entry->folder) : NULL;
  if (folder == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("there is no installed plugin %s"), id);
      return FALSE;
    }
  if (!delete_folder (folder, error))
    return FALSE;
  if (gls_plugin_id_is_valid (id))
    gls_plugin_config_forget (id);
  return TRUE;
}
