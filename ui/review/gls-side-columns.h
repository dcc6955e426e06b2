/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text several times beside itself, each with one person's marks; what is scrolled or selected in one is in all. */
#pragma once

#include <adwaita.h>
#include <gls-side.h>

G_BEGIN_DECLS

#define GLS_TYPE_SIDE_COLUMNS (gls_side_columns_get_type ())
G_DECLARE_FINAL_TYPE (GlsSideColumns, gls_side_columns, GLS, SIDE_COLUMNS, AdwBin)

/* Signals
 *   "selected" (int group)    a mark was clicked; -1: let go
 *   "activated" (int group)   Return on it, or a double click */

GlsSideColumns *gls_side_columns_new       (void);
/* NULL: nothing. Borrowed: it must live until the next call. @shown: whose columns, a bit each, n_people for gold.
 * @letters (a letter by person, nullable): instead of names. The place in the text stays where the document is the same. */
void            gls_side_columns_set_side  (GlsSideColumns *self, const GlsSide *side, guint64 shown, const guint *letters);
/* Selects the marks of a group everywhere and brings it into sight, no signal; -1: none. */
void            gls_side_columns_select    (GlsSideColumns *self, int group);
int             gls_side_columns_get_selected (GlsSideColumns *self);
void            gls_side_columns_focus     (GlsSideColumns *self);

/* A state's sign and name, for people. */
const char     *gls_side_state_get_sign    (GlsSideState state);
const char     *gls_side_state_get_name    (GlsSideState state);

G_END_DECLS
