/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One role of the annotation that is selected: open, filled or not said, with what fills it. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_FILLING_ROW (gls_filling_row_get_type ())
G_DECLARE_FINAL_TYPE (GlsFillingRow, gls_filling_row, GLS, FILLING_ROW, AdwBin)

/* Signals
 *   "go-to" (const GlsId *id)   an annotation that fills it was chosen */

/* @number: the key that arms it, 0: none. */
GtkWidget  *gls_filling_row_new      (GlsOpenDocument *document, const GlsRoleDef *role, guint number);
const char *gls_filling_row_get_name (GlsFillingRow *self);
/* @entities: GlsId to name (char *). */
void        gls_filling_row_show     (GlsFillingRow *self, const GlsAnnotation *annotation, GHashTable *entities, gboolean armed,
                                   gboolean editable);
/* Puts the field for what is no mark under the role, or takes it away with NULL. */
void        gls_filling_row_set_field (GlsFillingRow *self, GtkWidget *field);

/* A chip with the words of an annotation, which activates "go-to" of the ancestor that has it; for lists of links. */
GtkWidget  *gls_mark_button_new   (GlsOpenDocument *document, const GlsSpan *span);

G_END_DECLS
