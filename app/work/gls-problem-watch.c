/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what validators say up to date: notes which documents changed, has them read and checked, open ones first, and drops what came of a
 * version that is gone. gls-problem-batch.c and gls-problem-wide.c do the reading and checking.
 * It must not know validators; gls-problem-bench.c runs them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-problem-watch-private.h"

#define QUIET_MS       600                 /* without a change before the project as a whole is looked at */
#define BASIS_MS       800                 /* codebook or entities changed: more changes may follow */
#define RARE_SECONDS   20                  /* in a large project entities change often and everything is asked again */
#define LARGE          500                 /* documents */

G_DEFINE_FINAL_TYPE (GlsProblemWatch, gls_problem_watch, G_TYPE_OBJECT)

enum { CHANGED, BUSY_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void queue_basis (GlsProblemWatch *self, gboolean rarely);

/* --- Documents -------------------------------------------------------------------------------------------------------- */

static void
entry_free (gpointer data)
{
  GlsWatchEntry *entry = data;

  g_clear_pointer (&entry->found, g_ptr_array_unref);
  g_clear_pointer (&entry->wide_found, g_ptr_array_unref);
  g_free (entry);
}

GlsWatchEntry *
gls_problem_watch_get_entry (GlsProblemWatch *self, const GlsId *id)
{
  GlsWatchEntry *entry = g_hash_table_lookup (self->entries, id);

  if (entry != NULL)
    return entry;
  entry = g_new0 (GlsWatchEntry, 1);
  entry->id = *id;
  g_hash_table_insert (self->entries, &entry->id, entry);
  return entry;
}

static void
mark_dirty (GlsProblemWatch *self, GlsWatchEntry *entry)
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
    mark_dirty (self, gls_problem_watch_get_entry (self, &g_array_index (self->basis->work.table->rows, GlsDocumentRow, i).id));
}

/* --- For both halves -------------------------------------------------------------------------------------------------- */

void
gls_problem_watch_tell (GlsProblemWatch *self, const GlsId *document)
{
  g_signal_emit (self, signals[CHANGED], 0, document);
}

void
gls_problem_watch_tell_busy (GlsProblemWatch *self)
{
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
}

GlsDocument *
gls_problem_watch_load_document (GlsProject *project, const GlsCheckBasis *basis, const GlsId *id, GlsText *text)
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

gboolean
gls_problem_watch_is_open (GlsProblemWatch *self, const GlsId *id)
{
  for (guint i = 0; i < self->open->len; i++)
    if (gls_id_equal (&g_array_index (self->open, GlsId, i), id))
      return TRUE;
  return FALSE;
}

void
gls_problem_watch_note_failures (GlsProblemWatch *self, const GlsCheckOutcome *outcome)
{
  if (outcome->failures->len == 0)
    return;
  g_free (self->failure);
  self->failure = g_strdup (outcome->failures->str);
}

void
gls_problem_watch_set_dropped (GlsProblemWatch *self, GlsWatchEntry *entry, gboolean *flag, gboolean dropped)
{
  self->n_dropped -= entry->dropped || entry->wide_dropped ? 1 : 0;
  *flag = dropped;
  self->n_dropped += entry->dropped || entry->wide_dropped ? 1 : 0;
}

static gboolean
is_any_wide (GlsProblemWatch *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GlsWatchEntry *) value)->wide_dirty)
      return TRUE;
  return FALSE;
}

/* The next thing to do. */
void
gls_problem_watch_step (GlsProblemWatch *self)
{
  if (self->basis == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!self->narrow_busy && self->queue.head != NULL)
    gls_problem_watch_start_batch (self);
  if (!self->wide_busy && self->queue.head == NULL && is_any_wide (self))
    {
      g_clear_handle_id (&self->wide_source, g_source_remove);
      self->wide_source = g_timeout_add (QUIET_MS, gls_problem_watch_start_wide, self);
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
  gls_problem_watch_step (self);
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
      gls_problem_watch_tell (self, NULL);
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
        mark_dirty (self, gls_problem_watch_get_entry (self, document));
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
  gls_problem_watch_step (self);
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
  GlsWatchEntry *entry = document != NULL ? g_hash_table_lookup (self->entries, document) : NULL;
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
      add_findings (self, list, ((GlsWatchEntry *) value)->found, NULL);
      add_findings (self, list, ((GlsWatchEntry *) value)->wide_found, NULL);
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

static void
add_line (GString *lines, char *line)
{
  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  g_free (line);
}

const char *
gls_problem_watch_get_failure (GlsProblemWatch *self)
{
  g_autoptr (GString) lines = g_string_new (self->failure);

  if (self->n_dropped > 0)
    add_line (lines, g_strdup_printf (ngettext ("There are too many problems: those of %u document show when it is opened",
                                                "There are too many problems: those of %u documents show when they are opened",
                                                self->n_dropped),
                                      self->n_dropped));
  if (self->n_left > 0)
    add_line (lines, g_strdup_printf (ngettext ("There are too many problems of the project as a whole: %u more is not shown",
                                                "There are too many problems of the project as a whole: %u more are not shown",
                                                self->n_left),
                                      self->n_left));
  if (lines->len == 0)
    return NULL;
  g_free (self->lines);
  self->lines = g_strdup (lines->str);
  return self->lines;
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
    if (!gls_problem_watch_is_open (self, key))
      g_hash_table_iter_remove (&iter);
  for (guint i = 0; i < n; i++)
    {
      GlsWatchEntry *entry = g_hash_table_lookup (self->entries, &documents[i]);

      /* What it says is as true as before: its version stays. */
      if (entry != NULL && (entry->wide_dropped || self->n_left > 0))
        entry->wide_dirty = TRUE;
      if (entry == NULL || !entry->dropped || entry->dirty)
        continue;
      g_queue_push_tail (&self->queue, entry);
      entry->dirty = TRUE;
    }
  gls_problem_watch_step (self);
}

void
gls_problem_watch_set_most (GlsProblemWatch *self, guint most)
{
  self->most = most;
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
  gls_check_bench_clear (&self->narrow_bench);
  gls_check_bench_clear (&self->wide_bench);
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
  g_free (self->lines);
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
  self->most = GLS_PROBLEM_WATCH_MOST;
  self->entries = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, entry_free);
  self->texts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, (GDestroyNotify) gls_text_unref);
  self->open = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->everywhere = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  g_queue_init (&self->queue);
  self->narrow_pool = g_thread_pool_new (gls_problem_watch_check_batch, NULL, 1, FALSE, NULL);
  self->wide_pool = g_thread_pool_new (gls_problem_watch_check_wide, NULL, 1, FALSE, NULL);
  self->wide_bench.wide = TRUE;
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
