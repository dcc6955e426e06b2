/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: who you are, the sample, open, new, recent projects. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_WELCOME_PAGE (gls_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (GlsWelcomePage, gls_welcome_page, GLS, WELCOME_PAGE, AdwBin)

/* Signals
 *   "project-chosen" (const char *path)
 *   "sample-chosen" ()
 *   "person-given" (const char *name)   a usable name stands in the entry
 * Open and New are the window's actions. */

GtkWidget *gls_welcome_page_new        (void);
void       gls_welcome_page_set_person (GlsWelcomePage *self, const char *person);
/* A project waits to be opened until a name is given; NULL: none does. */
void       gls_welcome_page_set_waiting (GlsWelcomePage *self, const char *path);
/* Puts the focus where work goes on: the name when it is missing, else the first project. */
void       gls_welcome_page_focus      (GlsWelcomePage *self);
void       gls_welcome_page_set_busy   (GlsWelcomePage *self, const char *what);

G_END_DECLS
