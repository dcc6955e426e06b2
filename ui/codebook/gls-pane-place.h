/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keyboard is in a pane, and what is being typed there, kept while another pane takes its place. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GlsPanePlace GlsPanePlace;

/* NULL where the focus of the window is not in @pane. Transfer full. */
GlsPanePlace *gls_pane_place_new  (GtkWidget *pane);
/* Goes to the same place in @pane and types what was typed; FALSE where there is no such place any more. */
gboolean      gls_pane_place_show (GlsPanePlace *self, GtkWidget *pane);
void          gls_pane_place_free (GlsPanePlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsPanePlace, gls_pane_place_free)

G_END_DECLS
