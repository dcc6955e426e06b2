/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which spaces of a paragraph carry the room that lanes need below the line they come to stand on. */
#pragma once

#include "gls-span-index.h"

G_BEGIN_DECLS

/* A space that makes the line it stands on higher, by so many lanes; counted from the paragraph's start. */
typedef struct {
  guint32 at;
  guint8  lanes;
} GlsRoomSpot;

typedef struct {
  GArray  *spots;        /* GlsRoomSpot, by place */
  guint8   last;         /* lanes wanted by the last word, which no space follows */
  guint8   everywhere;   /* lanes wanted by words that may be wrapped within, so on any line */
  guint32  hash;         /* of all of it */
  GArray  *wanted;       /* guint8 a character, while it works */
} GlsLaneRoom;

void gls_lane_room_init  (GlsLaneRoom *room);
void gls_lane_room_clear (GlsLaneRoom *room);
/* @marks: GlsLaneMark of the paragraph of @n characters from @start on; @data: its text. @base: lanes that every line has room
 * for anyway. */
void gls_lane_room_find  (GlsLaneRoom *room, GArray *marks, guint32 start, const char *data, guint32 n, guint base);

G_END_DECLS
