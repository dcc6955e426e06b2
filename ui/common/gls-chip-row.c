/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of lists: a type's chip, words and signs, and what a screen reader says of the three.
 * It must not know what a row stands for. */
#include "config.h"

#include "gls-chip-row.h"
#include "gls-compat.h"
#include "gls-type-style.h"

/* Asked for when it is needed: to set the text of a tooltip is a round trip to the display, for each of some hundred rows. */
static gboolean
show_tooltip (GtkWidget *box, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkWidget *words = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (words)));
  return TRUE;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *chip = gtk_label_new (NULL), *words = gtk_label_new (NULL), *marks = gtk_label_new (NULL);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (chip), 12);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (marks, "count");
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), marks);
  gtk_widget_set_has_tooltip (box, TRUE);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (show_tooltip), NULL);
  gtk_list_item_set_child (item, box);
}

GtkListItemFactory *
gls_chip_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  return factory;
}

void
gls_chip_row_show (GtkListItem *item, const GlsCodebook *codebook, const char *type, const char *words, const char *marks)
{
  GtkWidget *chip = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_next_sibling (chip), *signs = gtk_widget_get_next_sibling (label);
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", gls_type_get_label (type), words, *marks != '\0' ? ", " : "", marks);

  gtk_label_set_text (GTK_LABEL (chip), gls_type_get_label (type));
  gls_type_style_apply (chip, codebook != NULL ? gls_codebook_find_type (codebook, type) : NULL);
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_label_set_text (GTK_LABEL (signs), marks);
  gls_list_item_set_name (item, name);
}
