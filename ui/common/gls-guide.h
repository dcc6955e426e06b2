/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's guideline for one type: description and rulings, under the annotations. */
#pragma once

#include <adwaita.h>
#include <gls-codebook.h>

G_BEGIN_DECLS

#define GLS_TYPE_GUIDE (gls_guide_get_type ())
G_DECLARE_FINAL_TYPE (GlsGuide, gls_guide, GLS, GUIDE, AdwBin)

/* At most so many pixels high. */
void gls_guide_set_room (GlsGuide *self, int height);
/* NULL: nothing is shown. */
void gls_guide_set_type (GlsGuide *self, const GlsTypeDef *type);

G_END_DECLS
