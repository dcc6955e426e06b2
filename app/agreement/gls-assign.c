/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least-cost assignment on a sparse graph; paths stay short where marks only meet their neighbours.
 * It must not know what is assigned. */
#include "config.h"

#include <float.h>
#include <stdlib.h>

#include "gls-assign.h"

typedef struct {
  double distance;
  guint  right;
} HeapEntry;

typedef struct {
  GArray *entries;
} Heap;

static void
heap_push (Heap *heap, double distance, guint right)
{
  HeapEntry entry = { distance, right };
  HeapEntry *e;
  guint i = heap->entries->len;

  g_array_append_val (heap->entries, entry);
  e = &g_array_index (heap->entries, HeapEntry, 0);
  for (; i > 0 && e[(i - 1) / 2].distance > distance; i = (i - 1) / 2)
    e[i] = e[(i - 1) / 2];
  e[i] = entry;
}

static gboolean
heap_pop (Heap *heap, HeapEntry *top)
{
  HeapEntry *e = &g_array_index (heap->entries, HeapEntry, 0);
  HeapEntry last;
  guint n = heap->entries->len, i = 0;

  if (n == 0)
    return FALSE;
  *top = e[0];
  last = e[--n];
  g_array_set_size (heap->entries, n);
  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && e[child + 1].distance < e[child].distance)
        child++;
      if (e[child].distance >= last.distance)
        break;
      e[i] = e[child];
      i = child;
    }
  if (n > 0)
    e[i] = last;
  return TRUE;
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const GlsAssignEdge *x = a, *y = b;

  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->right < y->right ? -1 : x->right > y->right;
}

typedef struct {
  const GlsAssignEdge *edges;
  const guint *first;     /* n_left + 1 */
  double      *potential; /* of the right side; the private place of left i is n_right + i */
  double      *price;     /* of the left side */
  double      *distance;
  int         *came_from; /* left end by which a right end was reached */
  int         *owner;     /* left end that holds a right end */
  int         *match;
  GArray      *touched;   /* right ends whose distance is set */
  GArray      *final;     /* right ends whose distance is least */
  Heap         heap;
  guint        n_right;
} Search;

/* @step is never below 0 but for rounding, which must not send a search in circles. */
static void
reach (Search *s, guint left, guint right, double so_far, double step)
{
  double distance = so_far + MAX (step, 0);

  if (!(distance < s->distance[right]))
    return;
  if (s->distance[right] == DBL_MAX)
    g_array_append_val (s->touched, right);
  s->distance[right] = distance;
  s->came_from[right] = left;
  heap_push (&s->heap, distance, right);
}

static void
scan (Search *s, guint left, double so_far)
{
  guint own = s->n_right + left;

  for (guint e = s->first[left]; e < s->first[left + 1]; e++)
    if (s->edges[e].cost < 0)
      reach (s, left, s->edges[e].right, so_far, s->edges[e].cost - s->price[left] - s->potential[s->edges[e].right]);
  /* Being alone costs nothing. */
  reach (s, left, own, so_far, -s->price[left] - s->potential[own]);
}

static void
augment (Search *s, guint root)
{
  HeapEntry top;
  int end = -1;
  double shortest = 0;

  g_array_set_size (s->heap.entries, 0);
  g_array_set_size (s->touched, 0);
  g_array_set_size (s->final, 0);
  scan (s, root, 0);
  while (heap_pop (&s->heap, &top))
    {
      if (top.distance > s->distance[top.right])
        continue;
      if (s->owner[top.right] < 0)
        {
          end = top.right;
          shortest = top.distance;
          break;
        }
      g_array_append_val (s->final, top.right);
      scan (s, s->owner[top.right], top.distance);
    }
  s->price[root] += shortest;
  for (guint i = 0; i < s->final->len; i++)
    {
      guint right = g_array_index (s->final, guint, i);

      if (s->distance[right] < shortest)
        {
          s->price[s->owner[right]] += shortest - s->distance[right];
          s->potential[right] -= shortest - s->distance[right];
        }
    }
  while (end >= 0)
    {
      int left = s->came_from[end], next = s->match[left];

      s->owner[end] = left;
      s->match[left] = end;
      end = left == (int) root ? -1 : next;
    }
  for (guint i = 0; i < s->touched->len; i++)
    s->distance[g_array_index (s->touched, guint, i)] = DBL_MAX;
}

void
gls_assign (GlsAssignEdge *edges, guint n_edges, guint n_left, guint n_right, int *match)
{
  guint n = n_left + n_right;
  g_autofree guint *first = g_new0 (guint, n_left + 2);
  g_autofree double *potential = g_new0 (double, n + 1), *price = g_new0 (double, n_left + 1);
  g_autofree double *distance = g_new (double, n + 1);
  g_autofree int *came_from = g_new0 (int, n + 1), *owner = g_new (int, n + 1);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) final = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (HeapEntry));
  Search search = { edges, first, potential, price, distance, came_from, owner, match, touched, final, { entries }, n_right };

  if (n_edges > 0)
    qsort (edges, n_edges, sizeof *edges, compare_edges);
  for (guint e = 0; e < n_edges; e++)
    first[edges[e].left + 1]++;
  for (guint i = 0; i < n_left; i++)
    first[i + 1] += first[i];
  for (guint i = 0; i < n; i++)
    {
      distance[i] = DBL_MAX;
      owner[i] = -1;
    }
  for (guint i = 0; i < n_left; i++)
    {
      match[i] = -1;
      for (guint e = first[i]; e < first[i + 1]; e++)
        price[i] = MIN (price[i], edges[e].cost);
    }
  for (guint i = 0; i < n_left; i++)
    augment (&search, i);
  for (guint i = 0; i < n_left; i++)
    if (match[i] >= (int) n_right)
      match[i] = -1;
}
