/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a document's spans are wanted in a list, and in which order. Pure; any thread. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef enum {
  GLS_SPAN_ORDER_PLACE,
  GLS_SPAN_ORDER_TYPE,   /* as the codebook orders them, then by place */
  GLS_SPAN_ORDER_WORDS,  /* as a dictionary does, numbers by their value, then by place */
} GlsSpanOrder;

typedef struct {
  GlsSpanOrder order;
  char        *type;       /* NULL: any */
  char        *words;      /* in the annotation, whatever the case; NULL: any */
  gboolean     with_note, unsure;
  gboolean     incomplete; /* has a role that is required or in the chain, and open */
} GlsSpanWanted;

void     gls_span_wanted_clear      (GlsSpanWanted *wanted);
void     gls_span_wanted_copy       (const GlsSpanWanted *wanted, GlsSpanWanted *copy);
/* Every span, as the table has them. */
gboolean gls_span_wanted_is_all     (const GlsSpanWanted *wanted);
gboolean gls_span_wanted_is_filter  (const GlsSpanWanted *wanted);

/* The wanted ones as indices (guint32) into the table's spans. NULL: cancelled. */
GArray  *gls_span_wanted_list       (const GlsSpanWanted *wanted, const GlsSpanTable *table, const GlsText *text,
                                     const GlsCodebook *codebook, GPtrArray *links, GCancellable *cancellable);

G_END_DECLS
