/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares from 0 to 1 as lines over steps of time, each with its name at its end. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @names: NULL-ended, a line each. @steps: NULL-ended, two at least. @values: line after line, as many as steps; NaN: none. */
GtkWidget *gls_time_chart_new (const char * const *names, const char * const *steps, const double *values);

G_END_DECLS
