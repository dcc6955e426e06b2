/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How low the disorder of an alignment can be at all.
 * It must not know an alignment: it bounds every one. */
#include "config.h"

#include <string.h>

#include "gls-assign.h"
#include "gls-gamma-private.h"

/* Enumerating groups beyond this costs more than the bound is worth. */
#define MAX_GROUPS 3000000
#define ROUNDS 60

/* Each pair of raters aligned for itself can only be better than within an alignment of all. */
static double
bound_by_pairs (Aligner *al)
{
  double sum = 0;

  for (guint a = 0; a < al->m; a++)
    for (guint b = a + 1; b < al->m; b++)
      {
        guint n_left = al->first[a + 1] - al->first[a], n_right = al->first[b + 1] - al->first[b];
        g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (GlsAssignEdge));
        g_autofree int *match = g_new (int, n_left + 1);

        for (guint i = 0; i < n_left; i++)
          {
            guint from, to;

            gls_aligner_find_window (al, al->first[a] + i, b, 2 * al->delta, &from, &to);
            for (guint j = from; j < to; j++)
              {
                GlsAssignEdge edge = { i, j - al->first[b], gls_aligner_distance (al, al->first[a] + i, j) - 2 * al->delta };

                if (edge.cost < 0)
                  g_array_append_val (edges, edge);
              }
          }
        gls_assign ((GlsAssignEdge *) (gpointer) edges->data, edges->len, n_left, n_right, match);
        sum += (n_left + n_right) * al->delta;
        for (guint e = 0; e < edges->len; e++)
          if (match[g_array_index (edges, GlsAssignEdge, e).left] == (int) g_array_index (edges, GlsAssignEdge, e).right)
            sum += g_array_index (edges, GlsAssignEdge, e).cost;
      }
  return sum;
}

/* Groups of at least two units that a best alignment may hold, members -1 where a rater has none. */
typedef struct {
  Aligner *al;
  GArray  *members;  /* int, m a group */
  GArray  *costs;    /* double */
  int      chosen[4];
} Enumeration;

/* A group is of no use when one of its units alone and the rest together cost no more. */
static void
keep_group (Enumeration *en)
{
  Aligner *al = en->al;
  double sum = 0, apart[4] = { 0 };
  guint size = 0;

  for (guint a = 0; a < al->m; a++)
    {
      size += en->chosen[a] >= 0;
      for (guint b = a + 1; b < al->m; b++)
        if (en->chosen[a] >= 0 && en->chosen[b] >= 0)
          {
            double d = gls_aligner_distance (al, en->chosen[a], en->chosen[b]);

            sum += d;
            apart[a] += d;
            apart[b] += d;
          }
        else
          sum += al->delta;
    }
  if (size < 2)
    return;
  for (guint a = 0; a < al->m; a++)
    if (en->chosen[a] >= 0 && apart[a] >= (al->pairs + size - 1) * al->delta)
      return;
  g_array_append_vals (en->members, en->chosen, al->m);
  g_array_append_val (en->costs, sum);
}

static gboolean
choose (Enumeration *en, guint unit, guint r)
{
  Aligner *al = en->al;
  double most = (al->pairs + al->m - 1) * al->delta;
  guint from, to;

  if (en->costs->len > MAX_GROUPS)
    return FALSE;
  if (r == al->m)
    {
      keep_group (en);
      return TRUE;
    }
  en->chosen[r] = -1;
  if (!choose (en, unit, r + 1))
    return FALSE;
  gls_aligner_find_window (al, unit, r, most, &from, &to);
  for (guint other = from; other < to; other++)
    {
      gboolean near = TRUE;

      for (guint k = 0; k < r && near; k++)
        near = en->chosen[k] < 0 || gls_aligner_distance (al, en->chosen[k], other) < most;
      if (!near)
        continue;
      en->chosen[r] = other;
      if (!choose (en, unit, r + 1))
        return FALSE;
    }
  en->chosen[r] = -1;
  return TRUE;
}

/* Prices of units such that no group costs less than its units' prices; their sum bounds every alignment. */
static double
raise_prices (Aligner *al, const Enumeration *en)
{
  g_autofree double *price = g_new0 (double, al->n + 1), *room = g_new (double, al->n + 1);
  double sum = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double raised = 0;

      /* A unit alone. */
      for (guint i = 0; i < al->n; i++)
        room[i] = al->pairs * al->delta - price[i];
      for (guint g = 0; g < en->costs->len; g++)
        {
          const int *members = &g_array_index (en->members, int, (gsize) g * al->m);
          double slack = g_array_index (en->costs, double, g);
          guint size = 0;

          for (guint r = 0; r < al->m; r++)
            if (members[r] >= 0)
              {
                slack -= price[members[r]];
                size++;
              }
          for (guint r = 0; r < al->m; r++)
            if (members[r] >= 0)
              room[members[r]] = MIN (room[members[r]], slack / size);
        }
      for (guint i = 0; i < al->n; i++)
        {
          price[i] += MAX (room[i], 0);
          raised += MAX (room[i], 0);
        }
      if (raised < 1e-6 * al->n)
        break;
    }
  for (guint i = 0; i < al->n; i++)
    sum += price[i];
  return sum;
}

double
gls_aligner_bound (Aligner *al)
{
  double bound = bound_by_pairs (al);
  Enumeration en = { al, NULL, NULL, { -1, -1, -1, -1 } };
  gboolean all = TRUE;

  if (al->m < 3 || al->m > 4)
    return bound;
  en.members = g_array_new (FALSE, FALSE, sizeof (int));
  en.costs = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < al->n && all; i++)
    {
      memset (en.chosen, -1, sizeof en.chosen);
      en.chosen[al->units[i].rater] = i;
      all = choose (&en, i, al->units[i].rater + 1);
    }
  if (all)
    bound = MAX (bound, raise_prices (al, &en));
  g_array_unref (en.members);
  g_array_unref (en.costs);
  return bound;
}
