/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change log of the guideline: what was changed in the codebook's types, and the decisions behind it. Synchronous; any one thread. */
#pragma once

#include <gls-decisions.h>

G_BEGIN_DECLS

/* A decision whose reason is a gap of the guideline. */
typedef struct {
  GlsId       id;
  gint64      clock;      /* when it was taken last */
  char       *type;       /* what it is about */
  char       *document;   /* key */
  char       *words;
  GlsCaseKind kind;
  char       *field;      /* or NULL */
  char       *by, *note;  /* note nullable */
} GlsGuidelineDecision;

/* What one action changed in one type. */
typedef struct {
  gint64     clock;       /* 0: what no change has followed yet */
  char      *by;
  char      *type;
  char      *fields;      /* "description, rulings" */
  GPtrArray *decisions;   /* GlsGuidelineDecision, owned, oldest first: on this type, since the change before */
} GlsGuidelineChange;

void       gls_guideline_decision_free (GlsGuidelineDecision *decision);
void       gls_guideline_change_free   (GlsGuidelineChange *change);

/* GlsGuidelineChange, owned, oldest first; how a type was made is no change. Last, with clock 0, a type's decisions that no change has
 * followed. @type nullable: all; GLS_ERROR_NOT_FOUND. */
GPtrArray *gls_guideline_list          (GlsProject *project, const char *type, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsGuidelineChange, gls_guideline_change_free)

G_END_DECLS
