/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses for the roles of the open document's annotations, and what fills one without being asked: a claim around a claim.
 * It must not know a widget, nor how a guess is made. */
#include "config.h"

#include <gls-roles.h>

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

/* --- A claim within a claim -------------------------------------------------------------------------------------- */

/* The role that only claims fill, one at a time: what this claim is part of. */
static const GlsRoleDef *
find_within (const GlsCodebook *codebook, const GlsTypeDef *type)
{
  for (guint i = 0; type != NULL && type->claim && type->roles != NULL && i < type->roles->len; i++)
    {
      const GlsRoleDef *role = g_ptr_array_index (type->roles, i);
      gboolean only_claims = !role->retired && !role->many && role->types != NULL && role->types[0] != NULL;

      for (guint j = 0; only_claims && role->types[j] != NULL; j++)
        {
          const GlsTypeDef *allowed = gls_codebook_find_type (codebook, role->types[j]);

          only_claims = allowed != NULL && allowed->claim;
        }
      if (only_claims)
        return role;
    }
  return NULL;
}

static gboolean
holds (const GlsSpan *outer, const GlsSpan *inner)
{
  return outer->start <= inner->start && inner->end <= outer->end && outer->end - outer->start > inner->end - inner->start;
}

/* Where the role is open, the least claim around it fills it. */
static void
tie (GlsOpenDocument *self, const GlsId *id)
{
  const GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const GlsSpan *span = gls_open_document_find (self, id), *best = NULL;
  GlsSpanTable *spans = gls_open_document_get_spans (self);
  const GlsRoleDef *role = find_within (codebook, gls_codebook_find_type (codebook, gls_open_document_get_type_name (self, span)));
  g_autoptr (GPtrArray) fillers = role != NULL ? gls_open_document_list_from (self, id, role->name) : NULL;
  GlsLink filler = { .kind = GLS_LINK_TO };

  if (fillers == NULL || fillers->len > 0)
    return;
  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *other = &g_array_index (spans->spans, GlsSpan, i);

      if (holds (other, span) && gls_open_document_is_own (self, other) &&
          gls_role_def_allows (role, gls_open_document_get_type_name (self, other)) && (best == NULL || holds (best, other)))
        best = other;
    }
  if (best == NULL)
    return;
  filler.target = best->id;
  gls_open_document_fill (self, id, role->name, &filler, NULL);
}

void
gls_open_document_tie_within (GlsOpenDocument *self, const GlsId *id)
{
  const GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const GlsSpan *span = gls_open_document_find (self, id);
  g_autoptr (GArray) inner = g_array_new (FALSE, FALSE, sizeof (GlsId));
  GlsSpanTable *spans;

  if (span == NULL || find_within (codebook, gls_codebook_find_type (codebook, gls_open_document_get_type_name (self, span))) == NULL)
    return;
  spans = gls_open_document_get_spans (self);
  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *other = &g_array_index (spans->spans, GlsSpan, i);

      if (holds (span, other) && gls_open_document_is_own (self, other))
        g_array_append_val (inner, other->id);
    }
  /* An edit makes other spans. */
  tie (self, id);
  for (guint i = 0; i < inner->len; i++)
    tie (self, &g_array_index (inner, GlsId, i));
}
