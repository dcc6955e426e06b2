/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published states of gold in the project file. */
#pragma once

#include "gls-project.h"

G_BEGIN_DECLS

typedef struct {
  guint  number;       /* from 1, in the order of time; computed, as two copies may publish apart */
  gint64 when;         /* seconds since 1970, UTC */
  char  *by;
  char  *note;         /* or NULL */
  char  *digest;       /* SHA-256 of gold.jsonl, hexadecimal */
  char  *annotations;  /* what was in it, a line each; see gls-publish.h */
} GlsPublication;

void       gls_publication_free            (GlsPublication *publication);
void       gls_change_put_publication      (GlsChange *change, const GlsPublication *publication);
/* GlsPublication, owned, by number. */
GPtrArray *gls_project_load_publications   (GlsProject *project, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsPublication, gls_publication_free)

G_END_DECLS
