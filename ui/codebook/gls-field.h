/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text with a caption that is checked as one types and applied with Return or when one goes on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GLS_TYPE_FIELD (gls_field_get_type ())
G_DECLARE_FINAL_TYPE (GlsField, gls_field, GLS, FIELD, GtkBox)

/* Signals
 *   "applied" (const char *text)   another text that passed the check
 *   "typed" (const char *text)     after every key */

/* A sentence that says why @text will not do, or NULL; transfer full. */
typedef char *(*GlsFieldCheck) (const char *text, gpointer data);

/* @lines: TRUE for texts that may need more than one line. */
GtkWidget  *gls_field_new        (const char *caption, const char *text, gboolean lines);
/* What is said aloud in place of the caption, where captions are alike. */
void        gls_field_set_name   (GlsField *self, const char *name);
void        gls_field_set_check  (GlsField *self, GlsFieldCheck check, gpointer data);
/* Neither checks nor applies. */
void        gls_field_set_text   (GlsField *self, const char *text);
/* As typed, applied or not; blanks at both ends taken off. Transfer full. */
char       *gls_field_dup_text   (GlsField *self);
void        gls_field_set_width  (GlsField *self, int chars);
void        gls_field_set_tooltip (GlsField *self, const char *tooltip);
/* A remark that does not keep the text from being applied; NULL takes it off. */
void        gls_field_set_remark (GlsField *self, const char *remark);
void        gls_field_focus      (GlsField *self);
/* Puts back what was applied last; FALSE where nothing was typed since. */
gboolean    gls_field_revert     (GlsField *self);
/* What is typed and not yet applied, blanks and all, with where the cursor is in it; NULL where nothing is. Transfer full. */
char       *gls_field_dup_typed  (GlsField *self, int *cursor);
/* Types @text anew in a field that took the place of another, in which @applied was applied last; says so when that changed. */
void        gls_field_retype     (GlsField *self, const char *text, int cursor, const char *applied);
/* What was applied last; borrowed. */
const char *gls_field_get_applied (GlsField *self);
/* The field that has the focus inside of @window, or NULL. */
GlsField   *gls_field_get_focused (GtkWindow *window);

G_END_DECLS
