/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes of an unknown encoding to UTF-8 text. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @encoding: a name to force, or NULL to detect: BOM, UTF-8 validity, UTF-16 by zero bytes, then windows-1251, windows-1252, KOI8-R and
 * what ICU's detector proposes, weighed by letter statistics. @used (nullable, transfer full) gets the name. Text without the BOM, otherwise unchanged
 * (CRLF, tabs, NFD all stay). GLS_ERROR_INVALID with the byte offset and a hint at --encoding when bytes do not decode,
 * when the file is binary, or holds U+0000; GLS_ERROR_USAGE when @encoding is no known name. @declared: what an HTML meta or XML declaration
 * says, or NULL; taken when the bytes are not UTF-8 and are valid in it. */
char *gls_encoding_decode (GBytes *bytes, const char *encoding, const char *declared, gsize *n_bytes, char **used, GError **error);

G_END_DECLS
