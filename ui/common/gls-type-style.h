/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's colours as style classes, readable on light and on dark, and chips that wear them. */
#pragma once

#include <gtk/gtk.h>
#include <gls-codebook.h>

#include "gls-type-label.h"

G_BEGIN_DECLS

#define GLS_TYPE_TYPE_STYLE (gls_type_style_get_type ())
G_DECLARE_FINAL_TYPE (GlsTypeStyle, gls_type_style, GLS, TYPE_STYLE, GObject)

GlsTypeStyle *gls_type_style_new          (void);
/* Everything with a chip must be inside a widget that has this class. */
const char   *gls_type_style_get_scope    (GlsTypeStyle *self);
void          gls_type_style_set_codebook (GlsTypeStyle *self, GlsCodebook *codebook);

/* Takes the class of another type off @widget and puts that of @type on; NULL: none. */
void          gls_type_style_apply        (GtkWidget *widget, const GlsTypeDef *type);

typedef struct {
  GdkRGBA ground, letters;
  GdkRGBA armed, armed_letters;
} GlsChipColors;

/* How a chip of a type of this colour looks; its letters can be read whatever the colour is. */
void          gls_type_style_get_chip     (const GdkRGBA *color, gboolean dark, gboolean high_contrast, GlsChipColors *chip);

G_END_DECLS
