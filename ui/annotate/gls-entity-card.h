/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the article: the entity that the selected mention is linked to, and where else it is mentioned. */
#pragma once

#include <adwaita.h>
#include <gls-mentions.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ENTITY_CARD (gls_entity_card_get_type ())
G_DECLARE_FINAL_TYPE (GlsEntityCard, gls_entity_card, GLS, ENTITY_CARD, AdwBin)

/* Signal "go" (const GlsMention *mention): a mention was chosen. */

void gls_entity_card_set_document (GlsEntityCard *self, GlsSession *session, GlsOpenDocument *document);
/* NULL: nothing, or several. */
void gls_entity_card_show         (GlsEntityCard *self, const GlsId *annotation);

G_END_DECLS
