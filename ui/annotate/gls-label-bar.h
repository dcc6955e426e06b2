/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The labels of the codebook as chips with their keys, and a line of hints. */
#pragma once

#include <adwaita.h>
#include <gls-codebook.h>

G_BEGIN_DECLS

#define GLS_TYPE_LABEL_BAR (gls_label_bar_get_type ())
G_DECLARE_FINAL_TYPE (GlsLabelBar, gls_label_bar, GLS, LABEL_BAR, AdwBin)

void       gls_label_bar_set_codebook (GlsLabelBar *self, GlsCodebook *codebook);
/* The armed type's name, or NULL. */
void       gls_label_bar_set_armed    (GlsLabelBar *self, const char *type);
void       gls_label_bar_set_hint     (GlsLabelBar *self, const char *markup);
/* A chip that labels: activates win.label with the type's name. */
GtkWidget *gls_label_chip_new         (const GlsTypeDef *type);

G_END_DECLS
