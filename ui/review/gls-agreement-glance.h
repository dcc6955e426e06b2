/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement at a glance, beside the disagreements: by type, by pair, over time, and what was left out. */
#pragma once

#include <adwaita.h>

#include "gls-agreement-source.h"

G_BEGIN_DECLS

#define GLS_TYPE_AGREEMENT_GLANCE (gls_agreement_glance_get_type ())
G_DECLARE_FINAL_TYPE (GlsAgreementGlance, gls_agreement_glance, GLS, AGREEMENT_GLANCE, AdwBin)

/* Signals "cases" and "part" as of GlsAgreementPane. */

GlsAgreementGlance *gls_agreement_glance_new (GlsAgreementSource *source);

G_END_DECLS
