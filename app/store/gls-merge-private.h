/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files that merge share. */
#pragma once

#include "gls-rebuild.h"

G_BEGIN_DECLS

/* What an action of ours gains. */
typedef struct {
  guint64 sum;
  GArray *records; /* gint64 */
} GlsMergedAction;

typedef struct {
  GlsProject     *ours, *theirs;
  GHashTable     *records;   /* their local key to ours */
  GHashTable     *is_new;    /* our local keys of records that came with this merge */
  GHashTable     *actions;   /* their local key to ours */
  GHashTable     *gains;     /* our local key of an action to GlsMergedAction */
  GlsMergeReport *report;
} GlsMerging;

/* 0: not there. */
gint64           gls_merging_look_up (GHashTable *table, gint64 k);
GlsMergedAction *gls_merging_gain    (GlsMerging *merging, gint64 action);
/* Always FALSE. */
gboolean         gls_merging_fail_damaged (GlsMerging *merging, GError **error);

/* All entries of the copy that we lack; records and actions were taken before. */
gboolean         gls_merging_take_entries (GlsMerging *merging, GError **error);

G_END_DECLS
