/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts typed into fields of annotations that are no values yet, kept until they are or are given up. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct _GlsDrafts GlsDrafts;

GlsDrafts *gls_drafts_new  (void);
void       gls_drafts_free (GlsDrafts *drafts);
void       gls_drafts_keep (GlsDrafts *drafts, const GlsId *annotation, const char *field, const char *text);
/* What was kept, transfer full, and no longer is; NULL: nothing. */
char      *gls_drafts_take (GlsDrafts *drafts, const GlsId *annotation, const char *field);

G_END_DECLS
