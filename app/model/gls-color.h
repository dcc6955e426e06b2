/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of types: how well they stand out, and whether people with any colour vision can tell two of them apart. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

typedef enum { GLS_VISION_FULL, GLS_VISION_PROTANOPIA, GLS_VISION_DEUTERANOPIA, GLS_VISION_TRITANOPIA, GLS_N_VISIONS } GlsVision;

/* What colours must reach to be offered or passed without a warning. */
#define GLS_COLOR_MIN_CONTRAST 3.0
#define GLS_COLOR_MIN_DISTANCE 6.0
/* What articles are written on. */
#define GLS_COLOR_LIGHT "#ffffff"
#define GLS_COLOR_DARK  "#1e1e1e"

typedef struct {
  const char *color;  /* "#rrggbb" */
  const char *name;   /* untranslated */
} GlsPaletteColor;

/* Ended by a colour of NULL. Each stands out on light and dark, and any two can be told apart with any colour vision. */
const GlsPaletteColor *gls_color_get_palette (void);

/* "#rrggbb" in either case; nothing else. */
gboolean gls_color_is_valid (const char *color);
/* After WCAG 2, from 1 to 21. Both must be valid. */
double   gls_color_contrast (const char *a, const char *b);
/* As the worst of the four kinds of colour vision sees it, in hundredths of Oklab; about 2 is just noticeable. */
double   gls_color_distance (const char *a, const char *b);
/* The distance for one kind of vision. */
double   gls_color_distance_for (const char *a, const char *b, GlsVision vision);

/* What speaks against @color for the type @self: a sentence, or NULL. Transfer full. */
char    *gls_color_judge    (const GlsCodebook *codebook, const GlsId *self, const char *color);
/* The colour of the palette that is farthest from those in use. */
const char *gls_color_propose (const GlsCodebook *codebook);

G_END_DECLS
