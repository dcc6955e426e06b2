/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: contents and search at the left, a page at the right. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_HELP_WINDOW (gls_help_window_get_type ())
G_DECLARE_FINAL_TYPE (GlsHelpWindow, gls_help_window, GLS, HELP_WINDOW, AdwWindow)

/* @id: the page to begin with, one of gls_help_list_pages(). */
GtkWidget *gls_help_window_new  (GtkWindow *parent, const char *id);
void       gls_help_window_show_page (GlsHelpWindow *self, const char *id);

G_END_DECLS
