/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast of colours against a background: what letters and marks must have, and colours moved until they have it. */
#pragma once

#include <gdk/gdk.h>
#include <gls-color.h>

G_BEGIN_DECLS

/* What WCAG 2 asks of letters, and of marks that are no letters; the higher ones where the desktop asks for high contrast. */
#define GLS_CONTRAST_TEXT 4.5
#define GLS_CONTRAST_MARK GLS_COLOR_MIN_CONTRAST
#define GLS_CONTRAST_TEXT_HIGH 7.0
#define GLS_CONTRAST_MARK_HIGH 4.5

/* From 1, the same, to 21, black on white. */
double  gls_contrast_get  (const GdkRGBA *a, const GdkRGBA *b);

/* @color, moved towards black or white no further than @wanted needs; unchanged where it has that already. */
GdkRGBA gls_contrast_make (const GdkRGBA *color, const GdkRGBA *background, double wanted);

G_END_DECLS
