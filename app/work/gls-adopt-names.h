/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives what was imported the names of the project's codebook again, where a format could not hold them. */
#pragma once

#include <gls-contract.h>

G_BEGIN_DECLS

/* "part_of" becomes the codebook's "part of": a name that the codebook has not, while exactly one of its names is written so where
 * everything but letters, digits and hyphens is "_". Types, attributes, choices, roles and relations. */
void gls_adopt_names (GlsImported *imported, const GlsCodebook *codebook);

G_END_DECLS
