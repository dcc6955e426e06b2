/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project as a team lead sees it: the work of several people, document by document. Synchronous; any one thread. */
#pragma once

#include <gio/gio.h>

#include "gls-settle.h"

G_BEGIN_DECLS

typedef struct {
  char       **people;      /* NULL-ended; NULL: everybody who has annotations */
  const char  *type;        /* only this type; NULL: all */
  const char  *document;    /* only this key; NULL: all */
  gboolean     no_documents;/* the caller knows which it wants */
} GlsReviewQuery;

typedef struct {
  GlsProject  *project;
  GlsCodebook *codebook;
  char       **people;      /* NULL-ended */
  const char  *type;
  GHashTable  *entity_names;/* GlsId to name */
  GHashTable  *same_entity;
  GArray      *documents;   /* GlsId, by key */
  guint        n_alone;     /* documents passed by, on which fewer than two people worked */
} GlsReview;

/* NULL: GLS_ERROR_NOT_FOUND names a person, type or document that the project does not have. */
GlsReview *gls_review_new   (GlsProject *project, const GlsReviewQuery *query, GError **error);
void       gls_review_free  (GlsReview *review);

/* The document with the people's marks and gold; with @changed as each person's work stood when it was done and whether it is otherwise
 * now, without as it is now. Transfer full. */
GlsDocument *gls_review_read    (GlsReview *review, const GlsId *document, gboolean *changed, GError **error);
/* Its marks side by side; any thread. Transfer full. */
GlsAligned  *gls_review_align   (GlsReview *review, GlsDocument *loaded);

/* One document with its decisions. Transfer full. @decisions may be NULL where they are not wanted. */
GlsAligned  *gls_review_load    (GlsReview *review, const GlsId *document, GPtrArray **decisions, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsReview, gls_review_free)

G_END_DECLS
