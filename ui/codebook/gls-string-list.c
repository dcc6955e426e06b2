/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a text: the field, up, down, remove; a button below adds one.
 * It must not know what the texts are. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include "gls-field.h"
#include "gls-string-list.h"

struct _GlsStringList {
  GtkBox     parent_instance;
  GtkWidget *rows;
  GtkWidget *add_button;
  char      *one;
  gboolean   lines;
};

G_DEFINE_FINAL_TYPE (GlsStringList, gls_string_list, GTK_TYPE_BOX)

static guint changed_signal;

GtkWidget *
gls_icon_button_new (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GlsField *
get_field (GtkWidget *row)
{
  return GLS_FIELD (gtk_widget_get_first_child (row));
}

static void
name_rows (GlsStringList *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *name = g_strdup_printf ("%s %u", self->one, ++n);

      gls_field_set_name (get_field (row), name);
    }
}

static void
field_applied (GlsStringList *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
move_row (GlsStringList *self, GtkWidget *row, gboolean up)
{
  GtkWidget *before = gtk_widget_get_prev_sibling (row), *after = gtk_widget_get_next_sibling (row);

  if (up ? before == NULL : after == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_box_reorder_child_after (GTK_BOX (self->rows), row, up ? gtk_widget_get_prev_sibling (before) : after);
  name_rows (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
up_clicked (GtkButton *button, GlsStringList *self)
{
  move_row (self, gtk_widget_get_parent (GTK_WIDGET (button)), TRUE);
}

static void
down_clicked (GtkButton *button, GlsStringList *self)
{
  move_row (self, gtk_widget_get_parent (GTK_WIDGET (button)), FALSE);
}

static void
remove_clicked (GtkButton *button, GlsStringList *self)
{
  /* Before the field is gone, so that the focus has a place to go. */
  gtk_widget_grab_focus (self->add_button);
  gtk_box_remove (GTK_BOX (self->rows), gtk_widget_get_parent (GTK_WIDGET (button)));
  name_rows (self);
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
append_row (GlsStringList *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2), *field = gls_field_new ("", text, self->lines);
  GtkWidget *up = gls_icon_button_new ("go-up-symbolic", _ ("Move up")),
            *down = gls_icon_button_new ("go-down-symbolic", _ ("Move down")),
            *remove = gls_icon_button_new ("list-remove-symbolic", _ ("Remove"));

  gtk_widget_set_hexpand (field, TRUE);
  g_signal_connect_object (field, "applied", G_CALLBACK (field_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect (up, "clicked", G_CALLBACK (up_clicked), self);
  g_signal_connect (down, "clicked", G_CALLBACK (down_clicked), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked), self);
  gtk_box_append (GTK_BOX (row), field);
  gtk_box_append (GTK_BOX (row), up);
  gtk_box_append (GTK_BOX (row), down);
  gtk_box_append (GTK_BOX (row), remove);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

/* An empty row is not in the list until something is written in it. */
static void
add_clicked (GlsStringList *self)
{
  GtkWidget *row = append_row (self, "");

  name_rows (self);
  gls_field_focus (get_field (row));
}

static void
gls_string_list_finalize (GObject *object)
{
  g_free (GLS_STRING_LIST (object)->one);
  G_OBJECT_CLASS (gls_string_list_parent_class)->finalize (object);
}

static void
gls_string_list_class_init (GlsStringListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_string_list_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gls_string_list_init (GlsStringList *self)
{
}

GtkWidget *
gls_string_list_new (const char *one, const char *add, gboolean lines)
{
  GlsStringList *self = g_object_new (GLS_TYPE_STRING_LIST, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  self->one = g_strdup (one);
  self->lines = lines;
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->add_button = gtk_button_new_with_label (add);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->add_button, add);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->add_button);
  return GTK_WIDGET (self);
}

void
gls_string_list_set (GlsStringList *self, char **strings)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    append_row (self, strings[i]);
  name_rows (self);
}

char **
gls_string_list_dup (GlsStringList *self)
{
  GPtrArray *strings = g_ptr_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      char *text = gls_field_dup_text (get_field (row));

      if (*text != '\0')
        g_ptr_array_add (strings, text);
      else
        g_free (text);
    }
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_free (strings, FALSE);
}
