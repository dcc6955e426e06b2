/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One relation type, or the codebook itself, to be changed. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

/* Each commits by itself; make another when the desk says "replaced". */
GtkWidget *gls_relation_pane_new (GlsCodebookDesk *desk, const GlsId *relation);
GtkWidget *gls_codebook_pane_new (GlsCodebookDesk *desk);

G_END_DECLS
