/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interval index over the fragments of a span table, and the greedy colouring of intervals that gives the lanes.
 * It knows nothing of pixels. */
#include "config.h"

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

GlsSpanIndex *
gls_span_index_new (GlsSpanTable *table, const GlsDisplayMap *map)
{
  GlsSpanIndex *index = g_new0 (GlsSpanIndex, 1);
  guint n = table ? table->spans->len : 0;
  gboolean sorted = TRUE;
  guint32 reach = 0;

  index->table = table ? gls_span_table_ref (table) : NULL;
  index->marks = g_array_sized_new (FALSE, FALSE, sizeof (GlsMark), n);
  for (guint i = 0; i < n; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);

      if (span->n_fragments <= 1)
        {
          add_mark (index, map, span->start, span->end, i);
          continue;
        }
      for (guint j = 0; j < span->n_fragments && span->first_fragment + j < table->fragments->len; j++)
        {
          const GlsFragment *fragment = &g_array_index (table->fragments, GlsFragment, span->first_fragment + j);

          add_mark (index, map, fragment->start, fragment->end, i);
        }
    }

  for (guint i = 1; i < index->marks->len && sorted; i++)
    sorted = compare_marks (&g_array_index (index->marks, GlsMark, i - 1), &g_array_index (index->marks, GlsMark, i)) <= 0;
  if (!sorted)
    g_array_sort (index->marks, compare_marks);

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
