/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates that follow from the day of publication. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

/* Puts into @change the dates of @document's annotations that were read from words against @before (EDTF, nullable) and mean
 * another day now that @published is known. Dates that somebody corrected stay. Returns how many there are, -1 with @error. */
int gls_project_resolve_dates (GlsProject *project, GlsChange *change, const GlsId *document, const char *before,
                               const char *published, GError **error);

G_END_DECLS
