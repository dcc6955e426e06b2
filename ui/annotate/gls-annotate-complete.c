/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the plugins look at one sentence: proposes its claim, or the rest of the claim that is selected.
 * It must not know how plugins are run, nor what taking a proposal means. */
#include "config.h"

#include <math.h>

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
  gboolean         ahead;        /* for the first claim that begins there */
  guint32          start, end;   /* sentences */
  guint32          from, to;     /* in them: the words or the caret */
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

/* How well the words of @suggestion are those that are meant: what both have, of what either has, and how sure it is. With a caret alone the innermost
 * claim around it, else the one that has most of the sentence. */
static double
rate (const Look *look, const GlsAnnotation *suggestion)
{
  guint32 start = suggestion->fragments[0].start, end = suggestion->fragments[suggestion->n_fragments - 1].end;
  gboolean words = look->to > look->from;
  guint32 low = words ? look->from : look->start, high = words ? look->to : look->end;
  guint32 from = MAX (low, start), to = MIN (high, end);

  if (to <= from)
    return 0;
  if (!words && start <= look->from && look->from <= end)
    return 1 + 1.0 / (end - start);
  return (double) (to - from) / (MAX (high, end) - MIN (low, start)) * (isnan (suggestion->confidence) ? 1 : suggestion->confidence);
}

/* Open, or covered: for the parts of a claim that is there. */
static const GlsAnnotation *
find_claim (const Look *look)
{
  GlsAnnotatePage *self = look->page;
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  g_autoptr (GPtrArray) all = gls_open_document_list_suggestions (document);
  const GlsAnnotation *best = NULL;
  double most = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const GlsAnnotation *suggestion = g_ptr_array_index (all, i);
      guint32 start = suggestion->fragments[0].start;
      double rating;

      if (!is_claim (self, suggestion->type) || (!look->has_claim && !gls_open_document_is_suggestion (document, &suggestion->id)))
        continue;
      rating = look->ahead ? (start >= look->start ? 1.0 / (1 + start - look->start) : 0) : rate (look, suggestion);
      if (rating <= most)
        continue;
      best = suggestion;
      most = rating;
    }
  return best;
}

/* What was found ahead is in the sentence that was asked for last. */
static void
note_sentence (GlsAnnotatePage *self, guint32 offset)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);

  gls_segment_whole_sentence_at (gls_open_document_get (document)->text, offset, &self->looked.start, &self->looked.end);
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
  claim = find_claim (look);
  if (claim == NULL)
    return FALSE;
  id = claim->id;
  if (look->has_claim)
    return gls_article_pane_offer_rest (self->pane, &look->claim, &id);
  if (look->ahead)
    note_sentence (self, claim->fragments[0].start);
  adw_view_stack_set_visible_child_name (self->lists, "suggestions");
  gls_article_pane_show_suggestion (self->pane, &id);
  self->looked.judging = TRUE;
  return TRUE;
}

static gboolean
still_there (const Look *look)
{
  GlsDocument *document = gls_annotate_page_get_document (look->page);

  return document != NULL && gls_id_equal (&document->id, &look->document);
}

static void
say_none (const Look *look)
{
  gls_session_say (look->page->session, look->ahead ? _ ("No claim is found further on")
                                                    : _ ("No claim is found in this sentence; the same key looks further on"), FALSE);
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
  say_none (look);
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
  else if (alive && proposed->plugins == 0)
    gls_session_say (session, _ ("No extractor is enabled: see Plugins"), FALSE);
  else if (alive && !present (look))
    say_none (look);
  look_free (look);
}

/* --- What is looked at --------------------------------------------------------------------------------------------- */

/* Words that were selected for it are a claim as of now; what is still missing is proposed. */
static void
mark_words (GlsAnnotatePage *self)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);
  guint32 start, end;

  if (gls_article_pane_get_role (self->pane, NULL) != NULL || !gls_article_pane_get_words (self->pane, &start, &end))
    return;
  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (type->claim && !type->retired)
        {
          gls_article_pane_label (self->pane, type->name);
          return;
        }
    }
}

/* Whole sentences around what is selected, else around the caret. */
static void
find_range (GlsAnnotatePage *self, Look *look)
{
  GlsOpenDocument *document = gls_article_pane_get_open_document (self->pane);
  GArray *selected = gls_article_pane_get_selected (self->pane);
  const GlsSpan *span = selected->len == 1 ? gls_open_document_find (document, (const GlsId *) (gpointer) selected->data) : NULL;
  gboolean own = span != NULL && gls_open_document_is_own (document, span);
  GlsText *text = gls_open_document_get (document)->text;
  guint32 unused;

  look->has_claim = own && is_claim (self, gls_open_document_get_type_name (document, span));
  if (look->has_claim)
    look->claim = span->id;
  look->from = look->to = gls_article_view_get_caret (gls_article_pane_get_view (self->pane));
  if (span != NULL)
    {
      look->from = span->start;
      look->to = span->end;
    }
  unused = look->to > look->from ? look->to - 1 : look->to;
  gls_segment_whole_sentence_at (text, unused, &unused, &look->end);
  gls_segment_whole_sentence_at (text, look->from, &look->start, &unused);
  /* The caret of a suggestion is where it begins; which of several claims there is meant, nobody has said. */
  if (span != NULL && !own)
    look->to = look->from;
}

/* The second time in a sentence where nothing is left to judge: what comes behind it. */
static void
go_ahead (GlsAnnotatePage *self, Look *look)
{
  gboolean again = gls_id_equal (&self->looked.document, &look->document) && self->looked.start == look->start &&
                   self->looked.end == look->end;
  g_autofree char *rest = NULL;
  const GlsAnnotation *open;

  self->looked.document = look->document;
  self->looked.start = look->start;
  self->looked.end = look->end;
  open = again ? find_claim (look) : NULL;
  if (open != NULL && look->has_claim)
    rest = gls_open_document_dup_rest (gls_article_pane_get_open_document (self->pane), &look->claim, &open->id);
  if (!again || (open != NULL && !look->has_claim) || rest != NULL)
    return;
  look->ahead = TRUE;
  look->has_claim = FALSE;
  look->start = look->end;
  look->end = gls_text_get_length (gls_open_document_get (gls_article_pane_get_open_document (self->pane))->text);
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
  mark_words (self);
  look = g_new0 (Look, 1);
  look->page = g_object_ref (self);
  look->document = document->id;
  find_range (self, look);
  go_ahead (self, look);
  request.document = row->key;
  request.start = look->start;
  request.end = look->end;
  request.first_claim = look->ahead;
  if (look->end <= look->start)
    {
      look_free (look);
      return;
    }
  gls_proposing_unref (gls_proposing_start (self->session, &request, NULL, looked, look));
}
