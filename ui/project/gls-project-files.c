/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs what concerns the whole project file on other threads and reports to the window.
 * It must not know pages. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gls-error.h>
#include <gls-transfer.h>
#include "common/gls-dialogs.h"
#include "gls-project-files.h"

#define DEFAULT_CODEBOOK "claims and entities"

typedef struct {
  char *path;
  char *codebook;
  char *import; /* nullable */
} Creation;

static void
creation_free (gpointer data)
{
  Creation *creation = data;

  g_free (creation->path);
  g_free (creation->codebook);
  g_free (creation->import);
  g_free (creation);
}

static GlsCodebook *
read_codebook (const char *name, GError **error)
{
  g_autofree char *data = NULL;
  gsize n_bytes = 0;

  if (g_strv_contains (gls_codebook_list_shipped (), name))
    return gls_codebook_load_shipped (name, error);
  if (!g_file_get_contents (name, &data, &n_bytes, error))
    return NULL;
  return gls_codebook_parse (data, n_bytes, NULL, error);
}

static gboolean
import_into (GlsProject *project, const char *path, GCancellable *cancellable, GError **error)
{
  const char *paths[] = { path, NULL };
  GlsImportOptions options = { .format = "jsonl", .by = "import" };
  GlsImportReport report = { 0 };
  gboolean done = gls_import (project, paths, &options, &report, cancellable, error);

  if (done && report.failures != NULL && report.failures->len > 0)
    {
      g_set_error_literal (error, GLS_ERROR, GLS_ERROR_FAILED, g_ptr_array_index (report.failures, 0));
      done = FALSE;
    }
  gls_import_report_clear (&report);
  return done;
}

static void
remove_project (const char *path)
{
  static const char * const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);
      g_unlink (file);
    }
}

static void
create_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Creation *creation = data;
  GError *error = NULL;
  g_autoptr (GlsCodebook) codebook = read_codebook (creation->codebook, &error);
  g_autofree char *folder = g_path_get_dirname (creation->path);
  g_autoptr (GlsProject) project = NULL;

  if (codebook != NULL && g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error (&error, GLS_ERROR, GLS_ERROR_FAILED, _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
  if (error == NULL)
    project = gls_project_create (creation->path, codebook, &error);
  if (project != NULL && creation->import != NULL && !import_into (project, creation->import, cancellable, &error))
    {
      /* A half-made sample would be taken for the whole one next time. */
      g_clear_pointer (&project, gls_project_close);
      remove_project (creation->path);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
create_async (const char *path, const char *codebook, const char *import, GTask *task)
{
  Creation *creation = g_new0 (Creation, 1);

  creation->path = g_strdup (path);
  creation->codebook = g_strdup (codebook);
  creation->import = g_strdup (import);
  g_task_set_task_data (task, creation, creation_free);
  g_task_run_in_thread (task, create_in_thread);
}

void
gls_project_files_create_async (const char *path, const char *codebook, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  create_async (path, codebook, NULL, task);
}

gboolean
gls_project_files_create_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The sample -------------------------------------------------------------------------------------------------- */

static char *
find_sample (void)
{
  const char *given = g_getenv ("GLS_SAMPLE");
  g_autofree char *installed = g_build_filename (GLS_DATA_DIR, "sample", "sample.jsonl", NULL);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (given != NULL && *given != '\0')
    {
      if (g_file_test (given, G_FILE_TEST_IS_DIR))
        return g_build_filename (given, "sample.jsonl", NULL);
      return g_strdup (given);
    }
  if (!g_file_test (installed, G_FILE_TEST_EXISTS) && self != NULL)
    {
      /* Not installed: the program stands in BUILD/ui, the sample in the sources beside the build folder. */
      g_autofree char *ui = g_path_get_dirname (self);
      g_autofree char *near = g_build_filename (ui, "..", "data", "sample", "sample.jsonl", NULL);
      g_autofree char *beside = g_build_filename (ui, "..", "..", "data", "sample", "sample.jsonl", NULL);

      if (g_file_test (near, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&near);
      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&beside);
    }
  return g_steal_pointer (&installed);
}

static char *
sample_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "glossator", "sample.gloss", NULL);
}

void
gls_project_files_sample_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = sample_path ();
  g_autofree char *sample = find_sample ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_task_return_boolean (task, TRUE);
  else if (!g_file_test (sample, G_FILE_TEST_EXISTS))
    g_task_return_new_error (task, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                             _ ("The sample articles are missing: there is no file “%s”. Install Glossator again, or set "
                                "GLS_SAMPLE to the file."), sample);
  else
    create_async (path, DEFAULT_CODEBOOK, sample, task);
}

char *
gls_project_files_sample_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? sample_path () : NULL;
}

/* --- Copy -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsSession *session;
  GlsChange  *unsaved;
  char       *path;
  char       *name;
} Writing;

/* What the reader thread gets. */
typedef struct {
  char      *path;
  GlsChange *unsaved;
} Target;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_clear_pointer (&target->unsaved, gls_change_free);
  g_free (target->path);
  g_free (target);
}

static Writing *
writing_new (GlsSession *session, GlsChange *unsaved)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->session = g_object_ref (session);
  writing->unsaved = unsaved;
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_clear_pointer (&writing->unsaved, gls_change_free);
  g_object_unref (writing->session);
  g_free (writing->path);
  g_free (writing->name);
  g_free (writing);
}

static gpointer
run_save_copy (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Target *target = data;
  g_autoptr (GlsProject) copy = NULL;

  if (!gls_project_save_copy (project, target->path, error))
    return NULL;
  if (target->unsaved != NULL)
    {
      copy = gls_project_open (target->path, GLS_OPEN_DEFAULT, error);
      if (copy == NULL || !gls_project_commit (copy, target->unsaved, error))
        return NULL;
    }
  return g_strdup (target->path);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (path == NULL)
    gls_session_fail (writing->session, _ ("The copy is not saved"), error->message);
  else
    {
      text = g_strdup_printf (_ ("Saved a copy as “%s”"), writing->name);
      gls_session_say (writing->session, text, FALSE);
    }
  writing_free (writing);
}

static void
target_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (GListModel) files = gls_dialog_file_finish (result);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  Target *target;

  writing->path = file != NULL ? g_file_get_path (file) : NULL;
  if (writing->path == NULL)
    {
      writing_free (writing);
      return;
    }
  /* Without its ending the copy would not be offered when somebody opens a project. What is there is never written over. */
  if (!g_str_has_suffix (writing->path, ".gloss"))
    {
      char *ended = g_strconcat (writing->path, ".gloss", NULL);

      g_free (writing->path);
      writing->path = ended;
    }
  writing->name = g_filename_display_basename (writing->path);
  target = g_new0 (Target, 1);
  target->path = g_strdup (writing->path);
  target->unsaved = g_steal_pointer (&writing->unsaved);
  gls_store_read_async (gls_session_get_store (writing->session), run_save_copy, target, target_free, g_free, NULL, written, writing);
}

void
gls_project_files_save_copy (GtkWindow *parent, GlsSession *session, GlsChange *unsaved)
{
  static const char * const patterns[] = { "*.gloss", NULL };
  g_autofree char *title = gls_session_dup_title (session);
  g_autofree char *name = g_strdup_printf (_ ("%s copy.gloss"), title);

  gls_dialog_file_async (parent, GLS_FILE_SAVE, _ ("Save a Copy"), _ ("_Save"), name, _ ("Glossator projects"), patterns,
                         target_chosen, writing_new (session, unsaved));
}
