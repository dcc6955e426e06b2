/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quantity part by part: modifier, lowest, highest, measure, each. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_QUANTITY_FIELDS (gls_quantity_fields_get_type ())
G_DECLARE_FINAL_TYPE (GlsQuantityFields, gls_quantity_fields, GLS, QUANTITY_FIELDS, AdwBin)

/* Signals
 *   "changed" (const char *json)   a valid quantity */

GtkWidget *gls_quantity_fields_new  (void);
/* @json: nullable. */
void       gls_quantity_fields_show (GlsQuantityFields *self, const char *json);

G_END_DECLS
