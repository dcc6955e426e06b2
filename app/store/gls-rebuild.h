/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of rebuilding that merge and check share; each runs inside the caller's transaction. */
#pragma once

#include "gls-journal.h"

G_BEGIN_DECLS

gboolean gls_rebuild_undone      (GlsProject *project, GError **error);
gboolean gls_rebuild_projections (GlsProject *project, GError **error);
/* The clock and the epoch, after history was rewritten. */
gboolean gls_rebuild_finish      (GlsProject *project, GError **error);

/* What all entries of an action and the action itself add up to, by the action's local key; guint64 boxed as hash values. */
GHashTable *gls_journal_sum_all  (GlsProject *project, GError **error);

G_END_DECLS
