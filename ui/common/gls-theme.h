/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theme's colours and our own style rules, by the calls GTK 4.8 has for them; later versions have others. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The colour that a widget writes in. */
void     gls_theme_get_foreground (GtkWidget *widget, GdkRGBA *color);
/* A named colour of the theme ("view_bg_color"); FALSE when it has none of that name. */
gboolean gls_theme_get_color      (GtkWidget *widget, const char *name, GdkRGBA *color);
/* Adds rules to a display, once for each @key. */
void     gls_theme_add_css        (GdkDisplay *display, const char *key, const char *css);

G_END_DECLS
