/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences window: light or dark, size of the article's letters. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *gls_preferences_new (GtkWindow *parent);

G_END_DECLS
