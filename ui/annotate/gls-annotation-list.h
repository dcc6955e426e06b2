/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open document's annotations as rows, several of which can be selected. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ANNOTATION_LIST (gls_annotation_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsAnnotationList, gls_annotation_list, GLS, ANNOTATION_LIST, AdwBin)

/* Signal "selection-changed" (): a person changed it. */

void    gls_annotation_list_set_document (GlsAnnotationList *self, GlsOpenDocument *document, GlsCodebook *codebook);
/* Takes the document's spans anew; what is selected stays. */
void    gls_annotation_list_refresh      (GlsAnnotationList *self, GlsCodebook *codebook);
/* No signal; the first one is brought into sight. */
void    gls_annotation_list_select       (GlsAnnotationList *self, const GlsId *ids, guint n);
/* Shows the field for words of annotations and goes there. */
void    gls_annotation_list_focus_filter (GlsAnnotationList *self);
/* GArray of GlsId in the order of the rows; transfer full. */
GArray *gls_annotation_list_get_selected (GlsAnnotationList *self);

G_END_DECLS
