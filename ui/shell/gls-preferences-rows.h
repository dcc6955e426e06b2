/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the preferences, each tied to one setting in both directions. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @inverse: on means FALSE. */
GtkWidget *gls_preference_switch_new (const char *title, const char *subtitle, const char *setting, gboolean inverse);
/* @factor: what is shown for one of the setting, which is a double, or an int where @factor is 0. */
GtkWidget *gls_preference_spin_new   (const char *title, const char *subtitle, const char *setting, double min, double max,
                                      double step, double factor);
/* @values: what the setting holds, one for each of @names; both NULL-ended. @search: for long lists. */
GtkWidget *gls_preference_choice_new (const char *title, const char *subtitle, const char *setting,
                                      const char * const *values, const char * const *names, gboolean search);

/* gls-preferences-keys.c: every command that has a key, to be changed. @window: whose key presses are caught. */
GtkWidget *gls_preference_keys_new   (GtkWidget *window);

G_END_DECLS
