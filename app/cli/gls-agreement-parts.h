/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What gloss agreement tells on demand: parts of tables, and confusion. */
#pragma once

#include <gls-agree.h>

#include "gls-cli.h"

G_BEGIN_DECLS

/* "type", "document", "month" or "pair". */
gboolean gls_agreement_parse_part     (const char *name, GlsAgreePartition *partition);
/* An object a part. */
void     gls_agreement_write_parts    (GlsJsonWriter *writer, const GlsAgreement *agreement, const GlsAgreeTable *table,
                                       GlsAgreePartition partition, const char *measure);
/* A row a part: feature, part, measure, items, value, why it is undefined. */
void     gls_agreement_add_parts      (GlsTable *out, const GlsAgreement *agreement, const GlsAgreeTable *table,
                                       GlsAgreePartition partition, const char *measure);
void     gls_agreement_write_confusion (GlsJsonWriter *writer, const GlsAgreement *agreement, const GlsConfusion *confusion);
void     gls_agreement_print_confusion (const GlsAgreement *agreement, const GlsConfusion *confusion);

G_END_DECLS
