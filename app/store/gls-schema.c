/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the project file. Released versions never change: a new one is a new step at the end of the list. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-schema.h"

/* Truth: meta (project id), field, rec, action, entry, text, original. Everything below "projections" can be rebuilt, and so
 * can action.records and action.undone.
 * rec.doc is 0 for records that belong to no document. rec.part is the kind of what is looked for by kind: all
 * but annotations and zones, which are many and are found by their document's entries. ids finds records by id: h is the id's
 * beginning; it holds all up to the key that meta calls "indexed", and perhaps later ones (gls-ids.c). A record's entries lie
 * with its document's, so that one is read in a single pass; a row of entry holds what one action set on the records from rec
 * to rec + span, as far as it set something, packed by gls-fields.c. action.records is the list of the records that have
 * entries of the action. */
static const char schema_1[]
    = "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
      "CREATE TABLE field (k INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
      "CREATE TABLE rec (k INTEGER PRIMARY KEY, id BLOB NOT NULL, kind INTEGER NOT NULL, doc INTEGER NOT NULL,"
      " owner INTEGER, person INTEGER,"
      " part INTEGER GENERATED ALWAYS AS (CASE WHEN kind IN (8, 9) THEN NULL ELSE kind END) VIRTUAL) STRICT;"
      "CREATE INDEX rec_part ON rec (part, doc, owner) WHERE part IS NOT NULL;"
      "CREATE TABLE action (k INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, clock INTEGER NOT NULL, person INTEGER,"
      " what TEXT NOT NULL, undoes BLOB, grp BLOB, detail TEXT, sum INTEGER NOT NULL,"
      " undone INTEGER NOT NULL DEFAULT 0, records BLOB NOT NULL) STRICT;"
      "CREATE INDEX action_person ON action (person, clock);"
      "CREATE INDEX action_undoes ON action (undoes) WHERE undoes IS NOT NULL;"
      "CREATE INDEX action_grp ON action (grp) WHERE grp IS NOT NULL;"
      "CREATE TABLE entry (doc INTEGER NOT NULL, rec INTEGER NOT NULL, action INTEGER NOT NULL, span INTEGER NOT NULL,"
      " fields BLOB NOT NULL, PRIMARY KEY (doc, rec, action)) STRICT, WITHOUT ROWID;"
      "CREATE INDEX entry_span ON entry (doc, rec) WHERE span > 0;"
      "CREATE TABLE text (doc INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;"
      "CREATE TABLE original (doc INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;"
      /* projections */
      "CREATE TABLE ids (h INTEGER NOT NULL, k INTEGER NOT NULL, PRIMARY KEY (h, k)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE document (k INTEGER PRIMARY KEY, id BLOB NOT NULL, key TEXT NOT NULL, title TEXT, source TEXT, publisher TEXT,"
      " byline TEXT, published TEXT, language TEXT, length INTEGER NOT NULL) STRICT;"
      "CREATE INDEX document_key ON document (key);"
      "CREATE TABLE ann (doc INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, k INTEGER NOT NULL,"
      " person INTEGER NOT NULL, type INTEGER NOT NULL, flags INTEGER NOT NULL, entity INTEGER, frags BLOB,"
      " PRIMARY KEY (doc, start, end, k)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE zone (doc INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind INTEGER NOT NULL,"
      " PRIMARY KEY (doc, start, end, kind)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE status (doc INTEGER NOT NULL, person INTEGER NOT NULL, status INTEGER NOT NULL, note TEXT,"
      " PRIMARY KEY (doc, person)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE count (doc INTEGER NOT NULL, person INTEGER NOT NULL, n INTEGER NOT NULL,"
      " PRIMARY KEY (doc, person)) STRICT, WITHOUT ROWID;"
      "CREATE VIRTUAL TABLE fts USING fts5 (content, content='text', content_rowid='doc',"
      " tokenize=\"words unicode61 remove_diacritics 2\");";

static const char * const steps[GLS_SCHEMA_VERSION] = { schema_1 };

static gboolean
run_step (GlsDb *db, int version, GError **error)
{
  g_autofree char *bump = g_strdup_printf ("PRAGMA user_version = %d", version + 1);

  if (gls_db_exec (db, "BEGIN IMMEDIATE", error) && gls_db_exec (db, steps[version], error)
      && gls_db_exec (db, bump, error) && gls_db_exec (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
gls_schema_mark (GlsDb *db, GError **error)
{
  g_autofree char *id = g_strdup_printf ("PRAGMA application_id = %d", GLS_DB_APPLICATION_ID);

  return gls_db_exec (db, id, error);
}

gboolean
gls_schema_migrate (GlsDb *db, int version, GError **error)
{
  for (int v = version; v < GLS_SCHEMA_VERSION; v++)
    if (!run_step (db, v, error))
      return FALSE;
  return TRUE;
}

static gint64
get_pragma (GlsDb *db, const char *pragma, GError **error)
{
  sqlite3_stmt *statement = gls_db_prepare (db, pragma, error);
  gint64 value = -1;

  if (statement != NULL && gls_db_step (db, statement, error))
    value = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return value;
}

gboolean
gls_schema_check (GlsDb *db, int *version, GError **error)
{
  static const char * const tables[] = { "meta", "field", "rec", "action", "entry", "text", "original", "document", "ids",
                                         "ann", "zone", "status", "count", "fts" };
  g_autofree char *name = g_filename_display_name (db->path);
  g_autoptr (GError) failure = NULL;
  gint64 id = get_pragma (db, "PRAGMA application_id", &failure);
  gint64 found;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (id != GLS_DB_APPLICATION_ID)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FOREIGN, _("%s: this is not a Glossator project"), name);
      return FALSE;
    }
  found = get_pragma (db, "PRAGMA user_version", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* No version ever had such a number. */
  if (found < 0)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_FOREIGN, _("%s: this is not a Glossator project"), name);
      return FALSE;
    }
  if (found > GLS_SCHEMA_VERSION)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_NEWER,
                   _("%s: a later version of Glossator wrote this project (format %d, this program reads up to %d); "
                     "update the program"),
                   name, (int) found, GLS_SCHEMA_VERSION);
      return FALSE;
    }
  *version = found;
  for (gsize i = 0; found == GLS_SCHEMA_VERSION && i < G_N_ELEMENTS (tables); i++)
    {
      sqlite3_stmt *statement = gls_db_prepare (db, "SELECT 1 FROM sqlite_schema WHERE name = ? AND type = 'table'", error);
      gboolean there;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, tables[i], -1, SQLITE_STATIC);
      there = gls_db_step (db, statement, &failure);
      sqlite3_reset (statement);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (!there)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED,
                       _("%s: the project lacks its table “%s”; restore a backup"), name, tables[i]);
          return FALSE;
        }
    }
  return TRUE;
}
