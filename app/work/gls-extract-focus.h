/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at a part of a document: extractors see all of it and each other's finds, the project gets only what touches that part. Only
 * app/work includes it. */
#pragma once

#include <gls-codebook.h>
#include <gls-document.h>

G_BEGIN_DECLS

/* Adds copies of those of @found that one of @sets gave and that @document does not have. @found: GlsAnnotation. */
void       gls_focus_lend   (GPtrArray *found, const char * const *sets, GlsDocument *document);
/* Of @found, those that touch [@start, @end) and what these point to, however far away: GlsAnnotation, borrowed. */
GPtrArray *gls_focus_choose (GPtrArray *found, guint32 start, guint32 end);
/* Narrows to the first claim that begins there; FALSE when there is none. */
gboolean   gls_focus_find_claim (GPtrArray *found, GlsCodebook *codebook, guint32 *start, guint32 *end);

G_END_DECLS
