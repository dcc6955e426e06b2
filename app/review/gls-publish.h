/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in gold, in a form that two states can be compared by. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

/* A line an annotation of gold by document and place: id, hash of all it says, document's key, type, words; tabs between.
 * @n_documents (out): that have any. */
char *gls_publish_list    (GlsProject *project, guint *n_documents, guint *n_annotations, GError **error);

typedef struct {
  guint added, removed, changed;
} GlsPublishReport;

/* What @after has otherwise than @before (nullable: nothing), a line each for people, by document; appends to @out. */
void  gls_publish_compare (const char *before, const char *after, GString *out, GlsPublishReport *report);

G_END_DECLS
