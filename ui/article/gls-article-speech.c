/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says to assistive technology what is at the caret and what is selected: GTK 4.8 gives it the text and its runs, but not what
 * they are. It draws nothing. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-article-view-private.h"
#include "gls-one-line.h"
#include "gls-type-label.h"

#define DELAY_MS 60
#define SPANS_MAX 6
#define WORDS_MAX 60

/* "Figure: more than 330, suggestion" */
static void
append_span (GString *string, GlsArticleView *self, const GlsSpan *span)
{
  guint32 length = gls_text_get_length (self->text), start = MIN (span->start, length), end = MIN (span->end, length);
  g_autofree char *words = gls_text_slice (self->text, start, MIN (end, start + WORDS_MAX));

  gls_one_line (words);
  if (string->len > 0)
    g_string_append (string, "; ");
  g_string_append_printf (string, "%s: %s%s", span->type < self->spans->types->len
                                                  ? gls_type_get_label (g_ptr_array_index (self->spans->types, span->type)) : "",
                          words, end > start + WORDS_MAX ? "…" : "");
  if (span->flags & GLS_SPAN_SUGGESTION)
    g_string_append (string, _ (", suggestion"));
  if (span->flags & GLS_SPAN_UNSURE)
    g_string_append (string, _ (", unsure"));
  if (span->flags & GLS_SPAN_NOTE)
    g_string_append (string, _ (", with a note"));
}

static char *
dup_description (GlsArticleView *self)
{
  guint32 caret = gls_display_map_to_display (self->map, gls_article_view_get_caret (self), FALSE);
  g_autoptr (GArray) spans = gls_article_view_spans_at (self, caret);
  const GlsSpan *selected = gls_article_view_get_selected_span (self, NULL);
  GString *string = g_string_new (NULL);

  if (selected)
    {
      g_autoptr (GString) one = g_string_new (NULL);

      append_span (one, self, selected);
      /* Translators: read by a screen reader; an annotation with its type and words. */
      g_string_append_printf (string, _ ("selected %s"), one->str);
    }
  for (guint i = 0; i < spans->len && i < SPANS_MAX; i++)
    {
      const GlsSpan *span = gls_span_index_get_span (self->index, g_array_index (spans, guint32, i));

      if (span != selected)
        append_span (string, self, span);
    }
  return g_string_free (string, FALSE);
}

static gboolean
speak_cb (gpointer data)
{
  GlsArticleView *self = data;
  g_autofree char *description = self->text ? dup_description (self) : g_strdup ("");

  self->speech.source = 0;
  if (g_strcmp0 (description, self->speech.said) == 0)
    return G_SOURCE_REMOVE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  g_free (self->speech.said);
  self->speech.said = g_steal_pointer (&description);
  return G_SOURCE_REMOVE;
}

/* Something has changed; soon, for it changes often while a key is held. */
void
gls_article_view_speak (GlsArticleView *self)
{
  if (self->speech.source == 0)
    self->speech.source = g_timeout_add (DELAY_MS, speak_cb, self);
}

void
gls_article_view_stop_speaking (GlsArticleView *self)
{
  g_clear_handle_id (&self->speech.source, g_source_remove);
}
