/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the list of problems: a head with severity and rule, or a problem with buttons for its fix and its waiver. */
#pragma once

#include <gtk/gtk.h>

#include "gls-problem-model.h"

G_BEGIN_DECLS

#define GLS_TYPE_PROBLEM_ROW (gls_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsProblemRow, gls_problem_row, GLS, PROBLEM_ROW, GtkBox)

/* Signals
 *   "fix" ()     the first fix is to be taken
 *   "waive" ()   it is to be waived, or opened again */

GtkWidget *gls_problem_row_new  (void);
/* Shows @list_item's problem and names the row by it. @where: what to say of its place; nullable. */
void       gls_problem_row_show (GlsProblemRow *self, GtkListItem *list_item, const char *where);

G_END_DECLS
