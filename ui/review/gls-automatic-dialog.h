/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settles what all, or at least so many people agree on: first says how much that is. */
#pragma once

#include <adwaita.h>

#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_AUTOMATIC_DIALOG (gls_automatic_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GlsAutomaticDialog, gls_automatic_dialog, GLS, AUTOMATIC_DIALOG, AdwWindow)

GtkWindow *gls_automatic_dialog_new (GtkWindow *parent, GlsSession *session, guint n_people);

G_END_DECLS
