/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people thought of a plugin's suggestions, as figures: of those judged how many stood, and how many marks people made where it
 * proposed nothing. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef struct {
  char *plugin;      /* id */
  char *type;        /* NULL: all types together */
  guint open;        /* suggestions that stand and nobody judged */
  guint accepted;    /* as they were */
  guint corrected;   /* accepted, and then changed in type, place or an attribute */
  guint rejected;
  guint missed;      /* see gls_acceptance_recall() */
} GlsAcceptanceFigures;

typedef struct {
  GPtrArray *rows;       /* GlsAcceptanceFigures by plugin, all types together first */
  guint      documents;  /* that a person declared done: what was missed is counted there alone */
} GlsAcceptanceReport;

/* Of the judgements, the share that accepted, corrected ones too. NAN where nothing was judged. */
double gls_acceptance_precision (const GlsAcceptanceFigures *acceptance);
/* The share of these that were accepted as they were. */
double gls_acceptance_exact     (const GlsAcceptanceFigures *acceptance);
/**
 * gls_acceptance_recall:
 *
 * Estimated: (accepted + corrected) / (accepted + corrected + missed). Missed is what a person marked without the plugin: an annotation
 * of one of the plugin's types, in a document which that person declared done and which the plugin has looked at, that shares no
 * character with any suggestion of the plugin of its type, judged or open. It is an estimate because people see the suggestions while
 * they mark, so that what neither saw is in no figure; where it matters, let somebody mark a sample without suggestions and use
 * gls_evaluate(). The plugin has looked at a document when it proposed something there, or has run over the whole project since.
 *
 * Returns: %NAN where no document is done or nothing was judged
 */
double gls_acceptance_recall    (const GlsAcceptanceFigures *acceptance);

/* @plugin, @person: NULL for all. */
GlsAcceptanceReport *gls_acceptance      (GlsProject *project, const char *plugin, const char *person, GError **error);
void                 gls_acceptance_report_free (GlsAcceptanceReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAcceptanceReport, gls_acceptance_report_free)

G_END_DECLS
