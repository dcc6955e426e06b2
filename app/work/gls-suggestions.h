/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin's new suggestions against those that stand: writes the differences, in batches. Only app/work includes it. */
#pragma once

#include <gls-runs.h>

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
  const GlsRun *run;       /* goes into the file with the first suggestion, so that a run that is killed can be taken back */
  gboolean     written;    /* something was committed */
  gboolean     dry_run;
  GlsChange   *change;     /* the batch */
  guint        units;
  double       most;       /* units that take 25 ms */
} GlsSuggestionWriter;

void     gls_suggestion_writer_init  (GlsSuggestionWriter *writer, GlsProject *project, GlsCodebook *codebook, const char *by,
                                      const char *detail, const GlsRun *run, gboolean dry_run);
/* @standing and @proposed: GlsAnnotation. Runs of unchanged ones stay as they were written. */
gboolean gls_suggestion_writer_put   (GlsSuggestionWriter *writer, const GlsId *document, GPtrArray *standing, GPtrArray *proposed,
                                      GlsSuggestionCounts *counts, GError **error);
gboolean gls_suggestion_writer_flush (GlsSuggestionWriter *writer, GError **error);
/* Flushes and writes how the run ended. One that changed nothing is noted without becoming a step of undo. */
gboolean gls_suggestion_writer_end   (GlsSuggestionWriter *writer, GError **error);
void     gls_suggestion_writer_clear (GlsSuggestionWriter *writer);

G_END_DECLS
