/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a few documents read and checked, each by itself, and takes what came of them where it is not out of date.
 * It must not know when that is to be done. */
#include "config.h"

#include "gls-problem-watch-private.h"

typedef struct {
  GlsProblemWatch *self;       /* a reference */
  GlsCheckBasis   *basis;
  GArray          *ids;
  GArray          *versions;
  GPtrArray       *documents;  /* as they were read; some may be missing */
  GPtrArray       *texts;      /* GlsText or NULL, known before */
  GHashTable      *read;       /* GlsText by GlsId, once they are checked */
  guint            next;
  GlsCheckOutcome *outcome;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_object_unref (batch->self);
  gls_check_basis_unref (batch->basis);
  g_array_unref (batch->ids);
  g_array_unref (batch->versions);
  g_clear_pointer (&batch->documents, g_ptr_array_unref);
  g_ptr_array_unref (batch->texts);
  g_clear_pointer (&batch->read, g_hash_table_unref);
  gls_check_outcome_free (batch->outcome);
  g_free (batch);
}

static void
text_unref (gpointer text)
{
  if (text != NULL)
    gls_text_unref (text);
}

/* On a reader's thread. */
static gpointer
read_batch (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (guint i = 0; i < batch->ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GlsDocument *document = gls_problem_watch_load_document (project, batch->basis, &g_array_index (batch->ids, GlsId, i), batch->texts->pdata[i]);

      if (document != NULL)
        g_ptr_array_add (documents, document);
    }
  return documents;
}

static GlsDocument *
next_of_batch (gpointer data)
{
  Batch *batch = data;

  return batch->next < batch->documents->len ? gls_document_ref (batch->documents->pdata[batch->next++]) : NULL;
}

static void
rewind_batch (gpointer data)
{
  ((Batch *) data)->next = 0;
}

static void
keep_found (GlsProblemWatch *self, GlsWatchEntry *entry, GPtrArray *found)
{
  guint n = found != NULL ? found->len : 0;

  self->n_found -= entry->found != NULL ? entry->found->len : 0;
  g_clear_pointer (&entry->found, g_ptr_array_unref);
  gls_problem_watch_set_dropped (self, entry, &entry->dropped,
                                 n > 0 && self->n_found + n > self->most && !gls_problem_watch_is_open (self, &entry->id));
  if (n == 0 || entry->dropped)
    return;
  entry->found = g_ptr_array_ref (found);
  self->n_found += n;
}

/* On the main thread. */
static gboolean
take_batch (gpointer data)
{
  Batch *batch = data;
  GlsProblemWatch *self = batch->self;
  GHashTableIter iter;
  gpointer read_id, text;

  self->narrow_busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  g_hash_table_iter_init (&iter, batch->read);
  while (g_hash_table_iter_next (&iter, &read_id, &text))
    if (gls_problem_watch_is_open (self, read_id) && !g_hash_table_contains (self->texts, read_id))
      g_hash_table_insert (self->texts, g_memdup2 (read_id, sizeof (GlsId)), gls_text_ref (text));
  gls_problem_watch_note_failures (self, batch->outcome);
  for (guint i = 0; i < batch->ids->len; i++)
    {
      const GlsId *id = &g_array_index (batch->ids, GlsId, i);
      GlsWatchEntry *entry = gls_problem_watch_get_entry (self, id);
      GPtrArray *found = g_hash_table_lookup (batch->outcome->found, id);
      gboolean had = entry->found != NULL && entry->found->len > 0;

      if (entry->version != g_array_index (batch->versions, guint, i) || batch->basis != self->basis)
        continue;
      keep_found (self, entry, found);
      if (had || entry->found != NULL || gls_problem_watch_is_open (self, id))
        gls_problem_watch_tell (self, id);
    }
  gls_problem_watch_step (self);
  return G_SOURCE_REMOVE;
}

/* Lets go of the documents here: to free very many annotations takes longer than the main thread may wait. */
static void
keep_texts (Batch *batch)
{
  batch->read = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, (GDestroyNotify) gls_text_unref);
  for (guint i = 0; i < batch->documents->len; i++)
    {
      GlsDocument *document = batch->documents->pdata[i];

      g_hash_table_insert (batch->read, g_memdup2 (&document->id, sizeof (GlsId)), gls_text_ref (document->text));
    }
  g_clear_pointer (&batch->documents, g_ptr_array_unref);
}

/* On the narrow pool's thread. */
void
gls_problem_watch_check_batch (gpointer data, gpointer user_data)
{
  Batch *batch = data;
  GlsCheckBench *bench = &batch->self->narrow_bench;

  batch->outcome = gls_check_outcome_new ();
  if (!g_cancellable_is_cancelled (batch->self->cancellable))
    {
      gls_check_bench_open (bench, batch->basis, batch->outcome);
      gls_check_bench_run (bench, next_of_batch, rewind_batch, batch, batch->outcome, batch->self->cancellable);
    }
  keep_texts (batch);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, take_batch, batch, batch_free);
}

static void
batch_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Batch *batch = data;
  GlsProblemWatch *self = batch->self;

  batch->documents = gls_store_run_finish (self->store, result, NULL);
  if (batch->documents != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      g_thread_pool_push (self->narrow_pool, batch, NULL);
      return;
    }
  self->narrow_busy = FALSE;
  batch_free (batch);
}

static void
add_to_batch (Batch *batch, GlsWatchEntry *entry)
{
  GlsText *text = g_hash_table_lookup (batch->self->texts, &entry->id);

  entry->dirty = FALSE;
  g_queue_remove (&batch->self->queue, entry);
  g_array_append_val (batch->ids, entry->id);
  g_array_append_val (batch->versions, entry->version);
  g_ptr_array_add (batch->texts, text != NULL ? gls_text_ref (text) : NULL);
}

static Batch *
choose_batch (GlsProblemWatch *self)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->self = g_object_ref (self);
  batch->basis = gls_check_basis_ref (self->basis);
  batch->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  batch->versions = g_array_new (FALSE, FALSE, sizeof (guint));
  batch->texts = g_ptr_array_new_with_free_func (text_unref);
  for (guint i = 0; i < self->open->len; i++)
    {
      GlsWatchEntry *entry = g_hash_table_lookup (self->entries, &g_array_index (self->open, GlsId, i));

      if (entry != NULL && entry->dirty)
        add_to_batch (batch, entry);
    }
  /* What somebody looks at goes alone. */
  if (batch->ids->len == 0)
    while (batch->ids->len < GLS_WATCH_BATCH && self->queue.head != NULL)
      add_to_batch (batch, self->queue.head->data);
  return batch;
}

void
gls_problem_watch_start_batch (GlsProblemWatch *self)
{
  Batch *batch = choose_batch (self);

  self->narrow_busy = TRUE;
  gls_store_read_async (self->store, read_batch, batch, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, batch_read, batch);
}
