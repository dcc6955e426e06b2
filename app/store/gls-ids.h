/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding records by their id. Private to app/store. */
#pragma once

#include <gls-id.h>

#include "gls-db.h"

G_BEGIN_DECLS

typedef struct _GlsProject GlsProject;

typedef struct {
  gint64 h, k;
} GlsIdKey;

/* The records that may be missing in the table ids: those whose key is above what meta calls "indexed". */
typedef struct {
  GlsIdKey *keys;     /* in the order they came */
  guint     n, room;
  guint32  *slots;    /* open addressing: place in keys + 1, 0: free */
  guint     n_filled; /* so many keys have slots */
  guint     size;     /* of slots: a power of two, or 0 */
  gint64    indexed;
  gint64    seen;     /* records up to here are in ids or in slots */
} GlsIdTail;

void     gls_ids_clear     (GlsProject *project);
/* Learns what others wrote; at the begin of a transaction, and before a reader says that there is no such record. */
gboolean gls_ids_sync      (GlsProject *project, GError **error);
/* 0: not there. */
gint64   gls_ids_find      (GlsProject *project, const GlsId *id, GError **error);
/* After a record was inserted. @at_once: it is looked for by others before long. */
gboolean gls_ids_add       (GlsProject *project, const GlsId *id, gint64 k, gboolean at_once, GError **error);
/* Inside a transaction, before it is committed: few ids go into the table with it, many wait for gls_ids_index(). */
gboolean gls_ids_settle    (GlsProject *project, GError **error);
/* So many wait that they ought to be written. */
gboolean gls_ids_are_many  (GlsProject *project);
/* All into the table, inside a transaction. */
gboolean gls_ids_index_now (GlsProject *project, GError **error);
/* All into the table, in transactions of its own. */
gboolean gls_ids_index     (GlsProject *project, GError **error);
/* The whole table anew, inside a transaction. */
gboolean gls_ids_rebuild   (GlsProject *project, GError **error);

G_END_DECLS
