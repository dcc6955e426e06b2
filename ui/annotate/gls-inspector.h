/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected: type, words, attributes, roles, relations, whether its annotator is sure, note, history; all to edit. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_INSPECTOR (gls_inspector_get_type ())
G_DECLARE_FINAL_TYPE (GlsInspector, gls_inspector, GLS, INSPECTOR, AdwBin)

/* Signals
 *   "go-to" (const GlsId *id)          an annotation was chosen that is linked with this one
 *   "fill-role" (const GlsLink *link)  what fills the armed role was chosen */

void gls_inspector_set_document (GlsInspector *self, GlsSession *session, GlsOpenDocument *document);
/* Shows these annotations; what is being typed is committed first. */
void gls_inspector_show         (GlsInspector *self, const GlsId *ids, guint n);
/* The spans or the codebook have changed. */
void gls_inspector_refresh      (GlsInspector *self);
/* The role that is armed, nullable. */
void gls_inspector_set_role     (GlsInspector *self, const char *role);
void gls_inspector_focus_note   (GlsInspector *self);
/* The first open role, else the first attribute, else the note. */
void gls_inspector_focus_first  (GlsInspector *self);
/* The field of the armed role. */
void gls_inspector_focus_field  (GlsInspector *self);
/* Marks it unsure and asks for the line to the lead; sure again when it was unsure. */
void gls_inspector_toggle_unsure (GlsInspector *self);
/* Commits what is being typed. */
void gls_inspector_flush        (GlsInspector *self);

G_END_DECLS
