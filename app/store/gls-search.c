/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search by words over the full-text index, and the statistics of a project. */
#include "config.h"

#include <string.h>

#include <gls-error.h>

#include "gls-journal.h"

#define CONTEXT_CHARS 60

void
gls_search_row_free (GlsSearchRow *row)
{
  g_free (row->key);
  g_free (row->title);
  g_free (row->context);
  g_free (row);
}

/* Words, "phrases" and prefix* as an FTS5 expression in which everything is quoted, so that nothing can be a syntax error.
 * NULL when there is no word in it. */
static char *
make_expression (const char *query)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  const char *at = query;

  while (*at != '\0')
    {
      gboolean phrase = *at == '"', prefix = FALSE, has_word = FALSE;
      const char *end = phrase ? ++at : at;
      g_autoptr (GString) term = g_string_new (NULL);

      for (; *end != '\0' && (phrase ? *end != '"' : !g_unichar_isspace (g_utf8_get_char (end)) && *end != '"');
           end = g_utf8_next_char (end))
        {
          gunichar c = g_utf8_get_char (end);

          has_word |= g_unichar_isalnum (c) || g_unichar_ismark (c);
          g_string_append_unichar (term, c);
        }
      if (!phrase && term->len > 1 && term->str[term->len - 1] == '*')
        {
          prefix = TRUE;
          g_string_truncate (term, term->len - 1);
        }
      if (has_word)
        g_string_append_printf (expression, "%s\"%s\"%s", expression->len > 0 ? " " : "", term->str, prefix ? "*" : "");
      at = end;
      if (phrase && *at == '"')
        at++;
      while (*at != '\0' && g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
    }
  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}

/* FTS5's highlight() marks hits with U+0001 and U+0002, which no index term holds. */
static void
read_hits (GlsSearchRow *row, const char *marked)
{
  guint32 offset = 0, first_start = 0, first_end = 0;
  const char *hit = NULL;

  for (const char *at = marked; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (*at == 1)
        {
          if (row->n_hits++ == 0)
            {
              first_start = offset;
              hit = at;
            }
        }
      else if (*at == 2)
        first_end = row->n_hits == 1 ? offset : first_end;
      else
        offset++;
    }
  row->hit_start = first_start;
  row->hit_end = first_end;
  if (hit != NULL)
    {
      g_autoptr (GString) context = g_string_new (NULL);
      const char *from = hit;
      guint back = 0;

      while (from > marked && back < CONTEXT_CHARS && from[-1] != '\n')
        {
          from = g_utf8_prev_char (from);
          back += *from != 1 && *from != 2;
        }
      row->context_start = first_start - back;
      for (guint n = 0; *from != '\0' && *from != '\n' && n < 2 * CONTEXT_CHARS + (first_end - first_start);
           from = g_utf8_next_char (from))
        if (*from != 1 && *from != 2)
          {
            g_string_append_unichar (context, g_utf8_get_char (from));
            n++;
          }
      row->context = g_string_free (g_steal_pointer (&context), FALSE);
    }
}


static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsSearchRow * const *) a)->key, (*(GlsSearchRow * const *) b)->key);
}

static guint
count_documents (GlsProject *project, const char *expression, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (
      &project->db, "SELECT count(*) FROM fts JOIN document d ON d.k = fts.rowid WHERE fts MATCH ?", error);
  guint n = 0;

  if (select == NULL)
    return 0;
  sqlite3_bind_text (select, 1, expression, -1, SQLITE_STATIC);
  if (gls_db_step (&project->db, select, error))
    {
      n = sqlite3_column_int (select, 0);
      sqlite3_reset (select);
    }
  return n;
}

/* The shown key costs a look at every document, so only where two want the same. */
static char *
shown_key (GlsProject *project, const char *wanted, const GlsId *id)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT count(*) FROM document WHERE key = ?", NULL);
  g_autoptr (GlsDocumentTable) table = NULL;
  gint64 n = 1;

  if (select != NULL)
    {
      sqlite3_bind_text (select, 1, wanted, -1, SQLITE_STATIC);
      if (gls_db_step (&project->db, select, NULL))
        n = sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  if (n <= 1)
    return g_strdup (wanted);
  table = gls_project_list_documents (project, NULL, NULL);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    if (gls_id_equal (&g_array_index (table->rows, GlsDocumentRow, i).id, id))
      return g_strdup (g_array_index (table->rows, GlsDocumentRow, i).key);
  return g_strdup (wanted);
}

GPtrArray *
gls_project_search (GlsProject *project, const char *query, guint limit, guint *total, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_search_row_free);
  g_autofree char *expression = make_expression (query);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *select;

  if (total != NULL)
    *total = 0;
  if (expression == NULL)
    return g_steal_pointer (&rows);
  select = gls_db_prepare (&project->db,
                           "SELECT d.key, d.title, d.id, highlight (fts, 0, char (1), char (2)) FROM fts"
                           " JOIN document d ON d.k = fts.rowid WHERE fts MATCH ? LIMIT ?",
                           error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_text (select, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (select, 2, limit > 0 ? (gint64) limit : -1);
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsSearchRow *row = g_new0 (GlsSearchRow, 1);

      row->key = g_strdup ((const char *) sqlite3_column_text (select, 0));
      row->title = g_strdup ((const char *) sqlite3_column_text (select, 1));
      if (sqlite3_column_bytes (select, 2) == sizeof row->document)
        memcpy (&row->document, sqlite3_column_blob (select, 2), sizeof row->document);
      read_hits (row, (const char *) sqlite3_column_text (select, 3));
      g_ptr_array_add (rows, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GlsSearchRow *row = g_ptr_array_index (rows, i);
      char *key = shown_key (project, row->key, &row->document);

      g_free (row->key);
      row->key = key;
    }
  g_ptr_array_sort (rows, compare_rows);
  if (total != NULL)
    *total = limit > 0 && rows->len == limit ? count_documents (project, expression, error) : rows->len;
  return g_steal_pointer (&rows);
}
