/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back the copies that were given: first dry, and every record told of. Synchronous; any one thread. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

/* Merges the copy at @path; nothing is taken, and no backup made, of one that changes nothing, or when @dry_run. *@taken: whether
 * something was. @rows gets a GlsMergeRow a record. */
gboolean    gls_collect_file     (GlsProject *project, const char *path, gboolean dry_run, GlsOpenFlags flags, GlsMergeReport *report,
                                  GPtrArray *rows, gboolean *taken, GError **error);

/* What became of a record, and of what kind it is; untranslated, marked for translation. */
const char *gls_collect_outcome  (const GlsMergeRow *row);
const char *gls_collect_kind     (const GlsMergeRow *row);
/* Why, as a sentence's end; "" where there is nothing to say. Transfer full. */
char       *gls_collect_dup_why  (const GlsMergeRow *row);

G_END_DECLS
