/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file or a folder with all its files as an importer sees it: names, sizes, no contents. Hidden files and links are left out. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-contract.h"

#define MAX_FILES 1000000
#define MAX_DEPTH 16

static void
walk (const char *root, const char *below, int depth, GPtrArray *names)
{
  g_autofree char *folder = g_build_filename (root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && names->len < MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative = below != NULL ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
      g_autofree char *path = g_build_filename (root, relative, NULL);

      if (name[0] == '.' || g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_utf8_validate (name, -1, NULL))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (names, g_steal_pointer (&relative));
      else if (depth < MAX_DEPTH && g_file_test (path, G_FILE_TEST_IS_DIR))
        walk (root, relative, depth + 1, names);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
list_files (GlsSource *source, GPtrArray *names)
{
  GlsPluginFile *files = g_new0 (GlsPluginFile, names->len);

  g_ptr_array_add (source->blocks, files);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (source->root, names->pdata[i], NULL);
      GStatBuf status;

      files[i].name = names->pdata[i];
      files[i].n_bytes = g_stat (path, &status) == 0 ? (guint64) status.st_size : 0;
      g_ptr_array_add (source->blocks, names->pdata[i]);
    }
  source->info.files = (GlsPluginArray){ files, names->len, sizeof *files };
}

GlsSource *
gls_source_new (const char *path, const char *encoding, const GlsManifest *manifest, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean is_folder = g_file_test (absolute, G_FILE_TEST_IS_DIR);
  GlsSource *source;
  char *base;

  if ((is_folder != manifest->source_folder && !manifest->source_either)
      || (!is_folder && !g_file_test (absolute, G_FILE_TEST_IS_REGULAR)))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_USAGE,
                   manifest->source_folder ? _("%s: the importer %s takes a folder") : _("%s: the importer %s takes a file"), shown,
                   manifest->id);
      return NULL;
    }
  source = g_new0 (GlsSource, 1);
  source->blocks = g_ptr_array_new_with_free_func (g_free);
  source->root = is_folder ? g_strdup (absolute) : g_path_get_dirname (absolute);
  base = g_path_get_basename (absolute);
  if (is_folder)
    walk (absolute, NULL, 0, names);
  else
    g_ptr_array_add (names, g_strdup (base));
  list_files (source, names);
  source->info.size = sizeof source->info;
  source->info.name = base;
  g_ptr_array_add (source->blocks, base);
  source->info.encoding = encoding;
  if (encoding != NULL)
    g_ptr_array_add (source->blocks, (gpointer) (source->info.encoding = g_strdup (encoding)));
  return source;
}

void
gls_source_free (GlsSource *source)
{
  if (source == NULL)
    return;
  g_ptr_array_unref (source->blocks);
  g_free (source->root);
  g_free (source);
}
