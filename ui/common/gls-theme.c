/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place for what GTK has renamed since 4.8: colours of the theme, style rules for a display.
 * It knows no widget of ours. */
#include "config.h"

#include "gls-theme.h"

void
gls_theme_get_foreground (GtkWidget *widget, GdkRGBA *color)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

gboolean
gls_theme_get_color (GtkWidget *widget, const char *name, GdkRGBA *color)
{
  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color);
}

void
gls_theme_add_css (GdkDisplay *display, const char *key, const char *css)
{
  GtkCssProvider *provider;

  if (g_object_get_data (G_OBJECT (display), key))
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data_full (G_OBJECT (display), key, provider, g_object_unref);
}
