/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assigning one side to the other at least cost, sparse. Pure; used to align marks of two people. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint  left, right;
  double cost;       /* below 0, what is gained over leaving both alone; others are never taken */
} GlsAssignEdge;

/* Chooses edges that share no end so that the sum of their costs is least; @match (n_left) gets the right end of each left one,
 * -1: alone. Exact: shortest augmenting paths with potentials (Jonker and Volgenant 1987). @edges are sorted in place. */
void gls_assign (GlsAssignEdge *edges, guint n_edges, guint n_left, guint n_right, int *match);

G_END_DECLS
