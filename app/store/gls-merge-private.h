/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files that merge share. */
#pragma once

#include "gls-give.h"
#include "gls-rebuild.h"

G_BEGIN_DECLS

/* What an action of ours gains. */
typedef struct {
  guint64 sum;
  GArray *records; /* gint64 */
} GlsMergedAction;

/* What became of one field that the copy says something new of; local keys are ours. */
typedef struct {
  gint64          record, action; /* whose action stands */
  guint           field;
  GlsMergeOutcome outcome;
} GlsMergeTrace;

typedef struct {
  GlsProject     *ours, *theirs;
  GHashTable     *records;   /* their local key to ours */
  GHashTable     *is_new;    /* our local keys of records that came with this merge */
  GHashTable     *actions;   /* their local key to ours */
  GHashTable     *gains;     /* our local key of an action to GlsMergedAction */
  GlsMergeReport *report;
  GArray         *traces;    /* GlsMergeTrace, when somebody wants to know; else NULL */
  const GlsGiving *giving;   /* what may be taken; NULL: everything */
} GlsMerging;

/* 0: not there. */
gint64           gls_merging_look_up (GHashTable *table, gint64 k);
GlsMergedAction *gls_merging_gain    (GlsMerging *merging, gint64 action);
/* Always FALSE. */
gboolean         gls_merging_fail_damaged (GlsMerging *merging, GError **error);

/* Whether a copy for this person may hold the record; what it belongs to is asked apart. */
gboolean         gls_giving_wants  (const GlsGiving *giving, GlsProject *project, const GlsRecord *record);
/* Everything of @from that @giving wants into @into, an empty file of the same project. */
gboolean         gls_project_fill  (GlsProject *into, GlsProject *from, const GlsGiving *giving, GError **error);

/* What people want to know of the traces. */
gboolean         gls_merging_tell  (GlsMerging *merging, GPtrArray *rows, GError **error);

/* All entries of the copy that we lack; records and actions were taken before. */
gboolean         gls_merging_take_entries (GlsMerging *merging, GError **error);

G_END_DECLS
