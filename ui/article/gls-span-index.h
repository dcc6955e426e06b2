/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which annotations are where in the shown text, and in which lane of a paragraph each is drawn. */
#pragma once

#include <gls-project.h>

#include "gls-display-map.h"

G_BEGIN_DECLS

/* Deeper nesting shares the last lane. */
#define GLS_LANES_MAX 12

/* A fragment of a span; display offsets. */
typedef struct {
  guint32 start, end;
  guint32 span;      /* index into the table's spans */
} GlsMark;

/* The first of @marks, sorted and apart from each other, that ends behind @offset; their number when there is none. */
guint          gls_marks_find_first  (const GArray *marks, guint32 offset);

/* A mark within one paragraph. */
typedef struct {
  GlsMark mark;
  guint32 lane;
} GlsLaneMark;

typedef struct {
  GlsSpanTable *table;
  GArray       *marks;        /* GlsMark by (start, end) */
  guint32      *reach;        /* largest end of all marks up to this one */
  guint32      *block_reach;  /* largest end in each block */
} GlsSpanIndex;

/* @table: nullable. */
GlsSpanIndex  *gls_span_index_new   (GlsSpanTable *table, const GlsDisplayMap *map);
/* Where two tables differ: their first @first spans are the same, and their last ones but for @n_old and @n_new. */
typedef struct {
  guint first, n_old, n_new;
} GlsSpanChange;

/* FALSE where the types are others, so that everything has changed. */
gboolean       gls_span_table_compare (const GlsSpanTable *old, const GlsSpanTable *table, GlsSpanChange *change);
/* The index of @table, made from that of the table it differs from by @change: what is the same is taken over. */
GlsSpanIndex  *gls_span_index_splice (const GlsSpanIndex *old, GlsSpanTable *table, const GlsDisplayMap *map,
                                      const GlsSpanChange *change);
void           gls_span_index_free  (GlsSpanIndex *index);
const GlsSpan *gls_span_index_get_span (const GlsSpanIndex *index, guint32 span);

/* Appends (GlsMark) what overlaps [start, end), by start; zero-width marks count as one character. */
void           gls_span_index_query (const GlsSpanIndex *index, guint32 start, guint32 end, GArray *marks);
/* Fills @marks (GlsLaneMark, by lane and start) with what is in the paragraph [start, end), cut to it; returns the number of lanes.
 * The outer and the earlier get the upper lane; all fragments of one span within the paragraph are in one. */
guint          gls_span_index_assign_lanes (const GlsSpanIndex *index, guint32 start, guint32 end, GArray *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsSpanIndex, gls_span_index_free)

G_END_DECLS
