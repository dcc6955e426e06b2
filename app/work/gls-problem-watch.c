/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what validators say up to date: notes which documents changed, has them read and checked, open ones first, and drops what came of a
 * version that is gone.
 * It must not know validators; gls-problem-bench.c runs them. */
#include "config.h"

#include "gls-problem-watch-private.h"

#define BATCH          16                  /* documents that are checked between two looks at what is open */
#define QUIET_MS       600                 /* without a change before the project as a whole is looked at */
#define BASIS_MS       800                 /* codebook or entities changed: more changes may follow */
#define RARE_SECONDS   20                  /* in a large project entities change often and everything is asked again */
#define LARGE          500                 /* documents */

typedef struct {
  GlsId    id;
  guint    version;      /* grows with every change */
  gboolean dirty;        /* to be checked by itself */
  gboolean wide_dirty;   /* to be given to those that look at all */
  GPtrArray *found;      /* GlsFinding; NULL: none */
  GPtrArray *wide_found;
} Entry;

struct _GlsProblemWatch {
  GObject         parent_instance;
  GlsStore       *store;
  char           *set;
  GCancellable   *cancellable;
  GlsCheckBasis  *basis;         /* NULL until it is read */
  GHashTable     *waivers;
  GlsJudgedPairs *judged;
  GHashTable     *entries;       /* GlsId * to Entry */
  GQueue          queue;         /* Entry: dirty ones that nobody looks at */
  GArray         *open;          /* GlsId */
  GHashTable     *texts;         /* of open documents: GlsId * to GlsText, which never changes */
  GPtrArray      *everywhere;    /* GlsFinding of the whole project */
  char           *failure;
  GThreadPool    *narrow_pool, *wide_pool;   /* one thread each */
  gboolean        narrow_busy, wide_busy, basis_busy, answers_busy;
  gboolean        answers_again;
  guint           basis_source, wide_source;
  gint64          wide_time;     /* when the project was looked at last */
};

G_DEFINE_FINAL_TYPE (GlsProblemWatch, gls_problem_watch, G_TYPE_OBJECT)

enum { CHANGED, BUSY_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void step (GlsProblemWatch *self);
static void queue_basis (GlsProblemWatch *self, gboolean rarely);

/* --- Documents -------------------------------------------------------------------------------------------------------- */

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->found, g_ptr_array_unref);
  g_clear_pointer (&entry->wide_found, g_ptr_array_unref);
  g_free (entry);
}

static Entry *
get_entry (GlsProblemWatch *self, const GlsId *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry != NULL)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->id = *id;
  g_hash_table_insert (self->entries, &entry->id, entry);
  return entry;
}

static void
mark_dirty (GlsProblemWatch *self, Entry *entry)
{
  entry->version++;
  entry->wide_dirty = TRUE;
  if (!entry->dirty)
    g_queue_push_tail (&self->queue, entry);
  entry->dirty = TRUE;
}

static void
mark_all (GlsProblemWatch *self)
{
  for (guint i = 0; self->basis != NULL && i < self->basis->work.table->rows->len; i++)
    mark_dirty (self, get_entry (self, &g_array_index (self->basis->work.table->rows, GlsDocumentRow, i).id));
}

/* --- A batch of documents, each by itself ----------------------------------------------------------------------------- */

typedef struct {
  GlsProblemWatch *self;       /* a reference */
  GlsCheckBasis   *basis;
  GArray          *ids;
  GArray          *versions;
  GPtrArray       *documents;  /* as they were read; some may be missing */
  GPtrArray       *texts;      /* GlsText or NULL, known before */
  guint            next;
  GlsCheckOutcome *outcome;
} Batch;

static GlsCheckBench *narrow_bench (GlsProblemWatch *self);

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
  gls_check_outcome_free (batch->outcome);
  g_free (batch);
}

static void
text_unref (gpointer text)
{
  if (text != NULL)
    gls_text_unref (text);
}

static GlsDocument *
load_document (GlsProject *project, const GlsCheckBasis *basis, const GlsId *id, GlsText *text)
{
  GlsDocument *document = gls_project_load_document (project, id, GLS_LOAD_ANNOTATIONS | (text == NULL ? GLS_LOAD_TEXT : 0),
                                                     (const char * const *) basis->sets, NULL);

  /* Without its text it comes with an empty one. */
  if (document != NULL && text != NULL)
    {
      gls_text_unref (document->text);
      document->text = gls_text_ref (text);
    }
  return document;
}

/* On a reader's thread. */
static gpointer
read_batch (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_unref);

  for (guint i = 0; i < batch->ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GlsDocument *document = load_document (project, batch->basis, &g_array_index (batch->ids, GlsId, i), batch->texts->pdata[i]);

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

static gboolean
is_open (GlsProblemWatch *self, const GlsId *id)
{
  for (guint i = 0; i < self->open->len; i++)
    if (gls_id_equal (&g_array_index (self->open, GlsId, i), id))
      return TRUE;
  return FALSE;
}

static void
set_failure (GlsProblemWatch *self, const GlsCheckOutcome *outcome)
{
  if (outcome->failures->len == 0)
    return;
  g_free (self->failure);
  self->failure = g_strdup (outcome->failures->str);
}

/* On the main thread. */
static gboolean
take_batch (gpointer data)
{
  Batch *batch = data;
  GlsProblemWatch *self = batch->self;

  self->narrow_busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < batch->documents->len; i++)
    {
      GlsDocument *document = batch->documents->pdata[i];

      if (is_open (self, &document->id) && !g_hash_table_contains (self->texts, &document->id))
        g_hash_table_insert (self->texts, g_memdup2 (&document->id, sizeof (GlsId)), gls_text_ref (document->text));
    }
  set_failure (self, batch->outcome);
  for (guint i = 0; i < batch->ids->len; i++)
    {
      const GlsId *id = &g_array_index (batch->ids, GlsId, i);
      Entry *entry = get_entry (self, id);
      GPtrArray *found = g_hash_table_lookup (batch->outcome->found, id);
      gboolean had = entry->found != NULL && entry->found->len > 0;

      if (entry->version != g_array_index (batch->versions, guint, i) || batch->basis != self->basis)
        continue;
      g_clear_pointer (&entry->found, g_ptr_array_unref);
      if (found != NULL && found->len > 0)
        entry->found = g_ptr_array_ref (found);
      if (had || entry->found != NULL || is_open (self, id))
        g_signal_emit (self, signals[CHANGED], 0, id);
    }
  step (self);
  return G_SOURCE_REMOVE;
}

/* On the narrow pool's thread. */
static void
check_batch (gpointer data, gpointer user_data)
{
  Batch *batch = data;
  GlsCheckBench *bench = narrow_bench (batch->self);

  batch->outcome = gls_check_outcome_new ();
  if (!g_cancellable_is_cancelled (batch->self->cancellable))
    {
      gls_check_bench_open (bench, batch->basis, batch->outcome);
      gls_check_bench_run (bench, next_of_batch, rewind_batch, batch, batch->outcome, batch->self->cancellable);
    }
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
add_to_batch (Batch *batch, Entry *entry)
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
      Entry *entry = g_hash_table_lookup (self->entries, &g_array_index (self->open, GlsId, i));

      if (entry != NULL && entry->dirty)
        add_to_batch (batch, entry);
    }
  /* What somebody looks at goes alone. */
  if (batch->ids->len == 0)
    while (batch->ids->len < BATCH && self->queue.head != NULL)
      add_to_batch (batch, self->queue.head->data);
  return batch;
}

/* --- The project as a whole ------------------------------------------------------------------------------------------- */

typedef struct {
  GlsProblemWatch *self;       /* a reference */
  GlsCheckBasis   *basis;
  GArray          *ids, *versions;
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

  for (guint i = wanted->from; i < wanted->wide->ids->len && documents->len < BATCH && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GlsDocument *document = load_document (project, wanted->wide->basis, &g_array_index (wanted->wide->ids, GlsId, i), NULL);

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
  wide->next = MIN (wide->next + BATCH, (int) wide->ids->len);
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
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GlsFinding *finding = found->pdata[i];
      gpointer version;

      /* A document that changed meanwhile is asked again soon. */
      if (finding->problem->has_document && g_hash_table_lookup_extended (versions, &finding->problem->document, NULL, &version)
          && get_entry (self, &finding->problem->document)->version != GPOINTER_TO_UINT (version))
        continue;
      g_ptr_array_add (self->everywhere, gls_finding_ref (finding));
    }
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
  set_failure (self, wide->outcome);
  versions = g_hash_table_new (gls_id_hash, gls_id_equal);
  for (guint i = 0; i < wide->ids->len; i++)
    {
      GlsId *id = &g_array_index (wide->ids, GlsId, i);
      Entry *entry = get_entry (self, id);
      GPtrArray *found = g_hash_table_lookup (wide->outcome->found, id);

      g_hash_table_insert (versions, id, GUINT_TO_POINTER (g_array_index (wide->versions, guint, i)));
      g_clear_pointer (&entry->wide_found, g_ptr_array_unref);
      if (found != NULL && entry->version == g_array_index (wide->versions, guint, i))
        entry->wide_found = g_ptr_array_ref (found);
    }
  if (wide->basis == self->basis)
    take_everywhere (self, wide, versions);
  g_signal_emit (self, signals[CHANGED], 0, NULL);
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
  step (self);
  return G_SOURCE_REMOVE;
}

static GlsCheckBench *wide_bench (GlsProblemWatch *self);

static void
check_wide (gpointer data, gpointer user_data)
{
  Wide *wide = data;
  GlsCheckBench *bench = wide_bench (wide->self);

  wide->outcome = gls_check_outcome_new ();
  if (!g_cancellable_is_cancelled (wide->self->cancellable))
    {
      gls_check_bench_open (bench, wide->basis, wide->outcome);
      gls_check_bench_run (bench, next_of_wide, rewind_wide, wide, wide->outcome, wide->self->cancellable);
    }
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, take_wide, wide, wide_free);
}

static gboolean
start_wide (gpointer data)
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
  wide->feed = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (!entry->wide_dirty)
        continue;
      entry->wide_dirty = FALSE;
      g_array_append_val (wide->ids, entry->id);
      g_array_append_val (wide->versions, entry->version);
    }
  self->wide_busy = TRUE;
  g_thread_pool_push (self->wide_pool, wide, NULL);
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
is_any_wide (GlsProblemWatch *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Entry *) value)->wide_dirty)
      return TRUE;
  return FALSE;
}

/* The next thing to do. */
static void
step (GlsProblemWatch *self)
{
  if (self->basis == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!self->narrow_busy && self->queue.head != NULL)
    {
      Batch *batch = choose_batch (self);

      self->narrow_busy = TRUE;
      gls_store_read_async (self->store, read_batch, batch, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, batch_read,
                            batch);
    }
  if (!self->wide_busy && self->queue.head == NULL && is_any_wide (self))
    {
      g_clear_handle_id (&self->wide_source, g_source_remove);
      self->wide_source = g_timeout_add (QUIET_MS, start_wide, self);
    }
}

/* --- What checks are made with ---------------------------------------------------------------------------------------- */

static gpointer
read_basis (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  return gls_check_basis_load (project, data, error);
}

static void
basis_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsProblemWatch) self = data;
  GlsCheckBasis *basis = gls_store_run_finish (self->store, result, NULL);

  self->basis_busy = FALSE;
  if (basis == NULL)
    return;
  gls_check_basis_unref (self->basis);
  self->basis = basis;
  g_clear_pointer (&self->failure, g_free);
  mark_all (self);
  step (self);
}

static gboolean
load_basis (gpointer data)
{
  GlsProblemWatch *self = data;

  self->basis_source = 0;
  if (self->basis_busy)
    {
      queue_basis (self, FALSE);
      return G_SOURCE_REMOVE;
    }
  self->basis_busy = TRUE;
  gls_store_read_async (self->store, read_basis, g_strdup (self->set), g_free, (GDestroyNotify) gls_check_basis_unref,
                        self->cancellable, basis_read, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
queue_basis (GlsProblemWatch *self, gboolean rarely)
{
  guint delay = BASIS_MS;

  if (rarely && self->basis != NULL && self->basis->work.table->rows->len > LARGE)
    delay = RARE_SECONDS * 1000;
  if (self->basis_source == 0)
    self->basis_source = g_timeout_add (delay, load_basis, self);
}

/* --- What people answered --------------------------------------------------------------------------------------------- */

typedef struct {
  GHashTable     *waivers;
  GlsJudgedPairs *judged;
} Answers;

static void
answers_free (gpointer data)
{
  Answers *answers = data;

  g_clear_pointer (&answers->waivers, g_hash_table_unref);
  gls_judged_pairs_free (answers->judged);
  g_free (answers);
}

static gpointer
read_answers (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) judgements = gls_project_load_judgements (project, error);
  Answers *answers;

  if (judgements == NULL)
    return NULL;
  answers = g_new0 (Answers, 1);
  answers->waivers = gls_project_load_waivers (project, NULL, error);
  answers->judged = gls_judged_pairs_new (judgements);
  if (answers->waivers != NULL)
    return answers;
  answers_free (answers);
  return NULL;
}

static void load_answers (GlsProblemWatch *self);

static void
answers_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsProblemWatch) self = data;
  Answers *answers = gls_store_run_finish (self->store, result, NULL);

  self->answers_busy = FALSE;
  if (answers != NULL)
    {
      g_clear_pointer (&self->waivers, g_hash_table_unref);
      gls_judged_pairs_free (self->judged);
      self->waivers = g_steal_pointer (&answers->waivers);
      self->judged = g_steal_pointer (&answers->judged);
      answers_free (answers);
      g_signal_emit (self, signals[CHANGED], 0, NULL);
    }
  if (self->answers_again && !g_cancellable_is_cancelled (self->cancellable))
    load_answers (self);
}

static void
load_answers (GlsProblemWatch *self)
{
  self->answers_again = self->answers_busy;
  if (self->answers_busy)
    return;
  self->answers_busy = TRUE;
  gls_store_read_async (self->store, read_answers, NULL, NULL, answers_free, self->cancellable, answers_read, g_object_ref (self));
}

/* --- Changes ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  gboolean basis, choices, entities, answers;
} Effects;

static void
take_record (GlsProblemWatch *self, const GlsChangedRecord *record, Effects *effects)
{
  const GlsId *document = record->kind == GLS_RECORD_DOCUMENT ? &record->record : &record->document;

  switch (record->kind)
    {
    case GLS_RECORD_TYPE:
    case GLS_RECORD_ATTRIBUTE:
    case GLS_RECORD_ROLE:
    case GLS_RECORD_RELATION_TYPE:
      effects->basis = TRUE;
      break;
    case GLS_RECORD_PLUGIN_CHOICE:
      effects->choices = TRUE;
      break;
    case GLS_RECORD_ENTITY:
    case GLS_RECORD_ALIAS:
      effects->entities = TRUE;
      break;
    case GLS_RECORD_WAIVER:
    case GLS_RECORD_JUDGEMENT:
      effects->answers = TRUE;
      break;
    case GLS_RECORD_DOCUMENT:
    case GLS_RECORD_ZONE:
    case GLS_RECORD_ANNOTATION:
    case GLS_RECORD_LINK:
      if (!gls_id_is_null (document))
        mark_dirty (self, get_entry (self, document));
      break;
    default:
      break;
    }
}

static void
store_changed (GlsStore *store, GArray *records, GlsProblemWatch *self)
{
  Effects effects = { .basis = records == NULL, .answers = records == NULL };

  for (guint i = 0; records != NULL && i < records->len; i++)
    take_record (self, &g_array_index (records, GlsChangedRecord, i), &effects);
  if (effects.choices)
    gls_problem_watch_restart (self);
  else if (effects.basis || effects.entities)
    queue_basis (self, !effects.basis);
  if (effects.answers)
    load_answers (self);
  step (self);
}

/* --- What it says ----------------------------------------------------------------------------------------------------- */

static void
add_findings (GlsProblemWatch *self, GPtrArray *list, GPtrArray *found, const GlsId *document)
{
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GlsFinding *finding = found->pdata[i];

      if (document != NULL && (!finding->problem->has_document || !gls_id_equal (&finding->problem->document, document)))
        continue;
      if (self->judged != NULL && gls_judged_pairs_answer (self->judged, finding->problem))
        continue;
      gls_waiver_free (finding->waiver);
      finding->waiver = self->waivers != NULL ? gls_waiver_copy (g_hash_table_lookup (self->waivers, &finding->problem->id)) : NULL;
      g_ptr_array_add (list, gls_finding_ref (finding));
    }
}

GPtrArray *
gls_problem_watch_list (GlsProblemWatch *self, const GlsId *document)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  Entry *entry = document != NULL ? g_hash_table_lookup (self->entries, document) : NULL;
  GHashTableIter iter;
  gpointer value;

  if (entry != NULL)
    {
      add_findings (self, list, entry->found, NULL);
      add_findings (self, list, entry->wide_found, NULL);
    }
  g_hash_table_iter_init (&iter, self->entries);
  while (document == NULL && g_hash_table_iter_next (&iter, NULL, &value))
    {
      add_findings (self, list, ((Entry *) value)->found, NULL);
      add_findings (self, list, ((Entry *) value)->wide_found, NULL);
    }
  add_findings (self, list, self->everywhere, document);
  g_ptr_array_sort (list, gls_finding_compare);
  return list;
}

gboolean
gls_problem_watch_is_busy (GlsProblemWatch *self)
{
  return self->wide_busy || self->basis == NULL;
}

const char *
gls_problem_watch_get_failure (GlsProblemWatch *self)
{
  return self->failure;
}

void
gls_problem_watch_set_open (GlsProblemWatch *self, const GlsId *documents, guint n)
{
  GHashTableIter iter;
  gpointer key;

  g_array_set_size (self->open, 0);
  g_array_append_vals (self->open, documents, n);
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!is_open (self, key))
      g_hash_table_iter_remove (&iter);
}

void
gls_problem_watch_restart (GlsProblemWatch *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_handle_id (&self->basis_source, g_source_remove);
  load_basis (self);
}

/* --- Object ----------------------------------------------------------------------------------------------------------- */

/* Each bench belongs to its pool's one thread, and to whoever frees it behind that. */
static GlsCheckBench *
narrow_bench (GlsProblemWatch *self)
{
  return g_object_get_data (G_OBJECT (self), "narrow");
}

static GlsCheckBench *
wide_bench (GlsProblemWatch *self)
{
  return g_object_get_data (G_OBJECT (self), "wide");
}

static void
bench_free (gpointer data)
{
  gls_check_bench_clear (data);
  g_free (data);
}

void
gls_problem_watch_stop (GlsProblemWatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->basis_source, g_source_remove);
  g_clear_handle_id (&self->wide_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->store, self);
}

static void
gls_problem_watch_dispose (GObject *object)
{
  GlsProblemWatch *self = GLS_PROBLEM_WATCH (object);

  if (self->store != NULL)
    gls_problem_watch_stop (self);
  G_OBJECT_CLASS (gls_problem_watch_parent_class)->dispose (object);
}

static void
gls_problem_watch_finalize (GObject *object)
{
  GlsProblemWatch *self = GLS_PROBLEM_WATCH (object);

  /* Nothing is under way: whatever is holds a reference. */
  g_thread_pool_free (self->narrow_pool, FALSE, FALSE);
  g_thread_pool_free (self->wide_pool, FALSE, FALSE);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->basis, gls_check_basis_unref);
  g_clear_pointer (&self->waivers, g_hash_table_unref);
  gls_judged_pairs_free (self->judged);
  g_queue_clear (&self->queue);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->texts);
  g_array_unref (self->open);
  g_ptr_array_unref (self->everywhere);
  g_free (self->failure);
  g_free (self->set);
  G_OBJECT_CLASS (gls_problem_watch_parent_class)->finalize (object);
}

static void
gls_problem_watch_class_init (GlsProblemWatchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_problem_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_problem_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[BUSY_CHANGED] = g_signal_new ("busy-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_problem_watch_init (GlsProblemWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, entry_free);
  self->texts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, (GDestroyNotify) gls_text_unref);
  self->open = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->everywhere = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  g_queue_init (&self->queue);
  self->narrow_pool = g_thread_pool_new (check_batch, NULL, 1, FALSE, NULL);
  self->wide_pool = g_thread_pool_new (check_wide, NULL, 1, FALSE, NULL);
  g_object_set_data_full (G_OBJECT (self), "narrow", g_new0 (GlsCheckBench, 1), bench_free);
  g_object_set_data_full (G_OBJECT (self), "wide", g_new0 (GlsCheckBench, 1), bench_free);
  ((GlsCheckBench *) g_object_get_data (G_OBJECT (self), "wide"))->wide = TRUE;
}

GlsProblemWatch *
gls_problem_watch_new (GlsStore *store, const char *set)
{
  GlsProblemWatch *self = g_object_new (GLS_TYPE_PROBLEM_WATCH, NULL);

  self->store = g_object_ref (store);
  self->set = g_strdup (set);
  g_signal_connect (store, "changed", G_CALLBACK (store_changed), self);
  load_basis (self);
  load_answers (self);
  return self;
}
