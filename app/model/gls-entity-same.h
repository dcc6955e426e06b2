/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which entities are one, as follows from what people judged. */
#pragma once

#include "gls-entity.h"

G_BEGIN_DECLS

/* From every entity that is one with another to the one that stands for all of them (GlsId to GlsId). A pair that somebody calls
 * not the same is not one by that pair's judgements. @judgements: GlsJudgement. */
GHashTable  *gls_entities_find_same (GPtrArray *judgements);
/* The one that stands for @id, @id itself where it is alone. @same: nullable. */
const GlsId *gls_entities_get_same  (GHashTable *same, const GlsId *id);

G_END_DECLS
