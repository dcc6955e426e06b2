/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a project in the user's data folder, made by SQLite itself so that each is whole, and thinned out. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-clock.h>
#include <gls-error.h>

#include "gls-backup.h"
#include "gls-journal.h"

#define KEEP_DAILY 5
#define KEEP_WEEKLY 4
#define KEEP_BYTES ((guint64) 2 * 1024 * 1024 * 1024)

static char *
backup_folder (const GlsId *project)
{
  char id[GLS_ID_STRING_SIZE];

  gls_id_to_string (project, id);
  return g_build_filename (g_get_user_data_dir (), "glossator", "backups", id, NULL);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  g_autofree char *x = g_path_get_basename (*(char * const *) a);
  g_autofree char *y = g_path_get_basename (*(char * const *) b);

  return strcmp (y, x);
}

/**
 * gls_backup_list:
 *
 * Names begin with the time, "20150421-174501-daily.gloss".
 *
 * Returns: (transfer full) (element-type filename): paths, newest first
 */
GPtrArray *
gls_backup_list (const GlsId *project)
{
  g_autofree char *folder = backup_folder (project);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".gloss"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_newest_first);
  return paths;
}

static int
get_week (const char *name)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day;

  if (sscanf (name, "%4d%2d%2d", &year, &month, &day) != 3)
    return -1;
  date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return date != NULL ? g_date_time_get_week_numbering_year (date) * 100 + g_date_time_get_week_of_year (date) : -1;
}

static gboolean
is_daily (const char *path)
{
  return g_str_has_suffix (path, "-daily.gloss");
}

/* Marks of daily ones, newest first, the last days and then the newest of each of four weeks. */
static void
keep_days (GPtrArray *paths, gboolean *keep)
{
  guint daily = 0, weekly = 0;
  int week = -1;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);

      if (!is_daily (path) || (daily >= KEEP_DAILY && (weekly >= KEEP_WEEKLY || get_week (name) == week)))
        continue;
      if (daily < KEEP_DAILY)
        daily++;
      else
        weekly++;
      week = get_week (name);
      keep[i] = TRUE;
    }
}

/* Takes away what is more than the allowed bytes: the newest stays always, then what is daily goes first in. */
static void
keep_bytes (GPtrArray *paths, gboolean *keep)
{
  guint64 bytes = 0;

  for (int round = 0; round < 3; round++)
    for (guint i = 0; i < paths->len; i++)
      {
        const char *path = g_ptr_array_index (paths, i);
        GStatBuf status;

        if (!keep[i] || (i == 0) != (round == 0) || (i > 0 && is_daily (path) != (round == 1)) || g_stat (path, &status) != 0)
          continue;
        keep[i] = i == 0 || bytes + status.st_size <= KEEP_BYTES;
        bytes += keep[i] ? status.st_size : 0;
      }
}

/* Keeps the last daily ones, some weekly ones, and all that were made before a migration or merge, as far as there is room. */
static void
thin_out (const GlsId *project)
{
  g_autoptr (GPtrArray) paths = gls_backup_list (project);
  g_autofree gboolean *keep = g_new0 (gboolean, paths->len + 1);

  for (guint i = 0; i < paths->len; i++)
    keep[i] = !is_daily (g_ptr_array_index (paths, i));
  keep_days (paths, keep);
  keep_bytes (paths, keep);
  for (guint i = 0; i < paths->len; i++)
    if (!keep[i])
      g_unlink (g_ptr_array_index (paths, i));
}

/* Those of the project in the file at @path, which may be damaged. */
static GPtrArray *
list_for_file (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GlsDb db = { NULL };
  sqlite3_stmt *select;
  GlsId id;
  gboolean known;

  if (!(g_file_test (wal, G_FILE_TEST_EXISTS) ? gls_db_open (&db, path, SQLITE_OPEN_READONLY, NULL)
                                             : gls_db_open_immutable (&db, path, NULL)))
    return NULL;
  /* Else SQLite does not look into a file that was cut off. */
  sqlite3_db_config (db.handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  sqlite3_db_config (db.handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
  select = gls_db_prepare (&db, "SELECT value FROM meta WHERE key = 'project'", NULL);
  known = select != NULL && gls_db_step (&db, select, NULL) && sqlite3_column_bytes (select, 0) == sizeof id;
  if (known)
    memcpy (&id, sqlite3_column_blob (select, 0), sizeof id);
  gls_db_close (&db);
  return known ? gls_backup_list (&id) : NULL;
}

/**
 * gls_backup_find_newest:
 * @path: a project file, perhaps a damaged one
 *
 * Returns: (transfer full) (nullable): the path of its newest backup, as far as the file still says which project it is
 */
char *
gls_backup_find_newest (const char *path)
{
  g_autoptr (GPtrArray) paths = list_for_file (path);

  return paths != NULL && paths->len > 0 ? g_strdup (g_ptr_array_index (paths, 0)) : NULL;
}

/**
 * gls_backup_find_sound:
 *
 * As gls_backup_find_newest(), but passes over copies that were made after the damage; reads them whole.
 */
char *
gls_backup_find_sound (const char *path)
{
  g_autoptr (GPtrArray) paths = list_for_file (path);

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      const char *backup = g_ptr_array_index (paths, i);
      g_autoptr (GlsProject) project = gls_project_open (backup, GLS_OPEN_READ_ONLY, NULL);
      g_autoptr (GPtrArray) findings = project != NULL ? gls_project_check (project, TRUE, NULL) : NULL;

      if (findings != NULL && findings->len == 0)
        return g_strdup (backup);
    }
  return NULL;
}

/* Halves that a killed program left: a day later nobody is writing them any more. */
static void
remove_halves (const GlsId *project)
{
  g_autofree char *folder = backup_folder (project);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (strstr (name, ".gloss.") != NULL && g_stat (path, &status) == 0
          && g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > 86400)
        g_unlink (path);
    }
}

static char *
make_name (const char *reason)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (gls_clock_get_ms (gls_clock_wall ()) / 1000);
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");

  return g_strdup_printf ("%s-%s.gloss", time, reason);
}

static gboolean
has_todays (const GlsId *project, const char *name)
{
  g_autoptr (GPtrArray) paths = gls_backup_list (project);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *other = g_path_get_basename (g_ptr_array_index (paths, i));

      if (strncmp (other, name, 8) == 0 && g_str_has_suffix (other, "-daily.gloss"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
vacuum_into (GlsProject *project, const char *path, GError **error)
{
  gboolean reader = (project->flags & GLS_OPEN_READ_ONLY) != 0;
  sqlite3_stmt *statement;
  gboolean ok;

  /* SQLite takes writing another file for writing this one. */
  if (reader && !gls_db_exec (&project->db, "PRAGMA query_only = OFF", error))
    return FALSE;
  statement = gls_db_prepare (&project->db, "VACUUM INTO ?", error);
  ok = statement != NULL;
  if (ok)
    {
      sqlite3_bind_text (statement, 1, path, -1, SQLITE_STATIC);
      ok = gls_db_run (&project->db, statement, error);
    }
  if (reader)
    gls_db_exec (&project->db, "PRAGMA query_only = ON", NULL);
  return ok;
}

/* Under a name of its own beside @path, then renamed: two programs may do this at once, and a file appears whole. */
static gboolean
copy_whole (GlsProject *project, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *partial = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (partial, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the file cannot be written: %s"), name, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  if (vacuum_into (project, partial, error))
    {
      if (g_rename (partial, path) == 0)
        return TRUE;
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", name, g_strerror (errno));
    }
  g_unlink (partial);
  return FALSE;
}

gboolean
gls_backup_make (GlsProject *project, const char *reason, GError **error)
{
  g_autofree char *folder = NULL, *name = make_name (reason), *path = NULL;
  sqlite3_stmt *select;
  GlsId id = project->id;

  /* Before a migration the id is not loaded yet; every version keeps it in the same place. */
  select = gls_db_prepare (&project->db, "SELECT value FROM meta WHERE key = 'project'", error);
  if (select == NULL)
    return FALSE;
  if (gls_db_step (&project->db, select, error) && sqlite3_column_bytes (select, 0) == sizeof id)
    memcpy (&id, sqlite3_column_blob (select, 0), sizeof id);
  sqlite3_reset (select);
  if (g_str_equal (reason, "daily") && has_todays (&id, name))
    return TRUE;
  folder = backup_folder (&id);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_autofree char *shown = g_filename_display_name (folder);

      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY, _("%s: the folder for backups cannot be made: %s"), shown,
                   g_strerror (code));
      return FALSE;
    }
  path = g_build_filename (folder, name, NULL);
  /* Two merges within a second: what was before the first is the better one to have. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!copy_whole (project, path, error))
    return FALSE;
  thin_out (&id);
  remove_halves (&id);
  return TRUE;
}

/**
 * gls_project_save_copy:
 *
 * A whole, compact copy of the project as it stands; refuses a path that exists.
 */
gboolean
gls_project_save_copy (GlsProject *project, const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("%s: there is a file of this name already; choose another"), name);
      return FALSE;
    }
  return copy_whole (project, path, error);
}
