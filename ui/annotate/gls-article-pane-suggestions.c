/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do while a suggestion is selected, or one that was taken to be corrected.
 * It must not know the list of suggestions, nor what accepting means. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "common/gls-keys.h"
#include "gls-article-pane-private.h"

gboolean
gls_article_pane_get_suggestion (GlsArticlePane *self, GlsId *id)
{
  const GlsId *selected = (const GlsId *) (gpointer) self->selected->data;

  if (self->selected->len != 1 || self->document == NULL || !gls_open_document_is_suggestion (self->document, selected))
    return FALSE;
  if (id != NULL)
    *id = *selected;
  return TRUE;
}

void
gls_article_pane_show_suggestion (GlsArticlePane *self, const GlsId *id)
{
  GlsId copy = *id;
  const GlsSpan *span = self->document != NULL ? gls_open_document_find (self->document, &copy) : NULL;

  if (span == NULL)
    return;
  gls_article_view_select_range (self->view, span->start, span->start);
  gls_article_pane_select (self, &copy, 1);
}

/* --- Correcting -------------------------------------------------------------------------------------------------- */

void
gls_article_pane_correct (GlsArticlePane *self, const GlsSuggestionGroup *group)
{
  GlsId made, of = group->ids[0];

  gls_article_pane_end_correction (self);
  gls_open_document_begin_correction (self->document);
  if (gls_open_document_accept (self->document, group, NULL, &made) == 0)
    {
      gls_open_document_end_correction (self->document);
      return;
    }
  self->correcting = TRUE;
  self->correction = made;
  self->correction_of = of;
  gls_article_pane_set_selected (self, &made, 1);
}

gboolean
gls_article_pane_is_correcting (GlsArticlePane *self)
{
  return self->correcting;
}

void
gls_article_pane_end_correction (GlsArticlePane *self)
{
  if (!self->correcting)
    return;
  self->correcting = FALSE;
  if (self->document != NULL)
    gls_open_document_end_correction (self->document);
}

/* All that was done since is one step. The suggestion is selected again as soon as it is back. */
static void
take_back (GlsArticlePane *self)
{
  gls_article_pane_end_correction (self);
  self->wants_back = TRUE;
  gls_session_undo (self->session, FALSE);
}

void
gls_article_pane_select_taken_back (GlsArticlePane *self)
{
  if (!self->wants_back || !gls_open_document_is_suggestion (self->document, &self->correction_of))
    return;
  self->wants_back = FALSE;
  gls_article_pane_show_suggestion (self, &self->correction_of);
}

/* --- The rest of a claim ----------------------------------------------------------------------------------------- */

gboolean
gls_article_pane_offer_rest (GlsArticlePane *self, const GlsId *claim, const GlsId *suggestion)
{
  GlsId copy = *claim;
  g_autofree char *rest = gls_open_document_dup_rest (self->document, claim, suggestion);

  /* Whoever has gone on meanwhile is not called back. */
  if (rest == NULL || self->selected->len != 1 || !gls_id_equal (self->selected->data, claim))
    return FALSE;
  gls_article_pane_set_selected (self, &copy, 1);
  gls_article_pane_disarm_role (self);
  self->completing = TRUE;
  self->completion = *suggestion;
  gls_session_say (self->session, rest, FALSE);
  gls_article_pane_state_changed (self);
  return TRUE;
}

static gboolean
press_completion_key (GlsArticlePane *self, guint keyval, gunichar letter)
{
  GlsId claim = g_array_index (self->selected, GlsId, 0);
  gboolean digit = letter >= '1' && letter <= '9';

  if (keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space && keyval != GDK_KEY_Escape && !digit)
    return FALSE;
  self->completing = FALSE;
  if (keyval != GDK_KEY_Escape)
    self->completed = gls_open_document_complete (self->document, &claim, &self->completion) > 0;
  gls_article_pane_state_changed (self);
  /* Taken, and that role corrected. */
  return !digit;
}

static char *
dup_completion_hint (GlsArticlePane *self)
{
  g_autofree char *rest = gls_open_document_dup_rest (self->document, (const GlsId *) (gpointer) self->selected->data,
                                                      &self->completion);

  return rest != NULL ? g_markup_printf_escaped (_ ("the rest of the claim: <b>%s</b> · Space takes it · 1–9 takes it and corrects a role · Esc lets go"), rest) : NULL;
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

char *
gls_article_pane_dup_suggestion_hint (GlsArticlePane *self)
{
  if (self->correcting)
    return g_strdup (_ ("correct it: a letter changes the type · Alt+←/→ an end · 1–9 a role · Space done, next · Esc takes it back"));
  if (self->completing && self->selected->len == 1)
    return dup_completion_hint (self);
  if (gls_article_pane_get_suggestion (self, NULL))
    return g_strdup (_ ("<b>suggestion</b>: Space accepts · Delete rejects · Tab next · ⏎ corrects first · a letter accepts as that type"));
  return NULL;
}

static gboolean
activate (GlsArticlePane *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return TRUE;
}

static gboolean
press_correction_key (GlsArticlePane *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return activate (self, "win.next-open");
    case GDK_KEY_Escape:
      take_back (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_verb (GlsArticlePane *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      return activate (self, "win.accept");
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return activate (self, "win.reject");
    case GDK_KEY_Tab:
      return activate (self, "win.next-open");
    case GDK_KEY_ISO_Left_Tab:
      return activate (self, "win.previous-open");
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return activate (self, "win.correct");
    default:
      return FALSE;
    }
}

/* @here: the text or a list has the focus, so that the verbs are ours. */
gboolean
gls_article_pane_press_suggestion_key (GlsArticlePane *self, guint keyval, guint keycode, gboolean here)
{
  gunichar letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);

  if (self->completing && here && self->selected->len == 1 && press_completion_key (self, keyval, letter))
    return TRUE;
  if (self->correcting)
    return gls_article_pane_get_role (self, NULL) == NULL && here && press_correction_key (self, keyval);
  if (!gls_article_pane_get_suggestion (self, NULL))
    return FALSE;
  if (here && press_verb (self, keyval))
    return TRUE;
  if (letter < '1' || letter > '9')
    return FALSE;
  /* The role is corrected on one's own copy. */
  activate (self, "win.correct");
  return FALSE;
}
