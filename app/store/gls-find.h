/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a query over a project: lines in context, or annotations, document by document as they are found. */
#pragma once

#include <gio/gio.h>
#include <gls-query.h>
#include "gls-project.h"

G_BEGIN_DECLS

typedef enum {
  GLS_FIND_PLACE,        /* words of a text */
  GLS_FIND_ANNOTATION,
  GLS_FIND_DOCUMENT,     /* the query asks for nothing inside it */
} GlsFindKind;

typedef struct {
  GlsFindKind kind;
  GlsId       document;
  GlsId       annotation;  /* ANNOTATION */
  const char *type;        /* ANNOTATION, else NULL */
  const char *set;         /* ANNOTATION, else NULL */
  const char *key;         /* shown key */
  guint32     start, end;  /* in the text */
  GlsZoneKind zone;        /* at its start */
  const char *before;      /* of the same line, on one line, like the next two */
  const char *words;
  const char *after;
} GlsFindRow;

/* Some rows and how far the search has come; does not change once it was handed out. */
typedef struct {
  gatomicrefcount ref_count;
  GArray         *rows;      /* GlsFindRow, by key and place */
  GStringChunk   *strings;
  guint           documents_done, documents_total;
} GlsFindBatch;

GlsFindBatch *gls_find_batch_ref   (GlsFindBatch *batch);
void          gls_find_batch_unref (GlsFindBatch *batch);

/* @batch belongs to the caller of the search; take a reference. */
typedef void (*GlsFindFunc) (GlsFindBatch *batch, gpointer data);

/* Calls @func from time to time, also when nothing was found in between, and at the end. @person: whose status is meant, nullable.
 * @own: annotations of others than @person and plugins are left out, unless the query names a set. At most @limit rows (0: all); *@more
 * (nullable) says that there are more. A type or set that is not there is GLS_ERROR_NOT_FOUND; an expression that takes too
 * long in one document ends the search with G_IO_ERROR_TIMED_OUT, what was found before has been handed out. */
gboolean      gls_project_find (GlsProject *project, const GlsQuery *query, const char *person, gboolean own, guint limit,
                                GlsFindFunc func, gpointer data, gboolean *more, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsFindBatch, gls_find_batch_unref)

G_END_DECLS
