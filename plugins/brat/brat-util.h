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
} BratString;

void  brat_append   (BratString *string, const char *text, size_t n);
void  brat_append_text (BratString *string, const char *text);
#if defined (__GNUC__)
__attribute__ ((format (printf, 2, 3)))
#endif
void  brat_printf   (BratString *string, const char *format, ...);
/* As a JSON string with its quotes. */
void  brat_append_json (BratString *string, const char *text);
void  brat_clear    (BratString *string);

void *brat_alloc    (size_t n);
void *brat_grow     (void *data, size_t n, size_t *room, size_t size);
char *brat_copy     (const char *text, size_t n);

/* Puts @value at the end of @array, of which @n elements are used and @room are there. */
#define BRAT_ADD(array, n, room, value) \
  do \
    { \
      (array) = brat_grow ((array), (n), &(room), sizeof *(array)); \
      (array)[(n)++] = (value); \
    } \
  while (0)

/* A piece of a line; not NUL-terminated. */
typedef struct {
  const char *start;
  size_t      n;
} BratPiece;

/* The piece up to the next of @separators (any of them; runs count as one when @runs), moving *@at behind it. false: nothing is left. */
bool  brat_next     (const char **at, const char *end, const char *separators, bool runs, BratPiece *piece);
bool  brat_is       (BratPiece piece, const char *text);
/* Decimal digits only, below 2^32. */
bool  brat_number   (BratPiece piece, uint32_t *number);
