/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings and arrays, and pieces of lines.
 * It must not know the format. */
#include "plugin-strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
plugin_alloc (size_t n)
{
  void *data = calloc (n > 0 ? n : 1, 1);

  if (data == NULL)
    abort ();
  return data;
}

void *
plugin_grow (void *data, size_t n, size_t *room, size_t size)
{
  if (n < *room)
    return data;
  *room = *room > 0 ? *room * 2 : 8;
  if (*room > SIZE_MAX / size / 2 || (data = realloc (data, *room * size)) == NULL)
    abort ();
  memset ((char *) data + n * size, 0, (*room - n) * size);
  return data;
}

char *
plugin_copy (const char *text, size_t n)
{
  char *copy = plugin_alloc (n + 1);

  memcpy (copy, text, n);
  return copy;
}

void
plugin_append (PluginString *string, const char *text, size_t n)
{
  while (string->n + n + 1 > string->room)
    string->text = plugin_grow (string->text, string->room, &string->room, 1);
  memcpy (string->text + string->n, text, n);
  string->n += n;
  string->text[string->n] = '\0';
}

void
plugin_append_text (PluginString *string, const char *text)
{
  plugin_append (string, text, strlen (text));
}

void
plugin_printf (PluginString *string, const char *format, ...)
{
  char small[256], *text = small;
  va_list arguments;
  int n;

  va_start (arguments, format);
  n = vsnprintf (small, sizeof small, format, arguments);
  va_end (arguments);
  if (n < 0)
    abort ();
  if ((size_t) n >= sizeof small)
    {
      text = plugin_alloc ((size_t) n + 1);
      va_start (arguments, format);
      vsnprintf (text, (size_t) n + 1, format, arguments);
      va_end (arguments);
    }
  plugin_append (string, text, (size_t) n);
  if (text != small)
    free (text);
}

void
plugin_append_json (PluginString *string, const char *text)
{
  plugin_append (string, "\"", 1);
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      plugin_printf (string, "\\%c", *text);
    else if ((unsigned char) *text < 0x20)
      plugin_printf (string, "\\u%04x", (unsigned) (unsigned char) *text);
    else
      plugin_append (string, text, 1);
  plugin_append (string, "\"", 1);
}

void
plugin_clear (PluginString *string)
{
  free (string->text);
  memset (string, 0, sizeof *string);
}

bool
plugin_next (const char **at, const char *end, const char *separators, bool runs, PluginPiece *piece)
{
  const char *start = *at, *stop;

  while (runs && start < end && strchr (separators, *start) != NULL)
    start++;
  if (start >= end)
    {
      *at = end;
      return false;
    }
  for (stop = start; stop < end && strchr (separators, *stop) == NULL; stop++)
    ;
  *piece = (PluginPiece) { start, (size_t) (stop - start) };
  *at = stop < end ? stop + 1 : end;
  return true;
}

bool
plugin_is (PluginPiece piece, const char *text)
{
  return strlen (text) == piece.n && memcmp (piece.start, text, piece.n) == 0;
}

bool
plugin_number (PluginPiece piece, uint32_t *number)
{
  uint64_t value = 0;

  if (piece.n == 0 || piece.n > 10)
    return false;
  for (size_t i = 0; i < piece.n; i++)
    {
      if (piece.start[i] < '0' || piece.start[i] > '9')
        return false;
      value = value * 10 + (uint64_t) (piece.start[i] - '0');
    }
  *number = (uint32_t) value;
  return value <= UINT32_MAX;
}
