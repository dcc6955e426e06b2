/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that put attributions out: what other plugins found in the document. */
#pragma once

#include "quotes.h"

typedef struct {
  const Quotes *q;
  const GlsPluginAnnotation **names, **figures, **dates;  /* by start */
  size_t        n_names, n_figures, n_dates;
  uint32_t     *first;     /* by token where a source or cue begins: number of the claim that gave it + 1 */
  size_t       *source, *cue;  /* by claim: the claim that gives its source and its cue */
  int           done;
} Out;

static inline GlsPluginRange
range_of (const Quotes *q, Part part)
{
  return (GlsPluginRange) { token (q, part.from)->start, token (q, part.to - 1)->end };
}

static inline bool
has_type (const GlsPluginAnnotation *annotation, const char *type)
{
  return strcmp (annotation->type, type) == 0;
}

static inline uint32_t
end_of (const GlsPluginAnnotation *annotation)
{
  return annotation->fragments[annotation->n_fragments - 1].end;
}

/* The first of @list that does not begin before @byte. */
size_t quotes_first_from (const GlsPluginAnnotation **list, size_t n, uint32_t byte);
/* quotes-who.c: the name that a pronoun or a description means, or NULL. */
const GlsPluginAnnotation *quotes_antecedent (const Out *o, Part source);
/* The token that holds @byte, or the next. */
size_t quotes_token_at (const Quotes *q, uint32_t byte);
/* "Abykaev" is "Nurtai Abykaev" where the text names him so. */
const GlsPluginAnnotation *quotes_full_name (const Out *o, const GlsPluginAnnotation *name);
void   quotes_chain_key (const Out *o, const GlsPluginAnnotation *name, char *key, size_t size);
