/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK 4.8 lacks and later versions have, and what later ones have under other names. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GtkListItem has no accessible label before GTK 4.12: names the row that @item stands in. */
void                gls_list_item_set_name        (GtkListItem *item, const char *name);
/* What stands beside the name; NULL: nothing. */
void                gls_list_item_set_description (GtkListItem *item, const char *description);
/* For drop-downs of a GtkStringList: rows that are named by their text. */
GtkListItemFactory *gls_string_factory_new      (void);
/* The same for the list that drops down, where all of the words are shown. */
GtkListItemFactory *gls_string_list_factory_new (void);

/* In GTK 4.8 an arrow key sets or clears a check box that stands alone, as if it chose among several: from now on arrows go by it. */
void                gls_checks_let_arrows_pass    (void);

/* In GTK 4.8 the handle of @paned goes on taking presses where it was when one of its two children is hidden: a strip of what is
 * left does not answer. From now on it does. */
void                gls_paned_free_hidden         (GtkPaned *paned);

/* Buttons, and switchers above all, are as wide as their words: in large letters wider than the screen. Lets the words in @widget be
 * cut where there is no room; a button without a tooltip then tells them. */
void                gls_labels_let_shrink       (GtkWidget *widget);

/* @content, and @side at its end wherever that leaves @content @least pixels; elsewhere @side is hidden. */
GtkWidget          *gls_beside_new                (GtkWidget *content, GtkWidget *side, int least);
/* The colour of its text. */
void                gls_widget_get_text_color     (GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
