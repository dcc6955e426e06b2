/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks on a thread which importers there are, which of them would read the chosen files, and which file is a table of what is
 * known of the others.
 * It must not know file formats, nor how an import runs. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-formats.h>
#include <gls-transfer.h>
#include <string.h>

#include "common/gls-dialogs.h"
#include "common/gls-plugin-grant.h"
#include "gls-import-dialog.h"
#include "gls-import-files.h"

typedef struct {
  GtkWindow  *parent;
  GlsSession *session;
  gboolean    folder;
  GListModel *files;
  char       *format;    /* nullable */
  char       *metadata;  /* path of the table; nullable */
  GPtrArray  *importers; /* GlsManifest */
  GPtrArray  *used;      /* char *: plugins that read the files, ended by NULL */
} Import;

static Import *
import_new (GtkWindow *parent, GlsSession *session)
{
  Import *import = g_new0 (Import, 1);

  import->parent = g_object_ref (parent);
  import->session = g_object_ref (session);
  return import;
}

static void
import_free (Import *import)
{
  g_object_unref (import->parent);
  g_object_unref (import->session);
  g_clear_object (&import->files);
  g_clear_pointer (&import->importers, g_ptr_array_unref);
  g_clear_pointer (&import->used, g_ptr_array_unref);
  g_free (import->format);
  g_free (import->metadata);
  g_free (import);
}

/* --- Which plugins, and may they? ---------------------------------------------------------------------------------- */

/* A CSV among other files is no article. One of this name in a folder is taken where it is such a table: nobody chose it. */
static char *
find_metadata (const Import *import)
{
  for (guint i = 0; i < g_list_model_get_n_items (import->files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (import->files, i);
      const char *path = g_file_peek_path (file), *dot = path != NULL ? strrchr (path, '.') : NULL;
      g_autofree char *inside = path != NULL ? g_build_filename (path, "metadata.csv", NULL) : NULL;

      if (inside != NULL && g_file_test (inside, G_FILE_TEST_IS_REGULAR))
        {
          g_autoptr (GHashTable) table = gls_metadata_csv_read (inside, NULL);

          if (table != NULL)
            return g_steal_pointer (&inside);
        }
      if (dot != NULL && g_ascii_strcasecmp (dot, ".csv") == 0 && g_list_model_get_n_items (import->files) > 1)
        return g_strdup (path);
    }
  return NULL;
}

static void
find_readers (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;

  import->used = g_ptr_array_new_with_free_func (g_free);
  import->metadata = find_metadata (import);
  if (import->format != NULL)
    g_ptr_array_add (import->used, g_strdup (import->format));
  for (guint i = 0; import->format == NULL && i < g_list_model_get_n_items (import->files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (import->files, i);
      g_autoptr (GlsManifest) importer = g_file_peek_path (file) != NULL ? gls_plugin_importer_for (g_file_peek_path (file)) : NULL;

      if (importer != NULL && !g_ptr_array_find_with_equal_func (import->used, importer->id, g_str_equal, NULL))
        g_ptr_array_add (import->used, g_strdup (importer->id));
    }
  g_ptr_array_add (import->used, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
granted (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;

  if (gls_plugin_grant_ask_finish (result, &error))
    gls_import_dialog_start (import->parent, import->session, import->files, import->format, import->metadata);
  else if (error != NULL)
    gls_session_fail (import->session, _ ("The import stopped"), error->message);
  import_free (import);
}

static void
readers_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;

  gls_plugin_grant_ask_async (import->parent, GLS_PLUGIN_IMPORTER, (const char * const *) import->used->pdata, granted, import);
}

/* Takes @import. */
static void
start (Import *import)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, readers_found, import);

  g_task_set_task_data (task, import, NULL);
  g_task_run_in_thread (task, find_readers);
}

void
gls_import_files_start (GtkWindow *parent, GlsSession *session, GListModel *files, const char *format)
{
  Import *import = import_new (parent, session);

  import->files = g_object_ref (files);
  import->format = g_strdup (format);
  start (import);
}

/* --- Which files? --------------------------------------------------------------------------------------------------- */

static void
files_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;

  import->files = gls_dialog_file_choice_finish (result, &import->format);
  if (import->files == NULL)
    {
      import_free (import);
      return;
    }
  if (g_strcmp0 (import->format, "") == 0)
    g_clear_pointer (&import->format, g_free);
  start (import);
}

static void
find_importers (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;
  g_autoptr (GlsRegistry) registry = gls_registry_new ();

  import->importers = gls_registry_list (registry, GLS_PLUGIN_IMPORTER);
  g_task_return_boolean (task, TRUE);
}

static void
importers_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  g_autoptr (GStrvBuilder) patterns = g_strv_builder_new (), ids = g_strv_builder_new (), names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL, all_ids = NULL, all_names = NULL;

  g_strv_builder_add (ids, "");
  g_strv_builder_add (names, _ ("By name and content"));
  for (guint i = 0; i < import->importers->len; i++)
    {
      const GlsManifest *manifest = import->importers->pdata[i];

      if (import->folder ? !manifest->source_folder && !manifest->source_either : manifest->source_folder)
        continue;
      g_strv_builder_add (ids, manifest->id);
      g_strv_builder_add (names, manifest->name);
      for (guint e = 0; manifest->extensions[e] != NULL; e++)
        {
          g_autofree char *pattern = g_strconcat ("*.", manifest->extensions[e], NULL);

          g_strv_builder_add (patterns, pattern);
        }
    }
  g_strv_builder_add (patterns, "*.csv"); /* the table that may go along */
  all = g_strv_builder_end (patterns);
  all_ids = g_strv_builder_end (ids);
  all_names = g_strv_builder_end (names);
  gls_dialog_file_choice_async (import->parent, import->folder ? GLS_FILE_FOLDER : GLS_FILE_OPEN_MANY,
                                import->folder ? _ ("Import a Folder") : _ ("Import Articles"), _ ("_Import"),
                                _ ("All formats that can be read"), import->folder ? NULL : (const char * const *) all, _ ("Format"),
                                (const char * const *) all_ids, (const char * const *) all_names, files_chosen, import);
}

void
gls_import_files_choose (GtkWindow *parent, GlsSession *session, gboolean folder)
{
  Import *import = import_new (parent, session);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, importers_found, import);

  import->folder = folder;
  g_task_set_task_data (task, import, NULL);
  g_task_run_in_thread (task, find_importers);
}
