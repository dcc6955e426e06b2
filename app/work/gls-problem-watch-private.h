/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watch and its threads share. Only gls-problem-*.c include it. */
#pragma once

#include "gls-problem-watch.h"
#include "gls-work-private.h"

G_BEGIN_DECLS

/* What checks are made with; frozen, shared by threads. */
typedef struct {
  gatomicrefcount ref_count;
  GlsWork         work;       /* its project is NULL: no thread may read with it */
  GPtrArray      *plugins;    /* GlsManifest: the validators that are enabled and allowed */
  char           *set;
  char          **sets;       /* @set and what any of them needs */
} GlsCheckBasis;

GlsCheckBasis *gls_check_basis_load  (GlsProject *project, const char *set, GError **error);
GlsCheckBasis *gls_check_basis_ref   (GlsCheckBasis *basis);
void           gls_check_basis_unref (GlsCheckBasis *basis);

/* The validators of one scope, held open by one thread. */
typedef struct {
  GlsCheckBasis *basis;       /* they were opened with; NULL: none yet */
  GPtrArray     *checkers;    /* GlsChecker */
  gboolean       wide;        /* of the whole project */
} GlsCheckBench;

/* What came of some documents: crosses from a thread to the main one. */
typedef struct {
  GHashTable *found;          /* GlsId * to GPtrArray of GlsFinding; the null id for the whole project */
  GHashTable *dropped;        /* GlsId * of documents of which not all is in @found */
  guint       most;           /* findings that may be in @found of documents, and as many of the whole project */
  guint       n_found, n_everywhere; /* that are */
  guint       n_left;         /* of the whole project, that are not */
  GArray     *open;           /* GlsId of documents of which all is kept; NULL: none */
  GString    *failures;       /* lines */
} GlsCheckOutcome;

void             gls_check_bench_clear (GlsCheckBench *bench);
/* Opens them anew where @basis is another one. */
void             gls_check_bench_open  (GlsCheckBench *bench, GlsCheckBasis *basis, GlsCheckOutcome *outcome);
GlsCheckOutcome *gls_check_outcome_new (void);
void             gls_check_outcome_free (GlsCheckOutcome *outcome);
/* Gives each checker what @next gives (transfer full), from its beginning; @rewind is called before each. */
void             gls_check_bench_run   (GlsCheckBench *bench, GlsDocument *(*next) (gpointer data), void (*rewind) (gpointer data),
                                        gpointer data, GlsCheckOutcome *outcome, GCancellable *cancellable);

/* --- The watch and its two halves ------------------------------------------------------------------------------------ */

/* What is known of a document. */
typedef struct {
  GlsId    id;
  guint    version;      /* grows with every change */
  gboolean dirty;        /* to be checked by itself */
  gboolean wide_dirty;   /* to be given to those that look at all */
  gboolean dropped;      /* it has problems that are not kept: it is checked again when somebody looks at it */
  gboolean wide_dropped; /* the same of those that look at all */
  GPtrArray *found;      /* GlsFinding; NULL: none */
  GPtrArray *wide_found;
} GlsWatchEntry;

struct _GlsProblemWatch {
  GObject         parent_instance;
  GlsStore       *store;
  char           *set;
  GCancellable   *cancellable;
  GlsCheckBasis  *basis;         /* NULL until it is read */
  GHashTable     *waivers;
  GlsJudgedPairs *judged;
  GHashTable     *entries;       /* GlsId * to GlsWatchEntry */
  GQueue          queue;         /* GlsWatchEntry: dirty ones that nobody looks at */
  GArray         *open;          /* GlsId */
  GHashTable     *texts;         /* of open documents: GlsId * to GlsText, which never changes */
  GPtrArray      *everywhere;    /* GlsFinding of the whole project */
  guint           most;          /* findings that are kept of documents which nobody looks at, and as many of the whole project */
  guint           n_found;       /* by entries, of documents by themselves */
  guint           n_wide;        /* by entries, of those that look at all */
  guint           n_dropped;     /* entries */
  guint           n_left;        /* findings of the whole project that are not kept */
  char           *failure, *lines;
  GlsCheckBench   narrow_bench, wide_bench;  /* each its pool's; whoever frees the watch has both */
  GThreadPool    *narrow_pool, *wide_pool;   /* one thread each */
  gboolean        narrow_busy, wide_busy, basis_busy, answers_busy;
  gboolean        answers_again;
  guint           basis_source, wide_source;
  gint64          wide_time;     /* when the project was looked at last */
};

/* Documents that are read at once. */
#define GLS_WATCH_BATCH 16

/* gls-problem-watch.c */
GlsWatchEntry *gls_problem_watch_get_entry     (GlsProblemWatch *self, const GlsId *id);
gboolean       gls_problem_watch_is_open       (GlsProblemWatch *self, const GlsId *id);
/* @text: where it is known already. On a reader's thread; NULL where it cannot be read. */
GlsDocument   *gls_problem_watch_load_document (GlsProject *project, const GlsCheckBasis *basis, const GlsId *id, GlsText *text);
void           gls_problem_watch_note_failures (GlsProblemWatch *self, const GlsCheckOutcome *outcome);
/* @flag: entry->dropped or entry->wide_dropped */
void           gls_problem_watch_set_dropped   (GlsProblemWatch *self, GlsWatchEntry *entry, gboolean *flag, gboolean dropped);
/* Emit "changed" and "busy-changed". */
void           gls_problem_watch_tell          (GlsProblemWatch *self, const GlsId *document);
void           gls_problem_watch_tell_busy     (GlsProblemWatch *self);
/* Begins the next thing to do. */
void           gls_problem_watch_step          (GlsProblemWatch *self);

/* gls-problem-batch.c: documents, each by itself */
void           gls_problem_watch_start_batch   (GlsProblemWatch *self);
void           gls_problem_watch_check_batch   (gpointer batch, gpointer user_data);   /* the narrow pool's */

/* gls-problem-wide.c: the project as a whole */
gboolean       gls_problem_watch_start_wide    (gpointer self);                         /* a timeout's */
void           gls_problem_watch_check_wide    (gpointer wide, gpointer user_data);     /* the wide pool's */

G_END_DECLS
