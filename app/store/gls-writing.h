/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action on its way into the journal: records and what is set on them, inside the caller's transaction. Change-sets and
 * undo write through it alike. Private to app/store. */
#pragma once

#include "gls-packets.h"

G_BEGIN_DECLS

typedef struct {
  GlsProject *project;
  gint64      action;    /* its local key */
  GlsId       id;
  gint64      clock;
  guint64     sum;
  GArray     *records;   /* gint64: those that got entries */
  GArray     *entries;   /* GlsFoldedField: of the record under way */
  GByteArray *packed;
  GlsPacket      run;
  GlsFold     before, after;
} GlsWriting;

/* What is set on one record; a REF has both its number and its id. */
typedef struct {
  guint           field;
  GlsJournalValue value;
} GlsSetting;

/* Fails when the clock stands too far behind the file. */
gboolean gls_writing_init   (GlsWriting *writing, GlsProject *project, GError **error);
void     gls_writing_clear  (GlsWriting *writing);
/* The ids of what a record belongs to; null ids where it belongs to none. */
typedef struct {
  GlsId document, owner, set;
} GlsPlace;

/* Sets what differs from @writing->before, the record's present state (empty: it is new), and lets the projections follow.
 * A new record gets an entry in any case. @place: NULL where it has to be looked up. */
gboolean gls_writing_put    (GlsWriting *writing, const GlsRecord *record, const GlsPlace *place, const GlsSetting *settings,
                             guint n, GError **error);
/* Writes the action itself; its place in the clock is taken. */
gboolean gls_writing_finish (GlsWriting *writing, const char *person, const char *what, const GlsId *undoes,
                             const GlsId *group, const char *detail, GError **error);

/* How much goes into one transaction of a long action, so that it takes about 25 ms. */
typedef struct {
  guint  size;
  gint64 begun;
} GlsPace;

void     gls_pace_init      (GlsPace *pace);
void     gls_pace_begin     (GlsPace *pace);
/* After a part of pace->size; gives other writers their turn when there are @more. */
void     gls_pace_end       (GlsPace *pace, gboolean more);

G_END_DECLS
