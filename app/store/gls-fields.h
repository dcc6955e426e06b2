/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action's fields of one record as the journal keeps them: packed into a few bytes, in one canonical form. The bytes come
 * out of a file, so reading trusts nothing in them. Private to app/store. */
#pragma once

#include "gls-change-private.h"

G_BEGIN_DECLS

/* Packing: fields in ascending order of their keys, each once. A value's REF is its number, the local key of a record. */
void     gls_fields_append      (GByteArray *packed, guint field, const GlsJournalValue *value);

typedef struct {
  const guint8 *at, *end;
  guint         last;     /* key of the field read last */
} GlsFieldsReader;

typedef enum { GLS_FIELDS_DAMAGED = -1, GLS_FIELDS_END = 0, GLS_FIELDS_VALUE = 1 } GlsFieldsResult;

void     gls_fields_reader_init (GlsFieldsReader *reader, gconstpointer packed, gsize n_bytes);
/* The data of a text or blob points into the packed bytes and has no NUL behind. */
GlsFieldsResult gls_fields_reader_next (GlsFieldsReader *reader, guint *field, GlsJournalValue *value);

/* Local keys of records as an action keeps them: ascending, each once. */
void     gls_keys_pack          (GArray *keys, GByteArray *packed);
/* Adds the keys to @keys; FALSE: the bytes are damaged, what is before the damage was added. */
gboolean gls_keys_unpack        (gconstpointer packed, gsize n_bytes, GArray *keys);
/* Sorts gint64 keys and leaves each once. */
void     gls_keys_normalize     (GArray *keys);

G_END_DECLS
