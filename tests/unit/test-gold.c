/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gold edited by hand: each edit is a decision, which settling by many leaves alone and undo takes back with it; and how a whole
 * document stands, side by side. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include <gls-decide.h>
#include <gls-gold.h>
#include <gls-side.h>

#define TEXT "Anna Weber left Lowmoor on Monday, with 40 miners."

static GlsCodebook *codebook;
static GlsId document_id;

static void
put (GlsProject *project, const char *by, const char *type, guint32 start, guint32 end, GlsId *id, gboolean gold)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsChange) change = gls_change_new (gold ? "lead" : by, "label");
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  GlsFragment fragment = { start, end };

  gls_id_generate (&annotation->id);
  annotation->by = g_strdup (by);
  annotation->type = g_strdup (type);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_change_put_annotation (change, &document_id, annotation, codebook);
  if (id != NULL)
    *id = annotation->id;
  if (gold)
    g_assert_true (gls_gold_commit (project, change, &document_id, "lead", GLS_REASON_SLIP, "all missed it", &error));
  else
    g_assert_true (gls_project_commit (project, change, &error));
  g_assert_no_error (error);
}

/* "Person 0-10, Place 16-23": what gold has. */
static char *
list_gold (GlsProject *project)
{
  static const char * const sets[] = { "gold", NULL };
  g_autoptr (GlsDocument) document = gls_project_load_document (project, &document_id, GLS_LOAD_ANNOTATIONS, sets, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const GlsAnnotation *a = g_ptr_array_index (document->annotations, i);

      g_string_append_printf (text, "%s%s %u-%u", i > 0 ? ", " : "", a->type, a->fragments[0].start, a->fragments[0].end);
    }
  return g_string_free (text, FALSE);
}

static void
assert_gold (GlsProject *project, const char *expected)
{
  g_autofree char *gold = list_gold (project);

  g_assert_cmpstr (gold, ==, expected);
}

static GlsId
find_gold (GlsProject *project, const char *type)
{
  static const char * const sets[] = { "gold", NULL };
  g_autoptr (GlsDocument) document = gls_project_load_document (project, &document_id, GLS_LOAD_ANNOTATIONS, sets, NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    if (g_str_equal (((GlsAnnotation *) g_ptr_array_index (document->annotations, i))->type, type))
      return ((GlsAnnotation *) g_ptr_array_index (document->annotations, i))->id;
  g_assert_not_reached ();
}

/* What all agree on becomes gold. */
static void
settle (GlsProject *project)
{
  static const GlsReviewQuery query;
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsReview) review = gls_review_new (project, &query, &error);
  GlsAutomatic automatic = { .by = "lead" };

  g_assert_no_error (error);
  gls_id_generate (&automatic.step);
  g_assert_true (gls_automatic_run (&automatic, review, &document_id, &error));
  g_assert_no_error (error);
}

static void
change_gold (GlsProject *project, GlsChange *change)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gls_gold_commit (project, change, &document_id, "lead", GLS_REASON_GUIDELINE, NULL, &error));
  g_assert_no_error (error);
}

static GPtrArray *
decisions (GlsProject *project)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *all = gls_project_load_decisions (project, &document_id, &error);

  g_assert_no_error (error);
  return all;
}

static GlsSide *
look (GlsProject *project)
{
  const GlsReviewQuery query = { .no_documents = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsReview) review = gls_review_new (project, &query, &error);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GlsAligned) aligned = gls_review_load (review, &document_id, &all, &error);

  g_assert_no_error (error);
  return gls_side_new (aligned, review->codebook, all);
}

/* "= ≠ …" as letters, a group after the other. */
static void
assert_states (GlsProject *project, const char *expected)
{
  g_autoptr (GlsSide) side = look (project);
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < side->groups->len; i++)
    g_string_append_c (states, "adicr"[g_array_index (side->groups, GlsSideGroup, i).state]);
  g_assert_cmpstr (states->str, ==, expected);
}

static GlsProject *
new_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  GlsProject *project = gls_project_create (path, codebook, &error);
  g_autoptr (GlsText) text = gls_text_new_from_string (TEXT, -1, &error);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsChange) change = gls_change_new ("lead", "import");

  document->key = g_strdup ("article");
  gls_change_put_document (change, document);
  document_id = document->id;
  gls_change_set_status (change, &document_id, "amira", GLS_STATUS_DONE, NULL);
  gls_change_set_status (change, &document_id, "bek", GLS_STATUS_DONE, NULL);
  g_assert_true (gls_project_commit (project, change, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    put (project, i == 0 ? "amira" : "bek", "Person", 0, 10, NULL, FALSE);
  /* One of the two has more words. */
  put (project, "amira", "Figure", 40, 42, NULL, FALSE);
  put (project, "bek", "Figure", 40, 49, NULL, FALSE);
  return project;
}

static void
test_missed (GlsProject *project)
{
  g_autoptr (GPtrArray) before = decisions (project), after = NULL, undone = NULL;
  const GlsDecision *decision = NULL;
  GlsUndoReport report = { 0 };
  g_autoptr (GError) error = NULL;
  GlsId place;

  assert_states (project, "cd");
  put (project, "gold", "Place", 16, 23, &place, TRUE);
  after = decisions (project);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  for (guint i = 0; i < after->len; i++)
    if (gls_id_equal (&((GlsDecision *) g_ptr_array_index (after, i))->gold, &place))
      decision = g_ptr_array_index (after, i);
  g_assert_nonnull (decision);
  g_assert_cmpint (decision->kind, ==, GLS_CASE_FOUND);
  g_assert_cmpstr (decision->choice, ==, "marked");
  g_assert_cmpstr (decision->note, ==, "all missed it");
  g_assert_cmpint (decision->reason, ==, GLS_REASON_SLIP);
  /* Both lack it: both are shown it among what was decided. */
  assert_states (project, "ccd");
  settle (project);
  assert_gold (project, "Person 0-10, Place 16-23, Figure 40-42");
  /* Mark and decision go together. */
  g_assert_true (gls_project_undo (project, "lead", &report, &error));
  g_assert_no_error (error);
  gls_undo_report_clear (&report);
  undone = decisions (project);
  g_assert_cmpuint (undone->len, ==, before->len);
  assert_gold (project, "Person 0-10, Figure 40-42");
}

static void
test_agreed (GlsProject *project)
{
  GlsId person = find_gold (project, "Person");
  const GlsFragment fragment = { 5, 10 };
  g_autoptr (GlsChange) move = gls_change_new ("lead", "move"), type = gls_change_new ("lead", "type"), gone = gls_change_new ("lead", "delete");
  g_autoptr (GPtrArray) after = NULL;

  gls_change_set_fragments (move, &person, &fragment, 1);
  change_gold (project, move);
  settle (project);
  /* All had it otherwise; by many it stays as the lead has it. */
  assert_gold (project, "Person 5-10, Figure 40-42");
  after = decisions (project);
  g_assert_cmpstr (((GlsDecision *) g_ptr_array_index (after, 0))->choice, ==, "5-10");
  g_assert_cmpint (((GlsDecision *) g_ptr_array_index (after, 0))->reason, ==, GLS_REASON_GUIDELINE);
  gls_change_set_type (type, &person, gls_codebook_find_type (codebook, "Source"));
  change_gold (project, type);
  settle (project);
  person = find_gold (project, "Source");
  gls_change_delete (gone, &person);
  change_gold (project, gone);
  settle (project);
  assert_states (project, "rd");
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("gls-gold-XXXXXX", NULL), *path = g_build_filename (folder, "gold.gloss", NULL);
  GlsProject *project;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  project = new_project (path);
  assert_states (project, "ad");
  settle (project);
  g_test_add_data_func ("/gold/missed", project, (GTestDataFunc) test_missed);
  g_test_add_data_func ("/gold/agreed", project, (GTestDataFunc) test_agreed);
  argc = g_test_run ();
  gls_project_close (project);
  gls_codebook_unref (codebook);
  g_unlink (path);
  g_rmdir (folder);
  return argc;
}
