/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable text, shared without copying between the store, the view, ICU and plugins.
 * It knows nothing of documents. All "offsets" are Unicode code points from 0; bytes and UTF-16 are converted here. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GLS_TYPE_TEXT (gls_text_get_type ())
typedef struct _GlsText GlsText;

/* Where a byte lies, counted in both. */
typedef struct {
  guint32 byte, character;
} GlsTextPlace;

GType gls_text_get_type (void);

/* Valid UTF-8 without U+0000, at most 1 GiB; anything else is GLS_ERROR_INVALID naming the byte offset. Atomic refcount. */
GlsText    *gls_text_new             (GBytes *bytes, GError **error);
GlsText    *gls_text_new_from_string (const char *string, gssize n_bytes, GError **error);
GlsText    *gls_text_ref             (GlsText *text);
void        gls_text_unref           (GlsText *text);

/* Always NUL-terminated. */
const char *gls_text_get_data        (const GlsText *text, gsize *n_bytes);
guint32     gls_text_get_length      (const GlsText *text);
guint32     gls_text_get_utf16_length (const GlsText *text);

/* Offsets beyond the end give the end. An offset inside a character (byte, UTF-16) gives that character. */
gsize       gls_text_byte_of_char    (const GlsText *text, guint32 offset);
guint32     gls_text_char_of_byte    (const GlsText *text, gsize byte);
void        gls_text_chars_of_bytes  (const GlsText *text, GlsTextPlace *near, guint32 *start, guint32 *end);
guint32     gls_text_utf16_of_char   (const GlsText *text, guint32 offset);
guint32     gls_text_char_of_utf16   (const GlsText *text, guint32 utf16);
gunichar    gls_text_get_char        (const GlsText *text, guint32 offset);

/* The words of [start, end), a new string. */
char       *gls_text_slice           (const GlsText *text, guint32 start, guint32 end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsText, gls_text_unref)

G_END_DECLS
