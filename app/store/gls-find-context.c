/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a line around words that were found, between words. It knows texts only, no query and no project. */
#include "config.h"

#include "gls-find-context.h"

/* A word that is longer than this is cut. */
#define MOST_WORD 20

gboolean
gls_find_ends_line (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

void
gls_find_context (const GlsText *text, guint32 start, guint32 end, guint32 before, guint32 after, guint32 *from, guint32 *to)
{
  gsize n_bytes;
  const char *data = gls_text_get_data (text, &n_bytes);
  const char *p = data + gls_text_byte_of_char (text, start), *q = data + gls_text_byte_of_char (text, end);
  guint32 word = start;

  *from = start;
  while (*from > 0 && start - *from < before && !gls_find_ends_line (g_utf8_get_char (g_utf8_prev_char (p))))
    {
      p = g_utf8_prev_char (p);
      (*from)--;
      if (g_unichar_isspace (g_utf8_get_char (p)))
        word = *from + 1;
    }
  if (*from > 0 && start - *from == before && word - *from <= MOST_WORD
      && !gls_find_ends_line (g_utf8_get_char (g_utf8_prev_char (p))) && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
    *from = word;
  word = end;
  *to = end;
  while (*q != '\0' && *to - end < after && !gls_find_ends_line (g_utf8_get_char (q)))
    {
      if (g_unichar_isspace (g_utf8_get_char (q)))
        word = *to;
      q = g_utf8_next_char (q);
      (*to)++;
    }
  if (*q != '\0' && *to - end == after && *to - word <= MOST_WORD && !gls_find_ends_line (g_utf8_get_char (q))
      && !g_unichar_isspace (g_utf8_get_char (q)))
    *to = word;
}
