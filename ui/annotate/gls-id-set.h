/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of ids without an allocation for each: very many are put in and thrown away while a person waits. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct _GlsIdSet GlsIdSet;

GlsIdSet *gls_id_set_new      (void);
void      gls_id_set_free     (GlsIdSet *self);
void      gls_id_set_clear    (GlsIdSet *self);
/* The null id is never in it. */
void      gls_id_set_add      (GlsIdSet *self, const GlsId *id);
gboolean  gls_id_set_contains (GlsIdSet *self, const GlsId *id);
guint     gls_id_set_get_size (GlsIdSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsIdSet, gls_id_set_free)

G_END_DECLS
