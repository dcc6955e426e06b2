/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes, writes and reads the 16-byte ids of records.
 * It does not know what an id names; the caller chooses the domain and the pieces. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "gls-clock.h"
#include "gls-id.h"

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
fill_random (guint8 *bytes, gsize n)
{
  gsize done = 0;

  while (done < n)
    {
      ssize_t got = getrandom (bytes + done, n - done, 0);
      if (got > 0)
        done += (gsize) got;
      else if (errno != EINTR)
        break;
    }
  for (; done < n; done++) /* no such system call here: GLib has its own source */
    bytes[done] = (guint8) g_random_int ();
}

/**
 * gls_id_generate:
 * @id: (out): a new ULID
 *
 * 48 bits of milliseconds and 80 random bits, as the ULID specification has them; within a millisecond, and while the
 * clock stands behind the last id, the last one is counted up. Thread-safe.
 */
void
gls_id_generate (GlsId *id)
{
  static GMutex mutex;
  static GlsId last;
  static guint64 last_ms;
  guint64 now = (guint64) gls_clock_get_ms (gls_clock_wall ());

  g_mutex_lock (&mutex);
  if (now > last_ms)
    {
      last_ms = now;
      for (int i = 0; i < 6; i++)
        last.bytes[i] = (guint8) (now >> (40 - 8 * i));
      fill_random (last.bytes + 6, 10);
      last.bytes[6] &= 0x7f; /* room to count up without a carry into the time */
    }
  else
    {
      for (int i = 15; i >= 0 && ++last.bytes[i] == 0; i--)
        ;
    }
  *id = last;
  g_mutex_unlock (&mutex);
}

static void
update_with_length (GlsSha256 *sha, const void *data, gsize n_bytes)
{
  guint64 length = GUINT64_TO_BE ((guint64) n_bytes);

  gls_sha256_update (sha, &length, sizeof length);
  gls_sha256_update (sha, data, n_bytes);
}

/**
 * gls_id_derive:
 * @id: (out): the id
 * @domain: what kind of thing is named, so that equal pieces of different kinds differ
 * @...: pairs of (const void *, gsize), ended by %NULL; an empty piece needs a pointer that is not %NULL
 *
 * SHA-256 (FIPS 180-4) over the domain and the pieces, each after its length as 64-bit big-endian, cut to 16 bytes.
 */
void
gls_id_derive (GlsId *id, const char *domain, ...)
{
  GlsSha256 sha;
  guint8 digest[32];
  const void *piece;
  va_list args;

  gls_sha256_init (&sha);
  update_with_length (&sha, domain, strlen (domain));
  va_start (args, domain);
  while ((piece = va_arg (args, const void *)))
    {
      gsize n_bytes = va_arg (args, gsize);
      update_with_length (&sha, piece, n_bytes);
    }
  va_end (args);

  gls_sha256_finish (&sha, digest);
  memcpy (id->bytes, digest, sizeof id->bytes);
}

/**
 * gls_id_draft_init:
 * @draft: (out): what has taken in @domain
 */
void
gls_id_draft_init (GlsIdDraft *draft, const char *domain)
{
  gls_sha256_init (&draft->sha);
  update_with_length (&draft->sha, domain, strlen (domain));
}

/** gls_id_draft_add: the next piece, as gls_id_derive() takes it in. */
void
gls_id_draft_add (GlsIdDraft *draft, const void *piece, gsize n_bytes)
{
  update_with_length (&draft->sha, piece, n_bytes);
}

/**
 * gls_id_draft_finish:
 * @draft: goes on being a draft: others may follow from it
 * @id: (out): what gls_id_derive() gives for the same domain and pieces
 */
void
gls_id_draft_finish (const GlsIdDraft *draft, GlsId *id)
{
  GlsIdDraft copy = *draft;
  guint8 digest[32];

  gls_sha256_finish (&copy.sha, digest);
  memcpy (id->bytes, digest, sizeof id->bytes);
}

/**
 * gls_id_to_string:
 * @string: (out): 26 Crockford base-32 digits and a NUL
 */
void
gls_id_to_string (const GlsId *id, char string[GLS_ID_STRING_SIZE])
{
  /* 130 bits in 26 digits: the first two bits are always zero. */
  guint32 bits = 0;
  int n_bits = 2, at = 0;

  for (int i = 0; i < 16; i++)
    {
      bits = (bits << 8 | id->bytes[i]) & 0xffff;
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        string[at++] = digits[bits >> (n_bits - 5) & 31];
    }
  string[at] = '\0';
}

/**
 * gls_id_dup_string:
 *
 * Returns: (transfer full): the text form of @id
 */
char *
gls_id_dup_string (const GlsId *id)
{
  char *string = g_malloc (GLS_ID_STRING_SIZE);

  gls_id_to_string (id, string);
  return string;
}

/* Of a character, its value + 1; 0: no digit. */
static const guint8 values[256] = {
  ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
  ['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
  ['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31, ['Z'] = 32,
};

/**
 * gls_id_parse:
 * @string: (nullable): what may be an id
 * @id: (out): set only when %TRUE is returned
 *
 * Returns: whether @string is exactly what gls_id_to_string() writes for some id
 */
gboolean
gls_id_parse (const char *string, GlsId *id)
{
  GlsId parsed;
  guint32 bits = 0;
  int n_bits = -2, at = 0;

  if (!string)
    return FALSE;
  for (int i = 0; i < GLS_ID_STRING_SIZE - 1; i++)
    {
      int value = (int) values[(guint8) string[i]] - 1;
      if (value < 0 || (i == 0 && value > 7))
        return FALSE;
      bits = (bits << 5 | (guint32) value) & 0xffff;
      n_bits += 5;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          parsed.bytes[at++] = (guint8) (bits >> n_bits);
        }
    }
  if (string[GLS_ID_STRING_SIZE - 1] != '\0')
    return FALSE;
  *id = parsed;
  return TRUE;
}

/**
 * gls_id_compare:
 *
 * Returns: below, at or above zero, in the order of the bytes, which is that of the text form
 */
int
gls_id_compare (const GlsId *a, const GlsId *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

/**
 * gls_id_is_null:
 *
 * Returns: whether every byte is zero, which no record's id is
 */
gboolean
gls_id_is_null (const GlsId *id)
{
  static const GlsId null;

  return memcmp (id->bytes, null.bytes, sizeof null.bytes) == 0;
}

/**
 * gls_id_hash:
 * @id: a const GlsId *
 */
guint
gls_id_hash (gconstpointer id)
{
  guint64 high, low;

  memcpy (&high, ((const GlsId *) id)->bytes, 8);
  memcpy (&low, ((const GlsId *) id)->bytes + 8, 8);
  /* ULIDs of one millisecond differ in their last byte only: multiply, then take the upper half. */
  return (guint) (((high ^ low) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);
}

/**
 * gls_id_equal:
 * @a: a const GlsId *
 * @b: a const GlsId *
 */
gboolean
gls_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (GlsId)) == 0;
}
