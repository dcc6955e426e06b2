/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings and arrays, for lack of a library in a plugin. Memory that cannot be had ends the program, as in the host. */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  char  *text;      /* NUL-terminated, never NULL after the first append */
  size_t n, room;
} PluginString;

void  plugin_append   (PluginString *string, const char *text, size_t n);
void  plugin_append_text (PluginString *string, const char *text);
#if defined (__GNUC__)
__attribute__ ((format (printf, 2, 3)))
#endif
void  plugin_printf   (PluginString *string, const char *format, ...);
/* As a JSON string with its quotes. */
void  plugin_append_json (PluginString *string, const char *text);
void  plugin_clear    (PluginString *string);

void *plugin_alloc    (size_t n);
void *plugin_grow     (void *data, size_t n, size_t *room, size_t size);
char *plugin_copy     (const char *text, size_t n);

/* Puts @value at the end of @array, of which @n elements are used and @room are there. */
#define PLUGIN_ADD(array, n, room, value) \
  do \
    { \
      (array) = plugin_grow ((array), (n), &(room), sizeof *(array)); \
      (array)[(n)++] = (value); \
    } \
  while (0)

/* A piece of a line; not NUL-terminated. */
typedef struct {
  const char *start;
  size_t      n;
} PluginPiece;

/* The piece up to the next of @separators (any of them; runs count as one when @runs), moving *@at behind it. false: nothing is left. */
bool  plugin_next     (const char **at, const char *end, const char *separators, bool runs, PluginPiece *piece);
bool  plugin_is       (PluginPiece piece, const char *text);
/* Decimal digits only, below 2^32. */
bool  plugin_number   (PluginPiece piece, uint32_t *number);
