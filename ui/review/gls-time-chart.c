/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws shares over time in the colour of the text; lines differ in their strokes. It must not know what the shares are of. */
#include "config.h"

#include <math.h>

#include "common/gls-compat.h"
#include "gls-time-chart.h"

#define HEIGHT 150
#define MARGIN 20

typedef struct {
  char  **names, **steps;
  double *values;
  guint   n_steps;
} Chart;

static void
chart_free (gpointer data)
{
  Chart *chart = data;

  g_strfreev (chart->names);
  g_strfreev (chart->steps);
  g_free (chart->values);
  g_free (chart);
}

/* @align: 0: @x is where the words begin, 1: where they end. */
static void
write_words (GtkWidget *area, cairo_t *cr, const char *words, double x, double y, double align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (area, words);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - align * width, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static double
place_step (guint step, guint n_steps, double left, double right)
{
  return left + (right - left) * step / (n_steps - 1);
}

/* Returns where its last point is; NaN: it has none. */
static double
draw_line (cairo_t *cr, const Chart *chart, guint line, double left, double right, double height)
{
  static const double dashes[][2] = { { 8, 0 }, { 6, 4 }, { 2, 3 } };
  double last = NAN;

  cairo_set_dash (cr, dashes[line % G_N_ELEMENTS (dashes)], 2, 0);
  for (guint i = 0; i < chart->n_steps; i++)
    {
      double value = chart->values[line * chart->n_steps + i];
      double x = place_step (i, chart->n_steps, left, right), y = MARGIN + (height - 2 * MARGIN) * (1 - value);

      if (isnan (value))
        continue;
      if (isnan (last))
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
      last = y;
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  return last;
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Chart *chart = data;
  double left = 28, right = width - 80.0, lowest = -1;
  GdkRGBA color;

  gls_widget_get_text_color (GTK_WIDGET (area), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  write_words (GTK_WIDGET (area), cr, "1", left - 8, MARGIN, 1);
  write_words (GTK_WIDGET (area), cr, "0", left - 8, height - MARGIN, 1);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, left, MARGIN);
  cairo_line_to (cr, left, height - MARGIN);
  cairo_line_to (cr, right, height - MARGIN);
  cairo_stroke (cr);
  write_words (GTK_WIDGET (area), cr, chart->steps[0], left, height - MARGIN / 2.0, 0);
  write_words (GTK_WIDGET (area), cr, chart->steps[chart->n_steps - 1], right, height - MARGIN / 2.0, 1);
  cairo_set_line_width (cr, 2);
  for (guint i = 0; chart->names[i] != NULL; i++)
    {
      double y = draw_line (cr, chart, i, left, right, height);

      if (isnan (y))
        continue;
      /* Names of lines that end in one place stand below each other. */
      if (lowest >= 0 && fabs (y - lowest) < 14)
        y = lowest + 14;
      lowest = y;
      write_words (GTK_WIDGET (area), cr, chart->names[i], right + 6, y, 0);
    }
}

static char *
describe (const Chart *chart)
{
  GString *words = g_string_new (NULL);

  for (guint line = 0; chart->names[line] != NULL; line++)
    for (guint i = 0; i < chart->n_steps; i++)
      if (!isnan (chart->values[line * chart->n_steps + i]))
        g_string_append_printf (words, "%s%s, %s: %.2f", words->len > 0 ? "; " : "", chart->names[line], chart->steps[i],
                                chart->values[line * chart->n_steps + i]);
  return g_string_free (words, FALSE);
}

GtkWidget *
gls_time_chart_new (const char * const *names, const char * const *steps, const double *values)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Chart *chart = g_new0 (Chart, 1);
  guint n_lines = g_strv_length ((char **) names);
  g_autofree char *words = NULL;

  chart->names = g_strdupv ((char **) names);
  chart->steps = g_strdupv ((char **) steps);
  chart->n_steps = g_strv_length (chart->steps);
  chart->values = g_memdup2 (values, sizeof *values * n_lines * chart->n_steps);
  words = describe (chart);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 280);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, chart, chart_free);
  gtk_widget_set_tooltip_text (area, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return area;
}
