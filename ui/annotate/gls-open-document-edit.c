/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of the open document: seen at once, put together into steps, committed behind, kept and tried again when that fails.
 * It must not know a widget, nor how the document is read. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-error.h>
#include <gls-gold.h>
#include <gls-segment.h>
#include <gls-value.h>

#include "gls-open-document-private.h"

/* How often what could not be written is tried again: somebody may have made room on the disk. */
#define RETRY_SECONDS 5
/* More in one edit are put into the change by the writer. */
#define MANY 200

/* --- Committing -------------------------------------------------------------------------------------------------- */

static gboolean
retry (gpointer data)
{
  GlsOpenDocument *self = data;

  self->retry_source = 0;
  gls_open_document_retry (self);
  return G_SOURCE_REMOVE;
}

static void
batch_committed (GlsOpenDocument *self, guint64 batch, const GError *error)
{
  gboolean done = error == NULL;
  guint n = 0;

  for (guint i = 0; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->batch != batch)
        continue;
      edit->committed = done;
      edit->committed_at = self->reading;
      edit->failed = !done;
      n++;
    }
  /* Marks that failed stay shown, the bar says why; anything else is simply not done. */
  if (!done && n == 0)
    gls_session_fail (self->session, _ ("The change is not saved"), error->message);
  if (!done && n > 0 && self->retry_source == 0)
    self->retry_source = g_timeout_add_seconds (RETRY_SECONDS, retry, self);
  gls_open_document_emit (self, GLS_OPEN_DOCUMENT_UNSAVED_CHANGED);
}

static void
committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  gls_store_commit_finish (GLS_STORE (source), result, &error);
  batch_committed (g_task_get_source_object (task), *(guint64 *) g_task_get_task_data (task), error);
}

static GTask *
new_batch (GlsOpenDocument *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, g_memdup2 (&self->batch, sizeof self->batch), g_free);
  self->batch++;
  return task;
}

/* A step that the writer puts together: of very many edits, which would hold the window up, or of gold, where the decision is made out
 * of what it changes. */
typedef struct {
  GlsChange   *change;
  GPtrArray   *edits;      /* that go into @change; nullable */
  GlsCodebook *codebook;
  gboolean     gold;
  GlsId        document;   /* GOLD, and the rest, too */
  char        *by, *note;
  GlsReason    reason;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  gls_change_free (step->change);
  g_clear_pointer (&step->edits, g_ptr_array_unref);
  gls_codebook_unref (step->codebook);
  g_free (step->by);
  g_free (step->note);
  g_free (step);
}

static gpointer
write_step (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  for (guint i = 0; step->edits != NULL && i < step->edits->len; i++)
    gls_edit_write (g_ptr_array_index (step->edits, i), step->change, step->codebook);
  g_clear_pointer (&step->edits, g_ptr_array_unref);
  if (step->gold)
    gls_gold_commit (project, step->change, &step->document, step->by, step->reason, step->note, error);
  else
    gls_project_commit (project, step->change, error);
  return NULL;
}

static void
step_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  gls_store_run_finish (GLS_STORE (source), result, &error);
  batch_committed (g_task_get_source_object (task), *(guint64 *) g_task_get_task_data (task), error);
}

/* Takes @change and @edits (nullable). */
static void
write_later (GlsOpenDocument *self, GlsChange *change, GPtrArray *edits)
{
  Step *step = g_new0 (Step, 1);
  const char *note;

  step->change = change;
  step->edits = edits;
  step->codebook = gls_codebook_ref (gls_session_get_codebook (self->session));
  step->gold = gls_session_edits_gold (self->session);
  step->document = self->document->id;
  step->reason = gls_session_get_why (self->session, &note);
  step->note = g_strdup (note);
  step->by = g_strdup (gls_session_get_person (self->session));
  gls_store_write_async (gls_session_get_store (self->session), write_step, step, step_free, NULL, NULL, step_written, new_batch (self));
}

void
gls_open_document_send (GlsOpenDocument *self, GlsChange *change)
{
  if (gls_session_edits_gold (self->session) && self->document != NULL)
    write_later (self, change, NULL);
  else
    gls_store_commit_async (gls_session_get_store (self->session), change, NULL, committed, new_batch (self));
}

/* Takes @change, which the edits from @first on go into. */
static void
send_step (GlsOpenDocument *self, GlsChange *change, guint first)
{
  gboolean many = FALSE;
  GPtrArray *edits;

  for (guint i = first; i < self->edits->len && !many; i++)
    many = gls_edit_count (g_ptr_array_index (self->edits, i)) > MANY;
  if (!many)
    {
      for (guint i = first; i < self->edits->len; i++)
        gls_edit_write (g_ptr_array_index (self->edits, i), change, gls_session_get_codebook (self->session));
      gls_open_document_send (self, change);
      return;
    }
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  for (guint i = first; i < self->edits->len; i++)
    g_ptr_array_add (edits, gls_edit_ref (g_ptr_array_index (self->edits, i)));
  write_later (self, change, edits);
}

guint
gls_open_document_count_unsaved (GlsOpenDocument *self)
{
  guint n = 0;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (self->edits, i);

      n += edit->failed ? gls_edit_count (edit) : 0;
    }
  return n;
}

void
gls_open_document_write_unsaved (GlsOpenDocument *self, GlsChange *change)
{
  for (guint i = 0; i < self->edits->len; i++)
    {
      const GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->failed)
        gls_edit_write (edit, change, gls_session_get_codebook (self->session));
    }
}

void
gls_open_document_retry (GlsOpenDocument *self)
{
  GlsChange *change;

  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (gls_open_document_count_unsaved (self) == 0)
    return;
  change = gls_session_new_change (self->session, "label");
  gls_open_document_write_unsaved (self, change);
  for (guint i = 0; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->failed)
        edit->batch = self->batch;
      edit->failed = FALSE;
    }
  gls_open_document_send (self, change);
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

/* --- Steps ------------------------------------------------------------------------------------------------------- */

void
gls_open_document_begin (GlsOpenDocument *self, const char *what)
{
  if (self->depth++ > 0)
    return;
  self->first = self->edits->len;
  self->what = g_intern_string (what);
  self->joined = FALSE;
}

void
gls_open_document_take_edit (GlsOpenDocument *self, GlsEdit *edit)
{
  g_return_if_fail (self->depth > 0);
  g_ptr_array_add (self->edits, edit);
  self->state++;
  if (gls_edit_is_of_links (edit))
    g_clear_pointer (&self->links, g_ptr_array_unref);
  if (!gls_edit_is_of_spans (edit))
    return;
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_clear_pointer (&self->own_spans, gls_span_table_unref);
  g_clear_pointer (&self->finder, gls_span_finder_free);
}

guint
gls_open_document_end (GlsOpenDocument *self)
{
  const char *person = gls_session_get_person (self->session);
  GlsChange *change;
  gboolean spans = FALSE, links = FALSE;
  guint n;

  g_return_val_if_fail (self->depth > 0, 0);
  n = self->edits->len - self->first;
  if (--self->depth > 0 || n == 0)
    return n;
  gls_open_document_retry (self);
  change = gls_session_new_change (self->session, self->what);
  if (self->joined || self->correcting)
    gls_change_join (change, self->joined ? &self->group : &self->correction);
  for (guint i = self->first; i < self->edits->len; i++)
    {
      GlsEdit *edit = g_ptr_array_index (self->edits, i);

      edit->batch = self->batch;
      n += gls_edit_count (edit) - 1;
      spans |= gls_edit_is_of_spans (edit);
      links |= gls_edit_is_of_links (edit);
    }
  /* Who edits gold is not at work on the document as an annotator. */
  if (get_status (self) == GLS_STATUS_NOT_BEGUN && !gls_session_edits_gold (self->session))
    {
      gls_change_set_status (change, &self->document->id, person, GLS_STATUS_IN_WORK, NULL);
      self->has_status = TRUE;
      self->status = GLS_STATUS_IN_WORK;
    }
  send_step (self, change, self->first);
  if (spans)
    gls_open_document_emit (self, GLS_OPEN_DOCUMENT_SPANS_CHANGED);
  if (links)
    gls_open_document_emit (self, GLS_OPEN_DOCUMENT_LINKS_CHANGED);
  gls_open_document_emit (self, GLS_OPEN_DOCUMENT_DETAILS_CHANGED);
  return n;
}

static GlsEdit *
edit_new (GlsOpenDocument *self, GlsEditKind kind, const GlsId *id)
{
  return gls_edit_new (kind, &self->document->id, id);
}

/* An annotation that this person may change; NULL: not so. */
static const GlsSpan *
find_own (GlsOpenDocument *self, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (self, id);

  return span != NULL && gls_open_document_is_own (self, span) ? span : NULL;
}

static const GlsTypeDef *
find_type (GlsOpenDocument *self, const GlsSpan *span)
{
  return gls_codebook_find_type (gls_session_get_codebook (self->session), gls_open_document_get_type_name (self, span));
}

/* --- Annotations ------------------------------------------------------------------------------------------------- */

static void
take_attribute (GlsOpenDocument *self, const GlsId *id, const GlsAttributeDef *def, const char *json)
{
  GlsEdit *edit = edit_new (self, GLS_EDIT_ATTRIBUTE, id);

  edit->name = g_strdup (def->name);
  edit->definition = def->id;
  edit->text = g_strdup (json);
  gls_open_document_take_edit (self, edit);
}

/* What the words say by themselves: a figure's value, a date's. */
static void
propose_attributes (GlsOpenDocument *self, const GlsId *id, const GlsTypeDef *type, const char *words)
{
  for (guint i = 0; type->attributes != NULL && i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      g_autofree char *json = def->retired ? NULL : gls_value_propose (def, words, self->document->published);

      if (json != NULL)
        take_attribute (self, id, def, json);
    }
}

void
gls_open_document_add (GlsOpenDocument *self, const char *type, const GlsFragment *fragments, guint n, GlsId *id)
{
  const GlsTypeDef *def = gls_codebook_find_type (gls_session_get_codebook (self->session), type);
  g_autofree char *words = gls_open_document_dup_fragments (self, fragments, n, G_MAXUINT16);
  GlsEdit *edit;

  memset (id, 0, sizeof *id);
  if (gls_session_get_looked_at (self->session) != NULL)
    {
      g_autofree char *why = g_strdup_printf (_ ("These are the annotations of %s: only they change them"), gls_session_get_looked_at (self->session));

      gls_session_say (self->session, why, FALSE);
      return;
    }
  gls_id_generate (id);
  edit = edit_new (self, GLS_EDIT_ADD, id);
  edit->type = g_strdup (type);
  edit->set = g_strdup (gls_session_get_set (self->session));
  edit->fragments = g_memdup2 (fragments, n * sizeof *fragments);
  edit->n_fragments = n;
  gls_open_document_begin (self, "label");
  gls_open_document_take_edit (self, edit);
  if (def != NULL)
    propose_attributes (self, id, def, words);
  gls_open_document_end (self);
}

guint
gls_open_document_remove (GlsOpenDocument *self, const GlsId *ids, guint n)
{
  GArray *own = gls_open_document_list_own (self, ids, n);

  n = own->len;
  gls_open_document_begin (self, "delete");
  gls_open_document_take_many (self, GLS_EDIT_REMOVE, own);
  gls_open_document_end (self);
  return n;
}

guint
gls_open_document_retype (GlsOpenDocument *self, const GlsId *ids, guint n, const char *type)
{
  const GlsTypeDef *def = gls_codebook_find_type (gls_session_get_codebook (self->session), type);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (GlsId));
  GlsEdit *edit;

  for (guint i = 0; def != NULL && i < n; i++)
    {
      const GlsSpan *span = find_own (self, &ids[i]);

      if (span != NULL && !g_str_equal (gls_open_document_get_type_name (self, span), def->name))
        g_array_append_val (others, ids[i]);
    }
  gls_open_document_begin (self, "type");
  edit = gls_open_document_take_many (self, GLS_EDIT_RETYPE, g_array_ref (others));
  if (edit != NULL)
    edit->type = g_strdup (def->name);
  for (guint i = 0; i < others->len && def->attributes != NULL && def->attributes->len > 0; i++)
    {
      const GlsId *id = &g_array_index (others, GlsId, i);
      g_autofree char *words = gls_open_document_dup_words (self, gls_open_document_find (self, id), G_MAXUINT16);

      propose_attributes (self, id, def, words);
    }
  gls_open_document_end (self);
  return others->len;
}

gboolean
gls_open_document_set_fragments (GlsOpenDocument *self, const GlsId *id, const GlsFragment *fragments, guint n)
{
  GlsEdit *edit;

  if (n == 0 || find_own (self, id) == NULL)
    return FALSE;
  edit = edit_new (self, GLS_EDIT_FRAGMENTS, id);
  edit->fragments = g_memdup2 (fragments, n * sizeof *fragments);
  edit->n_fragments = n;
  gls_open_document_begin (self, "fragments");
  gls_open_document_take_edit (self, edit);
  gls_open_document_end (self);
  return TRUE;
}

static gboolean
set_text (GlsOpenDocument *self, GlsEditKind kind, const char *what, const GlsId *id, const char *text)
{
  GlsEdit *edit;

  if (find_own (self, id) == NULL)
    return FALSE;
  edit = edit_new (self, kind, id);
  edit->text = g_strdup (text);
  gls_open_document_begin (self, what);
  gls_open_document_take_edit (self, edit);
  gls_open_document_end (self);
  return TRUE;
}

gboolean
gls_open_document_set_note (GlsOpenDocument *self, const GlsId *id, const char *note)
{
  return set_text (self, GLS_EDIT_NOTE, "note", id, note != NULL && *note != '\0' ? note : NULL);
}

gboolean
gls_open_document_set_unsure (GlsOpenDocument *self, const GlsId *id, const char *line)
{
  return set_text (self, GLS_EDIT_UNSURE, "unsure", id, line);
}

gboolean
gls_open_document_set_entity (GlsOpenDocument *self, const GlsId *id, const GlsId *entity)
{
  GlsEdit *edit;

  if (find_own (self, id) == NULL)
    return FALSE;
  edit = edit_new (self, GLS_EDIT_ENTITY, id);
  edit->has_entity = entity != NULL;
  if (entity != NULL)
    edit->entity = *entity;
  gls_open_document_begin (self, "entity");
  gls_open_document_take_edit (self, edit);
  gls_open_document_end (self);
  return TRUE;
}

gboolean
gls_open_document_set_attribute (GlsOpenDocument *self, const GlsId *id, const char *name, const char *json, GError **error)
{
  const GlsSpan *span = find_own (self, id);
  const GlsTypeDef *type = span != NULL ? find_type (self, span) : NULL;
  const GlsAttributeDef *def = type != NULL ? gls_type_def_find_attribute (type, name) : NULL;

  if (def == NULL)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID, _ ("This annotation has no attribute “%s” that you may change."), name);
      return FALSE;
    }
  if (json != NULL && !gls_attribute_def_check (def, json, error))
    return FALSE;
  gls_open_document_begin (self, "attribute");
  take_attribute (self, id, def, json);
  gls_open_document_end (self);
  return TRUE;
}

/* --- The document ------------------------------------------------------------------------------------------------ */

void
gls_open_document_set_status (GlsOpenDocument *self, GlsStatus status)
{
  GlsChange *change = gls_session_new_change (self->session, "status");

  gls_change_set_status (change, &self->document->id, gls_session_get_person (self->session), status, NULL);
  self->has_status = TRUE;
  self->status = status;
  gls_open_document_retry (self);
  gls_open_document_send (self, change);
}

static GlsDocumentStatus *
find_own_status (GlsOpenDocument *self)
{
  for (guint i = 0; self->document->statuses != NULL && i < self->document->statuses->len; i++)
    {
      GlsDocumentStatus *status = g_ptr_array_index (self->document->statuses, i);

      if (g_strcmp0 (status->by, gls_session_get_person (self->session)) == 0)
        return status;
    }
  return NULL;
}

const char *
gls_open_document_get_own_note (GlsOpenDocument *self)
{
  const GlsDocumentStatus *status = find_own_status (self);

  return status != NULL ? status->note : NULL;
}

void
gls_open_document_set_own_note (GlsOpenDocument *self, const char *note)
{
  GlsChange *change = gls_session_new_change (self->session, "note");

  gls_change_set_status (change, &self->document->id, gls_session_get_person (self->session), get_status (self), note);
  gls_open_document_retry (self);
  gls_open_document_send (self, change);
}

void
gls_open_document_set_metadata (GlsOpenDocument *self, const char *field, const char *value)
{
  GlsChange *change = gls_session_new_change (self->session, "metadata");
  g_autofree char *before = g_strdup (self->document->published);
  GlsId group;

  gls_id_generate (&group);
  gls_change_join (change, &group);
  gls_change_set_metadata (change, &self->document->id, field, value);
  gls_open_document_retry (self);
  gls_open_document_send (self, change);
  if (g_str_equal (field, "published"))
    gls_session_resolve_dates (self->session, &self->document->id, before, value, &group);
}

void
gls_open_document_mark_zone (GlsOpenDocument *self, GlsZoneKind kind, guint32 start, guint32 end)
{
  GlsChange *change = gls_session_new_change (self->session, "zone");
  guint32 last = end > start ? end - 1 : start, unused;

  gls_segment_paragraph_at (self->document->text, start, &start, &unused);
  gls_segment_paragraph_at (self->document->text, last, &unused, &end);
  gls_change_mark_zone (change, self->document, kind, start, end);
  gls_open_document_retry (self);
  gls_open_document_send (self, change);
}
