/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a person a copy of some documents to work on apart. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_GIVE_DIALOG (gls_give_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsGiveDialog, gls_give_dialog, GLS, GIVE_DIALOG, AdwWindow)

GtkWindow *gls_give_dialog_new (GtkWindow *parent, GlsSession *session);

G_END_DECLS
