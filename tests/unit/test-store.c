/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads around a project file: order, the change feed, cancelling, errors and closing. It knows no SQL but that of
 * a program that holds the file. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include <gls-error.h>
#include <gls-store.h>

#define TEXT "More than 330 workers of Karsk walked out, Anton Maresh said on April 21."
#define N_MANY 100

typedef struct {
  char        *folder, *path;
  GlsStore    *store;
  GlsCodebook *codebook;
  GlsId        document;
} Fixture;

static void
took (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  (void) source;
  *place = g_object_ref (result);
}

/* Iterates the main context until *@place is set. */
static GAsyncResult *
await (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *place;
}

static gboolean
out_of_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until @done says so, at most @ms. */
static gboolean
await_until (gboolean (*done) (gpointer), gpointer data, guint ms)
{
  gboolean late = FALSE;
  guint source = g_timeout_add (ms, out_of_time, &late);

  while (!late && !done (data))
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (source);
  return !late;
}

static GlsStore *
open_store (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GlsStore *store;

  gls_store_open_async (path, GLS_OPEN_DEFAULT, NULL, took, &result);
  store = gls_store_open_finish (await (&result), &error);
  g_assert_no_error (error);
  return store;
}

static void
close_store (GlsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gls_store_close_async (store, took, &result);
  g_assert_true (gls_store_close_finish (store, await (&result), &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (TEXT, -1, &error);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
  GlsProject *project;

  (void) data;
  f->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "p.gloss", NULL);
  f->codebook = gls_codebook_load_shipped ("claims and entities", &error);
  project = gls_project_create (f->path, f->codebook, &error);
  g_assert_no_error (error);
  document->key = g_strdup ("karsk");
  gls_change_put_document (change, document);
  g_assert_true (gls_project_commit (project, change, &error));
  gls_project_close (project);
  f->document = document->id;
  f->store = open_store (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  if (f->store != NULL)
    close_store (f->store);
  g_clear_object (&f->store);
  gls_codebook_unref (f->codebook);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static GlsChange *
make_change (Fixture *f, guint start)
{
  g_autoptr (GlsAnnotation) annotation = gls_annotation_new ();
  GlsChange *change = gls_change_new ("amira", "label");
  GlsFragment fragment = { start % 60, start % 60 + 3 };

  gls_id_generate (&annotation->id);
  annotation->type = g_strdup ("Person");
  annotation->by = g_strdup ("amira");
  gls_annotation_set_fragments (annotation, &fragment, 1);
  gls_change_put_annotation (change, &f->document, annotation, f->codebook);
  return change;
}

static void
commit (Fixture *f, guint start)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gls_store_commit_async (f->store, make_change (f, start), NULL, took, &result);
  g_assert_true (gls_store_commit_finish (f->store, await (&result), &error));
  g_assert_no_error (error);
}

static gpointer
count_spans (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsSpanTable) spans = gls_project_load_spans (project, data, NULL, error);

  (void) cancellable;
  return spans != NULL ? GUINT_TO_POINTER (spans->spans->len + 1) : NULL;
}

static guint
read_count (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer n;

  gls_store_read_async (f->store, count_spans, &f->document, NULL, NULL, NULL, took, &result);
  n = gls_store_run_finish (f->store, await (&result), &error);
  g_assert_no_error (error);
  return GPOINTER_TO_UINT (n) - 1;
}

typedef struct {
  guint commits, reads, last;
  guint failures;
} Counts;

static void
counted_commit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counts *counts = user_data;

  counts->failures += !gls_store_commit_finish (GLS_STORE (source), result, NULL);
  counts->commits++;
}

static void
counted_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counts *counts = user_data;
  guint n = GPOINTER_TO_UINT (gls_store_run_finish (GLS_STORE (source), result, NULL));

  counts->failures += n == 0;
  counts->reads++;
}

static gboolean
are_all_there (gpointer data)
{
  const Counts *counts = data;

  return counts->commits == N_MANY && counts->reads == N_MANY;
}

static void
test_many (Fixture *f, gconstpointer data)
{
  Counts counts = { 0 };

  (void) data;
  for (guint i = 0; i < N_MANY; i++)
    {
      gls_store_commit_async (f->store, make_change (f, i), NULL, counted_commit, &counts);
      gls_store_read_async (f->store, count_spans, &f->document, NULL, NULL, NULL, counted_read, &counts);
    }
  g_assert_cmpuint (gls_store_get_pending (f->store), >, 0);
  g_assert_true (await_until (are_all_there, &counts, 30000));
  g_assert_cmpuint (counts.failures, ==, 0);
  g_assert_cmpuint (read_count (f), ==, N_MANY);
  g_assert_null (gls_store_get_error (f->store));
}

typedef struct {
  guint n, annotations;
  GThread *thread;
} Feed;

static void
changed_cb (GlsStore *store, GArray *records, gpointer user_data)
{
  Feed *feed = user_data;

  (void) store;
  g_assert_true (g_thread_self () == feed->thread);
  feed->n++;
  for (guint i = 0; records != NULL && i < records->len; i++)
    feed->annotations += g_array_index (records, GlsChangedRecord, i).kind == GLS_RECORD_ANNOTATION;
}

static gboolean
has_fed (gpointer data)
{
  return ((Feed *) data)->annotations > 0;
}

static void
test_feed (Fixture *f, gconstpointer data)
{
  g_autoptr (GlsStore) other = open_store (f->path);
  Feed ours = { 0, 0, g_thread_self () }, theirs = { 0, 0, g_thread_self () };

  (void) data;
  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &ours);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &theirs);
  commit (f, 3);
  /* What is promised: within a second. */
  g_assert_true (await_until (has_fed, &ours, 1000));
  g_assert_true (await_until (has_fed, &theirs, 1000));
  g_assert_cmpuint (ours.annotations, ==, 1);
  g_assert_cmpuint (theirs.annotations, ==, 1);
  close_store (other);
  g_signal_handlers_disconnect_by_data (f->store, &ours);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  const gboolean steps[] = { FALSE, TRUE };

  (void) data;
  commit (f, 3);
  commit (f, 9);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      GlsUndoReport report = { 0 };

      gls_store_undo_async (f->store, "amira", steps[i], NULL, took, &result);
      g_assert_true (gls_store_undo_finish (f->store, await (&result), &report, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (report.what, ==, "label");
      gls_undo_report_clear (&report);
      g_assert_cmpuint (read_count (f), ==, steps[i] ? 2 : 1);
    }
}

static gboolean
wake_up (gpointer data)
{
  (void) data;
  return G_SOURCE_CONTINUE;
}

/* A long action of amira's, in two parts of one group: the second when *@data says so. */
static gpointer
write_parts (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *f = ((gpointer *) data)[0];
  gint *state = ((gpointer *) data)[1];
  GlsId group;

  gls_id_generate (&group);
  for (guint part = 0; part < 2; part++)
    {
      g_autoptr (GlsChange) change = make_change (f, 20 + part);

      gls_change_join (change, &group);
      if (!gls_project_commit (project, change, error))
        return NULL;
      g_atomic_int_set (state, 1);
      while (part == 0 && g_atomic_int_get (state) != 2)
        g_usleep (1000);
    }
  return NULL;
}

static gboolean
has_begun (gpointer data)
{
  return g_atomic_int_get ((gint *) data) == 1;
}

/* Who works on meanwhile need not wait for the end of a long action, and takes back what they did, not that. */
static void
test_apart (Fixture *f, gconstpointer data)
{
  gint state = 0;
  gpointer both[] = { f, &state };
  g_autoptr (GAsyncResult) parts = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;
  GlsUndoReport report = { 0 };
  guint ticks = g_timeout_add (5, wake_up, NULL);

  (void) data;
  gls_store_write_apart_async (f->store, write_parts, both, NULL, NULL, NULL, took, &parts);
  g_assert_true (await_until (has_begun, &state, 60000));
  g_source_remove (ticks);
  g_assert_cmpuint (gls_store_get_pending (f->store), ==, 0);
  commit (f, 3);
  g_assert_null (parts);
  g_assert_cmpuint (read_count (f), ==, 2);
  g_atomic_int_set (&state, 2);
  gls_store_run_finish (f->store, await (&parts), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read_count (f), ==, 3);
  gls_store_undo_async (f->store, "amira", FALSE, NULL, took, &undone);
  g_assert_true (gls_store_undo_finish (f->store, await (&undone), &report, &error));
  gls_undo_report_clear (&report);
  g_assert_cmpuint (read_count (f), ==, 2);
}

/* Works until it is stopped. */
static gpointer
read_until_cancelled (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_atomic_int_set ((gint *) data, 1);
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_autoptr (GPtrArray) findings = gls_project_check (project, TRUE, error);

      if (findings == NULL)
        return NULL;
    }
  return NULL;
}

static gboolean
is_set (gpointer data)
{
  return g_atomic_int_get ((gint *) data) != 0;
}


static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint ticking = g_timeout_add (10, wake_up, NULL);
  gint running = 0;

  (void) data;
  gls_store_read_async (f->store, read_until_cancelled, &running, NULL, NULL, cancellable, took, &result);
  g_assert_true (await_until (is_set, &running, 10000));
  g_cancellable_cancel (cancellable);
  g_assert_null (gls_store_run_finish (f->store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_source_remove (ticking);
  /* The reader works on, and one that was cancelled before it began never runs. */
  g_assert_cmpuint (read_count (f), ==, 0);
  g_clear_object (&result);
  g_clear_error (&error);
  running = 0;
  gls_store_read_async (f->store, read_until_cancelled, &running, NULL, NULL, cancellable, took, &result);
  g_assert_null (gls_store_run_finish (f->store, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_atomic_int_get (&running), ==, 0);
}

static gboolean
has_error (gpointer store)
{
  return gls_store_get_error (store) != NULL;
}

static gboolean
has_no_error (gpointer store)
{
  return gls_store_get_error (store) == NULL;
}

static void
test_error (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *holder;

  (void) data;
  /* Beginnings of SQL transactions are tried again for GLS_BUSY_TIMEOUT. */
  g_assert_cmpint (sqlite3_open (f->path, &holder), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  gls_store_commit_async (f->store, make_change (f, 3), NULL, took, &result);
  g_assert_false (gls_store_commit_finish (f->store, await (&result), &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_LOCKED);
  g_assert_true (await_until (has_error, f->store, 5000));
  g_assert_cmpstr (gls_store_get_error (f->store), ==, error->message);
  g_assert_cmpuint (gls_store_get_pending (f->store), ==, 0);
  g_assert_cmpint (sqlite3_exec (holder, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (holder), ==, SQLITE_OK);
  commit (f, 3);
  g_assert_true (await_until (has_no_error, f->store, 5000));
  g_assert_cmpuint (read_count (f), ==, 1);
}

/* What was asked for before closing is done; what is asked after it is refused. */
static void
test_close_waits (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  Counts counts = { 0 };

  (void) data;
  for (guint i = 0; i < N_MANY; i++)
    gls_store_commit_async (f->store, make_change (f, i), NULL, counted_commit, &counts);
  close_store (f->store);
  g_assert_cmpuint (counts.commits, ==, N_MANY);
  g_assert_cmpuint (counts.failures, ==, 0);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  gls_store_commit_async (f->store, make_change (f, 1), NULL, took, &late);
  g_assert_false (gls_store_commit_finish (f->store, await (&late), &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_FAILED);
  g_clear_object (&f->store);
  f->store = open_store (f->path);
  g_assert_cmpuint (read_count (f), ==, N_MANY);
}

static void
test_not_there (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "none.gloss", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  (void) data;
  gls_store_open_async (path, GLS_OPEN_DEFAULT, NULL, took, &result);
  g_assert_null (gls_store_open_finish (await (&result), &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_setenv ("GLS_BUSY_TIMEOUT", "300", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/store/feed", Fixture, NULL, set_up, test_feed, tear_down);
  g_test_add ("/store/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/store/apart", Fixture, NULL, set_up, test_apart, tear_down);
  g_test_add ("/store/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/store/error", Fixture, NULL, set_up, test_error, tear_down);
  g_test_add ("/store/close-waits", Fixture, NULL, set_up, test_close_waits, tear_down);
  g_test_add ("/store/not-there", Fixture, NULL, set_up, test_not_there, tear_down);
  return g_test_run ();
}
