/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of figures as SVG, from arrays. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "gls-picture.h"

#define CELL    44    /* pixels, as all below */
#define LINE    16
#define LETTER  7     /* of the labels, about */
#define PLOT_W  560
#define PLOT_H  240

/* Tells them apart for colour-blind people too (Okabe and Ito 2008); dashes do for everybody. */
static const struct { const char *color, *dash; } styles[] = {
  { "#0072b2", "none" }, { "#d55e00", "7 3" }, { "#009e73", "2 3" }, { "#cc79a7", "9 3 2 3" }, { "#56b4e9", "4 4" }, { "#e69f00", "12 4" },
};

char *
gls_picture_escape (const char *text)
{
  return g_markup_escape_text (text, -1);
}

/* A number as SVG wants it, whatever the locale. */
static const char *
number (double value, int digits, char *buffer)
{
  char format[8];

  g_snprintf (format, sizeof format, "%%.%df", digits);
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value);
}

static guint
longest (const char * const *names)
{
  glong n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    n = MAX (n, g_utf8_strlen (names[i], -1));
  return CLAMP (n, 3, 30);
}

static void
put_text (GString *svg, double x, double y, const char *anchor, const char *extra, const char *text)
{
  g_autofree char *escaped = gls_picture_escape (text);
  char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (svg, "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n", number (x, 1, a), number (y, 1, b), anchor,
                          extra, escaped);
}

static void
begin (GString *svg, double width, double height, const char *title)
{
  g_autofree char *escaped = gls_picture_escape (title);

  g_string_append_printf (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
                          "font-family=\"sans-serif\" font-size=\"12\" fill=\"#1c1c1c\">\n<title>%s</title>\n",
                          (int) ceil (width), (int) ceil (height), (int) ceil (width), (int) ceil (height), escaped);
}

static void
put_cell (GString *svg, double x, double y, double value, double full, int digits)
{
  double share = isnan (value) || full <= 0 ? 0 : CLAMP (value / full, 0, 1);
  char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE], c[G_ASCII_DTOSTR_BUF_SIZE];
  /* From white to a blue on which white reads (8:1). */
  int red = (int) (255 - share * 235), green = (int) (255 - share * 175), blue = (int) (255 - share * 110);

  g_string_append_printf (svg, "<rect x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\" fill=\"#%02x%02x%02x\" stroke=\"#8a8a8a\"/>\n",
                          number (x, 1, a), number (y, 1, b), CELL, CELL, red, green, blue);
  put_text (svg, x + CELL / 2.0, y + CELL / 2.0 + 4, "middle", share > 0.55 ? " fill=\"#ffffff\"" : "",
            isnan (value) ? "–" : number (value, digits, c));
}

char *
gls_picture_heat_map (const char *title, const char * const *rows, const char * const *columns, const double *values, double full,
                      int digits)
{
  GString *svg = g_string_new (NULL);
  guint n_rows = g_strv_length ((char **) rows), n_columns = g_strv_length ((char **) columns);
  double left = longest (rows) * LETTER + 10, top = longest (columns) * LETTER * 0.75 + 20;
  /* Labels of columns slant to the right. */
  double width = left + n_columns * CELL + longest (columns) * LETTER * 0.75 + 10;

  begin (svg, width, top + n_rows * CELL + 4, title);
  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *turn = g_strdup_printf (" transform=\"rotate(-45 %d %d)\"", (int) (left + c * CELL + CELL / 2.0), (int) (top - 6));

      put_text (svg, (int) (left + c * CELL + CELL / 2.0), (int) (top - 6), "start", turn, columns[c]);
    }
  for (guint r = 0; r < n_rows; r++)
    {
      put_text (svg, left - 8, top + r * CELL + CELL / 2.0 + 4, "end", "", rows[r]);
      for (guint c = 0; c < n_columns; c++)
        put_cell (svg, left + c * CELL, top + r * CELL, values[r * n_columns + c], full, digits);
    }
  g_string_append (svg, "</svg>\n");
  return g_string_free (svg, FALSE);
}

static double
y_of (double value, double low)
{
  return 20 + PLOT_H * (1 - (CLAMP (value, low, 1) - low) / (1 - low));
}

static void
put_line (GString *svg, const double *values, guint n, double left, double low, guint style)
{
  double step = n > 1 ? (double) PLOT_W / (n - 1) : 0;
  g_autoptr (GString) points = g_string_new (NULL);
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE], label[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        g_string_append_printf (points, "%s,%s ", number (left + i * step, 1, x), number (y_of (values[i], low), 1, y));
        g_string_append_printf (svg, "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"><title>%s</title></circle>\n", x, y,
                                styles[style].color, number (values[i], 3, label));
      }
  g_string_append_printf (svg, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n",
                          points->str, styles[style].color, styles[style].dash);
}

char *
gls_picture_lines (const char *title, const char * const *names, const char * const *steps, const double *values, double low)
{
  GString *svg = g_string_new (NULL);
  guint n_names = g_strv_length ((char **) names), n_steps = g_strv_length ((char **) steps);
  double left = 46, step = n_steps > 1 ? (double) PLOT_W / (n_steps - 1) : 0;
  char mark[G_ASCII_DTOSTR_BUF_SIZE], at[G_ASCII_DTOSTR_BUF_SIZE];

  begin (svg, left + PLOT_W + 40, PLOT_H + 56 + n_names * LINE, title);
  for (int i = 0; i <= 4; i++)
    {
      double value = low + (1 - low) * i / 4;

      number (y_of (value, low), 1, at);
      g_string_append_printf (svg, "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"#c8c8c8\"/>\n", (int) left, (int) left + PLOT_W, at, at);
      put_text (svg, left - 6, y_of (value, low) + 4, "end", "", number (value, 2, mark));
    }
  for (guint i = 0; i < n_steps; i += MAX (1, n_steps / 8))
    put_text (svg, left + i * step, PLOT_H + 40, "middle", "", steps[i]);
  for (guint i = 0; i < n_names; i++)
    {
      guint style = i % G_N_ELEMENTS (styles);
      int y = PLOT_H + 56 + (int) i * LINE;

      put_line (svg, values + (gsize) i * n_steps, n_steps, left, low, style);
      g_string_append_printf (svg, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n",
                              (int) left, (int) left + 34, y - 4, y - 4, styles[style].color, styles[style].dash);
      put_text (svg, left + 42, y, "start", "", names[i]);
    }
  g_string_append (svg, "</svg>\n");
  return g_string_free (svg, FALSE);
}
