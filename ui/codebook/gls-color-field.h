/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A type's colour: a swatch that opens the palette, and a place for any other colour with what speaks against it. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

#define GLS_TYPE_COLOR_FIELD (gls_color_field_get_type ())
G_DECLARE_FINAL_TYPE (GlsColorField, gls_color_field, GLS, COLOR_FIELD, GtkBox)

/* Signal "applied" (const char *color). */

GtkWidget *gls_color_field_new    (GlsCodebookDesk *desk, const GlsId *type);
/* Shows what the desk says now. */
void       gls_color_field_update (GlsColorField *self);

G_END_DECLS
