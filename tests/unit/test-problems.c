/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watching for problems: what is wrong is found, a fix puts it right, a waiver closes it, and answers count. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include <gls-fix-finding.h>
#include <gls-problem-watch.h>
#include <gls-validate.h>

#define TEXT "More than 330 dockers left Vesk."
#define VALUE(number) "{\"said\":\"\",\"low\":" number ",\"high\":null,\"modifier\":\"more than\"}"

typedef struct {
  char            *folder, *path;
  GlsCodebook     *codebook;
  GlsStore        *store;
  GlsProblemWatch *watch;
  GlsId            document, annotation;
  gboolean         done;
} Fixture;

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  f->store = gls_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (TEXT, -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
  const GlsFragment fragment = { 0, 21 };
  GlsProject *project;

  f->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "p.gloss", NULL);
  f->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  project = gls_project_create (f->path, f->codebook, &error);
  g_assert_no_error (error);
  document->key = g_strdup ("one");
  gls_id_generate (&annotation->id);
  annotation->type = g_strdup ("Figure");
  annotation->by = g_strdup ("amira");
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_annotation_add_attribute (annotation, "value", VALUE ("730"));
  gls_change_put_person (change, "amira");
  gls_change_put_document (change, document);
  gls_change_put_annotation (change, &document->id, annotation, f->codebook);
  g_assert_true (gls_project_commit (project, change, &error));
  gls_project_close (project);
  f->document = document->id;
  f->annotation = annotation->id;
  gls_store_open_async (f->path, GLS_OPEN_DEFAULT, NULL, opened, f);
  while (f->store == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->watch = gls_problem_watch_new (f->store, "amira");
  gls_problem_watch_set_open (f->watch, &f->document, 1);
}

static void
closed (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->done = TRUE;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gls_problem_watch_stop (f->watch);
  gls_store_close_async (f->store, closed, f);
  while (!f->done)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (f->watch);
  g_object_unref (f->store);
  gls_codebook_unref (f->codebook);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* The one finding of the document once @test says so; NULL: there is none. A test that hangs is ended from outside. */
static GlsFinding *
wait_for (Fixture *f, gboolean (*test) (const GlsFinding *finding))
{
  for (;;)
    {
      g_autoptr (GPtrArray) found = gls_problem_watch_list (f->watch, &f->document);
      const GlsFinding *finding = found->len > 0 ? found->pdata[0] : NULL;

      if (!gls_problem_watch_is_busy (f->watch) && test (finding))
        return finding != NULL ? gls_finding_ref (found->pdata[0]) : NULL;
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
is_open (const GlsFinding *finding)
{
  return finding != NULL && finding->waiver == NULL;
}

static gboolean
is_waived (const GlsFinding *finding)
{
  return finding != NULL && finding->waiver != NULL;
}

static gboolean
is_gone (const GlsFinding *finding)
{
  return finding == NULL;
}

static void
commit (Fixture *f, GlsChange *change)
{
  gls_store_commit_async (f->store, change, NULL, NULL, NULL);
}

static void
test_live (Fixture *f, gconstpointer data)
{
  const GlsTypeDef *type = gls_codebook_find_type (f->codebook, "Figure");
  const GlsAttributeDef *value = gls_type_def_find_attribute (type, "value");
  g_autoptr (GlsFinding) first = wait_for (f, is_open), again = NULL;
  GlsChange *change;

  g_assert_cmpstr (first->problem->rule, ==, "figure-differs");
  g_assert_cmpuint (first->start, ==, 0);
  g_assert_cmpuint (first->end, ==, 21);
  g_assert_cmpuint (first->problem->fixes->len, ==, 1);
  change = gls_change_new ("amira", "attribute");
  gls_change_set_attribute (change, &f->annotation, value, VALUE ("330"));
  commit (f, change);
  g_assert_null (wait_for (f, is_gone));
  change = gls_change_new ("amira", "attribute");
  gls_change_set_attribute (change, &f->annotation, value, VALUE ("530"));
  commit (f, change);
  again = wait_for (f, is_open);
  /* The same problem of the same annotation, whatever it says. */
  g_assert_true (gls_id_equal (&again->problem->id, &first->problem->id));
  g_assert_nonnull (strstr (again->problem->message, "530"));
}

static void
test_waiver (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsFinding) finding = wait_for (f, is_open), waived = NULL, open = NULL;
  GlsChange *change = gls_change_new ("amira", "waive");

  gls_change_waive_finding (change, finding, "bek", "as the source has it");
  commit (f, change);
  waived = wait_for (f, is_waived);
  g_assert_cmpstr (waived->waiver->by, ==, "bek");
  g_assert_cmpstr (waived->waiver->note, ==, "as the source has it");
  g_assert_cmpstr (waived->waiver->set, ==, "amira");
  g_assert_true (gls_id_equal (&g_array_index (waived->waiver->annotations, GlsId, 0), &f->annotation));
  g_assert_cmpint (waived->waiver->clock, >, 0);
  change = gls_change_new ("amira", "open problem");
  gls_change_take_waiver_back (change, &finding->problem->id);
  commit (f, change);
  open = wait_for (f, is_open);
}

typedef struct {
  Fixture    *f;
  GlsFinding *finding;
} Fixing;

static gpointer
run_fix (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fixing *fixing = data;
  g_autoptr (GlsChange) change = gls_change_new ("amira", "fix");

  if (gls_change_fix (change, project, fixing->finding, fixing->finding->problem->fixes->pdata[0], fixing->f->codebook, error))
    gls_project_commit (project, change, error);
  return NULL;
}

static void
fixed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_fix (Fixture *f, gconstpointer data)
{
  Fixing fixing = { f, wait_for (f, is_open) };

  gls_store_write_async (f->store, run_fix, &fixing, NULL, NULL, NULL, fixed, NULL);
  g_assert_null (wait_for (f, is_gone));
  gls_finding_unref (fixing.finding);
}

/* --- More problems than are kept ------------------------------------------------------------------------------------ */

static void
put_mark (GlsChange *change, const GlsDocument *document, const GlsCodebook *codebook, const char *type, guint32 start, guint32 end)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  const GlsFragment fragment = { start, end };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup (type);
  annotation->by = g_strdup ("amira");
  gls_annotation_set_fragments (annotation, &fragment, 1);
  if (g_str_equal (type, "Figure"))
    gls_annotation_add_attribute (annotation, "value", VALUE ("730"));
  gls_change_put_annotation (change, &document->id, annotation, codebook);
}

/* With a figure that differs, and Vesk marked as @type. */
static void
add_document (Fixture *f, const char *key, const char *type, GlsId *id)
{
  g_autofree char *content = g_strconcat (TEXT, " It rained. ", key, NULL);
  g_autoptr (GlsText) text = gls_text_new_from_string (content, -1, NULL);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  GlsChange *change = gls_change_new ("amira", "import");

  document->key = g_strdup (key);
  gls_change_put_document (change, document);
  put_mark (change, document, f->codebook, "Figure", 0, 21);
  put_mark (change, document, f->codebook, type, 27, 31);
  *id = document->id;
  commit (f, change);
}

/* Until so many problems of @rule are listed (of @document, or all), and the line holds @line, or not (NULL) "too many". */
static void
wait_for_count (Fixture *f, const GlsId *document, const char *rule, guint n, const char *line)
{
  for (;;)
    {
      g_autoptr (GPtrArray) found = gls_problem_watch_list (f->watch, document);
      const char *said = gls_problem_watch_get_failure (f->watch);
      guint there = 0;

      for (guint i = 0; i < found->len; i++)
        there += g_str_equal (((GlsFinding *) found->pdata[i])->problem->rule, rule);
      if (there == n && (line != NULL ? said != NULL && strstr (said, line) != NULL : said == NULL || strstr (said, "too many") == NULL))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Of what nobody looks at no more is kept than may be, and a line says so; opened, it shows. */
static void
test_many (Fixture *f, gconstpointer data)
{
  GlsId ids[3] = { f->document };

  gls_problem_watch_set_most (f->watch, 1);
  add_document (f, "two", "Place", &ids[1]);
  add_document (f, "three", "Place", &ids[2]);
  wait_for_count (f, NULL, "figure-differs", 1, "those of 2 documents");
  gls_problem_watch_set_open (f->watch, ids, 2);
  wait_for_count (f, &ids[1], "figure-differs", 1, "those of 1 document ");
  gls_problem_watch_set_open (f->watch, ids, 3);
  wait_for_count (f, NULL, "figure-differs", 3, NULL);
}

/* The same for what only shows when all documents are compared. */
static void
test_many_wide (Fixture *f, gconstpointer data)
{
  GlsId ids[2];

  gls_problem_watch_set_most (f->watch, 0);
  add_document (f, "two", "Place", &ids[0]);
  add_document (f, "three", "Organization", &ids[1]);
  wait_for_count (f, NULL, "marked-differently", 0, "as a whole: 1 more is not");
  gls_problem_watch_set_open (f->watch, ids, 2);
  wait_for_count (f, NULL, "marked-differently", 1, NULL);
}

static void
judge (GPtrArray *judgements, const GlsId *a, const GlsId *b, GlsVerdict verdict)
{
  GlsJudgement *judgement = g_new0 (GlsJudgement, 1);

  judgement->a = *a;
  judgement->b = *b;
  judgement->verdict = verdict;
  g_ptr_array_add (judgements, judgement);
}

static gboolean
is_answered (GPtrArray *judgements, const GlsId *a, const GlsId *b)
{
  GlsJudgedPairs *pairs = gls_judged_pairs_new (judgements);
  GlsProblem problem = { .annotations = g_array_new (FALSE, FALSE, sizeof (GlsId)), .entities = g_array_new (FALSE, FALSE, sizeof (GlsId)) };
  gboolean answered;

  g_array_append_vals (problem.entities, a, 1);
  g_array_append_vals (problem.entities, b, 1);
  answered = gls_judged_pairs_answer (pairs, &problem);
  g_array_unref (problem.annotations);
  g_array_unref (problem.entities);
  gls_judged_pairs_free (pairs);
  return answered;
}

/* Entities that are one through a third are one. */
static void
test_judged (void)
{
  g_autoptr (GPtrArray) judgements = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_judgement_free);
  GlsId ids[5];

  for (guint i = 0; i < 5; i++)
    gls_id_generate (&ids[i]);
  judge (judgements, &ids[0], &ids[1], GLS_JUDGEMENT_SAME);
  judge (judgements, &ids[2], &ids[1], GLS_JUDGEMENT_SAME);
  judge (judgements, &ids[2], &ids[3], GLS_JUDGEMENT_NOT_SAME);
  judge (judgements, &ids[0], &ids[4], GLS_JUDGEMENT_UNDECIDED);
  g_assert_true (is_answered (judgements, &ids[0], &ids[2]));
  g_assert_true (is_answered (judgements, &ids[3], &ids[2]));
  g_assert_false (is_answered (judgements, &ids[0], &ids[4]));
  g_assert_false (is_answered (judgements, &ids[3], &ids[4]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/problems/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/problems/waiver", Fixture, NULL, set_up, test_waiver, tear_down);
  g_test_add ("/problems/fix", Fixture, NULL, set_up, test_fix, tear_down);
  g_test_add ("/problems/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/problems/many-wide", Fixture, NULL, set_up, test_many_wide, tear_down);
  g_test_add_func ("/problems/judged", test_judged);
  return g_test_run ();
}
