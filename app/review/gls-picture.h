/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of figures as SVG: a heat map, and lines over time. They know no project. Every cell and point says its number, so
 * that nothing depends on colour. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One <svg> of rows × columns squares. @values: row after row, NAN is drawn as "–"; from 0 (or below), pale, to @full, dark.
 * @digits: behind the point. @title: for screen readers. */
char *gls_picture_heat_map (const char *title, const char * const *rows, const char * const *columns, const double *values,
                            double full, int digits);
/* One <svg> with a line for each of @names through its @n_steps values (NAN: no point), from @low to 1. @steps: below the points. */
char *gls_picture_lines    (const char *title, const char * const *names, const char * const *steps, const double *values, double low);

/* @text for XML and HTML, attributes too. */
char *gls_picture_escape   (const char *text);

G_END_DECLS
