/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) without memory of its own, for ids that are derived a million at a time: GChecksum allocates its state and
 * its text form for each. Outside of app/base and its tests it is only a part of GlsIdDraft. */
#pragma once

#include <glib.h>

typedef struct {
  guint32 state[8];
  guint64 n_bytes;
  guint8  block[64];   /* n_bytes % 64 of them wait */
} GlsSha256;

void gls_sha256_init   (GlsSha256 *sha);
void gls_sha256_update (GlsSha256 *sha, const void *data, gsize n_bytes);
void gls_sha256_finish (GlsSha256 *sha, guint8 digest[32]);
