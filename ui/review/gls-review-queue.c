/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads disagreements document by document on a reader thread, puts them in order on another, and keeps both up to date.
 * It must not know widgets, nor how a case is shown. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <string.h>

#include "gls-review-queue-private.h"

/* So many decisions are remembered to come back to when they are undone. */
#define MOST_REMEMBERED 1000
/* So many rows are taken out one by one. */
#define FEW 16

struct _GlsReviewItem {
  GObject  parent_instance;
  GlsCase *item;
};

G_DEFINE_FINAL_TYPE (GlsReviewItem, gls_review_item, G_TYPE_OBJECT)

static void
gls_review_item_finalize (GObject *object)
{
  g_clear_pointer (&GLS_REVIEW_ITEM (object)->item, gls_case_unref);
  G_OBJECT_CLASS (gls_review_item_parent_class)->finalize (object);
}

static void
gls_review_item_class_init (GlsReviewItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_review_item_finalize;
}

static void
gls_review_item_init (GlsReviewItem *self)
{
}

GlsCase *
gls_review_item_get_case (GlsReviewItem *self)
{
  return self->item;
}

/* --- Model ----------------------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return GLS_TYPE_REVIEW_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return GLS_REVIEW_QUEUE (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GlsReviewQueue *self = GLS_REVIEW_QUEUE (model);
  GlsReviewItem *item;

  if (position >= self->rows->len)
    return NULL;
  item = g_object_new (GLS_TYPE_REVIEW_ITEM, NULL);
  item->item = gls_case_ref (g_ptr_array_index (self->rows, position));
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GlsReviewQueue, gls_review_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { CHANGED, SETTLED, RETURNED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
gls_review_queue_say_changed (GlsReviewQueue *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Would the two look the same in a row? */
static gboolean
same_row (const GlsCase *a, const GlsCase *b)
{
  return a == b || (gls_id_equal (&a->id, &b->id) && a->alike == b->alike && a->state == b->state && a->start == b->start
                    && a->unsure == b->unsure);
}

/* Takes @rows. Only what differs in the middle is told. */
static void
set_rows (GlsReviewQueue *self, GPtrArray *rows)
{
  GPtrArray *old = self->rows;
  guint before = 0, after = 0, least = MIN (old->len, rows->len);

  while (before < least && same_row (g_ptr_array_index (old, before), g_ptr_array_index (rows, before)))
    before++;
  while (after < least - before
         && same_row (g_ptr_array_index (old, old->len - 1 - after), g_ptr_array_index (rows, rows->len - 1 - after)))
    after++;
  self->rows = rows;
  if (old->len != rows->len || before < least)
    g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after, rows->len - before - after);
  g_ptr_array_unref (old);
}

/* From where a case was asked for last to both sides: what is in front is looked for nearly always. */
static guint
find_row (GlsReviewQueue *self, const GlsId *id)
{
  guint n = self->rows->len, near = MIN (self->near, n);

  for (guint step = 0; step <= near || step < n - near; step++)
    {
      if (step < n - near && gls_id_equal (&((GlsCase *) g_ptr_array_index (self->rows, near + step))->id, id))
        return near + step;
      if (step > 0 && step <= near && gls_id_equal (&((GlsCase *) g_ptr_array_index (self->rows, near - step))->id, id))
        return near - step;
    }
  return GTK_INVALID_LIST_POSITION;
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gls_case_unref);
}

/* The view without what has just been decided. There may be 100,000: nothing is asked of a hash table for most of them. */
static void
show_view (GlsReviewQueue *self)
{
  guint n = self->view != NULL ? self->view->cases->len : 0;
  gboolean all = self->filter.settled || g_hash_table_size (self->hidden) == 0;
  GPtrArray *rows = g_ptr_array_sized_new (n);
  gboolean first_bytes[256] = { FALSE };
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    first_bytes[*(const guint8 *) id] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      GlsCase *item = g_ptr_array_index (self->view->cases, i);

      if (all || !first_bytes[*(const guint8 *) &item->id] || !g_hash_table_contains (self->hidden, &item->id))
        g_ptr_array_add (rows, item);
    }
  set_rows (self, rows);
}

/* Some cases can just be taken out; many are told at once. */
static void
take_out (GlsReviewQueue *self, const GPtrArray *ids)
{
  if (self->filter.settled)
    return;
  if (ids->len > FEW)
    {
      show_view (self);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      guint position = find_row (self, g_ptr_array_index (ids, i));

      if (position == GTK_INVALID_LIST_POSITION)
        continue;
      g_ptr_array_remove_index (self->rows, position);
      self->near = position;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

void
gls_review_queue_clear (GlsReviewQueue *self)
{
  guint n = self->rows->len;

  g_ptr_array_set_size (self->rows, 0);
  self->near = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_clear_pointer (&self->view, gls_queue_view_free);
}

/* --- In order -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray     *documents;
  GlsQueueFilter filter;
} Sorting;

static void
sorting_free (Sorting *sorting)
{
  g_ptr_array_unref (sorting->documents);
  gls_queue_filter_clear (&sorting->filter);
  g_free (sorting);
}

static void
sort_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sorting *sorting = data;
  GlsQueueView *view = gls_queue_view_new (sorting->documents, &sorting->filter, cancellable);

  g_task_return_pointer (task, view, (GDestroyNotify) gls_queue_view_free);
}

static void
look_for_returned (GlsReviewQueue *self)
{
  while (self->decided->len > 0)
    {
      GlsId id = g_array_index (self->decided, GlsId, self->decided->len - 1);

      if (g_hash_table_contains (self->hidden, &id) || gls_review_queue_find (self, &id) == GTK_INVALID_LIST_POSITION)
        return;
      g_array_set_size (self->decided, self->decided->len - 1);
      g_signal_emit (self, signals[RETURNED], 0, &id);
    }
}

static void
free_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gls_queue_view_free (data);
  g_task_return_boolean (task, TRUE);
}

/* To let go of 100,000 cases takes a while. */
static void
free_elsewhere (GlsQueueView *view)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, view, NULL);
  g_task_run_in_thread (task, free_in_thread);
}

static void
sorted (GObject *source, GAsyncResult *result, gpointer data)
{
  GlsReviewQueue *self = GLS_REVIEW_QUEUE (source);
  GlsQueueView *view = g_task_propagate_pointer (G_TASK (result), NULL);

  GlsQueueView *old;

  self->sorting = FALSE;
  if (view == NULL || self->session == NULL)
    {
      g_clear_pointer (&view, gls_queue_view_free);
      return;
    }
  /* Its cases are the rows until there are others. */
  old = self->view;
  self->view = view;
  show_view (self);
  free_elsewhere (old);
  look_for_returned (self);
  gls_review_queue_say_changed (self);
  if (self->sort_again)
    gls_review_queue_sort (self);
}

void
gls_review_queue_sort (GlsReviewQueue *self)
{
  g_autoptr (GTask) task = NULL;
  Sorting *sorting;

  self->sort_again = self->sorting;
  if (self->sorting || self->session == NULL)
    return;
  self->sorting = TRUE;
  sorting = g_new0 (Sorting, 1);
  sorting->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_queue_document_unref);
  for (guint i = 0; i < self->documents->len; i++)
    g_ptr_array_add (sorting->documents, gls_queue_document_ref (g_ptr_array_index (self->documents, i)));
  gls_queue_filter_copy (&self->filter, &sorting->filter);
  for (guint i = 0; self->people != NULL && self->people[i] != NULL; i++)
    if (strcmp (self->people[i], gls_session_get_person (self->session)) == 0)
      sorting->filter.me = i;
  task = g_task_new (self, self->cancellable, sorted, NULL);
  g_task_set_task_data (task, sorting, (GDestroyNotify) sorting_free);
  g_task_run_in_thread (task, sort_in_thread);
}

/* --- Deciding -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsReviewQueue *queue;
  GlsDecide      *decide;
  GPtrArray      *hidden;   /* GlsId, owned */
} Decision;

static gpointer
run_decision (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree GlsDecideReport *report = g_new0 (GlsDecideReport, 1);

  return gls_decide_run (data, project, report, error) ? g_steal_pointer (&report) : NULL;
}

/* From now on what is read of these documents knows the decision. */
static void
confirm (GlsReviewQueue *self, const GlsDecide *decide, const GPtrArray *hidden, gboolean done)
{
  for (guint i = 0; i < hidden->len; i++)
    {
      Hidden *one = g_hash_table_lookup (self->hidden, g_ptr_array_index (hidden, i));

      if (one != NULL && done)
        one->known_from = self->tick + 1;
      else if (one != NULL)
        g_hash_table_remove (self->hidden, g_ptr_array_index (hidden, i));
    }
  for (guint i = 0; i < decide->cases->len; i++)
    gls_review_queue_touch (self, &((GlsCaseRef *) g_ptr_array_index (decide->cases, i))->document);
}

static void
decision_free (Decision *decision)
{
  gls_decide_free (decision->decide);
  g_ptr_array_unref (decision->hidden);
  g_object_unref (decision->queue);
  g_free (decision);
}

static void
decision_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Decision *decision = data;
  GlsReviewQueue *self = decision->queue;
  g_autoptr (GError) error = NULL;
  g_autofree GlsDecideReport *report = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (self->session != NULL)
    {
      confirm (self, decision->decide, decision->hidden, report != NULL);
      if (report == NULL)
        {
          gls_session_fail (self->session, _ ("The decision is not saved"), error != NULL ? error->message : "");
          show_view (self);
        }
      else
        g_signal_emit (self, signals[SETTLED], 0, report->settled, report->stale);
    }
  decision_free (decision);
}

GlsDecide *
gls_review_queue_new_decision (GlsReviewQueue *self, GlsTake take)
{
  return gls_decide_new (take, gls_session_get_person (self->session));
}

static void
hide_case (GlsReviewQueue *self, const GlsCase *item, GPtrArray *ids)
{
  Hidden *hidden = g_new0 (Hidden, 1);

  hidden->id = item->id;
  hidden->document = item->document;
  hidden->known_from = G_MAXUINT64;
  g_hash_table_replace (self->hidden, &hidden->id, hidden);
  g_ptr_array_add (ids, g_memdup2 (&item->id, sizeof item->id));
}

/* Does the decision settle others of its group, too? A mark that is not to be has no other questions. */
static gboolean
takes_others (const GlsDecide *decide, const GlsCase *item)
{
  const GlsCaseRef *ref = g_ptr_array_index (decide->cases, 0);

  if (decide->take == GLS_TAKE_VERSION && item->kind == GLS_CASE_FOUND)
    return g_strcmp0 (ref->value, "not marked") == 0;
  return decide->take == GLS_TAKE_PERSON || (decide->take == GLS_TAKE_NONE && item->kind <= GLS_CASE_TYPE);
}

static void
hide_cases (GlsReviewQueue *self, const GlsDecide *decide, GPtrArray *ids)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (gls_id_hash, gls_id_equal);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (decide->cases->len == 1)
    {
      GlsCase *item = gls_review_queue_get (self, find_row (self, &((GlsCaseRef *) g_ptr_array_index (decide->cases, 0))->id));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  else
    {
      for (guint i = 0; i < decide->cases->len; i++)
        g_hash_table_add (taken, &((GlsCaseRef *) g_ptr_array_index (decide->cases, i))->id);
      for (guint i = 0; i < self->rows->len; i++)
        if (g_hash_table_contains (taken, &((GlsCase *) g_ptr_array_index (self->rows, i))->id))
          g_ptr_array_add (items, g_ptr_array_index (self->rows, i));
    }
  /* One case is what is decided nearly always; then its neighbours are looked at, else only what was named. */
  for (guint i = 0; items->len == 1 && takes_others (decide, g_ptr_array_index (items, 0)) && i < self->rows->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (items, 0), *other = g_ptr_array_index (self->rows, i);

      if (other->group == item->group && other != item && gls_id_equal (&other->document, &item->document))
        hide_case (self, other, ids);
    }
  for (guint i = 0; i < items->len; i++)
    hide_case (self, g_ptr_array_index (items, i), ids);
}

void
gls_review_queue_decide (GlsReviewQueue *self, GlsDecide *decide)
{
  Decision *decision;
  const GlsCaseRef *first = decide->cases->len > 0 ? g_ptr_array_index (decide->cases, 0) : NULL;

  if (first == NULL || self->session == NULL)
    {
      gls_decide_free (decide);
      return;
    }
  decision = g_new0 (Decision, 1);
  decision->hidden = g_ptr_array_new_with_free_func (g_free);
  if (decide->take != GLS_TAKE_BACK)
    {
      g_array_append_val (self->decided, first->id);
      if (self->decided->len > MOST_REMEMBERED)
        g_array_remove_range (self->decided, 0, self->decided->len - MOST_REMEMBERED);
      hide_cases (self, decide, decision->hidden);
    }
  decision->queue = g_object_ref (self);
  decision->decide = decide;
  gls_store_write_async (gls_session_get_store (self->session), run_decision, decide, NULL, g_free, NULL, decision_written, decision);
  take_out (self, decision->hidden);
  gls_review_queue_say_changed (self);
}

/* --- Questions ------------------------------------------------------------------------------------------------------- */

GlsCase *
gls_review_queue_get (GlsReviewQueue *self, guint position)
{
  if (position >= self->rows->len)
    return NULL;
  self->near = position;
  return g_ptr_array_index (self->rows, position);
}

guint
gls_review_queue_find (GlsReviewQueue *self, const GlsId *id)
{
  /* What has just been decided is no row: it need not be looked for. */
  return !self->filter.settled && g_hash_table_contains (self->hidden, id) ? GTK_INVALID_LIST_POSITION : find_row (self, id);
}

guint
gls_review_queue_count_alike (GlsReviewQueue *self, const GlsCase *item)
{
  return self->view != NULL ? gls_queue_view_count_alike (self->view, item) : 0;
}

GPtrArray *
gls_review_queue_list_alike (GlsReviewQueue *self, GlsCase *item, guint most)
{
  GPtrArray *list = new_rows ();

  g_ptr_array_add (list, gls_case_ref (item));
  for (guint d = 0; d < self->documents->len; d++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (self->documents, d);

      for (guint i = 0; i < document->cases->len && (most == 0 || list->len < most); i++)
        {
          GlsCase *other = g_ptr_array_index (document->cases, i);

          if (other->alike == item->alike && other->state != GLS_CASE_SETTLED && !gls_id_equal (&other->id, &item->id)
              && !g_hash_table_contains (self->hidden, &other->id))
            g_ptr_array_add (list, gls_case_ref (other));
        }
    }
  return list;
}

char **
gls_review_queue_get_people (GlsReviewQueue *self)
{
  return self->people;
}

guint
gls_review_queue_count_people (GlsReviewQueue *self)
{
  return self->people != NULL ? g_strv_length (self->people) : 0;
}

guint
gls_review_queue_count_open (GlsReviewQueue *self)
{
  guint n = self->view != NULL ? self->view->n_open : 0, hidden = g_hash_table_size (self->hidden);

  return n > hidden ? n - hidden : 0;
}

guint
gls_review_queue_count_settled (GlsReviewQueue *self)
{
  return self->view != NULL ? self->view->n_settled + g_hash_table_size (self->hidden) : 0;
}

guint
gls_review_queue_count_mine (GlsReviewQueue *self)
{
  return self->view != NULL ? self->view->n_mine : 0;
}

guint
gls_review_queue_count_documents (GlsReviewQueue *self)
{
  return self->documents->len;
}

GPtrArray *
gls_review_queue_get_documents (GlsReviewQueue *self)
{
  return self->documents;
}

double
gls_review_queue_get_progress (GlsReviewQueue *self)
{
  guint left = self->todo->len - self->next;

  if (self->people == NULL)
    return 0;
  return self->n_documents > 0 ? 1.0 - (double) MIN (left, self->n_documents) / self->n_documents : 1;
}

void
gls_review_queue_set_filter (GlsReviewQueue *self, const GlsQueueFilter *filter)
{
  GlsQueueFilter copy;

  gls_queue_filter_copy (filter, &copy);
  gls_queue_filter_clear (&self->filter);
  self->filter = copy;
  gls_review_queue_sort (self);
}

const GlsQueueFilter *
gls_review_queue_get_filter (GlsReviewQueue *self)
{
  return &self->filter;
}

/* --- Object ---------------------------------------------------------------------------------------------------------- */

static void
gls_review_queue_dispose (GObject *object)
{
  gls_review_queue_set_session (GLS_REVIEW_QUEUE (object), NULL);
  G_OBJECT_CLASS (gls_review_queue_parent_class)->dispose (object);
}

static void
gls_review_queue_finalize (GObject *object)
{
  GlsReviewQueue *self = GLS_REVIEW_QUEUE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->documents);
  g_array_unref (self->todo);
  g_array_unref (self->decided);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->texts);
  g_queue_clear_full (&self->text_order, g_free);
  gls_queue_filter_clear (&self->filter);
  G_OBJECT_CLASS (gls_review_queue_parent_class)->finalize (object);
}

static void
gls_review_queue_class_init (GlsReviewQueueClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_review_queue_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_review_queue_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[RETURNED] = g_signal_new ("returned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
unref_text (gpointer document)
{
  g_clear_pointer ((GlsDocument **) &document, gls_document_unref);
}

static void
gls_review_queue_init (GlsReviewQueue *self)
{
  self->rows = g_ptr_array_new ();
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_queue_document_unref);
  self->todo = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->decided = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->hidden = g_hash_table_new_full (gls_id_hash, gls_id_equal, NULL, g_free);
  self->texts = g_hash_table_new_full (gls_id_hash, gls_id_equal, g_free, unref_text);
  g_queue_init (&self->text_order);
  self->filter = (GlsQueueFilter) GLS_QUEUE_FILTER_INIT;
}

GlsReviewQueue *
gls_review_queue_new (void)
{
  return g_object_new (GLS_TYPE_REVIEW_QUEUE, NULL);
}
