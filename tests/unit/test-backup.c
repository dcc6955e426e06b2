/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which backups are made and which are kept, over weeks of a faked clock. It knows of their names only the documented form. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <gls-backup.h>
#include <gls-error.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define MONDAY_MS G_GINT64_CONSTANT (1429531200000) /* 2015-04-20 12:00 UTC */

typedef struct {
  char       *folder, *path;
  GlsProject *project;
  GlsId       id;
} Fixture;

static void
set_now (gint64 ms)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ms);

  g_setenv ("GLS_TEST_NOW", text, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsCodebook) codebook = gls_codebook_load_shipped ("claims and entities", &error);

  (void) data;
  g_assert_no_error (error);
  set_now (MONDAY_MS);
  f->folder = g_dir_make_tmp ("gls-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "p.gloss", NULL);
  f->project = gls_project_create (f->path, codebook, &error);
  g_assert_no_error (error);
  gls_project_get_id (f->project, &f->id);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  gls_project_close (f->project);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
  g_unsetenv ("GLS_TEST_NOW");
}

static void
make (Fixture *f, const char *reason)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = gls_backup_make (f->project, reason, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
assert_names (Fixture *f, const char * const *expected)
{
  g_autoptr (GPtrArray) paths = gls_backup_list (&f->id);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (paths, i));

      g_assert_cmpstr (name, ==, expected[i]);
    }
  g_assert_null (expected[paths->len]);
}

/* Sixty days with one backup each, the last a Thursday: its five days, and the Sundays of the four weeks before. */
static void
test_sixty_days (Fixture *f, gconstpointer data)
{
  static const char * const expected[] = {
    "20150618-120000-daily.gloss", "20150617-120000-daily.gloss", "20150616-120000-daily.gloss",
    "20150615-120000-daily.gloss", "20150614-120000-daily.gloss", "20150607-120000-daily.gloss",
    "20150531-120000-daily.gloss", "20150524-120000-daily.gloss", "20150517-120000-daily.gloss", NULL,
  };

  (void) data;
  for (int day = 0; day < 60; day++)
    {
      set_now (MONDAY_MS + day * DAY_MS);
      make (f, "daily");
    }
  assert_names (f, expected);
}

static void
test_once_a_day (Fixture *f, gconstpointer data)
{
  static const char * const expected[] = { "20150421-110000-daily.gloss", "20150420-120000-daily.gloss", NULL };

  (void) data;
  make (f, "daily");
  set_now (MONDAY_MS + DAY_MS / 4);
  make (f, "daily");
  set_now (MONDAY_MS + DAY_MS - DAY_MS / 24);
  make (f, "daily");
  assert_names (f, expected);
}

/* Those before a merge or migration are kept and do not push out the daily ones, nor the other way round. */
static void
test_before_merges (Fixture *f, gconstpointer data)
{
  static const char * const expected[] = {
    "20150427-130000-merge.gloss", "20150427-120000-daily.gloss", "20150426-130000-merge.gloss",
    "20150426-120000-daily.gloss", "20150425-130000-merge.gloss", "20150425-120000-daily.gloss",
    "20150424-130000-merge.gloss", "20150424-120000-daily.gloss", "20150423-130000-merge.gloss",
    "20150423-120000-daily.gloss", "20150422-130000-merge.gloss", "20150421-130000-merge.gloss",
    "20150420-130000-merge.gloss", NULL,
  };

  (void) data;
  for (int day = 0; day < 8; day++)
    {
      set_now (MONDAY_MS + day * DAY_MS);
      make (f, "daily");
      set_now (MONDAY_MS + day * DAY_MS + DAY_MS / 24);
      make (f, "merge");
    }
  assert_names (f, expected);
}

/* As a file of holes: as long as it says, and no room taken. */
static void
stretch_newest (Fixture *f, gint64 n_bytes)
{
  g_autoptr (GPtrArray) paths = gls_backup_list (&f->id);

  g_assert_cmpint (truncate (g_ptr_array_index (paths, 0), n_bytes), ==, 0);
}

/* Two gigabytes at most: those before merges go first, and the newest stays whatever its size. */
static void
test_most_bytes (Fixture *f, gconstpointer data)
{
  static const gint64 mb = 1024 * 1024;
  static const char * const without_merge[]
      = { "20150423-120000-daily.gloss", "20150422-120000-daily.gloss", "20150420-120000-daily.gloss", NULL };
  static const char * const without_largest[]
      = { "20150425-120000-merge.gloss", "20150422-120000-daily.gloss", "20150420-120000-daily.gloss", NULL };

  (void) data;
  make (f, "daily");
  stretch_newest (f, 800 * mb);
  set_now (MONDAY_MS + DAY_MS);
  make (f, "merge");
  stretch_newest (f, 900 * mb);
  set_now (MONDAY_MS + 2 * DAY_MS);
  make (f, "daily");
  stretch_newest (f, 900 * mb);
  set_now (MONDAY_MS + 3 * DAY_MS);
  make (f, "daily");
  assert_names (f, without_merge);
  stretch_newest (f, 2048 * mb);
  set_now (MONDAY_MS + 5 * DAY_MS);
  make (f, "merge");
  assert_names (f, without_largest);
}

/* A damaged file still says which project it is, and where its newest backup lies. */
static void
test_is_named (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *newest = NULL, *contents = NULL;
  gsize n_bytes;

  (void) data;
  g_assert_null (gls_backup_find_newest (f->path));
  make (f, "daily");
  set_now (MONDAY_MS + DAY_MS);
  make (f, "merge");
  paths = gls_backup_list (&f->id);
  newest = gls_backup_find_newest (f->path);
  g_assert_cmpstr (newest, ==, g_ptr_array_index (paths, 0));
  gls_project_checkpoint (f->project);
  g_assert_true (g_file_get_contents (f->path, &contents, &n_bytes, NULL));
  gls_project_close (f->project);
  g_assert_true (g_file_set_contents (f->path, contents, n_bytes - 4096, NULL));
  g_assert_null (gls_project_open (f->path, GLS_OPEN_DEFAULT, &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, newest));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (f->path, contents, n_bytes, NULL));
  f->project = gls_project_open (f->path, GLS_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
}

/* A copy that was made after the damage is passed over. */
static void
test_is_sound (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *newest = NULL, *sound = NULL, *contents = NULL;
  gsize n_bytes;

  (void) data;
  make (f, "daily");
  set_now (MONDAY_MS + DAY_MS);
  make (f, "daily");
  paths = gls_backup_list (&f->id);
  g_assert_cmpuint (paths->len, ==, 2);
  g_assert_true (g_file_get_contents (g_ptr_array_index (paths, 0), &contents, &n_bytes, NULL));
  memset (contents + n_bytes - 4096, 0, 4096);
  g_assert_true (g_file_set_contents (g_ptr_array_index (paths, 0), contents, n_bytes, &error));
  newest = gls_backup_find_newest (f->path);
  sound = gls_backup_find_sound (f->path);
  g_assert_cmpstr (newest, ==, g_ptr_array_index (paths, 0));
  g_assert_cmpstr (sound, ==, g_ptr_array_index (paths, 1));
}

/* A backup is a project like any other, and has what was there. */
static void
test_is_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsChange) change = gls_change_new ("amira", "import");
  g_autoptr (GlsText) text = gls_text_new_from_string ("More than 330 left Karsk.", -1, &error);
  g_autoptr (GlsDocument) document = gls_document_new (text);
  g_autoptr (GPtrArray) paths = NULL, findings = NULL;
  g_autoptr (GlsProject) copy = NULL;
  GlsId id;

  (void) data;
  document->key = g_strdup ("karsk");
  gls_change_put_document (change, document);
  g_assert_true (gls_project_commit (f->project, change, &error));
  make (f, "merge");
  paths = gls_backup_list (&f->id);
  g_assert_cmpuint (paths->len, ==, 1);
  copy = gls_project_open (g_ptr_array_index (paths, 0), GLS_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  gls_project_get_id (copy, &id);
  g_assert_true (gls_id_equal (&id, &f->id));
  g_assert_true (gls_project_find_document (copy, "karsk", &id, &error));
  findings = gls_project_check (copy, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Where no folder can be made the reason is said, and the project is as it was. */
static void
test_no_room_for_it (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "glossator", NULL);
  g_autofree char *aside = g_strconcat (folder, ".aside", NULL);
  gboolean there = g_file_test (folder, G_FILE_TEST_EXISTS);

  (void) data;
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  if (there)
    g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_false (gls_backup_make (f->project, "merge", &error));
  g_assert_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY);
  g_unlink (folder);
  if (there)
    g_assert_cmpint (g_rename (aside, folder), ==, 0);
  make (f, "merge");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/backup/sixty-days", Fixture, NULL, set_up, test_sixty_days, tear_down);
  g_test_add ("/backup/once-a-day", Fixture, NULL, set_up, test_once_a_day, tear_down);
  g_test_add ("/backup/before-merges", Fixture, NULL, set_up, test_before_merges, tear_down);
  g_test_add ("/backup/most-bytes", Fixture, NULL, set_up, test_most_bytes, tear_down);
  g_test_add ("/backup/is-named", Fixture, NULL, set_up, test_is_named, tear_down);
  g_test_add ("/backup/is-sound", Fixture, NULL, set_up, test_is_sound, tear_down);
  g_test_add ("/backup/is-whole", Fixture, NULL, set_up, test_is_whole, tear_down);
  g_test_add ("/backup/no-room-for-it", Fixture, NULL, set_up, test_no_room_for_it, tear_down);
  return g_test_run ();
}
