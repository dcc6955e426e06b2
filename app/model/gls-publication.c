/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published states of gold, as values.
 * It must not know what is published. */
#include "config.h"

#include "gls-publication.h"

void
gls_publication_free (GlsPublication *publication)
{
  if (publication == NULL)
    return;
  g_free (publication->by);
  g_free (publication->note);
  g_free (publication->digest);
  g_free (publication->annotations);
  g_free (publication);
}

int
gls_publication_compare (gconstpointer a, gconstpointer b)
{
  const GlsPublication *x = *(GlsPublication * const *) a, *y = *(GlsPublication * const *) b;
  int order = x->when != y->when ? (x->when < y->when ? -1 : 1) : g_strcmp0 (x->digest, y->digest);

  return order != 0 ? order : g_strcmp0 (x->by, y->by);
}
