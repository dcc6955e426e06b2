/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word lists: CSV with a heading (term, type, name) or without (the first three columns), and JSON Lines of objects with "term" or
 * "name", "aliases", "type". What is not understood in a line is passed over, as the file is hostile until proved otherwise.
 * It must not know what rows are for. */
#include "dictionary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_CELLS 32
#define MAX_LINE  (1 << 20)

typedef struct {
  const char *term, *type, *name;
} Columns;

/* --- JSON Lines ------------------------------------------------------------------------------------------------------------------ */

static size_t
put_utf8 (char *out, uint32_t c)
{
  if (c < 0x80)
    return out[0] = (char) c, 1;
  if (c < 0x800)
    return out[0] = (char) (0xC0 | c >> 6), out[1] = (char) (0x80 | (c & 0x3F)), 2;
  if (c < 0x10000)
    return out[0] = (char) (0xE0 | c >> 12), out[1] = (char) (0x80 | (c >> 6 & 0x3F)), out[2] = (char) (0x80 | (c & 0x3F)), 3;
  return out[0] = (char) (0xF0 | c >> 18), out[1] = (char) (0x80 | (c >> 12 & 0x3F)), out[2] = (char) (0x80 | (c >> 6 & 0x3F)),
         out[3] = (char) (0x80 | (c & 0x3F)), 4;
}

static uint32_t
read_hex (const char *at)
{
  uint32_t c = 0;

  for (int i = 0; i < 4; i++)
    {
      char d = at[i];

      if (d >= '0' && d <= '9')
        c = c * 16 + (uint32_t) (d - '0');
      else if ((d | 32) >= 'a' && (d | 32) <= 'f')
        c = c * 16 + (uint32_t) ((d | 32) - 'a' + 10);
      else
        return 0;
    }
  return c;
}

/* Decodes the string that begins at *@at in its place; NULL: it is none. */
static char *
read_string (char **at)
{
  char *in = *at, *out, *start;

  if (*in != '"')
    return NULL;
  out = start = ++in;
  while (*in != '"')
    {
      if (*in == '\0')
        return NULL;
      if (*in != '\\')
        {
          *out++ = *in++;
          continue;
        }
      in++;
      if (*in == 'u')
        {
          uint32_t c = read_hex (in + 1);

          if (c == 0)
            return NULL;
          in += 5;
          if (c >= 0xD800 && c < 0xDC00 && in[0] == '\\' && in[1] == 'u')
            {
              uint32_t low = read_hex (in + 2);

              if (low < 0xDC00 || low > 0xDFFF)
                return NULL;
              c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
              in += 6;
            }
          if (c >= 0xD800 && c < 0xE000)
            return NULL;
          out += put_utf8 (out, c);
          continue;
        }
      if (*in == '\0')
        return NULL;
      *out++ = *in == 'n' ? '\n' : *in == 't' ? '\t' : *in == 'r' || *in == 'b' || *in == 'f' ? ' ' : *in;
      in++;
    }
  *at = in + 1;
  *out = '\0';
  return start;
}

static char *
skip_space (char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\r')
    at++;
  return at;
}

/* Over a value that is not wanted, strings and brackets inside it too. */
static char *
skip_value (char *at)
{
  int depth = 0;

  for (; *at != '\0'; at++)
    {
      if (*at == '"')
        {
          for (at++; *at != '"' && *at != '\0'; at++)
            if (*at == '\\' && at[1] != '\0')
              at++;
          if (*at == '\0')
            return at;
        }
      else if (*at == '[' || *at == '{')
        depth++;
      else if ((*at == ']' || *at == '}') && depth-- == 0)
        return at;
      else if (*at == ',' && depth == 0)
        return at;
    }
  return at;
}

static bool
take_object (char *line, DictRow take, void *data)
{
  char *at = skip_space (line), *aliases[64], *term = NULL, *name = NULL, *type = NULL;
  size_t n = 0;
  bool go = true;

  if (*at++ != '{')
    return true;
  while (*(at = skip_space (at)) == '"')
    {
      char *key = read_string (&at);

      if (key == NULL || *(at = skip_space (at)) != ':')
        return true;
      at = skip_space (at + 1);
      if (*at == '"')
        {
          char *value = read_string (&at);

          if (value == NULL)
            return true;
          if (strcmp (key, "term") == 0)
            term = value;
          else if (strcmp (key, "name") == 0)
            name = value;
          else if (strcmp (key, "type") == 0 || strcmp (key, "kind") == 0)
            type = value;
        }
      else if (*at == '[' && strcmp (key, "aliases") == 0)
        {
          at = skip_space (at + 1);
          while (*at == '"' && n < 64)
            {
              aliases[n] = read_string (&at);
              if (aliases[n] == NULL)
                return true;
              n++;
              at = skip_space (at);
              at = *at == ',' ? skip_space (at + 1) : at;
            }
          at = skip_value (at);
          at += *at == ']';
        }
      else
        at = skip_value (at);
      at = skip_space (at);
      if (*at != ',')
        break;
      at++;
    }
  if (term != NULL)
    go = take (data, term, type, name != NULL ? name : term);
  if (go && name != NULL && term == NULL)
    go = take (data, name, type, name);
  for (size_t i = 0; i < n && go; i++)
    go = take (data, aliases[i], type, name != NULL ? name : term != NULL ? term : aliases[i]);
  return go;
}

/* --- CSV ----------------------------------------------------------------------------------------------------------------------------- */

/* Cuts @line in its place; quotation marks are doubled inside quoted cells. */
static size_t
cut_cells (char *line, char mark, char **cells)
{
  char *in = line;
  size_t n = 0;

  while (n < MAX_CELLS)
    {
      char *out;

      if (*in == '"')
        {
          cells[n++] = out = ++in;
          while (*in != '\0' && !(in[0] == '"' && in[1] != '"'))
            {
              in += in[0] == '"';
              *out++ = *in++;
            }
          in += *in == '"';
          while (*in != mark && *in != '\0')
            in++;
        }
      else
        {
          cells[n++] = out = in;
          while (*in != mark && *in != '\0')
            in++;
          out = in;
        }
      if (*in == '\0')
        {
          *out = '\0';
          break;
        }
      in++;
      *out = '\0';
    }
  return n;
}

typedef struct {
  size_t term, type, name;
  char   mark;
  bool   begun;
} Sheet;

static bool
read_heading (Sheet *sheet, char **cells, size_t n)
{
  bool found = false;

  for (size_t i = 0; i < n; i++)
    if (strcmp (cells[i], "term") == 0 || strcmp (cells[i], "alias") == 0)
      {
        sheet->term = i;
        found = true;
      }
    else if (strcmp (cells[i], "type") == 0 || strcmp (cells[i], "kind") == 0)
      sheet->type = i;
    else if (strcmp (cells[i], "name") == 0)
      sheet->name = i;
  if (!found && n > 0 && strcmp (cells[0], "name") == 0)
    {
      sheet->term = 0;
      found = true;
    }
  return found;
}

static bool
take_line (Sheet *sheet, char *line, DictRow take, void *data)
{
  char *cells[MAX_CELLS];
  size_t n;

  if (!sheet->begun)
    sheet->mark = strchr (line, '\t') != NULL ? '\t' : strchr (line, ',') == NULL && strchr (line, ';') != NULL ? ';' : ',';
  n = cut_cells (line, sheet->mark, cells);
  if (!sheet->begun)
    {
      sheet->begun = true;
      if (read_heading (sheet, cells, n))
        return true;
    }
  if (sheet->term >= n || *cells[sheet->term] == '\0')
    return true;
  return take (data, cells[sheet->term], sheet->type < n && *cells[sheet->type] != '\0' ? cells[sheet->type] : NULL,
               sheet->name < n && *cells[sheet->name] != '\0' ? cells[sheet->name] : cells[sheet->term]);
}

/* Valid UTF-8, as everything that is given to the host must be. */
static bool
is_utf8 (const char *text)
{
  const unsigned char *u = (const unsigned char *) text;

  while (*u != '\0')
    {
      unsigned more = *u < 0x80 ? 0 : *u >= 0xC2 && *u < 0xE0 ? 1 : (*u & 0xF0) == 0xE0 ? 2 : *u >= 0xF0 && *u < 0xF5 ? 3 : 9;

      if (more == 9 || (*u == 0xE0 && u[1] < 0xA0) || (*u == 0xED && u[1] > 0x9F) || (*u == 0xF0 && u[1] < 0x90)
          || (*u == 0xF4 && u[1] > 0x8F))
        return false;
      for (u++; more > 0; more--, u++)
        if ((*u & 0xC0) != 0x80)
          return false;
    }
  return true;
}

bool
dict_read (const char *path, DictRow take, void *data, char *why, size_t n_why)
{
  FILE *file = fopen (path, "rb");
  char *line = malloc (MAX_LINE);
  Sheet sheet = { 0, 1, 2, ',', false };
  bool go = true, whole = true;

  if (line == NULL)
    abort ();
  if (file == NULL)
    {
      snprintf (why, n_why, "the word list %s cannot be read: %s; choose another in the settings", path, strerror (errno));
      free (line);
      return false;
    }
  while (go && fgets (line, MAX_LINE, file) != NULL)
    {
      size_t n = strlen (line);
      bool was_whole = whole;
      char *start = line;

      whole = n > 0 && line[n - 1] == '\n';
      while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        line[--n] = '\0';
      if (!sheet.begun && strncmp (line, "\xEF\xBB\xBF", 3) == 0)
        start += 3;
      /* The rest of a line that is longer than any row. */
      if (!was_whole || *start == '\0' || !is_utf8 (start))
        continue;
      go = *start == '{' ? take_object (start, take, data) : take_line (&sheet, start, take, data);
    }
  fclose (file);
  free (line);
  return true;
}
