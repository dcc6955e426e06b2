/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable UTF-8 text and the arithmetic between code points, bytes and UTF-16 units.
 * It knows nothing of documents, of words or of where the bytes came from. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gls-error.h"
#include "gls-text.h"
#include "gls-utf8-private.h"

/* A position is noted every 512 code points: 8 bytes of table for 1 KiB of Cyrillic, 511 characters to walk at most. */
#define BLOCK_BITS 9
#define BLOCK (1u << BLOCK_BITS)
#define MAX_BYTES ((gsize) 1 << 30)

typedef struct {
  guint32 byte;
  guint32 utf16;
} Mark;

struct _GlsText {
  gatomicrefcount ref_count;
  guint32 n_bytes;
  guint32 length;
  guint32 utf16_length;
  guint32 n_marks;
  Mark *marks;  /* marks[i] is where code point i * BLOCK begins; NULL for ASCII */
  char data[];  /* n_bytes and a NUL */
};

G_DEFINE_BOXED_TYPE (GlsText, gls_text, gls_text_ref, gls_text_unref)

/* One bit, in the lowest place of each byte, where a character begins: anything but 10xxxxxx. */
static inline guint64
starts_in_word (guint64 word)
{
  return ((~word >> 7) | (word >> 6)) & GLS_ONES;
}

static inline guint
sum_of_bytes (guint64 word)
{
  return (guint) ((word * GLS_ONES) >> 56);
}

static inline gboolean
is_start (guint8 byte)
{
  return (byte & 0xc0) != 0x80;
}

/* How many bytes from @p are ASCII without NUL. */
static gsize
ascii_run (const guint8 *p, const guint8 *end)
{
  const guint8 *at = p;

  while (end - at >= 16)
    {
      guint64 a = gls_load_word (at), b = gls_load_word (at + 8);
      /* Subtracting one sets the high bit of a zero byte, and of none else while all are below 0x80. */
      if ((a | b | (a - GLS_ONES) | (b - GLS_ONES)) & GLS_HIGHS)
        break;
      at += 16;
    }
  while (at < end && *at != 0 && *at < 0x80)
    at++;
  return (gsize) (at - p);
}

/* Checks the bytes, counts, and notes the marks from the first block that is not ASCII on. Returns where it stopped. */
static const guint8 *
scan_mixed (GlsText *self, const guint8 *p, const guint8 *begin, const guint8 *end, GArray *marks)
{
  guint32 chars = (guint32) (p - begin), astral = 0, next = 0;

  for (; next < chars; next += BLOCK)
    {
      Mark mark = { next, next };
      g_array_append_val (marks, mark);
    }
  while (p < end)
    {
      if (chars == next)
        {
          Mark mark = { (guint32) (p - begin), chars + astral };
          g_array_append_val (marks, mark);
          next += BLOCK;
        }
      if (*p < 0x80)
        {
          /* Runs end at the next mark, so that each mark is made above. */
          gsize most = MIN ((gsize) (end - p), (gsize) (next - chars));
          gsize run = ascii_run (p, p + most);
          if (run == 0)
            break;
          p += run;
          chars += (guint32) run;
          continue;
        }
      while (chars < next && p < end && *p >= 0x80)
        {
          guint n = gls_utf8_sequence (p, end);
          if (n == 0)
            goto out;
          astral += n == 4;
          p += n;
          chars++;
        }
    }
out:
  self->length = chars;
  self->utf16_length = chars + astral;
  return p;
}

static gboolean
gls_text_scan (GlsText *self, GError **error)
{
  const guint8 *begin = (const guint8 *) self->data, *end = begin + self->n_bytes;
  const guint8 *p = begin + ascii_run (begin, end);

  if (p == end)
    {
      self->length = self->utf16_length = self->n_bytes;
      return TRUE;
    }
  g_autoptr (GArray) marks = g_array_sized_new (FALSE, FALSE, sizeof (Mark), self->n_bytes / (2 * BLOCK) + 1);
  p = scan_mixed (self, p, begin, end, marks);
  if (p < end)
    {
      if (*p == 0)
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("The text holds the character U+0000 at byte %zu; remove it, it is not text."), (gsize) (p - begin));
      else
        g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                     _("The text is not valid UTF-8 at byte %zu (0x%02x); name its real encoding."), (gsize) (p - begin),
                     (guint) *p);
      return FALSE;
    }
  self->n_marks = marks->len;
  self->marks = g_memdup2 (marks->data, marks->len * sizeof (Mark));
  return TRUE;
}

/**
 * gls_text_new_from_string:
 * @string: (array length=n_bytes): UTF-8, copied
 * @n_bytes: its length, or -1 when it is NUL-terminated
 *
 * Errors are %GLS_ERROR_INVALID and name the byte offset: not UTF-8 (RFC 3629), U+0000, more than 1 GiB.
 *
 * Returns: (transfer full) (nullable): the text
 */
GlsText *
gls_text_new_from_string (const char *string, gssize n_bytes, GError **error)
{
  gsize size = n_bytes >= 0 ? (gsize) n_bytes : strlen (string);

  if (size > MAX_BYTES)
    {
      g_set_error (error, GLS_ERROR, GLS_ERROR_INVALID,
                   _("The text has %zu bytes, more than the %zu a document may have; split it."), size, MAX_BYTES);
      return NULL;
    }
  g_autoptr (GlsText) self = g_malloc (sizeof (GlsText) + size + 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n_bytes = (guint32) size;
  self->n_marks = 0;
  self->marks = NULL;
  if (size > 0)
    memcpy (self->data, string, size);
  self->data[size] = '\0';
  if (!gls_text_scan (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * gls_text_new:
 * @bytes: UTF-8; copied once, because a #GBytes ends without a NUL
 *
 * As gls_text_new_from_string().
 *
 * Returns: (transfer full) (nullable): the text
 */
GlsText *
gls_text_new (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  return gls_text_new_from_string (data, (gssize) n_bytes, error);
}

/**
 * gls_text_ref:
 *
 * Returns: (transfer full): @text; any thread may call it
 */
GlsText *
gls_text_ref (GlsText *text)
{
  g_atomic_ref_count_inc (&text->ref_count);
  return text;
}

/**
 * gls_text_unref:
 * @text: (transfer full): freed with the last reference; any thread may call it
 */
void
gls_text_unref (GlsText *text)
{
  if (!g_atomic_ref_count_dec (&text->ref_count))
    return;
  g_free (text->marks);
  g_free (text);
}

/**
 * gls_text_get_data:
 * @n_bytes: (out) (optional): without the NUL
 *
 * Returns: (transfer none): the bytes, NUL-terminated, valid while @text lives
 */
const char *
gls_text_get_data (const GlsText *text, gsize *n_bytes)
{
  if (n_bytes)
    *n_bytes = text->n_bytes;
  return text->data;
}

/**
 * gls_text_get_length:
 *
 * Returns: code points
 */
guint32
gls_text_get_length (const GlsText *text)
{
  return text->length;
}

/**
 * gls_text_get_utf16_length:
 *
 * Returns: UTF-16 code units
 */
guint32
gls_text_get_utf16_length (const GlsText *text)
{
  return text->utf16_length;
}

/* The byte of the character that comes @n characters after the one that begins at @at; it must exist. */
static guint32
skip_chars (const GlsText *text, guint32 at, guint32 n)
{
  const guint8 *p = (const guint8 *) text->data;

  while (text->n_bytes - at >= 8)
    {
      guint starts = sum_of_bytes (starts_in_word (gls_load_word (p + at)));
      if (starts > n)
        break;
      n -= starts;
      at += 8;
    }
  for (;; at++)
    {
      if (!is_start (p[at]))
        continue;
      if (n == 0)
        return at;
      n--;
    }
}

/* Characters that begin in the bytes [from, to). */
static guint32
count_starts (const GlsText *text, guint32 from, guint32 to)
{
  const guint8 *p = (const guint8 *) text->data;
  guint32 n = 0;

  while (to - from >= 8)
    {
      /* Eight counters of a byte each, summed before one of their sum's bits is lost. */
      guint32 last = from + MIN ((to - from) & ~7u, 31 * 8);
      guint64 counters = 0;

      for (; from < last; from += 8)
        counters += starts_in_word (gls_load_word (p + from));
      n += sum_of_bytes (counters);
    }
  for (; from < to; from++)
    n += is_start (p[from]);
  return n;
}

/**
 * gls_text_byte_of_char:
 * @offset: in code points
 *
 * Returns: where that character begins; the number of bytes when @offset is beyond the end
 */
gsize
gls_text_byte_of_char (const GlsText *text, guint32 offset)
{
  if (offset >= text->length)
    return text->n_bytes;
  if (!text->marks)
    return offset;
  return skip_chars (text, text->marks[offset >> BLOCK_BITS].byte, offset & (BLOCK - 1));
}

/* The last mark whose byte (or UTF-16 position) is not beyond @value. */
static guint32
find_mark (const GlsText *text, guint32 value, gboolean utf16)
{
  guint32 low = 0, high = text->n_marks;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 position = utf16 ? text->marks[middle].utf16 : text->marks[middle].byte;
      if (position <= value)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * gls_text_char_of_byte:
 * @byte: a byte offset, also one inside a character
 *
 * Returns: the code point that holds this byte; the length when @byte is beyond the end
 */
guint32
gls_text_char_of_byte (const GlsText *text, gsize byte)
{
  if (byte >= text->n_bytes)
    return text->length;
  if (!text->marks)
    return (guint32) byte;
  guint32 block = find_mark (text, (guint32) byte, FALSE);
  return (block << BLOCK_BITS) + count_starts (text, text->marks[block].byte, (guint32) byte + 1) - 1;
}

/* gls_text_char_of_byte() by counting from @near where that is close. */
static guint32
char_of_byte_near (const GlsText *text, const GlsTextPlace *near, guint32 byte)
{
  if (!text->marks || byte >= text->n_bytes || MAX (byte, near->byte) - MIN (byte, near->byte) >= BLOCK)
    return gls_text_char_of_byte (text, byte);
  if (byte >= near->byte)
    return near->character + count_starts (text, near->byte + 1, byte + 1);
  return near->character - count_starts (text, byte + 1, near->byte + 1);
}

/**
 * gls_text_chars_of_bytes:
 * @near: (inout): a place of @text that is known, at first one of zeros; that of @start then
 * @start: (inout): a byte offset; gls_text_char_of_byte() of it
 * @end: (inout): another
 *
 * Faster than asking for each where one lies close to the one before, as what is marked does.
 */
void
gls_text_chars_of_bytes (const GlsText *text, GlsTextPlace *near, guint32 *start, guint32 *end)
{
  if (*start < text->n_bytes)
    *near = (GlsTextPlace) { *start, char_of_byte_near (text, near, *start) };
  *start = *start < text->n_bytes ? near->character : text->length;
  *end = char_of_byte_near (text, near, *end);
}

/**
 * gls_text_utf16_of_char:
 * @offset: in code points
 *
 * Returns: the UTF-16 code unit where that character begins; all of them when @offset is beyond the end
 */
guint32
gls_text_utf16_of_char (const GlsText *text, guint32 offset)
{
  if (offset >= text->length)
    return text->utf16_length;
  if (text->utf16_length == text->length)
    return offset;
  const Mark *mark = &text->marks[offset >> BLOCK_BITS];
  guint32 rest = offset & (BLOCK - 1), utf16 = mark->utf16 + rest;
  const char *p = text->data + mark->byte;
  for (; rest > 0; rest--, p = g_utf8_next_char (p))
    utf16 += (guint8) *p >= 0xf0;
  return utf16;
}

/**
 * gls_text_char_of_utf16:
 * @utf16: in UTF-16 code units, also the second of a pair
 *
 * Returns: the code point that holds this unit; the length when @utf16 is beyond the end
 */
guint32
gls_text_char_of_utf16 (const GlsText *text, guint32 utf16)
{
  if (utf16 >= text->utf16_length)
    return text->length;
  if (text->utf16_length == text->length)
    return utf16;
  guint32 block = find_mark (text, utf16, TRUE), at = text->marks[block].utf16, offset = block << BLOCK_BITS;
  const char *p = text->data + text->marks[block].byte;
  for (;; offset++, p = g_utf8_next_char (p))
    {
      guint units = (guint8) *p >= 0xf0 ? 2 : 1;
      if (utf16 < at + units)
        return offset;
      at += units;
    }
}

/**
 * gls_text_get_char:
 * @offset: in code points
 *
 * Returns: the character there, or 0 at and beyond the end
 */
gunichar
gls_text_get_char (const GlsText *text, guint32 offset)
{
  if (offset >= text->length)
    return 0;
  return g_utf8_get_char (text->data + gls_text_byte_of_char (text, offset));
}

/**
 * gls_text_slice:
 * @start: in code points
 * @end: in code points, not included; both are cut to the text
 *
 * Returns: (transfer full): the words of [start, end), "" when there are none
 */
char *
gls_text_slice (const GlsText *text, guint32 start, guint32 end)
{
  gsize from = gls_text_byte_of_char (text, start), to = gls_text_byte_of_char (text, end);

  return from < to ? g_strndup (text->data + from, to - from) : g_strdup ("");
}
