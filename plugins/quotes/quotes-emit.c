/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts attributions out: whom a source means, what a content holds, which claim lies within which.
 * It must not know verbs. */
#include "quotes-out.h"

#include <stdio.h>
#include <stdlib.h>

static void *
allocate (size_t n, size_t size)
{
  void *data = calloc (n > 0 ? n : 1, size);

  if (data == NULL)
    abort ();
  return data;
}

/* What others found, apart by kind; the host gives it by start. */
static void
sort_out (Out *o)
{
  const GlsPluginArray all = o->q->lex.document->annotations;
  size_t steps = 0;

  o->names = allocate (all.n, sizeof *o->names);
  o->figures = allocate (all.n, sizeof *o->figures);
  o->dates = allocate (all.n, sizeof *o->dates);
  for (size_t i = 0; i < all.n && !lex_is_cancelled (o->q->lex.host, &steps); i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, all, i);

      if (annotation->n_fragments == 0)
        continue;
      if (has_type (annotation, "Figure"))
        o->figures[o->n_figures++] = annotation;
      else if (has_type (annotation, "Date"))
        o->dates[o->n_dates++] = annotation;
      else if (has_type (annotation, "Person") || has_type (annotation, "Organization") || has_type (annotation, "Group")
               || has_type (annotation, "Place"))
        o->names[o->n_names++] = annotation;
    }
}

static const GlsPluginAnnotation *
first_within (const GlsPluginAnnotation **list, size_t n, GlsPluginRange range)
{
  for (size_t i = quotes_first_from (list, n, range.start); i < n && list[i]->fragments[0].start < range.end; i++)
    if (end_of (list[i]) <= range.end)
      return list[i];
  return NULL;
}

/* "a document obtained by Ivo Renner" is not Renner. */
static bool
is_of_evidence (const Quotes *q, Part source, const GlsPluginAnnotation *name)
{
  for (size_t i = source.from; i < source.to && token (q, i)->end <= name->fragments[0].start; i++)
    if (in (q, L_evidencenoun, i))
      return true;
  return false;
}

/* "sources in the ministry", "a spokesman for the bank": somebody there, not the ministry. */
static bool
is_somebody_there (const Quotes *q, Part source, const GlsPluginAnnotation *name)
{
  bool human = false;

  for (size_t i = source.from; i < source.to && token (q, i)->end <= name->fragments[0].start; i++)
    {
      if (human && in (q, L_prep, i))
        return true;
      human = human || (in (q, L_human, i) && !in (q, L_determiner, i));
    }
  return false;
}

/* The name that the source is: a person in it, else one that makes up most of it. */
static const GlsPluginAnnotation *
name_of (const Out *o, Part source)
{
  GlsPluginRange range = range_of (o->q, words_of (source) > 1 && is (o->q, source.from, "the") ? (Part) { source.from + 1, source.to } : source);
  const GlsPluginAnnotation *found = NULL;

  for (size_t i = quotes_first_from (o->names, o->n_names, range.start); i < o->n_names && o->names[i]->fragments[0].start < range.end; i++)
    {
      const GlsPluginAnnotation *name = o->names[i];

      if (end_of (name) > range.end)
        continue;
      if (is_of_evidence (o->q, source, name))
        continue;
      /* "Trump's supporters" are not Trump. */
      if (has_type (name, "Person") && (end_of (name) == range.end || o->q->lex.document->text[end_of (name)] != '\''))
        return strncmp (o->q->lex.document->text + end_of (name), "’s", 4) != 0 ? name : found;
      if (2 * (end_of (name) - name->fragments[0].start) >= range.end - range.start && !is_somebody_there (o->q, source, name))
        found = name;
    }
  return found;
}

/* "Donald Trump and Bernie Sanders": the others that speak with the first. */
static size_t
names_with (const Out *o, Part source, const GlsPluginAnnotation *first, const char **keys, size_t most)
{
  const Quotes *q = o->q;
  size_t n = 0;

  for (size_t i = source.from; i + 1 < source.to && n < most; i++)
    if (is (q, i, "and") || is (q, i, ",") || is (q, i, "or") || is (q, i, "и"))
      {
        Part rest = { i + 1, source.to };
        const GlsPluginAnnotation *name;

        if (is (q, i, ",") && (is (q, i + 1, "and") || is (q, i + 1, "и")))
          continue;
        /* "X, head of Y and Z" is one. */
        if (is (q, i, ",") && !token (q, i + 1)->upper)
          break;
        for (rest.to = i + 1; rest.to < source.to && !is (q, rest.to, "and") && !is (q, rest.to, ","); rest.to++)
          ;
        name = name_of (o, rest);
        if (name != NULL && name != first && has_type (first, name->type))
          keys[n++] = name->key;
      }
  return n;
}

/* --- Out ------------------------------------------------------------------------------------------------------------------------ */

static void
emit_parts (Out *o, const char *key, const char *type, Part lead, Part part, double confidence, const GlsPluginAnnotation *same)
{
  const GlsPluginHost *host = o->q->lex.host;
  GlsPluginRange ranges[2] = { range_of (o->q, is_empty (lead) ? part : lead), range_of (o->q, part) };
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .key = key, .type = type, .fragments = ranges, .n_fragments = is_empty (lead) ? 1 : 2, .confidence = confidence,
  };
  char *words = NULL, key_of_chain[512];
  GlsPluginChain chain;

  if (same != NULL && same->entity != NULL)
    annotation.entity = same->entity;
  else if (same != NULL && same->chain != NULL)
    annotation.chain = same->chain;
  else if (same != NULL)
    {
      const GlsPluginAnnotation *full = quotes_full_name (o, same);
      uint32_t n = end_of (full) - full->fragments[0].start;

      words = allocate (n + 1, 1);
      memcpy (words, o->q->lex.document->text + full->fragments[0].start, n);
      quotes_chain_key (o, full, key_of_chain, sizeof key_of_chain);
      chain = (GlsPluginChain) { key_of_chain, words, same->type };
      annotation.chain = &chain;
    }
  if (o->done == GLS_PLUGIN_OK)
    o->done = host->emit_annotation (host, &annotation);
  free (words);
}

static void
emit_part (Out *o, const char *key, const char *type, Part part, double confidence, const GlsPluginAnnotation *same)
{
  emit_parts (o, key, type, (Part) { 0, 0 }, part, confidence, same);
}

static void
link_to (GlsPluginLink *links, size_t *n, const char *role, const char *to)
{
  links[(*n)++] = (GlsPluginLink) { role, false, GLS_PLUGIN_FILLED_BY_ANNOTATION, to };
}

/* The annotation that fills a role for @part: a name, or one of ours under @key. */
static const char *
fill (Out *o, const char *key, Part part, double confidence)
{
  const GlsPluginAnnotation *name = name_of (o, part);

  if (name != NULL)
    return name->key;
  emit_part (o, key, "Source", part, confidence, quotes_antecedent (o, part));
  return key;
}

static bool
is_via (const Quotes *q, Part part, const GlsPluginAnnotation *name)
{
  if (is_empty (part))
    return false;
  bool media = false;

  /* "a news conference" passes nothing on. */
  for (size_t i = part.from; i < part.to; i++)
    if (is (q, i, "conference") || is (q, i, "briefing"))
      return false;
    else
      media = media || in (q, L_media, i);
  return media || (name != NULL && has_type (name, "Organization"));
}

static bool
holds (const Claim *outer, const Claim *inner)
{
  for (size_t i = 0; i < outer->n_content; i++)
    if (outer->content[i].from <= inner->source.from && inner->source.to <= outer->content[i].to
        && outer->content[i].from <= inner->content[0].from && inner->content[0].to <= outer->content[i].to)
      return true;
  return false;
}

/* The nearest earlier or later claim of the same sentence in whose content this one lies. */
static size_t
find_outer (const Quotes *q, size_t at)
{
  size_t best = NO_CLAIM;

  for (size_t i = at > 8 ? at - 8 : 0; i < at + 8 && i < q->n_claims; i++)
    if (i != at && holds (&q->claims[i], &q->claims[at])
        && (best == NO_CLAIM || q->claims[i].content[0].from > q->claims[best].content[0].from))
      best = i;
  return best;
}

static bool
leans_on (const Quotes *q, const Claim *inner)
{
  for (size_t i = inner->source.from; i < inner->source.to; i++)
    if (in (q, L_evidencenoun, i))
      return true;
  return false;
}

static bool
is_wanted (const Out *o, const Claim *c)
{
  const Quotes *q = o->q;
  GlsPluginRange focus = q->lex.document->focus;

  if (c->by_name)
    {
      const GlsPluginAnnotation *name = name_of (o, c->source);

      if (name == NULL || !has_type (name, "Person"))
        return false;
    }
  if (focus.end <= focus.start)
    return true;
  for (size_t i = 0; i < c->n_content; i++)
    if (token (q, c->content[i].from)->start < focus.end && token (q, c->content[i].to - 1)->end > focus.start)
      return true;
  return false;
}

/* What describes the name in the words of its source: "the Chinese finance minister", "son of the front-runner". Who asks about one
 * sentence wants the claim as a person makes it, with the name alone. */
static size_t
descriptions (const Out *o, Part source, const GlsPluginAnnotation *name, Part *parts)
{
  const Quotes *q = o->q;
  Part before = { source.from, source.from }, behind = { source.to, source.to };
  size_t n = 0;

  if (q->lex.document->focus.end > q->lex.document->focus.start)
    return 0;
  while (before.to < source.to && token (q, before.to)->end <= name->fragments[0].start)
    before.to++;
  while (behind.from > before.to && token (q, behind.from - 1)->start >= end_of (name))
    behind.from--;
  before = quotes_trim (q, before);
  behind = quotes_trim (q, behind);
  while (before.to > before.from && (quotes_is_opening (q, before.to - 1) || q->quoted[before.to - 1]))
    before.to--;
  /* «61-летняя» */
  if (words_of (before) > 2 && token (q, before.from)->kind == LEX_NUMBER && is (q, before.from + 1, "-"))
    before.from += 3;
  /* "Saidmurod, 52, from the district" */
  if (words_of (behind) > 2 && token (q, behind.from)->kind == LEX_NUMBER && is (q, behind.from + 1, ","))
    behind.from += 2;
  /* "Georgia's Foreign Ministry", "the ministry, for its part," */
  if (!has_type (name, "Person") && before.to > before.from + 1 && (is (q, before.to - 1, "s") || is (q, before.to - 1, "'") || is (q, before.to - 1, "’")))
    before.to = before.from;
  if (words_of (behind) == 3 && is (q, behind.from, "for") && is (q, behind.from + 2, "part"))
    behind.to = behind.from;
  if (words_of (before) > 1 && !in (q, L_prep, before.to - 1) && !is (q, before.to - 1, "and") && !is (q, before.to - 1, "of"))
    parts[n++] = before;
  if (words_of (behind) > 1 && (is (q, behind.from - 1, ",") && !is (q, behind.from, "and")))
    parts[n++] = behind;
  return n;
}

/* Several claims may have one source: the claim that gives it. */
static size_t
owner_of (Out *o, size_t at, Part part, bool cue)
{
  uint32_t *first = &o->first[part.from];
  Part other;

  if (*first == 0)
    *first = (uint32_t) at + 1;
  other = cue ? o->q->claims[*first - 1].cue : o->q->claims[*first - 1].source;
  return other.from == part.from && other.to == part.to ? *first - 1 : at;
}

/* "c12" of a claim, "s12" of its source: printf takes longer than finding what it names. */
static void
write_key (char *key, char letter, size_t number)
{
  char digits[24];
  size_t n = 0;

  do
    digits[n++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  *key++ = letter;
  while (n > 0)
    *key++ = digits[--n];
  *key = '\0';
}

static void
emit_fillers (Out *o, size_t at)
{
  const Quotes *q = o->q;
  const Claim *c = &q->claims[at];
  char key[48];

  if (!is_empty (c->source))
    o->source[at] = owner_of (o, at, c->source, false);
  if (!is_empty (c->source) && o->source[at] == at)
    {
      const GlsPluginAnnotation *name = name_of (o, c->source);
      Part parts[2];
      size_t n = name != NULL ? descriptions (o, c->source, name, parts) : 0;

      write_key (key, 's', at);
      if (name == NULL)
        emit_part (o, key, "Source", c->source, c->confidence, quotes_antecedent (o, c->source));
      for (size_t i = 0; i < n; i++)
        {
          snprintf (key, sizeof key, "d%zu-%zu", at, i);
          emit_part (o, key, "Source", parts[i], c->confidence, name);
        }
    }
  if (!is_empty (c->cue))
    o->cue[at] = owner_of (o, at, c->cue, true);
  if (!is_empty (c->cue) && o->cue[at] == at)
    {
      write_key (key, 'u', at);
      emit_parts (o, key, "Cue", c->lead, c->cue, c->confidence, NULL);
    }
}

/* What is a quotation as a whole goes without its marks and what stands before the last of them, as guidelines want it. */
static GlsPluginRange
range_of_content (const Quotes *q, Part part)
{
  Part inner = { part.from + 1, part.to - 1 };

  /* «…, — сказал он. — …»: one mark of two. */
  if (words_of (part) > 3 && is (q, part.from, "«") && !is (q, part.to - 1, "»"))
    {
      for (size_t i = part.from + 1; i < part.to; i++)
        if (is (q, i, "»"))
          return range_of (q, part);
      return range_of (q, inner.to > inner.from ? (Part) { part.from + 1, part.to } : part);
    }
  if (words_of (part) > 3 && is (q, part.to - 1, "»") && !is (q, part.from, "«"))
    {
      for (size_t i = part.from; i + 1 < part.to; i++)
        if (is (q, i, "«"))
          return range_of (q, part);
      return range_of (q, quotes_trim (q, (Part) { part.from, part.to - 1 }));
    }
  if (words_of (part) < 4 || !quotes_is_opening (q, part.from) || !quotes_is_closing (q, part.to - 1) || is (q, part.from, "'"))
    return range_of (q, part);
  for (size_t i = inner.from; i < inner.to; i++)
    if (!q->quoted[i] || quotes_is_opening (q, i) || quotes_is_closing (q, i))
      return range_of (q, part);
  inner = quotes_trim (q, inner);
  return range_of (q, is_empty (inner) ? part : inner);
}

/* "Both said": the two that spoke with each other before. */
static void
link_both (const Out *o, size_t at, GlsPluginLink *links, size_t *n)
{
  const Quotes *q = o->q;
  const Claim *c = &q->claims[at];
  const char *others[3];

  if (words_of (c->source) != 1 || !(is (q, c->source.from, "both") || is (q, c->source.from, "оба") || is (q, c->source.from, "обе")))
    return;
  for (size_t i = at; i > 0 && at - i < 4; i--)
    {
      Part source = q->claims[i - 1].source;
      const GlsPluginAnnotation *first = is_empty (source) ? NULL : name_of (o, source);

      if (first == NULL || names_with (o, source, first, others, 3) != 1)
        continue;
      link_to (links, n, "source", first->key);
      link_to (links, n, "source", others[0]);
      return;
    }
}

/* The source, the others that speak with it, and what describes it; @keys hold what the links point to. */
static void
link_source (const Out *o, size_t at, char keys[3][48], GlsPluginLink *links, size_t *n)
{
  const Claim *c = &o->q->claims[at];
  const GlsPluginAnnotation *name = name_of (o, c->source);
  const char *others[3];
  Part parts[2];
  size_t n_others, n_parts;

  write_key (keys[0], 's', o->source[at]);
  link_to (links, n, "source", name != NULL ? name->key : keys[0]);
  if (name == NULL)
    {
      link_both (o, at, links, n);
      return;
    }
  n_others = names_with (o, c->source, name, others, 3);
  n_parts = descriptions (o, c->source, name, parts);
  for (size_t i = 0; i < n_others; i++)
    link_to (links, n, "source", others[i]);
  for (size_t i = 0; i < n_parts && n_others == 0; i++)
    {
      snprintf (keys[1 + i], sizeof keys[1 + i], "d%zu-%zu", o->source[at], i);
      link_to (links, n, "source", keys[1 + i]);
    }
}

/* "On Monday, the ministry said that": the sentence begins with it. */
static const GlsPluginAnnotation *
date_in_front (const Out *o, const Claim *c)
{
  const Quotes *q = o->q;
  size_t end = c->source.from, from = end;

  if (is_empty (c->source) || is_empty (c->cue) || c->cue.from < end || c->content[0].from < end)
    return NULL;
  while (from > 0 && end - from < 8 && token (q, from - 1)->line == token (q, end)->line && !is (q, from - 1, ".") && !q->quoted[from - 1]
         && !is (q, from - 1, "!") && !is (q, from - 1, "?"))
    from--;
  if (from == end || (end - from == 8 && from > 0 && token (q, from - 1)->line == token (q, end)->line) || !is_word (q, from) || !token (q, from)->upper)
    return NULL;
  for (size_t i = from; i < end; i++)
    if (in (q, L_verb, i) || in (q, L_subordinate, i) || is (q, i, "since") || is (q, i, "until") || is (q, i, "in") || is (q, i, "by"))
      return NULL;
  return first_within (o->dates, o->n_dates, range_of (q, (Part) { from, end }));
}

static void
emit_claim (Out *o, size_t at)
{
  const Quotes *q = o->q;
  const Claim *c = &q->claims[at];
  char key[32], sources[3][48], cue[32], via[32], basis[32], outer[32];
  GlsPluginLink links[16];
  GlsPluginRange ranges[MAX_CONTENT];
  GlsPluginAttribute denied = { "polarity", "\"denied\"" };
  size_t n = 0, within = find_outer (q, at), n_ranges = 0;
  const GlsPluginAnnotation *figure = NULL, *date = NULL;
  GlsPluginAnnotation annotation = { .size = sizeof annotation, .key = key, .type = "Claim", .confidence = c->confidence };

  for (size_t i = 0; i < c->n_content; i++)
    {
      ranges[n_ranges++] = range_of_content (q, c->content[i]);
      if (figure == NULL)
        figure = first_within (o->figures, o->n_figures, ranges[n_ranges - 1]);
    }
  write_key (key, 'c', at);
  if (!is_empty (c->source))
    link_source (o, at, sources, links, &n);
  if (!is_empty (c->via) && (c->passed_on || is_via (q, c->via, name_of (o, c->via))))
    {
      write_key (via, 'v', at);
      link_to (links, &n, "via", fill (o, via, c->via, 0.6));
    }
  if (!is_empty (c->cue))
    {
      write_key (cue, 'u', o->cue[at]);
      link_to (links, &n, "cue", cue);
    }
  if (figure != NULL)
    link_to (links, &n, "figure", figure->key);
  if (!is_empty (c->tail) && o->n_dates > 0)
    date = first_within (o->dates, o->n_dates, range_of (q, c->tail));
  /* "The ministry on Friday rejected" */
  if (date == NULL && o->n_dates > 0 && !is_empty (c->source) && c->source.to < c->cue.from)
    date = first_within (o->dates, o->n_dates, range_of (q, (Part) { c->source.to, c->cue.from }));
  /* «…, заявил 12 мая министр» */
  if (date == NULL && o->n_dates > 0 && !is_empty (c->source) && !is_empty (c->cue) && c->cue.to < c->source.from && c->source.from - c->cue.to < 8)
    date = first_within (o->dates, o->n_dates, range_of (q, (Part) { c->cue.to, c->source.from }));
  if (date == NULL && o->n_dates > 0)
    date = date_in_front (o, c);
  if (date != NULL)
    link_to (links, &n, "said-on", date->key);
  for (size_t i = at > 4 ? at - 4 : 0; i < at + 4 && i < q->n_claims; i++)
    if (i != at && find_outer (q, i) == at && leans_on (q, &q->claims[i]) && is_wanted (o, &q->claims[i])
        && name_of (o, q->claims[i].source) == NULL)
      {
        write_key (basis, 's', o->source[i]);
        link_to (links, &n, "basis", basis);
        break;
      }
  if (!is_empty (c->basis))
    {
      snprintf (basis, sizeof basis, "b%zu", at);
      link_to (links, &n, "basis", fill (o, basis, c->basis, 0.6));
    }
  if (within != NO_CLAIM && is_wanted (o, &q->claims[within]))
    {
      write_key (outer, 'c', within);
      link_to (links, &n, "within", outer);
    }
  annotation.fragments = ranges;
  annotation.n_fragments = n_ranges;
  annotation.links = (GlsPluginArray) GLS_PLUGIN_ARRAY (links, n);
  if (c->denied)
    annotation.attributes = (GlsPluginArray) GLS_PLUGIN_ARRAY (&denied, 1);
  if (o->done == GLS_PLUGIN_OK)
    o->done = q->lex.host->emit_annotation (q->lex.host, &annotation);
}

int
quotes_emit (Quotes *q)
{
  Out o = { .q = q, .done = GLS_PLUGIN_OK };

  sort_out (&o);
  o.first = allocate (q->lex.text.n, sizeof *o.first);
  o.source = allocate (q->n_claims, sizeof *o.source);
  o.cue = allocate (q->n_claims, sizeof *o.cue);
  for (size_t i = 0; i < q->n_claims && !q->lex.host->cancelled (q->lex.host); i++)
    if (is_wanted (&o, &q->claims[i]))
      emit_fillers (&o, i);
  for (size_t i = 0; i < q->n_claims && o.done == GLS_PLUGIN_OK && !q->lex.host->cancelled (q->lex.host); i++)
    if (is_wanted (&o, &q->claims[i]))
      emit_claim (&o, i);
  free (o.first);
  free (o.source);
  free (o.cue);
  free (o.names);
  free (o.figures);
  free (o.dates);
  return o.done;
}
