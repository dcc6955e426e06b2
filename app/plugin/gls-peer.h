/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plugin's process says: bytes to lines, lines to messages, messages to checked results. It trusts nothing and owns no process. */
#pragma once

#include <json-glib/json-glib.h>

#include "gls-transport.h"

G_BEGIN_DECLS

/* One message, valid during the call that hands it over. */
typedef struct {
  guint64     id;       /* answers */
  const char *method;   /* notifications; else NULL */
  JsonObject *content;  /* "result" or "params"; NULL: none */
  const char *error;    /* answers: "error"; else NULL */
} GlsMessage;

typedef struct _GlsPeer GlsPeer;

/* NULL: in order. Else, transfer full, why the process must go. */
typedef char *(*GlsPeerFunc) (gpointer data, GlsMessage *message);

GlsPeer *gls_peer_new  (GlsTransportContext *context);
void     gls_peer_free (GlsPeer *peer);

/* Reads what there is, and hands over every whole message. "": the end. */
char    *gls_peer_read (GlsPeer *peer, int fd, GlsPeerFunc take, gpointer data);
/* The same for bytes that are there. */
char    *gls_peer_feed (GlsPeer *peer, const char *bytes, gsize n_bytes, GlsPeerFunc take, gpointer data);

char    *gls_peer_take_notification (GlsPeer *peer, const GlsMessage *message);
/* Fills the job's results. */
void     gls_peer_take_answer (GlsPeer *peer, const GlsMessage *message, GlsJob *job);

G_END_DECLS
