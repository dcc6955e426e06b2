/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people thought of plugins' suggestions in the open project, as a table by plugin and type. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_ACCEPTANCE_PANE (gls_acceptance_pane_get_type ())
G_DECLARE_FINAL_TYPE (GlsAcceptancePane, gls_acceptance_pane, GLS, ACCEPTANCE_PANE, GtkBox)

/* NULL: no project is open. */
void gls_acceptance_pane_set_session (GlsAcceptancePane *self, GlsSession *session);
/* Counts anew; counting reads every document, so it is done when the pane is looked at. */
void gls_acceptance_pane_refresh     (GlsAcceptancePane *self);

G_END_DECLS
