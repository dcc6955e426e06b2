/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that a text has on two lines, as they are shown and looked for on one.
 * It must not know where they come from. */
#include "config.h"

#include "gls-one-line.h"

char *
gls_one_line (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (!g_ascii_isspace (*from))
      *to++ = *from;
    else if (to == text || to[-1] != ' ')
      *to++ = ' ';
  *to = '\0';
  return text;
}
