/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what becomes of the annotations of a type that is to go. */
#pragma once

#include "gls-codebook-desk.h"

G_BEGIN_DECLS

/* Retires at once where nothing uses the type; asks otherwise. */
void gls_retire_dialog_ask (GtkWindow *parent, GlsCodebookDesk *desk, const GlsId *type);

G_END_DECLS
