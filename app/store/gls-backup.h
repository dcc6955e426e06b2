/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automatic backups in the user's data folder: the last 5 daily, 4 weekly and the one before each migration and merge, at
 * most 2 GB a project. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

/* @reason: "migration", "merge" or "daily". "daily" does nothing when today's is there. Old ones are removed. */
gboolean   gls_backup_make (GlsProject *project, const char *reason, GError **error);
/* char * paths, newest first, for the project with this id. */
GPtrArray *gls_backup_list (const GlsId *project);
/* Of the file at @path, which may be damaged; NULL when none is known. */
char      *gls_backup_find_newest (const char *path);
/* The newest in which a check finds nothing. */
char      *gls_backup_find_sound (const char *path);

G_END_DECLS
