/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's documents as one frozen snapshot that can be searched on any thread. */
#pragma once

#include <gio/gio.h>
#include <gls-project.h>

G_BEGIN_DECLS

typedef struct {
  /*< private >*/
  gatomicrefcount   ref_count;
  GlsDocumentTable *table;
  GStringChunk     *strings;
  const char      **folded;  /* a row's title, key and publisher, without case and accents */
  GHashTable       *by_id;
  /*< public >*/
  guint             n_rows;
  guint             n_status[3];
  guint64           n_mine;
} GlsCatalog;

/* Entries of a filtered list at or above this are headings: GLS_CATALOG_HEADING + status. */
#define GLS_CATALOG_HEADING (G_MAXUINT32 - 8)

/* Takes @table. Slow for many rows (folding): call it on a reader thread. */
GlsCatalog           *gls_catalog_new   (GlsDocumentTable *table);
GlsCatalog           *gls_catalog_ref   (GlsCatalog *catalog);
void                  gls_catalog_unref (GlsCatalog *catalog);
/* Borrowed from the catalog. */
const GlsDocumentRow *gls_catalog_get   (const GlsCatalog *catalog, guint index);
const GlsDocumentRow *gls_catalog_find  (const GlsCatalog *catalog, const GlsId *id);
const GlsDocumentRow *gls_catalog_find_key (const GlsCatalog *catalog, const char *key);
/* What a row is called: its title, else its key. */
const char           *gls_catalog_get_name (const GlsDocumentRow *row);
/* Indexes (guint32) of the rows that hold every word of @query (nullable), by status (in work, not begun, done), a
 * heading before each group. NULL when cancelled. */
GArray               *gls_catalog_filter (const GlsCatalog *catalog, const char *query, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsCatalog, gls_catalog_unref)

G_END_DECLS
