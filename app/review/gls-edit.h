/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decides in place of all versions, as text: for scripts, for the journal and for the window alike.
 *   boundary   "12-25" or "12-25,30-40"
 *   type       a type's name
 *   attribute  its value as canonical JSON; "" for none
 *   role       fillers, one a line: "to ID" (anybody's mark of the document), "entity ID", "author", "none", "value JSON"; "" for none
 *   relation   other ends, one a line: "to ID"; "" for none
 *   entity     an entity's id; "" for none */
#pragma once

#include "gls-cases.h"

G_BEGIN_DECLS

/* An annotation with that one field set, or NULL where @text is not of that form. Transfer full. */
GlsAnnotation *gls_edit_read  (GlsCaseKind kind, const char *field, const char *text);
/* Is it possible in this document? The error says why not. Transfer full: the same, canonical. */
char          *gls_edit_check (const GlsAligned *aligned, const GlsCodebook *codebook, const GlsCase *item, const char *text,
                               GError **error);
/* Its value as versions are compared. Transfer full. */
char          *gls_edit_value (const GlsAligned *aligned, const GlsCase *item, const char *text);

G_END_DECLS
