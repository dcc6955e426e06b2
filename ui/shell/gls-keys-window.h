/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command with its key, in two columns where there is room, to be searched; it may stay open while one works. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *gls_keys_window_new (GtkWindow *parent);

G_END_DECLS
