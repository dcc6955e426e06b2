/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of decisions in words for people. */
#pragma once

#include <gls-decision.h>

G_BEGIN_DECLS

/* "guideline gap", translated; "–": none. */
const char *gls_reason_get_label (GlsReason reason);

G_END_DECLS
