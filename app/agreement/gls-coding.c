/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that measures read, and what they answer.
 * It must not know a measure. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gls-coding.h"

GlsCoding *
gls_coding_new (guint n_items, guint n_raters)
{
  GlsCoding *coding = g_new0 (GlsCoding, 1);
  gsize n = (gsize) n_items * n_raters;

  coding->n_items = n_items;
  coding->n_raters = n_raters;
  coding->values = g_new (gint32, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    coding->values[i] = GLS_CODING_MISSING;
  return coding;
}

void
gls_coding_free (GlsCoding *coding)
{
  if (coding == NULL)
    return;
  for (guint i = 0; i < coding->n_categories; i++)
    g_free (coding->names[i]);
  g_free (coding->names);
  g_free (coding->numbers);
  g_free (coding->values);
  g_free (coding);
}

gint32
gls_coding_find_category (const GlsCoding *coding, const char *name)
{
  for (guint i = 0; i < coding->n_categories; i++)
    if (strcmp (coding->names[i], name) == 0)
      return i;
  return GLS_CODING_MISSING;
}

gint32
gls_coding_add_category (GlsCoding *coding, const char *name)
{
  gint32 found = gls_coding_find_category (coding, name);

  return found != GLS_CODING_MISSING ? found : gls_coding_add_new_category (coding, name);
}

gint32
gls_coding_add_new_category (GlsCoding *coding, const char *name)
{
  guint n = coding->n_categories;
  char *end = NULL;
  double number;

  /* Doubling at powers of two. */
  if ((n & (n - 1)) == 0)
    {
      coding->names = g_renew (char *, coding->names, MAX (n * 2, 4));
      coding->numbers = g_renew (double, coding->numbers, MAX (n * 2, 4));
    }
  number = g_ascii_strtod (name, &end);
  coding->names[n] = g_strdup (name);
  coding->numbers[n] = *name != '\0' && *end == '\0' && isfinite (number) ? number : NAN;
  coding->n_categories = n + 1;
  return n;
}

typedef struct {
  const GlsCoding *coding;
  gboolean         by_number;
} SortKey;

static int
compare_categories (gconstpointer a, gconstpointer b, gpointer data)
{
  const SortKey *key = data;
  guint i = *(const guint *) a, j = *(const guint *) b;
  double x = key->coding->numbers[i], y = key->coding->numbers[j];

  if (key->by_number && x != y)
    return x < y ? -1 : 1;
  return strcmp (key->coding->names[i], key->coding->names[j]);
}

void
gls_coding_sort (GlsCoding *coding)
{
  guint n = coding->n_categories;
  SortKey key = { coding, TRUE };
  g_autofree guint *order = g_new (guint, n + 1);
  g_autofree gint32 *place = g_new (gint32, n + 1);
  g_autofree char **names = g_new (char *, n + 1);
  g_autofree double *numbers = g_new (double, n + 1);

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      key.by_number = key.by_number && !isnan (coding->numbers[i]);
    }
  g_qsort_with_data (order, n, sizeof *order, compare_categories, &key);
  for (guint i = 0; i < n; i++)
    {
      place[order[i]] = i;
      names[i] = coding->names[order[i]];
      numbers[i] = coding->numbers[order[i]];
    }
  memcpy (coding->names, names, n * sizeof *names);
  memcpy (coding->numbers, numbers, n * sizeof *numbers);
  for (gsize i = 0; i < (gsize) coding->n_items * coding->n_raters; i++)
    if (coding->values[i] != GLS_CODING_MISSING)
      coding->values[i] = place[coding->values[i]];
}

GlsCoding *
gls_coding_pick (const GlsCoding *coding, const guint *picks, guint n_picks)
{
  GlsCoding *pick = g_new0 (GlsCoding, 1);

  *pick = *coding;
  pick->n_items = n_picks;
  pick->values = g_new (gint32, MAX ((gsize) n_picks * coding->n_raters, 1));
  for (guint i = 0; i < n_picks; i++)
    memcpy (pick->values + (gsize) i * coding->n_raters, coding->values + (gsize) picks[i] * coding->n_raters,
            coding->n_raters * sizeof *pick->values);
  return pick;
}

void
gls_coding_free_pick (GlsCoding *pick)
{
  g_free (pick->values);
  g_free (pick);
}

const char *
gls_undefined_explain (GlsUndefined undefined)
{
  switch (undefined)
    {
    case GLS_UNDEFINED_NO_ITEMS:
      return _ ("nothing was judged by two people");
    case GLS_UNDEFINED_NO_VARIATION:
      return _ ("everybody always gave the same answer, so that chance alone would agree as well");
    case GLS_UNDEFINED_NOT_NUMBERS:
      return _ ("the answers are not numbers");
    case GLS_UNDEFINED_NOT_TWO:
      return _ ("this measure compares exactly two people");
    case GLS_UNDEFINED_NO_UNITS:
      return _ ("nobody marked anything");
    case GLS_UNDEFINED_OVERLAP:
      return _ ("marks of one person overlap, which this measure cannot compare");
    case GLS_UNDEFINED_NO_CATEGORY:
      return _ ("nobody used this category");
    case GLS_UNDEFINED_CANCELLED:
      return _ ("stopped before it was done");
    case GLS_UNDEFINED_TOO_MANY:
      return _ ("too many marks to compare at once; choose a type or a document");
    case GLS_UNDEFINED_NO_NEGATIVES:
      return _ ("nobody says what is not there, so that chance cannot be reckoned; see gamma and the scores of pairs");
    default:
      return NULL;
    }
}

GlsFigure
gls_figure_undefined (GlsUndefined why)
{
  return (GlsFigure){ .value = NAN, .observed = NAN, .expected = NAN, .undefined = why };
}

GlsFigure
gls_figure_from_agreement (double observed, double expected, guint n_items)
{
  GlsFigure figure = { .observed = observed, .expected = expected, .n_items = n_items };

  /* Sums of shares carry a rounding error. */
  if (1 - expected < 1e-12)
    {
      figure.value = NAN;
      figure.undefined = GLS_UNDEFINED_NO_VARIATION;
    }
  else
    figure.value = (observed - expected) / (1 - expected);
  return figure;
}

GlsFigure
gls_figure_from_disagreement (double observed, double expected, guint n_items)
{
  GlsFigure figure = { .observed = observed, .expected = expected, .n_items = n_items };

  if (!(expected > 0))
    {
      figure.value = NAN;
      figure.undefined = GLS_UNDEFINED_NO_VARIATION;
    }
  else
    figure.value = 1 - observed / expected;
  return figure;
}
