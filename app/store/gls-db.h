/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection with its statements and the translation of its errors into sentences. The only place,
 * with its neighbours in this folder, that speaks SQL. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct {
  sqlite3    *handle;
  char       *path;
  GHashTable *statements; /* SQL literal (by address) to sqlite3_stmt */
  gint64      waiting_since; /* for another writer */
} GlsDb;

#define GLS_DB_APPLICATION_ID 0x474c5353 /* "GLSS" */

/* @flags as for sqlite3_open_v2. */
gboolean      gls_db_open     (GlsDb *db, const char *path, int flags, GError **error);
/* For a file that nobody can change: no locks, no files beside it. */
gboolean      gls_db_open_immutable (GlsDb *db, const char *path, GError **error);
void          gls_db_close    (GlsDb *db);
/* Whether it waits when somebody else has the file locked; at first it does. */
void          gls_db_set_patient (GlsDb *db, gboolean patient);
/* Takes the error of the last call; @what ends the sentence "PATH: …". Always FALSE. */
gboolean      gls_db_fail     (GlsDb *db, int code, GError **error);
gboolean      gls_db_exec     (GlsDb *db, const char *sql, GError **error);
/* @sql must be a literal: statements are kept by its address. Reset and unbound. NULL on error. */
sqlite3_stmt *gls_db_prepare  (GlsDb *db, const char *sql, GError **error);
/* The same, still bound to what it was bound to last: for who binds every parameter. */
sqlite3_stmt *gls_db_prepare_again (GlsDb *db, const char *sql, GError **error);
/* TRUE while there is a row; FALSE at the end or, with @error set, on failure. The statement is reset at either. */
gboolean      gls_db_step     (GlsDb *db, sqlite3_stmt *statement, GError **error);
/* Steps a statement that gives no rows. */
gboolean      gls_db_run      (GlsDb *db, sqlite3_stmt *statement, GError **error);
/* NULL for 0, which is no record's key. */
void          gls_db_bind_key (sqlite3_stmt *statement, int index, gint64 key);
/* Copies nothing; no bytes are an empty blob, not NULL. */
void          gls_db_bind_bytes (sqlite3_stmt *statement, int index, gconstpointer data, gsize n_bytes);
/* The first column of the first row of @sql (literal, no parameters), or @otherwise. */
gint64        gls_db_get_int  (GlsDb *db, const char *sql, gint64 otherwise);

G_END_DECLS
