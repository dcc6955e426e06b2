/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters and words of figures and dates, nearly all of them ASCII: GLib's tables are asked for the others only. Inline, as
 * extractors ask hundreds of thousands of times a second. */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

static inline gboolean
gls_is_letter (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isalpha (*at) : g_unichar_isalpha (g_utf8_get_char (at));
}

static inline gboolean
gls_is_blank (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isspace (*at) : g_unichar_isspace (g_utf8_get_char (at));
}

/* The digit at @at, of any script, or -1. */
static inline int
gls_digit_at (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_digit_value (*at) : g_unichar_digit_value (g_utf8_get_char (at));
}

/* Transfer full: @n bytes of valid UTF-8 in lower case. */
static inline char *
gls_word_lower (const char *word, gsize n)
{
  gsize i = 0;

  while (i < n && (guchar) word[i] < 0x80)
    i++;
  return i == n ? g_ascii_strdown (word, (gssize) n) : g_utf8_strdown (word, (gssize) n);
}

/* @word may be NULL, which is no word. */
static inline gboolean
gls_word_is (const char *word, const char *other)
{
  return word != NULL && *word == *other && strcmp (word, other) == 0;
}

static inline gboolean
gls_word_is_one_of (const char *word, const char * const *words)
{
  for (; *words != NULL; words++)
    if (gls_word_is (word, *words))
      return TRUE;
  return FALSE;
}

/* Which rows of a table of at most 254 begin with a word, found by the word's first byte. */
typedef struct {
  gsize  ready;
  guint8 first[256];  /* a row's number from 1; 0: none */
  guint8 next[254];
} GlsWordIndex;

static inline const char *
gls_word_of_row (const void *table, gsize size, guint row)
{
  const char *word;

  memcpy (&word, (const char *) table + row * size, sizeof word);
  return word;
}

/* @table: @n rows of @size bytes, each of which begins with a word; @index: zeros, static, of this table alone. Any thread may ask.
 * Returns: the row of @word, or -1. */
static inline int
gls_word_index_find (GlsWordIndex *index, const void *table, gsize size, guint n, const char *word)
{
  if (word == NULL)
    return -1;
  if (g_once_init_enter (&index->ready))
    {
      for (guint row = n; row > 0; row--)
        {
          guchar begins = (guchar) *gls_word_of_row (table, size, row - 1);

          index->next[row - 1] = index->first[begins];
          index->first[begins] = (guint8) row;
        }
      g_once_init_leave (&index->ready, 1);
    }
  for (guint row = index->first[(guchar) *word]; row > 0; row = index->next[row - 1])
    if (strcmp (gls_word_of_row (table, size, row - 1), word) == 0)
      return (int) row - 1;
  return -1;
}

#define GLS_WORD_INDEX_FIND(index, table, word) \
  gls_word_index_find ((index), (table), sizeof *(table), G_N_ELEMENTS (table), (word))

G_END_DECLS
