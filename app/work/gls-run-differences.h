/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run against the run before it, as people read it: which words it added, dropped, moved or describes otherwise. */
#pragma once

#include <gls-runs.h>

G_BEGIN_DECLS

typedef enum { GLS_DIFFERENCE_ADDED, GLS_DIFFERENCE_REMOVED, GLS_DIFFERENCE_MOVED, GLS_DIFFERENCE_CHANGED } GlsDifferenceKind;

typedef struct {
  GlsDifferenceKind kind;
  GlsId             document;
  GlsId             annotation;      /* as it is after the run; of a removed one as it was */
  char             *key;             /* of the document */
  char             *type;
  guint32           start, end;      /* code points */
  char             *words;
  guint32           was_start, was_end;  /* of a moved one */
  char             *was_words;       /* of a moved one; else NULL */
} GlsRunDifference;

void       gls_run_difference_free (GlsRunDifference *difference);
/* "added", "removed", "moved", "changed". */
const char *gls_difference_kind_to_string (GlsDifferenceKind kind);
/* GlsRunDifference by document's key and place. At most @most changes are looked at; *@total (nullable) gets how many there are. */
GPtrArray *gls_run_differences     (GlsProject *project, const GlsId *run, guint most, guint *total, GError **error);
/* The run that @name means: its id, the beginning of it, "PLUGIN" for a plugin's last one that stands, or NULL for the last of all. Borrowed
 * from @runs. GLS_ERROR_NOT_FOUND. */
const GlsRun *gls_run_find         (const GPtrArray *runs, const char *name, GError **error);

G_END_DECLS
