/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words again in a text, quickly enough for one of ten megabytes at every label.
 * It must not know types, sets nor what is done at the places. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "gls-alike.h"

/* Words longer than this (bytes) stand nowhere else. */
#define WORDS_MAX 4000
/* Code points of context. */
#define CONTEXT_BEFORE 48
#define CONTEXT_AFTER 72
#define CONTEXT_WORDS 160

/* Where words are not parted by spaces, letters on both sides say nothing. */
static gboolean
is_unspaced (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  switch (uscript_getScript ((UChar32) c, &status))
    {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Does a word begin at @at? Not behind a letter, nor behind a hyphen or apostrophe that a letter is before. */
static gboolean
begins_word (const char *data, const char *at)
{
  const char *before;
  gunichar c;

  if (at == data || is_unspaced (g_utf8_get_char (at)) || !is_letter (g_utf8_get_char (at)))
    return TRUE;
  before = g_utf8_prev_char (at);
  c = g_utf8_get_char (before);
  if (is_letter (c))
    return FALSE;
  return !((is_hyphen (c) || is_apostrophe (c)) && before > data && is_letter (g_utf8_get_char (g_utf8_prev_char (before))));
}

/* As above; "'s" may follow. */
static gboolean
ends_word (const char *at, const char *end)
{
  const char *next;
  gunichar c, last = g_utf8_get_char (g_utf8_prev_char (at));

  if (at >= end || is_unspaced (last) || !is_letter (last))
    return TRUE;
  c = g_utf8_get_char (at);
  if (is_letter (c))
    return FALSE;
  next = g_utf8_next_char (at);
  if (!(is_hyphen (c) || is_apostrophe (c)) || next >= end || !is_letter (g_utf8_get_char (next)))
    return TRUE;
  return is_apostrophe (c) && (*next == 's' || *next == 'S')
         && (next + 1 >= end || !is_letter (g_utf8_get_char (next + 1)));
}

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* The end of @words at @at, or NULL when others stand there. */
static const char *
match (const char *at, const char *end, const char *words)
{
  while (*words != '\0')
    {
      if (at >= end)
        return NULL;
      if (g_unichar_isspace (g_utf8_get_char (words)))
        {
          const char *after = skip_space (at, end);

          if (after == at)
            return NULL;
          at = after;
          words = skip_space (words, words + strlen (words));
        }
      else if (*at++ != *words++)
        return NULL;
    }
  return at;
}

gboolean
gls_alike_is_passed_over (const GArray *zones, guint32 start, guint32 end)
{
  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (zones, GlsZone, i);

      if (zone->start >= end)
        break;
      if (zone->end > start && (zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT))
        return TRUE;
    }
  return FALSE;
}

typedef struct {
  const GlsFragment *covered;
  guint              n, next;
  guint32            reached; /* the furthest end of those before @next */
} Cover;

/* Places are asked in order. */
static gboolean
is_covered (Cover *cover, guint32 start, guint32 end)
{
  for (; cover->next < cover->n && cover->covered[cover->next].start <= start; cover->next++)
    cover->reached = MAX (cover->reached, cover->covered[cover->next].end);
  return cover->reached > start || (cover->next < cover->n && cover->covered[cover->next].start < end);
}

void
gls_alike_find (const GlsText *text, const char *words, const GArray *zones, const GlsFragment *covered, guint n_covered,
                guint limit, GArray *places)
{
  gsize n_bytes, first = 0, length = strlen (words);
  const char *data = gls_text_get_data (text, &n_bytes), *end = data + n_bytes, *at = data;
  g_autofree char *word = NULL;
  Cover cover = { .covered = covered, .n = n_covered };
  guint n = 0;

  while (first < length && !g_unichar_isspace (g_utf8_get_char (words + first)))
    first += g_utf8_next_char (words + first) - (words + first);
  if (first == 0 || length > WORDS_MAX)
    return;
  word = g_strndup (words, first);
  /* A text holds no NUL but the one behind it. */
  while ((limit == 0 || n < limit) && at < end && (at = strstr (at, word)) != NULL)
    {
      const char *stop = begins_word (data, at) ? match (at, end, words) : NULL;
      GlsFragment place;

      if (stop == NULL || !ends_word (stop, end))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      place.start = gls_text_char_of_byte (text, at - data);
      place.end = gls_text_char_of_byte (text, stop - data);
      if (!gls_alike_is_passed_over (zones, place.start, place.end) && !is_covered (&cover, place.start, place.end))
        {
          g_array_append_val (places, place);
          n++;
        }
      at = stop;
    }
}

gboolean
gls_alike_equal (const GlsText *text, const GlsFragment *fragments, guint n_fragments, const char *words)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes);

  if (n_fragments == 1)
    {
      const char *end = data + gls_text_byte_of_char (text, fragments[0].end);

      return match (data + gls_text_byte_of_char (text, fragments[0].start), end, words) == end;
    }
  else
    {
      g_autofree char *own = gls_alike_dup_words (text, fragments, n_fragments);

      return g_str_equal (own, words);
    }
}

char *
gls_alike_dup_words (const GlsText *text, const GlsFragment *fragments, guint n_fragments)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n_fragments; i++)
    {
      g_autofree char *slice = gls_text_slice (text, fragments[i].start, fragments[i].end);
      gboolean space = FALSE;

      if (i > 0)
        g_string_append (words, " … ");
      for (const char *at = slice; *at != '\0'; at = g_utf8_next_char (at))
        if (!g_unichar_isspace (g_utf8_get_char (at)))
          {
            g_string_append_len (words, at, g_utf8_next_char (at) - at);
            space = FALSE;
          }
        else if (!space)
          {
            g_string_append_c (words, ' ');
            space = TRUE;
          }
    }
  return g_string_free (words, FALSE);
}

static gboolean
ends_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

void
gls_alike_dup_context (const GlsText *text, guint32 start, guint32 end, char **before, char **words, char **after)
{
  guint32 first = start, last = end, length = gls_text_get_length (text);
  GlsFragment shown = { start, MIN (end, start + CONTEXT_WORDS) }, lead, tail;
  g_autofree char *lead_words = NULL, *tail_words = NULL, *middle = NULL;
  gboolean line_begins, line_ends;

  while (first > 0 && start - first < CONTEXT_BEFORE && !ends_line (gls_text_get_char (text, first - 1)))
    first--;
  while (last < length && last - end < CONTEXT_AFTER && !ends_line (gls_text_get_char (text, last)))
    last++;
  lead = (GlsFragment) { first, start };
  tail = (GlsFragment) { end, last };
  line_begins = first == 0 || ends_line (gls_text_get_char (text, first - 1));
  line_ends = last == length || ends_line (gls_text_get_char (text, last));
  lead_words = gls_alike_dup_words (text, &lead, 1);
  tail_words = gls_alike_dup_words (text, &tail, 1);
  *before = g_strconcat (line_begins ? "" : "…", lead_words, NULL);
  *after = g_strconcat (tail_words, line_ends ? NULL : "…", NULL);
  middle = gls_alike_dup_words (text, &shown, 1);
  *words = g_strconcat (middle, shown.end < end ? "…" : NULL, NULL);
}
