/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, opening and closing a project file, and the feed of what changed in it. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <gls-error.h>

#include "gls-backup.h"
#include "gls-file-system.h"
#include "gls-packets.h"

static void
set_free (gpointer definition)
{
  GlsDefinition *d = definition;

  g_free (d->name);
  g_free (d);
}

static void
fold_free (gpointer fold)
{
  gls_fold_clear (fold);
  g_free (fold);
}

static GlsProject *
project_new (GlsOpenFlags flags)
{
  GlsProject *project = g_new0 (GlsProject, 1);

  project->flags = flags;
  project->lock_fd = -1;
  project->names_head = -1;
  project->field_keys = g_hash_table_new (NULL, NULL);
  project->field_names = g_ptr_array_new ();
  project->new_records = g_array_new (FALSE, FALSE, sizeof (GlsRecord));
  project->new_spans = g_array_new (FALSE, FALSE, sizeof (GlsSpanRow));
  g_array_set_clear_func (project->new_spans, gls_span_row_clear);
  project->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, fold_free);
  project->new_packets = gls_packets_new ();
  project->keys = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  project->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  project->persons = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
  project->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  project->sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  project->definitions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, set_free);
  return project;
}

/* For connections that write and those that read alike. */
static gboolean
set_pragmas (GlsProject *project, gboolean exclusive, GError **error)
{
  if (exclusive && !gls_db_exec (&project->db, "PRAGMA locking_mode = EXCLUSIVE", error))
    return FALSE;
  if (project->flags & GLS_OPEN_READ_ONLY)
    return gls_db_exec (&project->db, "PRAGMA query_only = ON; PRAGMA cache_size = -16384",
                        error);
  return gls_db_exec (&project->db,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
                      "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216;"
                      "PRAGMA wal_autocheckpoint = 4000",
                      error);
}

static gboolean
load_id (GlsProject *project, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT value FROM meta WHERE key = 'project'", error);
  gboolean ok;

  if (select == NULL)
    return FALSE;
  ok = gls_db_step (&project->db, select, error) && sqlite3_column_bytes (select, 0) == sizeof (GlsId);
  if (ok)
    memcpy (&project->id, sqlite3_column_blob (select, 0), sizeof (GlsId));
  sqlite3_reset (select);
  if (!ok && (error == NULL || *error == NULL))
    {
      g_autofree char *name = g_filename_display_name (project->db.path);

      g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: the project has lost its id; restore a backup"), name);
    }
  return ok;
}

/* @codebook: NULL leaves the journal empty. */
static gboolean
write_first_action (GlsProject *project, const GlsCodebook *codebook, GError **error)
{
  g_autoptr (GlsChange) change = gls_change_new (NULL, "create");
  sqlite3_stmt *insert;
  gint64 action;

  if (!gls_journal_begin (project, error))
    return FALSE;
  insert = gls_db_prepare (&project->db, "INSERT INTO meta (key, value) VALUES ('project', ?)", error);
  if (insert == NULL)
    return gls_journal_end (project, FALSE, error);
  sqlite3_bind_blob (insert, 1, &project->id, sizeof project->id, SQLITE_STATIC);
  if (!gls_db_run (&project->db, insert, error) || !gls_journal_create_fields (project, error)
      || !gls_journal_load_fields (project, error))
    return gls_journal_end (project, FALSE, error);
  if (codebook == NULL)
    return gls_journal_end (project, TRUE, error);
  gls_change_put_codebook (change, codebook);
  return gls_journal_end (project, gls_journal_append (project, change, &action, error), error);
}

static GlsProject *
create (const char *path, const GlsId *id, const GlsCodebook *codebook, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  GlsProject *project;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_EXISTS, _("%s: there is a file of this name already; choose another"), name);
      return NULL;
    }
  project = project_new (GLS_OPEN_DEFAULT);
  project->id = *id;
  if (!gls_db_open (&project->db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error))
    {
      gls_project_close (project);
      return NULL;
    }
  /* The header says whose file it is before the write-ahead log begins, for others that open it meanwhile. */
  if (!gls_file_system_lock (project, error) || !gls_schema_mark (&project->db, error)
      || !set_pragmas (project, project->lock_fd >= 0, error) || !gls_schema_migrate (&project->db, 0, error)
      || !write_first_action (project, codebook, error))
    {
      gls_project_close (project);
      g_unlink (path);
      return NULL;
    }
  return project;
}

/**
 * gls_project_create:
 * @path: where no file is yet
 * @codebook: what the project begins with
 *
 * Returns: (transfer full) (nullable): the open project, or %NULL with @error set and no file left behind
 */
GlsProject *
gls_project_create (const char *path, const GlsCodebook *codebook, GError **error)
{
  GlsId id;

  gls_id_generate (&id);
  return create (path, &id, codebook, error);
}

GlsProject *
gls_project_create_copy (const char *path, const GlsId *id, GError **error)
{
  return create (path, id, NULL, error);
}

static gboolean
prepare_open (GlsProject *project, const char *path, GError **error)
{
  int version;

  if (!gls_schema_check (&project->db, &version, error))
    return FALSE;
  if (version < GLS_SCHEMA_VERSION)
    {
      if (project->flags & GLS_OPEN_READ_ONLY)
        {
          g_autofree char *name = g_filename_display_name (path);

          g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY,
                       _("%s: the project has an older format and must be opened for writing once"), name);
          return FALSE;
        }
      if (!gls_backup_make (project, "migration", error) || !gls_schema_migrate (&project->db, version, error))
        return FALSE;
    }
  if (!load_id (project, error) || !gls_journal_load_fields (project, error))
    return FALSE;
  project->epoch = gls_journal_get_meta (project, "epoch", 0);
  return TRUE;
}

/* A reader opens for writing where it may, so that the last one to close tidies the log away; what cannot be written and has
 * no log beside it cannot change under us either. */
static gboolean
open_file (GlsProject *project, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  gboolean writable = g_access (path, W_OK) == 0 && g_access (folder, W_OK) == 0;

  if (project->flags & GLS_OPEN_READ_ONLY && !writable && !g_file_test (wal, G_FILE_TEST_EXISTS))
    return gls_db_open_immutable (&project->db, path, error);
  return gls_db_open (&project->db, path,
                      project->flags & GLS_OPEN_READ_ONLY && !writable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, error);
}

static GlsProject *
open_checked (const char *path, GlsOpenFlags flags, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gboolean read_only = (flags & GLS_OPEN_READ_ONLY) != 0;
  GlsProject *project;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no such project; make one with “gloss new”"), name);
      return NULL;
    }
  if (!gls_file_system_check_header (path, error))
    return NULL;
  project = project_new (flags);
  if (!open_file (project, path, error))
    {
      gls_project_close (project);
      return NULL;
    }
  if (!read_only && sqlite3_db_readonly (project->db.handle, "main") == 1)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_READ_ONLY,
                   _("%s: the project may only be read; change its permissions or save a copy elsewhere"), name);
      gls_project_close (project);
      return NULL;
    }
  if ((!read_only && !gls_file_system_lock (project, error)) || !set_pragmas (project, project->lock_fd >= 0, error)
      || !prepare_open (project, path, error))
    {
      gls_project_close (project);
      return NULL;
    }
  return project;
}

/* What a long action left for later, and the log into the file. Whoever else is at work does the same when they end: nobody is
 * waited for. */
static void
tidy (GlsProject *project)
{
  gls_db_set_patient (&project->db, FALSE);
  if (project->tail.n > 0)
    gls_ids_index (project, NULL);
  sqlite3_wal_checkpoint_v2 (project->db.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  gls_db_set_patient (&project->db, TRUE);
}

/**
 * gls_project_open:
 *
 * Returns: (transfer full) (nullable): the project, or %NULL with one of %GLS_ERROR_NOT_FOUND, _FOREIGN, _NEWER, _DAMAGED,
 *   _LOCKED, _READ_ONLY, _FAILED; the file is then as it was
 */
GlsProject *
gls_project_open (const char *path, GlsOpenFlags flags, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GlsProject *project = open_checked (path, flags, &failure);
  g_autofree char *backup = g_error_matches (failure, GLS_ERROR, GLS_ERROR_DAMAGED) ? gls_backup_find_newest (path) : NULL;

  if (backup != NULL)
    {
      g_autofree char *shown = g_filename_display_name (backup);
      g_autofree char *message = g_strdup_printf (_("%s (the newest is %s)"), failure->message, shown);

      g_clear_error (&failure);
      failure = g_error_new_literal (GLS_ERROR, GLS_ERROR_DAMAGED, message);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return project;
}

/**
 * gls_project_close:
 *
 * A writer checkpoints, so that the file alone is whole when nobody else has it open.
 */
void
gls_project_close (GlsProject *project)
{
  if (project == NULL)
    return;
  if (project->db.handle != NULL && !(project->flags & GLS_OPEN_READ_ONLY))
    tidy (project);
  gls_db_close (&project->db);
  gls_file_system_unlock (project);
  g_hash_table_unref (project->field_keys);
  g_ptr_array_unref (project->field_names);
  g_hash_table_unref (project->people);
  gls_packets_free (project->new_packets);
  g_hash_table_unref (project->keys);
  g_hash_table_unref (project->ids);
  g_hash_table_unref (project->persons);
  g_hash_table_unref (project->orders);
  g_hash_table_unref (project->sets);
  g_hash_table_unref (project->definitions);
  gls_ids_clear (project);
  g_array_unref (project->new_records);
  g_array_unref (project->new_spans);
  g_free (project);
}

gboolean
gls_project_begin_reading (GlsProject *project, GError **error)
{
  memset (&project->reading, 0, sizeof project->reading);
  project->reading.is_open = gls_db_exec (&project->db, "BEGIN", error);
  return project->reading.is_open;
}

void
gls_project_end_reading (GlsProject *project)
{
  project->reading.is_open = FALSE;
  gls_db_exec (&project->db, "COMMIT", NULL);
}

const char *
gls_project_get_path (GlsProject *project)
{
  return project->db.path;
}

void
gls_project_get_id (GlsProject *project, GlsId *id)
{
  *id = project->id;
}

gboolean
gls_project_is_exclusive (GlsProject *project)
{
  return project->lock_fd >= 0;
}

GlsOpenFlags
gls_project_get_flags (GlsProject *project)
{
  return project->flags;
}

void
gls_project_interrupt (GlsProject *project)
{
  sqlite3_interrupt (project->db.handle);
}

void
gls_project_checkpoint (GlsProject *project)
{
  tidy (project);
}

gint64
gls_project_get_data_version (GlsProject *project)
{
  return gls_db_get_int (&project->db, "PRAGMA data_version", 0);
}

gint64
gls_project_get_head (GlsProject *project)
{
  return gls_db_get_int (&project->db, "SELECT max(k) FROM action", 0);
}

/* Local keys of the records that actions after @since touched; more than @most: only that they are more. */
static GArray *
read_touched (GlsProject *project, gint64 since, guint most, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT records FROM action WHERE k > ?", error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, since);
  while (failure == NULL && keys->len <= most && gls_db_step (&project->db, select, &failure))
    {
      if (!gls_keys_unpack (sqlite3_column_blob (select, 0), sqlite3_column_bytes (select, 0), keys))
        gls_journal_fail_damaged (project, &failure);
      if (keys->len > most)
        gls_keys_normalize (keys);
    }
  sqlite3_reset (select);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  gls_keys_normalize (keys);
  return g_steal_pointer (&keys);
}

static GArray *
read_changes (GlsProject *project, gint64 since, guint most, GError **error)
{
  g_autoptr (GArray) keys = read_touched (project, since, most, error);
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (GlsChangedRecord));

  if (keys == NULL || keys->len > most)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      GlsRecord record;
      GlsChangedRecord changed = { 0 };

      if (!gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error)
          || !gls_journal_get_id (project, record.doc, &changed.document, error)
          || !gls_journal_get_id (project, record.owner, &changed.owner, error))
        return NULL;
      changed.record = record.id;
      changed.kind = record.kind;
      g_array_append_val (changes, changed);
    }
  return g_steal_pointer (&changes);
}

/**
 * gls_project_changes_since:
 * @head: (inout): what gls_project_get_head() said; moved on
 * @most: how many records are worth listing
 *
 * Returns: (transfer full) (nullable): the touched records, or %NULL without @error: everything may have changed
 */
GArray *
gls_project_changes_since (GlsProject *project, gint64 *head, guint most, GError **error)
{
  gint64 since = *head;
  gint64 epoch = gls_journal_get_meta (project, "epoch", 0);

  *head = gls_project_get_head (project);
  if (epoch != project->epoch)
    {
      project->epoch = epoch;
      project->names_head = -1;
      return NULL;
    }
  return read_changes (project, since, most, error);
}
