/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed an annotation, when and how, in sentences; read from the file when it is opened. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_HISTORY_VIEW (gls_history_view_get_type ())
G_DECLARE_FINAL_TYPE (GlsHistoryView, gls_history_view, GLS, HISTORY_VIEW, AdwBin)

GtkWidget *gls_history_view_new  (void);
/* @id NULL: nothing. Called again when the annotation may have changed. */
void       gls_history_view_show (GlsHistoryView *self, GlsOpenDocument *document, const GlsId *id);

G_END_DECLS
