/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The labels at the mouse. It never takes the focus by itself and never swallows a press. */
#pragma once

#include <gtk/gtk.h>
#include <gls-codebook.h>

G_BEGIN_DECLS

#define GLS_TYPE_LABEL_CHOOSER (gls_label_chooser_get_type ())
G_DECLARE_FINAL_TYPE (GlsLabelChooser, gls_label_chooser, GLS, LABEL_CHOOSER, GtkPopover)

/* Signal "left" (): Escape or a choice in the entry; the focus should go back to the article. */

GtkWidget *gls_label_chooser_new          (void);
void       gls_label_chooser_set_codebook (GlsLabelChooser *self, GlsCodebook *codebook);
/* @where in the parent's coordinates. */
void       gls_label_chooser_show         (GlsLabelChooser *self, const GdkRectangle *where);
/* Puts the focus into the filter. */
void       gls_label_chooser_begin_filter (GlsLabelChooser *self);
void       gls_label_chooser_hide         (GlsLabelChooser *self);

G_END_DECLS
