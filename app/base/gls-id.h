/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 16-byte ids: ULIDs for what a person makes, hashes for what its content names. Text form: 26 Crockford base-32 digits. */
#pragma once

#include "gls-sha256.h"

G_BEGIN_DECLS

typedef struct {
  guint8 bytes[16];
} GlsId;

#define GLS_ID_STRING_SIZE 27

/* A new ULID, increasing within this process; thread-safe. */
void     gls_id_generate  (GlsId *id);

/* SHA-256 cut to 16 bytes over @domain and the pieces (each with its length before it).
 * The pieces are (const void *, gsize) pairs ended by NULL. */
void     gls_id_derive    (GlsId *id, const char *domain, ...) G_GNUC_NULL_TERMINATED;

/* The same in steps: what many ids have in common is taken in once, and a copy of the struct goes on from there. */
typedef struct {
  GlsSha256 sha;
} GlsIdDraft;

void     gls_id_draft_init   (GlsIdDraft *draft, const char *domain);
void     gls_id_draft_add    (GlsIdDraft *draft, const void *piece, gsize n_bytes);
void     gls_id_draft_finish (const GlsIdDraft *draft, GlsId *id);

/* Writes 26 characters and a NUL into @string. */
void     gls_id_to_string (const GlsId *id, char string[GLS_ID_STRING_SIZE]);
char    *gls_id_dup_string (const GlsId *id);
/* FALSE unless @string is exactly 26 canonical digits (upper case). */
gboolean gls_id_parse     (const char *string, GlsId *id);

int      gls_id_compare   (const GlsId *a, const GlsId *b);
gboolean gls_id_is_null   (const GlsId *id);
/* For GHashTable keyed by const GlsId *. */
guint    gls_id_hash      (gconstpointer id);
gboolean gls_id_equal     (gconstpointer a, gconstpointer b);

G_END_DECLS
