/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gold edited by hand, as any set is: each edit becomes a decision, so that it stands when others settle around it. */
#pragma once

#include "gls-review.h"

G_BEGIN_DECLS

/* Commits @change, which may alter gold in @document, and with it, as one step, the decisions that say what was altered, by whom and
 * why. Where annotators have the same mark the decision is on their marks; where all missed it, on gold's own. */
gboolean gls_gold_commit (GlsProject *project, GlsChange *change, const GlsId *document, const char *by, GlsReason reason,
                          const char *note, GError **error);

G_END_DECLS
