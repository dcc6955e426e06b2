/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a document by its local key. Private to app/store. */
#pragma once

#include "gls-journal.h"

G_BEGIN_DECLS

gboolean gls_read_zones (GlsProject *project, gint64 doc, GlsDocument *document, GError **error);
gboolean gls_read_statuses (GlsProject *project, gint64 doc, GlsDocument *document, GError **error);
gboolean gls_read_text (GlsProject *project, gint64 doc, GlsText **text, GError **error);
GBytes *gls_read_original (GlsProject *project, gint64 doc);
gboolean gls_read_metadata (GlsProject *project, gint64 doc, const GlsId *id, GlsDocument *document, GError **error);

/* Reading a document as each person's work stood when it was done. */
typedef struct _GlsDoneReading GlsDoneReading;

/* @document: its statuses are read; those that are done learn since when. */
GlsDoneReading *gls_done_reading_new (GlsProject *project, const GlsId *document_id, GlsDocument *document, GError **error);
void            gls_done_reading_free (GlsDoneReading *self);
/* Was this set on the record after its person was done? */
gboolean        gls_done_reading_is_late (GlsDoneReading *self, const GlsRecord *record, gint64 action);
/* Was anything, so far? */
gboolean        gls_done_reading_has_passed (const GlsDoneReading *self);

G_END_DECLS
