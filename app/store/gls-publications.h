/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published states of gold in the project file. */
#pragma once

#include <gls-publication.h>

#include "gls-project.h"

G_BEGIN_DECLS

/* Its id follows from when, by whom and what was published: the same one is one, however it came in. */
void       gls_change_put_publication      (GlsChange *change, const GlsPublication *publication);
/* GlsPublication, owned, by number. */
GPtrArray *gls_project_load_publications   (GlsProject *project, GError **error);

G_END_DECLS
