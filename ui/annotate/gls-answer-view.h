/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lead decided about an annotation, and why; nothing where nothing was decided. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ANSWER_VIEW (gls_answer_view_get_type ())
G_DECLARE_FINAL_TYPE (GlsAnswerView, gls_answer_view, GLS, ANSWER_VIEW, AdwBin)

/* @id NULL: nothing. Called again when the annotation may have changed. */
void gls_answer_view_show (GlsAnswerView *self, GlsOpenDocument *document, const GlsId *id);

G_END_DECLS
