/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine for the same seed: xoshiro256** (Blackman and Vigna 2018), seeded by
 * splitmix64. Not for secrets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state[4];
} GlsRandom;

static inline guint64
gls_random_rotate (guint64 x, int by)
{
  return x << by | x >> (64 - by);
}

static inline void
gls_random_init (GlsRandom *random, guint64 seed)
{
  for (int i = 0; i < 4; i++)
    {
      guint64 z = (seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

      z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      random->state[i] = z ^ z >> 31;
    }
}

static inline guint64
gls_random_next (GlsRandom *random)
{
  guint64 *s = random->state, result = gls_random_rotate (s[1] * 5, 7) * 9, t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = gls_random_rotate (s[3], 45);
  return result;
}

/* In [0, 1). */
static inline double
gls_random_unit (GlsRandom *random)
{
  return (gls_random_next (random) >> 11) * 0x1.0p-53;
}

/* In [0, @n). */
static inline guint
gls_random_below (GlsRandom *random, guint n)
{
  return (guint) (((gls_random_next (random) >> 32) * (guint64) n) >> 32);
}

G_END_DECLS
