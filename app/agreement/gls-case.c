/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads worked examples and computes them with the measures everybody else uses.
 * It must not know an expected value. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <gls-error.h>
#include <gls-json.h>

#include "gls-alpha.h"
#include "gls-case-names.h"
#include "gls-case.h"
#include "gls-chance.h"
#include "gls-gamma.h"
#include "gls-span-scores.h"

#define MAX_RATERS 1000

static char *dup_category (JsonNode *node);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* A set is called by its members in the order of their bytes, each once, joined by "+": how they stand in the file is nothing
 * that a person said. */
static char *
dup_set (JsonArray *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      char *member = dup_category (json_array_get_element (members, i));

      g_ptr_array_add (names, member != NULL ? member : g_strdup (""));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    if (i == 0 || !g_str_equal (names->pdata[i], names->pdata[i - 1]))
      g_string_append_printf (name, "%s%s", i > 0 ? "+" : "", (const char *) names->pdata[i]);
  return g_string_free (name, FALSE);
}

/* What a category is called: a string, a number as it is written, true or false, a set. NULL: missing. */
static char *
dup_category (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return dup_set (json_node_get_array (node));
  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
    default:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    }
}

/* Missing where the value is null. */
static gint32
add_category (GlsCoding *coding, GHashTable *numbers, JsonNode *node)
{
  g_autofree char *name = dup_category (node);
  gpointer known;

  if (name == NULL)
    return GLS_CODING_MISSING;
  if (!g_hash_table_lookup_extended (numbers, name, NULL, &known))
    {
      known = GINT_TO_POINTER (gls_coding_add_new_category (coding, name));
      g_hash_table_insert (numbers, g_strdup (name), known);
    }
  return GPOINTER_TO_INT (known);
}

static gboolean
has_names (const GlsCoding *coding)
{
  for (guint c = 0; c < coding->n_categories; c++)
    if (isnan (coding->numbers[c]))
      return TRUE;
  return FALSE;
}

static GlsCoding *
read_coding (JsonObject *data, const char *where, GError **error)
{
  JsonArray *items = NULL, *categories = NULL;
  g_autoptr (GlsCoding) coding = NULL;
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_raters = 0;

  if (!gls_json_get_array (data, where, "items", TRUE, &items, error) ||
      !gls_json_get_array (data, where, "categories", FALSE, &categories, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *row = json_array_get_element (items, i);

      if (!JSON_NODE_HOLDS_ARRAY (row) || json_array_get_length (json_node_get_array (row)) > MAX_RATERS)
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: item %u is not a list of at most %u answers"), where, i,
                       MAX_RATERS);
          return NULL;
        }
      n_raters = MAX (n_raters, json_array_get_length (json_node_get_array (row)));
    }
  coding = gls_coding_new (json_array_get_length (items), n_raters);
  for (guint i = 0; categories != NULL && i < json_array_get_length (categories); i++)
    add_category (coding, numbers, json_array_get_element (categories, i));
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonArray *row = json_array_get_array_element (items, i);

      for (guint r = 0; r < json_array_get_length (row); r++)
        gls_coding_set (coding, i, r, add_category (coding, numbers, json_array_get_element (row, r)));
    }
  /* Names that are given in an order have that. */
  if (categories == NULL || !has_names (coding))
    gls_coding_sort (coding);
  return g_steal_pointer (&coding);
}

static gboolean
read_unit (JsonObject *object, const char *where, GlsUnitizing *study, GError **error)
{
  gint64 rater = 0;
  double begin = 0, length = 0;
  g_autofree char *category = dup_category (json_object_get_member (object, "category"));

  if (!gls_json_get_int (object, where, "rater", TRUE, 0, study->n_raters - 1, &rater, error) ||
      !gls_json_get_double (object, where, "begin", TRUE, &begin, error) ||
      !gls_json_get_double (object, where, "length", TRUE, &length, error))
    return FALSE;
  if (length < 0 || fabs (begin) > 1e12 || length > 1e12)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: a unit from %g of length %g is out of range"), where, begin, length);
      return FALSE;
    }
  gls_unitizing_add (study, rater, gls_unitizing_add_category (study, category != NULL ? category : ""), begin, begin + length);
  return TRUE;
}

static GlsUnitizing *
read_units (JsonObject *data, const char *where, GError **error)
{
  JsonArray *units = NULL;
  gint64 raters = 0;
  double begin = NAN, length = NAN, first = HUGE_VAL, last = -HUGE_VAL;
  g_autoptr (GlsUnitizing) study = NULL;

  if (!gls_json_get_int (data, where, "raters", TRUE, 1, MAX_RATERS, &raters, error) ||
      !gls_json_get_double (data, where, "continuum_begin", FALSE, &begin, error) ||
      !gls_json_get_double (data, where, "continuum_length", FALSE, &length, error) ||
      !gls_json_get_array (data, where, "units", TRUE, &units, error))
    return NULL;
  study = gls_unitizing_new (0, 0, raters);
  for (guint i = 0; i < json_array_get_length (units); i++)
    {
      JsonObject *unit;

      if (!gls_json_array_get_object (units, i, where, &unit, error) || !read_unit (unit, where, study, error))
        return NULL;
      first = MIN (first, g_array_index (study->units, GlsUnit, i).begin);
      last = MAX (last, g_array_index (study->units, GlsUnit, i).end);
    }
  if (study->units->len == 0)
    first = last = 0;
  /* Without a continuum it is what the units span. */
  study->begin = isnan (begin) ? first : begin;
  study->end = isnan (length) ? last : study->begin + length;
  if (study->units->len > 0 && (first < study->begin || last > study->end))
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: units from %g to %g leave the continuum from %g to %g"), where, first,
                   last, study->begin, study->end);
      return NULL;
    }
  return g_steal_pointer (&study);
}

/* --- Parameters --------------------------------------------------------------------------------------------------- */

static gboolean
fail_measure (const char *where, const char *measure, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: there is no measure “%s” for this kind of data"), where, measure);
  return FALSE;
}

static gboolean
fail_metric (const char *where, const char *metric, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the metric “%s” is none of nominal, ordinal, interval, ratio, set, masi and "
               "custom (with its distances)"), where, metric);
  return FALSE;
}

/* A table of agreement, 1 on the diagonal, in the order of the categories. */
static gboolean
read_matrix (JsonArray *rows, const char *where, guint q, double *distance, GError **error)
{
  gboolean ok = json_array_get_length (rows) == q;

  for (guint c = 0; ok && c < q; c++)
    {
      JsonNode *row = json_array_get_element (rows, c);

      ok = JSON_NODE_HOLDS_ARRAY (row) && json_array_get_length (json_node_get_array (row)) == q;
      for (guint k = 0; ok && k < q; k++)
        {
          JsonNode *cell = json_array_get_element (json_node_get_array (row), k);

          ok = JSON_NODE_HOLDS_VALUE (cell) && (json_node_get_value_type (cell) == G_TYPE_INT64 ||
                                                json_node_get_value_type (cell) == G_TYPE_DOUBLE);
          if (ok && c != k)
            distance[(gsize) c * q + k] = 1 - json_node_get_double (cell);
        }
    }
  if (!ok)
    g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the weights are not a table of %u × %u numbers"), where, q, q);
  return ok;
}

/* {"a|b": 0.5, …}, both ways; what is not named is 1. */
static gboolean
read_pairs (JsonObject *pairs, const char *where, const GlsCoding *coding, double *distance, GError **error)
{
  guint q = coding->n_categories;

  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        g_autofree char *there = g_strdup_printf ("%s|%s", coding->names[c], coding->names[k]);
        g_autofree char *back = g_strdup_printf ("%s|%s", coding->names[k], coding->names[c]);
        double value = 1;

        if (c == k)
          continue;
        if (!gls_json_get_double (pairs, where, json_object_has_member (pairs, there) ? there : back, FALSE, &value, error))
          return FALSE;
        distance[(gsize) c * q + k] = value;
      }
  return TRUE;
}

/* What "distance" or "weights" say; *@distance is NULL where they say nothing or only that different is different. A name is one of
 * the sets of weights. */
static gboolean
read_distance (JsonObject *params, const char *where, const GlsCoding *coding, double **distance, GError **error)
{
  JsonNode *pairs = params != NULL ? json_object_get_member (params, "distance") : NULL;
  JsonNode *weights = params != NULL ? json_object_get_member (params, "weights") : NULL;
  guint q = coding->n_categories;
  g_autofree double *made = NULL;
  GlsWeights known;

  *distance = NULL;
  if (pairs != NULL && JSON_NODE_HOLDS_OBJECT (pairs))
    {
      made = g_new0 (double, (gsize) q * q + 1);
      if (!read_pairs (json_node_get_object (pairs), where, coding, made, error))
        return FALSE;
    }
  else if (weights != NULL && JSON_NODE_HOLDS_ARRAY (weights))
    {
      made = g_new0 (double, (gsize) q * q + 1);
      if (!read_matrix (json_node_get_array (weights), where, q, made, error))
        return FALSE;
    }
  else if (weights != NULL && !JSON_NODE_HOLDS_NULL (weights))
    {
      const char *name = NULL;

      if (!gls_json_get_string (params, where, "weights", TRUE, &name, error))
        return FALSE;
      if (!gls_weights_parse (name, &known))
        {
          g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the weights “%s” are none of identity, linear, quadratic, ordinal, "
                       "radical, ratio, circular and bipolar"), where, name);
          return FALSE;
        }
      if (known != GLS_WEIGHTS_NOMINAL)
        made = gls_weights_make (coding, known);
    }
  for (gsize i = 0; made != NULL && i < (gsize) q * q; i++)
    if (!(fabs (made[i]) < 1e9))
      {
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: a distance is out of range"), where);
        return FALSE;
      }
  *distance = g_steal_pointer (&made);
  return TRUE;
}

/* --- Measures ------------------------------------------------------------------------------------------------------- */

static gboolean
compute_alpha (const GlsCoding *coding, JsonObject *params, guint metric, const char *where, GlsFigure *figure, GError **error)
{
  static const char * const names[] = { "nominal", "ordinal", "interval", "ratio", "set", "masi", "custom" };
  g_autofree double *distance = NULL;
  const char *name = NULL;

  if (!read_distance (params, where, coding, &distance, error) ||
      (params != NULL && !gls_json_get_string (params, where, "metric", FALSE, &name, error)))
    return FALSE;
  if (name == NULL && distance != NULL)
    metric = GLS_METRIC_CUSTOM;
  for (guint i = 0; name != NULL && i <= G_N_ELEMENTS (names); i++)
    {
      if (i == G_N_ELEMENTS (names))
        return fail_metric (where, name, error);
      if (g_ascii_strcasecmp (name, names[i]) != 0)
        continue;
      metric = i;
      break;
    }
  if (metric == GLS_METRIC_CUSTOM && distance == NULL)
    return fail_metric (where, names[metric], error);
  *figure = gls_krippendorff_alpha (coding, metric, distance);
  return TRUE;
}

/* Mentions are items, a rater's answer is the chain; an answer that one of them lacks: alone. */
static GlsFigure
compute_chains (const GlsCoding *coding, guint variant)
{
  g_autofree int *a = g_new (int, coding->n_items + 1), *b = g_new (int, coding->n_items + 1);
  GlsChainScores scores;
  guint n = 0;
  double value;

  if (coding->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  for (guint i = 0; i < coding->n_items; i++)
    {
      a[n] = gls_coding_get (coding, i, 0);
      b[n] = gls_coding_get (coding, i, 1);
      n += a[n] != GLS_CODING_MISSING || b[n] != GLS_CODING_MISSING;
    }
  scores = gls_chain_scores (a, b, n);
  value = variant == 0 ? scores.muc : variant == 1 ? scores.b_cubed : variant == 2 ? scores.ceaf_e : scores.mean;
  return isnan (value) ? gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS)
                       : (GlsFigure){ .value = value, .observed = NAN, .expected = NAN, .n_items = scores.n_mentions };
}

static gboolean
compute_coding (const GlsCoding *coding, const char *name, JsonObject *params, const char *where, GlsFigure *figure,
                GError **error)
{
  g_autofree double *distance = NULL;
  g_autofree char *category = NULL;
  GlsCaseMeasure measure;
  guint variant;

  if (!gls_case_measure_parse (name, FALSE, &measure, &variant))
    return fail_measure (where, name, error);
  switch (measure)
    {
    case GLS_CASE_CHANCE:
      if (!read_distance (params, where, coding, &distance, error))
        return FALSE;
      *figure = gls_chance_corrected (coding, variant, distance);
      return TRUE;
    case GLS_CASE_CATEGORY:
      category = params != NULL ? dup_category (json_object_get_member (params, "category")) : NULL;
      *figure = gls_fleiss_kappa_category (coding, category != NULL ? gls_coding_find_category (coding, category)
                                                                    : GLS_CODING_MISSING);
      return TRUE;
    case GLS_CASE_CHAINS:
      *figure = compute_chains (coding, variant);
      return TRUE;
    default:
      return compute_alpha (coding, params, variant, where, figure, error);
    }
}

static gboolean
read_gamma (JsonObject *params, const char *where, GlsGammaParams *gamma, GError **error)
{
  if (params == NULL)
    return TRUE;
  if (!gls_json_get_double (params, where, "alpha", FALSE, &gamma->alpha, error) ||
      !gls_json_get_double (params, where, "beta", FALSE, &gamma->beta, error) ||
      !gls_json_get_double (params, where, "delta_empty", FALSE, &gamma->delta_empty, error))
    return FALSE;
  if (gamma->alpha >= 0 && gamma->beta >= 0 && gamma->delta_empty > 0 && gamma->alpha + gamma->beta < 1e9 &&
      gamma->delta_empty < 1e9)
    return TRUE;
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: alpha and beta must not be below 0, nor delta_empty 0 or below"), where);
  return FALSE;
}

static gboolean
compute_gamma (GlsUnitizing *study, guint variant, JsonObject *params, const char *where, GlsFigure *figure, GError **error)
{
  GlsGammaParams gamma = GLS_GAMMA_PARAMS_INIT;

  if (!read_gamma (params, where, &gamma, error))
    return FALSE;
  if (study->n_raters < 2)
    *figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  else if (variant == 2)
    {
      g_autoptr (GlsAlignment) alignment = gls_gamma_align (study, &gamma);

      *figure = alignment != NULL ? (GlsFigure){ .value = alignment->disorder, .n_items = study->units->len }
                                  : gls_figure_undefined (GLS_UNDEFINED_NO_UNITS);
    }
  else
    {
      GlsGamma result = gls_gamma (study, &gamma);

      *figure = variant == 1 ? result.cat : result.gamma;
    }
  return TRUE;
}

static GlsFigure
compute_spans (GlsUnitizing *study, guint variant)
{
  GlsSpanScores scores;
  double value;

  if (study->n_raters != 2)
    return gls_figure_undefined (GLS_UNDEFINED_NOT_TWO);
  scores = gls_span_scores (study, 0, 1, variant / 3);
  value = variant % 3 == 0 ? scores.precision : variant % 3 == 1 ? scores.recall : scores.f1;
  return isnan (value) ? gls_figure_undefined (GLS_UNDEFINED_NO_UNITS)
                       : (GlsFigure){ .value = value, .observed = NAN, .expected = NAN, .n_items = study->units->len };
}

static gboolean
compute_units (GlsUnitizing *study, const char *name, JsonObject *params, const char *where, GlsFigure *figure, GError **error)
{
  g_autofree char *wanted = params != NULL ? dup_category (json_object_get_member (params, "category")) : NULL;
  gint32 category = GLS_CODING_MISSING;
  GlsCaseMeasure measure;
  guint variant;

  if (!gls_case_measure_parse (name, TRUE, &measure, &variant))
    return fail_measure (where, name, error);
  for (guint i = 0; wanted != NULL && i < study->names->len; i++)
    if (strcmp (g_ptr_array_index (study->names, i), wanted) == 0)
      category = i;
  if (wanted != NULL && category == GLS_CODING_MISSING)
    {
      *figure = gls_figure_undefined (GLS_UNDEFINED_NO_CATEGORY);
      return TRUE;
    }
  switch (measure)
    {
    case GLS_CASE_ALPHA_U_2016:
      *figure = gls_alpha_u_2016 (study, variant, category);
      return TRUE;
    case GLS_CASE_GAMMA:
      return compute_gamma (study, variant, params, where, figure, error);
    case GLS_CASE_SPANS:
      *figure = compute_spans (study, variant);
      return TRUE;
    default:
      *figure = gls_alpha_u_2004 (study, category);
      if (variant > 0 && !isnan (figure->value))
        figure->value = variant == 1 ? figure->observed : figure->expected;
      return TRUE;
    }
}

gboolean
gls_case_compute (JsonObject *object, const char *where, GlsFigure *figure, GError **error)
{
  JsonObject *data = NULL, *params = NULL;
  const char *measure = NULL, *kind = NULL;

  *figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);
  if (!gls_json_get_string (object, where, "measure", TRUE, &measure, error) ||
      !gls_json_get_object (object, where, "params", FALSE, &params, error) ||
      !gls_json_get_object (object, where, "data", TRUE, &data, error) ||
      !gls_json_get_string (data, where, "kind", TRUE, &kind, error))
    return FALSE;
  if (strcmp (kind, "coding") == 0)
    {
      g_autoptr (GlsCoding) coding = read_coding (data, where, error);

      return coding != NULL && compute_coding (coding, measure, params, where, figure, error);
    }
  if (strcmp (kind, "units") == 0)
    {
      g_autoptr (GlsUnitizing) study = read_units (data, where, error);

      return study != NULL && compute_units (study, measure, params, where, figure, error);
    }
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the data's kind is “%s”, not “coding” or “units”"), where, kind);
  return FALSE;
}
