/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change of many annotations or places at once: what it will do is known before it is done. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef enum { GLS_BULK_LABEL, GLS_BULK_RETYPE, GLS_BULK_DELETE } GlsBulkKind;

typedef struct {
  GlsId   document;
  GlsId   annotation;   /* RETYPE, DELETE */
  guint32 start, end;   /* LABEL */
} GlsBulkItem;

typedef struct {
  GlsChange *change;
  guint      n;           /* annotations that will be made, changed or deleted */
  guint      documents;   /* in so many documents */
  guint      others;      /* left as they are: another's, or a suggestion */
  guint      same;        /* left as they are: they are so already */
} GlsBulk;

void     gls_bulk_clear (GlsBulk *bulk);
/* Collects the change without making it. Only what is in @person's own set is touched. @items: those of one document side by
 * side. @type: what LABEL and RETYPE give; it must be in the codebook. */
gboolean gls_project_prepare_bulk (GlsProject *project, GlsBulkKind kind, const GlsBulkItem *items, guint n_items,
                                   const char *type, const char *person, GlsBulk *bulk, GError **error);

G_END_DECLS
