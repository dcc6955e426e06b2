/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What uses a definition of the codebook, what becomes of that when a type is retired, and a codebook's edits as one action. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef struct {
  char *set;
  guint n;
} GlsUsageShare;

typedef struct {
  guint      total;   /* annotations, those of plugins too */
  GPtrArray *shares;  /* GlsUsageShare by name */
} GlsUsage;

GlsUsage   *gls_usage_new  (void);
void        gls_usage_free (GlsUsage *usage);
/* Counts @n more of @set. */
void        gls_usage_add  (GlsUsage *usage, const char *set, guint n);

/* How many annotations each type has: GlsId to GUINT_TO_POINTER. */
GHashTable *gls_project_count_types (GlsProject *project, GError **error);
/* The annotations that use a type, attribute, role or relation type (@kind). @value (nullable): only those whose
 * attribute has this value, canonical JSON. */
GlsUsage   *gls_project_count_usage (GlsProject *project, GlsRecordKind kind, const GlsId *definition, const char *value,
                                     GError **error);

typedef enum { GLS_RETIRE_KEEP, GLS_RETIRE_DELETE, GLS_RETIRE_CHANGE } GlsRetireMode;

/* Retires @type in @person's name, and deletes everybody's annotations of it or makes them @to's; one step to undo.
 * @n (nullable) gets how many annotations were changed. */
gboolean    gls_project_retire_type (GlsProject *project, const char *person, const GlsId *type, GlsRetireMode mode,
                                     const GlsId *to, guint *n, GError **error);

/* Into @change goes only what @after says otherwise than @before; where somebody else has edited another field meanwhile,
 * both stand. */
void        gls_change_put_difference (GlsChange *change, const GlsCodebook *before, const GlsCodebook *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsUsage, gls_usage_free)

G_END_DECLS
