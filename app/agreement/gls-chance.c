/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kappas and their kin, each by the formula of the paper that gls-chance.h names.
 * It must not know where ratings come from. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-chance.h"

/* Counts of each category within one item; returns the number of ratings. */
static guint
count_item (const GlsCoding *coding, guint item, guint *counts)
{
  guint n = 0;

  memset (counts, 0, coding->n_categories * sizeof *counts);
  for (guint r = 0; r < coding->n_raters; r++)
    {
      gint32 value = gls_coding_get (coding, item, r);

      if (value == GLS_CODING_MISSING)
        continue;
      counts[value]++;
      n++;
    }
  return n;
}

typedef struct {
  double  observed;  /* mean over items with two ratings of the share of agreeing pairs */
  double *shares;    /* by category: mean over items of its share of the item's ratings */
  guint   n_items;   /* with two ratings */
} Tally;

static void
tally_clear (Tally *tally)
{
  g_free (tally->shares);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, tally_clear)

/* @agreement (nullable): n_categories² weights, 1 on the diagonal. */
static void
tally_items (const GlsCoding *coding, const double *agreement, Tally *tally)
{
  guint q = coding->n_categories, judged = 0;
  g_autofree guint *counts = g_new (guint, q + 1);
  double sum = 0;

  tally->shares = g_new0 (double, q + 1);
  tally->n_items = 0;
  for (guint i = 0; i < coding->n_items; i++)
    {
      guint n = count_item (coding, i, counts);
      double agreeing = 0;

      if (n == 0)
        continue;
      judged++;
      for (guint c = 0; c < q; c++)
        {
          double like = counts[c];

          tally->shares[c] += (double) counts[c] / n;
          if (counts[c] == 0 || n < 2)
            continue;
          if (agreement != NULL)
            {
              like = 0;
              for (guint k = 0; k < q; k++)
                like += agreement[c * q + k] * counts[k];
            }
          agreeing += counts[c] * (like - 1);
        }
      if (n < 2)
        continue;
      tally->n_items++;
      sum += agreeing / ((double) n * (n - 1));
    }
  for (guint c = 0; c < q; c++)
    tally->shares[c] /= MAX (judged, 1);
  tally->observed = sum / MAX (tally->n_items, 1);
}

GlsFigure
gls_percent_agreement (const GlsCoding *coding)
{
  g_auto (Tally) tally = { 0 };

  tally_items (coding, NULL, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  return (GlsFigure){ .value = tally.observed, .observed = tally.observed, .expected = NAN, .n_items = tally.n_items };
}

/* --- Two raters -------------------------------------------------------------------------------------------------- */

/* The contingency table of two raters over items both judged (q × q); returns the number of items. */
static guint
cross (const GlsCoding *coding, guint a, guint b, double *table)
{
  guint q = coding->n_categories, n = 0;

  memset (table, 0, (gsize) q * q * sizeof *table);
  for (guint i = 0; i < coding->n_items; i++)
    {
      gint32 x = gls_coding_get (coding, i, a), y = gls_coding_get (coding, i, b);

      if (x == GLS_CODING_MISSING || y == GLS_CODING_MISSING)
        continue;
      table[(gsize) x * q + y]++;
      n++;
    }
  return n;
}

/* Observed and expected sums of @weight (NULL: 1 on the diagonal), raters with distributions of their own. */
static guint
compare_pair (const GlsCoding *coding, guint a, guint b, const double *weight, double *observed, double *expected)
{
  guint q = coding->n_categories;
  g_autofree double *table = g_new (double, (gsize) q * q + 1);
  g_autofree double *rows = g_new0 (double, q + 1), *columns = g_new0 (double, q + 1);
  guint n = cross (coding, a, b, table);

  *observed = *expected = 0;
  if (n == 0)
    return 0;
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        rows[c] += table[(gsize) c * q + k] / n;
        columns[k] += table[(gsize) c * q + k] / n;
      }
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        double w = weight != NULL ? weight[(gsize) c * q + k] : c == k;

        *observed += w * table[(gsize) c * q + k] / n;
        *expected += w * rows[c] * columns[k];
      }
  return n;
}

GlsFigure
gls_hubert_kappa (const GlsCoding *coding)
{
  double observed = 0, expected = 0;
  guint pairs = 0, items = 0;

  for (guint a = 0; a < coding->n_raters; a++)
    for (guint b = a + 1; b < coding->n_raters; b++)
      {
        double o, e;
        guint n = compare_pair (coding, a, b, NULL, &o, &e);

        if (n == 0)
          continue;
        observed += o;
        expected += e;
        items = MAX (items, n);
        pairs++;
      }
  if (pairs == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  return gls_figure_from_agreement (observed / pairs, expected / pairs, items);
}

GlsFigure
gls_cohen_kappa (const GlsCoding *coding)
{
  return gls_hubert_kappa (coding);
}

GlsFigure
gls_light_kappa (const GlsCoding *coding)
{
  double sum = 0;
  guint pairs = 0, items = 0;
  GlsUndefined why = GLS_UNDEFINED_NO_ITEMS;

  for (guint a = 0; a < coding->n_raters; a++)
    for (guint b = a + 1; b < coding->n_raters; b++)
      {
        double o, e;
        guint n = compare_pair (coding, a, b, NULL, &o, &e);
        GlsFigure kappa;

        if (n == 0)
          continue;
        kappa = gls_figure_from_agreement (o, e, n);
        /* A pair without variation has no kappa, and a mean that leaves it out would not be of these raters. */
        if (isnan (kappa.value))
          return kappa;
        sum += kappa.value;
        items = MAX (items, n);
        pairs++;
      }
  if (pairs == 0)
    return gls_figure_undefined (why);
  return (GlsFigure){ .value = sum / pairs, .observed = NAN, .expected = NAN, .n_items = items };
}

/* Distances of categories, at most 1. */
static double *
make_distances (const GlsCoding *coding, GlsWeights weights)
{
  guint q = coding->n_categories;
  double *distances = g_new0 (double, (gsize) q * q + 1), most = 0;
  gboolean numbers = TRUE;

  for (guint c = 0; c < q; c++)
    numbers = numbers && !isnan (coding->numbers[c]);
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        double apart = fabs (numbers ? coding->numbers[c] - coding->numbers[k] : (double) c - (double) k);
        double distance = weights == GLS_WEIGHTS_NOMINAL ? c != k : weights == GLS_WEIGHTS_LINEAR ? apart : apart * apart;

        distances[(gsize) c * q + k] = distance;
        most = MAX (most, distance);
      }
  for (gsize i = 0; most > 0 && i < (gsize) q * q; i++)
    distances[i] /= most;
  return distances;
}

GlsFigure
gls_weighted_kappa (const GlsCoding *coding, GlsWeights weights, const double *distance)
{
  g_autofree double *made = distance == NULL ? make_distances (coding, weights) : NULL;
  double observed, expected;
  guint n;

  if (coding->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  n = compare_pair (coding, 0, 1, distance != NULL ? distance : made, &observed, &expected);
  if (n == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  return gls_figure_from_disagreement (observed, expected, n);
}

/* Items both judged, so that a distribution of the two together can be had. */
static GlsFigure
compare_two (const GlsCoding *coding, gboolean free_marginal)
{
  guint q = coding->n_categories, n;
  g_autofree double *table = g_new (double, (gsize) q * q + 1);
  double observed = 0, expected = 0;

  if (coding->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  n = cross (coding, 0, 1, table);
  if (n == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint c = 0; c < q; c++)
    {
      double share = 0;

      observed += table[(gsize) c * q + c] / n;
      for (guint k = 0; k < q; k++)
        share += (table[(gsize) c * q + k] + table[(gsize) k * q + c]) / (2.0 * n);
      expected += share * share;
    }
  return gls_figure_from_agreement (observed, free_marginal ? 1.0 / q : expected, n);
}

GlsFigure
gls_scott_pi (const GlsCoding *coding)
{
  return compare_two (coding, FALSE);
}

GlsFigure
gls_bennett_s (const GlsCoding *coding)
{
  return compare_two (coding, TRUE);
}

/* --- Many raters -------------------------------------------------------------------------------------------------- */

GlsFigure
gls_fleiss_kappa (const GlsCoding *coding)
{
  g_auto (Tally) tally = { 0 };
  double expected = 0;

  tally_items (coding, NULL, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint c = 0; c < coding->n_categories; c++)
    expected += tally.shares[c] * tally.shares[c];
  return gls_figure_from_agreement (tally.observed, expected, tally.n_items);
}

GlsFigure
gls_fleiss_kappa_category (const GlsCoding *coding, gint32 category)
{
  guint q = coding->n_categories, items = 0;
  g_autofree guint *counts = g_new (guint, q + 1);
  g_auto (Tally) tally = { 0 };
  double agreeing = 0, possible = 0;

  if (category < 0 || (guint) category >= q)
    return gls_figure_undefined (GLS_UNDEFINED_NO_CATEGORY);
  tally_items (coding, NULL, &tally);
  /* Of the ratings that say this category, how many others of the same item do: with equal numbers of ratings this is
   * Fleiss' formula 13. */
  for (guint i = 0; i < coding->n_items; i++)
    {
      guint n = count_item (coding, i, counts);

      if (n < 2)
        continue;
      items++;
      agreeing += counts[category] * (counts[category] - 1.0) / (n - 1.0);
      possible += counts[category];
    }
  if (items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (!(possible > 0))
    return gls_figure_undefined (GLS_UNDEFINED_NO_CATEGORY);
  return gls_figure_from_agreement (agreeing / possible, tally.shares[category], items);
}

GlsFigure
gls_randolph_kappa (const GlsCoding *coding)
{
  g_auto (Tally) tally = { 0 };

  tally_items (coding, NULL, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  return gls_figure_from_agreement (tally.observed, 1.0 / coding->n_categories, tally.n_items);
}

GlsFigure
gls_gwet_ac (const GlsCoding *coding, GlsWeights weights)
{
  guint q = coding->n_categories;
  g_autofree double *agreement = make_distances (coding, weights);
  g_auto (Tally) tally = { 0 };
  double total = 0, spread = 0;

  for (gsize i = 0; i < (gsize) q * q; i++)
    {
      agreement[i] = 1 - agreement[i];
      total += agreement[i];
    }
  tally_items (coding, agreement, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (q < 2)
    return gls_figure_undefined (GLS_UNDEFINED_NO_VARIATION);
  for (guint c = 0; c < q; c++)
    spread += tally.shares[c] * (1 - tally.shares[c]);
  return gls_figure_from_agreement (tally.observed, total * spread / ((double) q * (q - 1)), tally.n_items);
}
