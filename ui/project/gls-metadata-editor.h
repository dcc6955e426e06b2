/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of one document besides its text, to be corrected: title, publisher, byline, date, source, language. */
#pragma once

#include <adwaita.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_METADATA_EDITOR (gls_metadata_editor_get_type ())
G_DECLARE_FINAL_TYPE (GlsMetadataEditor, gls_metadata_editor, GLS, METADATA_EDITOR, AdwWindow)

/* Commits by itself. */
GtkWidget *gls_metadata_editor_new (GtkWindow *parent, GlsSession *session, GlsDocument *document);

G_END_DECLS
