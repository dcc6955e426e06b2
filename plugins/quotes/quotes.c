/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes attributions: who says what by which words; direct and indirect, the source before, behind and within the content.
 * It must not know names and figures: it is given those that others have found. */
#include <glossator-plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

typedef struct {
  size_t from, to;   /* tokens, half-open */
} Part;

typedef struct {
  LexScan                  lex;
  unsigned                 n;
  bool                    *quoted;   /* by token: inside quotation marks, the marks too */
  int                      done;
} Scan;

static bool
is_opening (const Scan *s, size_t i)
{
  return is (s, i, "“") || is (s, i, "«") || (is (s, i, "\"") && (i + 1 < s->lex.text.n && token (s, i + 1)->glued)
                                              && (i == 0 || !token (s, i)->glued || token (s, i - 1)->kind == LEX_MARK));
}

static bool
is_closing (const Scan *s, size_t i)
{
  return is (s, i, "”") || is (s, i, "»") || is (s, i, "\"");
}

/* A quotation does not run over the end of a paragraph more than this far. */
#define MAX_QUOTED 400

static void
mark_quotations (Scan *s)
{
  for (size_t i = 0; i < s->lex.text.n; i++)
    {
      size_t end;

      if (!is_opening (s, i))
        continue;
      for (end = i + 1; end < s->lex.text.n && end - i < MAX_QUOTED && token (s, end)->line == token (s, i)->line
                        && !is_closing (s, end); end++)
        ;
      if (end >= s->lex.text.n || !is_closing (s, end))
        continue;
      for (size_t k = i; k <= end; k++)
        s->quoted[k] = true;
      i = end;
    }
}

static bool
ends_sentence (const Scan *s, size_t i)
{
  if (s->quoted[i] && i + 1 < s->lex.text.n && s->quoted[i + 1])
    return false;
  if (is (s, i, ".") && i > 0 && token (s, i)->glued && token (s, i - 1)->kind == LEX_WORD
      && token (s, i - 1)->end - token (s, i - 1)->start <= 2 && token (s, i - 1)->upper)
    return false;
  if (is (s, i, ".") || is (s, i, "!") || is (s, i, "?"))
    return !(i + 1 < s->lex.text.n && is_closing (s, i + 1) && token (s, i + 1)->glued);
  /* '... pay."': the mark behind the full stop ends it. */
  return is_closing (s, i) && i > 0 && (is (s, i - 1, ".") || is (s, i - 1, "!") || is (s, i - 1, "?"));
}

/* The sentence from @i, within its line. */
static size_t
find_end (const Scan *s, size_t i)
{
  size_t at = i;

  while (at < s->lex.text.n && token (s, at)->line == token (s, i)->line)
    if (ends_sentence (s, at++))
      break;
  return at;
}

/* --- Out ---------------------------------------------------------------------------------------------------------------------- */

static GlsPluginRange
range_of (const Scan *s, Part part)
{
  return (GlsPluginRange) { token (s, part.from)->start, token (s, part.to - 1)->end };
}

/* Commas and full stops at the ends, but quotation marks as they are. */
static Part
trim (const Scan *s, Part part)
{
  while (part.from < part.to && (is (s, part.from, ",") || is (s, part.from, ":") || is (s, part.from, ";") || is (s, part.from, "-")
                                 || is (s, part.from, "—") || is (s, part.from, "–")))
    part.from++;
  while (part.to > part.from && (is (s, part.to - 1, ",") || is (s, part.to - 1, ".") || is (s, part.to - 1, ";")
                                 || is (s, part.to - 1, ":") || is (s, part.to - 1, "-") || is (s, part.to - 1, "—")))
    part.to--;
  return part;
}

static bool
is_name (const GlsPluginAnnotation *annotation)
{
  return strcmp (annotation->type, "Person") == 0 || strcmp (annotation->type, "Organization") == 0
         || strcmp (annotation->type, "Group") == 0 || strcmp (annotation->type, "Place") == 0;
}

static bool
lies_in (const GlsPluginAnnotation *annotation, GlsPluginRange range)
{
  return annotation->fragments[0].start >= range.start
         && annotation->fragments[annotation->n_fragments - 1].end <= range.end;
}

/* The name that the source is, of those that others found: a person, else one that makes up most of it. */
static const char *
find_name (const Scan *s, GlsPluginRange range)
{
  const char *found = NULL;

  for (size_t i = 0; i < s->lex.document->annotations.n; i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, s->lex.document->annotations, i);
      uint32_t length;

      if (annotation->n_fragments == 0 || !is_name (annotation) || !lies_in (annotation, range))
        continue;
      length = annotation->fragments[annotation->n_fragments - 1].end - annotation->fragments[0].start;
      if (strcmp (annotation->type, "Person") == 0)
        return annotation->key;
      if (2 * length >= range.end - range.start)
        found = annotation->key;
    }
  return found;
}

static void
emit_part (Scan *s, const char *key, const char *type, Part part)
{
  GlsPluginRange range = range_of (s, part);
  GlsPluginAnnotation annotation = {
    .size = sizeof annotation, .key = key, .type = type, .fragments = &range, .n_fragments = 1, .confidence = 0.8,
  };

  if (s->done == GLS_PLUGIN_OK)
    s->done = s->lex.host->emit_annotation (s->lex.host, &annotation);
}

#define MAX_FIGURES 8

static void
emit (Scan *s, Part content, Part source, Part cue)
{
  char claim_key[32], source_key[32], cue_key[32];
  GlsPluginLink links[2 + 1];
  size_t n_links = 0;
  const char *name = NULL, *figure = NULL;
  GlsPluginRange range;

  content = trim (s, content);
  source = trim (s, source);
  if (content.to < content.from + 2 || source.to <= source.from || s->done != GLS_PLUGIN_OK)
    return;
  range = range_of (s, content);
  snprintf (claim_key, sizeof claim_key, "c%u", s->n);
  snprintf (source_key, sizeof source_key, "s%u", s->n);
  snprintf (cue_key, sizeof cue_key, "u%u", s->n);
  s->n++;
  name = find_name (s, range_of (s, source));
  if (name == NULL)
    emit_part (s, source_key, "Source", source);
  links[n_links++] = (GlsPluginLink) { "source", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, name != NULL ? name : source_key };
  if (cue.to > cue.from)
    {
      emit_part (s, cue_key, "Cue", cue);
      links[n_links++] = (GlsPluginLink) { "cue", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, cue_key };
    }
  for (size_t i = 0; i < s->lex.document->annotations.n && figure == NULL; i++)
    {
      const GlsPluginAnnotation *annotation = GLS_PLUGIN_AT (GlsPluginAnnotation, s->lex.document->annotations, i);

      if (strcmp (annotation->type, "Figure") == 0 && annotation->n_fragments > 0 && lies_in (annotation, range))
        figure = annotation->key;
    }
  if (figure != NULL)
    links[n_links++] = (GlsPluginLink) { "figure", false, GLS_PLUGIN_FILLED_BY_ANNOTATION, figure };
  {
    GlsPluginAnnotation annotation = {
      .size = sizeof annotation, .key = claim_key, .type = "Claim", .fragments = &range, .n_fragments = 1, .confidence = 0.8,
      .links = GLS_PLUGIN_ARRAY (links, n_links),
    };

    if (s->done == GLS_PLUGIN_OK)
      s->done = s->lex.host->emit_annotation (s->lex.host, &annotation);
  }
}

/* --- Sources -------------------------------------------------------------------------------------------------------------------- */

/* Back from the cue: over an apposition between commas to the beginning of the clause. */
static Part
source_before (const Scan *s, size_t from, size_t cue)
{
  Part source = { cue, cue };
  size_t at = cue;
  bool comma = false;

  /* "Artur Medetbekov, the former …, told": the comma right before the cue closes an apposition. */
  if (at > from && is (s, at - 1, ","))
    {
      size_t open = at - 1;

      while (open > from && open + 24 > at && !is (s, open - 1, ","))
        open--;
      comma = open > from;
      if (comma)
        at = open - 1;
      /* Nested commas: back to the first one behind a name. */
      source.to = at;
    }
  while (at > from && cue - at < 40 && !in (s, "stop", at - 1) && !is (s, at - 1, ",") && !is (s, at - 1, ";") && !is (s, at - 1, ":")
         && !s->quoted[at - 1] && !is (s, at - 1, "."))
    at--;
  source.from = at;
  if (!comma)
    source.to = cue;
  return source;
}

/* On from the cue or "according to": one noun phrase, up to a comma, a verb or the end. */
static Part
source_behind (const Scan *s, size_t at, size_t end)
{
  Part source = { at, at };

  while (source.to < end && source.to - at < 16 && !is (s, source.to, ",") && !is (s, source.to, ".") && !is (s, source.to, ";")
         && !is (s, source.to, "\"") && !is (s, source.to, "(") && !is (s, source.to, "“")
         && lexicon_match (s->lex.lexicon, "cue", &s->lex.text, source.to, NULL) == 0 && !in (s, "stop", source.to)
         && !is (s, source.to, "on") && !is (s, source.to, "at") && !is (s, source.to, "in"))
    source.to++;
  return source;
}

/* Can these words speak? A capital, a pronoun or a determiner begins them. */
static bool
is_source (const Scan *s, Part part)
{
  if (part.to <= part.from || part.to - part.from > 30)
    return false;
  return token (s, part.from)->upper || in (s, "pronoun", part.from) || in (s, "determiner", part.from);
}

/* "told local media that": over who is told. */
static size_t
skip_listener (const Scan *s, size_t at, size_t end, bool told)
{
  size_t i = at;

  while (told && i < end && i - at < 14 && !is (s, i, "that") && !is (s, i, ",") && !is (s, i, "\"") && !is (s, i, "“"))
    i++;
  return told && i < end && (is (s, i, "that") || is (s, i, ",") || s->quoted[i]) ? i : at;
}

/* "on April 21" behind the cue, before "that". */
static size_t
skip_when (const Scan *s, size_t at, size_t end)
{
  size_t i = at;

  if (!(is (s, i, "on") || is (s, i, "in") || is (s, i, "earlier") || is (s, i, "this") || is (s, i, "last") || is (s, i, "at")
        || is (s, i, "during") || is (s, i, "by")))
    return at;
  while (i < end && i - at < 10 && !is (s, i, "that") && !is (s, i, ",") && !is (s, i, ":"))
    i++;
  return i < end && (is (s, i, "that") || is (s, i, ",") || is (s, i, ":")) ? i : at;
}

/* --- Patterns -------------------------------------------------------------------------------------------------------------------- */

/* "According to X, content." and "Content, according to X." */
static bool
try_according (Scan *s, size_t from, size_t end, size_t at, size_t n)
{
  Part source = source_behind (s, at + n, end), cue = { at, at + n };

  /* "an estimate by the Ministry", "Khusan Mamurov, an analyst with …": up to the comma. */
  if (source.to <= source.from)
    return false;
  if (at == from)
    {
      size_t comma = source.to;

      while (comma < end && !is (s, comma, ","))
        comma++;
      if (comma >= end)
        return false;
      emit (s, (Part) { comma + 1, end }, source, cue);
    }
  else
    emit (s, (Part) { from, at }, source, cue);
  return true;
}

/* '"…," X said.' and '"…," said X.': the quotation before is the content. */
static bool
try_after_quotation (Scan *s, size_t from, size_t end, size_t at, size_t n)
{
  size_t close = at, open;
  Part source;

  while (close > from && !s->quoted[close - 1])
    close--;
  if (close <= from || at - close > 30)
    return false;
  for (open = close; open > from && s->quoted[open - 1]; open--)
    ;
  /* A word in quotation marks is no quotation. */
  if (close - open < 6 || !(is (s, close - 2, ",") || is (s, close - 2, ".") || is (s, close - 2, "?") || is (s, close - 2, "!")
                            || is (s, close, ",")))
    return false;
  source = source_before (s, close, at);
  if (!is_source (s, source) || source.from == source.to)
    source = source_behind (s, at + n, end);
  if (!is_source (s, source))
    return false;
  emit (s, (Part) { open, close }, source, (Part) { at, at + n });
  return true;
}

/* "X said (that) content" */
static bool
try_forward (Scan *s, size_t from, size_t end, size_t at, size_t n)
{
  Part source = source_before (s, from, at), content;
  size_t behind = at + n;
  bool that;

  if (!is_source (s, source))
    return false;
  behind = skip_listener (s, behind, end, in (s, "object", at + n - 1) || lexicon_match (s->lex.lexicon, "object", &s->lex.text, at, NULL) > 0);
  behind = skip_when (s, behind, end);
  that = is (s, behind, "that");
  content = (Part) { behind + (that ? 1 : 0), end };
  if (is (s, behind, ",") || is (s, behind, ":"))
    content.from = behind + 1;
  if (content.from >= end || end - content.from < 3)
    return false;
  if (!that && !s->quoted[content.from] && lexicon_match (s->lex.lexicon, "that", &s->lex.text, at, NULL) > 0)
    return false;
  /* "he said." at the end is the other way round. */
  emit (s, content, source, (Part) { at, at + n });
  return true;
}

/* "Content, X said." */
static bool
try_backward (Scan *s, size_t from, size_t at, size_t n)
{
  Part source = source_before (s, from, at);
  size_t comma;

  if (!is_source (s, source) || source.from <= from || !is (s, source.from - 1, ","))
    {
      size_t first = source.from;

      /* "Content, the deputy prime minister of Kyrgyzstan, Abdyrakhman Mamataliev, said": the first comma parts them. */
      while (first > from && !(is (s, first - 1, ",") && is_source (s, (Part) { first, at })))
        first--;
      if (first <= from)
        return false;
      source.from = first;
    }
  /* One comma further back where an apposition lies between. */
  for (comma = source.from - 1; comma > from && source.from - comma < 14; comma--)
    if (is (s, comma - 1, ",") && is (s, comma, "the") && !s->quoted[comma])
      {
        source.to = at;
        emit (s, (Part) { from, comma - 1 }, source, (Part) { at, at + n });
        return true;
      }
  if (source.from - 1 < from + 3)
    return false;
  emit (s, (Part) { from, source.from - 1 }, source, (Part) { at, at + n });
  return true;
}

/* What stands behind the cue tells which way round it is: nothing, or only a date. */
static bool
is_last (const Scan *s, size_t at, size_t end)
{
  size_t left = 0;

  for (size_t i = at; i < end; i++)
    left += token (s, i)->kind != LEX_MARK;
  if (left == 0)
    return true;
  return left <= 6 && (is (s, at, "on") || is (s, at, "in") || is (s, at, "earlier") || is (s, at, "at") || is (s, at, "last"))
         && !is (s, at + 1, "that");
}

static void
scan_sentence (Scan *s, size_t from, size_t end)
{
  for (size_t at = from; at < end && s->done == GLS_PLUGIN_OK; at++)
    {
      size_t n = lexicon_match (s->lex.lexicon, "according", &s->lex.text, at, NULL);

      if (s->quoted[at])
        continue;
      if (n > 0)
        {
          if (try_according (s, from, end, at, n))
            return;
          continue;
        }
      n = lexicon_match (s->lex.lexicon, "cue", &s->lex.text, at, NULL);
      if (n == 0 || at + n > end || at == from)
        continue;
      if (try_after_quotation (s, from, end, at, n))
        return;
      if (is_last (s, at + n, end) ? try_backward (s, from, at, n) : try_forward (s, from, end, at, n))
        return;
    }
}

static int
scan_document (void *data, const GlsPluginHost *host, const GlsPluginDocument *document)
{
  Scan s = { .lex = { host, document, data, { 0 } }, .done = GLS_PLUGIN_OK };

  lex_text_read (&s.lex.text, document, data);
  s.quoted = calloc (s.lex.text.n + 1, sizeof *s.quoted);
  if (s.quoted == NULL)
    abort ();
  mark_quotations (&s);
  for (size_t i = 0; i < s.lex.text.n && s.done == GLS_PLUGIN_OK;)
    {
      size_t end = find_end (&s, i);

      if (host->cancelled (host))
        break;
      if (!token (&s, i)->skip)
        scan_sentence (&s, i, end);
      i = end;
    }
  free (s.quoted);
  lex_text_clear (&s.lex.text);
  return s.done;
}

static int
begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  static const char *const lists[] = { "en.txt", NULL };

  (void) run;
  return lexicon_begin (host, lists, state);
}

static const GlsPluginOperations extractor = { .size = sizeof extractor, .begin = begin, .document = scan_document, .end = lexicon_end };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "quotes", .extractor = &extractor };
GLS_PLUGIN_DEFINE (descriptor)
