/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host as a module sees it during one call: the table of functions of glossator-plugin.h, and what stands behind it. Used where
 * modules run, in the program and in the runner; what becomes of what a plugin gives is the sink's business. */
#pragma once

#include <gls-arena.h>
#include <gls-text.h>

#include "gls-manifest.h"

G_BEGIN_DECLS

/* Where a plugin's gifts go. NULL: this kind of plugin gives no such thing. FALSE with a sentence: it was refused. */
typedef struct {
  gboolean (*annotation) (gpointer sink, const GlsPluginAnnotation *annotation, GError **error);
  gboolean (*problem)    (gpointer sink, const GlsPluginProblem *problem, GError **error);
  gboolean (*document)   (gpointer sink, const GlsPluginDocument *document, GlsText *text, GError **error);
  gboolean (*codebook)   (gpointer sink, const char *json, GError **error);
  gboolean (*entity)     (gpointer sink, const GlsPluginEntity *entity, GError **error);
  gboolean (*report)     (gpointer sink, const char *sentence, GError **error);
  gboolean (*write)      (gpointer sink, const char *name, const void *data, gsize n_bytes, GError **error);
  void     (*progress)   (gpointer sink, double fraction);
  void     (*log)        (gpointer sink, GlsPluginLogLevel level, const char *line);
} GlsSink;

typedef struct {
  GlsPluginHost  host;       /* what the plugin gets; host.internal is the call */
  GlsManifest   *manifest;
  GHashTable    *settings;
  const GlsSink *sink;
  gpointer       sink_data;
  GlsText       *text;       /* of the current document, or NULL */
  const char    *source_root;/* importers: folder that read_file() reads below; names are checked */
  const int     *cancelled;  /* set by another thread; or NULL */
  GPtrArray     *blocks;     /* memory lent to the plugin until the call ends */
  GlsArena       arena;      /* the same in small pieces */
  GString       *json;       /* to write in */
  int            outcome;    /* the worst of what was said */
  char          *reason;     /* why it failed or skipped */
} GlsCall;

/* @text: the current document's, or NULL. */
void gls_call_init  (GlsCall *call, GlsManifest *manifest, GHashTable *settings, const GlsSink *sink, gpointer sink_data,
                     GlsText *text, const int *cancelled);
/* What came of a call that returned @status: the worse of it and what the host functions were told. */
int  gls_call_settle (GlsCall *call, int status);
void gls_call_clear (GlsCall *call);

/* A relative name without "..", as plugins may give for files. */
gboolean gls_call_name_is_safe (const char *name);

G_END_DECLS
