/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs validators over sets of a project and gathers what they find. Synchronous; nothing is written. */
#pragma once

#include <gls-plugin-session.h>
#include <gls-project.h>

G_BEGIN_DECLS

typedef struct {
  const char * const *plugins;    /* ids or folders; NULL: every enabled validator */
  const char * const *documents;  /* keys; NULL: all */
  const char * const *sets;       /* NULL: every person's and gold */
  gboolean    no_limits;
  void      (*progress) (gpointer data, const char *plugin, const GlsPluginProgress *progress);
  void      (*log)      (gpointer data, const char *plugin, const char *line);
  gpointer    data;
} GlsValidateOptions;

typedef struct {
  GlsProblem *problem;
  char       *set;       /* whose annotations */
  char       *key;       /* of the document; NULL: of the whole project */
  guint32     start, end;/* where: the problem's own place, else what its first annotation covers */
} GlsFinding;

typedef struct {
  GPtrArray *findings;   /* GlsFinding by severity, document, place */
  GPtrArray *failures;   /* char *: "PLUGIN: KEY: why" */
  GPtrArray *lost;       /* char *: "PLUGIN: why": validators that could not finish */
  guint      n_plugins;
  guint      errors, warnings, notes;
} GlsValidateReport;

void gls_validate_report_free (GlsValidateReport *report);
/* NULL: nothing could begin, or it was cancelled. */
GlsValidateReport *gls_validate (GlsProject *project, const GlsValidateOptions *options, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsValidateReport, gls_validate_report_free)

G_END_DECLS
