/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging another copy of the project from the window. */
#pragma once

#include <gtk/gtk.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

/* Asks for a copy, says what it would bring, merges it when told to, and reports. */
void gls_merge_copy_start (GtkWindow *parent, GlsSession *session);

G_END_DECLS
