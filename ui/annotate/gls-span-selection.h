/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a span model are selected. GTK's own model makes an object for each of them, here tens of thousands at once. */
#pragma once

#include <gtk/gtk.h>

#include "gls-span-model.h"

G_BEGIN_DECLS

#define GLS_TYPE_SPAN_SELECTION (gls_span_selection_get_type ())
G_DECLARE_FINAL_TYPE (GlsSpanSelection, gls_span_selection, GLS, SPAN_SELECTION, GObject)

/* A GtkSelectionModel over @model; rows that come are not selected. */
GlsSpanSelection *gls_span_selection_new (GlsSpanModel *model);

G_END_DECLS
