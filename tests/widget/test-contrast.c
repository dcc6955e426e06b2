/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars keep the palette's colours, with its distances for every kind of colour vision; letters can be read. */
#include <gtk/gtk.h>

#include "gls-contrast.h"
#include "gls-type-style.h"

static GdkRGBA
parse (const char *color)
{
  GdkRGBA rgba;

  g_assert_true (gdk_rgba_parse (&rgba, color));
  return rgba;
}

static char *
dup_hex (const GdkRGBA *color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) (color->red * 255 + 0.5f), (guint) (color->green * 255 + 0.5f),
                          (guint) (color->blue * 255 + 0.5f));
}

static void
test_palette (void)
{
  static const char * const backgrounds[] = { GLS_COLOR_LIGHT, GLS_COLOR_DARK };
  const GlsPaletteColor *palette = gls_color_get_palette ();

  for (guint b = 0; b < G_N_ELEMENTS (backgrounds); b++)
    {
      GdkRGBA background = parse (backgrounds[b]);
      g_autoptr (GPtrArray) bars = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; palette[i].color != NULL; i++)
        {
          GdkRGBA color = parse (palette[i].color), bar = gls_contrast_make (&color, &background, GLS_CONTRAST_MARK);
          GdkRGBA letters = gls_contrast_make (&color, &background, GLS_CONTRAST_TEXT);
          GdkRGBA strong = gls_contrast_make (&color, &background, GLS_CONTRAST_TEXT_HIGH);

          g_ptr_array_add (bars, dup_hex (&bar));
          g_assert_cmpfloat (gls_contrast_get (&bar, &background), >=, GLS_CONTRAST_MARK);
          g_assert_cmpfloat (gls_contrast_get (&letters, &background), >=, GLS_CONTRAST_TEXT);
          g_assert_cmpfloat (gls_contrast_get (&letters, &background), <, GLS_CONTRAST_TEXT + 4);
          g_assert_cmpfloat (gls_contrast_get (&strong, &background), >=, GLS_CONTRAST_TEXT_HIGH);
        }
      for (guint i = 0; i < bars->len; i++)
        for (guint j = 0; j < i; j++)
          g_assert_cmpfloat (gls_color_distance (bars->pdata[i], bars->pdata[j]), >=, GLS_COLOR_MIN_DISTANCE);
    }
}

/* As little as is needed, to the side that is farther away. */
static void
test_make (void)
{
  GdkRGBA yellow = parse ("#ffff00"), white = parse ("#ffffff"), black = parse ("#000000"), made;

  made = gls_contrast_make (&yellow, &white, GLS_CONTRAST_MARK);
  g_assert_cmpfloat_with_epsilon (gls_contrast_get (&made, &white), GLS_CONTRAST_MARK, 0.1);
  g_assert_cmpfloat (made.red, >, made.blue);
  made = gls_contrast_make (&yellow, &black, GLS_CONTRAST_TEXT_HIGH);
  g_assert_true (gdk_rgba_equal (&made, &yellow));
  made = gls_contrast_make (&black, &black, GLS_CONTRAST_TEXT);
  g_assert_cmpfloat (gls_contrast_get (&made, &black), >=, GLS_CONTRAST_TEXT);
}

/* Whatever colour somebody chooses, the letters of its chip can be read. */
static void
test_chip (void)
{
  static const char * const colors[] = { "#ffff99", "#ffffff", "#000000", "#147bc9", "#808080" };

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    for (guint mode = 0; mode < 4; mode++)
      {
        gboolean high = (mode & 2) != 0;
        GdkRGBA color = parse (colors[i]);
        GlsChipColors chip;

        gls_type_style_get_chip (&color, (mode & 1) != 0, high, &chip);
        g_assert_cmpfloat (gls_contrast_get (&chip.letters, &chip.ground), >=, high ? GLS_CONTRAST_TEXT_HIGH : GLS_CONTRAST_TEXT);
        g_assert_cmpfloat (gls_contrast_get (&chip.armed_letters, &chip.armed), >=, GLS_CONTRAST_MARK);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contrast/palette", test_palette);
  g_test_add_func ("/contrast/make", test_make);
  g_test_add_func ("/contrast/chip", test_chip);
  return g_test_run ();
}
