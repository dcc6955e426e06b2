/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts labels onto words and takes them off, by the chooser and by keys.
 * It must not know how edits reach the file. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "common/gls-keys.h"
#include "gls-article-pane-private.h"

/* One's own annotation of exactly these words and this type; a second one would say nothing more. */
static const GlsSpan *
find_same (GlsArticlePane *self, const char *type, guint32 start, guint32 end)
{
  GlsSpanTable *spans = gls_open_document_get_spans (self->document);

  for (guint i = 0; i < spans->spans->len; i++)
    {
      const GlsSpan *span = &g_array_index (spans->spans, GlsSpan, i);

      if (span->start > start)
        break;
      if (span->start == start && span->end == end && span->n_fragments <= 1 && gls_open_document_is_own (self->document, span) &&
          g_strcmp0 (gls_open_document_get_type_name (self->document, span), type) == 0)
        return span;
    }
  return NULL;
}

void
gls_article_pane_label (GlsArticlePane *self, const char *type)
{
  g_autoptr (GlsAlikeOffer) offer = NULL;
  GlsFragment fragment;
  GlsId id;

  if (gls_article_pane_get_document (self) == NULL)
    return;
  gls_label_chooser_hide (self->chooser);
  if (gls_article_pane_label_role (self, type))
    return;
  if (gls_article_pane_get_suggestion (self, NULL) && !gls_article_pane_get_words (self, &fragment.start, &fragment.end))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.accept-as", "s", type);
      return;
    }
  if (gls_article_pane_get_words (self, &fragment.start, &fragment.end))
    {
      const GlsSpan *same = find_same (self, type, fragment.start, fragment.end);

      gls_article_pane_label_used (self, type);
      if (same != NULL)
        id = same->id;
      else
        {
          gls_open_document_begin (self->document, "label");
          gls_open_document_add (self->document, type, &fragment, 1, &id);
          gls_open_document_tie_within (self->document, &id);
          gls_open_document_end (self->document);
        }
      self->has_last = TRUE;
      self->last = id;
      gls_article_view_select_range (self->view, fragment.end, fragment.end);
      gls_article_pane_set_selected (self, &id, 1);
      gls_article_pane_arm_chain (self, &id);
      offer = gls_article_pane_make_offer (self, GLS_ALIKE_LABEL, &id);
    }
  else if (self->selected->len > 0)
    {
      if (self->selected->len == 1)
        offer = gls_article_pane_make_offer (self, GLS_ALIKE_RETYPE, (const GlsId *) (gpointer) self->selected->data);
      if (offer != NULL)
        offer->to_type = g_strdup (type);
      gls_article_pane_label_used (self, type);
      gls_open_document_retype (self->document, (const GlsId *) (gpointer) self->selected->data, self->selected->len, type);
      if (self->selected->len == 1)
        gls_article_pane_arm_chain (self, (const GlsId *) (gpointer) self->selected->data);
      gls_article_pane_state_changed (self);
    }
  else
    {
      gboolean same = g_strcmp0 (self->armed, type) == 0;

      g_free (self->armed);
      self->armed = same ? NULL : g_strdup (type);
      gls_article_pane_state_changed (self);
    }
  if (offer != NULL && g_strcmp0 (offer->type, offer->to_type) != 0)
    gls_article_pane_offer_alike (self, offer);
}

static void
show_chooser (GlsArticlePane *self, const GdkRectangle *where)
{
  graphene_point_t at;

  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (where->x, where->y), &at))
    gls_label_chooser_show (self->chooser, &(GdkRectangle){ at.x, at.y, MAX (where->width, 1), MAX (where->height, 1) });
}

void
gls_article_pane_offer_labels (GlsArticlePane *self, const GdkRectangle *where)
{
  g_autofree char *armed = g_strdup (self->armed);

  if (armed != NULL)
    gls_article_pane_label (self, armed);
  else
    show_chooser (self, where);
}

void
gls_article_pane_find_label (GlsArticlePane *self)
{
  GdkRectangle where = { 0, 0, 1, 1 };
  guint32 start, end;
  const GlsSpan *span = self->selected->len > 0
                        ? gls_open_document_find (self->document, (const GlsId *) (gpointer) self->selected->data) : NULL;

  if (!gls_article_pane_get_words (self, &start, &end))
    start = end = span != NULL ? span->start : gls_article_view_get_caret (self->view);
  if (!gtk_widget_is_visible (GTK_WIDGET (self->chooser)))
    {
      if (!gls_article_view_get_rectangle (self->view, start, MAX (end, start + 1), &where))
        where = (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self->view)) / 2, 40, 1, 1 };
      show_chooser (self, &where);
    }
  gls_label_chooser_begin_filter (self->chooser);
}

void
gls_article_pane_remove_selected (GlsArticlePane *self)
{
  guint asked = self->selected->len, n;
  g_autoptr (GlsAlikeOffer) offer = NULL;
  g_autofree char *text = NULL, *ties = NULL;

  if (gls_article_pane_get_document (self) == NULL || asked == 0)
    return;
  if (asked == 1)
    {
      ties = gls_article_pane_describe_ties (self, (const GlsId *) (gpointer) self->selected->data);
      offer = gls_article_pane_make_offer (self, GLS_ALIKE_REMOVE, (const GlsId *) (gpointer) self->selected->data);
    }
  n = gls_open_document_remove (self->document, (const GlsId *) (gpointer) self->selected->data, asked);
  if (n == 0)
    {
      gls_session_say (self->session, _ ("Only your own annotations can be removed here"), FALSE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u annotation removed", "%u annotations removed", n), n);
  if (ties != NULL)
    {
      g_autofree char *both = g_strdup_printf (_ ("%s; %s"), text, ties);

      g_free (text);
      text = g_steal_pointer (&both);
    }
  gls_article_pane_set_selected (self, NULL, 0);
  gls_session_say (self->session, text, TRUE);
  if (offer != NULL)
    gls_article_pane_offer_alike (self, offer);
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

/* Keys can be changed. @format has one place for the key. */
static char *
dup_hint_with_key (const char *format, const char *action)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *label = gls_keys_dup_label (action);
  g_autofree char *key = g_markup_escape_text (label != NULL ? label : "–", -1);

  return g_strjoinv (key, parts);
}

char *
gls_article_pane_dup_hint (GlsArticlePane *self)
{
  guint32 start, end;
  gboolean words = gls_article_pane_get_words (self, &start, &end);
  char *role = gls_article_pane_dup_relation_hint (self);

  if (role == NULL)
    role = gls_article_pane_dup_role_hint (self);
  if (role == NULL)
    role = gls_article_pane_dup_suggestion_hint (self);
  if (role != NULL)
    return role;
  if (self->armed != NULL)
    return g_markup_printf_escaped (_ ("<b>%s</b> is armed: drag over words · Esc lets go"), gls_type_get_label (self->armed));
  if (words && self->last_label != NULL)
    return g_markup_printf_escaped (_ ("a letter labels · ⏎ %s again · / finds a label · Esc lets go"), gls_type_get_label (self->last_label));
  if (words)
    return g_strdup (_ ("a letter labels · / finds a label · Esc lets go"));
  if (self->selected->len > 0)
    return dup_hint_with_key (_ ("a letter changes the type · Delete removes · ⏎ inspector · %s relation · Esc lets go"), "win.relate");
  return dup_hint_with_key (_ ("drag or double-click marks words · Shift: characters · %s undoes"), "win.undo");
}

static const GlsTypeDef *
find_type_by_key (GlsArticlePane *self, gunichar letter)
{
  GlsCodebook *codebook = gls_session_get_codebook (self->session);

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);

      if (!type->retired && type->key != NULL && g_utf8_get_char (type->key) == letter)
        return type;
    }
  return NULL;
}

static gboolean
activate (GlsArticlePane *self, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gboolean
holds_anything (GlsArticlePane *self)
{
  guint32 start, end;

  return self->armed != NULL || self->selected->len > 0 || gls_article_pane_get_words (self, &start, &end);
}

gboolean
gls_article_pane_press_key (GlsArticlePane *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gunichar letter;
  const GlsTypeDef *type;

  if ((state & GDK_SHIFT_MASK) == 0 && gls_article_pane_press_relation_key (self, keyval, keycode))
    return TRUE;
  if ((state & GDK_SHIFT_MASK) == 0 || keyval == GDK_KEY_ISO_Left_Tab)
    if (gls_article_pane_press_suggestion_key (self, keyval, keycode,
                                               focus == NULL || focus == GTK_WIDGET (self->view) ||
                                               gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL))
      return TRUE;
  if ((state & GDK_SHIFT_MASK) == 0 || keyval == GDK_KEY_ISO_Left_Tab)
    if (gls_article_pane_press_role_key (self, keyval, keycode, focus == NULL || focus == GTK_WIDGET (self->view)))
      return TRUE;
  switch (keyval)
    {
    case GDK_KEY_Escape:
      if ((focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->find_bar))) || !holds_anything (self))
        gls_find_bar_close (self->find_bar);
      activate (self, "win.let-go");
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      activate (self, "win.delete");
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (focus != NULL && focus != GTK_WIDGET (self->view))
        return FALSE;
      if (!activate (self, "win.repeat-label"))
        activate (self, "win.inspect");
      return TRUE;
    default:
      break;
    }
  letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);
  if (letter == '/')
    {
      activate (self, "win.find-label");
      return TRUE;
    }
  type = letter != 0 && (state & GDK_SHIFT_MASK) == 0 ? find_type_by_key (self, letter) : NULL;
  if (type == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.label", "s", type->name);
  return TRUE;
}
