/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates after EDTF (ISO 8601-2:2019) level 1, as far as news needs them: partial, year unknown, intervals with open ends. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nobody knows: asked and answered, unlike a date that is missing. It is in no range and resolves nothing. */
#define GLS_DATE_NOT_KNOWN "XXXX"

/* TRUE for GLS_DATE_NOT_KNOWN, "2015-04-21", "2014-11", "2014", "XXXX-04-21", "201X", "2014-11/2015-02", "2014/..", "../2014", each with an optional "?", "~", "%". */
gboolean gls_date_is_valid   (const char *edtf);
/* TRUE for {"said":…,"date":…} with a date that is valid, in the bytes that the program would write it in. */
gboolean gls_date_is_canonical (const char *json, gsize n_bytes);
/* Reads words against the publication date @published (nullable, EDTF): "April 21" is 2015-04-21, or XXXX-04-21 without one; "earlier this month", "last month", "in November 2013",
 * "February", "2014". NULL when no date is in them. Transfer full. */
char    *gls_date_resolve    (const char *words, const char *published);
/* The first and last day a date may mean, as Julian days; open ends are 0 and G_MAXUINT32. FALSE where the year is unknown. */
gboolean gls_date_get_range  (const char *edtf, guint32 *first, guint32 *last);
/* For people, in the user's language: "21 April 2015", "November 2014". Transfer full. */
char    *gls_date_to_display (const char *edtf);

G_END_DECLS
