/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a line is shown around words that were found. */
#pragma once

#include <gls-text.h>

gboolean gls_find_ends_line (gunichar c);
/* The part of the line around [@start, @end), in code points: at most @before and @after more, and whole words where some end near
 * enough. */
void     gls_find_context   (const GlsText *text, guint32 start, guint32 end, guint32 before, guint32 after, guint32 *from,
                             guint32 *to);
