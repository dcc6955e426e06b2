/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At the words of a mention: which entity it names, or a new one. Never modal; typing filters, arrows and Return choose. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_ENTITY_LINKER (gls_entity_linker_get_type ())
G_DECLARE_FINAL_TYPE (GlsEntityLinker, gls_entity_linker, GLS, ENTITY_LINKER, GtkPopover)

/* Signals
 *   "linked" ()  the annotations have another entity now, or none: gls_entity_linker_get_entity()
 *   "left" ()    the focus belongs to the text again */

GtkWidget   *gls_entity_linker_new  (void);
/* Links @ids (at least one, the first is shown) of @document; @where is in the parent's coordinates. */
void         gls_entity_linker_open (GlsEntityLinker *self, GlsSession *session, GlsOpenDocument *document, const GlsId *ids,
                                     guint n, const GdkRectangle *where);
void         gls_entity_linker_hide (GlsEntityLinker *self);
/* What was linked last; NULL: nothing, the link was taken away. */
const GlsId *gls_entity_linker_get_entity (GlsEntityLinker *self);

G_END_DECLS
