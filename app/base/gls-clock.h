/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hybrid logical clock: the upper 48 bits are milliseconds since 1970, the lower 16 a counter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GLS_CLOCK_DAY ((gint64) 24 * 60 * 60 * 1000 << 16)

/* The next value: the wall clock, or one more than @highest where the wall clock is not later. */
gint64     gls_clock_next      (gint64 highest);
/* The wall clock alone. The environment variable GLS_TEST_NOW (milliseconds) replaces it, for tests. */
gint64     gls_clock_wall      (void);
gint64     gls_clock_get_ms    (gint64 clock);
/* ISO 8601 in UTC, "2026-11-22T02:47:21Z". */
char      *gls_clock_to_iso    (gint64 clock);

G_END_DECLS
