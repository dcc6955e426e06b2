/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties the selected annotation to another: the other end by a click, a drag or keys, the relation by its letter where several fit.
 * It must not know how edits reach the file. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include <gls-roles.h>

#include "common/gls-keys.h"
#include "gls-article-pane-private.h"

#define MOST_WORDS 30

static const char *
get_type_name (GlsArticlePane *self, const GlsId *id)
{
  const GlsSpan *span = gls_open_document_find (self->document, id);

  return span != NULL && gls_open_document_is_own (self->document, span) ? gls_open_document_get_type_name (self->document, span)
                                                                         : NULL;
}

/* Relations from @a to @b, else those the other way round. */
static GPtrArray *
list_relations (GlsArticlePane *self, const GlsId *a, const GlsId *b, gboolean *turned)
{
  const GlsCodebook *codebook = gls_session_get_codebook (self->session);
  const char *from = get_type_name (self, a), *to = get_type_name (self, b);
  GPtrArray *found;

  *turned = FALSE;
  if (from == NULL || to == NULL || gls_id_equal (a, b))
    return g_ptr_array_new ();
  found = gls_codebook_list_relations (codebook, from, to);
  if (found->len > 0)
    return found;
  g_ptr_array_unref (found);
  *turned = TRUE;
  return gls_codebook_list_relations (codebook, to, from);
}

void
gls_article_pane_stop_relating (GlsArticlePane *self)
{
  if (self->relating == GLS_RELATING_NOT)
    return;
  self->relating = GLS_RELATING_NOT;
  gls_article_pane_show_tag (self);
  gls_article_pane_state_changed (self);
}

static void
relate (GlsArticlePane *self, const char *relation)
{
  GlsId from = self->relate_from;
  g_autoptr (GError) error = NULL;

  if (!gls_open_document_relate (self->document, &self->relate_from, relation, &self->relate_to, &error))
    gls_session_say (self->session, error->message, FALSE);
  gls_article_pane_stop_relating (self);
  if (gls_open_document_find (self->document, &from) != NULL)
    gls_article_pane_set_selected (self, &from, 1);
}

/* The one relation that fits is taken, several are asked for. FALSE: none fits. */
static gboolean
tie (GlsArticlePane *self, const GlsId *a, const GlsId *b)
{
  gboolean turned;
  g_autoptr (GPtrArray) relations = list_relations (self, a, b, &turned);
  GlsId from = turned ? *b : *a, to = turned ? *a : *b;

  if (relations->len == 0)
    return FALSE;
  self->relate_from = from;
  self->relate_to = to;
  if (relations->len == 1)
    {
      relate (self, ((GlsRelationDef *) g_ptr_array_index (relations, 0))->name);
      return TRUE;
    }
  self->relating = GLS_RELATING_ASKED;
  gls_article_pane_show_tag (self);
  gls_article_pane_state_changed (self);
  return TRUE;
}

static void
refuse (GlsArticlePane *self)
{
  gls_session_say (self->session, _ ("No relation of the codebook ties these two"), FALSE);
}

void
gls_article_pane_relate (GlsArticlePane *self)
{
  if (self->relating != GLS_RELATING_NOT)
    {
      gls_article_pane_stop_relating (self);
      return;
    }
  if (self->selected->len != 1 || get_type_name (self, (const GlsId *) (gpointer) self->selected->data) == NULL)
    return;
  gls_article_pane_disarm_role (self);
  self->relate_from = g_array_index (self->selected, GlsId, 0);
  self->relating = GLS_RELATING_BEGUN;
  gls_article_pane_show_tag (self);
  gls_article_pane_state_changed (self);
}

void
gls_article_pane_link_dragged (GlsArticlePane *self, const GlsId *from, const GlsId *to)
{
  GlsId a = *from, b = *to;

  gls_article_pane_disarm_role (self);
  if (!tie (self, &a, &b))
    refuse (self);
}

gboolean
gls_article_pane_click_relation (GlsArticlePane *self, const GlsId *id)
{
  g_autoptr (GArray) ids = NULL;
  guint32 offset;
  GlsId copy;

  if (self->relating == GLS_RELATING_NOT)
    return FALSE;
  if (self->relating == GLS_RELATING_ASKED || id == NULL)
    {
      gls_article_pane_stop_relating (self);
      return FALSE;
    }
  copy = *id;
  if (gls_article_pane_get_pointed (self, &offset))
    ids = gls_article_view_list_at (self->view, offset);
  /* The innermost that can be tied. */
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (tie (self, &self->relate_from, &g_array_index (ids, GlsId, i)))
      return TRUE;
  if (!tie (self, &self->relate_from, &copy))
    {
      gls_article_view_set_selected (self->view, &self->relate_from);
      refuse (self);
    }
  return TRUE;
}

/* The relation's first letter where no other has it, else its number. */
static gunichar
get_letter (GPtrArray *relations, guint index)
{
  gunichar letter = g_unichar_tolower (g_utf8_get_char (((GlsRelationDef *) g_ptr_array_index (relations, index))->name));

  for (guint i = 0; i < relations->len; i++)
    if (i != index && g_unichar_tolower (g_utf8_get_char (((GlsRelationDef *) g_ptr_array_index (relations, i))->name)) == letter)
      return '1' + index;
  return letter < 0x80 && g_ascii_isalpha (letter) ? letter : '1' + index;
}

char *
gls_article_pane_dup_relation_hint (GlsArticlePane *self)
{
  gboolean turned;
  g_autoptr (GPtrArray) relations = NULL;
  GString *hint;

  if (self->relating == GLS_RELATING_NOT)
    return NULL;
  if (self->relating == GLS_RELATING_BEGUN)
    return g_strdup (_ ("<b>Relation</b>: click the other end, or choose it in the list and press ⏎ · Esc lets go"));
  relations = list_relations (self, &self->relate_from, &self->relate_to, &turned);
  hint = g_string_new (_ ("<b>Relation</b>:"));
  for (guint i = 0; i < relations->len; i++)
    {
      g_autofree char *one = g_markup_printf_escaped (" <b>%c</b> %s ·", (char) g_unichar_toupper (get_letter (relations, i)),
                                                      gls_role_get_label (((GlsRelationDef *) g_ptr_array_index (relations, i))->name));

      g_string_append (hint, one);
    }
  g_string_append_printf (hint, " %s", _ ("Esc lets go"));
  return g_string_free (hint, FALSE);
}

static void
press_letter (GlsArticlePane *self, gunichar letter)
{
  gboolean turned;
  g_autoptr (GPtrArray) relations = list_relations (self, &self->relate_from, &self->relate_to, &turned);

  for (guint i = 0; i < relations->len; i++)
    if (get_letter (relations, i) == letter)
      {
        g_autofree char *name = g_strdup (((GlsRelationDef *) g_ptr_array_index (relations, i))->name);

        relate (self, name);
        return;
      }
}

gboolean
gls_article_pane_press_relation_key (GlsArticlePane *self, guint keyval, guint keycode)
{
  gunichar letter = gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);

  if (self->relating == GLS_RELATING_NOT)
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    gls_article_pane_stop_relating (self);
  else if (self->relating == GLS_RELATING_ASKED && letter != 0)
    press_letter (self, letter);
  else if (self->relating == GLS_RELATING_BEGUN && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    {
      GlsId to;

      if (self->selected->len != 1)
        return TRUE;
      to = g_array_index (self->selected, GlsId, 0);
      if (!tie (self, &self->relate_from, &to))
        refuse (self);
    }
  else
    return FALSE;
  return TRUE;
}

char *
gls_article_pane_describe_ties (GlsArticlePane *self, const GlsId *id)
{
  g_autoptr (GPtrArray) to = gls_open_document_list_to (self->document, id), from = gls_open_document_list_from (self->document, id, NULL);
  const GlsDocumentLink *first = to->len > 0 ? g_ptr_array_index (to, 0) : NULL;
  const GlsSpan *span = first != NULL ? gls_open_document_find (self->document, &first->from) : NULL;
  g_autofree char *words = span != NULL ? gls_open_document_dup_words (self->document, span, MOST_WORDS) : NULL;
  guint n = to->len + from->len;

  if (n == 0)
    return NULL;
  if (words != NULL && n == 1)
    return g_strdup_printf (_ ("it was “%s” of “%s”"), gls_role_get_label (first->link.name), words);
  return g_strdup_printf (ngettext ("%u link hung on it", "%u links hung on it", n), n);
}
