/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK has one distance for all lines of a paragraph; but a line is as high as its lowest character. A space that is put lower
 * makes higher the line that it is on, wherever the text is wrapped, and moves nothing that can be seen: so the spaces in and
 * behind a mark carry the room of its lane. It knows characters, not pixels. */
#include "config.h"

#include "gls-lane-room.h"

/* A word longer than this may be wrapped within. */
#define WORD_MAX 30

void
gls_lane_room_init (GlsLaneRoom *room)
{
  *room = (GlsLaneRoom) { .spots = g_array_new (FALSE, FALSE, sizeof (GlsRoomSpot)),
                          .wanted = g_array_new (FALSE, TRUE, sizeof (guint8)) };
}

void
gls_lane_room_clear (GlsLaneRoom *room)
{
  g_array_unref (room->spots);
  g_array_unref (room->wanted);
}

/* Written without spaces, so wrapped anywhere. */
static gboolean
breaks_by_itself (gunichar c)
{
  return c >= 0x0e00 && (c <= 0x0eff || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) || g_unichar_iswide (c));
}

static gboolean
is_dash (gunichar c)
{
  return c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2014);
}

static gboolean
is_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2029;
}

static void
add_spot (GlsLaneRoom *room, guint32 at, guint8 lanes)
{
  GlsRoomSpot spot = { at, lanes };
  GlsRoomSpot *last = room->spots->len > 0 ? &g_array_index (room->spots, GlsRoomSpot, room->spots->len - 1) : NULL;

  if (lanes == 0)
    return;
  if (last && last->at == at)
    last->lanes = MAX (last->lanes, lanes);
  else
    g_array_append_val (room->spots, spot);
}

/* What the lanes want at each character. */
static void
want (GlsLaneRoom *room, GArray *marks, guint32 start, guint32 n, guint base)
{
  guint8 *wanted;

  g_array_set_size (room->wanted, 0);
  g_array_set_size (room->wanted, n + 1);
  wanted = (guint8 *) (gpointer) room->wanted->data;
  for (guint i = 0; i < marks->len; i++)
    {
      const GlsLaneMark *mark = &g_array_index (marks, GlsLaneMark, i);
      guint8 lanes = MIN (mark->lane, GLS_LANES_MAX - 1) + 1 - MIN (mark->lane + 1, base);
      guint32 from = mark->mark.start - start, to = MAX (mark->mark.end, mark->mark.start + 1) - start;

      if (lanes > 0)
        for (guint32 at = from; at < MIN (to, n + 1); at++)
          wanted[at] = MAX (wanted[at], lanes);
    }
}

/* A word ends at @at, which is a space, or the end of the paragraph. */
static void
give (GlsLaneRoom *room, guint32 word, guint32 at, guint8 lanes, gboolean dash, gboolean by_itself, gboolean end)
{
  if (by_itself || at - word > WORD_MAX)
    room->everywhere = MAX (room->everywhere, lanes);
  /* Wrapped behind a dash its first part stands at the end of the line of the space before. */
  if (dash && word > 0)
    add_spot (room, word - 1, lanes);
  if (end)
    room->last = MAX (room->last, lanes);
  else
    add_spot (room, at, lanes);
}

void
gls_lane_room_find (GlsLaneRoom *room, GArray *marks, guint32 start, const char *data, guint32 n, guint base)
{
  const guint8 *wanted;
  guint8 lanes = 0;
  guint32 word = 0, hash = 2166136261u;
  gboolean dash = FALSE, by_itself = FALSE;

  g_array_set_size (room->spots, 0);
  room->last = room->everywhere = 0;
  want (room, marks, start, n, base);
  wanted = (const guint8 *) (gpointer) room->wanted->data;
  for (guint32 i = 0; i <= n; i++)
    {
      gunichar c = i < n ? g_utf8_get_char (data) : '\n';

      lanes = MAX (lanes, wanted[i]);
      if (is_end (c) || g_unichar_isspace (c))
        {
          if (lanes > 0)
            give (room, word, i, lanes, dash, by_itself, is_end (c));
          if (is_end (c))
            break;
          word = i + 1;
          lanes = 0;
          dash = by_itself = FALSE;
        }
      else
        {
          dash = dash || is_dash (c);
          by_itself = by_itself || breaks_by_itself (c);
        }
      data = g_utf8_next_char (data);
    }
  for (guint i = 0; i < room->spots->len; i++)
    {
      const GlsRoomSpot *spot = &g_array_index (room->spots, GlsRoomSpot, i);

      hash = ((hash ^ spot->at) * 16777619u ^ spot->lanes) * 16777619u;
    }
  room->hash = room->spots->len > 0 ? MAX (hash, 1) : 0;
}
