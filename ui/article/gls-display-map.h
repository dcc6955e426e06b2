/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text as the widget shows it: the stored one, with line breaks of its own in paragraphs that are too long for it. */
#pragma once

#include <gls-text.h>

G_BEGIN_DECLS

/* Laying out one paragraph takes time that grows with its square; longer ones are shown in pieces. Bytes. */
#define GLS_DISPLAY_PARAGRAPH_MAX 8192
#define GLS_DISPLAY_PIECE 4096

typedef enum {
  GLS_PARAGRAPH_BLANK = 1 << 0, /* nothing but spaces */
  GLS_PARAGRAPH_BIDI  = 1 << 1, /* characters of a script written from right to left, or direction marks */
  GLS_PARAGRAPH_PIECE = 1 << 2, /* ends with a break that is shown only */
  GLS_PARAGRAPH_RTL   = 1 << 3, /* its first strong character goes to the left; pieces have their paragraph's */
} GlsParagraphFlags;

typedef struct {
  guint32 start;   /* display offset */
  guint32 flags;
} GlsParagraph;

typedef struct {
  GlsText *text;
  GArray  *breaks;      /* guint32: stored offsets before which a break is shown */
  GArray  *paragraphs;  /* GlsParagraph, what GTK calls lines; at least one */
  guint32  length;      /* of the display text */
  GString *display;     /* NULL: the stored text as it is */
} GlsDisplayMap;

GlsDisplayMap *gls_display_map_new  (GlsText *text);
void           gls_display_map_free (GlsDisplayMap *map);
const char    *gls_display_map_get_data (const GlsDisplayMap *map, gsize *n_bytes);

/* @is_end: the offset ends a range, and belongs to what stands before it. Offsets beyond the text give its end. */
guint32        gls_display_map_to_display (const GlsDisplayMap *map, guint32 stored, gboolean is_end);
guint32        gls_display_map_to_stored  (const GlsDisplayMap *map, guint32 display);
/* Index of the paragraph that holds @display. */
guint          gls_display_map_paragraph_at (const GlsDisplayMap *map, guint32 display);
/* The end of paragraph @index with its line end. */
guint32        gls_display_map_paragraph_end (const GlsDisplayMap *map, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlsDisplayMap, gls_display_map_free)

G_END_DECLS
