/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers of the project line that name annotations: they wait until the documents of their file are in, as these may get other ids.
 * It must not know how problems are found, nor read files. */
#include "config.h"

#include <gls-waivers.h>
#include "gls-transfer-private.h"

/* What is held: waivers, and the annotations that they name. */
struct _GlsTransferHeld {
  GPtrArray  *waivers;      /* GlsWaiver */
  GHashTable *annotations;  /* GlsId * in the file to GlsId * here, which is the same until the annotation is met */
  GHashTable *met;          /* GlsId * in the file: the first one of an id that stands twice is meant */
};

void
gls_transfer_held_free (GlsTransferHeld *held)
{
  if (!held)
    return;
  g_ptr_array_unref (held->waivers);
  g_hash_table_unref (held->annotations);
  g_hash_table_unref (held->met);
  g_free (held);
}

/**
 * gls_transfer_put_hold:
 * @waiver: of the project line
 *
 * Returns: FALSE when it names no annotation, and so need not wait
 */
gboolean
gls_transfer_put_hold (GlsTransferPut *put, const GlsWaiver *waiver)
{
  if (waiver->annotations->len == 0)
    return FALSE;
  if (!put->held)
    {
      put->held = g_new0 (GlsTransferHeld, 1);
      put->held->waivers = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_waiver_free);
      put->held->annotations = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, g_free);
      put->held->met = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, NULL);
    }
  g_ptr_array_add (put->held->waivers, gls_waiver_copy (waiver));
  for (guint i = 0; i < waiver->annotations->len; i++)
    {
      const GlsId *id = &g_array_index (waiver->annotations, GlsId, i);

      g_hash_table_insert (put->held->annotations, g_memdup2 (id, sizeof *id), g_memdup2 (id, sizeof *id));
    }
  return TRUE;
}

/**
 * gls_transfer_put_meet:
 * @from: an annotation's id in the file
 * @now: its id here
 */
void
gls_transfer_put_meet (GlsTransferPut *put, const GlsId *from, const GlsId *now)
{
  GlsId *id = put->held ? g_hash_table_lookup (put->held->annotations, from) : NULL;

  if (id && g_hash_table_add (put->held->met, g_memdup2 (from, sizeof *from)))
    *id = *now;
}

static void
put_waiver (GlsTransferPut *put, GlsChange *change, GlsWaiver *waiver)
{
  const GlsId *first = &g_array_index (waiver->annotations, GlsId, 0);
  GlsId document, set;
  GlsRecordKind kind;

  for (guint i = 0; i < waiver->annotations->len; i++)
    {
      GlsId *id = &g_array_index (waiver->annotations, GlsId, i);

      *id = *(const GlsId *) g_hash_table_lookup (put->held->annotations, id);
    }
  /* The problem of a mapped annotation has another id too. */
  if (waiver->plugin)
    gls_waiver_derive_problem (waiver);
  if (!gls_project_find_record (put->project, first, &kind, &document, &set) || kind != GLS_RECORD_ANNOTATION)
    first = NULL;
  gls_change_waive (change, waiver, first);
}

/**
 * gls_transfer_put_held:
 * @name: (nullable): the file, for messages and history
 *
 * Puts what was held, once every document of its file is put.
 *
 * Returns: FALSE when the project cannot be read or written
 */
gboolean
gls_transfer_put_held (GlsTransferPut *put, const char *name, GError **error)
{
  guint n = put->held ? put->held->waivers->len : 0;
  GlsChange *change;

  if (n == 0)
    return TRUE;
  if (!gls_transfer_put_flush (put, error))
    return FALSE;
  change = gls_transfer_put_change (put, name);
  for (guint i = 0; i < n; i++)
    put_waiver (put, change, put->held->waivers->pdata[i]);
  g_clear_pointer (&put->held, gls_transfer_held_free);
  return gls_transfer_put_take (put, change, name, n, error);
}
