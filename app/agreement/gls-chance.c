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

/* How much two categories agree: 1 on the diagonal. @distance NULL: nowhere else. */
static inline double
get_agreement (const double *distance, guint q, guint c, guint k)
{
  return distance != NULL ? 1 - distance[(gsize) c * q + k] : c == k;
}

/* What the others of an item agree with one of its ratings. */
static double
count_like (const gint32 *row, guint n_raters, guint rater, guint q, const guint *counts, const double *distance)
{
  double like = 0;

  if (distance == NULL)
    return counts[row[rater]] - 1.0;
  for (guint r = 0; r < n_raters; r++)
    if (r != rater && row[r] != GLS_CODING_MISSING)
      like += get_agreement (distance, q, row[rater], row[r]);
  return like;
}

/* By ratings, not by categories: of boundaries there are as many as items. */
static void
tally_items (const GlsCoding *coding, const double *distance, Tally *tally)
{
  guint q = coding->n_categories, m = coding->n_raters, judged = 0;
  g_autofree guint *counts = g_new0 (guint, q + 1);
  double sum = 0;

  tally->shares = g_new0 (double, q + 1);
  tally->n_items = 0;
  for (guint i = 0; i < coding->n_items; i++)
    {
      const gint32 *row = coding->values + (gsize) i * m;
      double agreeing = 0;
      guint n = 0;

      for (guint r = 0; r < m; r++)
        if (row[r] != GLS_CODING_MISSING)
          {
            counts[row[r]]++;
            n++;
          }
      for (guint r = 0; r < m; r++)
        if (row[r] != GLS_CODING_MISSING)
          {
            tally->shares[row[r]] += 1.0 / n;
            agreeing += n > 1 ? count_like (row, m, r, q, counts, distance) : 0;
          }
      for (guint r = 0; r < m; r++)
        if (row[r] != GLS_CODING_MISSING)
          counts[row[r]] = 0;
      judged += n > 0;
      if (n < 2)
        continue;
      tally->n_items++;
      sum += agreeing / ((double) n * (n - 1));
    }
  for (guint c = 0; c < q; c++)
    tally->shares[c] /= MAX (judged, 1);
  tally->observed = sum / MAX (tally->n_items, 1);
}

static GlsFigure
percent (const GlsCoding *coding, const double *distance)
{
  g_auto (Tally) tally = { 0 };

  tally_items (coding, distance, &tally);
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

/* Observed and expected agreement, raters with distributions of their own. */
static guint
compare_pair (const GlsCoding *coding, guint a, guint b, const double *distance, double *observed, double *expected)
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
        double w = get_agreement (distance, q, c, k);

        *observed += w * table[(gsize) c * q + k] / n;
        *expected += w * rows[c] * columns[k];
      }
  return n;
}

static GlsFigure
cohen (const GlsCoding *coding, const double *distance)
{
  double observed, expected;
  guint n;

  if (coding->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  n = compare_pair (coding, 0, 1, distance, &observed, &expected);
  if (n == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  return gls_figure_from_agreement (observed, expected, n);
}

/* By rater and category, the share of their ratings; a rater without any gets none. */
static double *
make_shares (const GlsCoding *coding, guint *n_raters)
{
  guint q = coding->n_categories;
  double *shares = g_new0 (double, (gsize) coding->n_raters * q + 1);

  *n_raters = 0;
  for (guint r = 0; r < coding->n_raters; r++)
    {
      double *mine = shares + (gsize) *n_raters * q;
      guint n = 0;

      for (guint i = 0; i < coding->n_items; i++)
        {
          gint32 value = gls_coding_get (coding, i, r);

          if (value == GLS_CODING_MISSING)
            continue;
          mine[value]++;
          n++;
        }
      for (guint c = 0; n > 0 && c < q; c++)
        mine[c] /= n;
      *n_raters += n > 0;
    }
  return shares;
}

/* Sums over pairs of raters by sums over raters: all pairs without each with itself. */
static GlsFigure
hubert (const GlsCoding *coding, const double *distance)
{
  guint q = coding->n_categories, m;
  g_autofree double *shares = make_shares (coding, &m), *all = g_new0 (double, q + 1);
  g_auto (Tally) tally = { 0 };
  double expected = 0;

  tally_items (coding, distance, &tally);
  if (tally.n_items == 0 || m < 2)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint r = 0; r < m; r++)
    for (guint c = 0; c < q; c++)
      all[c] += shares[(gsize) r * q + c];
  for (guint c = 0; c < q; c++)
    for (guint k = distance != NULL ? 0 : c; k < (distance != NULL ? q : c + 1); k++)
      {
        double pairs = all[c] * all[k];

        for (guint r = 0; r < m; r++)
          pairs -= shares[(gsize) r * q + c] * shares[(gsize) r * q + k];
        expected += get_agreement (distance, q, c, k) * pairs;
      }
  return gls_figure_from_agreement (tally.observed, expected / ((double) m * (m - 1)), tally.n_items);
}

static GlsFigure
light (const GlsCoding *coding, const double *distance)
{
  double sum = 0;
  guint pairs = 0, items = 0;
  GlsUndefined why = GLS_UNDEFINED_NO_ITEMS;

  for (guint a = 0; a < coding->n_raters; a++)
    for (guint b = a + 1; b < coding->n_raters; b++)
      {
        double o, e;
        guint n = compare_pair (coding, a, b, distance, &o, &e);
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

/* Items both judged, so that a distribution of the two together can be had. */
static GlsFigure
compare_two (const GlsCoding *coding, const double *distance, gboolean free_marginal)
{
  guint q = coding->n_categories, n;
  g_autofree double *table = g_new (double, (gsize) q * q + 1), *shares = g_new0 (double, q + 1);
  double observed = 0, expected = 0;

  if (coding->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  n = cross (coding, 0, 1, table);
  if (n == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      shares[c] += free_marginal ? 1.0 / ((double) q * q) : (table[(gsize) c * q + k] + table[(gsize) k * q + c]) / (2.0 * n);
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        double w = get_agreement (distance, q, c, k);

        observed += w * table[(gsize) c * q + k] / n;
        expected += w * shares[c] * shares[k];
      }
  return gls_figure_from_agreement (observed, expected, n);
}

/* --- Many raters -------------------------------------------------------------------------------------------------- */

/* One distribution for all raters: that of the ratings, or all categories alike. */
static GlsFigure
compare_all (const GlsCoding *coding, const double *distance, gboolean free_marginal)
{
  guint q = coding->n_categories;
  g_auto (Tally) tally = { 0 };
  double expected = 0;

  tally_items (coding, distance, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  for (guint c = 0; free_marginal && c < q; c++)
    tally.shares[c] = 1.0 / q;
  for (guint c = 0; c < q; c++)
    for (guint k = distance != NULL ? 0 : c; k < (distance != NULL ? q : c + 1); k++)
      expected += get_agreement (distance, q, c, k) * tally.shares[c] * tally.shares[k];
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

static GlsFigure
gwet (const GlsCoding *coding, const double *distance)
{
  guint q = coding->n_categories;
  g_auto (Tally) tally = { 0 };
  double total = q, spread = 0;

  for (gsize i = 0; distance != NULL && i < (gsize) q * q; i++)
    total += i % (q + 1) != 0 ? 1 - distance[i] : 0;
  tally_items (coding, distance, &tally);
  if (tally.n_items == 0)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (q < 2)
    return gls_figure_undefined (GLS_UNDEFINED_NO_VARIATION);
  for (guint c = 0; c < q; c++)
    spread += tally.shares[c] * (1 - tally.shares[c]);
  return gls_figure_from_agreement (tally.observed, total * spread / ((double) q * (q - 1)), tally.n_items);
}

/* --- By name ------------------------------------------------------------------------------------------------------- */

GlsFigure
gls_chance_corrected (const GlsCoding *coding, GlsChance chance, const double *distance)
{
  switch (chance)
    {
    case GLS_CHANCE_NONE:
      return percent (coding, distance);
    case GLS_CHANCE_COHEN:
      return coding->n_raters == 2 ? cohen (coding, distance) : hubert (coding, distance);
    case GLS_CHANCE_SCOTT:
      return compare_two (coding, distance, FALSE);
    case GLS_CHANCE_FLEISS:
      return compare_all (coding, distance, FALSE);
    case GLS_CHANCE_HUBERT:
      return hubert (coding, distance);
    case GLS_CHANCE_LIGHT:
      return light (coding, distance);
    case GLS_CHANCE_RANDOLPH:
      return compare_all (coding, distance, TRUE);
    case GLS_CHANCE_BENNETT:
      return compare_two (coding, distance, TRUE);
    default:
      return gwet (coding, distance);
    }
}

GlsFigure
gls_percent_agreement (const GlsCoding *coding)
{
  return percent (coding, NULL);
}

GlsFigure
gls_cohen_kappa (const GlsCoding *coding)
{
  return gls_chance_corrected (coding, GLS_CHANCE_COHEN, NULL);
}

GlsFigure
gls_weighted_kappa (const GlsCoding *coding, GlsWeights weights, const double *distance)
{
  g_autofree double *made = distance == NULL ? gls_weights_make (coding, weights) : NULL;

  return gls_chance_corrected (coding, GLS_CHANCE_COHEN, distance != NULL ? distance : made);
}

GlsFigure
gls_scott_pi (const GlsCoding *coding)
{
  return compare_two (coding, NULL, FALSE);
}

GlsFigure
gls_fleiss_kappa (const GlsCoding *coding)
{
  return compare_all (coding, NULL, FALSE);
}

GlsFigure
gls_hubert_kappa (const GlsCoding *coding)
{
  return hubert (coding, NULL);
}

GlsFigure
gls_light_kappa (const GlsCoding *coding)
{
  return light (coding, NULL);
}

GlsFigure
gls_randolph_kappa (const GlsCoding *coding)
{
  return compare_all (coding, NULL, TRUE);
}

GlsFigure
gls_bennett_s (const GlsCoding *coding)
{
  return compare_two (coding, NULL, TRUE);
}

GlsFigure
gls_gwet_ac (const GlsCoding *coding, GlsWeights weights)
{
  g_autofree double *made = weights != GLS_WEIGHTS_NOMINAL ? gls_weights_make (coding, weights) : NULL;

  return gwet (coding, made);
}
