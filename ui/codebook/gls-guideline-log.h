/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change log of the guideline in a window: each change with the decisions behind it. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_GUIDELINE_LOG (gls_guideline_log_get_type ())
G_DECLARE_FINAL_TYPE (GlsGuidelineLog, gls_guideline_log, GLS, GUIDELINE_LOG, AdwWindow)

GtkWindow *gls_guideline_log_new (GtkWindow *parent, GlsSession *session);

G_END_DECLS
