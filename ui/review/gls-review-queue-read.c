/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading for the queue: all documents once, later those that the change feed names; texts as they are looked at.
 * It must not know in what order cases are shown. */
#include "config.h"

#include <string.h>

#include "gls-review-queue-private.h"

/* A reader is given back after so long, so that others can read in between. */
#define SLICE_US 15000
#define SHOW_US 400000
#define MOST_TEXTS 8
/* A project of so many documents is read before anybody looks: the number of its disagreements is shown. */
#define AT_ONCE_DOCUMENTS 2000

static void read_on (GlsReviewQueue *self);

/* --- Documents ------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsReview *review;    /* borrowed */
  GArray    *ids;
  guint64    tick;
} Slice;

static void
slice_free (Slice *slice)
{
  g_array_unref (slice->ids);
  g_free (slice);
}

/* As many as go into a slice of time; the caller asks for the rest again. */
static gpointer
read_slice (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Slice *slice = data;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_queue_document_unref);
  gint64 began = g_get_monotonic_time ();

  slice->review->project = project;
  for (guint i = 0; i < slice->ids->len && (i == 0 || g_get_monotonic_time () - began < SLICE_US); i++)
    {
      const GlsId *id = &g_array_index (slice->ids, GlsId, i);
      g_autoptr (GError) failure = NULL;
      GlsQueueDocument *document = gls_queue_document_read (slice->review, id, &failure);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          gls_queue_document_unref (document);
          return NULL;
        }
      /* One that has gone, or cannot be read, has no cases. */
      if (document == NULL)
        {
          g_autoptr (GPtrArray) none = g_ptr_array_new ();

          document = gls_queue_document_new (id, "", none);
        }
      g_ptr_array_add (documents, document);
    }
  return g_steal_pointer (&documents);
}

/* Takes @document. */
static void
put_document (GlsReviewQueue *self, GlsQueueDocument *document)
{
  guint at;

  for (guint i = 0; i < self->documents->len; i++)
    if (gls_id_equal (&((GlsQueueDocument *) g_ptr_array_index (self->documents, i))->document, &document->document))
      {
        g_ptr_array_remove_index (self->documents, i);
        break;
      }
  if (*document->key == '\0')
    {
      gls_queue_document_unref (document);
      return;
    }
  /* Mostly they come in order. */
  at = self->documents->len;
  while (at > 0 && strcmp (((GlsQueueDocument *) g_ptr_array_index (self->documents, at - 1))->key, document->key) > 0)
    at--;
  g_ptr_array_insert (self->documents, at, document);
}

/* What is shown now knows these decisions. */
static void
reveal (GlsReviewQueue *self, const GlsId *document, guint64 tick)
{
  GHashTableIter iter;
  Hidden *hidden;

  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &hidden))
    if (hidden->known_from <= tick && gls_id_equal (&hidden->document, document))
      g_hash_table_iter_remove (&iter);
}

typedef struct {
  GlsReviewQueue *queue;
  guint64         tick;
} Reading;

/* Another project may have been opened meanwhile. */
static void
reading_failed (GlsReviewQueue *self, const GError *error)
{
  if (self->session == NULL)
    g_clear_pointer (&self->review, gls_review_free);
  else if (self->begin_again)
    read_on (self);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_say (self->session, error->message, FALSE);
}

static void
slice_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (GlsReviewQueue) self = reading->queue;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->reading = FALSE;
  if (documents == NULL || self->session == NULL)
    {
      reading_failed (self, error);
      return;
    }
  self->next += documents->len;
  for (guint i = 0; i < documents->len; i++)
    {
      GlsQueueDocument *document = g_ptr_array_index (documents, i);

      put_document (self, gls_queue_document_ref (document));
      reveal (self, &document->document, reading->tick);
    }
  /* Of many documents not every slice is shown: that would be work without end. */
  if (self->next >= self->todo->len || g_get_monotonic_time () - self->sorted_at > SHOW_US)
    {
      self->sorted_at = g_get_monotonic_time ();
      gls_review_queue_sort (self);
    }
  read_on (self);
}

/* --- What all have in common ----------------------------------------------------------------------------------------- */

static gpointer
read_review (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const GlsReviewQuery query = { NULL };

  return gls_review_new (project, &query, error);
}

static void
review_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsReviewQueue) self = data;
  g_autoptr (GError) error = NULL;
  GlsReview *review = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->session == NULL || review == NULL)
    {
      g_clear_pointer (&review, gls_review_free);
      reading_failed (self, error);
      return;
    }
  g_clear_pointer (&self->review, gls_review_free);
  self->review = review;
  g_strfreev (self->people);
  self->people = g_strdupv (review->people);
  self->n_documents = review->documents->len;
  g_array_set_size (self->todo, 0);
  self->next = 0;
  g_array_append_vals (self->todo, review->documents->data, review->documents->len);
  gls_review_queue_say_changed (self);
  read_on (self);
}

static void
read_on (GlsReviewQueue *self)
{
  GlsStore *store = self->session != NULL ? gls_session_get_store (self->session) : NULL;
  Slice *slice;
  Reading *reading;

  if (self->reading || store == NULL)
    return;
  if (self->begin_again)
    {
      self->begin_again = FALSE;
      self->reading = TRUE;
      self->tick++;
      gls_store_read_async (store, read_review, NULL, NULL, (GDestroyNotify) gls_review_free, self->cancellable, review_read,
                            g_object_ref (self));
      return;
    }
  /* Reading millions of annotations takes minutes and memory. */
  if (self->review != NULL && !self->wanted && self->n_documents > AT_ONCE_DOCUMENTS)
    return;
  if (self->next >= self->todo->len || self->review == NULL)
    {
      g_array_set_size (self->todo, 0);
      self->next = 0;
      gls_review_queue_say_changed (self);
      return;
    }
  self->reading = TRUE;
  self->tick++;
  slice = g_new0 (Slice, 1);
  slice->review = self->review;
  slice->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  g_array_append_vals (slice->ids, &g_array_index (self->todo, GlsId, self->next), MIN (self->todo->len - self->next, 256));
  reading = g_new0 (Reading, 1);
  reading->queue = g_object_ref (self);
  reading->tick = self->tick;
  gls_store_read_async (store, read_slice, slice, (GDestroyNotify) slice_free, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, slice_read, reading);
}

void
gls_review_queue_want (GlsReviewQueue *self)
{
  if (self->wanted)
    return;
  self->wanted = TRUE;
  read_on (self);
}

void
gls_review_queue_touch (GlsReviewQueue *self, const GlsId *document)
{
  /* One that is being read now may have changed since: once more. */
  for (guint i = self->reading ? MIN (self->next + 256, self->todo->len) : self->next; i < self->todo->len; i++)
    if (gls_id_equal (&g_array_index (self->todo, GlsId, i), document))
      return;
  g_array_append_vals (self->todo, document, 1);
  read_on (self);
}

/* --- The change feed ------------------------------------------------------------------------------------------------- */

static gboolean
is_of_documents (GlsRecordKind kind)
{
  return kind == GLS_RECORD_DOCUMENT || kind == GLS_RECORD_ZONE || kind == GLS_RECORD_ANNOTATION || kind == GLS_RECORD_LINK
         || kind == GLS_RECORD_DECISION || kind == GLS_RECORD_STATUS;
}

static gboolean
is_of_all (GlsRecordKind kind)
{
  return kind == GLS_RECORD_PERSON || kind == GLS_RECORD_TYPE || kind == GLS_RECORD_ATTRIBUTE || kind == GLS_RECORD_ROLE
         || kind == GLS_RECORD_RELATION_TYPE || kind == GLS_RECORD_JUDGEMENT || kind == GLS_RECORD_ENTITY;
}

static void
records_changed (GlsReviewQueue *self, GArray *records)
{
  g_autoptr (GHashTable) touched = g_hash_table_new (gls_id_hash, gls_id_equal);
  GHashTableIter iter;
  gpointer id;

  self->begin_again |= records == NULL;
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const GlsChangedRecord *record = &g_array_index (records, GlsChangedRecord, i);

      if (is_of_all (record->kind))
        self->begin_again = TRUE;
      else if (record->kind == GLS_RECORD_DOCUMENT)
        g_hash_table_add (touched, (gpointer) &record->record);
      else if (is_of_documents (record->kind) && !gls_id_is_null (&record->document))
        g_hash_table_add (touched, (gpointer) &record->document);
    }
  if (self->begin_again)
    {
      read_on (self);
      return;
    }
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    gls_review_queue_touch (self, id);
}

static void
codebook_changed (GlsReviewQueue *self)
{
  self->begin_again = TRUE;
  read_on (self);
}

void
gls_review_queue_set_session (GlsReviewQueue *self, GlsSession *session)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_object (&self->session);
      /* A reading that is under way still has the review's data: it ends with the store, which is closed after the session. */
      gls_review_queue_clear (self);
      g_ptr_array_set_size (self->documents, 0);
      g_hash_table_remove_all (self->hidden);
      g_queue_clear_full (&self->text_order, g_free);
      g_hash_table_remove_all (self->texts);
      g_array_set_size (self->todo, 0);
      g_array_set_size (self->decided, 0);
      self->next = self->n_documents = 0;
      g_clear_pointer (&self->people, g_strfreev);
      if (!self->reading)
        g_clear_pointer (&self->review, gls_review_free);
    }
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "person-changed", G_CALLBACK (gls_review_queue_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "codebook-changed", G_CALLBACK (codebook_changed), self, G_CONNECT_SWAPPED);
  self->wanted = FALSE;
  self->begin_again = TRUE;
  read_on (self);
}

/* --- Texts ----------------------------------------------------------------------------------------------------------- */

static gpointer
read_text (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char * const none[] = { NULL };

  return gls_project_load_document (project, data, GLS_LOAD_TEXT, none, error);
}

typedef struct {
  GlsReviewQueue *queue;
  GlsId           id;
} Wanted;

static void
text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Wanted *wanted = data;
  g_autoptr (GlsReviewQueue) self = wanted->queue;
  GlsDocument *document = gls_store_run_finish (GLS_STORE (source), result, NULL);

  if (self->session == NULL || document == NULL || !g_hash_table_contains (self->texts, &wanted->id))
    {
      g_clear_pointer (&document, gls_document_unref);
      g_hash_table_remove (self->texts, &wanted->id);
      return;
    }
  /* In the place of the mark that it is being read. */
  g_hash_table_replace (self->texts, g_memdup2 (&wanted->id, sizeof wanted->id), document);
  gls_review_queue_say_changed (self);
}

static void
forget_oldest (GlsReviewQueue *self)
{
  while (g_queue_get_length (&self->text_order) > MOST_TEXTS)
    {
      g_autofree GlsId *oldest = g_queue_pop_head (&self->text_order);

      g_hash_table_remove (self->texts, oldest);
    }
}

GlsDocument *
gls_review_queue_get_text (GlsReviewQueue *self, const GlsId *document)
{
  gpointer found = NULL;
  Wanted *wanted;

  if (self->session == NULL || g_hash_table_lookup_extended (self->texts, document, NULL, &found))
    return found;
  g_hash_table_insert (self->texts, g_memdup2 (document, sizeof *document), NULL);
  g_queue_push_tail (&self->text_order, g_memdup2 (document, sizeof *document));
  forget_oldest (self);
  wanted = g_new0 (Wanted, 1);
  wanted->queue = g_object_ref (self);
  wanted->id = *document;
  gls_store_read_async (gls_session_get_store (self->session), read_text, g_memdup2 (document, sizeof *document), g_free,
                        (GDestroyNotify) gls_document_unref, self->cancellable, text_read, wanted);
  return NULL;
}
