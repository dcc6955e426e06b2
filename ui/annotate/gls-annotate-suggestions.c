/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the suggestions of the active pane and judges them, by keys and by the list's buttons.
 * It must not know how a judgement reaches the file. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-annotate-page-private.h"
#include "gls-judge-many.h"

/* So many rows ahead are tried for the next one; the parts of what was accepted are gone too. */
#define MOST_AHEAD 64
#define MOST_TOLD 40

static GlsSuggestionModel *
get_model (GlsAnnotatePage *self)
{
  return gls_suggestion_list_get_model (self->suggestions);
}

static GlsOpenDocument *
get_document (GlsAnnotatePage *self)
{
  return gls_article_pane_get_open_document (self->pane);
}

static void
show_list (GlsAnnotatePage *self)
{
  adw_view_stack_set_visible_child_name (self->lists, "suggestions");
}

/* The keys that judge are the text's and the list's. */
static void
take_focus (GlsAnnotatePage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->suggestions)))
    gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

/* --- Walking ----------------------------------------------------------------------------------------------------- */

static void
show_row (GlsAnnotatePage *self, guint position)
{
  const GlsSuggestionRow *row = gls_suggestion_model_get (get_model (self), position);
  GlsId id;

  if (row == NULL)
    return;
  id = row->covered ? row->by : row->id;
  gls_article_pane_show_suggestion (self->pane, &id);
}

void
gls_annotate_page_walk_suggestions (GlsAnnotatePage *self, int step)
{
  GlsSuggestionModel *model = get_model (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model)), at = GTK_INVALID_LIST_POSITION;
  const GlsSpan *span = NULL;
  GlsId id;

  gls_annotate_page_flush (self);
  self->looked.judging = FALSE;
  show_list (self);
  if (n == 0)
    {
      gls_session_say (self->session, _ ("No suggestions are open in this document"), FALSE);
      gls_article_pane_end_correction (self->pane);
      gls_annotate_page_show_state (self);
      return;
    }
  if (gls_article_pane_get_suggestion (self->pane, &id))
    {
      at = gls_suggestion_model_find (model, &id);
      span = gls_open_document_find (get_document (self), &id);
    }
  if (at != GTK_INVALID_LIST_POSITION)
    at = (at + n + step) % n;
  else
    at = gls_suggestion_model_from (model, span != NULL ? span->start : gls_article_view_get_caret (gls_article_pane_get_view (self->pane)),
                                    step);
  show_row (self, at);
  take_focus (self);
}

/* Ids of what may come next, the nearest first: behind @at, then before it. */
static GArray *
list_ahead (GlsAnnotatePage *self, guint at)
{
  GlsSuggestionModel *model = get_model (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));

  for (guint i = 1; at < n && i < n && i <= MOST_AHEAD; i++)
    g_array_append_val (ids, gls_suggestion_model_get (model, (at + i) % n)->id);
  return ids;
}

/* Is what was judged at @offset what was found in one sentence? */
static gboolean
stays_in_sentence (GlsAnnotatePage *self, guint32 offset)
{
  GlsDocument *document = gls_annotate_page_get_document (self);

  return self->looked.judging && document != NULL && gls_id_equal (&document->id, &self->looked.document)
         && offset >= self->looked.start && offset < self->looked.end;
}

/* Is it a claim in the sentence that claims were asked for? */
static gboolean
is_looked_at (GlsAnnotatePage *self, guint at)
{
  const GlsSuggestionRow *row = gls_suggestion_model_get (get_model (self), at);
  const GlsSpan *span = gls_open_document_find (get_document (self), &row->id);
  const GlsTypeDef *type = span == NULL ? NULL : gls_codebook_find_type (gls_session_get_codebook (self->session),
                                                                         gls_open_document_get_type_name (get_document (self), span));

  return type != NULL && type->claim && span->start < self->looked.end && span->end > self->looked.start;
}

static void
go_on (GlsAnnotatePage *self, const GArray *ahead, guint32 offset)
{
  GlsSuggestionModel *model = get_model (self);
  guint at = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < ahead->len && at == GTK_INVALID_LIST_POSITION; i++)
    at = gls_suggestion_model_find (model, &g_array_index (ahead, GlsId, i));
  if (at == GTK_INVALID_LIST_POSITION)
    at = gls_suggestion_model_from (model, offset, 1);
  if (at != GTK_INVALID_LIST_POSITION && (!stays_in_sentence (self, offset) || is_looked_at (self, at)))
    show_row (self, at);
  else
    gls_article_pane_let_go (self->pane);
}

/* --- Judging ----------------------------------------------------------------------------------------------------- */

/* Those that say the same as @id, as far as the list has them together. */
static GArray *
list_equals (GlsAnnotatePage *self, const GlsId *id, guint at)
{
  GlsSuggestionModel *model = get_model (self);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GlsId));

  if (at == GTK_INVALID_LIST_POSITION)
    g_array_append_val (ids, *id);
  else
    {
      GlsSuggestionGroup group = gls_suggestion_model_get_group (model, gls_suggestion_model_get (model, at));

      g_array_append_vals (ids, group.ids, group.n);
    }
  return ids;
}

static void
tell (GlsAnnotatePage *self, const char *verb, const char *type, const char *words, guint n)
{
  guint left = gls_suggestion_model_count_open (get_model (self));
  g_autofree char *parts = n > 1 ? g_strdup_printf (ngettext (", with %u part", ", with %u parts", n - 1), n - 1) : g_strdup ("");
  g_autofree char *open = g_strdup_printf (ngettext ("%u open", "%u open", left), left);
  g_autofree char *text = g_strdup_printf ("%s: %s “%s”%s · %s", verb, gls_type_get_label (type), words, parts, open);

  gls_suggestion_list_tell (self->suggestions, text);
}

static void
judge (GlsAnnotatePage *self, gboolean yes, const char *as)
{
  GlsOpenDocument *document = get_document (self);
  g_autoptr (GArray) ids = NULL, ahead = NULL;
  g_autofree char *words = NULL, *type = NULL;
  GlsSuggestionGroup group;
  const GlsSpan *span;
  guint32 start;
  guint at, n;
  GlsId id;

  if (!gls_article_pane_get_suggestion (self->pane, &id))
    return;
  at = gls_suggestion_model_find (get_model (self), &id);
  span = gls_open_document_find (document, &id);
  start = span->start;
  words = gls_open_document_dup_words (document, span, MOST_TOLD);
  type = g_strdup (as != NULL ? as : gls_open_document_get_type_name (document, span));
  ids = list_equals (self, &id, at);
  ahead = list_ahead (self, at);
  group = (GlsSuggestionGroup){ (const GlsId *) (gpointer) ids->data, ids->len };
  n = yes ? gls_open_document_accept (document, &group, as, NULL) : gls_open_document_reject (document, &group, 1);
  if (n == 0)
    {
      gls_session_say (self->session, _ ("The suggestions are still being read"), FALSE);
      return;
    }
  if (!yes)
    n -= MIN (n - 1, ids->len - 1);
  tell (self, yes ? _ ("Accepted") : _ ("Rejected"), type, words, n);
  go_on (self, ahead, start);
}

void
gls_annotate_page_correct (GlsAnnotatePage *self)
{
  g_autoptr (GArray) ids = NULL;
  GlsSuggestionGroup group;
  GlsId id;

  if (!gls_article_pane_get_suggestion (self->pane, &id))
    return;
  ids = list_equals (self, &id, gls_suggestion_model_find (get_model (self), &id));
  group = (GlsSuggestionGroup){ (const GlsId *) (gpointer) ids->data, ids->len };
  gls_article_pane_correct (self->pane, &group);
}

gboolean
gls_annotate_page_reject (GlsAnnotatePage *self)
{
  if (!gls_article_pane_get_suggestion (self->pane, NULL))
    return FALSE;
  judge (self, FALSE, NULL);
  return TRUE;
}

/* --- The list ---------------------------------------------------------------------------------------------------- */

void
gls_annotate_page_suggestion_judged (GlsAnnotatePage *self, const GlsId *id, gboolean accepted)
{
  GlsId copy = *id;

  gls_annotate_page_flush (self);
  gls_article_pane_show_suggestion (self->pane, &copy);
  take_focus (self);
  judge (self, accepted, NULL);
}

void
gls_annotate_page_suggestion_chosen (GlsAnnotatePage *self, const GlsId *id)
{
  GlsId copy = *id;

  gls_annotate_page_flush (self);
  self->from_list = TRUE;
  self->looked.judging = FALSE;
  gls_article_pane_show_suggestion (self->pane, &copy);
  self->from_list = FALSE;
}

/* The tab says how many are open. */
void
gls_annotate_page_suggestions_changed (GlsAnnotatePage *self)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->lists, GTK_WIDGET (self->suggestions));
  guint n = gls_suggestion_model_count_open (get_model (self));

  adw_view_stack_page_set_badge_number (page, n);
  gls_annotate_page_show_state (self);
}

/* --- Commands ---------------------------------------------------------------------------------------------------- */

static void
activate_accept (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (data);
  judge (data, TRUE, parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
activate_reject (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (data);
  gls_annotate_page_reject (data);
}

static void
activate_correct (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_flush (data);
  gls_annotate_page_correct (data);
}

static void
activate_complete (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_complete (data);
}

static void
activate_walk (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  int step = g_str_equal (g_action_get_name (G_ACTION (action)), "next-open") ? 1 : -1;
  gboolean problems = g_strcmp0 (adw_view_stack_get_visible_child_name (self->lists), "problems") == 0;

  /* In the list that is shown; else suggestions come first. */
  if (!gls_article_pane_get_suggestion (self->pane, NULL) && !gls_article_pane_is_correcting (self->pane) &&
      (problems || gls_suggestion_model_count_open (get_model (self)) == 0))
    gls_annotate_page_walk (self, step);
  else
    gls_annotate_page_walk_suggestions (self, step);
}

void
gls_annotate_page_propose (GlsAnnotatePage *self, const char *plugin, gboolean all)
{
  GlsDocument *document = gls_annotate_page_get_document (self);
  const GlsDocumentRow *row = document != NULL ? gls_catalog_find (gls_session_get_catalog (self->session), &document->id) : NULL;

  if (self->session == NULL || (!all && row == NULL))
    return;
  gtk_widget_set_visible (self->side, TRUE);
  show_list (self);
  gls_proposal_bar_propose (self->proposals, all ? NULL : row->key, plugin);
}

static void
activate_propose (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gls_annotate_page_propose (data, NULL, g_str_equal (g_action_get_name (G_ACTION (action)), "propose-all"));
}

/* With the words of the selected suggestion. */
static void
activate_judge_many (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsAnnotatePage *self = data;
  g_auto (GStrv) types = gls_suggestion_model_list_types (get_model (self)), plugins = gls_suggestion_model_list_plugins (get_model (self));
  GlsDocument *document = gls_annotate_page_get_document (self);
  const GlsDocumentRow *row = document != NULL ? gls_catalog_find (gls_session_get_catalog (self->session), &document->id) : NULL;
  g_autofree char *words = NULL;
  GlsId id;

  if (row == NULL)
    return;
  gls_annotate_page_flush (self);
  if (gls_article_pane_get_suggestion (self->pane, &id))
    words = gls_open_document_dup_words (get_document (self), gls_open_document_find (get_document (self), &id), G_MAXUINT16);
  gtk_window_present (GTK_WINDOW (gls_judge_many_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session,
                                                      (const char * const *) types, (const char * const *) plugins, row->key,
                                                      words)));
}

void
gls_annotate_page_add_suggestion_actions (GlsAnnotatePage *self, GActionMap *map)
{
  static const GActionEntry entries[] = {
    { .name = "accept", .activate = activate_accept },
    { .name = "accept-as", .activate = activate_accept, .parameter_type = "s" },
    { .name = "reject", .activate = activate_reject },
    { .name = "correct", .activate = activate_correct },
    { .name = "next-open", .activate = activate_walk },
    { .name = "previous-open", .activate = activate_walk },
    { .name = "propose", .activate = activate_propose },
    { .name = "propose-all", .activate = activate_propose },
    { .name = "complete", .activate = activate_complete },
    { .name = "judge-many", .activate = activate_judge_many },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
