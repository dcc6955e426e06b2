/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an annotation is tied to, in both directions: relations, and the roles of others that it fills. */
#pragma once

#include <adwaita.h>
#include "gls-open-document.h"

G_BEGIN_DECLS

#define GLS_TYPE_RELATION_LIST (gls_relation_list_get_type ())
G_DECLARE_FINAL_TYPE (GlsRelationList, gls_relation_list, GLS, RELATION_LIST, AdwBin)

/* Signals
 *   "go-to" (const GlsId *id)   the other end was chosen */

void gls_relation_list_show (GlsRelationList *self, GlsOpenDocument *document, const GlsId *id, gboolean editable);

G_END_DECLS
