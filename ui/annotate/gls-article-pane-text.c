/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text's handles do to the open document: ends, fragments, relations; and what the text shows of it: links, cards.
 * It must not know how edits reach the file. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <gls-fragments.h>
#include <gls-value.h>
#include "common/gls-entity-catalog.h"
#include "gls-article-pane-private.h"

#define CARD_CHARACTERS 160

static void
refuse (GlsArticlePane *self)
{
  gls_session_say (self->session, _ ("Only your own annotations can be changed here"), FALSE);
}

/* --- Ends and fragments ------------------------------------------------------------------------------------------ */

static void
fragments_changed (GlsArticlePane *self, const GlsId *id, GArray *fragments)
{
  if (self->document != NULL &&
      !gls_open_document_set_fragments (self->document, id, (const GlsFragment *) (gpointer) fragments->data, fragments->len))
    refuse (self);
}

static GArray *
dup_fragments (GlsArticlePane *self, const GlsSpan *span)
{
  GlsSpanTable *table = gls_open_document_get_spans (self->document);
  GArray *fragments = g_array_new (FALSE, FALSE, sizeof (GlsFragment));
  GlsFragment whole = { span->start, span->end };

  if (span->n_fragments > 1)
    g_array_append_vals (fragments, &g_array_index (table->fragments, GlsFragment, span->first_fragment), span->n_fragments);
  else
    g_array_append_val (fragments, whole);
  return fragments;
}

/* To the one selected annotation, else to the one that was marked last. */
static void
add_fragment (GlsArticlePane *self, guint start, guint end)
{
  GlsId id = self->selected->len == 1 ? g_array_index (self->selected, GlsId, 0) : self->last;
  const GlsSpan *span = self->selected->len == 1 || self->has_last ? gls_open_document_find (self->document, &id) : NULL;
  g_autoptr (GArray) fragments = NULL;

  if (span == NULL)
    {
      gls_session_say (self->session, _ ("Mark the first words, then add others to them"), FALSE);
      return;
    }
  fragments = dup_fragments (self, span);
  gls_fragments_add (fragments, start, end);
  if (gls_open_document_set_fragments (self->document, &id, (const GlsFragment *) (gpointer) fragments->data, fragments->len))
    gls_article_pane_set_selected (self, &id, 1);
  else
    refuse (self);
}

static void
fragment_selected (GlsArticlePane *self, guint start, guint end)
{
  gls_label_chooser_hide (self->chooser);
  if (gls_article_pane_get_document (self) != NULL)
    add_fragment (self, start, end);
}

void
gls_article_pane_add_fragment (GlsArticlePane *self)
{
  guint32 start, end;

  if (!gls_article_pane_get_words (self, &start, &end))
    return;
  gls_label_chooser_hide (self->chooser);
  gls_article_view_select_range (self->view, end, end);
  add_fragment (self, start, end);
}

/* --- Links ------------------------------------------------------------------------------------------------------- */

/* What the document links, as the view draws it; fillers that are no annotations have no place in the text. */
void
gls_article_pane_show_links (GlsArticlePane *self)
{
  GPtrArray *links = self->document != NULL ? gls_open_document_get_links (self->document) : NULL;
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (GlsArticleLink));

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const GlsDocumentLink *link = g_ptr_array_index (links, i);
      GlsArticleLink one = { link->from, link->link.target, gls_role_get_label (link->link.name), link->link.relation };

      if (link->link.kind == GLS_LINK_TO)
        g_array_append_val (drawn, one);
    }
  gls_article_view_set_links (self->view, drawn);
}

/* --- The card ---------------------------------------------------------------------------------------------------- */

static void
append_attributes (GString *markup, const GlsAnnotation *annotation, const GlsTypeDef *type)
{
  for (guint i = 0; type != NULL && annotation->attributes != NULL && i < type->attributes->len; i++)
    {
      const GlsAttributeDef *def = g_ptr_array_index (type->attributes, i);
      const char *json = gls_annotation_get_attribute (annotation, def->name);
      g_autofree char *value = json != NULL ? gls_value_to_display (def, json) : NULL;
      g_autofree char *line = value != NULL ? g_markup_printf_escaped ("\n%s: %s", gls_role_get_label (def->name), gls_role_get_label (value)) : NULL;

      if (line != NULL)
        g_string_append (markup, line);
    }
  if (annotation->unsure != NULL && *annotation->unsure != '\0')
    {
      g_autofree char *line = g_markup_printf_escaped ("\n<i>? %s</i>", annotation->unsure);

      g_string_append (markup, line);
    }
  if (annotation->note != NULL && *annotation->note != '\0')
    {
      g_autofree char *note = g_markup_printf_escaped ("\n<i>✎ %s</i>", annotation->note);

      g_string_append (markup, note);
    }
}

/* Whom a mention is linked to, by name. */
static void
append_entity (GlsArticlePane *self, GString *markup, const GlsAnnotation *annotation)
{
  GlsEntityCatalog *catalog = gls_entity_catalog_get (gls_open_document_get_session (self->document));
  const GlsEntity *entity = annotation->has_entity ? gls_entity_catalog_find (catalog, &annotation->entity) : NULL;
  g_autofree char *line = entity != NULL ? g_markup_printf_escaped ("\n⌂ %s", entity->name) : NULL;

  if (line != NULL)
    g_string_append (markup, line);
}

/* Who proposes it, how sure, and how to answer. */
static void
append_proposal (GString *markup, const GlsAnnotation *annotation)
{
  g_autofree char *line = NULL, *sure = isnan (annotation->confidence) ? g_strdup ("")
                                        : g_strdup_printf (_ (" · %d %%"), (int) lroundf (annotation->confidence * 100));

  line = g_markup_printf_escaped ("\n<small>%s%s\n%s</small>", annotation->plugin != NULL ? annotation->plugin : annotation->by, sure,
                                  _ ("Click it, then Space accepts and Delete rejects"));
  g_string_append (markup, line);
}

/* Type, signs, words, entity, values and note. */
static char *
describe (GlsArticleView *view, const GlsId *id, gpointer data)
{
  GlsArticlePane *self = data;
  const GlsSpan *span = self->document != NULL ? gls_open_document_find (self->document, id) : NULL;
  g_autofree char *words = span != NULL ? gls_open_document_dup_words (self->document, span, CARD_CHARACTERS) : NULL;
  const char *type = span != NULL ? gls_open_document_get_type_name (self->document, span) : NULL;
  const GlsAnnotation *annotation;
  GString *markup;
  g_autofree char *head = NULL;

  if (span == NULL)
    return NULL;
  annotation = span->flags & GLS_SPAN_SUGGESTION ? gls_open_document_get_suggestion (self->document, id)
                                                 : gls_open_document_get_details (self->document, id);
  head = g_markup_printf_escaped ("<b>%s</b>%s%s%s\n%s", gls_type_get_label (type),
                                  span->flags & GLS_SPAN_SUGGESTION ? _ (" · ✦ suggestion") : "",
                                  span->flags & GLS_SPAN_UNSURE ? _ (" · ? unsure") : "",
                                  span->flags & GLS_SPAN_ENTITY ? _ (" · ⌂ entity") : "", words);
  markup = g_string_new (head);
  if (annotation != NULL)
    append_entity (self, markup, annotation);
  if (annotation != NULL)
    append_attributes (markup, annotation, gls_codebook_find_type (gls_session_get_codebook (self->session), type));
  if (annotation != NULL && (span->flags & GLS_SPAN_SUGGESTION))
    append_proposal (markup, annotation);
  return g_string_free (markup, FALSE);
}

void
gls_article_pane_bind_text (GlsArticlePane *self)
{
  g_signal_connect_object (self->view, "fragments-changed-by-user", G_CALLBACK (fragments_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "fragment-selected", G_CALLBACK (fragment_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "link-dragged", G_CALLBACK (gls_article_pane_link_dragged), self, G_CONNECT_SWAPPED);
  gls_article_view_set_card_func (self->view, describe, self, NULL);
}
