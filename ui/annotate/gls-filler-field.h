/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field for what fills a role without being marked: an entity, the author, a value, or that nothing is said. */
#pragma once

#include <adwaita.h>
#include <gls-codebook.h>
#include <gls-annotation.h>
#include "common/gls-session.h"

G_BEGIN_DECLS

#define GLS_TYPE_FILLER_FIELD (gls_filler_field_get_type ())
G_DECLARE_FINAL_TYPE (GlsFillerField, gls_filler_field, GLS, FILLER_FIELD, AdwBin)

/* Signals
 *   "chosen" (const GlsLink *filler)   valid during the signal */

GtkWidget *gls_filler_field_new          (void);
/* Whose entities are offered; nullable, kept. */
void       gls_filler_field_set_session  (GlsFillerField *self, GlsSession *session);
/* @codebook tells what kinds of values fit; @published: nullable. */
void       gls_filler_field_set_role     (GlsFillerField *self, const GlsRoleDef *role, const GlsCodebook *codebook,
                                          const char *published);

G_END_DECLS
