/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project's codebook is when a file is to take its place. */
#pragma once

#include "gls-codebook.h"

G_BEGIN_DECLS

/* What @wanted says, with the ids of @before where names are the same, so that annotations keep their types, attributes and roles;
 * what @wanted lacks is retired. @report (nullable) gets a sentence (char *) for each difference. Transfer full. */
GlsCodebook *gls_codebook_become (const GlsCodebook *before, const GlsCodebook *wanted, GPtrArray *report);

G_END_DECLS
