/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making tables out of aligned documents; private to gls-agree.c. */
#pragma once

#include "gls-agree.h"

G_BEGIN_DECLS

typedef struct {
  GlsReview    *review;
  GlsAgreeUnit  unit;
  guint         n;        /* people */
  GPtrArray    *growing;
  GHashTable   *by_feature;
  guint64       finished; /* people whose work on the document under way counts */
  GlsAgreeItem  item;     /* where what is added next comes from */
} GlsAgreeTables;

void       gls_agree_tables_init  (GlsAgreeTables *tables, GlsReview *review, GlsAgreeUnit unit);
void       gls_agree_tables_clear (GlsAgreeTables *tables);
/* @item: document and since. */
void       gls_agree_tables_add   (GlsAgreeTables *tables, const GlsAligned *aligned, guint64 finished, const GlsAgreeItem *item);
/* GlsAgreeTable in the order they came, without those that compare nothing; *@kinds (nullable) as in GlsAgreement. */
GPtrArray *gls_agree_tables_take  (GlsAgreeTables *tables, GlsCoding **kinds);

G_END_DECLS
