/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the guesses: words of a sentence that look like a cue, a name, a figure or a date. */
#pragma once

#include <gls-segment.h>

#include "gls-annotation.h"

G_BEGIN_DECLS

typedef struct {
  guint32  start, end;
  char    *lower;
  gboolean is_word;   /* letters or digits, no mark nor space */
  gboolean is_number; /* begins with a digit */
  gboolean is_name;   /* begins with a capital letter */
} GlsGuessWord;

/* Words and marks of [start, end), without spaces. */
GArray  *gls_guess_words_new   (const GlsText *text, guint32 start, guint32 end);
/* Outside of @content, the nearest to it: "said", "according to". */
gboolean gls_guess_find_cue    (GArray *words, const GlsFragment *content, guint32 *start, guint32 *end);
/* A name, else a description, right before or after the cue at [cue_start, cue_end), outside of @content; no pronoun. */
gboolean gls_guess_find_speaker (GArray *words, const GlsFragment *content, guint32 cue_start, guint32 cue_end,
                                 guint32 *start, guint32 *end);
/* Inside of @content: approximation, number, what is counted. */
gboolean gls_guess_find_figure (GArray *words, const GlsFragment *content, guint32 *start, guint32 *end);
gboolean gls_guess_find_date   (const GlsText *text, GArray *words, const GlsFragment *content, gboolean inside,
                                guint32 *start, guint32 *end);
/* The shipped codebooks' type that words look like: "Source" for a description, "Organization"; NULL: no idea. */
const char *gls_guess_look     (const char *words);

G_END_DECLS
