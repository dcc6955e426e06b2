/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of texts to add to, change, put in order and take from. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GLS_TYPE_STRING_LIST (gls_string_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsStringList, gls_string_list, GLS, STRING_LIST, GtkBox)

/* Signal "changed" (): the list is another, see gls_string_list_dup(). */

/* @one: what one is called ("Ruling"), @add: the button ("Add a ruling"). @lines: texts may be long. */
GtkWidget *gls_string_list_new    (const char *one, const char *add, gboolean lines);
/* @strings: NULL-ended or NULL. */
void       gls_string_list_set    (GlsStringList *self, char **strings);
/* Without those that are empty; NULL-ended; transfer full. */
char     **gls_string_list_dup    (GlsStringList *self);

/* A flat button with an icon and a name that is its tooltip too. */
GtkWidget *gls_icon_button_new    (const char *icon, const char *name);

G_END_DECLS
