/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers of problems as values, and what makes two problems one.
 * It must not know how problems are found, nor where waivers are kept. */
#include "config.h"

#include <string.h>

#include "gls-waiver.h"

GlsWaiver *
gls_waiver_new (void)
{
  GlsWaiver *waiver = g_new0 (GlsWaiver, 1);

  waiver->annotations = g_array_new (FALSE, FALSE, sizeof (GlsId));
  waiver->entities = g_array_new (FALSE, FALSE, sizeof (GlsId));
  return waiver;
}

void
gls_waiver_free (GlsWaiver *waiver)
{
  if (waiver == NULL)
    return;
  g_clear_pointer (&waiver->annotations, g_array_unref);
  g_clear_pointer (&waiver->entities, g_array_unref);
  g_free (waiver->plugin);
  g_free (waiver->rule);
  g_free (waiver->set);
  g_free (waiver->note);
  g_free (waiver->by);
  g_free (waiver);
}

GlsWaiver *
gls_waiver_copy (const GlsWaiver *waiver)
{
  GlsWaiver *copy;

  if (waiver == NULL)
    return NULL;
  copy = g_memdup2 (waiver, sizeof *waiver);
  copy->plugin = g_strdup (waiver->plugin);
  copy->rule = g_strdup (waiver->rule);
  copy->set = g_strdup (waiver->set);
  copy->annotations = waiver->annotations != NULL ? g_array_copy (waiver->annotations) : NULL;
  copy->entities = waiver->entities != NULL ? g_array_copy (waiver->entities) : NULL;
  copy->note = g_strdup (waiver->note);
  copy->by = g_strdup (waiver->by);
  return copy;
}

int
gls_waiver_compare (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsWaiver * const *) a)->problem, &(*(GlsWaiver * const *) b)->problem);
}

void
gls_problem_derive_id (GlsId *id, const char *plugin, const char *rule, const GlsId *document, const GArray *annotations,
                       const GArray *entities, guint32 start, guint32 end, const char *set)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (GlsId));
  guint32 place[2] = { GUINT32_TO_LE (start), GUINT32_TO_LE (end) };
  gboolean placed;

  g_array_append_vals (parts, document, 1);
  if (annotations != NULL && annotations->len > 0)
    g_array_append_vals (parts, annotations->data, annotations->len);
  if (entities != NULL && entities->len > 0)
    g_array_append_vals (parts, entities->data, entities->len);
  /* A place alone is the same in everybody's set. */
  placed = parts->len == 1;
  gls_id_derive (id, "problem", plugin, strlen (plugin), rule, strlen (rule), parts->data, (gsize) parts->len * sizeof (GlsId), place,
                 placed ? (gsize) sizeof place : (gsize) 0, placed && set != NULL ? set : "",
                 placed && set != NULL ? strlen (set) : (gsize) 0, NULL);
}

void
gls_waiver_derive_problem (GlsWaiver *waiver)
{
  gls_problem_derive_id (&waiver->problem, waiver->plugin, waiver->rule, &waiver->document, waiver->annotations, waiver->entities,
                         waiver->start, waiver->end, waiver->set);
}
