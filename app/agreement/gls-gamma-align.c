/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The alignment of least disorder between the units of several raters, and a bound that says how far from the best it can be.
 * It must not know chance. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gls-assign.h"
#include "gls-gamma-private.h"

/* In what follows a cost is a disorder times the number of pairs of raters, so that a group of k units costs the sum of the
 * distances of its pairs and delta for every pair with nobody in it. */

double
gls_gamma_position (const GlsUnit *a, const GlsUnit *b)
{
  double lengths = (a->end - a->begin) + (b->end - b->begin);
  double apart = fabs (a->begin - b->begin) + fabs (a->end - b->end);

  if (!(lengths > 0))
    return apart > 0 ? HUGE_VAL : 0;
  return apart / lengths * (apart / lengths);
}

/* For people who settle differences only marks that share words are the same thing in two versions. */
static double
overlap_distance (const GlsUnit *u, const GlsUnit *v)
{
  double common = MIN (u->end, v->end) - MAX (u->begin, v->begin);
  double both = MAX (u->end, v->end) - MIN (u->begin, v->begin);
  double unlike = both > 0 ? 1 - common / both : 0;

  if (common < 0 || (common == 0 && both > 0))
    return HUGE_VAL;
  /* Of another type: the same words more or less, else it is another mark on top of these. */
  if (u->category != v->category)
    return unlike <= 0.5 ? 0.3 + unlike : HUGE_VAL;
  return unlike;
}

double
gls_aligner_distance (const Aligner *al, guint a, guint b)
{
  const GlsUnit *u = &al->units[a], *v = &al->units[b];

  if (al->overlap)
    return overlap_distance (u, v);
  return (al->params->alpha * gls_gamma_position (u, v) + al->params->beta * (u->category != v->category)) * al->delta;
}

void
gls_aligner_init (Aligner *al, GlsUnitizing *study, const GlsGammaParams *params)
{
  memset (al, 0, sizeof *al);
  al->params = params;
  al->units = (const GlsUnit *) (gpointer) study->units->data;
  al->n = study->units->len;
  al->m = study->n_raters;
  al->delta = params->delta_empty;
  al->pairs = al->m * (al->m - 1) / 2.0;
  al->first = g_new0 (guint, al->m + 1);
  for (guint i = 0; i < al->n; i++)
    al->first[al->units[i].rater + 1]++;
  for (guint r = 0; r < al->m; r++)
    al->first[r + 1] += al->first[r];
  al->longest = g_new0 (double, al->m + 1);
  for (guint i = 0; i < al->n; i++)
    al->longest[al->units[i].rater] = MAX (al->longest[al->units[i].rater], al->units[i].end - al->units[i].begin);
  al->group = g_new (int, al->n + 1);
  al->members = g_new (int, (gsize) al->n * al->m + 1);
}

void
gls_aligner_clear (Aligner *al)
{
  g_free (al->first);
  g_free (al->longest);
  g_free (al->group);
  g_free (al->members);
}

/* The units of rater @r that can be as near to @unit as @most: their begins lie in a window. */
void
gls_aligner_find_window (const Aligner *al, guint unit, guint r, double most, guint *from, guint *to)
{
  const GlsUnit *u = &al->units[unit];
  double share = sqrt (most / (MAX (al->params->alpha, 1e-9) * al->delta));
  double reach = al->overlap ? MAX (u->end - u->begin, al->longest[r]) : share * ((u->end - u->begin) + al->longest[r]);
  guint low = al->first[r], high = al->first[r + 1];

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (al->units[middle].begin < u->begin - reach)
        low = middle + 1;
      else
        high = middle;
    }
  *from = low;
  high = al->first[r + 1];
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (al->units[middle].begin <= u->begin + reach)
        low = middle + 1;
      else
        high = middle;
    }
  *to = low;
}

/* --- Groups ------------------------------------------------------------------------------------------------------- */

static int *
members_of (Aligner *al, guint group)
{
  return al->members + (gsize) group * al->m;
}

static guint
new_group (Aligner *al)
{
  guint group = al->n_groups++;

  for (guint r = 0; r < al->m; r++)
    members_of (al, group)[r] = -1;
  return group;
}

/* Puts the units of rater @r where @match says; groups only of this rater are free again. */
static void
regroup (Aligner *al, guint r, const int *match, const int *number, guint n_right)
{
  g_autofree int *back = g_new (int, n_right + 1);
  guint next = 0;

  for (guint g = 0; g < al->n_groups; g++)
    {
      members_of (al, g)[r] = -1;
      if (number[g] >= 0)
        back[number[g]] = g;
    }
  for (guint unit = al->first[r]; unit < al->first[r + 1]; unit++)
    {
      int joined = match[unit - al->first[r]], g = joined >= 0 ? back[joined] : -1;

      while (g < 0 && next < al->n_groups && number[next] >= 0)
        next++;
      if (g < 0)
        g = next < al->n_groups ? (int) next++ : (int) new_group (al);
      members_of (al, g)[r] = unit;
      al->group[unit] = g;
    }
}

/* Units of rater @r join the groups of the others, or stay alone, at least cost. TRUE: better than before. */
static gboolean
assign_rater (Aligner *al, guint r)
{
  guint n_left = al->first[r + 1] - al->first[r], n_right = 0;
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (GlsAssignEdge));
  g_autofree int *match = g_new (int, n_left + 1);
  g_autofree int *number = g_new (int, al->n_groups + 1);   /* of groups with others in them */
  g_autofree int *old = g_new (int, n_left + 1);
  g_autofree guint *seen = g_new0 (guint, al->n_groups + 1);
  double before = 0, after = 0;

  for (guint g = 0; g < al->n_groups; g++)
    {
      number[g] = -1;
      for (guint k = 0; k < al->m && number[g] < 0; k++)
        if (k != r && members_of (al, g)[k] >= 0)
          number[g] = n_right++;
    }
  for (guint i = 0; i < n_left; i++)
    {
      guint unit = al->first[r] + i;

      old[i] = al->group[unit] >= 0 ? number[al->group[unit]] : -1;
      for (guint k = 0; k < al->m; k++)
        {
          guint from, to;

          if (k == r)
            continue;
          gls_aligner_find_window (al, unit, k, (al->pairs + al->m - 1) * al->delta, &from, &to);
          for (guint other = from; other < to; other++)
            {
              int g = al->group[other];
              double sum = 0;
              guint size = 0;
              GlsAssignEdge edge;

              if (g < 0 || seen[g] == i + 1)
                continue;
              seen[g] = i + 1;
              for (guint j = 0; j < al->m; j++)
                if (j != r && members_of (al, g)[j] >= 0)
                  {
                    sum += gls_aligner_distance (al, unit, members_of (al, g)[j]);
                    size++;
                  }
              edge = (GlsAssignEdge){ i, number[g], sum - (size + al->pairs) * al->delta };
              if (number[g] == old[i])
                before += edge.cost;
              if (edge.cost < 0)
                g_array_append_val (edges, edge);
            }
        }
    }
  gls_assign ((GlsAssignEdge *) (gpointer) edges->data, edges->len, n_left, n_right, match);
  for (guint e = 0; e < edges->len; e++)
    {
      const GlsAssignEdge *edge = &g_array_index (edges, GlsAssignEdge, e);

      if (match[edge->left] == (int) edge->right)
        after += edge->cost;
    }
  if (after > before - 1e-9)
    return FALSE;
  regroup (al, r, match, number, n_right);
  return TRUE;
}

static double
group_cost (Aligner *al, guint group)
{
  const int *members = members_of (al, group);
  double sum = 0;
  guint size = 0;

  for (guint a = 0; a < al->m; a++)
    {
      size += members[a] >= 0;
      for (guint b = a + 1; b < al->m; b++)
        if (members[a] >= 0 && members[b] >= 0)
          sum += gls_aligner_distance (al, members[a], members[b]);
        else
          sum += al->delta;
    }
  return size > 0 ? sum : 0;
}

/* Two groups without a common rater become one where that is better. */
static gboolean
merge_groups (Aligner *al)
{
  gboolean better = FALSE;

  for (guint unit = 0; unit < al->n; unit++)
    for (guint k = 0; k < al->m; k++)
      {
        guint from, to;

        if (k == al->units[unit].rater)
          continue;
        gls_aligner_find_window (al, unit, k, (al->pairs + al->m) * al->delta, &from, &to);
        for (guint other = from; other < to; other++)
          {
            guint a = al->group[unit], b = al->group[other];
            gboolean apart = a != b;
            double change;

            for (guint r = 0; r < al->m && apart; r++)
              apart = members_of (al, a)[r] < 0 || members_of (al, b)[r] < 0;
            if (!apart)
              continue;
            change = -group_cost (al, a) - group_cost (al, b);
            for (guint r = 0; r < al->m; r++)
              if (members_of (al, b)[r] >= 0)
                members_of (al, a)[r] = members_of (al, b)[r];
            change += group_cost (al, a);
            if (change < -1e-9)
              {
                for (guint r = 0; r < al->m; r++)
                  if (members_of (al, b)[r] >= 0)
                    {
                      al->group[members_of (al, b)[r]] = a;
                      members_of (al, b)[r] = -1;
                    }
                better = TRUE;
                continue;
              }
            for (guint r = 0; r < al->m; r++)
              if (members_of (al, b)[r] >= 0)
                members_of (al, a)[r] = -1;
          }
      }
  return better;
}

double
gls_aligner_run (Aligner *al)
{
  gboolean better = TRUE;
  double cost = 0;

  al->n_groups = 0;
  for (guint i = 0; i < al->n; i++)
    al->group[i] = -1;
  for (guint r = 0; r < al->m; r++)
    {
      for (guint unit = al->first[r]; unit < al->first[r + 1]; unit++)
        {
          guint g = new_group (al);

          members_of (al, g)[r] = unit;
          al->group[unit] = g;
        }
      assign_rater (al, r);
    }
  /* Every round lowers the cost by more than a rounding error, so that it ends; the limit is for the patience of people. */
  for (guint round = 0; better && al->m > 2 && round < 20; round++)
    {
      better = FALSE;
      for (guint r = 0; r < al->m; r++)
        better = assign_rater (al, r) || better;
      better = merge_groups (al) || better;
    }
  for (guint g = 0; g < al->n_groups; g++)
    cost += group_cost (al, g);
  return cost;
}
