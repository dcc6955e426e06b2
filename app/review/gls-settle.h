/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling: what a decision does to gold, and which cases settle themselves. */
#pragma once

#include <gls-decisions.h>

#include "gls-cases.h"

G_BEGIN_DECLS

/* A decision on @item for its version @version (index; -1: none of them), by @by. For FOUND a version of value "not marked" and -1 are
 * the same. Transfer full. */
GlsDecision *gls_settle_case (const GlsCase *item, int version, const char *by, GlsReason reason, const char *note);

/* The gold annotation of a group as the decisions stand (those of @decisions and, before them, of @fresh; GlsDecision by id, nullable):
 * decided fields as decided, others as all agree; boundary and type, which an annotation cannot be without, as most have it while they
 * are open. NULL: it was decided not to be marked, or whether to is still open. Fillers point to gold annotations of their groups; one
 * whose group is not in @golden (gboolean by group) is left out until it is. Transfer full. */
GlsAnnotation *gls_settle_make_gold (GlsAligned *aligned, guint group, const GlsCodebook *codebook, GPtrArray *decisions,
                                     GPtrArray *fresh, GArray *golden);

/* Decides every open case of @kinds (a bit each, 0: all) on which at least @least people agree (0: only groups without a case, in which all agree; they need no
 * decision), field by field, and never one that a person has settled. Returns the new decisions: GlsDecision by id, owned. */
GPtrArray *gls_settle_automatically (GPtrArray *cases, guint least, guint kinds, const char *by);

/* Puts @fresh and the gold annotations they lead to into @change: for every group when @all, else for those of @fresh and those that
 * gold has already. Returns how many gold annotations these groups have then. @project is read to see what an earlier decision deleted. */
guint gls_settle_write (GlsChange *change, GlsProject *project, GlsAligned *aligned, const GlsCodebook *codebook,
                        GPtrArray *decisions, GPtrArray *fresh, gboolean all);

G_END_DECLS
