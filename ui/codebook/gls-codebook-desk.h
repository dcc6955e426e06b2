/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook on the editor's desk: a working copy that every pane changes and commits, and how much is used. Main thread. */
#pragma once

#include <gls-codebook-edit.h>
#include <gls-usage.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_CODEBOOK_DESK (gls_codebook_desk_get_type ())
G_DECLARE_FINAL_TYPE (GlsCodebookDesk, gls_codebook_desk, GLS, CODEBOOK_DESK, GObject)

/* Signals
 *   "edited" ()     this editor has committed
 *   "replaced" (GlsCodebook *old)   the working copy is another: undo, another window, another person; every pointer into
 *                   it is gone
 *   "counted" ()    the numbers of annotations are new */

GlsCodebookDesk *gls_codebook_desk_new         (GlsSession *session);
GlsSession      *gls_codebook_desk_get_session (GlsCodebookDesk *self);
/* Change it, then commit. Keep ids, not pointers: see "replaced". */
GlsCodebook     *gls_codebook_desk_get         (GlsCodebookDesk *self);
GlsTypeDef      *gls_codebook_desk_get_type_def (GlsCodebookDesk *self, const GlsId *id);
/* What was changed since the last commit becomes one action in the person's name. */
void             gls_codebook_desk_commit      (GlsCodebookDesk *self);
/* GlsCodebookProblem of the working copy; borrowed. */
GPtrArray       *gls_codebook_desk_get_problems (GlsCodebookDesk *self);
/* The first problems about @id (a type, relation, attribute or role), a line each; NULL: none. Transfer full. */
char            *gls_codebook_desk_dup_problems (GlsCodebookDesk *self, const GlsId *id);
/* Annotations of a type, as last counted. */
guint            gls_codebook_desk_count       (GlsCodebookDesk *self, const GlsId *type);

/* Counts the annotations that use a definition, as gls_project_count_usage(), without waiting. */
void             gls_codebook_desk_count_async (GlsCodebookDesk *self, GlsRecordKind kind, const GlsId *definition,
                                                const char *value, GAsyncReadyCallback callback, gpointer user_data);
/* NULL: it cannot be counted, which the person has been told. */
GlsUsage        *gls_codebook_desk_count_finish (GlsCodebookDesk *self, GAsyncResult *result);
/* As gls_project_retire_type(), in the person's name; a message tells what was done. */
void             gls_codebook_desk_retire      (GlsCodebookDesk *self, const GlsId *type, GlsRetireMode mode, const GlsId *to);

G_END_DECLS
