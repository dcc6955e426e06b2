/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that follow from the journal: what each kind of record leaves in them. Rebuilding calls the same functions. */
#include "config.h"

#include <string.h>

#include <gls-error.h>

#include "gls-journal.h"
#include "gls-rows.h"

/* So many rows wait to be written in order. */
#define MOST_SPANS 4096

/* What the ann table holds of an annotation; FALSE: nothing. */
typedef struct {
  guint32               start, end;
  gint64                type, entity;
  int                   flags;
  const GlsJournalValue *fragments;
  guint                 n_fragments;
} AnnRow;

static gboolean
make_row (const GlsFold *fold, AnnRow *row)
{
  const GlsFoldedField *packed = gls_fold_find (fold, GLS_FIELD_FRAGMENTS);
  GlsFragment hull;

  memset (row, 0, sizeof *row);
  if (gls_fold_is_deleted (fold) || packed == NULL || packed->value.type != GLS_JOURNAL_BLOB)
    return FALSE;
  row->type = gls_fold_get_int (fold, GLS_FIELD_TYPE, 0);
  row->n_fragments = gls_fragments_hull ((const guint8 *) packed->value.data, packed->value.n_bytes, &hull);
  if (row->n_fragments == 0 || row->type == 0)
    return FALSE;
  row->start = hull.start;
  row->end = hull.end;
  row->entity = gls_fold_get_int (fold, GLS_FIELD_ENTITY, 0);
  row->fragments = &packed->value;
  row->flags = (gls_fold_get_text (fold, GLS_FIELD_NOTE) != NULL ? GLS_SPAN_NOTE : 0)
               | (gls_fold_get_text (fold, GLS_FIELD_UNSURE) != NULL ? GLS_SPAN_UNSURE : 0)
               | (row->entity != 0 ? GLS_SPAN_ENTITY : 0);
  return TRUE;
}

/* An upsert would be one statement, but one that SQLite can take back alone, and for that the search index is written out
 * before each. */
static gboolean
write_count (GlsProject *project, const char *sql, GError **error)
{
  sqlite3_stmt *statement = gls_db_prepare (&project->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, project->counting.doc);
  sqlite3_bind_int64 (statement, 2, project->counting.person);
  sqlite3_bind_int (statement, 3, project->counting.n);
  return gls_db_run (&project->db, statement, error);
}

static gboolean
write_counts (GlsProject *project, GError **error)
{
  gboolean ok;

  if (project->counting.n == 0)
    return TRUE;
  ok = write_count (project, "UPDATE count SET n = n + ?3 WHERE doc = ?1 AND person = ?2", error)
       && (sqlite3_changes (project->db.handle) > 0
           || write_count (project, "INSERT INTO count (doc, person, n) VALUES (?1, ?2, ?3)", error));
  project->counting.n = 0;
  return ok;
}

/* Annotations come document by document and set by set, so a row is written once for many. */
static gboolean
add_count (GlsProject *project, const GlsRecord *record, int n, GError **error)
{
  if ((project->counting.doc != record->doc || project->counting.person != record->person)
      && !write_counts (project, error))
    return FALSE;
  project->counting.doc = record->doc;
  project->counting.person = record->person;
  project->counting.n += n;
  return TRUE;
}

static void
bind_span (gconstpointer rows, guint i, sqlite3_stmt *insert, int column)
{
  const GlsSpanRow *row = (const GlsSpanRow *) rows + i;
  gconstpointer data;
  gsize n_bytes;

  sqlite3_bind_int64 (insert, column, row->doc);
  sqlite3_bind_int64 (insert, column + 1, row->start);
  sqlite3_bind_int64 (insert, column + 2, row->end);
  sqlite3_bind_int64 (insert, column + 3, row->k);
  sqlite3_bind_int64 (insert, column + 4, row->person);
  sqlite3_bind_int64 (insert, column + 5, row->type);
  sqlite3_bind_int (insert, column + 6, row->flags);
  gls_db_bind_key (insert, column + 7, row->entity);
  if (row->fragments != NULL)
    {
      data = g_bytes_get_data (row->fragments, &n_bytes);
      sqlite3_bind_blob64 (insert, column + 8, data, n_bytes, SQLITE_STATIC);
    }
  else
    sqlite3_bind_null (insert, column + 8);
}

void
gls_span_row_clear (gpointer row)
{
  g_clear_pointer (&((GlsSpanRow *) row)->fragments, g_bytes_unref);
}

/* In the table's order. */
static int
compare_span_rows (gconstpointer a, gconstpointer b)
{
  const GlsSpanRow *x = a, *y = b;

  if (x->doc != y->doc)
    return x->doc < y->doc ? -1 : 1;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return (x->k > y->k) - (x->k < y->k);
}

/* Sets of a document come one after the other: sorted, all but a few rows go behind the last one of the table. */
static gboolean
flush_spans (GlsProject *project, GError **error)
{
  static const GlsRowSql sql
      = GLS_ROW_SQL ("INSERT OR FAIL INTO ann (doc, start, end, k, person, type, flags, entity, frags) VALUES ",
                     "(?, ?, ?, ?, ?, ?, ?, ?, ?)", 9);
  GArray *rows = project->new_spans;
  gboolean ok;

  if (rows->len > 1)
    g_array_sort (rows, compare_span_rows);
  ok = rows->len == 0 || gls_rows_insert (&project->db, &sql, bind_span, rows->data, rows->len, error);

  g_array_set_size (rows, 0);
  return ok;
}

static gboolean
delete_ann (GlsProject *project, const GlsRecord *record, const AnnRow *row, GError **error)
{
  sqlite3_stmt *statement
      = gls_db_prepare (&project->db, "DELETE FROM ann WHERE doc = ? AND start = ? AND end = ? AND k = ?", error);

  if (statement == NULL || !flush_spans (project, error))
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->doc);
  sqlite3_bind_int64 (statement, 2, row->start);
  sqlite3_bind_int64 (statement, 3, row->end);
  sqlite3_bind_int64 (statement, 4, record->k);
  return gls_db_run (&project->db, statement, error);
}

static gboolean
insert_ann (GlsProject *project, const GlsRecord *record, const AnnRow *row, GError **error)
{
  GlsSpanRow span = { .doc = record->doc, .k = record->k, .person = record->person, .type = row->type, .entity = row->entity,
                      .start = row->start, .end = row->end, .flags = row->flags };

  if (row->n_fragments > 1)
    span.fragments = g_bytes_new (row->fragments->data, row->fragments->n_bytes);
  g_array_append_val (project->new_spans, span);
  return project->new_spans->len < MOST_SPANS || flush_spans (project, error);
}

/* A change of type, note or entity leaves the row where it is. */
static gboolean
change_ann (GlsProject *project, const GlsRecord *record, const AnnRow *row, GError **error)
{
  sqlite3_stmt *statement = gls_db_prepare (
      &project->db, "UPDATE ann SET type = ?, flags = ?, entity = ? WHERE doc = ? AND start = ? AND end = ? AND k = ?", error);

  if (statement == NULL || !flush_spans (project, error))
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row->type);
  sqlite3_bind_int (statement, 2, row->flags);
  if (row->entity != 0)
    sqlite3_bind_int64 (statement, 3, row->entity);
  sqlite3_bind_int64 (statement, 4, record->doc);
  sqlite3_bind_int64 (statement, 5, row->start);
  sqlite3_bind_int64 (statement, 6, row->end);
  sqlite3_bind_int64 (statement, 7, record->k);
  return gls_db_run (&project->db, statement, error);
}

gboolean
gls_projection_finish (GlsProject *project, GError **error)
{
  return flush_spans (project, error) && write_counts (project, error);
}

static gboolean
update_annotation (GlsProject *project, const GlsRecord *record, const GlsFold *before, const GlsFold *after, GError **error)
{
  AnnRow old, new;
  gboolean was = before != NULL && make_row (before, &old);
  gboolean is = make_row (after, &new);

  if (was && is && gls_journal_value_equal (old.fragments, new.fragments))
    return (old.type == new.type && old.flags == new.flags && old.entity == new.entity)
           || change_ann (project, record, &new, error);
  if (was && !delete_ann (project, record, &old, error))
    return FALSE;
  if (is && !insert_ann (project, record, &new, error))
    return FALSE;
  return was == is || add_count (project, record, is ? 1 : -1, error);
}

static gboolean
write_document (GlsProject *project, const GlsRecord *record, const char *sql, const GlsFold *after, GError **error)
{
  static const guint fields[] = { GLS_FIELD_TITLE,  GLS_FIELD_SOURCE,    GLS_FIELD_PUBLISHER,
                                  GLS_FIELD_BYLINE, GLS_FIELD_PUBLISHED, GLS_FIELD_LANGUAGE };
  sqlite3_stmt *statement = gls_db_prepare (&project->db, sql, error);
  const char *key = gls_fold_get_text (after, GLS_FIELD_KEY);
  char id[GLS_ID_STRING_SIZE];

  if (statement == NULL)
    return FALSE;
  gls_id_to_string (&record->id, id);
  sqlite3_bind_int64 (statement, 1, record->k);
  sqlite3_bind_text (statement, 2, key != NULL ? key : id, -1, SQLITE_STATIC);
  if (sqlite3_bind_parameter_count (statement) > 8)
    sqlite3_bind_blob (statement, 9, &record->id, sizeof record->id, SQLITE_STATIC);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    sqlite3_bind_text (statement, 3 + i, gls_fold_get_text (after, fields[i]), -1, SQLITE_STATIC);
  return gls_db_run (&project->db, statement, error);
}

static gboolean
update_document (GlsProject *project, const GlsRecord *record, const GlsFold *after, GError **error)
{
  sqlite3_stmt *statement;

  if (gls_fold_is_deleted (after))
    {
      statement = gls_db_prepare (&project->db, "DELETE FROM document WHERE k = ?", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, record->k);
      return gls_db_run (&project->db, statement, error);
    }
  /* Apart, as counts are. A document that a damaged file holds no text of is passed over. */
  return write_document (project, record,
                         "UPDATE document SET key = ?2, title = ?3, source = ?4, publisher = ?5, byline = ?6, published = ?7,"
                         " language = ?8 WHERE k = ?1",
                         after, error)
         && (sqlite3_changes (project->db.handle) > 0
             || write_document (project, record,
                                "INSERT OR IGNORE INTO document (k, key, title, source, publisher, byline, published, language, id, length)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                                " (SELECT length (content) FROM text WHERE doc = ?1))",
                                after, error));
}

static gboolean
update_zone (GlsProject *project, const GlsRecord *record, const GlsFold *after, GError **error)
{
  const char *text = gls_fold_get_text (after, GLS_FIELD_ZONE);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 3);
  GlsZoneKind kind;
  sqlite3_stmt *statement;

  if (g_strv_length (parts) != 3 || !gls_zone_kind_parse (parts[0], &kind))
    return TRUE;
  statement = gls_fold_is_deleted (after)
                  ? gls_db_prepare (&project->db,
                                    "DELETE FROM zone WHERE doc = ? AND start = ? AND end = ? AND kind = ?", error)
                  : gls_db_prepare (&project->db,
                                    "INSERT OR REPLACE INTO zone (doc, start, end, kind) VALUES (?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->doc);
  sqlite3_bind_int64 (statement, 2, g_ascii_strtoll (parts[1], NULL, 10));
  sqlite3_bind_int64 (statement, 3, g_ascii_strtoll (parts[2], NULL, 10));
  sqlite3_bind_int (statement, 4, kind);
  return gls_db_run (&project->db, statement, error);
}

static gboolean
update_status (GlsProject *project, const GlsRecord *record, const GlsFold *after, GError **error)
{
  sqlite3_stmt *statement
      = gls_fold_is_deleted (after)
            ? gls_db_prepare (&project->db, "DELETE FROM status WHERE doc = ? AND person = ?", error)
            : gls_db_prepare (&project->db, "INSERT OR REPLACE INTO status (doc, person, status, note) VALUES (?, ?, ?, ?)",
                              error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->doc);
  sqlite3_bind_int64 (statement, 2, record->person);
  if (!gls_fold_is_deleted (after))
    {
      sqlite3_bind_int64 (statement, 3, CLAMP (gls_fold_get_int (after, GLS_FIELD_STATUS, 0), 0, GLS_STATUS_DONE));
      sqlite3_bind_text (statement, 4, gls_fold_get_text (after, GLS_FIELD_NOTE), -1, SQLITE_STATIC);
    }
  return gls_db_run (&project->db, statement, error);
}

gboolean
gls_projection_update (GlsProject *project, const GlsRecord *record, const GlsFold *before, const GlsFold *after,
                       GError **error)
{
  switch (record->kind)
    {
    case GLS_RECORD_ANNOTATION:
      return update_annotation (project, record, before, after, error);
    case GLS_RECORD_DOCUMENT:
      return update_document (project, record, after, error);
    case GLS_RECORD_ZONE:
      return update_zone (project, record, after, error);
    case GLS_RECORD_STATUS:
      return update_status (project, record, after, error);
    default:
      return TRUE;
    }
}

/* The bytes of rich files compress to a fifth. */
static GBytes *
compress (GBytes *bytes)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, compressor);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Texts are truth, written once; the search index lies beside. */
gboolean
gls_projection_add_text (GlsProject *project, gint64 doc, GlsDocument *document, GError **error)
{
  sqlite3_stmt *insert = gls_db_prepare (&project->db, "INSERT OR IGNORE INTO text (doc, content) VALUES (?, ?)", error);
  gsize n_bytes;
  const char *data = gls_text_get_data (document->text, &n_bytes);

  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, doc);
  sqlite3_bind_text64 (insert, 2, data, n_bytes, SQLITE_STATIC, SQLITE_UTF8);
  if (!gls_db_run (&project->db, insert, error))
    return FALSE;
  if (sqlite3_changes (project->db.handle) == 0)
    return TRUE;
  insert = gls_db_prepare (&project->db, "INSERT INTO fts (rowid, content) VALUES (?, ?)", error);
  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, doc);
  sqlite3_bind_text64 (insert, 2, data, n_bytes, SQLITE_STATIC, SQLITE_UTF8);
  if (!gls_db_run (&project->db, insert, error))
    return FALSE;
  if (document->original != NULL)
    {
      g_autoptr (GBytes) packed = compress (document->original);
      gconstpointer bytes;

      insert = gls_db_prepare (&project->db, "INSERT OR IGNORE INTO original (doc, content) VALUES (?, ?)", error);
      if (insert == NULL || packed == NULL)
        return insert == NULL ? FALSE : TRUE;
      bytes = g_bytes_get_data (packed, &n_bytes);
      sqlite3_bind_int64 (insert, 1, doc);
      sqlite3_bind_blob64 (insert, 2, bytes, n_bytes, SQLITE_STATIC);
      if (!gls_db_run (&project->db, insert, error))
        return FALSE;
    }
  return TRUE;
}
