/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a session and what runs the plugin. Only app/plugin includes it. */
#pragma once

#include <gio/gio.h>

#include "gls-contract.h"
#include "gls-output.h"

G_BEGIN_DECLS

typedef enum { GLS_JOB_DOCUMENTS, GLS_JOB_FINISH, GLS_JOB_IMPORT } GlsJobKind;

/* A piece of work on its way through a transport. */
typedef struct {
  GlsJobKind   kind;
  GPtrArray   *documents;   /* GlsDocument */
  gsize        n_bytes;     /* of their texts */
  GPtrArray   *results;     /* GlsResult, one a document; for finish one alone */
  char        *path;        /* import */
  char        *encoding;
  GlsImported *imported;
  GError      *error;       /* the plugin is lost; jobs in flight have it too */
} GlsJob;

/* What a transport shares with its session. */
typedef struct {
  GlsContract *contract;
  GlsOutput   *output;      /* exporters */
  GAsyncQueue *done;        /* GlsJob, from any thread */
  int          cancelled;   /* atomic */
  GCancellable *cancellable; /* of the session's beginning; or NULL */
  int          permille;    /* atomic: of the document that reported last */
  GMutex       log_lock;
  void       (*log) (gpointer data, const char *line);
  gpointer     log_data;
} GlsTransportContext;

typedef struct _GlsTransport GlsTransport;

struct _GlsTransport {
  GlsTransportContext *context;
  guint    most_jobs;       /* in flight */
  guint    most_documents;  /* a job */
  gsize    most_bytes;      /* of text a job; one document may be larger */
  gboolean (*begin)  (GlsTransport *transport, GError **error);
  void     (*submit) (GlsTransport *transport, GlsJob *job);
  /* Called again and again while the session waits for cancelled jobs: what does not stop is killed. */
  void     (*cancel) (GlsTransport *transport);
  /* Ends the plugin and frees the transport; no job is in flight. */
  void     (*free)   (GlsTransport *transport);
};

GlsTransport *gls_transport_new_module  (GlsTransportContext *context);
GlsTransport *gls_transport_new_process (GlsTransportContext *context);

void gls_transport_log (GlsTransportContext *context, const char *line);

G_END_DECLS
