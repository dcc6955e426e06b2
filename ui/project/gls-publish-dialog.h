/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what to say of gold and publishes it into a folder. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_PUBLISH_DIALOG (gls_publish_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsPublishDialog, gls_publish_dialog, GLS, PUBLISH_DIALOG, AdwWindow)

GtkWindow *gls_publish_dialog_new (GtkWindow *parent, GlsSession *session);

G_END_DECLS
