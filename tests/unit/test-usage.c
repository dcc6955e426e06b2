/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What uses a definition, retiring a type with its annotations, and a codebook's edits as one action that can be undone. */
#include "config.h"

#include <glib/gstdio.h>

#include <gls-codebook-edit.h>
#include <gls-error.h>
#include <gls-usage.h>

#define TEXT "More than 330 workers of Karsk walked out, Anton Maresh said on April 21."

typedef struct {
  char        *folder, *path;
  GlsProject  *project;
  GlsCodebook *codebook;
  GlsDocument *document;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (TEXT, -1, &error);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");

  (void) data;
  f->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "p.gloss", NULL);
  f->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  g_assert_no_error (error);
  f->project = gls_project_create (f->path, f->codebook, &error);
  g_assert_no_error (error);
  f->document = gls_document_new (text);
  f->document->key = g_strdup ("karsk");
  gls_change_put_document (change, f->document);
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);

  (void) data;
  g_clear_pointer (&f->project, gls_project_close);
  gls_document_unref (f->document);
  gls_codebook_unref (f->codebook);
  g_unlink (f->path);
  g_unlink (wal);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* A claim of @by with certainty and a person as its source. */
static void
put_claim (Fixture *f, const char *by, guint32 start, const char *certainty)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsChange) change = gls_change_new (by, "label");
  g_autoptr (GlsAnnotation) person = gls_annotation_new (), claim = gls_annotation_new ();
  GlsFragment whole = { start, start + 10 }, name = { 43, 55 };
  GlsLink link = { .name = (char *) "source", .kind = GLS_LINK_TO };

  gls_id_generate (&person->id);
  person->type = g_strdup ("Person");
  person->by = g_strdup (by);
  gls_annotation_set_fragments (person, &name, 1);
  gls_id_generate (&claim->id);
  claim->type = g_strdup ("Claim");
  claim->by = g_strdup (by);
  gls_annotation_set_fragments (claim, &whole, 1);
  if (certainty != NULL)
    gls_annotation_add_attribute (claim, "certainty", certainty);
  link.target = person->id;
  gls_change_put_annotation (change, &f->document->id, person, f->codebook);
  gls_change_put_annotation (change, &f->document->id, claim, f->codebook);
  gls_change_put_link (change, &f->document->id, &claim->id, &link, f->codebook, "Claim", 0);
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_no_error (error);
}

static guint
count (Fixture *f, GlsRecordKind kind, const GlsId *id, const char *value, guint sets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsUsage) usage = gls_project_count_usage (f->project, kind, id, value, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (usage->shares->len, ==, sets);
  return usage->total;
}

static guint
count_type (Fixture *f, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = gls_project_count_types (f->project, &error);

  g_assert_no_error (error);
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, &gls_codebook_find_type (f->codebook, name)->id));
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GlsUndoReport report = { 0 };

  g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (report.what, ==, "codebook");
  gls_undo_report_clear (&report);
}

static GlsCodebook *
reload (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GlsCodebook *codebook = gls_project_load_codebook (f->project, &error);

  g_assert_no_error (error);
  return codebook;
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  GlsTypeDef *claim = gls_codebook_find_type (f->codebook, "Claim");
  const GlsId *certainty = &gls_type_def_find_attribute (claim, "certainty")->id;
  const GlsId *source = &gls_type_def_find_role (claim, "source")->id;

  (void) data;
  g_assert_cmpuint (count (f, GLS_RECORD_TYPE, &claim->id, NULL, 0), ==, 0);
  put_claim (f, "amira", 0, "\"certain\"");
  put_claim (f, "amira", 2, NULL);
  put_claim (f, "bek", 0, "\"possible\"");
  g_assert_cmpuint (count (f, GLS_RECORD_TYPE, &claim->id, NULL, 2), ==, 3);
  g_assert_cmpuint (count_type (f, "Person"), ==, 3);
  g_assert_cmpuint (count (f, GLS_RECORD_ATTRIBUTE, certainty, NULL, 2), ==, 2);
  g_assert_cmpuint (count (f, GLS_RECORD_ATTRIBUTE, certainty, "\"certain\"", 1), ==, 1);
  g_assert_cmpuint (count (f, GLS_RECORD_ATTRIBUTE, certainty, "\"unknown\"", 0), ==, 0);
  g_assert_cmpuint (count (f, GLS_RECORD_ROLE, source, NULL, 2), ==, 3);
  g_assert_cmpuint (count (f, GLS_RECORD_ROLE, &gls_type_def_find_role (claim, "cue")->id, NULL, 0), ==, 0);
}

static void
test_difference (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsCodebook) mine = gls_codebook_copy (f->codebook), theirs = gls_codebook_copy (f->codebook);
  g_autoptr (GlsCodebook) now = NULL;
  g_autoptr (GlsChange) first = gls_change_new ("amira", "codebook"), second = gls_change_new ("bek", "codebook");
  g_autoptr (GlsChange) nothing = gls_change_new ("amira", "codebook");
  g_autoptr (GError) error = NULL;
  GlsTypeDef *type = gls_codebook_find_type (mine, "Person");

  (void) data;
  gls_change_put_difference (nothing, f->codebook, mine);
  g_assert_true (gls_change_is_empty (nothing));

  /* Two people who began from the same state edit different fields of one type. */
  gls_codebook_rename_type (mine, type, "Human");
  gls_change_put_difference (first, f->codebook, mine);
  gls_type_def_add_attribute (gls_codebook_find_type (theirs, "Person"), "age")->kind = GLS_VALUE_INTEGER;
  gls_change_put_difference (second, f->codebook, theirs);
  g_assert_true (gls_project_commit (f->project, first, &error));
  g_assert_true (gls_project_commit (f->project, second, &error));
  g_assert_no_error (error);
  now = reload (f);
  type = gls_codebook_find_type (now, "Human");
  g_assert_nonnull (type);
  g_assert_cmpint (gls_type_def_find_attribute (type, "age")->kind, ==, GLS_VALUE_INTEGER);
  g_assert_true (g_strv_contains (
      (const char * const *) gls_type_def_find_role (gls_codebook_find_type (now, "Claim"), "source")->types, "Human"));

  undo (f);
  g_clear_pointer (&now, gls_codebook_unref);
  now = reload (f);
  type = gls_codebook_find_type (now, "Person");
  g_assert_nonnull (type);
  g_assert_nonnull (gls_type_def_find_attribute (type, "age"));
}

static void
retire (Fixture *f, const char *name, GlsRetireMode mode, const char *to, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint n = 99;

  g_assert_true (gls_project_retire_type (f->project, "amira", &gls_codebook_find_type (f->codebook, name)->id, mode,
                                          to != NULL ? &gls_codebook_find_type (f->codebook, to)->id : NULL, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, expected);
}

static void
assert_retired (Fixture *f, const char *name, gboolean retired)
{
  g_autoptr (GlsCodebook) codebook = reload (f);

  g_assert_cmpint (gls_codebook_find_type (codebook, name)->retired, ==, retired);
}

static void
test_retire (Fixture *f, gconstpointer data)
{
  (void) data;
  put_claim (f, "amira", 0, NULL);
  put_claim (f, "bek", 0, NULL);

  retire (f, "Person", GLS_RETIRE_KEEP, NULL, 0);
  assert_retired (f, "Person", TRUE);
  g_assert_cmpuint (count_type (f, "Person"), ==, 2);
  undo (f);
  assert_retired (f, "Person", FALSE);

  retire (f, "Person", GLS_RETIRE_CHANGE, "Source", 2);
  assert_retired (f, "Person", TRUE);
  g_assert_cmpuint (count_type (f, "Person"), ==, 0);
  g_assert_cmpuint (count_type (f, "Source"), ==, 2);
  undo (f);
  assert_retired (f, "Person", FALSE);
  g_assert_cmpuint (count_type (f, "Person"), ==, 2);

  retire (f, "Claim", GLS_RETIRE_DELETE, NULL, 2);
  g_assert_cmpuint (count_type (f, "Claim"), ==, 0);
  undo (f);
  g_assert_cmpuint (count_type (f, "Claim"), ==, 2);
  assert_retired (f, "Claim", FALSE);
}

static void
test_retire_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsChange) change = gls_change_new ("bek", "import");
  g_autoptr (GError) error = NULL;

  (void) data;
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
      GlsFragment fragment = { i % 40, i % 40 + 1 + i / 40 };

      gls_id_generate (&annotation->id);
      annotation->type = g_strdup ("Cue");
      annotation->by = g_strdup ("bek");
      gls_annotation_set_fragments (annotation, &fragment, 1);
      gls_change_put_annotation (change, &f->document->id, annotation, f->codebook);
    }
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_no_error (error);
  retire (f, "Cue", GLS_RETIRE_DELETE, NULL, 1000);
  g_assert_cmpuint (count_type (f, "Cue"), ==, 0);
  /* Several transactions, one step. */
  undo (f);
  g_assert_cmpuint (count_type (f, "Cue"), ==, 1000);
  assert_retired (f, "Cue", FALSE);
}

static void
test_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GlsId id;

  (void) data;
  gls_id_generate (&id);
  g_assert_cmpuint (count (f, GLS_RECORD_TYPE, &id, NULL, 0), ==, 0);
  g_assert_false (gls_project_retire_type (f->project, "amira", &id, GLS_RETIRE_DELETE, NULL, NULL, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/usage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("counts", test_counts);
  ADD ("difference", test_difference);
  ADD ("retire", test_retire);
  ADD ("retire-many", test_retire_many);
  ADD ("unknown", test_unknown);
#undef ADD
  return g_test_run ();
}
