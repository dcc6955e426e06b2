/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which spans are shown and which of them is selected. A change of few touches only their paragraphs.
 * It draws nothing and knows nothing of where spans come from. */
#include "config.h"

#include "gls-article-view-private.h"

/* Spans that may be others for their paragraphs to be made anew one by one. */
#define CHANGED_MAX 200

/* The paragraphs of spans that are gone or new. */
static void
renew_paragraphs (GlsArticleView *self, const GlsSpanTable *table, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      const GlsSpan *span = &g_array_index (table->spans, GlsSpan, i);
      guint from = gls_display_map_paragraph_at (self->map, gls_display_map_to_display (self->map, span->start, FALSE));
      guint to = gls_display_map_paragraph_at (self->map, gls_display_map_to_display (self->map, span->end, TRUE));

      gls_article_view_drop_paragraphs (self, from, to);
      gls_article_view_retag_paragraphs (self, from, to);
    }
}

/* Where the selected one is now, without looking through them all; unless it is among those that are others. */
static void
keep_selected (GlsArticleView *self, const GlsSpanChange *change)
{
  if (!self->selected_found || self->selected_at == G_MAXUINT || self->selected_at < change->first)
    self->selected_found = self->selected_found && self->selected_at != G_MAXUINT;
  else if (self->selected_at >= change->first + change->n_old)
    self->selected_at += change->n_new - change->n_old;
  else
    self->selected_found = FALSE;
}

/* Where few spans are others, only their paragraphs are made anew: a label must be seen within a frame. FALSE: too many are. */
static gboolean
change_spans (GlsArticleView *self, GlsSpanTable *spans, GlsCodebook *codebook)
{
  g_autoptr (GlsSpanIndex) old = NULL;
  GlsSpanChange change;

  if (!spans || !self->spans || codebook != self->codebook || !gls_span_table_compare (self->spans, spans, &change) ||
      change.n_old + change.n_new > CHANGED_MAX)
    return FALSE;
  old = self->index;
  self->index = gls_span_index_splice (old, spans, self->map, &change);
  gls_article_view_renumber (self, change.first + change.n_old, (gint32) change.n_new - (gint32) change.n_old);
  renew_paragraphs (self, self->spans, change.first, change.n_old);
  gls_span_table_unref (self->spans);
  self->spans = gls_span_table_ref (spans);
  renew_paragraphs (self, spans, change.first, change.n_new);
  gls_article_view_tag_soon (self);
  keep_selected (self, &change);
  return TRUE;
}

static void
replace_spans (GlsArticleView *self, GlsSpanTable *spans, GlsCodebook *codebook)
{
  if (spans)
    gls_span_table_ref (spans);
  if (codebook)
    gls_codebook_ref (codebook);
  g_clear_pointer (&self->spans, gls_span_table_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->spans = spans;
  self->codebook = codebook;
  gls_span_index_free (self->index);
  self->index = gls_span_index_new (spans, self->map);
  gls_article_view_drop_style (self);
  gls_article_view_retag_spans (self);
  gls_article_view_drop_drawings (self);
}

void
gls_article_view_set_spans (GlsArticleView *self, GlsSpanTable *spans, GlsCodebook *codebook)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  self->links_resolved = FALSE;
  gls_article_view_hide_card (self);
  gls_article_view_hold (self);
  if (!change_spans (self, spans, codebook))
    {
      self->selected_found = FALSE;
      replace_spans (self, spans, codebook);
    }
  gls_article_view_speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gls_article_view_set_selected (GlsArticleView *self, const GlsId *id)
{
  g_return_if_fail (GLS_IS_ARTICLE_VIEW (self));

  if (id && self->has_selected && gls_id_equal (id, &self->selected))
    return;
  gls_article_view_hide_card (self);
  /* Whatever was done with the one before. */
  if (self->drag.active && self->drag.mode > GLS_DRAG_FRAGMENT)
    gls_article_view_stop_drag (self);
  self->has_selected = id != NULL;
  self->selected_found = self->has_edge = FALSE;
  gls_article_view_speak (self);
  if (id)
    self->selected = *id;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const GlsId *
gls_article_view_get_selected (GlsArticleView *self)
{
  return self->has_selected ? &self->selected : NULL;
}

GArray *
gls_article_view_list_at (GlsArticleView *self, guint32 offset)
{
  g_autoptr (GArray) spans = gls_article_view_spans_at (self, gls_display_map_to_display (self->map, offset, FALSE));
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (GlsId), spans->len);

  for (guint i = 0; i < spans->len; i++)
    g_array_append_val (ids, gls_span_index_get_span (self->index, g_array_index (spans, guint32, i))->id);
  return ids;
}
