/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of plugins as a project remembers them, and what a run did to the suggestions that stood before it. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef enum {
  GLS_RUN_BROKEN_OFF, /* it says nothing of its end: it is under way, or was killed */
  GLS_RUN_DONE,
  GLS_RUN_CANCELLED,
  GLS_RUN_LOST,       /* the plugin ended before its time; @reason says why */
} GlsRunEnd;

typedef struct {
  GlsId      id;
  char      *plugin;      /* id */
  char      *version;
  char      *by;          /* who ran it; NULL when that is not known */
  gint64     began;       /* milliseconds since 1970, UTC */
  double     seconds;
  GlsRunEnd  end;
  char      *reason;      /* or NULL */
  char      *settings;    /* JSON: name to text */
  guint      documents, skipped, failed;
  guint      proposed, added, removed, changed, moved;
  guint64    characters;
  gboolean   whole;       /* all documents that the project had */
  char      *scope;       /* else ids of the documents, parted by blanks; NULL: only a part of one was asked for */
  gint64     record;      /* local number, as GlsDocumentRow.record */
  gboolean   taken_back;
} GlsRun;

void       gls_run_free          (GlsRun *run);
/* Writes @run; again with its end. */
void       gls_change_put_run    (GlsChange *change, const GlsRun *run);
/* GlsRun, the newest first. */
GPtrArray *gls_project_load_runs (GlsProject *project, GError **error);
/* Takes back what the run proposed, dropped and changed, as one step of @person. Refused (GLS_ERROR_INVALID) where a later run of the
 * plugin stands, or it was taken back before. */
gboolean   gls_project_take_run_back (GlsProject *project, const GlsId *run, const char *person, GlsUndoReport *report,
                                      GError **error);

typedef enum { GLS_RUN_ADDED, GLS_RUN_REMOVED, GLS_RUN_CHANGED } GlsRunChangeKind;

/* One suggestion that the run touched. */
typedef struct {
  GlsRunChangeKind kind;
  GlsId            document;
  GlsId            annotation;
  char            *type;
  GlsFragment     *fragments;
  guint            n_fragments;
} GlsRunChange;

void       gls_run_change_free   (GlsRunChange *change);
/* GlsRunChange by document and place: what the run did to what stood before it, at most @most of them; *@total (nullable) gets how many
 * there are. */
GPtrArray *gls_project_load_run_changes (GlsProject *project, const GlsId *run, guint most, guint *total, GError **error);

/* gls-undo.c: takes back the action of this local key and its group; inside the caller's transaction, which it ends. */
gboolean   gls_undo_action       (GlsProject *project, gint64 action, const char *person, GlsUndoReport *report, GError **error);

G_END_DECLS
