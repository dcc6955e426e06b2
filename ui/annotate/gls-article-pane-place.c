/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes to a place of a document, as soon as that is loaded.
 * It must not know who sends it there. */
#include "config.h"

#include "gls-article-pane-private.h"

void
gls_article_pane_take_place (GlsArticlePane *self)
{
  GlsDocument *document = gls_article_pane_get_document (self);
  GlsPlace wanted = self->wanted;

  if (!wanted.set || document == NULL || !gls_id_equal (&wanted.document, &document->id))
    return;
  self->wanted.set = FALSE;
  /* Another's annotation is not shown; its words are. */
  if (wanted.has_annotation && gls_open_document_find (self->document, &wanted.annotation) != NULL)
    {
      gls_article_pane_select (self, &wanted.annotation, 1);
      return;
    }
  gls_label_chooser_hide (self->chooser);
  gls_article_view_select_range (self->view, wanted.start, wanted.end);
  gls_article_view_scroll_to (self->view, wanted.scroll);
  gls_article_pane_set_selected (self, NULL, 0);
}

void
gls_article_pane_open_at (GlsArticlePane *self, const GlsId *document, guint32 start, guint32 end, const GlsId *annotation)
{
  GlsDocument *shown = gls_article_pane_get_document (self);

  self->wanted = (GlsPlace){ .set = TRUE, .has_annotation = annotation != NULL, .document = *document, .start = start, .end = end,
                              .scroll = start };
  if (annotation != NULL)
    self->wanted.annotation = *annotation;
  if (shown != NULL && gls_id_equal (&shown->id, document) && !gls_open_document_is_loading (self->document))
    gls_article_pane_take_place (self);
  else
    gls_article_pane_open (self, document);
}

void
gls_article_pane_open_again (GlsArticlePane *self, const GlsId *document, guint32 scroll, guint32 caret)
{
  self->wanted = (GlsPlace){ .set = TRUE, .document = *document, .start = caret, .end = caret, .scroll = scroll };
  gls_article_pane_open (self, document);
}
