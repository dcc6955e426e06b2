/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inserts sixteen rows by one statement: beginning and ending a statement costs more than a row. It knows no table. */
#include "config.h"

#include "gls-rows.h"

gboolean
gls_rows_insert (GlsDb *db, const char *one, const char *many, int n_columns, GlsRowFunc bind, gconstpointer rows, guint n,
                 GError **error)
{
  for (guint i = 0; i < n;)
    {
      guint end = n - i >= GLS_ROWS_AT_ONCE ? i + GLS_ROWS_AT_ONCE : i + 1;
      sqlite3_stmt *insert = gls_db_prepare (db, end > i + 1 ? many : one, error);

      if (insert == NULL)
        return FALSE;
      for (int column = 1; i < end; i++, column += n_columns)
        bind (rows, i, insert, column);
      if (!gls_db_run (db, insert, error))
        return FALSE;
    }
  return TRUE;
}
