/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a text as one line: to show them, speak them and look for them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes one space of every run of spaces, tabs and line ends, in place; returns @text. */
char *gls_one_line (char *text);

G_END_DECLS
