/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the article: "the other 12 places" after a label, a change, a removal or a link, with a preview and a tick a row. */
#pragma once

#include <adwaita.h>
#include "gls-alike-offer.h"
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ALIKE_PANEL (gls_alike_panel_get_type ())
G_DECLARE_FINAL_TYPE (GlsAlikePanel, gls_alike_panel, GLS, ALIKE_PANEL, AdwBin)

/* Signal "left" (): the focus belongs to the text again. */

/* Says in one line how many there are; says nothing where there are none. */
void     gls_alike_panel_offer     (GlsAlikePanel *self, GlsSession *session, GlsOpenDocument *document, const GlsAlikeOffer *offer);
/* An offer that was not taken up is over; what is being looked at stays. */
void     gls_alike_panel_forget    (GlsAlikePanel *self);
void     gls_alike_panel_close     (GlsAlikePanel *self);
gboolean gls_alike_panel_has_offer (GlsAlikePanel *self);
/* Shows the places and takes the focus. */
void     gls_alike_panel_preview   (GlsAlikePanel *self);

G_END_DECLS
