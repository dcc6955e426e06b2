/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the codebook says about one type, to be changed. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

#define GLS_TYPE_TYPE_PANE (gls_type_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsTypePane, gls_type_pane, GLS, TYPE_PANE, GtkBox)

/* Commits by itself; make another when the desk says "replaced". */
GtkWidget *gls_type_pane_new        (GlsCodebookDesk *desk, const GlsId *type);
/* Into the name, all of it selected: for a type that was just added. */
void       gls_type_pane_focus_name (GlsTypePane *self);
/* Opens the rows whose ids are in @open (GlsId as keys), and tells which are open now. */
void       gls_type_pane_set_open   (GlsTypePane *self, GHashTable *open);
GHashTable *gls_type_pane_dup_open  (GlsTypePane *self);

/* A section's heading with one line that explains it. */
GtkWidget *gls_section_new          (const char *title, const char *description);

G_END_DECLS
