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

G_END_DECLS
