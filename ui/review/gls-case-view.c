/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one disagreement, what is around it and what one can do.
 * It must not know the queue, nor what a decision does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/gls-settings.h"
#include "common/gls-wrap-layout.h"
#include "gls-case-text.h"
#include "gls-case-view-private.h"

G_DEFINE_FINAL_TYPE (GlsCaseView, gls_case_view, ADW_TYPE_BIN)

enum { TAKE, EDIT, EDITED, ANSWER, SKIP, REOPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

void
gls_case_view_take (GlsCaseView *self, int version, guint way)
{
  g_signal_emit (self, signals[TAKE], 0, version, way);
}

/* --- Around it ------------------------------------------------------------------------------------------------------- */

static guint
count_paragraph (GlsDocument *document, guint32 offset)
{
  gsize end = gls_text_byte_of_char (document->text, offset);
  const char *data = gls_text_get_data (document->text, NULL);
  guint n = 1;

  for (gsize i = 0; i < end; i++)
    n += data[i] == '\n' && i + 1 < end && data[i + 1] != '\n';
  return n;
}

static void
show_heading (GlsCaseView *self)
{
  g_autofree char *question = gls_case_text_question (self->item), *remark = gls_case_text_remark (self->item, self->anonymous ? NULL : self->people);
  const char *title = self->item->title != NULL ? self->item->title : self->item->key;
  g_autofree char *place = self->document != NULL ? g_strdup_printf (_ ("%s · paragraph %u"), title, count_paragraph (self->document, self->item->start))
                                                  : g_strdup (title);

  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->question, question);
  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
}

static void
show_alike (GlsCaseView *self)
{
  guint more = self->n_alike > 1 && self->item->state != GLS_CASE_SETTLED ? self->n_alike - 1 : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more is alike", "%u more are alike", more), more);

  gtk_label_set_text (self->alike_label, text);
  gtk_widget_set_visible (self->alike_box, more > 0);
}

static void
show_guide (GlsCaseView *self)
{
  gls_guide_set_type (self->guide, self->item != NULL && !self->guide_hidden
                                   ? gls_codebook_find_type (self->codebook, self->item->type) : NULL);
}

static void
show_reason (GlsCaseView *self)
{
  self->setting = TRUE;
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reasons[i]), i == self->reason);
  self->setting = FALSE;
}

static void
show_all (GlsCaseView *self, gboolean text_changed)
{
  gboolean settled = self->item != NULL && self->item->state == GLS_CASE_SETTLED;

  gls_case_view_order_versions (self);
  if (self->item == NULL)
    {
      gls_case_view_show_article (self, TRUE);
      return;
    }
  show_heading (self);
  gls_case_view_show_rows (self);
  gls_case_view_show_article (self, text_changed);
  show_alike (self);
  show_guide (self);
  gtk_widget_set_visible (self->reopen_button, settled);
}

static guint
hash_answers (const GlsCase *item)
{
  guint n = 0;

  for (guint i = 0; item->answers != NULL && item->answers[i] != NULL; i++)
    n += g_str_hash (item->answers[i]);
  return n;
}

/* Read again, and nothing of it is another. */
static gboolean
is_same (const GlsCase *a, const GlsCase *b)
{
  if (!gls_id_equal (&a->id, &b->id) || a->state != b->state || a->alike != b->alike || a->halfway != b->halfway || a->unsure != b->unsure
      || a->versions->len != b->versions->len || hash_answers (a) != hash_answers (b) || g_strcmp0 (a->choice, b->choice) != 0 || g_strcmp0 (a->question, b->question) != 0)
    return FALSE;
  for (guint i = 0; i < a->versions->len; i++)
    {
      const GlsVersion *x = g_ptr_array_index (a->versions, i), *y = g_ptr_array_index (b->versions, i);

      if (x->people != y->people || strcmp (x->value, y->value) != 0 || strcmp (x->shown, y->shown) != 0)
        return FALSE;
    }
  return TRUE;
}

void
gls_case_view_set_case (GlsCaseView *self, GlsCase *item, GlsDocument *document, char **people, guint n_alike, GlsCodebook *codebook)
{
  gboolean text_changed = document != self->document, other = item == NULL || self->item == NULL || !gls_id_equal (&item->id, &self->item->id);

  if (other)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->comment), "");
      gtk_widget_set_visible (self->comment, FALSE);
      gls_case_view_cancel_edit (self);
    }
  else if (!text_changed && codebook == self->codebook && people == self->people && is_same (item, self->item))
    {
      if (n_alike != self->n_alike)
        {
          self->n_alike = n_alike;
          show_alike (self);
        }
      return;
    }
  if (item != NULL)
    gls_case_ref (item);
  if (document != NULL)
    gls_document_ref (document);
  if (codebook != NULL)
    gls_codebook_ref (codebook);
  g_clear_pointer (&self->item, gls_case_unref);
  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  self->item = item;
  self->document = document;
  self->codebook = codebook;
  self->people = people;
  self->n_alike = n_alike;
  show_all (self, text_changed);
}

void
gls_case_view_set_anonymous (GlsCaseView *self, gboolean anonymous)
{
  self->anonymous = anonymous;
  show_all (self, FALSE);
}

GlsReason
gls_case_view_get_reason (GlsCaseView *self)
{
  return self->reason;
}

void
gls_case_view_next_reason (GlsCaseView *self, gboolean back)
{
  self->reason = (self->reason + (back ? GLS_REASON_AUTOMATIC - 1 : 1)) % GLS_REASON_AUTOMATIC;
  show_reason (self);
}

char *
gls_case_view_take_comment (GlsCaseView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->comment))));

  gtk_editable_set_text (GTK_EDITABLE (self->comment), "");
  gtk_widget_set_visible (self->comment, FALSE);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
gls_case_view_focus_comment (GlsCaseView *self)
{
  gboolean settled = self->item != NULL && self->item->state == GLS_CASE_SETTLED;

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->comment), settled ? _ ("Answer to this decision; Return sends it")
                                                             : _ ("Comment for the annotators; Return goes back to the versions"));
  gtk_widget_set_visible (self->comment, TRUE);
  gtk_widget_grab_focus (self->comment);
}

void
gls_case_view_focus_article (GlsCaseView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->article));
}

void
gls_case_view_toggle_guide (GlsCaseView *self)
{
  self->guide_hidden = !self->guide_hidden;
  show_guide (self);
}

/* --- Editing --------------------------------------------------------------------------------------------------------- */

void
gls_case_view_begin_edit (GlsCaseView *self, char **choices)
{
  if (self->item == NULL)
    return;
  gls_case_editor_begin (self->editor, self->item, self->codebook, choices);
  if (gls_case_editor_wants_words (self->editor))
    {
      gls_article_view_select_range (self->article, self->item->start, self->item->end);
      gls_case_view_focus_article (self);
    }
}

gboolean
gls_case_view_is_editing (GlsCaseView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->editor));
}

gboolean
gls_case_view_end_edit (GlsCaseView *self)
{
  guint32 start, end;
  g_autofree char *text = NULL;

  if (!gls_case_view_is_editing (self) || !gls_case_editor_wants_words (self->editor)
      || !gls_article_view_get_selection_range (self->article, &start, &end))
    return FALSE;
  text = g_strdup_printf ("%u-%u", start, end);
  gls_case_view_cancel_edit (self);
  g_signal_emit (self, signals[EDITED], 0, text);
  return TRUE;
}

void
gls_case_view_cancel_edit (GlsCaseView *self)
{
  guint32 start, end;

  /* What was selected for a boundary is not left standing in the next question. */
  if (gls_case_view_is_editing (self) && gls_case_editor_wants_words (self->editor)
      && gls_article_view_get_selection_range (self->article, &start, &end))
    gls_article_view_select_range (self->article, start, start);
  gls_case_editor_end (self->editor);
}

static void
editor_done (GlsCaseView *self, const char *text)
{
  g_autofree char *kept = g_strdup (text);

  if (*kept == '\0' && gls_case_editor_wants_words (self->editor))
    {
      gls_case_view_end_edit (self);
      return;
    }
  gls_case_view_cancel_edit (self);
  g_signal_emit (self, signals[EDITED], 0, kept);
}

/* --- Building -------------------------------------------------------------------------------------------------------- */

/* Before a decision it waits for it; to a decision it is an answer. */
static void
comment_entered (GlsCaseView *self)
{
  if (self->item != NULL && self->item->state == GLS_CASE_SETTLED)
    {
      g_autofree char *text = gls_case_view_take_comment (self);

      g_signal_emit (self, signals[ANSWER], 0, text != NULL ? text : "");
    }
  gls_case_view_focus_article (self);
}

static void
none_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[TAKE], 0, -1, GLS_TAKE_THIS);
}

static void
edit_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
skip_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[SKIP], 0);
}

static void
reopen_clicked (GlsCaseView *self)
{
  g_signal_emit (self, signals[REOPEN], 0);
}

static void
alike_clicked (GlsCaseView *self)
{
  int version = gls_case_view_get_version (self, 1);

  g_signal_emit (self, signals[TAKE], 0, version, GLS_TAKE_ALIKE);
}

static void
reason_toggled (GlsCaseView *self, GtkToggleButton *button)
{
  if (self->setting)
    return;
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    if (self->reasons[i] == GTK_WIDGET (button))
      self->reason = gtk_toggle_button_get_active (button) ? i : GLS_REASON_NONE;
  show_reason (self);
}

static GtkWidget *
add_tool (GtkWidget *box, const char *key, const char *label, const char *tooltip, GCallback clicked, GlsCaseView *self)
{
  GtkWidget *button = gtk_button_new (), *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5), *cap, *words;

  cap = gls_case_view_add_label (inner, "keycap");
  gtk_label_set_text (GTK_LABEL (cap), key);
  words = gls_case_view_add_label (inner, NULL);
  gtk_label_set_text (GTK_LABEL (words), label);
  gtk_button_set_child (GTK_BUTTON (button), inner);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "tool");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
build_reasons (GlsCaseView *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *cap = gls_case_view_add_label (outer, "keycap"), *words = gls_case_view_add_label (outer, NULL);

  gtk_label_set_text (GTK_LABEL (cap), "R");
  gtk_label_set_text (GTK_LABEL (words), _ ("Reason:"));
  gtk_widget_set_layout_manager (outer, gls_wrap_layout_new (4));
  for (guint i = GLS_REASON_AMBIGUOUS; i < GLS_REASON_AUTOMATIC; i++)
    {
      self->reasons[i] = gtk_toggle_button_new_with_label (gls_reason_get_label (i));
      gtk_widget_add_css_class (self->reasons[i], "small-button");
      gtk_widget_set_tooltip_text (self->reasons[i], _ ("Why: kept for the decisions that follow, until it is changed (R)"));
      g_signal_connect_object (self->reasons[i], "toggled", G_CALLBACK (reason_toggled), self, G_CONNECT_SWAPPED);
      gtk_widget_set_halign (self->reasons[i], GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (outer), self->reasons[i]);
    }
  return outer;
}

static GtkWidget *
build_tools (GlsCaseView *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_layout_manager (tools, gls_wrap_layout_new (4));
  self->none_button = add_tool (tools, "0", _ ("None of them"), _ ("None of the versions: no value; where it is about the mark itself, no mark (0)"),
                                G_CALLBACK (none_clicked), self);
  self->edit_button = add_tool (tools, "F2", _ ("Edit"), _ ("Decide on something that no version says (F2)"), G_CALLBACK (edit_clicked), self);
  self->skip_button = add_tool (tools, "Tab", _ ("Skip"), _ ("Leave it open and go to the next (Tab)"), G_CALLBACK (skip_clicked), self);
  self->comment_button = add_tool (tools, "C", _ ("Comment"), _ ("A line for the annotators, with this decision (C)"),
                                   G_CALLBACK (gls_case_view_focus_comment), self);
  self->guide_button = add_tool (tools, "G", _ ("Guideline"), _ ("Show or hide what the codebook says about this type (G)"),
                                 G_CALLBACK (gls_case_view_toggle_guide), self);
  self->reopen_button = add_tool (tools, "O", _ ("Open again"), _ ("Take this decision back: it comes into the queue again (O)"),
                                  G_CALLBACK (reopen_clicked), self);
  gtk_box_append (GTK_BOX (both), tools);
  gtk_box_append (GTK_BOX (both), build_reasons (self));
  return both;
}

static GtkWidget *
build_alike (GlsCaseView *self)
{
  GtkWidget *label;

  self->alike_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->alike_box, "panel");
  gtk_widget_add_css_class (self->alike_box, "alike");
  label = gls_case_view_add_label (self->alike_box, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  self->alike_label = GTK_LABEL (label);
  self->alike_button = gtk_button_new_with_label (_ ("Settle Alike Ones…"));
  gtk_widget_set_tooltip_text (self->alike_button, _ ("Take version 1 in all of them, after a look at each (Shift+1; Shift and its number for another version)"));
  g_signal_connect_object (self->alike_button, "clicked", G_CALLBACK (alike_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->alike_box), self->alike_button);
  return self->alike_box;
}

static GtkWidget *
build_article (GlsCaseView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GlsSettings *settings = gls_settings_get_default ();

  self->article = GLS_ARTICLE_VIEW (gls_article_view_new ());
  gls_article_view_set_fixed (self->article, TRUE);
  gls_article_view_set_line_width (self->article, 0);
  gls_article_view_set_text_scale (self->article, gls_settings_get_double (settings, GLS_SETTING_ZOOM));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->article));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 110);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "panel");
  return scroller;
}

static GtkWidget *
build_rows (GlsCaseView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *holder = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows_scroller = GTK_SCROLLED_WINDOW (scroller);
  self->rows_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (holder), scroller);
  gtk_box_append (GTK_BOX (holder), self->rows_box);
  gtk_widget_set_visible (scroller, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 330);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 160);
  return holder;
}

static void
gls_case_view_dispose (GObject *object)
{
  GlsCaseView *self = GLS_CASE_VIEW (object);

  g_clear_pointer (&self->item, gls_case_unref);
  g_clear_pointer (&self->document, gls_document_unref);
  g_clear_pointer (&self->codebook, gls_codebook_unref);
  G_OBJECT_CLASS (gls_case_view_parent_class)->dispose (object);
}

static void
gls_case_view_finalize (GObject *object)
{
  GlsCaseView *self = GLS_CASE_VIEW (object);

  g_array_unref (self->rows);
  g_object_unref (self->sides);
  g_array_unref (self->order);
  G_OBJECT_CLASS (gls_case_view_parent_class)->finalize (object);
}

static void
gls_case_view_class_init (GlsCaseViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_case_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_case_view_finalize;
  signals[TAKE] = g_signal_new ("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANSWER] = g_signal_new ("answer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SKIP] = g_signal_new ("skip", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REOPEN] = g_signal_new ("reopen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_line (GtkWidget *box, const char *class)
{
  GtkWidget *label = gls_case_view_add_label (box, class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return GTK_LABEL (label);
}

static void
gls_case_view_init (GlsCaseView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *scroller;

  self->sides = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (GlsCaseRow));
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_add_css_class (box, "case");
  self->place = add_line (heading, "dim-label");
  self->question = add_line (heading, "title-3");
  self->remark = add_line (heading, "case-remark");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), build_article (self));
  gtk_box_append (GTK_BOX (box), build_rows (self));
  gtk_box_append (GTK_BOX (box), build_tools (self));
  self->comment = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comment), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Comment"), -1);
  gtk_widget_set_visible (self->comment, FALSE);
  g_signal_connect_object (self->comment, "activate", G_CALLBACK (comment_entered), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->comment);
  self->editor = gls_case_editor_new ();
  g_signal_connect_object (self->editor, "done", G_CALLBACK (editor_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancelled", G_CALLBACK (gls_case_view_focus_article), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (box), build_alike (self));
  self->guide = g_object_new (GLS_TYPE_GUIDE, NULL);
  gls_guide_set_room (self->guide, 84);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->guide));
  /* What is inside asks for another size with each disagreement; the window need not measure itself for that. */
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GlsCaseView *
gls_case_view_new (void)
{
  return g_object_new (GLS_TYPE_CASE_VIEW, NULL);
}
