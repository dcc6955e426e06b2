/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best guess for what fills a role: the nearest mark that fits, else words that look like it. A guess is shown and taken
 * with one key; nothing is ever filled with one by itself. */
#pragma once

#include <gls-text.h>

#include "gls-annotation.h"
#include "gls-codebook.h"

G_BEGIN_DECLS

/* A mark of the document that could fill something. */
typedef struct {
  GlsId       id;
  guint32     start, end;
  const char *type;
} GlsGuessMark;

typedef struct {
  const GlsText     *text;
  const GlsCodebook *codebook;
  const char        *published; /* EDTF, nullable */
  const GArray      *marks;     /* GlsGuessMark by start */
} GlsGuessContext;

typedef struct {
  gboolean    is_mark;
  GlsId       mark;        /* is_mark */
  guint32     start, end;  /* its words, or the words to be marked */
  const char *type;        /* the words' type; borrowed from the codebook */
} GlsGuess;

/* @claim with its @links (GlsLink, nullable) lies at @content, the hull of its fragments. FALSE: no idea. */
gboolean    gls_guess_filler (const GlsGuessContext *context, const GlsId *claim, const GlsFragment *content,
                              const GArray *links, const GlsRoleDef *role, GlsGuess *guess);
/* The type of words that are about to fill @role: as the same words are marked elsewhere, else by how they look, else the first
 * that is allowed; NULL when the role allows nothing that is in use. */
const char *gls_guess_type   (const GlsGuessContext *context, const GlsRoleDef *role, guint32 start, guint32 end);

G_END_DECLS
