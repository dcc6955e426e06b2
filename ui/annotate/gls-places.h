/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody was in each document of a project, and what was open in tabs: kept beside the program, not in the project. */
#pragma once

#include <gls-id.h>

G_BEGIN_DECLS

typedef struct _GlsPlaces GlsPlaces;

/* What is remembered of the project at @path. A damaged file is as good as none. */
GlsPlaces *gls_places_new  (const char *path);
void       gls_places_free (GlsPlaces *places);
/* FALSE: never been there. @scroll: what stands in sight, @caret: where the caret is. */
gboolean   gls_places_get  (GlsPlaces *places, const GlsId *document, guint32 *scroll, guint32 *caret);
void       gls_places_set  (GlsPlaces *places, const GlsId *document, guint32 scroll, guint32 caret);
/* Documents (GlsId) of the tabs on a side, 0 or 1; transfer full. */
GArray    *gls_places_get_tabs (GlsPlaces *places, guint side);
void       gls_places_set_tabs (GlsPlaces *places, guint side, const GlsId *documents, guint n);
/* The tab that was worked in, counted over both sides. */
guint      gls_places_get_active (GlsPlaces *places);
void       gls_places_set_active (GlsPlaces *places, guint index);
/* Writes the file; on failure nothing is remembered, and nobody is bothered. */
void       gls_places_save (GlsPlaces *places);

G_END_DECLS
