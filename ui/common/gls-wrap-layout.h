/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out in lines as wide as there is room; the last child takes what is left of its line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GLS_TYPE_WRAP_LAYOUT (gls_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (GlsWrapLayout, gls_wrap_layout, GLS, WRAP_LAYOUT, GtkLayoutManager)

/* @spacing: pixels between children and between lines. */
GtkLayoutManager *gls_wrap_layout_new (int spacing);

G_END_DECLS
