/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card an example: three fields, and the sentence below as annotators will see it.
 * It must not know what else a type has. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <gls-codebook-check.h>
#include <string.h>
#include "common/gls-example-markup.h"
#include "gls-definition-row.h"
#include "gls-example-list.h"
#include "gls-string-list.h"

struct _GlsExampleList {
  GtkBox           parent_instance;
  GlsCodebookDesk *desk;
  GlsId            type;
  GtkWidget       *cards;
  GtkWidget       *add_button;
};

G_DEFINE_FINAL_TYPE (GlsExampleList, gls_example_list, GTK_TYPE_BOX)

typedef struct {
  GlsField  *text, *mark, *why;
  GtkWidget *preview;
} Card;

static Card *
get_card (GtkWidget *card)
{
  return g_object_get_data (G_OBJECT (card), "card");
}

/* Everything on the cards becomes the type's examples; a card without a sentence is none. */
static void
commit (GlsExampleList *self)
{
  GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);

  if (type == NULL)
    return;
  g_ptr_array_set_size (type->examples, 0);
  for (GtkWidget *at = gtk_widget_get_first_child (self->cards); at != NULL; at = gtk_widget_get_next_sibling (at))
    {
      Card *card = get_card (at);
      g_autofree char *text = gls_field_dup_text (card->text), *mark = gls_field_dup_text (card->mark),
                      *why = gls_field_dup_text (card->why);

      if (*text != '\0')
        gls_type_def_add_example (type, text, *mark != '\0' ? mark : NULL, *why != '\0' ? why : NULL);
    }
  gls_codebook_desk_commit (self->desk);
}

static void
show_preview (GlsExampleList *self, Card *card)
{
  const GlsTypeDef *type = gls_codebook_desk_get_type_def (self->desk, &self->type);
  g_autofree char *text = gls_field_dup_text (card->text), *mark = gls_field_dup_text (card->mark);
  g_autofree char *wrong = gls_example_check_mark (text, mark), *markup = NULL;
  GlsExample example = { .text = text, .mark = *mark != '\0' && wrong == NULL ? mark : NULL };

  markup = gls_example_to_markup (&example);
  gtk_label_set_markup (GTK_LABEL (card->preview), type != NULL && *text != '\0' ? markup : "");
}

static void
field_typed (GlsField *field, const char *text, GlsExampleList *self)
{
  GtkWidget *widget = GTK_WIDGET (field);
  Card *card;

  while ((card = get_card (widget)) == NULL)
    widget = gtk_widget_get_parent (widget);
  show_preview (self, card);
}

static char *
check_mark (const char *mark, gpointer data)
{
  Card *card = data;
  g_autofree char *text = gls_field_dup_text (card->text);

  return gls_example_check_mark (text, mark);
}

static void
remove_clicked (GtkButton *button, GlsExampleList *self)
{
  GtkWidget *widget = GTK_WIDGET (button);

  while (get_card (widget) == NULL)
    widget = gtk_widget_get_parent (widget);
  gtk_widget_grab_focus (self->add_button);
  gtk_box_remove (GTK_BOX (self->cards), widget);
  commit (self);
}

static GlsField *
append_field (GlsExampleList *self, GtkWidget *box, const char *caption, const char *text, gboolean lines)
{
  GtkWidget *field = gls_field_new (caption, text, lines);

  g_signal_connect (field, "typed", G_CALLBACK (field_typed), self);
  g_signal_connect_object (field, "applied", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), field);
  return GLS_FIELD (field);
}

static Card *
append_card (GlsExampleList *self, const GlsExample *example)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *remove = gls_icon_button_new ("list-remove-symbolic", _ ("Remove this example"));
  Card *card = g_new0 (Card, 1);

  gtk_widget_add_css_class (box, "panel");
  gtk_widget_add_css_class (box, "example-card");
  g_object_set_data_full (G_OBJECT (box), "card", card, g_free);
  card->text = append_field (self, box, _ ("Sentence"), example->text, TRUE);
  card->mark = append_field (self, box, _ ("Words marked"), example->mark, FALSE);
  gls_field_set_tooltip (card->mark, _ ("Exactly as in the sentence; several parts with “ … ” between them; empty for a counter-example"));
  card->why = append_field (self, box, _ ("Why"), example->why, TRUE);
  card->preview = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (card->preview), 0);
  gtk_label_set_wrap (GTK_LABEL (card->preview), TRUE);
  gtk_widget_set_hexpand (card->preview, TRUE);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked), self);
  gtk_box_append (GTK_BOX (foot), card->preview);
  gtk_box_append (GTK_BOX (foot), remove);
  gtk_box_append (GTK_BOX (box), foot);
  gtk_box_append (GTK_BOX (self->cards), box);
  gls_field_set_check (card->mark, check_mark, card);
  show_preview (self, card);
  return card;
}

static void
add_clicked (GlsExampleList *self)
{
  GlsExample empty = { 0 };

  gls_field_focus (append_card (self, &empty)->text);
}

static void
gls_example_list_dispose (GObject *object)
{
  g_clear_object (&GLS_EXAMPLE_LIST (object)->desk);
  G_OBJECT_CLASS (gls_example_list_parent_class)->dispose (object);
}

static void
gls_example_list_class_init (GlsExampleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gls_example_list_dispose;
}

static void
gls_example_list_init (GlsExampleList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->add_button = gtk_button_new_with_label (_ ("Add an Example"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->add_button, _ ("A sentence with the words that are marked in it, or a counter-example"));
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->cards);
  gtk_box_append (GTK_BOX (self), self->add_button);
}

GtkWidget *
gls_example_list_new (GlsCodebookDesk *desk, const GlsId *type)
{
  GlsExampleList *self = g_object_new (GLS_TYPE_EXAMPLE_LIST, NULL);
  const GlsTypeDef *def = gls_codebook_desk_get_type_def (desk, type);

  self->desk = g_object_ref (desk);
  self->type = *type;
  for (guint i = 0; def != NULL && i < def->examples->len; i++)
    append_card (self, g_ptr_array_index (def->examples, i));
  return GTK_WIDGET (self);
}
