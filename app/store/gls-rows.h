/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that come in great numbers, written many at a time. Private to app/store. */
#pragma once

#include "gls-db.h"

G_BEGIN_DECLS

#define GLS_ROWS_AT_ONCE 64

/* One statement for a row, eight rows and sixty-four. */
typedef struct {
  const char *one, *few, *many;
  int         n_columns;          /* parameters a row */
} GlsRowSql;

#define GLS_ROWS_4(row)  row ", " row ", " row ", " row
#define GLS_ROWS_8(row)  GLS_ROWS_4 (row) ", " GLS_ROWS_4 (row)
#define GLS_ROWS_64(row)                                                                                                \
  GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row) ", "                                   \
  GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row) ", " GLS_ROWS_8 (row)
/* @head: "INSERT … VALUES "; @row: "(?, ?)", with @n parameters */
#define GLS_ROW_SQL(head, row, n) { head row, head GLS_ROWS_8 (row), head GLS_ROWS_64 (row), n }

/* Binds row @i to the parameters that begin at @column; every one, as they keep what they had. */
typedef void (*GlsRowFunc) (gconstpointer rows, guint i, sqlite3_stmt *insert, int column);

gboolean gls_rows_insert (GlsDb *db, const GlsRowSql *sql, GlsRowFunc bind, gconstpointer rows, guint n, GError **error);

G_END_DECLS
