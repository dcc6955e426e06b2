/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line in which something else than a version is decided: chosen from a list, typed, or selected in the article. */
#pragma once

#include <adwaita.h>
#include <gls-cases.h>
#include <gls-codebook.h>

G_BEGIN_DECLS

#define GLS_TYPE_CASE_EDITOR (gls_case_editor_get_type ())
G_DECLARE_FINAL_TYPE (GlsCaseEditor, gls_case_editor, GLS, CASE_EDITOR, AdwBin)

/* Signals
 *   "done" (const char *text)   as gls-edit.h has it; "" where words are to be selected
 *   "cancelled" () */

GlsCaseEditor *gls_case_editor_new   (void);
/* @choices (nullable): pairs of label and text, NULL-ended. */
void           gls_case_editor_begin (GlsCaseEditor *self, const GlsCase *item, GlsCodebook *codebook, char **choices);
void           gls_case_editor_end   (GlsCaseEditor *self);
gboolean       gls_case_editor_wants_words (GlsCaseEditor *self);

G_END_DECLS
