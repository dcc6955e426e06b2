/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far people agree: figures by feature, pair, type, document and month, and who said what where another said something else. */
#pragma once

#include <adwaita.h>

#include "gls-agreement-source.h"

G_BEGIN_DECLS

#define GLS_TYPE_AGREEMENT_PANE (gls_agreement_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsAgreementPane, gls_agreement_pane, GLS, AGREEMENT_PANE, AdwBin)

/* Signals
 *   "cases" (const char *a, const char *says_a, const char *b, const char *says_b)   a cell of the matrix of types was chosen, where
 *           "–" is what one has not found, or of that of pairs, which has NULL for what they say
 *   "part" (GlsAgreePartition partition, const char *name)                           a type or document was chosen */

GlsAgreementPane *gls_agreement_pane_new          (GlsAgreementSource *source);
/* Types that one can choose among. */
void              gls_agreement_pane_set_codebook (GlsAgreementPane *self, const GlsCodebook *codebook);

G_END_DECLS
