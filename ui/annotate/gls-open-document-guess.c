/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses for the roles of the open document's annotations.
 * It must not know a widget, nor how a guess is made. */
#include "config.h"

#include "gls-open-document-private.h"

/* This person's marks, as the guesses want them; suggestions are nobody's yet. */
static GArray *
get_marks (GlsOpenDocument *self)
{
  const GlsSpanTable *spans;

  if (self->marks != NULL && self->marks_at == self->state)
    return self->marks;
  spans = gls_open_document_get_spans (self);
  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = g_array_sized_new (FALSE, FALSE, sizeof (GlsGuessMark), spans->spans->len);
  self->marks_at = self->state;
  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);
      GlsGuessMark mark = { span->id, span->start, span->end, gls_open_document_get_type_name (self, span) };

      if (gls_open_document_is_own (self, span))
        g_array_append_val (self->marks, mark);
    }
  return self->marks;
}

static void
get_context (GlsOpenDocument *self, GlsGuessContext *context)
{
  context->text = self->document->text;
  context->codebook = gls_session_get_codebook (self->session);
  context->published = self->document->published;
  context->marks = get_marks (self);
}

gboolean
gls_open_document_guess (GlsOpenDocument *self, const GlsId *id, const GlsRoleDef *role, GlsGuess *guess)
{
  const GlsSpan *span = gls_open_document_find (self, id);
  const GlsAnnotation *details = span != NULL ? gls_open_document_get_details (self, id) : NULL;
  GlsGuessContext context;

  if (details == NULL)
    return FALSE;
  get_context (self, &context);
  return gls_guess_filler (&context, id, &(GlsFragment){ span->start, span->end }, details->links, role, guess);
}

const char *
gls_open_document_guess_type (GlsOpenDocument *self, const GlsRoleDef *role, guint32 start, guint32 end)
{
  GlsGuessContext context;

  if (self->document == NULL || end <= start)
    return NULL;
  get_context (self, &context);
  return gls_guess_type (&context, role, start, end);
}
