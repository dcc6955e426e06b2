/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of fragments: sorted, not empty, neither overlapping nor touching. Edges are counted: fragment i begins at edge 2 i and
 * ends at edge 2 i + 1. */
#pragma once

#include <gls-annotation.h>

G_BEGIN_DECLS

/* Joins [start, end) with what it overlaps or touches. */
void  gls_fragments_add       (GArray *fragments, guint32 start, guint32 end);
/* Moves an edge to @to, no further than to one character of its fragment; fragments that it reaches are joined. Returns the edge's
 * number then. */
guint gls_fragments_move_edge (GArray *fragments, guint edge, guint32 to);
/* Where an edge is. */
guint32 gls_fragments_get_edge (GArray *fragments, guint edge);

G_END_DECLS
