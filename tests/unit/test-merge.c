/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a project changed apart and merged: any order, twice, the same result, and check finds it sound; damage is found. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include <gls-error.h>
#include <gls-project.h>

#define N_COPIES 3

static char *folder;
static GlsCodebook *codebook;
static GlsId document_id;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static GlsProject *
open_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_open (path, GLS_OPEN_DEFAULT, &error);

  g_assert_no_error (error);
  return project;
}

static void
add_document (GlsProject *project, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (words, -1, &error);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");

  document->key = g_strdup ("article");
  gls_change_put_document (change, document);
  g_assert_true (gls_project_commit (project, change, &error));
  g_assert_no_error (error);
  document_id = document->id;
}

static void
assert_sound (GlsProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = gls_project_check (project, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* What one can see of a project, as text. */
static char *
describe (GlsProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
      g_autoptr (GlsDocument) document
          = gls_project_load_document (project, &row->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, NULL, &error);

      g_assert_no_error (error);
      g_string_append_printf (text, "%s %s %s %u\n", row->key, row->title, row->published, row->annotations);
      for (guint j = 0; j < document->annotations->len; j++)
        {
          const GlsAnnotation *a = g_ptr_array_index (document->annotations, j);
          char id[GLS_ID_STRING_SIZE];

          gls_id_to_string (&a->id, id);
          g_string_append_printf (text, "  %s %s %s %u-%u %s\n", id, a->type, a->by, a->fragments[0].start,
                                  a->fragments[a->n_fragments - 1].end, a->note);
        }
    }
  return g_string_free (text, FALSE);
}

/* A hundred things a person might do, by seed. */
static void
work (GlsProject *project, const char *person, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  static const char * const types[] = { "Person", "Place", "Figure", "Claim" };

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GlsDocument) document
          = gls_project_load_document (project, &document_id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS, NULL, &error);
      g_autoptr (GlsChange) change = gls_change_new (person, "label");
      GlsUndoReport report = { 0 };
      guint what = g_rand_int_range (rand, 0, 10);

      g_assert_no_error (error);
      if (what < 5 || document->annotations->len == 0)
        {
          g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
          guint32 start = g_rand_int_range (rand, 0, 30);
          GlsFragment fragment = { start, start + g_rand_int_range (rand, 1, 9) };

          gls_id_generate (&annotation->id);
          annotation->type = g_strdup (types[g_rand_int_range (rand, 0, 4)]);
          annotation->by = g_strdup (person);
          gls_annotation_set_fragments (annotation, &fragment, 1);
          gls_change_put_annotation (change, &document_id, annotation, codebook);
        }
      else
        {
          const GlsAnnotation *a
              = g_ptr_array_index (document->annotations, g_rand_int_range (rand, 0, document->annotations->len));
          g_autofree char *words = g_strdup_printf ("%s %d", person, i);

          if (what == 5)
            gls_change_delete (change, &a->id);
          else if (what == 6)
            gls_change_set_text (change, &a->id, "note", words);
          else if (what == 7)
            gls_change_set_type (change, &a->id, gls_codebook_find_type (codebook, types[g_rand_int_range (rand, 0, 4)]));
          else if (what == 8)
            gls_change_set_metadata (change, &document_id, "title", words);
        }
      if (gls_change_is_empty (change))
        g_assert_true (i % 2 ? gls_project_undo (project, person, &report, &error)
                             : gls_project_redo (project, person, &report, &error));
      else
        g_assert_true (gls_project_commit (project, change, &error));
      g_assert_no_error (error);
      gls_undo_report_clear (&report);
    }
}

static void
test_any_order (void)
{
  g_autofree char *first = in_folder ("base.gloss");
  static const char * const people[N_COPIES] = { "amira", "bek", "amira" };
  static const int orders[][N_COPIES] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };
  g_autoptr (GError) error = NULL;
  GlsProject *base = gls_project_create (first, codebook, &error);
  g_autofree char *expected = NULL;
  GlsMergeReport report;

  g_assert_no_error (error);
  add_document (base, "More than 330 workers of Karsk walked out.");
  for (int i = 0; i < N_COPIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("copy-%d.gloss", i);
      g_autofree char *path = in_folder (name);
      GlsProject *copy;

      g_assert_true (gls_project_save_copy (base, path, &error));
      copy = open_project (path);
      work (copy, people[i], 7 + i);
      assert_sound (copy);
      gls_project_close (copy);
    }
  for (gsize o = 0; o < G_N_ELEMENTS (orders); o++)
    {
      g_autofree char *name = g_strdup_printf ("merged-%d.gloss", (int) o);
      g_autofree char *path = in_folder (name);
      g_autofree char *result = NULL, *rebuilt = NULL;
      GlsProject *merged;

      g_assert_true (gls_project_save_copy (base, path, &error));
      merged = open_project (path);
      for (int i = 0; i < N_COPIES; i++)
        {
          g_autofree char *other_name = g_strdup_printf ("copy-%d.gloss", orders[o][i]);
          g_autofree char *other = in_folder (other_name);
          g_autofree char *before = describe (merged);
          g_autofree char *after_dry = NULL;

          g_assert_true (gls_project_merge (merged, other, TRUE, 0, &report, NULL, &error));
          g_assert_no_error (error);
          g_assert_cmpuint (report.actions, >, 0);
          after_dry = describe (merged);
          g_assert_cmpstr (before, ==, after_dry);
          g_assert_true (gls_project_merge (merged, other, FALSE, 0, &report, NULL, &error));
          g_assert_no_error (error);
          g_assert_true (gls_project_merge (merged, other, FALSE, 0, &report, NULL, &error));
          g_assert_cmpuint (report.actions + report.entries + report.records, ==, 0);
        }
      assert_sound (merged);
      result = describe (merged);
      g_assert_true (gls_project_rebuild (merged, &error));
      g_assert_no_error (error);
      rebuilt = describe (merged);
      g_assert_cmpstr (result, ==, rebuilt);
      if (expected == NULL)
        expected = g_strdup (result);
      g_assert_cmpstr (result, ==, expected);
      gls_project_close (merged);
    }
  gls_project_close (base);
}

static void
test_other_project (void)
{
  g_autofree char *one = in_folder ("one.gloss"), *two = in_folder ("two.gloss");
  g_autoptr (GError) error = NULL;
  GlsProject *a = gls_project_create (one, codebook, &error), *b = gls_project_create (two, codebook, &error);
  GlsMergeReport report;

  g_assert_no_error (error);
  gls_project_close (b);
  g_assert_false (gls_project_merge (a, two, FALSE, 0, &report, NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  gls_project_close (a);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What a flipped bit, or a stranger, can do to a file behind our back. */
static void
test_damage (gconstpointer data)
{
  const char *sql = data;
  g_autofree char *path = in_folder ("damaged.gloss"), *whole = in_folder ("whole.gloss");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  GlsMergeReport report;
  GlsProject *project;

  g_unlink (path);
  g_unlink (whole);
  project = gls_project_create (path, codebook, &error);
  g_assert_no_error (error);
  add_document (project, "More than 330 workers of Karsk walked out.");
  work (project, "amira", 3);
  assert_sound (project);
  g_assert_true (gls_project_save_copy (project, whole, &error));
  gls_project_close (project);
  run_sql (path, sql);
  project = open_project (path);
  findings = gls_project_check (project, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
  gls_project_close (project);
  project = open_project (whole);
  /* A projection is nobody's loss, and a text that is here already is not taken. */
  if (strstr (sql, "ann") == NULL && strstr (sql, "text") == NULL && strstr (sql, "records") == NULL)
    {
      g_assert_false (gls_project_merge (project, path, FALSE, 0, &report, NULL, &error));
      g_assert_error (error, GLS_ERROR, GLS_ERROR_DAMAGED);
    }
  assert_sound (project);
  gls_project_close (project);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = g_dir_make_tmp ("gls-merge-XXXXXX", NULL);
  codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_assert_nonnull (codebook);
  g_test_add_func ("/merge/any-order", test_any_order);
  g_test_add_func ("/merge/other-project", test_other_project);
  g_test_add_data_func ("/check/text", "UPDATE text SET content = replace (content, '330', '730')", test_damage);
  g_test_add_data_func ("/check/entry",
                        "UPDATE entry SET fields = CAST (substr (fields, 1, length (fields) - 1) || '!' AS BLOB)"
                        " WHERE rec = (SELECT max (k) FROM rec)",
                        test_damage);
  g_test_add_data_func ("/check/cut-entry",
                        "UPDATE entry SET fields = substr (fields, 1, length (fields) - 1)"
                        " WHERE rec = (SELECT max (k) FROM rec)",
                        test_damage);
  g_test_add_data_func ("/check/unknown-tag", "UPDATE entry SET fields = x'0f' WHERE rec = (SELECT max (k) FROM rec)",
                        test_damage);
  g_test_add_data_func ("/check/projection-records", "UPDATE action SET records = x'01' WHERE k = 3", test_damage);
  g_test_add_data_func ("/check/lost-entry", "DELETE FROM entry WHERE rec = (SELECT max (rec) FROM entry)", test_damage);
  g_test_add_data_func ("/check/moved-record", "UPDATE rec SET person = NULL WHERE kind = 9", test_damage);
  g_test_add_data_func ("/check/clock", "UPDATE action SET clock = clock + 1 WHERE k = 3", test_damage);
  g_test_add_data_func ("/check/projection-ann", "DELETE FROM ann WHERE k = (SELECT max (k) FROM ann)", test_damage);
  result = g_test_run ();
  {
    GDir *dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      {
        g_autofree char *path = in_folder (name);

        g_unlink (path);
      }
    g_dir_close (dir);
  }
  g_rmdir (folder);
  g_free (folder);
  gls_codebook_unref (codebook);
  return result;
}
