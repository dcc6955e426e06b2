/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open document between its own files. */
#pragma once

#include <gls-covered.h>

#include "gls-edits.h"
#include "gls-open-document.h"

G_BEGIN_DECLS

/* One annotation in full. */
typedef struct {
  GlsId          id;
  GlsAnnotation *base;     /* as read last; NULL: not in the file */
  guint64        reading;  /* number of the reading that gave it; 0: none has */
  gboolean       asked;    /* a reading is under way */
  gboolean       again;    /* and its result will be old */
  GlsAnnotation *laid;     /* with the edits under way */
  guint64        laid_at;  /* state of the edits it was made from */
} GlsDetails;

struct _GlsOpenDocument {
  GObject        parent_instance;
  GlsSession    *session;
  GlsDocument   *document;
  GlsSpanTable  *base;     /* as read last */
  guint64        base_reading;
  GlsSpanTable  *spans;    /* with the edits under way; NULL: to be made anew */
  GlsSpanFinder *finder;   /* of @spans; NULL until something is looked for */
  guint          next_found; /* behind the one that was found last */
  GPtrArray     *base_links;
  guint64        links_reading;
  GPtrArray     *links;    /* as @spans */
  GPtrArray     *details;  /* GlsDetails, used last first */
  GArray        *marks;    /* GlsGuessMark; NULL until a guess is asked for */
  guint64        marks_at; /* state of the edits they were made from */
  GlsSpanTable  *own_spans; /* made from @spans when asked for */
  GArray        *covered;  /* GlsCovered, made with @spans */
  GlsDocument   *proposing; /* holds what is in @proposed */
  GHashTable    *proposed; /* GlsId * to GlsAnnotation: every suggestion; NULL while they are read for the first time */
  GPtrArray     *edits;
  guint64        state;    /* counts whatever may change what an annotation looks like */
  GlsStatus      status;   /* set here and perhaps not in the catalog yet */
  gboolean       has_status;
  GCancellable  *loading;  /* NULL: nothing is being loaded */
  GlsId          wanted;
  guint64        reading;  /* number of the reading that began last */
  guint64        batch;    /* of the commit that began last */
  guint          retry_source;
  gboolean       reloading, reload_again, again_document;
  gboolean       links_asked, links_again;
  gboolean       proposed_asked, proposed_again;
  /* The step that is being put together. */
  guint          depth;
  guint          first;    /* its first edit */
  const char    *what;
  gboolean       joined;   /* it is a part of @group */
  GlsId          group;
  gboolean       correcting; /* steps are parts of @correction */
  GlsId          correction;
};

enum {
  GLS_OPEN_DOCUMENT_LOADED,
  GLS_OPEN_DOCUMENT_METADATA_CHANGED,
  GLS_OPEN_DOCUMENT_SPANS_CHANGED,
  GLS_OPEN_DOCUMENT_DETAILS_CHANGED,
  GLS_OPEN_DOCUMENT_LINKS_CHANGED,
  GLS_OPEN_DOCUMENT_UNSAVED_CHANGED,
  GLS_OPEN_DOCUMENT_SUGGESTIONS_CHANGED,
  GLS_OPEN_DOCUMENT_N_SIGNALS
};

void gls_open_document_emit          (GlsOpenDocument *self, int signal);

/* Reading: */
void gls_open_document_start_loading (GlsOpenDocument *self);
void gls_open_document_records_changed (GlsOpenDocument *self, GArray *records);
void gls_details_free                (GlsDetails *details);
/* Spans, links, details are made anew from the edits when they are asked for. */
void gls_open_document_forget_laid   (GlsOpenDocument *self);

/* Edits: */
/* Appends to the step under way; takes @edit. */
void gls_open_document_take_edit     (GlsOpenDocument *self, GlsEdit *edit);
/* Those of @ids that are this person's: looked at before the first edit, each of which makes the spans be laid anew. */
GArray *gls_open_document_list_own   (GlsOpenDocument *self, const GlsId *ids, guint n);
/* The same for all of @ids, which it takes; NULL where there is none. */
GlsEdit *gls_open_document_take_many (GlsOpenDocument *self, GlsEditKind kind, GArray *ids);
/* Commits what is no edit of annotations; takes @change. */
void gls_open_document_send          (GlsOpenDocument *self, GlsChange *change);

G_END_DECLS
