/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was just done to one annotation and may be done to all with the same words. A plain value. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef enum {
  GLS_ALIKE_LABEL,   /* words became @type */
  GLS_ALIKE_RETYPE,  /* what was @type became @to_type */
  GLS_ALIKE_REMOVE,  /* what was @type was removed */
  GLS_ALIKE_LINK,    /* a @type was linked to @entity */
} GlsAlikeDeed;

typedef struct {
  GlsAlikeDeed deed;
  char        *words;
  char        *type;
  char        *to_type;  /* RETYPE */
  GlsId        entity;   /* LINK */
} GlsAlikeOffer;

GlsAlikeOffer *gls_alike_offer_new  (GlsAlikeDeed deed, const char *words, const char *type);
GlsAlikeOffer *gls_alike_offer_copy (const GlsAlikeOffer *offer);
void           gls_alike_offer_free (GlsAlikeOffer *offer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsAlikeOffer, gls_alike_offer_free)

G_END_DECLS
