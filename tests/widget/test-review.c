/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Review page's parts on a real project file: the queue loses what is decided and gets it back, columns go together, and an edit of
 * gold is a decision. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <gls-decisions.h>
#include <string.h>

#include "annotate/gls-open-document.h"
#include "review/gls-review-queue.h"
#include "review/gls-side-columns.h"

#define LINE "Nearly 330 captains of the ferries struck on April 21 in the harbour of Vesk, a reporter said.\n\n"
#define LINES 40
#define WAIT_MS 20000

typedef struct {
  char           *folder, *path;
  GlsSession     *session;
  GlsReviewQueue *queue;
  GlsId           id;
  guint           wanted;
} Fixture;

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for (gboolean (*test) (Fixture *), Fixture *fixture, const char *what)
{
  gboolean late = FALSE;
  guint source = g_timeout_add (WAIT_MS, set_true, &late);

  while (!test (fixture))
    {
      g_main_context_iteration (NULL, TRUE);
      if (late)
        g_error ("waited in vain for %s", what);
    }
  g_source_remove (source);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->session = gls_session_open_finish (result, NULL);
}

static gboolean
has_session (Fixture *fixture)
{
  return fixture->session != NULL;
}

static void
put (GlsChange *change, const GlsCodebook *codebook, const GlsId *document, const char *by, guint32 start, guint32 end)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  GlsFragment fragment = { start, end };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup ("Figure");
  annotation->by = g_strdup (by);
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_change_put_annotation (change, document, annotation, codebook);
}

/* amira and bek: the first figure the same, in two lines another end. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GlsText) text = NULL;
  g_autoptr (GlsDocument) document = NULL;
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
  g_autoptr (GError) error = NULL;
  guint32 line = strlen (LINE);
  GlsProject *project;

  for (guint i = 0; i < LINES; i++)
    g_string_append (words, LINE);
  text = gls_text_new_from_string (words->str, (gssize) words->len, NULL);
  document = gls_document_new (text);
  fixture->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "strike.gloss", NULL);
  project = gls_project_create (fixture->path, codebook, &error);
  g_assert_no_error (error);
  document->key = g_strdup ("strike");
  fixture->id = document->id;
  gls_change_put_document (change, document);
  for (guint i = 0; i < 3; i++)
    {
      put (change, codebook, &fixture->id, "amira", i * line, i * line + 10);
      put (change, codebook, &fixture->id, "bek", i * line, i * line + (i == 0 ? 10 : 19));
    }
  g_assert_true (gls_project_commit (project, change, &error));
  gls_project_close (project);
  gls_session_open_async (fixture->path, "lead", NULL, opened, fixture);
  wait_for (has_session, fixture, "the session");
}

static void
closed (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsStore) store = g_object_ref (gls_session_get_store (fixture->session));
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", fixture->folder);
  gboolean done = FALSE;

  if (fixture->queue != NULL)
    gls_review_queue_set_session (fixture->queue, NULL);
  g_clear_object (&fixture->queue);
  g_object_run_dispose (G_OBJECT (fixture->session));
  g_clear_object (&fixture->session);
  gls_store_close_async (store, closed, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (system (remove), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* --- The queue ------------------------------------------------------------------------------------------------------- */

static gboolean
has_wanted (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)) == fixture->wanted
         && gls_review_queue_get_progress (fixture->queue) >= 1 && gls_review_queue_count_open (fixture->queue) == fixture->wanted
         && gls_store_get_pending (gls_session_get_store (fixture->session)) == 0;
}

static void
wait_for_rows (Fixture *fixture, guint n)
{
  fixture->wanted = n;
  wait_for (has_wanted, fixture, "the rows");
}

static void
test_queue (Fixture *fixture, gconstpointer unused)
{
  GlsCase *first;
  GlsDecide *decide;
  GlsId id;

  fixture->queue = gls_review_queue_new ();
  gls_review_queue_set_session (fixture->queue, fixture->session);
  wait_for_rows (fixture, 2);
  first = gls_review_queue_get (fixture->queue, 0);
  id = first->id;
  g_assert_cmpint (first->kind, ==, GLS_CASE_BOUNDARY);
  g_assert_cmpuint (gls_review_queue_count_alike (fixture->queue, first), ==, 2);
  decide = gls_review_queue_new_decision (fixture->queue, GLS_TAKE_VERSION);
  gls_decide_add (decide, &first->document, &first->id, ((GlsVersion *) g_ptr_array_index (first->versions, 0))->value);
  gls_review_queue_decide (fixture->queue, decide);
  /* At once, before it is in the file. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);
  g_assert_cmpuint (gls_review_queue_find (fixture->queue, &id), ==, GTK_INVALID_LIST_POSITION);
  wait_for_rows (fixture, 1);
  gls_session_undo (fixture->session, FALSE);
  wait_for_rows (fixture, 2);
  g_assert_cmpuint (gls_review_queue_find (fixture->queue, &id), !=, GTK_INVALID_LIST_POSITION);
}

/* --- Side by side ---------------------------------------------------------------------------------------------------- */

static GlsSide *
read_side (Fixture *fixture)
{
  const GlsReviewQuery query = { .no_documents = TRUE };
  GlsProject *project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, NULL);
  g_autoptr (GlsReview) review = gls_review_new (project, &query, NULL);
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (GlsAligned) aligned = gls_review_load (review, &fixture->id, &decisions, NULL);
  GlsSide *side = gls_side_new (aligned, review->codebook, decisions);

  gls_project_close (project);
  return side;
}

static void
list_views (GtkWidget *widget, GPtrArray *views)
{
  if (GTK_IS_TEXT_VIEW (widget))
    g_ptr_array_add (views, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    list_views (child, views);
}

static int
first_line (GtkTextView *view)
{
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y + 2, NULL);
  return gtk_text_iter_get_line (&iter);
}

static void
run_for (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, set_true, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_columns (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsSide) side = read_side (fixture);
  GtkWidget *window = gtk_window_new ();
  GlsSideColumns *columns = gls_side_columns_new ();
  g_autoptr (GPtrArray) views = g_ptr_array_new ();
  GtkAdjustment *adjustment;

  g_assert_cmpuint (side->groups->len, ==, 3);
  g_assert_cmpint (g_array_index (side->groups, GlsSideGroup, 0).state, ==, GLS_SIDE_AGREE);
  g_assert_cmpint (g_array_index (side->groups, GlsSideGroup, 1).state, ==, GLS_SIDE_DIFFER);
  g_assert_cmpint (gls_side_find (side, -1, 1u << GLS_SIDE_DIFFER, FALSE), ==, 1);
  g_assert_cmpint (gls_side_find (side, 2, 1u << GLS_SIDE_DIFFER, FALSE), ==, 1);
  g_assert_cmpint (gls_side_find (side, 1, 1u << GLS_SIDE_DIFFER, TRUE), ==, 2);
  g_assert_cmpint (gls_side_find (side, -1, 1u << GLS_SIDE_REJECTED, FALSE), ==, -1);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (columns));
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 400);
  gls_side_columns_set_side (columns, side, 3, NULL);
  gtk_window_present (GTK_WINDOW (window));
  run_for (600);
  list_views (GTK_WIDGET (columns), views);
  g_assert_cmpuint (views->len, ==, 2);
  /* What is scrolled in one is in the other at the same paragraph, although lanes and lines are others. */
  adjustment = gtk_scrollable_get_vadjustment (g_ptr_array_index (views, 0));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, gtk_adjustment_get_page_size (adjustment) * 2);
  for (guint i = 1; i <= 3; i++)
    {
      gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)) * i / 4);
      run_for (400);
      g_assert_cmpint (first_line (g_ptr_array_index (views, 0)), >, 0);
      g_assert_cmpint (ABS (first_line (g_ptr_array_index (views, 0)) - first_line (g_ptr_array_index (views, 1))), <=, 1);
    }
  gls_side_columns_select (columns, 2);
  g_assert_cmpint (gls_side_columns_get_selected (columns), ==, 2);
  /* One column less, then none. */
  gls_side_columns_set_side (columns, side, 1, NULL);
  g_assert_cmpint (gls_side_columns_get_selected (columns), ==, 2);
  g_assert_false (gtk_widget_get_child_visible (g_ptr_array_index (views, 1)) && gtk_widget_get_mapped (g_ptr_array_index (views, 1)));
  gls_side_columns_set_side (columns, NULL, 0, NULL);
  g_assert_cmpint (gls_side_columns_get_selected (columns), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- Gold ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_saved (Fixture *fixture)
{
  return gls_store_get_pending (gls_session_get_store (fixture->session)) == 0;
}

static GlsOpenDocument *waited;

static gboolean
has_document (Fixture *fixture)
{
  return gls_open_document_get (waited) != NULL && !gls_open_document_is_loading (waited);
}

static void
test_gold (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GlsOpenDocument) document = gls_open_document_new (fixture->session);
  const GlsFragment fragment = { 27, 34 };
  g_autoptr (GPtrArray) decisions = NULL;
  const GlsDecision *decision;
  GlsProject *project;
  GlsId id;

  waited = document;
  gls_open_document_load (document, &fixture->id);
  wait_for (has_document, fixture, "the document");
  g_assert_cmpuint (gls_open_document_get_spans (document)->spans->len, ==, 0);
  gls_session_edit_gold (fixture->session, TRUE);
  gls_session_set_why (fixture->session, GLS_REASON_SLIP, "both missed it");
  g_assert_cmpstr (gls_session_get_set (fixture->session), ==, "gold");
  wait_for (has_document, fixture, "gold");
  gls_open_document_add (document, "Group", &fragment, 1, &id);
  g_assert_true (gls_open_document_is_own (document, gls_open_document_find (document, &id)));
  wait_for (is_saved, fixture, "the commit");
  project = gls_project_open (fixture->path, GLS_OPEN_READ_ONLY, NULL);
  decisions = gls_project_load_decisions (project, &fixture->id, NULL);
  gls_project_close (project);
  g_assert_cmpuint (decisions->len, ==, 1);
  decision = g_ptr_array_index (decisions, 0);
  g_assert_true (gls_id_equal (&decision->gold, &id));
  g_assert_cmpint (decision->reason, ==, GLS_REASON_SLIP);
  g_assert_cmpstr (decision->note, ==, "both missed it");
  g_assert_cmpstr (decision->by, ==, "lead");
  /* Who edits gold is not at work as an annotator, and sees none of it among the own. */
  gls_session_edit_gold (fixture->session, FALSE);
  wait_for (has_document, fixture, "the own");
  g_assert_null (gls_open_document_find (document, &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/review/queue", test_queue);
  ADD ("/review/columns", test_columns);
  ADD ("/review/gold", test_gold);
  return g_test_run ();
}
