/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document that is open: its text, and one person's spans with the changes that are still on their way to the file.
 * Main thread only. */
#pragma once

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_OPEN_DOCUMENT (gls_open_document_get_type ())
G_DECLARE_FINAL_TYPE (GlsOpenDocument, gls_open_document, GLS, OPEN_DOCUMENT, GObject)

/* Signals
 *   "loaded" ()            another document is open
 *   "metadata-changed" ()  title, date … or zones of the same document
 *   "spans-changed" ()
 *   "unsaved-changed" ()   an edit was written, or could not be */

GlsOpenDocument *gls_open_document_new       (GlsSession *session);
/* Ends with "loaded"; a later call overtakes an earlier one. */
void             gls_open_document_load      (GlsOpenDocument *self, const GlsId *id);
gboolean         gls_open_document_is_loading (GlsOpenDocument *self);
/* NULL before anything is loaded. */
GlsDocument     *gls_open_document_get       (GlsOpenDocument *self);
GlsSpanTable    *gls_open_document_get_spans (GlsOpenDocument *self);
const GlsSpan   *gls_open_document_find      (GlsOpenDocument *self, const GlsId *id);
const char      *gls_open_document_get_type_name (GlsOpenDocument *self, const GlsSpan *span);
/* Its words, fragments joined by " … ", at most @most code points of each, line breaks as spaces; transfer full. */
char            *gls_open_document_dup_words (GlsOpenDocument *self, const GlsSpan *span, guint most);
/* May this person change it: not a suggestion, and their own. */
gboolean         gls_open_document_is_own    (GlsOpenDocument *self, const GlsSpan *span);

/* Edits: seen at once, committed behind. */
void             gls_open_document_add       (GlsOpenDocument *self, const char *type, const GlsFragment *fragments, guint n,
                                              GlsId *id);
/* Both pass over what is not this person's and return how many they changed. */
guint            gls_open_document_remove    (GlsOpenDocument *self, const GlsId *ids, guint n);
guint            gls_open_document_retype    (GlsOpenDocument *self, const GlsId *ids, guint n, const char *type);
void             gls_open_document_set_note  (GlsOpenDocument *self, const GlsId *id, const char *note);
void             gls_open_document_set_status (GlsOpenDocument *self, GlsStatus status);
void             gls_open_document_set_metadata (GlsOpenDocument *self, const char *field, const char *value);
/* What the whole lines of [start, end) are from now on; BODY: ordinary text. */
void             gls_open_document_mark_zone (GlsOpenDocument *self, GlsZoneKind kind, guint32 start, guint32 end);

/* Edits that could not be written. They are tried again from time to time and before the next edit. */
guint            gls_open_document_count_unsaved (GlsOpenDocument *self);
void             gls_open_document_retry     (GlsOpenDocument *self);
/* A change with all of them, for a copy; transfer full. */
GlsChange       *gls_open_document_write_unsaved (GlsOpenDocument *self);

G_END_DECLS
