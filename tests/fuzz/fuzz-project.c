/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a project file: opening refuses with a reason, or everything can be read and checked; nothing else. */
#include "config.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <gls-project.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *folder;

static void
remove_folder (void)
{
  g_rmdir (folder);
}

static const char *
get_path (void)
{
  static char *path;

  if (path == NULL)
    {
      folder = g_dir_make_tmp ("gls-fuzz-XXXXXX", NULL);
      g_assert_nonnull (folder);
      path = g_build_filename (folder, "p.gloss", NULL);
      atexit (remove_folder);
    }
  return path;
}

static const char * const beside[] = { "", "-wal", "-shm", "-journal", ".lock" };

static void
remove_files (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *name = g_strconcat (path, beside[i], NULL);

      g_unlink (name);
    }
}

static void
read_documents (GlsProject *project)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, "amira", NULL);

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      g_autoptr (GlsDocument) document
          = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS | GLS_LOAD_ORIGINAL, NULL,
                                       NULL);
      g_autoptr (GlsSpanTable) G_GNUC_UNUSED spans = gls_project_load_spans (project, &row->id, NULL, NULL);
      g_autoptr (GPtrArray) G_GNUC_UNUSED links = gls_project_load_links (project, &row->id, NULL);

      g_assert_true (row->key != NULL && g_utf8_validate (row->key, -1, NULL));
      g_assert_true (row->title == NULL || g_utf8_validate (row->title, -1, NULL));
      for (guint j = 0; document != NULL && document->text != NULL && j < document->annotations->len; j++)
        {
          const GlsAnnotation *annotation = g_ptr_array_index (document->annotations, j);
          g_autoptr (GPtrArray) G_GNUC_UNUSED history = gls_project_history (project, &annotation->id, NULL);

          g_assert_true (gls_fragments_check (annotation->fragments, annotation->n_fragments,
                                              gls_text_get_length (document->text), NULL));
        }
    }
}

static void
use (GlsProject *project)
{
  g_autoptr (GlsCodebook) G_GNUC_UNUSED codebook = gls_project_load_codebook (project, NULL);
  g_autoptr (GPtrArray) G_GNUC_UNUSED people = gls_project_load_people (project, NULL);
  g_autoptr (GPtrArray) G_GNUC_UNUSED entities = gls_project_load_entities (project, NULL);
  g_autoptr (GPtrArray) G_GNUC_UNUSED judgements = gls_project_load_judgements (project, NULL);
  g_autoptr (GPtrArray) G_GNUC_UNUSED questions = gls_project_load_questions (project, NULL);
  g_autoptr (GPtrArray) found = NULL, findings = NULL;
  g_autoptr (GArray) G_GNUC_UNUSED changes = NULL;
  gint64 head = 0;
  guint total;

  changes = gls_project_changes_since (project, &head, 100, NULL);
  read_documents (project);
  found = gls_project_search (project, "river", 10, &total, NULL);
  findings = gls_project_check (project, TRUE, NULL);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (findings, i), -1, NULL));
}

static void
write_input (const char *path, const uint8_t *data, size_t size)
{
  int fd;

  remove_files (path);
  fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  close (fd);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *path = get_path ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      GlsProject *project;

      write_input (path, data, size);
      project = gls_project_open (path, i == 0 ? GLS_OPEN_READ_ONLY : GLS_OPEN_DEFAULT, &error);
      if (project == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      use (project);
      if (i == 1)
        {
          GlsUndoReport report = { 0 };

          if (gls_project_undo (project, NULL, &report, NULL))
            gls_undo_report_clear (&report);
          gls_project_rebuild (project, NULL);
        }
      gls_project_close (project);
    }
  remove_files (path);
  return 0;
}
