/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs extractors over documents of a project and keeps what they propose. Synchronous: for the command line, and for a thread of
 * the store. It knows plugins only through app/plugin, and SQL not at all. */
#pragma once

#include <gls-plugin-session.h>
#include <gls-project.h>
#include <gls-registry.h>

G_BEGIN_DECLS

typedef struct {
  const char * const *plugins;    /* ids or folders, NULL-ended; NULL: every enabled extractor */
  const char * const *documents;  /* keys, NULL-ended; NULL: all */
  const char *by;                 /* whose run it is: who can undo it */
  gboolean    dry_run;            /* nothing is written */
  gboolean    no_limits;          /* no time and memory limits: for a debugger */
  guint32     focus_start, focus_end;  /* only what lies here (code points), with one document; equal: everything */
  gboolean    first_claim;        /* of the focus only its first claim, with all that lies in it */
  void      (*progress) (gpointer data, const char *plugin, const GlsPluginProgress *progress);
  void      (*log)      (gpointer data, const char *plugin, const char *line);
  /* Each proposal, in a dry run too. */
  void      (*proposal) (gpointer data, const char *key, const GlsAnnotation *annotation, const GlsText *text);
  gpointer    data;
} GlsExtractOptions;

/* What one plugin's run did. */
typedef struct {
  char      *plugin;      /* id */
  char      *version;
  char      *run;
  guint      documents, skipped, failed;
  guint      proposed;    /* in all */
  guint      added, removed, changed, moved, same;   /* against what stood; a moved one is neither added nor removed */
  guint      left_out;    /* of types that are left out */
  guint64    characters;
  double     seconds;
  GPtrArray *reports;     /* char *: sentences on what was left out, and why documents were skipped */
  GPtrArray *failures;    /* char *: "KEY: why", at most 1,000 */
  char      *lost;        /* why the plugin ended before its time; NULL: it did not */
} GlsExtractReport;

void       gls_extract_report_free (GlsExtractReport *report);
/* GlsExtractReport a plugin, in the order they ran. NULL only when nothing could begin; what failed is in the reports. After a
 * cancellation the error is set too, and what was committed stays (one step of undo a plugin). */
GPtrArray *gls_extract (GlsProject *project, const GlsExtractOptions *options, GCancellable *cancellable, GError **error);

G_END_DECLS
