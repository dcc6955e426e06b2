/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the validators that look at the whole project the documents that changed, and takes what they say.
 * It must not know when that is to be done. */
#include "config.h"

#include "gls-problem-watch-private.h"

typedef struct {
  GlsProblemWatch *self;       /* a reference */
  GlsCheckBasis   *basis;
  GArray          *ids, *versions;
  GArray          *open;       /* GlsId: as they were when it began */
  guint            most;
  int              next;       /* to be read; both threads */
  GAsyncQueue     *feed;       /* GPtrArray of documents, empty at the end */
  GPtrArray       *documents;  /* the thread's */
  guint            taken;
  gboolean         ended;
  GlsCheckOutcome *outcome;
} Wide;

static void
wide_free (gpointer data)
{
  Wide *wide = data;

  g_object_unref (wide->self);
  gls_check_basis_unref (wide->basis);
  g_array_unref (wide->ids);
  g_array_unref (wide->versions);
  g_array_unref (wide->open);
  g_async_queue_unref (wide->feed);
  g_clear_pointer (&wide->documents, g_ptr_array_unref);
  gls_check_outcome_free (wide->outcome);
  g_free (wide);
}

typedef struct {
  Wide  *wide;
  guint  from;
} Wanted;

static gpointer
read_wanted (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (guint i = wanted->from; i < wanted->wide->ids->len && documents->len < GLS_WATCH_BATCH && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GlsDocument *document = gls_problem_watch_load_document (project, wanted->wide->basis, &g_array_index (wanted->wide->ids, GlsId, i), NULL);

      if (document != NULL)
        g_ptr_array_add (documents, document);
    }
  return documents;
}

static void
wanted_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Wide *wide = data;
  GPtrArray *documents = gls_store_run_finish (wide->self->store, result, NULL);

  if (documents == NULL)
    documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);
  g_async_queue_push (wide->feed, documents);
}

/* The main thread asks the store for the thread that waits. */
static gboolean
want_documents (gpointer data)
{
  Wide *wide = data;
  Wanted *wanted;

  /* The store may be closing. */
  if (g_cancellable_is_cancelled (wide->self->cancellable))
    {
      g_async_queue_push (wide->feed, g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref));
      return G_SOURCE_REMOVE;
    }
  wanted = g_new (Wanted, 1);
  *wanted = (Wanted){ wide, wide->next };
  wide->next = MIN (wide->next + GLS_WATCH_BATCH, (int) wide->ids->len);
  gls_store_read_async (wide->self->store, read_wanted, wanted, g_free, (GDestroyNotify) g_ptr_array_unref, wide->self->cancellable,
                        wanted_read, wide);
  return G_SOURCE_REMOVE;
}

static GlsDocument *
next_of_wide (gpointer data)
{
  Wide *wide = data;

  while (!wide->ended && (wide->documents == NULL || wide->taken == wide->documents->len))
    {
      g_clear_pointer (&wide->documents, g_ptr_array_unref);
      wide->taken = 0;
      if (g_atomic_int_get (&wide->next) >= (int) wide->ids->len)
        {
          wide->ended = TRUE;
          break;
        }
      g_main_context_invoke (NULL, want_documents, wide);
      /* It always comes: also when the store is closing. */
      wide->documents = g_async_queue_pop (wide->feed);
      wide->ended = g_cancellable_is_cancelled (wide->self->cancellable);
    }
  return wide->ended ? NULL : gls_document_ref (wide->documents->pdata[wide->taken++]);
}

static void
rewind_wide (gpointer data)
{
  Wide *wide = data;

  g_clear_pointer (&wide->documents, g_ptr_array_unref);
  wide->taken = 0;
  wide->ended = FALSE;
  g_atomic_int_set (&wide->next, 0);
}

static void
take_everywhere (GlsProblemWatch *self, const Wide *wide, GHashTable *versions)
{
  static const GlsId everywhere;
  GPtrArray *found = g_hash_table_lookup (wide->outcome->found, &everywhere);

  g_ptr_array_set_size (self->everywhere, 0);
  self->n_left = wide->outcome->n_left;
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GlsFinding *finding = found->pdata[i];
      gpointer version;

      /* A document that changed meanwhile is asked again soon. */
      if (finding->problem->has_document && g_hash_table_lookup_extended (versions, &finding->problem->document, NULL, &version)
          && gls_problem_watch_get_entry (self, &finding->problem->document)->version != GPOINTER_TO_UINT (version))
        continue;
      g_ptr_array_add (self->everywhere, gls_finding_ref (finding));
    }
}

static void
keep_found (GlsProblemWatch *self, const Wide *wide, GlsWatchEntry *entry, GPtrArray *found)
{
  gboolean dropped = g_hash_table_contains (wide->outcome->dropped, &entry->id);
  guint n = found != NULL ? found->len : 0;

  self->n_wide -= entry->wide_found != NULL ? entry->wide_found->len : 0;
  g_clear_pointer (&entry->wide_found, g_ptr_array_unref);
  if (n > 0 && self->n_wide + n > self->most && !gls_problem_watch_is_open (self, &entry->id))
    dropped = TRUE;
  else if (n > 0)
    {
      entry->wide_found = g_ptr_array_ref (found);
      self->n_wide += n;
    }
  gls_problem_watch_set_dropped (self, entry, &entry->wide_dropped, dropped);
}

static gboolean
take_wide (gpointer data)
{
  Wide *wide = data;
  GlsProblemWatch *self = wide->self;
  g_autoptr (GHashTable) versions = NULL;

  self->wide_busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  self->wide_time = g_get_monotonic_time ();
  gls_problem_watch_note_failures (self, wide->outcome);
  versions = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < wide->ids->len; i++)
    {
      GlsId *id = &g_array_index (wide->ids, GlsId, i);
      GlsWatchEntry *entry = gls_problem_watch_get_entry (self, id);
      GPtrArray *found = g_hash_table_lookup (wide->outcome->found, id);

      g_hash_table_insert (versions, id, GUINT_TO_POINTER (g_array_index (wide->versions, guint, i)));
      keep_found (self, wide, entry, entry->version == g_array_index (wide->versions, guint, i) ? found : NULL);
    }
  if (wide->basis == self->basis)
    take_everywhere (self, wide, versions);
  gls_problem_watch_tell (self, NULL);
  gls_problem_watch_tell_busy (self);
  gls_problem_watch_step (self);
  return G_SOURCE_REMOVE;
}

void
gls_problem_watch_check_wide (gpointer data, gpointer user_data)
{
  Wide *wide = data;
  GlsCheckBench *bench = &wide->self->wide_bench;

  wide->outcome = gls_check_outcome_new ();
  wide->outcome->most = wide->most;
  wide->outcome->open = g_array_ref (wide->open);
  if (!g_cancellable_is_cancelled (wide->self->cancellable))
    {
      gls_check_bench_open (bench, wide->basis, wide->outcome);
      gls_check_bench_run (bench, next_of_wide, rewind_wide, wide, wide->outcome, wide->self->cancellable);
    }
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, take_wide, wide, wide_free);
}

gboolean
gls_problem_watch_start_wide (gpointer data)
{
  GlsProblemWatch *self = data;
  GHashTableIter iter;
  gpointer value;
  Wide *wide;

  self->wide_source = 0;
  if (self->wide_busy || self->basis == NULL)
    return G_SOURCE_REMOVE;
  wide = g_new0 (Wide, 1);
  wide->self = g_object_ref (self);
  wide->basis = gls_check_basis_ref (self->basis);
  wide->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  wide->versions = g_array_new (FALSE, FALSE, sizeof (guint));
  wide->open = g_array_new (FALSE, FALSE, sizeof (GlsId));
  g_array_append_vals (wide->open, self->open->data, self->open->len);
  wide->most = self->most;
  wide->feed = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GlsWatchEntry *entry = value;

      if (!entry->wide_dirty)
        continue;
      entry->wide_dirty = FALSE;
      g_array_append_val (wide->ids, entry->id);
      g_array_append_val (wide->versions, entry->version);
    }
  self->wide_busy = TRUE;
  g_thread_pool_push (self->wide_pool, wide, NULL);
  gls_problem_watch_tell_busy (self);
  return G_SOURCE_REMOVE;
}
