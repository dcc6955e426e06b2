/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties the list of problems to the panes: which documents are open, what is drawn in them, and going to a problem.
 * It must not know how problems are found nor what a fix does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "gls-annotate-page-private.h"

#define PAGE "problems"

/* --- Lines under words ------------------------------------------------------------------------------------------------ */

static void
show_flaws (GlsArticlePane *pane, GlsProblemWatch *watch)
{
  GlsDocument *document = gls_article_pane_get_document (pane);
  g_autoptr (GArray) flaws = g_array_new (FALSE, FALSE, sizeof (GlsFlaw));
  g_autoptr (GPtrArray) findings = NULL;

  if (watch == NULL || document == NULL)
    return;
  findings = gls_problem_watch_list (watch, &document->id);
  for (guint i = 0; i < findings->len; i++)
    {
      const GlsFinding *finding = findings->pdata[i];
      GlsFlaw flaw = { finding->start, MIN (finding->end, gls_text_get_length (document->text)), finding->problem->severity };

      if (finding->waiver == NULL && flaw.start < flaw.end)
        g_array_append_val (flaws, flaw);
    }
  gls_article_view_set_flaws (gls_article_pane_get_view (pane), (const GlsFlaw *) (gpointer) flaws->data, flaws->len);
}

void
gls_annotate_page_show_flaws (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);

  for (guint i = 0; i < panes->len; i++)
    show_flaws (panes->pdata[i], gls_problem_list_get_watch (self->problems));
}

void
gls_annotate_page_show_documents (GlsAnnotatePage *self)
{
  g_autoptr (GPtrArray) panes = gls_pane_tabs_list (self->tabs);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  GlsDocument *current = gls_annotate_page_get_document (self);

  if (current != NULL)
    g_array_append_val (ids, current->id);
  for (guint i = 0; i < panes->len; i++)
    {
      GlsDocument *document = gls_article_pane_get_document (panes->pdata[i]);

      if (document != NULL && document != current)
        g_array_append_val (ids, document->id);
    }
  gls_problem_list_set_documents (self->problems, (const GlsId *) (gpointer) ids->data, ids->len);
  gls_annotate_page_show_flaws (self);
}

/* --- Going there ------------------------------------------------------------------------------------------------------ */

void
gls_annotate_page_go_to_problem (GlsAnnotatePage *self, gpointer found, gboolean focus)
{
  g_autoptr (GlsFinding) finding = gls_finding_ref (found);
  const GlsProblem *problem = finding->problem;
  const GlsId *annotation = problem->annotations->len > 0 && problem->end <= problem->start
                              ? &g_array_index (problem->annotations, GlsId, 0) : NULL;
  GlsDocument *document = gls_annotate_page_get_document (self);

  if (!problem->has_document)
    return;
  if (document != NULL && gls_id_equal (&document->id, &problem->document))
    {
      GlsArticleView *view = gls_article_pane_get_view (self->pane);

      /* The caret follows, so that the next walk begins here. */
      if (annotation != NULL && gls_open_document_find (gls_article_pane_get_open_document (self->pane), annotation) != NULL)
        gls_article_pane_select (self->pane, annotation, 1);
      else
        gls_article_view_select_range (view, finding->start, finding->end);
      gls_article_view_scroll_to (view, finding->start);
    }
  else if (focus)
    {
      gls_annotate_page_flush (self);
      gls_annotate_page_note_place (self, self->pane);
      gls_article_pane_open_at (self->pane, &problem->document, finding->start, finding->end, annotation);
    }
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (gls_article_pane_get_view (self->pane)));
}

void
gls_annotate_page_walk (GlsAnnotatePage *self, int step)
{
  GlsArticleView *view = gls_article_pane_get_view (self->pane);

  if (!gls_annotate_page_has_document (self))
    return;
  if (self->actions != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "show-inspector", g_variant_new_boolean (TRUE));
  adw_view_stack_set_visible_child_name (self->lists, PAGE);
  if (!gls_problem_list_walk (self->problems, gls_article_view_get_caret (view), step))
    gls_session_say (self->session, _ ("No problem in this document"), FALSE);
}

/* How many there are stands beside the name of the list. */
void
gls_annotate_page_count_problems (GlsAnnotatePage *self, guint open, gboolean errors)
{
  GtkWidget *child = adw_view_stack_get_child_by_name (self->lists, PAGE);
  AdwViewStackPage *page = child != NULL ? adw_view_stack_get_page (self->lists, child) : NULL;

  if (page == NULL)
    return;
  adw_view_stack_page_set_badge_number (page, open);
  adw_view_stack_page_set_needs_attention (page, errors);
}
