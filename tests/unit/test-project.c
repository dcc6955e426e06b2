/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project file from outside: what is put in comes back, survives closing, and can be undone and redone. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include <gls-error.h>
#include <gls-project.h>

#define TEXT "More than 330 workers of Karsk walked out, Anton Maresh said on April 21. \xf0\x9f\x8c\x8a"

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
  f->document->title = g_strdup ("How many walked out?");
  gls_document_add_zone (f->document, GLS_ZONE_HEADLINE, 0, 4);
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

static GlsAnnotation *
make (const char *type, const char *by, guint32 start, guint32 end)
{
  GlsAnnotation *annotation = gls_annotation_new ();
  GlsFragment fragment = { start, end };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup (by);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  return annotation;
}

static void
put (Fixture *f, const GlsAnnotation *annotation, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsChange) change = gls_change_new (annotation->by, what);

  gls_change_put_annotation (change, &f->document->id, annotation, f->codebook);
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_no_error (error);
}

static GlsDocument *
load (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GlsDocument *document = gls_project_load_document (f->project, &f->document->id, GLS_LOAD_TEXT | GLS_LOAD_ANNOTATIONS,
                                                     NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  return document;
}

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  gls_project_close (f->project);
  f->project = gls_project_open (f->path, GLS_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) figure = make ("Figure", "amira", 0, 21);
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  g_autoptr (GlsAnnotation) claim = make ("Claim", "amira", 0, 41);
  g_autoptr (GlsDocument) loaded = NULL;
  GlsFragment two[] = { { 0, 13 }, { 22, 30 } };
  const GlsAnnotation *back;

  (void) data;
  gls_annotation_add_attribute (figure, "value", "{\"said\":\"More than 330\",\"low\":330,\"high\":null,\"modifier\":\"more than\"}");
  figure->note = g_strdup ("official");
  gls_annotation_set_fragments (person, two, 2);
  gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("source"), .kind = GLS_LINK_TO, .target = person->id });
  gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("figure"), .kind = GLS_LINK_TO, .target = figure->id });
  gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("as-of"), .kind = GLS_LINK_NONE });
  put (f, figure, "label");
  put (f, person, "label");
  put (f, claim, "label");
  reopen (f);
  loaded = load (f);
  g_assert_cmpstr (gls_text_get_data (loaded->text, NULL), ==, TEXT);
  g_assert_cmpstr (loaded->title, ==, "How many walked out?");
  g_assert_cmpuint (loaded->zones->len, ==, 1);
  g_assert_cmpuint (loaded->annotations->len, ==, 3);
  back = g_ptr_array_index (loaded->annotations, 0);
  g_assert_cmpstr (back->type, ==, "Figure");
  g_assert_cmpstr (back->note, ==, "official");
  g_assert_cmpstr (gls_annotation_get_attribute (back, "value"), ==, gls_annotation_get_attribute (figure, "value"));
  back = g_ptr_array_index (loaded->annotations, 1);
  g_assert_cmpuint (back->n_fragments, ==, 2);
  g_assert_cmpuint (back->fragments[1].end, ==, 30);
  back = g_ptr_array_index (loaded->annotations, 2);
  g_assert_cmpuint (back->links->len, ==, 3);
  g_assert_cmpstr (g_array_index (back->links, GlsLink, 0).name, ==, "source");
  g_assert_true (gls_id_equal (&g_array_index (back->links, GlsLink, 0).target, &person->id));
  g_assert_cmpint (g_array_index (back->links, GlsLink, 2).kind, ==, GLS_LINK_NONE);
}

/* As a damaged file has it: nothing but a value can fill such a role. */
static void
test_value_missing (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) claim = make ("Claim", "amira", 0, 41);
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GlsDocument) loaded = NULL;

  (void) data;
  gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("as-of"), .kind = GLS_LINK_VALUE });
  gls_annotation_take_link (claim, (GlsLink) { .name = g_strdup ("source"), .kind = GLS_LINK_AUTHOR });
  put (f, claim, "label");
  reopen (f);
  loaded = load (f);
  links = ((GlsAnnotation *) loaded->annotations->pdata[0])->links->len == 1
              ? gls_project_load_links (f->project, &f->document->id, NULL) : NULL;
  g_assert_nonnull (links);
  g_assert_cmpuint (links->len, ==, 1);
}

static guint
count (Fixture *f)
{
  g_autoptr (GlsDocument) document = load (f);

  return document->annotations->len;
}

static void
assert_next (Fixture *f, gboolean redo, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = gls_project_dup_next_undo (f->project, "amira", redo, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, what);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  g_autoptr (GlsAnnotation) place = make ("Place", "bek", 25, 30);
  g_autoptr (GError) error = NULL;
  GlsUndoReport report;

  (void) data;
  put (f, person, "label");
  put (f, place, "label");
  person->note = g_strdup ("who?");
  put (f, person, "note");
  reopen (f);
  for (int round = 0; round < 3; round++)
    {
      assert_next (f, FALSE, "note");
      assert_next (f, TRUE, NULL);
      g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
      g_assert_cmpstr (report.what, ==, "note");
      g_assert_cmpuint (report.restored, ==, 1);
      gls_undo_report_clear (&report);
      g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
      g_assert_cmpstr (report.what, ==, "label");
      gls_undo_report_clear (&report);
      g_assert_cmpuint (count (f), ==, 1);
      assert_next (f, TRUE, "label");
      g_assert_true (gls_project_redo (f->project, "amira", &report, &error));
      g_assert_cmpstr (report.what, ==, "label");
      gls_undo_report_clear (&report);
      g_assert_cmpuint (count (f), ==, 2);
      g_assert_true (gls_project_redo (f->project, "amira", &report, &error));
      g_assert_cmpstr (report.what, ==, "note");
      gls_undo_report_clear (&report);
      g_assert_true (gls_project_redo (f->project, "amira", &report, &error));
      g_assert_null (report.what);
    }
  g_assert_no_error (error);
}

static void
test_undo_keeps_others_work (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsChange) change = gls_change_new ("bek", "note");
  GlsUndoReport report;

  (void) data;
  put (f, person, "label");
  gls_change_set_text (change, &person->id, "note", "mine");
  g_assert_true (gls_project_commit (f->project, change, &error));
  g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.kept, ==, 1);
  g_assert_cmpstr (report.kept_by, ==, "bek");
  gls_undo_report_clear (&report);
  g_assert_cmpuint (count (f), ==, 1);
}

static void
test_same_again_writes_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  gint64 head;

  (void) data;
  put (f, person, "label");
  head = gls_project_get_head (f->project);
  put (f, person, "label");
  g_assert_cmpint (gls_project_get_head (f->project), ==, head);
}

static void
test_feed (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) changes = NULL;
  GlsProject *other = gls_project_open (f->path, GLS_OPEN_DEFAULT, &error);
  gint64 head = gls_project_get_head (f->project), version = gls_project_get_data_version (f->project);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "label");
  guint n_found = 0;

  (void) data;
  g_assert_no_error (error);
  gls_change_put_annotation (change, &f->document->id, person, f->codebook);
  g_assert_true (gls_project_commit (other, change, &error));
  g_assert_cmpint (gls_project_get_data_version (f->project), !=, version);
  changes = gls_project_changes_since (f->project, &head, 100, &error);
  g_assert_no_error (error);
  /* The annotation, and amira, who so far had only imported. */
  g_assert_cmpuint (changes->len, ==, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      const GlsChangedRecord *record = &g_array_index (changes, GlsChangedRecord, i);

      n_found += record->kind == GLS_RECORD_ANNOTATION && gls_id_equal (&record->record, &person->id)
                 && gls_id_equal (&record->document, &f->document->id);
    }
  g_assert_cmpuint (n_found, ==, 1);
  gls_project_close (other);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const struct { const char *query; guint n; } cases[] = {
    { "karsk", 1 }, { "WALKED out", 1 }, { "\"walked out\"", 1 }, { "\"out walked\"", 0 }, { "mar*", 1 },
    { "\"", 0 },    { "AND OR (", 0 },   { "", 0 },               { "maresh -", 1 },       { "nobody", 0 },
  };

  (void) data;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) rows = gls_project_search (f->project, cases[i].query, 10, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, cases[i].n);
    }
  {
    g_autoptr (GPtrArray) rows = gls_project_search (f->project, "maresh", 10, NULL, &error);
    const GlsSearchRow *row = g_ptr_array_index (rows, 0);

    g_assert_cmpstr (row->key, ==, "karsk");
    g_assert_cmpuint (row->hit_start, ==, 49);
    g_assert_cmpuint (row->hit_end, ==, 55);
  }
}

/* Run in a process of its own: opens what the other has open, and leaves again. */
static void
test_visitor (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) project = g_getenv ("GLS_TEST_PATH") != NULL
                                   ? gls_project_open (g_getenv ("GLS_TEST_PATH"), GLS_OPEN_READ_ONLY, &error) : NULL;

  g_assert_no_error (error);
  g_assert_true (project != NULL || g_getenv ("GLS_TEST_PATH") == NULL);
}

/* A second connection of ours must not cost the first one its locks: the visitor would delete the log under both. */
static void
test_locks (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProject) second = gls_project_open (f->path, GLS_OPEN_READ_ONLY, &error);
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);

  (void) data;
  g_assert_no_error (error);
  g_assert_nonnull (second);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_setenv ("GLS_TEST_PATH", f->path, TRUE);
  g_test_trap_subprocess ("/project/visitor", 0, 0);
  g_test_trap_assert_passed ();
  g_unsetenv ("GLS_TEST_PATH");
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_codebook (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) loaded = gls_project_load_codebook (f->project, &error);
  g_autofree char *was = gls_codebook_to_json (f->codebook, FALSE);
  g_autofree char *is = NULL;

  (void) data;
  g_assert_no_error (error);
  is = gls_codebook_to_json (loaded, FALSE);
  g_assert_cmpstr (is, ==, was);
}

static void
test_history (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsAnnotation) person = make ("Person", "amira", 43, 55);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  (void) data;
  put (f, person, "label");
  g_free (person->type);
  person->type = g_strdup ("Place");
  put (f, person, "type");
  rows = gls_project_history (f->project, &person->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (((GlsHistoryRow *) g_ptr_array_index (rows, 2))->field, ==, "type");
  g_assert_cmpstr (((GlsHistoryRow *) g_ptr_array_index (rows, 2))->value, ==, "Place");
  g_assert_cmpstr (((GlsHistoryRow *) g_ptr_array_index (rows, 2))->by, ==, "amira");
}

static void
test_zones (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const struct { GlsZoneKind kind; guint32 start, end; const char *zones; } steps[] = {
    { GLS_ZONE_BOILERPLATE, 2, 10, "headline 0 2, boilerplate 2 10, " },
    { GLS_ZONE_BODY, 4, 6, "headline 0 2, boilerplate 2 4, boilerplate 6 10, " },
    { GLS_ZONE_CAPTION, 0, 10, "caption 0 10, " },
    { GLS_ZONE_BODY, 0, 20, "" },
    { GLS_ZONE_CAPTION, 0, 10, "caption 0 10, " },
  };

  (void) data;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GlsDocument) before = load (f);
      g_autoptr (GlsDocument) after = NULL;
      g_autoptr (GlsChange) change = gls_change_new ("amira", "zone");
      g_autoptr (GString) zones = g_string_new (NULL);

      gls_change_mark_zone (change, before, steps[i].kind, steps[i].start, steps[i].end);
      g_assert_true (gls_project_commit (f->project, change, &error));
      g_assert_no_error (error);
      after = load (f);
      for (guint j = 0; j < after->zones->len; j++)
        {
          const GlsZone *zone = &g_array_index (after->zones, GlsZone, j);

          g_string_append_printf (zones, "%s %u %u, ", gls_zone_kind_to_string (zone->kind), zone->start, zone->end);
        }
      g_assert_cmpstr (zones->str, ==, steps[i].zones);
    }
}

static void
test_refuses (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *foreign = g_build_filename (f->folder, "foreign.gloss", NULL);

  (void) data;
  g_assert_null (gls_project_create (f->path, f->codebook, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (gls_project_open (foreign, GLS_OPEN_DEFAULT, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (foreign, "just some words, longer than nothing", -1, NULL));
  g_assert_null (gls_project_open (foreign, GLS_OPEN_DEFAULT, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_FOREIGN);
  g_unlink (foreign);
}

static guint
count_of_type (Fixture *f, const char *type)
{
  g_autoptr (GlsDocument) document = load (f);
  guint n = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    n += g_str_equal (((GlsAnnotation *) document->annotations->pdata[i])->type, type);
  return n;
}

static void
assert_sound (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = gls_project_check (f->project, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* More than goes into one transaction: still one step, here and back. */
static void
test_long_step (Fixture *f, gconstpointer data)
{
  enum { N = 2500 };
  g_autoptr (GlsChange) put = gls_change_new ("amira", "label"), retype = gls_change_new ("amira", "type");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_annotation_free);
  g_autoptr (GError) error = NULL;
  GlsUndoReport report;

  (void) data;
  for (guint i = 0; i < N; i++)
    {
      GlsAnnotation *annotation = make ("Person", "amira", i % 40, i % 40 + 5);

      g_ptr_array_add (all, annotation);
      /* A link may point to what is written in a later part. */
      if (i > 0)
        gls_annotation_take_link (annotation, (GlsLink) { .relation = TRUE, .name = g_strdup ("repeats"), .kind = GLS_LINK_TO,
                                                          .target = ((GlsAnnotation *) all->pdata[i - 1])->id });
    }
  for (guint i = N; i > 0; i--)
    gls_change_put_annotation (put, &f->document->id, all->pdata[i - 1], f->codebook);
  g_assert_true (gls_project_commit (f->project, put, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_of_type (f, "Person"), ==, N);
  for (guint i = 0; i < N; i++)
    gls_change_set_type (retype, &((GlsAnnotation *) all->pdata[i])->id, gls_codebook_find_type (f->codebook, "Place"));
  g_assert_true (gls_project_commit (f->project, retype, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_of_type (f, "Place"), ==, N);
  g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
  g_assert_cmpstr (report.what, ==, "type");
  g_assert_cmpuint (report.restored, ==, N);
  gls_undo_report_clear (&report);
  g_assert_cmpuint (count_of_type (f, "Person"), ==, N);
  g_assert_true (gls_project_redo (f->project, "amira", &report, &error));
  g_assert_cmpstr (report.what, ==, "type");
  gls_undo_report_clear (&report);
  g_assert_cmpuint (count_of_type (f, "Place"), ==, N);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (gls_project_undo (f->project, "amira", &report, &error));
      gls_undo_report_clear (&report);
    }
  g_assert_cmpuint (count_of_type (f, "Person") + count_of_type (f, "Place"), ==, 0);
  assert_sound (f);
}

static void
test_yo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string ("\u0421\u0430\u043c\u043e\u043b\u0451\u0442 \u043f\u0440\u0438\u043b\u0435\u0442\u0435\u043b.", -1, &error);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
  static const char * const queries[] = { "\u0441\u0430\u043c\u043e\u043b\u0451\u0442", "\u0441\u0430\u043c\u043e\u043b\u0435\u0442",
                                          "\u0421\u0410\u041c\u041e\u041b\u0415\u0422", "\u043f\u0440\u0438\u043b\u0451\u0442\u0435\u043b", "\u0441\u0430\u043c\u043e\u043b\u0451*" };

  (void) data;
  document->key = g_strdup ("plane");
  gls_change_put_document (change, document);
  g_assert_true (gls_project_commit (f->project, change, &error));
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint total = 0;
      g_autoptr (GPtrArray) rows = gls_project_search (f->project, queries[i], 10, &total, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (total, ==, 1);
      g_assert_cmpuint (((GlsSearchRow *) rows->pdata[0])->n_hits, ==, 1);
    }
  assert_sound (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/project/round-trip", test_round_trip);
  ADD ("/project/value-missing", test_value_missing);
  ADD ("/project/undo", test_undo);
  ADD ("/project/undo/keeps-others-work", test_undo_keeps_others_work);
  ADD ("/project/same-again-writes-nothing", test_same_again_writes_nothing);
  ADD ("/project/feed", test_feed);
  ADD ("/project/search", test_search);
  ADD ("/project/locks", test_locks);
  g_test_add_func ("/project/visitor", test_visitor);
  ADD ("/project/codebook", test_codebook);
  ADD ("/project/history", test_history);
  ADD ("/project/zones", test_zones);
  ADD ("/project/refuses", test_refuses);
  ADD ("/project/long-step", test_long_step);
  ADD ("/project/search/yo", test_yo);
  return g_test_run ();
}
