/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin's new suggestions against those that stand: writes the differences, in batches. Only app/work includes it. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef struct {
  guint added, removed, changed, moved, same;
} GlsSuggestionCounts;

typedef struct {
  GlsProject  *project;
  GlsCodebook *codebook;
  const char  *by;         /* whose action */
  const char  *detail;     /* JSON: plugin, version, settings */
  GlsId        group;
  gboolean     dry_run;
  GlsChange   *change;     /* the batch */
  guint        units;
  double       most;       /* units that take 25 ms */
} GlsSuggestionWriter;

void     gls_suggestion_writer_init  (GlsSuggestionWriter *writer, GlsProject *project, GlsCodebook *codebook, const char *by,
                                      const char *detail, gboolean dry_run);
/* @standing and @proposed: GlsAnnotation. Runs of unchanged ones stay as they were written. */
gboolean gls_suggestion_writer_put   (GlsSuggestionWriter *writer, const GlsId *document, GPtrArray *standing, GPtrArray *proposed,
                                      GlsSuggestionCounts *counts, GError **error);
gboolean gls_suggestion_writer_flush (GlsSuggestionWriter *writer, GError **error);
void     gls_suggestion_writer_clear (GlsSuggestionWriter *writer);

G_END_DECLS
