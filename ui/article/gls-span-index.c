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

/* From the mark at @from on; what is before it is right. */
static void
find_reach (GlsSpanIndex *index, guint from)
{
  const GlsMark *marks = (const GlsMark *) (gpointer) index->marks->data;
  guint32 reach = from > 0 ? index->reach[from - 1] : 0;

  for (guint i = from; i < index->marks->len; i++)
    index->reach[i] = reach = MAX (reach, MAX (marks[i].end, marks[i].start + 1));
  for (guint block = from / BLOCK; block * BLOCK < index->marks->len; block++)
    {
      guint32 most = 0;

      for (guint i = block * BLOCK; i < MIN ((block + 1) * BLOCK, index->marks->len); i++)
        most = MAX (most, MAX (marks[i].end, marks[i].start + 1));
      index->block_reach[block] = most;
    }
}

static void
make_reach (GlsSpanIndex *index)
{
  index->reach = g_new (guint32, index->marks->len + 1);
  index->block_reach = g_new (guint32, index->marks->len / BLOCK + 1);
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
  make_reach (index);
  find_reach (index, 0);
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

/* How many spans are bit by bit the same, in steps: nearly all are, and comparing them one by one would take too long for a key.
 * What has fragments is compared with them, one by one. */
static guint
same_at_front (const GlsSpanTable *old, const GlsSpanTable *table, guint n)
{
  const GlsSpan *x = (const GlsSpan *) (gpointer) old->spans->data, *y = (const GlsSpan *) (gpointer) table->spans->data;
  gboolean plain = old->fragments->len == 0 && table->fragments->len == 0;
  guint same = 0;

  while (same < n)
    {
      if (plain && n - same >= BLOCK && memcmp (x + same, y + same, BLOCK * sizeof (GlsSpan)) == 0)
        same += BLOCK;
      else if (same_span (old, same, table, same))
        same++;
      else
        break;
    }
  return same;
}

static guint
same_at_back (const GlsSpanTable *old, const GlsSpanTable *table, guint n)
{
  const GlsSpan *x = &g_array_index (old->spans, GlsSpan, old->spans->len), *y = &g_array_index (table->spans, GlsSpan, table->spans->len);
  gboolean plain = old->fragments->len == 0 && table->fragments->len == 0;
  guint same = 0;

  while (same < n)
    {
      if (plain && n - same >= BLOCK && memcmp (x - same - BLOCK, y - same - BLOCK, BLOCK * sizeof (GlsSpan)) == 0)
        same += BLOCK;
      else if (same_span (old, old->spans->len - 1 - same, table, table->spans->len - 1 - same))
        same++;
      else
        break;
    }
  return same;
}

gboolean
gls_span_table_compare (const GlsSpanTable *old, const GlsSpanTable *table, GlsSpanChange *change)
{
  guint least = MIN (old->spans->len, table->spans->len), last;

  *change = (GlsSpanChange) { 0 };
  if (old->types->len != table->types->len)
    return FALSE;
  for (guint i = 0; i < table->types->len; i++)
    if (g_strcmp0 (g_ptr_array_index (old->types, i), g_ptr_array_index (table->types, i)) != 0)
      return FALSE;
  change->first = same_at_front (old, table, least);
  last = same_at_back (old, table, least - change->first);
  change->n_old = old->spans->len - last - change->first;
  change->n_new = table->spans->len - last - change->first;
  return TRUE;
}

/* Where in the sorted marks @mark belongs. */
static guint
place_of (const GArray *marks, const GlsMark *mark)
{
  guint low = 0, high = marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_marks (&g_array_index (marks, GlsMark, middle), mark) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The marks of some spans of a table, sorted. */
static GArray *
marks_of (GlsSpanTable *table, const GlsDisplayMap *map, guint first, guint n)
{
  GlsSpanIndex part = { .table = table, .marks = g_array_new (FALSE, FALSE, sizeof (GlsMark)) };

  for (guint i = 0; i < n; i++)
    add_marks (&part, map, first + i);
  sort_marks (&part);
  return part.marks;
}

/* Copies a stretch of marks; the spans behind those exchanged have other numbers now. */
static void
take_marks (GlsSpanIndex *index, const GlsSpanIndex *old, guint from, guint to, guint after, guint32 by)
{
  guint at = index->marks->len;
  GlsMark *marks;

  g_array_append_vals (index->marks, (const GlsMark *) (gpointer) old->marks->data + from, to - from);
  marks = (GlsMark *) (gpointer) index->marks->data;
  for (; by != 0 && at < index->marks->len; at++)
    marks[at].span += marks[at].span >= after ? by : 0;
}

GlsSpanIndex *
gls_span_index_splice (const GlsSpanIndex *old, GlsSpanTable *table, const GlsDisplayMap *map, const GlsSpanChange *change)
{
  g_autoptr (GArray) gone = marks_of (old->table, map, change->first, change->n_old);
  g_autoptr (GArray) come = marks_of (table, map, change->first, change->n_new);
  GlsSpanIndex *index = new_index (table, old->marks->len - gone->len + come->len);
  guint32 by = change->n_new - change->n_old;
  guint at = 0, less = 0, more = 0, first = G_MAXUINT;

  for (;;)
    {
      guint gone_at = old->marks->len, come_at = old->marks->len, next;

      if (less < gone->len)
        gone_at = place_of (old->marks, &g_array_index (gone, GlsMark, less));
      if (more < come->len)
        {
          GlsMark key = g_array_index (come, GlsMark, more);

          /* Among equals behind those with a lower number, which have kept it. */
          key.span = change->first;
          come_at = place_of (old->marks, &key);
        }
      next = MAX (at, MIN (gone_at, come_at));
      take_marks (index, old, at, next, change->first + change->n_old, by);
      first = MIN (first, index->marks->len);
      at = next;
      if (more < come->len && come_at <= next)
        g_array_append_val (index->marks, g_array_index (come, GlsMark, more++));
      else if (less < gone->len)
        {
          at++;
          less++;
        }
      else
        break;
    }
  make_reach (index);
  memcpy (index->reach, old->reach, first * sizeof *index->reach);
  memcpy (index->block_reach, old->block_reach, first / BLOCK * sizeof *index->block_reach);
  find_reach (index, first);
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

guint
gls_marks_find_first (const GArray *marks, guint32 offset)
{
  guint low = 0, high = marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (marks, GlsMark, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
