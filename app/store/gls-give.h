/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a project for one person to work on apart, which gls_project_merge() takes back. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef struct {
  GHashTable *documents;    /* set of GlsId: those that the person gets */
  const char *person;       /* whose set goes along */
  gboolean    suggestions;  /* what plugins propose goes along */
  gboolean    gold;         /* the gold set and its decisions go along */
} GlsGiving;

typedef struct {
  guint documents, annotations, suggestions;
} GlsGivingReport;

/* The person has a status for each of the documents from now on, which is how the project knows who works on what. */
void     gls_change_assign  (GlsChange *change, GlsProject *project, const char *person, GHashTable *documents);
/* Refuses a path that exists (GLS_ERROR_EXISTS). The project stays as it is; on failure no file is left behind. */
gboolean gls_project_give   (GlsProject *project, const GlsGiving *giving, const char *path, GlsGivingReport *report,
                             GError **error);

G_END_DECLS
