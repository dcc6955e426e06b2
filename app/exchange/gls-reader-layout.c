/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes text as a browser lays it out and remembers where zones begin and end in it.
 * Knows no HTML. */
#include "config.h"

#include "gls-reader-layout.h"

#include <string.h>

void
gls_layout_init (GlsLayout *self)
{
  *self = (GlsLayout) { .out = g_string_new (NULL), .zones = g_array_new (FALSE, FALSE, sizeof (GlsZone)) };
}

void
gls_layout_clear (GlsLayout *self)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_clear_pointer (&self->zones, g_array_unref);
  self->out = NULL;
}

void
gls_layout_break (GlsLayout *self, guint lines)
{
  self->breaks = MAX (self->breaks, lines);
  self->space = self->tab = FALSE;
}

void
gls_layout_line_end (GlsLayout *self)
{
  self->breaks = MIN (self->breaks + 1, 2);
  self->space = self->tab = FALSE;
}

void
gls_layout_cell (GlsLayout *self)
{
  self->tab = self->n_chars > 0 && self->breaks == 0;
  self->space = FALSE;
}

static void
put (GlsLayout *self, gunichar c)
{
  g_string_append_unichar (self->out, c);
  self->n_chars++;
}

/* What was owed before a character that is seen. */
static void
settle (GlsLayout *self)
{
  if (self->n_chars > 0)
    {
      for (; self->breaks > 0; self->breaks--)
        {
          put (self, '\n');
          self->tab = self->space = FALSE;
        }
      if (self->tab)
        put (self, '\t');
      else if (self->space)
        put (self, ' ');
    }
  self->breaks = 0;
  self->tab = self->space = FALSE;
  if (self->in_zone && !self->zone_begun)
    {
      self->zone.start = self->n_chars;
      self->zone_begun = TRUE;
    }
}

static void
add_preformatted (GlsLayout *self, gunichar c, guint *spaces)
{
  if (c == '\n')
    {
      *spaces = 0;
      if (self->n_chars > 0)
        self->breaks++;
      return;
    }
  if (c == ' ' && (self->breaks > 0 || *spaces > 0 || self->n_chars == 0))
    {
      ++*spaces;
      return;
    }
  settle (self);
  for (; *spaces > 0; --*spaces)
    put (self, ' ');
  put (self, c);
}

void
gls_layout_add (GlsLayout *self, const char *string, gboolean preformatted)
{
  guint spaces = 0;

  for (const char *p = string; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* A soft hyphen that no line ends at is not shown. */
      if (c == 0xad || c == 0xfeff || (c == '\r' && p[1] == '\n'))
        continue;
      if (c == '\r')
        c = '\n';
      if (preformatted)
        add_preformatted (self, c, &spaces);
      else if (c == ' ' || c == '\t' || c == '\n' || c == '\f')
        self->space = self->breaks == 0 && !self->tab && self->n_chars > 0;
      else
        {
          settle (self);
          put (self, c);
        }
    }
  if (spaces > 0)
    self->space = TRUE;
}

gboolean
gls_layout_open_zone (GlsLayout *self, GlsZoneKind kind)
{
  if (self->in_zone)
    return FALSE;
  self->in_zone = TRUE;
  self->zone_begun = FALSE;
  self->zone = (GlsZone) { .kind = kind };
  gls_layout_break (self, 1);
  return TRUE;
}

void
gls_layout_close_zone (GlsLayout *self)
{
  if (self->zone_begun && self->n_chars > self->zone.start)
    {
      self->zone.end = self->n_chars;
      g_array_append_val (self->zones, self->zone);
    }
  self->in_zone = FALSE;
  gls_layout_break (self, 1);
}
