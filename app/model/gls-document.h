/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a value: text, what is known of it, zones, and (in exchange) its annotations. */
#pragma once

#include <gls-text.h>
#include "gls-annotation.h"
#include "gls-decision.h"
#include "gls-waiver.h"

G_BEGIN_DECLS

typedef enum {
  GLS_ZONE_BODY,        /* never stored: what no zone covers */
  GLS_ZONE_HEADLINE,
  GLS_ZONE_CAPTION,
  GLS_ZONE_BYLINE,
  GLS_ZONE_BOILERPLATE,
  GLS_ZONE_REPEAT,      /* a line that stands elsewhere too: pull quote, doubled caption */
} GlsZoneKind;

typedef struct {
  GlsZoneKind kind;
  guint32     start, end;
} GlsZone;

typedef enum { GLS_STATUS_NOT_BEGUN, GLS_STATUS_IN_WORK, GLS_STATUS_DONE } GlsStatus;

typedef struct {
  char     *by;      /* person's name */
  GlsStatus status;
  char     *note;    /* nullable */
  gint64    since;   /* hybrid clock at which it was set to done; 0: not known, or not asked for */
} GlsDocumentStatus;

/* What somebody thinks of a suggestion. */
typedef struct {
  GlsId    suggestion;
  char    *of;          /* its set, "plugin:ID"; nullable */
  char    *by;          /* person's name */
  gboolean accepted;    /* else rejected */
  GlsId    annotation;  /* the person's own that came of it; null id: none */
} GlsDocumentVerdict;

typedef struct {
  gatomicrefcount ref_count;
  GlsId      id;           /* hash of the text: gls_document_id_for_text */
  char      *key;          /* wanted key when imported, shown key when exported */
  char      *title;        /* each may be NULL */
  char      *source;       /* address or file it came from */
  char      *publisher;
  char      *byline;
  char      *published;    /* EDTF */
  char      *language;     /* BCP 47 */
  GlsText   *text;
  GArray    *zones;        /* GlsZone by (start, end, kind); boilerplate and repeats are passed over */
  GPtrArray *annotations;  /* GlsAnnotation, owned */
  GPtrArray *statuses;     /* GlsDocumentStatus by name, owned */
  GPtrArray *verdicts;     /* GlsDocumentVerdict by (suggestion, by), owned; NULL: none, or not asked for */
  GPtrArray *decisions;    /* GlsDecision by id, owned; NULL likewise */
  GPtrArray *waivers;      /* GlsWaiver by problem, owned; NULL likewise */
  GPtrArray *memory;       /* what all of the annotations lie in, which then may only be read; NULL: each by itself */
  GBytes    *original;     /* the imported bytes of a rich file, or NULL */
} GlsDocument;

GlsDocument *gls_document_new   (GlsText *text);
GlsDocument *gls_document_ref   (GlsDocument *document);
void         gls_document_unref (GlsDocument *document);
void         gls_document_status_free (GlsDocumentStatus *status);
void         gls_document_verdict_free (GlsDocumentVerdict *verdict);
int          gls_document_verdict_compare (gconstpointer a, gconstpointer b); /* of pointers to pointers */
void         gls_document_id_for_text (const GlsText *text, GlsId *id);
void         gls_document_add_zone (GlsDocument *document, GlsZoneKind kind, guint32 start, guint32 end);
const char  *gls_zone_kind_to_string (GlsZoneKind kind);
gboolean     gls_zone_kind_parse (const char *string, GlsZoneKind *kind);
const char  *gls_status_to_string (GlsStatus status);       /* "not begun", "in work", "done" */
gboolean     gls_status_parse (const char *string, GlsStatus *status);

/* Proposes what the text itself tells: title, byline, published, publisher, language (only members still NULL) and the zones (only
 * when it has none). Right on articles nobody has seen: page furniture by its words and place, repeats by comparing lines. */
void         gls_document_propose (GlsDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsDocument, gls_document_unref)

G_END_DECLS
