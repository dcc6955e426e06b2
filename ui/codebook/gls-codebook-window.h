/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook editor: a window beside the article, so that labels are tried while they are being made. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_CODEBOOK_WINDOW (gls_codebook_window_get_type ())
G_DECLARE_FINAL_TYPE (GlsCodebookWindow, gls_codebook_window, GLS, CODEBOOK_WINDOW, AdwWindow)

/* Goes when @parent goes. */
GtkWidget *gls_codebook_window_new    (GtkWindow *parent, GlsSession *session);
/* Goes to a type's row; NULL or none of this name: stays. */
void       gls_codebook_window_select (GlsCodebookWindow *self, const char *type);

G_END_DECLS
