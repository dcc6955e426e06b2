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
  g_free (al->near_first);
  g_free (al->near);
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

void
gls_aligner_find_near (Aligner *al)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (guint));

  al->near_first = g_new (guint, al->n + 1);
  for (guint unit = 0; unit < al->n; unit++)
    {
      al->near_first[unit] = near->len;
      for (guint r = 0; r < al->m; r++)
        {
          guint from, to;

          if (r == al->units[unit].rater || al->first[r] == al->first[r + 1])
            continue;
          gls_aligner_find_window (al, unit, r, 0, &from, &to);
          for (guint other = from; other < to; other++)
            if (gls_aligner_distance (al, unit, other) < HUGE_VAL)
              g_array_append_val (near, other);
        }
    }
  al->near_first[al->n] = near->len;
  al->near = (guint *) (gpointer) g_array_free (near, FALSE);
}

/* The units that may be in a group with @unit at a distance of at most @most, by rater; @store holds them where it must. */
static const guint *
list_candidates (const Aligner *al, guint unit, double most, GArray *store, guint *n)
{
  if (al->near != NULL)
    {
      *n = al->near_first[unit + 1] - al->near_first[unit];
      return al->near + al->near_first[unit];
    }
  g_array_set_size (store, 0);
  for (guint r = 0; r < al->m; r++)
    {
      guint from, to;

      if (r == al->units[unit].rater)
        continue;
      gls_aligner_find_window (al, unit, r, most, &from, &to);
      for (guint other = from; other < to; other++)
        g_array_append_val (store, other);
    }
  *n = store->len;
  return (const guint *) (gconstpointer) store->data;
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

/* What it saves that @unit joins a group of others; below 0 where it does. */
static double
weigh_joining (Aligner *al, guint unit, guint group)
{
  const int *members = members_of (al, group);
  guint r = al->units[unit].rater, size = 0;
  double sum = 0;

  for (guint k = 0; k < al->m && sum < HUGE_VAL; k++)
    if (k != r && members[k] >= 0)
      {
        sum += gls_aligner_distance (al, unit, members[k]);
        size++;
      }
  return sum - (size + al->pairs) * al->delta;
}

/* Units of rater @r join the groups of the others, or stay alone, at least cost. TRUE: better than before. */
static gboolean
assign_rater (Aligner *al, guint r)
{
  guint n_left = al->first[r + 1] - al->first[r], n_right = 0;
  g_autoptr (GArray) edges = NULL, store = NULL;
  g_autofree int *match = NULL, *number = NULL, *old = NULL;   /* number: of groups with others in them */
  g_autofree guint *seen = NULL;
  double before = 0, after = 0;

  if (n_left == 0)
    return FALSE;
  edges = g_array_new (FALSE, FALSE, sizeof (GlsAssignEdge));
  store = g_array_new (FALSE, FALSE, sizeof (guint));
  match = g_new (int, n_left + 1);
  number = g_new (int, al->n_groups + 1);
  old = g_new (int, n_left + 1);
  seen = g_new0 (guint, al->n_groups + 1);
  for (guint g = 0; g < al->n_groups; g++)
    {
      number[g] = -1;
      for (guint k = 0; k < al->m && number[g] < 0; k++)
        if (k != r && members_of (al, g)[k] >= 0)
          number[g] = n_right++;
    }
  for (guint i = 0; i < n_left; i++)
    {
      guint unit = al->first[r] + i, n;
      const guint *others = list_candidates (al, unit, (al->pairs + al->m - 1) * al->delta, store, &n);

      old[i] = al->group[unit] >= 0 ? number[al->group[unit]] : -1;
      for (guint k = 0; k < n; k++)
        {
          int g = al->group[others[k]];
          GlsAssignEdge edge;

          if (g < 0 || seen[g] == i + 1)
            continue;
          seen[g] = i + 1;
          edge = (GlsAssignEdge){ i, number[g], weigh_joining (al, unit, g) };
          if (number[g] == old[i])
            before += edge.cost;
          if (edge.cost < 0)
            g_array_append_val (edges, edge);
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

static gboolean
have_common_rater (Aligner *al, guint a, guint b)
{
  const int *x = members_of (al, a), *y = members_of (al, b);

  for (guint r = 0; r < al->m; r++)
    if (x[r] >= 0 && y[r] >= 0)
      return TRUE;
  return FALSE;
}

/* Puts the units of group @b into group @a where that is better. */
static gboolean
merge_two (Aligner *al, guint a, guint b)
{
  int *into = members_of (al, a), *from = members_of (al, b);
  double change = -group_cost (al, a) - group_cost (al, b);

  for (guint r = 0; r < al->m; r++)
    if (from[r] >= 0)
      into[r] = from[r];
  change += group_cost (al, a);
  for (guint r = 0; r < al->m; r++)
    if (from[r] >= 0 && change < -1e-9)
      {
        al->group[from[r]] = a;
        from[r] = -1;
      }
    else if (from[r] >= 0)
      into[r] = -1;
  return change < -1e-9;
}

/* Two groups without a common rater become one where that is better. */
static gboolean
merge_groups (Aligner *al)
{
  g_autoptr (GArray) store = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean better = FALSE;

  for (guint unit = 0; unit < al->n; unit++)
    {
      guint n;
      const guint *others = list_candidates (al, unit, (al->pairs + al->m) * al->delta, store, &n);

      for (guint k = 0; k < n; k++)
        {
          guint a = al->group[unit], b = al->group[others[k]];

          if (a != b && !have_common_rater (al, a, b))
            better = merge_two (al, a, b) || better;
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
