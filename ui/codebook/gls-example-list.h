/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A type's examples: sentence, the words marked in it or none for a counter-example, and why. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

#define GLS_TYPE_EXAMPLE_LIST (gls_example_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsExampleList, gls_example_list, GLS, EXAMPLE_LIST, GtkBox)

/* Commits by itself. */
GtkWidget *gls_example_list_new (GlsCodebookDesk *desk, const GlsId *type);

G_END_DECLS
