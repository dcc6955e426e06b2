/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interval index over the fragments of a span table, and the greedy colouring of intervals that gives the lanes.
 * It knows nothing of pixels. */
#include "config.h"

#include <string.h>

#include "gls-span-index.h"

#define BLOCK 64

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const GlsMark *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return x->span < y->span ? -1 : x->span > y->span;
}

static void
add_mark (GlsSpanIndex *index, const GlsDisplayMap *map, guint32 start, guint32 end, guint32 span)
{
  GlsMark mark = { gls_display_map_to_display (map, start, start == end),
                   gls_display_map_to_display (map, MAX (start, end), TRUE), span };

  /* Past the end of the text nothing is left; a point stays a point. */
  if (start < end && mark.start >= mark.end)
    return;
  g_array_append_val (index->marks, mark);
}

static void
add_marks (GlsSpanIndex *index, const GlsDisplayMap *map, guint at)
{
  const GlsSpan *span = &g_array_index (index->table->spans, GlsSpan, at);

  if (span->n_fragments <= 1)
    {
      add_mark (index, map, span->start, span->end, at);
      return;
    }
  for (guint i = 0; i < span->n_fragments && span->first_fragment + i < index->table->fragments->len; i++)
    {
      const GlsFragment *fragment = &g_array_index (index->table->fragments, GlsFragment, span->first_fragment + i);

      add_mark (index, map, fragment->start, fragment->end, at);
    }
}

static void
sort_marks (GlsSpanIndex *index)
{
  gboolean sorted = TRUE;

  for (guint i = 1; i < index->marks->len && sorted; i++)
    sorted = compare_marks (&g_array_index (index->marks, GlsMark, i - 1), &g_array_index (index->marks, GlsMark, i)) <= 0;
  if (!sorted)
    g_array_sort (index->marks, compare_marks);
}

static void
find_reach (GlsSpanIndex *index)
{
  guint32 reach = 0;

  index->reach = g_new (guint32, index->marks->len + 1);
  index->block_reach = g_new0 (guint32, index->marks->len / BLOCK + 1);
  for (guint i = 0; i < index->marks->len; i++)
    {
      const GlsMark *mark = &g_array_index (index->marks, GlsMark, i);
      guint32 end = MAX (mark->end, mark->start + 1);

      reach = MAX (reach, end);
      index->reach[i] = reach;
      index->block_reach[i / BLOCK] = MAX (index->block_reach[i / BLOCK], end);
    }
}

static GlsSpanIndex *
new_index (GlsSpanTable *table, guint n)
{
  GlsSpanIndex *index = g_new0 (GlsSpanIndex, 1);

  index->table = table ? gls_span_table_ref (table) : NULL;
  index->marks = g_array_sized_new (FALSE, FALSE, sizeof (GlsMark), n);
  return index;
}

GlsSpanIndex *
gls_span_index_new (GlsSpanTable *table, const GlsDisplayMap *map)
{
  guint n = table ? table->spans->len : 0;
  GlsSpanIndex *index = new_index (table, n);

  for (guint i = 0; i < n; i++)
    add_marks (index, map, i);
  sort_marks (index);
  find_reach (index);
  return index;
}

static gboolean
same_span (const GlsSpanTable *a, guint at_a, const GlsSpanTable *b, guint at_b)
{
  const GlsSpan *x = &g_array_index (a->spans, GlsSpan, at_a), *y = &g_array_index (b->spans, GlsSpan, at_b);

  if (x->start != y->start || x->end != y->end || x->type != y->type || x->flags != y->flags || x->n_fragments != y->n_fragments ||
      !gls_id_equal (&x->id, &y->id))
    return FALSE;
  if (x->n_fragments <= 1)
    return TRUE;
  return x->first_fragment + x->n_fragments <= a->fragments->len && y->first_fragment + y->n_fragments <= b->fragments->len &&
         memcmp (&g_array_index (a->fragments, GlsFragment, x->first_fragment),
                 &g_array_index (b->fragments, GlsFragment, y->first_fragment), x->n_fragments * sizeof (GlsFragment)) == 0;
}

gboolean
gls_span_table_compare (const GlsSpanTable *old, const GlsSpanTable *table, GlsSpanChange *change)
{
  guint least = MIN (old->spans->len, table->spans->len), last = 0;

  *change = (GlsSpanChange) { 0 };
  if (old->types->len != table->types->len)
    return FALSE;
  for (guint i = 0; i < table->types->len; i++)
    if (g_strcmp0 (g_ptr_array_index (old->types, i), g_ptr_array_index (table->types, i)) != 0)
      return FALSE;
  while (change->first < least && same_span (old, change->first, table, change->first))
    change->first++;
  while (last < least - change->first && same_span (old, old->spans->len - 1 - last, table, table->spans->len - 1 - last))
    last++;
  change->n_old = old->spans->len - last - change->first;
  change->n_new = table->spans->len - last - change->first;
  return TRUE;
}

GlsSpanIndex *
gls_span_index_splice (const GlsSpanIndex *old, GlsSpanTable *table, const GlsDisplayMap *map, const GlsSpanChange *change)
{
  GlsSpanIndex *index = new_index (table, change->n_new);
  const GlsMark *from = (const GlsMark *) (gpointer) old->marks->data;
  GArray *marks = g_array_sized_new (FALSE, FALSE, sizeof (GlsMark), old->marks->len + change->n_new);
  guint after = change->first + change->n_old, next = 0;

  /* The new ones by themselves, then both merged. */
  for (guint i = 0; i < change->n_new; i++)
    add_marks (index, map, change->first + i);
  sort_marks (index);
  for (guint i = 0; i < old->marks->len; i++)
    {
      GlsMark mark = from[i];

      if (mark.span >= after)
        mark.span += change->n_new - change->n_old;
      else if (mark.span >= change->first)
        continue;
      while (next < index->marks->len && compare_marks (&g_array_index (index->marks, GlsMark, next), &mark) < 0)
        g_array_append_val (marks, g_array_index (index->marks, GlsMark, next++));
      g_array_append_val (marks, mark);
    }
  g_array_append_vals (marks, (const GlsMark *) (gpointer) index->marks->data + next, index->marks->len - next);
  g_array_unref (index->marks);
  index->marks = marks;
  find_reach (index);
  return index;
}

void
gls_span_index_free (GlsSpanIndex *index)
{
  if (!index)
    return;
  if (index->table)
    gls_span_table_unref (index->table);
  g_array_unref (index->marks);
  g_free (index->reach);
  g_free (index->block_reach);
  g_free (index);
}

const GlsSpan *
gls_span_index_get_span (const GlsSpanIndex *index, guint32 span)
{
  return &g_array_index (index->table->spans, GlsSpan, span);
}

void
gls_span_index_query (const GlsSpanIndex *index, guint32 start, guint32 end, GArray *marks)
{
  guint first = 0, high = index->marks->len;

  /* What ends by @start, and everything before it, is passed over at once; behind one long mark, block by block. */
  while (first < high)
    {
      guint middle = first + (high - first) / 2;

      if (index->reach[middle] <= start)
        first = middle + 1;
      else
        high = middle;
    }
  for (guint i = first; i < index->marks->len; i++)
    {
      const GlsMark *mark = &g_array_index (index->marks, GlsMark, i);

      if (mark->start >= end)
        break;
      if (i % BLOCK == 0 && index->block_reach[i / BLOCK] <= start)
        {
          i += BLOCK - 1;
          continue;
        }
      if (MAX (mark->end, mark->start + 1) > start)
        g_array_append_val (marks, *mark);
    }
}

/* The part of the text that one span takes up in a paragraph, gaps between its fragments included. */
typedef struct {
  guint32 start, end;
  guint32 span;
  guint32 lane;
} Hull;

static int
compare_hulls_by_span (gconstpointer a, gconstpointer b)
{
  const Hull *x = a, *y = b;

  return x->span < y->span ? -1 : x->span > y->span;
}

static int
compare_hulls (gconstpointer a, gconstpointer b)
{
  const Hull *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return x->span < y->span ? -1 : x->span > y->span;
}

static int
compare_lane_marks (gconstpointer a, gconstpointer b)
{
  const GlsLaneMark *x = a, *y = b;

  if (x->lane != y->lane)
    return x->lane < y->lane ? -1 : 1;
  return compare_marks (&x->mark, &y->mark);
}

static guint
color_hulls (GArray *hulls)
{
  guint32 taken[GLS_LANES_MAX] = { 0 };
  guint n_lanes = 0;

  for (guint i = 0; i < hulls->len; i++)
    {
      Hull *hull = &g_array_index (hulls, Hull, i);
      guint lane = 0;

      while (lane < n_lanes && taken[lane] > hull->start)
        lane++;
      lane = MIN (lane, GLS_LANES_MAX - 1);
      n_lanes = MAX (n_lanes, lane + 1);
      taken[lane] = MAX (taken[lane], hull->end);
      hull->lane = lane;
    }
  return n_lanes;
}

guint
gls_span_index_assign_lanes (const GlsSpanIndex *index, guint32 start, guint32 end, GArray *marks)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GlsMark));
  g_autoptr (GArray) hulls = NULL;
  guint n_lanes, n_hulls = 0;

  g_array_set_size (marks, 0);
  gls_span_index_query (index, start, end, found);
  if (found->len == 0)
    return 0;

  hulls = g_array_sized_new (FALSE, FALSE, sizeof (Hull), found->len);
  for (guint i = 0; i < found->len; i++)
    {
      GlsMark *mark = &g_array_index (found, GlsMark, i);
      Hull hull;

      mark->start = MAX (mark->start, start);
      mark->end = MIN (mark->end, end);
      hull = (Hull) { mark->start, MAX (mark->end, mark->start + 1), mark->span, 0 };
      g_array_append_val (hulls, hull);
    }

  /* One hull a span. */
  g_array_sort (hulls, compare_hulls_by_span);
  for (guint i = 0; i < hulls->len; i++)
    {
      Hull *hull = &g_array_index (hulls, Hull, i);
      Hull *last = n_hulls > 0 ? &g_array_index (hulls, Hull, n_hulls - 1) : NULL;

      if (last && last->span == hull->span)
        {
          last->start = MIN (last->start, hull->start);
          last->end = MAX (last->end, hull->end);
        }
      else
        g_array_index (hulls, Hull, n_hulls++) = *hull;
    }
  g_array_set_size (hulls, n_hulls);
  g_array_sort (hulls, compare_hulls);
  n_lanes = color_hulls (hulls);

  g_array_sort (hulls, compare_hulls_by_span);
  for (guint i = 0; i < found->len; i++)
    {
      GlsLaneMark mark = { g_array_index (found, GlsMark, i), 0 };
      Hull key = { .span = mark.mark.span };
      guint at;

      if (g_array_binary_search (hulls, &key, compare_hulls_by_span, &at))
        mark.lane = g_array_index (hulls, Hull, at).lane;
      g_array_append_val (marks, mark);
    }
  g_array_sort (marks, compare_lane_marks);
  return n_lanes;
}
