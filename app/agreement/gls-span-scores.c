/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Precision and recall of spans and of chains, and how certain a figure is.
 * It must not know what is right: each side may be the standard of the other. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gls-assign.h"
#include "gls-random.h"
#include "gls-span-scores.h"

static GlsSpanScores
make_scores (guint right, guint n_a, guint n_b)
{
  GlsSpanScores scores = { NAN, NAN, NAN, right, n_a, n_b };

  if (n_b > 0)
    scores.precision = (double) right / n_b;
  if (n_a > 0)
    scores.recall = (double) right / n_a;
  if (n_a + n_b > 0)
    scores.f1 = 2.0 * right / (n_a + n_b);
  return scores;
}

static void
find_rater (const GlsUnitizing *study, guint rater, guint *from, guint *to)
{
  guint i = 0;

  while (i < study->units->len && g_array_index (study->units, GlsUnit, i).rater < rater)
    i++;
  *from = i;
  while (i < study->units->len && g_array_index (study->units, GlsUnit, i).rater == rater)
    i++;
  *to = i;
}

static int
compare_spans (const GlsUnit *x, const GlsUnit *y)
{
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return x->category - y->category;
}

static guint
count_exact (const GlsUnit *a, guint n_a, const GlsUnit *b, guint n_b)
{
  guint i = 0, j = 0, n = 0;

  while (i < n_a && j < n_b)
    {
      int order = compare_spans (&a[i], &b[j]);

      n += order == 0;
      i += order <= 0;
      j += order >= 0;
    }
  return n;
}

/* The most overlap in all; each span at most once. */
static guint
count_overlapping (const GlsUnit *a, guint n_a, const GlsUnit *b, guint n_b)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (GlsAssignEdge));
  g_autofree int *match = g_new (int, n_a + 1);
  double longest = 0;
  guint first = 0, n = 0;

  for (guint j = 0; j < n_b; j++)
    longest = MAX (longest, b[j].end - b[j].begin);
  for (guint i = 0; i < n_a; i++)
    {
      while (first < n_b && b[first].begin + longest < a[i].begin)
        first++;
      for (guint j = first; j < n_b && b[j].begin <= a[i].end; j++)
        {
          double common = MIN (a[i].end, b[j].end) - MAX (a[i].begin, b[j].begin);
          gboolean same = a[i].begin == b[j].begin && a[i].end == b[j].end;
          GlsAssignEdge edge = { i, j, -1 - common / (a[i].end - a[i].begin + b[j].end - b[j].begin + 1) };

          if (a[i].category == b[j].category && (common > 0 || same))
            g_array_append_val (edges, edge);
        }
    }
  gls_assign ((GlsAssignEdge *) (gpointer) edges->data, edges->len, n_a, n_b, match);
  for (guint i = 0; i < n_a; i++)
    n += match[i] >= 0;
  return n;
}

typedef struct {
  double at;
  int    what;   /* category, begins and ends apart */
} Boundary;

static int
compare_boundaries (gconstpointer a, gconstpointer b)
{
  const Boundary *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->what - y->what;
}

static Boundary *
list_boundaries (const GlsUnit *units, guint n)
{
  Boundary *boundaries = g_new (Boundary, 2 * (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    {
      boundaries[2 * i] = (Boundary){ units[i].begin, 2 * units[i].category };
      boundaries[2 * i + 1] = (Boundary){ units[i].end, 2 * units[i].category + 1 };
    }
  if (n > 0)
    qsort (boundaries, 2 * (gsize) n, sizeof *boundaries, compare_boundaries);
  return boundaries;
}

static guint
count_boundaries (const GlsUnit *a, guint n_a, const GlsUnit *b, guint n_b)
{
  g_autofree Boundary *x = list_boundaries (a, n_a), *y = list_boundaries (b, n_b);
  guint i = 0, j = 0, n = 0;

  while (i < 2 * n_a && j < 2 * n_b)
    {
      int order = compare_boundaries (&x[i], &y[j]);

      n += order == 0;
      i += order <= 0;
      j += order >= 0;
    }
  return n;
}

GlsSpanScores
gls_span_scores (GlsUnitizing *study, guint a, guint b, GlsSpanMatch match)
{
  guint from_a, to_a, from_b, to_b, n_a, n_b;
  const GlsUnit *units;

  gls_unitizing_sort (study);
  units = (const GlsUnit *) (gpointer) study->units->data;
  find_rater (study, a, &from_a, &to_a);
  find_rater (study, b, &from_b, &to_b);
  n_a = to_a - from_a;
  n_b = to_b - from_b;
  switch (match)
    {
    case GLS_SPANS_EXACT:
      return make_scores (count_exact (units + from_a, n_a, units + from_b, n_b), n_a, n_b);
    case GLS_SPANS_OVERLAPPING:
      return make_scores (count_overlapping (units + from_a, n_a, units + from_b, n_b), n_a, n_b);
    default:
      return make_scores (count_boundaries (units + from_a, n_a, units + from_b, n_b), 2 * n_a, 2 * n_b);
    }
}

/* --- Chains ------------------------------------------------------------------------------------------------------- */

/* Chains numbered from 0, those alone with a number of their own; returns how many. */
static guint
number_chains (const int *chains, guint n, guint *numbers)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  guint next = 0;

  for (guint i = 0; i < n; i++)
    {
      gpointer number;

      if (chains[i] >= 0 && g_hash_table_lookup_extended (known, GINT_TO_POINTER (chains[i]), NULL, &number))
        numbers[i] = GPOINTER_TO_UINT (number);
      else
        {
          numbers[i] = next++;
          if (chains[i] >= 0)
            g_hash_table_insert (known, GINT_TO_POINTER (chains[i]), GUINT_TO_POINTER (numbers[i]));
        }
    }
  return next;
}

static double
f1_of (double precision, double recall)
{
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const GlsAssignEdge *x = a, *y = b;

  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->right < y->right ? -1 : x->right > y->right;
}

GlsChainScores
gls_chain_scores (const int *a, const int *b, guint n)
{
  g_autofree guint *in_a = g_new (guint, n + 1), *in_b = g_new (guint, n + 1);
  guint n_a = number_chains (a, n, in_a), n_b = number_chains (b, n, in_b), n_cells = 0;
  g_autofree guint *size_a = g_new0 (guint, n_a + 1), *size_b = g_new0 (guint, n_b + 1);
  g_autofree guint *parts_a = g_new0 (guint, n_a + 1), *parts_b = g_new0 (guint, n_b + 1);
  g_autofree GlsAssignEdge *cells = g_new (GlsAssignEdge, n + 1);   /* chain, chain, common mentions */
  g_autofree int *match = g_new (int, n_a + 1);
  double precision = 0, recall = 0, common = 0, links_a = 0, links_b = 0, kept_a = 0, kept_b = 0;
  GlsChainScores scores = { NAN, NAN, NAN, NAN, n };

  if (n == 0)
    return scores;
  for (guint i = 0; i < n; i++)
    {
      size_a[in_a[i]]++;
      size_b[in_b[i]]++;
      cells[i] = (GlsAssignEdge){ in_a[i], in_b[i], 1 };
    }
  if (n > 0)
    qsort (cells, n, sizeof *cells, compare_edges);
  for (guint i = 0; i < n; i++)
    if (n_cells > 0 && compare_edges (&cells[n_cells - 1], &cells[i]) == 0)
      cells[n_cells - 1].cost++;
    else
      cells[n_cells++] = cells[i];
  for (guint i = 0; i < n_cells; i++)
    {
      double size = cells[i].cost;

      parts_a[cells[i].left]++;
      parts_b[cells[i].right]++;
      recall += size * size / size_a[cells[i].left] / n;
      precision += size * size / size_b[cells[i].right] / n;
      cells[i].cost = -2 * size / (size_a[cells[i].left] + size_b[cells[i].right]);
    }
  /* A chain of k mentions has k - 1 links, one less for each part that the other cuts it into. */
  for (guint c = 0; c < n_a; c++)
    {
      links_a += size_a[c] - 1;
      kept_a += size_a[c] - parts_a[c];
    }
  for (guint c = 0; c < n_b; c++)
    {
      links_b += size_b[c] - 1;
      kept_b += size_b[c] - parts_b[c];
    }
  /* Two who link nothing agree on nothing that could be counted. */
  if (!(links_a + links_b > 0))
    return scores;
  scores.b_cubed = f1_of (precision, recall);
  scores.muc = f1_of (links_b > 0 ? kept_b / links_b : 0, links_a > 0 ? kept_a / links_a : 0);
  gls_assign (cells, n_cells, n_a, n_b, match);
  for (guint i = 0; i < n_cells; i++)
    if (match[cells[i].left] == (int) cells[i].right)
      common -= cells[i].cost;
  scores.ceaf_e = f1_of (common / n_b, common / n_a);
  scores.mean = (scores.muc + scores.b_cubed + scores.ceaf_e) / 3;
  return scores;
}

/* --- Certainty ---------------------------------------------------------------------------------------------------- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

void
gls_bootstrap (guint n_items, guint n_samples, guint64 seed, GlsBootstrapFunc func, gpointer data, double *low, double *high)
{
  g_autofree guint *picks = g_new (guint, n_items + 1);
  g_autofree double *figures = g_new (double, n_samples + 1);
  GlsRandom random;
  guint n = 0;

  *low = *high = NAN;
  if (n_items == 0)
    return;
  gls_random_init (&random, seed);
  for (guint s = 0; s < n_samples; s++)
    {
      double figure;

      for (guint i = 0; i < n_items; i++)
        picks[i] = gls_random_below (&random, n_items);
      figure = func (picks, n_items, data);
      if (!isnan (figure))
        figures[n++] = figure;
    }
  if (n < 2 || n < n_samples / 2)
    return;
  qsort (figures, n, sizeof *figures, compare_doubles);
  *low = figures[(guint) (0.025 * (n - 1) + 0.5)];
  *high = figures[(guint) (0.975 * (n - 1) + 0.5)];
}
