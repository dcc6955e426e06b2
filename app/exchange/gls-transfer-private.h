/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an import, shared by the gls-transfer files only: files found, read by workers in order, put in batches. */
#pragma once

#include "gls-transfer.h"

G_BEGIN_DECLS

/* The documents of an export, a line each, in the order of @table. */
gboolean   gls_transfer_write_documents (GlsProject *project, GlsDocumentTable *table, GlsCodebook *codebook,
                                         const char * const *sets, GOutputStream *stream, GCancellable *cancellable,
                                         GError **error);

/* GlsWaiver of @document, or those on none (NULL), as far as they are about asked-for sets (NULL: all). */
GPtrArray *gls_transfer_load_waivers (GlsProject *project, const GlsId *document, const char * const *sets, GError **error);

/* Files. */
typedef struct {
  char    *path;
  char    *name;    /* for people: UTF-8 */
  gboolean jsonl;
} GlsTransferFile;

void       gls_transfer_file_free  (GlsTransferFile *file);
/* GlsTransferFile by path, each once. What is passed over in folders goes to @report, what is not there to its failures. */
GPtrArray *gls_transfer_find_files (const char * const *paths, const GlsImportOptions *options, GlsImportReport *report);

/* May files of @format be read where no format is named? */
gboolean   gls_transfer_allows     (const GlsImportOptions *options, const char *format);
/* Says that they may not. */
void       gls_transfer_disabled   (const char *format, GError **error);

/* Adds a sentence to @report, once, while there is room; takes nothing. */
void       gls_transfer_report     (GlsImportReport *report, const char *format, ...) G_GNUC_PRINTF (2, 3);
void       gls_transfer_fail       (GlsImportReport *report, const char *name, const GError *error);

/* Work for the readers: a whole article file, or a line of a JSON Lines file. */
typedef struct {
  char                 *path;         /* NULL: a line */
  char                 *name;
  GBytes               *line;
  guint                 line_number;
  const GlsProjectData *project;      /* of the file the line stands in */
  const GlsImportOptions *options;
  GlsDocument          *document;     /* what came of it, or NULL with @error */
  GPtrArray            *reports;
  GError               *error;
  gsize                 weight;       /* bytes held */
  guint64               position;     /* for progress: bytes of the file read up to its end */
  gboolean              done;
} GlsTransferJob;

void             gls_transfer_job_free   (GlsTransferJob *job);

typedef struct _GlsTransferQueue GlsTransferQueue;

GlsTransferQueue *gls_transfer_queue_new  (void);
/* Waits for what is being read and drops it. */
void              gls_transfer_queue_free (GlsTransferQueue *queue);
gboolean          gls_transfer_queue_is_full (GlsTransferQueue *queue);
gboolean          gls_transfer_queue_is_empty (GlsTransferQueue *queue);
/* Takes @job. */
void              gls_transfer_queue_push (GlsTransferQueue *queue, GlsTransferJob *job);
/* The oldest, done; waits for it. NULL when nothing was pushed. Transfer full. */
GlsTransferJob   *gls_transfer_queue_pop  (GlsTransferQueue *queue);

/* Batches on their way into the project, which nobody else may use meanwhile. */
typedef struct _GlsTransferCommits GlsTransferCommits;

GlsTransferCommits *gls_transfer_commits_new  (GlsProject *project);
void                gls_transfer_commits_free (GlsTransferCommits *commits);
/* Takes @changes (GlsChange) and @names (char *: the file of each); @most gets how many units the next batch ought to have.
 * FALSE, perhaps for an earlier batch: nothing more can be written. */
gboolean            gls_transfer_commits_are_idle (GlsTransferCommits *self);
gboolean            gls_transfer_commits_push (GlsTransferCommits *commits, GPtrArray *changes, GPtrArray *names, guint units,
                                               double *most, GError **error);
/* Until all is committed; what was wrong with the input goes to @report. */
gboolean            gls_transfer_commits_wait (GlsTransferCommits *commits, GlsImportReport *report, GError **error);

/* Into the project. */
typedef struct _GlsTransferPut GlsTransferPut;

GlsTransferPut *gls_transfer_put_new     (GlsProject *project, const GlsImportOptions *options, GlsImportReport *report,
                                          GError **error);
void            gls_transfer_put_free    (GlsTransferPut *put);
/* FALSE only when nothing can go on (disk full, file locked). What is wrong with one document goes to the report. */
gboolean        gls_transfer_put_project (GlsTransferPut *put, const GlsProjectData *data, const char *name, GError **error);
gboolean        gls_transfer_put_document (GlsTransferPut *put, GlsDocument *document, const char *name, GError **error);
gboolean        gls_transfer_put_flush   (GlsTransferPut *put, GError **error);
/* The shown keys of what was new and the rows of metadata that nothing belonged to, into the report. */
gboolean        gls_transfer_put_finish  (GlsTransferPut *put, GError **error);

/* Shared by the files that put. */
struct _GlsTransferPut {
  GlsProject             *project;     /* only through gls_transfer_put_idle() */
  GlsProject             *reader;      /* another connection; NULL: none is needed, or none can be had */
  GlsTransferCommits     *commits;
  const GlsImportOptions *options;
  GlsImportReport        *report;
  GHashTable             *metadata;    /* of the CSV, or NULL */
  GHashTable             *used_rows;   /* of those, the rows that belonged to a document */
  GlsId                   group;       /* the whole import is one step of undo */
  GlsCodebook            *codebook;
  GHashTable             *own_types;   /* names of types that this import made from annotations: it may add to them */
  GHashTable             *names;       /* what the file calls a type or relation to what the project calls it */
  GlsChange              *types;       /* additions to the codebook that the annotations under way need, or NULL */
  GHashTable             *documents;   /* GlsId * to char *: shown keys of what is there; of new ones the wanted keys */
  GHashTable             *entities;    /* GlsId *; NULL until somebody asks */
  struct _GlsTransferHeld *held;       /* waivers that wait for the file's documents, or NULL */
  GHashTable             *ids;         /* fingerprints of the annotation ids that this import has met */
  gboolean                was_empty;   /* no document ever: an id that is not in @ids is free */
  GPtrArray              *fresh;       /* GlsId * of new documents, at most 10,000 */
  GPtrArray              *changes;     /* GlsChange, the batch */
  GPtrArray              *names_of;    /* char *: the file of each */
  GHashTable             *in_batch;    /* GlsId *: documents that the batch changes */
  GHashTable             *written;     /* GlsId *: documents that this import has changed */
  GHashTable             *alive;       /* GlsId *: people that no undo took */
  guint                   units;       /* of the batch */
  double                  most;        /* units that a batch should have */
};

/* The project, with nothing being written to it. */
GlsProject *gls_transfer_put_idle        (GlsTransferPut *put);
/* The project for looking up what was there before this import: does not wait for what is being written. */
GlsProject *gls_transfer_put_before      (GlsTransferPut *put);
/* put->entities, loaded; FALSE: the project cannot be read. */
gboolean   gls_transfer_put_need_entities (GlsTransferPut *put, GError **error);
/* A new change of this import; @name: the file, or NULL. */
GlsChange *gls_transfer_put_change       (GlsTransferPut *put, const char *name);
/* Takes @change into the batch, and hands the batch over when it is full. @units: how much work it is, an annotation being one. */
gboolean   gls_transfer_put_take         (GlsTransferPut *put, GlsChange *change, const char *name, guint units, GError **error);
void       gls_transfer_put_fit          (GlsTransferPut *put, GlsAnnotation *annotation, const char *key);
gboolean   gls_transfer_put_codebook     (GlsTransferPut *put, GlsChange *change, const GlsCodebook *codebook);
/* Is everything that @annotation holds in @standing already? */
gboolean   gls_transfer_annotation_covers (const GlsAnnotation *standing, const GlsAnnotation *annotation);
/* The annotations of @document as changes, added to put->changes; FALSE as above. */
gboolean   gls_transfer_put_annotations  (GlsTransferPut *put, GlsDocument *document, gboolean is_new, const char *name,
                                          GError **error);

/* What the file says to plugins, after its codebook. */
gboolean   gls_transfer_put_plugins      (GlsTransferPut *put, const GPtrArray *choices, const char *name, GError **error);
/* Waivers of the project line that name annotations wait until those are in. */
typedef struct _GlsTransferHeld GlsTransferHeld;
void       gls_transfer_held_free        (GlsTransferHeld *held);
gboolean   gls_transfer_put_hold         (GlsTransferPut *put, const GlsWaiver *waiver);
void       gls_transfer_put_meet         (GlsTransferPut *put, const GlsId *from, const GlsId *now);
gboolean   gls_transfer_put_held         (GlsTransferPut *put, const char *name, GError **error);
/* Verdicts, decisions and waivers, after the annotations. @mapped: GlsId * in the file to GlsId * here; NULL: none. */
gboolean   gls_transfer_put_judged       (GlsTransferPut *put, GlsDocument *document, GHashTable *mapped, const char *name,
                                          GError **error);

G_END_DECLS
