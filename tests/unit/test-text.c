/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offsets of GlsText against the slow and plain way, and what it refuses. */
#include "config.h"

#include <string.h>

#include "gls-error.h"
#include "gls-text.h"

static GlsText *
new_text (const char *string)
{
  g_autoptr (GError) error = NULL;
  GlsText *text = gls_text_new_from_string (string, -1, &error);

  g_assert_no_error (error);
  return text;
}

/* Every offset of @string, and a few beyond, against GLib's own walk. */
static void
check_offsets (const char *string)
{
  g_autoptr (GlsText) text = new_text (string);
  glong n_units = 0, n_chars = g_utf8_strlen (string, -1);
  g_autofree G_GNUC_UNUSED gunichar2 *units = g_utf8_to_utf16 (string, -1, NULL, &n_units, NULL);
  guint32 offset = 0, utf16 = 0;

  g_assert_cmpuint (gls_text_get_length (text), ==, n_chars);
  g_assert_cmpuint (gls_text_get_utf16_length (text), ==, n_units);
  for (const char *p = string; *p; p = g_utf8_next_char (p), offset++)
    {
      gsize byte = (gsize) (p - string), next = (gsize) (g_utf8_next_char (p) - string);
      guint wide = g_utf8_get_char (p) > 0xffff ? 2 : 1;

      g_assert_cmpuint (gls_text_byte_of_char (text, offset), ==, byte);
      for (gsize inside = byte; inside < next; inside++)
        g_assert_cmpuint (gls_text_char_of_byte (text, inside), ==, offset);
      g_assert_cmpuint (gls_text_utf16_of_char (text, offset), ==, utf16);
      for (guint i = 0; i < wide; i++)
        g_assert_cmpuint (gls_text_char_of_utf16 (text, utf16 + i), ==, offset);
      g_assert_cmpuint (gls_text_get_char (text, offset), ==, g_utf8_get_char (p));
      utf16 += wide;
    }
  for (guint32 beyond = 0; beyond < 3; beyond++)
    {
      g_assert_cmpuint (gls_text_byte_of_char (text, offset + beyond), ==, strlen (string));
      g_assert_cmpuint (gls_text_char_of_byte (text, strlen (string) + beyond), ==, offset);
      g_assert_cmpuint (gls_text_utf16_of_char (text, offset + beyond), ==, utf16);
      g_assert_cmpuint (gls_text_char_of_utf16 (text, utf16 + beyond), ==, offset);
      g_assert_cmpuint (gls_text_get_char (text, offset + beyond), ==, 0);
    }
  g_assert_cmpuint (gls_text_byte_of_char (text, G_MAXUINT32), ==, strlen (string));
  g_assert_cmpuint (gls_text_char_of_byte (text, G_MAXSIZE), ==, offset);
}

static void
test_offsets (void)
{
  static const char *const samples[] = { "", "a", "é", "😀", "plain words", "Größe – 330 человек 🚌 e\xcc\x81", "مرحبا\r\n😀😀" };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    check_offsets (samples[i]);
}

static void
test_random (void)
{
  static const char *const pieces[] = { "a", "bcdefghijklmnopq", "é", "ж", "–", "漢", "😀", " ", "\r\n", "e\xcc\x81" };

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      int favourite = g_test_rand_int_range (0, G_N_ELEMENTS (pieces));
      int n = g_test_rand_int_range (1, 3000);
      for (int i = 0; i < n; i++)
        g_string_append (string, pieces[g_test_rand_bit () ? favourite : g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      check_offsets (string->str);
    }
}

/* The first character that is not ASCII at every place around the ends of blocks. */
static void
test_block_edges (void)
{
  static const int around[] = { 0, 1, 7, 8, 9, 15, 16, 17, 510, 511, 512, 513, 1023, 1024, 1025 };

  for (gsize i = 0; i < G_N_ELEMENTS (around); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (around); j++)
      {
        g_autoptr (GString) string = g_string_new (NULL);
        for (int k = 0; k < around[i]; k++)
          g_string_append_c (string, 'x');
        g_string_append (string, "😀");
        for (int k = 0; k < around[j]; k++)
          g_string_append_c (string, 'y');
        check_offsets (string->str);
      }
}

static void
check_refused (const char *bytes, gsize n_bytes, const char *at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsText) text = gls_text_new_from_string (bytes, (gssize) n_bytes, &error);

  g_assert_null (text);
  g_assert_error (error, GLS_ERROR, GLS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, at));
}

static void
test_refused (void)
{
  check_refused ("ab\0cd", 5, "byte 2");
  check_refused ("0123456789abcdef0123456789abcde\0", 32, "byte 31");
  check_refused ("é\0", 3, "byte 2");
  check_refused ("\xff", 1, "byte 0");
  check_refused ("abc\xc3", 4, "byte 3");
  check_refused ("abc\xc0\x80", 5, "byte 3");         /* overlong */
  check_refused ("\xe0\x80\x80", 3, "byte 0");
  check_refused ("\xf0\x80\x80\x80", 4, "byte 0");
  check_refused ("\xed\xa0\x80", 3, "byte 0");        /* surrogate */
  check_refused ("\xf4\x90\x80\x80", 4, "byte 0");    /* beyond U+10FFFF */
  check_refused ("\x80", 1, "byte 0");
  check_refused ("\xe2\x82", 2, "byte 0");
  check_refused ("\xf0\x9f\x98", 3, "byte 0");
  check_refused ("\xe4\xb8\xad\xe4\xb8", 5, "byte 3");
}

/* Strings of three and four bytes that begin high: the same verdict as GLib's. */
static void
test_all_short (void)
{
  for (guint32 value = 0; value < 0x800000; value += 13)
    {
      char bytes[4] = { (char) (0x80 | value >> 16), (char) (value >> 8), (char) value, '\x80' };
      for (int n = 3; n <= 4; n++)
        {
          g_autoptr (GlsText) text = gls_text_new_from_string (bytes, n, NULL);
          g_assert_cmpint (text != NULL, ==, g_utf8_validate_len (bytes, (gsize) n, NULL));
        }
    }
}

static void
test_slice (void)
{
  g_autoptr (GlsText) text = new_text ("Größe 😀 – 330");
  g_autofree char *middle = gls_text_slice (text, 2, 7);
  g_autofree char *rest = gls_text_slice (text, 6, G_MAXUINT32);
  g_autofree char *none = gls_text_slice (text, 5, 5);
  g_autofree char *wrong = gls_text_slice (text, 9, 3);

  g_assert_cmpstr (middle, ==, "öße 😀");
  g_assert_cmpstr (rest, ==, "😀 – 330");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (wrong, ==, "");
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("not ended", 3);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GlsText) text = gls_text_new (bytes, NULL);
  g_autoptr (GlsText) nothing = gls_text_new (empty, NULL);
  g_autoptr (GlsText) again = gls_text_ref (text);
  gsize n_bytes;

  g_assert_cmpstr (gls_text_get_data (again, &n_bytes), ==, "not");
  g_assert_cmpuint (n_bytes, ==, 3);
  g_assert_cmpuint (gls_text_get_length (nothing), ==, 0);
  g_assert_cmpstr (gls_text_get_data (nothing, NULL), ==, "");
}

static void
measure (const char *what, const char *piece)
{
  g_autoptr (GString) string = g_string_new (NULL);

  while (string->len < 16 << 20)
    g_string_append (string, piece);
  g_test_timer_start ();
  g_autoptr (GlsText) text = gls_text_new_from_string (string->str, (gssize) string->len, NULL);
  double seconds = g_test_timer_elapsed ();
  g_test_message ("%s: %.0f MB/s", what, (double) string->len / 1e6 / seconds);
  g_assert_nonnull (text);
}

static void
test_speed (void)
{
  if (!g_test_perf ())
    {
      g_test_skip ("run with -m perf");
      return;
    }
  measure ("English", "More than 330 people, officials said. ");
  measure ("German", "Größere Übungen fänden natürlich später statt, hieß es. ");
  measure ("Russian", "Более 330 человек, сообщили официальные лица. ");
  measure ("emoji", "😀 ");
}

/* Pairs of bytes, near and far, in and against order, also inside characters and beyond the end. */
static void
test_pairs (void)
{
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (GlsText) text = NULL;
  GlsTextPlace near = { 0, 0 };
  guint32 bytes;

  for (guint i = 0; i < 900; i++)
    g_string_append (string, i % 7 == 0 ? "ы" : i % 31 == 0 ? "😀" : i % 11 == 0 ? "“" : "a");
  text = new_text (string->str);
  bytes = string->len;
  for (guint32 step = 0, from = 0; step < bytes; step++, from = (from + (step % 2 != 0 ? step : 5)) % (bytes + 3))
    for (guint32 to = 0; to < bytes + 3; to += 3)
      {
        guint32 start = from, end = to;

        gls_text_chars_of_bytes (text, &near, &start, &end);
        g_assert_cmpuint (start, ==, gls_text_char_of_byte (text, from));
        g_assert_cmpuint (end, ==, gls_text_char_of_byte (text, to));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/offsets", test_offsets);
  g_test_add_func ("/text/random", test_random);
  g_test_add_func ("/text/block-edges", test_block_edges);
  g_test_add_func ("/text/refused", test_refused);
  g_test_add_func ("/text/all-short", test_all_short);
  g_test_add_func ("/text/slice", test_slice);
  g_test_add_func ("/text/bytes", test_bytes);
  g_test_add_func ("/text/speed", test_speed);
  g_test_add_func ("/text/pairs", test_pairs);
  return g_test_run ();
}
