/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing text, sentences in the reader's language, the words of a mark.
 * It must not know any rule. */
#include "phrases.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 80 /* bytes of a quotation at either end */

void *
take_memory (size_t n, size_t size)
{
  void *memory = calloc (n > 0 ? n : 1, size);

  if (memory == NULL)
    abort ();
  return memory;
}

void *
grow_memory (void *memory, size_t n, size_t size)
{
  memory = size > 0 && n > SIZE_MAX / size ? NULL : realloc (memory, n * size);
  if (memory == NULL)
    abort ();
  return memory;
}

char *
copy_text (const char *text)
{
  size_t n = strlen (text) + 1;

  return memcpy (take_memory (n, 1), text, n);
}

void
buffer_add (Buffer *buffer, const char *text, size_t n)
{
  if (buffer->n + n + 1 > buffer->room)
    {
      buffer->room = (buffer->n + n + 1) * 2;
      buffer->data = grow_memory (buffer->data, buffer->room, 1);
    }
  memcpy (buffer->data + buffer->n, text, n);
  buffer->n += n;
  buffer->data[buffer->n] = '\0';
}

void
buffer_clear (Buffer *buffer)
{
  free (buffer->data);
  *buffer = (Buffer){ NULL, 0, 0 };
}

/* --- Sentences -------------------------------------------------------------------------------------------------------- */

struct Phrases {
  char  *text;       /* the file, cut up */
  char **english;
  char **translated;
  size_t n;
};

static void
read_line (Phrases *phrases, char *line)
{
  char *equals = strstr (line, " = ");

  if (line[0] == '#' || equals == NULL)
    return;
  *equals = '\0';
  phrases->english = grow_memory (phrases->english, phrases->n + 1, sizeof *phrases->english);
  phrases->translated = grow_memory (phrases->translated, phrases->n + 1, sizeof *phrases->translated);
  phrases->english[phrases->n] = line;
  phrases->translated[phrases->n++] = equals + 3;
}

Phrases *
phrases_read (const GlsPluginHost *host, const char *language)
{
  char name[32];
  const char *path;
  Phrases *phrases;
  Buffer buffer = { NULL, 0, 0 };
  char chunk[4096];
  size_t n;
  FILE *file;

  if (language == NULL || strlen (language) > 16)
    return NULL;
  snprintf (name, sizeof name, "%s.txt", language);
  path = host->data_path (host, name);
  file = path != NULL ? fopen (path, "rb") : NULL;
  if (file == NULL)
    return NULL;
  while ((n = fread (chunk, 1, sizeof chunk, file)) > 0)
    buffer_add (&buffer, chunk, n);
  fclose (file);
  phrases = take_memory (1, sizeof *phrases);
  phrases->text = buffer.data;
  for (char *line = buffer.data; line != NULL && *line != '\0';)
    {
      char *end = strchr (line, '\n');

      if (end != NULL)
        *end++ = '\0';
      read_line (phrases, line);
      line = end;
    }
  return phrases;
}

void
phrases_free (Phrases *phrases)
{
  if (phrases == NULL)
    return;
  free (phrases->text);
  free (phrases->english);
  free (phrases->translated);
  free (phrases);
}

const char *
phrases_get (const Phrases *phrases, const char *english)
{
  for (size_t i = 0; phrases != NULL && i < phrases->n; i++)
    if (strcmp (phrases->english[i], english) == 0)
      return phrases->translated[i];
  return english;
}

char *
phrases_fill (const Phrases *phrases, const char *english, ...)
{
  const char *arguments[9] = { NULL };
  Buffer buffer = { NULL, 0, 0 };
  va_list list;

  va_start (list, english);
  for (size_t i = 0; i < 9; i++)
    if ((arguments[i] = va_arg (list, const char *)) == NULL)
      break;
  va_end (list);
  buffer_add (&buffer, "", 0);
  for (const char *at = phrases_get (phrases, english); *at != '\0'; at++)
    if (at[0] == '%' && at[1] >= '1' && at[1] <= '9' && arguments[at[1] - '1'] != NULL)
      {
        at++;
        buffer_add (&buffer, arguments[*at - '1'], strlen (arguments[*at - '1']));
      }
    else
      buffer_add (&buffer, at, 1);
  return buffer.data;
}

/* --- Dates ------------------------------------------------------------------------------------------------------------ */

/* Behind the string that begins at @at. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '\0' && *at != '"'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return *at == '"' ? at + 1 : at;
}

const char *
date_of_value (const GlsPluginHost *host, const char *json)
{
  unsigned depth = 0;

  if (*json != '{')
    return host->text_of_json (host, json);
  for (const char *at = json, *end; *at != '\0'; at = end)
    {
      end = at + 1;
      depth += *at == '{' || *at == '[';
      depth -= (*at == '}' || *at == ']') && depth > 0;
      if (*at != '"')
        continue;
      end = skip_string (at);
      if (depth == 1 && strncmp (at, "\"date\":\"", 8) == 0)
        {
          const char *value = at + 7, *found;
          char *literal = take_memory ((size_t) (skip_string (value) - value) + 1, 1);

          memcpy (literal, value, (size_t) (skip_string (value) - value));
          found = host->text_of_json (host, literal);
          free (literal);
          return found;
        }
    }
  return NULL;
}

/* --- Words of a mark -------------------------------------------------------------------------------------------------- */

/* The nearest beginning of a character, at most three bytes on. */
static size_t
next_character (const char *text, size_t n, size_t at)
{
  while (at < n && ((unsigned char) text[at] & 0xC0) == 0x80)
    at++;
  return at;
}

char *
quote_bytes (const char *text, size_t n)
{
  Buffer buffer = { NULL, 0, 0 };

  if (n > 2 * MOST_WORDS + 8)
    {
      size_t head = next_character (text, n, MOST_WORDS), tail = next_character (text, n, n - MOST_WORDS);

      buffer_add (&buffer, text, head);
      buffer_add (&buffer, " … ", strlen (" … "));
      buffer_add (&buffer, text + tail, n - tail);
    }
  else
    buffer_add (&buffer, text, n);
  for (size_t i = 0; i < buffer.n; i++)
    if ((unsigned char) buffer.data[i] < ' ')
      buffer.data[i] = ' ';
  return buffer.data;
}

char *
quote_words (const GlsPluginDocument *document, const GlsPluginAnnotation *annotation)
{
  Buffer buffer = { NULL, 0, 0 };
  char *quoted;

  buffer_add (&buffer, "", 0);
  for (size_t i = 0; i < annotation->n_fragments && buffer.n < 100 * MOST_WORDS; i++)
    {
      if (i > 0)
        buffer_add (&buffer, " … ", strlen (" … "));
      buffer_add (&buffer, document->text + annotation->fragments[i].start,
                  annotation->fragments[i].end - annotation->fragments[i].start);
    }
  quoted = quote_bytes (buffer.data, buffer.n);
  buffer_clear (&buffer);
  return quoted;
}
