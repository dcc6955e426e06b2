/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans of one document for the view, through the one covering index. No attributes, notes or links. */
#include "config.h"

#include <string.h>

#include <gls-error.h>

#include "gls-journal.h"

GlsSpanTable *
gls_span_table_ref (GlsSpanTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
gls_span_table_unref (GlsSpanTable *table)
{
  if (!g_atomic_ref_count_dec (&table->ref_count))
    return;
  g_array_unref (table->spans);
  g_array_unref (table->fragments);
  g_ptr_array_unref (table->sets);
  g_ptr_array_unref (table->types);
  g_free (table);
}

/* Index of a name, by local key; G_MAXUINT16: left out. */
static guint16
intern (GHashTable *indexes, GPtrArray *names, gint64 k, const char *name)
{
  gpointer known = g_hash_table_lookup (indexes, &k);

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  if (name == NULL || names->len >= G_MAXUINT16 - 1)
    return G_MAXUINT16;
  g_ptr_array_add (names, g_strdup (name));
  g_hash_table_insert (indexes, g_memdup2 (&k, sizeof k), GUINT_TO_POINTER (names->len));
  return names->len - 1;
}

static void
add_fragments (GlsSpanTable *table, GlsSpan *span, const guint8 *packed, gsize n_bytes)
{
  guint n = 0;
  g_autofree GlsFragment *fragments = packed != NULL ? gls_fragments_unpack (packed, n_bytes, &n) : NULL;

  span->n_fragments = 1;
  if (fragments == NULL || n < 2 || n >= G_MAXUINT16)
    return;
  span->first_fragment = table->fragments->len;
  span->n_fragments = n;
  g_array_append_vals (table->fragments, fragments, n);
}

/* The index orders equals by local key; everybody else by id. */
int
gls_span_compare (gconstpointer a, gconstpointer b)
{
  const GlsSpan *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return gls_id_compare (&x->id, &y->id);
}

static gboolean
read_spans (GlsProject *project, gint64 doc, const char * const *wanted, GlsSpanTable *table, GError **error)
{
  sqlite3_stmt *select = gls_db_prepare (&project->db,
                                         "SELECT a.start, a.end, a.person, a.type, a.flags, a.frags, r.id FROM ann a"
                                         " JOIN rec r ON r.k = a.k WHERE a.doc = ? ORDER BY a.start, a.end, a.k",
                                         error);
  g_autoptr (GHashTable) sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, doc);
  while (gls_db_step (&project->db, select, &failure))
    {
      gint64 person = sqlite3_column_int64 (select, 2), type = sqlite3_column_int64 (select, 3);
      const char *set = gls_names_get_set (project, person);
      const GlsDefinition *definition = gls_names_get_definition (project, type);
      GlsSpan span = { .start = sqlite3_column_int64 (select, 0), .end = sqlite3_column_int64 (select, 1) };

      if (set == NULL || definition == NULL || (wanted != NULL && !g_strv_contains (wanted, set)))
        continue;
      span.set = intern (sets, table->sets, person, set);
      span.type = intern (types, table->types, type, definition->name);
      if (span.set == G_MAXUINT16 || span.type == G_MAXUINT16)
        continue;
      span.flags = (sqlite3_column_int (select, 4) & (GLS_SPAN_NOTE | GLS_SPAN_UNSURE | GLS_SPAN_ENTITY))
                   | (g_str_has_prefix (set, "plugin:") ? GLS_SPAN_SUGGESTION : 0);
      if (sqlite3_column_bytes (select, 6) == sizeof span.id)
        memcpy (&span.id, sqlite3_column_blob (select, 6), sizeof span.id);
      add_fragments (table, &span, sqlite3_column_blob (select, 5), sqlite3_column_bytes (select, 5));
      g_array_append_val (table->spans, span);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_array_sort (table->spans, gls_span_compare);
  return TRUE;
}

GlsSpanTable *
gls_project_load_spans (GlsProject *project, const GlsId *document, const char * const *sets, GError **error)
{
  g_autoptr (GlsSpanTable) table = g_new0 (GlsSpanTable, 1);
  gint64 doc;

  g_atomic_ref_count_init (&table->ref_count);
  table->document = *document;
  table->spans = g_array_new (FALSE, FALSE, sizeof (GlsSpan));
  table->fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  table->sets = g_ptr_array_new_with_free_func (g_free);
  table->types = g_ptr_array_new_with_free_func (g_free);
  if (!gls_names_load (project, error))
    return NULL;
  table->version = gls_project_get_head (project);
  doc = gls_journal_find_record (project, document, error);
  if (doc != 0 && !read_spans (project, doc, sets, table, error))
    return NULL;
  return g_steal_pointer (&table);
}
