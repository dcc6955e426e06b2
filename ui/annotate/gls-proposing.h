/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs extractors over an open project in the background. Main thread only; the work is done on another one, with a connection of its
 * own, so that what people do is saved meanwhile. */
#pragma once

#include "common/gls-session.h"

G_BEGIN_DECLS

typedef struct {
  const char * const *plugins;  /* ids; NULL: every enabled extractor */
  const char         *document; /* shown key; NULL: all */
  guint32             start, end; /* only what lies here; equal: everything */
  gboolean            first_claim; /* of that only the first claim */
} GlsProposingRequest;

typedef struct {
  guint proposed, added, removed, changed;
  guint documents, failed;      /* documents that were looked at; those that failed in some plugin */
  guint plugins;                /* that ran */
  guint steps;                  /* to undo: one a plugin that changed anything */
  char *left_out;               /* a sentence on what the codebook has no type for; NULL: nothing */
  char *lost;                   /* "figures: why", one a line: plugins that could not run; NULL: none */
  char *failures;               /* "figures: KEY: why", one a line: some of the documents that failed; NULL: none */
} GlsProposed;

void         gls_proposed_free (GlsProposed *proposed);

/* How far it is; all 0 before anything is known. @plugin: transfer full, nullable. */
typedef struct _GlsProposing GlsProposing;
/* What a plugin adds and drops is one step to undo; so is what it did before it was cancelled. */
GlsProposing *gls_proposing_start  (GlsSession *session, const GlsProposingRequest *request, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GlsProposed  *gls_proposing_finish (GAsyncResult *result, GError **error);
void          gls_proposing_ask    (GlsProposing *self, char **plugin, guint64 *done, guint64 *total, double *seconds);
void          gls_proposing_unref  (GlsProposing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsProposed, gls_proposed_free)

G_END_DECLS
