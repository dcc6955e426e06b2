/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all agree on: nobody is asked about it, but a team lead may look at it and decide otherwise. */
#pragma once

#include "gls-cases.h"

G_BEGIN_DECLS

/* Of each group that all who were asked have, and have the same, whether it is to be marked: GlsCase of one version, owned, by place. It
 * is settled only where somebody has decided on it. */
GPtrArray *gls_list_agreed (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions);

G_END_DECLS
