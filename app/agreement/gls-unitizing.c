/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units on a continuum, and Krippendorff's alphas of them.
 * It must not know documents: a study of many documents has them one after another with a gap between. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gls-unitizing.h"

GlsUnitizing *
gls_unitizing_new (double begin, double end, guint n_raters)
{
  GlsUnitizing *study = g_new0 (GlsUnitizing, 1);

  study->begin = begin;
  study->end = end;
  study->n_raters = n_raters;
  study->units = g_array_new (FALSE, FALSE, sizeof (GlsUnit));
  study->names = g_ptr_array_new_with_free_func (g_free);
  return study;
}

void
gls_unitizing_free (GlsUnitizing *study)
{
  if (study == NULL)
    return;
  g_array_unref (study->units);
  g_ptr_array_unref (study->names);
  g_free (study);
}

gint32
gls_unitizing_add_category (GlsUnitizing *study, const char *name)
{
  for (guint i = 0; i < study->names->len; i++)
    if (strcmp (g_ptr_array_index (study->names, i), name) == 0)
      return i;
  g_ptr_array_add (study->names, g_strdup (name));
  return study->names->len - 1;
}

void
gls_unitizing_add (GlsUnitizing *study, guint rater, gint32 category, double begin, double end)
{
  GlsUnit unit = { rater, category, begin, end };

  study->sorted = FALSE;
  g_array_append_val (study->units, unit);
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  const GlsUnit *x = a, *y = b;

  if (x->rater != y->rater)
    return x->rater < y->rater ? -1 : 1;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return x->category - y->category;
}

void
gls_unitizing_sort (GlsUnitizing *study)
{
  if (!study->sorted)
    g_array_sort (study->units, compare_units);
  study->sorted = TRUE;
}

/* --- 2004 --------------------------------------------------------------------------------------------------------- */

/* One rater's units of one category, in order; the gaps between them follow. */
typedef struct {
  const GlsUnit **units;
  guint           n;
} Row;

/* FALSE: they overlap. */
static gboolean
collect_rows (GlsUnitizing *study, gint32 category, Row *rows, const GlsUnit **store)
{
  guint n = 0;

  for (guint r = 0; r < study->n_raters; r++)
    rows[r] = (Row){ NULL, 0 };
  for (guint i = 0; i < study->units->len; i++)
    {
      const GlsUnit *unit = &g_array_index (study->units, GlsUnit, i);
      Row *row = &rows[unit->rater];

      if (unit->category != category || unit->end <= unit->begin)
        continue;
      store[n] = unit;
      if (row->n == 0)
        row->units = store + n;
      else if (row->units[row->n - 1]->end > unit->begin)
        return FALSE;
      row->n++;
      n++;
    }
  return TRUE;
}

/* Sum of squared differences between the sections of two raters. */
static double
compare_rows (const Row *a, const Row *b)
{
  double sum = 0;
  guint j = 0;

  for (guint i = 0; i < a->n; i++)
    {
      const GlsUnit *unit = a->units[i];
      gboolean met = FALSE;

      while (j < b->n && b->units[j]->end <= unit->begin)
        j++;
      for (guint k = j; k < b->n && b->units[k]->begin < unit->end; k++)
        {
          double begin = unit->begin - b->units[k]->begin, end = unit->end - b->units[k]->end;

          sum += begin * begin + end * end;
          met = TRUE;
        }
      /* Wholly inside a gap of the other. */
      if (!met)
        sum += (unit->end - unit->begin) * (unit->end - unit->begin);
    }
  return sum;
}

/* The units of @b that meet nothing of @a. */
static double
sum_unmet (const Row *a, const Row *b)
{
  double sum = 0;
  guint i = 0;

  for (guint k = 0; k < b->n; k++)
    {
      double length = b->units[k]->end - b->units[k]->begin;

      while (i < a->n && a->units[i]->end <= b->units[k]->begin)
        i++;
      if (i == a->n || a->units[i]->begin >= b->units[k]->end)
        sum += length * length;
    }
  return sum;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static GArray *
list_gaps (GlsUnitizing *study, const Row *rows)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint r = 0; r < study->n_raters; r++)
    {
      double at = study->begin;

      for (guint i = 0; i <= rows[r].n; i++)
        {
          double gap = (i < rows[r].n ? rows[r].units[i]->begin : study->end) - at;

          if (gap > 0)
            g_array_append_val (gaps, gap);
          if (i < rows[r].n)
            at = rows[r].units[i]->end;
        }
    }
  g_array_sort (gaps, compare_doubles);
  return gaps;
}

static double
expect_2004 (GlsUnitizing *study, const Row *rows)
{
  g_autoptr (GArray) gaps = list_gaps (study, rows);
  g_autofree double *rest = g_new0 (double, gaps->len + 1); /* lengths of the gaps from here on */
  double L = study->end - study->begin, m = study->n_raters, units = 0, sum = 0, inner = 0;

  for (guint g = gaps->len; g > 0; g--)
    rest[g - 1] = rest[g] + g_array_index (gaps, double, g - 1);
  for (guint r = 0; r < study->n_raters; r++)
    units += rows[r].n;
  for (guint r = 0; r < study->n_raters; r++)
    for (guint i = 0; i < rows[r].n; i++)
      {
        double l = rows[r].units[i]->end - rows[r].units[i]->begin;
        guint low = 0, high = gaps->len;

        /* The first gap that is at least as long. */
        while (low < high)
          {
            guint middle = low + (high - low) / 2;

            if (g_array_index (gaps, double, middle) < l)
              low = middle + 1;
            else
              high = middle;
          }
        sum += (units - 1) / 3 * (2 * l * l * l - 3 * l * l + l) + l * l * (rest[low] + (gaps->len - low) * (1 - l));
        inner += l * (l - 1);
      }
  return 2 / L * sum / (m * L * (m * L - 1) - inner);
}

GlsFigure
gls_alpha_u_2004 (GlsUnitizing *study, gint32 category)
{
  double L = study->end - study->begin, observed = 0, expected = 0;
  guint m = study->n_raters;
  g_autofree Row *rows = g_new0 (Row, m + 1);
  g_autofree const GlsUnit **store = g_new (const GlsUnit *, study->units->len + 1);

  if (m < 2)
    return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (study->units->len == 0 || !(L > 0))
    return gls_figure_undefined (GLS_UNDEFINED_NO_UNITS);
  gls_unitizing_sort (study);
  for (guint c = 0; c < study->names->len; c++)
    {
      if (category != GLS_CODING_MISSING && category != (gint32) c)
        continue;
      if (!collect_rows (study, c, rows, store))
        return gls_figure_undefined (GLS_UNDEFINED_OVERLAP);
      for (guint a = 0; a < m; a++)
        for (guint b = a + 1; b < m; b++)
          observed += 2 * (compare_rows (&rows[a], &rows[b]) + sum_unmet (&rows[a], &rows[b])) / ((double) m * (m - 1) * L * L);
      expected += expect_2004 (study, rows);
    }
  if (!(expected > 0))
    return (GlsFigure){ .value = 0, .observed = observed, .expected = expected, .n_items = study->units->len };
  return gls_figure_from_disagreement (observed, expected, study->units->len);
}

/* --- 2016 --------------------------------------------------------------------------------------------------------- */

typedef struct {
  double at;
  guint  unit;
  gboolean begins;
} Edge;

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (int) x->begins - (int) y->begins; /* ends before beginnings */
}

typedef struct {
  guint   q;          /* categories, and the gap as the last */
  double *lengths;    /* by category, from all raters; the gap last */
  double *joint;      /* by category: where another rater has a unit, too; divided by m - 1 */
  double *squares;    /* by category: sum of squared lengths of its units */
  double *joint_squares;
  double *same;       /* coincidences of the category with itself */
  double  both;       /* coincidences of two units */
  double  one;        /* coincidences of a unit and a gap, both ways */
  double  total;
} Coincidences;

static void
coincidences_clear (Coincidences *c)
{
  g_free (c->lengths);
  g_free (c->joint);
  g_free (c->squares);
  g_free (c->joint_squares);
  g_free (c->same);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Coincidences, coincidences_clear)

/* Between two edges nobody changes: what each rater says there counts by its length. FALSE: one rater says two things. */
static gboolean
count_coincidences (GlsUnitizing *study, Coincidences *c)
{
  guint n = study->units->len, m = study->n_raters, q = study->names->len;
  g_autofree Edge *edges = g_new (Edge, 2 * n + 1);
  g_autofree guint *counts = g_new0 (guint, q + 1);   /* raters by category, here */
  g_autofree guint *inside = g_new0 (guint, m + 1);   /* units of each rater, here */
  g_autofree guint *open = g_new0 (guint, m + 1);     /* the unit of each, plus one */
  g_autofree double *joint = g_new0 (double, n + 1);  /* by unit */
  guint n_edges = 0, units = 0;
  double at = study->begin;

  c->q = q;
  c->lengths = g_new0 (double, q + 1);
  c->joint = g_new0 (double, q + 1);
  c->squares = g_new0 (double, q + 1);
  c->joint_squares = g_new0 (double, q + 1);
  c->same = g_new0 (double, q + 1);
  for (guint i = 0; i < n; i++)
    {
      const GlsUnit *unit = &g_array_index (study->units, GlsUnit, i);

      if (unit->end <= unit->begin)
        continue;
      edges[n_edges++] = (Edge){ unit->begin, i, TRUE };
      edges[n_edges++] = (Edge){ unit->end, i, FALSE };
      c->squares[unit->category] += (unit->end - unit->begin) * (unit->end - unit->begin);
    }
  if (n_edges > 0)
    qsort (edges, n_edges, sizeof *edges, compare_edges);
  counts[q] = m;
  for (guint e = 0; e <= n_edges; e++)
    {
      double to = e < n_edges ? edges[e].at : study->end, length = to - at;
      guint r;

      if (length > 0)
        {
          for (guint k = 0; k <= q; k++)
            {
              c->lengths[k] += length * counts[k];
              c->same[k] += length * counts[k] * (counts[k] - 1.0) / (m - 1.0);
            }
          c->both += length * units * (units - 1.0) / (m - 1.0);
          c->one += 2 * length * units * (m - units) / (m - 1.0);
          c->total += length * m;
          for (r = 0; units > 1 && r < m; r++)
            if (open[r] > 0)
              joint[open[r] - 1] += length * (units - 1.0) / (m - 1.0);
        }
      if (e == n_edges)
        break;
      at = to;
      r = g_array_index (study->units, GlsUnit, edges[e].unit).rater;
      if (edges[e].begins && inside[r]++ > 0)
        return FALSE;
      if (!edges[e].begins)
        inside[r]--;
      open[r] = edges[e].begins ? edges[e].unit + 1 : 0;
      units += edges[e].begins ? 1 : -1;
      counts[g_array_index (study->units, GlsUnit, edges[e].unit).category] += edges[e].begins ? 1 : -1;
      counts[q] += edges[e].begins ? -1 : 1;
    }
  for (guint i = 0; i < n; i++)
    {
      gint32 category = g_array_index (study->units, GlsUnit, i).category;

      c->joint[category] += joint[i];
      c->joint_squares[category] += joint[i] * joint[i];
    }
  return TRUE;
}

/* Chance pairs every position with every other but those of the same unit; a gap is made of units of length one. */
static GlsFigure
measure_coincidences (const GlsUnitizing *study, const Coincidences *counted, GlsAlphaUKind kind, gint32 category)
{
  const Coincidences c = *counted;
  guint q = study->names->len;
  double gap = c.lengths[q], units = 0, squares = 0, same_units = 0, chance, all, both = 0, chance_same = 0;

  for (guint k = 0; k < q; k++)
    {
      units += c.lengths[k];
      squares += c.squares[k];
      same_units += c.same[k];
      both += c.joint[k];
      chance_same += c.joint[k] * c.joint[k] - c.joint_squares[k];
    }
  all = c.total * c.total - squares - gap;
  switch (kind)
    {
    case GLS_ALPHA_U:
      chance = c.total * c.total - gap * gap;
      for (guint k = 0; k < q; k++)
        chance -= c.lengths[k] * c.lengths[k];
      return gls_figure_from_disagreement (1 - (same_units + c.same[q]) / c.total, all > 0 ? chance / all : 0, study->units->len);
    case GLS_ALPHA_U_BAR:
      return gls_figure_from_disagreement (c.one / c.total, all > 0 ? 2 * units * gap / all : 0, study->units->len);
    case GLS_ALPHA_CU:
      if (!(both > 0))
        return gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
      all = chance_same;
      chance = both * both;
      for (guint k = 0; k < q; k++)
        chance -= c.joint[k] * c.joint[k];
      all += chance;
      return gls_figure_from_disagreement (1 - same_units / both, all > 0 ? chance / all : 0, study->units->len);
    default:
      if (category < 0 || (guint) category >= q || !(c.joint[category] > 0))
        return gls_figure_undefined (GLS_UNDEFINED_NO_CATEGORY);
      chance = c.joint[category] * (both - c.joint[category]);
      all = chance + c.joint[category] * c.joint[category] - c.joint_squares[category];
      return gls_figure_from_disagreement (1 - c.same[category] / c.joint[category], all > 0 ? chance / all : 0,
                                           study->units->len);
    }
}

static GlsUndefined
prepare_2016 (GlsUnitizing *study, Coincidences *c)
{
  if (study->n_raters < 2)
    return GLS_UNDEFINED_NO_ITEMS;
  if (study->units->len == 0 || !(study->end > study->begin))
    return GLS_UNDEFINED_NO_UNITS;
  return count_coincidences (study, c) ? GLS_UNDEFINED_NOT : GLS_UNDEFINED_OVERLAP;
}

GlsFigure
gls_alpha_u_2016 (GlsUnitizing *study, GlsAlphaUKind kind, gint32 category)
{
  g_auto (Coincidences) c = { 0 };
  GlsUndefined why = prepare_2016 (study, &c);

  return why == GLS_UNDEFINED_NOT ? measure_coincidences (study, &c, kind, category) : gls_figure_undefined (why);
}

void
gls_ku_alpha_2016_each (GlsUnitizing *study, GlsFigure *figures)
{
  g_auto (Coincidences) c = { 0 };
  GlsUndefined why = prepare_2016 (study, &c);

  for (guint k = 0; k < study->names->len; k++)
    figures[k] = why == GLS_UNDEFINED_NOT ? measure_coincidences (study, &c, GLS_ALPHA_KU, (gint32) k) : gls_figure_undefined (why);
}
