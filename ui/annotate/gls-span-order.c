/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters and sorts spans for a list.
 * It must not know widgets nor where spans come from. */
#include "config.h"

#include <gls-pattern.h>
#include <gls-roles.h>

#include "gls-edits.h"
#include "gls-span-order.h"

/* What is compared of long words. */
#define MOST_COMPARED 80
/* Spans between two looks at whether the answer is still wanted. */
#define LOOK_EVERY 1024

void
gls_span_wanted_clear (GlsSpanWanted *wanted)
{
  g_clear_pointer (&wanted->type, g_free);
  g_clear_pointer (&wanted->words, g_free);
}

void
gls_span_wanted_copy (const GlsSpanWanted *wanted, GlsSpanWanted *copy)
{
  *copy = *wanted;
  copy->type = g_strdup (wanted->type);
  copy->words = g_strdup (wanted->words);
}

gboolean
gls_span_wanted_is_filter (const GlsSpanWanted *wanted)
{
  return wanted->type != NULL || wanted->words != NULL || wanted->with_note || wanted->unsure || wanted->incomplete;
}

gboolean
gls_span_wanted_is_all (const GlsSpanWanted *wanted)
{
  return wanted->order == GLS_SPAN_ORDER_PLACE && !gls_span_wanted_is_filter (wanted);
}

/* Is a role of an annotation of @type open that is to be filled or closed? @there: GlsId, what can fill one. */
static gboolean
is_incomplete (const GlsTypeDef *type, GPtrArray *links, GHashTable *there, const GlsId *id)
{
  guint first, n = 0;

  if (type == NULL || type->roles == NULL)
    return FALSE;
  n = gls_document_links_find (links, id, &first);
  for (guint i = 0; i < type->roles->len; i++)
    {
      const GlsRoleDef *role = g_ptr_array_index (type->roles, i);
      gboolean open = !role->retired && (role->required || role->chain);

      for (guint j = 0; open && j < n; j++)
        {
          const GlsLink *link = &((GlsDocumentLink *) g_ptr_array_index (links, first + j))->link;

          open = link->relation || g_strcmp0 (link->name, role->name) != 0 ||
                 (link->kind == GLS_LINK_TO && !g_hash_table_contains (there, &link->target));
        }
      if (open)
        return TRUE;
    }
  return FALSE;
}

/* --- Words ------------------------------------------------------------------------------------------------------- */

static gboolean
is_between (const GArray *hits, guint32 start, guint32 end)
{
  guint low = 0, high = hits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hits, GlsHit, middle).start < start)
        low = middle + 1;
      else
        high = middle;
    }
  return low < hits->len && g_array_index (hits, GlsHit, low).end <= end;
}

static gboolean
holds_hit (const GlsSpanTable *table, const GlsSpan *span, const GArray *hits)
{
  if (span->n_fragments <= 1 || span->first_fragment + span->n_fragments > table->fragments->len)
    return is_between (hits, span->start, span->end);
  for (guint i = 0; i < span->n_fragments; i++)
    {
      const GlsFragment *fragment = &g_array_index (table->fragments, GlsFragment, span->first_fragment + i);

      if (is_between (hits, fragment->start, fragment->end))
        return TRUE;
    }
  return FALSE;
}

/* Where the words are in the whole text: asked once, not for each span. NULL: cancelled. */
static GArray *
find_words (const char *words, const GlsText *text, GCancellable *cancellable)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  g_autoptr (GlsPattern) pattern = gls_pattern_new (words, GLS_PATTERN_DEFAULT, NULL);

  if (pattern != NULL && !gls_pattern_find (pattern, text, hits, 0, 0, cancellable, NULL))
    return NULL;
  return g_steal_pointer (&hits);
}

/* --- Order ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const guint *ranks; /* of the table's types */
  char       **keys;  /* of the words, by index */
  const GlsSpanTable *table;
} Sorting;

static int
compare_by_type (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  guint rank_x = sorting->ranks[g_array_index (sorting->table->spans, GlsSpan, x).type];
  guint rank_y = sorting->ranks[g_array_index (sorting->table->spans, GlsSpan, y).type];

  return rank_x != rank_y ? (rank_x < rank_y ? -1 : 1) : x < y ? -1 : x > y;
}

static int
compare_by_words (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  int order = g_strcmp0 (sorting->keys[x], sorting->keys[y]);

  return order != 0 ? order : x < y ? -1 : x > y;
}

/* The codebook's place of each of the table's types, those it does not know at the end. */
static guint *
rank_types (const GlsSpanTable *table, const GlsCodebook *codebook)
{
  guint *ranks = g_new (guint, table->types->len + 1);

  for (guint i = 0; i < table->types->len; i++)
    {
      ranks[i] = codebook->types->len + i;
      for (guint j = 0; j < codebook->types->len; j++)
        if (g_strcmp0 (((GlsTypeDef *) g_ptr_array_index (codebook->types, j))->name, g_ptr_array_index (table->types, i)) == 0)
          ranks[i] = j;
    }
  return ranks;
}

static gboolean
sort_by_words (GArray *rows, const GlsSpanTable *table, const GlsText *text, GCancellable *cancellable)
{
  g_auto (GStrv) keys = g_new0 (char *, table->spans->len + 1);
  Sorting sorting = { .keys = keys, .table = table };
  gboolean wanted = TRUE;

  for (guint i = 0; i < rows->len && wanted; i++)
    {
      guint32 at = g_array_index (rows, guint32, i);
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, at);
      g_autofree char *words = gls_text_slice (text, span->start, MIN (span->end, span->start + MOST_COMPARED));
      g_autofree char *folded = g_utf8_casefold (words, -1);

      /* As files are sorted: 20 before 339. */
      keys[at] = g_utf8_collate_key_for_filename (folded, -1);
      wanted = i % LOOK_EVERY != 0 || !g_cancellable_is_cancelled (cancellable);
    }
  if (wanted)
    g_array_sort_with_data (rows, compare_by_words, &sorting);
  /* Keys of rows that are not wanted are missing between the others. */
  for (guint i = 0; i < table->spans->len; i++)
    g_clear_pointer (&keys[i], g_free);
  return wanted;
}

/* --- Listing ----------------------------------------------------------------------------------------------------- */

GArray *
gls_span_wanted_list (const GlsSpanWanted *wanted, const GlsSpanTable *table, const GlsText *text, const GlsCodebook *codebook,
                      GPtrArray *links, GCancellable *cancellable)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32)), hits = NULL;
  g_autoptr (GHashTable) there = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) defs = g_ptr_array_new ();
  guint flags = (wanted->with_note ? GLS_SPAN_NOTE : 0) | (wanted->unsure ? GLS_SPAN_UNSURE : 0);

  if (wanted->words != NULL && (hits = find_words (wanted->words, text, cancellable)) == NULL)
    return NULL;
  for (guint i = 0; i < table->types->len; i++)
    g_ptr_array_add (defs, (gpointer) gls_codebook_find_type (codebook, g_ptr_array_index (table->types, i)));
  for (guint i = 0; wanted->incomplete && i < table->spans->len; i++)
    g_hash_table_add (there, &g_array_index (table->spans, GlsSpan, i).id);
  for (guint32 i = 0; i < table->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      if (i % LOOK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (span->type >= table->types->len || (span->flags & flags) != flags ||
          (wanted->type != NULL && g_strcmp0 (wanted->type, g_ptr_array_index (table->types, span->type)) != 0) ||
          (hits != NULL && !holds_hit (table, span, hits)) ||
          (wanted->incomplete && !is_incomplete (g_ptr_array_index (defs, span->type), links, there, &span->id)))
        continue;
      g_array_append_val (rows, i);
    }
  if (wanted->order == GLS_SPAN_ORDER_TYPE)
    {
      g_autofree guint *ranks = rank_types (table, codebook);
      Sorting sorting = { .ranks = ranks, .table = table };

      g_array_sort_with_data (rows, compare_by_type, &sorting);
    }
  else if (wanted->order == GLS_SPAN_ORDER_WORDS && !sort_by_words (rows, table, text, cancellable))
    return NULL;
  return g_steal_pointer (&rows);
}
