/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole document side by side: every mark of every person and of gold, and how it stands. Values only; any thread. */
#pragma once

#include "gls-cases.h"

G_BEGIN_DECLS

typedef enum {
  GLS_SIDE_AGREE,        /* all have it, and have it the same */
  GLS_SIDE_DIFFER,       /* some field of it is open */
  GLS_SIDE_INCOMPLETE,   /* those who have it agree, somebody does not have it */
  GLS_SIDE_ACCEPTED,     /* settled, and gold has it so */
  GLS_SIDE_REJECTED,     /* settled otherwise */
  GLS_SIDE_N_STATES,
} GlsSideState;

typedef struct {
  const GlsAnnotation *annotation;  /* of the side's document */
  guint                person;      /* n_people: gold */
  guint                group;
  GlsSideState         state;
} GlsSideMark;

typedef struct {
  guint32      start, end;
  GlsSideState state;               /* of a settled group: ACCEPTED, or REJECTED where it is not to be marked */
  GlsCase     *item;                /* the first that is open, else the first that is settled; NULL: nothing was ever asked */
} GlsSideGroup;

typedef struct {
  GlsDocument *document;
  char       **people;              /* NULL-ended */
  guint        n_people;
  guint64      asked, done;         /* who worked on it; who set it to done */
  gboolean     has_gold;
  GArray      *marks;               /* GlsSideMark by person, place */
  GArray      *groups;              /* GlsSideGroup by place */
} GlsSide;

/* Keeps @aligned's document alive, not @aligned. */
GlsSide *gls_side_new  (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions);
void     gls_side_free (GlsSide *side);
/* The next group of that state after @group (-1: from the beginning), round the end; -1: there is none. */
int      gls_side_find (const GlsSide *side, int group, guint states, gboolean back);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsSide, gls_side_free)

G_END_DECLS
