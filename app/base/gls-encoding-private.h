/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which legacy encoding some bytes most likely have, by how often letters occur in the languages written in it.
 * Nothing outside app/base includes it. */
#pragma once

#include <glib.h>

/* Mean logarithm of a character's likelihood below which no letter statistics fit: equal chances of 90 bytes have -4.5. */
#define GLS_ENCODING_POOR -4.2

/* The likeliest single-byte encoding of @bytes, which hold a byte above 0x7f. @mean gets its mean log-likelihood for such bytes. */
const char *gls_encoding_guess (const guint8 *bytes, gsize n_bytes, double *mean);
