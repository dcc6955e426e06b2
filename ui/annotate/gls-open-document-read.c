/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the open document, its links and single annotations off the main thread, and again when a commit has changed them.
 * It must not know a widget, nor how edits are made. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-open-document-private.h"

/* Annotations kept in full; the one that was looked at longest ago gives way. */
#define MOST_DETAILS 32

static void read_again (GlsOpenDocument *self, gboolean document);
static void read_links (GlsOpenDocument *self);
static void read_suggestions (GlsOpenDocument *self);

/* --- What edits were laid over ----------------------------------------------------------------------------------- */

void
gls_open_document_forget_laid (GlsOpenDocument *self)
{
  self->state++;
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_clear_pointer (&self->own_spans, gls_span_table_unref);
  g_clear_pointer (&self->finder, gls_span_finder_free);
  g_clear_pointer (&self->links, g_ptr_array_unref);
}

static GlsDetails *
find_details (GlsOpenDocument *self, const GlsId *id)
{
  for (guint i = 0; i < self->details->len; i++)
    {
      GlsDetails *details = g_ptr_array_index (self->details, i);

      if (gls_id_equal (&details->id, id))
        return details;
    }
  return NULL;
}

/* Is the edit in everything that was read and that it is laid over? */
static gboolean
is_in_all (GlsOpenDocument *self, const GlsEdit *edit)
{
  const GlsDetails *details;

  if (!edit->committed || self->document == NULL || !gls_id_equal (&edit->document, &self->document->id))
    return edit->committed;
  if (edit->kind == GLS_EDIT_LINK || edit->kind == GLS_EDIT_UNLINK)
    return gls_edit_is_in (edit, self->links_reading);
  if (!gls_edit_is_in (edit, self->base_reading))
    return FALSE;
  if (edit->kind == GLS_EDIT_JUDGE)
    return TRUE;
  if (edit->ids == NULL)
    {
      details = find_details (self, &edit->id);
      return details == NULL || gls_edit_is_in (edit, details->reading);
    }
  for (guint i = 0; i < self->details->len; i++)
    {
      details = g_ptr_array_index (self->details, i);
      if (!gls_edit_is_in (edit, details->reading) && gls_edit_is_for (edit, &details->id))
        return FALSE;
    }
  return TRUE;
}

static void
drop_edits (GlsOpenDocument *self)
{
  guint n = 0;

  /* Places in the list stay what they are while a step is put together. */
  for (guint i = 0; self->depth == 0 && i < self->edits->len; i++)
    {
      GlsEdit *edit = self->edits->pdata[i];

      if (is_in_all (self, edit))
        gls_edit_unref (edit);
      else
        self->edits->pdata[n++] = edit;
    }
  if (self->depth == 0)
    {
      /* Freed or moved forward, all of them. */
      for (guint i = n; i < self->edits->len; i++)
        self->edits->pdata[i] = NULL;
      g_ptr_array_set_size (self->edits, n);
    }
  gls_open_document_forget_laid (self);
}

/* --- The document and its spans ---------------------------------------------------------------------------------- */

typedef struct {
  GlsId        id;
  char        *person;
  gboolean     document;
  gboolean     text;
  gboolean     alone;    /* gold, or another's: what plugins propose is for one's own */
  GlsCodebook *codebook;
} Request;

typedef struct {
  GlsDocument  *document; /* NULL when only spans were asked */
  GlsSpanTable *spans;
} Reading;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->person);
  gls_codebook_unref (request->codebook);
  g_free (request);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->document, gls_document_unref);
  g_clear_pointer (&reading->spans, gls_span_table_unref);
  g_free (reading);
}

static gpointer
read_document (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  const char * const only[] = { request->person, NULL };
  Reading *reading = g_new0 (Reading, 1);

  if (request->document)
    reading->document = gls_project_load_document (project, &request->id, request->text ? GLS_LOAD_TEXT : 0, NULL,
                                                   error);
  if (!request->document || reading->document != NULL)
    reading->spans = request->alone ? gls_project_load_spans (project, &request->id, only, error)
                                    : gls_project_load_open_spans (project, &request->id, request->person, error);
  if (reading->spans == NULL)
    g_clear_pointer (&reading, reading_free);
  return reading;
}

static GTask *
new_reading (GlsOpenDocument *self, GCancellable *cancellable)
{
  GTask *task = g_task_new (self, cancellable, NULL, NULL);

  self->reading++;
  g_task_set_task_data (task, g_memdup2 (&self->reading, sizeof self->reading), g_free);
  return task;
}

static guint64
get_number (GTask *task)
{
  return *(guint64 *) g_task_get_task_data (task);
}

static Request *
new_request (GlsOpenDocument *self, const GlsId *id)
{
  Request *request = g_new0 (Request, 1);

  request->id = *id;
  request->person = g_strdup (gls_session_get_set (self->session));
  request->alone = !gls_session_shows_own (self->session);
  request->codebook = gls_codebook_ref (gls_session_get_codebook (self->session));
  return request;
}

static void
start_reading (GlsOpenDocument *self, const GlsId *id, gboolean document, gboolean text, GCancellable *cancellable,
               GAsyncReadyCallback callback)
{
  Request *request = new_request (self, id);

  request->document = document;
  request->text = text;
  gls_store_read_async (gls_session_get_store (self->session), read_document, request, request_free, reading_free, cancellable,
                        callback, new_reading (self, cancellable));
}

static void
take_spans (GlsOpenDocument *self, GlsSpanTable *spans, guint64 reading)
{
  g_clear_pointer (&self->base, gls_span_table_unref);
  self->base = spans;
  self->base_reading = reading;
  drop_edits (self);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Reading *reading = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (self->loading == NULL || g_task_get_cancellable (task) != self->loading)
    {
      g_clear_pointer (&reading, reading_free);
      return;
    }
  g_clear_object (&self->loading);
  if (reading == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gls_session_fail (self->session, _ ("The document cannot be opened"), error->message);
      return;
    }
  g_clear_pointer (&self->document, gls_document_unref);
  self->document = g_steal_pointer (&reading->document);
  self->has_status = FALSE;
  g_ptr_array_set_size (self->details, 0);
  g_ptr_array_unref (self->base_links);
  self->base_links = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_link_free);
  self->links_reading = 0;
  g_clear_pointer (&self->proposed, g_hash_table_unref);
  g_clear_pointer (&self->proposing, gls_document_unref);
  self->correcting = FALSE;
  take_spans (self, g_steal_pointer (&reading->spans), get_number (task));
  reading_free (reading);
  gls_open_document_emit (self, GLS_OPEN_DOCUMENT_LOADED);
  read_links (self);
  read_suggestions (self);
}

void
gls_open_document_start_loading (GlsOpenDocument *self)
{
  start_reading (self, &self->wanted, TRUE, TRUE, self->loading, loaded);
}

static void
take_metadata (GlsOpenDocument *self, GlsDocument *document)
{
  /* The text never changes; everything else may have. */
  g_clear_pointer (&document->text, gls_text_unref);
  document->text = gls_text_ref (self->document->text);
  gls_document_unref (self->document);
  self->document = document;
  gls_open_document_emit (self, GLS_OPEN_DOCUMENT_METADATA_CHANGED);
}

static void
read_anew (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Reading *reading = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->reloading = FALSE;
  if (reading != NULL && self->document != NULL && gls_id_equal (&reading->spans->document, &self->document->id))
    {
      if (reading->document != NULL)
        take_metadata (self, g_steal_pointer (&reading->document));
      take_spans (self, g_steal_pointer (&reading->spans), get_number (task));
      gls_open_document_emit (self, GLS_OPEN_DOCUMENT_SPANS_CHANGED);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self->session, _ ("The annotations cannot be read"), error->message);
  g_clear_pointer (&reading, reading_free);
  if (self->reload_again)
    read_again (self, self->again_document);
}

static void
read_again (GlsOpenDocument *self, gboolean document)
{
  if (self->reloading)
    {
      self->reload_again = TRUE;
      self->again_document |= document;
      return;
    }
  self->reloading = TRUE;
  self->reload_again = self->again_document = FALSE;
  start_reading (self, &self->document->id, document, FALSE, NULL, read_anew);
}

/* --- Links ------------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsId      document;
  GPtrArray *links;
} LinkReading;

static void
link_reading_free (gpointer data)
{
  LinkReading *reading = data;

  g_ptr_array_unref (reading->links);
  g_free (reading);
}

static gpointer
load_links (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  GPtrArray *links = gls_project_load_links (project, &request->id, error);
  LinkReading *reading;

  if (links == NULL)
    return NULL;
  reading = g_new0 (LinkReading, 1);
  reading->document = request->id;
  reading->links = links;
  return reading;
}

static void
links_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  LinkReading *reading = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->links_asked = FALSE;
  if (reading != NULL && self->document != NULL && gls_id_equal (&reading->document, &self->document->id))
    {
      g_ptr_array_unref (self->base_links);
      self->base_links = g_ptr_array_ref (reading->links);
      self->links_reading = get_number (task);
      drop_edits (self);
      gls_open_document_emit (self, GLS_OPEN_DOCUMENT_LINKS_CHANGED);
      gls_open_document_emit (self, GLS_OPEN_DOCUMENT_DETAILS_CHANGED);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self->session, _ ("The annotations cannot be read"), error->message);
  g_clear_pointer (&reading, link_reading_free);
  if (self->links_again)
    read_links (self);
}

static void
read_links (GlsOpenDocument *self)
{
  self->links_again = self->links_asked;
  if (self->links_asked || self->document == NULL)
    return;
  self->links_asked = TRUE;
  gls_store_read_async (gls_session_get_store (self->session), load_links, new_request (self, &self->document->id), request_free,
                        link_reading_free, NULL, links_read, new_reading (self, NULL));
}

/* --- Suggestions ------------------------------------------------------------------------------------------------- */

/* Those of plugins, each in full: what they say is fixed until the next run. */
static gpointer
load_suggestions (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autoptr (GlsSpanTable) table = gls_project_load_spans (project, &request->id, NULL, error);
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();

  if (table == NULL)
    return NULL;
  for (guint i = 0; i < table->sets->len; i++)
    if (!request->alone && g_str_has_prefix (g_ptr_array_index (table->sets, i), "plugin:"))
      g_ptr_array_add (sets, g_ptr_array_index (table->sets, i));
  g_ptr_array_add (sets, NULL);
  return gls_project_load_document (project, &request->id, sets->len > 1 ? GLS_LOAD_ANNOTATIONS : 0,
                                    (const char * const *) sets->pdata, error);
}

static void
suggestions_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsDocument) document = gls_store_run_finish (GLS_STORE (source), result, &error);

  self->proposed_asked = FALSE;
  if (document != NULL && self->document != NULL && gls_id_equal (&document->id, &self->document->id))
    {
      g_clear_pointer (&self->proposed, g_hash_table_unref);
      g_clear_pointer (&self->proposing, gls_document_unref);
      self->proposing = g_steal_pointer (&document);
      self->proposed = g_hash_table_new (gls_id_hash, gls_id_equal);
      for (guint i = 0; i < self->proposing->annotations->len; i++)
        {
          GlsAnnotation *suggestion = g_ptr_array_index (self->proposing->annotations, i);

          g_hash_table_insert (self->proposed, &suggestion->id, suggestion);
        }
      gls_open_document_emit (self, GLS_OPEN_DOCUMENT_SUGGESTIONS_CHANGED);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self->session, _ ("The suggestions cannot be read"), error->message);
  if (self->proposed_again)
    read_suggestions (self);
}

static void
read_suggestions (GlsOpenDocument *self)
{
  self->proposed_again = self->proposed_asked;
  if (self->proposed_asked || self->document == NULL)
    return;
  self->proposed_asked = TRUE;
  gls_store_read_async (gls_session_get_store (self->session), load_suggestions, new_request (self, &self->document->id),
                        request_free, (GDestroyNotify) gls_document_unref, NULL, suggestions_read, new_reading (self, NULL));
}

static GHashTable *
list_edited (GlsOpenDocument *self)
{
  GHashTable *edited = g_hash_table_new (gls_id_hash, gls_id_equal);

  for (guint i = 0; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      g_hash_table_add (edited, &edit->id);
      for (guint j = 1; j < gls_edit_count (edit); j++)
        g_hash_table_add (edited, &g_array_index (edit->ids, GlsId, j));
    }
  return edited;
}

/* One of a plugin's, as far as can be told: known as one, or not known at all. @edited: by us, made when it is needed first. */
static gboolean
may_be_suggestion (GlsOpenDocument *self, const GlsId *id, GHashTable **edited)
{
  if (self->proposed == NULL || g_hash_table_contains (self->proposed, id))
    return TRUE;
  if (gls_open_document_find (self, id) != NULL)
    return FALSE;
  if (*edited == NULL)
    *edited = list_edited (self);
  return !g_hash_table_contains (*edited, id);
}

/* --- One annotation in full -------------------------------------------------------------------------------------- */

void
gls_details_free (GlsDetails *details)
{
  g_clear_pointer (&details->base, gls_annotation_free);
  g_clear_pointer (&details->laid, gls_annotation_free);
  g_free (details);
}

typedef struct {
  GlsId          id;
  GlsAnnotation *annotation; /* NULL: there is none */
} DetailsReading;

static void
details_reading_free (gpointer data)
{
  DetailsReading *reading = data;

  g_clear_pointer (&reading->annotation, gls_annotation_free);
  g_free (reading);
}

static gpointer
load_annotation (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  DetailsReading *reading = g_new0 (DetailsReading, 1);

  /* One that is not in the file yet, or not any more, has nothing to show. */
  reading->id = request->id;
  reading->annotation = gls_project_load_annotation (project, &request->id, NULL);
  return reading;
}

static void read_details (GlsOpenDocument *self, GlsDetails *details);

static void
details_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  DetailsReading *reading = gls_store_run_finish (GLS_STORE (source), result, NULL);
  GlsDetails *details = reading != NULL ? find_details (self, &reading->id) : NULL;

  if (details != NULL)
    {
      details->asked = FALSE;
      g_clear_pointer (&details->base, gls_annotation_free);
      details->base = g_steal_pointer (&reading->annotation);
      details->reading = get_number (task);
      drop_edits (self);
      gls_open_document_emit (self, GLS_OPEN_DOCUMENT_DETAILS_CHANGED);
      details = find_details (self, &reading->id);
      if (details != NULL && details->again)
        read_details (self, details);
    }
  g_clear_pointer (&reading, details_reading_free);
}

static void
read_details (GlsOpenDocument *self, GlsDetails *details)
{
  details->again = details->asked;
  if (details->asked)
    return;
  details->asked = TRUE;
  gls_store_read_async (gls_session_get_store (self->session), load_annotation, new_request (self, &details->id), request_free,
                        details_reading_free, NULL, details_read, new_reading (self, NULL));
}

static gboolean
is_new (GlsOpenDocument *self, const GlsId *id)
{
  for (guint i = self->edits->len; i > 0; i--)
    {
      const GlsEdit *edit = g_ptr_array_index (self->edits, i - 1);

      if (gls_edit_is_new (edit) && gls_id_equal (&edit->id, id))
        return TRUE;
    }
  return FALSE;
}

const GlsAnnotation *
gls_open_document_get_details (GlsOpenDocument *self, const GlsId *id)
{
  GlsDetails *details = self->document != NULL ? find_details (self, id) : NULL;
  guint index;

  /* What is gone has none, whichever reading told first. */
  if (self->document == NULL || gls_open_document_find (self, id) == NULL)
    return NULL;
  if (details == NULL)
    {
      if (self->details->len >= MOST_DETAILS)
        g_ptr_array_set_size (self->details, MOST_DETAILS - 1);
      details = g_new0 (GlsDetails, 1);
      details->id = *id;
      details->laid_at = G_MAXUINT64;
      g_ptr_array_insert (self->details, 0, details);
      if (!is_new (self, id))
        read_details (self, details);
    }
  else if (g_ptr_array_find (self->details, details, &index) && index > 0)
    {
      memmove (self->details->pdata + 1, self->details->pdata, index * sizeof (gpointer));
      self->details->pdata[0] = details;
    }
  if (details->reading == 0 && !is_new (self, id))
    return NULL;
  if (details->laid_at != self->state)
    {
      g_clear_pointer (&details->laid, gls_annotation_free);
      details->laid = gls_edits_apply_to_annotation (details->base, id, self->edits, details->reading,
                                                     gls_open_document_get_links (self));
      details->laid_at = self->state;
    }
  return details->laid;
}

/* --- What others, or we, have committed -------------------------------------------------------------------------- */

static gboolean
is_codebook (GlsRecordKind kind)
{
  return kind == GLS_RECORD_TYPE || kind == GLS_RECORD_ATTRIBUTE || kind == GLS_RECORD_ROLE || kind == GLS_RECORD_RELATION_TYPE;
}

static void
read_details_again (GlsOpenDocument *self, const GlsId *id)
{
  for (guint i = 0; i < self->details->len; i++)
    {
      GlsDetails *details = g_ptr_array_index (self->details, i);

      if (id == NULL || gls_id_equal (&details->id, id))
        read_details (self, details);
    }
}

void
gls_open_document_records_changed (GlsOpenDocument *self, GArray *records)
{
  gboolean all = records == NULL, spans = all, document = all, links = all, suggestions = all;
  g_autoptr (GHashTable) edited = NULL;

  if (self->document == NULL)
    return;
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const GlsChangedRecord *record = &g_array_index (records, GlsChangedRecord, i);

      all |= is_codebook (record->kind);
      if (!gls_id_equal (&record->document, &self->document->id) && !gls_id_equal (&record->record, &self->document->id))
        continue;
      if (record->kind == GLS_RECORD_DOCUMENT || record->kind == GLS_RECORD_ZONE || record->kind == GLS_RECORD_STATUS)
        document = TRUE;
      else if (record->kind == GLS_RECORD_LINK)
        links = TRUE;
      else
        spans = TRUE;
      if (record->kind == GLS_RECORD_ANNOTATION)
        {
          read_details_again (self, &record->record);
          suggestions = suggestions || may_be_suggestion (self, &record->record, &edited);
        }
      else if (record->kind == GLS_RECORD_LINK)
        suggestions = suggestions || (self->proposed != NULL && g_hash_table_contains (self->proposed, &record->owner));
    }
  if (all)
    read_details_again (self, NULL);
  if (all || spans || document)
    read_again (self, document);
  if (all || links)
    read_links (self);
  if (all || suggestions)
    read_suggestions (self);
}
