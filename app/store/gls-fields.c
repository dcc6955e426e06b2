/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs and unpacks fields and lists of record keys: base-128 numbers of the shortest form, so that equal values are equal
 * bytes. It knows no table and no meaning of a field. */
#include "config.h"

#include <string.h>

#include "gls-fields.h"

/* The low three bits of a field's head; the numbers are in files, never change them. */
typedef enum { TAG_NULL = 0, TAG_INT = 1, TAG_TEXT = 2, TAG_BLOB = 3, TAG_REF = 4 } Tag;

#define TAG_BITS 3
#define MOST_FIELDS (1u << 28)

/* Of one number. */
#define MOST_BYTES 10

static inline guint8 *
put_number (guint8 *at, guint64 number)
{
  for (; number >= 0x80; number >>= 7)
    *at++ = (guint8) (number | 0x80);
  *at++ = (guint8) number;
  return at;
}

static inline guint8 *
put_bytes (guint8 *at, gconstpointer bytes, gsize n_bytes)
{
  at = put_number (at, n_bytes);
  if (n_bytes > 0)
    memcpy (at, bytes, n_bytes);
  return at + n_bytes;
}

/* Room for @n_bytes behind what is there, to be ended by end_room(). */
static inline guint8 *
begin_room (GByteArray *packed, gsize n_bytes)
{
  guint len = packed->len;

  g_byte_array_set_size (packed, (guint) (len + n_bytes));
  return packed->data + len;
}

static inline void
end_room (GByteArray *packed, const guint8 *at)
{
  packed->len = (guint) (at - packed->data);
}

static gboolean
read_number (const guint8 **at, const guint8 *end, guint64 *number)
{
  guint64 sum = 0;

  for (guint shift = 0; shift < 64 && *at < end; shift += 7)
    {
      guint8 byte = *(*at)++;

      if (shift == 63 && byte > 1)
        return FALSE;
      sum |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *number = sum;
          return byte != 0 || shift == 0;
        }
    }
  return FALSE;
}

/**
 * gls_fields_append:
 * @packed: fields with smaller keys
 * @field: key of the field
 */
void
gls_fields_append (GByteArray *packed, guint field, const GlsJournalValue *value)
{
  static const Tag tags[] = { [GLS_JOURNAL_NULL] = TAG_NULL, [GLS_JOURNAL_INT] = TAG_INT, [GLS_JOURNAL_TEXT] = TAG_TEXT,
                              [GLS_JOURNAL_BLOB] = TAG_BLOB, [GLS_JOURNAL_REF] = TAG_REF };
  gboolean has_bytes = value->type == GLS_JOURNAL_TEXT || value->type == GLS_JOURNAL_BLOB;
  guint8 *at = begin_room (packed, 2 * MOST_BYTES + (has_bytes ? value->n_bytes : 0));

  at = put_number (at, (guint64) field << TAG_BITS | tags[value->type]);
  /* Small negative numbers are short too. */
  if (value->type == GLS_JOURNAL_INT)
    at = put_number (at, (guint64) value->number << 1 ^ (value->number < 0 ? G_MAXUINT64 : 0));
  else if (value->type == GLS_JOURNAL_REF)
    at = put_number (at, (guint64) value->number);
  else if (has_bytes)
    at = put_bytes (at, value->data, value->n_bytes);
  end_room (packed, at);
}

void
gls_fields_reader_init (GlsFieldsReader *reader, gconstpointer packed, gsize n_bytes)
{
  /* SQLite gives NULL for no bytes. */
  reader->at = packed != NULL ? packed : (gconstpointer) "";
  reader->end = reader->at + (packed != NULL ? n_bytes : 0);
  reader->last = 0;
}

static gboolean
is_text (const char *data, gsize n_bytes)
{
  gsize i = 0;

  while (i < n_bytes && (guint8) (data[i] - 1) < 0x7f)
    i++;
  return i == n_bytes || g_utf8_validate_len (data + i, n_bytes - i, NULL);
}

static gboolean
read_bytes (GlsFieldsReader *reader, GlsJournalValue *value)
{
  guint64 n;

  if (!read_number (&reader->at, reader->end, &n) || n > (guint64) (reader->end - reader->at))
    return FALSE;
  value->data = (const char *) reader->at;
  value->n_bytes = n;
  reader->at += n;
  return value->type == GLS_JOURNAL_BLOB || is_text (value->data, n);
}

static gboolean
read_value (GlsFieldsReader *reader, Tag tag, GlsJournalValue *value)
{
  guint64 number;

  switch (tag)
    {
    case TAG_NULL:
      value->type = GLS_JOURNAL_NULL;
      return TRUE;
    case TAG_INT:
      value->type = GLS_JOURNAL_INT;
      if (!read_number (&reader->at, reader->end, &number))
        return FALSE;
      value->number = (gint64) (number >> 1 ^ (0 - (number & 1)));
      return TRUE;
    case TAG_REF:
      value->type = GLS_JOURNAL_REF;
      if (!read_number (&reader->at, reader->end, &number) || number == 0 || number > G_MAXINT64)
        return FALSE;
      value->number = (gint64) number;
      return TRUE;
    case TAG_TEXT:
      value->type = GLS_JOURNAL_TEXT;
      return read_bytes (reader, value);
    case TAG_BLOB:
      value->type = GLS_JOURNAL_BLOB;
      return read_bytes (reader, value);
    default:
      return FALSE;
    }
}

/**
 * gls_fields_reader_next:
 * @field: (out): key of the field
 * @value: (out): its value; text is valid UTF-8 without a NUL in it
 *
 * Returns: whether there was another field; once damage was met, nothing more is read
 */
GlsFieldsResult
gls_fields_reader_next (GlsFieldsReader *reader, guint *field, GlsJournalValue *value)
{
  guint64 head;

  if (reader->at == reader->end)
    return GLS_FIELDS_END;
  memset (value, 0, sizeof *value);
  if (!read_number (&reader->at, reader->end, &head) || head >> TAG_BITS <= reader->last
      || head >> TAG_BITS >= MOST_FIELDS || !read_value (reader, head & ((1 << TAG_BITS) - 1), value))
    {
      reader->at = reader->end;
      return GLS_FIELDS_DAMAGED;
    }
  *field = reader->last = (guint) (head >> TAG_BITS);
  return GLS_FIELDS_VALUE;
}

void
gls_packet_append (GByteArray *run, guint gap, gconstpointer fields, gsize n_bytes)
{
  guint8 *at = begin_room (run, 2 * MOST_BYTES + n_bytes);

  end_room (run, put_bytes (put_number (at, gap), fields, n_bytes));
}

void
gls_packet_reader_init (GlsPacketReader *reader, gint64 first, gint64 span, gconstpointer run, gsize n_bytes)
{
  reader->at = run != NULL ? run : (gconstpointer) "";
  reader->end = reader->at + (run != NULL ? n_bytes : 0);
  reader->first = first;
  reader->rec = 0;
  /* Whatever a damaged file says, no key overflows. */
  reader->last = first + CLAMP (span, 0, GLS_PACKET_SPAN);
}

/**
 * gls_packet_reader_next:
 * @rec: (out): local key of a record
 * @fields: (out): its packed fields, for gls_fields_reader_init()
 *
 * Returns: whether there was another record; once damage was met, nothing more is read
 */
GlsFieldsResult
gls_packet_reader_next (GlsPacketReader *reader, gint64 *rec, gconstpointer *fields, gsize *n_bytes)
{
  gboolean is_first = reader->rec == 0;
  guint64 gap, n;

  if (reader->at == reader->end)
    return reader->rec == reader->last ? GLS_FIELDS_END : GLS_FIELDS_DAMAGED;
  if (!read_number (&reader->at, reader->end, &gap) || (gap == 0) != is_first || gap > GLS_PACKET_SPAN
      || (is_first ? reader->first : reader->rec + (gint64) gap) > reader->last
      || !read_number (&reader->at, reader->end, &n) || n > (guint64) (reader->end - reader->at))
    {
      reader->at = reader->end;
      reader->last = -1;
      return GLS_FIELDS_DAMAGED;
    }
  reader->rec = is_first ? reader->first : reader->rec + (gint64) gap;
  *rec = reader->rec;
  *fields = reader->at;
  *n_bytes = n;
  reader->at += n;
  return GLS_FIELDS_VALUE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

void
gls_keys_normalize (GArray *keys)
{
  guint kept = 0;
  gint64 *values = (gint64 *) (void *) keys->data;
  gboolean sorted = TRUE;

  for (guint i = 1; i < keys->len && sorted; i++)
    sorted = values[i - 1] < values[i];
  if (sorted)
    return;
  g_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    if (kept == 0 || values[kept - 1] != values[i])
      values[kept++] = values[i];
  g_array_set_size (keys, kept);
}

/**
 * gls_keys_pack:
 * @keys: (element-type gint64): above zero; normalized here
 *
 * Each key is kept as its distance from the one before.
 */
void
gls_keys_pack (GArray *keys, GByteArray *packed)
{
  gint64 last = 0;

  guint8 *at;

  gls_keys_normalize (keys);
  at = begin_room (packed, MOST_BYTES * (gsize) keys->len);
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);

      at = put_number (at, (guint64) (key - last));
      last = key;
    }
  end_room (packed, at);
}

gboolean
gls_keys_unpack (gconstpointer packed, gsize n_bytes, GArray *keys)
{
  const guint8 *at = packed, *end = n_bytes > 0 ? at + n_bytes : at;
  gint64 last = 0;

  while (at < end)
    {
      guint64 distance;

      if (!read_number (&at, end, &distance) || distance == 0 || distance > (guint64) (G_MAXINT64 - last))
        return FALSE;
      last += (gint64) distance;
      g_array_append_val (keys, last);
    }
  return TRUE;
}
