/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes taken eight at a time, what UTF-8 is, and appending fast: shared by the files of this folder that walk over megabytes.
 * Nothing outside app/base includes it. */
#pragma once

#include <glib.h>
#include <string.h>

#define GLS_ONES G_GUINT64_CONSTANT (0x0101010101010101)
#define GLS_HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

static inline guint64
gls_load_word (const void *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* Not 0 when one of eight bytes is @byte; bits above the first hit may be false. */
static inline guint64
gls_word_has (guint64 word, guint8 byte)
{
  guint64 zero = word ^ (GLS_ONES * byte);

  return (zero - GLS_ONES) & ~zero & GLS_HIGHS;
}

static inline gboolean
gls_is_continuation (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

/* The length of the well-formed sequence at @p < @end (Unicode 15, table 3-7), or 0; U+0000 is not well-formed here. */
static inline guint
gls_utf8_sequence (const guint8 *p, const guint8 *end)
{
  guint8 lead = p[0];
  gsize left = (gsize) (end - p);

  if (lead < 0x80)
    return lead != 0;
  if (lead < 0xc2)
    return 0;
  if (lead < 0xe0)
    return left >= 2 && gls_is_continuation (p[1]) ? 2 : 0;
  if (lead < 0xf0)
    {
      if (left < 3 || !gls_is_continuation (p[1]) || !gls_is_continuation (p[2]))
        return 0;
      if ((lead == 0xe0 && p[1] < 0xa0) || (lead == 0xed && p[1] >= 0xa0))
        return 0;
      return 3;
    }
  if (lead > 0xf4 || left < 4 || !gls_is_continuation (p[1]) || !gls_is_continuation (p[2]) ||
      !gls_is_continuation (p[3]))
    return 0;
  if ((lead == 0xf0 && p[1] < 0x90) || (lead == 0xf4 && p[1] >= 0x90))
    return 0;
  return 4;
}

/* g_string_append_len without a call where there is room: short pieces are what JSON is made of. */
static inline void
gls_string_append (GString *out, const void *bytes, gsize n)
{
  if (G_LIKELY (out->len + n < out->allocated_len))
    {
      memcpy (out->str + out->len, bytes, n);
      out->len += n;
      out->str[out->len] = '\0';
    }
  else
    g_string_append_len (out, bytes, (gssize) n);
}
