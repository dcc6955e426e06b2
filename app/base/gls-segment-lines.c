/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences and paragraphs of texts whose lines were broken at a width: it tells such a line end from one that was meant.
 * It knows no annotation and no zone; the cost of a call is bounded, whatever the text is like. */
#include "config.h"

#include <string.h>
#include <unicode/uchar.h>

#include "gls-segment.h"

/* Code points before and after the offset that are looked at. */
#define REACH 2000
/* Nobody breaks lines at a smaller or a larger width. */
#define LEAST_WIDTH 40
#define MOST_WIDTH 120
/* Characters of a word that are counted to see whether it would have had room. */
#define MOST_WORD 60

typedef struct {
  guint32 start, end; /* without what ends it */
} Line;

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The lines near @offset, as a whole; @at is the one that holds it. NULL: one is longer than broken lines are. */
static GArray *
collect_lines (const GlsText *text, guint32 offset, guint *at, guint32 *width)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  guint32 length = gls_text_get_length (text), from = offset > REACH ? offset - REACH : 0, to = MIN (length - offset, REACH) + offset;
  const char *p = gls_text_get_data (text, NULL) + gls_text_byte_of_char (text, from);
  Line line = { from, from };
  gboolean whole = from == 0;

  *at = 0;
  *width = 0;
  for (guint32 i = from; i <= to; i++, p = i <= to ? g_utf8_next_char (p) : p)
    {
      gunichar c = i < length ? g_utf8_get_char (p) : '\n';
      if (!is_line_end (c))
        continue;
      line.end = i;
      if (whole && line.end - line.start > MOST_WIDTH)
        return NULL;
      if (offset >= line.start)
        *at = lines->len;
      if (whole)
        {
          *width = MAX (*width, line.end - line.start);
          g_array_append_val (lines, line);
        }
      if (c == '\r' && i + 1 < length && p[1] == '\n')
        {
          i++;
          p++;
        }
      line.start = i + 1;
      whole = TRUE;
    }
  /* The offset stands in a line that begins or ends out of reach, or right behind the last one. */
  if (*at >= lines->len || offset < g_array_index (lines, Line, *at).start)
    return NULL;
  return g_steal_pointer (&lines);
}

/* Characters of the first word of a line; 0 when it begins with something else, as an item of a list does. */
static guint32
measure_word (const GlsText *text, const Line *line)
{
  guint32 i = line->start, first;

  while (i < line->end && u_isspace ((UChar32) gls_text_get_char (text, i)))
    i++;
  first = i;
  while (i < line->end && i - first < MOST_WORD && !u_isspace ((UChar32) gls_text_get_char (text, i)))
    i++;
  if (first == i)
    return 0;
  gunichar begin = gls_text_get_char (text, first), end = gls_text_get_char (text, i - 1);
  if (i - first == 1 && !u_isalnum ((UChar32) begin))
    return 0;
  if (begin == '*' || begin == '#' || begin == '>' || begin == 0x2022)
    return 0;
  if (i - first <= 3 && u_isdigit ((UChar32) begin) && (end == '.' || end == ')'))
    return 0;
  return i - first;
}

/* A row of dashes has none. */
static gboolean
has_words (const GlsText *text, const Line *line)
{
  for (guint32 i = line->start; i < line->end; i++)
    if (u_isalnum ((UChar32) gls_text_get_char (text, i)))
      return TRUE;
  return FALSE;
}

/* Was the text broken between the two only for want of room? An item of a list may go on in a next line, but begins none. */
static gboolean
is_broken (const GlsText *text, const Line *line, const Line *next, guint32 width)
{
  guint32 length = line->end - line->start, word = measure_word (text, next);

  return word > 0 && length * 2 >= width && length + 1 + word > width && has_words (text, line);
}

/**
 * gls_segment_whole_paragraph_at:
 * @offset: in code points; that of a line's end belongs to the line before it
 * @start: (out): where the paragraph begins
 * @end: (out): where it ends, without the characters that end it
 *
 * The line, with those it goes on in when the lines around were broken at a width: the next one's first word would have had no room.
 */
void
gls_segment_whole_paragraph_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  g_autoptr (GArray) lines = NULL;
  guint32 width;
  guint at, first, last;

  gls_segment_paragraph_at (text, offset, start, end);
  if (*start == *end || *end - *start > MOST_WIDTH)
    return;
  lines = collect_lines (text, *start, &at, &width);
  if (lines == NULL || width < LEAST_WIDTH)
    return;
  for (first = at; first > 0; first--)
    if (!is_broken (text, &g_array_index (lines, Line, first - 1), &g_array_index (lines, Line, first), width))
      break;
  for (last = at; last + 1 < lines->len; last++)
    if (!is_broken (text, &g_array_index (lines, Line, last), &g_array_index (lines, Line, last + 1), width))
      break;
  *start = g_array_index (lines, Line, first).start;
  *end = g_array_index (lines, Line, last).end;
}

/* Of two characters that end a line together. ICU's list of abbreviations holds over one space only. */
static gboolean
is_first_half (const GlsText *text, guint32 offset)
{
  return gls_text_get_char (text, offset) == '\r' && gls_text_get_char (text, offset + 1) == '\n';
}

static guint32
count_first_halves (const GlsText *text, guint32 start, guint32 end)
{
  guint32 n = 0;

  for (guint32 i = start; i < end; i++)
    n += is_first_half (text, i);
  return n;
}

/* Where in [start, end) the character is that has @n before it, first halves left out. */
static guint32
find_again (const GlsText *text, guint32 start, guint32 end, guint32 n)
{
  guint32 i;

  for (i = start; i < end; i++)
    if (!is_first_half (text, i) && n-- == 0)
      break;
  return i;
}

/**
 * gls_segment_whole_sentence_at:
 * @offset: in code points
 * @start: (out): where the sentence around @offset begins
 * @end: (out): where it ends, without the spaces behind it
 *
 * As gls_segment_sentence_at(), but over line ends that only a lack of room made.
 */
void
gls_segment_whole_sentence_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  g_autoptr (GString) joined = NULL;
  g_autoptr (GlsText) copy = NULL;
  guint32 from, to, line_start, line_end;

  gls_segment_paragraph_at (text, offset, &line_start, &line_end);
  gls_segment_whole_paragraph_at (text, offset, &from, &to);
  if (from == line_start && to == line_end)
    {
      gls_segment_sentence_at (text, offset, start, end);
      return;
    }
  joined = g_string_new (NULL);
  for (guint32 i = from; i < to; i++)
    {
      gunichar c = gls_text_get_char (text, i);
      if (!is_first_half (text, i))
        g_string_append_unichar (joined, is_line_end (c) ? ' ' : c);
    }
  copy = gls_text_new_from_string (joined->str, (gssize) joined->len, NULL);
  gls_segment_sentence_at (copy, MIN (offset, to) - from - count_first_halves (text, from, MIN (offset, to)), start, end);
  *start = find_again (text, from, to, *start);
  *end = find_again (text, from, to, *end - 1) + 1;
}
