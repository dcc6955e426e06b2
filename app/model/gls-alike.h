/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other places of the same words in a text: same letters and case, whole words, as many as a label or its change may be
 * applied to at once. */
#pragma once

#include "gls-document.h"

G_BEGIN_DECLS

/* Appends to @places (GlsFragment) where @words stand as whole words, white space of any width between them, in order and
 * apart from each other, at most @limit (0: all). Left out: what lies in boilerplate or repeats of @zones (nullable), and
 * what touches one of @covered (sorted by start, n_covered, may overlap). */
void     gls_alike_find  (const GlsText *text, const char *words, const GArray *zones, const GlsFragment *covered, guint n_covered,
                          guint limit, GArray *places);
/* Are these the same words, but for the width of white space? */
gboolean gls_alike_equal (const GlsText *text, const GlsFragment *fragments, guint n_fragments, const char *words);
/* The words of one place, white space as single spaces; fragments joined by " … ". Transfer full. */
char    *gls_alike_dup_words (const GlsText *text, const GlsFragment *fragments, guint n_fragments);
/* Is it in a zone that is passed over? */
gboolean gls_alike_is_passed_over (const GArray *zones, guint32 start, guint32 end);
/* For people: the words and what stands before and after them in the same line, white space as single spaces, long ones cut.
 * Transfer full. */
void     gls_alike_dup_context (const GlsText *text, guint32 start, guint32 end, char **before, char **words, char **after);

G_END_DECLS
