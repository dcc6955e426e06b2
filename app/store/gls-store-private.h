/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store is inside, for its two files: the object that a window calls, and the threads that do the work. */
#pragma once

#include "gls-store.h"

G_BEGIN_DECLS

#define GLS_STORE_READERS 2

typedef struct {
  GAsyncQueue *queue;    /* Job */
  GThread     *thread;
  GlsProject  *project;  /* opened and used by the thread alone, but for interrupting */
} GlsStoreWorker;

struct _GlsStore {
  GObject   parent_instance;

  char     *path;
  GlsOpenFlags flags;
  GlsStoreWorker    writer;
  GAsyncQueue *reading;  /* shared by the readers */
  GlsStoreWorker    readers[GLS_STORE_READERS];
  GPtrArray *apart;      /* GThread of jobs that have one of their own; writer thread */
  guint     n_apart;     /* that are at work; writer thread */
  guint     pending;
  char     *error;
  gint64    head;         /* of the feed; writer thread */
  gint64    data_version; /* writer thread */
  guint     poll_source;
  guint     tend_source;
  gboolean  was_unclean;
  GCancellable *tending; /* backup and check, given up when the project closes */
  gboolean  closed;
};

typedef enum { GLS_JOB_COMMIT, GLS_JOB_UNDO, GLS_JOB_RUN, GLS_JOB_APART, GLS_JOB_POLL, GLS_JOB_STOP } GlsStoreJobKind;

typedef struct {
  GlsStoreJobKind kind;
  GTask          *task;
  GlsChange     *change;
  char          *person;
  gboolean       redo;
  GlsStoreFunc   func;
  gpointer       data;
  GDestroyNotify free_data, free_result;
  gulong         cancelled_id;
  gboolean       ends_apart; /* of a poll: one of those with a thread of their own is done */
} GlsStoreJob;

/* Data of the threads: each frees its own. */
typedef struct {
  GlsStore *store;
  GTask    *task;  /* of opening */
} GlsStoreStart;

typedef struct {
  GlsStore       *store;
  GlsStoreWorker *worker;
} GlsStoreReaderStart;

gpointer gls_store_writer_thread (gpointer start);
gpointer gls_store_reader_thread (gpointer start);

G_END_DECLS
