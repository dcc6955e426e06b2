/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: command line, windows, and what all windows share. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GLS_TYPE_APPLICATION (gls_application_get_type ())
G_DECLARE_FINAL_TYPE (GlsApplication, gls_application, GLS, APPLICATION, AdwApplication)

GlsApplication *gls_application_new (void);

G_END_DECLS
