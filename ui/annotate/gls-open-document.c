/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads a document, takes edits at once and commits them behind, and takes over what others committed.
 * It must not know a widget. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <gls-segment.h>

#include "gls-edits.h"

#include "gls-open-document.h"

struct _GlsOpenDocument {
  GObject       parent_instance;
  GlsSession   *session;
  GlsDocument  *document;
  GlsSpanTable *base;    /* as read last */
  GlsSpanTable *spans;   /* with the edits under way */
  GPtrArray    *edits;
  GlsStatus     status;  /* set here and perhaps not in the catalog yet */
  gboolean      has_status;
  GCancellable *loading; /* NULL: nothing is being loaded */
  GlsId         wanted;
  guint64       reading; /* number of the reading that began last */
  guint64       serial;  /* of the edit made last */
  guint         retry_source;
  gboolean      reloading;
  gboolean      reload_again;
  gboolean      again_document;
};

G_DEFINE_FINAL_TYPE (GlsOpenDocument, gls_open_document, G_TYPE_OBJECT)

/* How often what could not be written is tried again: somebody may have made room on the disk. */
#define RETRY_SECONDS 5

enum { LOADED, METADATA_CHANGED, SPANS_CHANGED, UNSAVED_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Reading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsId        id;
  char        *person;
  gboolean     document;
  gboolean     text;
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
  Reading *reading = g_new0 (Reading, 1);

  if (request->document)
    reading->document = gls_project_load_document (project, &request->id, request->text ? GLS_LOAD_TEXT : 0, NULL,
                                                   request->codebook, error);
  if (!request->document || reading->document != NULL)
    reading->spans = gls_project_load_spans (project, &request->id, NULL, error);
  if (reading->spans == NULL)
    g_clear_pointer (&reading, reading_free);
  else
    gls_span_table_keep_own (reading->spans, request->person);
  return reading;
}

static void
start_reading (GlsOpenDocument *self, const GlsId *id, gboolean document, gboolean text, GCancellable *cancellable,
               GAsyncReadyCallback callback)
{
  Request *request = g_new0 (Request, 1);
  GTask *task = g_task_new (self, cancellable, NULL, NULL);

  request->id = *id;
  request->person = g_strdup (gls_session_get_person (self->session));
  request->document = document;
  request->text = text;
  request->codebook = gls_codebook_ref (gls_session_get_codebook (self->session));
  self->reading++;
  g_task_set_task_data (task, g_memdup2 (&self->reading, sizeof self->reading), g_free);
  gls_store_read_async (gls_session_get_store (self->session), read_document, request, request_free, reading_free, cancellable,
                        callback, task);
}

static void
apply_edits (GlsOpenDocument *self)
{
  g_clear_pointer (&self->spans, gls_span_table_unref);
  self->spans = gls_edits_apply (self->base, self->edits);
  g_signal_emit (self, signals[SPANS_CHANGED], 0);
}

/* Edits that were in the file before this reading began are in its result. */
static void
take_spans (GlsOpenDocument *self, GlsSpanTable *spans, guint64 reading)
{
  g_clear_pointer (&self->base, gls_span_table_unref);
  self->base = spans;
  for (guint i = self->edits->len; i > 0; i--)
    {
      const GlsEdit *edit = g_ptr_array_index (self->edits, i - 1);

      if (edit->committed && edit->committed_at < reading)
        g_ptr_array_remove_index (self->edits, i - 1);
    }
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
  take_spans (self, g_steal_pointer (&reading->spans), *(guint64 *) g_task_get_task_data (task));
  reading_free (reading);
  g_clear_pointer (&self->spans, gls_span_table_unref);
  self->spans = gls_edits_apply (self->base, self->edits);
  g_signal_emit (self, signals[LOADED], 0);
}

static void reload (GlsOpenDocument *self, gboolean document);

static void
take_metadata (GlsOpenDocument *self, GlsDocument *document)
{
  /* The text never changes; everything else may have. */
  g_clear_pointer (&document->text, gls_text_unref);
  document->text = gls_text_ref (self->document->text);
  gls_document_unref (self->document);
  self->document = document;
  g_signal_emit (self, signals[METADATA_CHANGED], 0);
}

static void
reloaded (GObject *source, GAsyncResult *result, gpointer user_data)
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
      take_spans (self, g_steal_pointer (&reading->spans), *(guint64 *) g_task_get_task_data (task));
      apply_edits (self);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gls_session_fail (self->session, _ ("The annotations cannot be read"), error->message);
  g_clear_pointer (&reading, reading_free);
  if (self->reload_again)
    reload (self, self->again_document);
}

static void
reload (GlsOpenDocument *self, gboolean document)
{
  if (self->document == NULL)
    return;
  if (self->reloading)
    {
      self->reload_again = TRUE;
      self->again_document |= document;
      return;
    }
  self->reloading = TRUE;
  self->reload_again = self->again_document = FALSE;
  start_reading (self, &self->document->id, document, FALSE, NULL, reloaded);
}

static void
records_changed (GlsOpenDocument *self, GArray *records)
{
  gboolean spans = records == NULL, document = records == NULL;

  if (self->document == NULL)
    return;
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const GlsChangedRecord *record = &g_array_index (records, GlsChangedRecord, i);

      if (record->kind == GLS_RECORD_TYPE)
        spans = TRUE;
      if (!gls_id_equal (&record->document, &self->document->id) && !gls_id_equal (&record->record, &self->document->id))
        continue;
      if (record->kind == GLS_RECORD_DOCUMENT || record->kind == GLS_RECORD_ZONE)
        document = TRUE;
      else if (record->kind != GLS_RECORD_STATUS)
        spans = TRUE;
    }
  if (spans || document)
    reload (self, document);
}

/* Once everything that was set here is in the file, the catalog knows the status better. */
static void
catalog_changed (GlsOpenDocument *self)
{
  for (guint i = 0; i < self->edits->len; i++)
    if (!((GlsEdit *) g_ptr_array_index (self->edits, i))->committed)
      return;
  self->has_status = FALSE;
}

static void
person_changed (GlsOpenDocument *self)
{
  if (self->document != NULL)
    gls_open_document_load (self, &self->document->id);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_open_document_dispose (GObject *object)
{
  GlsOpenDocument *self = GLS_OPEN_DOCUMENT (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  G_OBJECT_CLASS (gls_open_document_parent_class)->dispose (object);
}

static void
gls_open_document_finalize (GObject *object)
{
  GlsOpenDocument *self = GLS_OPEN_DOCUMENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->base, gls_span_table_unref);
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_ptr_array_unref (self->edits);
  G_OBJECT_CLASS (gls_open_document_parent_class)->finalize (object);
}

static void
gls_open_document_class_init (GlsOpenDocumentClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_open_document_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_open_document_finalize;
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[METADATA_CHANGED] = g_signal_new ("metadata-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNSAVED_CHANGED] = g_signal_new ("unsaved-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SPANS_CHANGED] = g_signal_new ("spans-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_open_document_init (GlsOpenDocument *self)
{
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_free);
}

GlsOpenDocument *
gls_open_document_new (GlsSession *session)
{
  GlsOpenDocument *self = g_object_new (GLS_TYPE_OPEN_DOCUMENT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "records-changed", G_CALLBACK (records_changed), self);
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (catalog_changed), self);
  g_signal_connect_swapped (session, "person-changed", G_CALLBACK (person_changed), self);
  return self;
}

void
gls_open_document_load (GlsOpenDocument *self, const GlsId *id)
{
  if (self->loading != NULL)
    {
      if (gls_id_equal (&self->wanted, id) && self->document == NULL)
        return;
      g_cancellable_cancel (self->loading);
      g_clear_object (&self->loading);
    }
  self->loading = g_cancellable_new ();
  self->wanted = *id;
  start_reading (self, &self->wanted, TRUE, TRUE, self->loading, loaded);
}

gboolean
gls_open_document_is_loading (GlsOpenDocument *self)
{
  return self->loading != NULL;
}

GlsDocument *
gls_open_document_get (GlsOpenDocument *self)
{
  return self->document;
}

GlsSpanTable *
gls_open_document_get_spans (GlsOpenDocument *self)
{
  return self->spans;
}

const GlsSpan *
gls_open_document_find (GlsOpenDocument *self, const GlsId *id)
{
  for (guint i = 0; self->spans != NULL && id != NULL && i < self->spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (self->spans->spans, GlsSpan, i);

      if (gls_id_equal (&span->id, id))
        return span;
    }
  return NULL;
}

const char *
gls_open_document_get_type_name (GlsOpenDocument *self, const GlsSpan *span)
{
  return span->type < self->spans->types->len ? g_ptr_array_index (self->spans->types, span->type) : "";
}

char *
gls_open_document_dup_words (GlsOpenDocument *self, const GlsSpan *span, guint most)
{
  GString *words = g_string_new (NULL);
  GlsFragment whole = { span->start, span->end };

  for (guint i = 0; i < MAX (span->n_fragments, 1); i++)
    {
      GlsFragment *fragment = &whole;
      g_autofree char *slice = NULL;

      if (span->n_fragments > 1 && span->first_fragment + i < self->spans->fragments->len)
        fragment = &g_array_index (self->spans->fragments, GlsFragment, span->first_fragment + i);
      slice = gls_text_slice (self->document->text, fragment->start,
                              fragment->end - fragment->start > most ? fragment->start + most : fragment->end);
      g_string_append_printf (words, "%s%s%s", i > 0 ? " … " : "", g_strdelimit (slice, "\r\n\t", ' '),
                              fragment->end - fragment->start > most ? "…" : "");
    }
  return g_string_free (words, FALSE);
}

gboolean
gls_open_document_is_own (GlsOpenDocument *self, const GlsSpan *span)
{
  return (span->flags & GLS_SPAN_SUGGESTION) == 0 && span->set < self->spans->sets->len &&
         g_strcmp0 (g_ptr_array_index (self->spans->sets, span->set), gls_session_get_person (self->session)) == 0;
}

/* --- Edits ------------------------------------------------------------------------------------------------------- */

static GlsEdit *
find_edit (GlsOpenDocument *self, guint64 serial)
{
  for (guint i = 0; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->serial == serial)
        return edit;
    }
  return NULL;
}

static gboolean
retry (gpointer data)
{
  GlsOpenDocument *self = data;

  self->retry_source = 0;
  gls_open_document_retry (self);
  return G_SOURCE_REMOVE;
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GlsOpenDocument *self = g_task_get_source_object (task);
  GArray *serials = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = gls_store_commit_finish (GLS_STORE (source), result, &error);

  for (guint i = 0; i < serials->len; i++)
    {
      GlsEdit *edit = find_edit (self, g_array_index (serials, guint64, i));

      if (edit == NULL)
        continue;
      edit->committed = done;
      edit->committed_at = self->reading;
      edit->failed = !done;
    }
  /* Marks that failed stay shown, the bar says why; anything else is simply not done. */
  if (!done && serials->len == 0)
    gls_session_fail (self->session, _ ("The change is not saved"), error->message);
  if (!done && serials->len > 0 && self->retry_source == 0)
    self->retry_source = g_timeout_add_seconds (RETRY_SECONDS, retry, self);
  g_signal_emit (self, signals[UNSAVED_CHANGED], 0);
}

static void
send (GlsOpenDocument *self, GArray *serials, GlsChange *change)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, serials, (GDestroyNotify) g_array_unref);
  gls_store_commit_async (gls_session_get_store (self->session), change, NULL, committed, task);
}

guint
gls_open_document_count_unsaved (GlsOpenDocument *self)
{
  guint n = 0;

  for (guint i = 0; i < self->edits->len; i++)
    n += ((GlsEdit *) g_ptr_array_index (self->edits, i))->failed;
  return n;
}

GlsChange *
gls_open_document_write_unsaved (GlsOpenDocument *self)
{
  GlsChange *change = gls_session_new_change (self->session, "label");

  for (guint i = 0; i < self->edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->failed)
        gls_edit_write (edit, change, gls_session_get_codebook (self->session));
    }
  return change;
}

void
gls_open_document_retry (GlsOpenDocument *self)
{
  GArray *serials;
  GlsChange *change;

  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (gls_open_document_count_unsaved (self) == 0)
    return;
  serials = g_array_new (FALSE, FALSE, sizeof (guint64));
  change = gls_open_document_write_unsaved (self);
  for (guint i = 0; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->failed)
        g_array_append_val (serials, edit->serial);
      edit->failed = FALSE;
    }
  send (self, serials, change);
}

/* Takes @edits (GlsEdit, each taken) and @change. */
static void
commit (GlsOpenDocument *self, GPtrArray *edits, GlsChange *change)
{
  GArray *serials = g_array_new (FALSE, FALSE, sizeof (guint64));

  gls_open_document_retry (self);
  for (guint i = 0; i < edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (edits, i);

      edit->serial = ++self->serial;
      g_array_append_val (serials, edit->serial);
      g_ptr_array_add (self->edits, edit);
    }
  send (self, serials, change);
  if (edits->len > 0)
    apply_edits (self);
  g_ptr_array_unref (edits);
}

static GlsEdit *
edit_new (GlsOpenDocument *self, GlsEditKind kind, const GlsId *id)
{
  GlsEdit *edit = g_new0 (GlsEdit, 1);

  edit->kind = kind;
  edit->document = self->document->id;
  edit->id = *id;
  return edit;
}

static GlsStatus
get_status (GlsOpenDocument *self)
{
  GlsCatalog *catalog = gls_session_get_catalog (self->session);
  const GlsDocumentRow *row = catalog != NULL ? gls_catalog_find (catalog, &self->document->id) : NULL;

  if (self->has_status)
    return self->status;
  return row != NULL ? row->status : GLS_STATUS_NOT_BEGUN;
}

void
gls_open_document_add (GlsOpenDocument *self, const char *type, const GlsFragment *fragments, guint n, GlsId *id)
{
  GlsChange *change = gls_session_new_change (self->session, "label");
  GPtrArray *edits = g_ptr_array_new ();
  const char *person = gls_session_get_person (self->session);
  GlsEdit *edit;

  gls_id_generate (id);
  edit = edit_new (self, GLS_EDIT_ADD, id);
  edit->type = g_strdup (type);
  edit->set = g_strdup (person);
  edit->fragments = g_memdup2 (fragments, n * sizeof *fragments);
  edit->n_fragments = n;
  gls_edit_write (edit, change, gls_session_get_codebook (self->session));
  if (get_status (self) == GLS_STATUS_NOT_BEGUN)
    {
      gls_change_set_status (change, &self->document->id, person, GLS_STATUS_IN_WORK, NULL);
      self->has_status = TRUE;
      self->status = GLS_STATUS_IN_WORK;
    }
  g_ptr_array_add (edits, edit);
  commit (self, edits, change);
}

static guint
edit_many (GlsOpenDocument *self, const GlsId *ids, guint n, const char *what, const GlsTypeDef *type)
{
  g_autoptr (GlsChange) change = gls_session_new_change (self->session, what);
  GPtrArray *edits = g_ptr_array_new ();
  guint count;

  for (guint i = 0; i < n; i++)
    {
      const GlsSpan *span = gls_open_document_find (self, &ids[i]);
      GlsEdit *edit;

      if (span == NULL || !gls_open_document_is_own (self, span))
        continue;
      if (type != NULL && g_strcmp0 (gls_open_document_get_type_name (self, span), type->name) == 0)
        continue;
      edit = edit_new (self, type != NULL ? GLS_EDIT_RETYPE : GLS_EDIT_REMOVE, &ids[i]);
      edit->type = type != NULL ? g_strdup (type->name) : NULL;
      gls_edit_write (edit, change, gls_session_get_codebook (self->session));
      g_ptr_array_add (edits, edit);
    }
  count = edits->len;
  if (count > 0)
    commit (self, edits, g_steal_pointer (&change));
  else
    g_ptr_array_unref (edits);
  return count;
}

guint
gls_open_document_remove (GlsOpenDocument *self, const GlsId *ids, guint n)
{
  return edit_many (self, ids, n, "delete", NULL);
}

guint
gls_open_document_retype (GlsOpenDocument *self, const GlsId *ids, guint n, const char *type)
{
  const GlsTypeDef *def = gls_codebook_find_type (gls_session_get_codebook (self->session), type);

  return def != NULL ? edit_many (self, ids, n, "type", def) : 0;
}

void
gls_open_document_set_note (GlsOpenDocument *self, const GlsId *id, const char *note)
{
  GlsChange *change = gls_session_new_change (self->session, "note");
  GPtrArray *edits = g_ptr_array_new ();
  GlsEdit *edit = edit_new (self, GLS_EDIT_NOTE, id);

  edit->note = *note != '\0' ? g_strdup (note) : NULL;
  gls_edit_write (edit, change, gls_session_get_codebook (self->session));
  g_ptr_array_add (edits, edit);
  commit (self, edits, change);
}

void
gls_open_document_set_status (GlsOpenDocument *self, GlsStatus status)
{
  GlsChange *change = gls_session_new_change (self->session, "status");

  gls_change_set_status (change, &self->document->id, gls_session_get_person (self->session), status, NULL);
  self->has_status = TRUE;
  self->status = status;
  commit (self, g_ptr_array_new (), change);
}

void
gls_open_document_set_metadata (GlsOpenDocument *self, const char *field, const char *value)
{
  GlsChange *change = gls_session_new_change (self->session, "metadata");

  gls_change_set_metadata (change, &self->document->id, field, value);
  commit (self, g_ptr_array_new (), change);
}

void
gls_open_document_mark_zone (GlsOpenDocument *self, GlsZoneKind kind, guint32 start, guint32 end)
{
  GlsChange *change = gls_session_new_change (self->session, "zone");
  guint32 last = end > start ? end - 1 : start, unused;

  gls_segment_paragraph_at (self->document->text, start, &start, &unused);
  gls_segment_paragraph_at (self->document->text, last, &unused, &end);
  gls_change_mark_zone (change, self->document, kind, start, end);
  commit (self, g_ptr_array_new (), change);
}
