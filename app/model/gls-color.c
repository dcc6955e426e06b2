/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures colours: contrast on the article's backgrounds, and distance as each kind of colour vision sees it.
 * It must not know how an article is drawn. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gls-color.h"

/* Found by annealing on the measures below; the first nine are those of the shipped codebooks. */
static const GlsPaletteColor palette[] = {
  { "#147bc9", N_ ("Blue") },     { "#8731ff", N_ ("Violet") }, { "#e20018", N_ ("Red") },
  { "#0b7c0b", N_ ("Green") },    { "#09a1c2", N_ ("Cyan") },   { "#c58805", N_ ("Amber") },
  { "#9a7dff", N_ ("Lavender") }, { "#957e70", N_ ("Taupe") },  { "#af3f92", N_ ("Plum") },
  { "#93605a", N_ ("Brown") },    { "#f2529f", N_ ("Pink") },   { "#969868", N_ ("Olive") },
  { NULL, NULL },
};

/* Complete loss of one kind of cone, for linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, severity 1.0. */
static const double simulation[GLS_N_VISIONS][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

/* Linear sRGB to Oklab, B. Ottosson, "A perceptual color space for image processing", 2020. */
static const double to_cones[3][3] = {
  { 0.4122214708, 0.5363325363, 0.0514459929 },
  { 0.2119034982, 0.6806995451, 0.1073969566 },
  { 0.0883024619, 0.2817188376, 0.6299787005 },
};
static const double to_oklab[3][3] = {
  { 0.2104542553, 0.7936177850, -0.0040720468 },
  { 1.9779984951, -2.4285922050, 0.4505937099 },
  { 0.0259040371, 0.7827717662, -0.8086757660 },
};

const GlsPaletteColor *
gls_color_get_palette (void)
{
  return palette;
}

gboolean
gls_color_is_valid (const char *color)
{
  return color != NULL && color[0] == '#' && strlen (color) == 7 && strspn (color + 1, "0123456789abcdefABCDEF") == 6;
}

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static void
read_linear (const char *color, double out[3])
{
  guint64 rgb = gls_color_is_valid (color) ? g_ascii_strtoull (color + 1, NULL, 16) : 0;

  for (int i = 0; i < 3; i++)
    out[i] = linear ((double) (rgb >> (8 * (2 - i)) & 0xff) / 255);
}

static void
multiply (const double matrix[3][3], const double in[3], double out[3])
{
  for (int i = 0; i < 3; i++)
    out[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

static double
luminance (const char *color)
{
  double rgb[3];

  read_linear (color, rgb);
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

double
gls_color_contrast (const char *a, const char *b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

static void
see (const char *color, GlsVision vision, double lab[3])
{
  double rgb[3], seen[3], cones[3];

  read_linear (color, rgb);
  multiply (simulation[vision], rgb, seen);
  for (int i = 0; i < 3; i++)
    seen[i] = CLAMP (seen[i], 0, 1);
  multiply (to_cones, seen, cones);
  for (int i = 0; i < 3; i++)
    cones[i] = cbrt (cones[i]);
  multiply (to_oklab, cones, lab);
}

double
gls_color_distance_for (const char *a, const char *b, GlsVision vision)
{
  double x[3], y[3], sum = 0;

  g_return_val_if_fail ((guint) vision < GLS_N_VISIONS, 0);

  see (a, vision, x);
  see (b, vision, y);
  for (int i = 0; i < 3; i++)
    sum += (x[i] - y[i]) * (x[i] - y[i]);

  return 100 * sqrt (sum);
}

double
gls_color_distance (const char *a, const char *b)
{
  double least = INFINITY;

  for (int i = 0; i < GLS_N_VISIONS; i++)
    least = MIN (least, gls_color_distance_for (a, b, i));

  return least;
}

/**
 * gls_color_judge:
 * @codebook: the codebook it is for
 * @self: (nullable): the type that is to have the colour
 * @color: "#rrggbb"
 *
 * Returns: (transfer full) (nullable): a sentence that warns, or NULL
 */
char *
gls_color_judge (const GlsCodebook *codebook, const GlsId *self, const char *color)
{
  const GlsTypeDef *nearest = NULL;
  double least = GLS_COLOR_MIN_DISTANCE;

  if (!gls_color_is_valid (color))
    return g_strdup (_("A colour is # and six hexadecimal digits, such as #147bc9."));
  if (gls_color_contrast (color, GLS_COLOR_LIGHT) < GLS_COLOR_MIN_CONTRAST)
    return g_strdup (_("This colour is too weak on a light background; choose a darker one."));
  if (gls_color_contrast (color, GLS_COLOR_DARK) < GLS_COLOR_MIN_CONTRAST)
    return g_strdup (_("This colour is too weak on a dark background; choose a lighter one."));

  for (guint i = 0; i < codebook->types->len; i++)
    {
      const GlsTypeDef *type = g_ptr_array_index (codebook->types, i);
      double distance;

      if (type->retired || (self != NULL && gls_id_equal (&type->id, self)) || !gls_color_is_valid (type->color))
        continue;
      distance = gls_color_distance (color, type->color);
      if (distance < least)
        {
          least = distance;
          nearest = type;
        }
    }
  if (nearest == NULL)
    return NULL;
  if (g_ascii_strcasecmp (color, nearest->color) == 0)
    return g_strdup_printf (_("“%s” has the same colour."), nearest->name);

  return g_strdup_printf (_("Not everybody can tell this colour from that of “%s”."), nearest->name);
}

/**
 * gls_color_propose:
 * @codebook: a codebook
 *
 * Returns: (transfer none): the colour of the palette that is least like those of the types in use
 */
const char *
gls_color_propose (const GlsCodebook *codebook)
{
  const char *best = palette[0].color;
  double best_distance = -1;

  for (guint i = 0; palette[i].color != NULL; i++)
    {
      double least = INFINITY;

      for (guint j = 0; j < codebook->types->len; j++)
        {
          const GlsTypeDef *type = g_ptr_array_index (codebook->types, j);

          if (!type->retired && gls_color_is_valid (type->color))
            least = MIN (least, gls_color_distance (palette[i].color, type->color));
        }
      if (least > best_distance)
        {
          best_distance = least;
          best = palette[i].color;
        }
    }

  return best;
}
