/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the journal: what one action set on records that lie close together. Private to app/store. */
#pragma once

#include "gls-journal.h"

G_BEGIN_DECLS

/* A row on its way into the file. */
typedef struct {
  gint64      doc, action;
  gint64      first, last;  /* first 0: empty */
  GByteArray *bytes;
} GlsPacket;

void     gls_packet_init   (GlsPacket *run);
void     gls_packet_clear  (GlsPacket *run);
/* Adds (record, action), which has no entries yet; writes out what it cannot lie beside. */
gboolean gls_packet_add    (GlsProject *project, GlsPacket *run, gint64 doc, gint64 rec, gint64 action,
                         const GByteArray *fields, GError **error);
gboolean gls_packet_flush  (GlsProject *project, GlsPacket *run, GError **error);
struct _GlsPackets *gls_packets_new (void);
void     gls_packets_free  (struct _GlsPackets *packets);
/* Rows wait to be written many at a time; before entries are read, and at the end of a transaction, by this. */
gboolean gls_packets_flush (GlsProject *project, GError **error);
void     gls_packets_drop  (GlsProject *project);
/* Takes (record, action) out of the row that holds it. */
gboolean gls_packet_remove (GlsProject *project, gint64 doc, gint64 rec, gint64 action, GError **error);

/* What one action set on one record. */
typedef struct {
  gint64      rec, action;
  const char *fields;
  gsize       n_bytes;
} GlsElement;

/* All of a document's (0: of what belongs to none), by record; fields lie in @arena. */
gboolean gls_elements_load (GlsProject *project, gint64 doc, GArray *elements, GlsArena *arena, GError **error);
/* How many from @at on are of the same record. */
guint    gls_elements_same (const GArray *elements, guint at);
/* The next after @doc that has entries (begin with -1); FALSE: no more, or @error. */
gboolean gls_elements_next (GlsProject *project, gint64 *doc, GError **error);
/* Calls @read for each action that set something on @rec. */
typedef gboolean (*GlsElementFunc) (gpointer data, const GlsElement *element, GError **error);
gboolean gls_elements_each (GlsProject *project, gint64 doc, gint64 rec, GlsElementFunc read, gpointer data, GError **error);

/* Between the two, many records are read whose keys rise; what is written meanwhile is not seen by gls_elements_each(). */
void     gls_elements_begin_many (GlsProject *project);
void     gls_elements_end_many   (GlsProject *project);
/* The action that made @rec; 0: none, or @error. */
gint64   gls_elements_first (GlsProject *project, gint64 doc, gint64 rec, GError **error);

G_END_DECLS
