/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected: type, words, who, attributes and roles to read, the note to write. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_INSPECTOR (gls_inspector_get_type ())
G_DECLARE_FINAL_TYPE (GlsInspector, gls_inspector, GLS, INSPECTOR, AdwBin)

void gls_inspector_set_document (GlsInspector *self, GlsSession *session, GlsOpenDocument *document);
/* Shows these annotations; a note under way is committed first. */
void gls_inspector_show         (GlsInspector *self, const GlsId *ids, guint n);
/* The spans or the codebook have changed. */
void gls_inspector_refresh      (GlsInspector *self);
void gls_inspector_focus_note   (GlsInspector *self);
/* Commits a note that is being written. */
void gls_inspector_flush        (GlsInspector *self);

G_END_DECLS
