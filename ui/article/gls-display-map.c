/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the paragraphs of a text as GTK counts them, breaks those that are too long, and converts offsets both ways.
 * It knows nothing of widgets, and the stored text is never changed. */
#include "config.h"

#include "gls-display-map.h"

#include <string.h>
#include <unicode/uchar.h>

/* How far back from the wanted place a space is looked for, in bytes. */
#define LOOK_BACK 1024

typedef struct {
  GlsDisplayMap *map;
  guint32        stored;   /* code points passed */
} Scan;

static gboolean
is_right_to_left (gunichar c)
{
  return c >= 0x0590 &&
         ((c <= 0x08ff) || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
          (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe) || (c >= 0x10800 && c <= 0x10fff) ||
          (c >= 0x1e800 && c <= 0x1efff));
}

/* The direction of the first letter that has one. */
static gboolean
begins_right_to_left (const char *from, const char *to)
{
  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    switch (u_charDirection ((UChar32) g_utf8_get_char (p)))
      {
      case U_LEFT_TO_RIGHT:
        return FALSE;
      case U_RIGHT_TO_LEFT:
      case U_RIGHT_TO_LEFT_ARABIC:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* Counts code points of [from, to) and says what kinds of characters are there. Most text is looked at once, byte by byte. */
static guint32
inspect (const char *from, const char *to, guint32 *flags)
{
  guint32 n = 0;
  guchar high = 0;
  const char *p = from;

  for (; p < to; p++)
    {
      guchar byte = (guchar) *p;

      n += (byte & 0xc0) != 0x80;
      high = MAX (high, byte);
    }

  for (p = from; p < to && (*p == ' ' || (*p >= '\t' && *p <= '\r')); p++)
    ;
  *flags = p == to ? GLS_PARAGRAPH_BLANK : 0;

  /* U+0590 and what is above it begins with these. */
  for (p = from; p < to && high >= 0xd6; p = g_utf8_next_char (p))
    if ((guchar) *p >= 0xd6 && is_right_to_left (g_utf8_get_char (p)))
      {
        *flags |= GLS_PARAGRAPH_BIDI | (begins_right_to_left (from, to) ? GLS_PARAGRAPH_RTL : 0);
        break;
      }
  return n;
}

static void
add_paragraph (Scan *scan, const char *from, const char *to, guint32 flags)
{
  GlsDisplayMap *map = scan->map;
  GlsParagraph paragraph = { scan->stored + map->breaks->len, 0 };

  scan->stored += inspect (from, to, &paragraph.flags);
  if (flags & GLS_PARAGRAPH_PIECE)
    {
      paragraph.flags &= ~GLS_PARAGRAPH_RTL;
      paragraph.flags |= flags;
    }
  g_array_append_val (map->paragraphs, paragraph);
}

/* Would a break before @p tear a character from what is written on top of it? */
static gboolean
may_break_before (const char *start, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gunichar before = g_utf8_get_char (g_utf8_find_prev_char (start, p));
  GUnicodeType type = g_unichar_type (c);

  if (type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK)
    return FALSE;
  if (c == 0x200c || c == 0x200d || before == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff) ||
      (c >= 0xe0020 && c <= 0xe007f))
    return FALSE;
  /* Hangul syllables written in parts, and flags written as two letters. */
  if ((c >= 0x1160 && c <= 0x11ff) || (c >= 0x1f1e6 && c <= 0x1f1ff))
    return FALSE;
  return TRUE;
}

/* The best place for a break near @wanted: behind a space, else between two characters that stand for themselves. */
static const char *
find_break (const char *start, const char *wanted)
{
  const char *floor = wanted - LOOK_BACK;

  while ((*wanted & 0xc0) == 0x80)
    wanted--;
  for (const char *p = wanted; p > floor; p = g_utf8_find_prev_char (start, p))
    {
      gunichar before = g_utf8_get_char (g_utf8_find_prev_char (start, p));

      if ((before == ' ' || before == 0x3000 || before == 0x2028) && may_break_before (start, p))
        return p;
    }
  for (const char *p = wanted; p > floor; p = g_utf8_find_prev_char (start, p))
    if (may_break_before (start, p))
      return p;
  return wanted;
}

static void
add_pieces (Scan *scan, const char *from, const char *to, const char *end_of_line)
{
  GlsDisplayMap *map = scan->map;
  guint32 direction;
  const char *p = from;

  inspect (from, to, &direction);
  direction &= GLS_PARAGRAPH_RTL;
  while (to - p > GLS_DISPLAY_PIECE + GLS_DISPLAY_PIECE / 2)
    {
      const char *next = find_break (p, p + GLS_DISPLAY_PIECE);

      add_paragraph (scan, p, next, GLS_PARAGRAPH_PIECE | direction);
      if (!map->display)
        {
          gsize n_bytes;
          const char *data = gls_text_get_data (map->text, &n_bytes);

          map->display = g_string_sized_new (n_bytes + n_bytes / 1024 + 64);
          g_string_append_len (map->display, data, next - data);
        }
      else
        g_string_append_len (map->display, p, next - p);
      g_string_append_c (map->display, '\n');
      g_array_append_val (map->breaks, scan->stored);
      p = next;
    }
  add_paragraph (scan, p, end_of_line, GLS_PARAGRAPH_PIECE | direction);
  g_array_index (map->paragraphs, GlsParagraph, map->paragraphs->len - 1).flags &= ~GLS_PARAGRAPH_PIECE;
  if (map->display)
    g_string_append_len (map->display, p, end_of_line - p);
}

/* The next line end from @p on; *@length 0 at the end of the text. GTK takes the four that Pango does. */
static const char *
find_line_end (const char *p, const char *end, gboolean only_newlines, gsize *length)
{
  if (only_newlines)
    {
      const char *found = memchr (p, '\n', end - p);

      *length = found ? 1 : 0;
      return found ? found : end;
    }
  for (; p < end; p++)
    {
      guchar byte = (guchar) *p;

      if (byte == '\n' || byte == '\r')
        {
          *length = byte == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
          return p;
        }
      if (byte == 0xe2 && end - p >= 3 && (guchar) p[1] == 0x80 && (guchar) p[2] == 0xa9)
        {
          *length = 3;
          return p;
        }
    }
  *length = 0;
  return end;
}

/**
 * gls_display_map_new:
 * @text: the stored text
 *
 * Returns: (transfer full): where the text's paragraphs are, and how it is shown
 */
GlsDisplayMap *
gls_display_map_new (GlsText *text)
{
  GlsDisplayMap *map = g_new0 (GlsDisplayMap, 1);
  Scan scan = { map, 0 };
  gsize n_bytes, length;
  const char *data, *end;
  gboolean only_newlines;

  map->text = gls_text_ref (text);
  map->breaks = g_array_new (FALSE, FALSE, sizeof (guint32));
  map->paragraphs = g_array_new (FALSE, FALSE, sizeof (GlsParagraph));

  data = gls_text_get_data (text, &n_bytes);
  end = data + n_bytes;
  only_newlines = !memchr (data, '\r', n_bytes) && !strstr (data, "\xe2\x80\xa9");
  for (const char *p = data;;)
    {
      const char *line_end = find_line_end (p, end, only_newlines, &length);

      if (line_end - p > GLS_DISPLAY_PARAGRAPH_MAX)
        add_pieces (&scan, p, line_end, line_end + length);
      else
        {
          add_paragraph (&scan, p, line_end + length, 0);
          if (map->display)
            g_string_append_len (map->display, p, line_end + length - p);
        }
      if (length == 0)
        break;
      p = line_end + length;
    }
  map->length = scan.stored + map->breaks->len;
  return map;
}

void
gls_display_map_free (GlsDisplayMap *map)
{
  if (!map)
    return;
  gls_text_unref (map->text);
  g_array_unref (map->breaks);
  g_array_unref (map->paragraphs);
  if (map->display)
    g_string_free (map->display, TRUE);
  g_free (map);
}

const char *
gls_display_map_get_data (const GlsDisplayMap *map, gsize *n_bytes)
{
  if (!map->display)
    return gls_text_get_data (map->text, n_bytes);
  *n_bytes = map->display->len;
  return map->display->str;
}

guint32
gls_display_map_to_display (const GlsDisplayMap *map, guint32 stored, gboolean is_end)
{
  guint low = 0, high = map->breaks->len;

  stored = MIN (stored, map->length - map->breaks->len);
  /* Breaks before @stored; one exactly there counts for what begins at it. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint32 at = g_array_index (map->breaks, guint32, middle);

      if (at < stored || (at == stored && !is_end))
        low = middle + 1;
      else
        high = middle;
    }
  return stored + low;
}

guint32
gls_display_map_to_stored (const GlsDisplayMap *map, guint32 display)
{
  guint low = 0, high = map->breaks->len;

  display = MIN (display, map->length);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (map->breaks, guint32, middle) + middle < display)
        low = middle + 1;
      else
        high = middle;
    }
  return display - low;
}

guint
gls_display_map_paragraph_at (const GlsDisplayMap *map, guint32 display)
{
  guint low = 0, high = map->paragraphs->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (map->paragraphs, GlsParagraph, middle).start <= display)
        low = middle;
      else
        high = middle;
    }
  return low;
}

guint32
gls_display_map_paragraph_end (const GlsDisplayMap *map, guint index)
{
  if (index + 1 < map->paragraphs->len)
    return g_array_index (map->paragraphs, GlsParagraph, index + 1).start;
  return map->length;
}
