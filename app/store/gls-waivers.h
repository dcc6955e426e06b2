/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers of problems in the project file. */
#pragma once

#include <gls-waiver.h>

#include "gls-project.h"

G_BEGIN_DECLS

/* One waiver a problem: a later one takes its place. @owner: the annotation of the project that it stays with, or NULL. */
void        gls_change_waive          (GlsChange *change, const GlsWaiver *waiver, const GlsId *owner);
/* The problem is open again. */
void        gls_change_take_waiver_back (GlsChange *change, const GlsId *problem);
/* Of @document (NULL: of the whole project): GlsId * of the problem to GlsWaiver *; the table owns both. */
GHashTable *gls_project_load_waivers  (GlsProject *project, const GlsId *document, GError **error);

G_END_DECLS
