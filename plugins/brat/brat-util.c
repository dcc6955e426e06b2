/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings and arrays, and pieces of lines.
 * It must not know the format. */
#include "brat-util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
brat_alloc (size_t n)
{
  void *data = calloc (n > 0 ? n : 1, 1);

  if (data == NULL)
    abort ();
  return data;
}

void *
brat_grow (void *data, size_t n, size_t *room, size_t size)
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
brat_copy (const char *text, size_t n)
{
  char *copy = brat_alloc (n + 1);

  memcpy (copy, text, n);
  return copy;
}

void
brat_append (BratString *string, const char *text, size_t n)
{
  while (string->n + n + 1 > string->room)
    string->text = brat_grow (string->text, string->room, &string->room, 1);
  memcpy (string->text + string->n, text, n);
  string->n += n;
  string->text[string->n] = '\0';
}

void
brat_append_text (BratString *string, const char *text)
{
  brat_append (string, text, strlen (text));
}

void
brat_printf (BratString *string, const char *format, ...)
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
      text = brat_alloc ((size_t) n + 1);
      va_start (arguments, format);
      vsnprintf (text, (size_t) n + 1, format, arguments);
      va_end (arguments);
    }
  brat_append (string, text, (size_t) n);
  if (text != small)
    free (text);
}

void
brat_append_json (BratString *string, const char *text)
{
  brat_append (string, "\"", 1);
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      brat_printf (string, "\\%c", *text);
    else if ((unsigned char) *text < 0x20)
      brat_printf (string, "\\u%04x", (unsigned) (unsigned char) *text);
    else
      brat_append (string, text, 1);
  brat_append (string, "\"", 1);
}

void
brat_clear (BratString *string)
{
  free (string->text);
  memset (string, 0, sizeof *string);
}

bool
brat_next (const char **at, const char *end, const char *separators, bool runs, BratPiece *piece)
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
  *piece = (BratPiece) { start, (size_t) (stop - start) };
  *at = stop < end ? stop + 1 : end;
  return true;
}

bool
brat_is (BratPiece piece, const char *text)
{
  return strlen (text) == piece.n && memcmp (piece.start, text, piece.n) == 0;
}

bool
brat_number (BratPiece piece, uint32_t *number)
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
