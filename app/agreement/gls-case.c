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
#include "gls-case.h"
#include "gls-chance.h"
#include "gls-gamma.h"

#define MAX_RATERS 1000

/* What a category is called: a string, a number as it is written, true or false. NULL: missing. */
static char *
dup_category (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

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
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonArray *row = json_array_get_array_element (items, i);

      for (guint r = 0; r < json_array_get_length (row); r++)
        {
          g_autofree char *name = dup_category (json_array_get_element (row, r));
          gpointer known;

          if (name == NULL)
            continue;
          if (!g_hash_table_lookup_extended (numbers, name, NULL, &known))
            {
              known = GINT_TO_POINTER (gls_coding_add_category (coding, name));
              g_hash_table_insert (numbers, g_strdup (name), known);
            }
          gls_coding_set (coding, i, r, GPOINTER_TO_INT (known));
        }
    }
  for (guint i = 0; categories != NULL && i < json_array_get_length (categories); i++)
    {
      g_autofree char *name = dup_category (json_array_get_element (categories, i));

      if (name != NULL)
        gls_coding_add_category (coding, name);
    }
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
  return g_steal_pointer (&study);
}

/* --- Parameters --------------------------------------------------------------------------------------------------- */

static GlsWeights
get_weights (JsonObject *params)
{
  const char *weights = params != NULL ? json_object_get_string_member_with_default (params, "weights", "") : "";

  return g_str_has_prefix (weights, "linear") ? GLS_WEIGHTS_LINEAR
         : g_str_has_prefix (weights, "quadratic") ? GLS_WEIGHTS_QUADRATIC : GLS_WEIGHTS_NOMINAL;
}

static gint32
get_category (JsonObject *params, const GlsCoding *coding)
{
  g_autofree char *name = params != NULL ? dup_category (json_object_get_member (params, "category")) : NULL;

  return name != NULL ? gls_coding_find_category (coding, name) : GLS_CODING_MISSING;
}

/* {"a|b": 0.5, …}, both ways; what is not named is 1. NULL: none given. */
static double *
get_distance (JsonObject *params, const GlsCoding *coding)
{
  JsonNode *node = params != NULL ? json_object_get_member (params, "distance") : NULL;
  guint q = coding->n_categories;
  double *distance;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  distance = g_new (double, (gsize) q * q + 1);
  for (guint c = 0; c < q; c++)
    for (guint k = 0; k < q; k++)
      {
        g_autofree char *there = g_strdup_printf ("%s|%s", coding->names[c], coding->names[k]);
        g_autofree char *back = g_strdup_printf ("%s|%s", coding->names[k], coding->names[c]);
        JsonObject *object = json_node_get_object (node);

        distance[(gsize) c * q + k]
          = c == k ? 0 : json_object_get_double_member_with_default (object, there,
                           json_object_get_double_member_with_default (object, back, 1));
      }
  return distance;
}

static gboolean
compute_alpha (const GlsCoding *coding, JsonObject *params, const char *where, GlsFigure *figure, GError **error)
{
  static const char * const names[] = { "nominal", "ordinal", "interval", "ratio", "set", "masi", "custom" };
  const char *metric = params != NULL ? json_object_get_string_member_with_default (params, "metric", "nominal") : "nominal";
  g_autofree double *distance = get_distance (params, coding);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (metric, names[i]) == 0 && (i != GLS_METRIC_CUSTOM || distance != NULL))
      {
        *figure = gls_krippendorff_alpha (coding, i, distance);
        return TRUE;
      }
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: the metric “%s” is none of nominal, ordinal, interval, ratio, set, masi and "
               "custom (with its distances)"), where, metric);
  return FALSE;
}

static gboolean
fail_measure (const char *where, const char *measure, GError **error)
{
  g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _("%s: there is no measure “%s” for this kind of data"), where, measure);
  return FALSE;
}

static gboolean
compute_coding (const GlsCoding *coding, const char *measure, JsonObject *params, const char *where, GlsFigure *figure,
                GError **error)
{
  static const struct { const char *name; GlsFigure (*func) (const GlsCoding *); } plain[] = {
    { "percent", gls_percent_agreement }, { "cohen_kappa", gls_cohen_kappa },       { "scott_pi", gls_scott_pi },
    { "fleiss_kappa", gls_fleiss_kappa }, { "hubert_kappa", gls_hubert_kappa },     { "light_kappa", gls_light_kappa },
    { "bennett_s", gls_bennett_s },       { "randolph_kappa", gls_randolph_kappa },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (measure, plain[i].name) == 0)
      {
        *figure = plain[i].func (coding);
        return TRUE;
      }
  /* Any measure that corrects for chance; they are undefined together where nothing varies. */
  if (strcmp (measure, "krippendorff_alpha") == 0 || strcmp (measure, "any") == 0)
    return compute_alpha (coding, params, where, figure, error);
  if (strcmp (measure, "weighted_kappa") == 0)
    {
      g_autofree double *distance = get_distance (params, coding);

      *figure = gls_weighted_kappa (coding, get_weights (params), distance);
    }
  else if (strcmp (measure, "fleiss_kappa_category") == 0)
    *figure = gls_fleiss_kappa_category (coding, get_category (params, coding));
  else if (strcmp (measure, "gwet_ac1") == 0)
    *figure = gls_gwet_ac (coding, GLS_WEIGHTS_NOMINAL);
  else if (strcmp (measure, "gwet_ac2") == 0)
    *figure = gls_gwet_ac (coding, get_weights (params));
  else
    return fail_measure (where, measure, error);
  return TRUE;
}

static gboolean
compute_gamma (GlsUnitizing *study, const char *measure, JsonObject *params, GlsFigure *figure)
{
  GlsGammaParams gamma = GLS_GAMMA_PARAMS_INIT;

  if (params != NULL)
    {
      gamma.alpha = json_object_get_double_member_with_default (params, "alpha", 1);
      gamma.beta = json_object_get_double_member_with_default (params, "beta", 1);
      gamma.delta_empty = json_object_get_double_member_with_default (params, "delta_empty", 1);
    }
  if (strcmp (measure, "gamma_best_alignment_disorder") == 0)
    {
      g_autoptr (GlsAlignment) alignment = gls_gamma_align (study, &gamma);

      *figure = alignment != NULL ? (GlsFigure){ .value = alignment->disorder, .n_items = study->units->len }
                                  : gls_figure_undefined (GLS_UNDEFINED_NO_UNITS);
    }
  else
    {
      GlsGamma result = gls_gamma (study, &gamma);

      *figure = strcmp (measure, "gamma_cat") == 0 ? result.cat : result.gamma;
    }
  return TRUE;
}

static gboolean
compute_units (GlsUnitizing *study, const char *measure, JsonObject *params, const char *where, GlsFigure *figure, GError **error)
{
  static const char * const family[] = { "u_alpha_2016", "bar_u_alpha_2016", "cu_alpha_2016", "ku_alpha_2016" };
  g_autofree char *name = params != NULL ? dup_category (json_object_get_member (params, "category")) : NULL;
  gint32 category = GLS_CODING_MISSING;

  for (guint i = 0; name != NULL && i < study->names->len; i++)
    if (strcmp (g_ptr_array_index (study->names, i), name) == 0)
      category = i;
  if (name != NULL && category == GLS_CODING_MISSING)
    {
      *figure = gls_figure_undefined (GLS_UNDEFINED_NO_CATEGORY);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (family); i++)
    if (strcmp (measure, family[i]) == 0)
      {
        *figure = gls_alpha_u_2016 (study, i, category);
        return TRUE;
      }
  if (g_str_has_prefix (measure, "gamma") &&
      (measure[5] == '\0' || strcmp (measure, "gamma_cat") == 0 || strcmp (measure, "gamma_best_alignment_disorder") == 0))
    return compute_gamma (study, measure, params, figure);
  if (!g_str_has_prefix (measure, "alpha_u_2004"))
    return fail_measure (where, measure, error);
  *figure = gls_alpha_u_2004 (study, category);
  if (strcmp (measure, "alpha_u_2004_observed_disagreement") == 0)
    figure->value = figure->observed;
  else if (strcmp (measure, "alpha_u_2004_expected_disagreement") == 0)
    figure->value = figure->expected;
  else if (strcmp (measure, "alpha_u_2004") != 0)
    return fail_measure (where, measure, error);
  return TRUE;
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
