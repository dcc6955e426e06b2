/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours that have enough contrast after WCAG 2. It knows no widget and no theme. */
#include "config.h"

#include "gls-contrast.h"

#define STEPS 12

static void
write_hex (const GdkRGBA *color, char hex[8])
{
  g_snprintf (hex, 8, "#%02x%02x%02x", (guint) (CLAMP (color->red, 0, 1) * 255 + 0.5f), (guint) (CLAMP (color->green, 0, 1) * 255 + 0.5f),
              (guint) (CLAMP (color->blue, 0, 1) * 255 + 0.5f));
}

double
gls_contrast_get (const GdkRGBA *a, const GdkRGBA *b)
{
  char x[8], y[8];

  write_hex (a, x);
  write_hex (b, y);
  return gls_color_contrast (x, y);
}

static GdkRGBA
mix (const GdkRGBA *color, double target, double part)
{
  return (GdkRGBA) { (float) (color->red + (target - color->red) * part), (float) (color->green + (target - color->green) * part),
                     (float) (color->blue + (target - color->blue) * part), 1 };
}

GdkRGBA
gls_contrast_make (const GdkRGBA *color, const GdkRGBA *background, double wanted)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  double target = gls_contrast_get (background, &black) > gls_contrast_get (background, &white) ? 0 : 1, low = 0, high = 1;
  GdkRGBA made = mix (color, target, 0);

  if (gls_contrast_get (&made, background) >= wanted)
    return made;
  /* As little as is enough: every step takes colours nearer to each other. */
  for (guint step = 0; step < STEPS; step++)
    {
      double middle = (low + high) / 2;

      made = mix (color, target, middle);
      if (gls_contrast_get (&made, background) < wanted)
        low = middle;
      else
        high = middle;
    }
  return mix (color, target, high);
}
