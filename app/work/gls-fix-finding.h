/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doing what a problem's fix says. It runs no validator. */
#pragma once

#include "gls-checker.h"

G_BEGIN_DECLS

/* Puts all edits of @fix into @change, or none: FALSE says which annotation is not as it was when @finding was made. */
gboolean gls_change_fix (GlsChange *change, GlsProject *project, const GlsFinding *finding, const GlsFix *fix,
                         const GlsCodebook *codebook, GError **error);

G_END_DECLS
