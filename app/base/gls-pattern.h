/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words or a regular expression in a text. No expression, however bad, runs longer than it is given.
 * A pattern belongs to one thread at a time. */
#pragma once

#include <gio/gio.h>
#include "gls-text.h"

G_BEGIN_DECLS

typedef enum {
  GLS_PATTERN_DEFAULT = 0,
  GLS_PATTERN_CASE    = 1 << 0, /* capital and small letters differ */
  GLS_PATTERN_WORDS   = 1 << 1, /* only where no letter or digit goes on at either end */
  GLS_PATTERN_REGEX   = 1 << 2, /* an expression as ICU has them; else words, between which any spaces may be */
} GlsPatternFlags;

typedef struct {
  guint32 start, end;
} GlsHit;

typedef struct _GlsPattern GlsPattern;

/* An expression that is not one is GLS_ERROR_INVALID, with the place and the reason. */
GlsPattern *gls_pattern_new  (const char *query, GlsPatternFlags flags, GError **error);
void        gls_pattern_free (GlsPattern *pattern);

/* Appends the places (GlsHit) in order, those without a character left out, at most @limit (0: all). It ends early with
 * G_IO_ERROR_CANCELLED, or after @ms milliseconds (0: never) with G_IO_ERROR_TIMED_OUT; what was found by then is in @hits. */
gboolean    gls_pattern_find (GlsPattern *pattern, const GlsText *text, GArray *hits, guint limit, guint ms,
                              GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsPattern, gls_pattern_free)

G_END_DECLS
