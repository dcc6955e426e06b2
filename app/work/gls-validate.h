/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs validators over sets of a project and gathers what they find. Synchronous; nothing is written but waivers. */
#pragma once

#include <gls-project.h>

#include "gls-checker.h"

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
  GPtrArray *findings;   /* GlsFinding by severity, document, place */
  GPtrArray *failures;   /* char *: "PLUGIN: KEY: why" */
  GPtrArray *lost;       /* char *: "PLUGIN: why": validators that could not finish */
  guint      n_plugins;
  guint      errors, warnings, notes;   /* open ones */
  guint      waived;
} GlsValidateReport;

void gls_validate_report_free (GlsValidateReport *report);
/* NULL: nothing could begin, or it was cancelled. */
GlsValidateReport *gls_validate (GlsProject *project, const GlsValidateOptions *options, GCancellable *cancellable, GError **error);

/* The waiver of @finding that @person makes. */
void     gls_change_waive_finding (GlsChange *change, const GlsFinding *finding, const char *person, const char *note);
/* Waives (or, with @open, opens again) the one finding of @report whose id begins with @id. One step of undo. */
gboolean gls_waive (GlsProject *project, const GlsValidateReport *report, const char *id, const char *person, const char *note,
                    gboolean open, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsValidateReport, gls_validate_report_free)

G_END_DECLS
