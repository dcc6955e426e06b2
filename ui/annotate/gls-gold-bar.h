/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says above the articles that gold is edited, and keeps the reason that goes with each edit. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_GOLD_BAR (gls_gold_bar_get_type ())
G_DECLARE_FINAL_TYPE (GlsGoldBar, gls_gold_bar, GLS, GOLD_BAR, AdwBin)

/* NULL: none. It shows itself while the session edits gold. */
void gls_gold_bar_set_session (GlsGoldBar *self, GlsSession *session);

G_END_DECLS
