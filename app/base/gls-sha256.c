/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash of FIPS 180-4, section 6.2, over pieces of memory.
 * It does not know what is hashed. */
#include "config.h"

#include <string.h>

#include "gls-sha256.h"

#if defined (__x86_64__) && defined (__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define HAS_INSTRUCTIONS 1
#endif

static const guint32 first_state[8] = {
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static const guint32 constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline guint32
turn (guint32 word, guint n)
{
  return word >> n | word << (32 - n);
}

static void
take_block_plainly (guint32 state[8], const guint8 *block)
{
  guint32 w[64], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];

  for (guint i = 0; i < 16; i++)
    {
      guint32 word;

      memcpy (&word, block + 4 * i, 4);
      w[i] = GUINT32_FROM_BE (word);
    }
  for (guint i = 16; i < 64; i++)
    w[i] = w[i - 16] + w[i - 7] + (turn (w[i - 15], 7) ^ turn (w[i - 15], 18) ^ w[i - 15] >> 3)
           + (turn (w[i - 2], 17) ^ turn (w[i - 2], 19) ^ w[i - 2] >> 10);
  for (guint i = 0; i < 64; i++)
    {
      guint32 one = h + (turn (e, 6) ^ turn (e, 11) ^ turn (e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i];
      guint32 two = (turn (a, 2) ^ turn (a, 13) ^ turn (a, 22)) + ((a & b) ^ (a & c) ^ (b & c));

      h = g, g = f, f = e, e = d + one;
      d = c, c = b, b = a, a = one + two;
    }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

#ifdef HAS_INSTRUCTIONS

/* The processor's own instructions, which are five times as fast; they want the state as (a, b, e, f) and (c, d, g, h). */
__attribute__ ((target ("sha,sse4.1,ssse3"))) static void
take_block_quickly (guint32 state[8], const guint8 *block)
{
  const __m128i swap = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i low = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) (void *) state), 0xb1);
  __m128i high = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) (void *) (state + 4)), 0x1b);
  __m128i abef = _mm_alignr_epi8 (low, high, 8), cdgh = _mm_blend_epi16 (high, low, 0xf0);
  const __m128i first = abef, second = cdgh;
  __m128i w[4];

  for (guint i = 0; i < 16; i++)
    {
      __m128i *word = &w[i % 4], sum;

      if (i < 4)
        *word = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) (const void *) (block + 16 * i)), swap);
      else
        *word = _mm_sha256msg2_epu32 (_mm_add_epi32 (_mm_sha256msg1_epu32 (*word, w[(i + 1) % 4]),
                                                     _mm_alignr_epi8 (w[(i + 3) % 4], w[(i + 2) % 4], 4)),
                                      w[(i + 3) % 4]);
      sum = _mm_add_epi32 (*word, _mm_loadu_si128 ((const __m128i *) (const void *) (constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (sum, 0x0e));
    }
  abef = _mm_shuffle_epi32 (_mm_add_epi32 (abef, first), 0x1b);
  cdgh = _mm_shuffle_epi32 (_mm_add_epi32 (cdgh, second), 0xb1);
  _mm_storeu_si128 ((__m128i *) (void *) state, _mm_blend_epi16 (abef, cdgh, 0xf0));
  _mm_storeu_si128 ((__m128i *) (void *) (state + 4), _mm_alignr_epi8 (cdgh, abef, 8));
}

static gboolean
has_instructions (void)
{
  static gsize known; /* 1: no, 2: yes */

  if (g_once_init_enter (&known))
    {
      guint32 a, b = 0, c = 0, d;
      gboolean has = __get_cpuid (1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1)
                     && __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & 1u << 29);

      g_once_init_leave (&known, has ? 2 : 1);
    }
  return known == 2;
}

#endif

static inline void
take_block (guint32 state[8], const guint8 *block)
{
#ifdef HAS_INSTRUCTIONS
  if (has_instructions ())
    {
      take_block_quickly (state, block);
      return;
    }
#endif
  take_block_plainly (state, block);
}

void
gls_sha256_init (GlsSha256 *sha)
{
  memcpy (sha->state, first_state, sizeof first_state);
  sha->n_bytes = 0;
}

void
gls_sha256_update (GlsSha256 *sha, const void *data, gsize n_bytes)
{
  const guint8 *p = data;
  gsize waiting = sha->n_bytes % 64;

  sha->n_bytes += n_bytes;
  while (n_bytes > 0)
    {
      gsize n = MIN (n_bytes, 64 - waiting);

      if (n == 64)
        {
          take_block (sha->state, p);
          p += 64;
          n_bytes -= 64;
          continue;
        }
      memcpy (sha->block + waiting, p, n);
      p += n;
      n_bytes -= n;
      waiting = (waiting + n) % 64;
      if (waiting == 0)
        take_block (sha->state, sha->block);
    }
}

void
gls_sha256_finish (GlsSha256 *sha, guint8 digest[32])
{
  gsize waiting = sha->n_bytes % 64;
  guint64 n_bits = GUINT64_TO_BE (sha->n_bytes * 8);

  sha->block[waiting++] = 0x80;
  if (waiting > 56)
    {
      memset (sha->block + waiting, 0, 64 - waiting);
      take_block (sha->state, sha->block);
      waiting = 0;
    }
  memset (sha->block + waiting, 0, 56 - waiting);
  memcpy (sha->block + 56, &n_bits, sizeof n_bits);
  take_block (sha->state, sha->block);
  for (guint i = 0; i < 8; i++)
    {
      guint32 word = GUINT32_TO_BE (sha->state[i]);

      memcpy (digest + 4 * i, &word, 4);
    }
}
