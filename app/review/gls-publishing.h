/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishing gold: a number in the project, and a folder with all that is needed to read it. Synchronous; any one thread. */
#pragma once

#include <gio/gio.h>
#include <gls-publications.h>

#include "gls-publish.h"

G_BEGIN_DECLS

typedef struct {
  const char      *name;         /* what the project is called in the report */
  const char      *folder;       /* to be made; must not be there */
  GlsPublication  *publication;  /* @by and @note are given, the rest is filled */
  guint            n_documents, n_annotations;
  GlsPublishReport report;       /* since the publication before */
} GlsPublishing;

/* Writes gold.jsonl, codebook.json, agreement.html, changes.tsv, publication.json, then gives the number. */
gboolean gls_publishing_run       (GlsPublishing *publishing, GlsProject *project, GCancellable *cancellable, GError **error);
/* What publication.json says: one JSON object; appends. */
void     gls_publishing_summarize (const GlsPublishing *publishing, GlsProject *project, GString *out);

G_END_DECLS
