/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and groups documents in a snapshot of the project's list.
 * It must not know widgets nor the store. */
#include "config.h"

#include <string.h>
#include "gls-catalog.h"

/* Without accents and case, so that "Jose" finds "José". Most titles are ASCII, for which this is one pass. */
static void
append_folded (GString *out, const char *words)
{
  if (words == NULL)
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  if (g_str_is_ascii (words))
    {
      gsize from = out->len;

      g_string_append (out, words);
      for (gsize i = from; i < out->len; i++)
        if (out->str[i] >= 'A' && out->str[i] <= 'Z')
          out->str[i] += 'a' - 'A';
    }
  else
    {
      g_autofree char *apart = g_utf8_normalize (words, -1, G_NORMALIZE_ALL);
      g_autoptr (GString) bare = g_string_new (NULL);
      g_autofree char *folded = NULL;

      for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
        if (g_unichar_type (g_utf8_get_char (p)) != G_UNICODE_NON_SPACING_MARK)
          g_string_append_unichar (bare, g_utf8_get_char (p));
      folded = g_utf8_casefold (bare->str, bare->len);
      g_string_append (out, folded);
    }
}

GlsCatalog *
gls_catalog_new (GlsDocumentTable *table)
{
  GlsCatalog *catalog = g_new0 (GlsCatalog, 1);
  g_autoptr (GString) folded = g_string_new (NULL);

  g_atomic_ref_count_init (&catalog->ref_count);
  catalog->table = table;
  catalog->n_rows = table->rows->len;
  catalog->strings = g_string_chunk_new (64 * 1024);
  catalog->folded = g_new (const char *, catalog->n_rows + 1);
  catalog->by_id = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < catalog->n_rows; i++)
    {
      GlsDocumentRow *row = &g_array_index (table->rows, GlsDocumentRow, i);

      g_string_truncate (folded, 0);
      append_folded (folded, row->title);
      append_folded (folded, row->key);
      append_folded (folded, row->publisher);
      catalog->folded[i] = g_string_chunk_insert_len (catalog->strings, folded->str, folded->len);
      g_hash_table_insert (catalog->by_id, &row->id, GUINT_TO_POINTER (i));
      catalog->n_status[MIN (row->status, GLS_STATUS_DONE)]++;
      catalog->n_mine += row->mine;
    }
  return catalog;
}

GlsCatalog *
gls_catalog_ref (GlsCatalog *catalog)
{
  g_atomic_ref_count_inc (&catalog->ref_count);
  return catalog;
}

void
gls_catalog_unref (GlsCatalog *catalog)
{
  if (!g_atomic_ref_count_dec (&catalog->ref_count))
    return;
  g_hash_table_unref (catalog->by_id);
  g_free (catalog->folded);
  g_string_chunk_free (catalog->strings);
  gls_document_table_unref (catalog->table);
  g_free (catalog);
}

const GlsDocumentRow *
gls_catalog_get (const GlsCatalog *catalog, guint index)
{
  return index < catalog->n_rows ? &g_array_index (catalog->table->rows, GlsDocumentRow, index) : NULL;
}

const GlsDocumentRow *
gls_catalog_find (const GlsCatalog *catalog, const GlsId *id)
{
  gpointer index;

  return g_hash_table_lookup_extended (catalog->by_id, id, NULL, &index)
         ? gls_catalog_get (catalog, GPOINTER_TO_UINT (index)) : NULL;
}

const GlsDocumentRow *
gls_catalog_find_key (const GlsCatalog *catalog, const char *key)
{
  for (guint i = 0; i < catalog->n_rows; i++)
    {
      const GlsDocumentRow *row = gls_catalog_get (catalog, i);

      if (g_strcmp0 (row->key, key) == 0)
        return row;
    }
  return NULL;
}

const char *
gls_catalog_get_name (const GlsDocumentRow *row)
{
  return row->title != NULL && *row->title != '\0' ? row->title : row->key;
}

static gboolean
holds_all (const char *folded, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

GArray *
gls_catalog_filter (const GlsCatalog *catalog, const char *query, GCancellable *cancellable)
{
  static const GlsStatus order[] = { GLS_STATUS_IN_WORK, GLS_STATUS_NOT_BEGUN, GLS_STATUS_DONE };
  g_autoptr (GString) folded = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  GArray *groups[3], *out;

  append_folded (folded, query);
  words = g_strsplit_set (folded->str, " \n\t", -1);
  for (guint i = 0; i < 3; i++)
    groups[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < catalog->n_rows; i++)
    {
      if (i % 4096 == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      if (holds_all (catalog->folded[i], words))
        g_array_append_val (groups[MIN (gls_catalog_get (catalog, i)->status, GLS_STATUS_DONE)], i);
    }
  out = g_array_sized_new (FALSE, FALSE, sizeof (guint32), catalog->n_rows + 3);
  for (guint i = 0; i < 3; i++)
    {
      guint32 heading = GLS_CATALOG_HEADING + order[i];
      GArray *group = groups[order[i]];

      if (group->len > 0)
        {
          g_array_append_val (out, heading);
          g_array_append_vals (out, group->data, group->len);
        }
    }
  for (guint i = 0; i < 3; i++)
    g_array_unref (groups[i]);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&out, g_array_unref);
  return out;
}
