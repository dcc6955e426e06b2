/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's entities, ready to be looked up and proposed, with how often each is mentioned. One a session; main thread. */
#pragma once

#include <gls-entity-match.h>
#include "gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_ENTITY_CATALOG (gls_entity_catalog_get_type ())
G_DECLARE_FINAL_TYPE (GlsEntityCatalog, gls_entity_catalog, GLS, ENTITY_CATALOG, GObject)

/* Signal "changed" (): entities, names or counts are others now. */

/* The session's own, made and read when it is asked for first; borrowed. */
GlsEntityCatalog *gls_entity_catalog_get   (GlsSession *session);
/* NULL while it is being read, or when there is no such entity (any more); valid until the next signal. */
const GlsEntity  *gls_entity_catalog_find  (GlsEntityCatalog *self, const GlsId *id);
/* A new one, known at once although it is on its way to the file. */
void              gls_entity_catalog_expect (GlsEntityCatalog *self, const GlsId *id, const char *kind, const char *name);
/* Mentions in the sets of all people and gold, as of the last reading; also of what is judged to be one with it. */
guint             gls_entity_catalog_count (GlsEntityCatalog *self, const GlsId *id);

/* As gls_entity_matcher_find(), off the main thread; entities that are judged to be one are proposed as one. The array holds a reference to what its entities live in. */
typedef struct {
  GlsEntityMatcher *matcher;
  GArray           *matches; /* GlsEntityMatch */
} GlsEntityProposals;

void                gls_entity_catalog_match_async  (GlsEntityCatalog *self, const char *words, const char *kind, gboolean typed,
                                                     guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                     gpointer user_data);
GlsEntityProposals *gls_entity_catalog_match_finish (GlsEntityCatalog *self, GAsyncResult *result, GError **error);
void                gls_entity_proposals_free       (GlsEntityProposals *proposals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsEntityProposals, gls_entity_proposals_free)

G_END_DECLS
