/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds to and changes lists of fragments so that they stay what they have to be.
 * It knows neither texts nor widgets. */
#include "config.h"

#include "gls-fragments.h"

void
gls_fragments_add (GArray *fragments, guint32 start, guint32 end)
{
  GlsFragment added = { start, end };

  if (start >= end)
    return;
  g_array_append_val (fragments, added);
  g_array_set_size (fragments, gls_fragments_normalize ((GlsFragment *) (gpointer) fragments->data, fragments->len));
}

guint32
gls_fragments_get_edge (GArray *fragments, guint edge)
{
  const GlsFragment *fragment = &g_array_index (fragments, GlsFragment, edge / 2);

  return edge % 2 == 0 ? fragment->start : fragment->end;
}

guint
gls_fragments_move_edge (GArray *fragments, guint edge, guint32 to)
{
  GlsFragment moved = g_array_index (fragments, GlsFragment, edge / 2);

  if (edge % 2 == 0)
    moved.start = MIN (to, moved.end - 1);
  else
    moved.end = MAX (to, moved.start + 1);
  g_array_remove_index (fragments, edge / 2);
  gls_fragments_add (fragments, moved.start, moved.end);
  for (guint i = 0; i < fragments->len; i++)
    {
      const GlsFragment *fragment = &g_array_index (fragments, GlsFragment, i);

      if (fragment->start <= moved.start && moved.end <= fragment->end)
        return 2 * i + edge % 2;
    }
  return 0;
}
