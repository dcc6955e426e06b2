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

G_END_DECLS
