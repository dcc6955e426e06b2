/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, sentences and paragraphs of a text by ICU (UAX 29); offsets are code points, ranges half-open. */
#pragma once

#include "gls-text.h"

G_BEGIN_DECLS

/* The word (or run of spaces, or punctuation mark) that holds @offset. A hyphenated word, "al-Nusra", "U.S." and "20,000"
 * count as UAX 29 has them, joined over hyphens and apostrophes between letters; "U.S." has its full stop. Beyond the end both are the length. */
void gls_segment_word_at      (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);
/* Within a line, without the spaces around it. */
void gls_segment_sentence_at  (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);
/* The line, without the characters that end it. */
void gls_segment_paragraph_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);
/* Both over line ends that are there only because the text was broken at a width. */
void gls_segment_whole_sentence_at  (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);
void gls_segment_whole_paragraph_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end);
/* Widens [start, end) to whole words, then trims spaces and outer punctuation (not "$", "%", nor a bracket or quotation mark that has
 * its partner inside). FALSE when nothing is left. */
gboolean gls_segment_snap     (const GlsText *text, guint32 *start, guint32 *end);

G_END_DECLS
