/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shipped validators share: growing text, sentences in the reader's language, and the words of a mark. Plain C11; it must
 * not know any rule. */
#pragma once

#include <glossator-plugin.h>

typedef struct {
  char  *data;   /* NUL-terminated once something was added */
  size_t n, room;
} Buffer;

void  buffer_add   (Buffer *buffer, const char *text, size_t n);
void  buffer_clear (Buffer *buffer);

/* calloc, realloc and strdup that never fail. */
void *take_memory  (size_t n, size_t size);
void *grow_memory  (void *memory, size_t n, size_t size);
char *copy_text    (const char *text);

/* Sentences of one language, from "LANGUAGE.txt" in the plugin's folder: lines "English = translation". */
typedef struct Phrases Phrases;

/* NULL where there is no such file: everything stays English. */
Phrases    *phrases_read (const GlsPluginHost *host, const char *language);
void        phrases_free (Phrases *phrases);
/* @phrases may be NULL. */
const char *phrases_get  (const Phrases *phrases, const char *english);
/* The sentence with "%1" to "%9" replaced by the texts that follow, NULL-ended. Free it. */
char       *phrases_fill (const Phrases *phrases, const char *english, ...);

/* The EDTF of a date attribute's value, which is a text, or an object with the words that say it and the "date". NULL: it has none.
 * The host's, until the plugin returns. */
const char *date_of_value  (const GlsPluginHost *host, const char *json);

/* The words that @annotation marks, on one line, a long one cut in the middle. Unit=bytes only. Free it. */
char       *quote_words  (const GlsPluginDocument *document, const GlsPluginAnnotation *annotation);
/* The same for any bytes. */
char       *quote_bytes  (const char *text, size_t n);
