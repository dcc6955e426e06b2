/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alike disagreements before they are settled together: what each becomes, with a tick. */
#pragma once

#include <adwaita.h>
#include <gls-cases.h>

G_BEGIN_DECLS

#define GLS_TYPE_ALIKE_REVIEW (gls_alike_review_get_type ())
G_DECLARE_FINAL_TYPE (GlsAlikeReview, gls_alike_review, GLS, ALIKE_REVIEW, AdwBin)

/* Signals "settle" (), "cancelled" (). */

GlsAlikeReview *gls_alike_review_new (void);
/* Takes @cases (GlsCase, the one looked at first). @version: of the first, -1: none of them. */
void            gls_alike_review_show (GlsAlikeReview *self, GPtrArray *cases, int version);
/* Those with a tick: GlsCase, owned by the result. */
GPtrArray      *gls_alike_review_list (GlsAlikeReview *self);
/* Of the version that is taken; NULL: none of them. */
const char     *gls_alike_review_get_likeness (GlsAlikeReview *self);

G_END_DECLS
