/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A validator at work on one set: held open, given documents, asked again for those that changed. Synchronous, in one thread at a time; it
 * stores nothing and knows no window. */
#pragma once

#include <gls-plugin-session.h>
#include <gls-waivers.h>

G_BEGIN_DECLS

/* A problem with its place. */
typedef struct {
  gatomicrefcount ref_count;
  GlsProblem *problem;
  char       *set;        /* whose annotations; NULL: it is about entities */
  char       *key;        /* of the document, where known; NULL: of the whole project */
  guint32     start, end; /* where: the problem's own place, else what its first annotation covers */
  GlsWaiver  *waiver;     /* or NULL: it is open */
} GlsFinding;

GlsFinding *gls_finding_ref     (GlsFinding *finding);
void        gls_finding_unref   (GlsFinding *finding);
/* By severity, document, place. For g_ptr_array_sort. */
int         gls_finding_compare (gconstpointer a, gconstpointer b);

/* Judgements of the project: a question that people answered is no problem any more. */
typedef struct _GlsJudgedPairs GlsJudgedPairs;
GlsJudgedPairs *gls_judged_pairs_new (GPtrArray *judgements);   /* GlsJudgement */
void        gls_judged_pairs_free  (GlsJudgedPairs *pairs);
gboolean    gls_judged_pairs_answer (GlsJudgedPairs *pairs, const GlsProblem *problem);

typedef struct _GlsChecker GlsChecker;

typedef struct {
  /* The next document, transfer full; NULL without an error: that was all. */
  GlsDocument *(*next)     (gpointer data, GError **error);
  /* What was found in @document, in place of what was found there before; NULL: what looking at all of them found. Transfer full. */
  void         (*take)     (gpointer data, const GlsId *document, GPtrArray *findings);
  /* A document that the plugin could not do. */
  void         (*failed)   (gpointer data, const GlsDocument *document, const char *reason);
  void         (*progress) (gpointer data, const GlsPluginProgress *progress);   /* may be NULL */
} GlsCheckerClient;

/* Takes a reference; contract->set says whose annotations. */
GlsChecker *gls_checker_open  (GlsContract *contract, void (*log) (gpointer data, const char *line), gpointer log_data,
                               GCancellable *cancellable, GError **error);
const GlsManifest *gls_checker_get_manifest (GlsChecker *checker);
/* Names of the sets that documents come with: the one under check and those of Needs. */
char      **gls_checker_list_sets (const GlsManifest *manifest, const char *set);
gboolean    gls_checker_run   (GlsChecker *checker, const GlsCheckerClient *client, gpointer data, GCancellable *cancellable, GError **error);
void        gls_checker_close (GlsChecker *checker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsFinding, gls_finding_unref)

G_END_DECLS
