/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes through the decoder: UTF-8 without U+0000 that encodes back to the bytes, or an error; then offsets and segments. */
#include "config.h"

#include <stdint.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "gls-encoding.h"
#include "gls-segment.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Encodings in which each text has one form. */
static gboolean
is_reversible (const char *name)
{
  return g_str_has_prefix (name, "UTF-") || g_str_has_prefix (name, "windows-125") || g_str_has_prefix (name, "KOI8-") ||
         g_str_has_prefix (name, "ISO-8859-") || strcmp (name, "IBM866") == 0;
}

static void
check_reversible (const char *text, gsize n_text, const char *name, const uint8_t *data, size_t size)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);
  g_autofree UChar *units = g_new (UChar, n_text + 1);
  g_autofree char *bytes = g_malloc (4 * n_text + 8);
  int32_t n_units = 0;

  g_assert_true (U_SUCCESS (status));
  ucnv_setFromUCallBack (converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  u_strFromUTF8 (units, (int32_t) n_text + 1, &n_units, text, (int32_t) n_text, &status);
  int32_t n_bytes = ucnv_fromUChars (converter, bytes, (int32_t) (4 * n_text + 8), units, n_units, &status);
  ucnv_close (converter);
  g_assert_true (U_SUCCESS (status));
  /* All that may be missing is a byte order mark. */
  g_assert_cmpint (n_bytes, <=, size);
  g_assert_cmpint (size - (size_t) n_bytes, <=, 4);
  g_assert_true (size == (size_t) n_bytes || g_str_has_prefix (name, "UTF-"));
  g_assert_cmpmem (bytes, n_bytes, data + size - n_bytes, n_bytes);
}

static void
check_text (const char *text, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) object = gls_text_new_from_string (text, (gssize) n_bytes, &error);
  guint32 length, start, end;

  g_assert_no_error (error);
  length = gls_text_get_length (object);
  g_assert_cmpuint (length, ==, g_utf8_strlen (text, (gssize) n_bytes));
  for (guint32 offset = 0; offset < length; offset += 1 + length / 7)
    {
      g_assert_cmpuint (gls_text_char_of_byte (object, gls_text_byte_of_char (object, offset)), ==, offset);
      g_assert_cmpuint (gls_text_char_of_utf16 (object, gls_text_utf16_of_char (object, offset)), ==, offset);
      gls_segment_word_at (object, offset, &start, &end);
      g_assert_true (start <= offset && offset < end && end <= length);
      gls_segment_sentence_at (object, offset, &start, &end);
      g_assert_true (start <= end && end <= length);
      gls_segment_paragraph_at (object, offset, &start, &end);
      g_assert_true (start <= end && end <= length);
      start = offset;
      end = offset + 1 + length / 3;
      if (gls_segment_snap (object, &start, &end))
        g_assert_true (start < end && end <= length);
    }
}

static void
check_decode (GBytes *bytes, const char *encoding, const char *declared)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *used = NULL;
  gsize size, n_bytes = 0;
  const uint8_t *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = gls_encoding_decode (bytes, encoding, declared, &n_bytes, &used, &error);

  g_assert_cmpint (text == NULL, ==, error != NULL);
  g_assert_cmpint (text == NULL, ==, used == NULL);
  if (!text)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_cmpuint (strlen (text), ==, n_bytes);
  if (size > 0 && is_reversible (used))
    check_reversible (text, n_bytes, used, data, size);
  check_text (text, n_bytes);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "windows-1251", "UTF-16", "Shift_JIS", "UTF-32", "GB18030", "ISO-2022-JP", "UTF-7", "KOI8-R" };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  check_decode (bytes, NULL, NULL);
  check_decode (bytes, NULL, names[size % G_N_ELEMENTS (names)]);
  check_decode (bytes, names[size % G_N_ELEMENTS (names)], NULL);
  return 0;
}
