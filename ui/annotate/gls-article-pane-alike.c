/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deed on one annotation offers for others with the same words, and the linker at the words of a mention.
 * It must not know how the others are found. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-alike.h>

#include "gls-article-pane-private.h"

GlsAlikeOffer *
gls_alike_offer_new (GlsAlikeDeed deed, const char *words, const char *type)
{
  GlsAlikeOffer *offer = g_new0 (GlsAlikeOffer, 1);

  offer->deed = deed;
  offer->words = g_strdup (words);
  offer->type = g_strdup (type);
  return offer;
}

GlsAlikeOffer *
gls_alike_offer_copy (const GlsAlikeOffer *offer)
{
  GlsAlikeOffer *copy = gls_alike_offer_new (offer->deed, offer->words, offer->type);

  copy->to_type = g_strdup (offer->to_type);
  copy->entity = offer->entity;
  return copy;
}

void
gls_alike_offer_free (GlsAlikeOffer *offer)
{
  g_free (offer->words);
  g_free (offer->type);
  g_free (offer->to_type);
  g_free (offer);
}

GlsAlikeOffer *
gls_article_pane_make_offer (GlsArticlePane *self, GlsAlikeDeed deed, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (self->document, id);
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);
  GlsFragment hull;
  g_autofree char *words = NULL;

  if (span == NULL || !gls_open_document_is_own (self->document, span))
    return NULL;
  hull = (GlsFragment){ span->start, span->end };
  if (span->n_fragments > 1 && span->first_fragment + span->n_fragments <= spans->fragments->len)
    words = gls_alike_dup_words (gls_open_document_get (self->document)->text,
                                 &g_array_index (spans->fragments, GlsFragment, span->first_fragment), span->n_fragments);
  else
    words = gls_alike_dup_words (gls_open_document_get (self->document)->text, &hull, 1);
  return gls_alike_offer_new (deed, words, gls_open_document_get_type_name (self->document, span));
}

GlsAlikeOffer *
gls_article_pane_dup_offer (GlsArticlePane *self)
{
  return self->selected->len == 1 && gls_article_pane_get_document (self) != NULL
         ? gls_article_pane_make_offer (self, GLS_ALIKE_LABEL, (const GlsId *) (gpointer) self->selected->data) : NULL;
}

/* --- Linking ----------------------------------------------------------------------------------------------------- */

static void
linked (GlsArticlePane *self)
{
  const GlsId *entity = gls_entity_linker_get_entity (self->linker);
  g_autoptr (GlsAlikeOffer) offer = NULL;

  gls_article_pane_state_changed (self);
  if (entity == NULL || self->selected->len != 1)
    return;
  offer = gls_article_pane_make_offer (self, GLS_ALIKE_LINK, (const GlsId *) (gpointer) self->selected->data);
  if (offer == NULL)
    return;
  offer->entity = *entity;
  gls_article_pane_offer_alike (self, offer);
}

static void
left (GlsArticlePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Not a child of the text view, which in GTK 4.8 does not let go of a popover at its end. */
static void
make_linker (GlsArticlePane *self)
{
  self->linker = GLS_ENTITY_LINKER (gls_entity_linker_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->linker), GTK_WIDGET (self));
  g_signal_connect_object (self->linker, "linked", G_CALLBACK (linked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->linker, "left", G_CALLBACK (left), self, G_CONNECT_SWAPPED);
}

void
gls_article_pane_link_entity (GlsArticlePane *self)
{
  GdkRectangle where = { 0, 0, 1, 1 };
  graphene_point_t at;
  const GlsSpan *span;

  if (gls_article_pane_get_document (self) == NULL || self->selected->len == 0)
    return;
  span = gls_open_document_find (self->document, (const GlsId *) (gpointer) self->selected->data);
  if (span == NULL || !gls_open_document_is_own (self->document, span))
    return;
  if (!gls_open_document_may_be_linked (self->document, span))
    {
      gls_session_say (self->session, _ ("Dates, figures and claims name no entity"), FALSE);
      return;
    }
  if (self->linker == NULL)
    make_linker (self);
  gls_label_chooser_hide (self->chooser);
  if (!gls_article_view_get_rectangle (self->view, span->start, span->end, &where))
    where = (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self->view)) / 2, 40, 1, 1 };
  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (where.x, where.y), &at))
    return;
  gls_entity_linker_open (self->linker, self->session, self->document, (const GlsId *) (gpointer) self->selected->data,
                          self->selected->len, &(GdkRectangle){ at.x, at.y, MAX (where.width, 1), MAX (where.height, 1) });
}
