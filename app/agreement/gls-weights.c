/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of distances between categories.
 * It must not know a measure. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-weights.h"

static double
square (double x)
{
  return x * x;
}

/* @x, @y: two different categories as numbers; @ranks: how many ranks they are apart; all lie from @low to @high. */
static double
get_distance (GlsWeights weights, double x, double y, double ranks, double low, double high)
{
  switch (weights)
    {
    case GLS_WEIGHTS_LINEAR:
      return fabs (x - y);
    case GLS_WEIGHTS_QUADRATIC:
      return square (x - y);
    case GLS_WEIGHTS_ORDINAL:
      return ranks * (ranks + 1) / 2;
    case GLS_WEIGHTS_RADICAL:
      return sqrt (fabs (x - y));
    case GLS_WEIGHTS_RATIO:
      return x + y != 0 ? square ((x - y) / (x + y)) : 1;
    case GLS_WEIGHTS_CIRCULAR:
      return square (sin (G_PI * (x - y) / (high - low + 1)));
    case GLS_WEIGHTS_BIPOLAR:
      return square (x - y) / ((x + y - 2 * low) * (2 * high - x - y));
    default:
      return 1;
    }
}

double *
gls_weights_make (const GlsCoding *coding, GlsWeights weights)
{
  guint q = coding->n_categories;
  double *distances = g_new0 (double, (gsize) q * q + 1), most = 0, low = HUGE_VAL, high = -HUGE_VAL;
  g_autofree double *at = g_new (double, q + 1);
  gboolean numbers = TRUE;

  for (guint c = 0; c < q; c++)
    numbers = numbers && !isnan (coding->numbers[c]);
  for (guint c = 0; c < q; c++)
    {
      at[c] = numbers ? coding->numbers[c] : c + 1;
      low = MIN (low, at[c]);
      high = MAX (high, at[c]);
    }
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      if (c != k)
        {
          double distance = get_distance (weights, at[c], at[k], fabs ((double) c - k), low, high);

          distances[(gsize) c * q + k] = distance;
          most = MAX (most, distance);
        }
  for (gsize i = 0; most > 0 && i < (gsize) q * q; i++)
    distances[i] /= most;
  return distances;
}

gboolean
gls_weights_parse (const char *name, GlsWeights *weights)
{
  static const struct { const char *name; GlsWeights weights; } known[] = {
    { "", GLS_WEIGHTS_NOMINAL },            { "none", GLS_WEIGHTS_NOMINAL },        { "unweighted", GLS_WEIGHTS_NOMINAL },
    { "nominal", GLS_WEIGHTS_NOMINAL },     { "identity", GLS_WEIGHTS_NOMINAL },    { "linear", GLS_WEIGHTS_LINEAR },
    { "equal", GLS_WEIGHTS_LINEAR },        { "absolute", GLS_WEIGHTS_LINEAR },     { "quadratic", GLS_WEIGHTS_QUADRATIC },
    { "squared", GLS_WEIGHTS_QUADRATIC },   { "interval", GLS_WEIGHTS_QUADRATIC },  { "ordinal", GLS_WEIGHTS_ORDINAL },
    { "radical", GLS_WEIGHTS_RADICAL },     { "ratio", GLS_WEIGHTS_RATIO },         { "circular", GLS_WEIGHTS_CIRCULAR },
    { "bipolar", GLS_WEIGHTS_BIPOLAR },
  };
  gsize n = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == n && g_ascii_strncasecmp (known[i].name, name, n) == 0 && (n > 0 || *name == '\0'))
      {
        *weights = known[i].weights;
        return TRUE;
      }
  return FALSE;
}
