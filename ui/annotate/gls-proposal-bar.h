/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the extractors on demand and shows how far they are, with a button to stop; hidden while none is at work.
 *
 * Signals
 *   "running-changed" () */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PROPOSAL_BAR (gls_proposal_bar_get_type ())
G_DECLARE_FINAL_TYPE (GlsProposalBar, gls_proposal_bar, GLS, PROPOSAL_BAR, AdwBin)

/* What runs for the session before is cancelled. */
void     gls_proposal_bar_set_session (GlsProposalBar *self, GlsSession *session);
/* @key: one document, NULL: all; @plugin: one extractor, NULL: every enabled one. Does nothing while another run is under way. */
void     gls_proposal_bar_propose     (GlsProposalBar *self, const char *key, const char *plugin);
gboolean gls_proposal_bar_is_running  (GlsProposalBar *self);

G_END_DECLS
