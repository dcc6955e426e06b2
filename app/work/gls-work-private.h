/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs of every kind share: the project's side of a contract, and which documents and plugins are meant. Only app/work includes it. */
#pragma once

#include <gls-contract.h>
#include <gls-plugin-choices.h>
#include <gls-project.h>
#include <gls-registry.h>

G_BEGIN_DECLS

typedef struct {
  GlsProject       *project;
  GlsCodebook      *codebook;
  GPtrArray        *entities;
  GlsDocumentTable *table;
  GArray           *rows;       /* guint: rows of the table that are wanted */
  GPtrArray        *choices;    /* GlsPluginChoice: the project's own settings of plugins */
} GlsWork;

gboolean     gls_work_init             (GlsWork *work, GlsProject *project, GError **error);
void         gls_work_clear            (GlsWork *work);
/* @keys NULL: all documents. */
gboolean     gls_work_choose_documents (GlsWork *work, const char * const *keys, GError **error);
/* The wanted row *@next with text and annotations of @sets (NULL: all), under its shown key; *@next moves on. NULL without an error: no more. */
GlsDocument *gls_work_load_document    (GlsWork *work, guint *next, const char * const *sets, GError **error);
/* With the person's settings and mapping of types, for this project. */
GlsContract *gls_work_contract         (GlsWork *work, GlsManifest *manifest, GlsPluginKind kind);
/* GlsManifest in the order to run; @ids NULL or empty: every enabled one of @kind. */
GPtrArray   *gls_work_choose_plugins   (const char * const *ids, GlsPluginKind kind, GError **error);
/* Was what the plugin asks for granted? */
gboolean     gls_work_check_grant      (const GlsManifest *manifest, GError **error);
/* Notes *@error (or that there is none) as what the plugin's last run came to. */
void         gls_work_note_failure     (const GlsManifest *manifest, GError **error);

G_END_DECLS
