/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gamma and gamma-cat: the disorder of the best alignment against that of chance.
 * It must not know how an alignment is found. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gls-gamma-private.h"
#include "gls-random.h"

/* Samples to begin with: 30, fewer of many units, whose disorder varies the less the more they are. */
#define MIN_SAMPLES 30
#define FEW_SAMPLES 6
#define UNITS_OF_ALL_SAMPLES 30000
#define MAX_SAMPLES 500

void
gls_alignment_free (GlsAlignment *alignment)
{
  if (alignment != NULL)
    g_free (alignment->group);
  g_free (alignment);
}

static double
mean_units (const Aligner *al)
{
  return (double) al->n / al->m;
}

/* Disagreement on categories of units that are aligned, the nearer the heavier, each unit the same however many others its group
 * has (Mathet 2017, section 4.2.5); NAN where no two are. */
static double
weigh_categories (const Aligner *al)
{
  double sum = 0, weights = 0;

  for (guint g = 0; g < al->n_groups; g++)
    {
      const int *members = al->members + (gsize) g * al->m;
      guint n = 0;

      for (guint a = 0; a < al->m; a++)
        n += members[a] >= 0;
      for (guint a = 0; a < al->m; a++)
        for (guint b = a + 1; b < al->m && members[a] >= 0; b++)
          if (members[b] >= 0)
            {
              const GlsUnit *u = &al->units[members[a]], *v = &al->units[members[b]];
              double weight = MAX (0, 1 - al->params->alpha * gls_gamma_position (u, v)) / (n - 1);

              sum += weight * (u->category != v->category);
              weights += weight;
            }
    }
  return weights > 0 ? sum / weights : NAN;
}

static GlsAlignment *
take_groups (const Aligner *al, double cost)
{
  GlsAlignment *alignment = g_new0 (GlsAlignment, 1);
  g_autofree int *number = g_new (int, al->n_groups + 1);

  alignment->disorder = cost / al->pairs / mean_units (al);
  alignment->group = g_new (int, al->n);
  memset (number, -1, (al->n_groups + 1) * sizeof *number);
  for (guint i = 0; i < al->n; i++)
    {
      if (number[al->group[i]] < 0)
        number[al->group[i]] = alignment->n_groups++;
      alignment->group[i] = number[al->group[i]];
    }
  return alignment;
}

GlsAlignment *
gls_gamma_align (GlsUnitizing *study, const GlsGammaParams *params)
{
  g_auto (Aligner) al = { 0 };
  GlsAlignment *alignment;

  gls_unitizing_sort (study);
  gls_aligner_init (&al, study, params);
  if (al.n == 0 || al.m < 2)
    return NULL;
  alignment = take_groups (&al, gls_aligner_run (&al));
  alignment->bound = alignment->disorder;
  if (al.m > 2)
    alignment->bound = MIN (alignment->disorder, gls_aligner_bound (&al) / al.pairs / mean_units (&al));
  return alignment;
}

GlsAlignment *
gls_align_overlapping (GlsUnitizing *study)
{
  const GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;
  g_auto (Aligner) al = { 0 };
  GlsAlignment *alignment;

  gls_unitizing_sort (study);
  gls_aligner_init (&al, study, &params);
  al.overlap = TRUE;
  if (al.n == 0)
    return NULL;
  gls_aligner_find_near (&al);
  if (al.m < 2)
    al.pairs = 1;
  alignment = take_groups (&al, gls_aligner_run (&al));
  alignment->bound = NAN;
  return alignment;
}

static int
compare_cuts (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* A random place that is at least @apart from all @cuts (sorted), or any place where there is no such. */
static double
choose_cut (const GlsUnitizing *study, GlsRandom *random, const double *cuts, guint n, double apart)
{
  double room = 0, at = gls_random_unit (random);

  for (int pass = 0; pass < 2; pass++)
    {
      double from = study->begin, left = at * room;

      for (guint i = 0; i <= n; i++)
        {
          double to = i < n ? cuts[i] - apart : study->end, free_here = MAX (0, to - from);

          if (pass == 0)
            room += free_here;
          else if (left < free_here)
            return from + left;
          else
            left -= free_here;
          from = i < n ? MAX (from, cuts[i] + apart) : from;
        }
    }
  return study->begin + at * (study->end - study->begin);
}

/* Each rater of the sample is one of the study's, cut at a random place and put together the other way round; places of two raters
 * are half a unit apart, so that one rater drawn twice does not agree with themself (Mathet et al. 2015, section 5.2). */
static void
shuffle (const GlsUnitizing *study, const guint *first, double apart, GlsRandom *random, double *cuts, GlsUnitizing *sample)
{
  double length = study->end - study->begin;

  g_array_set_size (sample->units, 0);
  for (guint r = 0; r < study->n_raters; r++)
    {
      guint from = gls_random_below (random, study->n_raters);
      double cut = choose_cut (study, random, cuts, r, apart);

      for (guint i = first[from]; i < first[from + 1]; i++)
        {
          const GlsUnit *unit = &g_array_index (study->units, GlsUnit, i);
          double shift = unit->begin < cut ? length - (cut - study->begin) : study->begin - cut;

          gls_unitizing_add (sample, r, unit->category, unit->begin + shift, unit->end + shift);
        }
      cuts[r] = cut;
      qsort (cuts, r + 1, sizeof *cuts, compare_cuts);
    }
  gls_unitizing_sort (sample);
}

/* --- Chance ----------------------------------------------------------------------------------------------------------- */

/* What every sample is made of. */
typedef struct {
  const GlsUnitizing   *study;
  const GlsGammaParams *params;
  const guint          *first;  /* by rater: first unit; n_raters + 1 */
  double                apart;
} Chances;

/* What was found of one sample. */
typedef struct {
  guint  number;
  double disorder;   /* NAN: it has no units */
  double category;   /* NAN: none to compare */
} Chance;

static void
align_chance (gpointer data, gpointer made_of)
{
  Chance *chance = data;
  const Chances *chances = made_of;
  const GlsUnitizing *study = chances->study;
  const GlsGammaParams *params = chances->params;
  g_autoptr (GlsUnitizing) sample = gls_unitizing_new (study->begin, study->end, study->n_raters);
  g_autofree double *cuts = g_new (double, study->n_raters + 1);
  g_auto (Aligner) al = { 0 };
  GlsRandom random;

  if (params->cancelled != NULL && params->cancelled (params->cancelled_data))
    return;
  gls_random_init (&random, params->seed + chance->number);
  shuffle (study, chances->first, chances->apart, &random, cuts, sample);
  gls_aligner_init (&al, sample, params);
  if (al.n == 0)
    return;
  chance->disorder = gls_aligner_run (&al) / al.pairs / mean_units (&al);
  chance->category = weigh_categories (&al);
}

/* Adds samples until there are @wanted, on as many threads as there are processors. Each has random numbers of its own, so that the
 * figure is the same whoever aligns it. */
static void
add_chances (GArray *chances, guint wanted, Chances *made_of)
{
  guint from = chances->len;
  GThreadPool *pool;

  for (guint i = from; i < wanted; i++)
    {
      Chance chance = { i, NAN, NAN };

      g_array_append_val (chances, chance);
    }
  pool = g_thread_pool_new (align_chance, made_of, (int) g_get_num_processors (), FALSE, NULL);
  for (guint i = from; i < chances->len; i++)
    g_thread_pool_push (pool, &g_array_index (chances, Chance, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

/* How many samples make the mean as precise as wanted, in 95 of 100 cases. */
static guint
count_wanted (const GArray *chances, double precision)
{
  double sum = 0, squares = 0, n = chances->len, mean, deviation, t;

  for (guint i = 0; i < chances->len; i++)
    {
      double disorder = g_array_index (chances, Chance, i).disorder;

      sum += isnan (disorder) ? 0 : disorder;
      squares += isnan (disorder) ? 0 : disorder * disorder;
    }
  mean = sum / n;
  deviation = sqrt (MAX (0, (squares - n * mean * mean) / MAX (n - 1, 1)));
  /* Student's t at 97.5 %, near enough from five degrees of freedom on. */
  t = 1.96 + 3.05 / MAX (n - 1, 1);
  return mean > 0 ? (guint) CLAMP (ceil (pow (t * deviation / mean / precision, 2)), n, MAX_SAMPLES) : (guint) n;
}

GlsGamma
gls_gamma (GlsUnitizing *study, const GlsGammaParams *params)
{
  GlsGamma result = { .gamma = gls_figure_undefined (GLS_UNDEFINED_NO_UNITS),
                      .cat = gls_figure_undefined (GLS_UNDEFINED_NO_UNITS), .upper = NAN };
  g_autoptr (GlsAlignment) best = gls_gamma_align (study, params);
  g_autoptr (GArray) chances = g_array_new (FALSE, FALSE, sizeof (Chance));
  g_auto (Aligner) al = { 0 };
  Chances made_of = { .study = study, .params = params };
  double sum = 0, cat_sum = 0, cat;
  guint n_cat = 0;

  if (best == NULL)
    return result;
  gls_aligner_init (&al, study, params);
  gls_aligner_run (&al);
  cat = weigh_categories (&al);
  made_of.first = al.first;
  for (guint i = 0; i < study->units->len; i++)
    {
      const GlsUnit *unit = &g_array_index (study->units, GlsUnit, i);

      made_of.apart += (unit->end - unit->begin) / 2 / study->units->len;
    }
  add_chances (chances, CLAMP (UNITS_OF_ALL_SAMPLES / study->units->len, FEW_SAMPLES, MIN_SAMPLES), &made_of);
  add_chances (chances, count_wanted (chances, params->precision), &made_of);
  if (params->cancelled != NULL && params->cancelled (params->cancelled_data))
    {
      result.gamma = result.cat = gls_figure_undefined (GLS_UNDEFINED_CANCELLED);
      return result;
    }
  for (guint i = 0; i < chances->len; i++)
    {
      const Chance *chance = &g_array_index (chances, Chance, i);

      sum += isnan (chance->disorder) ? 0 : chance->disorder;
      cat_sum += isnan (chance->category) ? 0 : chance->category;
      n_cat += !isnan (chance->category);
    }
  result.n_samples = chances->len;
  result.n_groups = best->n_groups;
  result.gamma = gls_figure_from_disagreement (best->disorder, sum / chances->len, study->units->len);
  result.upper = sum > 0 ? 1 - best->bound / (sum / chances->len) : NAN;
  if (isnan (cat) || n_cat == 0)
    result.cat = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  else
    result.cat = gls_figure_from_disagreement (cat, cat_sum / n_cat, study->units->len);
  return result;
}
