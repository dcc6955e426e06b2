/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the card under the pointer offers: to answer a suggestion, and to answer what is wrong with the words there.
 * It must not know how a card is drawn. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-annotate-page-private.h"

#define ACCEPT "accept"
#define REJECT "reject"
#define FIX "fix"
#define WAIVE "waive"
#define MOST_PROBLEMS 3

/* --- Problems ------------------------------------------------------------------------------------------------------- */

static gboolean
concerns (const GlsFinding *finding, const GlsId *id, guint32 offset)
{
  const GArray *annotations = finding->problem->annotations;

  if (finding->waiver != NULL)
    return FALSE;
  for (guint i = 0; id != NULL && i < annotations->len; i++)
    if (gls_id_equal (&g_array_index (annotations, GlsId, i), id))
      return TRUE;
  return offset >= finding->start && offset < finding->end;
}

/* GlsFinding, open ones, the worst first. */
static GPtrArray *
list_problems (GlsAnnotatePage *self, const GlsId *id, guint32 offset)
{
  GlsProblemWatch *watch = gls_problem_list_get_watch (self->problems);
  GlsDocument *document = gls_annotate_page_get_document (self);
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_finding_unref);
  g_autoptr (GPtrArray) all = watch != NULL && document != NULL ? gls_problem_watch_list (watch, &document->id) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (concerns (all->pdata[i], id, offset))
      g_ptr_array_add (problems, gls_finding_ref (all->pdata[i]));
  g_ptr_array_sort (problems, gls_finding_compare);
  return problems;
}

static void
add_problems (GlsAnnotatePage *self, const GlsId *id, guint32 offset, GString *markup, GPtrArray *buttons)
{
  g_autoptr (GPtrArray) problems = list_problems (self, id, offset);
  const GlsProblem *first = problems->len > 0 ? ((GlsFinding *) problems->pdata[0])->problem : NULL;

  for (guint i = 0; i < problems->len && i < MOST_PROBLEMS; i++)
    {
      const GlsFinding *finding = problems->pdata[i];
      g_autofree char *line = g_markup_printf_escaped ("%s⚠ %s", markup->len > 0 ? "\n" : "", finding->problem->message);

      g_string_append (markup, line);
    }
  if (first == NULL)
    return;
  if (first->fixes->len > 0)
    {
      g_ptr_array_add (buttons, g_strdup (FIX));
      g_ptr_array_add (buttons, g_strdup (((GlsFix *) first->fixes->pdata[0])->label));
    }
  g_ptr_array_add (buttons, g_strdup (WAIVE));
  g_ptr_array_add (buttons, g_strdup (_ ("Waive…")));
}

/* --- The card ------------------------------------------------------------------------------------------------------- */

static void
say_more (GlsArticleView *view, const GlsId *id, guint32 offset, GString *markup, GPtrArray *buttons, gpointer data)
{
  GlsAnnotatePage *self = data;

  /* What is pressed is done in the active pane; the other one becomes that by a click. */
  if (self->session == NULL || view != gls_article_pane_get_view (self->pane))
    return;
  if (id != NULL && gls_open_document_is_suggestion (gls_article_pane_get_open_document (self->pane), id))
    {
      g_ptr_array_add (buttons, g_strdup (ACCEPT));
      g_ptr_array_add (buttons, g_strdup (_ ("✓ Accept")));
      g_ptr_array_add (buttons, g_strdup (REJECT));
      g_ptr_array_add (buttons, g_strdup (_ ("✗ Reject")));
    }
  else
    add_problems (self, id, offset, markup, buttons);
}

static void
pressed (GlsAnnotatePage *self, const GlsId *id, guint offset, const char *action, GlsArticleView *view)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (self->session == NULL || view != gls_article_pane_get_view (self->pane))
    return;
  if (g_str_equal (action, ACCEPT) || g_str_equal (action, REJECT))
    {
      gls_annotate_page_suggestion_judged (self, id, g_str_equal (action, ACCEPT));
      return;
    }
  problems = list_problems (self, id, offset);
  if (problems->len == 0)
    return;
  adw_view_stack_set_visible_child_name (self->lists, "problems");
  gls_problem_list_answer (self->problems, problems->pdata[0], g_str_equal (action, FIX));
}

void
gls_annotate_page_bind_card (GlsAnnotatePage *self, GlsArticlePane *pane)
{
  GlsArticleView *view = gls_article_pane_get_view (pane);

  gls_article_view_set_card_more (view, say_more, self);
  g_signal_connect_object (view, "card-pressed", G_CALLBACK (pressed), self, G_CONNECT_SWAPPED);
}
