/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures out of tables: measures by name, their intervals, parts of a table, and who said what where another said something else.
 * It must not know projects. */
#include "config.h"

#include <string.h>

#include <gls-alpha.h>
#include <gls-chance.h>
#include <gls-clock.h>

#include "gls-agree.h"

/* Counting what is drawn and computed at most; beyond it fewer samples are drawn. */
#define BOOTSTRAP_WORK 100000000u

/* --- Measures by name ------------------------------------------------------------------------------------------------ */

static const char * const measure_names[] = {
  "percent", "krippendorff_alpha", "krippendorff_alpha_ordinal", "krippendorff_alpha_interval", "krippendorff_alpha_ratio",
  "cohen_kappa", "weighted_kappa_linear", "weighted_kappa_quadratic", "scott_pi", "fleiss_kappa", "hubert_kappa", "light_kappa",
  "randolph_kappa", "bennett_s", "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic", NULL,
};

const char * const *
gls_agreement_list_measures (void)
{
  return measure_names;
}

gboolean
gls_agreement_measure (const GlsCoding *coding, const char *measure, GlsFigure *figure)
{
  guint which = 0;

  while (measure_names[which] != NULL && strcmp (measure_names[which], measure) != 0)
    which++;
  switch (which)
    {
    case 0: *figure = gls_percent_agreement (coding); break;
    case 1: case 2: case 3: case 4: *figure = gls_krippendorff_alpha (coding, GLS_METRIC_NOMINAL + which - 1, NULL); break;
    case 5: *figure = gls_cohen_kappa (coding); break;
    case 6: *figure = gls_weighted_kappa (coding, GLS_WEIGHTS_LINEAR, NULL); break;
    case 7: *figure = gls_weighted_kappa (coding, GLS_WEIGHTS_QUADRATIC, NULL); break;
    case 8: *figure = gls_scott_pi (coding); break;
    case 9: *figure = gls_fleiss_kappa (coding); break;
    case 10: *figure = gls_hubert_kappa (coding); break;
    case 11: *figure = gls_light_kappa (coding); break;
    case 12: *figure = gls_randolph_kappa (coding); break;
    case 13: *figure = gls_bennett_s (coding); break;
    case 14: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_NOMINAL); break;
    case 15: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_LINEAR); break;
    case 16: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_QUADRATIC); break;
    default: return FALSE;
    }
  return TRUE;
}

typedef struct {
  const GlsCoding *coding;
  const char      *measure;
} Drawing;

static double
measure_picks (const guint *picks, guint n, gpointer data)
{
  const Drawing *drawing = data;
  GlsCoding *pick = gls_coding_pick (drawing->coding, picks, n);
  GlsFigure figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);

  gls_agreement_measure (pick, drawing->measure, &figure);
  gls_coding_free_pick (pick);
  return figure.value;
}

void
gls_agreement_interval (const GlsCoding *coding, const char *measure, double *low, double *high)
{
  Drawing drawing = { coding, measure };
  guint64 work = (guint64) MAX (coding->n_items, 1) * coding->n_raters;
  guint samples = CLAMP (BOOTSTRAP_WORK / MAX (work, 1), 50, 1000);

  gls_bootstrap (coding->n_items, samples, 1, measure_picks, &drawing, low, high);
}

/* --- Parts ------------------------------------------------------------------------------------------------------------ */

/* The measure over the items of @picks. */
static GlsFigure
measure_part (const GlsCoding *coding, const GArray *picks, const char *measure)
{
  GlsFigure figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  GlsCoding *pick;

  if (picks->len == 0)
    return figure;
  pick = gls_coding_pick (coding, (const guint *) (const void *) picks->data, picks->len);
  gls_agreement_measure (pick, measure, &figure);
  gls_coding_free_pick (pick);
  return figure;
}

/* Chance-corrected measures need the cases in which both say no. */
static gboolean
is_defined (const GlsAgreeTable *table, const char *measure)
{
  return strcmp (table->feature, "found") != 0 || strcmp (measure, "percent") == 0;
}

void
gls_agreement_measure_table (const GlsAgreeTable *table, const char *measure, GlsFigure *figure)
{
  if (is_defined (table, measure))
    gls_agreement_measure (table->coding, measure, figure);
  else
    *figure = gls_figure_undefined (GLS_UNDEFINED_NO_NEGATIVES);
}

void
gls_agreement_measure_unsuggested (const GlsAgreeTable *table, const char *measure, GlsFigure *figure)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < table->items->len; i++)
    if (!g_array_index (table->items, GlsAgreeItem, i).suggested)
      g_array_append_val (picks, i);
  *figure = is_defined (table, measure) ? measure_part (table->coding, picks, measure)
                                        : gls_figure_undefined (GLS_UNDEFINED_NO_NEGATIVES);
}

static void
part_free (gpointer data)
{
  g_free (((GlsAgreePart *) data)->name);
  g_free (data);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsAgreePart * const *) a)->name, (*(GlsAgreePart * const *) b)->name);
}

static void
add_part (GPtrArray *parts, char *name, GlsFigure figure)
{
  GlsAgreePart *part = g_new0 (GlsAgreePart, 1);

  part->name = name;
  part->figure = figure;
  g_ptr_array_add (parts, part);
}

static char *
name_part (const GlsAgreement *agreement, const GlsAgreeItem *item, GlsAgreePartition partition)
{
  g_autoptr (GDateTime) date = NULL;

  switch (partition)
    {
    case GLS_PART_TYPE:
      return g_strdup (item->type != NULL ? item->type : "");
    case GLS_PART_DOCUMENT:
      return g_strdup (g_ptr_array_index (agreement->documents, item->document));
    case GLS_PART_MONTH:
    default:
      /* The upper part of a hybrid clock is milliseconds. */
      date = item->since > 0 ? g_date_time_new_from_unix_utc ((item->since >> 16) / 1000) : NULL;
      return date != NULL ? g_date_time_format (date, "%Y-%m") : g_strdup ("");
    }
}

/* The table as two of the people say it; freed as a pick. */
static GlsCoding *
make_pair (const GlsCoding *coding, guint a, guint b)
{
  GlsCoding *pair = gls_coding_pick (coding, NULL, 0);

  g_free (pair->values);
  pair->n_items = coding->n_items;
  pair->n_raters = 2;
  pair->values = g_new (gint32, MAX (2 * (gsize) coding->n_items, 1));
  for (guint i = 0; i < coding->n_items; i++)
    {
      gls_coding_set (pair, i, 0, gls_coding_get (coding, i, a));
      gls_coding_set (pair, i, 1, gls_coding_get (coding, i, b));
    }
  return pair;
}

static void
break_into_pairs (const GlsAgreement *agreement, const GlsAgreeTable *table, const char *measure, GPtrArray *parts)
{
  for (guint a = 0; agreement->people[a] != NULL; a++)
    for (guint b = a + 1; agreement->people[b] != NULL; b++)
      {
        GlsCoding *pair = make_pair (table->coding, a, b);
        GlsFigure figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);

        if (is_defined (table, measure))
          gls_agreement_measure (pair, measure, &figure);
        else
          figure.undefined = GLS_UNDEFINED_NO_NEGATIVES;
        add_part (parts, g_strdup_printf ("%s, %s", agreement->people[a], agreement->people[b]), figure);
        gls_coding_free_pick (pair);
      }
}

GPtrArray *
gls_agreement_break_down (const GlsAgreement *agreement, const GlsAgreeTable *table, GlsAgreePartition partition, const char *measure)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GHashTable) picks_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer name, picks;

  if (partition == GLS_PART_PAIR)
    {
      break_into_pairs (agreement, table, measure, parts);
      return parts;
    }
  for (guint i = 0; i < table->items->len; i++)
    {
      g_autofree char *part = name_part (agreement, &g_array_index (table->items, GlsAgreeItem, i), partition);

      picks = g_hash_table_lookup (picks_by_name, part);
      if (picks == NULL)
        {
          picks = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (picks_by_name, g_steal_pointer (&part), picks);
        }
      g_array_append_val ((GArray *) picks, i);
    }
  g_hash_table_iter_init (&iter, picks_by_name);
  while (g_hash_table_iter_next (&iter, &name, &picks))
    add_part (parts, g_strdup (name), is_defined (table, measure) ? measure_part (table->coding, picks, measure)
                                                                 : gls_figure_undefined (GLS_UNDEFINED_NO_NEGATIVES));
  g_ptr_array_sort (parts, compare_parts);
  return parts;
}

/* --- Confusion -------------------------------------------------------------------------------------------------------- */

GlsConfusion *
gls_agreement_confuse (const GlsAgreement *agreement, const char *feature, guint a, guint b)
{
  const GlsAgreeTable *table = gls_agreement_find_table (agreement->tables, feature);
  const GlsCoding *coding = strcmp (feature, "type") == 0 ? agreement->kinds : table != NULL ? table->coding : NULL;
  GlsConfusion *confusion;

  if (coding == NULL || coding->n_items == 0 || MAX (a, b) >= coding->n_raters)
    return NULL;
  confusion = g_new0 (GlsConfusion, 1);
  confusion->feature = g_strdup (feature);
  confusion->a = a;
  confusion->b = b;
  confusion->n = coding->n_categories;
  confusion->names = g_new0 (char *, confusion->n + 1);
  confusion->counts = g_new0 (guint, (gsize) confusion->n * confusion->n + 1);
  for (guint i = 0; i < confusion->n; i++)
    confusion->names[i] = g_strdup (coding->names[i]);
  for (guint i = 0; i < coding->n_items; i++)
    {
      gint32 x = gls_coding_get (coding, i, a), y = gls_coding_get (coding, i, b);

      if (x != GLS_CODING_MISSING && y != GLS_CODING_MISSING)
        confusion->counts[(gsize) x * confusion->n + (gsize) y]++;
    }
  return confusion;
}

void
gls_confusion_free (GlsConfusion *confusion)
{
  if (confusion == NULL)
    return;
  g_free (confusion->feature);
  g_strfreev (confusion->names);
  g_free (confusion->counts);
  g_free (confusion);
}
