/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom "he", "it", "the analyst" and "the ministry" mean: the nearest name before that fits.
 * It must not know what is said. */
#include "quotes-out.h"

#include <stdio.h>

size_t
quotes_first_from (const GlsPluginAnnotation **list, size_t n, uint32_t byte)
{
  size_t low = 0;

  while (low < n)
    {
      size_t middle = low + (n - low) / 2;

      if (list[middle]->fragments[0].start < byte)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

size_t
quotes_token_at (const Quotes *q, uint32_t byte)
{
  size_t low = 0, high = q->lex.text.n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (token (q, middle)->start < byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Tokens around the name, within its sentence: titles before, appositions behind. */
static bool
shares_word (const Out *o, Part description, size_t last, const GlsPluginAnnotation *name)
{
  const Quotes *q = o->q;
  size_t low = quotes_token_at (q, name->fragments[0].start);

  for (size_t i = low > 8 ? low - 8 : 0; i < low + 24 && i < q->lex.text.n; i++)
    if (token (q, i)->line == token (q, low < q->lex.text.n ? low : i)->line && !(i >= description.from && i < description.to)
        && is_word (q, i) && lex_is (token (q, i), token (q, last)->fold, token (q, last)->n_fold))
      return true;
  return false;
}

/* Is @name said to be what @description says: "the NSB analyst" is no analyst of another body? */
static bool
is_described (const Out *o, Part description, const GlsPluginAnnotation *name)
{
  if (!shares_word (o, description, description.to - 1, name))
    return false;
  for (size_t i = description.from + 1; i + 1 < description.to; i++)
    if (token (o->q, i)->capitals && !shares_word (o, description, i, name))
      return false;
  return true;
}

/* How many names are looked at, back from the source. */
#define MAX_BACK 40

/* Does @name hold the word @last: "the ministry", of "Foreign Ministry"? */
static bool
holds_word (const Quotes *q, const GlsPluginAnnotation *name, size_t last)
{
  for (size_t i = quotes_token_at (q, name->fragments[0].start); i < q->lex.text.n && token (q, i)->start < end_of (name); i++)
    if (lex_is (token (q, i), token (q, last)->fold, token (q, last)->n_fold))
      return true;
  return false;
}

/* How far back a newly named person without a name is looked for, in tokens. */
#define MAX_STRANGER 120

/* "A police investigator put it differently": the subject of a sentence behind @byte has no name; "he" is that one. */
static bool
has_stranger (const Quotes *q, uint32_t byte, size_t to)
{
  for (size_t i = to; i > 0 && to - i < MAX_STRANGER && token (q, i)->start > byte; i--)
    if ((is (q, i, "a") || is (q, i, "an") || is (q, i, "another")) && token (q, i)->upper)
      for (size_t k = i + 1; k < i + 5 && is_word (q, k) && !in (q, L_prep, k) && !is (q, k, "of"); k++)
        if (in (q, L_human, k) && token (q, k)->fold[token (q, k)->n_fold - 1] != 's')
          return true;
  return false;
}

/* "it said": the last organization, not far away. */
static const GlsPluginAnnotation *
organization_before (const Out *o, Part source)
{
  const Quotes *q = o->q;
  size_t i = quotes_first_from (o->names, o->n_names, token (q, source.from)->start);

  for (size_t k = 0; i > 0 && k < 12; k++)
    if (has_type (o->names[--i], "Organization"))
      {
        size_t at = quotes_token_at (q, o->names[i]->fragments[0].start);

        return at < q->lex.text.n && token (q, source.from)->line <= token (q, at)->line + 2 ? o->names[i] : NULL;
      }
  return NULL;
}

const GlsPluginAnnotation *
quotes_antecedent (const Out *o, Part source)
{
  const Quotes *q = o->q;
  uint32_t start = token (q, source.from)->start;
  bool person = words_of (source) == 1 && (in (q, L_person, source.from) || is (q, source.from, "him") || is (q, source.from, "his") || is (q, source.from, "her")
                                           || is (q, source.from, "его") || is (q, source.from, "её") || is (q, source.from, "ее"));
  size_t i = quotes_first_from (o->names, o->n_names, start);

  if (person)
    {
      /* Who spoke last, else who was named last. */
      for (size_t k = 0; i > 0 && k < MAX_BACK; k++)
        if (has_type (o->names[--i], "Person"))
          return has_stranger (q, end_of (o->names[i]), source.from) ? NULL : o->names[i];
      return NULL;
    }
  if (words_of (source) == 1 && is (q, source.from, "it"))
    return organization_before (o, source);
  if (words_of (source) < 2 || !(is (q, source.from, "the") || is (q, source.from, "this")) || !is_word (q, source.to - 1))
    return NULL;
  /* "the GKNB" is a name, not what somebody is. */
  if (token (q, source.to - 1)->capitals)
    return NULL;
  if (in (q, L_body, source.to - 1))
    {
      for (size_t k = 0; i > 0 && k < MAX_BACK && words_of (source) == 2; k++)
        if (has_type (o->names[--i], "Organization") && holds_word (q, o->names[i], source.to - 1))
          return o->names[i];
      return NULL;
    }
  for (size_t k = 0; i > 0 && k < MAX_BACK; k++)
    if (has_type (o->names[--i], "Person") && is_described (o, source, o->names[i]))
      return o->names[i];
  return NULL;
}


/* --- What a name is in full -------------------------------------------------------------------------------------------------- */

/* How many names from the beginning are looked at for the full form. */
#define MAX_FULL 100

static bool
same_stem (const LexToken *a, const LexToken *b)
{
  size_t n = lex_stem (a->fold);

  return n == lex_stem (b->fold) && memcmp (a->fold, b->fold, n) == 0;
}

const GlsPluginAnnotation *
quotes_full_name (const Out *o, const GlsPluginAnnotation *name)
{
  const Quotes *q = o->q;
  size_t first = quotes_token_at (q, name->fragments[0].start), last = quotes_token_at (q, end_of (name)) - 1;
  if (!has_type (name, "Person") || last >= q->lex.text.n || last < first)
    return name;
  for (size_t i = 0; i < o->n_names && i < MAX_FULL; i++)
    {
      const GlsPluginAnnotation *other = o->names[i];
      size_t from = quotes_token_at (q, other->fragments[0].start), to = quotes_token_at (q, end_of (other));

      if (!has_type (other, "Person") || to <= from || to - from <= last - first || !same_stem (token (q, to - 1), token (q, last))
          || (last > first && !same_stem (token (q, from), token (q, first))))
        continue;
      return other;
    }
  return name;
}

/* As the names plugin writes it, that both mean one thing: the kind and the words without their endings. */
void
quotes_chain_key (const Out *o, const GlsPluginAnnotation *name, char *key, size_t size)
{
  const Quotes *q = o->q;
  size_t at = (size_t) snprintf (key, size, "%s", name->type);

  for (size_t i = quotes_token_at (q, name->fragments[0].start); i < q->lex.text.n && token (q, i)->start < end_of (name); i++)
    {
      int n = (int) lex_stem (token (q, i)->fold);

      if (at + (size_t) n + 2 > size)
        return;
      at += (size_t) snprintf (key + at, size - at, " %.*s", n, token (q, i)->fold);
    }
}
