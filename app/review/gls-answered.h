/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was decided about one annotation, for the person who made it. Synchronous; any one thread. */
#pragma once

#include "gls-cases.h"
#include "gls-review.h"

G_BEGIN_DECLS

/* The cases about @annotation that were decided, also those that are open again: GlsCase, owned, as of its document now; mostly
 * none. @person gets who made it, as versions count people. */
GPtrArray *gls_list_answered (GlsProject *project, const GlsId *document, const GlsId *annotation, guint *person, GError **error);

G_END_DECLS
