/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two threads walk through documents: one reads, the other aligns and hands on.
 * It must not know what is done with a document. */
#include "config.h"

#include "gls-walk.h"

/* So many documents are read ahead: what is read waits in memory. */
#define AHEAD 32

typedef struct {
  GlsDocument *document;  /* NULL: the last was before */
  gboolean     changed;
} Loaded;

typedef struct {
  GlsReview   *review;
  GlsWalkFunc  func;
  gpointer     data;
  GAsyncQueue *places;    /* a token for each document that may be read ahead */
  GAsyncQueue *loaded;    /* Loaded */
} Walk;

static gpointer
follow (gpointer data)
{
  Walk *walk = data;

  while (TRUE)
    {
      g_autofree Loaded *loaded = g_async_queue_pop (walk->loaded);
      GlsAligned *aligned;

      if (loaded->document == NULL)
        return NULL;
      aligned = gls_review_align (walk->review, loaded->document);
      gls_document_unref (loaded->document);
      walk->func (aligned, loaded->changed, walk->data);
      gls_aligned_free (aligned);
      g_async_queue_push (walk->places, walk);
    }
}

static gboolean
read_all (Walk *walk, gboolean when_done, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < walk->review->documents->len; i++)
    {
      const GlsId *id = &g_array_index (walk->review->documents, GlsId, i);
      g_autofree Loaded *loaded = g_new0 (Loaded, 1);

      g_async_queue_pop (walk->places);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      loaded->document = gls_review_read (walk->review, id, when_done ? &loaded->changed : NULL, error);
      if (loaded->document == NULL)
        return FALSE;
      g_async_queue_push (walk->loaded, g_steal_pointer (&loaded));
    }
  return TRUE;
}

gboolean
gls_review_walk (GlsReview *review, gboolean when_done, GlsWalkFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncQueue) places = g_async_queue_new (), loaded = g_async_queue_new ();
  Walk walk = { review, func, data, places, loaded };
  GThread *follower = g_thread_new ("align", follow, &walk);
  gboolean ok;

  for (guint i = 0; i < AHEAD; i++)
    g_async_queue_push (places, &walk);
  ok = read_all (&walk, when_done, cancellable, error);
  /* It finishes what was read; after cancelling that is 32 documents at most. */
  g_async_queue_push (loaded, g_new0 (Loaded, 1));
  g_thread_join (follower);
  return ok;
}
