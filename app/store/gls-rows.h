/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that come in great numbers, written many at a time. Private to app/store. */
#pragma once

#include "gls-db.h"

G_BEGIN_DECLS

#define GLS_ROWS_AT_ONCE 16

/* "(?, ?)" → sixteen of them */
#define GLS_ROWS_4(row)  row ", " row ", " row ", " row
#define GLS_ROWS_16(row) GLS_ROWS_4 (row) ", " GLS_ROWS_4 (row) ", " GLS_ROWS_4 (row) ", " GLS_ROWS_4 (row)

/* Binds row @i to the parameters that begin at @column. */
typedef void (*GlsRowFunc) (gconstpointer rows, guint i, sqlite3_stmt *insert, int column);

/* Rows [0, n): sixteen by @many, the rest one by one. @n_columns: parameters a row. */
gboolean gls_rows_insert (GlsDb *db, const char *one, const char *many, int n_columns, GlsRowFunc bind, gconstpointer rows,
                          guint n, GError **error);

G_END_DECLS
