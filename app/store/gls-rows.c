/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inserts many rows by one statement: beginning and ending a statement costs more than a row. It knows no table. */
#include "config.h"

#include "gls-rows.h"

#define FEW 8

gboolean
gls_rows_insert (GlsDb *db, const GlsRowSql *sql, GlsRowFunc bind, gconstpointer rows, guint n, GError **error)
{
  for (guint i = 0; i < n;)
    {
      guint at_once = n - i >= GLS_ROWS_AT_ONCE ? GLS_ROWS_AT_ONCE : n - i >= FEW ? FEW : 1, end = i + at_once;
      sqlite3_stmt *insert
          = gls_db_prepare_again (db, at_once == 1 ? sql->one : at_once == FEW ? sql->few : sql->many, error);

      if (insert == NULL)
        return FALSE;
      for (int column = 1; i < end; i++, column += sql->n_columns)
        bind (rows, i, insert, column);
      if (!gls_db_run (db, insert, error))
        return FALSE;
    }
  return TRUE;
}
