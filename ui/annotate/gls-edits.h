/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of spans that are on their way to the file, laid over what the file held when it was read last. Plain values. */
#pragma once

#include <gls-project.h>

G_BEGIN_DECLS

typedef enum { GLS_EDIT_ADD, GLS_EDIT_REMOVE, GLS_EDIT_RETYPE, GLS_EDIT_NOTE } GlsEditKind;

typedef struct {
  GlsEditKind  kind;
  GlsId        document;
  GlsId        id;
  char        *type;        /* ADD, RETYPE */
  char        *set;         /* ADD */
  GlsFragment *fragments;   /* ADD */
  guint        n_fragments;
  char        *note;        /* NOTE; NULL: none */
  guint64      serial;      /* of this edit, from 1 */
  gboolean     failed;      /* could not be written; will be tried again */
  gboolean     committed;
  guint64      committed_at; /* number of the last reading that had begun by then */
} GlsEdit;

void          gls_edit_free        (GlsEdit *edit);
/* An empty table for @document. */
GlsSpanTable *gls_span_table_new   (const GlsId *document);
/* A new table: @base with those of @edits (GlsEdit) that are of its document done in order. */
GlsSpanTable *gls_edits_apply      (const GlsSpanTable *base, GPtrArray *edits);
/* Puts into @change what this edit means for the file. */
void          gls_edit_write       (const GlsEdit *edit, GlsChange *change, const GlsCodebook *codebook);
/* Keeps only the spans of @person and of plugins; @table must not be shared yet. */
void          gls_span_table_keep_own (GlsSpanTable *table, const char *person);

G_END_DECLS
