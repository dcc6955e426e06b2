/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attribute of an annotation with the editor of its kind. It knows no document: it tells what was chosen or typed. */
#pragma once

#include <adwaita.h>
#include <gls-codebook.h>

G_BEGIN_DECLS

#define GLS_TYPE_VALUE_ROW (gls_value_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsValueRow, gls_value_row, GLS, VALUE_ROW, AdwBin)

/* Signals
 *   "changed" (const char *json)   what the attribute is from now on, checked; NULL: nothing */

/* @def is copied as far as needed. */
GtkWidget  *gls_value_row_new       (const GlsAttributeDef *def);
const char *gls_value_row_get_name  (GlsValueRow *self);
/* @json: nullable. @words: what is marked, whose reading is proposed; @published: nullable. What is being typed stays. */
void        gls_value_row_show      (GlsValueRow *self, const char *json, const char *words, const char *published,
                                         gboolean editable);
/* Tells what is being typed, if it is a value. */
void        gls_value_row_flush     (GlsValueRow *self);
/* The text that is no value, transfer full, with what is wrong with it; NULL: everything typed is one. */
char       *gls_value_row_dup_wrong (GlsValueRow *self, GError **error);
/* Puts @text into the field as if it were being typed. */
void        gls_value_row_set_typed (GlsValueRow *self, const char *text);

G_END_DECLS
