/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of documents and their shown keys. Texts and annotations are read in gls-read-annotations.c. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include <gls-error.h>

#include "gls-journal.h"

GlsDocumentTable *
gls_document_table_ref (GlsDocumentTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
gls_document_table_unref (GlsDocumentTable *table)
{
  if (!g_atomic_ref_count_dec (&table->ref_count))
    return;
  g_array_unref (table->rows);
  g_string_chunk_free (table->strings);
  g_free (table);
}

/* What a damaged file has for text is shown as far as it is some; the check names it. @repeats: as publishers and languages
 * do. */
static const char *
keep (GlsDocumentTable *table, sqlite3_stmt *select, int column, gboolean repeats)
{
  const char *text = (const char *) sqlite3_column_text (select, column);
  g_autofree char *repaired = NULL;

  if (text == NULL)
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    text = repaired = g_utf8_make_valid (text, -1);
  return repeats ? g_string_chunk_insert_const (table->strings, text) : g_string_chunk_insert (table->strings, text);
}

static gboolean
fail_damaged (GlsProject *project, GError **error)
{
  g_autofree char *name = g_filename_display_name (project->db.path);

  g_set_error (error, GLS_ERROR, GLS_ERROR_DAMAGED, _("%s: the list of documents is damaged; run “gloss check --rebuild”"), name);
  return FALSE;
}

static gboolean
read_rows (GlsProject *project, GlsDocumentTable *table, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT k, id, key, title, published, publisher, language, source, length"
                                         " FROM document ORDER BY k",
                                         error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      GlsDocumentRow row = { .record = sqlite3_column_int64 (select, 0) };

      if (sqlite3_column_bytes (select, 1) == sizeof row.id)
        memcpy (&row.id, sqlite3_column_blob (select, 1), sizeof row.id);
      row.key = keep (table, select, 2, FALSE);
      row.title = keep (table, select, 3, FALSE);
      row.published = keep (table, select, 4, TRUE);
      row.publisher = keep (table, select, 5, TRUE);
      row.language = keep (table, select, 6, TRUE);
      row.source = keep (table, select, 7, FALSE);
      row.length = sqlite3_column_int64 (select, 8);
      /* No document is without one, but a damaged row. */
      if (row.key == NULL)
        {
          sqlite3_reset (select);
          return fail_damaged (project, error);
        }
      g_array_append_val (table->rows, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/* Rows are still in order of their record. */
static GlsDocumentRow *
find_row (GlsDocumentTable *table, gint64 record, guint *hint)
{
  guint low = 0, high = table->rows->len;

  /* What is looked for is the last one again or the next one, nearly always. */
  for (guint i = *hint; i < high && i < *hint + 2; i++)
    if (g_array_index (table->rows, GlsDocumentRow, i).record == record)
      {
        *hint = i;
        return &g_array_index (table->rows, GlsDocumentRow, i);
      }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, middle);

      if (row->record == record)
        {
          *hint = middle;
          return row;
        }
      if (row->record < record)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static gboolean
add_counts (GlsProject *project, GlsDocumentTable *table, gint64 person, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db, "SELECT doc, person, n FROM count", error);
  g_autoptr (GError) failure = NULL;
  guint hint = 0;

  if (select == NULL)
    return FALSE;
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 set = sqlite3_column_int64 (select, 1);
      GlsDocumentRow *row = find_row (table, sqlite3_column_int64 (select, 0), &hint);
      const char *name = gls_names_get_set (project, set);
      guint n = MAX (0, sqlite3_column_int (select, 2));

      if (row == NULL || (name != NULL && g_str_has_prefix (name, "plugin:")))
        continue;
      row->annotations += n;
      if (set == person)
        row->mine = n;
    }
  if (failure == NULL && person != 0)
    {
      select = gls_db_prepare (&project->db, "SELECT doc, status FROM status WHERE person = ?", &failure);
      if (select != NULL)
        {
          sqlite3_bind_int64 (select, 1, person);
          while (gls_db_step (&project->db, select, &failure))
            {
              GlsDocumentRow *row = find_row (table, sqlite3_column_int64 (select, 0), &hint);

              if (row != NULL)
                row->status = CLAMP (sqlite3_column_int (select, 1), 0, GLS_STATUS_DONE);
            }
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GlsDocumentRow *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : gls_id_compare (&x->id, &y->id);
}

/* The shortest prefix of each id that tells the rows [from, to) apart, behind the key they share. */
static void
disambiguate (GlsDocumentTable *table, guint from, guint to)
{
  const char *wanted = g_array_index (table->rows, GlsDocumentRow, from).key;

  for (gsize length = 1; length < GLS_ID_STRING_SIZE; length++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      gboolean distinct = TRUE;

      for (guint i = from; distinct && i < to; i++)
        {
          char id[GLS_ID_STRING_SIZE];

          gls_id_to_string (&g_array_index (table->rows, GlsDocumentRow, i).id, id);
          distinct = g_hash_table_add (seen, g_strndup (id, length));
        }
      if (!distinct && length < GLS_ID_STRING_SIZE - 1)
        continue;
      for (guint i = from; i < to; i++)
        {
          GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);
          g_autofree char *shown = NULL;
          char id[GLS_ID_STRING_SIZE];

          gls_id_to_string (&row->id, id);
          id[length] = '\0';
          shown = g_strconcat (wanted, "~", id, NULL);
          row->key = g_string_chunk_insert (table->strings, shown);
        }
      return;
    }
}

/* Documents imported in one go are in order already. */
static void
sort_rows (GlsDocumentTable *table)
{
  for (guint i = 1; i < table->rows->len; i++)
    if (compare_rows (&g_array_index (table->rows, GlsDocumentRow, i - 1), &g_array_index (table->rows, GlsDocumentRow, i)) > 0)
      {
        g_array_sort (table->rows, compare_rows);
        return;
      }
}

static void
make_shown_keys (GlsDocumentTable *table)
{
  gboolean renamed = FALSE;

  sort_rows (table);
  for (guint i = 0; i < table->rows->len;)
    {
      const char *key = g_array_index (table->rows, GlsDocumentRow, i).key;
      guint end = i + 1;

      while (end < table->rows->len && strcmp (key, g_array_index (table->rows, GlsDocumentRow, end).key) == 0)
        end++;
      if (end - i > 1)
        {
          disambiguate (table, i, end);
          renamed = TRUE;
        }
      i = end;
    }
  if (renamed)
    sort_rows (table);
}

static GlsDocumentTable *
table_new (void)
{
  GlsDocumentTable *table = g_new0 (GlsDocumentTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->rows = g_array_new (FALSE, TRUE, sizeof (GlsDocumentRow));
  table->strings = g_string_chunk_new (64 * 1024);
  return table;
}

/**
 * gls_project_list_documents:
 * @person: (nullable): whose status and annotations are wanted
 *
 * Returns: (transfer full): every document that is not deleted, by shown key
 */
GlsDocumentTable *
gls_project_list_documents (GlsProject *project, const char *person, GError **error)
{
  g_autoptr (GlsDocumentTable) table = table_new ();
  gint64 person_key = 0;

  if (person != NULL)
    {
      GlsId id;

      gls_record_id_for_person (person, &id);
      person_key = gls_journal_find_record (project, &id, error);
    }
  if (!gls_names_load (project, error) || !read_rows (project, table, error)
      || !add_counts (project, table, person_key, error))
    return NULL;
  make_shown_keys (table);
  return g_steal_pointer (&table);
}

/**
 * gls_project_list_keys:
 *
 * Returns: (transfer full): as gls_project_list_documents(), but without status and counts
 */
GlsDocumentTable *
gls_project_list_keys (GlsProject *project, GError **error)
{
  g_autoptr (GlsDocumentTable) table = table_new ();

  if (!read_rows (project, table, error))
    return NULL;
  make_shown_keys (table);
  return g_steal_pointer (&table);
}

/* Edit distance, cut off at 4: for "did you mean". */
static guint
distance (const char *a, const char *b)
{
  gsize n = MIN (strlen (a), 63), m = MIN (strlen (b), 63);
  guint row[64];

  for (gsize j = 0; j <= m; j++)
    row[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          guint above = row[j];
          guint cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);

          row[j] = MIN (cost, MIN (above, row[j - 1]) + 1);
          diagonal = above;
        }
    }
  return row[m];
}

static void
fail_unknown_key (GlsDocumentTable *table, const char *key, GError **error)
{
  g_autoptr (GString) near = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < table->rows->len && n < 3; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      if (!g_str_has_prefix (row->key, key) && distance (row->key, key) > 3)
        continue;
      g_string_append_printf (near, n++ == 0 ? "“%s”" : ", “%s”", row->key);
    }
  if (n > 0)
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no such document; the nearest are %s"), key, near->str);
  else
    g_set_error (error, GLS_ERROR, GLS_ERROR_NOT_FOUND, _("%s: there is no such document; “gloss documents” lists them"), key);
}

/**
 * gls_project_find_document:
 * @key: a shown key, or a document's id in text form
 */
gboolean
gls_project_find_document (GlsProject *project, const char *key, GlsId *id, GError **error)
{
  g_autoptr (GlsDocumentTable) table = gls_project_list_documents (project, NULL, error);
  GlsId asked;
  gboolean is_id = gls_id_parse (key, &asked);

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      if (g_str_equal (row->key, key) || (is_id && gls_id_equal (&row->id, &asked)))
        {
          *id = row->id;
          return TRUE;
        }
    }
  fail_unknown_key (table, key, error);
  return FALSE;
}
