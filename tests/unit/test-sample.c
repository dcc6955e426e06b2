/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample project is what its texts and annotations compile to, and is read without a single report.
 * It knows the native form alone; that a project takes it in is tested from outside. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include <gls-jsonl.h>

static char *
sample_path (const char *name)
{
  const char *root = g_getenv ("GLS_SOURCE_ROOT");

  return g_build_filename (root ? root : ".", "data", "sample", name, NULL);
}

static char **
read_lines (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (content, "\n"));
  content[strlen (content) - 1] = '\0';
  return g_strsplit (content, "\n", -1);
}

static void
assert_no_reports (GPtrArray *reports)
{
  for (guint i = 0; i < reports->len; i++)
    g_test_message ("%s", (const char *) reports->pdata[i]);
  g_assert_cmpuint (reports->len, ==, 0);
}

static gboolean
is_known_entity (const GlsProjectData *project, const GlsId *id)
{
  for (guint i = 0; i < project->entities->len; i++)
    if (gls_id_equal (&((const GlsEntity *) project->entities->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static void
check_annotations (const GlsProjectData *project, const GlsDocument *document, GHashTable *sets)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = document->annotations->pdata[i];

      g_assert_nonnull (gls_codebook_find_type (project->codebook, annotation->type));
      if (annotation->has_entity)
        g_assert_true (is_known_entity (project, &annotation->entity));
      g_hash_table_add (sets, g_strdup (annotation->by));
    }
}

static void
test_read (void)
{
  g_autofree char *path = sample_path ("sample.jsonl");
  g_auto (GStrv) lines = read_lines (path);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProjectData) project = gls_jsonl_read_project (lines[0], strlen (lines[0]), 1, reports, &error);
  guint n = g_strv_length (lines), n_undated = 0;

  g_assert_no_error (error);
  g_assert_nonnull (project->codebook);
  g_assert_cmpuint (project->people->len, >=, 2);
  g_assert_cmpuint (project->entities->len, >=, 12);
  g_assert_cmpuint (project->judgements->len, >=, 1);
  g_assert_cmpuint (project->questions->len, >=, 1);
  g_assert_cmpuint (n - 1, >=, 6);
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (GlsDocument) document
          = gls_jsonl_read_document (lines[i], strlen (lines[i]), i + 1, NULL, project, reports, &error);

      g_assert_no_error (error);
      n_undated += document->published == NULL;
      check_annotations (project, document, sets);
    }
  assert_no_reports (reports);
  g_assert_cmpuint (n_undated, >=, 2);
  g_assert_true (g_hash_table_contains (sets, "amira"));
  g_assert_true (g_hash_table_contains (sets, "bek"));
  g_assert_true (g_hash_table_contains (sets, "gold"));
  g_assert_true (g_hash_table_contains (sets, "plugin:figures"));
}

static void
test_compiled (void)
{
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autofree char *script = sample_path ("compile.py"), *kept_path = sample_path ("sample.jsonl");
  g_autofree char *folder = NULL, *output = NULL, *made = NULL, *kept = NULL, *messages = NULL;
  const char *argv[] = { python, script, NULL, NULL };
  g_autoptr (GError) error = NULL;
  gsize n_made, n_kept;
  int status = -1;

  if (!python)
    {
      g_test_skip ("There is no python3 to compile the sample with.");
      return;
    }
  folder = g_dir_make_tmp ("glossator-sample-XXXXXX", &error);
  g_assert_no_error (error);
  output = g_build_filename (folder, "sample.jsonl", NULL);
  argv[2] = output;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &messages, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (messages, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_file_get_contents (output, &made, &n_made, &error);
  g_assert_no_error (error);
  g_file_get_contents (kept_path, &kept, &n_kept, &error);
  g_assert_no_error (error);
  if (n_made != n_kept || memcmp (made, kept, n_made) != 0)
    g_test_message ("sample.jsonl is older than what it is made of: run data/sample/compile.py and commit what it writes.");
  g_assert_cmpmem (made, n_made, kept, n_kept);
  g_assert_cmpint (g_unlink (output), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/read", test_read);
  g_test_add_func ("/sample/compiled", test_compiled);
  return g_test_run ();
}
