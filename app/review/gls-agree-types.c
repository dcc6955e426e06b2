/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement on the marks of one type at a time, where what is marked otherwise is no part of it.
 * It must not know projects. */
#include "config.h"

#include <string.h>

#include "gls-agree-types.h"

/* Gamma of all types together; the smallest come first. */
#define GAMMA_UNITS 16000

static GlsUnitizing *
pick_type (const GlsUnitizing *units, gint32 category)
{
  GlsUnitizing *pick = gls_unitizing_new (units->begin, units->end, units->n_raters);

  gls_unitizing_add_category (pick, g_ptr_array_index (units->names, category));
  for (guint i = 0; i < units->units->len; i++)
    {
      const GlsUnit *unit = &g_array_index (units->units, GlsUnit, i);

      if (unit->category == category)
        gls_unitizing_add (pick, unit->rater, 0, unit->begin, unit->end);
    }
  pick->sorted = units->sorted;
  return pick;
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const GlsAgreeType *x = *(GlsAgreeType * const *) a, *y = *(GlsAgreeType * const *) b;

  return x->n_units < y->n_units ? -1 : x->n_units > y->n_units;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GlsAgreeType * const *) a)->name, (*(GlsAgreeType * const *) b)->name);
}

static void
type_free (gpointer data)
{
  g_free (((GlsAgreeType *) data)->name);
  g_free (data);
}

static GlsAgreeType *
measure_type (GlsUnitizing *units, gint32 category)
{
  g_autoptr (GlsUnitizing) pick = pick_type (units, category);
  GlsAgreeType *type = g_new0 (GlsAgreeType, 1);

  type->name = g_strdup (g_ptr_array_index (units->names, category));
  type->category = category;
  type->n_units = pick->units->len;
  type->figures[GLS_TYPE_GAMMA] = gls_figure_undefined (GLS_UNDEFINED_TOO_MANY);
  type->figures[GLS_TYPE_ALPHA_U_2004] = gls_alpha_u_2004 (pick, 0);
  type->figures[GLS_TYPE_U_ALPHA_2016] = gls_alpha_u_2016 (pick, GLS_ALPHA_U, 0);
  return type;
}

GPtrArray *
gls_agreement_measure_types (GlsUnitizing *units, guint most_units, const GlsGammaParams *params)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (type_free);
  g_autofree GlsFigure *among_all = g_new (GlsFigure, units->names->len + 1);
  guint n_units = 0;

  gls_unitizing_sort (units);
  gls_ku_alpha_2016_each (units, among_all);
  for (guint c = 0; c < units->names->len; c++)
    if (params->cancelled == NULL || !params->cancelled (params->cancelled_data))
      {
        GlsAgreeType *type = measure_type (units, (gint32) c);

        type->figures[GLS_TYPE_KU_ALPHA_2016] = among_all[c];
        g_ptr_array_add (types, type);
      }
  g_ptr_array_sort (types, compare_sizes);
  for (guint i = 0; i < types->len; i++)
    {
      GlsAgreeType *type = g_ptr_array_index (types, i);
      g_autoptr (GlsUnitizing) pick = NULL;

      n_units += type->n_units;
      if (type->n_units > most_units || n_units > GAMMA_UNITS)
        break;
      pick = pick_type (units, type->category);
      type->figures[GLS_TYPE_GAMMA] = gls_gamma (pick, params).gamma;
    }
  g_ptr_array_sort (types, compare_names);
  return types;
}

const char *
gls_agree_type_measure_to_string (GlsAgreeTypeMeasure measure)
{
  static const char * const names[] = { "gamma", "alpha_u_2004", "u_alpha_2016", "ku_alpha_2016" };

  return names[measure];
}
