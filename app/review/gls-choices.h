/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a role, a relation or a mention could be decided on that no version says: what the document and the project have. */
#pragma once

#include "gls-review.h"

G_BEGIN_DECLS

/* Pairs of what people read and what it is in gls-edit.h's form, NULL-ended; empty for the other kinds. @people as in GlsReviewQuery. */
char **gls_list_choices (GlsProject *project, char **people, const GlsId *document, GlsCaseKind kind, const char *type, const char *field,
                         GError **error);

G_END_DECLS
