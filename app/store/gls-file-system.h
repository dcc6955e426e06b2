/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project file lies on, and who has it: network and FUSE file systems give one program at a time the file. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

/* Reads the first bytes: foreign, empty or cut-off files are told apart before SQLite touches them. */
gboolean gls_file_system_check_header (const char *path, GError **error);
/* On a local file system: nothing. Elsewhere takes NAME.lock beside the file, or says who has it. */
gboolean gls_file_system_lock   (GlsProject *project, GError **error);
void     gls_file_system_unlock (GlsProject *project);

G_END_DECLS
