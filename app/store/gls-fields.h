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

/* What one action set on several records whose keys lie close together, as a row of the journal keeps it. */
#define GLS_PACKET_SPAN 63   /* from the first record's key to the last one's, at most */

/* Packing: records in ascending order. @gap: from the record before, 0 for the first. */
void     gls_packet_append         (GByteArray *run, guint gap, gconstpointer fields, gsize n_bytes);

typedef struct {
  const guint8 *at, *end;
  gint64        first, rec, last;
} GlsPacketReader;

void     gls_packet_reader_init    (GlsPacketReader *reader, gint64 first, gint64 span, gconstpointer run, gsize n_bytes);
GlsFieldsResult gls_packet_reader_next (GlsPacketReader *reader, gint64 *rec, gconstpointer *fields, gsize *n_bytes);

/* Local keys of records as an action keeps them: ascending, each once. */
void     gls_keys_pack          (GArray *keys, GByteArray *packed);
/* Adds the keys to @keys; FALSE: the bytes are damaged, what is before the damage was added. */
gboolean gls_keys_unpack        (gconstpointer packed, gsize n_bytes, GArray *keys);
/* Sorts gint64 keys and leaves each once. */
void     gls_keys_normalize     (GArray *keys);

G_END_DECLS
