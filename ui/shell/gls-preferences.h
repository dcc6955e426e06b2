/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: who annotates, how an article looks, how marking works, and the keys. All of it works at once. */
#pragma once

#include "gls-window.h"

G_BEGIN_DECLS

GtkWidget *gls_preferences_new (GlsWindow *parent);

G_END_DECLS
