/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what all agree on, which is no disagreement and may be wrong all the same.
 * It must not know what a decision does to gold. */
#include "config.h"

#include "gls-agreed.h"

GPtrArray *
gls_list_agreed (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions)
{
  GPtrArray *agreed = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);

  if (gls_count_people (aligned->asked) < 2)
    return agreed;
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      g_autoptr (GPtrArray) fields = gls_list_group (aligned, g, codebook, decisions);
      gboolean all = TRUE;

      for (guint i = 0; i < fields->len && all; i++)
        {
          const GlsCase *item = g_ptr_array_index (fields, i);

          all = item->versions->len == 1
                && (item->kind != GLS_CASE_FOUND || gls_count_people (((GlsVersion *) g_ptr_array_index (item->versions, 0))->people) > 1);
        }
      if (all)
        g_ptr_array_add (agreed, gls_case_ref (g_ptr_array_index (fields, 0)));
    }
  return agreed;
}
