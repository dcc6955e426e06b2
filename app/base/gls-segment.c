/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the word, sentence or paragraph around an offset with ICU's break iterators, on the text's own bytes.
 * It knows no language of the text and no annotation; the cost of a call is bounded, whatever the text is like. */
#include "config.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "gls-segment.h"

/* ICU sees so many code points before and after the offset: longer words and sentences are cut there. */
#define WINDOW 2000
/* Brackets and quotation marks at an edge whose partners are looked for. */
#define MAX_PARTNERS 4

/* A piece of a text, and an iterator upon it. */
typedef struct {
  const GlsText *text;
  UBreakIterator *breaks;
  gsize begin, end;  /* bytes */
} Window;

typedef struct {
  UBreakIterator *words, *sentences;
  UText *utext;
} Iterators;

static void
iterators_free (gpointer data)
{
  Iterators *self = data;

  if (self->words)
    ubrk_close (self->words);
  if (self->sentences)
    ubrk_close (self->sentences);
  if (self->utext)
    utext_close (self->utext);
  g_free (self);
}

static UBreakIterator *
open_iterator (UBreakIteratorType type, const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open (type, locale, NULL, 0, &status);

  return U_SUCCESS (status) ? iterator : NULL;
}

/* Opening one takes milliseconds and it is bound to its thread, so each thread keeps its own. */
static Iterators *
get_iterators (void)
{
  static GPrivate key = G_PRIVATE_INIT (iterators_free);
  Iterators *self = g_private_get (&key);

  if (!self)
    {
      self = g_new0 (Iterators, 1);
      self->words = open_iterator (UBRK_WORD, "");
      /* With the list of abbreviations that end no sentence. */
      self->sentences = open_iterator (UBRK_SENTENCE, "en@ss=standard");
      g_private_set (&key, self);
    }
  return self;
}

static inline gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Where the line of @from begins, not before @least; @from is where a character begins. */
static const char *
find_line_start (const char *from, const char *least)
{
  while (from > least)
    {
      const char *before = g_utf8_prev_char (from);
      if (is_line_end (g_utf8_get_char (before)))
        break;
      from = before;
    }
  return from;
}

static const char *
find_line_end (const char *from, const char *most)
{
  while (from < most && !is_line_end (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);
  return from;
}

/* The line around @offset as far as it is near. FALSE when ICU has no rules. */
static gboolean
window_open (Window *self, const GlsText *text, guint32 offset, gboolean sentences)
{
  Iterators *iterators = get_iterators ();
  const char *data = gls_text_get_data (text, NULL);
  const char *least = data + gls_text_byte_of_char (text, offset > WINDOW ? offset - WINDOW : 0);
  const char *most = data + gls_text_byte_of_char (text, offset < G_MAXUINT32 - WINDOW ? offset + WINDOW : offset);
  const char *at = data + gls_text_byte_of_char (text, offset);
  UErrorCode status = U_ZERO_ERROR;

  self->text = text;
  self->breaks = sentences ? iterators->sentences : iterators->words;
  self->begin = (gsize) (find_line_start (at, least) - data);
  self->end = (gsize) (find_line_end (at, most) - data);
  iterators->utext = utext_openUTF8 (iterators->utext, data + self->begin, (int64_t) (self->end - self->begin), &status);
  if (!self->breaks || U_FAILURE (status))
    return FALSE;
  ubrk_setUText (self->breaks, iterators->utext, &status);
  return U_SUCCESS (status);
}

/* The segment of the window that holds @offset, which is in the window. */
static void
window_find (Window *self, guint32 offset, guint32 *start, guint32 *end)
{
  int32_t at = (int32_t) (gls_text_byte_of_char (self->text, offset) - self->begin);
  int32_t last = (int32_t) (self->end - self->begin);
  int32_t to = ubrk_following (self->breaks, at);
  int32_t from = ubrk_isBoundary (self->breaks, at) ? at : ubrk_preceding (self->breaks, at);

  *start = gls_text_char_of_byte (self->text, self->begin + (gsize) (from == UBRK_DONE ? 0 : from));
  *end = gls_text_char_of_byte (self->text, self->begin + (gsize) (to == UBRK_DONE ? last : to));
}

static inline gunichar
char_at (const GlsText *text, guint32 offset)
{
  return gls_text_get_char (text, offset);
}

/* Does the character at @offset join what UAX 29 parts? */
static gboolean
joins (const GlsText *text, guint32 offset)
{
  gunichar c = char_at (text, offset);

  if (c != '-' && c != 0x2010 && c != 0x2011 && c != '\'' && c != 0x2019 && c != 0x2bc)
    return FALSE;
  if (offset == 0)
    return FALSE;
  UChar32 before = (UChar32) char_at (text, offset - 1), after = (UChar32) char_at (text, offset + 1);
  /* "500-600" are two numbers, "20-year-old" is one word. */
  return u_isalnum (before) && u_isalnum (after) && (u_isalpha (before) || u_isalpha (after));
}

/* "U.S", of which the full stop behind it is a part. */
static gboolean
is_abbreviation (const GlsText *text, guint32 start, guint32 end)
{
  if (end - start < 3 || end - start > 15 || (end - start) % 2 == 0)
    return FALSE;
  for (guint32 i = start; i < end; i++)
    if ((i - start) % 2 == 0 ? !u_isalpha ((UChar32) char_at (text, i)) : char_at (text, i) != '.')
      return FALSE;
  return TRUE;
}

static void
find_word (Window *window, guint32 offset, guint32 *start, guint32 *end)
{
  const GlsText *text = window->text;
  guint32 first = gls_text_char_of_byte (text, window->begin), last = gls_text_char_of_byte (text, window->end), unused;

  window_find (window, offset, start, end);
  if (*end - *start == 1 && char_at (text, *start) == '.' && *start > first)
    {
      guint32 before, full_stop = *start;
      window_find (window, full_stop - 1, &before, &unused);
      if (unused == full_stop && is_abbreviation (text, before, full_stop))
        *start = before;
      return;
    }
  if (*end - *start == 1 && *start > first && *end < last && joins (text, *start))
    {
      window_find (window, *start - 1, start, &unused);
      window_find (window, *end, &unused, end);
    }
  while (*start > first + 1 && joins (text, *start - 1))
    window_find (window, *start - 2, start, &unused);
  while (*end + 1 < last && joins (text, *end))
    window_find (window, *end + 1, &unused, end);
  if (*end < last && char_at (text, *end) == '.' && is_abbreviation (text, *start, *end))
    (*end)++;
}

/* A line's end is a segment of its own, CR LF one. */
static gboolean
find_line_break (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  gunichar c = char_at (text, offset);

  if (!is_line_end (c))
    return FALSE;
  *start = offset;
  *end = offset + 1;
  if (c == '\r' && char_at (text, offset + 1) == '\n')
    (*end)++;
  else if (c == '\n' && offset > 0 && char_at (text, offset - 1) == '\r')
    (*start)--;
  return TRUE;
}

/**
 * gls_segment_word_at:
 * @offset: in code points
 * @start: (out): at most @offset
 * @end: (out): above @offset; both are the length when @offset is not below it
 *
 * UAX 29 words, joined over hyphens and apostrophes that stand between letters ("al-Nusra", "20-year-old"), with the full
 * stop of "U.S."; spaces in a row, each punctuation mark and each line end are segments too.
 */
void
gls_segment_word_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  guint32 length = gls_text_get_length (text);
  Window window;

  *start = MIN (offset, length);
  *end = MIN (*start + 1, length);
  if (offset >= length || find_line_break (text, offset, start, end))
    return;
  if (window_open (&window, text, offset, FALSE))
    find_word (&window, offset, start, end);
}

/* A position in a text that moves by characters without a search. */
typedef struct {
  const char *p;
  guint32 offset;
} Cursor;

static Cursor
cursor_at (const GlsText *text, guint32 offset)
{
  offset = MIN (offset, gls_text_get_length (text));
  return (Cursor){ gls_text_get_data (text, NULL) + gls_text_byte_of_char (text, offset), offset };
}

static gunichar
cursor_before (const Cursor *cursor)
{
  return g_utf8_get_char (g_utf8_prev_char (cursor->p));
}

static void
cursor_forward (Cursor *cursor)
{
  cursor->p = g_utf8_next_char (cursor->p);
  cursor->offset++;
}

static void
cursor_back (Cursor *cursor)
{
  cursor->p = g_utf8_prev_char (cursor->p);
  cursor->offset--;
}

/**
 * gls_segment_sentence_at:
 * @offset: in code points
 * @start: (out): where the sentence around @offset begins
 * @end: (out): where it ends, without the spaces behind it; @start and @end are equal on an empty line and at the end
 *
 * UAX 29 sentences within a line, with ICU's list of abbreviations that end none.
 */
void
gls_segment_sentence_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  guint32 length = gls_text_get_length (text);
  Window window;

  gls_segment_paragraph_at (text, offset, start, end);
  if (*start == *end)
    return;
  offset = MIN (offset, *end - 1); /* at the line's end: its last sentence */
  if (offset < length && window_open (&window, text, offset, TRUE))
    window_find (&window, offset, start, end);

  Cursor first = cursor_at (text, *start), last = cursor_at (text, *end);
  while (last.offset > *start && u_isspace ((UChar32) cursor_before (&last)))
    cursor_back (&last);
  if (last.offset == *start)
    return;
  while (u_isspace ((UChar32) g_utf8_get_char (first.p)))
    cursor_forward (&first);
  *start = first.offset;
  *end = last.offset;
}

/**
 * gls_segment_paragraph_at:
 * @offset: in code points; that of a line's end belongs to the line before it
 * @start: (out): where the line begins
 * @end: (out): where it ends, without the characters that end it
 */
void
gls_segment_paragraph_at (const GlsText *text, guint32 offset, guint32 *start, guint32 *end)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes), *at = data + gls_text_byte_of_char (text, offset);

  if (at < data + n_bytes && *at == '\n' && at > data && at[-1] == '\r')
    at--;
  *start = gls_text_char_of_byte (text, (gsize) (find_line_start (at, data) - data));
  *end = gls_text_char_of_byte (text, (gsize) (find_line_end (at, data + n_bytes) - data));
}

/* Opening marks, each with what may close it; straight ones close themselves. */
static const struct {
  gunichar open, close;
} quotes[] = {
  { 0x201c, 0x201d }, { 0x201e, 0x201c }, { 0x201e, 0x201d }, { 0x201d, 0x201d }, { 0xab, 0xbb },     { 0xbb, 0xab },
  { 0x2018, 0x2019 }, { 0x201a, 0x2018 }, { 0x201a, 0x2019 }, { 0x2039, 0x203a }, { 0x203a, 0x2039 }, { '"', '"' },
  { '\'', '\'' },     { 0x300c, 0x300d }, { 0x300e, 0x300f },
};

static gboolean
is_pair (gunichar open, gunichar close)
{
  if (u_getIntPropertyValue ((UChar32) open, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN)
    return (gunichar) u_getBidiPairedBracket ((UChar32) open) == close;
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (quotes[i].open == open && quotes[i].close == close)
      return TRUE;
  return FALSE;
}

static gboolean
is_apostrophe (const Cursor *cursor, guint32 start, guint32 end)
{
  gunichar c = g_utf8_get_char (cursor->p);

  return (c == '\'' || c == 0x2019) && cursor->offset > start && cursor->offset + 1 < end &&
         u_isalnum ((UChar32) cursor_before (cursor)) &&
         u_isalnum ((UChar32) g_utf8_get_char (g_utf8_next_char (cursor->p)));
}

/* Does the mark at @edge, the first or the last of [start, end), have its partner in there? Pairs within pairs are passed over. */
static gboolean
has_partner (const GlsText *text, guint32 edge, gboolean forward, guint32 start, guint32 end)
{
  Cursor cursor = cursor_at (text, edge);
  gunichar mark = g_utf8_get_char (cursor.p);
  guint depth = 0;

  for (;;)
    {
      if (forward ? cursor.offset + 1 >= end : cursor.offset <= start)
        return FALSE;
      if (forward)
        cursor_forward (&cursor);
      else
        cursor_back (&cursor);
      gunichar c = g_utf8_get_char (cursor.p);
      if (is_apostrophe (&cursor, start, end))
        continue;
      if (forward ? is_pair (mark, c) : is_pair (c, mark))
        {
          if (depth == 0)
            return TRUE;
          depth--;
        }
      else if (c == mark)
        depth++;
    }
}

/* What is no part of an annotation at its edge: spaces, punctuation, invisible characters. */
static gboolean
is_trimmed (gunichar c)
{
  static const char kept[] = "%‰‱#@&*§¶٪";

  return u_isspace ((UChar32) c) || u_charType ((UChar32) c) == U_FORMAT_CHAR || is_line_end (c) ||
         (u_ispunct ((UChar32) c) && !g_utf8_strchr (kept, -1, c));
}

static gboolean
is_quote_or_bracket (gunichar c)
{
  if (u_getIntPropertyValue ((UChar32) c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (quotes[i].open == c || quotes[i].close == c)
      return TRUE;
  return FALSE;
}

static guint32
trim_start (const GlsText *text, guint32 start, guint32 end)
{
  Cursor cursor = cursor_at (text, start);

  for (guint tries = 0; cursor.offset < end; cursor_forward (&cursor))
    {
      gunichar c = g_utf8_get_char (cursor.p);
      if (!is_trimmed (c))
        break;
      if (is_quote_or_bracket (c) && tries++ < MAX_PARTNERS && has_partner (text, cursor.offset, TRUE, cursor.offset, end))
        break;
      /* The sign of a number. */
      if (c == '-' && cursor.offset + 1 < end && u_isdigit ((UChar32) g_utf8_get_char (cursor.p + 1)))
        break;
    }
  return cursor.offset;
}

static guint32
trim_end (const GlsText *text, guint32 start, guint32 end)
{
  Cursor cursor = cursor_at (text, end);

  for (guint tries = 0; cursor.offset > start; cursor_back (&cursor))
    {
      gunichar c = cursor_before (&cursor);
      guint32 at = cursor.offset - 1, word_start, word_end;
      if (!is_trimmed (c))
        break;
      if (is_quote_or_bracket (c) && tries++ < MAX_PARTNERS && has_partner (text, at, FALSE, start, cursor.offset))
        break;
      if (c == '.' && at > start + 2 && tries++ < MAX_PARTNERS)
        {
          gls_segment_word_at (text, at, &word_start, &word_end);
          if (word_start < at)
            break; /* the full stop of "U.S." */
        }
    }
  return cursor.offset;
}

/**
 * gls_segment_snap:
 * @start: (inout): in code points
 * @end: (inout): in code points, not included; both unchanged when %FALSE is returned
 *
 * What a person meant who dragged over [start, end): whole words without the spaces and punctuation at the edges.
 * Brackets and quotation marks stay when their partners are within, "$", "%" and the like always.
 *
 * Returns: whether anything is left
 */
gboolean
gls_segment_snap (const GlsText *text, guint32 *start, guint32 *end)
{
  guint32 length = gls_text_get_length (text), from = *start, to = MIN (*end, length), unused;

  if (from >= to)
    return FALSE;
  gls_segment_word_at (text, from, &from, &unused);
  gls_segment_word_at (text, to - 1, &unused, &to);
  from = trim_start (text, from, to);
  to = trim_end (text, from, to);
  if (from >= to)
    return FALSE;
  *start = from;
  *end = to;
  return TRUE;
}
