/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a browser lays it out: white space collapses, blocks stand on lines of their own, zones cover what was written in them.
 * Private to the reader. */
#pragma once

#include <gls-document.h>

G_BEGIN_DECLS

typedef struct {
  GString *out;
  guint32  n_chars;
  guint    breaks;        /* line ends before the next character: 0, 1, or 2 for a blank line */
  gboolean space, tab;    /* before the next character, unless a line begins */
  GArray  *zones;         /* GlsZone */
  gboolean in_zone, zone_begun;
  GlsZone  zone;
} GlsLayout;

void gls_layout_init       (GlsLayout *layout);
void gls_layout_clear      (GlsLayout *layout);
/* The next character begins a new line (1) or comes after a blank one (2). */
void gls_layout_break      (GlsLayout *layout, guint lines);
/* A forced line end. */
void gls_layout_line_end   (GlsLayout *layout);
void gls_layout_cell       (GlsLayout *layout);
void gls_layout_add        (GlsLayout *layout, const char *string, gboolean preformatted);
/* Zones do not nest: the outer one stays. FALSE when there is one open. */
gboolean gls_layout_open_zone  (GlsLayout *layout, GlsZoneKind kind);
void     gls_layout_close_zone (GlsLayout *layout);

G_END_DECLS
