/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection, its cached statements and its errors as sentences. It knows no table. */
#include "config.h"

#include <sys/statvfs.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-db.h"
#include "gls-tokenizer.h"

/* Where the files beside the project cannot grow SQLite speaks of an error of the disk only. */
#define LEAST_ROOM (64 * 1024)

static gboolean
is_full (const char *path)
{
  struct statvfs room;

  return statvfs (path, &room) == 0 && (guint64) room.f_bavail * room.f_frsize < LEAST_ROOM;
}

gboolean
gls_db_fail (GlsDb *db, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (db->path);
  /* A damaged schema is quoted as it is. */
  g_autofree char *reason = g_utf8_make_valid (db->handle != NULL ? sqlite3_errmsg (db->handle) : sqlite3_errstr (code), -1);

  /* An earlier, more exact error stays. */
  if (error != NULL && *error != NULL)
    return FALSE;
  code &= 0xff;
  if (code == SQLITE_IOERR && is_full (db->path))
    code = SQLITE_FULL;
  switch (code)
    {
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s: stopped"), name);
      break;
    case SQLITE_FULL:
      g_set_error (error, GLS_ERROR, GLS_ERROR_FULL,
                   _("%s: there is no room left on the disk; free some and try again, nothing was changed"), name);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, GLS_ERROR, GLS_ERROR_LOCKED,
                   _("%s: another program is writing to the project; close it or wait, then try again"), name);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY,
                   _("%s: the project cannot be written; check the permissions of the file and its folder"), name);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND,
                   _("%s: the project cannot be opened; check that the file and its folder exist and may be read"), name);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, GLS_ERROR, GLS_ERROR_FOREIGN, _("%s: this is not a Glossator project"), name);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                   _("%s: the file is damaged (%s); it was left as it is, restore a backup"), name, reason);
      break;
    case SQLITE_IOERR:
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, _("%s: the disk reports an error (%s); nothing was changed"), name,
                   reason);
      break;
    default:
      g_set_error (error, GLS_ERROR, GLS_ERROR_FAILED, "%s: %s", name, reason);
      break;
    }
  return FALSE;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* SQLite counts its memory under a lock that every allocation takes; nobody asks it for the sum. */
static void
initialize_once (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      sqlite3_initialize ();
      g_once_init_leave (&done, 1);
    }
}

/* How long to wait for another writer. The environment variable GLS_BUSY_TIMEOUT (milliseconds) replaces it, for tests and
 * for scripts that would rather fail. */
static int
busy_timeout (void)
{
  const char *given = g_getenv ("GLS_BUSY_TIMEOUT");
  guint64 timeout;

  if (given != NULL && g_ascii_string_to_unsigned (given, 10, 0, 3600000, &timeout, NULL))
    return (int) timeout;
  return 10000;
}

/* A long action lets others in for a moment after each of its transactions: who looks as seldom as SQLite's own waiting does
 * would miss it. */
static int
wait_for_turn (void *data, int n_before)
{
  GlsDb *db = data;
  gint64 now = g_get_monotonic_time ();

  if (n_before == 0)
    db->waiting_since = now;
  if (now - db->waiting_since >= busy_timeout () * (gint64) 1000)
    return 0;
  g_usleep (n_before < 1000 ? 1000 : 10000);
  return 1;
}

static gboolean
open_name (GlsDb *db, const char *path, const char *name, int flags, GError **error)
{
  int code;

  initialize_once ();
  db->path = g_strdup (path);
  db->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  code = sqlite3_open_v2 (name, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      gls_db_fail (db, code, error);
      gls_db_close (db);
      return FALSE;
    }
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  /* Without its tokenizer the index says so itself when it is asked. */
  gls_tokenizer_register (db->handle);
  gls_db_set_patient (db, TRUE);
  return TRUE;
}

void
gls_db_set_patient (GlsDb *db, gboolean patient)
{
  sqlite3_busy_handler (db->handle, patient ? wait_for_turn : NULL, db);
}

gboolean
gls_db_open (GlsDb *db, const char *path, int flags, GError **error)
{
  return open_name (db, path, path, flags, error);
}

gboolean
gls_db_open_immutable (GlsDb *db, const char *path, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  return open_name (db, path, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

void
gls_db_close (GlsDb *db)
{
  g_clear_pointer (&db->statements, g_hash_table_unref);
  if (db->handle != NULL)
    sqlite3_close (db->handle);
  db->handle = NULL;
  g_clear_pointer (&db->path, g_free);
}

gboolean
gls_db_exec (GlsDb *db, const char *sql, GError **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK ? TRUE : gls_db_fail (db, code, error);
}

sqlite3_stmt *
gls_db_prepare_again (GlsDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (db->statements, sql);

  if (statement == NULL)
    {
      int code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

      if (code != SQLITE_OK)
        {
          gls_db_fail (db, code, error);
          return NULL;
        }
      g_hash_table_insert (db->statements, (gpointer) sql, statement);
    }
  sqlite3_reset (statement);
  return statement;
}

sqlite3_stmt *
gls_db_prepare (GlsDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = gls_db_prepare_again (db, sql, error);

  if (statement != NULL)
    sqlite3_clear_bindings (statement);
  return statement;
}

gboolean
gls_db_step (GlsDb *db, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    gls_db_fail (db, code, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
gls_db_run (GlsDb *db, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    gls_db_fail (db, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE || code == SQLITE_ROW;
}

void
gls_db_bind_key (sqlite3_stmt *statement, int index, gint64 key)
{
  if (key != 0)
    sqlite3_bind_int64 (statement, index, key);
  else
    sqlite3_bind_null (statement, index);
}

void
gls_db_bind_bytes (sqlite3_stmt *statement, int index, gconstpointer data, gsize n_bytes)
{
  if (n_bytes > 0)
    sqlite3_bind_blob64 (statement, index, data, n_bytes, SQLITE_STATIC);
  else
    sqlite3_bind_zeroblob (statement, index, 0);
}

gint64
gls_db_get_int (GlsDb *db, const char *sql, gint64 otherwise)
{
  sqlite3_stmt *statement = gls_db_prepare (db, sql, NULL);
  gint64 value = otherwise;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return value;
}
