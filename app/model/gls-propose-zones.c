/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries zones between a document and the paragraphs that are judged.
 * Knows nothing of how they are judged. */
#include "config.h"

#include "gls-propose.h"

static int
compare_zones (gconstpointer a, gconstpointer b)
{
  const GlsZone *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

void
gls_propose_take_zones (GlsProposeText *text, GlsDocument *document)
{
  const GArray *zones = document->zones;
  guint z = 0;

  g_array_sort (document->zones, compare_zones);
  for (guint i = 0; i < text->n_paras; i++)
    {
      GlsProposePara *para = &text->paras[i];

      while (z < zones->len && g_array_index (zones, GlsZone, z).end <= para->start)
        z++;
      if (z < zones->len && g_array_index (zones, GlsZone, z).start < para->end)
        {
          para->kind = g_array_index (zones, GlsZone, z).kind;
          para->fixed = TRUE;
        }
    }
}

void
gls_propose_add_zones (GlsProposeText *text, GlsDocument *document)
{
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (GlsZone));
  const GlsProposePara *paras = text->paras;

  gls_propose_repeats (text, sentences);
  for (guint i = 0; i < text->n_paras; i++)
    {
      guint32 end = paras[i].end;

      if (paras[i].fixed || paras[i].kind == GLS_ZONE_BODY)
        continue;
      if (paras[i].kind == GLS_ZONE_BOILERPLATE)
        {
          guint k = i;

          /* Furniture below furniture is one zone; so are the signs without a word between. */
          for (guint n = i + 1; n < text->n_paras && !paras[n].fixed; n++)
            if (paras[n].kind == GLS_ZONE_BOILERPLATE)
              k = n;
            else if (paras[n].n_words > 0)
              break;
          end = paras[k].end;
          gls_document_add_zone (document, GLS_ZONE_BOILERPLATE, paras[i].start, end);
          i = k;
        }
      else
        gls_document_add_zone (document, paras[i].kind, paras[i].start, end);
    }
  for (guint i = 0; i < sentences->len; i++)
    {
      const GlsZone *zone = &g_array_index (sentences, GlsZone, i);

      gls_document_add_zone (document, zone->kind, zone->start, zone->end);
    }
  g_array_sort (document->zones, compare_zones);
}
