/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the plugins look at one sentence: proposes its claim, or the rest of the claim that is selected.
 * It must not know how plugins are run, nor what taking a proposal means. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-segment.h>

#include "gls-annotate-page-private.h"
#include "gls-proposing.h"

#define TRY_MS 30
#define MOST_TRIES 60

/* What a look at a sentence was for; it is dropped when something else was selected meanwhile. */
typedef struct {
  GlsAnnotatePage *page;
  GlsId            document, claim;
  gboolean         has_claim;
  guint32          start, end;
  guint            tries;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->page);
  g_free (look);
}

static gboolean
is_claim (GlsAnnotatePage *self, const char *type)
{
  const GlsTypeDef *def = gls_codebook_find_type (gls_session_get_codebook (self->session), type);

  return def != NULL && def->claim;
}

/* The suggestion of a claim that shares most with [@start, @end), open or covered. */
static const GlsAnnotation *
find_claim (GlsAnnotatePage *self, guint32 start, guint32 end)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  g_autoptr (GPtrArray) all = gls_open_document_list_suggestions (document);
  const GlsAnnotation *best = NULL;
  guint32 most = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const GlsAnnotation *suggestion = g_ptr_array_index (all, i);
      guint32 from = MAX (start, suggestion->fragments[0].start);
      guint32 to = MIN (end, suggestion->fragments[suggestion->n_fragments - 1].end);

      if (to <= from || to - from <= most || !is_claim (self, suggestion->type))
        continue;
      best = suggestion;
      most = to - from;
    }
  return best;
}

static gboolean
present (Look *look)
{
  GlsAnnotatePage *self = look->page;
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  const GlsAnnotation *claim;
  GlsId id;

  if (!gls_open_document_knows_suggestions (document))
    return FALSE;
  claim = find_claim (self, look->start, look->end);
  if (claim == NULL)
    return FALSE;
  id = claim->id;
  if (look->has_claim)
    return gls_article_pane_offer_rest (self->pane, &look->claim, &id);
  if (!gls_open_document_is_suggestion (document, &id))
    return FALSE;
  adw_view_stack_set_visible_child_name (self->lists, "suggestions");
  gls_article_pane_show_suggestion (self->pane, &id);
  return TRUE;
}

static gboolean
still_there (const Look *look)
{
  GlsDocument *document = gls_annotate_page_get_document (look->page);

  return document != NULL && gls_id_equal (&document->id, &look->document);
}

/* What the plugins wrote is read back in two parts, in any order. */
static gboolean
try_again (gpointer data)
{
  Look *look = data;

  if (!still_there (look) || present (look))
    return G_SOURCE_REMOVE;
  if (++look->tries < MOST_TRIES)
    return G_SOURCE_CONTINUE;
  gls_session_say (look->page->session, _ ("No claim is found in this sentence"), FALSE);
  return G_SOURCE_REMOVE;
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  GlsSession *session = GLS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsProposed) proposed = gls_proposing_finish (result, &error);
  gboolean alive = look->page->session == session && still_there (look);

  if (proposed == NULL)
    gls_session_fail (session, _ ("The plugins could not run"), error->message);
  else if (alive && proposed->steps > 0)
    {
      gls_session_bundle_undo (session, proposed->steps);
      g_timeout_add_full (G_PRIORITY_DEFAULT, TRY_MS, try_again, look, (GDestroyNotify) look_free);
      return;
    }
  else if (alive && !present (look))
    gls_session_say (session, proposed->plugins == 0 ? _ ("No extractor is enabled: see Plugins")
                                                      : _ ("No claim is found in this sentence"), FALSE);
  look_free (look);
}

/* Whole sentences around what is selected, else around the caret. */
static void
find_range (GlsAnnotatePage *self, Look *look)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  GArray *selected = gls_article_pane_get_selected (self->pane);
  const GlsSpan *span = selected->len == 1 ? gls_open_document_find (document, (const GlsId *) (gpointer) selected->data) : NULL;
  GlsText *text = gls_open_document_get (document)->text;
  guint32 unused;

  look->has_claim = span != NULL && gls_open_document_is_own (document, span)
                    && is_claim (self, gls_open_document_get_type_name (document, span));
  if (look->has_claim)
    look->claim = span->id;
  if (span != NULL)
    {
      look->start = span->start;
      look->end = span->end;
    }
  else if (!gls_article_pane_get_words (self->pane, &look->start, &look->end))
    look->start = look->end = gls_article_view_get_caret (gls_article_pane_get_view (self->pane));
  unused = look->end > look->start ? look->end - 1 : look->end;
  gls_segment_sentence_at (text, unused, &unused, &look->end);
  gls_segment_sentence_at (text, look->start, &look->start, &unused);
}

void
gls_annotate_page_complete (GlsAnnotatePage *self)
{
  GlsDocument *document = gls_annotate_page_get_document (self);
  const GlsDocumentRow *row = document != NULL ? gls_catalog_find (gls_session_get_catalog (self->session), &document->id) : NULL;
  GlsProposingRequest request = { 0 };
  Look *look;

  if (row == NULL || gls_proposal_bar_is_running (self->proposals))
    return;
  gls_annotate_page_flush (self);
  look = g_new0 (Look, 1);
  look->page = g_object_ref (self);
  look->document = document->id;
  find_range (self, look);
  request.document = row->key;
  request.start = look->start;
  request.end = look->end;
  if (look->end <= look->start)
    {
      look_free (look);
      return;
    }
  gls_proposing_unref (gls_proposing_start (self->session, &request, NULL, looked, look));
}
