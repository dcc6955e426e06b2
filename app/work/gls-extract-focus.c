/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What extractors found, narrowed to a part of a document. It runs no plugin and writes nothing. */
#include "config.h"

#include "gls-extract-focus.h"

void
gls_focus_lend (GPtrArray *found, const char * const *sets, GlsDocument *document)
{
  g_autoptr (GHashTable) there = g_hash_table_new (gls_id_hash, gls_id_equal);

  for (guint i = 0; i < document->annotations->len; i++)
    g_hash_table_add (there, &((GlsAnnotation *) document->annotations->pdata[i])->id);
  for (guint i = 0; i < found->len; i++)
    {
      const GlsAnnotation *annotation = found->pdata[i];

      if (g_strv_contains (sets, annotation->by) && !g_hash_table_contains (there, &annotation->id))
        g_ptr_array_add (document->annotations, gls_annotation_copy (annotation));
    }
  g_ptr_array_sort (document->annotations, gls_annotation_compare);
}

/* The links of what is chosen lead to more, so the list grows while it is walked. */
GPtrArray *
gls_focus_choose (GPtrArray *found, guint32 start, guint32 end)
{
  g_autoptr (GHashTable) left = g_hash_table_new (gls_id_hash, gls_id_equal);
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < found->len; i++)
    {
      GlsAnnotation *annotation = found->pdata[i];
      gboolean touches = FALSE;

      for (guint j = 0; j < annotation->n_fragments && !touches; j++)
        touches = start < end && annotation->fragments[j].start < end && annotation->fragments[j].end > start;
      if (touches)
        g_ptr_array_add (chosen, annotation);
      else
        g_hash_table_insert (left, &annotation->id, annotation);
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      const GArray *links = ((GlsAnnotation *) chosen->pdata[i])->links;

      for (guint j = 0; links != NULL && j < links->len; j++)
        {
          const GlsLink *link = &g_array_index (links, GlsLink, j);
          GlsAnnotation *target = link->kind == GLS_LINK_TO ? g_hash_table_lookup (left, &link->target) : NULL;

          if (target == NULL)
            continue;
          g_hash_table_remove (left, &target->id);
          g_ptr_array_add (chosen, target);
        }
    }
  return chosen;
}

gboolean
gls_focus_find_claim (GPtrArray *found, GlsCodebook *codebook, guint32 *start, guint32 *end)
{
  const GlsAnnotation *first = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      const GlsAnnotation *annotation = found->pdata[i];
      const GlsTypeDef *type = gls_codebook_find_type (codebook, annotation->type);
      guint32 from = annotation->fragments[0].start;

      if (type != NULL && type->claim && from >= *start && from < *end && (first == NULL || from < first->fragments[0].start))
        first = annotation;
    }
  if (first == NULL)
    return FALSE;
  *start = first->fragments[0].start;
  *end = first->fragments[first->n_fragments - 1].end;
  return TRUE;
}
