/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command with its key in one table: accelerators, tooltips and the window of keys are made from it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  const char *action;  /* "win.undo"; NULL: a key that a page handles itself, listed for people only */
  const char *accel;   /* "<Control>z"; several separated by a space */
  const char *group;   /* untranslated heading */
  const char *title;   /* untranslated */
  const char *page;    /* where alone it works ("review"); NULL: everywhere */
} GlsKey;

/* Ended by a title of NULL. */
const GlsKey *gls_keys_get         (void);
void          gls_keys_install     (GtkApplication *application);
/* The label of the first key of @key as it is in force ("Ctrl+Z"), "" where it has none; transfer full. */
char         *gls_keys_dup_accel_label (const GlsKey *key);
/* The label of the first key of @action ("Ctrl+Z"), or NULL; transfer full. */
char         *gls_keys_dup_label   (const char *action);
/* "Undo (Ctrl+Z)" as a tooltip, and "Undo" as the accessible name of a widget without words of its own. */
void          gls_keys_set_tooltip (GtkWidget *widget, const char *tooltip, const char *action);

/* The lower-case Latin letter or digit (or / or -) that a key press means, by the layout, else by the physical key where the
 * layout's own letter is not Latin; 0 for anything else. */
gunichar      gls_keys_get_latin   (GdkDisplay *display, guint keyval, guint keycode);
/* What key arms the role of this number, counted from 1, NULL where there is none. */
const char   *gls_keys_get_role_key (guint number);

G_END_DECLS
