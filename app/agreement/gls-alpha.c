/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Krippendorff's alpha without ever making the coincidence matrix where sums will do.
 * It must not know where ratings come from. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-alpha.h"

/* Ratings that can be compared: of items with at least two. */
typedef struct {
  double *counts;   /* by category */
  double  n;        /* their sum */
  guint   n_items;
} Pairable;

static void
pairable_clear (Pairable *pairable)
{
  g_free (pairable->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairable, pairable_clear)

static guint
count_ratings (const GlsCoding *coding, guint item)
{
  const gint32 *row = coding->values + (gsize) item * coding->n_raters;
  guint n = 0;

  for (guint r = 0; r < coding->n_raters; r++)
    n += row[r] != GLS_CODING_MISSING;
  return n;
}

static void
count_pairable (const GlsCoding *coding, Pairable *pairable)
{
  pairable->counts = g_new0 (double, coding->n_categories + 1);
  for (guint i = 0; i < coding->n_items; i++)
    {
      const gint32 *row = coding->values + (gsize) i * coding->n_raters;
      guint m = count_ratings (coding, i);

      if (m < 2)
        continue;
      pairable->n_items++;
      pairable->n += m;
      for (guint r = 0; r < coding->n_raters; r++)
        if (row[r] != GLS_CODING_MISSING)
          pairable->counts[row[r]]++;
    }
}

/* Differences that are squares of differences of numbers: sums of squares suffice. */
static GlsFigure
alpha_of_numbers (const GlsCoding *coding, const Pairable *pairable, const double *numbers)
{
  double mean = 0, square = 0, observed = 0, sum = 0;

  for (guint c = 0; c < coding->n_categories; c++)
    if (pairable->counts[c] > 0)
      mean += pairable->counts[c] * numbers[c] / pairable->n;
  for (guint c = 0; c < coding->n_categories; c++)
    if (pairable->counts[c] > 0)
      {
        double x = numbers[c] - mean;

        square += pairable->counts[c] * x * x;
        sum += pairable->counts[c] * x;
      }
  for (guint i = 0; i < coding->n_items; i++)
    {
      const gint32 *row = coding->values + (gsize) i * coding->n_raters;
      guint m = count_ratings (coding, i);
      double here = 0, squares = 0, first = 0;
      gboolean any = FALSE;

      if (m < 2)
        continue;
      for (guint r = 0; r < coding->n_raters; r++)
        if (row[r] != GLS_CODING_MISSING)
          {
            double x;

            /* Around the item's first, so that equal ratings give exactly 0. */
            if (!any)
              first = numbers[row[r]];
            any = TRUE;
            x = numbers[row[r]] - first;
            here += x;
            squares += x * x;
          }
      observed += 2 * (m * squares - here * here) / (m - 1);
    }
  return gls_figure_from_disagreement (observed / pairable->n,
                                       2 * (pairable->n * square - sum * sum) / (pairable->n * (pairable->n - 1)),
                                       pairable->n_items);
}

static GlsFigure
alpha_nominal (const GlsCoding *coding, const Pairable *pairable)
{
  g_autofree guint *counts = g_new0 (guint, coding->n_categories + 1);
  double observed = 0, same = 0;

  for (guint i = 0; i < coding->n_items; i++)
    {
      const gint32 *row = coding->values + (gsize) i * coding->n_raters;
      guint m = count_ratings (coding, i), pairs = 0;

      if (m < 2)
        continue;
      for (guint r = 0; r < coding->n_raters; r++)
        if (row[r] != GLS_CODING_MISSING)
          pairs += 2 * counts[row[r]]++;
      for (guint r = 0; r < coding->n_raters; r++)
        if (row[r] != GLS_CODING_MISSING)
          counts[row[r]] = 0;
      observed += ((double) m * (m - 1) - pairs) / (m - 1);
    }
  for (guint c = 0; c < coding->n_categories; c++)
    same += pairable->counts[c] * (pairable->counts[c] - 1);
  return gls_figure_from_disagreement (observed / pairable->n, 1 - same / (pairable->n * (pairable->n - 1)),
                                       pairable->n_items);
}

/* Any differences at all. */
static GlsFigure
alpha_of_distances (const GlsCoding *coding, const Pairable *pairable, const double *distance)
{
  guint q = coding->n_categories;
  double observed = 0, expected = 0;

  for (guint i = 0; i < coding->n_items; i++)
    {
      const gint32 *row = coding->values + (gsize) i * coding->n_raters;
      guint m = count_ratings (coding, i);
      double sum = 0;

      if (m < 2)
        continue;
      for (guint a = 0; a < coding->n_raters; a++)
        for (guint b = a + 1; b < coding->n_raters && row[a] != GLS_CODING_MISSING; b++)
          if (row[b] != GLS_CODING_MISSING)
            sum += 2 * distance[(gsize) row[a] * q + row[b]];
      observed += sum / (m - 1);
    }
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q && pairable->counts[c] > 0; k++)
      expected += pairable->counts[c] * pairable->counts[k] * distance[(gsize) c * q + k];
  return gls_figure_from_disagreement (observed / pairable->n, expected / (pairable->n * (pairable->n - 1)),
                                       pairable->n_items);
}

/* --- Metrics ------------------------------------------------------------------------------------------------------ */

static gboolean
has_member (char **members, const char *member)
{
  return g_strv_contains ((const char * const *) members, member);
}

static char **
split_set (const char *name)
{
  return *name == '\0' ? g_new0 (char *, 1) : g_strsplit (name, "+", -1);
}

static double
set_distance (char **a, char **b, gboolean masi)
{
  guint common = 0, n_a = g_strv_length (a), n_b = g_strv_length (b), all;
  double kind;

  for (guint i = 0; i < n_a; i++)
    common += has_member (b, a[i]);
  all = n_a + n_b - common;
  if (common == n_a && common == n_b)
    return 0;
  /* The empty set lies in every other. */
  kind = common == n_a || common == n_b ? 1.0 / 3 : common > 0 ? 2.0 / 3 : 1;
  return masi ? kind * (1 - (double) common / all) : kind;
}

static double *
make_set_distances (const GlsCoding *coding, gboolean masi)
{
  guint q = coding->n_categories;
  double *distance = g_new0 (double, (gsize) q * q + 1);
  g_autofree char ***sets = g_new (char **, q + 1);

  for (guint c = 0; c < q; c++)
    sets[c] = split_set (coding->names[c]);
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      distance[(gsize) c * q + k] = set_distance (sets[c], sets[k], masi);
  for (guint c = 0; c < q; c++)
    g_strfreev (sets[c]);
  return distance;
}

static double *
make_ratio_distances (const GlsCoding *coding)
{
  guint q = coding->n_categories;
  double *distance = g_new0 (double, (gsize) q * q + 1);

  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        double sum = coding->numbers[c] + coding->numbers[k];
        double ratio = sum != 0 ? (coding->numbers[c] - coding->numbers[k]) / sum : 0;

        distance[(gsize) c * q + k] = ratio * ratio;
      }
  return distance;
}

GlsFigure
gls_krippendorff_alpha (const GlsCoding *coding, GlsMetric metric, const double *distance)
{
  guint q = coding->n_categories;
  g_auto (Pairable) pairable = { 0 };
  g_autofree double *made = NULL;

  count_pairable (coding, &pairable);
  if (pairable.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint c = 0; (metric == GLS_METRIC_INTERVAL || metric == GLS_METRIC_RATIO) && c < q; c++)
    if (pairable.counts[c] > 0 && isnan (coding->numbers[c]))
      return gls_figure_undefined (GLS_UNDEFINED_NOT_NUMBERS);
  switch (metric)
    {
    case GLS_METRIC_NOMINAL:
      return alpha_nominal (coding, &pairable);
    case GLS_METRIC_INTERVAL:
      return alpha_of_numbers (coding, &pairable, coding->numbers);
    case GLS_METRIC_ORDINAL:
      /* The number of ratings between two categories, half of theirs included, is the difference of their mid-ranks. */
      made = g_new (double, q + 1);
      for (double below = 0, c = 0; c < q; below += pairable.counts[(guint) c], c++)
        made[(guint) c] = below + pairable.counts[(guint) c] / 2;
      return alpha_of_numbers (coding, &pairable, made);
    case GLS_METRIC_RATIO:
      made = make_ratio_distances (coding);
      return alpha_of_distances (coding, &pairable, made);
    case GLS_METRIC_SET:
    case GLS_METRIC_MASI:
      made = make_set_distances (coding, metric == GLS_METRIC_MASI);
      return alpha_of_distances (coding, &pairable, made);
    default:
      g_return_val_if_fail (distance != NULL, gls_figure_undefined (GLS_UNDEFINED_NOT_NUMBERS));
      return alpha_of_distances (coding, &pairable, distance);
    }
}
