/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open document as others see it: what it holds now, with the edits that are still on their way.
 * It must not know a widget, nor how it is read and written. */
#include "config.h"

#include "gls-open-document-private.h"
#include "common/gls-one-line.h"

G_DEFINE_FINAL_TYPE (GlsOpenDocument, gls_open_document, G_TYPE_OBJECT)

static guint signals[GLS_OPEN_DOCUMENT_N_SIGNALS];

void
gls_open_document_emit (GlsOpenDocument *self, int signal)
{
  g_signal_emit (self, signals[signal], 0);
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
  gls_open_document_forget_laid (self);
  g_clear_pointer (&self->covered, g_array_unref);
  g_ptr_array_unref (self->base_links);
  g_ptr_array_unref (self->details);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->proposed, g_hash_table_unref);
  g_clear_pointer (&self->proposing, gls_document_unref);
  g_ptr_array_unref (self->edits);
  G_OBJECT_CLASS (gls_open_document_parent_class)->finalize (object);
}

static void
gls_open_document_class_init (GlsOpenDocumentClass *klass)
{
  static const char * const names[GLS_OPEN_DOCUMENT_N_SIGNALS] = {
    "loaded", "metadata-changed", "spans-changed", "details-changed", "links-changed", "unsaved-changed",
    "suggestions-changed",
  };
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_open_document_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_open_document_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_open_document_init (GlsOpenDocument *self)
{
  self->batch = 1;
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_edit_unref);
  self->details = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_details_free);
  self->base_links = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_document_link_free);
}

GlsOpenDocument *
gls_open_document_new (GlsSession *session)
{
  GlsOpenDocument *self = g_object_new (GLS_TYPE_OPEN_DOCUMENT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "records-changed", G_CALLBACK (gls_open_document_records_changed), self);
  g_signal_connect_swapped (session, "catalog-changed", G_CALLBACK (catalog_changed), self);
  g_signal_connect_swapped (session, "person-changed", G_CALLBACK (person_changed), self);
  g_signal_connect_swapped (session, "set-changed", G_CALLBACK (person_changed), self);
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
  gls_open_document_start_loading (self);
}

GlsSession *
gls_open_document_get_session (GlsOpenDocument *self)
{
  return self->session;
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
  if (self->spans == NULL && self->base != NULL)
    {
      self->spans = gls_edits_apply (self->base, self->edits, self->base_reading);
      self->next_found = 0;
      g_clear_pointer (&self->covered, g_array_unref);
      self->covered = gls_covered_take (self->spans, gls_session_get_set (self->session),
                                        gls_session_get_codebook (self->session));
    }
  return self->spans;
}

const GlsSpan *
gls_open_document_find (GlsOpenDocument *self, const GlsId *id)
{
  GlsSpanTable *spans = gls_open_document_get_spans (self);
  gint at = -1;

  if (spans == NULL || id == NULL)
    return NULL;
  /* Many are asked for in the table's order, mostly all of them. */
  if (spans->spans->len > 0 && gls_id_equal (&g_array_index (spans->spans, GlsSpan, 0).id, id))
    self->next_found = 0;
  if (self->next_found < spans->spans->len && gls_id_equal (&g_array_index (spans->spans, GlsSpan, self->next_found).id, id))
    return &g_array_index (spans->spans, GlsSpan, self->next_found++);
  if (self->finder == NULL)
    self->finder = gls_span_finder_new (spans->spans);
  at = gls_span_finder_find (self->finder, spans->spans, id);
  if (at >= 0)
    self->next_found = at + 1;
  return at >= 0 ? &g_array_index (spans->spans, GlsSpan, at) : NULL;
}

const char *
gls_open_document_get_type_name (GlsOpenDocument *self, const GlsSpan *span)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self);

  return span->type < spans->types->len ? g_ptr_array_index (spans->types, span->type) : "";
}

char *
gls_open_document_dup_fragments (GlsOpenDocument *self, const GlsFragment *fragments, guint n, guint most)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      gboolean cut = fragments[i].end - fragments[i].start > most;
      g_autofree char *slice = gls_text_slice (self->document->text, fragments[i].start,
                                               cut ? fragments[i].start + most : fragments[i].end);

      if (cut)
        g_strchomp (slice);
      g_string_append_printf (words, "%s%s%s", i > 0 ? " … " : "", gls_one_line (slice), cut ? "…" : "");
    }
  return g_string_free (words, FALSE);
}

char *
gls_open_document_dup_words (GlsOpenDocument *self, const GlsSpan *span, guint most)
{
  const GArray *fragments = gls_open_document_get_spans (self)->fragments;
  GlsFragment whole = { span->start, span->end };

  if (span->n_fragments > 1 && span->first_fragment + span->n_fragments <= fragments->len)
    return gls_open_document_dup_fragments (self, &g_array_index (fragments, GlsFragment, span->first_fragment),
                                            span->n_fragments, most);
  return gls_open_document_dup_fragments (self, &whole, 1, most);
}

gboolean
gls_open_document_is_own (GlsOpenDocument *self, const GlsSpan *span)
{
  const GlsSpanTable *spans = gls_open_document_get_spans (self);

  return (span->flags & GLS_SPAN_SUGGESTION) == 0 && span->set < spans->sets->len &&
         gls_session_get_looked_at (self->session) == NULL &&
         g_strcmp0 (g_ptr_array_index (spans->sets, span->set), gls_session_get_set (self->session)) == 0;
}
