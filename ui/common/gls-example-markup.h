/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An example of a codebook as people read it. */
#pragma once

#include <gls-codebook.h>

G_BEGIN_DECLS

/* Pango markup: the sentence with its marked words bold and underlined, "Not:" before a counter-example, the reason behind. */
char *gls_example_to_markup (const GlsExample *example);

G_END_DECLS
