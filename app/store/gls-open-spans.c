/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one person has to look at in a document: their own spans and the suggestions that they have not judged. It knows no plugin. */
#include "config.h"

#include <string.h>

#include "gls-journal.h"

/* Places that were judged: a type and its fragments. */
typedef struct {
  GHashTable *hulls;   /* gint64 of start and end: most spans are told apart by that alone */
  GHashTable *places;  /* GBytes */
} Judged;

static GBytes *
pack_place (const char *type, const GlsFragment *fragments, guint n)
{
  g_autoptr (GBytes) packed = gls_fragments_pack (fragments, n);
  GByteArray *place = g_byte_array_new ();

  g_byte_array_append (place, (const guint8 *) type, strlen (type) + 1);
  g_byte_array_append (place, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return g_byte_array_free_to_bytes (place);
}

static gint64
pack_hull (guint32 start, guint32 end)
{
  return (gint64) start << 32 | end;
}

static void
add_place (Judged *judged, const char *type, const GlsFragment *fragments, guint n)
{
  gint64 hull = pack_hull (fragments[0].start, fragments[n - 1].end);

  g_hash_table_add (judged->hulls, g_memdup2 (&hull, sizeof hull));
  g_hash_table_add (judged->places, pack_place (type, fragments, n));
}

static const GlsFragment *
get_fragments (const GlsSpanTable *table, const GlsSpan *span, GlsFragment *whole)
{
  *whole = (GlsFragment){ span->start, span->end };
  return span->n_fragments > 1 ? &g_array_index (table->fragments, GlsFragment, span->first_fragment) : whole;
}

/* One that no run proposes any more is read back from its entries. */
static void
add_gone (GlsProject *project, Judged *judged, const GlsId *id)
{
  const GlsFoldedField *packed;
  const GlsDefinition *type;
  GlsRecord record;
  GlsFold fold;

  gls_fold_init (&fold);
  if (gls_journal_find_whole_record (project, id, &record, NULL) && gls_journal_fold (project, &record, &fold, NULL))
    {
      guint n = 0;
      g_autofree GlsFragment *fragments = NULL;

      packed = gls_fold_find (&fold, GLS_FIELD_FRAGMENTS);
      type = gls_names_get_definition (project, gls_fold_get_int (&fold, GLS_FIELD_TYPE, 0));
      if (packed != NULL && packed->value.type == GLS_JOURNAL_BLOB)
        fragments = gls_fragments_unpack ((const guint8 *) packed->value.data, packed->value.n_bytes, &n);
      if (fragments != NULL && n > 0 && type != NULL)
        add_place (judged, type->name, fragments, n);
    }
  gls_fold_clear (&fold);
}

static gboolean
is_judged (const Judged *judged, const GlsSpanTable *table, const GlsSpan *span)
{
  gint64 hull = pack_hull (span->start, span->end);
  g_autoptr (GBytes) place = NULL;
  GlsFragment whole;

  if (!g_hash_table_contains (judged->hulls, &hull))
    return FALSE;
  place = pack_place (g_ptr_array_index (table->types, span->type), get_fragments (table, span, &whole), MAX (span->n_fragments, 1));
  return g_hash_table_contains (judged->places, place);
}

/* Of the same words and type, whichever plugin says it and whether or not it says so still. */
static void
drop_judged (GlsProject *project, GlsSpanTable *table, GHashTable *verdicts)
{
  Judged judged = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL) };
  GlsSpan *spans = (GlsSpan *) (gpointer) table->spans->data;
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  for (guint i = 0; i < table->spans->len; i++)
    if ((spans[i].flags & GLS_SPAN_SUGGESTION) && g_hash_table_remove (verdicts, &spans[i].id))
      {
        GlsFragment whole;

        add_place (&judged, g_ptr_array_index (table->types, spans[i].type), get_fragments (table, &spans[i], &whole),
                   MAX (spans[i].n_fragments, 1));
      }
  g_hash_table_iter_init (&iter, verdicts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    add_gone (project, &judged, id);
  for (guint i = 0; i < table->spans->len; i++)
    if ((spans[i].flags & GLS_SPAN_SUGGESTION) == 0 || !is_judged (&judged, table, &spans[i]))
      spans[n++] = spans[i];
  g_array_set_size (table->spans, n);
  g_hash_table_unref (judged.hulls);
  g_hash_table_unref (judged.places);
}

static void
drop_others (GlsSpanTable *table, const char *person)
{
  GlsSpan *spans = (GlsSpan *) (gpointer) table->spans->data;
  guint n = 0;

  for (guint i = 0; i < table->spans->len; i++)
    if ((spans[i].flags & GLS_SPAN_SUGGESTION) || strcmp (g_ptr_array_index (table->sets, spans[i].set), person) == 0)
      spans[n++] = spans[i];
  g_array_set_size (table->spans, n);
}

/**
 * gls_project_load_open_spans:
 *
 * Returns: (transfer full): a table that nobody else has
 */
GlsSpanTable *
gls_project_load_open_spans (GlsProject *project, const GlsId *document, const char *person, GError **error)
{
  g_autoptr (GlsSpanTable) table = gls_project_load_spans (project, document, NULL, error);
  g_autoptr (GHashTable) verdicts = table != NULL ? gls_project_load_verdicts (project, document, person, error) : NULL;

  if (verdicts == NULL)
    return NULL;
  drop_others (table, person);
  if (g_hash_table_size (verdicts) > 0)
    drop_judged (project, table, verdicts);
  return g_steal_pointer (&table);
}
